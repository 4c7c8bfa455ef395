"""Permanent redirects of feeds: remembered, and believed after three equal ones over 48 hours."""

from datetime import datetime, timedelta

from schemas.records import FeedPoll, FeedState, PollCounts

MOVED_TIMES = 3
MOVED_AFTER = timedelta(hours=48)
_STAYED: dict[str, object] = {"moved_to": None, "moved_since": None, "moved_times": None}


def keep_move(state: FeedState, poll: FeedPoll, counts: PollCounts, now: datetime) -> dict[str, object]:
    """Return what a successful poll leaves remembered of a move.

    Only a document that shares entries with what we know of the feed counts: a parked domain answers too.
    """
    target = poll.final_url
    if "moved-permanently" not in poll.notes or not target or target == poll.url:
        return _STAYED
    is_same_feed = poll.outcome in ("unchanged", "not_modified") or counts.known + counts.changed > 0
    if not is_same_feed:
        return _STAYED
    if target != state.moved_to:
        return {"moved_to": target, "moved_since": now, "moved_times": 1}
    return {"moved_times": (state.moved_times or 0) + 1}


def find_move(state: FeedState, now: datetime) -> str | None:
    """Return the address that a feed has moved to for good, where it is one to believe."""
    if state.moved_to is None or state.moved_since is None:
        return None
    is_sure = (state.moved_times or 0) >= MOVED_TIMES and now - state.moved_since >= MOVED_AFTER
    return state.moved_to if is_sure else None
