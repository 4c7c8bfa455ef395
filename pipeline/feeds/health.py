"""Is a feed healthy: decided from what is remembered of it after a poll. Its rhythm is learnt from arrivals."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from pipeline.settings import PollSettings
from schemas.records import Entry, FeedHealth, FeedPoll, FeedState, PollCounts

GONE_PROBE_S = 30 * 86_400
GONE_AFTER = timedelta(hours=72)
GONE_TIMES = 3
FAILING_AFTER = 3
SILENT_INTERVALS = 3
SLOW_S = 10.0

_NEW_WEIGHT = 0.3
_LONGEST_RHYTHM_S = 365 * 86_400


def decide_health(state: FeedState, poll: FeedPoll, settings: PollSettings) -> FeedHealth:
    """Say how a feed is, after `poll` left `state`.

    `gone`: it said so (410) at least three times over 72 hours. `failing`: three polls in a row failed, or it
    refuses us for good (402, 451). `silent`: it answers, and has brought nothing new for three of its own
    intervals, or never anything until its interval was the longest. `slow`: one or two polls in a row failed, or the
    answer took more than ten seconds, the wait for the host's turn not counted. Else `healthy`.
    """
    if is_gone(state, poll.finished_at):
        return "gone"
    if state.failures >= FAILING_AFTER or poll.status in (402, 451):
        return "failing"
    if not state.failures and _is_silent(state, poll.finished_at, settings):
        return "silent"
    if state.failures or _count_seconds(poll) > SLOW_S:
        return "slow"
    return "healthy"


def is_gone(state: FeedState, now: datetime) -> bool:
    """Tell whether a feed has said often and long enough that it is gone."""
    if state.gone_since is None:
        return False
    return (state.gone_times or 0) >= GONE_TIMES and now - state.gone_since >= GONE_AFTER


def keep_rhythm(state: FeedState, poll: FeedPoll, counts: PollCounts, now: datetime) -> dict[str, object]:
    """Return what a successful poll teaches of the times between arrivals of new entries, in seconds.

    At first they are the median of those between the dates in the document; then every arrival moves them.
    """
    if not counts.new:
        return {}
    if state.last_new_at is None:
        return {"last_new_at": now, "rhythm_s": find_rhythm(poll.entries)}
    gap = min(max((now - state.last_new_at).total_seconds(), 0.0), _LONGEST_RHYTHM_S)
    before = state.rhythm_s
    rhythm = gap if before is None else before + _NEW_WEIGHT * (gap - before)
    return {"last_new_at": now, "rhythm_s": max(1, round(rhythm))}


def find_rhythm(entries: Iterable[Entry]) -> int | None:
    """Return the median of the times between the dates of entries, in seconds; None with fewer than two dates."""
    dates = sorted({entry.published_at for entry in entries if entry.published_at})
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(dates)]
    return max(1, round(min(median(gaps), _LONGEST_RHYTHM_S))) if gaps else None


def _count_seconds(poll: FeedPoll) -> float:
    return poll.seconds if poll.seconds is not None else (poll.finished_at - poll.started_at).total_seconds()


def _is_silent(state: FeedState, now: datetime, settings: PollSettings) -> bool:
    if state.last_new_at is None:
        return (state.interval_s or 0) >= settings.ceiling_s
    own = max(state.rhythm_s or settings.ceiling_s, state.interval_s or settings.default_s)
    return now - state.last_new_at > timedelta(seconds=SILENT_INTERVALS * own)
