"""What all facts share, what rounds are for, and what consent questions are about."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from facilitation.model import Circle, PersonId, ProceedingId
from facilitation.values import dataclass


class RoundPurpose(Enum):
    """What a round is for (domain.md section 4.2)."""

    CHECK_IN = "check-in"
    CHECK_OUT = "check-out"
    CLARIFY = "clarify"
    PICTURE = "picture"
    SHAPE = "shape"
    REACT = "react"
    REFLECT = "reflect"
    EXPLORE = "explore"
    AMENDMENT_IDEAS = "amendment ideas"
    NOMINATE = "nominate"
    CHANGE = "change"
    APPRECIATE = "appreciate"
    IMPROVE = "improve"
    PROCESS = "process"
    STUCK = "stuck"
    CONTEXT = "context"
    NEEDS = "needs"
    PRIORITIES = "priorities"
    CONTRADICTION = "contradiction"
    TUNERS = "tuners"
    ROLE = "role"
    QUALIFICATIONS = "qualifications"
    INFORMATION = "information"
    TOPIC = "topic"
    SUPPORT = "support"


class Asks(Enum):
    """What a consent question is about. All but `PROPOSAL` are asked aside, while the main phase waits."""

    PROPOSAL = "proposal"
    DRIVER = "driver"
    STATEMENT = "statement"
    AMENDMENT = "amendment"
    RULING = "ruling"
    MOOT = "moot"
    DROP = "drop"
    POSTPONE = "postpone"
    BROADER = "broader"
    EARLY_REVIEW = "early review"
    KEEP = "keep"
    END = "end"
    NEEDS = "needs"
    DIMENSIONS = "dimensions"
    TUNERS = "tuners"
    HELPERS = "helpers"
    PASS_ON = "pass on"  # noqa: S105 - passing a matter on, not a password
    NOT_FOR_US = "not for us"
    BREAK = "break"
    ORDER = "speaking order"
    PROCESS_ROUND = "process round"
    AUTHORITY = "authority"
    DESCRIPTION = "description"
    TERM = "term"
    QUALIFICATIONS = "qualifications"
    DIALOGUE = "dialogue"
    VACANCY = "vacancy"
    AGENDA = "agenda"
    AGENDA_CHANGE = "agenda change"
    STAND_IN = "stand-in"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all facts share."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(Fact):
    """A fact that ends the phase it happens in; process tables route on these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Fact):
    """A proceeding is open: the first fact of its log. Carries the circle and its settings as they are now (INV-D17)."""

    id: ProceedingId
    process: str
    circle: Circle
    title: str
    author: PersonId
    facilitator: PersonId | None
    away: tuple[PersonId, ...]
    item_of: ProceedingId | None = None
    """The meeting whose item this is."""
