"""When to poll again: the rules as a table, and what must hold for every poll."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.feeds import count_entries, decide_next_poll, is_due, is_turn, join_hints, plan_request
from pipeline.settings import PollSettings
from schemas.records import (
    Entry,
    Feed,
    FeedPoll,
    FeedState,
    FreshnessHints,
    PollCounts,
    PollDecision,
    PollOrder,
    RejectedItem,
    Rejection,
)

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SETTINGS = PollSettings()
URL = "https://paper.example/rss"
HOUR, DAY = 3600, 86_400
KNOWN = FeedState(
    feed_id="f1",
    etag='"1"',
    last_modified="Wed, 04 Mar 2026 10:00:00 GMT",
    validators_url=URL,
    body_hash="h1",
    interval_s=HOUR,
    last_success_at=NOW - timedelta(hours=1),
    last_full_fetch_at=NOW - timedelta(hours=1),
)


def poll(outcome: str = "parsed", **fields: Any) -> FeedPoll:
    whole = {"etag": '"2"', "last_modified": None, "body_hash": "h2"} if outcome == "parsed" else {}
    values = {
        "poll_id": "p1",
        "feed_id": "f1",
        "url": URL,
        "final_url": URL,
        "started_at": NOW,
        "finished_at": NOW,
        "outcome": outcome,
        "status": {"parsed": 200, "unchanged": 200, "not_modified": 304, "gone": 410}.get(outcome, 500),
    }
    return FeedPoll.model_validate(values | whole | fields)


def counts(new: int = 0, known: int = 0, changed: int = 0) -> PollCounts:
    return PollCounts(seen=new + known + changed, new=new, known=known, changed=changed)


def decide(
    state: FeedState = KNOWN, seen: FeedPoll | None = None, now: datetime = NOW, **kinds: int
) -> PollDecision:
    seen = (seen or poll()).model_copy(update={"started_at": now, "finished_at": now})
    return decide_next_poll(state, seen, counts(**kinds), now, SETTINGS)


def wait(decision: PollDecision) -> float:
    assert decision.state.next_poll_at is not None
    return (decision.state.next_poll_at - NOW).total_seconds()


@pytest.mark.parametrize(
    ("state", "kinds", "seconds"),
    [
        pytest.param(FeedState(feed_id="f1"), {"new": 30}, HOUR, id="first poll"),
        pytest.param(KNOWN, {"known": 30}, 1.5 * HOUR, id="nothing new"),
        pytest.param(KNOWN, {}, 1.5 * HOUR, id="no items at all"),
        pytest.param(KNOWN, {"new": 1, "known": 29}, HOUR, id="a little new"),
        pytest.param(KNOWN, {"new": 9, "known": 21}, 0.75 * HOUR, id="much new"),
        pytest.param(KNOWN, {"new": 20, "known": 10}, 0.5 * HOUR, id="most new"),
        pytest.param(KNOWN, {"new": 30}, 0.25 * HOUR, id="all new"),
        pytest.param(KNOWN.model_copy(update={"interval_s": 900}), {"new": 30}, 900, id="floor"),
        pytest.param(KNOWN.model_copy(update={"interval_s": 80_000}), {"known": 9}, DAY, id="ceiling"),
    ],
)
def test_the_interval_follows_the_overlap(state: FeedState, kinds: dict[str, int], seconds: float) -> None:
    assert wait(decide(state, **kinds)) == seconds


@pytest.mark.faults
@pytest.mark.parametrize(
    ("state", "kinds", "gap"),
    [
        pytest.param(KNOWN, {"new": 30}, True, id="[D16] no overlap"),
        pytest.param(KNOWN, {"new": 29, "known": 1}, False, id="[D16] some overlap"),
        pytest.param(KNOWN, {"new": 29, "changed": 1}, False, id="[D16] overlap by a change"),
        pytest.param(FeedState(feed_id="f1"), {"new": 30}, False, id="[D16] first poll"),
        pytest.param(KNOWN, {}, False, id="[D15] emptied"),
    ],
)
def test_gaps(state: FeedState, kinds: dict[str, int], gap: bool) -> None:
    assert decide(state, **kinds).gap is gap


@pytest.mark.faults("C18")
def test_a_delta_is_no_gap() -> None:
    """[C18] 226: only what is new is in it, and its hash is not that of the whole."""
    decision = decide(seen=poll(status=226), new=3)
    assert (decision.gap, decision.state.body_hash, decision.state.etag) == (False, None, '"2"')
    assert decision.state.last_full_fetch_at == KNOWN.last_full_fetch_at


@pytest.mark.faults("D15")
def test_a_flood_is_noted() -> None:
    """[D15] 10,000 old items at once."""
    assert decide(new=1000, known=1).notes == ("flood: 1000 new entries",)
    assert decide(FeedState(feed_id="f1"), new=1000).notes == ()


VALIDATORS = [
    pytest.param(poll(), ('"2"', None, URL, "h2"), id="parsed: the new ones"),
    pytest.param(poll(etag=None), (None, None, None, "h2"), id="parsed: none given"),
    pytest.param(
        poll(final_url="https://new.example/"), ('"2"', None, "https://new.example/", "h2"), id="redirected"
    ),
    pytest.param(poll(partial=True), (None, None, None, None), id="[D5] partial: none"),
    pytest.param(poll("unchanged", etag='W/"3"', body_hash="h1"), ('W/"3"', None, URL, "h1"), id="[C9] same body"),
    pytest.param(poll("not_modified"), ('"1"', KNOWN.last_modified, URL, "h1"), id="304 without any"),
    pytest.param(
        poll("not_modified", etag='"3"'), ('"3"', KNOWN.last_modified, URL, "h1"), id="[C8] 304 with a new one"
    ),
    pytest.param(
        poll("not_modified", final_url="https://b.example/"), (None, None, None, "h1"), id="304 of another"
    ),
    pytest.param(poll("failed"), ('"1"', KNOWN.last_modified, URL, "h1"), id="[C4] failed: the old ones"),
    pytest.param(poll("not_a_feed", etag='"x"'), ('"1"', KNOWN.last_modified, URL, "h1"), id="[C15] no feed"),
    pytest.param(poll(etag='"' + "x" * 2000), (None, None, None, "h2"), id="[C10] too long"),
    pytest.param(poll(etag='"a\nb"'), (None, None, None, "h2"), id="[C10] control character"),
]


@pytest.mark.faults
@pytest.mark.parametrize(("seen", "kept"), VALIDATORS)
def test_which_validators_are_kept(seen: FeedPoll, kept: tuple[str | None, ...]) -> None:
    state = decide(seen=seen, known=3).state
    assert (state.etag, state.last_modified, state.validators_url, state.body_hash) == kept


@pytest.mark.faults("C11")
def test_validators_that_lie_are_not_sent_until_they_change() -> None:
    """[C11] One ETag for two bodies with different entries: from then on the body's hash decides."""
    liar = poll(etag=KNOWN.etag, last_modified=KNOWN.last_modified)
    first = decide(seen=liar, new=1, known=9)
    assert first.notes == ("validators untrusted: new entries under the old ones",)
    order = PollOrder(feed=FEED, state=first.state)
    assert plan_request(order, NOW, SETTINGS).etag is None
    second = decide(first.state, liar, known=10)
    assert plan_request(PollOrder(feed=FEED, state=second.state), NOW, SETTINGS).etag is None
    third = decide(second.state, poll(etag='"new"'), known=10)
    assert plan_request(PollOrder(feed=FEED, state=third.state), NOW, SETTINGS).etag == '"new"'


@pytest.mark.faults("C21")
def test_a_weak_tag_over_a_changed_comment_is_no_lie() -> None:
    """[C21] The body differs, the entries do not."""
    same = poll(etag=KNOWN.etag, last_modified=KNOWN.last_modified, body_hash="h9")
    assert decide(seen=same, known=10).state.validators_url == URL


FEED = Feed(feed_id="f1", url=URL, title="Paper", publisher="Paper")


@pytest.mark.faults
@pytest.mark.parametrize(
    ("age", "sent"),
    [
        pytest.param(timedelta(hours=1), True, id="[C11] recent"),
        pytest.param(timedelta(days=7), False, id="[C11] weekly whole fetch"),
        pytest.param(timedelta(hours=-1), False, id="[A9] a clock that went back"),
        pytest.param(None, False, id="[C11] never fetched whole"),
    ],
)
def test_conditional_requests(age: timedelta | None, sent: bool) -> None:
    at = None if age is None else NOW - age
    order = PollOrder(feed=FEED, state=KNOWN.model_copy(update={"last_full_fetch_at": at}))
    assert (plan_request(order, NOW, SETTINGS).etag == '"1"') is sent


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, HOUR), (1, 2 * HOUR), (2, 4 * HOUR), (4, 16 * HOUR), (5, DAY), (500, DAY)]
)
def test_failures_back_off(failures: int, seconds: int) -> None:
    decision = decide(KNOWN.model_copy(update={"failures": failures}), poll("failed"))
    assert (wait(decision), decision.state.failures) == (seconds, failures + 1)
    assert decision.state.last_success_at == KNOWN.last_success_at


@pytest.mark.faults("C16")
def test_a_404_is_soft() -> None:
    """[C16] Twenty of them, then the feed is back: nothing is forgotten."""
    state = KNOWN
    for _ in range(20):
        state = decide(state, poll("failed", status=404)).state
        assert state.next_poll_at is not None
        assert state.next_poll_at <= NOW + timedelta(days=1)
    back = decide(state, poll("not_modified")).state
    assert (back.failures, back.etag) == (0, KNOWN.etag)


@pytest.mark.faults("C16")
def test_a_410_is_gone_only_after_three_days_and_never_for_good() -> None:
    """[C16] A day apart until 72 hours are over, then every 30 days."""
    state, waits, now = KNOWN, [], NOW
    for _ in range(5):
        decision = decide(state, poll("gone"), now)
        state = decision.state
        assert state.next_poll_at is not None
        waits.append((state.next_poll_at - now).total_seconds())
        now = state.next_poll_at
    assert waits == [DAY, DAY, DAY, 30 * DAY, 30 * DAY]


HINTS = [
    pytest.param({"ttl_s": 7200}, 7200, id="ttl"),
    pytest.param({"ttl_s": 60}, 5400, id="ttl below our interval"),
    pytest.param({"update_period_s": DAY}, DAY, id="sy"),
    pytest.param({"max_age_s": 10_000, "ttl_s": 20_000}, 20_000, id="the longest"),
    pytest.param({"expires_at": NOW + timedelta(hours=5)}, 5 * HOUR, id="Expires"),
    pytest.param({"retry_after_at": NOW + timedelta(days=2)}, 2 * DAY, id="[C13] Retry-After"),
    pytest.param({"retry_after_at": NOW - timedelta(days=2)}, 5400, id="[C13] in the past"),
    pytest.param({"max_age_s": 31_536_000}, 7 * DAY, id="[C12] capped"),
    pytest.param({"skip_hours": (13, 14)}, 3 * HOUR, id="skipped hours"),
    pytest.param({"skip_hours": tuple(range(24))}, 5400, id="all hours skipped"),
    pytest.param({"skip_days": ("Wednesday", "Thursday")}, 36 * HOUR, id="skipped days"),
    pytest.param({"skip_days": ("Mittwoch",)}, 5400, id="a day that is none"),
]


@pytest.mark.faults
@pytest.mark.parametrize(("hints", "seconds"), HINTS)
def test_hints(hints: dict[str, Any], seconds: int) -> None:
    decision = decide(seen=poll("not_modified", hints=FreshnessHints(**hints)))
    assert wait(decision) == seconds
    assert any(note.startswith("capped") for note in decision.notes) == (hints.get("max_age_s") == 31_536_000)


TIMES = st.none() | st.integers(DAY, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
SECONDS = st.none() | st.integers(1, 10**9)
ALL_HINTS = st.builds(
    FreshnessHints,
    ttl_s=SECONDS,
    update_period_s=SECONDS,
    max_age_s=SECONDS,
    expires_at=TIMES,
    retry_after_at=TIMES,
    skip_hours=st.lists(st.integers(-3, 30), max_size=24).map(tuple),
    skip_days=st.lists(st.sampled_from(["Monday", "sunday", "x"]), max_size=3).map(tuple),
)
STATES = st.builds(
    FeedState,
    feed_id=st.just("f1"),
    etag=st.none() | st.just('"1"'),
    validators_url=st.sampled_from([None, "", URL]),
    body_hash=st.none() | st.just("h1"),
    interval_s=st.none() | st.integers(0, 10**7),
    failures=st.integers(0, 10**6),
    last_success_at=TIMES,
    last_full_fetch_at=TIMES,
)
POLLS = st.builds(
    poll,
    st.sampled_from(["parsed", "not_modified", "unchanged", "failed", "not_a_feed", "gone"]),
    hints=ALL_HINTS,
    partial=st.booleans(),
    etag=st.none() | st.text(max_size=5),
    status=st.sampled_from([None, 200, 226, 304, 404, 410, 429, 500]),
)
SETTINGS_DRAWN = st.builds(
    PollSettings,
    default_s=st.integers(0, DAY),
    floor_s=st.integers(0, HOUR),
    ceiling_s=st.integers(HOUR, 7 * DAY),
    hint_cap_s=st.integers(7 * DAY, 8 * DAY),
)
COUNTS = st.builds(counts, new=st.integers(0, 9999), known=st.integers(0, 9999), changed=st.integers(0, 99))


@given(state=STATES, seen=POLLS, entries=COUNTS, now=TIMES.filter(bool), settings=SETTINGS_DRAWN)
def test_laws(state: FeedState, seen: FeedPoll, entries: PollCounts, now: datetime, settings: PollSettings) -> None:
    """Later than now, within the cap, and never before the time that the server gave (below the cap)."""
    decision = decide_next_poll(state, seen, entries, now, settings)
    next_poll_at = decision.state.next_poll_at
    assert next_poll_at is not None
    assert now + timedelta(seconds=max(1, settings.floor_s)) <= next_poll_at
    cap = now + timedelta(seconds=settings.hint_cap_s)
    gone = seen.status == 410 and decision.state.failures >= 4
    assert next_poll_at <= (now + timedelta(days=30) if gone else cap)
    hints = seen.hints
    spans = (hints.ttl_s, hints.update_period_s, hints.max_age_s)
    asked = [now + timedelta(seconds=min(span, 400 * DAY)) for span in spans if span]
    asked += [at for at in (hints.expires_at, hints.retry_after_at) if at]
    assert all(next_poll_at >= min(at, cap) for at in asked)
    if not (asked or hints.skip_hours or hints.skip_days or gone):
        assert next_poll_at <= now + timedelta(seconds=max(1, settings.ceiling_s, settings.floor_s))
    assert not is_due(decision.state, next_poll_at - timedelta(seconds=1))
    assert is_due(decision.state, next_poll_at)


@given(state=STATES, seen=POLLS, entries=COUNTS)
def test_validators_need_a_whole_parsed_body(state: FeedState, seen: FeedPoll, entries: PollCounts) -> None:
    kept = decide_next_poll(state, seen, entries, NOW, SETTINGS).state
    if seen.outcome in ("failed", "not_a_feed", "gone"):
        assert (kept.etag, kept.body_hash, kept.validators_url) == (
            state.etag,
            state.body_hash,
            state.validators_url,
        )
    elif seen.partial and seen.outcome != "not_modified":
        assert (kept.etag, kept.last_modified, kept.body_hash) == (None, None, None)


@pytest.mark.faults
@pytest.mark.parametrize(
    ("next_poll_at", "due"),
    [
        pytest.param(None, True, id="never polled"),
        pytest.param(NOW, True, id="now"),
        pytest.param(NOW + timedelta(seconds=1), False, id="[A8] not yet"),
        pytest.param(NOW - timedelta(days=3), True, id="[A7] asleep for three days"),
        pytest.param(NOW + timedelta(days=400), True, id="[A9] the clock jumped back"),
        pytest.param(NOW + timedelta(days=30), False, id="a gone feed"),
    ],
)
def test_is_due(next_poll_at: datetime | None, due: bool) -> None:
    assert is_due(FeedState(feed_id="f1", next_poll_at=next_poll_at), NOW) is due


def entry(entry_id: str, content: str) -> Entry:
    return Entry(
        entry_id=entry_id,
        feed_id="f1",
        position=0,
        guid=None,
        link="https://e.example/",
        raw_link="https://e.example/",
        title="",
        raw_title="",
        content_hash=content,
    )


@pytest.mark.faults("D9")
def test_entries_are_counted_once_each() -> None:
    """[D9] The second item under one guid is counted against the first."""
    rejected = RejectedItem(entry_id="r", position=9, rejection=Rejection(stage="parse", reason="no link"))
    pairs = [("a", "1"), ("b", "1"), ("c", "1"), ("c", "2"), ("d", "1"), ("d", "1")]
    seen = poll(entries=tuple(entry(*pair) for pair in pairs), rejected=(rejected,))
    found = count_entries(seen, {"a": "1", "b": "0"})
    assert found == PollCounts(seen=7, new=2, known=2, changed=2, rejected=1)


@given(
    pairs=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("12")), max_size=12),
    known=st.dictionaries(st.sampled_from("abc"), st.sampled_from("12")),
)
def test_counts_add_up(pairs: list[tuple[str, str]], known: dict[str, str]) -> None:
    found = count_entries(poll(entries=tuple(entry(*pair) for pair in pairs)), known)
    assert found.seen == found.new + found.known + found.changed + found.rejected == len(pairs)


@given(one=ALL_HINTS, other=ALL_HINTS)
def test_joined_hints_wait_as_long_as_either(one: FreshnessHints, other: FreshnessHints) -> None:
    joined = join_hints(one, other)
    assert joined == join_hints(other, one).model_copy(update={"skip_days": joined.skip_days})
    for name in ("ttl_s", "max_age_s", "update_period_s", "expires_at", "retry_after_at"):
        given_values = [value for value in (getattr(one, name), getattr(other, name)) if value]
        assert getattr(joined, name) == max(given_values, default=None)


def _count_passes(every: int, pass_s: float = 300, late: timedelta = timedelta(days=3)) -> list[int]:
    """Poll 300 late feeds in the passes of a line that meets every `every`th of them; return how many in each."""
    waiting = {
        PollOrder(
            feed=Feed(
                feed_id=f"f{number}", url=f"{URL}{number}", title="", publisher="", country="XX", language="en"
            ),
            state=KNOWN.model_copy(update={"next_poll_at": NOW - late}),
        )
        for number in range(300)
    }
    done = []
    while waiting and len(done) < 100:
        now = NOW + timedelta(seconds=pass_s * every * len(done))
        turns = {order for order in waiting if is_turn(order, now, pass_s)}
        waiting -= turns
        done.append(len(turns))
    return done


@pytest.mark.faults("A7")
def test_late_feeds_take_turns() -> None:
    done = _count_passes(1)
    assert len(done) <= 11
    assert max(done) < 80


@pytest.mark.faults("A7")
@pytest.mark.parametrize("every", [2, 3, 6])
def test_a_line_that_meets_only_some_of_the_passes_meets_every_late_feed(every: int) -> None:
    """Were the turns always the same, a line that misses every second pass would never ask half of the feeds."""
    done = _count_passes(every)
    assert sum(done) == 300
    assert max(done) < 80


def test_feeds_are_not_late_where_the_passes_are_hours_apart() -> None:
    assert _count_passes(1, pass_s=6 * HOUR, late=timedelta(hours=11)) == [300]


def test_feed_is_slow_by_its_own_answer_not_by_the_wait_for_its_host() -> None:
    waited = poll(seconds=0.2).model_copy(update={"finished_at": NOW + timedelta(seconds=90)})
    assert decide_next_poll(KNOWN, waited, counts(new=1, known=9), NOW, SETTINGS).health == "healthy"
    dripped = poll(seconds=12.0).model_copy(update={"finished_at": NOW + timedelta(seconds=12)})
    assert decide_next_poll(KNOWN, dripped, counts(new=1, known=9), NOW, SETTINGS).health == "slow"


def test_feed_that_never_brought_anything_is_silent_in_the_end() -> None:
    state, health, now = FeedState(feed_id="f1"), [], NOW
    for _ in range(12):
        decision = decide(state, poll(), now)
        state = decision.state
        health.append(decision.health)
        assert state.next_poll_at is not None
        now = state.next_poll_at
    assert health[0] == "healthy"
    assert health[-1] == "silent"


@pytest.mark.faults("C17")
def test_one_etag_at_two_addresses_is_no_lie() -> None:
    """A feed that has moved writes its items anew and begins to count its versions again."""
    moved = poll(etag='"1"', last_modified=KNOWN.last_modified, final_url="https://paper.example/moved")
    decision = decide(KNOWN, moved, changed=10)
    assert decision.state.validators_url == "https://paper.example/moved"
    stayed = poll(etag='"1"', last_modified=KNOWN.last_modified)
    assert "validators untrusted: new entries under the old ones" in decide(KNOWN, stayed, changed=10).notes
