"""`namewire feeds`: list, add, check, export and import, against the sample world; only the overlay is written."""

import re
from xml.etree import ElementTree

import pytest
import yaml

from sample.registry import write_registry
from sample.server import serve_in_thread

GOOD = "http://meridian-press.localhost:{}/rss/world.xml"
NO_FEED = "http://levant-courier.localhost:{}/rss"
MISSING = "http://daily-beacon.localhost:{}/opinion/feed.xml"
NOBODY = "http://127.0.0.1:9/feed"


@pytest.fixture(scope="module")
def server(world):
    with serve_in_thread(world) as server:
        yield server


@pytest.fixture(autouse=True)
def registry(world, server, tmp_path, monkeypatch):
    """The registry of the sample world, in the place of the shipped one."""
    path = tmp_path / "registry.yaml"
    write_registry(world, path, server.port)
    monkeypatch.setenv("NAMEWIRE_FEEDS_PATH", str(path))
    monkeypatch.setenv("NAMEWIRE_FETCH__ALLOW_LOOPBACK", "true")
    monkeypatch.setenv("NAMEWIRE_FETCH__PACE_S", "0")
    monkeypatch.setenv("NAMEWIRE_FETCH__FEED_SECONDS", "5")
    monkeypatch.setenv("COLUMNS", "400")
    return path


@pytest.fixture
def one_feed(registry, server):
    """A registry of one other feed, so that those of the world can be added."""
    rows = yaml.safe_load(registry.read_text(encoding="utf-8"))
    registry.write_text(yaml.safe_dump(rows[:1] and [{**rows[-2], "publisher": "Nile Review"}]), encoding="utf-8")


def read_overlay(data_dir):
    path = data_dir / "feeds.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []


def test_list_shows_every_feed(namewire, world):
    ended = namewire("feeds", "list")
    assert ended.status == 0
    assert ended.text.splitlines()[-1] == f"{sum(len(p.feeds) for p in world.publishers)} feeds"
    for publisher in world.publishers:
        assert publisher.name in ended.text


def test_list_can_be_narrowed(namewire):
    ended = namewire("feeds", "list", "--only", "BEACON")
    assert ended.text.splitlines()[-1] == "3 feeds"
    assert "Meridian" not in ended.text


def test_add_polls_once_and_writes_the_overlay_alone(namewire, registry, one_feed, server, data_dir):
    before = registry.read_bytes()
    url = GOOD.format(server.port)
    ended = namewire(
        "feeds", "add", url, "--publisher", "Meridian Press Agency", "--country", "CH", "--language", "en"
    )
    assert (ended.status, ended.errors) == (0, "")
    (row,) = read_overlay(data_dir)
    assert (row["url"], row["publisher"], row["country"]) == (url, "Meridian Press Agency", "CH")
    assert row["checked"] != "never"
    assert registry.read_bytes() == before
    assert namewire("feeds", "list").text.splitlines()[-1] == "2 feeds"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        pytest.param(MISSING, "404", id="missing"),
        pytest.param(NOBODY, "", id="nobody-listens"),
    ],
)
def test_add_refuses_what_is_no_feed(namewire, one_feed, server, data_dir, url, said):
    ended = namewire("feeds", "add", url.format(server.port), "--publisher", "Nobody")
    assert (ended.status, ended.output) == (1, b"")
    assert ended.errors.count("\n") == 1
    assert url.format(server.port) in ended.errors
    assert said in ended.errors
    assert read_overlay(data_dir) == []


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("ftp://a.example/feed", id="ftp"),
        pytest.param("http://user:secret@a.example/feed", id="userinfo"),
        pytest.param("http://a.example/" + "x" * 10_000, id="10-kB"),
        pytest.param("nonsense", id="no-url"),
        pytest.param("", id="empty"),
    ],
)
@pytest.mark.parametrize("check", ["--check", "--no-check"])
def test_add_refuses_what_can_never_be_polled(namewire, data_dir, url, check):
    ended = namewire("feeds", "add", url, "--publisher", "Nobody", check)
    assert ended.status in (1, 2)
    assert ended.output == b""
    assert "Traceback" not in ended.errors
    assert "secret" not in ended.errors
    assert read_overlay(data_dir) == []
    assert namewire("feeds", "list").status == 0


def test_add_without_a_check_asks_nobody(namewire, server, data_dir):
    before = len(server.requests)
    ended = namewire("feeds", "add", "https://a.example/feed", "--publisher", "A", "--no-check")
    assert (ended.status, len(server.requests)) == (0, before)
    assert [row["checked"] for row in read_overlay(data_dir)] == ["never"]


def test_add_knows_what_is_there(namewire, server, data_dir):
    ended = namewire("feeds", "add", GOOD.format(server.port), "--publisher", "Meridian Press Agency")
    assert ended.status == 1
    assert "in the registry already" in ended.errors
    assert not data_dir.exists()


def test_add_knows_another_spelling_of_the_same_address(namewire, data_dir, registry):
    registry.write_text("[]")
    assert namewire("feeds", "add", "https://www.a.example/feed", "--publisher", "A", "--no-check").status == 0
    ended = namewire("feeds", "add", "http://a.example/feed/", "--publisher", "A", "--no-check")
    assert ended.status == 1
    assert "in the registry already" in ended.errors


@pytest.mark.parametrize(
    ("option", "value"),
    [
        pytest.param("--country", "Switzerland", id="country"),
        pytest.param("--language", "English", id="language"),
        pytest.param("--kind", "blog", id="kind"),
    ],
)
def test_add_refuses_what_could_not_be_read_back(namewire, data_dir, option, value):
    ended = namewire("feeds", "add", "https://a.example/f", "--publisher", "A", "--no-check", option, value)
    assert (ended.status, ended.output) == (1, b"")
    assert value in ended.errors
    assert not data_dir.exists()


def test_check_reports_each_feed_and_notes_the_day(namewire, world, server, data_dir):
    ended = namewire("feeds", "check", "--only", "levant")
    assert ended.status == 1
    assert "1 of 2 are feeds" in ended.text
    assert re.search(r"Levant Courier +│ atom10 │ 8 +│ .* │ ok", ended.text)
    assert "not a feed" in ended.text
    (row,) = read_overlay(data_dir)
    assert row["url"].endswith("/feed/atom.xml")
    assert row["checked"] != "never"


def test_check_of_good_feeds_is_done(namewire):
    assert namewire("feeds", "check", "--only", "stepnoy").status == 0


def test_export_is_opml_that_import_reads(namewire, world, registry, one_feed, tmp_path, data_dir, server):
    everything = tmp_path / "all.yaml"
    write_registry(world, everything, server.port)
    rows = {row["url"]: row for row in yaml.safe_load(everything.read_text(encoding="utf-8"))}
    opml = export_all(namewire, everything, registry)
    assert {one.get("xmlUrl") for one in ElementTree.fromstring(opml).iter("outline")} - {None} == rows.keys()
    ended = namewire("feeds", "import", "-", stdin=opml)
    assert (ended.status, ended.text) == (0, f"{len(rows) - 1} feeds added, 1 known, 0 refused\n")
    added = {row["url"]: row for row in read_overlay(data_dir)}
    for url, row in added.items():
        assert (row["title"], row["publisher"]) == (rows[url]["title"], rows[url]["publisher"])
        assert (row["country"], row["language"], row["kind"]) == (
            rows[url]["country"], rows[url]["language"], rows[url]["kind"]
        )  # fmt: skip
    again = namewire("feeds", "import", "-", stdin=namewire("feeds", "export").output)
    assert again.text == f"0 feeds added, {len(rows)} known, 0 refused\n"


def export_all(namewire, everything, registry):
    """Export another registry than the one that is set."""
    kept = registry.read_bytes()
    registry.write_bytes(everything.read_bytes())
    opml = namewire("feeds", "export").output
    registry.write_bytes(kept)
    return opml


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<opml version='2.0'><body/></opml>", id="no-feeds"),
        pytest.param(b"not xml", id="not-xml"),
        pytest.param(b"<html><body>hello</body></html>", id="html"),
        pytest.param(bytes(range(256)), id="binary"),
    ],
)
def test_import_of_what_is_no_opml(namewire, tmp_path, data_dir, content):
    path = tmp_path / "file.opml"
    path.write_bytes(content)
    ended = namewire("feeds", "import", path)
    assert (ended.status, ended.output) == (1, b"")
    assert ended.errors.count("\n") == 1
    assert str(path) in ended.errors
    assert not data_dir.exists()


def test_import_leaves_out_what_can_never_be_polled(namewire, tmp_path, data_dir):
    outlines = "".join(
        f"<outline type='rss' text='T' xmlUrl='{url}'/>"
        for url in ("https://a.example/feed", "file:///etc/passwd", "javascript:alert(1)", "https://b.example/feed")
    )
    path = tmp_path / "file.opml"
    path.write_text(f"<opml version='2.0'><head/><body>{outlines}</body></opml>")
    assert namewire("feeds", "import", path).status == 0
    assert sorted(row["url"] for row in read_overlay(data_dir)) == [
        "https://a.example/feed",
        "https://b.example/feed",
    ]
    assert namewire("feeds", "list").status == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("- url: file:///etc/passwd\n  title: T\n  publisher: P\n", ":1: ", id="nothing-but-a-url"),
        pytest.param("- title: T\n  publisher: P\n", ":1: ", id="no-url"),
        pytest.param("just words\n", "", id="no-list"),
        pytest.param("- [\n", "", id="no-yaml"),
    ],
)
def test_bad_registry_is_named_with_its_line(namewire, registry, text, said):
    registry.write_text(text)
    ended = namewire("feeds", "list")
    assert (ended.status, ended.output) == (1, b"")
    assert str(registry) in ended.errors
    assert said in ended.errors
    assert "Traceback" not in ended.errors
