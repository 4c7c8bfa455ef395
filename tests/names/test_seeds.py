"""The two seed files: one entity under all its names, and nothing else taken for it."""

from pathlib import Path

import pytest

from pipeline.names import Lexicon, resolve
from schemas.records import Document, Mention

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
NAMES = sorted(path.name for path in SEEDS.glob("*.txt"))

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is not there"),
]


@pytest.fixture(params=NAMES)
def seed(request: pytest.FixtureRequest, lexicon: Lexicon) -> tuple[str, tuple[Mention, ...]]:
    text = (SEEDS / request.param).read_text(encoding="utf-8")
    return text, resolve(Document(text=text), lexicon)


def _surfaces(mentions: tuple[Mention, ...], entity_id: str | None) -> set[str]:
    return {mention.surface for mention in mentions if mention.entity_id == entity_id}


def test_islamic_state_is_one_entity_under_all_its_names(seed: tuple[str, tuple[Mention, ...]]) -> None:
    text, mentions = seed
    written = {name for name in ("ISIS", "ISISs", "IS", "Islamic State") if name in text}
    assert _surfaces(mentions, "islamic-state") == written


def test_every_isis_counts_and_no_is(seed: tuple[str, tuple[Mention, ...]]) -> None:
    text, mentions = seed
    surfaces = [mention.surface for mention in mentions if mention.entity_id == "islamic-state"]
    assert sum(surface in ("ISIS", "ISISs") for surface in surfaces) == text.count("ISIS")
    assert not any(mention.surface.lower() == "is" and mention.surface != "IS" for mention in mentions)


def test_the_emirate_is_one_entity(seed: tuple[str, tuple[Mention, ...]]) -> None:
    assert _surfaces(seed[1], "caucasus-emirate") == {"IEC", "IECs", "Islamic Emirate of the Caucasus"}


def test_wilayat_qawqaz_is_a_branch(seed: tuple[str, tuple[Mention, ...]], lexicon: Lexicon) -> None:
    assert _surfaces(seed[1], "islamic-state-caucasus") == {"Wilayat Qawqaz"}
    assert lexicon.entities["islamic-state-caucasus"].parent_id == "islamic-state"


def test_people_states_and_others_are_found(seed: tuple[str, tuple[Mention, ...]]) -> None:
    text, mentions = seed
    found = {mention.entity_id for mention in mentions}
    assert {"abu-bakr-al-baghdadi", "aliaskhab-kebekov", "al-qaeda", "russia"} <= found
    assert ("nato" in found) == ("NATO" in text)


def test_nothing_is_left_open(seed: tuple[str, tuple[Mention, ...]]) -> None:
    assert _surfaces(seed[1], None) == set()
