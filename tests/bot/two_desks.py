"""One store, two desks, and hands that move every piece of work: the stage of `test_two_desks`.

A second desk cannot open the same file: the lock beside it keeps a second process out, and so it should. But a
desk never sees the file. It knows a `reading()` and a `run(work, then)`, and these two are the seam used here:

- **The store** is one real SQLite database with the real tables, in memory, copied anew for each trial.
- **The writer** of each desk is a queue. Only when the trial says so are its first pieces carried out, by
  `storage.writer._carry_out` itself: the real transaction, savepoints, rollbacks and the order of `then` and
  answers. What is replaced is the thread that would do so at a moment of its own choosing.
- **Each desk** is the real `bot.desk.Desk` with a memory of its own, which the other one's commits make stale.
- **A slow hand** is the real `bot.chain.Chain`, made to load its stream long before its transaction, as a
  replica on a database without `BEGIN IMMEDIATE` would. It has nothing but the log's own version check.
- **Faults** are raised by the connection: before any statement, instead of or just after a commit.

Transactions exclude each other here as SQLite makes them do. So what interleaves is what interleaves in truth:
looking, sending, the order of two queues, memories against the log, a due that both saw, a wait given up.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.chain import Chain, Changed, Target
from bot.desk import Desk
from bot.memory import Held
from facilitation.commands import (
    AddItem,
    BeginMeeting,
    Command,
    Consent,
    GoOn,
    LetStand,
    Nominate,
    Object,
    OpenItem,
    OpenMeeting,
    OpenSelection,
    Pass,
    ProposeAgenda,
    ProposeTerm,
    SetNextMeeting,
    Speak,
    Tick,
)
from facilitation.model import Circle, CircleId, Duty, ItemOutcome, ProceedingId, Words
from facilitation.proceeding import legal, waiting
from facilitation.state import Proceeding
from storage.database import Database
from storage.sealing import Keys, teach
from storage.writer import _carry_out, _Item
from tests.bot.clerk import Clerk
from tests.storage.walking import PEOPLE, START, found, propose

KITCHEN = CircleId("c-kitchen")
PROCEEDINGS = tuple(ProceedingId(f"p-{number}") for number in range(4))
MEETING, ITEM, SELECTION = (ProceedingId(name) for name in ("p-meeting", "p-item", "p-selection"))
EVERYTHING = (*PROCEEDINGS, MEETING, ITEM, SELECTION)
SETTINGS = {
    "plain": (("silence", "assume after window"), ("absent", "grace"), ("grace_hours", "48")),
    "sealed": (("collection", "sealed"),),
    "round": (("collection", "round"), ("absent", "present only")),
}
AGREEABLE = (
    *(LetStand, BeginMeeting, GoOn, SetNextMeeting, ProposeAgenda, OpenItem, ProposeTerm),
    *(Pass, Speak, Consent),
)
DATED = (SetNextMeeting, ProposeTerm)
KEYS = Keys((b"k" * 32,))


class Died(BaseException):
    """The process ended here; nobody is left to clean up."""


class Shaky(sqlite3.Connection):
    """The store's connection. A fault that was laid in waits for its statement, and strikes once."""

    fault: Callable[[], BaseException] | None = None
    countdown = 0
    at_commit = ""  # "instead" or "after"
    own_rollback = False
    commits = 0

    def lay(
        self,
        fault: Callable[[], BaseException],
        countdown: int = 0,
        at_commit: str = "",
        *,
        own_rollback: bool = False,
    ) -> None:
        self.fault, self.countdown, self.at_commit = fault, countdown, at_commit
        self.own_rollback = own_rollback

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:  # noqa: ANN401
        commit = sql == "COMMIT"
        if sql not in {"ROLLBACK", "ROLLBACK TO piece", "RELEASE piece"}:
            self._perhaps(strikes=self.at_commit == "instead" if commit else not self.at_commit)
        cursor = super().execute(sql, *values)
        if commit:
            self.commits += 1
            self._perhaps(strikes=self.at_commit == "after")
        return cursor

    def executemany(self, sql: str, values: Any) -> sqlite3.Cursor:  # noqa: ANN401
        self._perhaps(strikes=not self.at_commit)
        return super().executemany(sql, values)

    def _perhaps(self, *, strikes: bool) -> None:
        if self.fault is None or not strikes:
            return
        if self.countdown:
            self.countdown -= 1
            return
        fault, self.fault = self.fault(), None
        if self.own_rollback and self.in_transaction:
            super().execute("ROLLBACK")
        raise fault


def disk_full() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


def locked() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


@dataclass(frozen=True)
class Sent:
    """A delivery as it came in at a desk; `loaded` is what a slow hand had loaded before."""

    name: str
    target: Target
    command: Command
    now: datetime
    loaded: Held | None = None


@dataclass(frozen=True)
class Knocked:
    """The alarm's own piece of work: what is due somewhere, at the instant at which it looked."""

    now: datetime
    command: Command = field(default_factory=Tick)


class HandWriter:
    """What a desk takes for its writer: work waits here until it is served."""

    def __init__(self, db: Shaky) -> None:
        self.db = db
        self.queue: deque[tuple[Sent | Knocked, _Item]] = deque()
        self.coming: Sent | None = None
        self.knocked = Knocked(START)
        """One call of the alarm at a time: so what comes from nobody is its."""

    async def run(
        self,
        work: Callable[..., Any],
        then: Callable[[Any], None] | None = None,
        tell: Callable[[Any], None] | None = None,
    ) -> Any:  # noqa: ANN401
        item = _Item(work, then, tell, asyncio.get_running_loop().create_future())
        self.queue.append((self.coming or self.knocked, item))
        self.coming = None
        return await item.future

    def serve(self, most: int) -> tuple[list[tuple[Sent | Knocked, _Item]], bool]:
        """Carry out the next pieces in one transaction; returns them, and whether the process lived on."""
        batch = [self.queue.popleft() for _ in range(min(most, len(self.queue)))]
        try:
            if batch:
                _carry_out(self.db, [item for _, item in batch])
        except Died:
            if self.db.in_transaction:
                sqlite3.Connection.execute(self.db, "ROLLBACK")  # as the next one to open the file would
            return batch, False
        finally:
            self.db.fault = None
        return batch, True


@dataclass
class Reader:
    """What a desk takes for its database."""

    db: Shaky

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        assert not self.db.in_transaction
        yield self.db


@dataclass
class Office:
    """One desk as a process has it: what it remembers, what waits, whom it told what, who waits for it."""

    db: Shaky
    remember: int
    told: list[Changed] = field(default_factory=list)
    tasks: dict[asyncio.Task[Any], Sent | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.writer = HandWriter(self.db)
        self.desk = Desk(Reader(self.db), self.writer, self.remember, self.told.append)

    def slow(self, sent: Sent) -> Chain:
        """A chain that holds what was loaded before its transaction began."""
        assert sent.loaded is not None
        by = getattr(sent.command, "by", None)
        return Chain(self.db, self.desk._memory, sent.name, sent.now, by, held={sent.target: sent.loaded})


class AtOnce(ThreadPoolExecutor):
    """Does in the loop's own thread what would go to another: one order of things, the same each time."""

    def submit(self, fn: Callable[..., Any], /, *args: object, **kwargs: object) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001
            done.set_exception(error)
        return done


def new_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    loop.set_default_executor(AtOnce(1))
    return loop


# --- the state trials begin in ------------------------------------------------------------------------------


@cache
def _template(name: str) -> tuple[sqlite3.Connection, Clerk]:
    """A circle with a check in which somebody objects, another check, a round, a meeting with an item on its table, and
    a selection in which nominations are given; and how it came about.
    """
    with TemporaryDirectory() as folder:
        Database(Path(folder) / "empty.db").close()
        made = sqlite3.connect(":memory:", isolation_level=None, factory=Shaky, check_same_thread=False)
        with sqlite3.connect(Path(folder) / "empty.db") as empty:
            empty.backup(made)
        empty.close()
    teach(made, KEYS)
    loop, office, clerk = new_loop(), Office(made, 9), Clerk()

    def do(target: Target, command: Command, delivery: str) -> Proceeding | Circle | None:
        task = loop.create_task(office.desk.handle(target, command, delivery, START))
        while not task.done():
            turn(loop)
            office.writer.serve(1)
        taken = clerk.take(target, command, START)
        assert task.result().facts == taken.facts
        return taken.value

    founding = found()
    secretary = replace(founding.members[3], duties=(Duty.SECRETARY,))
    members = (*founding.members[:3], secretary, *founding.members[4:])
    circle = do(KITCHEN, replace(founding, members=members, overrides=SETTINGS[name]), "found")
    assert isinstance(circle, Circle)

    def to(id_: ProceedingId, opening: Command, phase: str) -> None:
        go_on(id_, do(id_, opening, f"{id_} opens"), phase)

    def go_on(id_: ProceedingId, p: Proceeding | Circle | None, phase: str) -> None:
        for number in range(60):
            assert isinstance(p, Proceeding)
            assert p.phase is not None
            if p.phase.name == phase or (phase == "two have spoken" and number == 2):
                return
            p = do(id_, *_agreeable(p, f"{id_} {number}"))
        raise AssertionError(f"{id_} never comes to {phase}")

    for id_, phase in zip(PROCEEDINGS, ("consent", "consent", "two have spoken"), strict=False):
        to(id_, propose(circle, id_), phase)
    do(PROCEEDINGS[0], Object(by=_next(clerk, PROCEEDINGS[0]), text=Words("It would harm us.")), "objects")
    ana = PEOPLE[0]
    selection = OpenSelection(
        by=ana, id=SELECTION, circle=circle, title="Who keeps the stove?", role="stove keeper"
    )
    to(SELECTION, selection, "nominate")
    do(SELECTION, Nominate(by=PEOPLE[2], person=PEOPLE[1], reason=Words("Warm hands.")), "nominates")
    meeting = OpenMeeting(by=ana, id=MEETING, circle=circle, title="Monday", planned=START, minutes=60)
    do(MEETING, meeting, "meets")
    for outcome in (ItemOutcome.DECIDE, ItemOutcome.REPORT, ItemOutcome.EXPLORE):
        do(
            MEETING,
            AddItem(by=ana, title=outcome.value, outcome=outcome, minutes=20),
            f"item {outcome.value}",
        )
    go_on(MEETING, clerk.proceedings[MEETING], "items")
    do(MEETING, OpenItem(by=ana), "opens the item")
    to(ITEM, replace(propose(circle, ITEM), item_of=MEETING), "two have spoken")
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
    return made, clerk


def _agreeable(p: Proceeding, name: str) -> tuple[Command, str]:
    for kind in AGREEABLE:
        for who in (*waiting(p), *PEOPLE):
            if any(offer.command is kind for offer in legal(p, who)):
                dated = {"until": START + timedelta(days=60)} if kind in DATED else {}
                return kind(by=who, **dated), name  # type: ignore[call-arg]
    raise AssertionError(f"nobody goes on in {p.phase and p.phase.name}")


def _next(clerk: Clerk, id_: ProceedingId) -> Any:  # noqa: ANN401
    return waiting(clerk.proceedings[id_])[-1]


def store(name: str) -> tuple[Shaky, Clerk]:
    """A store of one's own, and the clerk who wrote what is in it."""
    template, clerk = _template(name)
    made = sqlite3.connect(":memory:", isolation_level=None, factory=Shaky, check_same_thread=False)
    template.backup(made)
    teach(made, KEYS)
    return made, clerk.copied()


def turn(loop: asyncio.AbstractEventLoop, times: int = 8) -> None:
    """Let everything go on that can go on without the writers."""

    async def rest() -> None:
        for _ in range(times):
            await asyncio.sleep(0)

    loop.run_until_complete(rest())
