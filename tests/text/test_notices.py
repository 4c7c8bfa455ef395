"""Lines of a page template between paragraphs: what they are, and the sentences that only look like them."""

import pytest

from pipeline.text import clean_text, hash_text
from pipeline.text.notices import find_notice

FIRST = "The council voted on Tuesday to close the pier."
LAST = "It was built in 1911."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("Share on Facebook", "share", id="share-on"),
        pytest.param("Share | Tweet | Print | Email", "share", id="bar"),
        pytest.param("Facebook Twitter WhatsApp Telegram", "share", id="networks"),
        pytest.param("Share this article 34", "share", id="with-count"),
        pytest.param("Artikel teilen", "share", id="german"),
        pytest.param("Partager sur WhatsApp", "share", id="french"),
        pytest.param("Поделиться в Telegram", "share", id="russian"),
        pytest.param("شارك على فيسبوك", "share", id="arabic"),
        pytest.param("Photo: AP/Ann Lee", "caption", id="photo"),
        pytest.param("(AP Photo/Ann Lee)", "caption", id="agency-photo"),
        pytest.param("File photo", "caption", id="file-photo"),
        pytest.param("Photo by Ann Lee", "caption", id="photo-by"),
        pytest.param("© Getty Images", "caption", id="library"),
        pytest.param("AFP via Getty Images", "caption", id="agency-via-library"),
        pytest.param("The old pier in spring. Photo: Ann Lee/Harbour Post", "caption", id="ends-in-credit"),
        pytest.param("Boats at the pier on Monday (Image: Ann Lee)", "caption", id="ends-in-brackets"),
        pytest.param("Die alte Seebrücke. Foto: dpa", "caption", id="german-caption"),
        pytest.param("Фото: РИА Новости", "caption", id="russian-caption"),
        pytest.param("Crédit photo : Anne Roux", "caption", id="french-caption"),
        pytest.param("Fotoğraf: AA", "caption", id="turkish-caption"),
        pytest.param("صورة: رويترز", "caption", id="arabic-caption"),
        pytest.param("12 comments", "counter", id="comments"),
        pytest.param("Comments (3)", "counter", id="comments-in-brackets"),
        pytest.param("3,456 views | 12 shares", "counter", id="views"),
        pytest.param("2 min read", "counter", id="minutes"),
        pytest.param("Estimated reading time: 3 minutes", "counter", id="reading-time"),
        pytest.param("Updated 5 minutes ago", "counter", id="updated"),
        pytest.param("vor 3 Stunden", "counter", id="german-ago"),
        pytest.param("il y a 2 heures", "counter", id="french-ago"),
        pytest.param("15 комментариев", "counter", id="russian-comments"),
        pytest.param("منذ 3 ساعات", "counter", id="arabic-ago"),
    ],
)
def test_a_notice_leaves_the_text_as_what_it_is(line: str, kind: str) -> None:
    clean = clean_text(f"{FIRST}\n{line}\n{LAST}")
    assert clean.text == f"{FIRST}\n{LAST}"
    assert [(b.kind, b.words, b.position, b.paragraph) for b in clean.removed] == [(kind, line, "inside", 1)]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Share prices fell on Monday.", id="share-prices"),
        pytest.param("Share of votes: 34 percent", id="share-of-votes"),
        pytest.param("Facebook", id="a-network-as-heading"),
        pytest.param("Facebook and Twitter were blocked on Monday.", id="networks-in-a-sentence"),
        pytest.param("Print", id="a-verb-as-heading"),
        pytest.param("Like this one, the others fell into the sea.", id="like-this"),
        pytest.param("x 5,14 4,96 4,51 x x", id="a-row-of-a-table"),
        pytest.param("Photo editors at three papers resigned.", id="photo-editors"),
        pytest.param("Photo by photo, the museum has rebuilt the harbour of 1911.", id="photo-by-photo"),
        pytest.param("The image of the pier stayed with him.", id="image-in-a-sentence"),
        pytest.param("- Wallet (credit/debit cards, cash, etc.)", id="credit-cards"),
        pytest.param("Credit: 3 hours", id="credit-hours"),
        pytest.param("He posted a picture of it (the photo shows a gull).", id="photo-in-brackets"),
        pytest.param("12 comments were deleted by the ministry.", id="comments-in-a-sentence"),
        pytest.param("5 minutes ago the bridge was still there.", id="ago-in-a-sentence"),
        pytest.param("The ministry gave no comment.", id="no-comment"),
        pytest.param("Two hours later the ferry came.", id="later"),
        pytest.param("Bild am Sonntag berichtete zuerst.", id="bild-the-paper"),
        pytest.param("Фото сделал случайный прохожий, сообщила полиция.", id="russian-sentence"),
        pytest.param("La imagen dio la vuelta al mundo.", id="spanish-sentence"),
        pytest.param("منذ 3 سنوات لم يزر أحد الميناء.", id="arabic-sentence"),
    ],
)
def test_a_sentence_or_heading_stays(line: str) -> None:
    text = f"{FIRST}\n{line}\n{LAST}"
    clean = clean_text(text)
    assert (clean.text, clean.removed) == (text, ())


@pytest.mark.parametrize(
    ("line", "at_the_end"),
    [
        pytest.param("Facebook", False, id="one network"),
        pytest.param("Print", True, id="one verb"),
        pytest.param("Share", True, id="share"),
    ],
)
def test_one_bare_word_is_a_button_only_at_the_edge(line: str, at_the_end: bool) -> None:
    assert find_notice(line, is_inside=True) is None
    assert (clean_text(f"{FIRST}\n{LAST}\n{line}").text == f"{FIRST}\n{LAST}") is at_the_end


def test_the_last_line_of_a_text_stays() -> None:
    assert clean_text("12 comments\nPhoto: AP").text == "Photo: AP"


def test_each_block_says_where_it_stood() -> None:
    text = f"Old pier to close\nby Ann Lee\n{FIRST}\nPhoto: AP\n{LAST} Read more »\nShare on Facebook\n* * *"
    found = clean_text(text, "Old pier to close")
    assert found.text == f"{FIRST}\n{LAST}"
    assert [(block.kind, block.position, block.paragraph, block.words) for block in found.removed] == [
        ("headline", "head", 0, "Old pier to close"),
        ("attribution", "head", 0, "by Ann Lee"),
        ("caption", "inside", 1, "Photo: AP"),
        ("read-more", "tail", 2, "Read more »"),
        ("share", "tail", 2, "Share on Facebook"),
        ("separator", "tail", 2, "* * *"),
    ]
    assert found.removed[0].evidence == "the title"
    assert found.removed[1].evidence == "byline Ann Lee"


@pytest.mark.parametrize(
    ("before", "after", "is_same"),
    [
        pytest.param("12 comments", "13 comments", True, id="comments"),
        pytest.param("Updated 5 minutes ago", "Updated 2 hours ago", True, id="minutes"),
        pytest.param("3,456 views", "", True, id="views-gone"),
        pytest.param("12 people died", "13 people died", False, id="a-number-of-the-text"),
    ],
)
def test_what_counts_by_itself_is_no_edit(before: str, after: str, is_same: bool) -> None:
    assert (hash_text(f"{FIRST}\n{before}") == hash_text(f"{FIRST}\n{after}")) is is_same
