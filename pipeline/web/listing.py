"""Archives read from end to end: what a file holds, for whoever has lost the places of its records."""

from collections.abc import Iterator
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from pipeline.web.archive import read_archived
from schemas.records import ArchiveRef, Response


def iterate_archived(data_dir: Path, path: str) -> Iterator[tuple[ArchiveRef, Response]]:
    """Read the responses of one file of the archive (a path below the data folder) in their order.

    Raises:
        DataError: A record is damaged.
    """
    for ref in _find_places(data_dir, path):
        yield ref, read_archived(data_dir, ref)


def _find_places(data_dir: Path, path: str) -> list[ArchiveRef]:
    with (data_dir / path).open("rb") as file:
        records = ArchiveIterator(file)
        return [
            ArchiveRef(path=path, offset=records.get_record_offset())
            for record in records
            if record.rec_type == "response"
        ]
