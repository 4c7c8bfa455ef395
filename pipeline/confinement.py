"""What a child process is and may do: it serves jobs on a socket, in a process that the nursery has forked for it.

It builds what the target needs first, then gives up everything else: no other sockets, no other programs, no files
opened for writing (seccomp, see seccomp(2), where the kernel has it; an audit hook, PEP 578, everywhere), a bound on
memory from there on, a bound on processor time for each job, no core files.
"""

import ctypes
import gc
import importlib
import math
import os
import pickle
import platform
import resource
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

_LENGTH = struct.Struct(">cI")
_DONE, _RAISED, _READY = b"D", b"R", b"U"
_LAST_WORDS = 2000

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED_EVENTS = frozenset({
    "socket.__new__", "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.kill",
})  # fmt: skip


def serve(target: str, memory_bytes: int, jobs: socket.socket) -> None:
    """Answer jobs until the other end of the socket is closed."""
    source, sink = jobs.makefile("rb"), jobs.makefile("wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    setup = _receive(source)
    if setup is None:
        return
    try:
        module, _, name = target.partition(":")
        work = getattr(importlib.import_module(module), name)(*pickle.loads(setup))
    except Exception as error:
        _send(sink, _RAISED, f"{type(error).__name__}: {error}".encode())
        return
    gc.collect()
    gc.freeze()
    _send(sink, _READY, confine(memory_bytes).encode())
    while (content := _receive(source)) is not None:
        cpu_s, wall_s, job = pickle.loads(content)
        _limit_cpu(cpu_s)
        # By the clock too: the parent may be gone, and what sleeps uses no processor time.
        signal.alarm(wall_s)
        answer = _work(work, job)
        signal.alarm(0)
        _send(sink, *answer)


def confine(memory_bytes: int) -> str:
    """Give up what parsing does not need, for good; return by what network and files are closed."""
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit_memory(memory_bytes)
    closed_by = "seccomp and audit hook" if _install_filter() else "audit hook"
    sys.addaudithook(_refuse)
    return closed_by


def _work(work: Callable[[Any], bytes], job: Any) -> tuple[bytes, bytes]:
    try:
        return _DONE, work(job)
    except MemoryError:
        return _RAISED, b"memory limit"
    except Exception as error:
        words = f"parser failed: {type(error).__name__}: {error}"[:_LAST_WORDS]
        return _RAISED, words.encode("utf-8", "replace")


def _receive(source: IO[bytes]) -> bytes | None:
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    return source.read(_LENGTH.unpack(head)[1])


def _send(sink: IO[bytes], kind: bytes, content: bytes) -> None:
    sink.write(_LENGTH.pack(kind, len(content)))
    sink.write(content)
    sink.flush()


def _limit_cpu(cpu_s: int) -> None:
    """Let the kernel end the process once it has used `cpu_s` more seconds; the limit counts whole ones."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + cpu_s, hard))


def _limit_memory(memory_bytes: int) -> None:
    if sys.platform != "linux":
        return
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        _, mode, flags = arguments
        if (isinstance(flags, int) and flags & _WRITING) or (isinstance(mode, str) and set(mode) & set("wax+")):
            raise PermissionError("a parser process opens no file for writing")
    elif event in _REFUSED_EVENTS:
        raise PermissionError(f"a parser process may not: {event}")


_SYSCALLS = {
    # Of each machine: the number of its ABI in audit.h, openat, and the calls that are refused: socket, execve,
    # execveat, ptrace, io_uring_setup (a ring opens sockets by itself), openat2 (its flags cannot be seen).
    "x86_64": (0xC000003E, 257, (41, 59, 322, 101, 425, 437, 2, 85)),  # and open, creat: nobody uses them
    "aarch64": (0xC00000B7, 56, (198, 221, 281, 117, 425, 437)),
}
_ALLOW, _DENY = 0x7FFF0000, 0x00050001
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCH, _THIRD_ARGUMENT = 0, 4, 32
_X32_BIT = 0x40000000


def _install_filter() -> bool:
    """Let the kernel refuse the calls with EPERM (a classic BPF program); tell whether it does."""
    if sys.platform != "linux" or platform.machine() not in _SYSCALLS:
        return False
    abi, openat, refused = _SYSCALLS[platform.machine()]
    deny, allow = (_RETURN, 0, 0, _DENY), (_RETURN, 0, 0, _ALLOW)
    steps = [
        (_LOAD, 0, 0, _ARCH),
        (_EQUAL, 1, 0, abi),
        deny,
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32_BIT),
        deny,
    ]
    for number in refused:
        steps += [(_EQUAL, 0, 1, number), deny]
    steps += [
        (_EQUAL, 1, 0, openat),
        allow,
        (_LOAD, 0, 0, _THIRD_ARGUMENT),
        (_ANY_BIT, 0, 1, _WRITING),
        deny,
        allow,
    ]
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    head = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(program)))
    set_no_new_privileges, set_seccomp, filter_mode = 38, 22, 2
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(set_no_new_privileges, 1, 0, 0, 0):
        return False
    return bool(libc.prctl(set_seccomp, filter_mode, head, 0, 0) == 0)
