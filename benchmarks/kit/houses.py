"""A whole house on a file of its own, and rooms that take everything and say nothing."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from adapters.port import RemoteId
from benchmarks.kit.scenes import NOW, Stage, Step, stage
from bot.chain import Changed
from bot.clock import Clock, MovableClock
from bot.compose import House, open_house
from bot.config import Settings
from bot.desk import Desk
from facilitation.cards import Card
from storage.database import Database
from storage.garbage import pass_over_what_is_loaded
from storage.writer import Writer

SLOW: Final = 1.0
"""Seconds between two writes to a room: what Slack tolerates for hours."""


class QuietRoom:
    """A room that shows every card at once to nobody. Fulfils `adapters.port.Room`."""

    def __init__(self, key: str, pace: float = SLOW) -> None:
        self.key = key
        self.pace = pace
        self.writes = 0

    async def post(self, card: Card, under: RemoteId | None) -> RemoteId:  # noqa: ARG002 - as the port says
        """Take it."""
        self.writes += 1
        return RemoteId(card.key)

    async def update(self, remote: RemoteId, card: Card) -> None:  # noqa: ARG002 - as the port says
        """Take it."""
        self.writes += 1

    async def delete(self, remote: RemoteId) -> None:  # noqa: ARG002 - as the port says
        """Take it away."""
        self.writes += 1

    async def find(self, card: Card, under: RemoteId | None, since: datetime) -> RemoteId | None:  # noqa: ARG002
        """Nothing is ever unknown here."""
        return None


@contextmanager
def folder() -> Iterator[Path]:
    """A place for files that are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="circlewise-bench-") as path:
        yield Path(path)


@asynccontextmanager
async def house(path: Path, clock: Clock | None = None) -> AsyncIterator[House]:
    """A house as it runs, whatever this machine's settings say; its clock stands still unless one is given."""
    settings = Settings.model_construct(database=path, cache_proceedings=256)
    async with open_house(settings, clock or MovableClock(NOW)) as opened:
        yield opened


@contextmanager
def plain_desk(
    database: Database, listen: Callable[[Changed], None] = lambda _changed: None
) -> Iterator[Desk]:
    """A desk on an open database, without alarm and rooms, and with no more garbage to look for than the bot has.

    Closes both at the end.
    """
    pass_over_what_is_loaded()
    writer = Writer(database)
    try:
        yield Desk(database, writer, 256, listen)
    finally:
        writer.close()
        database.close()


async def found(desk: Desk, stages: list[Stage]) -> None:
    """Found the circles of these stages."""
    await asyncio.gather(*(desk.handle(s.found.id, s.found, f"found {s.found.id}", NOW) for s in stages))


async def attach_rooms(opened: House, stages: list[Stage], pace: float = SLOW) -> list[QuietRoom]:
    """Give each circle a room."""
    rooms = [QuietRoom(f"quiet:{s.found.id}", pace) for s in stages]
    for s, room in zip(stages, rooms, strict=True):
        await opened.delivery.attach(s.found.id, room)
    return rooms


async def act(desk: Desk, step: Step, number: int, now: datetime = NOW) -> None:
    """Give one act to a desk; returns when it is durable."""
    target, command = step
    await desk.handle(target, command, f"{target} {number}", now)


async def walk(desk: Desk, steps: list[Step], now: datetime = NOW) -> None:
    """Give acts to a desk one after the other, each when the one before is durable."""
    for number, step in enumerate(steps):
        await act(desk, step, number, now)


def stages(count: int) -> list[Stage]:
    """So many new circles."""
    return [stage(number) for number in range(1, count + 1)]


async def open_many(desk: Desk, count: int, now: datetime = NOW) -> list[Step]:
    """Open so many proceedings, ten in a circle, each with something due; returns what opened them."""
    circles = stages(max(count // 10, 1))
    await found(desk, circles)
    steps = [circles[number % len(circles)].proposal(now) for number in range(count)]
    for first in range(0, count, 64):
        await asyncio.gather(*(act(desk, step, 0, now) for step in steps[first : first + 64]))
    return steps


def right_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)
