"""The characters of a text: which may stay, how white space is folded, and what counts as a trivial edit."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from pipeline.text.notices import is_counter
from pipeline.text.phrases import APOSTROPHES

_HASH_PREFIX = "t1"
_SPACE = re.compile(r"\s+")
_NO_WORD = re.compile(r"[\W_]+")
_NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\u2028\u2029]")
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:[-'’.][^\W{_UNSPACED}]+)*")
_NO_ALNUM = re.compile(r"[\W_]+")
_CP1252 = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_C1 = re.compile("[\x80-\x9f]")
_NONCHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1, tab and newline stay
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen and invisible characters that would split a name
    "\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c"  # marks, embeddings, overrides and isolates of direction
    "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"  # private use
    f"\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]"
)


def clean_characters(text: str) -> str:
    r"""Return `text` in NFC with unix newlines, without characters that no reader sees.

    Characters of C1 become what windows-1252 means by them, as browsers do for `&#146;`; the others of C0 and
    C1 (tab and newline stay), controls of direction, soft hyphens, zero-width spaces, private use, lone
    surrogates and noncharacters go. Zero-width joiners stay: Persian and Indic words need them.

    >>> clean_characters("The Group\x92s\x00 \u202eaim\r\n")
    'The Group’s aim\n'
    """
    if text.isascii() and not _CONTROL.search(text):
        return text
    text = _NEWLINES.sub("\n", text)
    text = _C1.sub(lambda code: _CP1252[ord(code[0])] or "", text)
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def fold_space(text: str) -> str:
    r"""Return `text` with every run of white space as one space, none at the ends.

    >>> fold_space("  a\n\tb\u00a0c ")
    'a b c'
    """
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def fold_words(text: str) -> str:
    """Return the letters and digits of `text` by case folded: what two headlines are compared by.

    >>> fold_words("- Who is “Behind” it?") == fold_words("WHO IS BEHIND IT")
    True
    """
    return _NO_WORD.sub("", text.casefold())


def hash_text(text: str) -> str:
    r"""Return the hash of `text` folded by case, white space and apostrophes: trivial edits make no revision.

    Lines that count what changes by itself (comments, views, minutes since) are left out: cleaning takes them off
    an article, but a page whose only other words they are keeps the last of them.

    >>> hash_text("Russia’s  aim") == hash_text("RUSSIAS AIM") != hash_text("Russia's aims")
    True
    >>> hash_text("It rained.\n12 comments") == hash_text("It rained.\n13 comments") == hash_text("It rained.")
    True
    """
    lines = clean_characters(text).split("\n")
    counted = "\n".join(line for line in lines if not is_counter(line))
    folded = _SPACE.sub(" ", APOSTROPHES.sub("", counted.casefold())).strip()
    return f"{_HASH_PREFIX}-{hashlib.sha256(folded.encode()).hexdigest()[:32]}"


def drop_dateline(text: str, dateline: str | None) -> str:
    """Return `text` without the dateline that it opens with: what is compared and indexed.

    >>> drop_dateline("PARIS (AP) — Talks began.", "PARIS (AP) —")
    'Talks began.'
    """
    return text.removeprefix(dateline).lstrip() if dateline else text


def count_words(text: str) -> int:
    """Return the number of words; a character counts as one in scripts that put no space between words.

    >>> count_words("Don't go — anti-IS forces"), count_words("北京报道")
    (4, 4)
    """
    return sum(1 for _ in _WORD.finditer(text))
