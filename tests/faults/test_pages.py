"""Pages through the line: what is taken off, what is only flagged, what stands in, and what is one article."""

import re
from datetime import UTC, datetime

import pytest

from tests.faults.outlets import Line, Reply, item, page, rss, serve

SUMMARY = "The council of Haven met again and spoke of the harbour."
PARAGRAPH = (
    "In the town of Haven the council met on day {} and spoke of the harbour and of the price of bread there."
)
HTML = ("Content-Type", "text/html")


def read(tmp_path, routes, *slugs, more=f"<description>{SUMMARY}</description>", passes=1):
    """Take pages down the line, each an item of one feed; return the line and the server."""
    with serve(routes) as outlet:
        slugs = slugs or tuple(path.strip("/") for path in routes)
        outlet.routes["/feed"] = rss(*(item(slug, outlet.url(""), more) for slug in slugs))
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        for _ in range(passes):
            line.fetch()
            line.pass_time(hours=2)
        return line, outlet


def write(*paragraphs: str, head: str = "", title: str = "A report") -> bytes:
    return page("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs), head, title)


def articles(line):
    return line.ask("SELECT * FROM articles ORDER BY url")


@pytest.mark.faults("E4")
def test_characters_that_are_no_text_are_taken_out(tmp_path):
    dirty = PARAGRAPH.format("one\x00\x01\x1b\x7f\ue000\ufdd0\uffff\u202e\x85 \u0007two").encode(
        "utf-8", "surrogatepass"
    )
    body = write(*(PARAGRAPH.format(n) for n in range(2, 8))).replace(PARAGRAPH.format(3).encode(), dirty)
    line, _ = read(tmp_path, {"/a": body})
    (article,) = articles(line)
    assert "day one" in article["text"]
    assert not re.search(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\u202a-\u202e\ufffe\uffff]", article["text"]
    )


@pytest.mark.faults("E5")
@pytest.mark.parametrize(
    ("encoding", "header", "words"),
    [
        pytest.param("latin-1", None, "café à Haven", id="latin-1-unnamed"),
        pytest.param("latin-1", "utf-8", "café à Haven", id="latin-1-called-utf-8"),
        pytest.param("shift_jis", "shift_jis", "港の会議", id="shift-jis"),
        pytest.param("utf-16", None, "café à Haven", id="utf-16"),
        pytest.param("cp1251", "windows-1251", "Совет города", id="cp1251"),
    ],
)
def test_charsets_that_are_wrong_or_missing(encoding, header, words, tmp_path):
    text = page().decode().replace("the harbour,", f"{words},")
    kind = "text/html" + (f"; charset={header}" if header else "")
    line, _ = read(tmp_path, {"/a": Reply(text.encode(encoding), (("Content-Type", kind),))})
    assert words in articles(line)[0]["text"]


@pytest.mark.faults("E5")
def test_one_bad_byte_costs_one_character_and_is_noted(tmp_path):
    body = page().replace(b"the harbour,", b"the h\xe1rbour \xff,", 1)
    line, _ = read(tmp_path, {"/a": Reply(body, (("Content-Type", "text/html; charset=utf-8"),))})
    (article,) = articles(line)
    assert article["text"].count("price of bread") == 6
    assert "cp932" not in str(article)


@pytest.mark.faults("E6")
def test_walls_and_errors_that_say_200_are_flagged_and_kept(tmp_path):
    consent = write(
        "We value your privacy. We and our partners store cookies on your device. Accept all or manage your choices.",
        title="Before you continue",
    )
    missing = write("Sorry, the page that you are looking for was not found.", title="404 Not found")
    wall = write(
        PARAGRAPH.format(1), "Subscribe to continue reading. Already a subscriber? Sign in.",
        head='<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
    )  # fmt: skip
    routes = {"/a": consent, "/b": consent, "/f": consent, "/c": missing, "/d": wall, "/e": page()}
    line, _ = read(tmp_path, routes)
    verdicts = line.ask("SELECT url, verdict, reason FROM article_completeness")
    found = {row["url"][-1]: row["verdict"] for row in verdicts}
    assert set(found) == set("abcdef")
    assert found["e"] == "full"
    assert found["d"] == "paywalled"
    assert {found["a"], found["b"], found["f"], found["c"]} == {"not-an-article"}
    assert {row["reason"] for row in verdicts if row["url"][-1] in "abf"} == {
        "the same text at 3 addresses of the publisher"
    }
    assert line.ask("SELECT count(*) AS n FROM pending_entries") == [{"n": 0}]


@pytest.mark.faults("E7")
def test_page_that_leads_to_the_home_page_is_no_article(tmp_path):
    home = (
        "<!doctype html><html lang=en><head><title>Gazette</title>"
        "<meta property='og:type' content='website'></head><body>"
        + "".join(
            f"<h2><a href='/{n}'>Headline number {n} of the day</a></h2><p>A few words.</p>" for n in range(20)
        )
        + "</body></html>"
    ).encode()
    routes = {"/a": Reply(b"", (("Location", "/"),), 301), "/": home}
    line, _ = read(tmp_path, routes, "a")
    (article,) = articles(line)
    assert article["completeness"] == "not-an-article"
    assert "Headline number" not in article["text"]


@pytest.mark.faults("E8")
@pytest.mark.parametrize("target", ["https://other.example/story", "javascript:alert(1)", "//evil.example/x"])
def test_canonical_links_to_elsewhere_are_not_followed(target, tmp_path):
    line, _ = read(tmp_path, {"/a": page(head=f'<link rel="canonical" href="{target}">')})
    (article,) = articles(line)
    assert article["canonical_url"] is None
    urls = line.ask("SELECT url FROM article_urls")
    assert all(row["url"].startswith("http://127.0.0.1") for row in urls)


@pytest.mark.faults("E9")
def test_meta_refresh_is_not_followed(tmp_path):
    with serve({"/secret": b"secret"}) as inner:
        head = f'<meta http-equiv="refresh" content="0; url={inner.url("/secret")}">'
        line, _ = read(tmp_path, {"/a": page(head=head)})
        assert inner.asked == []
    assert len(articles(line)) == 1


@pytest.mark.faults("E10")
def test_variants_of_one_address_are_one_article(tmp_path):
    canonical = '<link rel="canonical" href="/story">'
    routes = {
        path: page(head=canonical)
        for path in ("/story", "/story?utm_source=rss", "/amp/story", "/story?fbclid=abc")
    }
    slugs = ("story?utm_source=rss", "story?fbclid=abc", "amp/story", "story")
    line, _ = read(tmp_path, routes, *slugs)
    assert len(articles(line)) == 1
    outcomes = line.ask("SELECT outcome, count(*) AS n FROM outcomes GROUP BY ALL ORDER BY ALL")
    assert outcomes == [{"outcome": "duplicate", "n": 3}, {"outcome": "loaded", "n": 1}]


FOOTER = "<p>© 2009</p></body>".encode()


@pytest.mark.faults("E12")
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(page().replace(b"2026-11-20T08:00:00Z", b"2199-01-01T00:00:00Z"), id="2199"),
        pytest.param(
            page().replace(b"2026-11-20T08:00:00Z", b"").replace(b"</body>", b"<p>\xc2\xa9 2009</p></body>"),
            id="footer",
        ),
    ],
)
def test_dates_that_cannot_be_are_none(body, tmp_path):
    line, _ = read(tmp_path, {"/a": body})
    assert articles(line)[0]["published_at"] is None


@pytest.mark.faults("E13")
@pytest.mark.parametrize("body", [b"<html><body></body></html>", write("Short.")], ids=["nothing", "few-words"])
def test_page_without_text_stands_on_the_feeds_words(body, tmp_path):
    line, _ = read(tmp_path, {"/a": body})
    (article,) = articles(line)
    assert (article["text"], article["text_source"]) == (SUMMARY, "feed")
    assert article["completeness"] in ("teaser", "empty", "not-an-article")
    assert line.ask("SELECT outcome FROM outcomes") == [{"outcome": "loaded"}]


TEASER = write(PARAGRAPH.format(1) + " Read more", head='<link rel="amphtml" href="/amp/a">')


def test_amp_version_stands_in_where_it_is_fuller(tmp_path):
    with serve({"/a": TEASER, "/amp/a": page()}) as outlet:
        outlet.routes["/feed"] = rss(item("a", outlet.url("")))
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        line.fetch()
        assert [asked.path for asked in outlet.asked] == ["/feed", "/robots.txt", "/a", "/amp/a"]
    (article,) = articles(line)
    assert (article["completeness"], article["url"]) == ("full", outlet.url("/a"))
    (fetched,) = line.ask("SELECT url, notes FROM pages")
    assert fetched["url"] == outlet.url("/amp/a")
    assert fetched["notes"][-1].startswith("fallback: amp; the page itself: archive/pages-")


@pytest.mark.parametrize(
    ("routes", "head"),
    [
        pytest.param({"/robots.txt": b"User-agent: *\nDisallow: /amp/", "/amp/a": page()}, "/amp/a", id="robots"),
        pytest.param({"/amp/a": Reply(status=404)}, "/amp/a", id="missing"),
        pytest.param({"/amp/a": write("Few words.")}, "/amp/a", id="emptier"),
        pytest.param({}, "http://other.example/amp/a", id="another-site"),
    ],
)
def test_page_stays_where_its_other_version_is_no_better(routes, head, tmp_path):
    body = TEASER.replace(b'href="/amp/a"', f'href="{head}"'.encode())
    line, outlet = read(tmp_path, {"/a": body, **routes}, "a")
    (article,) = articles(line)
    assert article["completeness"] in ("truncated", "teaser")
    (fetched,) = line.ask("SELECT url, notes FROM pages")
    assert (fetched["url"], fetched["notes"]) == (outlet.url("/a"), [])


@pytest.mark.faults("D13")
def test_dates_are_kept_as_given(tmp_path):
    with serve() as outlet:
        atom = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
        <entry><id>1</id><title>one</title><link href="http://h.example/1"/><published>2026-11-19T10:00:00Z</published>
        <updated>2026-11-18T10:00:00Z</updated></entry>
        <entry><id>2</id><title>two</title><link href="http://h.example/2"/><published>2026-11-19T10:00:00Z</published>
        </entry><entry><id>3</id><title>three</title><link href="http://h.example/3"/><published>2026-11-19</published>
        </entry></feed>"""
        outlet.routes["/feed"] = atom.encode()
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
    rows = line.ask("SELECT published_at, updated_at, raw_published FROM entries ORDER BY position")
    ten = datetime(2026, 11, 19, 10, tzinfo=UTC)
    assert [row["published_at"] for row in rows] == [ten, ten, datetime(2026, 11, 19, tzinfo=UTC)]
    assert rows[0]["updated_at"] < rows[0]["published_at"]
    assert rows[2]["raw_published"] == "2026-11-19"


@pytest.mark.faults("F5")
def test_story_of_twenty_feeds_is_one_story_with_twenty_sightings(tmp_path):
    with serve() as outlet:
        for number in range(20):
            outlet.routes[f"/feed{number}"] = rss(item(f"p{number}", outlet.url("")))
            outlet.routes[f"/p{number}"] = page(title=f"Council meets, {number}")
        line = Line(tmp_path, *(outlet.url(f"/feed{number}") for number in range(20)))
        line.poll()
        line.fetch()
    assert line.ask("SELECT articles, publishers FROM stories") == [{"articles": 20, "publishers": 20}]
    assert line.ask("SELECT count(*) AS n FROM outcomes WHERE outcome = 'loaded'") == [{"n": 20}]


@pytest.mark.faults("F7")
def test_empty_texts_and_texts_of_three_words_are_in_no_story(tmp_path):
    with serve() as outlet:
        for number in range(6):
            outlet.routes[f"/feed{number}"] = rss(
                item(f"p{number}", outlet.url("")).replace(f"Report p{number}", "News")
            )
            outlet.routes[f"/p{number}"] = write("Watch the video." if number % 2 else "", title="News")
        line = Line(tmp_path, *(outlet.url(f"/feed{number}") for number in range(6)))
        line.poll()
        line.fetch()
    assert line.ask("SELECT count(*) AS n FROM articles") == [{"n": 6}]
    assert line.ask("SELECT * FROM copies") == []
    assert line.ask("SELECT * FROM stories WHERE articles > 1") == []


@pytest.mark.faults("E15")
@pytest.mark.parametrize("piece", ["a", "7", "A.", "-", "’s ", "IS "])
def test_a_megabyte_of_one_thing_is_read_in_linear_time(piece, tmp_path):
    long = piece * (1_000_000 // len(piece))
    line, _ = read(tmp_path, {"/a": write(PARAGRAPH.format(1), long, PARAGRAPH.format(2)), "/b": page()})
    first, second = articles(line)
    assert first["url"].endswith("/a")
    assert second["url"].endswith("/b")
    assert first["text_source"] == "page"
    # A line of dashes is drawn, not written.
    assert len(first["text"]) > 990_000 or piece == "-"
    assert ("names: sought in the first 300,000 characters" in first["notes"]) is (piece != "-")
    assert line.ask("SELECT * FROM rejections") == []
    assert line.ask("SELECT * FROM mentions WHERE start_char > 300000") == []
