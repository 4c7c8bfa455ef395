"""Markup and raw characters of feeds → plain text: no tags, NFC, nothing invisible that could deceive."""

import html
import re
import unicodedata

MAX_TITLE = 1000
MAX_SUMMARY = 20_000
MAX_CONTENT = 400_000
_HIDDEN = re.compile(r"(?is)<(script|style|template|noscript|iframe)\b[^<>]*>.*?(?:</\1\s*>|\Z)")
_COMMENT = re.compile(r"(?s)<!--.*?(?:-->|\Z)")
_BREAK = re.compile(
    r"(?i)<(?:/?(?:p|div|section|article|blockquote|ul|ol|table|tr|h[1-6]|figure|figcaption|pre|hr)|br|/li|/d[td])"
    r"(?:\s[^<>]*)?/?>"
)
# Only what is an element of HTML, or has the name of none: a headline may speak of <unknown> things.
_NAMES = (
    "a|abbr|acronym|address|area|article|aside|audio|b|base|bdi|bdo|big|blink|blockquote|body|br|button|canvas|caption|"
    "center|cite|code|col|colgroup|data|dd|del|details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|"
    "font|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|"
    "main|map|mark|marquee|menu|meta|meter|nav|nobr|noscript|object|ol|optgroup|option|output|p|param|path|picture|pre|"
    "progress|q|rp|rt|ruby|s|samp|script|section|select|slot|small|source|span|strike|strong|style|sub|summary|sup|svg|"
    "table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|[a-z]+[:-][a-z:-]+"
)
_TAG = re.compile(rf"(?i)</?(?:{_NAMES})(?:[\s/][^<>]*)?>|<!\[CDATA\[|\]\]>|<[!?][a-z][^<>]*>")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
# C0 and C1 but tab and newline, bidi controls, zero-width and invisible formatting, soft hyphen, BOM,
# noncharacters, lone surrogates, private use.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e007f"
    "\U000f0000-\U0010ffff]"
)
_NONCHARACTERS = {plane * 0x10000 + low: None for plane in range(1, 15) for low in (0xFFFE, 0xFFFF)}


def read_plain_line(markup: str, limit: int = MAX_TITLE) -> tuple[str, bool]:
    """Return markup as one line of plain text, and whether it was cut at `limit` characters.

    >>> read_plain_line("  Fighting in <b>Goma</b>: the M23&amp;#8217;s\\nadvance ")
    ('Fighting in Goma: the M23’s advance', False)
    """
    text = " ".join(_read_markup(markup[: limit * 20]).split())
    return text[:limit].rstrip(), len(text) > limit or len(markup) > limit * 20


def read_plain_text(markup: str, limit: int = MAX_CONTENT) -> tuple[str, bool]:
    """Return markup as plain text with a line for each block, and whether it was cut at `limit` characters."""
    text = _LINES.sub("\n", _BLANKS.sub(" ", _read_markup(markup[: limit * 8]))).strip()
    return text[:limit].rstrip(), len(text) > limit or len(markup) > limit * 8


def clean_characters(text: str) -> str:
    """Return `text` in NFC without control, invisible, private and impossible characters.

    Zero-width joiner and non-joiner stay: they are letters' business in Persian and in Indian scripts.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text).translate(_NONCHARACTERS))


def has_references(text: str) -> bool:
    """Tell whether character references are left in a text."""
    return _REFERENCE.search(text) is not None


def _read_markup(markup: str) -> str:
    """Take markup off, twice at most: many feeds escape their markup once too often."""
    text = _strip_tags(markup)
    for _ in range(2):
        if not has_references(text):
            break
        text = _strip_tags(html.unescape(text))
    return clean_characters(text)


def _strip_tags(markup: str) -> str:
    if "<" not in markup:
        return markup
    visible = _COMMENT.sub(" ", _HIDDEN.sub(" ", markup))
    return _TAG.sub("", _BREAK.sub("\n", visible))
