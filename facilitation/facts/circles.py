"""The circle itself."""

from __future__ import annotations

from datetime import datetime

from facilitation.facts.base import Fact
from facilitation.model import (
    Circle,
    Draft,
    Member,
    PersonId,
    ProceedingId,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleFounded(Fact):
    """A circle exists."""

    circle: Circle


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAdmitted(Fact):
    """Somebody belongs to the circle, or their standing or duties changed."""

    member: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberReleased(Fact):
    """Somebody no longer belongs to the circle."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsChanged(Fact):
    """The circle works differently from now on; what is under way keeps its settings (INV-D17)."""

    changes: tuple[tuple[str, str], ...]
    decided_in: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalReceived(Fact):
    """A more specific circle passed a proposal on; it opens here as a proceeding of its own."""

    origin: ProceedingId
    proceeding: ProceedingId
    title: str
    draft: Draft
    driver: str
    links: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsCounted(Fact):
    """So many rounds were held; the next one starts with someone else."""

    rounds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleMeets(Fact):
    """The circle has a meeting that is prepared or under way."""

    meeting: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleMet(Fact):
    """The circle's meeting is over, or did not take place."""

    meeting: ProceedingId
    held: bool
    attended: tuple[PersonId, ...]
    next_meeting: datetime | None
    minutes_settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSettled(Fact):
    """The minutes of a meeting are approved."""

    meeting: ProceedingId
