"""An article is fetched, changed, and fetched again: edits are revisions, what changes by itself is none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline import names, stages
from pipeline.cli import revisions
from tests.end_to_end.newspaper import LEXICON, Reader, serve

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


class EditedReader(Reader):
    """A reader of the site, which changes it before it reads."""

    def __init__(self, site: Site, folder: Path) -> None:
        super().__init__(site.root, folder)
        self.site = site

    def read_changed(self, **changes: Any) -> list[dict[str, Any]]:
        """Change the site and run the line; return the outcomes, oldest first, and the revision of the article."""
        for name, value in changes.items():
            setattr(self.site, name, value)
        self.site.version += 1
        self.read()
        return self.ask(
            "SELECT outcome, revision FROM outcomes JOIN articles USING (article_id) ORDER BY decided_at"
        )


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EditedReader]:
    monkeypatch.setattr(names, "read_shipped_lexicon", lambda: LEXICON)
    site = Site()
    with serve(site.answer) as site.root:
        yield EditedReader(site, tmp_path)


def test_edits_are_revisions_and_what_changes_by_itself_is_none(
    reader: EditedReader, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reader.read_changed() == [{"outcome": "loaded", "revision": 1}]
    quiet = reader.read_changed(
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
    assert [row["outcome"] for row in reader.read_changed(prose=edited)] == ["loaded", "unchanged", "revised"]
    retitled = reader.read_changed(title="Old ferry pier will close for good")
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


def test_what_was_taken_off_stays_findable(reader: EditedReader) -> None:
    reader.read_changed(before="<p>Updated 5 minutes ago</p><p>Share on Facebook</p>")
    assert reader.ask("SELECT kind, words FROM removed_blocks WHERE kind <> 'headline' ORDER BY number") == [
        {"kind": "counter", "words": "Updated 5 minutes ago"},
        {"kind": "share", "words": "Share on Facebook"},
        {"kind": "counter", "words": "12 comments"},
    ]
    assert stages.maintain_warehouse(reader.settings, check_only=True).problems == ()
