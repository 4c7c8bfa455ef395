"""Documents made to cost: their parser is killed, and everything else goes on."""

import gzip

import pytest

from pipeline.settings import MIB, ChildSettings
from tests.faults.outlets import Line, Reply, item, page, rss, serve

HASTY = ChildSettings(feed_cpu_s=4, page_cpu_s=1, memory_bytes=1024 * MIB)
TALL = "<channel>" + "<a>" * 200_000
COSTLY_FEEDS = {
    "comments": b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>' + b"<!--" * 100_000,
    "nested": f'<?xml version="1.0"?><rss version="2.0">{TALL}'.encode(),
    "attribute": b'<rss version="2.0"><channel><item a="' + b"x" * 15 * MIB + b'"><title>y</title></item></channel>',
    "items": b'<rss version="2.0"><channel>'
    + b"".join(b"<item><title>T %d</title><link>http://h.example/%d</link></item>" % (n, n) for n in range(100_000))
    + b"</channel></rss>",
    "title": rss(item("one").replace("Report one", "T" * 7_000_000)),
}  # fmt: skip


@pytest.mark.faults("D6")
@pytest.mark.parametrize("kind", COSTLY_FEEDS)
def test_costly_feed_is_bounded_and_counted(kind, tmp_path):
    costly_reply = Reply(gzip.compress(COSTLY_FEEDS[kind], 1), (("Content-Encoding", "gzip"),))
    with serve({"/good": rss(item("a"), item("b")), "/costly": costly_reply}) as outlet:
        line = Line(tmp_path, outlet.url("/costly"), outlet.url("/good"), children=HASTY)
        line.poll()
        good, costly = line.last_poll("f2"), line.last_poll("f1")
    assert (good["outcome"], good["entries_new"]) == ("parsed", 2)
    seen = costly["entries_seen"]
    assert seen == sum(costly[f"entries_{kind}"] for kind in ("new", "known", "changed", "rejected"))
    if costly["outcome"] == "parsed":
        assert seen <= 5000
    else:
        assert costly["error"].startswith(("quarantined: ", "not a feed: "))
        assert costly["archive_path"]
    if kind == "items":
        assert (seen, [n for n in costly["notes"] if n.startswith("capped")]) == (
            5000,
            ["capped: 5000 of 100000 items"],
        )


@pytest.mark.faults("D6")
def test_feed_that_is_killed_keeps_its_bytes_and_no_validators(tmp_path):
    with serve({"/costly": Reply(COSTLY_FEEDS["nested"], (("ETag", '"1"'),))}) as outlet:
        hasty = HASTY.model_copy(update={"feed_cpu_s": 1})
        line = Line(tmp_path, outlet.url("/costly"), children=hasty)
        line.poll()
        poll = line.last_poll()
    assert (poll["outcome"], poll["error"].partition(":")[0]) == ("not_a_feed", "quarantined")
    assert (poll["etag"], poll["body_hash"]) == (None, None)
    assert (line.settings.data_dir / poll["archive_path"]).exists()


PARAGRAPH = "<p>In the town of Haven the council met again and spoke of the harbour and of the price of bread.</p>"


def read_page(tmp_path, body, passes=1, summary="The council of Haven met again."):
    """Take one page down the line; return its rows of `articles`, `pages`, and the state of its entry."""
    more = f"<description>{summary}</description>"
    with serve(
        {"/costly": Reply(gzip.compress(body, 1), (("Content-Encoding", "gzip"),)), "/plain": page()}
    ) as outlet:
        outlet.routes["/feed"] = rss(item("costly", outlet.url(""), more), item("plain", outlet.url("")))
        line = Line(tmp_path, outlet.url("/feed"), children=HASTY)
        line.poll()
        for _ in range(passes):
            line.fetch()
            line.pass_time(hours=2)
    plain = line.ask("SELECT completeness FROM articles WHERE url LIKE '%/plain'")
    assert plain == [{"completeness": "full"}]
    return line


@pytest.mark.faults("E1")
@pytest.mark.parametrize("depth", [300, 2000])
def test_text_at_any_depth_below_the_limit_is_recovered(depth, tmp_path):
    body = page(f"{'<div>' * depth}{PARAGRAPH * 6}{'</div>' * depth}")
    line = read_page(tmp_path, body)
    (article,) = line.ask("SELECT text_source, text FROM articles WHERE url LIKE '%/costly'")
    assert article["text_source"] == "page"
    assert article["text"].count("price of bread") >= 1


@pytest.mark.faults("E1", "E2")
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<div></div>" * 500_000 + PARAGRAPH, id="divs"),
        pytest.param("<p>" + "word and more " * 1_100_000 + "</p>", id="text-node"),
    ],
)
def test_costly_page_is_tried_twice_and_then_stands_on_the_feeds_words(text, tmp_path):
    line = read_page(tmp_path, page(text), passes=2)
    (article,) = line.ask("SELECT text_source, text, completeness FROM articles WHERE url LIKE '%/costly'")
    if article["text_source"] == "page":  # within its budget on this machine
        return
    assert article["text"] == "The council of Haven met again."
    assert article["completeness"] != "full"
    (attempt,) = line.ask("SELECT reason FROM attempts")
    assert attempt["reason"].startswith("quarantined: ")
    (costly,) = line.ask("SELECT notes FROM pages WHERE url LIKE '%/costly'")
    assert costly["notes"] == [f"parser_limit: {attempt['reason']}"]


@pytest.mark.faults("E2")
def test_deep_json_in_a_page_costs_nothing(tmp_path):
    line = read_page(tmp_path, page(head=f'<script type="application/ld+json">{"[" * 100_000}</script>'))
    assert line.ask("SELECT completeness FROM articles WHERE url LIKE '%/costly'") == [{"completeness": "full"}]
