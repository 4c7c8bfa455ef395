"""Ids: hashes of few raw stable fields with a version prefix, so that cleaning rules never change them."""

import hashlib

_SEPARATOR = "\x1f"


def make_id(kind: str, *fields: str) -> str:
    """Return `kind` (a letter and the version of the recipe) and 80 bits of SHA-256 over the fields.

    >>> make_id("a1", "https://example.org/story?id=7")
    'a1-0fa768216e93bac08d0c'
    >>> make_id("e1", "ab", "c") == make_id("e1", "a", "bc")
    False
    """
    digest = hashlib.sha256(_SEPARATOR.join(fields).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}-{digest[:20]}"


def make_feed_id(url: str) -> str:
    """Return the id of the feed configured under `url`."""
    return make_id("f1", url)


def make_entry_id(feed_id: str, guid_or_link: str) -> str:
    """Return the id of an entry: by its feed and its guid, or its raw link where it has no guid."""
    return make_id("e1", feed_id, guid_or_link)


def make_article_id(raw_link: str) -> str:
    """Return the id of the article first seen under `raw_link`."""
    return make_id("a1", raw_link)


def make_story_id(article_ids: tuple[str, ...]) -> str:
    """Return the id of the story that holds these articles: a hash of the smallest of their ids."""
    return make_id("s1", min(article_ids))
