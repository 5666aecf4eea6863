"""What a circle itself keeps: roles and who holds them, its backlog, what holders decided alone."""

from __future__ import annotations

from collections.abc import Iterator

from facilitation import facts as f
from facilitation.model import Circle, CircleStatus, Role, Topic
from storage.codec import written_instant
from storage.projecting import Change, Place, Value, change, drop, projects, put


def of_founding(circle: Circle) -> Iterator[Change]:
    """What a circle had from its founding on."""
    for role in circle.roles:
        yield _role(circle.id, role, None)


# --- roles ----------------------------------------------------------------------------------------------------


@projects(f.RoleDefined)
def _defined(place: Place, fact: f.RoleDefined) -> Iterator[Change]:
    yield _role(place.stream, fact.role, fact.decided_in)


def _role(circle: str, role: Role, decided_in: str | None) -> Change:
    return put(
        "role",
        circle=circle,
        name=role.name,
        purpose=role.purpose,
        duty=None if role.duty is None else role.duty.value,
        domain=role.domain,
        term_days=role.term_days,
        review=None if role.review is None else written_instant(role.review),
        decided_in=decided_in,
    )


@projects(f.RoleDropped)
def _dropped(place: Place, fact: f.RoleDropped) -> Iterator[Change]:
    yield drop("role", circle=place.stream, name=fact.role)
    yield drop("assignment", circle=place.stream, role=fact.role)


@projects(f.RoleKept)
def _kept(place: Place, fact: f.RoleKept) -> Iterator[Change]:
    yield change("role", {"circle": place.stream, "name": fact.role}, review=written_instant(fact.review))


@projects(f.RoleAssigned)
def _assigned(place: Place, fact: f.RoleAssigned) -> Iterator[Change]:
    yield drop("assignment", circle=place.stream, role=fact.role)
    yield put(
        "assignment",
        circle=place.stream,
        role=fact.role,
        person=fact.person,
        since=written_instant(fact.since),
        until=written_instant(fact.until),
        selected_in=fact.selected_in,
        interim=int(fact.interim),
        caretaker=0,
    )


@projects(f.RoleResigned)
def _resigned(place: Place, fact: f.RoleResigned) -> Iterator[Change]:
    yield change("assignment", _holding(place, fact.role, fact.person), until=written_instant(fact.on))


@projects(f.CaretakerBegan)
def _caretaker(place: Place, fact: f.CaretakerBegan) -> Iterator[Change]:
    yield change("assignment", _holding(place, fact.role, fact.person), caretaker=1)


@projects(f.RoleEnded)
def _ended(place: Place, fact: f.RoleEnded) -> Iterator[Change]:
    yield drop("assignment", **_holding(place, fact.role, fact.person))


def _holding(place: Place, role: str, person: str) -> dict[str, Value]:
    return {"circle": place.stream, "role": role, "person": person}


@projects(f.OperationalDecisionRecorded)
def _operational(place: Place, fact: f.OperationalDecisionRecorded) -> Iterator[Change]:
    yield put(
        "operational",
        circle=place.stream,
        seq=place.seq,
        role=fact.role,
        person=fact.by,
        text=fact.text,
        at=written_instant(fact.at),
        until=None if fact.until is None else written_instant(fact.until),
    )


# --- the backlog ----------------------------------------------------------------------------------------------


@projects(f.TopicAdded, f.TopicChanged)
def _topic(place: Place, fact: f.TopicAdded | f.TopicChanged) -> Iterator[Change]:
    topic: Topic = fact.topic
    yield put(
        "topic",
        circle=place.stream,
        number=topic.number,
        title="" if topic.confidential else topic.title,
        person=topic.by,
        at=written_instant(topic.at),
        outcome=topic.outcome.value,
        priority=topic.priority,
        next_step="" if topic.confidential else topic.next_step,
        owner=topic.owner,
        due=None if topic.due is None else written_instant(topic.due),
        treated_in=topic.proceeding,
        postponed=topic.postponed,
    )


@projects(f.PrioritySet)
def _priority(place: Place, fact: f.PrioritySet) -> Iterator[Change]:
    yield change("topic", {"circle": place.stream, "number": fact.number}, priority=fact.priority)


@projects(f.TopicPostponed)
def _postponed(place: Place, fact: f.TopicPostponed) -> Iterator[Change]:
    statement = "UPDATE topic SET postponed = postponed + 1 WHERE circle = ? AND number = ?"
    yield statement, (place.stream, fact.number)


@projects(f.TopicDone)
def _done(place: Place, fact: f.TopicDone) -> Iterator[Change]:
    yield drop("topic", circle=place.stream, number=fact.number)


def dissolved(circle: str, status: CircleStatus) -> Iterator[Change]:
    """A circle that is dissolved keeps no roles and no topics: they went to the circle that holds its estate now."""
    if status is CircleStatus.DISSOLVED:
        yield from (drop(table, circle=circle) for table in ("assignment", "role", "topic"))
