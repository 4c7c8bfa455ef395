"""Golden pages: `pages/<case>/page.html` beside `expected.json` (what is given, and what must come out)."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.text import extract_article
from schemas.records import EntryHints, ExtractedArticle, PageSource

PAGES = Path(__file__).parent / "pages"
FETCHED_AT = datetime(2024, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("case", [pytest.param(path, id=path.name) for path in sorted(PAGES.iterdir())])
def test_page_gives_what_is_expected(case: Path):
    golden = json.loads((case / "expected.json").read_text("utf-8"))
    article = extract_page((case / "page.html").read_bytes(), golden["given"])
    assert show_article(article, golden["expected"]) == golden["expected"]


@pytest.mark.parametrize("case", [pytest.param(path, id=path.name) for path in sorted(PAGES.iterdir())])
def test_same_page_gives_the_same_article(case: Path):
    given = json.loads((case / "expected.json").read_text("utf-8"))["given"]
    body = (case / "page.html").read_bytes()
    assert extract_page(body, given) == extract_page(body, given)


def extract_page(body: bytes, given: dict[str, Any]) -> ExtractedArticle:
    page = PageSource(url=given["url"], body=body, content_type=given.get("content_type"), fetched_at=FETCHED_AT)
    article = extract_article(page, EntryHints.model_validate(given.get("hints", {})))
    assert isinstance(article, ExtractedArticle)
    return article


def show_article(article: ExtractedArticle, wanted: dict[str, Any]) -> dict[str, Any]:
    """The wanted fields as JSON has them; credits as role and name."""
    shown = json.loads(article.model_dump_json())
    shown["credits"] = [[credit.role, credit.name] for credit in article.credits]
    return {name: shown[name] for name in wanted}
