"""Where a circle stands: what is under way in it, and what it has agreed on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.compose import House
from facilitation.model import Circle, CircleId, PersonId
from facilitation.proceeding import waiting
from facilitation.state import Proceeding


@dataclass(frozen=True, slots=True)
class Standing:
    """A circle with what is under way in it, the newest first, and what it has agreed on."""

    circle: Circle
    under_way: tuple[Proceeding, ...]
    agreed: tuple[Proceeding, ...]

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
        tuple(p for p in open_ if settled(p) and not p.over),
    )


def settled(p: Proceeding) -> bool:
    """Whether a decision is made, or nothing will come of it any more."""
    return p.over or (p.phase is not None and p.phase.name == "in force" and p.aside is None)
