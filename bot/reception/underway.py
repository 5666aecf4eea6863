"""What is under way in a circle, without looking at everything that it has ever agreed on each time.

An agreement in force asks nobody for anything until something happens in it; which ones rest is remembered until they
are heard of again.
"""

from __future__ import annotations

from bot.chain import Changed
from bot.desk import Desk
from bot.standing import Standing, settled
from facilitation.model import CircleId, ProceedingId


class UnderWay:
    """Which open proceedings of each circle rest, as far as it is known."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._resting: dict[CircleId, set[ProceedingId]] = {}
        self._heard = 0

    def heard(self, changed: Changed) -> None:
        """Something has happened in a proceeding: it may not rest any more."""
        self._heard += 1
        self._resting.get(changed.circle, set()).discard(ProceedingId(changed.id))

    async def of(self, circle: CircleId) -> Standing:
        """A circle with what is under way in it, the newest first. What it has agreed on is left out."""
        found = await self._desk.circle(circle)
        assert found is not None  # noqa: S101 - somebody sits in it, or it meets somewhere
        resting = self._resting.setdefault(circle, set())
        open_ = await self._desk.open_in(circle)
        resting &= set(open_)
        under_way = []
        for id_ in reversed(open_):
            if id_ in resting:
                continue
            heard, p = self._heard, await self._desk.proceeding(id_)
            if p is not None and not settled(p):
                under_way.append(p)
            elif heard == self._heard:  # else it may be another one by now
                resting.add(id_)
        return Standing(found, tuple(under_way), ())
