"""The two files of ../shared/seeds through the command line: one entity under all its names, one truncated copy."""

import json
from collections import defaultdict
from html import escape
from pathlib import Path

import pytest

from pipeline.settings import Settings
from pipeline.stages.preparing import read_lexicon

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
FILES = sorted(SEEDS.glob("*.txt"))

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(len(FILES) != 2, reason="../shared/seeds is not there"),
]


@pytest.fixture(params=[0, 1], ids=["original", "copy"])
def text(request):
    return FILES[request.param].read_text(encoding="utf-8")


@pytest.fixture
def surfaces(namewire, text):
    """The surfaces of each entity in one of the files, given as text."""
    found = defaultdict(list)
    for line in namewire("resolve", "-", stdin=text.encode()).lines:
        assert text[line["start_char"] : line["end_char"]] == line["surface"]
        found[line["entity_id"]].append(line["surface"])
    return found


def test_islamic_state_under_all_its_names(surfaces, text):
    found = surfaces["islamic-state"]
    assert set(found) == {name for name in ("ISIS", "ISISs", "IS", "Islamic State") if name in text}
    assert sum(name in ("ISIS", "ISISs") for name in found) == text.count("ISIS")
    assert found.count("Islamic State") == text.count("Islamic State")


def test_no_is_is_a_name(surfaces):
    everything = {surface for found in surfaces.values() for surface in found}
    assert everything.isdisjoint({"is", "Is", "iS"})


def test_emirate_is_one_entity(surfaces, text):
    (emirate,) = [entity for entity, found in surfaces.items() if "IEC" in found]
    assert set(surfaces[emirate]) == {"IEC", "IECs", "Islamic Emirate of the Caucasus"}
    assert sum(name != "Islamic Emirate of the Caucasus" for name in surfaces[emirate]) == text.count("IEC")


def test_wilayat_is_an_entity_below_the_islamic_state(surfaces):
    (wilayat,) = [entity for entity, found in surfaces.items() if "Wilayat Qawqaz" in found]
    assert wilayat != "islamic-state"
    assert read_lexicon(Settings()).entities[wilayat].parent_id == "islamic-state"


def test_others_are_found(surfaces, text):
    assert "al-Qaeda" in surfaces["al-qaeda"]
    assert "Russia" in surfaces["russia"] or "Russias" in surfaces["russia"]
    assert ("NATO" in surfaces["nato"]) == ("NATO" in text)
    assert surfaces["abu-bakr-al-baghdadi"] == ["Abu Bakr al-Baghdadi"]


def test_short_name_is_the_same_person(namewire):
    text = FILES[0].read_text(encoding="utf-8") + "\nSome doubted that al-Baghdadi was alive."
    lines = namewire("resolve", "-", stdin=text.encode()).lines
    found = [line["surface"] for line in lines if line["entity_id"] == "abu-bakr-al-baghdadi"]
    assert found == ["Abu Bakr al-Baghdadi", "al-Baghdadi"]


@pytest.mark.parametrize("order", [pytest.param((0, 1), id="as-named"), pytest.param((1, 0), id="the-copy-first")])
@pytest.mark.parametrize(
    "publishers",
    [pytest.param(("", ""), id="alone"), pytest.param(("South Front", "Korsund Post"), id="published")],
)
def test_second_is_a_truncated_copy_of_the_first(namewire, order, publishers):
    documents = [
        {"id": name, "title": "", "text": file.read_text(encoding="utf-8"), "publisher": publisher}
        for name, file, publisher in zip(("original", "copy"), FILES, publishers, strict=True)
    ]
    lines = "".join(json.dumps(documents[n]) + "\n" for n in order)
    copy, story = namewire("relate", "--jsonl", "-", stdin=lines.encode()).lines
    assert (copy["article_id"], copy["of_article_id"], copy["kind"]) == ("copy", "original", "truncated")
    assert copy["containment"] >= 0.75
    assert sorted(story["members"]) == ["copy", "original"]
    assert story["origin"] in ("original", None)


def test_credits_name_the_author_and_the_carrier(namewire):
    paragraphs = FILES[1].read_text(encoding="utf-8").splitlines()
    page = f"<html><body><article>{''.join(f'<p>{escape(p)}</p>' for p in paragraphs)}</article></body></html>"
    (article,) = namewire("extract", "-", "--url", "http://korsund.example/a", stdin=page.encode()).lines
    found = {(credit["role"], credit["name"]) for credit in article["credits"]}
    assert {("byline", "South Front"), ("via", "globalresearch.ca")} <= found
    assert article["completeness"] == "truncated"
    assert "read more" not in article["text"].lower()


def test_credits_speak_for_the_direction(namewire):
    documents = [
        {"id": "original", "text": FILES[0].read_text(encoding="utf-8"), "publisher": "South Front"},
        {"id": "copy", "text": FILES[1].read_text(encoding="utf-8"), "publisher": "Korsund Post"},
    ]
    lines = "".join(json.dumps(document) + "\n" for document in documents)
    copy, story = namewire("relate", "-", stdin=lines.encode()).lines
    assert "South Front" in copy["evidence"]
    assert story["origin"] == "original"
