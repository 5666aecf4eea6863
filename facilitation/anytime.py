"""What can be done in any phase: withdraw, ask to drop or postpone, come and go, hand over, ask about the process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation import aside
from facilitation.booking import books
from facilitation.commands import (
    AnswerProcess,
    Arrive,
    AskProcess,
    Discard,
    HandOver,
    Leave,
    ProposeDrop,
    ProposePostpone,
    TakeOver,
    Withdraw,
)
from facilitation.facts import (
    Arrived,
    Asks,
    FacilitationTaken,
    Fact,
    GuestStaysOut,
    Left,
    MemberDeparted,
    MemberJoined,
    ProcessAnswered,
    ProcessAsked,
    ProposalDiscarded,
    ProposalWithdrawn,
)
from facilitation.interludes import BETWEEN, ESCALATE
from facilitation.model import Member, PersonId, ProcessQuestion, but
from facilitation.phases.drafting import members
from facilitation.phases.integration import WITHDRAW
from facilitation.phases.round import note_arrived, note_left
from facilitation.refusals import Reason
from facilitation.settings import Amender, DriverCheck
from facilitation.state import (
    ConcernsState,
    DriverState,
    IntegrationState,
    Proceeding,
    WaitingState,
    here,
    with_objection,
    without_response,
)
from facilitation.temperature import TEMPERATURE
from facilitation.verbs import (
    About,
    Verb,
    ahead,
    anyone,
    authoring,
    both,
    facilitating,
    no_aside,
    voice,
    words,
)


def _undecided(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    """The proposal is still being decided: not adopted, not waiting elsewhere."""
    settled = p.decision is not None or isinstance(p.phase, ConcernsState) or p.handed_up_to is not None
    return Reason.NOT_NOW if settled else None


def _still_mine(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    # From the restating on, a proposal belongs to the circle (MVOS 3.5.3; INV-D14).
    return Reason.BELONGS_TO_CIRCLE if p.restated else None


def _at_my_request(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    # Where the proposer alone amends, the others help because the proposer has asked them to (HC 5.4.5 a).
    return None if p.circle.settings.amender is Amender.PROPOSER else Reason.BELONGS_TO_CIRCLE


def _not_waiting(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return Reason.ALREADY_AWAY if isinstance(p.phase, WaitingState) else None


def _discards(p: Proceeding, who: PersonId, about: About) -> Reason | None:
    # HC v5 5.3.1 and 5.3.4: no tension shown, or a proposer who no longer answers an objection.
    if p.circle.settings.driver_check is not DriverCheck.PROPOSER_SHOWS:
        return Reason.NOT_THIS_WAY
    if not isinstance(p.phase, DriverState | IntegrationState):
        return Reason.NOT_NOW
    return facilitating(p, who, about)


def _withdraw(_p: Proceeding, _c: Withdraw, now: datetime) -> Iterator[Fact]:
    yield ProposalWithdrawn(at=now)


def _discard(_p: Proceeding, c: Discard, now: datetime) -> Iterator[Fact]:
    yield ProposalDiscarded(at=now, by=c.by, text=words(c.text))


def _drop(p: Proceeding, c: ProposeDrop, now: datetime) -> Iterator[Fact]:
    yield from aside.put(p, Asks.DROP, now, mover=c.by, text=words(c.text))


def _postpone(p: Proceeding, c: ProposePostpone, now: datetime) -> Iterator[Fact]:
    until = ahead(c.until, now)
    yield from aside.put(p, Asks.POSTPONE, now, mover=c.by, text=words(c.text), until=until)


# --- coming and going -----------------------------------------------------------------------------------------


def _self_or_facilitator(p: Proceeding, who: PersonId, about: PersonId) -> Reason | None:
    if p.circle.member(about) is None:
        return Reason.NOT_A_MEMBER
    return None if who == about else facilitating(p, who, about)


def _is_away(p: Proceeding, _who: PersonId, about: PersonId) -> Reason | None:
    return None if about in p.away else Reason.ALREADY_THERE


def _is_here(p: Proceeding, _who: PersonId, about: PersonId) -> Reason | None:
    return Reason.ALREADY_AWAY if about in p.away else None


def _arrive(_p: Proceeding, c: Arrive, now: datetime) -> Iterator[Fact]:
    yield Arrived(at=now, person=c.person, by=c.by)


def _leave(_p: Proceeding, c: Leave, now: datetime) -> Iterator[Fact]:
    yield Left(at=now, person=c.person, by=c.by)


# --- facilitation ---------------------------------------------------------------------------------------------


def _full_member(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    member = p.circle.member(who)
    if member is None:
        return Reason.STRANGER
    return None if member.consents else Reason.NOT_FULL_MEMBER


def _not_facilitating(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    return Reason.ALREADY_FACILITATOR if who == p.facilitator else None


def _can_receive(p: Proceeding, who: PersonId, about: PersonId) -> Reason | None:
    member = p.circle.member(about)
    if member is None:
        return Reason.NOT_A_MEMBER
    if not member.consents:
        return Reason.NOT_FULL_MEMBER
    return Reason.ALREADY_FACILITATOR if about == who else None


def _take_over(_p: Proceeding, c: TakeOver, now: datetime) -> Iterator[Fact]:
    yield FacilitationTaken(at=now, person=c.by, by=c.by)


def _hand_over(_p: Proceeding, c: HandOver, now: datetime) -> Iterator[Fact]:
    yield FacilitationTaken(at=now, person=c.to, by=c.by)


# --- process questions ----------------------------------------------------------------------------------------


def _asked(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    if not 1 <= about <= len(p.process_questions):
        return Reason.NO_SUCH_THING
    return Reason.ALREADY_SPOKEN if p.process_questions[about - 1].answer is not None else None


def _ask(p: Proceeding, c: AskProcess, now: datetime) -> Iterator[Fact]:
    yield ProcessAsked(at=now, by=c.by, number=len(p.process_questions) + 1, text=words(c.text))


def _answer(_p: Proceeding, c: AnswerProcess, now: datetime) -> Iterator[Fact]:
    yield ProcessAnswered(at=now, by=c.by, number=c.question, text=words(c.text))


_DROP: Final = Verb(ProposeDrop, both(no_aside, voice, _undecided, aside.askable(Asks.DROP)), _drop)
_POSTPONE: Final = Verb(
    ProposePostpone,
    both(no_aside, voice, _undecided, _not_waiting, aside.askable(Asks.POSTPONE)),
    _postpone,
)
SHAPING: Final = (
    Verb(Withdraw, both(no_aside, authoring, _at_my_request), _withdraw),
    _DROP,
    _POSTPONE,
)
"""What can be done at any time while a proposal is being shaped."""

PROPOSAL: Final = (
    Verb(Withdraw, both(no_aside, authoring, _undecided, _still_mine), _withdraw),
    Verb(Discard, both(no_aside, _discards, _undecided), _discard),
    _DROP,
    _POSTPONE,
    WITHDRAW,
    ESCALATE,
)
"""What can be done at any time about a text that is being decided."""

PEOPLE: Final = (
    Verb(Arrive, both(anyone, _self_or_facilitator, _is_away), _arrive, lambda c: (c.person,), members),
    Verb(Leave, both(anyone, _self_or_facilitator, _is_here), _leave, lambda c: (c.person,), members),
    Verb(TakeOver, both(_full_member, _not_facilitating), _take_over),
    Verb(HandOver, both(facilitating, _can_receive), _hand_over, lambda c: (c.to,), members),
    Verb(AskProcess, anyone, _ask),
    Verb(
        AnswerProcess,
        both(facilitating, _asked),
        _answer,
        lambda c: (c.question,),
        lambda p: [q.number for q in p.process_questions],
    ),
    *TEMPERATURE,
    *BETWEEN,
)
"""Coming and going, facilitation, questions about the process: the same in every process."""


# --- booking --------------------------------------------------------------------------------------------------


@books(Left)
def _book_left(p: Proceeding, fact: Left) -> Proceeding:
    return note_left(but(p, away=p.away | {fact.person}), fact.person)


@books(Arrived)
def _book_arrived(p: Proceeding, fact: Arrived) -> Proceeding:
    return note_arrived(but(gathers(p, fact.at), away=p.away - {fact.person}), fact.person)


def gathers(p: Proceeding, at: datetime) -> Proceeding:
    """Somebody comes: where nobody was left to be reminded, no reminder is late for whoever comes back."""
    if here(p):
        return p
    phase = but(p.phase, reminded=0, reminded_at=None) if p.phase is not None else None
    aside_ = but(p.aside, reminded=0, reminded_at=None) if p.aside is not None else None
    return but(p, phase=phase, aside=aside_, gathered=at)


@books(FacilitationTaken)
def _book_taken(p: Proceeding, fact: FacilitationTaken) -> Proceeding:
    return but(
        p,
        facilitator=fact.person,
        co_facilitator=None if p.co_facilitator == fact.person else p.co_facilitator,
    )


@books(MemberJoined)
def _book_joined(p: Proceeding, fact: MemberJoined) -> Proceeding:
    joined = but(p, circle=but(p.circle, members=with_member(p.circle.members, fact.member)))
    return note_arrived(joined, fact.member.person)


def with_member(members_: tuple[Member, ...], member: Member) -> tuple[Member, ...]:
    """The members with one added or replaced, everyone in their seat."""
    if any(m.person == member.person for m in members_):
        return tuple(member if m.person == member.person else m for m in members_)
    return (*members_, member)


@books(MemberDeparted, GuestStaysOut)
def _book_departed(p: Proceeding, fact: MemberDeparted | GuestStaysOut) -> Proceeding:
    gone = fact.person
    p = note_left(p, gone)
    for objection in p.objections_of(gone):
        p = with_objection(p, objection.number, orphaned=True)
    staying = tuple(m for m in p.circle.members if m.person != gone)
    return but(
        without_response(p, gone),
        circle=but(p.circle, members=staying),
        away=p.away - {gone},
        facilitator=None if p.facilitator == gone else p.facilitator,
        co_facilitator=None if p.co_facilitator == gone else p.co_facilitator,
    )


@books(ProcessAsked)
def _book_asked(p: Proceeding, fact: ProcessAsked) -> Proceeding:
    question = ProcessQuestion(number=fact.number, by=fact.by, text=fact.text)
    return but(p, process_questions=(*p.process_questions, question))


@books(ProcessAnswered)
def _book_answered(p: Proceeding, fact: ProcessAnswered) -> Proceeding:
    questions = tuple(
        but(q, answer=fact.text, answered_by=fact.by) if q.number == fact.number else q
        for q in p.process_questions
    )
    return but(p, process_questions=questions)
