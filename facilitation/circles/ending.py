"""Sub-circles that rest, wake up and end; what they held returns to the broader circle (domain.md 10.4; INV-C5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation.circles import registry
from facilitation.circles.domains import renewed
from facilitation.circles.structure import FollowUp, with_sub
from facilitation.commands import (
    BringTopic,
    ChangeStatus,
    NoteBroader,
    NoteDissolved,
    NoteUnlinked,
    SetSubStatus,
    TakeInReturned,
)
from facilitation.facts import (
    BroaderChanged,
    EstateReturned,
    EstateTakenIn,
    Fact,
    LastDayPassed,
    MemberReleased,
    StatusSet,
    SubStatusSet,
)
from facilitation.model import (
    Circle,
    CircleStatus,
    Duty,
    ItemOutcome,
    PersonId,
    ProceedingId,
    Role,
    SubCircle,
    Topic,
    but,
)

EVERY_OPEN: Final = ProceedingId("*")
"""Stands in a follow-up for every open proceeding of the circle."""
MOST_TOPICS: Final = 200
"""So many topics of a dissolved circle are handed on: a backlog nobody could read helps nobody."""


@registry.decides(SetSubStatus)
def _set(circle: Circle, c: SetSubStatus, now: datetime) -> Iterator[Fact]:
    sub = circle.subcircle(c.circle)
    if sub is None or sub.status is c.status:
        return
    fact = SubStatusSet(at=now, circle=c.circle, status=c.status, decided_in=c.decided_in)
    after = _book_sub_status(circle, fact)
    yield fact
    if c.status is CircleStatus.DISSOLVED:
        for person in dict.fromkeys((sub.leader, sub.delegate)):
            if person is not None and person in circle.by_link and not links_anything(after, person):
                yield MemberReleased(at=now, person=person)
    yield from renewed(after, now)


def links_anything(circle: Circle, person: PersonId) -> bool:
    """Whether somebody links a sub-circle to this circle, or this circle to the broader one."""
    below = any(person in (sub.leader, sub.delegate) for sub in circle.subcircles)
    return below or any(who == person for _, who in circle.links)


@registry.books(SubStatusSet)
def _book_sub_status(circle: Circle, fact: SubStatusSet) -> Circle:
    if fact.status is not CircleStatus.DISSOLVED:
        return with_sub(circle, fact.circle, status=fact.status)
    return with_sub(circle, fact.circle, status=fact.status, leader=None, delegate=None, interim=False)


@registry.follows(SubStatusSet)
def _tell_sub(circle: Circle, fact: SubStatusSet) -> Iterator[FollowUp]:
    yield (
        fact.circle,
        ChangeStatus(
            status=fact.status, decided_in=fact.decided_in, name=circle.name, members=circle.members
        ),
    )


@registry.decides(ChangeStatus)
def _change(circle: Circle, c: ChangeStatus, now: datetime) -> Iterator[Fact]:
    if circle.status is CircleStatus.DISSOLVED or circle.status is c.status:
        return
    if c.status is CircleStatus.DISSOLVED and circle.broader is not None:
        yield EstateReturned(
            at=now,
            to=circle.broader,
            name=c.name,
            members=c.members,
            roles=tuple(role for role in circle.roles if role.duty is None),
            subcircles=tuple(s for s in circle.subcircles if s.status is not CircleStatus.DISSOLVED),
            topics=circle.topics[:MOST_TOPICS],
        )
    yield StatusSet(at=now, status=c.status, decided_in=c.decided_in)


@registry.books(StatusSet)
def _book_status(circle: Circle, fact: StatusSet) -> Circle:
    if fact.status is not CircleStatus.DISSOLVED:
        return but(circle, status=fact.status)
    return but(
        circle,
        status=fact.status,
        members=(),
        domains=(),
        roles=(),
        assignments=(),
        subcircles=(),
        topics=(),
        links=(),
        by_link=(),
        invited=(),
        asking=(),
        rested=(),
    )


@registry.books(EstateReturned)
def _book_returned(circle: Circle, _fact: EstateReturned) -> Circle:
    return circle


@registry.follows(EstateReturned)
def _return(circle: Circle, fact: EstateReturned) -> Iterator[FollowUp]:
    facilitator = next((m.person for m in fact.members if Duty.FACILITATOR in m.duties), None)
    yield (
        EVERY_OPEN,
        NoteDissolved(to=fact.to, name=fact.name, facilitator=facilitator, members=fact.members),
    )
    yield fact.to, TakeInReturned(circle=circle.id, roles=fact.roles, subcircles=fact.subcircles)
    for role in fact.roles:
        title = f"{circle.name}: {role.name}"[:200]
        yield fact.to, BringTopic(title=title, outcome=ItemOutcome.DECIDE, role=role.name)
    for topic in fact.topics:
        yield fact.to, _brought(topic)


def _brought(topic: Topic) -> BringTopic:
    return BringTopic(
        title=topic.title,
        outcome=topic.outcome,
        by=topic.by,
        minutes=topic.minutes,
        priority=topic.priority,
        next_step=topic.next_step,
        due=topic.due,
        proceeding=topic.proceeding,
        confidential=topic.confidential,
    )


# --- a helping circle's last day ------------------------------------------------------------------------------


def _running(circle: Circle) -> Iterator[tuple[SubCircle, datetime]]:
    for sub in circle.subcircles:
        if sub.status is CircleStatus.ACTIVE and sub.charter.until is not None and not sub.day_over:
            yield sub, sub.charter.until


def _last_days(circle: Circle) -> Iterator[datetime]:
    return (until for _, until in _running(circle))


def _passed(circle: Circle, now: datetime) -> Iterator[Fact]:
    for sub, until in _running(circle):
        if until <= now:
            yield LastDayPassed(at=now, circle=sub.id, due=until)


registry.falls_due(_last_days, _passed)


@registry.books(LastDayPassed)
def _book_passed(circle: Circle, fact: LastDayPassed) -> Circle:
    return with_sub(circle, fact.circle, day_over=True)


@registry.follows(LastDayPassed)
def _is_it_done(circle: Circle, fact: LastDayPassed) -> Iterator[FollowUp]:
    sub = circle.subcircle(fact.circle)
    if sub is not None:
        yield circle.id, BringTopic(title=sub.charter.name[:200], outcome=ItemOutcome.DECIDE)


# --- in the broader circle ------------------------------------------------------------------------------------


@registry.decides(TakeInReturned)
def _take_in(circle: Circle, c: TakeInReturned, now: datetime) -> Iterator[Fact]:
    if not c.roles and not c.subcircles:
        return
    full = set(circle.consenting)
    lost = tuple(
        (sub.id, duty, person)
        for sub in c.subcircles
        for duty, person in ((Duty.LEADER, sub.leader), (Duty.DELEGATE, sub.delegate))
        if person is not None and person not in full
    )
    taken = EstateTakenIn(
        at=now,
        circle=c.circle,
        roles=tuple(_free(role, circle) for role in c.roles),
        subcircles=tuple(_without(sub, full) for sub in c.subcircles),
        unlinked=lost,
    )
    yield taken
    yield from renewed(_book_taken_in(circle, taken), now)


def _free(role: Role, circle: Circle) -> Role:
    """The role under a name that no role of the circle has."""
    name, number = role.name, 1
    while circle.role(name) is not None:
        number += 1
        name = f"{role.name} {number}"
    return but(role, name=name)


def _without(sub: SubCircle, full: set[PersonId]) -> SubCircle:
    leader = sub.leader if sub.leader in full else None
    delegate = sub.delegate if sub.delegate in full else None
    return but(sub, leader=leader, delegate=delegate, interim=sub.interim and leader is not None)


@registry.books(EstateTakenIn)
def _book_taken_in(circle: Circle, fact: EstateTakenIn) -> Circle:
    return but(circle, roles=(*circle.roles, *fact.roles), subcircles=(*circle.subcircles, *fact.subcircles))


@registry.follows(EstateTakenIn)
def _taken_in(circle: Circle, fact: EstateTakenIn) -> Iterator[FollowUp]:
    for sub in fact.subcircles:
        yield sub.id, NoteBroader(broader=circle.id)
    for id_, duty, person in fact.unlinked:
        yield id_, NoteUnlinked(duty=duty, person=person)


@registry.decides(NoteBroader)
def _note_broader(circle: Circle, c: NoteBroader, now: datetime) -> Iterator[Fact]:
    if circle.broader != c.broader:
        yield BroaderChanged(at=now, broader=c.broader)


@registry.books(BroaderChanged)
def _book_broader(circle: Circle, fact: BroaderChanged) -> Circle:
    return but(circle, broader=fact.broader)
