"""What the sample world answers: (edition, request) → reply. Pure; the server carries it out."""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from pydantic import Field

from sample.edition import Edition
from sample.feeds import render_feed
from sample.media import draw_logo, draw_picture, make_pdf
from sample.pages import INFO_PAGES, render_article, render_front, render_index, render_info, section_path
from sample.registry import registry_yaml
from sample.world import Article, FeedSpec, Publisher, SampleRecord

_HTML = "text/html"


class Ask(SampleRecord):
    """One request as the site sees it. `path` includes the query; header values may be missing."""

    host: str
    path: str
    if_none_match: str | None = None
    if_modified_since: str | None = None


class Reply(SampleRecord):
    """One answer. `never` means that no answer comes at all while the client waits."""

    status: int
    headers: dict[str, str] = Field(default_factory=dict)
    body: bytes = b""
    never: bool = False


def answer(edition: Edition, ask: Ask) -> Reply:
    """Return what the world answers as it stands."""
    publisher = edition.world.by_host.get(ask.host)
    if publisher is None:
        return _answer_index(edition, ask)
    path = ask.path.partition("?")[0]
    feed = next((feed for feed in publisher.feeds if feed.path == path), None)
    if feed:
        return _answer_feed(edition, publisher, feed, ask)
    article = _find_article(edition, publisher, ask.path)
    if article:
        return _answer_article(edition, publisher, article, ask.path)
    return _answer_other(edition, publisher, path)


def _answer_index(edition: Edition, ask: Ask) -> Reply:
    if ask.path == "/":
        return _reply(200, _HTML, "utf-8", render_index(edition))
    if ask.path == "/feeds.yaml":
        return _reply(200, "application/yaml", "utf-8", registry_yaml(edition.world, edition.port).encode())
    return _reply(404, "text/plain", "utf-8", f"No such page or host: {ask.host}{ask.path}\n".encode())


def _answer_feed(edition: Edition, publisher: Publisher, feed: FeedSpec, ask: Ask) -> Reply:
    if feed.fault == "missing":
        return _not_found(edition, publisher)
    if feed.fault == "timeout":
        return Reply(status=0, never=True)
    if feed.fault == "html":
        return _reply(200, _HTML, publisher.charset, render_front(edition, publisher))
    document = render_feed(edition, publisher, feed)
    validators = {
        "ETag": f'"{sha256(document.body).hexdigest()[:20]}"',
        "Last-Modified": format_datetime(document.changed_at.astimezone(UTC), usegmt=True),
        "Cache-Control": "no-cache",
    }
    if _is_unchanged(ask, validators["ETag"], document.changed_at):
        return Reply(status=304, headers=validators)
    headers = {"Content-Type": document.content_type, **validators}
    return Reply(status=200, headers=headers, body=document.body)


def _is_unchanged(ask: Ask, etag: str, changed_at: datetime) -> bool:
    """Say whether the client's copy is still good (RFC 9110 §13.2.2: If-None-Match goes first)."""
    if ask.if_none_match is not None:
        tags = [tag.strip().removeprefix("W/") for tag in ask.if_none_match.split(",")]
        return etag in tags or "*" in tags
    if ask.if_modified_since is None:
        return False
    try:
        return changed_at.replace(microsecond=0) <= parsedate_to_datetime(ask.if_modified_since)
    except (TypeError, ValueError):
        return False


def _find_article(edition: Edition, publisher: Publisher, full_path: str) -> Article | None:
    path = full_path.partition("?")[0]
    for article in edition.articles(publisher):
        if path == article.path or full_path == article.moved_from:
            return article
    return None


def _answer_article(edition: Edition, publisher: Publisher, article: Article, path: str) -> Reply:
    if path == article.moved_from:
        return Reply(status=301, headers={"Location": article.path, "Content-Type": "text/html"})
    if article.page == "pdf":
        return Reply(status=200, headers={"Content-Type": "application/pdf"}, body=make_pdf(article))
    body = render_article(edition, publisher, article)
    return _reply(200, _HTML, publisher.charset, body)


def _answer_other(edition: Edition, publisher: Publisher, path: str) -> Reply:
    if path == "/":
        return _reply(200, _HTML, publisher.charset, render_front(edition, publisher))
    if path == "/robots.txt":
        return _reply(200, "text/plain", "utf-8", _robots(publisher).encode())
    if path in ("/media/logo.svg", "/favicon.ico"):
        return Reply(status=200, headers={"Content-Type": "image/svg+xml"}, body=draw_logo(publisher.name))
    if path.startswith("/media/") and path.endswith(".svg"):
        return Reply(status=200, headers={"Content-Type": "image/svg+xml"}, body=draw_picture(path))
    for section in publisher.sections:
        if path == section_path(publisher, section):
            page = render_front(edition, publisher, section)
            return _reply(200, _HTML, publisher.charset, page)
    if path in INFO_PAGES:
        return _answer_info(edition, publisher, INFO_PAGES[path])
    return _not_found(edition, publisher)


def _answer_info(edition: Edition, publisher: Publisher, title: str) -> Reply:
    words = (
        f"{publisher.name} is a fictional publisher in Namewire's sample world.",
        "This page stands here so that no link of the site leads nowhere. Nothing on this site is real news.",
    )
    return _reply(200, _HTML, publisher.charset, render_info(edition, publisher, title, words))


def _not_found(edition: Edition, publisher: Publisher) -> Reply:
    words = ("The page that you asked for is not here. It may have moved, or the address may be mistyped.",)
    return _reply(404, _HTML, publisher.charset, render_info(edition, publisher, "Page not found", words))


def _robots(publisher: Publisher) -> str:
    rules = [f"Disallow: {path}" for path in publisher.disallow] or ["Disallow:"]
    return "\n".join(["User-agent: *", *rules, ""])


def _reply(status: int, kind: str, charset: str, body: bytes) -> Reply:
    return Reply(status=status, headers={"Content-Type": f"{kind}; charset={charset}"}, body=body)
