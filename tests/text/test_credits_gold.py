"""The gold set of credits: its format, its size, how it is scored, and the floors below which no change may fall."""

from collections import Counter

import pytest
import yaml

from benchmarks.credits import (
    FLOORS_PATH,
    CreditScore,
    choose_part,
    judge_credits,
    judge_documents,
    list_credit_errors,
    make_same,
    plan_credit_floors,
    score_credits,
    score_rows,
)
from benchmarks.credits_gold import EITHER, ROLES, CreditDocument, CreditGoldError, WantedCredit, read_credit_gold
from pipeline.names import build_lexicon, parse_lexicon
from schemas.records import Credit

LEXICON = """
defaults: {kind: outlet, language: en, source: editor}
entities:
- entity_id: associated-press
  name: Associated Press
  aliases:
    en: [AP]
"""


@pytest.fixture(scope="module")
def documents():
    return read_credit_gold()


@pytest.fixture(scope="module")
def verdicts(documents, lexicon):
    return judge_documents(documents, make_same(lexicon))


def test_set_is_as_large_as_promised(documents):
    languages = Counter(gold.language for gold in documents)
    roles = Counter(role for gold in documents for label in gold.wanted for role in label.roles)
    assert len(documents) >= 400
    assert all(languages[language] >= 20 for language in ("en", "ru", "fr", "de", "es", "ar", "tr"))
    assert all(roles[role] for role in ROLES)
    assert sum(not gold.wanted for gold in documents) >= 60
    assert sum(gold.is_page for gold in documents) >= 40


def test_surfaces_stand_in_their_documents(documents):
    for gold in documents:
        for label in gold.wanted:
            assert label.surface in gold.content or label.surface in " ".join(gold.fields.values()), gold.name


def test_credits_hold_their_floors(verdicts):
    floors = yaml.safe_load(FLOORS_PATH.read_text("utf-8"))
    rows = score_rows(verdicts)
    assert set(floors) == set(rows)
    for name, row in floors.items():
        for measure, floor in row.items():
            value = getattr(rows[name], measure)
            assert value >= floor, f"{measure} of {name} fell to {value:.3f}, below {floor}"


def test_every_third_document_is_blind(documents):
    assert len(choose_part(documents, "blind")) == len(documents) // 3
    assert {gold.name for part in ("open", "blind") for gold in choose_part(documents, part)} == {
        gold.name for gold in documents
    }


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param("By [[Ann Lee|writer]]", "en-x.txt, a1: no such role: writer", id="role"),
        pytest.param("By [[Ann Lee]]", "en-x.txt, a1: a label that is not", id="no role"),
        pytest.param("By [[Ann Lee|byline", "en-x.txt, a1: a label that is not", id="not closed"),
        pytest.param("@colour red\nText", "en-x.txt, a1: no such line: @colour", id="field"),
    ],
)
def test_bad_markup_is_refused_with_its_place(tmp_path, body, message):
    (tmp_path / "prose.yaml").write_text("en: [It rained.]\n")
    (tmp_path / "en-x.txt").write_text(f"=== a1\n{body}\n")
    with pytest.raises(CreditGoldError) as raised:
        read_credit_gold(tmp_path)
    assert str(raised.value).startswith(message)


def test_document_is_read_without_its_markup(tmp_path):
    (tmp_path / "prose.yaml").write_text("en: [It rained., It stopped.]\n")
    (tmp_path / "en-x.txt").write_text(
        "=== a1\n@source [[Tide|source]] https://t.example\n<p>By [[X Y|byline]]</p>%prose\n"
    )
    (gold,) = read_credit_gold(tmp_path)
    assert gold.content == "<p>By X Y</p><p>It rained.</p>\n<p>It stopped.</p>"
    assert gold.said == "By X Y It rained. It stopped."
    assert gold.fields == {"source": "Tide https://t.example"}
    assert gold.wanted == (
        WantedCredit(("source",), "Tide", "Tide"),
        WantedCredit(("byline",), "X Y", "X Y"),
    )


def make_gold(content, *labels):
    wanted = tuple(WantedCredit(tuple(roles.split("/")), name, surface) for roles, name, surface in labels)
    return CreditDocument("a1", "en", False, content, {}, wanted)


TEXT = "PARIS (AP) — It rained.\nSource: Tide"
LABELS = (("agency", "AP", "AP"), ("source/via", "Tide", "Tide"))
AP = Credit(role="agency", name="Associated Press", evidence="PARIS (AP) —")
TIDE = Credit(role="via", name="tide", evidence="Source: Tide")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param([], (2, 0, 0), id="nothing given"),
        pytest.param([AP, TIDE], (2, 2, 2), id="all right, by another alias and another role"),
        pytest.param([AP, AP.model_copy(update={"role": "source"})], (2, 2, 1), id="another role"),
        pytest.param(
            [AP.model_copy(update={"evidence": "It rained."})], (2, 1, 0), id="evidence says nothing of it"
        ),
        pytest.param([AP.model_copy(update={"name": "AFP"})], (2, 1, 0), id="another name"),
        pytest.param([AP, AP], (2, 1, 1), id="one credit twice"),
    ],
)
def test_scoring(given, expected):
    same = make_same(build_lexicon(parse_lexicon({"x.yaml": LEXICON})))
    verdicts = list(judge_credits(make_gold(TEXT, *LABELS), given, same))
    assert tuple(score_credits(verdicts)) == expected
    assert len(list(list_credit_errors(verdicts))) == sum(verdict.outcome != "right" for verdict in verdicts)


def test_what_readers_would_argue_over_is_neither_wanted_nor_wrong():
    gold = make_gold(TEXT, (EITHER, "Tide", "Tide"))
    assert list(judge_credits(gold, [TIDE], lambda one, other: one.lower() == other.lower())) == []


def test_floors_are_rounded_down():
    rows = {"all": CreditScore(wanted=3, given=4, right=2)}
    assert plan_credit_floors(rows) == {"all": {"precision": 0.5, "recall": 0.665}}
