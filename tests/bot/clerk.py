"""One clerk with a pen: what the log would hold if inputs were taken one by one and nothing ever went wrong.

No database, no memory, no concurrency, only the rules. Whatever desks, crashes and clocks do, what they leave
behind has to be what this clerk writes for the same inputs in the order in which they came to stand in the log.
"""

from __future__ import annotations

from collections import deque
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from bot.chain import Target
from facilitation.circle import EVERY_OPEN, circle_follow_ups, circle_wake_at, proceed_circle
from facilitation.commands import CircleCommand, Command, Propose, Tick
from facilitation.facts import Fact
from facilitation.following import follow_ups
from facilitation.model import Circle, CircleId, ProceedingId
from facilitation.proceeding import proceed, wake_at
from facilitation.state import Proceeding

Row = tuple[str, Fact]
"""A fact and the stream it stands in."""


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
    _woken: dict[ProceedingId, tuple[Proceeding, datetime | None]] = field(default_factory=dict)

    def take(self, target: Target, command: Command, now: datetime) -> Taken:
        """What an input makes true, in the order of the log. Raises `Refused`, and nothing has changed then."""
        draft = Clerk(copy(self.proceedings), copy(self.circles))
        todo: deque[tuple[Target, Command]] = deque()
        own, rows = draft._apply(target, command, now, todo)
        while todo:
            rows += draft._apply(*todo.popleft(), now, todo)[1]
        self.proceedings, self.circles = draft.proceedings, draft.circles
        return Taken(own, self.value(target), tuple(rows))

    def dues(self) -> dict[str, datetime]:
        """When each proceeding and circle wants to be woken."""
        for id_, p in self.proceedings.items():
            if id_ not in self._woken or self._woken[id_][0] is not p:
                self._woken[id_] = p, wake_at(p)
        wanted: dict[str, datetime | None] = {id_: at for id_, (_, at) in self._woken.items()}
        wanted |= {id_: circle_wake_at(circle) for id_, circle in self.circles.items()}
        return {id_: at for id_, at in wanted.items() if at is not None}

    def value(self, stream: str) -> Proceeding | Circle | None:
        """What a stream is now."""
        return self.proceedings.get(ProceedingId(stream)) or self.circles.get(CircleId(stream))

    def _apply(
        self, target: Target, command: Command, now: datetime, todo: deque[tuple[Target, Command]]
    ) -> tuple[tuple[Fact, ...], list[Row]]:
        """What a command made true itself, and that with what had fallen due before it."""
        if isinstance(command, CircleCommand):
            circle_id = CircleId(target)
            facts, circle = proceed_circle(self.circles.get(circle_id), command, now)
            self.circles[circle_id] = circle
            for one, following in circle_follow_ups(circle, facts):
                todo.extend((id_, following) for id_ in (self._open(circle) if one == EVERY_OPEN else (one,)))
            return facts, [(circle_id, fact) for fact in facts]
        id_ = ProceedingId(target)
        p = self.proceedings.get(id_)
        due = None if p is None else wake_at(p)
        late = self._booked(id_, Tick(), now, todo) if due is not None and due <= now else ()
        if isinstance(command, Propose) and command.circle.id in self.circles:
            command = replace(command, circle=self.circles[command.circle.id])
        facts = self._booked(id_, command, now, todo)
        return facts, [(id_, fact) for fact in (*late, *facts)]

    def _booked(
        self, id_: ProceedingId, command: Command, now: datetime, todo: deque[tuple[Target, Command]]
    ) -> tuple[Fact, ...]:
        facts, p = proceed(self.proceedings.get(id_), command, now)
        if facts:
            self.proceedings[id_] = p
            todo.extend(follow_ups(p, facts))
        return facts

    def _open(self, circle: Circle) -> list[ProceedingId]:
        return [p.id for p in self.proceedings.values() if p.circle.id == circle.id and not p.over]
