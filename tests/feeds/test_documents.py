"""Golden documents: each stands beside what becomes of it. `REPIN=1 pytest` writes the expectations anew."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.feeds import parse_feed

FOLDER = Path(__file__).parent / "documents"
FETCHED_AT = datetime(2026, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "path", [pytest.param(p, id=p.name) for p in sorted(FOLDER.glob("*")) if p.suffix != ".json"]
)
def test_documents(path: Path) -> None:
    parsed = parse_feed(path.read_bytes(), url="https://feeds.example/rss", feed_id="f1", fetched_at=FETCHED_AT)
    found = parsed.model_dump(mode="json", exclude_defaults=True)
    expected_path = path.with_name(path.name.partition(".")[0] + ".json")
    if os.environ.get("REPIN"):
        expected_path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    assert found == json.loads(expected_path.read_text())
