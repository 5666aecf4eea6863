"""One clerk with a pen: what the log would hold if inputs were taken one by one and nothing ever went wrong.

No database, no memory, no concurrency, only the rules. Whatever desks, crashes and clocks do, what they leave
behind has to be what this clerk writes for the same inputs in the order in which they came to stand in the log.
"""

from __future__ import annotations

from collections import deque
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.chain import Target
from facilitation.circle import EVERY_OPEN, circle_follow_ups, circle_wake_at, proceed_circle
from facilitation.commands import CircleCommand, Command, Open, Tick
from facilitation.facts import Fact
from facilitation.following import follow_ups
from facilitation.model import Circle, CircleId, ProceedingId
from facilitation.proceeding import proceed, wake_at
from facilitation.state import Proceeding

Row = tuple[str, Fact]
"""A fact and the stream it stands in."""

ABOUT = ("nth", "person", "number", "item", "role", "times")
"""What a fact that fell due may be about: the same twice, in one step and for one due, would be once too often."""

WAITS = timedelta(days=2)
"""How far behind the last fact of its stream an input may have come in, and still be booked as of that fact."""


class Taken(NamedTuple):
    """What one input did: its own facts, what they belong to after everything, and all rows of the log."""

    facts: tuple[Fact, ...]
    value: Proceeding | Circle | None
    rows: tuple[Row, ...]


@dataclass
class Clerk:
    """All streams as they are. `proceedings` are in the order in which they were opened."""

    proceedings: dict[ProceedingId, Proceeding] = field(default_factory=dict)
    circles: dict[CircleId, Circle] = field(default_factory=dict)
    latest: dict[str, datetime] = field(default_factory=dict)
    _woken: dict[str, tuple[Proceeding | Circle, datetime | None]] = field(default_factory=dict)

    def take(self, target: Target, command: Command, now: datetime) -> Taken:
        """What an input makes true, in the order of the log. Raises `Refused`, and nothing has changed then."""
        draft = self.copied()
        todo: deque[tuple[Target, Command]] = deque()
        own, rows = draft._apply(target, command, now, todo)
        while todo:
            rows += draft._apply(*todo.popleft(), now, todo)[1]
        self.proceedings, self.circles, self.latest = draft.proceedings, draft.circles, draft.latest
        return Taken(own, self.value(target), tuple(rows))

    def copied(self) -> Clerk:
        """Another clerk who knows the same."""
        return Clerk(copy(self.proceedings), copy(self.circles), copy(self.latest))

    def dues(self) -> dict[str, datetime]:
        """When each proceeding and circle wants to be woken."""
        for id_, value in (*self.proceedings.items(), *self.circles.items()):
            if id_ not in self._woken or self._woken[id_][0] is not value:
                self._woken[id_] = value, _due(value)
        return {id_: at for id_, (_, at) in self._woken.items() if at is not None}

    def value(self, stream: str) -> Proceeding | Circle | None:
        """What a stream is now."""
        return self.proceedings.get(ProceedingId(stream)) or self.circles.get(CircleId(stream))

    def _apply(
        self, target: Target, command: Command, now: datetime, todo: deque[tuple[Target, Command]]
    ) -> tuple[tuple[Fact, ...], list[Row]]:
        """What a command made true itself, and that with what had fallen due before it."""
        now, due = self._instant(target, now), _due(self.value(target))
        late = self._booked(target, Tick(), now, todo) if due is not None and due <= now else ()
        if late and isinstance(command, Tick) and target in self.circles:
            return late, [(target, fact) for fact in late]
        if isinstance(command, Open) and command.circle.id in self.circles:
            command = replace(command, circle=self.circles[command.circle.id])
        facts = self._booked(target, command, now, todo)
        return facts, [(target, fact) for fact in (*late, *facts)]

    def _instant(self, stream: str, now: datetime) -> datetime:
        """No fact stands behind one that comes later; but nobody waits for a day that only a wrong clock knew."""
        last = self.latest.get(stream, now)
        return max(now, last) if last - now <= WAITS else now

    def _booked(
        self, target: Target, command: Command, now: datetime, todo: deque[tuple[Target, Command]]
    ) -> tuple[Fact, ...]:
        facts: tuple[Fact, ...]
        if isinstance(command, CircleCommand) or target in self.circles:
            assert isinstance(command, CircleCommand | Tick)
            facts, circle = proceed_circle(self.circles.get(CircleId(target)), command, now)
            self.circles[CircleId(target)] = circle
            for one, following in circle_follow_ups(circle, facts):
                todo.extend((id_, following) for id_ in (self._open(circle) if one == EVERY_OPEN else (one,)))
        else:
            facts, p = proceed(self.proceedings.get(ProceedingId(target)), command, now)
            if facts:
                self.proceedings[ProceedingId(target)] = p
                todo.extend(follow_ups(p, facts))
        if facts:
            self.latest[target] = facts[-1].at
        return facts

    def _open(self, circle: Circle) -> list[ProceedingId]:
        return [p.id for p in self.proceedings.values() if p.circle.id == circle.id and not p.over]


def _due(value: Proceeding | Circle | None) -> datetime | None:
    if isinstance(value, Circle):
        return circle_wake_at(value)
    return None if value is None else wake_at(value)
