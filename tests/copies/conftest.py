from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.copies import fingerprint_text
from pipeline.settings import CopySettings
from schemas.records import Comparable, Completeness, Credit

_TEXTS = Path(__file__).parent / "texts"


@pytest.fixture(scope="session")
def settings() -> CopySettings:
    return CopySettings()


@pytest.fixture(scope="session")
def read_text() -> Callable[[str], str]:
    return lambda name: (_TEXTS / f"{name}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def make_article(settings: CopySettings) -> Callable[..., Comparable]:
    def make(
        article_id: str,
        text: str,
        publisher: str = "Velsk Courier",
        day: int | None = None,
        credited: tuple[Credit, ...] = (),
        completeness: Completeness | None = None,
    ) -> Comparable:
        return Comparable(
            article_id=article_id,
            title="",
            text=text,
            publisher=publisher,
            url=f"https://{publisher.lower().replace(' ', '')}.example/{article_id}",
            published_at=datetime(2026, 4, day, 10, 30, tzinfo=UTC) if day else None,
            completeness=completeness,
            credits=credited,
            fingerprint=fingerprint_text(text, settings),
        )

    return make
