"""The archive: every response in a WARC 1.1 file (ISO 28500), one gzip member a record, and back from it.

The payload is the body after its content coding was undone, byte for byte; the headers that described the
coding on the wire stand as `X-Archive-Orig-*`, as replay tools expect.
"""

import gzip
import hashlib
import json
import os
import secrets
from base64 import b32encode
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from pydantic import ValidationError
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.errors import DataError, TransientError
from schemas.records import ArchiveRef, Request, Response

_LEVEL = 3
"""On 181 pages of 174 kB each: 1.3 ms and 38 kB a page; warcio's own level 9 takes 4.7 ms for 34 kB."""

_HEAD_FIELD = "Namewire-Response-Head"
_WIRE_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class Archive:
    """One WARC file of one shard, written under a temporary name and renamed when it is closed.

    It lies in `archive/` below the data folder, from which the paths in the refs start. The file's name is
    `name` and a random part, so that two runs of one task never share a file. Close the archive before its
    refs are staged: only then do they point at something that is there to stay.
    """

    def __init__(self, data_dir: Path, name: str) -> None:
        """Open a file below `data_dir`, whose folders are made where missing; `name` may hold sub-folders."""
        self._data_dir, self._name = data_dir, name
        self._member = BytesIO()
        self._writer: Any = WARCWriter(self._member, gzip=False, warc_version="WARC/1.1")
        self._open()

    def _open(self) -> None:
        self._path = self._data_dir / "archive" / f"{self._name}-{secrets.token_hex(4)}.warc.gz"
        self._ref_path = self._path.relative_to(self._data_dir).as_posix()
        self._part = self._path.with_name(f".{self._path.name}.part")
        with self._explain_refusal():
            self._part.parent.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] = self._part.open("xb")
        self._records = 0

    def write(self, response: Response, request: Request) -> ArchiveRef:
        """Append `response`, given to `request`, and return where it will be found."""
        with self._explain_refusal():
            if not self._records:
                self._write_info()
            offset = self._file.tell()
            self._write_member(self._make_record(response, request))
        self._records += 1
        return ArchiveRef(path=self._ref_path, offset=offset)

    def sync(self) -> None:
        """Bring everything written so far to the disk."""
        with self._explain_refusal():
            self._file.flush()
            os.fsync(self._file.fileno())

    def rotate(self) -> None:
        """Close the file, so that what it holds may be staged, and go on in another."""
        self.close()
        self._open()

    def close(self) -> None:
        """Make the file durable and give it its name; an archive without a record leaves no file."""
        if self._file.closed:
            return
        self.sync()
        self._file.close()
        if not self._records:
            self._part.unlink()
            return
        with self._explain_refusal():
            self._part.rename(self._path)
            _sync_folder(self._path.parent)

    def __enter__(self) -> Self:
        """Return the archive itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file; what was received before an error is kept too."""
        self.close()

    @contextmanager
    def _explain_refusal(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise TransientError(
                f"{self._path}: cannot be written: {error.strerror}; free the disk and retry"
            ) from error

    def _write_info(self) -> None:
        info = {"software": "namewire", "format": "WARC File Format 1.1"}
        self._write_member(self._writer.create_warcinfo_record(self._path.name, info))

    def _write_member(self, record: Any) -> None:
        self._member.seek(0)
        self._member.truncate()
        self._writer.write_record(record)
        self._file.write(gzip.compress(self._member.getvalue(), _LEVEL, mtime=0))

    def _make_record(self, response: Response, request: Request) -> Any:
        head = response.model_dump(mode="json", exclude={"body"}) | {"kind": request.kind}
        return self._writer.create_warc_record(
            response.final_url,
            "response",
            payload=BytesIO(response.body),
            length=len(response.body),
            http_headers=StatusAndHeaders(str(response.status), _make_wire_head(response), protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": response.fetched_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                _HEAD_FIELD: json.dumps(head, ensure_ascii=True, separators=(",", ":")),
            },
        )


def read_archived(data_dir: Path, ref: ArchiveRef) -> Response:
    """Return the response that `ref` points at, equal to the one that was written.

    Raises:
        DataError: there is no such file or record below `data_dir`, or it is damaged.
    """
    place = f"{ref.path} at {ref.offset}"
    path = (data_dir / ref.path).resolve()
    if not path.is_relative_to(data_dir.resolve()):
        raise DataError(f"archived response {place} lies outside the data folder")
    try:
        with path.open("rb") as file:
            file.seek(ref.offset)
            record: Any = next(iter(ArchiveIterator(file, check_digests="raise")))
            head = json.loads(record.rec_headers.get_header(_HEAD_FIELD) or "{}")
            head.pop("kind", None)
            body = record.content_stream().read()
            # The library compares digests at the end of a record only, and damage may end it early.
            if record.rec_headers.get_header("WARC-Payload-Digest") != _digest(body):
                raise ValueError("the body is not the one of its digest")
            return Response.model_validate(head | {"body": body})
    except OSError as error:
        raise DataError(f"archived response {place} cannot be read: {error.strerror}") from error
    except (StopIteration, ArchiveLoadFailed, ValidationError, ValueError) as error:
        raise DataError(f"archived response {place} is damaged or no response: {error}") from error


def _make_wire_head(response: Response) -> list[tuple[str, str]]:
    kept = [
        (f"X-Archive-Orig-{name}" if name.lower() in _WIRE_HEADERS else name, value)
        for name, value in response.headers
    ]
    return [*kept, ("Content-Length", str(len(response.body)))]


def _digest(body: bytes) -> str:
    """Return a body's digest as WARC writes it (WARC 1.1, 5.8)."""
    return f"sha1:{b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()}"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
