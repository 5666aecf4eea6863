"""Where a circle stands: what is under way in it, and what it has agreed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.compose import House
from facilitation.meeting import Meeting
from facilitation.model import Circle, CircleId, Item, PersonId, ProceedingId
from facilitation.proceeding import waiting
from facilitation.state import Proceeding

REST: Final = frozenset({"in force", "written up"})
"""Phases in which nobody is asked for anything, for a long time."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A circle with what is under way in it, the newest first, and what it has agreed on."""

    circle: Circle
    under_way: tuple[Proceeding, ...]
    agreed: tuple[Proceeding, ...]
    held: tuple[Proceeding, ...] = ()
    """Meetings that are over, and about which something can still be said."""

    def needing(self, people: tuple[PersonId, ...]) -> tuple[Proceeding, ...]:
        """What is under way and waits for one of these people."""
        return tuple(p for p in self.under_way if set(people) & set(waiting(p)))


async def standing(house: House, circle: CircleId) -> Standing:
    """Where a circle stands now."""
    found = await house.desk.circle(circle)
    assert found is not None  # noqa: S101 - somebody sits in it
    every = [await house.desk.proceeding(id_) for id_ in reversed(await house.desk.open_in(circle))]
    open_ = [p for p in every if p is not None]
    return Standing(
        found,
        tuple(p for p in open_ if not settled(p)),
        tuple(p for p in open_ if settled(p) and not p.over and p.decision is not None),
        tuple(p for p in open_ if settled(p) and not p.over and p.decision is None),
    )


def settled(p: Proceeding) -> bool:
    """Whether a decision is made, or nothing will come of it any more."""
    return p.over or (p.phase is not None and p.phase.name in REST and p.aside is None)


def item_of(p: Proceeding) -> ProceedingId | None:
    """The proceeding in which a meeting treats the item on the table, until it is known what came of it."""
    if not isinstance(p.work, Meeting) or (item := p.work.open_item) is None or item.conclusion is not None:
        return None
    return item.proceeding


def to_bring(p: Proceeding) -> Item | None:
    """The item on the table for which somebody has to bring a text, or open a selection."""
    if not isinstance(p.work, Meeting) or (item := p.work.open_item) is None:
        return None
    return item if item.proceeding is None and item.conclusion is None else None
