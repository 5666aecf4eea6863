"""What people do about the roles they hold: give them back, hand them over, decide alone within them.

Sources: MVOS 2.3.2 (understudy), HC v5 1.4.2 (the lead covers roles that nobody fills), domain.md section 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from facilitation.circles import registry
from facilitation.circles.registry import CircleVerb
from facilitation.circles.roles import (
    assigning,
    duty_of,
    ending,
    holder_of,
    in_step,
    roles_of,
    with_assignment,
)
from facilitation.commands import (
    AddHandover,
    CoverRole,
    FinishHandover,
    NameUnderstudy,
    RecordOperationalDecision,
    ResignRole,
    SettleTopics,
    StayInRole,
)
from facilitation.facts import (
    Fact,
    HandoverAdded,
    HandoverFinished,
    OperationalDecisionRecorded,
    ResignationTakenBack,
    RoleAssigned,
    RoleEnded,
    RoleResigned,
    UnderstudyNamed,
)
from facilitation.model import Assignment, Circle, Duty, ItemOutcome, PersonId, RoleEnd, but
from facilitation.refusals import Reason, Refused
from facilitation.settings import ElectionPick
from facilitation.verbs import SENTENCE_LIMIT, ahead, readable, words


def _any_role(circle: Circle) -> Iterable[str]:
    people = (*(m.person for m in circle.members),)
    return tuple(dict.fromkeys(name for person in people for name in roles_of(circle, person)))


def _held_roles(circle: Circle) -> Iterable[str]:
    return tuple(held.role for held in circle.assignments)


def _vacant_roles(circle: Circle) -> Iterable[str]:
    return tuple(role.name for role in circle.roles if holder_of(circle, role.name) is None)


# --- who may --------------------------------------------------------------------------------------------------


def _holds(circle: Circle, who: PersonId, role: str) -> Reason | None:
    if circle.member(who) is None:
        return Reason.STRANGER
    holder = holder_of(circle, role)
    if holder is None:
        return Reason.NO_SUCH_THING
    return None if holder == who else Reason.NOT_HOLDER


def _holds_for_a_term(circle: Circle, who: PersonId, role: str) -> Reason | None:
    return _holds(circle, who, role) or (Reason.NO_SUCH_THING if circle.assignment(role) is None else None)


def _is_leaving(circle: Circle, who: PersonId, role: str) -> Reason | None:
    held = circle.assignment(role)
    leaves = held is not None and held.leaves is not None
    return _holds(circle, who, role) or (None if leaves else Reason.NO_SUCH_THING)


def _hands_over(circle: Circle, who: PersonId, role: str) -> Reason | None:
    held = circle.assignment(role)
    if circle.member(who) is None:
        return Reason.STRANGER
    if held is None:
        return Reason.NO_SUCH_THING
    known = (held.person, held.understudy, circle.holder(Duty.SECRETARY))
    return None if who in known else Reason.NOT_HOLDER


def _covers(circle: Circle, who: PersonId, role: str) -> Reason | None:
    """HC v5 1.4.2: the lead covers operational roles that nobody fills. Other circles select somebody instead."""
    member = circle.member(who)
    if member is None:
        return Reason.STRANGER
    if circle.settings.election_pick is not ElectionPick.PLURALITY:
        return Reason.NOT_THIS_WAY
    if Duty.LEADER not in member.duties:
        return Reason.NOT_LEADER
    defined = circle.role(role)
    if defined is None or defined.duty is not None:
        return Reason.NO_SUCH_THING
    return Reason.NOTHING_CHANGED if holder_of(circle, role) is not None else None


for verb in (
    CircleVerb(ResignRole, _holds, lambda c: c.role, _any_role),
    CircleVerb(StayInRole, _is_leaving, lambda c: c.role, _held_roles),
    CircleVerb(RecordOperationalDecision, _holds, lambda c: c.role, _any_role),
    CircleVerb(NameUnderstudy, _holds_for_a_term, lambda c: c.role, _held_roles),
    CircleVerb(AddHandover, _holds_for_a_term, lambda c: c.role, _held_roles),
    CircleVerb(
        FinishHandover,
        _hands_over,
        lambda c: c.role,
        lambda circle: [held.role for held in circle.assignments if open_points(held)],
    ),
    CircleVerb(CoverRole, _covers, lambda c: c.role, _vacant_roles),
):
    registry.offers(verb)


def open_points(held: Assignment) -> tuple[int, ...]:
    """The numbers of what is still to be handed over."""
    return tuple(number for number in range(1, len(held.handover) + 1) if number not in held.handed_over)


# --- what becomes true ----------------------------------------------------------------------------------------


@registry.decides(ResignRole)
def _resign(circle: Circle, c: ResignRole, now: datetime) -> Iterator[Fact]:
    """Nobody is kept in a role: how much notice to give is the holder's choice."""
    held = circle.assignment(c.role)
    if held is not None and held.leaves is not None and held.leaves == c.on:
        raise Refused(Reason.NOTHING_CHANGED)
    on = now if c.on is None else ahead(c.on, now)
    yield RoleResigned(at=now, role=c.role, person=c.by, on=on, text=words(c.text, needed=False))
    if c.on is not None:
        return
    if held is not None:
        yield from ending(circle, held, RoleEnd.RESIGNED, now)
        return
    yield RoleEnded(at=now, role=c.role, person=c.by, why=RoleEnd.RESIGNED)
    yield from in_step(circle, duty_of(circle, c.role), None, now)


@registry.decides(StayInRole)
def _stay(_circle: Circle, c: StayInRole, now: datetime) -> Iterator[Fact]:
    yield ResignationTakenBack(at=now, role=c.role, person=c.by)


@registry.follows(ResignationTakenBack)
def _no_selection(circle: Circle, fact: ResignationTakenBack) -> Iterator[registry.CircleFollowUp]:
    """Nobody has to be selected any more, unless the term is near its end anyway."""
    held = circle.assignment(fact.role)
    if held is None or not (held.reminded or held.caretaker):
        yield circle.id, SettleTopics(role=fact.role, outcome=ItemOutcome.SELECT)


@registry.decides(NameUnderstudy)
def _understudy(circle: Circle, c: NameUnderstudy, now: datetime) -> Iterator[Fact]:
    if circle.member(c.person) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    held = circle.assignment(c.role)
    if held is None or c.person in (held.person, held.understudy):
        raise Refused(Reason.NOTHING_CHANGED)
    yield UnderstudyNamed(at=now, role=c.role, understudy=c.person, by=c.by)


@registry.decides(AddHandover)
def _hand_over(_circle: Circle, c: AddHandover, now: datetime) -> Iterator[Fact]:
    yield HandoverAdded(at=now, role=c.role, text=readable(c.text, SENTENCE_LIMIT), by=c.by)


@registry.decides(FinishHandover)
def _finish(circle: Circle, c: FinishHandover, now: datetime) -> Iterator[Fact]:
    held = circle.assignment(c.role)
    if held is None or c.point not in open_points(held):
        raise Refused(Reason.NO_SUCH_THING)
    yield HandoverFinished(at=now, role=c.role, point=c.point, by=c.by)


@registry.decides(CoverRole)
def _cover(circle: Circle, c: CoverRole, now: datetime) -> Iterator[Fact]:
    until = ahead(c.until, now)
    fact = RoleAssigned(at=now, role=c.role, person=c.by, since=now, until=until, interim=True)
    yield from assigning(circle, fact)


@registry.decides(RecordOperationalDecision)
def _decide_alone(_circle: Circle, c: RecordOperationalDecision, now: datetime) -> Iterator[Fact]:
    """Role holders act alone within their authority, and make no policy (domain.md section 9)."""
    until = None if c.until is None else ahead(c.until, now)
    yield OperationalDecisionRecorded(at=now, role=c.role, by=c.by, text=readable(c.text), until=until)


# --- booking --------------------------------------------------------------------------------------------------


@registry.books(RoleResigned)
def _book_resigned(circle: Circle, fact: RoleResigned) -> Circle:
    """Whoever holds a process role since the circle began has no term: the day they named is its end."""
    held = circle.assignment(fact.role)
    if held is None:
        held = Assignment(role=fact.role, person=fact.person, since=fact.at, until=fact.on)
    return with_assignment(circle, but(held, leaves=fact.on))


@registry.books(ResignationTakenBack)
def _book_stays(circle: Circle, fact: ResignationTakenBack) -> Circle:
    held = circle.assignment(fact.role)
    if held is None:
        return circle
    without_term = held.selected_in is None and held.until == held.leaves
    if without_term and duty_of(circle, fact.role) is not None:
        others = tuple(other for other in circle.assignments if other.role != fact.role)
        return but(circle, assignments=others)
    return with_assignment(circle, but(held, leaves=None))


@registry.books(UnderstudyNamed)
def _book_understudy(circle: Circle, fact: UnderstudyNamed) -> Circle:
    held = circle.assignment(fact.role)
    return circle if held is None else with_assignment(circle, but(held, understudy=fact.understudy))


@registry.books(HandoverAdded)
def _book_added(circle: Circle, fact: HandoverAdded) -> Circle:
    held = circle.assignment(fact.role)
    return (
        circle if held is None else with_assignment(circle, but(held, handover=(*held.handover, fact.text)))
    )


@registry.books(HandoverFinished)
def _book_finished(circle: Circle, fact: HandoverFinished) -> Circle:
    held = circle.assignment(fact.role)
    done = () if held is None else (*held.handed_over, fact.point)
    return circle if held is None else with_assignment(circle, but(held, handed_over=done))


@registry.books(OperationalDecisionRecorded)
def _book_decided(circle: Circle, _fact: OperationalDecisionRecorded) -> Circle:
    return circle
