"""Simulated members in a chat: in each practice circle they act by themselves, at the pace of people.

Whoever of a practice circle has no account anywhere is simulated. They act through the desk like everybody else, and
choose among what is legal; what they would do next follows from where things stand, so a restart loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
import random
import uuid
from collections.abc import Callable
from typing import Final

from adapters.wording import Wording
from bot.chain import Changed
from bot.practice import next_act, temperaments
from bot.reception.hall import Hall
from bot.standing import Standing, item_of
from facilitation.commands import Act
from facilitation.model import CircleId, PersonId, ProceedingId
from facilitation.refusals import Refused
from facilitation.state import Proceeding
from storage.faults import StorageFault

_log = logging.getLogger(__name__)

_SLOW: Final = 60.0
"""Seconds until somebody looks again where nothing was heard: the clock may have changed what can be done."""


def human_pace() -> float:
    """Seconds somebody takes to make up their mind."""
    return random.uniform(1.5, 4.0)  # noqa: S311 - play, not secrets


class Company:
    """The simulated members of every practice circle that meets in a chat, a task for each circle."""

    def __init__(self, hall: Hall, pace: Callable[[], float] = human_pace) -> None:
        self._hall = hall
        self._pace = pace
        self._tasks: dict[CircleId, asyncio.Task[None]] = {}
        self._stirred: dict[CircleId, asyncio.Event] = {}

    def join(self, circle: CircleId) -> None:
        """Let the simulated members of a practice circle act from now on; once is enough."""
        if circle not in self._tasks:
            self._stirred[circle] = asyncio.Event()
            self._tasks[circle] = asyncio.create_task(self._act(circle), name=f"company {circle}")

    def heard(self, changed: Changed) -> None:
        """Something in a circle is different."""
        if (stirred := self._stirred.get(changed.circle)) is not None:
            stirred.set()

    async def leave(self) -> None:
        """Act no more."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        self._tasks.clear()

    async def _act(self, circle: CircleId) -> None:
        while True:
            self._stirred[circle].clear()
            try:
                acted = await self._one(circle)
            except Exception as fault:  # noqa: BLE001 - a practice that is stuck must not end the others
                _log.warning("The company of %s waits: %s", circle, type(fault).__name__)
                acted = False
            if not acted:
                await self._wait(circle)

    async def _wait(self, circle: CircleId) -> None:
        try:
            await asyncio.wait_for(self._stirred[circle].wait(), _SLOW)
        except TimeoutError:
            return

    async def _one(self, circle: CircleId) -> bool:
        """Do what one of them does next; False where there is nothing for any of them to do."""
        if await self._next(circle) is None:
            return False
        await asyncio.sleep(self._pace())
        found = await self._next(circle)  # others may have acted meanwhile
        if found is None:
            return False
        id_, act = found
        try:
            await self._hall.house.desk.handle(id_, act, f"practice/{uuid.uuid4().hex}", self._hall.now)
        except (Refused, StorageFault):
            return False
        return True

    async def _next(self, circle: CircleId) -> tuple[ProceedingId, Act] | None:
        where = await self._hall.under_way.of(circle)
        kinds = temperaments(where.circle, self.simulated(where))
        voice = self._voice(where)
        for p in _in_turn(where):
            act = next_act(p, kinds, voice, self._hall.now)
            if act is not None:
                return p.id, act
        return None

    def simulated(self, where: Standing) -> frozenset[PersonId]:
        """Who of a practice circle is simulated; nobody is in any other."""
        if not where.circle.practice:
            return frozenset()
        book, people = self._hall.directory, (m.person for m in where.circle.members)
        known = (
            who for who in people if book.person(who) is not None
        )  # who was forgotten is nobody's puppet
        return frozenset(who for who in known if not book.accounts_of(who))

    def _voice(self, where: Standing) -> Wording:
        return self._hall.voice(self._hall.reader(None, where.circle))


def _in_turn(where: Standing) -> tuple[Proceeding, ...]:
    """What is under way, an item before the meeting that treats it."""
    items = {item_of(p) for p in where.under_way}
    return (
        *(p for p in where.under_way if p.id in items),
        *(p for p in where.under_way if p.id not in items),
    )
