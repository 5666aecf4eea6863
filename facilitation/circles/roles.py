"""Roles: what decisions about them make true, who holds them, and what their holders do (domain.md section 9).

Creating a role is policy, and filling it a selection. So a role comes from a decision of the matter `ROLE`, and its
holder from `AssignRole`. A process role is a duty of its holder too: both change together, and every open proceeding
hears of it. A role has one holder at a time, for shared roles leave each thinking that the other does it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation.anytime import with_member
from facilitation.circles import registry
from facilitation.commands import (
    AlignRoles,
    AssignRole,
    DefineRole,
    DescribeHeldRole,
    DropRole,
    EndRolesOf,
    KeepRole,
    VacateRole,
)
from facilitation.facts import (
    Fact,
    MemberAdmitted,
    RoleAssigned,
    RoleDefined,
    RoleDescribed,
    RoleDropped,
    RoleEnded,
    RoleKept,
    UnderstudyNamed,
)
from facilitation.model import Assignment, Circle, Duty, Handover, PersonId, ProceedingId, Role, RoleEnd, but


def duty_of(circle: Circle, role: str) -> Duty | None:
    """The process role that a role is, by its definition or, where it has none, by its name.

    >>> from facilitation.model import CircleId
    >>> duty_of(Circle(id=CircleId("c"), name="C", aim="", members=()), "Facilitator")
    <Duty.FACILITATOR: 'facilitator'>
    """
    defined = circle.role(role)
    if defined is not None:
        return defined.duty
    return next((duty for duty in Duty if duty.value == role.casefold()), None)


def holder_of(circle: Circle, role: str) -> PersonId | None:
    """Who holds a role: by a selection, or since the circle began."""
    held = circle.assignment(role)
    if held is not None:
        return held.person
    duty = duty_of(circle, role)
    return circle.holder(duty) if duty is not None else None


def roles_of(circle: Circle, person: PersonId) -> tuple[str, ...]:
    """The roles that somebody holds, each by its name."""
    names = dict.fromkeys(
        (*(role.name for role in circle.roles), *(held.role for held in circle.assignments))
    )
    known = {duty_of(circle, name) for name in names}
    bare = (duty.value for duty in Duty if duty not in known and circle.holder(duty) is not None)
    return tuple(name for name in (*names, *bare) if holder_of(circle, name) == person)


DESCRIBED: Final = ("purpose", "responsibilities", "qualifications")
"""What a selection may agree on about a role."""


# --- what becomes true ----------------------------------------------------------------------------------------


def in_step(circle: Circle, duty: Duty | None, person: PersonId | None, now: datetime) -> Iterator[Fact]:
    """A process role is a duty of whoever holds it, and of nobody else."""
    if duty is None:
        return
    for member in circle.members:
        others = tuple(other for other in member.duties if other is not duty)
        duties = (*others, duty) if member.person == person else others
        if set(duties) != set(member.duties):
            yield MemberAdmitted(at=now, member=but(member, duties=duties))


def ending(
    circle: Circle, held: Assignment, why: RoleEnd, now: datetime, due: datetime | None = None
) -> Iterator[Fact]:
    """Somebody's time in a role is over."""
    yield RoleEnded(at=now, role=held.role, person=held.person, why=why, due=due)
    yield from in_step(circle, duty_of(circle, held.role), None, now)


def with_facts(circle: Circle, facts: tuple[Fact, ...]) -> Circle:
    """The circle after facts of this concern, for what follows in the same breath."""
    for fact in facts:
        if isinstance(fact, MemberAdmitted):
            circle = but(circle, members=with_member(circle.members, fact.member))
        else:
            circle = registry.BOOKS[type(fact)](circle, fact)
    return circle


def assigning(circle: Circle, fact: RoleAssigned) -> Iterator[Fact]:
    """Somebody takes a role; whoever held it is followed."""
    before = holder_of(circle, fact.role)
    if before is not None and before != fact.person:
        yield RoleEnded(at=fact.at, role=fact.role, person=before, why=RoleEnd.FOLLOWED)
    yield fact
    yield from in_step(circle, duty_of(circle, fact.role), fact.person, fact.at)


@registry.decides(AssignRole)
def _assign(circle: Circle, c: AssignRole, now: datetime) -> Iterator[Fact]:
    yield from assigning(
        circle,
        RoleAssigned(
            at=now,
            role=c.role,
            person=c.person,
            since=now,
            until=c.until,
            selected_in=c.selected_in,
            interim=c.interim,
        ),
    )


@registry.decides(DefineRole)
def _define(circle: Circle, c: DefineRole, now: datetime) -> Iterator[Fact]:
    yield RoleDefined(at=now, role=c.role, decided_in=c.decided_in)
    held = circle.assignment(c.role.name)
    if held is not None:
        yield from in_step(circle, c.role.duty, held.person, now)


def _defined(circle: Circle, name: str, by: ProceedingId | None) -> bool:
    """Whether there is such a role, and this decision is still what defines it."""
    role = circle.role(name)
    return role is not None and by in (None, role.defined_in)


@registry.decides(DescribeHeldRole)
def _describe(circle: Circle, c: DescribeHeldRole, now: datetime) -> Iterator[Fact]:
    role = circle.role(c.role)
    said = {name: getattr(c, name) for name in DESCRIBED if getattr(c, name) is not None}
    if role is not None and but(role, **said) != role:
        yield RoleDescribed(at=now, role=c.role, decided_in=c.decided_in, **said)


@registry.decides(DropRole)
def _drop(circle: Circle, c: DropRole, now: datetime) -> Iterator[Fact]:
    if not _defined(circle, c.role, c.defined_in):
        return
    held = circle.assignment(c.role)
    if held is not None:
        yield from ending(circle, held, RoleEnd.DROPPED, now)
    yield RoleDropped(at=now, role=c.role, decided_in=c.decided_in)


@registry.decides(KeepRole)
def _keep(circle: Circle, c: KeepRole, now: datetime) -> Iterator[Fact]:
    if _defined(circle, c.role, c.defined_in):
        yield RoleKept(at=now, role=c.role, review=c.review)


@registry.decides(VacateRole)
def _vacate(circle: Circle, c: VacateRole, now: datetime) -> Iterator[Fact]:
    person = holder_of(circle, c.role)
    if person is not None:
        yield RoleEnded(at=now, role=c.role, person=person, why=RoleEnd.REMOVED)
        yield from in_step(circle, duty_of(circle, c.role), None, now)


@registry.decides(EndRolesOf)
def _end_all(circle: Circle, c: EndRolesOf, now: datetime) -> Iterator[Fact]:
    for held in circle.assignments:
        if held.person == c.person:
            yield from ending(circle, held, RoleEnd.LEFT, now)
        elif held.understudy == c.person:
            yield UnderstudyNamed(at=now, role=held.role, understudy=None)


def _stale(circle: Circle) -> Iterator[tuple[Assignment, PersonId | None]]:
    """Roles whose duty has gone elsewhere, each with whoever has it now."""
    for held in circle.assignments:
        duty = duty_of(circle, held.role)
        if duty is not None and circle.holder(duty) != held.person:
            yield held, circle.holder(duty)


@registry.follows(MemberAdmitted)
def _moved(circle: Circle, _fact: MemberAdmitted) -> Iterator[registry.CircleFollowUp]:
    if any(_stale(circle)):
        yield circle.id, AlignRoles()


@registry.decides(AlignRoles)
def _align(circle: Circle, _c: AlignRoles, now: datetime) -> Iterator[Fact]:
    for held, now_with in _stale(circle):
        why = RoleEnd.LINK_ENDED if now_with is None else RoleEnd.FOLLOWED
        yield RoleEnded(at=now, role=held.role, person=held.person, why=why)


# --- booking --------------------------------------------------------------------------------------------------


def with_assignment(circle: Circle, held: Assignment) -> Circle:
    """The circle with one assignment added or replaced, each in its place."""
    if circle.assignment(held.role) is None:
        return but(circle, assignments=(*circle.assignments, held))
    kept = tuple(held if other.role == held.role else other for other in circle.assignments)
    return but(circle, assignments=kept)


@registry.books(RoleDefined)
def _book_defined(circle: Circle, fact: RoleDefined) -> Circle:
    if circle.role(fact.role.name) is None:
        return but(circle, roles=(*circle.roles, fact.role))
    return but(circle, roles=tuple(fact.role if r.name == fact.role.name else r for r in circle.roles))


@registry.books(RoleDescribed)
def _book_described(circle: Circle, fact: RoleDescribed) -> Circle:
    said = {name: getattr(fact, name) for name in DESCRIBED if getattr(fact, name) is not None}
    return but(
        circle, roles=tuple(but(role, **said) if role.name == fact.role else role for role in circle.roles)
    )


@registry.books(RoleDropped)
def _book_dropped(circle: Circle, fact: RoleDropped) -> Circle:
    roles = tuple(role for role in circle.roles if role.name != fact.role)
    left = tuple(handover for handover in circle.handovers if handover.role != fact.role)
    return but(circle, roles=roles, handovers=left)


@registry.books(RoleKept)
def _book_kept(circle: Circle, fact: RoleKept) -> Circle:
    def kept(role: Role) -> Role:
        return but(role, review=fact.review, review_due=False) if role.name == fact.role else role

    return but(circle, roles=tuple(map(kept, circle.roles)))


@registry.books(RoleAssigned)
def _book_assigned(circle: Circle, fact: RoleAssigned) -> Circle:
    """What a former holder left behind waits for whoever follows; a new term of the same person keeps its list."""
    same = circle.assignment(fact.role)
    left = next((handover.points for handover in circle.handovers if handover.role == fact.role), ())
    held = Assignment(
        role=fact.role,
        person=fact.person,
        since=fact.since,
        until=fact.until,
        selected_in=fact.selected_in,
        interim=fact.interim,
        understudy=same.understudy if same else None,
        handover=same.handover if same else left,
        handed_over=same.handed_over if same else (),
    )
    waiting = tuple(handover for handover in circle.handovers if handover.role != fact.role)
    return with_assignment(but(circle, handovers=waiting), held)


@registry.books(RoleEnded)
def _book_ended(circle: Circle, fact: RoleEnded) -> Circle:
    held = circle.assignment(fact.role)
    if held is None:
        return circle
    others = tuple(other for other in circle.assignments if other.role != fact.role)
    points = tuple(text for number, text in enumerate(held.handover, 1) if number not in held.handed_over)
    left = (Handover(role=fact.role, points=points),) if points else ()
    return but(circle, assignments=others, handovers=(*circle.handovers, *left))
