"""What proceedings report to each other, and commands to the circle itself."""

from __future__ import annotations

from datetime import datetime

from facilitation.commands.base import CircleCommand, Command
from facilitation.model import (
    CircleId,
    CircleKind,
    Draft,
    Duty,
    Member,
    PersonId,
    ProceedingId,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteJoined(Command):
    """A member has joined the circle, or their standing or duties changed."""

    member: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDeparted(Command):
    """A member has left the circle."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSuccessor(Command):
    """A proposal that would replace this agreement has been opened."""

    successor: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSuperseded(Command):
    """The successor was adopted."""

    successor: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBroaderDecision(Command):
    """The broader circle has decided on what was passed to it: adopted as this draft, or not (None)."""

    draft: Draft | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteHandedUp(Command):
    """The broader circle has received the proposal as a proceeding of its own."""

    proceeding: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(CircleCommand):
    """Found a circle: its name, aim, first members, preset and overrides."""

    id: CircleId
    name: str
    aim: str
    members: tuple[Member, ...]
    preset: str = "sofa"
    overrides: tuple[tuple[str, str], ...] = ()
    domains: tuple[str, ...] = ()
    broader: CircleId | None = None
    practice: bool = False
    kind: CircleKind = CircleKind.CIRCLE
    decides: bool = True
    until: datetime | None = None
    invited: tuple[Member, ...] = ()
    """First members who have not said so themselves yet (INV-C6)."""
    links: tuple[tuple[Duty, PersonId], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Admit(CircleCommand):
    """Admit a member, or change a member's standing or duties."""

    member: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(CircleCommand):
    """A member leaves, or their removal was adopted."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSettings(CircleCommand):
    """Apply settings a circle has consented to (INV-D17)."""

    changes: tuple[tuple[str, str], ...]
    decided_in: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(CircleCommand):
    """A more specific circle found no way and passes its proposal on, with its links, who have a voice in it here."""

    origin: ProceedingId
    title: str
    draft: Draft
    driver: str
    links: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRounds(CircleCommand):
    """Book how many rounds a proceeding held, so that the next one starts with someone else."""

    rounds: int
