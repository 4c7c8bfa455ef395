"""Bounded reading of a response body: the byte budgets and our own gzip decoder (no client has one).

httpx and urllib3 let 2 KB grow to 4 GB; all six clients tried took a cut-off gzip stream for a whole one.
"""

import zlib

_STEP = 64 * 1024
_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW = 31


class BodyTooBigError(ValueError):
    """The body is larger than its budget; the message names which one."""


class BodyTruncatedError(ValueError):
    """The gzip stream stops before its end, or is damaged."""


class CodingRefusedError(ValueError):
    """A content coding that was not offered, or several on top of each other."""


class BodyDecoder:
    """Collect a body chunk by chunk and undo its content coding, within `raw_limit` and `decoded_limit` bytes."""

    def __init__(self, coding: str | None, *, raw_limit: int, decoded_limit: int) -> None:
        """Prepare for the value of a Content-Encoding header.

        Raises:
            CodingRefusedError: it is neither gzip nor identity.
        """
        self._gzipped = _is_gzip(coding)
        self._raw_limit = raw_limit
        self._decoded_limit = decoded_limit
        self._raw_size = 0
        self._parts: list[bytes] = []
        self._size = 0
        self._stream = zlib.decompressobj(_GZIP_WINDOW)
        self._members = 0
        self._held = b""
        self._garbage = False
        self._started = False
        self.notes: list[str] = []

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes as they came over the wire.

        Raises:
            BodyTooBigError: a budget is used up.
            BodyTruncatedError: the gzip stream is damaged.
        """
        self._raw_size += len(chunk)
        if self._raw_size > self._raw_limit:
            raise BodyTooBigError(f"more than {self._raw_limit} bytes on the wire")
        if not self._gzipped:
            self._keep(chunk)
            return
        self._held += chunk
        if not self._started:
            self._start()
        if self._started and self._gzipped:
            pending, self._held = self._held, b""
            self._inflate(pending)

    def finish(self) -> bytes:
        """Return the decoded body once all bytes were fed.

        Raises:
            BodyTruncatedError: the gzip stream has not reached its end.
        """
        if self._held and self._gzipped and not self._started:
            self._declare_plain()
        if self._gzipped and self._raw_size and not self._garbage and not self._is_at_member_end():
            raise BodyTruncatedError("the gzip stream stops before its end")
        return b"".join(self._parts)

    def cut(self) -> bytes:
        """Return what was decoded before a budget was used up, no longer than that budget."""
        return b"".join(self._parts)[: self._decoded_limit]

    def _start(self) -> None:
        """See from the first two bytes whether the body is gzip at all: some servers only say so."""
        if len(self._held) < len(_MAGIC):
            return
        if self._held.startswith(_MAGIC):
            self._started = True
        else:
            self._declare_plain()

    def _declare_plain(self) -> None:
        self._gzipped = False
        self.notes.append("gzip-declared-but-plain")
        self._keep(self._held)
        self._held = b""

    def _inflate(self, data: bytes) -> None:
        while data and not self._garbage:
            if self._stream.eof:
                data = self._open_member(data)
                continue
            try:
                self._keep(self._stream.decompress(data, _STEP))
            except zlib.error as error:
                raise BodyTruncatedError(f"damaged gzip stream: {error}") from error
            if self._stream.eof:
                self._members += 1
                data = self._stream.unused_data
            else:
                data = self._stream.unconsumed_tail

    def _open_member(self, data: bytes) -> bytes:
        """Begin the next member, or ignore what follows the last one, with a note."""
        if len(data) == 1 and data == _MAGIC[:1]:
            self._held = data
            return b""
        if not data.startswith(_MAGIC):
            self._garbage = True
            self.notes.append("gzip-trailing-garbage")
            return b""
        self._stream = zlib.decompressobj(_GZIP_WINDOW)
        return data

    def _is_at_member_end(self) -> bool:
        return self._members > 0 and self._stream.eof

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if part:
            self._parts.append(part)
        if self._size > self._decoded_limit:
            raise BodyTooBigError(f"more than {self._decoded_limit} bytes after decoding")


def _is_gzip(coding: str | None) -> bool:
    codings = [name.strip().lower() for name in (coding or "").split(",")]
    codings = [name for name in codings if name not in ("", "identity")]
    if not codings:
        return False
    if codings in (["gzip"], ["x-gzip"]):
        return True
    raise CodingRefusedError(", ".join(codings)[:60])
