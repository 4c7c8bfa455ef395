"""Polls through the stages: redirects, floods, gaps, restless entries, and what servers say of freshness."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from pipeline import stages
from pipeline.feeds import MAX_VERSIONS
from tests.faults.outlets import START, Asked, Line, Reply, item, page, rss, serve

MOVED = {"status": 301}


def redirect(target: str, status: int = 301) -> Reply:
    return Reply(b"", (("Location", target),), status)


def poll_for(line: Line, days: float, every: float) -> None:
    """Poll every so many hours for some days."""
    for _ in range(round(days * 24 / every)):
        line.pass_time(hours=every)
        line.poll(force=True)


@pytest.mark.faults("C17")
@pytest.mark.parametrize("status", [301, 308])
def test_feed_that_moved_for_good_gets_its_new_address(status, tmp_path):
    with serve({"/old": rss(item("a"))}) as outlet:
        line = Line(tmp_path, outlet.url("/old"))
        line.poll()
        outlet.routes |= {"/old": redirect("/new", status), "/new": rss(item("a"), item("b"))}
        line.pass_time(hours=1)
        line.poll(force=True)
        assert line.ask("SELECT url FROM feeds") == [{"url": outlet.url("/old")}]
        poll_for(line, 1.5, 12)
        assert not line.settings.overlay_path.exists()
        poll_for(line, 0.5, 12)
        asked = outlet.count("/old")
        poll_for(line, 1, 12)
        assert outlet.count("/old") == asked
        (feed,) = line.ask("SELECT feed_id, url FROM feeds")
        assert feed == {"feed_id": "f1", "url": outlet.url("/new")}
        former = line.ask("SELECT DISTINCT url FROM feeds_history ORDER BY url")
        assert [row["url"] for row in former] == [outlet.url("/new"), outlet.url("/old")]
        # The same feed: nothing of it is new a second time.
        assert line.ask("SELECT count(*) AS n FROM entries") == [{"n": 2}]


@pytest.mark.faults("C17")
@pytest.mark.parametrize(
    "target",
    [
        pytest.param(b"<!doctype html><title>This domain is for sale</title>", id="parked"),
        pytest.param(rss(item("other", "http://127.0.0.2"), title="Another feed"), id="another-feed"),
    ],
)
def test_feed_that_moved_to_something_else_keeps_its_address(target, tmp_path):
    with serve({"/old": rss(item("a"))}) as outlet:
        line = Line(tmp_path, outlet.url("/old"))
        line.poll()
        outlet.routes |= {"/old": redirect(outlet.url("/new", "127.0.0.2")), "/new": target}
        changing = iter(range(100))
        if target.startswith(b"<?xml"):
            outlet.routes["/new"] = lambda _: Reply(rss(item(f"o{next(changing)}", "http://127.0.0.2")))
        poll_for(line, 4, 12)
        assert not line.settings.overlay_path.exists()
        assert line.ask("SELECT url FROM feeds") == [{"url": outlet.url("/old")}]


@pytest.mark.faults("C17")
def test_redirect_that_is_not_for_good_never_changes_the_registry(tmp_path):
    with serve({"/old": redirect("/new", 302), "/new": rss(item("a"))}) as outlet:
        line = Line(tmp_path, outlet.url("/old"))
        poll_for(line, 4, 12)
        assert not line.settings.overlay_path.exists()


@pytest.mark.faults("C17", "A14")
def test_feed_that_moved_to_the_address_of_another_feed_stays(tmp_path):
    with serve({"/old": rss(item("a")), "/new": rss(item("a"))}) as outlet:
        line = Line(tmp_path, outlet.url("/old"), outlet.url("/new"))
        line.poll()
        outlet.routes["/old"] = redirect("/new/".rstrip("/"))
        poll_for(line, 4, 12)
        assert not line.settings.overlay_path.exists()


@pytest.mark.faults("C16")
def test_gone_feed_is_probed_every_30_days_and_comes_back(tmp_path):
    with serve({"/feed": rss(item("a"))}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        outlet.routes["/feed"] = Reply(status=410)
        states = []
        for _ in range(6):
            line.now = line.last_poll()["next_poll_at"]
            line.poll()
            states.append(line.ask("SELECT state FROM feed_health")[0]["state"])
        assert states == ["slow", "slow", "failing", "gone", "gone", "gone"]
        assert line.last_poll()["next_poll_at"] - line.now == timedelta(days=30)
        outlet.routes["/feed"] = rss(item("a"), item("b"))
        line.pass_time(days=30)
        line.poll()
        assert line.ask("SELECT state, failures FROM feed_health") == [{"state": "healthy", "failures": 0}]
        assert line.ask("SELECT count(*) AS n FROM entries") == [{"n": 2}]


@pytest.mark.faults("C16")
@pytest.mark.parametrize("status", [451, 402])
def test_feed_that_refuses_us_is_reported_and_seldom_asked(status, tmp_path):
    with serve({"/feed": Reply(status=status)}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        (health,) = line.ask("SELECT state, last_error, failures_by_reason FROM feed_health")
        assert (health["state"], health["last_error"]) == ("failing", f"http {status}")
        assert dict(health["failures_by_reason"]) == {f"http {status}": 1}
        assert line.last_poll()["next_poll_at"] == START + timedelta(days=1)


@pytest.mark.faults("C16")
def test_feed_of_20_times_404_is_polled_on_and_loses_nothing(tmp_path):
    with serve({"/feed": rss(item("a"))}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        outlet.routes["/feed"] = Reply(status=404)
        for _ in range(20):
            line.now = line.last_poll()["next_poll_at"]
            line.poll()
        assert line.ask("SELECT state FROM feed_health") == [{"state": "failing"}]
        outlet.routes["/feed"] = rss(item("a"), item("b"))
        line.pass_time(days=1)
        line.poll()
        assert line.ask("SELECT entries, state FROM feed_health") == [{"entries": 2, "state": "healthy"}]


@pytest.mark.faults("C15")
@pytest.mark.parametrize(
    "challenge",
    [
        pytest.param(Reply(b"x", (("cf-mitigated", "challenge"),), 403), id="403"),
        pytest.param(
            Reply(b"<!doctype html><html><head><title>Just a moment...</title></head><body>"
                  b'<script src="/cdn-cgi/challenge-platform/x.js"></script></body></html>'),
            id="200",
        ),
    ],
)  # fmt: skip
def test_challenge_is_blocked_asked_slowly_and_costs_no_validators(challenge, tmp_path):
    with serve({"/feed": Reply(rss(item("a")), (("ETag", '"1"'),))}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        outlet.routes["/feed"] = challenge
        line.pass_time(hours=2)
        line.poll()
        poll = line.last_poll()
        assert (poll["reason"], poll["etag"]) == ("blocked: challenge", '"1"')
        assert poll["next_poll_at"] >= line.now + timedelta(hours=4)


@pytest.mark.faults("C9", "C18", "C20", "C21")
def test_same_entries_in_other_clothes_bring_nothing_new(tmp_path):
    with serve({"/feed": Reply(rss(item("a")), (("ETag", '"1"'), ("Content-Type", "image/png")))}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        assert line.last_poll()["entries_new"] == 1
        line.pass_time(hours=2)
        outlet.routes["/feed"] = Reply(rss(item("a")), (("ETag", '"2"'),))
        line.poll(force=True)
        poll = line.last_poll()
        assert (poll["outcome"], poll["etag"]) == ("unchanged", '"2"')
        line.pass_time(hours=2)
        outlet.routes["/feed"] = rss(
            item("a"), channel="<lastBuildDate>Fri, 20 Nov 2026 16:00:00 GMT</lastBuildDate>"
        )
        line.poll(force=True)
        poll = line.last_poll()
        assert (poll["outcome"], poll["entries_known"], poll["entries_new"], poll["entries_changed"]) == (
            "parsed",
            1,
            0,
            0,
        )
        line.pass_time(hours=2)
        outlet.routes["/feed"] = Reply(rss(item("b")), (("IM", "feed"),), 226)
        line.poll(force=True)
        assert line.last_poll()["entries_new"] == 1
        assert line.ask("SELECT count(*) AS n FROM entries") == [{"n": 2}]


@pytest.mark.faults("C8", "C19")
@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(status=304), id="304-to-an-unconditional-request"),
        pytest.param(Reply(rss(item("a")), status=206), id="206"),
        pytest.param(Reply(status=204), id="204"),
        pytest.param(Reply(b"", status=200), id="empty"),
    ],
)
def test_answer_that_is_no_document_is_an_error_and_no_empty_feed(reply, tmp_path):
    with serve({"/feed": reply}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        poll = line.last_poll()
        assert (poll["outcome"], poll["failures"], poll["body_hash"], poll["etag"]) == ("failed", 1, None, None)
        assert poll["next_poll_at"] > line.now


@pytest.mark.faults("C8", "C10")
def test_validators_go_back_as_they_came(tmp_path):
    odd = 'W/"a b;,="'
    modified = "Fri, 20 Nov 2026 10:00:00 GMT"

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("If-None-Match") in (odd, "unquoted"):
            return Reply(b"", (("ETag", "unquoted"),), 304)
        return Reply(rss(item("a")), (("ETag", odd), ("Last-Modified", modified)))

    with serve({"/feed": answer}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        for _ in range(3):
            line.poll(force=True)
            line.pass_time(hours=2)
        sent = [(a.headers.get("If-None-Match"), a.headers.get("If-Modified-Since")) for a in outlet.asked]
    assert sent == [(None, None), (odd, modified), ("unquoted", modified)]


@pytest.mark.faults("C11")
def test_server_that_says_304_for_ever_is_asked_for_the_whole_once_a_week(tmp_path):
    headers = (
        ("ETag", '"1"'),
        ("Last-Modified", "Sun, 01 Sep 2041 00:00:00 GMT"),
        ("Date", format_datetime(START, True)),
    )

    def answer(asked: Asked) -> Reply:
        if "If-None-Match" in asked.headers:
            return Reply(status=304)
        return Reply(rss(*(item(f"i{n}") for n in range(len(outlet.asked)))), headers)

    with serve({"/feed": answer}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        assert line.last_poll()["last_modified"] is None
        poll_for(line, 8, 12)
        whole = [n for n, asked in enumerate(outlet.asked) if "If-None-Match" not in asked.headers]
        assert whole[0] == 0
        assert whole[1] == 14
        # Found out: the same validators stood for other entries, so they are sent no more.
        assert whole[1:] == list(range(14, len(outlet.asked)))
        assert line.ask("SELECT count(*) AS n FROM entries")[0]["n"] > 10


@pytest.mark.faults("C12")
@pytest.mark.parametrize(
    ("header", "hours"),
    [
        pytest.param(("Cache-Control", "max-age=31536000"), 7 * 24, id="a-year"),
        pytest.param(("Cache-Control", "max-age=1e9"), 1, id="no-number"),
        pytest.param(("Cache-Control", "no-cache, max-age=0"), 1, id="zero"),
        pytest.param(("Cache-Control", "max-age=-1"), 1, id="negative"),
        pytest.param(("Expires", "0"), 1, id="expires-zero"),
        pytest.param(("Expires", "Thu, 01 Jan 1970 00:00:00 GMT"), 1, id="expires-past"),
        pytest.param(("Cache-Control", "max-age=10800"), 3, id="three-hours"),
    ],
)
def test_freshness_is_kept_up_to_a_week(header, hours, tmp_path):
    with serve({"/feed": Reply(rss(item("a")), (header,))}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        poll = line.last_poll()
    assert poll["next_poll_at"] == START + timedelta(hours=hours)
    assert any(note.startswith("capped") for note in poll["notes"]) == (hours == 7 * 24)


@pytest.mark.faults("D8", "D14")
def test_entry_that_changes_at_every_poll_is_restrained(tmp_path):
    with serve() as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        for number in range(MAX_VERSIONS + 4):
            outlet.routes["/feed"] = rss(item("a").replace("Report a", f"Report {number}"), item("b"))
            line.poll(force=True)
            line.pass_time(hours=1)
        assert line.ask("SELECT entry_id, max(version) AS v FROM entries_history GROUP BY ALL ORDER BY v") != []
        versions = line.ask("SELECT max(version) AS v FROM entries_history")
        assert versions == [{"v": MAX_VERSIONS}]
        poll = line.last_poll()
        assert (poll["entries_known"], poll["entries_changed"]) == (2, 0)


@pytest.mark.faults("D8")
def test_guids_that_change_at_every_poll_make_one_article(tmp_path):
    with serve({"/a": page()}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        for number in range(4):
            outlet.routes["/feed"] = rss(item("a", outlet.url("")).replace("<guid>a", f"<guid>a-{number}"))
            line.poll(force=True)
            line.fetch()
            line.pass_time(hours=1)
        assert outlet.count("/a") == 1
        assert line.ask("SELECT count(*) AS n FROM articles") == [{"n": 1}]
        assert line.ask("SELECT outcome, count(*) AS n FROM outcomes GROUP BY ALL ORDER BY ALL") == [
            {"outcome": "duplicate", "n": 3}, {"outcome": "loaded", "n": 1},
        ]  # fmt: skip


@pytest.mark.faults("D15")
def test_feed_that_floods_alarms_and_is_fetched_a_share_at_a_time(tmp_path):
    with serve() as outlet:
        outlet.routes["/feed"] = rss(*(item(f"i{n}", outlet.url("")) for n in range(50)))
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        outlet.routes["/feed"] = rss()
        line.pass_time(hours=2)
        line.poll(force=True)
        assert line.ask("SELECT count(*) AS n FROM entries") == [{"n": 50}]
        outlet.routes["/feed"] = rss(*(item(f"old{n}", outlet.url("")) for n in range(5200)))
        line.pass_time(hours=2)
        line.poll(force=True)
        poll = line.last_poll()
        assert (poll["entries_new"], poll["gap"]) == (5000, True)
        assert "flood: 5000 new entries" in poll["notes"]
        shards = stages.plan_fetches(line.settings, now=line.clock)
        assert sum(len(shard.ids) for shard in shards) == line.settings.shards.entries_per_feed


@pytest.mark.faults("D16")
def test_window_without_overlap_is_a_possible_gap_and_shortens_the_interval(tmp_path):
    with serve({"/feed": rss(*(item(f"a{n}") for n in range(20)))}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        before = line.last_poll()
        outlet.routes["/feed"] = rss(*(item(f"b{n}") for n in range(20)))
        line.pass_time(hours=2)
        line.poll()
        poll = line.last_poll()
        assert (poll["gap"], poll["interval_s"]) == (True, before["interval_s"] // 4)
        assert line.ask("SELECT gaps FROM feed_health") == [{"gaps": 1}]


def test_feed_that_answers_and_brings_nothing_is_silent(tmp_path):
    with serve() as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        for number in range(5):
            outlet.routes["/feed"] = rss(*(item(f"i{n}") for n in range(number + 1)))
            line.poll(force=True)
            line.pass_time(hours=12)
        assert line.ask("SELECT state, rhythm_s FROM feed_health") == [{"state": "healthy", "rhythm_s": 12 * 3600}]
        poll_for(line, 0.5, 12)
        assert line.ask("SELECT state FROM feed_health") == [{"state": "healthy"}]
        poll_for(line, 3, 12)
        assert line.ask("SELECT state FROM feed_health") == [{"state": "silent"}]
        outlet.routes["/feed"] = rss(item("news"), item("i0"))
        poll_for(line, 0.5, 12)
        assert line.ask("SELECT state FROM feed_health") == [{"state": "healthy"}]
