"""One input and everything it leads to, inside one transaction.

A command is applied to its proceeding (what fell due there comes first), its facts are stored, and what they
ask of other proceedings and of circles is applied in turn, until nothing is left to do. All of it or none of
it comes true.
"""

from __future__ import annotations

import logging
import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex
from typing import Final, NamedTuple

from bot.memory import Held, Memory, held
from facilitation.circle import EVERY_OPEN, circle_follow_ups, proceed_circle
from facilitation.commands import CircleCommand, Command, DrawCandidate, Open, Tick
from facilitation.facts import Fact
from facilitation.following import follow_ups
from facilitation.model import Circle, CircleId, ProceedingId
from facilitation.proceeding import proceed
from facilitation.refusals import Reason, Refused
from facilitation.sealed import OPENERS, VOIDS, keeps_secrets, marks, opened_by, taken_back
from facilitation.state import Proceeding
from storage import agenda, circles, log, projections
from storage.envelopes import units_of
from storage.faults import Unreadable
from storage.log import Head

_log = logging.getLogger(__name__)

_LONGEST: Final = (
    10_000  # follow-ups of one input: more can only be a circle of commands that feed each other
)

LONGEST_WAIT: Final = timedelta(days=2)
"""How long an input may have waited to be taken. What lies further ahead was noted by a clock that was wrong."""

Target = ProceedingId | CircleId


class Done(NamedTuple):
    """What one command did: its facts, which stand in the log from number `first` to `last`."""

    facts: tuple[Fact, ...]
    first: int
    last: int


class Changed(NamedTuple):
    """A proceeding, or a circle if `id` is its own, has new facts up to number `seq`, and wants to be woken at `due`."""

    id: Target
    circle: CircleId
    seq: int
    due: datetime | None

    @property
    def of_circle(self) -> bool:
        """Whether it is the circle itself that changed."""
        return self.id == self.circle


@dataclass(slots=True)
class Chain:
    """What one input has changed so far. `held` is what every stream it touched looks like now."""

    db: sqlite3.Connection
    memory: Memory
    cause: str
    now: datetime
    said_by: str | None = None
    held: dict[str, Held] = field(default_factory=dict)
    changed: dict[ProceedingId, int] = field(default_factory=dict)
    changed_circles: dict[CircleId, int] = field(default_factory=dict)

    def carry_out(self, target: Target, command: Command) -> Done:
        """Apply a command and all that follows from it; returns what itself did.

        Raises:
            Refused: the rules say no to it, or to something it would lead to.
        """
        todo: deque[tuple[Target, Command]] = deque()
        own = self._apply(target, command, todo)
        for _ in range(_LONGEST):
            if not todo:
                self._mark()
                return own
            self._apply(*todo.popleft(), todo)
        raise RuntimeError(f"what {type(command).__name__} leads to has no end")

    def changes(self) -> tuple[Changed, ...]:
        """What is different now, for those who show it and wake it."""
        after = ((self._proceeding(id_), seq) for id_, seq in self.changed.items())
        circles = (Changed(id_, id_, seq, self.held[id_].due) for id_, seq in self.changed_circles.items())
        return (
            *(Changed(p.id, p.circle.id, seq, self.held[p.id].due) for p, seq in after if p is not None),
            *circles,
        )

    def settle_due(self, id_: Target) -> bool:
        """Make sure that what stands in the agenda is what the stream wants; whether it has any progress."""
        due = self.load(id_).due
        agenda.set_due(self.db, id_, due)
        return bool(self.changed or self.changed_circles) or due is None or due > self._now(id_)

    def load(self, stream: str) -> Held:
        """A stream as it is in this transaction: from memory where memory is sure, else from the log."""
        if stream not in self.held:
            self.held[stream] = self.memory.load(self.db, stream)
        return self.held[stream]

    def _now(self, stream: str) -> datetime:
        """When this input counts in a stream: when it came, and never before what the stream knows already.

        An input may be taken after the clock's own although it came before it. Booked as of then, it would begin a
        turn or a window in the past, and whoever has just been asked would be reminded of it at once. A stream that
        is far ahead is another matter: a clock set back must not stand still until it has caught up.
        """
        last = self.load(stream).at
        waited = last is not None and self.now < last <= self.now + LONGEST_WAIT
        return last if last is not None and waited else self.now

    def _apply(self, target: Target, command: Command, todo: deque[tuple[Target, Command]]) -> Done:
        if isinstance(command, CircleCommand) or self._circle(target) is not None:
            return self._apply_to_circle(CircleId(target), command, todo)
        id_ = ProceedingId(target)
        self._tick(id_, todo)
        before = self.load(id_).head.seq
        facts, after = proceed(self._proceeding(id_), self._completed(command), self._now(id_))
        self._book(id_, facts, after, todo)
        return Done(facts, before + 1, self.load(id_).head.seq)

    def _tick(self, id_: ProceedingId, todo: deque[tuple[Target, Command]]) -> None:
        """What fell due here comes before anything else: so lateness never changes an outcome."""
        due = self.load(id_).due
        if due is None or due > self._now(id_):
            return
        facts, after = proceed(self._proceeding(id_), Tick(), self._now(id_))
        self._book(id_, facts, after, todo)

    def _apply_to_circle(self, id_: CircleId, command: Command, todo: deque[tuple[Target, Command]]) -> Done:
        if not isinstance(command, CircleCommand | Tick):
            raise Refused(Reason.NO_SUCH_THING)
        due = self.load(id_).due
        if due is not None and due <= self._now(id_) and not isinstance(command, Tick):
            self._apply_to_circle(id_, Tick(), todo)
        held = self.load(id_)
        before = held.head.seq
        facts, after = proceed_circle(self._circle(id_), command, self._now(id_))
        if facts:
            self._store(id_, facts, after)
            self.changed_circles[id_] = self.held[id_].head.seq
        if (due := self.held[id_].due) != held.due:
            agenda.set_due(self.db, id_, due)
        for target, following in circle_follow_ups(after, facts):
            everyone = self._readable(id_) if target == EVERY_OPEN else (target,)
            todo.extend((one, following) for one in everyone)
        return Done(facts, before + 1, self.load(id_).head.seq)

    def _readable(self, circle: CircleId) -> Iterator[ProceedingId]:
        """Every open proceeding of a circle. One that cannot be read must not hold up its circle."""
        for id_ in circles.open_in(self.db, circle):
            try:
                self.load(id_)
            except Unreadable as fault:
                _log.warning("%s does not hear what changed in its circle: %s", id_, fault)
            else:
                yield id_

    def _book(
        self,
        id_: ProceedingId,
        facts: tuple[Fact, ...],
        after: Proceeding,
        todo: deque[tuple[Target, Command]],
    ) -> None:
        if not facts:
            return
        before = self.load(id_).due
        self._store(id_, facts, after)
        self.changed[id_] = self.held[id_].head.seq
        if (due := self.held[id_].due) != before:
            agenda.set_due(self.db, id_, due)
        todo.extend(follow_ups(after, facts))

    def _store(self, stream: str, facts: Sequence[Fact], after: Proceeding | Circle) -> None:
        head = self.load(stream).head
        if isinstance(after, Proceeding) and keeps_secrets(after):
            end = self._store_sealed(after.id, head, facts, after)
        else:
            end = log.append(self.db, stream, head, facts, cause=self.cause, said_by=self.said_by)
            projections.apply(self.db, stream, head.seq + 1, facts)
        self.held[stream] = held(end, after, facts[-1].at)

    def _store_sealed(self, id_: ProceedingId, head: Head, facts: Sequence[Fact], after: Proceeding) -> Head:
        """Store what is secret for now in envelopes, and open those whose secret ends with these facts."""
        seals = marks(self._proceeding(id_), facts)
        end = log.append(self.db, id_, head, facts, cause=self.cause, said_by=self.said_by, marks=seals)
        units = tuple(enumerate(units_of(facts, seals), head.seq + 1))
        for seq, unit in units:
            projections.apply(self.db, id_, seq, unit.visible)
        closings = ((seq, fact) for seq, unit in units for fact in unit.facts if isinstance(fact, OPENERS))
        if sum(self._unseal(id_, seq, closing, after) for seq, closing in closings):
            projections.renew(self.db, id_)
        return end

    def _unseal(self, id_: ProceedingId, at: int, closing: Fact, after: Proceeding) -> int:
        """Open what is no secret any more with a fact that stands at number `at`; returns how many envelopes."""
        void = log.last_of(self.db, id_, VOIDS, at)

        def opens(seq: int, facts: tuple[Fact, ...]) -> bool:
            return opened_by(closing, facts, void=seq < void)

        return log.unseal(self.db, id_, opens, partial(taken_back, after))

    def _mark(self) -> None:
        for id_, seq in (*self.changed.items(), *self.changed_circles.items()):
            agenda.mark(self.db, id_, seq)

    def _completed(self, command: Command) -> Command:
        """A command with what comes from here: the circle as it is now for what is opened, the luck for a draw."""
        if isinstance(command, Open) and (circle := self._circle(command.circle.id)) is not None:
            return replace(command, circle=circle)
        if isinstance(command, DrawCandidate) and not command.seed:
            return replace(command, seed=token_hex(8))
        return command

    def _proceeding(self, id_: ProceedingId) -> Proceeding | None:
        value = self.load(id_).value
        return value if isinstance(value, Proceeding) else None

    def _circle(self, id_: Target) -> Circle | None:
        value = self.load(id_).value
        return value if isinstance(value, Circle) else None
