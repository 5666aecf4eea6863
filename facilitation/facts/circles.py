"""The circle itself."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.facts.base import Fact
from facilitation.model import (
    Circle,
    Draft,
    Member,
    PersonId,
    ProceedingId,
)


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
