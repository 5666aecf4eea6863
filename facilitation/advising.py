"""What an advice process keeps: the intention, whom it asks, what they said, and how it was answered."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from facilitation.model import PersonId, Words
from facilitation.state import Proceeding, Work
from facilitation.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One piece of advice and its answer."""

    number: int
    by: PersonId
    text: Words
    answer: Words | None = None


@dataclass(frozen=True, kw_only=True)
class Advising(Work):
    """The work of one advice process."""

    intention: str
    affected: tuple[PersonId, ...]
    experts: tuple[PersonId, ...]
    role: str
    deadline: datetime | None = None
    until: datetime | None = None
    """The day until which those asked are waited for, once they have been asked."""
    time_up: bool = False
    advice: tuple[Advice, ...] = ()
    none: tuple[PersonId, ...] = ()
    """Those who have said that they have nothing to advise."""
    decision: str = ""
    reasons: str = ""
    decided: datetime | None = None

    @property
    def advisers(self) -> tuple[PersonId, ...]:
        """Everyone who is asked, each once."""
        return tuple(dict.fromkeys((*self.affected, *self.experts)))


def advising(p: Proceeding) -> Advising:
    """The work of an advice process."""
    return cast("Advising", p.work)


def awaited(p: Proceeding) -> tuple[PersonId, ...]:
    """Those who were asked, belong to the circle and have said nothing yet."""
    work = advising(p)
    said = {*(one.by for one in work.advice), *work.none}
    return tuple(who for who in work.advisers if who not in said and p.circle.member(who) is not None)
