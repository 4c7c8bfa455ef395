"""Where the passages of a copy stand is kept with its relation, in either storage and in older warehouses."""

from pipeline.warehouse import Warehouse
from schemas.records import CopySpan
from tests.warehouse.made_rows import make_copy, make_ingested

SPANS = (
    CopySpan(start_char=0, end_char=40, of_start_char=12, of_end_char=52),
    CopySpan(start_char=60, end_char=99, of_start_char=200, of_end_char=239),
)


def test_spans_are_read_as_they_were_loaded(either: Warehouse) -> None:
    known = (make_copy("a2", "a1").model_copy(update={"spans": SPANS}), make_copy("a3", "a1"))
    loads = make_ingested("b", (1, 2, 3))
    members = tuple(row.model_copy(update={"story_id": "s1"}) for row in loads.story_members)
    either.load(loads.model_copy(update={"copies": known, "story_members": members}))
    assert [copy.spans for copy in either.read_stories_of(["a1"]).copies] == [SPANS, None]
    unnested = either.query("SELECT s.start_char, s.of_end_char FROM copies, unnest(spans) AS t(s) ORDER BY ALL")
    assert unnested.to_pylist() == [
        {"start_char": 0, "of_end_char": 52},
        {"start_char": 60, "of_end_char": 239},
    ]
