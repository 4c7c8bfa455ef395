"""The gate of a host, on a clock that is handed in."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.web.pace import MAX_PACE_S, HostGate

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Time:
    def __init__(self) -> None:
        self.at = 100.0
        self.starts: list[float] = []

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.at - 100)

    async def sleep(self, seconds: float) -> None:
        self.at += seconds
        await asyncio.sleep(0)


def visit(gate: HostGate, time: Time, count: int, takes: float = 0.0) -> None:
    async def one() -> None:
        async with gate.hold():
            time.starts.append(time.at)
            time.at += takes
            await asyncio.sleep(0)

    async def run() -> None:
        await asyncio.gather(*(one() for _ in range(count)))

    asyncio.run(run())


@pytest.mark.parametrize(("takes", "gaps"), [(0.0, [5.0, 5.0]), (2.0, [5.0, 5.0]), (9.0, [9.0, 9.0])])
def test_starts_are_at_least_a_pace_apart(takes: float, gaps: list[float]) -> None:
    time = Time()
    visit(HostGate(5.0, clock=lambda: time.at, now=time.now, sleep=time.sleep), time, 3, takes)
    assert [b - a for a, b in zip(time.starts, time.starts[1:], strict=False)] == gaps


def test_no_pace_no_wait() -> None:
    time = Time()
    visit(HostGate(0.0, clock=lambda: time.at, now=time.now, sleep=time.sleep), time, 3)
    assert time.starts == [100.0] * 3


def test_a_429_doubles_the_pace_up_to_a_limit_and_pauses() -> None:
    time = Time()
    gate = HostGate(5.0, clock=lambda: time.at, now=time.now, sleep=time.sleep)
    gate.push_back(NOW + timedelta(seconds=60))
    assert (gate.pace_s, gate.find_pause()) == (10.0, NOW + timedelta(seconds=60))
    gate.push_back(NOW)
    assert gate.find_pause() == NOW + timedelta(seconds=60)
    for _ in range(10):
        gate.push_back(NOW)
    assert gate.pace_s == MAX_PACE_S


def test_a_crawl_delay_only_slows() -> None:
    time = Time()
    gate = HostGate(5.0, clock=lambda: time.at, now=time.now, sleep=time.sleep)
    gate.slow_to(2.0)
    assert gate.pace_s == 5.0
    gate.slow_to(20.0)
    visit(gate, time, 2)
    assert time.starts == [120.0, 140.0]


def test_one_answer_forgives_all_failures() -> None:
    gate = HostGate(0.0, clock=lambda: 0.0, now=lambda: NOW, sleep=asyncio.sleep)
    for _ in range(4):
        gate.count_failure()
    gate.count_answer()
    gate.count_failure()
    assert gate.find_pause() is None
    for _ in range(4):
        gate.count_failure()
    assert gate.is_away
    assert gate.find_pause() == NOW + timedelta(minutes=5)
