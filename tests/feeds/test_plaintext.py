"""Markup and characters: what a reader would see, and nothing that deceives."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.feeds.plaintext import clean_characters, read_plain_line, read_plain_text


@pytest.mark.faults
@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("A <b>bold</b> claim", "A bold claim", id="[D11] tags"),
        pytest.param("x<script>alert('y')</script>z", "x z", id="[D11] script"),
        pytest.param("AT&amp;amp;T", "AT&T", id="[D11] escaped twice"),
        pytest.param("&lt;i&gt;Urgent&lt;/i&gt;", "Urgent", id="[D11] escaped tags"),
        pytest.param("safe\u202egnorw", "safegnorw", id="[D11] bidi override"),
        pytest.param("ze\u200bro\u00adwidth\ufeff", "zerowidth", id="[D11] invisible"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="[D11] non-joiner stays"),
        pytest.param("nul\x00 bell\x07", "nul bell", id="[D11] control"),
        pytest.param("5 < 6 and 7 > 2", "5 < 6 and 7 > 2", id="[D11] comparison"),
        pytest.param("The <unknown> soldier", "The <unknown> soldier", id="[D11] no element"),
        pytest.param("Q&A: R&D; x", "Q&A: R&D; x", id="[D11] ampersands"),
        pytest.param("One<br>two<br/>three", "One two three", id="[D11] breaks"),
        pytest.param("e\u0301tat", "état", id="[D11] NFC"),
        pytest.param("&#8216;ISIS&#8217;s&nbsp;men", "‘ISIS’s men", id="[D11] references"),
        pytest.param("<!-- hidden -->seen<!-- open", "seen", id="[D11] comments"),
        pytest.param("\U0001fffe\ufdd0x\ue000", "x", id="[D11] noncharacters and private use"),
    ],
)
def test_lines(markup: str, text: str) -> None:
    assert read_plain_line(markup) == (text, False)


def test_blocks_become_lines() -> None:
    markup = "<div><h2>Head</h2><p>First  para\ngraph.</p>\n\n<p>Second.</p><ul><li>a</li><li>b</li></ul></div>"
    assert read_plain_text(markup) == ("Head\nFirst para\ngraph.\nSecond.\na\nb", False)


@pytest.mark.parametrize(("length", "cut"), [(1000, False), (1001, True), (1_000_000, True)])
def test_limits(length: int, cut: bool) -> None:
    text, was_cut = read_plain_line("x" * length)
    assert (len(text), was_cut) == (min(length, 1000), cut)


@given(markup=st.text(max_size=200))
def test_text_is_clean_whatever_comes(markup: str) -> None:
    for text in (read_plain_line(markup)[0], read_plain_text(markup)[0]):
        assert text == text.strip()
        assert unicodedata.is_normalized("NFC", text)
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Co") and c not in "\t\n" for c in text)
        text.encode()


@given(text=st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_characters(clean_characters(text)) == clean_characters(text)
