"""The roles of a circle as a board: who holds them and until when; and what their holders are told in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from facilitation import commands as c
from facilitation import facts as f
from facilitation.cards import Arg, Card, Line, Said, When, Who, msg
from facilitation.circles.holding import open_points
from facilitation.circles.roles import holder_of, roles_of
from facilitation.model import Assignment, Circle, Duty, PersonId
from facilitation.view.circle_kinds import ORDER, RECEIPTS, shows, tells
from facilitation.view.parts import item, lead, note, title, word

ORDER.extend(
    [
        c.RecordOperationalDecision,
        c.AddHandover,
        c.FinishHandover,
        c.NameUnderstudy,
        c.ResignRole,
        c.StayInRole,
        c.CoverRole,
    ]
)

MANY: Final = 3
"""So many roles in one pair of hands are worth a look together; it is for the circle to say what they mean (D)."""


@shows
def _cards(circle: Circle) -> Iterator[Card]:
    if names(circle):
        yield _board(circle)
    yield from _reminders(circle)


def names(circle: Circle) -> tuple[str, ...]:
    """Every role that is defined or held, in the order in which they came."""
    held = (name for member in circle.members for name in roles_of(circle, member.person))
    defined = (role.name for role in circle.roles)
    return tuple(dict.fromkeys((*defined, *(a.role for a in circle.assignments), *held)))


def _board(circle: Circle) -> Card:
    lines = (
        title(msg("roles-title", circle=Said(circle.name))),
        lead(msg("roles-lead")),
        *(line for name in names(circle) for line in _role(circle, name)),
        *_many(circle),
    )
    return Card(key="roles", lines=lines, live=True)


def _role(circle: Circle, name: str) -> Iterator[Line]:
    role, held, person = circle.role(name), circle.assignment(name), holder_of(circle, name)
    if person is None:
        yield item("roles-vacant", role=Said(name))
    elif held is None:
        yield item("roles-held", role=Said(name), person=Who(person))
    else:
        yield item(_held(held), role=Said(name), person=Who(person), until=When(held.until, day=True))
        yield from _about(held)
    if role is not None:
        yield note("roles-purpose", text=Said(role.purpose))
        if role.review_due:
            yield note("roles-review-due")


def _held(held: Assignment) -> str:
    if held.caretaker:
        return "roles-caretaker"
    return "roles-interim" if held.interim else "roles-term"


def _about(held: Assignment) -> Iterator[Line]:
    if held.leaves is not None:
        yield note("roles-leaves", person=Who(held.person), until=When(held.leaves, day=True))
    if held.understudy is not None:
        yield note("roles-understudy", person=Who(held.understudy))
    if held.handover:
        yield note("roles-handover", done=len(held.handed_over), of=len(held.handover))
    for number in open_points(held):
        yield note("roles-handover-point", number=number, text=Said(held.handover[number - 1]))


def _many(circle: Circle) -> Iterator[Line]:
    """Information, never judgement (domain.md section 16, row 30)."""
    for member in circle.members:
        count = len(roles_of(circle, member.person))
        if count >= MANY:
            yield note("roles-many", person=Who(member.person), count=count)


# --- whispers -------------------------------------------------------------------------------------------------


def _reminders(circle: Circle) -> Iterator[Card]:
    for held in circle.assignments:
        if held.caretaker:
            yield from _told(circle, held, OVER, "over")
        elif held.reminded:
            yield from _told(circle, held, ENDS, str(held.reminded))


OVER: Final = ("term-over-title", "term-over-yours", "term-over-secretary")
ENDS: Final = ("term-ends-title", "term-ends-yours", "term-ends-secretary")


def _told(circle: Circle, held: Assignment, what: tuple[str, str, str], mark: str) -> Iterator[Card]:
    """To the holder and the secretary, under a key that never comes again."""
    secretary = circle.holder(Duty.SECRETARY)
    for who in dict.fromkeys((held.person, *([secretary] if secretary is not None else []))):
        heading, yours, secretarys = what
        lines = (
            title(msg(heading, role=Said(held.role))),
            note(
                yours if who == held.person else secretarys,
                person=Who(held.person),
                until=When(held.until, day=True),
            ),
        )
        key = f"term/{held.role}/{held.since:%Y%m%dT%H%M}/{held.until:%Y%m%d}/{mark}/{who}"
        yield Card(key=key, lines=lines, to=who, once=True)


# --- what is told ---------------------------------------------------------------------------------------------

RECEIPTS.update(
    {
        f.RoleResigned: "receipt-resigned",
        f.ResignationTakenBack: "receipt-stays",
        f.RoleAssigned: "receipt-role-taken",
        f.UnderstudyNamed: "receipt-understudy",
        f.HandoverAdded: "receipt-handover",
        f.HandoverFinished: "receipt-handover-done",
        f.OperationalDecisionRecorded: "receipt-operational",
    }
)


def _held_by(role: str, person: PersonId) -> dict[str, Arg]:
    return {"role": Said(role), "person": Who(person)}


@tells(f.RoleDefined)
def _defined(_circle: Circle, fact: f.RoleDefined) -> dict[str, Arg]:
    return {"role": Said(fact.role.name)}


@tells(f.RoleDropped, f.RoleReviewDue, f.RoleDescribed)
def _named(_circle: Circle, fact: f.RoleDropped | f.RoleReviewDue | f.RoleDescribed) -> dict[str, Arg]:
    return {"role": Said(fact.role)}


@tells(f.RoleKept)
def _kept(_circle: Circle, fact: f.RoleKept) -> dict[str, Arg]:
    return {"role": Said(fact.role), "until": When(fact.review, day=True)}


@tells(f.RoleAssigned, f.TermReminded, f.CaretakerBegan)
def _term(_circle: Circle, fact: f.RoleAssigned | f.TermReminded | f.CaretakerBegan) -> dict[str, Arg]:
    return {**_held_by(fact.role, fact.person), "until": When(fact.until, day=True)}


@tells(f.OverdueReported)
def _overdue(_circle: Circle, fact: f.OverdueReported) -> dict[str, Arg]:
    return {
        **_held_by(fact.role, fact.person),
        "circle": Said(fact.name),
        "until": When(fact.until, day=True),
    }


@tells(f.RoleEnded)
def _ended(_circle: Circle, fact: f.RoleEnded) -> dict[str, Arg]:
    return {**_held_by(fact.role, fact.person), "why": word("role-end", fact.why)}


@tells(f.RoleResigned)
def _resigned(_circle: Circle, fact: f.RoleResigned) -> dict[str, Arg]:
    return {**_held_by(fact.role, fact.person), "until": When(fact.on, day=True)}


@tells(f.HalfTermReached, f.ResignationTakenBack)
def _half(_circle: Circle, fact: f.HalfTermReached | f.ResignationTakenBack) -> dict[str, Arg]:
    return _held_by(fact.role, fact.person)


@tells(f.UnderstudyNamed)
def _understudy(_circle: Circle, fact: f.UnderstudyNamed) -> dict[str, Arg]:
    person: Arg = Who(fact.understudy) if fact.understudy is not None else msg("roles-nobody")
    return {"role": Said(fact.role), "person": person}


@tells(f.HandoverAdded, f.OperationalDecisionRecorded)
def _worded(_circle: Circle, fact: f.HandoverAdded | f.OperationalDecisionRecorded) -> dict[str, Arg]:
    return {**_held_by(fact.role, fact.by), "text": Said(fact.text)}


@tells(f.HandoverFinished)
def _finished(_circle: Circle, fact: f.HandoverFinished) -> dict[str, Arg]:
    return {**_held_by(fact.role, fact.by), "number": fact.point}
