"""The compiled lexicon, kept in the cache folder under a name that says what it was made of."""

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from pipeline import names
from pipeline.errors import DataError

log = logging.getLogger(__name__)

_KEPT = 6
"""Compiled lexicons that stay, the last used ones: several data folders may share them."""


def read_compiled(folder: Path, made_of: str, build: Callable[[], names.Lexicon]) -> names.Lexicon:
    """Return the lexicon that was made of the same before, or build it and keep it.

    Args:
        folder: Where compiled lexicons are kept; one that cannot be written keeps nothing.
        made_of: A hash of all that the lexicon depends on.
        build: Makes it where the folder has it not.
    """
    path = folder / f"lexicon-{made_of}.bin"
    try:
        path = path.expanduser()
        data = path.read_bytes()
        os.utime(path)
        return names.Lexicon(data)
    except FileNotFoundError:
        pass
    except (OSError, RuntimeError, DataError) as error:
        log.info("read_compiled: %s is built anew: %s", path, error)
    lexicon = build()
    try:
        _keep(path, lexicon.to_bytes())
    except OSError as error:
        log.info("read_compiled: %s is not kept: %s", path, error.strerror)
    return lexicon


def find_compiled(folder: Path, version: str) -> names.Lexicon | None:
    """Return a kept lexicon of a version, None where none is kept; the last used ones are looked at first."""
    try:
        paths = sorted(folder.expanduser().glob("lexicon-*.bin"), key=_read_age, reverse=True)
        for path in paths:
            lexicon = names.Lexicon(path.read_bytes())
            if lexicon.version == version:
                return lexicon
    except (OSError, RuntimeError, DataError) as error:
        log.info("find_compiled: %s: %s", folder, error)
    return None


def hash_content(*parts: bytes) -> str:
    """Return a hash of parts, each told apart from the next by its length."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:32]


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".lexicon-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
    kept = sorted(path.parent.glob("lexicon-*.bin"), key=_read_age)
    for old in kept[:-_KEPT]:
        old.unlink(missing_ok=True)


def _read_age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
