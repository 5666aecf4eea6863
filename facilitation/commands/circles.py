"""What proceedings ask of a circle beyond its members and settings: roles, topics, links to other circles."""

from __future__ import annotations

from datetime import datetime

from facilitation.commands.base import CircleCommand, Command
from facilitation.model import (
    CircleId,
    Duty,
    ItemOutcome,
    Member,
    PersonId,
    ProceedingId,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignRole(CircleCommand):
    """Somebody holds a role from now until the end of their term; a process role becomes a duty of theirs."""

    role: str
    person: PersonId
    until: datetime
    selected_in: ProceedingId | None = None
    interim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BringTopic(CircleCommand):
    """A topic arrives in the backlog by itself: a due review, the end of a term, a point from an evaluation."""

    title: str
    outcome: ItemOutcome = ItemOutcome.EXPLORE
    by: PersonId | None = None
    minutes: int = 10
    priority: int = 3
    next_step: str = ""
    owner: PersonId | None = None
    due: datetime | None = None
    proceeding: ProceedingId | None = None
    role: str = ""
    confidential: str = ""
    """Why nothing but this reason is told of it, where it was a confidential item of a meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatTopics(CircleCommand):
    """A meeting has treated these topics of the backlog, and postponed those."""

    done: tuple[int, ...] = ()
    postponed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveLink(CircleCommand):
    """Another circle has selected somebody as a link to this one, whose consent it takes (domain.md 10.3; INV-S8).

    `origin` waits for the answer, a `NoteLink`. `links` are those of the other circle who have a voice in it here.
    """

    origin: ProceedingId
    other: CircleId
    name: str
    duty: Duty
    person: PersonId
    until: datetime
    links: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLink(Command):
    """The receiving circle has consented to the link, or has not."""

    accepted: bool
