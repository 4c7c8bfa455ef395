"""The process that children are forked from. `python -m pipeline.nursery` serves births on standard input, a socket.

To import the parsers takes a second, a fork some milliseconds: the nursery imports what a target needs once, never
reads a stranger's byte itself, has one thread, and forks a child for each birth that is asked for. It tells how a
child ended, which only its parent process learns, and ends those whom nobody needs any more. Only `children.py`
starts it; it ends with the last process that holds its socket.
"""

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import struct

from pipeline.confinement import serve

ORDER = struct.Struct("200sQ")
"""What asks for a birth: the target as `module:function`, and the bytes of memory a job may take.

Two sockets travel with it (SCM_RIGHTS, unix(7)): where the child takes its jobs, and where its end is told.
"""
FATE = struct.Struct("i")
"""How a child ended: its exit status, negative for a signal."""


class Nursery:
    """Forks children, and watches over those that live."""

    def __init__(self, orders: socket.socket) -> None:
        self._orders = orders
        self._fates: dict[int, socket.socket] = {}
        self._poll = select.poll()
        self._poll.register(orders, select.POLLIN)
        self._deaths, self._bell = os.pipe()
        for pipe in (self._deaths, self._bell):
            os.set_blocking(pipe, False)
        self._poll.register(self._deaths, select.POLLIN)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._bell, warn_on_full_buffer=False)

    def keep(self) -> None:
        """Serve until nobody can ask for a birth any more."""
        while True:
            # One event at a time: what is done for it may close or reuse the descriptors of the others.
            descriptor, _ = self._poll.poll()[0]
            if descriptor == self._deaths:
                self._bury()
            elif descriptor != self._orders.fileno():
                self._abandon(descriptor)
            elif not self._bear():
                self._end_all()
                return

    def _bear(self) -> bool:
        """Fork the child of the next order; return False if there will be no more orders."""
        content, descriptors, _, _ = socket.recv_fds(self._orders, ORDER.size, 2)
        if not content:
            return False
        jobs, fate = (socket.socket(fileno=descriptor) for descriptor in descriptors)
        name, memory_bytes = ORDER.unpack(content)
        target = name.rstrip(b"\0").decode()
        # What cannot be imported is told by the child, which tries again.
        with contextlib.suppress(Exception):
            importlib.import_module(target.partition(":")[0])
        gc.collect()
        gc.freeze()
        pid = os.fork()
        if not pid:
            fate.close()
            self._leave()
            serve(target, memory_bytes, jobs)
            os._exit(0)
        jobs.close()
        self._fates[pid] = fate
        self._poll.register(fate, 0)  # hanging up is told unasked
        return True

    def _leave(self) -> None:
        """Forget, in a child, all that is the nursery's."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for each in (self._orders, *self._fates.values()):
            each.close()
        os.close(self._deaths)
        os.close(self._bell)

    def _bury(self) -> None:
        """Tell how children ended."""
        with contextlib.suppress(BlockingIOError):
            os.read(self._deaths, 4096)
        while self._fates:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            fate = self._fates.pop(pid)
            with contextlib.suppress(KeyError):
                self._poll.unregister(fate)
            with fate, contextlib.suppress(OSError):
                fate.sendall(FATE.pack(os.waitstatus_to_exitcode(status)))

    def _abandon(self, descriptor: int) -> None:
        """End a child whose fate nobody waits for any more."""
        for pid, fate in self._fates.items():
            if fate.fileno() == descriptor:
                # Once is enough: that it has hung up would be told without end.
                self._poll.unregister(fate)
                os.kill(pid, signal.SIGKILL)

    def _end_all(self) -> None:
        for pid in self._fates:
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Nursery(socket.socket(fileno=os.dup(0))).keep()
