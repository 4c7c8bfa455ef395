"""Child processes that may be killed: each parses one stranger's document at a time, with limits and no network.

A document that eats memory, runs for ever or crashes a C library costs itself, and the child that took it is
replaced. What runs in a child, and what it may not do there, is in `confinement.py`.
"""

import atexit
import fcntl
import math
import os
import pickle
import queue
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.errors import TransientError
from pipeline.settings import ChildSettings

_HEAD = struct.Struct(">cI")
_JOB, _RAISED, _READY = b"D", b"R", b"U"
_MAX_ANSWER = 1 << 30
_START_S = 120.0
_GRACE_S = 2.0
_PIPE_BYTES = 1 << 20
_CHUNK = 1 << 20


class ChildKilledError(Exception):
    """The document that a child was parsing cost it its life, or broke the parser.

    `reason` is one of `cpu limit`, `time limit`, `memory limit`, `parser failed` and `died (signal …)`.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class ChildPool:
    """At most `size` children that all serve one target; safe to be used from many threads.

    `target` is `module:function`. Each child imports it, calls the function once with `setup`, and the function
    that this returns is called with every job. Setup and jobs are pickled; answers are bytes, since a child that
    has read strangers' bytes is not trusted to send objects. Children are started when the first job comes.
    """

    def __init__(self, target: str, setup: Sequence[Any], settings: ChildSettings, *, size: int = 1) -> None:
        self._target = target
        self._setup = pickle.dumps(tuple(setup))
        self._settings = settings
        self._seats: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        self._all: set[_Child] = set()
        self._size = size
        for _ in range(size):
            self._seats.put(None)

    def run(self, job: Any, cpu_s: int) -> bytes:
        """Return what the target makes of a job, within `cpu_s` seconds of processor time.

        Raises:
            ChildKilledError: the job broke the parser or passed a limit.
            TransientError: no child can be started.
        """
        wall_s = math.ceil(cpu_s * self._settings.patience)
        content = pickle.dumps((cpu_s, wall_s, job))
        child = self._seats.get()
        try:
            if child is None:
                child = self._start()
            answer = child.ask(content, wall_s + _GRACE_S)
        except BaseException:
            self._drop(child)
            child = None
            raise
        finally:
            self._seats.put(child)
        return answer

    def warm(self) -> None:
        """Start a child now, so that the first job does not wait for it."""
        child = self._seats.get()
        try:
            child = child or self._start()
        finally:
            self._seats.put(child)

    def close(self) -> None:
        """End the children; the next job starts new ones."""
        for child in tuple(self._all):
            self._drop(child)
        for _ in range(self._size):
            self._seats.get()
        for _ in range(self._size):
            self._seats.put(None)

    def _start(self) -> "_Child":
        child = _Child(self._target, self._setup, self._settings.memory_bytes)
        self._all.add(child)
        return child

    def _drop(self, child: "_Child | None") -> None:
        if child is not None:
            self._all.discard(child)
            child.end()


class _Child:
    """One child process. It says that it is ready, then answers one job after the other."""

    def __init__(self, target: str, setup: bytes, memory_bytes: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.confinement", target, str(memory_bytes)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin.fileno(), self._process.stdout.fileno()
        for pipe in (self._input, self._output):
            os.set_blocking(pipe, False)
            if hasattr(fcntl, "F_SETPIPE_SZ"):
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        self._greet(setup)

    def ask(self, content: bytes, seconds: float) -> bytes:
        """Return the answer to a pickled job; whatever is raised, this child is of no use afterwards."""
        kind, answer = self._exchange(content, seconds)
        if kind != _RAISED:
            return answer
        reason, _, detail = answer.decode("utf-8", "replace").partition(": ")
        raise ChildKilledError(reason, detail)

    def end(self) -> None:
        self._process.kill()
        with self._process:
            pass

    def _greet(self, setup: bytes) -> None:
        try:
            kind, words = self._exchange(setup, _START_S)
        except ChildKilledError as error:
            self.end()
            raise TransientError(f"a parser process could not start: {error}") from error
        if kind != _READY:
            self.end()
            raise TransientError(f"a parser process could not start: {words.decode('utf-8', 'replace')}")

    def _exchange(self, content: bytes, seconds: float) -> tuple[bytes, bytes]:
        deadline = time.monotonic() + seconds
        try:
            self._write(_HEAD.pack(_JOB, len(content)) + content, deadline)
            kind, length = _HEAD.unpack(self._read(_HEAD.size, deadline))
            if length > _MAX_ANSWER:
                raise ChildKilledError("parser failed", "an answer beyond all bounds")
            return kind, self._read(length, deadline)
        except TimeoutError:
            raise ChildKilledError("time limit", f"{seconds:.0f} s by the clock") from None
        except (EOFError, BrokenPipeError):
            raise ChildKilledError(*_describe_death(self._process.wait())) from None

    def _write(self, content: bytes, deadline: float) -> None:
        left = memoryview(content)
        while left:
            _wait_for(self._input, select.POLLOUT, deadline)
            left = left[os.write(self._input, left[:_CHUNK]) :]

    def _read(self, length: int, deadline: float) -> bytes:
        pieces = bytearray()
        while len(pieces) < length:
            _wait_for(self._output, select.POLLIN, deadline)
            piece = os.read(self._output, min(_CHUNK, length - len(pieces)))
            if not piece:
                raise EOFError
            pieces += piece
        return bytes(pieces)


def _wait_for(pipe: int, event: int, deadline: float) -> None:
    """Wait until a pipe can be used; raise TimeoutError at the deadline."""
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError


def _describe_death(status: int) -> tuple[str, str]:
    if status == -signal.SIGXCPU:
        return "cpu limit", ""
    if status == -signal.SIGALRM:
        return "time limit", ""
    if status < 0:
        return f"died (signal {-status})", ""
    return "parser failed", f"the process ended with status {status}"


_shared: dict[str, tuple[object, ChildPool]] = {}
_sharing = threading.Lock()


def share_pool(target: str, key: object, build: Callable[[], ChildPool]) -> ChildPool:
    """Return this process's pool for a target: the one of an earlier call with an equal `key`, or what `build` makes.

    To start a child takes as long as some hundred documents, and a run without Airflow has many shards.
    """
    whole_key = (key, os.getpid())
    with _sharing:
        former = _shared.get(target)
        if former is not None and former[0] == whole_key:
            return former[1]
        if former is not None:
            former[1].close()
        pool = build()
        _shared[target] = (whole_key, pool)
        return pool


@atexit.register
def _close_shared() -> None:
    for _, pool in _shared.values():
        pool.close()
