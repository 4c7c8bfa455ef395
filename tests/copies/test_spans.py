"""Where the shared passages stand in both texts."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.copies import relate_pair
from pipeline.copies.tokens import locate_words, split_words
from pipeline.settings import CopySettings
from schemas.records import Comparable

Make = Callable[..., Comparable]
Read = Callable[[str], str]


@pytest.mark.parametrize("name", ["original", "russian", "arabic", "chinese"])
def test_a_cut_copy_is_one_passage(name: str, make_article: Make, read_text: Read, settings: CopySettings) -> None:
    text = read_text(name).strip()
    cut = text[: len(text) * 6 // 10]
    copy = relate_pair(make_article("a1", cut, "Korsund Post", day=8), make_article("a2", text, day=7), settings)
    assert copy is not None
    assert copy.spans is not None
    (span,) = copy.spans
    assert (span.start_char, span.of_start_char) == (0, 0)
    assert len(cut) - 12 < span.end_char <= len(cut)
    assert abs(span.of_end_char - span.end_char) < 12


def test_spans_give_the_same_words_of_both_texts(
    make_article: Make, read_text: Read, settings: CopySettings
) -> None:
    text, own = read_text("original"), read_text("commentary")
    parts = text.split("\n\n")
    mixed = "\n\n".join([own.split("\n\n")[0], parts[2].upper(), parts[0].replace("'", "’")])
    original = make_article("a1", text, day=7)
    copied = make_article("a2", mixed, "Korsund Post", day=8)
    copy = relate_pair(original, copied, settings)
    assert copy is not None
    assert copy.spans
    assert (copy.article_id, len(copy.spans)) == ("a2", 2)
    for span in copy.spans:
        words = split_words(mixed[span.start_char : span.end_char])
        of_words = split_words(text[span.of_start_char : span.of_end_char])
        assert [word.casefold() for word in words] == [word.casefold() for word in of_words]


@given(st.text(alphabet="aB1é\u0301’'“- \nß俄罗ก中İ_ﬁ½가\u00ad", max_size=60))
def test_every_word_is_located(text: str) -> None:
    words, places = split_words(text), locate_words(text)
    assert len(places) == len(words)
    assert places == sorted(places)
    for word, (start, end) in zip(words, places, strict=True):
        assert word[:1] in "".join(split_words(text[start:end]))
