"""Feed bytes → text: BOM, declared encodings, strict UTF-8, then bytes one by one; nothing is lost silently."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BARE_STARTS = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"), (b"{\x00", "utf-16-le"), (b"\x00{", "utf-16-be"))
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)

# Labels as browsers read them (WHATWG Encoding): the name that is written is often narrower than what is meant.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_KNOWN = re.compile(
    r"utf-8|utf-16(-[lb]e)?|utf-32(-[lb]e)?|cp\d{3,4}|iso8859-\d+|koi8-[ru]|mac-(roman|cyrillic)|gb18030|big5hkscs|"
    r"euc_(jp|jis_2004)|iso2022_jp|cp932|cp949|hz|tis-620|ptcp154"
)
_ANY_BYTE_FITS = re.compile(r"cp125\d|cp\d{3}|iso8859-\d+|koi8-[ru]|mac-.*|ptcp154|tis-620")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text, the encoding that it was read in, and what had to be overlooked."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode_document(body: bytes, content_type: str | None) -> DecodedText:
    """Decode a document that says its encoding in a BOM, the content type or its XML declaration, or nowhere.

    UTF-8 that is valid and not plain ASCII is believed over a label whose encoding fits any bytes. Where no
    candidate fits, the text is read as UTF-8 and each byte that is none as Windows-1252, with a note: one
    bad byte then spoils one character and not every other one.

    >>> decode_document(b'<?xml version="1.0" encoding="windows-1251"?><a>\\xcc\\xe8\\xf0</a>', None).text[-7:]
    'Мир</a>'
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            body = body[len(bom) :] if encoding == "utf-8" else body
            return _decode_strictly(body, encoding) or _decode_loosely(body)
    notes = []
    for label in _find_labels(body, content_type):
        wanted = _find_codec(label)
        if wanted is None:
            notes.append(f"encoding-unknown: {label}")
            continue
        if _ANY_BYTE_FITS.fullmatch(wanted) and not body.isascii() and (decoded := _decode_strictly(body, "utf-8")):
            return DecodedText(decoded.text, "utf-8", (*notes, f"encoding-is-not: {label}"))
        if decoded := _decode_strictly(body, wanted):
            return DecodedText(decoded.text, wanted, tuple(notes))
        notes.append(f"encoding-is-not: {label}")
    loose = _decode_strictly(body, "utf-8") or _decode_loosely(body)
    return DecodedText(loose.text, loose.encoding, (*notes, *loose.notes))


def _find_labels(body: bytes, content_type: str | None) -> Iterator[str]:
    for start, encoding in _BARE_STARTS:
        if body.startswith(start):
            yield encoding
    if found := _CHARSET.search(content_type or ""):
        yield found[1]
    if declared := _DECLARED.match(body[:1024]):
        yield declared[1].decode("ascii")


def _find_codec(label: str) -> str | None:
    """Return the codec that a label means; None for the many that are no text encodings, such as `zlib`."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    return name if _KNOWN.fullmatch(name) else None


def _decode_strictly(body: bytes, encoding: str) -> DecodedText | None:
    try:
        return DecodedText(body.decode(encoding), encoding)
    except (UnicodeDecodeError, ValueError):
        return None


def _decode_loosely(body: bytes) -> DecodedText:
    return DecodedText(body.decode("utf-8", "namewire-cp1252"), "utf-8", ("encoding-broken",))


def _read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("namewire-cp1252", _read_as_cp1252)
