import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from schemas import rows
from schemas.arrow import build_arrow_schema, from_table, to_table
from schemas.records import ExtractedArticle, FeedPoll, Fingerprint, Hash64, IngestedEntry, Record, RemovedBlock
from tests.warehouse.made_rows import make

NOW = datetime(2024, 5, 1, 12, 30, 15, 123456, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
st.register_type_strategy(str, TEXT)
# The seconds of hints hold no more; hashes have all 64 bits and a strategy of their own.
st.register_type_strategy(int, st.integers(0, 2**53))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
for _model in Record.__subclasses__():
    # Optional fields too: by itself hypothesis leaves a field with a default alone.
    st.register_type_strategy(_model, st.builds(_model, **dict.fromkeys(_model.model_fields, ...)))


class Inner(Record):
    name: str
    weight: float | None


class Outer(Record):
    number: int
    flag: bool
    day: date
    moment: datetime
    choice: Literal["a", "b"]
    names: tuple[str, ...]
    hashes: tuple[Hash64, ...]
    inner: Inner
    maybe: Inner | None
    inners: tuple[Inner, ...]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("number", pa.field("number", pa.int64(), nullable=False), id="int"),
        pytest.param("flag", pa.field("flag", pa.bool_(), nullable=False), id="bool-is-not-int"),
        pytest.param("day", pa.field("day", pa.date32(), nullable=False), id="date"),
        pytest.param("moment", pa.field("moment", pa.timestamp("us", "UTC"), nullable=False), id="datetime"),
        pytest.param("choice", pa.field("choice", pa.string(), nullable=False), id="literal"),
    ],
)
def test_builds_a_scalar_field(name: str, expected: pa.Field) -> None:
    assert build_arrow_schema(Outer).field(name) == expected


def test_builds_nested_fields() -> None:
    schema = build_arrow_schema(Outer)
    inner = pa.struct([pa.field("name", pa.string(), nullable=False), pa.field("weight", pa.float64())])
    assert schema.field("inner").type == inner
    assert schema.field("maybe").nullable
    assert schema.field("inners").type.value_type == inner
    assert schema.field("hashes").type.value_type == pa.uint64()
    assert schema.names == list(Outer.model_fields)


@pytest.mark.parametrize("row", rows.Row.__subclasses__(), ids=lambda row: row.__name__)
def test_every_row_has_a_schema(row: type[rows.Row]) -> None:
    assert build_arrow_schema(row).names == list(row.model_fields)


def test_refuses_a_union_by_name() -> None:
    class Odd(BaseModel):
        either: int | str

    with pytest.raises(TypeError, match=r"Odd\.either"):
        build_arrow_schema(Odd)


def test_keeps_the_largest_hash() -> None:
    fingerprint = Fingerprint(hashes=(0, 2**63, 2**64 - 1), tokens=3)
    assert from_table(to_table([fingerprint]), Fingerprint) == (fingerprint,)


def test_an_empty_batch_keeps_its_columns() -> None:
    table = to_table([], FeedPoll)
    assert table.schema == build_arrow_schema(FeedPoll)
    assert from_table(table, FeedPoll) == ()
    with pytest.raises(ValueError, match="class"):
        to_table([])


def test_times_of_another_offset_keep_their_moment() -> None:
    class Event(Record):
        at: datetime

    event = Event(at=NOW.astimezone(timezone(timedelta(hours=5, minutes=30))))
    (back,) = from_table(to_table([event]), Event)
    assert back.at == NOW


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.from_type(FeedPoll), max_size=3))
def test_feed_polls_survive_the_round_trip(polls: list[FeedPoll]) -> None:
    assert from_table(to_table(polls, FeedPoll), FeedPoll) == tuple(polls)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.from_type(IngestedEntry), max_size=3))
def test_ingested_entries_survive_the_round_trip(entries: list[IngestedEntry]) -> None:
    assert from_table(to_table(entries, IngestedEntry), IngestedEntry) == tuple(entries)


def test_batches_from_before_removed_lines_had_kinds_are_read() -> None:
    """What an older Namewire staged is the record that a rebuild starts from."""
    article = make(ExtractedArticle, removed=(RemovedBlock(kind="share", words="Share"),))
    former = json.loads(article.model_dump_json()) | {"removed": ["Read more"]}
    del former["dateline"]
    read = ExtractedArticle.model_validate(former)
    assert read.removed == (RemovedBlock(kind="unknown", words="Read more"),)
    row = json.loads(make(rows.ArticleRow).model_dump_json()) | {"removed": ["Read more"]}
    del row["dateline"]
    assert rows.ArticleRow.model_validate(row).dateline is None
