"""Two clocks: when the circle looks at a role again, and until when somebody holds it (MVOS 3.6; domain.md section 9).

A term is never extended in silence. The secretary and the holder are reminded 30 and 7 days before its end (D), the
selection arrives in the backlog by itself, and a holder whom nobody has followed by then stays as caretaker, where
everyone can see it. The broader circle is told (D).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from facilitation.circles import registry
from facilitation.circles.roles import ending, holder_of, with_assignment, with_facts
from facilitation.commands import BringTopic, EndRolesOf, ReportOverdue, SettleTopics
from facilitation.facts import (
    CaretakerBegan,
    Fact,
    HalfTermReached,
    MemberReleased,
    OverdueReported,
    RoleAssigned,
    RoleDefined,
    RoleDropped,
    RoleEnded,
    RoleKept,
    RoleResigned,
    RoleReviewDue,
    TermReminded,
)
from facilitation.model import Assignment, Circle, CircleStatus, Duty, ItemOutcome, Role, RoleEnd, but

REMINDERS: Final = (timedelta(days=30), timedelta(days=7))
"""How long before the end of a term its holder and the secretary are reminded (D)."""
LONG_TERM: Final = timedelta(days=120)
"""Half of a shorter term is not worth an evaluation of its own (D; MVOS 6.10.5 recommends one at half-term)."""


def half_of(held: Assignment) -> datetime:
    """The middle of a term."""
    return held.since + (held.until - held.since) / 2


# --- what falls due -------------------------------------------------------------------------------------------


def _reminders(held: Assignment) -> Iterator[tuple[int, datetime]]:
    """Those reminders still to come that lie within the term."""
    for nth, before in enumerate(REMINDERS, 1):
        if nth > held.reminded and held.until - before > held.since:
            yield nth, held.until - before


def _instants(held: Assignment) -> Iterator[datetime]:
    if held.leaves is not None:
        yield held.leaves
    if held.caretaker:
        return
    yield held.until
    if held.leaves is None:
        yield from (at for _, at in _reminders(held))
        if not held.half_told and held.until - held.since >= LONG_TERM:
            yield half_of(held)


def _alive(circle: Circle) -> bool:
    return circle.status is not CircleStatus.DISSOLVED


def _when(circle: Circle) -> Iterator[datetime]:
    if _alive(circle):
        yield from (at for held in circle.assignments for at in _instants(held))


def _then(circle: Circle, now: datetime) -> Iterator[Fact]:
    for held in circle.assignments if _alive(circle) else ():
        facts = tuple(_due(circle, held, now))
        yield from facts
        circle = with_facts(circle, facts)


def _due(circle: Circle, held: Assignment, now: datetime) -> Iterator[Fact]:
    """What the clock has to say about one assignment: of what was slept through, only the last."""
    role, person = held.role, held.person
    if held.leaves is not None and held.leaves <= now:
        yield from ending(circle, held, RoleEnd.RESIGNED, now, held.leaves)
        return
    if held.caretaker:
        return
    if held.until <= now:
        yield CaretakerBegan(at=now, due=held.until, until=held.until, role=role, person=person)
        return
    if held.leaves is not None:
        return
    if not held.half_told and held.until - held.since >= LONG_TERM and half_of(held) <= now:
        yield HalfTermReached(at=now, due=half_of(held), role=role, person=person)
    come = [(nth, at) for nth, at in _reminders(held) if at <= now]
    if come:
        nth, at = come[-1]
        yield TermReminded(at=now, due=at, nth=nth, until=held.until, role=role, person=person)


def _reviews(circle: Circle) -> Iterator[datetime]:
    if _alive(circle):
        yield from (role.review for role in circle.roles if role.review is not None and not role.review_due)


def _reviewed(circle: Circle, now: datetime) -> Iterator[Fact]:
    for role in circle.roles if _alive(circle) else ():
        if role.review is not None and not role.review_due and role.review <= now:
            yield RoleReviewDue(at=now, role=role.name, due=role.review)


registry.falls_due(_when, _then)
registry.falls_due(_reviews, _reviewed)


# --- what follows ---------------------------------------------------------------------------------------------


def _selection(circle: Circle, role: str, due: datetime | None, priority: int) -> registry.CircleFollowUp:
    """Somebody is to be selected: the topic arrives once, however many reasons there are for it."""
    secretary = circle.holder(Duty.SECRETARY)
    topic = BringTopic(
        title=role, outcome=ItemOutcome.SELECT, role=role, due=due, owner=secretary, priority=priority
    )
    return circle.id, topic


@registry.follows(TermReminded)
def _term_ends(circle: Circle, fact: TermReminded) -> Iterator[registry.CircleFollowUp]:
    yield _selection(circle, fact.role, fact.until, 2)


@registry.follows(CaretakerBegan)
def _term_ended(circle: Circle, fact: CaretakerBegan) -> Iterator[registry.CircleFollowUp]:
    yield _selection(circle, fact.role, fact.until, 1)
    if circle.broader is not None:
        yield (
            circle.broader,
            ReportOverdue(
                circle=circle.id, name=circle.name, role=fact.role, person=fact.person, until=fact.until
            ),
        )


@registry.follows(RoleResigned)
def _resigned(circle: Circle, fact: RoleResigned) -> Iterator[registry.CircleFollowUp]:
    yield _selection(circle, fact.role, fact.on, 2)


@registry.follows(RoleEnded)
def _ended(circle: Circle, fact: RoleEnded) -> Iterator[registry.CircleFollowUp]:
    if fact.why in (RoleEnd.RESIGNED, RoleEnd.REMOVED, RoleEnd.LEFT):
        yield _selection(circle, fact.role, None, 1)


@registry.follows(HalfTermReached)
def _half(circle: Circle, fact: HalfTermReached) -> Iterator[registry.CircleFollowUp]:
    yield (
        circle.id,
        BringTopic(title=fact.role, outcome=ItemOutcome.EXPLORE, role=fact.role, owner=fact.person),
    )


@registry.follows(RoleReviewDue)
def _look_at_role(circle: Circle, fact: RoleReviewDue) -> Iterator[registry.CircleFollowUp]:
    secretary = circle.holder(Duty.SECRETARY)
    topic = BringTopic(
        title=fact.role, outcome=ItemOutcome.DECIDE, role=fact.role, owner=secretary, priority=2, due=fact.due
    )
    yield circle.id, topic


@registry.follows(RoleAssigned)
def _filled(circle: Circle, fact: RoleAssigned) -> Iterator[registry.CircleFollowUp]:
    if not fact.interim:
        yield circle.id, SettleTopics(role=fact.role, outcome=ItemOutcome.SELECT)
    yield circle.id, SettleTopics(role=fact.role, outcome=ItemOutcome.EXPLORE)


@registry.follows(RoleKept, RoleDefined)
def _looked_at(circle: Circle, fact: RoleKept | RoleDefined) -> Iterator[registry.CircleFollowUp]:
    name = fact.role if isinstance(fact, RoleKept) else fact.role.name
    yield circle.id, SettleTopics(role=name, outcome=ItemOutcome.DECIDE)
    if holder_of(circle, name) is None:
        yield _selection(circle, name, None, 2)


@registry.follows(RoleDropped)
def _dropped(circle: Circle, fact: RoleDropped) -> Iterator[registry.CircleFollowUp]:
    for outcome in (ItemOutcome.SELECT, ItemOutcome.EXPLORE, ItemOutcome.DECIDE):
        yield circle.id, SettleTopics(role=fact.role, outcome=outcome)


@registry.follows(MemberReleased)
def _left(circle: Circle, fact: MemberReleased) -> Iterator[registry.CircleFollowUp]:
    if any(fact.person in (held.person, held.understudy) for held in circle.assignments):
        yield circle.id, EndRolesOf(person=fact.person)


@registry.decides(ReportOverdue)
def _reported(_circle: Circle, c: ReportOverdue, now: datetime) -> Iterator[Fact]:
    yield OverdueReported(at=now, circle=c.circle, name=c.name, role=c.role, person=c.person, until=c.until)


# --- booking --------------------------------------------------------------------------------------------------


def _with(circle: Circle, role: str, **changes: object) -> Circle:
    held = circle.assignment(role)
    return circle if held is None else with_assignment(circle, but(held, **changes))


@registry.books(TermReminded)
def _book_reminded(circle: Circle, fact: TermReminded) -> Circle:
    return _with(circle, fact.role, reminded=fact.nth)


@registry.books(HalfTermReached)
def _book_half(circle: Circle, fact: HalfTermReached) -> Circle:
    return _with(circle, fact.role, half_told=True)


@registry.books(CaretakerBegan)
def _book_caretaker(circle: Circle, fact: CaretakerBegan) -> Circle:
    return _with(circle, fact.role, caretaker=True)


@registry.books(RoleReviewDue)
def _book_review_due(circle: Circle, fact: RoleReviewDue) -> Circle:
    def looked(role: Role) -> Role:
        return but(role, review_due=True) if role.name == fact.role else role

    return but(circle, roles=tuple(map(looked, circle.roles)))
