"""An article is fetched, changed, and fetched again: edits are revisions, what changes by itself is none."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from pipeline import names, stages
from pipeline.cli import revisions
from pipeline.settings import Settings
from tests.end_to_end.worlds import Tables, build_settings, read_clock, run_pass

PROSE = (
    "The council of Haven voted on Tuesday to close the old ferry pier, which had stood since 1911.",
    "Engineers had found that two of its nine pillars were hollow, and that a third would not last the winter.",
    "The mayor's office said that the boats would land at the fish market until a new pier is built.",
    "Fishermen asked the council to pay for the longer way, and the council put that off to its next meeting.",
)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Haven Gazette</title><link>{root}/</link>
<item><guid>pier</guid><title>Old ferry pier to close</title><link>{root}/pier{query}</link>
<description>Version {version}</description></item></channel></rss>"""
PAGE = """<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{before}
{paragraphs}<p>{comments}</p></article></body></html>"""


class Site:
    """A publisher of one feed and one page, both as they are at the moment."""

    def __init__(self) -> None:
        self.version = 1
        self.query = ""
        self.title = "Old ferry pier to close"
        self.before = "<p>Updated 5 minutes ago</p>"
        self.comments = "12 comments"
        self.prose = PROSE
        self.root = ""

    def answer(self, path: str) -> str | None:
        if path == "/feed":
            return FEED.format(root=self.root, query=self.query, version=self.version)
        if path.partition("?")[0] == "/pier":
            paragraphs = "".join(f"<p>{words}</p>" for words in self.prose)
            return PAGE.format(title=self.title, before=self.before, paragraphs=paragraphs, comments=self.comments)
        return None


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = served.answer(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/xml" if self.path == "/feed" else "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served.root = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield served
        server.shutdown()


class Reader:
    """The line, run a day later each time, and what the snapshot then says."""

    def __init__(self, site: Site, settings: Settings) -> None:
        self.site = site
        self.settings = settings
        self._later = timedelta(0)

    def read(self, **changes: Any) -> list[dict[str, Any]]:
        """Change the site and run the line; return outcome and revision of the one article."""
        for name, value in changes.items():
            setattr(self.site, name, value)
        self.site.version += 1
        self._later += timedelta(days=1)
        later = self._later

        def clock() -> datetime:
            return read_clock() + later

        run_pass(self.settings, clock=clock)
        return self.ask(
            "SELECT outcome, revision FROM outcomes JOIN articles USING (article_id) ORDER BY decided_at"
        )

    def ask(self, sql: str) -> list[dict[str, Any]]:
        with Tables(self.settings.data_dir / "news.duckdb") as tables:
            return tables.rows(sql)


@pytest.fixture
def reader(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    lexicon = "entities: [{entity_id: haven, name: Haven, kind: place}]"
    monkeypatch.setattr(names, "read_shipped_lexicon", lambda: {"a.yaml": lexicon})
    registry = tmp_path / "registry.yaml"
    registry.write_text(
        f"- {{url: '{site.root}/feed', title: Haven Gazette, publisher: Haven Gazette, country: XX, language: en,"
        " kind: outlet, checked: never}\n"
    )
    made = build_settings(tmp_path / "data", registry)
    return Reader(site, made.model_copy(update={"cache_dir": tmp_path / "cache"}))


def test_edits_are_revisions_and_what_changes_by_itself_is_none(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reader.read() == [{"outcome": "loaded", "revision": 1}]
    quiet = reader.read(
        query="?utm_source=feed",
        before="<p>Updated 2 hours ago</p>\n\n<p>Share on Facebook</p>",
        comments="315 comments",
        prose=tuple(words.replace("'", "’").replace(" ", "  ") for words in PROSE),
    )
    assert [row["outcome"] for row in quiet] == ["loaded", "unchanged"]
    assert quiet[-1]["revision"] == 1
    assert reader.ask("FROM article_revisions") == []

    edited = (
        *PROSE[:2],
        PROSE[2].replace("the fish market", "the coal quay"),
        *PROSE[3:],
        "The text was corrected.",
    )
    assert [row["outcome"] for row in reader.read(prose=edited)] == ["loaded", "unchanged", "revised"]
    retitled = reader.read(title="Old ferry pier will close for good")
    assert [row["outcome"] for row in retitled] == ["loaded", "unchanged", "revised", "revised"]
    first, second = reader.ask("FROM article_revisions ORDER BY revision")
    assert first["paragraphs_added"] == [edited[2], edited[4]]
    assert (first["words_added"], first["words_removed"], first["previous_title"]) == (6, 2, None)
    assert (second["previous_title"], second["title"]) == (PROSE_TITLE, "Old ferry pier will close for good")
    assert (second["paragraphs_added"], second["words_added"]) == ([], 0)

    monkeypatch.setenv("NAMEWIRE_DATA_DIR", str(reader.settings.data_dir))
    revisions.diff(f"{reader.site.root}/pier", revision=2)
    printed = capsys.readouterr().out
    assert "would land at the [-fish market-] {+coal quay+} until a new pier" in printed
    assert "{+The text was corrected.+}" in printed
    revisions.diff(first["article_id"], revision=None)
    assert "Old ferry pier [-to close-] {+will close for good+}" in capsys.readouterr().out


PROSE_TITLE = Site().title


def test_what_was_taken_off_stays_findable(reader: Reader) -> None:
    reader.read(before="<p>Updated 5 minutes ago</p><p>Share on Facebook</p>")
    assert reader.ask("SELECT kind, words FROM removed_blocks WHERE kind <> 'headline' ORDER BY number") == [
        {"kind": "counter", "words": "Updated 5 minutes ago"},
        {"kind": "share", "words": "Share on Facebook"},
        {"kind": "counter", "words": "12 comments"},
    ]
    assert stages.maintain_warehouse(reader.settings, check_only=True).problems == ()
