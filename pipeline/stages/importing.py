"""From other people's list to a layer: opened, read, and compared with what is there; nothing is written here."""

import bz2
import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, cast

from pipeline import names
from pipeline.errors import ConfigError
from pipeline.names import imports
from pipeline.names.layer_changes import LayerChanges, compare_layers
from pipeline.names.layers import Layer, LayerHeader
from pipeline.settings import Settings
from pipeline.stages.layers import read_former_layer
from pipeline.stages.preparing import read_lexicon_files
from schemas.records import Entity, Record

MAX_LINE = 32 * 1024 * 1024
"""Bytes of one line; the largest item of Wikidata has some five million."""
_HEAD_LINES = 3


class ImportOrder(Record):
    """What to import: the file (`-` for standard input), its format or empty, and the layer to make of it."""

    file: str
    form: str
    layer: str
    options: imports.ImportOptions


class ImportPlan(Record):
    """An import before it is written."""

    form: str
    imported: imports.Imported
    layer: Layer
    changes: LayerChanges


def plan_import(settings: Settings, order: ImportOrder, today: date) -> ImportPlan:
    """Read a source and say what the layer would be and change; nothing is written.

    Raises:
        ConfigError: The file cannot be read, nothing in it can, or the layer's name is none.
    """
    before = read_former_layer(settings, order.layer)
    files = read_lexicon_files(settings)
    curated = _parse_curated(tuple(files.items()))
    form, imported = _read_source(order, {entity.entity_id: entity.kind for entity in curated})
    header = LayerHeader(
        layer=order.layer,
        source=order.options.source,
        licence=order.options.licence,
        file=Path(order.file).name if order.file != "-" else "standard input",
        made_on=today,
        entities=len(imported.entities),
        aliases=sum(len(entity.aliases) for entity in imported.entities),
    )
    layer = Layer(header=header, entities=imported.entities)
    changes = compare_layers(before, layer, curated, names.list_drops(files))
    return ImportPlan(form=form, imported=imported, layer=layer, changes=changes)


@lru_cache(maxsize=1)
def _parse_curated(files: tuple[tuple[str, str], ...]) -> tuple[Entity, ...]:
    """Parse once a process: the YAML takes seconds."""
    return names.parse_lexicon(dict(files))


def _read_source(order: ImportOrder, kinds: dict[str, str]) -> tuple[str, imports.Imported]:
    with _open_source(order.file) as lines:
        head = list(islice(lines, _HEAD_LINES))
        if not "".join(head).strip():
            raise ConfigError(f"{order.file}: empty")
        form = order.form or imports.guess_format("".join(head)[:8192])
        items = imports.parse_source(form, chain(head, lines))
        imported = imports.assemble_entities(items, order.options, kinds=kinds)
    if not imported.entities and imported.fault_count:
        line, fault = imported.faults[0]
        raise ConfigError(f"{order.file}:{line}: {fault}; nothing in it could be read as {form}")
    return form, imported


@contextmanager
def _open_source(path: str) -> Iterator[Iterator[str]]:
    """Open a file or standard input, packed with gzip or bzip2 or not, as lines of text.

    Bytes that are not UTF-8 become lone surrogates, so that the line and not the file is refused.
    """
    try:
        with nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb") as stream:
            yield _decode_lines(path, _unpack(path, cast("BinaryIO", stream)))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (EOFError, zlib.error) as error:
        raise ConfigError(f"{path}: a packed file that is cut off or damaged: {error}") from error


def _unpack(path: str, stream: BinaryIO) -> BinaryIO:
    buffered = io.BufferedReader(cast("io.RawIOBase", stream)) if not hasattr(stream, "peek") else stream
    magic = buffered.peek(4)[:4]
    if magic[:2] == b"\x1f\x8b":
        return cast("BinaryIO", gzip.open(buffered, "rb"))
    if magic[:3] == b"BZh":
        return cast("BinaryIO", bz2.open(buffered, "rb"))
    if magic[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ConfigError(f"{path}: UTF-16; save it as UTF-8")
    if b"\x00" in magic or magic in (b"PK\x03\x04", b"%PDF"):
        raise ConfigError(f"{path}: binary, not text; save it as CSV or JSON lines")
    return buffered


def _decode_lines(path: str, stream: BinaryIO) -> Iterator[str]:
    number = 0
    while raw := stream.readline(MAX_LINE + 1):
        number += 1
        if len(raw) > MAX_LINE:
            raise ConfigError(f"{path}:{number}: a line of more than {MAX_LINE // 2**20} MiB")
        yield raw.decode("utf-8", "surrogateescape")
