"""What the log means for those who read: circles with their members, proceedings, decisions.

Each fact is turned into changes of rows by a pure function of that fact alone, and these are applied in the
transaction that stores it. So `rebuild` can derive every projection anew from the log, and must get the same
rows; nothing in them is a truth of its own. People's words are not repeated here: a row says which fact they
stand in.

What is sealed is not projected; when it is opened, `renew` projects its stream anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Final

from facilitation import facts as f
from facilitation.model import CircleStatus, Draft, Member, Outcome, Status, Version
from storage import log, project_circles, project_meetings
from storage.codec import written_instant
from storage.project_meetings import opened
from storage.projecting import PROJECTED, Change, Place, Value, change, projects, put

BELONGING: Final = ("concern", "objection", "response", "wording", "agenda_item", "meeting", "selection")
"""What belongs to one proceeding."""
APART: Final = (project_circles, project_meetings)
"""Modules that register what else is projected."""
OF_CIRCLES: Final = ("role", "assignment", "topic", "operational")
"""What belongs to one circle."""
PROJECTIONS: Final = (*BELONGING, "proceeding", *OF_CIRCLES, "member", "circle")
"""The tables that `rebuild` empties and fills; what belongs to something comes before it."""


def apply(db: sqlite3.Connection | sqlite3.Cursor, stream: str, first: int, facts: Iterable[f.Fact]) -> None:
    """Bring the rows up to date with facts that were just appended, beginning with number `first`."""
    for seq, fact in enumerate(facts, first):
        if (project := PROJECTED.get(type(fact))) is not None:
            for statement, parameters in project(Place(stream, seq), fact):
                db.execute(statement, parameters)


def renew(db: sqlite3.Connection, stream: str) -> None:
    """Derive the rows of one proceeding anew, after something in it was unsealed. Its number stays."""
    for table in BELONGING:
        db.execute(f"DELETE FROM {table} WHERE proceeding = ?", (stream,))  # noqa: S608 - names from above
    for logged in log.visible(db, stream):
        apply(db, stream, logged.seq, (logged.fact,))


def rebuild(db: sqlite3.Connection) -> int:
    """Derive all projections anew from the log, in its order; returns how many facts there were.

    What is still sealed stays out, with or without the key.
    """
    db.execute("INSERT INTO search(search) VALUES ('rebuild')")  # should the index itself be what is wrong
    for table in PROJECTIONS:
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the list above
    count = 0
    for count, logged in enumerate(log.all_visible(db), 1):  # noqa: B007 - the last count is the answer
        apply(db, logged.stream, logged.seq, (logged.fact,))
    return count


def _set(proceeding: str, **columns: Value) -> Change:
    return change("proceeding", {"id": proceeding}, **columns)


def _set_objection(proceeding: str, number: int, **columns: Value) -> Change:
    return change("objection", {"proceeding": proceeding, "number": number}, **columns)


# --- proceedings --------------------------------------------------------------------------------------------


@projects(f.Opened)
def _opened(_place: Place, fact: f.Opened) -> Iterator[Change]:
    yield opened(
        fact,
        matter=fact.matter.value,
        driver=fact.driver,
        domain=fact.domain,
        subject=fact.subject,
        origin=fact.origin,
        supersedes=fact.supersedes,
        version=fact.version.number,
        **_draft(fact.version.draft),
    )
    yield _wording(fact.id, fact.version)


@projects(f.StepBegan)
def _step(place: Place, fact: f.StepBegan) -> Iterator[Change]:
    yield _set(place.stream, phase=fact.phase)


@projects(f.FacilitationTaken)
def _facilitation(place: Place, fact: f.FacilitationTaken) -> Iterator[Change]:
    yield _set(place.stream, facilitator=fact.person)


@projects(f.DriverReworded)
def _driver(place: Place, fact: f.DriverReworded) -> Iterator[Change]:
    yield _set(place.stream, driver=fact.driver)


@projects(f.VersionMade, f.BroaderAdopted)
def _version(place: Place, fact: f.VersionMade | f.BroaderAdopted) -> Iterator[Change]:
    version = fact.version
    yield _wording(place.stream, version)
    yield _set(place.stream, version=version.number, **_draft(version.draft))
    for number in version.meets:
        yield _set_objection(place.stream, number, met_in=version.number)


@projects(f.Adopted)
def _adopted(place: Place, fact: f.Adopted) -> Iterator[Change]:
    decision = fact.decision
    yield _set(
        place.stream,
        adopted=written_instant(decision.at),
        outcome=Outcome.ADOPTED.value,
        version=decision.version,
        in_force=int(not decision.draft.condition),
        circle_of_one=int(decision.circle_of_one),
        by_broader_circle=int(decision.by_broader_circle),
        **_draft(decision.draft) | {"review": written_instant(decision.review)},
    )
    for response in decision.responses:
        yield put(
            "response",
            proceeding=place.stream,
            person=response.person,
            version=response.version,
            position=response.position.value,
            given=response.given.value,
            at=written_instant(response.at),
        )


@projects(f.ConditionMet, f.OtherConsented)
def _in_force(place: Place, _fact: f.ConditionMet | f.OtherConsented) -> Iterator[Change]:
    yield _set(place.stream, in_force=1)


@projects(f.OtherAsked)
def _waits(place: Place, _fact: f.OtherAsked) -> Iterator[Change]:
    yield _set(place.stream, in_force=0)


@projects(f.AgreementReturned)
def _returned(place: Place, fact: f.AgreementReturned) -> Iterator[Change]:
    yield _set(place.stream, circle=fact.to, facilitator=fact.facilitator)


@projects(f.AgreementKept)
def _kept(place: Place, fact: f.AgreementKept) -> Iterator[Change]:
    yield _set(place.stream, review=written_instant(fact.review))


@projects(f.SuccessorNoted, f.AgreementSuperseded)
def _successor(place: Place, fact: f.SuccessorNoted | f.AgreementSuperseded) -> Iterator[Change]:
    yield _set(place.stream, successor=fact.successor)


@projects(f.Closed)
def _closed(place: Place, fact: f.Closed) -> Iterator[Change]:
    yield _set(place.stream, outcome=fact.outcome.value, closed=written_instant(fact.at), in_force=0)


def _wording(proceeding: str, version: Version) -> Change:
    return put(
        "wording",
        proceeding=proceeding,
        number=version.number,
        by=version.by,
        at=written_instant(version.at),
        change=version.change.value,
        meets=json.dumps(version.meets),
        **_draft(version.draft),
    )


def _draft(draft: Draft) -> dict[str, str | None]:
    return {
        "text": draft.text,
        "review": written_instant(draft.review),
        "owner": draft.owner,
        "criteria": draft.criteria,
        "condition": draft.condition,
        "until": None if draft.until is None else written_instant(draft.until),
    }


# --- objections and concerns --------------------------------------------------------------------------------


@projects(f.Objected)
def _objected(place: Place, fact: f.Objected) -> Iterator[Change]:
    yield put(
        "objection",
        proceeding=place.stream,
        number=fact.number,
        person=fact.person,
        version=0,
        said=place.seq,
        at=written_instant(fact.at),
        parent=fact.parent,
        statement="",
        status=Status.RAISED.value,
        before=Status.RAISED.value,
    )
    yield _to_present_version("objection", place.stream, fact.number)


@projects(f.Reflected)
def _reflected(place: Place, fact: f.Reflected) -> Iterator[Change]:
    yield _set_objection(place.stream, fact.number, statement=fact.statement)


_STATUS_AFTER: Final[dict[type[f.Fact], Status]] = {
    f.Understood: Status.UNDERSTOOD,
    f.Qualified: Status.QUALIFIED,
    f.Disqualified: Status.DISQUALIFIED,
    f.AmendmentDeclined: Status.QUALIFIED,
    f.Integrated: Status.INTEGRATED,
    f.ObjectionWithdrawn: Status.WITHDRAWN,
    f.ObjectionMoot: Status.MOOT,
}


@projects(*_STATUS_AFTER)
def _went_on(place: Place, fact: Any) -> Iterator[Change]:  # noqa: ANN401 - those above, each with a number
    yield _set_objection(place.stream, fact.number, status=_STATUS_AFTER[type(fact)].value)


@projects(f.AmendmentMade)
def _amended(place: Place, fact: f.AmendmentMade) -> Iterator[Change]:
    for number in fact.numbers:
        yield _set_objection(place.stream, number, status=Status.AMENDED.value, move=fact.move.value)


@projects(f.Escalated)
def _escalated(place: Place, fact: f.Escalated) -> Iterator[Change]:
    for number in fact.numbers:
        yield _set_objection(place.stream, number, status=Status.ESCALATED.value)


@projects(f.ObjectionTakenOver)
def _taken_over(place: Place, fact: f.ObjectionTakenOver) -> Iterator[Change]:
    yield _set_objection(place.stream, fact.number, person=fact.by, said=place.seq)


@projects(f.ObjectionParked)
def _parked(place: Place, fact: f.ObjectionParked) -> Iterator[Change]:
    yield (
        "UPDATE objection SET before = status, status = ? WHERE proceeding = ? AND number = ?",
        (Status.PARKED.value, place.stream, fact.number),
    )


@projects(f.ObjectionUnparked)
def _unparked(place: Place, fact: f.ObjectionUnparked) -> Iterator[Change]:
    yield (
        "UPDATE objection SET status = before WHERE proceeding = ? AND number = ?",
        (place.stream, fact.number),
    )


@projects(f.ConcernRaised)
def _concern(place: Place, fact: f.ConcernRaised) -> Iterator[Change]:
    yield put(
        "concern",
        proceeding=place.stream,
        number=fact.number,
        person=fact.person,
        version=0,
        said=place.seq,
        at=written_instant(fact.at),
    )
    yield _to_present_version("concern", place.stream, fact.number)


@projects(f.ConcernHeard)
def _heard(place: Place, fact: f.ConcernHeard) -> Iterator[Change]:
    if fact.text:
        yield (
            "UPDATE concern SET said = ? WHERE proceeding = ? AND number = ?",
            (place.seq, place.stream, fact.number),
        )


def _to_present_version(table: str, proceeding: str, number: int) -> Change:
    present = f"(SELECT version FROM proceeding WHERE id = {table}.proceeding)"  # noqa: S608 - one of two
    statement = f"UPDATE {table} SET version = {present} WHERE proceeding = ? AND number = ?"  # noqa: S608 - the same
    return statement, (proceeding, number)


# --- circles ------------------------------------------------------------------------------------------------


@projects(f.CircleFounded)
def _founded(_place: Place, fact: f.CircleFounded) -> Iterator[Change]:
    circle = fact.circle
    yield put(
        "circle",
        id=circle.id,
        name=circle.name,
        aim=circle.aim,
        broader=circle.broader,
        domains=json.dumps(circle.domains),
        preset=circle.settings.preset,
        practice=int(circle.practice),
        kind=circle.kind.value,
        status=circle.status.value,
        rounds_held=circle.rounds_held,
        founded=written_instant(fact.at),
    )
    for member in circle.members:
        yield _member(circle.id, member)
    yield from project_circles.of_founding(circle)


@projects(f.MemberAdmitted)
def _admitted(place: Place, fact: f.MemberAdmitted) -> Iterator[Change]:
    yield _member(place.stream, fact.member)


@projects(f.MemberReleased)
def _released(place: Place, fact: f.MemberReleased) -> Iterator[Change]:
    yield "DELETE FROM member WHERE circle = ? AND person = ?", (place.stream, fact.person)


@projects(f.RoundsCounted)
def _rounds(place: Place, fact: f.RoundsCounted) -> Iterator[Change]:
    yield "UPDATE circle SET rounds_held = rounds_held + ? WHERE id = ?", (fact.rounds, place.stream)


@projects(f.SettingsChanged)
def _settings(place: Place, fact: f.SettingsChanged) -> Iterator[Change]:
    if preset := dict(fact.changes).get("preset"):
        yield "UPDATE circle SET preset = ? WHERE id = ?", (preset, place.stream)


@projects(f.CharterChanged)
def _charter(place: Place, fact: f.CharterChanged) -> Iterator[Change]:
    statement = "UPDATE circle SET name = ?, aim = ?, domains = ? WHERE id = ?"
    yield statement, (fact.name, fact.aim, json.dumps(fact.domains), place.stream)


@projects(f.BroaderChanged)
def _broader(place: Place, fact: f.BroaderChanged) -> Iterator[Change]:
    yield "UPDATE circle SET broader = ? WHERE id = ?", (fact.broader, place.stream)


@projects(f.StatusSet)
def _status(place: Place, fact: f.StatusSet) -> Iterator[Change]:
    """A circle that is dissolved has no members and no domains; its name stays for what it decided."""
    yield change("circle", {"id": place.stream}, status=fact.status.value)
    yield from project_circles.dissolved(place.stream, fact.status)
    if fact.status is CircleStatus.DISSOLVED:
        yield "DELETE FROM member WHERE circle = ?", (place.stream,)
        yield change("circle", {"id": place.stream}, domains="[]")


def _member(circle: str, member: Member) -> Change:
    duties = json.dumps([duty.value for duty in member.duties])
    return put("member", circle=circle, person=member.person, standing=member.standing.value, duties=duties)
