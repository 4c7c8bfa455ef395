"""Feed documents → records, in a child process that may be killed: what runs in it, and how it is asked."""

from collections.abc import Callable
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from pipeline import feeds
from pipeline.children import ChildKilledError, ChildPool, share_pool
from pipeline.settings import Settings
from schemas.records import ParsedFeed, Record, Rejection, Response, Stage

_FEED_ANSWER: TypeAdapter[ParsedFeed | Rejection] = TypeAdapter(ParsedFeed | Rejection)


class FeedJob(Record):
    """A feed document to parse, as `feeds.parse_feed` takes it."""

    body: bytes
    url: str
    feed_id: str
    fetched_at: datetime
    content_type: str | None


def build_feed_parser(max_entries: int) -> Callable[[FeedJob], bytes]:
    """Return what parses feed documents in a child process."""

    def parse(job: FeedJob) -> bytes:
        parsed = feeds.parse_feed(**dict(job), max_entries=max_entries)
        return _FEED_ANSWER.dump_json(parsed)

    return parse


class FeedParser:
    """Parses feed documents in this process's child for feeds; may be called from any thread."""

    def __init__(self, settings: Settings) -> None:
        self._children = settings.children
        target = f"{__name__}:{build_feed_parser.__name__}"
        setup = (settings.poll.max_entries,)
        self._pool = share_pool(
            target, (settings.children, setup), lambda: ChildPool(target, setup, settings.children)
        )

    def parse(self, answer: Response, feed_id: str) -> ParsedFeed | Rejection:
        """Return what `feeds.parse_feed` makes of a response; what breaks the parser is rejected as quarantined."""
        job = FeedJob(
            body=answer.body,
            url=answer.final_url,
            feed_id=feed_id,
            fetched_at=answer.fetched_at,
            content_type=answer.header("content-type"),
        )
        try:
            return _FEED_ANSWER.validate_json(self._pool.run(job, self._children.feed_cpu_s))
        except (ChildKilledError, ValidationError) as error:
            return reject_killed("parse", error)


def mark_quarantined(rejection: Rejection) -> Rejection:
    """Return the rejection as one of a document whose bytes are kept."""
    reason = rejection.reason.removeprefix("quarantined: ")
    return rejection.model_copy(update={"reason": f"quarantined: {reason}"})


def reject_killed(stage: Stage, error: ChildKilledError | ValidationError) -> Rejection:
    """Say why a document was not parsed, in the words of quarantine."""
    if isinstance(error, ChildKilledError):
        return Rejection(stage=stage, reason=f"quarantined: {error.reason}", detail=error.detail)
    return Rejection(stage=stage, reason="quarantined: parser failed", detail="what it answered is no record")
