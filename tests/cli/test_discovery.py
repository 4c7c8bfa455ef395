"""`namewire feeds add SITE`: the feeds of a site are found, tried, and the best of them added."""

import pytest
import yaml

from tests.faults.outlets import Reply, item, rss, serve

NEWS_SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{0}/a</loc><news:news>
<news:publication><news:name>Haven Gazette</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-11-20T10:00:00Z</news:publication_date><news:title>A bridge</news:title>
</news:news></url></urlset>"""
SITEMAP_INDEX = """<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{0}/pages.xml</loc></sitemap><sitemap><loc>{0}/latest-news.xml</loc></sitemap></sitemapindex>"""
DATED = "<pubDate>Fri, 20 Nov 2026 {:02}:00:00 GMT</pubDate>"


@pytest.fixture(autouse=True)
def loopback(tmp_path, monkeypatch):
    registry = tmp_path / "none.yaml"
    registry.write_text("[]")
    monkeypatch.setenv("NAMEWIRE_FEEDS_PATH", str(registry))
    monkeypatch.setenv("NAMEWIRE_FETCH__ALLOW_LOOPBACK", "true")
    monkeypatch.setenv("NAMEWIRE_FETCH__PACE_S", "0")
    monkeypatch.setenv("COLUMNS", "300")


def home(*links: str) -> bytes:
    return (
        f"<!doctype html><html><head><title>Gazette</title>{''.join(links)}</head><body>News</body></html>".encode()
    )


def link(href: str, kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" href="{href}">'


def add(namewire, data_dir, outlet, *options):
    """Add the site; return how the command ended and the paths of the feeds that were added."""
    ended = namewire("feeds", "add", outlet.url("/"), *options)
    path = data_dir / "feeds.yaml"
    rows = yaml.safe_load(path.read_text()) if path.exists() else []
    return ended, [row["url"].partition(str(outlet.port))[2] for row in rows]


NEWS = rss(*(item(f"i{n}", more=DATED.format(n)) for n in range(6)), title="Haven Gazette")
COMMENTS = rss(item("c1"), title="Comments for Haven Gazette")
SPORT = rss(item("s1"), item("s2"), title="Haven Gazette: sport")


@pytest.mark.parametrize(
    ("routes", "found"),
    [
        pytest.param({"/": home(link("/news.xml")), "/news.xml": NEWS}, "/news.xml", id="link"),
        pytest.param({"/": home(link("news.xml", "text/xml")), "/news.xml": NEWS}, None, id="link-of-no-feed-type"),
        pytest.param({"/": home('<base href="/s/">', link("n.xml")), "/s/n.xml": NEWS}, "/s/n.xml", id="base"),
        pytest.param(
            {"/": home(link("/comments/feed/"), link("/news.xml")), "/comments/feed/": COMMENTS, "/news.xml": NEWS},
            "/news.xml",
            id="comments-last",
        ),
        pytest.param({"/": home('<a href="/rss/world">World</a>'), "/rss/world": NEWS}, "/rss/world", id="anchor"),
        pytest.param({"/": home(), "/atom.xml": NEWS}, "/atom.xml", id="usual-place"),
        pytest.param({"/": home(link("/dead.xml")), "/feed": NEWS}, "/feed", id="dead-link"),
        pytest.param({"/": NEWS}, "/", id="feed-itself"),
    ],
)  # fmt: skip
def test_site_gives_its_best_feed(namewire, data_dir, routes, found):
    with serve(routes) as outlet:
        ended, added = add(namewire, data_dir, outlet)
        assert added == ([found] if found else [])
        assert ended.status == (0 if found else 1)
        assert len(outlet.asked) <= 21
        assert "Traceback" not in ended.errors


def test_table_shows_title_items_and_rhythm(namewire, data_dir):
    with serve({"/": home(link("/news.xml")), "/news.xml": NEWS}) as outlet:
        ended, _ = add(namewire, data_dir, outlet)
    (row,) = [line for line in ended.text.splitlines() if "news.xml" in line and "ok" in line]
    assert [cell.strip() for cell in row.strip("│").split("│")][:6] == [
        "Haven Gazette", "Haven Gazette", "rss20", "6", "2026-11-20 05:00", "60 min",
    ]  # fmt: skip


def test_all_adds_what_is_no_copy_of_another(namewire, data_dir):
    links = [link(href) for href in ("/news.xml", "/news.xml/", "/copy.atom", "/sport.xml")]
    routes = {"/": home(*links), "/news.xml": NEWS, "/copy.atom": NEWS, "/sport.xml": SPORT}
    with serve(routes) as outlet:
        ended, added = add(namewire, data_dir, outlet, "--all", "--publisher", "Haven Gazette", "--country", "GB")
        assert added == ["/news.xml", "/sport.xml"]
        assert f"the same as {outlet.url('/news.xml')}" in ended.text
        again, _ = add(namewire, data_dir, outlet)
        assert again.status == 1
        assert "in the registry already" in again.errors


@pytest.mark.parametrize("index", [True, False], ids=["index", "sitemap"])
def test_site_without_feeds_gives_its_news_sitemap(namewire, data_dir, index):
    with serve({"/": home()}) as outlet:
        root = outlet.url("")
        outlet.routes["/robots.txt"] = f"User-agent: *\nSitemap: {root}/all.xml\n".encode()
        outlet.routes["/latest-news.xml" if index else "/all.xml"] = NEWS_SITEMAP.format(root).encode()
        if index:
            outlet.routes["/all.xml"] = SITEMAP_INDEX.format(root).encode()
        ended, added = add(namewire, data_dir, outlet)
        assert added == ["/latest-news.xml" if index else "/all.xml"]
        assert "news-sitemap" in ended.text


@pytest.mark.parametrize(
    ("routes", "said"),
    [
        pytest.param({"/": home()}, "not a feed: an HTML page; and none of", id="nothing"),
        pytest.param({"/": Reply(status=404)}, "http 404", id="missing"),
        pytest.param({"/": Reply(b"%PDF-1.4", (("Content-Type", "application/pdf"),))}, "not a feed", id="pdf"),
    ],
)
def test_site_without_any_feed_says_so_in_one_line(namewire, data_dir, routes, said):
    with serve(routes) as outlet:
        ended, added = add(namewire, data_dir, outlet)
        assert (ended.status, added, ended.output) == (1, [], b"")
        assert ended.errors.count("\n") == 1
        assert said in ended.errors
        assert len(outlet.asked) <= 21
