"""Hostile and broken documents: nothing raises, nothing is lost silently, nothing is read from elsewhere."""

import builtins
import gzip
import socket
from datetime import UTC, datetime
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.feeds import parse_feed
from schemas.records import Entry, ParsedFeed, RejectedItem, Rejection

FETCHED_AT = datetime(2026, 1, 6, tzinfo=UTC)
URL = "https://feeds.example/rss"


def parse(body: bytes | str, **options: Any) -> ParsedFeed | Rejection:
    data = body.encode() if isinstance(body, str) else body
    return parse_feed(data, **{"url": URL, "feed_id": "f1", "fetched_at": FETCHED_AT, **options})


def parsed(body: bytes | str, **options: Any) -> ParsedFeed:
    found = parse(body, **options)
    assert isinstance(found, ParsedFeed), found
    return found


def entries(body: bytes | str, **options: Any) -> list[Entry]:
    return [item for item in parsed(body, **options).items if isinstance(item, Entry)]


def item(number: int, title: str = "Title") -> str:
    return (
        f"<item><title>{title} {number}</title><link>https://e.example/{number}</link><guid>{number}</guid></item>"
    )


def rss(items: str, doctype: str = "") -> str:
    return f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.faults
@pytest.mark.parametrize(
    "document",
    [
        pytest.param(
            rss(item(1, "&l9;") + item(2), f'<!DOCTYPE r [<!ENTITY l0 "lol">{LAUGHS}]>'), id="[D1] laughs"
        ),
        pytest.param(
            rss(item(1, "&a;" * 9000) + item(2), f'<!DOCTYPE r [<!ENTITY a "{"x" * 9000}">]>'), id="[D1] quadratic"
        ),
        pytest.param(
            rss(item(1, "&x;") + item(2), '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), id="[D1] XXE"
        ),
        pytest.param(
            rss(item(1) + item(2), '<!DOCTYPE rss SYSTEM "http://10.0.0.1/x.dtd">'), id="[D1] external DTD"
        ),
        pytest.param(rss(item(1, "&#xD800;") + item(2)), id="[D2] surrogate"),
        pytest.param(rss(item(1, "&#x110000;") + item(2)), id="[D2] beyond Unicode"),
        pytest.param(rss(item(1, f"&#{'9' * 5000};") + item(2)), id="[D2] endless number"),
        pytest.param(rss(item(1, "&#xFFFFFFFF;") + item(2)), id="[D2] 32 bits"),
        pytest.param(rss(item(1) + item(2), r'<!DOCTYPE r [<!ENTITY a "\d\1\g<0>">]>'), id="[D3] escapes"),
        pytest.param(rss(item(1, "&a;") + item(2), r'<!DOCTYPE r [<!ENTITY a "C:\data">]>'), id="[D3] used"),
        pytest.param(rss(item(1) + "<foo:bar>" + item(2)), id="[D17] undeclared prefix"),
        pytest.param(rss(item(1, "a & b < c") + item(2)), id="[D17] bare ampersand"),
        pytest.param(rss(item(1, "x\x00\x08\x0by") + item(2)), id="[D17] control characters"),
        pytest.param(rss(item(1) + "<!-- x" + " -->" + item(2)), id="[D17] comment"),
        pytest.param("﻿ \n" + rss(item(1) + item(2)), id="[D17] BOM and blanks in front"),
    ],
)
def test_one_bad_place_costs_no_other_item(document: str) -> None:
    found = entries(document)
    assert [entry.guid for entry in found] == ["1", "2"]
    assert found[1].title == "Title 2"
    assert "root:" not in found[0].title


@pytest.mark.faults
@pytest.mark.parametrize(
    "label",
    [pytest.param(x, id=f"[D4] {x[:12]!r}") for x in ("undefined", "zlib", "utf-7", "x" * 1000, "rot13", "a\x00b")],
)
def test_encodings_that_are_none(label: str) -> None:
    document = rss(item(1, "Çé")).replace('version="1.0"?', f'version="1.0" encoding="{label}"?')
    assert entries(document)[0].title == "Çé 1"


@pytest.mark.faults
@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        pytest.param(rss(item(1, "Çé")).encode("cp1252"), None, "Çé 1", id="[D4] no label, cp1252"),
        pytest.param(rss(item(1, "Çé")).encode(), "text/xml; charset=iso-8859-1", "Çé 1", id="[D4] wrong charset"),
        pytest.param(rss(item(1, "Мир")).encode("koi8-r"), "text/xml; charset=koi8-r", "Мир 1", id="[D4] charset"),
        pytest.param(rss(item(1, "Çé")).encode("utf-16"), "text/xml; charset=utf-8", "Çé 1", id="[D4] BOM wins"),
        pytest.param(rss(item(1, "Çé")).encode("utf-16-le"), None, "Çé 1", id="[D4] UTF-16 without BOM"),
        pytest.param(rss(item(1, "Çé")).encode("utf-32"), None, "Çé 1", id="[D4] UTF-32"),
        pytest.param(
            rss(item(1, "新聞")).encode("shift_jis"), "text/xml; charset=shift_jis", "新聞 1", id="[D4] SJIS"
        ),
        pytest.param(
            b"\xef\xbb\xbf" + rss(item(1, "Ç")).encode() + b"\xff", None, "Ç 1", id="[D4] BOM and bad byte"
        ),
    ],
)
def test_encodings(body: bytes, content_type: str | None, title: str) -> None:
    assert entries(body, content_type=content_type)[0].title == title


@pytest.mark.faults
@pytest.mark.parametrize(
    "tail",
    [
        pytest.param(item(2)[:9], id="[D5] in a tag"),
        pytest.param(item(2)[:25], id="[D5] in the title"),
        pytest.param(item(2)[:-1], id="[D5] in the end tag"),
        pytest.param("", id="[D5] between items"),
        pytest.param("<!-- cut", id="[D5] in a comment"),
        pytest.param("<item><description><![CDATA[<item>x", id="[D5] in CDATA"),
        pytest.param("</channel></rs", id="[D5] in the last tag"),
    ],
)
def test_documents_that_break_off_are_partial(tail: str) -> None:
    whole = rss(item(1))
    found = parsed(whole.partition("</channel>")[0] + tail)
    assert found.partial
    assert [entry.guid for entry in found.items if isinstance(entry, Entry)] == ["1"]
    assert not parsed(whole).partial
    assert not parsed(whole + "<!-- cached --><script></script>").partial


@pytest.mark.faults
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"", "not a feed", id="[D7] empty"),
        pytest.param(b" \n\x00", "not a feed", id="[D7] blank"),
        pytest.param(b"<!DOCTYPE html><html><body>Sign in</body></html>", "not a feed", id="[D7] HTML"),
        pytest.param(b"%PDF-1.7\n\x80\x81" * 50, "not a feed", id="[D7] PDF"),
        pytest.param(bytes(range(256)) * 9, "not a feed", id="[D7] bytes"),
        pytest.param(gzip.compress(b"<rss/>"), "not a feed", id="[D7] gzip"),
        pytest.param(b"plain words", "not a feed", id="[D7] words"),
        pytest.param(b"<?xml version='1.0'?><note/>", "not a feed", id="[D7] other XML"),
        pytest.param(b'{"items": 3}', "not a feed", id="[D7] other JSON"),
        pytest.param(b'{"a": 1}', "not a feed", id="[D7] JSON object"),
        pytest.param(b"[" * 100_000, "not a feed", id="[D7] deep JSON"),
        pytest.param(
            b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1',
            "quarantined: damaged feed",
            id="[D5] JSON cut off",
        ),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, reason: str) -> None:
    found = parse(body)
    assert isinstance(found, Rejection)
    assert (found.stage, found.reason) == ("parse", reason)


@pytest.mark.faults
@pytest.mark.parametrize(
    "document", [pytest.param("<rss/>", id="[D7] <rss/>"), pytest.param(rss(""), id="[D7] no items")]
)
def test_a_feed_without_items_is_a_feed(document: str) -> None:
    assert (parsed(document).items, parsed(document).partial) == ((), False)


@pytest.mark.faults("D6")
def test_at_most_so_many_items_are_read() -> None:
    """[D6] The newest stand first; how many were left out is said."""
    found = parsed(rss("".join(item(n) for n in range(12))), max_entries=5)
    assert [entry.guid for entry in found.items if isinstance(entry, Entry)] == ["0", "1", "2", "3", "4"]
    assert ("capped: 5 of 12 items" in found.notes, found.partial) == (True, False)


@pytest.mark.faults
@pytest.mark.parametrize(
    "document",
    [
        pytest.param(rss(item(1) + "<!--" * 100_000), id="[D6] comment starts"),
        pytest.param(rss(item(1) + "<!-- x -->" * 50_000), id="[D6] comments"),
        pytest.param(rss(item(1) + "<category>a</category>" * 100_000), id="[D6] categories"),
        pytest.param(
            rss("<item " + " ".join(f"a{n}='1'" for n in range(250_000)) + ">" + item(1)[6:]), id="[D6] attributes"
        ),
        pytest.param(rss(item(1, "x" * 5_000_000)), id="[D6] long title"),
        pytest.param(rss(item(1) + "<item>" * 50_000), id="[D6] item starts"),
        pytest.param("<!DOCTYPE a [" * 200_000 + rss(item(1)), id="[D6] document types"),
    ],
)
def test_shapes_that_would_take_minutes(document: str) -> None:
    """No time is asserted: without the linear scans in front of feedparser this test does not end."""
    found = parse(document)
    if isinstance(found, ParsedFeed):
        assert [entry.guid for entry in found.items if isinstance(entry, Entry)] == ["1"]


@pytest.mark.faults("D8")
def test_items_without_guid_link_or_content() -> None:
    """[D8] Each has its own outcome and its place in the document."""
    found = parsed(
        rss(
            "<item/>" + item(1) + "<item><title>x</title></item><item><guid isPermaLink='false'>tag:1</guid></item>"
        )
    )
    reasons = [entry.rejection.reason if isinstance(entry, RejectedItem) else "" for entry in found.items]
    assert reasons == ["empty item", "", "no link", "no link"]
    assert [entry.position for entry in found.items] == [0, 1, 2, 3]
    assert len({entry.entry_id for entry in found.items}) == 4


@pytest.mark.faults("D9")
def test_two_items_with_one_guid_stay_two() -> None:
    """[D9] Both are there, under one id, with different contents."""
    one, two = entries(rss(item(1, "First") + item(1, "Second")))
    assert one.entry_id == two.entry_id
    assert one.content_hash != two.content_hash


@pytest.mark.faults("D8")
def test_the_id_does_not_depend_on_guid_of_other_feeds() -> None:
    """[D8] A guid belongs to its feed."""
    document = rss(item(1))
    assert entries(document)[0].entry_id != entries(document, feed_id="f2")[0].entry_id


def one(body: str) -> Entry:
    return entries(rss(f"<item><guid>1</guid><link>https://e.example/1</link>{body}</item>"))[0]


@pytest.mark.faults
@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        pytest.param("<title>A b</title>", "<title> A\n  b </title>", True, id="[D14] white space"),
        pytest.param("<title>A b</title>", "<title>A c</title>", False, id="[D14] words"),
        pytest.param(
            "<description>x</description>", "<description>&lt;p>x&lt;/p></description>", True, id="[D14] tags"
        ),
        pytest.param("<description>x</description>", "<description>y</description>", False, id="[D14] summary"),
        pytest.param("<pubDate>2026-01-01</pubDate>", "<pubDate>2026-01-02</pubDate>", False, id="[D14] date"),
        pytest.param("<category>a</category>", "<category>b</category>", True, id="[C21] category"),
    ],
)
def test_what_makes_a_new_version(before: str, after: str, same: bool) -> None:
    assert (one(before).content_hash == one(after).content_hash) is same


@pytest.mark.faults("D14")
def test_tracking_parameters_make_no_new_version() -> None:
    """[D14] The link keeps them, the hash does not see them."""
    first, second = (
        entries(rss(f"<item><guid>1</guid><link>https://e.example/?id=1&amp;utm_source={x}</link></item>"))[0]
        for x in "ab"
    )
    assert first.link != second.link
    assert first.content_hash == second.content_hash


@pytest.mark.faults("D11")
def test_a_long_title_is_cut_with_a_note() -> None:
    """[D11] One megabyte of title."""
    entry = one(f"<title>{'word ' * 200_000}</title>")
    assert (len(entry.title) <= 1000, entry.notes) == (True, ("title-cut",))


@pytest.mark.faults("D18")
def test_no_file_and_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """[D18] Bytes that look like a path or an address are only bytes."""

    def refuse(*args: object, **kwargs: object) -> NoReturn:
        raise AssertionError(args)

    parse(rss(item(1)))
    monkeypatch.setattr(builtins, "open", refuse)
    monkeypatch.setattr(socket, "socket", refuse)
    for body in (b"/etc/passwd", b"file:///etc/passwd", b"http://127.0.0.1/", rss(item(1)).encode()):
        parse(body)


@given(body=st.binary(max_size=400))
def test_bytes_never_raise(body: bytes) -> None:
    parse(body)


PIECES = st.sampled_from(
    [
        "<rss>", "</rss>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>", "<link>",
        "</link>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<link href='//x' />", "&#xD800;",
        "&amp;", "&", "<", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE r [", "]>", "<?xml version='1.0'?>",
        "https://e.example/1", "\x00", "<guid>", "</guid>", "<pubDate>", "31 Feb", "</pubDate>", "é", "\ud800",
        "xml:base='http://['", "<a xml:base='",
    ]
)  # fmt: skip


@given(pieces=st.lists(PIECES, max_size=40), data=st.data())
def test_pieces_of_feeds_never_raise_and_every_item_is_counted(pieces: list[str], data: st.DataObject) -> None:
    found = parse("<rss>" + "".join(pieces).encode("utf-8", "replace").decode())
    if isinstance(found, ParsedFeed):
        assert [entry.position for entry in found.items] == list(range(len(found.items)))
        found.model_dump_json()


@given(cut=st.integers(0, 400))
def test_a_document_cut_anywhere_holds_no_half_item(cut: int) -> None:
    whole = rss(item(1) + item(2, "Other") + item(3))
    known = {entry.content_hash for entry in entries(whole)}
    found = parse(whole[:cut])
    if isinstance(found, ParsedFeed):
        assert {entry.content_hash for entry in found.items if isinstance(entry, Entry)} <= known
        assert found.partial == (cut < len(whole))
