"""Makes the chat look like the proceedings, and like what a circle itself keeps.

There is no queue of messages to lose, double or delay. The core says what a proceeding or a circle looks like; each room
has a lane that compares this with what was posted there and mends the difference. Whatever changed stays marked
in the database until every room of its circle shows it, so whatever was left undone is done after a restart.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress

from adapters.port import Room
from bot.chain import Changed, Target
from bot.clock import Clock
from bot.desk import Desk
from bot.lane import Lane, Shared, Shows
from bot.pictures import Pictures, Show
from bot.watch import QUIET, Watch
from facilitation.model import CircleId
from storage import agenda, log, people


class Delivery:
    """All rooms that are connected now, each with its lane."""

    def __init__(self, desk: Desk, show: Show, clock: Clock, watch: Watch = QUIET) -> None:
        self._shared = Shared(desk, Pictures(show), clock, self._shown, watch)
        self._lanes: dict[str, Lane] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._latest: dict[Target, int] = {}
        self._behind: dict[Target, set[str]] = {}

    async def attach(self, circle: CircleId, room: Room, shows: Shows = lambda card: card) -> None:
        """Let a circle meet in a room, and show there what was left undone; its cards as it `shows` them.

        A room attached before is replaced.
        """
        await self.detach(room.key)
        await self._shared.desk.write(people.settle, room.key, circle)
        lane = Lane(self._shared, circle, room, shows)
        self._lanes[room.key] = lane
        self._tasks[room.key] = asyncio.create_task(lane.serve(), name=f"lane {room.key}")

    async def detach(self, room: str) -> None:
        """Show nothing more in a room for now. What it should show by then is kept for when it is back."""
        self._lanes.pop(room, None)
        if (task := self._tasks.pop(room, None)) is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def gone(self, room: str) -> bool:
        """Whether a room turned out not to be there any more. Attach it again when it is back."""
        return (lane := self._lanes.get(room)) is not None and lane.gone

    async def show(self, circle: CircleId, id_: Target) -> None:
        """Look at a proceeding or circle anew in every room of its circle, though it has not changed."""
        seq = (await self._shared.desk.read(log.head, id_)).seq
        await self._shared.desk.write(agenda.mark, id_, seq)
        self.changed(Changed(id_, circle, seq, None))

    def changed(self, changed: Changed) -> None:
        """Show a proceeding or a circle as it is now, in every room of its circle."""
        lanes = [lane for lane in self._lanes.values() if lane.circle == changed.circle and not lane.gone]
        if not lanes:  # the mark in the database is enough, for a room that is connected later
            self._forget(changed.id)
            return
        self._latest[changed.id] = changed.seq
        self._behind[changed.id] = {lane.room.key for lane in lanes}
        for lane in lanes:
            lane.want(changed.id, changed.seq)

    @property
    def behind(self) -> int:
        """How many proceedings and circles some connected room does not show yet as they are."""
        return sum(bool(rooms) for rooms in self._behind.values())

    async def settled(self) -> None:
        """Wait until every room shows what it should."""
        await asyncio.gather(*(lane.idle() for lane in self._lanes.values()))

    async def stop(self, patience: float = 5.0) -> None:
        """Finish what can be finished within so many seconds, then leave the rest for the next start."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.settled(), patience)
        for room in tuple(self._lanes):
            await self.detach(room)

    def _forget(self, id_: Target) -> None:
        self._behind.pop(id_, None)
        self._latest.pop(id_, None)

    async def _shown(self, room: str, id_: Target, seq: int) -> None:
        """A room shows a proceeding or a circle. When all of them do, the mark in the database can go."""
        behind = self._behind.setdefault(id_, set())
        behind.discard(room)
        if behind or seq < self._latest.get(id_, 0):
            return
        self._forget(id_)
        lane = self._lanes.get(room)
        if lane is not None:
            here = {key for key, other in self._lanes.items() if other.circle == lane.circle}
            await self._shared.desk.write(_unmark, id_, seq, lane.circle, here)


def _unmark(db: sqlite3.Connection, id_: Target, seq: int, circle: CircleId, rooms: set[str]) -> None:
    if rooms.issuperset(
        people.rooms_of(db, circle)
    ):  # a room that is not connected yet still has to catch up
        agenda.unmark(db, id_, seq)
