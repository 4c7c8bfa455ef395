"""The filters: what they print, in which order, from files, lines and standard input, with one process or several."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT

ARTICLE_KEYS = {
    "id", "title", "authors", "published_at", "language", "text", "completeness", "completeness_reason", "credits",
}  # fmt: skip
MENTION_KEYS = {
    "id", "start_char", "end_char", "surface", "entity_id", "wikidata_id", "name", "rule", "in_title",
}  # fmt: skip
PAGES = [
    ("levant-courier", "akkar-water-works-restart", "2026-11-14T11:30:00+02:00", "en"),
    ("hindukush-review", "iskp-statement-kunar", None, "en"),
    ("sada-mashreq", "daesh-muhakama-amman", None, "ar"),
    ("stepnoy-vestnik", "astana-soveshchanie-granica", None, "ru"),
]
NATO_TEXT = "NATO said that Islamic State fighters had left on Monday. The Islamic State is not gone; it is near."


def write_lines(path, lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


# parse-feed


@pytest.mark.parametrize(
    ("host", "path", "count"),
    [
        pytest.param("daily-beacon", "/feeds/rss.xml", 7, id="rss"),
        pytest.param("sahel-dispatch", "/index.rdf", 6, id="rdf"),
        pytest.param("levant-courier", "/feed/atom.xml", 8, id="atom"),
        pytest.param("harbour-post", "/feed.json", 7, id="json-feed"),
        pytest.param("relief-bulletin", "/feeds/sitreps.xml", 3, id="malformed"),
    ],
)
def test_parse_feed_prints_every_item_in_order(namewire, get, tmp_path, host, path, count):
    (tmp_path / "feed").write_bytes(get(host, path))
    ended = namewire("parse-feed", tmp_path / "feed", "--url", f"http://{host}.localhost:8700{path}")
    assert (ended.status, ended.errors) == (0, "")
    assert [line["position"] for line in ended.lines] == list(range(count))
    for line in ended.lines:
        assert {"entry_id", "guid", "link", "raw_link", "title", "summary", "published_at"} <= line.keys()
        assert line["link"].startswith(f"http://{host}.localhost:8700/")


def test_parse_feed_prints_what_is_no_entry_in_its_place(namewire):
    items = [
        "<item><title>One</title><link>http://a.example/1</link></item>",
        "<item/>",
        "<item><title>Bad</title><link>javascript:alert(1)</link></item>",
        "<item><title>One</title><link>http://a.example/1</link></item>",
    ]
    feed = f"<rss version='2.0'><channel><title>T</title>{''.join(items)}</channel></rss>"
    ended = namewire("parse-feed", "-", stdin=feed.encode())
    assert ended.status == 0
    assert [line["position"] for line in ended.lines] == [0, 1, 2, 3]
    assert ["rejected" in line for line in ended.lines] == [False, True, True, False]
    assert all(line.get("rejected", "reason") for line in ended.lines)


# extract


@pytest.mark.parametrize(("host", "slug", "published_at", "language"), [pytest.param(*p, id=p[1]) for p in PAGES])
def test_extract_prints_an_article(namewire, get, world, tmp_path, host, slug, published_at, language):
    article = world.by_slug[slug]
    (tmp_path / "page").write_bytes(get(host, article.path))
    ended = namewire("extract", tmp_path / "page", "--url", f"http://{host}.localhost:8700{article.path}")
    (found,) = ended.lines
    assert (ended.status, ended.errors) == (0, "")
    assert found.keys() >= ARTICLE_KEYS
    assert found["title"] == article.title
    assert found["language"].startswith(language)
    assert found["published_at"] == (published_at or article.date.isoformat())
    assert article.body.split("\n")[0][:60] in found["text"]


def test_extract_reads_lines_with_paths_beside_the_file(namewire, get, world, tmp_path):
    (tmp_path / "pages").mkdir()
    lines = []
    for host, slug, *_ in PAGES:
        (tmp_path / "pages" / slug).write_bytes(get(host, world.by_slug[slug].path))
        lines.append({"id": slug, "url": f"http://{host}.localhost:8700/x", "html_path": f"pages/{slug}"})
    ended = namewire("extract", "--jsonl", write_lines(tmp_path / "lines", lines))
    assert [line["id"] for line in ended.lines] == [slug for _, slug, *_ in PAGES]
    assert [line["title"] for line in ended.lines] == [world.by_slug[slug].title for _, slug, *_ in PAGES]


# resolve


def test_resolve_prints_mentions_with_their_offsets(namewire, tmp_path):
    (tmp_path / "text").write_text(NATO_TEXT, encoding="utf-8")
    ended = namewire("resolve", tmp_path / "text")
    assert ended.status == 0
    for line in ended.lines:
        assert line.keys() >= MENTION_KEYS
        assert NATO_TEXT[line["start_char"] : line["end_char"]] == line["surface"]
        assert line["in_title"] is False
    found = [(line["surface"], line["entity_id"]) for line in ended.lines]
    assert found == [("NATO", "nato"), ("Islamic State", "islamic-state"), ("Islamic State", "islamic-state")]
    assert ended.lines[0]["wikidata_id"] == "Q7184"


def test_resolve_counts_characters_not_bytes(namewire):
    text = "Zürich 🕊️ — талибы и НАТО"
    (line,) = [line for line in namewire("resolve", stdin=text.encode()).lines if line["entity_id"] == "nato"]
    assert text[line["start_char"] : line["end_char"]] == "НАТО"


def test_resolve_tells_title_from_text(namewire, tmp_path):
    lines = [
        {"id": 7, "title": "NATO meets", "text": "Ministers of the alliance met.", "published_at": "2026-01-05"},
        {"id": "x", "title": "", "text": "NATO met.", "published_at": "2026-01-05T10:00:00+03:00"},
        {"id": "y", "text": "Nobody met."},
    ]
    found = namewire("resolve", "--jsonl", write_lines(tmp_path / "lines", lines)).lines
    named = [(line["id"], line["in_title"], line["start_char"]) for line in found if line["entity_id"] == "nato"]
    assert named == [(7, True, 0), ("x", False, 0)]
    assert {line["id"] for line in found} == {7, "x"}


@pytest.mark.parametrize(
    ("published_at", "entity_id"),
    [
        pytest.param("2008-05-01", "islamic-state-iraq", id="2008"),
        pytest.param(None, "islamic-state-iraq", id="no-date-breaks-no-tie"),
    ],
)
def test_resolve_heeds_the_date(namewire, tmp_path, published_at, entity_id):
    text = "The Islamic State of Iraq (ISI) claimed the attack in Mosul."
    lines = [{"id": 1, "text": text, "published_at": published_at}]
    found = namewire("resolve", "--jsonl", write_lines(tmp_path / "lines", lines)).lines
    assert {line["entity_id"] for line in found if line["surface"] == "ISI"} == {entity_id}


def test_resolve_rewrites_a_text_under_canonical_names(namewire):
    text = "\n  ISISs men, and Daesh’s;\r\n\r\n“ИГИЛ” \n\n"
    ended = namewire("resolve", "--rewrite", stdin=text.encode())
    assert (ended.status, ended.errors) == (0, "")
    assert ended.text == "\n  Islamic State’s men, and Islamic State’s;\r\n\r\n“Islamic State” \n\n"


@pytest.mark.parametrize("jobs", [1, 2])
def test_resolve_rewrites_lines(namewire, tmp_path, jobs):
    lines = [
        {"id": 7, "title": "ISIL men fled", "text": "Nobody said so."},
        {"id": "x", "text": "ISIS said so."},
        {"id": "y"},
    ]
    found = namewire(
        "resolve", "--jsonl", write_lines(tmp_path / "lines", lines), "--rewrite", "--jobs", jobs
    ).lines
    assert found == [
        {"id": 7, "title": "Islamic State men fled", "text": "Nobody said so."},
        {"id": "x", "title": "", "text": "Islamic State said so."},
        {"id": "y", "rejected": "not a document", "detail": "text: missing or not a string"},
    ]


# relate


def build_pair(world):
    original = world.by_slug["isis-seeks-foothold-on-the-amu-darya"]
    copy = world.by_slug["who-is-opening-the-northern-door"]
    other = world.by_slug["judge-nobody-is-above-law"]
    return [
        {"id": n, "title": a.title, "text": a.body, "published_at": a.date.isoformat(), "publisher": a.publisher}
        for n, a in enumerate((copy, other, original))
    ]


def test_relate_prints_copies_then_stories(namewire, world, tmp_path):
    ended = namewire("relate", "--jsonl", write_lines(tmp_path / "lines", build_pair(world)))
    copy, *stories = ended.lines
    assert copy.keys() >= {"article_id", "of_article_id", "kind", "containment", "resemblance", "evidence"}
    assert (copy["article_id"], copy["of_article_id"], copy["kind"]) == (0, 2, "truncated")
    assert copy["containment"] > copy["resemblance"]
    assert all(story.keys() >= {"story_id", "members", "origin"} for story in stories)
    assert sorted((sorted(story["members"]), story["origin"]) for story in stories) == [([0, 2], 2), ([1], 1)]


def test_relate_does_not_depend_on_the_order(namewire, world, tmp_path):
    lines = build_pair(world)
    outputs = {
        tuple(sorted(namewire("relate", write_lines(tmp_path / "lines", order)).text.splitlines()))
        for order in (lines, lines[::-1], [*lines[1:], lines[0]])
    }
    assert len(outputs) == 1


# All filters


@pytest.mark.parametrize("command", ["extract", "resolve"])
def test_two_jobs_print_the_same_as_one(namewire_process, get, world, tmp_path, command):
    lines = []
    for host, slug, *_ in PAGES * 20:
        article = world.by_slug[slug]
        (tmp_path / slug).write_bytes(get(host, article.path))
        page = {"html_path": slug} if command == "extract" else {"text": article.body, "title": article.title}
        lines.append({"id": len(lines), "url": f"http://{host}.localhost:8700/x", **page})
    lines[50] = {"id": 50}
    path = write_lines(tmp_path / "lines", lines)
    one, two = (namewire_process(command, "--jsonl", path, "--jobs", jobs) for jobs in (1, 2))
    assert (one.status, one.errors) == (two.status, two.errors) == (0, "")
    assert one.output == two.output
    assert [line["id"] for line in one.lines if "rejected" in line] == [50]


@pytest.mark.parametrize(
    "command",
    [pytest.param(["resolve"], id="no-argument"), pytest.param(["resolve", "-"], id="dash")],
)
def test_standard_input_is_the_same_as_a_file(namewire, tmp_path, command):
    (tmp_path / "text").write_text(NATO_TEXT, encoding="utf-8")
    from_file = namewire("resolve", tmp_path / "text").lines
    from_stdin = namewire(*command, stdin=NATO_TEXT.encode()).lines
    assert [{**line, "id": None} for line in from_file] == from_stdin


def test_filters_compose(namewire, get, world):
    slug = "iskp-statement-kunar"
    page = get("hindukush-review", world.by_slug[slug].path)
    article = namewire("extract", "-", stdin=page).output
    mentions = namewire("resolve", "--jsonl", "-", stdin=article).lines
    assert "islamic-state-khorasan" in {line["entity_id"] for line in mentions}
    assert "members" in namewire("relate", "-", stdin=article.replace(b'"id": null', b'"id": 1')).lines[0]


@pytest.mark.parametrize("count", [pytest.param(1, id="one-line"), pytest.param(300, id="many-lines")])
def test_reader_that_leaves_early_is_no_error(tmp_path, count):
    path = write_lines(tmp_path / "lines", [{"id": n, "text": NATO_TEXT * 20} for n in range(count)])
    command = [sys.executable, "-m", "pipeline.cli", "resolve", "--jsonl", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        errors = process.stderr.read()
    assert (process.returncode, errors) == (0, b"")


def test_installed_program_is_the_command_line():
    command = [str(Path(sys.executable).with_name("namewire")), "--help"]
    program = subprocess.run(command, capture_output=True, text=True)
    assert program.returncode == 0
    for name in (
        "parse-feed", "extract", "resolve", "relate", "run", "sql", "shell", "status", "publish", "maintain",
        "serve-sample", "replay", "feeds",
    ):  # fmt: skip
        assert name in program.stdout


def test_bad_setting_is_named(namewire, monkeypatch):
    monkeypatch.setenv("NAMEWIRE_FETCH__PACE_S", "-1")
    ended = namewire("status")
    assert (ended.status, ended.output) == (1, b"")
    assert ended.errors.startswith("namewire: NAMEWIRE_FETCH__PACE_S: ")
    assert ended.errors.count("\n") == 1
