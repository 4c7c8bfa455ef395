"""When a feed is asked again, and how: decided from what is remembered and what the last poll saw."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from pipeline.feeds.health import GONE_PROBE_S, decide_health, is_gone, keep_rhythm
from pipeline.feeds.moving import find_move, keep_move
from pipeline.settings import PollSettings
from schemas.records import (
    Entry,
    FeedPoll,
    FeedState,
    FreshnessHints,
    PollCounts,
    PollDecision,
    PollOrder,
    Request,
)

FLOOD_ENTRIES = 500
MAX_VERSIONS = 24
"""An entry that was changed so often is one that changes at every poll: later changes are known, not new versions."""

SPREAD_TURNS = 6
_LATE = timedelta(hours=1)
_BLOCKED_S = 4 * 3600
_CLOCK_JUMP = timedelta(seconds=GONE_PROBE_S + 86_400)
_UNTRUSTED = ""
_MAX_VALIDATOR = 1024
_SENDABLE = re.compile(r"[\x20-\x7e\x80-\xff]+")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def is_due(state: FeedState, now: datetime) -> bool:
    """Tell whether a feed may be polled at `now`: never polled, its time has come, or the clock jumped back."""
    at = state.next_poll_at
    return at is None or now >= at or at - now > _CLOCK_JUMP


def is_turn(order: PollOrder, now: datetime, pass_s: float) -> bool:
    """Tell whether a due feed is polled in the pass at `now`: one that is late takes its turn.

    Feeds are late, by more than an hour and than two passes, when the machine slept or the line was stopped; polled
    all at once they would come due together ever after. Each has its turn in one of each six passes, which are
    `pass_s` seconds apart, and in another one of the next six: a line whose passes take longer, so that it meets
    only every second or third of them, would never meet the turn of some feeds.
    """
    at = order.state.next_poll_at
    if at is None or now - at <= max(_LATE, timedelta(seconds=2 * pass_s)):
        return True
    six, place = divmod(int(now.timestamp() // pass_s), SPREAD_TURNS)
    draw = hashlib.sha256(f"{order.feed.feed_id} {six}".encode()).digest()
    return int.from_bytes(draw[:4]) % SPREAD_TURNS == place


def plan_request(order: PollOrder, now: datetime, settings: PollSettings) -> Request:
    """Return the request for a feed: conditional where what is remembered can be trusted.

    Once in `unconditional_s` the whole document is asked for, since some servers answer 304 for ever.
    """
    state = order.state
    full = state.last_full_fetch_at
    is_recent = full is not None and timedelta(0) <= now - full < timedelta(seconds=settings.unconditional_s)
    if not is_recent or state.validators_url == _UNTRUSTED:
        return Request(url=order.feed.url, kind="feed")
    return Request(
        url=order.feed.url,
        kind="feed",
        etag=state.etag,
        last_modified=state.last_modified,
        validators_url=state.validators_url,
    )


def find_versions(poll: FeedPoll, known: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return the entries of a poll that are new or changed against `known`, the content hash of each id seen before.

    Of several items with one id in one document the last counts; the earlier ones are versions of their own only
    when the id is seen for the first time, else every poll of such a document would bring all of them again.
    """
    seen = dict(known)
    last = {entry.entry_id: place for place, entry in enumerate(poll.entries)}
    found: list[Entry] = []
    for place, entry in enumerate(poll.entries):
        is_repeated = entry.entry_id in known and place != last[entry.entry_id]
        if is_repeated or seen.get(entry.entry_id) == entry.content_hash:
            continue
        seen[entry.entry_id] = entry.content_hash
        found.append(entry)
    return tuple(found)


def count_entries(poll: FeedPoll, known: Mapping[str, str]) -> PollCounts:
    """Count the entries of a poll against `known`; what is neither new nor changed nor rejected is known."""
    versions = find_versions(poll, known)
    new = len({entry.entry_id for entry in versions} - known.keys())
    rejected = len(poll.rejected)
    return PollCounts(
        seen=len(poll.entries) + rejected,
        new=new,
        changed=len(versions) - new,
        known=len(poll.entries) - len(versions),
        rejected=rejected,
    )


def join_hints(one: FreshnessHints, other: FreshnessHints) -> FreshnessHints:
    """Return the hints of a response and of its document as one: of each kind the one that waits longer."""
    return FreshnessHints(
        ttl_s=max(one.ttl_s or 0, other.ttl_s or 0) or None,
        update_period_s=max(one.update_period_s or 0, other.update_period_s or 0) or None,
        max_age_s=max(one.max_age_s or 0, other.max_age_s or 0) or None,
        expires_at=max(filter(None, (one.expires_at, other.expires_at)), default=None),
        retry_after_at=max(filter(None, (one.retry_after_at, other.retry_after_at)), default=None),
        skip_hours=tuple(sorted({*one.skip_hours, *other.skip_hours})),
        skip_days=tuple(dict.fromkeys((*one.skip_days, *other.skip_days))),
    )


def decide_next_poll(
    state: FeedState, poll: FeedPoll, counts: PollCounts, now: datetime, settings: PollSettings
) -> PollDecision:
    """Decide what to remember of a poll and when to poll next (FAULTS "Polling politely").

    The time is the latest of our own interval and every hint of the server, at most `hint_cap_s` away. The
    interval moves between floor and ceiling with the share of entries that were new; failures double it.
    Validators and body hash are kept only for a body that was wholly received and parsed.
    """
    notes: list[str] = []
    gap = False
    if poll.outcome in ("parsed", "unchanged", "not_modified"):
        gap = _has_gap(state, poll, counts)
        interval = _move_interval(state, poll, counts, gap, settings)
        kept = _keep_success(state, poll, counts, interval, now, notes)
        if counts.new >= FLOOD_ENTRIES and state.last_success_at is not None:
            notes.append(f"flood: {counts.new} new entries")
    else:
        interval = _back_off(state, poll, settings)
        kept = state.model_copy(update={"failures": state.failures + 1} | _keep_gone(state, poll, now))
    if poll.status == 410 and is_gone(kept, now):
        notes.append("gone: probed every 30 days")
        next_poll_at = now + timedelta(seconds=GONE_PROBE_S)
    else:
        next_poll_at = _find_next(now, interval, _recall_hints(kept, poll), settings, notes)
    kept = kept.model_copy(update={"next_poll_at": next_poll_at, "url": poll.url})
    moved_to = find_move(kept, now)
    if moved_to is not None and poll.status in (200, 226, 304):
        notes.append(f"moved for good: {moved_to}")
    return PollDecision(
        state=kept, health=decide_health(kept, poll, settings), moved_to=moved_to, gap=gap, notes=tuple(notes)
    )


def _has_gap(state: FeedState, poll: FeedPoll, counts: PollCounts) -> bool:
    """Tell whether entries may have come and gone unseen: nothing in the window was there before."""
    return (
        poll.outcome == "parsed"
        and poll.status != 226
        and state.last_success_at is not None
        and counts.new > 0
        and counts.known + counts.changed == 0
    )


def _move_interval(state: FeedState, poll: FeedPoll, counts: PollCounts, gap: bool, settings: PollSettings) -> int:
    before = state.interval_s or settings.default_s
    entries = counts.new + counts.known + counts.changed
    share = counts.new / entries if entries else 0.0
    if state.last_success_at is None and poll.outcome == "parsed":
        factor = 1.0
    elif gap:
        factor = 0.25
    elif share > 0.5:
        factor = 0.5
    elif share > 0.2:
        factor = 0.75
    else:
        factor = 1.5 if counts.new == 0 else 1.0
    return max(1, settings.floor_s, min(int(before * factor), settings.ceiling_s))


def _back_off(state: FeedState, poll: FeedPoll, settings: PollSettings) -> int:
    """Return the interval after a failure: doubled each time, the longest at once where there is little hope."""
    if poll.status in (402, 410, 451):
        return max(1, settings.ceiling_s)
    before = state.interval_s or settings.default_s
    doubled = before << min(state.failures, 20)
    least = _BLOCKED_S if poll.status == 403 or (poll.reason or "").startswith("blocked") else settings.floor_s
    return max(1, min(max(doubled, least), settings.ceiling_s))


def _keep_gone(state: FeedState, poll: FeedPoll, now: datetime) -> dict[str, object]:
    """Count the times that a feed says that it is gone; a time-out between them says nothing."""
    if poll.status == 410:
        return {"gone_since": state.gone_since or now, "gone_times": (state.gone_times or 0) + 1}
    return {} if poll.status is None else {"gone_since": None, "gone_times": None}


def _keep_success(
    state: FeedState, poll: FeedPoll, counts: PollCounts, interval: int, now: datetime, notes: list[str]
) -> FeedState:
    kept: dict[str, object] = {"failures": 0, "interval_s": interval, "last_success_at": now}
    kept |= {"gone_since": None, "gone_times": None}
    kept |= keep_rhythm(state, poll, counts, now) | keep_move(state, poll, counts, now)
    if poll.outcome == "not_modified":
        return state.model_copy(update=kept | _keep_after_304(state, poll, notes))
    kept |= {"last_full_fetch_at": state.last_full_fetch_at if poll.status == 226 else now}
    if poll.outcome == "parsed":
        wait_s = max(poll.hints.ttl_s or 0, poll.hints.update_period_s or 0) or None
        kept |= {"wait_s": wait_s, "skip_hours": poll.hints.skip_hours, "skip_days": poll.hints.skip_days}
    if poll.partial:
        notes.append("partial: validators and body hash dropped")
        dropped = {"etag": None, "last_modified": None, "validators_url": None, "body_hash": None}
        return state.model_copy(update=kept | dropped)
    etag, last_modified = _keep_sendable(poll.etag), _keep_sendable(poll.last_modified)
    url: str | None = poll.final_url or poll.url
    if not (etag or last_modified):
        url = None
    elif _is_lying(state, poll, counts):
        notes.append("validators untrusted: new entries under the old ones")
        url = _UNTRUSTED
    body_hash = None if poll.status == 226 else poll.body_hash
    return state.model_copy(
        update=kept | {"etag": etag, "last_modified": last_modified, "validators_url": url, "body_hash": body_hash}
    )


def _keep_after_304(state: FeedState, poll: FeedPoll, notes: list[str]) -> dict[str, str | None]:
    """Return the validators after a 304: refreshed by it, dropped when another address gave it."""
    if state.validators_url not in (None, _UNTRUSTED, poll.final_url or poll.url):
        notes.append("304 from another address: validators dropped")
        return {"etag": None, "last_modified": None, "validators_url": None}
    return {
        "etag": _keep_sendable(poll.etag) or state.etag,
        "last_modified": _keep_sendable(poll.last_modified) or state.last_modified,
    }


def _is_lying(state: FeedState, poll: FeedPoll, counts: PollCounts) -> bool:
    """Tell whether the server gives one pair of validators for bodies with different entries at one address.

    Such validators are remembered, under no address, and not sent again until they change. Two addresses may well
    count their versions alike (RFC 9110, 8.8.3): a feed that has moved does not lie.
    """
    same = (state.etag, state.last_modified) == (poll.etag, poll.last_modified)
    here = state.validators_url in (None, poll.final_url or poll.url)
    has_changed = state.body_hash not in (None, poll.body_hash) and counts.new + counts.changed > 0
    return same and ((here and has_changed) or state.validators_url == _UNTRUSTED)


def _keep_sendable(value: str | None) -> str | None:
    """Return a validator as it may be sent back one day: verbatim, or not at all."""
    if not value or len(value) > _MAX_VALIDATOR or not _SENDABLE.fullmatch(value):
        return None
    return value


def _recall_hints(state: FeedState, poll: FeedPoll) -> FreshnessHints:
    """Return the hints of a poll with those of the last document, which a 304 leaves as they were."""
    remembered = FreshnessHints(
        ttl_s=state.wait_s, skip_hours=state.skip_hours or (), skip_days=state.skip_days or ()
    )
    return poll.hints if poll.outcome == "parsed" else join_hints(poll.hints, remembered)


def _find_next(
    now: datetime, interval: int, hints: FreshnessHints, settings: PollSettings, notes: list[str]
) -> datetime:
    cap = now + timedelta(seconds=max(settings.hint_cap_s, 1))
    waits = (interval, hints.ttl_s or 0, hints.update_period_s or 0, hints.max_age_s or 0)
    longest = now + timedelta(seconds=min(max(waits), 400 * 86_400))
    latest = max(filter(None, (longest, hints.expires_at, hints.retry_after_at)))
    latest = _leave_skipped(latest, hints) if latest <= cap else latest
    if latest > cap:
        notes.append(f"capped: the server asked for {latest.isoformat()}")
    return min(latest, cap)


def _leave_skipped(at: datetime, hints: FreshnessHints) -> datetime:
    """Return the first time from `at` on that is in no skipped hour (GMT) and on no skipped day."""
    days = {day.strip().lower() for day in hints.skip_days} & set(_DAYS)
    hours = set(hints.skip_hours) & set(range(24))
    if len(hours) == 24 or len(days) == 7 or not (hours or days):
        return at
    moved = at.astimezone(UTC)
    while moved.hour in hours or _DAYS[moved.weekday()] in days:
        moved = moved.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moved
