"""The case to solve: a truncated, re-headlined copy with other apostrophes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.copies import group_stories, relate_pair
from pipeline.settings import CopySettings
from schemas.records import Comparable, Credit

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is not there"),
]


def _read(number: int) -> str:
    return sorted(SEEDS.glob("*.txt"))[number].read_text(encoding="utf-8")


def _strip(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        line for line in lines if not line.lower().startswith(("read more", "by ", "- us-nato", "us-nato"))
    )


@pytest.mark.parametrize("prepare", [pytest.param(str, id="raw"), pytest.param(_strip, id="stripped")])
def test_the_second_is_a_truncated_copy_of_the_first(
    prepare: Callable[[str], str], make_article: Callable[..., Comparable], settings: CopySettings
) -> None:
    credited = (
        Credit(role="byline", name="South Front", evidence="by South Front"),
        Credit(role="via", name="globalresearch.ca", evidence="via http://www.globalresearch.ca/"),
    )
    first = make_article("a1", prepare(_read(0)), "South Front")
    second = make_article("a2", prepare(_read(1)), "Korsund Post", credited=credited)
    copy = relate_pair(first, second, settings)
    assert copy is not None
    assert (copy.kind, copy.article_id, copy.of_article_id) == ("truncated", "a2", "a1")
    assert copy.containment >= 0.75
    assert "byline" in copy.direction
    assert group_stories([first, second], [copy])[0].origin_article_id == "a1"
    shared = set(first.fingerprint.hashes) & set(second.fingerprint.hashes)
    assert len(shared) >= 10 * settings.min_shared_hashes


@pytest.mark.parametrize("prepare", [pytest.param(str, id="raw"), pytest.param(_strip, id="stripped")])
@pytest.mark.parametrize("ids", [("a1", "a2"), ("a2", "a1")])
def test_it_holds_without_credits_dates_and_publishers(
    prepare: Callable[[str], str],
    ids: tuple[str, str],
    make_article: Callable[..., Comparable],
    settings: CopySettings,
) -> None:
    blank = {"publisher": "", "url": ""}
    first = make_article(ids[0], prepare(_read(0))).model_copy(update=blank)
    second = make_article(ids[1], prepare(_read(1))).model_copy(update=blank)
    copy = relate_pair(first, second, settings)
    assert copy is not None
    assert (copy.kind, copy.article_id) == ("truncated", ids[1])
