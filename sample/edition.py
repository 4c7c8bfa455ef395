"""The world as it stands at a moment: which port it is served on and what has been published so far."""

import re

from sample.world import Article, FeedSpec, Publisher, SampleRecord, World

_BARE_HOST = re.compile(r"(https?://[a-z0-9-]+\.localhost)(?![:\w.-])")


class Edition(SampleRecord):
    """A world on a port, with the held-back articles in `published` out."""

    world: World
    port: int
    published: frozenset[str] = frozenset()

    def url(self, publisher: Publisher, path: str = "/") -> str:
        """Return the absolute address of a path on a publisher's site."""
        return add_port(f"http://{publisher.host}{path}", self.port)

    def entry_url(self, publisher: Publisher, feed: FeedSpec, article: Article) -> str:
        """Return the address that a feed gives for an article, with the feed's tracking parameters."""
        url = self.url(publisher, article.moved_from or article.path)
        if not feed.tracking:
            return url
        return f"{url}{'&' if '?' in url else '?'}{feed.tracking}"

    def articles(self, publisher: Publisher) -> tuple[Article, ...]:
        """Return a publisher's articles, the newest first and each in its current version."""
        out = [
            article
            for article in self.world.articles
            if article.publisher == publisher.slug and (article.slug in self.published or not article.is_held_back)
        ]
        replaced = {article.revises for article in out}
        current = [article for article in out if article.slug not in replaced]
        return tuple(sorted(current, key=lambda article: (article.date, article.slug), reverse=True))

    def feed_articles(self, publisher: Publisher, feed: FeedSpec) -> tuple[Article, ...]:
        """Return the articles that a feed lists; those named by a faulty feed stand in that one alone."""
        everything = self.articles(publisher)
        if feed.articles is not None:
            return tuple(one for one in everything if one.page_slug in feed.articles)
        elsewhere = {slug for other in publisher.feeds if other.fault for slug in other.articles or ()}
        return tuple(one for one in everything if one.page_slug not in elsewhere)


def add_port(text: str, port: int) -> str:
    """Return the text with the port added to every `http://….localhost` address in it.

    >>> add_port("via http://a.localhost/ and http://b.localhost:1/", 8700)
    'via http://a.localhost:8700/ and http://b.localhost:1/'
    """
    return text if port == 80 else _BARE_HOST.sub(rf"\1:{port}", text)
