"""The files that `docs/lexicon.md` shows are lexicon files, and the walk-through's finds what it says."""

import re

from pipeline import names
from sample.world import load_world
from schemas.records import Document
from tests.docs.markdown import ROOT, list_blocks

LEXICON = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")
FILES = [block.text for block in list_blocks(LEXICON, "yaml")]


def test_every_file_shown_lies_over_the_shipped_lexicon() -> None:
    shipped = dict(names.read_shipped_lexicon())
    for file in FILES:
        assert names.lint_lexicon(shipped | {"data/lexicon/my.yaml": file}) == ()


def test_the_walk_through_finds_its_group() -> None:
    overlay = {"data/lexicon/my.yaml": FILES[0]}
    lexicon = names.build_lexicon(names.parse_lexicon(dict(names.read_shipped_lexicon()) | overlay))
    (entity_id,) = re.findall(r"^- entity_id: (volunteers\S+)$", FILES[0], re.MULTILINE)
    found = {
        article.slug: [
            m.surface for m in names.resolve(Document(text=article.body), lexicon) if m.entity_id == entity_id
        ]
        for article in load_world().articles
    }
    assert {slug: surfaces for slug, surfaces in found.items() if surfaces} == {
        "liptako-joint-force-three-armies": ["VDP"]
    }


def test_the_counts_of_the_shipped_lexicon_hold(lexicon: names.Lexicon) -> None:
    entities = lexicon.sources
    least_entities, least_names = map(int, re.findall(r"more than ([\d,]+) ", LEXICON.replace(",", ""))[:2])
    assert len(entities) > least_entities
    assert sum(len(entity.aliases) for entity in entities) > least_names
    kinds = {
        kind
        for row in re.findall(r"^\| `kind` \| (.*) \|$", LEXICON, re.MULTILINE)
        for kind in re.findall(r"`([\w-]+)`", row)
    }
    assert kinds == {entity.kind for entity in entities}
