"""What the children of the tests do: each job is the name of a way to misbehave."""

import ctypes
import os
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PORT_JOB = "connect "


def build(greeting: str) -> Callable[[str], bytes]:
    def work(job: str) -> bytes:
        if job.startswith(PORT_JOB):
            return _connect(int(job.removeprefix(PORT_JOB)))
        return _JOBS[job](greeting)

    return work


def fail_at_start() -> None:
    raise ValueError("no such lexicon")


def _connect(port: int) -> bytes:
    """Try all ways out; say which of them were refused."""
    refused = []
    for name, attempt in {
        "python": lambda: socket.create_connection(("127.0.0.1", port), 1),
        "resolver": lambda: socket.getaddrinfo("localhost", port),
        "libc": _call_socket,
        "program": lambda: subprocess.run(["true"], check=True),
        "exec": lambda: ctypes.CDLL(None).execv(b"/bin/true", None) == -1 and _refuse(),
        "file": lambda: Path("written-by-a-child").write_text("x"),
        "file by libc": lambda: (
            ctypes.CDLL(None).open(b"written-by-a-child", os.O_WRONLY | os.O_CREAT, 0o600) == -1 and _refuse()
        ),
    }.items():
        try:
            attempt()
        except OSError:
            refused.append(name)
    return ",".join(refused).encode()


def _call_socket() -> None:
    if ctypes.CDLL(None).socket(socket.AF_INET, socket.SOCK_STREAM, 0) == -1:
        _refuse()


def _refuse() -> None:
    raise PermissionError


def _spin(_: str) -> bytes:
    while True:
        pass


def _hoard(_: str) -> bytes:
    kept = []
    while True:
        kept.append(bytearray(16 << 20))


def _raise(_: str) -> bytes:
    raise KeyError("headline")


def _print(_: str) -> bytes:
    print("a library that prints")
    return b"printed"


_JOBS: dict[str, Callable[[str], bytes]] = {
    "greet": lambda greeting: greeting.encode(),
    "pid": lambda _: str(os.getpid()).encode(),
    "parent": lambda _: str(os.getppid()).encode(),
    "spin": _spin,
    "hoard": _hoard,
    "segfault": lambda _: ctypes.string_at(0),
    "hang in C": lambda _: str(ctypes.CDLL(None).sleep(1000)).encode(),
    "sleep": lambda _: (time.sleep(1000), b"")[1],
    "exit": lambda _: os._exit(3),
    "raise": _raise,
    "print": _print,
    "large": lambda _: b"x" * (32 << 20),
}
