"""Decisions that another circle has a say in: its consent too (INV-C4), or its decision alone (domain.md 10.4).

A circle and its broader circle change the name, aim and domains of the circle together: whichever decides first asks
the other, and nothing changes before both have consented. A circle that only recommends passes what it has adopted
to the broader circle as a proposal there. And what becomes of decisions when their circle is dissolved (INV-C5).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation.aside import end_aside
from facilitation.booking import books, notes
from facilitation.commands import NoteDissolved, NoteOtherDecision
from facilitation.facts import (
    AgreementReturned,
    AgreementStands,
    BroaderAdopted,
    BroaderDropped,
    CircleDissolved,
    Closing,
    ConditionMet,
    Fact,
    MemberDeparted,
    MemberJoined,
    OtherAsked,
    OtherConsented,
    OtherDeclined,
    Recommended,
    StepBegan,
)
from facilitation.model import CircleId, Matter, PersonId, Words, but
from facilitation.process import Phase
from facilitation.settings import LeaderSelected
from facilitation.state import Proceeding, WaitingState
from facilitation.values import dataclass

TO_OTHERS: Final = frozenset({OtherAsked, Recommended})
"""What hands an adopted decision to another circle."""


def other_circle(p: Proceeding) -> CircleId | None:
    """The circle whose consent this decision needs besides that of its own, or None."""
    if p.origin is not None or p.matter not in (Matter.CHARTER, Matter.LINK):
        return None
    if p.matter is Matter.LINK:
        return _received_by(p)
    about = p.effect.circle if p.effect is not None else None
    other = p.circle.broader if about in (None, p.circle.id) else about
    by_other = p.decision is not None and p.decision.by_broader_circle
    return None if by_other and other == p.circle.broader else other


def _received_by(p: Proceeding) -> CircleId | None:
    """The circle that receives a leader from above; it is asked where the circle's setting says so (10.3-3)."""
    asks = p.circle.settings.leader_selected is LeaderSelected.BROADER_AND_CIRCLE
    return p.effect.circle if asks and p.effect is not None else None


def recommends_to(p: Proceeding) -> CircleId | None:
    """The broader circle, where this one only recommends: it decides alone how it works itself, and nothing else."""
    if p.circle.decides or p.matter is not Matter.POLICY or p.origin is not None:
        return None
    return p.circle.broader


def holds_at_once(p: Proceeding) -> bool:
    """Whether the decision takes effect as it is adopted: it has no condition, and no other circle has a say in it."""
    conditional = p.decision is not None and bool(p.decision.draft.condition)
    return not conditional and other_circle(p) is None and recommends_to(p) is None


def comes_true(p: Proceeding, now: datetime, by: PersonId | None = None, text: Words = Words("")) -> Closing:
    """What an adopted decision leads to: it takes effect, unless another circle has a say in it."""
    if (other := other_circle(p)) is not None:
        return OtherAsked(at=now, to=other, by=by, text=text)
    if (broader := recommends_to(p)) is not None:
        return Recommended(at=now, to=broader, by=by, text=text)
    return ConditionMet(at=now, by=by, text=text)


@dataclass(frozen=True, kw_only=True)
class OtherCircle(Phase):
    """This circle has consented; the other circle is asked, and nothing changes before it has consented too (INV-C4)."""

    closings = frozenset({OtherConsented, OtherDeclined})

    def begin(self, p: Proceeding, fact: StepBegan) -> WaitingState:
        """Waits for the other circle."""
        del p
        return WaitingState(name=fact.phase, step=fact.step, began=fact.at)


def _waits(p: Proceeding) -> bool:
    return p.phase is not None and p.phase.name == "other circle"


@notes(NoteOtherDecision)
def _decided(p: Proceeding, note: NoteOtherDecision, now: datetime) -> Iterator[Fact]:
    if _waits(p):
        yield OtherConsented(at=now) if note.consented else OtherDeclined(at=now)


@notes(NoteDissolved)
def _dissolved(p: Proceeding, note: NoteDissolved, now: datetime) -> Iterator[Fact]:
    if p.decision is None or not p.in_force:
        yield CircleDissolved(at=now, to=note.to, name=note.name)
        return
    if p.circle.id == note.to:
        return
    yield AgreementReturned(at=now, to=note.to, name=note.name, facilitator=note.facilitator)
    staying = {m.person for m in note.members}
    for member in note.members:
        if p.circle.member(member.person) != member:
            yield MemberJoined(at=now, member=member)
    for member in p.circle.members if note.members else ():
        if member.person not in staying:
            yield MemberDeparted(at=now, person=member.person)


@books(OtherConsented)
def _book_consented(p: Proceeding, _fact: OtherConsented) -> Proceeding:
    return but(p, in_force=True)


@books(AgreementReturned)
def _book_returned(p: Proceeding, fact: AgreementReturned) -> Proceeding:
    """Its settings stay as they are: a process keeps those it began with (INV-D17)."""
    circle = but(
        p.circle, id=fact.to, name=fact.name, domains=(), held_elsewhere=(), broader=None, decides=True
    )
    moved = but(end_aside(p, "AsideWithdrawn"), circle=circle, facilitator=fact.facilitator)
    return but(moved, away=frozenset())


@dataclass(frozen=True, kw_only=True)
class Elsewhere(Phase):
    """The broader circle decides; nothing is adopted here meanwhile (INV-O8)."""

    closings = frozenset({BroaderAdopted, BroaderDropped, AgreementStands})

    def begin(self, p: Proceeding, fact: StepBegan) -> WaitingState:
        """Waits for the broader circle."""
        del p
        return WaitingState(name=fact.phase, step=fact.step, began=fact.at)
