"""What filters read: one file or standard input, whole or as JSON lines, bounded and named in every complaint."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import Field

from pipeline.errors import ConfigError
from schemas.records import Record

MAX_BYTES = 16 * 1024 * 1024
"""Of one document: what the network edge takes too."""


class InputLine(Record):
    """One line of JSON lines: its number, its fields, or why it is none (`problem`)."""

    number: int
    fields: dict[str, Any] = Field(default_factory=dict)
    problem: str | None = None

    @property
    def id(self) -> str | int | None:
        """The line's own id, or None."""
        found = self.fields.get("id")
        return found if isinstance(found, str | int) else None


def name_input(path: str) -> str:
    """Return how messages name an input."""
    return "standard input" if path == "-" else path


def read_bytes(path: str) -> bytes:
    """Read a whole document.

    Raises:
        ConfigError: It is missing, empty or larger than 16 MiB.
    """
    with _open_input(path) as stream:
        body = stream.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise ConfigError(f"{name_input(path)}: larger than {MAX_BYTES // 2**20} MiB; give one document")
    if not body.strip():
        raise ConfigError(f"{name_input(path)}: empty")
    return body


def read_text(path: str) -> str:
    """Read a whole document as UTF-8 text.

    Raises:
        ConfigError: As `read_bytes`, or it is not UTF-8, or it is binary.
    """
    body = read_bytes(path)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name_input(path)}: not UTF-8 at byte {error.start}; convert it first") from error
    if "\x00" in text:
        raise ConfigError(f"{name_input(path)}: binary, not text (a NUL at character {text.index(chr(0))})")
    return text


def read_lines(path: str) -> Iterator[InputLine]:
    """Read JSON lines one by one; a line that is no JSON object is yielded with its problem.

    Raises:
        ConfigError: The input is missing or empty.
    """
    with _open_input(path) as stream:
        number = 0
        while raw := stream.readline(MAX_BYTES + 1):
            number += 1
            if len(raw) > MAX_BYTES and not raw.endswith(b"\n"):
                _skip_line(stream)
                yield InputLine(number=number, problem=f"longer than {MAX_BYTES // 2**20} MiB")
            elif raw.strip():
                yield _parse_line(number, raw)
    if number == 0:
        raise ConfigError(f"{name_input(path)}: empty")


def read_moment(value: object) -> datetime | None:
    """Read RFC 3339 or a bare date (midnight); times without an offset are UTC.

    Raises:
        ValueError: It is neither.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError(f"published_at: {value!r} is not a string")
    try:
        if len(value) == 10:
            return datetime.combine(date.fromisoformat(value), time(), UTC)
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"published_at: {value!r} is not RFC 3339 or a date") from error


@contextmanager
def _open_input(path: str) -> Iterator[BinaryIO]:
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        with Path(path).open("rb") as stream:
            yield stream
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error


def _skip_line(stream: BinaryIO) -> None:
    while (part := stream.readline(MAX_BYTES)) and not part.endswith(b"\n"):
        continue


def _parse_line(number: int, raw: bytes) -> InputLine:
    try:
        fields = json.loads(raw)
    except (UnicodeDecodeError, RecursionError) as error:
        return InputLine(number=number, problem=f"not JSON: {error}")
    except ValueError as error:
        return InputLine(number=number, problem=f"not JSON: {error}")
    if not isinstance(fields, dict):
        return InputLine(number=number, problem=f"not a JSON object but {type(fields).__name__}")
    return InputLine(number=number, fields=fields)
