"""Where spellings are looked for: at words, after Arabic particles, anywhere in scripts without spaces."""

import pytest

from pipeline.names import build_lexicon, parse_lexicon
from pipeline.names.folding import fold_text, view_text
from pipeline.names.matching import find_spellings

LEXICON = build_lexicon(
    parse_lexicon(
        {
            "a.yaml": """
entities:
- {entity_id: a, name: "Ta'if Front", kind: armed-group, aliases: {en: [IS, al-Qaeda], ar: [داعش], zh: [北方阵线]}}
"""
        }
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("IS, IS. (IS) “IS” IS/IS #IS IS's", ["is"] * 8, id="punctuation"),
        pytest.param("this isis island Paris is_", ["is"], id="inside of words"),
        pytest.param("ISs and al-Qaedas", ["is", "al qaeda"], id="before a lost apostrophe"),
        pytest.param("Ta’if Front, Taif Front", ["ta'if front", "taif front"], id="apostrophes"),
        pytest.param("وداعش وبداعش xداعش داعشي", ["داعش", "داعش"], id="Arabic particles"),
        pytest.param("在北方阵线的IS武装", ["北方阵线", "is"], id="no spaces"),
        pytest.param("al-\nQaeda and al\nQaeda, al - Qaeda", ["al qaeda", "al qaeda"], id="line ends"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_spellings_are_found(text: str, found: list[str]) -> None:
    folded = view_text(text).folded
    assert [folded[start:end] for _, start, end in find_spellings(folded, LEXICON)] == found


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("Hezbol-\nlah fired", "Hezbollah fired", id="a known word is joined"),
        pytest.param("well-\nknown", "well-known", id="a compound keeps its hyphen"),
        pytest.param("al-\nQaeda", "al-Qaeda", id="a capital keeps the hyphen"),
        pytest.param("ISIS-\n  linked", "ISIS-linked", id="indented"),
        pytest.param("a list -\nthen", "a list -\nthen", id="a dash is no hyphen"),
    ],
)
def test_words_divided_at_the_end_of_a_line(text: str, kept: str) -> None:
    view = view_text(text, lambda: frozenset({"hezbollah"}))
    assert view.kept == kept
    for index, char in enumerate(kept):
        start, end = view.to_original(index, index + 1)
        assert text[start:end] == char


def test_folding_by_runs_is_folding_by_the_table() -> None:
    rare, dense = "Über 'Qā’ida' — «ok»\t`x` and so on, and so on, and on", "Ёлка’ÀÉ"
    assert fold_text(rare) == "".join(fold_text(char) for char in rare)
    assert fold_text(dense * 9) == fold_text(dense) * 9
