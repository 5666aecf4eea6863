"""The ladder: what a circle does when it finds no way (domain.md section 7.6).

First everyone is heard on what keeps the circle stuck (a round of its own, before this phase). Then somebody
chooses a rung: something smaller, a helping circle with a date, a later meeting, help from outside, the broader
circle as a last resort, or things stay as they are. No school lets a majority override.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation import aside
from facilitation.booking import books
from facilitation.commands import BackToWork, Rung, TakeRung
from facilitation.facts import (
    Asks,
    Escalated,
    Fact,
    HandedUp,
    ObjectionParked,
    RungTaken,
    StepBegan,
    WorkResumed,
)
from facilitation.model import PersonId, Status, but
from facilitation.process import Phase
from facilitation.refusals import Reason, Refused
from facilitation.settings import Validity
from facilitation.state import UNRESOLVED, LadderState, Proceeding, RungOnLadder, here, with_objection
from facilitation.values import dataclass
from facilitation.verbs import Verb, ahead, both, voice, words

DATED: Final = frozenset({Rung.HELPING_CIRCLE, Rung.POSTPONE})
ASKED: Final = {Rung.POSTPONE: Asks.POSTPONE, Rung.BROADER_CIRCLE: Asks.BROADER, Rung.DROP: Asks.DROP}
"""Rungs that need the circle's consent."""
PAIR: Final = 2
"""So few people have little left to try among themselves."""


@dataclass(frozen=True, kw_only=True)
class Ladder(Phase):
    """Choosing a rung."""

    closings = frozenset({WorkResumed, Escalated})

    def begin(self, p: Proceeding, fact: StepBegan) -> LadderState:
        """Nothing is chosen yet."""
        del p
        return LadderState(name=fact.phase, step=fact.step, began=fact.at)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """The facilitator, who has the circle's words before them."""
        return (p.facilitator,) if p.facilitator is not None else here(p)


def tried(p: Proceeding) -> frozenset[Rung]:
    """The rungs this circle has tried on this matter."""
    return frozenset(rung.rung for rung in p.rungs)


def _open_rung(p: Proceeding, who: PersonId, about: Rung) -> Reason | None:
    if about is Rung.BREAKDOWN:
        return _may_declare(p, who)
    if about is Rung.BROADER_CIRCLE and p.circle.broader is None:
        return Reason.NO_BROADER_CIRCLE
    if about is Rung.BROADER_CIRCLE and _many(p) and not tried(p) - {Rung.BROADER_CIRCLE}:
        return Reason.TRY_SMALLER_FIRST
    return aside.askable(ASKED[about])(p, who, about) if about in ASKED else None


def _many(p: Proceeding) -> bool:
    """Whether something smaller can be found: two who are stuck get help early (D; domain.md 6.9 "Circle of 2")."""
    return len(p.circle.consenting) > PAIR


def _may_declare(p: Proceeding, who: PersonId) -> Reason | None:
    # HC v5 5.5: after reasonable effort the facilitator may name a process breakdown.
    if p.circle.settings.validity is not Validity.CRITERIA:
        return Reason.NOT_THIS_WAY
    if who != p.facilitator:
        return Reason.NOT_FACILITATOR
    return Reason.NOTHING_CHANGED if p.breakdown else None


def _take(p: Proceeding, c: TakeRung, now: datetime) -> Iterator[Fact]:
    text = words(c.text)
    until = None
    if c.rung in DATED:
        if c.until is None:
            raise Refused(Reason.DATE_PAST)
        until = ahead(c.until, now)
    if c.person is not None and p.circle.member(c.person) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    yield RungTaken(at=now, rung=c.rung, by=c.by, text=text, until=until, person=c.person)
    if c.rung in ASKED:
        yield from aside.put(p, ASKED[c.rung], now, mover=c.by, text=text, until=until)
        return
    if c.rung is Rung.HELPING_CIRCLE and until is not None:
        for objection in p.open_objections:
            if objection.status in UNRESOLVED:
                owner = c.person or objection.by
                yield ObjectionParked(at=now, number=objection.number, by=c.by, owner=owner, until=until)
    yield WorkResumed(at=now)


def _back(_p: Proceeding, c: BackToWork, now: datetime) -> Iterator[Fact]:
    yield WorkResumed(at=now, by=c.by)


Ladder.verbs = (
    Verb(
        TakeRung,
        both(voice, _open_rung),
        _take,
        about=lambda c: (c.rung,),
        targets=lambda _p: tuple(Rung),
    ),
    Verb(BackToWork, voice, _back),
)


@books(RungTaken)
def _book_rung(p: Proceeding, fact: RungTaken) -> Proceeding:
    rung = RungOnLadder(rung=fact.rung, by=fact.by, text=fact.text, until=fact.until, person=fact.person)
    return but(p, rungs=(*p.rungs, rung), breakdown=p.breakdown or fact.rung is Rung.BREAKDOWN)


@books(Escalated)
def _book_escalated(p: Proceeding, fact: Escalated) -> Proceeding:
    for number in fact.numbers:
        p = with_objection(p, number, status=Status.ESCALATED, parked_until=None)
    return but(p, handed_up_to=fact.to)


@books(HandedUp)
def _book_handed_up(p: Proceeding, fact: HandedUp) -> Proceeding:
    return but(p, handed_up_as=fact.proceeding)
