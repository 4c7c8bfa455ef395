"""Places: bounded, and given on by those who hang."""

import asyncio

import pytest

from pipeline.web import places
from pipeline.web.places import Places


@pytest.mark.parametrize(
    ("most_slow", "first_done"),
    [pytest.param(128, "quick", id="place-is-given-on"), pytest.param(0, "slow", id="too-many-are-slow")],
)
def test_who_hangs_gives_the_place_on(most_slow: int, first_done: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "PATIENCE_S", 0.05)
    monkeypatch.setattr(places, "MOST_SLOW", most_slow)
    done: list[str] = []

    async def work(where: Places, seconds: float, name: str) -> None:
        async with where.take():
            await asyncio.sleep(seconds)
        done.append(name)

    async def run() -> None:
        where = Places(1)
        async with asyncio.TaskGroup() as group:
            group.create_task(work(where, 1.0, "slow"))
            await asyncio.sleep(0)
            group.create_task(work(where, 0.0, "quick"))
        async with asyncio.timeout(5), where.take():  # both places are back
            pass

    asyncio.run(run())
    assert done[0] == first_done


def test_no_more_than_the_places_are_taken_at_once() -> None:
    now = most = 0

    async def work(where: Places) -> None:
        nonlocal now, most
        async with where.take():
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.001)
            now -= 1

    async def run() -> None:
        where = Places(3)
        async with asyncio.TaskGroup() as group:
            for _ in range(20):
                group.create_task(work(where))

    asyncio.run(run())
    assert most == 3
