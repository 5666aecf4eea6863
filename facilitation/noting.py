"""What the circle and other proceedings report to a proceeding, and what each report makes true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitation.booking import NOTES, books, notes
from facilitation.commands import (
    NoteBroaderDecision,
    NoteDeparted,
    NoteHandedUp,
    NoteJoined,
    NoteSuccessor,
    NoteSuperseded,
)
from facilitation.facts import (
    AgreementStands,
    AgreementSuperseded,
    BroaderAdopted,
    BroaderDropped,
    Fact,
    GuestStaysOut,
    HandedUp,
    MemberDeparted,
    MemberJoined,
    SuccessorNoted,
)
from facilitation.model import Standing, Version, but
from facilitation.state import Proceeding

__all__ = ["NOTES"]


@notes(NoteJoined)
def _joined(p: Proceeding, note: NoteJoined, now: datetime) -> Iterator[Fact]:
    place = p.circle.member(note.member.person)
    if p.confidential and note.member.standing is Standing.GUEST:
        if place is not None:
            yield GuestStaysOut(at=now, person=note.member.person)
    elif place != note.member:
        yield MemberJoined(at=now, member=note.member)


@notes(NoteDeparted)
def _departed(p: Proceeding, note: NoteDeparted, now: datetime) -> Iterator[Fact]:
    if p.circle.member(note.person) is not None:
        yield MemberDeparted(at=now, person=note.person)


@notes(NoteSuccessor)
def _successor(p: Proceeding, note: NoteSuccessor, now: datetime) -> Iterator[Fact]:
    if p.phase is not None and p.phase.name == "review":
        yield SuccessorNoted(at=now, successor=note.successor)


@notes(NoteSuperseded)
def _superseded(p: Proceeding, note: NoteSuperseded, now: datetime) -> Iterator[Fact]:
    if p.decision is not None:
        yield AgreementSuperseded(at=now, successor=note.successor)


@notes(NoteHandedUp)
def _handed_up(p: Proceeding, note: NoteHandedUp, now: datetime) -> Iterator[Fact]:
    if p.handed_up_to is not None:
        yield HandedUp(at=now, proceeding=note.proceeding)


@notes(NoteBroaderDecision)
def _decided_above(p: Proceeding, note: NoteBroaderDecision, now: datetime) -> Iterator[Fact]:
    if p.phase is None or p.phase.name != "broader circle":
        return
    number = len(p.versions) + 1
    if note.draft is None and p.decision is not None:  # it was in force, and stays so (INV-D15)
        draft = p.decision.draft
        again = Version(number=number, draft=draft, by=p.author, at=now) if draft != p.version.draft else None
        yield AgreementStands(at=now, version=again)
        return
    if note.draft is None:
        yield BroaderDropped(at=now)
        return
    yield BroaderAdopted(at=now, version=Version(number=number, draft=note.draft, by=p.author, at=now))


@books(AgreementStands)
def _book_stands(p: Proceeding, fact: AgreementStands) -> Proceeding:
    versions = p.versions if fact.version is None else (*p.versions, fact.version)
    return but(p, versions=versions, working=None, handed_up_to=None, handed_up_as=None)
