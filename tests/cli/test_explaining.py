"""`namewire names explain`: every place where a name may stand, which aliases are spelled so, and why it is one."""

import json
from collections.abc import Callable

import pytest

from tests.cli.conftest import Namewire

LEXICON = """
defaults: {kind: armed-group}
entities:
- {entity_id: kelv-bank, name: Bank of the Kelv Front, kind: look-alike, aliases: {en: [Bank of the Kelv Front]}}
- entity_id: kelv-front
  name: Kelv Front
  aliases:
    en:
    - text: KVF
      strength: ambiguous
      needs: [valley, a, b, c, d, e, f]
      valid_from: 2012-01-01
      valid_to: 2014-12-31
"""
KVF = "    kelv-front: “KVF” (ambiguous; en; editor; 2012-01-01..2014-12-31; needs valley, a, b, c, d, e …)"


@pytest.fixture(autouse=True)
def small_lexicon(replace_lexicon: Callable[[str], None]) -> None:
    replace_lexicon(LEXICON)


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        pytest.param(
            ["The Kelv\nFront fled."],
            ["4-14  Kelv Front  →  kelv-front", "    strong: strong alias “Kelv Front”"],
            id="strong, over a line end",
        ),
        pytest.param(
            ["It fled.", "--title", "Kelv Front flees"],
            ["title 0-10  Kelv Front  →  kelv-front", "    strong: strong alias “Kelv Front”"],
            id="title",
        ),
        pytest.param(
            ["KVF fled the valley.", "--on", "2013-05-06"],
            ["0-3  KVF  →  kelv-front", "    context: context words: valley", KVF],
            id="evidence",
        ),
        pytest.param(
            ["KVF fled.", "--on", "2013-05-06"],
            ["0-3  KVF  →  open", "    ambiguous: no evidence in the document", KVF],
            id="no evidence",
        ),
        pytest.param(
            ["KVF fled the valley.", "--on", "2016-05-06"],
            ["0-3  KVF  →  open", "    ambiguous: not in use with this meaning on 2016-05-06", KVF],
            id="another time",
        ),
        pytest.param(
            ["the Bank of the Kelv Front"],
            [
                "4-26  Bank of the Kelv Front  →  nobody",
                "    none: a look-alike: “Bank of the Kelv Front” names nobody of the lexicon",
                "16-26  Kelv Front  →  nobody",
                "    none: overlaps the longer name “Bank of the Kelv Front”",
            ],
            id="look-alike",
        ),
        pytest.param(["nothing"], ["No spelling of the lexicon stands in the text."], id="nothing"),
        pytest.param([""], ["No spelling of the lexicon stands in the text."], id="empty"),
    ],
)
def test_places_are_explained(namewire: Namewire, arguments: list[str], lines: list[str]) -> None:
    ended = namewire("names", "explain", *arguments)
    assert (ended.status, ended.errors) == (0, "")
    strong = "    kelv-front: “Kelv Front” (strong; en; editor)"
    printed = [line for line in ended.text.splitlines() if line != strong and "kelv-bank: " not in line]
    assert printed == lines


def test_standard_input_is_explained_as_an_argument_is(namewire: Namewire) -> None:
    text = "The Kelv Front and the KVF"
    piped = namewire("names", "explain", "-", stdin=text.encode()).output
    assert piped == namewire("names", "explain", text).output != b""


def test_json_lines_say_all(namewire: Namewire) -> None:
    (found,) = namewire("names", "explain", "On KVF, alone", "--json").lines
    assert (found["start_char"], found["end_char"], found["surface"]) == (3, 6, "KVF")
    assert (found["entity_id"], found["rule"], found["candidates"]) == (None, "ambiguous", ["kelv-front"])
    (claim,) = found["claims"]
    assert claim["entity_id"] == "kelv-front"
    assert claim["alias"]["needs"] == ["valley", *"abcdef"]


def test_json_of_nothing_is_nothing(namewire: Namewire) -> None:
    assert namewire("names", "explain", "nothing", "--json").output == b""


def test_a_lone_surrogate_breaks_nothing(namewire: Namewire) -> None:
    ended = namewire("names", "explain", "The Kelv Front \ud800", "--json")
    assert ended.status == 0
    assert json.loads(ended.output)["entity_id"] == "kelv-front"


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        pytest.param(["x", "--on", "June"], b"", "--on June: ", id="no date"),
        pytest.param(["-"], b"", "standard input: empty", id="nothing piped"),
        pytest.param(["-"], b"K\xe9", "standard input: not UTF-8 at byte 1", id="another encoding"),
        pytest.param(["-"], b"a\0b", "standard input: binary", id="binary"),
    ],
)
def test_bad_input_is_told(namewire: Namewire, arguments: list[str], stdin: bytes, said: str) -> None:
    ended = namewire("names", "explain", *arguments, stdin=stdin)
    assert ended.status == 1
    assert said in ended.errors
    assert (ended.output, "Traceback" in ended.errors) == (b"", False)
