"""Page bytes → characters."""

import pytest

from pipeline.text.decoding import decode_page

CAFE = "<p>Le café de la côte — déjà fermé</p>"
PIER = "<p>Совет города проголосовал за закрытие причала</p>"


@pytest.mark.parametrize(
    ("body", "header", "text", "encoding"),
    [
        pytest.param(CAFE.encode(), None, CAFE, "utf-8", id="utf-8 undeclared"),
        pytest.param(b"\xef\xbb\xbf" + CAFE.encode(), "text/html; charset=latin1", CAFE, "utf-8", id="BOM wins"),
        pytest.param(CAFE.encode("utf-16"), None, CAFE, "utf-16-le", id="utf-16 BOM"),
        pytest.param(
            CAFE.encode("utf-16-le"), "text/html; charset=utf-16le", CAFE, "utf-16-le", id="utf-16 declared"
        ),
        pytest.param(PIER.encode("cp1251"), "text/html; charset=windows-1251", PIER, "cp1251", id="windows-1251"),
        pytest.param(PIER.encode("koi8-r"), "text/html; charset=koi8-r", PIER, "koi8-r", id="koi8-r"),
        pytest.param(
            "<p>日本の港</p>".encode("cp932"),
            "text/html; charset=Shift_JIS",
            "<p>日本の港</p>",
            "cp932",
            id="Shift_JIS",
        ),
        pytest.param(
            "<p>港口关闭</p>".encode("gb18030"),
            "text/html; charset=gb2312",
            "<p>港口关闭</p>",
            "gb18030",
            id="gb2312",
        ),
        pytest.param(
            "<p>الميناء</p>".encode("cp1256"),
            "text/html; charset=windows-1256",
            "<p>الميناء</p>",
            "cp1256",
            id="Arabic",
        ),
        pytest.param(CAFE.encode("cp1252"), "text/html; charset=utf-8", CAFE, "cp1252", id="header lies: utf-8"),
        pytest.param(CAFE.encode(), "text/html; charset=ISO-8859-1", CAFE, "utf-8", id="header lies: latin-1"),
        pytest.param(PIER.encode("cp1251"), None, PIER, "cp1251", id="Cyrillic undeclared"),
        pytest.param(
            b'<meta charset="windows-1251">' + PIER.encode("cp1251"),
            "text/html; charset=ISO-8859-1",
            '<meta charset="windows-1251">' + PIER,
            "cp1251",
            id="server default against meta",
        ),
        pytest.param(
            b'<html lang="tr"><p>' + "Gülşen ığdır".encode("cp1254"),
            None,
            '<html lang="tr"><p>Gülşen ığdır',
            "cp1254",
            id="by language",
        ),
        pytest.param(CAFE.encode() + b"\xe9", "text/html; charset=utf-8", CAFE + "é", "utf-8", id="one stray byte"),
        pytest.param(
            b'<meta charset="utf-16">' + CAFE.encode(),
            None,
            '<meta charset="utf-16">' + CAFE,
            "utf-8",
            id="meta cannot be utf-16",
        ),
        pytest.param(CAFE.encode(), "text/html; charset=zlib", CAFE, "utf-8", id="no charset: zlib"),
        pytest.param(CAFE.encode(), "text/html; charset=undefined", CAFE, "utf-8", id="no charset: undefined"),
        pytest.param(CAFE.encode(), "text/html; charset=" + "x" * 1000, CAFE, "utf-8", id="long label"),
        pytest.param(
            b'<!-- <meta charset="windows-1251"> -->' + CAFE.encode("cp1252"),
            None,
            '<!-- <meta charset="windows-1251"> -->' + CAFE,
            "cp1252",
            id="meta in a comment",
        ),
    ],
)
def test_decoding(body: bytes, header: str | None, text: str, encoding: str):
    decoded = decode_page(body, header)
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_what_does_not_fit_is_noted():
    decoded = decode_page(CAFE.encode("cp1252"), "text/html; charset=utf-8")
    assert decoded.notes == (
        "charset utf-8 of the header does not fit: undecodable bytes",
        "charset guessed: cp1252",
    )
    assert decode_page(CAFE.encode(), "text/html; charset=utf-8").notes == ()


def test_bytes_that_no_code_page_knows_are_replaced_and_counted():
    decoded = decode_page(b"<p>\x81 caf\xe9 \x8d</p>")
    assert decoded.text == "<p>\ufffd café \ufffd</p>"
    assert "2 undecodable bytes replaced" in decoded.notes


def test_language_of_the_feed_helps():
    assert decode_page("<p>Łódź żyje</p>".encode("cp1250"), language="pl").text == "<p>Łódź żyje</p>"
