"""Who facilitates and who keeps the record when those who usually do are not here; facilitating together.

In circles that ask everyone, a stand-in is found by consent; the order in which we suggest people, and the order in
which somebody may declare it under HC v5 5.3.6, is the same: who was named, the other of the two, the circle's
leader, then anybody (domain.md section 3.4; the order as a suggestion is (D)).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation import aside
from facilitation import meeting as m
from facilitation.booking import books
from facilitation.commands import NameStandIn, ProposeStandIn, ShareFacilitation, StandIn
from facilitation.facts import Asks, FacilitationShared, Fact, StandInAsked, StandInFound, StandInNamed
from facilitation.model import Duty, PersonId, but
from facilitation.phases.agenda import in_charge
from facilitation.phases.drafting import members
from facilitation.refusals import Reason, Refused
from facilitation.settings import Voices
from facilitation.state import Aside, Proceeding, here
from facilitation.verbs import About, Verb, both, no_aside, voice

PROCESS_ROLES: Final = (Duty.FACILITATOR, Duty.SECRETARY)


def by_declaring(p: Proceeding) -> bool:
    """Whether a stand-in declares it, instead of being consented to."""
    return p.circle.settings.voices is Voices.PRESENT


def _ranked(p: Proceeding, duty: Duty) -> tuple[PersonId, ...]:
    """Whoever comes before all others, of those here: who was named, the other of the two, the leader."""
    other = Duty.SECRETARY if duty is Duty.FACILITATOR else Duty.FACILITATOR
    first = (dict(m.of(p).named).get(duty), p.circle.holder(other), p.circle.holder(Duty.LEADER))
    return tuple(dict.fromkeys(who for who in first if who is not None and who in here(p)))


def suggested(p: Proceeding, duty: Duty) -> tuple[PersonId, ...]:
    """Who could stand in, in order: those who come before all others, then everybody here."""
    return tuple(dict.fromkeys((*_ranked(p, duty), *here(p))))


def _open_roles(p: Proceeding) -> list[Duty]:
    kept = m.of(p)
    if kept.closed is not None:
        return []
    covered = {Duty.FACILITATOR: m.facilitator_here(p), Duty.SECRETARY: m.secretary_here(p)}
    return [duty for duty in PROCESS_ROLES if not covered[duty]]


def _uncovered(p: Proceeding, _who: PersonId, about: Duty) -> Reason | None:
    return None if about in _open_roles(p) else Reason.NOT_NOW


def _under_way(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    kept = m.of(p)
    return None if kept.began is not None and kept.closed is None else Reason.NOT_NOW


def _by_consent(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return Reason.NOT_THIS_WAY if by_declaring(p) else None


def _declares(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if by_declaring(p) else Reason.NOT_THIS_WAY


def _is_next(p: Proceeding, who: PersonId, about: Duty) -> Reason | None:
    """Whoever comes first in the order; behind the circle's leader, whoever declares it first."""
    first = _ranked(p, about)[:1]
    return None if not first or who in first else Reason.STAND_IN_ORDER


def _present(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    return Reason.NOT_HERE if who in p.away else None


def _ask(p: Proceeding, c: ProposeStandIn, now: datetime) -> Iterator[Fact]:
    if c.person not in here(p):
        raise Refused(Reason.NOT_HERE)
    yield StandInAsked(at=now, by=c.by, person=c.person, duty=c.duty)
    yield from aside.put(p, Asks.STAND_IN, now, mover=c.by, whom=c.person)


def _declare(_p: Proceeding, c: StandIn, now: datetime) -> Iterator[Fact]:
    yield StandInFound(at=now, person=c.by, duty=c.duty)


def _not_alone(p: Proceeding, _who: PersonId, about: PersonId) -> Reason | None:
    member = p.circle.member(about)
    if member is None:
        return Reason.NOT_A_MEMBER
    if not member.consents:
        return Reason.NOT_FULL_MEMBER
    if about in p.away:
        return Reason.NOT_HERE
    return Reason.ALREADY_FACILITATOR if about in (p.facilitator, p.co_facilitator) else None


def _share(_p: Proceeding, c: ShareFacilitation, now: datetime) -> Iterator[Fact]:
    yield FacilitationShared(at=now, by=c.by, to=c.to)


def _not_over(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if m.of(p).closed is None else Reason.NOT_NOW


def _own_duty(p: Proceeding, who: PersonId, about: Duty) -> Reason | None:
    return None if about in PROCESS_ROLES and p.circle.holder(about) == who else Reason.NOT_HOLDER


def _somebody(p: Proceeding, who: PersonId, about: Duty) -> Reason | None:
    """Whether there is anybody to name who is not named already."""
    others = (one for one in p.circle.consenting if one != who and (about, one) not in m.of(p).named)
    return None if any(others) else Reason.NOTHING_CHANGED


def _held(p: Proceeding) -> list[Duty]:
    return [duty for duty in PROCESS_ROLES if p.circle.holder(duty) is not None]


def _name(p: Proceeding, c: NameStandIn, now: datetime) -> Iterator[Fact]:
    member = p.circle.member(c.person)
    if member is None:
        raise Refused(Reason.NOT_A_MEMBER)
    if not member.consents:
        raise Refused(Reason.NOT_FULL_MEMBER)
    if c.person == c.by or (c.duty, c.person) in m.of(p).named:
        raise Refused(Reason.NOTHING_CHANGED)
    yield StandInNamed(at=now, by=c.by, person=c.person, duty=c.duty)


COVER_VERBS: Final = (
    Verb(NameStandIn, both(_not_over, voice, _own_duty, _somebody), _name, lambda c: (c.duty,), _held),
    Verb(
        ProposeStandIn,
        both(_under_way, no_aside, voice, _by_consent, _uncovered, aside.askable(Asks.STAND_IN)),
        _ask,
        lambda c: (c.duty,),
        _open_roles,
    ),
    Verb(
        StandIn,
        both(_under_way, no_aside, voice, _present, _declares, _uncovered, _is_next),
        _declare,
        lambda c: (c.duty,),
        _open_roles,
    ),
    Verb(ShareFacilitation, both(_under_way, in_charge, _not_alone), _share, lambda c: (c.to,), members),
)


@aside.carries(Asks.STAND_IN)
def _found(p: Proceeding, asked: Aside, now: datetime) -> Iterator[Fact]:
    duty = m.of(p).asked_duty
    if duty is not None and asked.whom is not None:
        yield StandInFound(at=now, person=asked.whom, duty=duty)


@books(StandInNamed)
def _book_named(p: Proceeding, fact: StandInNamed) -> Proceeding:
    others = tuple(pair for pair in m.of(p).named if pair[0] is not fact.duty)
    return m.kept(p, named=(*others, (fact.duty, fact.person)))


@books(StandInAsked)
def _book_asked(p: Proceeding, fact: StandInAsked) -> Proceeding:
    return m.kept(p, asked_duty=fact.duty)


@books(StandInFound)
def _book_found(p: Proceeding, fact: StandInFound) -> Proceeding:
    p = m.kept(p, asked_duty=None)
    if fact.duty is Duty.FACILITATOR:
        return but(p, facilitator=fact.person)
    return m.kept(p, secretary=fact.person)


@books(FacilitationShared)
def _book_shared(p: Proceeding, fact: FacilitationShared) -> Proceeding:
    return but(p, co_facilitator=fact.to)
