"""The table of rules in `docs/analysts.md`: each rule is in it, and each example is decided by its rule."""

import re
from datetime import UTC, datetime

import pytest

from pipeline import names
from schemas.records import Document
from tests.docs.markdown import ROOT

ANALYSTS = (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8")
RULES = dict(re.findall(r"^\| `([\w-]+)` \| [^|]+ \| ([^|]*\*\*[^|]+) \|$", ANALYSTS, re.MULTILINE))

TWO_FRONTS = """
entities:
- entity_id: front-of-old
  name: Old Front
  kind: armed-group
  aliases: {en: [{text: Green Front, valid_to: 2010-12-31}]}
- entity_id: front-of-today
  name: New Front
  kind: armed-group
  aliases: {en: [{text: Green Front, valid_from: 2011-01-01}]}
"""
"""For `dated`, of which the shipped lexicon has no case."""


def read_example(example: str) -> tuple[Document, int, int]:
    """Return the document of an example, with the offsets of what is in bold."""
    dated = re.match(r"published (\S+): ", example)
    day = datetime.fromisoformat(dated[1]).replace(tzinfo=UTC) if dated else None
    before, bold, after = example[dated.end() if dated else 0 :].split("**")
    return Document(text=before + bold + after, published_at=day), len(before), len(before) + len(bold)


@pytest.mark.parametrize("rule", RULES)
def test_an_example_is_decided_by_its_rule(rule: str, lexicon: names.Lexicon) -> None:
    document, start, end = read_example(RULES[rule])
    if rule == "dated":
        lexicon = names.build_lexicon(names.parse_lexicon({"fronts.yaml": TWO_FRONTS}))
    decided = {(m.start_char, m.end_char): m for m in names.resolve(document, lexicon)}
    assert decided[start, end].rule == rule
    assert (decided[start, end].entity_id is None) == (rule in ("ambiguous", "defined-otherwise"))


def test_every_rule_has_an_example() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "pipeline" / "names").glob("*.py"))
    given = set(re.findall(r'(?:Weight|_Decision)\([^"\n]*"([a-z-]+)"', code)) | {"ambiguous"}
    assert set(RULES) == given - {names.LOOK_ALIKE}
