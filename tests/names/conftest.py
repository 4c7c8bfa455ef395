"""A short way to resolve a text with the shipped lexicon."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.names import Lexicon, resolve
from schemas.records import Document, Mention

Resolver = Callable[..., list[Mention]]


@pytest.fixture
def find(lexicon: Lexicon) -> Resolver:
    """Resolve a text: `find(text, title="", on="2015-06-01")`."""

    def resolve_text(text: str, title: str = "", on: str | None = None) -> list[Mention]:
        day = datetime.fromisoformat(on).replace(tzinfo=UTC) if on else None
        return list(resolve(Document(title=title, text=text, published_at=day), lexicon))

    return resolve_text
