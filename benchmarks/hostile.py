"""Hostile variants of feeds and pages, made of our documents and others': what the fuzzer feeds the parsers with."""

import random
import re
import tarfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
_FEED_CORPORA = ("kurtmckee+feedparser", "w3c+feedvalidator", "mmcdole+gofeed", "feedjira+feedjira")
_PAGE_CORPORA = ("adbar+htmldate",)
_MAX_BASE = 60_000

TOKENS = [
    b"<![CDATA[",
    b"]]>",
    b"&#xD800;",
    b"&#x110000;",
    b"&#99999999999;",
    b"&amp;amp;lt;",
    b"<!--",
    b"-->",
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>",
    b"&b;",
    b'xml:base="http://evil.example/"',
    "\u202e\u200b\ufdd0\ufeff".encode(),
    b"</item>",
    b"<item>",
    b"<entry>",
    b"</channel>",
    b"<rss>",
    b"</rss>",
    b"<feed>",
    b"10000-01-01",
    b"2025-13-45T99:99:99Z",
    b"Thu, 31 Feb 2199 24:60:60 +9999",
    b"0000-00-00",
    b"-1",
    b"1e309",
    b"9" * 400,
    b"javascript:alert(1)",
    b"//host",
    b"http:///x",
    b"data:text/html,x",
    b"http://u:p@h.example/",
    b"x" * 3000,
    b"{",
    b"[" * 500,
    b'"',
    b"\\ud800",
    b"<script>",
    b"<plaintext>",
    b"<svg><style>",
    b"<table><td><table>",
    b"<div>" * 300,
    b"<p>" * 50,
    b"<guid isPermaLink='false'>",
    b"<link href='",
    b"encoding='utf-7'",
    b"encoding='undefined'",
    b"\xe2\x28\xa1",
    b"\r\n\r\n",
    b"<?",
    b"<meta http-equiv=refresh content='0;url=http://10.0.0.1/'>",
    b"<link rel=canonical href='",
    b"<time datetime='9999-12-31T23:59:59-12:00'>",
]
CHARSETS = (
    "utf-8",
    "utf-16",
    "utf-32",
    "latin-1",
    "windows-1251",
    "koi8-r",
    "shift_jis",
    "gb18030",
    "utf-7",
    "cp1256",
    "undefined",
    "zlib",
)


@cache
def read_bases(corpora: Path | None = None) -> tuple[list[bytes], list[bytes]]:
    """Return the feeds and pages that variants are made of: those of the tests, and of open corpora in a folder."""
    documents = sorted((ROOT / "tests" / "feeds" / "documents").iterdir())
    found = [path.read_bytes() for path in documents if path.suffix in (".xml", ".json", ".rss", ".rdf", ".atom")]
    pages = [path.read_bytes() for path in sorted((ROOT / "tests" / "text" / "pages").rglob("*.htm*"))]
    found += _write_feeds()
    if corpora is not None:
        found += [body for name in _FEED_CORPORA for body in _read_corpus(corpora, name, (".xml", ".json", ".rss"))]
        pages += [body for name in _PAGE_CORPORA for body in _read_corpus(corpora, name, (".html",))]
    return found, pages


def _read_corpus(folder: Path, name: str, endings: tuple[str, ...]) -> list[bytes]:
    """Return the documents of a corpus that are small enough for many variants of them to be tried."""
    bodies = []
    with tarfile.open(folder / f"{name}.tar.xz") as archive:
        for member in archive:
            file = (
                archive.extractfile(member) if member.size < _MAX_BASE and member.name.endswith(endings) else None
            )
            if file is not None:
                bodies.append(file.read())
    return bodies


def _write_feeds() -> list[bytes]:
    items = "".join(
        f"<item><title>Report {n} &amp; more</title><link>http://h.example/{n}</link><guid>{n}</guid>"
        f"<pubDate>Tue, 1{n} Nov 2026 10:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;Word &#8220;{n}&#8221;&lt;/p&gt;</description></item>"
        for n in range(6)
    )
    entries = "".join(
        f"<entry><id>tag:{n}</id><title type='html'>T {n}</title><link href='/e/{n}'/>"
        f"<updated>2026-11-1{n}T10:00:00Z</updated><content type='xhtml'>"
        f"<div xmlns='http://www.w3.org/1999/xhtml'>C {n}</div></content></entry>"
        for n in range(6)
    )
    xml, atom_name = "<?xml version='1.0'?>", "http://www.w3.org/2005/Atom"
    news = "http://www.google.com/schemas/sitemap-news/0.9"
    rdf_name = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    documents = (
        f"{xml}<rss version='2.0'><channel><title>F</title><ttl>60</ttl>{items}</channel></rss>",
        f"{xml}<feed xmlns='{atom_name}' xml:base='http://h.example/'>{entries}</feed>",
        f"{xml}<rdf:RDF xmlns:rdf='{rdf_name}' xmlns='http://purl.org/rss/1.0/'><channel><title>R</title></channel>"
        f"{items}</rdf:RDF>",
        '{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","url":"http://h.example/1",'
        '"title":"A","content_html":"<p>x</p>","date_published":"2026-11-10T10:00:00Z"},{"id":2,"url":"/2"}]}',
        f"{xml}<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='{news}'><url>"
        "<loc>http://h.example/1</loc><news:news><news:publication><news:name>N</news:name><news:language>en"
        "</news:language></news:publication><news:publication_date>2026-11-10</news:publication_date>"
        "<news:title>T</news:title></news:news></url></urlset>",
    )
    return [document.encode() for document in documents]


def make_variant(base: bytes, other: bytes, draw: random.Random) -> bytes:
    """Return a hostile variant of a document: one to six changes drawn from bytes, tokens, elements and encodings."""
    body = base
    for _ in range(draw.randint(1, 6)):
        body = draw.choice(_CHANGES)(body, other, draw)
        if len(body) > 400_000:
            body = body[:400_000]
    return body


def _flip(body: bytes, _: bytes, draw: random.Random) -> bytes:
    changed = bytearray(body)
    for _ in range(draw.randint(1, 8)):
        if changed:
            changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def _cut(body: bytes, _: bytes, draw: random.Random) -> bytes:
    return body[: draw.randrange(len(body) + 1)]


def _splice(body: bytes, other: bytes, draw: random.Random) -> bytes:
    at, to = draw.randrange(len(body) + 1), draw.randrange(len(other) + 1)
    return body[:at] + other[to : to + draw.randint(1, 4000)] + body[at:]


def _insert(body: bytes, _: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(body) + 1)
    return body[:at] + draw.choice(TOKENS) * draw.choice((1, 1, 1, 3, 40)) + body[at:]


def _repeat(body: bytes, _: bytes, draw: random.Random) -> bytes:
    begin = draw.randrange(len(body) + 1)
    piece = body[begin : begin + draw.randint(1, 600)]
    return body[:begin] + piece * draw.choice((2, 3, 30)) + body[begin:]


def _drop(body: bytes, _: bytes, draw: random.Random) -> bytes:
    begin = draw.randrange(len(body) + 1)
    return body[:begin] + body[begin + draw.randint(1, 300) :]


def _drop_tag(body: bytes, _: bytes, draw: random.Random) -> bytes:
    tags = list(re.finditer(rb"<[^<>]{1,200}>", body[:100_000]))
    if not tags:
        return body
    tag = draw.choice(tags)
    return body[: tag.start()] + draw.choice((b"", tag[0] + tag[0], tag[0][:-1])) + body[tag.end() :]


def _encode(body: bytes, _: bytes, draw: random.Random) -> bytes:
    name = draw.choice(CHARSETS)
    declared = body.replace(b"<?xml version='1.0'?>", f"<?xml version='1.0' encoding='{name}'?>".encode(), 1)
    if name in ("undefined", "zlib"):
        return declared
    return declared.decode("utf-8", "replace").encode(draw.choice((name, "utf-8")), "replace")


_CHANGES = (_flip, _flip, _cut, _splice, _insert, _insert, _insert, _repeat, _drop, _drop_tag, _encode)
