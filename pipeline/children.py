"""Child processes that may be killed: each parses one stranger's document at a time, with limits and no network.

A document that eats memory, runs for ever or crashes a C library costs itself, and the child that took it is
replaced. Children are forked from a process that has imported the parsers (`nursery.py`). What runs in a child, and
what it may not do there, is in `confinement.py`.
"""

import atexit
import contextlib
import math
import os
import pickle
import queue
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.errors import TransientError
from pipeline.nursery import FATE, ORDER
from pipeline.settings import ChildSettings

_HEAD = struct.Struct(">cI")
_JOB, _RAISED, _READY = b"D", b"R", b"U"
_MAX_ANSWER = 1 << 30
_START_S = 120.0
_GRACE_S = 2.0
_FATE_S = 30.0
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
        try:
            child = _Child(self._target, self._setup, self._settings.memory_bytes)
        except TransientError:
            # The nursery may have ended with the order in its hands; the next one is asked of another.
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
        self._talk, self._fate = _bear(target, memory_bytes)
        self._talk.setblocking(False)
        self._greet(setup)

    def ask(self, content: bytes, seconds: float) -> bytes:
        """Return the answer to a pickled job; whatever is raised, this child is of no use afterwards."""
        kind, answer = self._exchange(content, seconds)
        if kind != _RAISED:
            return answer
        reason, _, detail = answer.decode("utf-8", "replace").partition(": ")
        raise ChildKilledError(reason, detail)

    def end(self) -> None:
        """Let the nursery end the process, which a fork of this one cannot prevent by holding the sockets."""
        for each in (self._fate, self._talk):
            with each, contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

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
        except (EOFError, ConnectionError):
            raise ChildKilledError(*self._learn_fate()) from None

    def _learn_fate(self) -> tuple[str, str]:
        self._fate.settimeout(_FATE_S)
        try:
            told = self._fate.recv(FATE.size)
        except OSError:
            told = b""
        if len(told) < FATE.size:
            return "parser failed", "how its process ended is not known"
        return _describe_death(*FATE.unpack(told))

    def _write(self, content: bytes, deadline: float) -> None:
        left = memoryview(content)
        while left:
            _wait_for(self._talk, select.POLLOUT, deadline)
            left = left[self._talk.send(left[:_CHUNK]) :]

    def _read(self, length: int, deadline: float) -> bytes:
        pieces = bytearray()
        while len(pieces) < length:
            _wait_for(self._talk, select.POLLIN, deadline)
            piece = self._talk.recv(min(_CHUNK, length - len(pieces)))
            if not piece:
                raise EOFError
            pieces += piece
        return bytes(pieces)


def _wait_for(talk: socket.socket, event: int, deadline: float) -> None:
    """Wait until a socket can be used; raise TimeoutError at the deadline."""
    poll = select.poll()
    poll.register(talk, event)
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


def _bear(target: str, memory_bytes: int) -> tuple[socket.socket, socket.socket]:
    """Let the nursery fork a child; return the sockets for its jobs and its fate."""
    talk, jobs = socket.socketpair()
    fate, told = socket.socketpair()
    with jobs, told:
        order = ORDER.pack(target.encode(), memory_bytes)
        asking = _open_nursery()
        try:
            socket.send_fds(asking, [order], [jobs.fileno(), told.fileno()])
        except OSError:
            socket.send_fds(_open_nursery(instead_of=asking), [order], [jobs.fileno(), told.fileno()])
    return talk, fate


_nursery: tuple[socket.socket, subprocess.Popen[bytes]] | None = None
_opening = threading.Lock()


def _open_nursery(*, instead_of: socket.socket | None = None) -> socket.socket:
    """Return where births are asked for: this process's nursery, or the one of the process it was forked from.

    `instead_of` is one that has ended, which another thread may have replaced already.
    """
    global _nursery
    with _opening:
        if _nursery is not None and _nursery[0] is instead_of:
            _nursery[0].close()
            _nursery[1].wait()
            _nursery = None
        if _nursery is None:
            asking, orders = socket.socketpair()
            with orders:
                process = subprocess.Popen(
                    [sys.executable, "-m", "pipeline.nursery"], stdin=orders.fileno(), stdout=subprocess.DEVNULL
                )
            _nursery = asking, process
        return _nursery[0]


_shared: dict[str, tuple[object, int, ChildPool]] = {}
_sharing = threading.Lock()


def share_pool(target: str, key: object, build: Callable[[], ChildPool]) -> ChildPool:
    """Return this process's pool for a target: the one of an earlier call with an equal `key`, or what `build` makes.

    To set a child up takes as long as some documents, and a run without Airflow has many shards.
    """
    with _sharing:
        former_key, owner, former = _shared.get(target, (None, 0, None))
        if former is not None and owner == os.getpid():
            if former_key == key:
                return former
            former.close()
        pool = build()
        _shared[target] = (key, os.getpid(), pool)
        return pool


@atexit.register
def _close_all() -> None:
    for _, owner, pool in _shared.values():
        if owner == os.getpid():
            pool.close()
    if _nursery is not None:
        asking, process = _nursery
        asking.close()
        # A fork of this process that goes on keeps it.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(1)
