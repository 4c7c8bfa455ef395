"""Plain text → clean text: what is taken off, what it shows, and what must stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import clean_text
from pipeline.text.characters import clean_characters
from pipeline.text.cut import find_cut

BODY = "The council voted on Tuesday to close the pier.\nIt was built in 1911."
TITLE = "Old ferry pier to close"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{TITLE}\n{BODY}", id="headline"),
        pytest.param(f"- {TITLE.upper()} | The Gazette\n{BODY}", id="headline with dash and site"),
        pytest.param(f"{BODY}\nRead more", id="read more"),
        pytest.param(f"{BODY}\n[Read more...]", id="read more in brackets"),
        pytest.param(f"{BODY} Read more »", id="read more in the line"),
        pytest.param(f"{BODY} […]", id="ellipsis in brackets"),
        pytest.param(f"{BODY}\nRead moreHerring are back in the bay", id="read more glued to a headline"),
        pytest.param(f"{BODY}\nRead more: Herring are back", id="read more of another"),
        pytest.param(f"{BODY}\n–\nread more.\nend", id="the seeds' tail"),
        pytest.param(f"–\n{BODY}\n* * *", id="separators"),
        pytest.param(f"{BODY}\nFollow us on Facebook and Telegram", id="follow us"),
        pytest.param(f"{BODY}\nSee also: Herring are back", id="see also"),
        pytest.param(f"{BODY}\nЧитать далее", id="Russian"),
        pytest.param(f"{BODY}\nLire la suite →", id="French"),
        pytest.param(f"{BODY}\nاقرأ المزيد", id="Arabic"),
        pytest.param(f"by Ann Lee, via http://x.example/\n{BODY}", id="attribution above"),
        pytest.param(f"{BODY}\nSource: The Gazette", id="source below"),
        pytest.param(f"{BODY}\nThe post {TITLE} appeared first on The Gazette.", id="feed footer"),
    ],
)
def test_what_is_round_the_text_goes(text: str):
    clean = clean_text(text, TITLE)
    assert clean.text == BODY
    assert clean.removed


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("By Monday the army had withdrawn from the town.\nIt rained.", id="by, a sentence"),
        pytest.param("It rained.\nMore than a hundred people came.", id="more, a sentence"),
        pytest.param("It rained.\nThe end of the war came in May.", id="end in a sentence"),
        pytest.param("It rained.\nHe wanted to read more", id="read more, a sentence"),
        pytest.param("Source close to the ministry said: no.\nIt rained.", id="source, a sentence"),
        pytest.param("Related to the king, he fled.\nIt rained.", id="related, a sentence"),
        pytest.param("end", id="nothing else"),
    ],
)
def test_sentences_stay(text: str):
    assert clean_text(text).text == text
    assert clean_text(text).removed == ()


def test_two_equal_first_lines_are_the_headline():
    assert clean_text(f"{TITLE}\n- {TITLE}\n{BODY}").text == BODY


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        pytest.param(f"{BODY}\nRead more", "tail “Read more”", id="tail"),
        pytest.param(f"{BODY}\nRead more:", None, id="label"),
        pytest.param(f"{BODY}\nRead more: Herring", None, id="related"),
        pytest.param(f"{BODY} He said…", "ends in an ellipsis", id="ellipsis"),
        pytest.param(f"{BODY}\nThe mayor said that she would go to the", "ends in mid-sentence", id="open word"),
        pytest.param(f"{BODY}\nThe mayor said, after a long day of talks,", "ends in mid-sentence", id="comma"),
        pytest.param(BODY, None, id="whole"),
        pytest.param(
            f"{BODY}\nThe Doobie Brothers perform in the Blossom Music Center in 2019", None, id="caption"
        ),
        pytest.param(f"{BODY}\nReporting by Ann Lee in Haven and Bo Smith; Editing by Cy Dow", None, id="sign-off"),
        pytest.param(
            f"{BODY}\nMehr Informationen finden Sie unter http://www.gazette.example/pier", None, id="link"
        ),
        pytest.param(
            "„Wir hätten gern gewartet“, sagte die Bürgermeisterin. „Aber es geht nicht.“", None, id="German"
        ),
    ],
)
def test_truncation_has_its_evidence(text: str, evidence: str | None):
    found = clean_text(text).truncated_by
    assert found is None if evidence is None else found and found.startswith(evidence)


def test_nothing_cannot_be_cut():
    assert find_cut("") is None


LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            ["", "–", "end", "Read more", "read more.", "Read moreAbout it", "by Ann Lee, via http://x.example/",
             TITLE, f"- {TITLE}", "Source: Reuters", "See also: more", "PARIS (AP) — Talks began.", "It rained […]",
             "It rained. Read more »", "(AP)", "* * *", "Follow us", "It rained.",
             "Share on Facebook", "Facebook", "12 comments", "Photo: AP", "(AP Photo/Ann Lee)", "Read moreFacebook"]
        ),
    ),
    max_size=12,
).map("\n".join)  # fmt: skip


@given(LINES, st.sampled_from(["", TITLE]))
def test_cleaning_twice_changes_nothing(text: str, title: str):
    once = clean_text(text, title)
    twice = clean_text(once.text, title)
    assert (twice.text, twice.removed) == (once.text, ())


@given(LINES, st.sampled_from(["", TITLE]))
def test_no_word_is_lost(text: str, title: str):
    clean = clean_text(text, title)
    kept = "".join(clean.text.split()) + "".join("".join(block.words.split()) for block in clean.removed)
    assert sorted(kept) == sorted("".join(clean_characters(text).split()))
