"""Takes each input through one transaction, and says what came of it once that is committed.

For one input, all in one transaction: has this delivery been answered before? Then it is answered again and
nothing is applied. What fell due in the proceeding by `now` comes first, as the clock's own. Then the rules
judge; facts, projections, the next due instant and the mark "must be shown" are stored, for the proceeding
and for all that follows from it in others. Only then is it acknowledged.

Inputs are taken one after the other, in the order in which they came. A refusal stores nothing at all, not
even that it was asked. A cancelled `handle` means "outcome unknown": it is carried out all the same, and a
repeated delivery finds the answer.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, NamedTuple, TypeVar

from bot.chain import Chain, Changed, Target
from bot.memory import Memory
from bot.watch import QUIET, Watch
from facilitation.commands import Act, CircleAct, Command, Tick
from facilitation.facts import Fact
from facilitation.model import Circle, CircleId, ProceedingId
from facilitation.refusals import Refused
from facilitation.state import Proceeding
from facilitation.streams import Value, booked_all
from storage import agenda, aside, circles, log
from storage.agenda import Answered
from storage.database import Database
from storage.faults import StorageFault
from storage.writer import Writer

T = TypeVar("T")

_log = logging.getLogger(__name__)

_BATCH: Final = 64  # dues applied together
_PATIENCE: Final = timedelta(minutes=1)  # before a due is tried again that could not be applied
_REMEMBERED: Final = timedelta(days=30)  # how long a repeated delivery is recognised, and a draft kept


class Answer(NamedTuple):
    """What an input led to: its own facts, and what they belong to as it is after them and all that followed."""

    facts: tuple[Fact, ...]
    proceeding: Proceeding | None = None
    circle: Circle | None = None


class Desk:
    """The only way in. `listen` hears, in the event loop, of each proceeding and circle that a commit has changed."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        remember: int,
        listen: Callable[[Changed], None],
        watch: Watch = QUIET,
    ) -> None:
        self._database = database
        self._writer = writer
        self._memory = Memory(remember)
        self._listen = listen
        self._watch = watch
        self._stuck: dict[Target, datetime] = {}

    async def handle(self, target: Target, command: Command, delivery: str, now: datetime) -> Answer:
        """Apply a command to a proceeding or circle, and answer once everything is durable.

        `delivery` names the input for ever: a second one of that name gets the first one's answer.

        Raises:
            Refused: the rules say no; nothing was stored.
            StorageFault: it could not be stored, and why.
        """

        def work(db: sqlite3.Connection) -> tuple[Answer, Chain | None]:
            if (where := agenda.answered(db, delivery)) is not None:
                return _answer_again(db, where), None
            return self._act(db, target, command, delivery, now)

        try:
            answer, _ = await self._writer.run(
                work, lambda done: self._keep(done[1]), lambda done: self._tell(done[1])
            )
        except Refused:
            self._watch.acted("refused")
            raise
        except StorageFault:
            self._watch.acted("fault")
            raise
        self._watch.acted("accepted")
        return answer

    async def again(self, delivery: str) -> Answer | None:
        """What this delivery was answered, where it comes once more; None for a new one."""

        def ask() -> Answer | None:
            with self._database.reading() as db:
                where = agenda.answered(db, delivery)
                return None if where is None else _answer_again(db, where)

        return await asyncio.to_thread(ask)

    async def tick_due(self, now: datetime) -> datetime | None:
        """Apply all that has fallen due by `now`; returns when to come again, or None for no reason to.

        A due that cannot be applied is logged and left for a minute, and holds up no other.
        """
        # A clock that was set back must not make anybody wait for the day it had been wrong about.
        self._stuck = {id_: at for id_, at in self._stuck.items() if at - now <= _PATIENCE}
        while True:
            dues = await self.read(agenda.next_dues, _BATCH + len(self._stuck))
            waits = {due.stream: max(due.at, self._stuck.get(_target(due), due.at)) for due in dues}
            overdue = [due for due in dues if waits[due.stream] <= now]
            if not overdue:
                return min(waits.values(), default=None)
            await asyncio.gather(*(self._tick(_target(due), due.at, now) for due in overdue))

    async def value(self, id_: Target) -> Value:
        """A proceeding or a circle as it was last committed, or None if there is none of this id.

        What had been forgotten is remembered from here on: rooms ask for the same one at each of their steps.
        """
        if (known := self._memory.get(id_)) is not None:
            return known.value
        return (await asyncio.to_thread(self._memory.learn, id_, self._database.reading)).value

    async def proceeding(self, id_: ProceedingId) -> Proceeding | None:
        """A proceeding as it was last committed, or None if there is none of this id."""
        value = await self.value(id_)
        return value if isinstance(value, Proceeding) else None

    async def circle(self, id_: CircleId) -> Circle | None:
        """A circle as it was last committed, or None if there is none of this id."""
        value = await self.value(id_)
        return value if isinstance(value, Circle) else None

    async def open_in(self, circle: CircleId) -> tuple[ProceedingId, ...]:
        """The proceedings of a circle in which something can still happen, agreements in force among them."""
        return await self.read(circles.open_in, circle)

    async def facts(self, stream: Target) -> tuple[Fact, ...]:
        """The whole history of a proceeding or a circle."""
        return await self.read(log.read, stream)

    async def tidy(self, now: datetime) -> int:
        """Forget deliveries too old to come again, and drafts nobody came back for; returns how many of both."""
        return await self._writer.run(lambda db: _tidied(db, now - _REMEMBERED))

    async def read(self, query: Callable[..., T], *args: object) -> T:
        """Ask storage something (a function of a connection and these arguments), outside the event loop."""

        def ask() -> T:
            with self._database.reading() as db:
                return query(db, *args)

        return await asyncio.to_thread(ask)

    async def write(self, change: Callable[..., T], *args: object) -> T:
        """Let storage change something that no fact is about (people, rooms, posts); durable when it returns."""
        return await self._writer.run(lambda db: change(db, *args))

    def _act(
        self, db: sqlite3.Connection, target: Target, command: Command, delivery: str, now: datetime
    ) -> tuple[Answer, Chain]:
        by = command.by if isinstance(command, Act | CircleAct) else None
        chain = Chain(db, self._memory, delivery, now, by)
        done = chain.carry_out(target, command)
        held = chain.load(target)
        agenda.answer(db, delivery, Answered(target, done.first, done.last, held.head.seq), now)
        self._memory.begin(chain.held)
        return _answer(done.facts, held.value), chain

    async def _tick(self, id_: Target, due: datetime, now: datetime) -> None:

        def work(db: sqlite3.Connection) -> Chain:
            chain = Chain(db, self._memory, "clock", now)
            chain.carry_out(id_, Tick())
            if chain.settle_due(id_):
                return chain
            raise RuntimeError("it is still due")

        try:
            await self._writer.run(work, self._keep, self._tell)
            self._stuck.pop(id_, None)
            self._watch.knocked((now - due).total_seconds())
        except StorageFault as fault:
            self._stuck[id_] = now + _PATIENCE
            _log.warning("What is due in %s waits: %s", id_, fault)
        except Exception:  # noqa: BLE001 - one proceeding's trouble must not stop the clock of all others
            self._stuck[id_] = now + _PATIENCE
            _log.exception("What is due in %s could not be applied", id_)

    def _keep(self, chain: Chain | None) -> None:
        """In the writer's thread, after the commit."""
        if chain is not None:
            self._memory.keep(chain.held)

    def _tell(self, chain: Chain | None) -> None:
        """In the event loop, after the commit. Nobody has to be waiting any more for this to happen."""
        for changed in chain.changes() if chain is not None else ():
            self._listen(changed)


def _tidied(db: sqlite3.Connection, before: datetime) -> int:
    return agenda.forget_answers(db, before) + aside.drop_older(db, before)


def _target(due: agenda.Due) -> Target:
    return ProceedingId(due.stream)  # or a circle's: only what is loaded tells them apart


def _answer(facts: tuple[Fact, ...], value: Value) -> Answer:
    if isinstance(value, Circle):
        return Answer(facts, circle=value)
    return Answer(facts, proceeding=value)


def _answer_again(db: sqlite3.Connection, where: Answered) -> Answer:
    own = log.read(db, where.stream, where.first - 1, where.last)
    return _answer(own, booked_all(None, log.read(db, where.stream, 0, where.upto)))
