"""Imported layers of the lexicon: read a source, write `data/lexicon/layers/NAME.jsonl`, list and remove them."""

import bz2
import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, cast

from pipeline import names
from pipeline.errors import ConfigError, TransientError
from pipeline.names import imports
from pipeline.names.layer_changes import LayerChanges, compare_layers
from pipeline.names.layers import Layer, LayerHeader, read_header, read_layer, write_layer
from pipeline.names.merging import list_drops
from pipeline.settings import Settings
from pipeline.stages.preparing import read_lexicon_files
from schemas.records import Record

MAX_LINE = 32 * 1024 * 1024
"""Characters of one line; the largest item of Wikidata has some five million."""
_HEAD_LINES = 3
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


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
    before = _read_former(settings, order.layer)
    files = read_lexicon_files(settings)
    curated = names.parse_lexicon(files)
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
    changes = compare_layers(before, layer, curated, list_drops(files))
    return ImportPlan(form=form, imported=imported, layer=layer, changes=changes)


def write_layer_file(settings: Settings, layer: Layer) -> Path:
    """Write a layer in the place of its former version, whole or not at all.

    Raises:
        TransientError: The disk refused.
    """
    path = find_layer_path(settings, layer.header.layer)
    temporary = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(write_layer(layer.header, layer.entities))
        temporary.replace(path)
    except OSError as error:
        raise TransientError(f"{path}: the layer could not be written: {error}; free the disk and retry") from error
    finally:
        temporary.unlink(missing_ok=True)
    return path


def read_layers(settings: Settings) -> tuple[Layer, ...]:
    """Read all layers, sorted by name.

    Raises:
        ConfigError: A file there is no layer; the message names file and line.
    """
    return names.read_layers({str(path): _read_lines(path) for path in list_layer_paths(settings)})


def read_headers(settings: Settings) -> tuple[LayerHeader, ...]:
    """Read the first lines of all layers, sorted by name.

    Raises:
        ConfigError: A file there is no layer.
    """
    return tuple(read_header(str(path), next(_read_lines(path), "")) for path in list_layer_paths(settings))


def remove_layer_file(settings: Settings, layer: str) -> Path:
    """Remove a layer; the curated entities are as they were without it.

    Raises:
        ConfigError: There is none of that name; the message lists those that are there.
    """
    path = find_layer_path(settings, layer)
    if not path.is_file():
        known = ", ".join(path.stem for path in list_layer_paths(settings)) or "none"
        raise ConfigError(f"{layer}: no such layer; there is: {known}")
    path.unlink()
    return path


def list_layer_paths(settings: Settings) -> list[Path]:
    """List the files of the layers, sorted by name; their bytes decide what the lexicon is."""
    return sorted((settings.data_dir / "lexicon" / "layers").glob("[!.]*.jsonl"))


def find_layer_path(settings: Settings, layer: str) -> Path:
    """Return where a layer is kept.

    Raises:
        ConfigError: The name is not one of small letters, digits and hyphens.
    """
    if not _NAME.fullmatch(layer):
        raise ConfigError(f"{layer!r}: a layer is named by small letters, digits and hyphens, such as un-list")
    return settings.data_dir / "lexicon" / "layers" / f"{layer}.jsonl"


def _read_former(settings: Settings, layer: str) -> Layer | None:
    path = find_layer_path(settings, layer)
    return read_layer(str(path), _read_lines(path)) if path.is_file() else None


def _read_lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8") as file:
            yield from file
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}; import the layer again") from error


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
        with sys.stdin.buffer if path == "-" else Path(path).open("rb") as stream:
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
