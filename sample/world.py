"""The sample world as data: publishers, feeds, articles and what a reader ought to find in them.

Reads the packaged files once; serves nothing and knows no port.
"""

from datetime import datetime
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from sample.prose import split_front_matter

FeedFormat = Literal["rss", "rdf", "atom", "json"]
FeedFault = Literal["missing", "timeout", "html", "malformed"]
ItemQuirk = Literal["no-guid", "no-date", "relative-link", "repeated-guid", "no-summary"]
PageQuirk = Literal["empty", "wrong-charset", "pdf", "paywalled"]


class SampleRecord(BaseModel):
    """A frozen record of the sample world that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FeedSpec(SampleRecord):
    """One feed of a publisher. `tracking` is the query string that its links carry, as on the real web."""

    name: str
    path: str
    title: str
    format: FeedFormat = "rss"
    tracking: str = ""
    full_content: bool = False
    guid: Literal["permalink", "opaque"] = "permalink"
    fault: FeedFault | None = None
    articles: tuple[str, ...] | None = None


class Publisher(SampleRecord):
    """A fictional publisher: its host is `<slug>.localhost`, its pages come from `templates/<slug>.html`."""

    slug: str
    name: str
    tagline: str
    country: str
    language: str
    kind: str
    city: str
    sections: tuple[str, ...]
    path_pattern: str
    metadata: Literal["json-ld", "microdata", "meta", "none"]
    charset: str = "utf-8"
    disallow: tuple[str, ...] = ()
    feeds: tuple[FeedSpec, ...]

    @property
    def host(self) -> str:
        """Return the host name, without the port."""
        return f"{self.slug}.localhost"


class Article(SampleRecord):
    """One article file. `later` ones, and a file that `revises` another, stay away until published.

    `path` is where the page stands; `moved_from` is an older address in the feed that redirects to it.
    `served_paragraphs` cuts the page short (a paywall). `source` is the slug of the publisher that the feed
    names as the item's source.
    """

    slug: str
    publisher: str
    title: str
    date: datetime
    section: str
    body: str
    path: str
    deck: str = ""
    authors: tuple[str, ...] = ()
    agency: str | None = None
    source: str | None = None
    caption: str | None = None
    updated: datetime | None = None
    moved_from: str | None = None
    later: bool = False
    revises: str | None = None
    served_paragraphs: int | None = None
    item: tuple[ItemQuirk, ...] = ()
    page: PageQuirk | None = None

    @property
    def changed_at(self) -> datetime:
        """Return when the article last changed."""
        return self.updated or self.date

    @property
    def is_held_back(self) -> bool:
        """Say whether the article waits to be published."""
        return self.later or self.revises is not None

    @property
    def page_slug(self) -> str:
        """Return the slug of the page: for a new version that of the article that it revises."""
        return self.revises or self.slug

    @property
    def words(self) -> int:
        """Return the number of words of the whole text."""
        return len(self.body.split())


class ExpectedCopy(SampleRecord):
    """`article` is a copy of `of`, both slugs."""

    article: str
    of: str
    kind: Literal["identical", "truncated", "excerpt", "revised", "rewritten"]
    credit: str | None = None


class ExpectedPoll(SampleRecord):
    """What the first poll of a faulty feed ends in."""

    url: str
    outcome: str


class ExpectedEntry(SampleRecord):
    """An entry that ends otherwise than loaded, and why."""

    article: str
    outcome: str
    why: str


class ExpectedName(SampleRecord):
    """In `article`, `surface` names `entity_id`; None where it must name nothing."""

    article: str
    surface: str
    entity_id: str | None


class Expectations(SampleRecord):
    """What a reader ought to find in the world; the end-to-end tests hold the line to it."""

    stories: tuple[tuple[str, ...], ...]
    copies: tuple[ExpectedCopy, ...]
    apart: tuple[tuple[str, str], ...]
    surfaces: dict[str, tuple[str, ...]]
    names: tuple[ExpectedName, ...]
    polls: tuple[ExpectedPoll, ...]
    entries: tuple[ExpectedEntry, ...]


class World(SampleRecord):
    """The whole world. Slugs of publishers and of articles are unique."""

    publishers: tuple[Publisher, ...]
    articles: tuple[Article, ...]
    expectations: Expectations

    @cached_property
    def by_host(self) -> dict[str, Publisher]:
        """Return the publishers by host name."""
        return {publisher.host: publisher for publisher in self.publishers}

    @cached_property
    def publishers_by_slug(self) -> dict[str, Publisher]:
        """Return the publishers by slug."""
        return {publisher.slug: publisher for publisher in self.publishers}

    @cached_property
    def by_slug(self) -> dict[str, Article]:
        """Return the articles by slug."""
        return {article.slug: article for article in self.articles}

    @cached_property
    def held_back(self) -> tuple[str, ...]:
        """Return the slugs of what is not there until it is published, oldest first."""
        late = [article for article in self.articles if article.is_held_back]
        return tuple(article.slug for article in sorted(late, key=lambda article: article.changed_at))


def load_world() -> World:
    """Return the world that is packaged with Namewire.

    Raises `pydantic.ValidationError` or `ValueError`, naming the file, when an article file is wrong.
    """
    root = files("sample")
    publishers = tuple(Publisher.model_validate(raw) for raw in yaml.safe_load(_text(root / "publishers.yaml")))
    articles = tuple(article for publisher in publishers for article in _read_articles(root, publisher))
    expectations = Expectations.model_validate(yaml.safe_load(_text(root / "expectations.yaml")))
    return World(publishers=publishers, articles=articles, expectations=expectations)


def _read_articles(root: Traversable, publisher: Publisher) -> list[Article]:
    folder = root / "articles" / publisher.slug
    if not folder.is_dir():
        return []
    found = sorted((path for path in folder.iterdir() if path.name.endswith(".md")), key=lambda path: path.name)
    return [_read_article(path, publisher) for path in found]


def _read_article(path: Traversable, publisher: Publisher) -> Article:
    slug = path.name.removesuffix(".md")
    try:
        front, body = split_front_matter(_text(path))
    except (ValueError, yaml.YAMLError) as error:
        raise ValueError(f"articles/{publisher.slug}/{path.name}: {error}") from error
    address = publisher.path_pattern.format(date=front["date"], slug=front.get("revises") or slug)
    return Article.model_validate(
        {"slug": slug, "publisher": publisher.slug, "path": address, **front, "body": body}
    )


def _text(path: Traversable) -> str:
    return path.read_text(encoding="utf-8")
