"""The files of imported layers, `data/lexicon/layers/NAME.jsonl`: read, written, listed and removed."""

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline import names
from pipeline.errors import ConfigError, TransientError
from pipeline.names.layers import Layer, LayerHeader, read_header, read_layer, write_layer
from pipeline.settings import Settings

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


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


def read_former_layer(settings: Settings, layer: str) -> Layer | None:
    """Read the layer of a name, None where there is none yet.

    Raises:
        ConfigError: The name is none, or the file there is no layer.
    """
    path = find_layer_path(settings, layer)
    return read_layer(str(path), _read_lines(path)) if path.is_file() else None


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


def _read_lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8") as file:
            yield from file
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}; import the layer again") from error
