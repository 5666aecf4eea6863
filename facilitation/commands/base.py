"""What all commands share, and the ladder's rungs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from facilitation.model import (
    Circle,
    Draft,
    Matter,
    Member,
    PersonId,
    ProceedingId,
)


class Rung(Enum):
    """The ladder of domain.md section 7.6: what a circle does when no way is found."""

    SHRINK = "shrink"
    HELPING_CIRCLE = "helping circle"
    POSTPONE = "postpone"
    OUTSIDE_HELP = "outside help"
    BROADER_CIRCLE = "broader circle"
    DROP = "drop"
    BREAKDOWN = "breakdown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What all commands share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Command):
    """A command of a person."""

    by: PersonId
    step: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Command):
    """The clock knocks: apply what has fallen due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose(Act):
    """Open a consent decision.

    `id` and `circle` come from outside: the core has no ids of its own, and a proceeding keeps the circle's
    settings as they are now. `ready=False` leaves the text with its author as a draft first. `changes` are the
    settings a decision about settings will change; `subject` is the member a removal is about.
    """

    id: ProceedingId
    circle: Circle
    title: str
    draft: Draft
    driver: str = ""
    domain: str = ""
    matter: Matter = Matter.POLICY
    subject: PersonId | None = None
    changes: tuple[tuple[str, str], ...] = ()
    away: tuple[PersonId, ...] = ()
    expected: bool = False
    ready: bool = True
    supersedes: ProceedingId | None = None
    origin: ProceedingId | None = None
    also_asked: tuple[Member, ...] = ()
    """Links of the circle that handed the proposal up: they sit in the broader circle with their own voice."""
