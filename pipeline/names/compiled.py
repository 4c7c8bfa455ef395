"""The lexicon as bytes, to be kept in a file: read at once, and decoded only where a text asks for it.

A line of JSON names the sections with their lengths; then come the sections: a trie of all spellings (marisa), the
claims on each, the aliases, the entities. Records of one section lie one after the other, with a table of offsets.
"""

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import marisa_trie

from pipeline.errors import DataError

_FORMAT = "namewire-lexicon-1"


class Table(Sequence[bytes]):
    """Records of bytes, one after the other, found by number."""

    def __init__(self, offsets: bytes | memoryview, blob: bytes | memoryview) -> None:
        """Take the offsets of all records (32 bits each, one more than there are records) and their bytes."""
        self._offsets = memoryview(offsets).cast("I")
        self._blob = memoryview(blob)

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self._offsets) - 1

    def __getitem__(self, index: Any) -> Any:
        """Return the bytes of a record."""
        return bytes(self._blob[self._offsets[index] : self._offsets[index + 1]])


@dataclass(frozen=True)
class Sections:
    """What a compiled lexicon holds.

    `trie` maps a folded spelling to its number, `claims[number]` says which aliases are spelled so, `aliases` and
    `entities` are the records themselves, `heads` the first words of all spellings, `openings` what short ones go on
    with, `words` the lines of the others, `facts` small data that is always needed.
    """

    trie: marisa_trie.Trie
    claims: Table
    aliases: Table
    entities: Table
    heads: frozenset[str]
    openings: frozenset[str]
    words: memoryview
    facts: dict[str, Any]


def pack_sections(
    spellings: Sequence[str],
    claims: dict[str, bytes],
    aliases: Iterable[bytes],
    entities: Iterable[bytes],
    facts: dict[str, Any],
    heads: Iterable[str],
    openings: Iterable[str],
    words: Iterable[str],
) -> bytes:
    """Write the sections as one string of bytes; the same content gives the same bytes."""
    trie = marisa_trie.Trie(spellings)
    numbered = sorted(spellings, key=trie.key_id)
    parts = {
        "trie": trie.tobytes(),
        "heads": "\n".join(sorted(heads)).encode(),
        "openings": "\n".join(sorted(openings)).encode(),
        "words": "\n".join(sorted(words)).encode(),
        "facts": json.dumps(facts, sort_keys=True).encode(),
    }
    records = {"claims": [claims[spelling] for spelling in numbered], "aliases": aliases, "entities": entities}
    for name, rows in records.items():
        parts[f"{name}.offsets"], parts[name] = _pack_records(rows)
    header = json.dumps({"format": _FORMAT, "sections": [[name, len(part)] for name, part in parts.items()]})
    # Offsets are read in place, as numbers of 32 bits: every section begins at a multiple of four.
    begin = header.encode() + b"\n"
    return b"".join([begin + _pad(len(begin)), *(part + _pad(len(part)) for part in parts.values())])


def unpack_sections(data: bytes | memoryview) -> Sections:
    """Read what `pack_sections` wrote, without copying more than the trie.

    Raises:
        DataError: The bytes are something else.
    """
    whole = memoryview(data)
    head = bytes(whole[:4096]).partition(b"\n")[0]
    try:
        header = json.loads(head)
        if header["format"] != _FORMAT:
            raise ValueError(header["format"])
        parts, place = {}, _round_up(len(head) + 1)
        for name, size in header["sections"]:
            parts[name] = whole[place : place + size]
            place += _round_up(size)
        trie = marisa_trie.Trie()
        trie.frombytes(bytes(parts["trie"]))
        tables = {name: Table(parts[f"{name}.offsets"], parts[name]) for name in ("claims", "aliases", "entities")}
        facts = json.loads(bytes(parts["facts"]))
        return Sections(
            trie=trie,
            heads=split_lines(parts["heads"]),
            openings=split_lines(parts["openings"]),
            words=parts["words"],
            facts=facts,
            **tables,
        )
    except (ValueError, KeyError, TypeError, RuntimeError) as error:
        raise DataError(f"not a compiled lexicon of this version: {error}") from error


def split_lines(section: memoryview) -> frozenset[str]:
    """Return the lines of a section as a set."""
    return frozenset(bytes(section).decode().split("\n"))


def _pack_records(rows: Iterable[bytes]) -> tuple[bytes, bytes]:
    offsets, kept, place = array("I", [0]), [], 0
    for row in rows:
        place += len(row)
        offsets.append(place)
        kept.append(row)
    return offsets.tobytes(), b"".join(kept)


def _round_up(size: int) -> int:
    return (size + 3) // 4 * 4


def _pad(size: int) -> bytes:
    return b"\0" * (_round_up(size) - size)
