"""What the logbook hands out: plain values, for lists and pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from facilitation.model import (
    CircleId,
    Draft,
    Move,
    Outcome,
    PersonId,
    ProceedingId,
    Response,
    Status,
    Version,
    Words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One proceeding in a list. `draft` is the wording that counts now; `number` is what people say."""

    number: int
    id: ProceedingId
    circle: CircleId
    process: str
    title: str
    driver: str
    author: PersonId
    opened: datetime
    phase: str
    version: int
    draft: Draft
    adopted: datetime | None
    in_force: bool
    outcome: Outcome | None
    closed: datetime | None
    circle_of_one: bool
    by_broader_circle: bool
    supersedes: ProceedingId | None
    successor: ProceedingId | None
    confidential: str = ""
    """Why nothing of it is told, where it was a confidential item of a meeting: then title and words are empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionEntry:
    """An objection and what became of it: by which move, in which version."""

    number: int
    person: PersonId
    version: int
    text: Words
    at: datetime
    statement: str
    status: Status
    move: Move | None
    met_in: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernEntry:
    """A concern kept with a decision."""

    number: int
    person: PersonId
    version: int
    text: Words
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything about one proceeding."""

    entry: Entry
    versions: tuple[Version, ...]
    responses: tuple[Response, ...]
    objections: tuple[ObjectionEntry, ...]
    concerns: tuple[ConcernEntry, ...]
