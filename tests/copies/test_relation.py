"""Kinds of copy, and the pairs that must stay apart."""

import re
from collections.abc import Callable

import pytest

from pipeline.copies import relate_articles, relate_pair
from pipeline.settings import CopySettings
from schemas.records import CandidatePair, Comparable

Make = Callable[..., Comparable]
Read = Callable[[str], str]


def _cut_middle(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join([*paragraphs[:1], *paragraphs[3:]])


def _misread(text: str) -> str:
    return re.sub(r"\b(\w{4})i(\w{3,})", r"\1l\2", text)


def _insert(text: str, own: str) -> str:
    paragraphs, others = text.split("\n\n"), own.split("\n\n")
    return "\n\n".join([*paragraphs[:2], others[0], *paragraphs[2:], others[1]])


def _reorder(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join([paragraphs[0], *reversed(paragraphs[1:])])


_SYNONYMS = {
    "said": "stated",
    "closed": "shut",
    "old": "disused",
    "ships": "vessels",
    "told": "informed",
    "examination": "inspection",
    "expected": "due",
    "warned": "cautioned",
    "discuss": "consider",
    "waiting": "queueing",
    "carried": "brought",
    "described": "rated",
    "never": "not",
    "strong": "swift",
    "depending": "according",
    "recommended": "advised",
    "demanded": "asked",
    "unusually": "very",
    "found": "noticed",
    "stones": "bricks",
}


def _reword(text: str) -> str:
    paragraphs = text.split("\n\n")
    text = "\n\n".join([*paragraphs[:1], *paragraphs[2:]])
    return re.sub(r"\w+", lambda word: _SYNONYMS.get(word[0], word[0]), text)


def _quote(text: str, own: str, intro: str = "As the Velsk Courier reported: “{}”") -> str:
    passage = " ".join(text.split("\n\n")[2].split()[:60])
    return own.replace("\n\n", "\n\n" + intro.format(passage) + "\n\n", 1)


@pytest.mark.parametrize(
    ("change", "publisher", "kind"),
    [
        pytest.param(lambda t, o: t, "Korsund Post", "identical", id="word for word"),
        pytest.param(
            lambda t, o: t.replace("'", "").upper(), "Korsund Post", "identical", id="case and apostrophes"
        ),
        pytest.param(lambda t, o: _misread(t), "Korsund Post", "identical", id="wrong letters"),
        pytest.param(lambda t, o: t[: len(t) // 3], "Korsund Post", "truncated", id="a third"),
        pytest.param(lambda t, o: t[: len(t) * 8 // 10], "Korsund Post", "truncated", id="four fifths"),
        pytest.param(lambda t, o: t[: t.rindex("Lunde, who")], "Korsund Post", "truncated", id="the last sentence"),
        pytest.param(
            lambda t, o: t[: t.rindex("Lunde, who")], "Velsk Courier", "revised", id="own, a sentence less"
        ),
        pytest.param(lambda t, o: _cut_middle(t), "Korsund Post", "truncated", id="cut in the middle"),
        pytest.param(lambda t, o: t[: len(t) // 3], "Velsk Courier", "truncated", id="own teaser"),
        pytest.param(_insert, "Korsund Post", "rewritten", id="inserted paragraphs"),
        pytest.param(lambda t, o: _reorder(t), "Korsund Post", "rewritten", id="other order of whole paragraphs"),
        pytest.param(lambda t, o: _reorder(t)[:900], "Korsund Post", "rewritten", id="other order, and cut"),
        pytest.param(lambda t, o: _reword(t), "Korsund Post", "rewritten", id="re-worded"),
        pytest.param(_insert, "Velsk Courier", "revised", id="own later version"),
        pytest.param(_quote, "Korsund Post", "excerpt", id="quotation"),
        pytest.param(lambda t, o: _quote(t, o, "“{}”"), "Korsund Post", "excerpt", id="quotation of nobody"),
        pytest.param(
            lambda t, o: _quote(t, o, "The Velsk Courier: {}"),
            "Korsund Post",
            "excerpt",
            id="quotation without marks",
        ),
    ],
)
def test_copies_are_named(
    change: Callable[[str, str], str],
    publisher: str,
    kind: str,
    make_article: Make,
    read_text: Read,
    settings: CopySettings,
) -> None:
    original = make_article("a9", read_text("original"), day=7)
    other = make_article("a1", change(read_text("original"), read_text("commentary")), publisher, day=8)
    copy = relate_pair(original, other, settings)
    assert copy is not None
    assert (copy.kind, copy.article_id, copy.of_article_id) == (kind, "a1", "a9")
    assert relate_pair(other, original, settings) == copy


_MARKET_NUMBERS = {
    "Monday": "Thursday",
    "14": "22",
    "1,872": "1,911",
    "9": "17",
    "2,105": "2,093",
    "3,400": "2,780",
    "2,950": "3,120",
    "Friday": "Wednesday",
    "Ostmark": "Ketland",
    "Halden": "Brevik",
    "1,850": "1,900",
    "8.41": "8.37",
}


_RATE = (
    "{} said it is raising its prime lending rate to 7-3/4 percent from 7-1/2 percent, effective at once, on loans."
)


def _change_market(text: str) -> str:
    return re.sub(r"[\w,.]*\w", lambda word: _MARKET_NUMBERS.get(word[0], word[0]), text)


@pytest.mark.parametrize("publisher", ["Velsk Courier", "Korsund Post"])
@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(lambda r: r("original"), lambda r: r("independent"), id="two reports of one event"),
        pytest.param(
            lambda r: r("harbour_market"), lambda r: _change_market(r("harbour_market")), id="market report"
        ),
        pytest.param(
            lambda r: r("original") + r("background"), lambda r: r("commentary") + r("background"), id="background"
        ),
        pytest.param(
            lambda r: r("original"), lambda r: r("follow_up"), id="a later report with the same background"
        ),
        pytest.param(
            lambda r: _RATE.format("Nordhus Bank"), lambda r: _RATE.format("Halden Savings"), id="brief form"
        ),
        pytest.param(lambda r: r("original"), lambda r: r("russian"), id="translation"),
        pytest.param(lambda r: "Rain in the north.", lambda r: "Rain in the north.", id="four words"),
        pytest.param(lambda r: "", lambda r: "", id="empty"),
        pytest.param(
            lambda r: "Weather: sunny in the north, rain in the south, 12 degrees.",
            lambda r: "Weather: sunny in the north, rain in the south, 9 degrees.",
            id="weather",
        ),
    ],
)
def test_hard_negatives_stay_apart(
    one: Callable[[Read], str],
    two: Callable[[Read], str],
    publisher: str,
    make_article: Make,
    read_text: Read,
    settings: CopySettings,
) -> None:
    first = make_article("a1", one(read_text), day=7)
    second = make_article("a2", two(read_text), publisher, day=8)
    assert relate_pair(first, second, settings) is None


def test_boilerplate_of_a_publisher_is_no_evidence(
    make_article: Make, read_text: Read, settings: CopySettings
) -> None:
    one = make_article("a1", read_text("independent")[:500] + read_text("footer"), day=7)
    two = make_article("a2", read_text("commentary")[:500] + read_text("footer"), day=8)
    assert relate_pair(one, two, settings) is None


def test_what_both_quote_is_no_evidence(make_article: Make, read_text: Read, settings: CopySettings) -> None:
    statement = f'\n\nIn a statement the council said: "{" ".join(read_text("footer").split())}"\n\n'
    one = make_article("a1", read_text("independent")[:400] + statement, day=7)
    two = make_article("a2", statement + read_text("commentary")[:400], "Korsund Post", day=8)
    assert relate_pair(one, two, settings) is None


@pytest.mark.parametrize("name", ["russian", "arabic", "chinese"])
def test_other_scripts(name: str, make_article: Make, read_text: Read, settings: CopySettings) -> None:
    text = read_text(name)
    cut = make_article("a1", text[: len(text) * 6 // 10], "Korsund Post", day=8)
    copy = relate_pair(cut, make_article("a2", text, day=7), settings)
    assert copy is not None
    assert (copy.kind, copy.article_id) == ("truncated", "a1")


@pytest.mark.parametrize(
    ("first", "second", "related"),
    [
        pytest.param(1, 30, True, id="inside the window"),
        pytest.param(1, None, True, id="a date is missing"),
        pytest.param(None, None, True, id="no dates"),
    ],
)
def test_the_window(
    first: int | None,
    second: int | None,
    related: bool,
    make_article: Make,
    read_text: Read,
    settings: CopySettings,
) -> None:
    one = make_article("a1", read_text("original"), day=first)
    two = make_article("a2", read_text("original"), "Korsund Post", day=second)
    assert (relate_pair(one, two, settings) is not None) is related
    assert relate_pair(one, two, settings.model_copy(update={"window_days": 1})) is None or not (first and second)


@pytest.mark.parametrize("completeness", ["empty", "not-an-article"])
def test_what_is_no_article_is_no_copy(
    completeness: str, make_article: Make, read_text: Read, settings: CopySettings
) -> None:
    one = make_article("a1", read_text("original"), completeness=completeness)
    assert relate_pair(one, make_article("a2", read_text("original"), "Korsund Post"), settings) is None


def test_removing_an_article_leaves_the_other_relations(
    make_article: Make, read_text: Read, settings: CopySettings
) -> None:
    text = read_text("original")
    texts = [text, text[:900], _reword(text), _insert(text, read_text("commentary")), read_text("independent")]
    articles = [make_article(f"a{n}", each, f"Paper {n}", day=n + 1) for n, each in enumerate(texts)]
    pairs = [
        CandidatePair(article_id=a.article_id, other_article_id=b.article_id) for a in articles for b in articles
    ]
    copies = relate_articles(articles, pairs, settings)
    assert len(copies) == 6
    for gone in articles:
        rest = [pair for pair in reversed(pairs) if gone.article_id not in (pair.article_id, pair.other_article_id)]
        left = [article for article in articles if article is not gone]
        expected = [c for c in copies if gone.article_id not in (c.article_id, c.of_article_id)]
        assert list(relate_articles(left, rest, settings)) == expected


def test_a_candidate_without_its_article_is_an_error(make_article: Make, settings: CopySettings) -> None:
    pair = CandidatePair(article_id="a1", other_article_id="a2")
    with pytest.raises(KeyError):
        relate_articles([make_article("a1", "text")], [pair], settings)
