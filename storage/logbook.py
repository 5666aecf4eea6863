"""The logbook: what circles decided and are deciding, to list, to show and to search.

Everything that INV-D11 asks for is here: the exact wording and every earlier one, who answered what and
whether they said so themselves, each objection and how it was integrated, concerns, owner, criteria and
review date. Where somebody's words were removed, `GONE` stands in their place.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session, col, select

from facilitation.model import (
    GONE,
    Change,
    CircleId,
    Draft,
    Given,
    Move,
    Outcome,
    PersonId,
    Position,
    ProceedingId,
    Response,
    Status,
    Version,
    Words,
)
from storage import log
from storage.codec import read_instant, written_instant
from storage.entries import ConcernEntry, Entry, ObjectionEntry, Page
from storage.log import Logged
from storage.tables import ConcernRow, ObjectionRow, ProceedingRow, ResponseRow, WordingRow

MOST: Final = 50
"""How many entries a list has at most, unless more are asked for."""


def number_of(db: sqlite3.Connection, id_: ProceedingId) -> int:
    """The number people say for a proceeding; 0 for one that is not there."""
    row = db.execute("SELECT number FROM proceeding WHERE id = ?", (id_,)).fetchone()
    return int(row[0]) if row else 0


def latest_meeting(db: sqlite3.Connection, among: Iterable[ProceedingId]) -> ProceedingId | None:
    """The one of these meetings that began last."""
    wanted = set(among)
    rows = db.execute("SELECT proceeding FROM meeting WHERE began IS NOT NULL ORDER BY began DESC")
    return next((ProceedingId(id_) for (id_,) in rows if id_ in wanted), None)


def under_way(session: Session, circle: CircleId | None = None, most: int = MOST) -> tuple[Entry, ...]:
    """What is being decided now, the newest first; of one circle or of all."""
    return _list(session, circle, most, col(ProceedingRow.outcome).is_(None))


def agreements(session: Session, circle: CircleId | None = None, most: int = MOST) -> tuple[Entry, ...]:
    """What is in force, the newest first; of one circle or of all."""
    return _list(session, circle, most, col(ProceedingRow.in_force) == 1)


def decided(session: Session, circle: CircleId | None = None, most: int = MOST) -> tuple[Entry, ...]:
    """Everything that was ever adopted, in force or not, the newest first; of one circle or of all."""
    return _list(session, circle, most, col(ProceedingRow.adopted).is_not(None))


def held(session: Session, circle: CircleId | None = None, most: int = MOST) -> tuple[Entry, ...]:
    """Meetings, selections, reports and advice that came to their end, the newest first: all that agrees on no text."""
    return _list(
        session, circle, most, col(ProceedingRow.outcome).is_not(None), col(ProceedingRow.version) == 0
    )


def selected(db: sqlite3.Connection, id_: ProceedingId) -> tuple[tuple[str, PersonId | None, datetime], ...]:
    """Each role of a selection with who was selected, if anybody was, and the end of the term."""
    rows = db.execute("SELECT role, person, until FROM selection WHERE proceeding = ? ORDER BY post", (id_,))
    return tuple((role, PersonId(who) if who else None, read_instant(until)) for role, who, until in rows)


def reviews_due(session: Session, before: datetime, circle: CircleId | None = None) -> tuple[Entry, ...]:
    """Agreements in force whose review falls before an instant, the earliest first."""
    found = _list(
        session,
        circle,
        1000,
        col(ProceedingRow.in_force) == 1,
        col(ProceedingRow.review) < written_instant(before),
    )
    return tuple(sorted(found, key=lambda entry: entry.draft.review))


def search(
    session: Session, words: str, circle: CircleId | None = None, most: int = MOST
) -> tuple[Entry, ...]:
    """Proceedings whose title, text, driver or criteria hold all these words, the best matches first.

    The beginning of a word is enough, and accents and capitals do not matter. Anything but words is ignored.
    """
    wanted = " ".join(f'"{word}"*' for word in re.findall(r"\w+", words))
    if not wanted:
        return ()
    matches = session.connection().exec_driver_sql(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank LIMIT 1000", (wanted,)
    )
    rank = {number: place for place, (number,) in enumerate(matches)}
    found = _list(session, circle, len(rank), col(ProceedingRow.number).in_(rank))
    open_ = (entry for entry in found if not entry.confidential)
    return tuple(sorted(open_, key=lambda entry: rank[entry.number])[:most])


def find(session: Session, number: int) -> Entry | None:
    """A proceeding by the number people say."""
    row = session.get(ProceedingRow, number)
    return _entry(row, _reasons(session)) if row else None


def page(session: Session, id_: ProceedingId) -> Page | None:
    """Everything about one proceeding, with people's words."""
    row = session.exec(select(ProceedingRow).where(ProceedingRow.id == id_)).first()
    return None if row is None else _page(session, row)


CONFIDENTIAL: Final = (
    "SELECT treated_in, confidential FROM agenda_item WHERE confidential != '' AND treated_in != ''"
)


def _reasons(session: Session) -> dict[str, str]:
    """What was treated as a confidential item of a meeting, with the reason (INV-M7)."""
    return {str(id_): str(why) for id_, why in session.connection().exec_driver_sql(CONFIDENTIAL)}


def _list(session: Session, circle: CircleId | None, most: int, *conditions: Any) -> tuple[Entry, ...]:  # noqa: ANN401
    query = select(ProceedingRow).where(*conditions).order_by(col(ProceedingRow.number).desc()).limit(most)
    if circle is not None:
        query = query.where(ProceedingRow.circle == circle)
    reasons = _reasons(session)
    return tuple(_entry(row, reasons) for row in session.exec(query))


def _entry(row: ProceedingRow, reasons: dict[str, str]) -> Entry:
    """A row as everyone may read it; of a confidential one there is when it was, and why no more is told."""
    whole = _whole(row)
    reason = reasons.get(row.id, "")
    bare = Draft(text="", review=whole.draft.review)
    return replace(whole, title="", driver="", draft=bare, confidential=reason) if reason else whole


def _whole(row: ProceedingRow) -> Entry:
    return Entry(
        number=row.number or 0,
        id=ProceedingId(row.id),
        circle=CircleId(row.circle),
        process=row.process,
        title=row.title,
        driver=row.driver,
        author=PersonId(row.author),
        opened=read_instant(row.opened),
        phase=row.phase,
        version=row.version,
        draft=_draft(row),
        adopted=_maybe(row.adopted),
        in_force=bool(row.in_force),
        outcome=Outcome(row.outcome) if row.outcome else None,
        closed=_maybe(row.closed),
        circle_of_one=bool(row.circle_of_one),
        by_broader_circle=bool(row.by_broader_circle),
        supersedes=ProceedingId(row.supersedes) if row.supersedes else None,
        successor=ProceedingId(row.successor) if row.successor else None,
    )


def _page(session: Session, row: ProceedingRow) -> Page:
    entry = _entry(row, _reasons(session))
    if entry.confidential:
        return Page(entry=entry, versions=(), responses=(), objections=(), concerns=())
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - tells the type checker
    facts = tuple(log.visible(driver, row.id))

    def of(table: Any) -> Any:  # noqa: ANN401 - rows of whichever table
        return session.exec(select(table).where(table.proceeding == row.id).order_by("number")).all()

    responses = session.exec(
        select(ResponseRow).where(ResponseRow.proceeding == row.id).order_by(ResponseRow.person)
    )
    return Page(
        entry=entry,
        versions=tuple(_version(wording) for wording in of(WordingRow)),
        responses=tuple(_response(response) for response in responses),
        objections=tuple(_objection(objection, facts) for objection in of(ObjectionRow)),
        concerns=tuple(_concern(concern, facts) for concern in of(ConcernRow)),
    )


def _draft(row: ProceedingRow | WordingRow) -> Draft:
    return Draft(
        text=row.text,
        review=read_instant(row.review),
        owner=PersonId(row.owner) if row.owner else None,
        criteria=row.criteria,
        condition=row.condition,
        until=_maybe(row.until),
    )


def _version(row: WordingRow) -> Version:
    return Version(
        number=row.number,
        draft=_draft(row),
        by=PersonId(row.by),
        at=read_instant(row.at),
        change=Change(row.change),
        meets=tuple(json.loads(row.meets)),
    )


def _response(row: ResponseRow) -> Response:
    return Response(
        person=PersonId(row.person),
        version=row.version,
        position=Position(row.position),
        at=read_instant(row.at),
        given=Given(row.given),
    )


def _objection(row: ObjectionRow, facts: tuple[Logged, ...]) -> ObjectionEntry:
    return ObjectionEntry(
        number=row.number,
        person=PersonId(row.person),
        version=row.version,
        text=_said(facts, row.said),
        at=read_instant(row.at),
        statement=row.statement,
        status=Status(row.status),
        move=Move(row.move) if row.move else None,
        met_in=row.met_in,
    )


def _concern(row: ConcernRow, facts: tuple[Logged, ...]) -> ConcernEntry:
    return ConcernEntry(
        number=row.number,
        person=PersonId(row.person),
        version=row.version,
        text=_said(facts, row.said),
        at=read_instant(row.at),
    )


def _said(facts: tuple[Logged, ...], seq: int) -> Words:
    """The words that stand at a number; where several facts do, in the last of them that has any."""
    said = [each.fact.text for each in facts if each.seq == seq and hasattr(each.fact, "text")]
    text: Words = said[-1] if said else GONE
    return text


def _maybe(instant: str | None) -> datetime | None:
    return None if instant is None else read_instant(instant)
