"""Page bytes → characters: BOM, HTTP charset, meta charset, strict UTF-8, then a western code page with a note.

A declared charset is believed only as far as the bytes allow. No statistical detector is asked: on short or
mixed pages they answer cp932 or utf_16_be (FAULTS E5).
"""

import codecs
import re
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Labels of the Encoding Standard that Python knows under another name, or that mean more than they say.
_LABELS = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "l1": "cp1252",
    "ascii": "cp1252", "us-ascii": "cp1252", "ansi": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254",
    "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "x-gbk": "gb18030", "gb_2312-80": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "x-sjis": "cp932", "windows-31j": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "windows-949": "cp949",
    "big5": "big5hkscs", "x-euc-jp": "euc_jp", "utf8": "utf-8", "unicode": "utf-16", "ucs-2": "utf-16",
    "iso-8859-8-i": "iso8859-8", "x-cp1251": "cp1251", "x-cp1252": "cp1252", "win-1251": "cp1251", "koi8": "koi8-r",
    "x-mac-cyrillic": "mac-cyrillic", "x-mac-roman": "mac-roman", "macintosh": "mac-roman", "dos-866": "cp866",
}  # fmt: skip
_KNOWN = re.compile(
    r"utf-(?:8|16|16-le|16-be|32|32-le|32-be)|cp(?:125\d|866|874|932|949)|iso8859-\d{1,2}|koi8-[rtu]|gb18030|big5hkscs|"
    r"euc_jp|iso2022_jp|mac-(?:roman|cyrillic)"
)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_LANGUAGE = re.compile(rb"<html[^>]{0,600}?\slang\s*=\s*[\"']?\s*([A-Za-z]{2,3})", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_PRESCAN = 8192
# The code page that pages without a charset are in, by language: the table of the HTML standard (13.2.3.2).
_BY_LANGUAGE = {
    **dict.fromkeys(("ar", "fa", "ur"), "cp1256"),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "sr", "ky", "tg", "tt", "ba"), "cp1251"),
    **dict.fromkeys(("cs", "hu", "pl", "sk", "sl", "hr", "ro", "bs"), "cp1250"),
    **dict.fromkeys(("tr", "az", "ku"), "cp1254"),
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
    "el": "cp1253",
    "he": "cp1255",
    "vi": "cp1258",
    "th": "cp874",
    "ja": "cp932",
    "ko": "cp949",
    "zh": "gb18030",
}


class Decoded(NamedTuple):
    """The characters of a page, the encoding that gave them, and what was odd about it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode_page(body: bytes, content_type: str | None = None, language: str | None = None) -> Decoded:
    """Decode the bytes of a page; never raises.

    `content_type` is the HTTP header, `language` what the feed said, for pages that declare nothing.

    >>> decode_page("<p>café".encode("cp1252"), "text/html; charset=utf-8")[:2]
    ('<p>café', 'cp1252')
    """
    for mark, marked in _BOMS:
        if body.startswith(mark):
            return _decode_loosely(body[len(mark) :], marked)
    head = _COMMENT.sub(b"", body[:_PRESCAN])
    in_header = find_encoding(match[1]) if (match := _HEADER.search(content_type or "")) else None
    in_meta = _find_declared(head)
    notes: list[str] = []
    for where, encoding in (("header", in_header), ("meta", in_meta)):
        if encoding is None or (where == "meta" and encoding == in_header):
            continue
        misfit = _find_misfit(body, encoding, in_meta if where == "header" else None)
        text = None if misfit else _decode_strictly(body, encoding)
        if text is not None:
            return Decoded(text, encoding, tuple(notes))
        notes.append(f"charset {encoding} of the {where} does not fit: {misfit or 'undecodable bytes'}")
    return _decode_undeclared(body, in_header or in_meta, language or _find_language(head), tuple(notes))


def find_encoding(label: str) -> str | None:
    """Return the Python codec that a charset label of the web means, None where it is unknown or no charset.

    >>> find_encoding("ISO-8859-1"), find_encoding("Windows-1251"), find_encoding("zlib"), find_encoding("utf-7")
    ('cp1252', 'cp1251', None, None)
    """
    label = label.strip().lower()
    label = _LABELS.get(label, label)
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return _LABELS.get(name, name) if _KNOWN.fullmatch(_LABELS.get(name, name)) else None


def _find_declared(head: bytes) -> str | None:
    match = _META.search(head) or _XML.match(head)
    encoding = find_encoding(match[1].decode("ascii")) if match else None
    # A meta element that could be read as ASCII is not in UTF-16 (HTML standard, 13.2.3.3).
    return "utf-8" if encoding and encoding.startswith(("utf-16", "utf-32")) else encoding


def _find_language(head: bytes) -> str | None:
    match = _LANGUAGE.search(head)
    return match[1].decode("ascii") if match else None


def _find_misfit(body: bytes, encoding: str, in_meta: str | None) -> str | None:
    """Say why bytes that a charset could decode are in another one."""
    if encoding.startswith(("utf-16", "utf-32")):
        return None if b"\0" in body[:1000] or not body[:200].isascii() else "no null bytes"
    if encoding == "utf-8" or body.isascii():
        return None
    if _decode_strictly(body, "utf-8") is not None:
        return "the bytes are UTF-8"
    other_script = in_meta is not None and in_meta not in ("cp1252", "utf-8", encoding)
    return "letters in long runs" if encoding == "cp1252" and other_script and _is_other_script(body) else None


def _is_other_script(body: bytes) -> bool:
    """Whether most bytes above ASCII stand in runs of three or more: words of a script that is not Latin."""
    runs = sum(len(run) for run in _HIGH_RUN.findall(body))
    return runs > 0.5 * sum(len(run) for run in _HIGH.findall(body))


def _decode_strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeDecodeError, ValueError):
        return None


def _decode_loosely(body: bytes, encoding: str) -> Decoded:
    text = body.decode(encoding, "replace")
    bad = text.count("\ufffd")
    return Decoded(text, encoding, (f"{bad} undecodable bytes replaced",) if bad else ())


def _decode_undeclared(body: bytes, declared: str | None, language: str | None, notes: tuple[str, ...]) -> Decoded:
    text = _decode_strictly(body, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8", notes)
    if declared and declared not in ("utf-8", "cp1252") and not declared.startswith("utf-"):
        loose = _decode_loosely(body, declared)
        if loose.text.count("\ufffd") <= max(3, len(body) // 1000):
            return loose._replace(notes=notes + loose.notes)
    mended = _mend_utf8(body)
    if mended is not None:
        return Decoded(mended[0], "utf-8", (*notes, f"{mended[1]} bytes that are no UTF-8 read as cp1252"))
    encoding = _BY_LANGUAGE.get((language or "").lower()[:2], "cp1252")
    if encoding == "cp1252" and _is_other_script(body):
        encoding = "cp1251"
    loose = _decode_loosely(body, encoding)
    return loose._replace(notes=(*notes, f"charset guessed: {encoding}", *loose.notes))


def _mend_utf8(body: bytes) -> tuple[str, int] | None:
    """Read stray bytes of a page that is otherwise UTF-8 as cp1252; None where it is not UTF-8 in the main."""
    loose = body.decode("utf-8", "surrogateescape")
    bad = re.findall("[\udc80-\udcff]", loose)
    good = sum(1 for character in loose if character > "\x7f") - len(bad)
    if good < 3 * len(bad):
        return None
    mended = re.sub(
        "[\udc80-\udcff]", lambda byte: bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace"), loose
    )
    return mended, len(bad)
