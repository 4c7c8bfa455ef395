"""Children: what they answer, what ends them, and that the next job finds another one."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.children import ChildKilledError, ChildPool, share_pool
from pipeline.errors import TransientError
from pipeline.settings import MIB, ChildSettings
from tests.child_jobs import PORT_JOB

TARGET = "tests.child_jobs:build"
SETTINGS = ChildSettings(memory_bytes=256 * MIB, patience=2)


@pytest.fixture(scope="module")
def pool() -> Iterator[ChildPool]:
    pool = ChildPool(TARGET, ["hello"], SETTINGS)
    yield pool
    pool.close()


def test_job_is_answered_by_what_the_target_built(pool):
    assert pool.run("greet", 1) == b"hello"


def test_child_stays_for_the_next_job(pool):
    assert pool.run("pid", 1) == pool.run("pid", 1) != str(os.getpid()).encode()


def test_large_jobs_and_answers_pass(pool):
    assert len(pool.run("large", 5)) == 32 << 20


def test_what_a_library_prints_is_no_answer(pool):
    assert pool.run("print", 1) == b"printed"
    assert pool.run("greet", 1) == b"hello"


@pytest.mark.faults("E3")
@pytest.mark.parametrize(
    ("job", "reason"),
    [
        pytest.param("hoard", "memory limit", id="memory"),
        pytest.param("segfault", "died (signal 11)", id="segfault"),
        pytest.param("hang in C", "time limit", id="hang-in-C"),
        pytest.param("sleep", "time limit", id="sleep"),
        pytest.param("exit", "parser failed", id="exit"),
        pytest.param("raise", "parser failed", id="exception"),
    ],
)
def test_child_that_dies_costs_one_job(pool, job, reason):
    before = pool.run("pid", 1)
    with pytest.raises(ChildKilledError) as caught:
        pool.run(job, 1)
    assert caught.value.reason == reason
    assert pool.run("pid", 1) != before
    _wait_for_end(int(before))


@pytest.mark.faults("E3")
def test_child_that_computes_for_ever_is_ended_however_busy_the_machine_is():
    pool = ChildPool(TARGET, ["hello"], ChildSettings(memory_bytes=256 * MIB, patience=100))
    try:
        with pytest.raises(ChildKilledError) as caught:
            pool.run("spin", 1)
        assert caught.value.reason == "cpu limit"
        assert pool.run("greet", 1) == b"hello"
    finally:
        pool.close()


@pytest.mark.faults("B15")
def test_child_has_no_way_out(pool, tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        port = listener.getsockname()[1]
        refused = pool.run(f"{PORT_JOB}{port}", 2).decode().split(",")
        with pytest.raises(TimeoutError):
            listener.accept()
    assert refused == ["python", "resolver", "libc", "program", "exec", "file", "file by libc"]
    assert not Path("written-by-a-child").exists()


def test_child_that_cannot_start_says_why():
    with pytest.raises(TransientError, match="no such lexicon"):
        ChildPool("tests.child_jobs:fail_at_start", [], SETTINGS).run("greet", 1)


def test_pool_takes_jobs_from_many_threads():
    pool = ChildPool(TARGET, ["hello"], SETTINGS, size=2)
    try:
        with ThreadPoolExecutor(4) as threads:
            pids = set(threads.map(lambda _: pool.run("pid", 1), range(40)))
        assert 1 <= len(pids) <= 2
    finally:
        pool.close()


def test_equal_setups_share_a_pool():
    made = []

    def build() -> ChildPool:
        made.append(ChildPool(TARGET, ["a"], SETTINGS))
        return made[-1]

    first = share_pool("test target", "a", build)
    assert share_pool("test target", "a", build) is first
    assert first.run("greet", 1) == b"a"
    assert share_pool("test target", "b", build) is not first
    assert len(made) == 2


def test_child_ends_with_its_parent():
    code = (
        "import os; from pipeline.children import ChildPool; from pipeline.settings import ChildSettings\n"
        f"pool = ChildPool({TARGET!r}, ['x'], ChildSettings())\n"
        "print(pool.run('pid', 1).decode(), flush=True); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": "."}
    )
    _wait_for_end(int(ended.stdout))


def test_nursery_that_was_killed_is_replaced(pool):
    nursery = int(pool.run("parent", 1))
    os.kill(nursery, signal.SIGKILL)
    # Its children live on, but nobody learns how they end: here the pool's only one does, at once.
    with pytest.raises(ChildKilledError, match="not known"):
        pool.run("exit", 1)
    assert int(pool.run("parent", 1)) != nursery


def test_fork_has_its_own_children_from_the_same_nursery():
    code = (
        "import os; from pipeline.children import ChildPool, share_pool\n"
        "from pipeline.settings import ChildSettings\n"
        f"build = lambda: ChildPool({TARGET!r}, ['x'], ChildSettings())\n"
        "def tell(): pool = share_pool('t', 0, build); return [int(pool.run(job, 1)) for job in ('pid', 'parent')]\n"
        "mine = tell(); fork = os.fork()\n"
        "if fork: os.waitpid(fork, 0); print(mine, tell(), flush=True)\n"
        "else: print(tell(), flush=True); os._exit(0)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": "."}, check=True
    )
    forked, before, after = (
        tuple(map(int, found)) for found in re.findall(r"\[(\d+), (\d+)\]", ended.stdout.decode())
    )
    assert before == after
    assert forked[0] != before[0]
    assert forked[1] == before[1]
    _wait_for_end(before[1])


def _wait_for_end(pid: int) -> None:
    for _ in range(100):
        if not _is_running(pid):
            return
        time.sleep(0.05)
    pytest.fail(f"process {pid} did not end")


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
