"""The gold pages of completeness: their number and kinds, how they are built and scored, and the floors."""

from collections import Counter

import pytest
import yaml

from benchmarks.completeness import FLOORS_PATH, Judged, judge_all, plan_floors, score_classes
from benchmarks.gold import GoldError
from benchmarks.whole_pages import CLASSES, GOLD_DIR, read_whole_pages

LEAST = {"full": 70, "truncated": 30, "teaser": 15, "paywalled": 25, "empty": 12, "not-an-article": 45}
LANGUAGES = {"en", "de", "fr", "es", "tr", "ru", "ar"}
MAX_LISTED = 12


@pytest.fixture(scope="module")
def pages():
    return read_whole_pages()


@pytest.fixture(scope="module")
def judged(pages):
    return judge_all(pages)


def test_set_is_as_large_as_promised(pages):
    counts = Counter(page.expected for page in pages)
    assert {name: counts[name] for name, least in LEAST.items() if counts[name] < least} == {}
    assert {page.language for page in pages} == LANGUAGES
    assert len(pages) / 4 < sum(page.is_blind for page in pages) < len(pages) / 2


def test_every_placeholder_is_filled(pages):
    left = [page.name for page in pages if b"{{" in page.page.body or b"[[" in page.page.body]
    assert left == []


def test_page_holds_its_text_once_and_its_site(pages):
    page = next(page for page in pages if page.name == "full-wordpress-plain")
    body = page.page.body.decode()
    assert body.count("Station commander Ruth Odell") == 1
    assert "The Penmoor Courier" in body
    assert 'property="og:type" content="article"' in body


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"site": "geocities"}, id="no such site"),
        pytest.param({"text": "no-such-text"}, id="no such text"),
        pytest.param({"language": "la"}, id="no such language"),
    ],
)
def test_bad_case_is_named(tmp_path, change):
    case = {"name": "odd", "site": "agency", "language": "en", "expected": "full", "reason": "-"} | change
    for name in ("texts", "sites", "chrome.yaml"):
        (tmp_path / name).symlink_to(GOLD_DIR / name)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "odd.yaml").write_text(yaml.safe_dump([case]), "utf-8")
    with pytest.raises(GoldError, match="odd"):
        read_whole_pages(tmp_path)


def test_scores_count_what_is_wanted_given_and_right(pages):
    full = [page for page in pages if page.expected == "full"][:3]
    wall = next(page for page in pages if page.expected == "paywalled")
    judged = [Judged(page, "full", "") for page in full[:2]] + [
        Judged(full[2], "teaser", ""),
        Judged(wall, "full", ""),
    ]
    scores = score_classes(judged)
    assert scores["full"] == (3, 3, 2)
    assert scores["full"].f1 == pytest.approx(2 / 3)
    assert scores["paywalled"] == (1, 0, 0)
    assert tuple(scores) == CLASSES


def test_verdicts_hold_their_floors(judged):
    floors = yaml.safe_load(FLOORS_PATH.read_text("utf-8"))
    measured = plan_floors(score_classes(judged))
    below = {name: (measured[name], floor) for name, floor in floors.items() if measured[name] < floor}
    wrong = [
        f"{each.page.name}: {each.given} ({each.reason})" for each in judged if each.given != each.page.expected
    ]
    assert below == {}, "\n".join(wrong[:MAX_LISTED])
    assert set(floors) == {"all", *CLASSES}
