"""Integration: from an objection to a text that meets it (domain.md section 7).

Objections are taken up one by one (or together, where the circle's setting leaves that to the facilitator), said
back until the objector says "yes, that is it", tested as the circle has chosen, and met by one of the fourteen
moves of section 7.4. Only the objector withdraws an objection; only the chosen test disqualifies one (INV-O3).
When none is open, everyone is asked about the amended text; if the text is the same, only the objectors are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitation import aside
from facilitation.booking import books, in_phase
from facilitation.commands import (
    Amend,
    ConfirmAmendment,
    DeclineAmendment,
    NameStuck,
    Object,
    Park,
    Suggest,
    TakeUp,
    Unpark,
    WithdrawObjection,
)
from facilitation.facts import (
    AmendmentConfirmed,
    AmendmentDeclined,
    AmendmentMade,
    Asks,
    Fact,
    Integrated,
    ObjectionMoot,
    ObjectionParked,
    ObjectionsGone,
    ObjectionTakenOver,
    ObjectionUnparked,
    ObjectionWithdrawn,
    ProposalAmended,
    StepBegan,
    StuckNamed,
    Suggested,
    TakenUp,
    VersionMade,
)
from facilitation.live import goes_to_meeting, sent
from facilitation.model import Draft, Objection, PersonId, Status, Suggestion, Version, Words, but
from facilitation.phases import testing
from facilitation.phases.consent_check import object_to
from facilitation.phases.drafting import amender, may_amend
from facilitation.phases.testing import at, forget_answer, numbers, own, the
from facilitation.process import Phase
from facilitation.refusals import Reason, Refused
from facilitation.role_parts import reworked
from facilitation.settings import Batching, Resolved
from facilitation.state import UNRESOLVED, IntegrationState, Proceeding, here, with_objection
from facilitation.values import dataclass
from facilitation.verbs import Verb, ahead, both, facilitating, sound, voice, words


@dataclass(frozen=True, kw_only=True)
class Integration(Phase):
    """Objections are being integrated."""

    closings = frozenset({ProposalAmended, ObjectionsGone, StuckNamed})

    def begin(self, p: Proceeding, fact: StepBegan) -> IntegrationState:
        """Nothing is taken up yet."""
        del p
        return IntegrationState(name=fact.phase, step=fact.step, began=fact.at, stirred=fact.at)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Close when none is open; ask about orphans; take up the only one; let tests and amendments conclude."""
        if (idle := _about_nothing(p)) is not None:
            yield ObjectionMoot(at=now, number=idle.number)
        elif p.open_objections and goes_to_meeting(p):
            yield from sent(p, None, now)
        elif not p.open_objections:
            yield from _close(p, now)
        elif orphan := next((o for o in p.open_objections if o.orphaned and here(p)), None):
            yield from aside.put(p, Asks.MOOT, now, mover=None, objection=orphan.number)
        elif (focus := _focus(p)) != state_of(p).focus:
            yield TakenUp(at=now, numbers=focus)
        else:
            yield from _settle_focus(p, now)

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """The dates of parked objections."""
        for objection in p.open_objections:
            if objection.parked_until is not None:
                yield objection.parked_until

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Come back to what was parked until now."""
        for objection in p.open_objections:
            if objection.parked_until is not None and objection.parked_until <= now:
                yield ObjectionUnparked(at=now, number=objection.number, due=objection.parked_until)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whose move it is with the objections being worked on; the facilitator's when nothing is taken up."""
        people: list[PersonId] = []
        for objection in in_focus(p):
            people += [who for who in _mover(p, objection) if who not in people]
        if people or not any(o.status in UNRESOLVED for o in p.open_objections):
            return tuple(people)
        return (p.facilitator,) if p.facilitator is not None else here(p)


def _about_nothing(p: Proceeding) -> Objection | None:
    """An objection to an amendment that is gone, because the objection it was made for is closed."""
    for objection in p.open_objections:
        beneath = p.objection(objection.parent)
        if beneath is not None and not beneath.open:
            return objection
    return None


def _settle_focus(p: Proceeding, now: datetime) -> Iterator[Fact]:
    for objection in in_focus(p):
        facts = (*testing.settle_argument(p, objection, now), *_settle_amendment(p, objection, now))
        if facts:
            yield from facts
            return


def _mover(p: Proceeding, objection: Objection) -> tuple[PersonId, ...]:
    holder = amender(p)
    match objection.status:
        case Status.RAISED if objection.statement:
            return (objection.by,)
        case Status.UNDERSTOOD if testing_them := testing.movers(p, objection):
            return testing_them
        case Status.QUALIFIED:
            return (holder,) if holder is not None else here(p)
        case Status.AMENDED:
            return tuple(who for who in confirmers(p, objection) if who not in objection.confirmed)
        case _:
            return (p.facilitator,) if p.facilitator is not None else here(p)


def state_of(p: Proceeding) -> IntegrationState:
    """The integration that is open."""
    assert isinstance(p.phase, IntegrationState)  # noqa: S101 - the table routed here
    return p.phase


def in_focus(p: Proceeding) -> tuple[Objection, ...]:
    """The objections being worked on now."""
    return tuple(the(p, number) for number in state_of(p).focus)


def working_draft(p: Proceeding) -> Draft:
    """The text as amended so far."""
    return p.working or p.version.draft


def _focus(p: Proceeding) -> tuple[int, ...]:
    """What is being worked on: what was taken up and is still open; an objection to an amendment comes first.

    A single open objection is taken up by itself, and so is the one whose amendment waits for an answer.
    """
    workable = [o for o in p.open_objections if o.status in UNRESOLVED]
    children = [o.number for o in workable if o.parent is not None]
    if children:
        return (children[-1],)
    if kept := tuple(number for number in state_of(p).focus if the(p, number) in workable):
        return kept
    left = [o for o in workable if o.status is Status.AMENDED] or workable
    return (left[-1].number,) if len(left) == 1 else ()


def _close(p: Proceeding, now: datetime) -> Iterator[Fact]:
    working = working_draft(p)
    if working == p.version.draft:
        yield ObjectionsGone(at=now)
        return
    met = tuple(
        o.number for o in p.objections if o.status is Status.INTEGRATED and o.version == p.version.number
    )
    by = next(o.amender for o in reversed(p.objections) if o.amender is not None)
    version = Version(number=len(p.versions) + 1, draft=working, by=by, at=now, meets=met)
    yield VersionMade(at=now, version=version)
    yield ProposalAmended(at=now)


# --- amendments -----------------------------------------------------------------------------------------------


def confirmers(p: Proceeding, objection: Objection) -> tuple[PersonId, ...]:
    """Whose word shows that an amendment does it: the objector's; under HC v5 5.4.5 f the proposer's too (INV-O5)."""
    if p.circle.settings.resolved is Resolved.BOTH_CONFIRM:
        proposer = p.author if p.circle.member(p.author) else p.facilitator
        if proposer is not None and proposer != objection.by:
            return (objection.by, proposer)
    return (objection.by,)


def _settle_amendment(p: Proceeding, objection: Objection, now: datetime) -> Iterator[Fact]:
    if objection.status is not Status.AMENDED:
        return
    if p.circle.settings.resolved is Resolved.AMENDMENT_CONSENT and here(p):
        yield from aside.put(p, Asks.AMENDMENT, now, mover=objection.amender, objection=objection.number)
    elif set(confirmers(p, objection)) <= objection.confirmed:
        yield Integrated(at=now, number=objection.number)


def _confirming(p: Proceeding, who: PersonId, about: int) -> Reason | None:
    objection = the(p, about)
    if who not in confirmers(p, objection):
        return Reason.NOT_OBJECTOR
    return Reason.ALREADY_SPOKEN if who in objection.confirmed else None


def _workable(p: Proceeding, _who: PersonId, about: int | None) -> Reason | None:
    objection = p.objection(about)
    if objection is None:
        return Reason.NO_SUCH_THING
    if not objection.open:
        return Reason.OVER
    return None if objection.status in UNRESOLVED else Reason.NOT_NOW


def _focused(p: Proceeding, _who: PersonId, about: int | None) -> Reason | None:
    return None if about in state_of(p).focus else Reason.TAKE_UP_FIRST


def _suggest(_p: Proceeding, c: Suggest, now: datetime) -> Iterator[Fact]:
    yield Suggested(at=now, number=c.objection, by=c.by, move=c.move, text=words(c.text))


def _amend(p: Proceeding, c: Amend, now: datetime) -> Iterator[Fact]:
    draft = but(sound(c.draft, p, now), effect=reworked(c, working_draft(p).effect, p.effect))
    if draft == working_draft(p):
        raise Refused(Reason.NOTHING_CHANGED)
    numbered = tuple(dict.fromkeys(c.objections))
    yield AmendmentMade(at=now, numbers=numbered, by=c.by, draft=draft, move=c.move)
    if p.circle.settings.resolved is Resolved.AMENDMENT_CONSENT:
        return
    for number in numbered:  # whoever wrote the amendment has confirmed it by writing it
        if c.by in confirmers(p, the(p, number)):
            yield AmendmentConfirmed(at=now, number=number, person=c.by)


def _confirm(_p: Proceeding, c: ConfirmAmendment, now: datetime) -> Iterator[Fact]:
    yield AmendmentConfirmed(at=now, number=c.objection, person=c.by)


def _decline(_p: Proceeding, c: DeclineAmendment, now: datetime) -> Iterator[Fact]:
    yield AmendmentDeclined(at=now, number=c.objection, person=c.by, text=words(c.text))


# --- taking up, withdrawing, parking --------------------------------------------------------------------------


def _batch(p: Proceeding, c: TakeUp, now: datetime) -> Iterator[Fact]:
    chosen = tuple(dict.fromkeys(c.objections))
    if len(chosen) > 1 and p.circle.settings.batching is Batching.ONE_AT_A_TIME:
        raise Refused(Reason.ONE_AT_A_TIME)
    if set(chosen) == set(state_of(p).focus):
        raise Refused(Reason.NOTHING_CHANGED)
    yield TakenUp(at=now, numbers=chosen)


def _choosing(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    workable = [o for o in p.open_objections if o.status in UNRESOLVED]
    children = [o.number for o in workable if o.parent is not None]
    if children and about != children[-1]:
        return Reason.TAKE_UP_FIRST  # an objection to an amendment is settled before the amendment
    if state_of(p).focus != (about,):
        return None
    # More can be taken up beside it, where the circle leaves that to the facilitator (MVOS 3.5.1).
    alone = len(workable) == 1 or p.circle.settings.batching is Batching.ONE_AT_A_TIME
    return Reason.NOTHING_CHANGED if alone else None


def _open_one(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    objection = p.objection(about)
    if objection is None:
        return Reason.NO_SUCH_THING
    return None if objection.open else Reason.OVER


def _is_parked(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    return None if the(p, about).status is Status.PARKED else Reason.NOT_NOW


def _withdraw(_p: Proceeding, c: WithdrawObjection, now: datetime) -> Iterator[Fact]:
    yield ObjectionWithdrawn(at=now, number=c.objection, text=words(c.text, needed=False))


def _park(p: Proceeding, c: Park, now: datetime) -> Iterator[Fact]:
    if p.circle.member(c.owner) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    yield ObjectionParked(at=now, number=c.objection, by=c.by, owner=c.owner, until=ahead(c.until, now))


def _unpark(_p: Proceeding, c: Unpark, now: datetime) -> Iterator[Fact]:
    yield ObjectionUnparked(at=now, number=c.objection, by=c.by)


def _stuck(_p: Proceeding, c: NameStuck, now: datetime) -> Iterator[Fact]:
    yield StuckNamed(at=now, by=c.by)


def _one(c: object) -> tuple[int, ...]:
    return (c.objection,)  # type: ignore[attr-defined]


def _several(c: TakeUp | Amend) -> tuple[int, ...]:
    return c.objections or (0,)


def _not_beside(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    """Nothing else is being asked aside: a question about this very objection is let go with it."""
    return None if p.aside is None or p.aside.objection == about else Reason.ASIDE_FIRST


WITHDRAW = Verb(WithdrawObjection, both(_open_one, own, _not_beside), _withdraw, _one, numbers)
"""Withdrawing is open to the objector wherever the proceeding stands."""

Integration.verbs = (
    *testing.VERBS,
    WITHDRAW,
    Verb(TakeUp, both(facilitating, _workable, _choosing), _batch, _several, numbers),
    Verb(Suggest, both(voice, _workable, _focused, at(Status.QUALIFIED)), _suggest, _one, numbers),
    Verb(Amend, both(may_amend, _workable, _focused, at(Status.QUALIFIED)), _amend, _several, numbers),
    Verb(
        ConfirmAmendment,
        both(_workable, _focused, at(Status.AMENDED), _confirming),
        _confirm,
        _one,
        numbers,
    ),
    Verb(
        DeclineAmendment,
        both(_workable, _focused, at(Status.AMENDED), _confirming),
        _decline,
        _one,
        numbers,
    ),
    Verb(Park, both(facilitating, _workable), _park, _one, numbers),
    Verb(Unpark, both(facilitating, _open_one, _is_parked), _unpark, _one, numbers),
    Verb(NameStuck, voice, _stuck),
    Verb(Object, voice, object_to),
)


# --- booking --------------------------------------------------------------------------------------------------


@books(TakenUp)
def _book_taken_up(p: Proceeding, fact: TakenUp) -> Proceeding:
    return in_phase(p, IntegrationState, focus=fact.numbers)


@books(Suggested)
def _book_suggested(p: Proceeding, fact: Suggested) -> Proceeding:
    suggestion = Suggestion(by=fact.by, move=fact.move, text=fact.text)
    return with_objection(p, fact.number, suggestions=(*the(p, fact.number).suggestions, suggestion))


@books(AmendmentMade)
def _book_amendment(p: Proceeding, fact: AmendmentMade) -> Proceeding:
    for number in fact.numbers:
        p = with_objection(
            p,
            number,
            status=Status.AMENDED,
            amendment=fact.draft,
            amender=fact.by,
            missing=Words(""),
            missed_by=None,
        )
    return p


@books(AmendmentConfirmed)
def _book_confirmed(p: Proceeding, fact: AmendmentConfirmed) -> Proceeding:
    return with_objection(p, fact.number, confirmed=the(p, fact.number).confirmed | {fact.person})


@books(AmendmentDeclined)
def _book_declined(p: Proceeding, fact: AmendmentDeclined) -> Proceeding:
    return with_objection(
        p,
        fact.number,
        status=Status.QUALIFIED,
        amendment=None,
        confirmed=frozenset(),
        missing=fact.text,
        missed_by=fact.person,
    )


@books(Integrated)
def _book_integrated(p: Proceeding, fact: Integrated) -> Proceeding:
    objection = the(p, fact.number)
    if objection.parent is not None:  # what meets the objection to an amendment is the amendment now
        p = with_objection(p, objection.parent, amendment=objection.amendment, amender=objection.amender)
    met = but(with_objection(p, fact.number, status=Status.INTEGRATED), working=objection.amendment)
    # Should the text end as it was, the objector is asked again (INV-O4).
    return forget_answer(met, fact.number)


@books(ObjectionWithdrawn)
def _book_withdrawn(p: Proceeding, fact: ObjectionWithdrawn) -> Proceeding:
    if p.aside is not None and p.aside.objection == fact.number:
        p = aside.end_aside(p, "AsideWithdrawn")
    return forget_answer(with_objection(p, fact.number, status=Status.WITHDRAWN), fact.number)


@books(ObjectionMoot)
def _book_moot(p: Proceeding, fact: ObjectionMoot) -> Proceeding:
    return with_objection(p, fact.number, status=Status.MOOT, orphaned=False)


@books(ObjectionTakenOver)
def _book_taken_over(p: Proceeding, fact: ObjectionTakenOver) -> Proceeding:
    said_by = the(p, fact.number).said_by or the(p, fact.number).by
    return with_objection(p, fact.number, by=fact.by, said_by=said_by, orphaned=False)


@books(ObjectionParked)
def _book_parked(p: Proceeding, fact: ObjectionParked) -> Proceeding:
    before = the(p, fact.number).status
    return with_objection(
        p,
        fact.number,
        status=Status.PARKED,
        parked_with=fact.owner,
        parked_until=fact.until,
        before_parking=before,
    )


@books(ObjectionUnparked)
def _book_unparked(p: Proceeding, fact: ObjectionUnparked) -> Proceeding:
    before = the(p, fact.number).before_parking
    return with_objection(p, fact.number, status=before, parked_with=None, parked_until=None)
