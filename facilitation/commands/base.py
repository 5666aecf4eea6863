"""What all commands share, and the ladder's rungs."""

from __future__ import annotations

from enum import Enum

from facilitation.model import (
    Circle,
    Draft,
    Effect,
    Matter,
    Member,
    PersonId,
    ProceedingId,
)
from facilitation.values import dataclass


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
class CircleCommand(Command):
    """What the commands to a circle share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleAct(CircleCommand):
    """Something a person asks of a circle itself, at any time."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Act):
    """What the commands share that open a proceeding.

    `id` and `circle` come from outside: the core has no ids of its own, and a proceeding keeps the circle's
    settings as they are now. `item_of` is the meeting whose item this is.
    """

    id: ProceedingId
    circle: Circle
    title: str
    away: tuple[PersonId, ...] = ()
    item_of: ProceedingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose(Open):
    """Open a consent decision.

    `ready=False` leaves the text with its author as a draft first. `changes` are the settings a decision about
    settings will change; `subject` is the member a removal is about; `effect` is what other matters change.
    """

    draft: Draft
    driver: str = ""
    domain: str = ""
    matter: Matter = Matter.POLICY
    subject: PersonId | None = None
    changes: tuple[tuple[str, str], ...] = ()
    effect: Effect | None = None
    steps: str = ""
    """What was tried before a removal is proposed: talks, reviews, mediation (domain.md section 10.5)."""
    expected: bool = False
    ready: bool = True
    supersedes: ProceedingId | None = None
    origin: ProceedingId | None = None
    also_asked: tuple[Member, ...] = ()
    """Links of the circle that handed the proposal up: they sit in the broader circle with their own voice."""
    shaped_in: ProceedingId | None = None
    """Where the proposal was shaped."""
