"""Records as Arrow tables and back: the one mapping behind staged Parquet and the loader's inserts.

A record's fields become the columns in their order, nested records become structs. No file is touched here.
"""

import types
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
from pydantic import BaseModel

from schemas.records import UNSIGNED

TIMESTAMP = pa.timestamp("us", "UTC")

_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    datetime: TIMESTAMP,
    date: pa.date32(),
}
_M = TypeVar("_M", bound=BaseModel)


@cache
def build_arrow_schema(model: type[BaseModel]) -> pa.Schema:
    """Build the Arrow schema of a record.

    Args:
        model: A record of text, numbers, times, literals, optional values, `tuple[X, ...]` and such records.

    Returns:
        One field a record's field, in order; only `X | None` is nullable.

    Raises:
        TypeError: A field has a type that has no column type.
    """
    return pa.schema(_build_fields(model))


def to_table(records: Sequence[_M], model: type[_M] | None = None) -> pa.Table:
    """Turn records of one class into a table.

    Args:
        records: The records, in the order of the rows.
        model: Their class, which an empty sequence needs; otherwise taken from the first record.

    Raises:
        ValueError: There is no record and no class, or a value does not fit its column.
    """
    if model is None:
        if not records:
            raise ValueError("an empty sequence of records needs its class to become a table")
        model = type(records[0])
    schema = build_arrow_schema(model)
    return pa.table([pa.array(_read_column(records, field), field.type) for field in schema], schema=schema)


def from_table(table: pa.Table, model: type[_M]) -> tuple[_M, ...]:
    """Read a table back as validated records, in the order of the rows.

    Raises:
        pydantic.ValidationError: A row is not such a record (a missing or unknown column included).
    """
    return tuple(model.model_validate(row) for row in table.to_pylist())


def _build_fields(model: type[BaseModel]) -> list[pa.Field]:
    hints = get_type_hints(model, include_extras=True)
    return [_build_field(f"{model.__name__}.{name}", name, hints[name]) for name in model.model_fields]


def _build_field(place: str, name: str, hint: object) -> pa.Field:
    if get_origin(hint) in (Union, types.UnionType):
        members = [member for member in get_args(hint) if member is not type(None)]
        if len(members) != 1:
            raise TypeError(f"{place}: a union has no column type: {hint}")
        return pa.field(name, _build_type(place, members[0]), nullable=True)
    return pa.field(name, _build_type(place, hint), nullable=False)


def _build_type(place: str, hint: object) -> pa.DataType:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return pa.uint64() if UNSIGNED in arguments[1:] else _build_type(place, arguments[0])
    if origin is Literal and all(isinstance(choice, str) for choice in arguments):
        return pa.string()
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return pa.list_(_build_field(place, "item", arguments[0]))
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return pa.struct(_build_fields(hint))
    if isinstance(hint, type) and hint in _SCALARS:
        return _SCALARS[hint]
    raise TypeError(f"{place}: no column type for {hint}")


def _read_column(records: Sequence[BaseModel], field: pa.Field) -> list[Any]:
    # Dumping a whole record costs ten times the attribute, and most rows (fingerprints) are flat.
    if _has_struct(field.type):
        return [record.model_dump(include={field.name})[field.name] for record in records]
    return [getattr(record, field.name) for record in records]


def _has_struct(kind: pa.DataType) -> bool:
    return pa.types.is_struct(kind) or (pa.types.is_list(kind) and _has_struct(kind.value_type))
