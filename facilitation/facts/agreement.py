"""Concerns, conditions, agreements in force and under review; dropping and postponing."""

from __future__ import annotations

from datetime import datetime

from facilitation.facts.base import Closing, Fact
from facilitation.model import (
    PersonId,
    ProceedingId,
    Version,
    Words,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernHeard(Fact):
    """A concern was heard; it stays with the decision."""

    number: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernsHeard(Closing):
    """No concern waits to be heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionMet(Closing):
    """The decision takes effect (its condition is met, or it had none)."""

    by: PersonId | None = None
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionLapsed(Closing):
    """The condition was not met in time: the matter goes back to the backlog."""

    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(Fact):
    """A member withdrew consent after adoption. The agreement stays in force (INV-D15)."""

    person: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBegan(Closing):
    """The agreement is looked at again, on its date or early."""

    early: bool
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementKept(Closing):
    """The circle consented to keep the agreement until a new review date."""

    review: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementStands(Closing):
    """The broader circle has changed nothing: the agreement stays as it was decided (INV-D15).

    `version` is its text once more, where another one had been worked on since.
    """

    version: Version | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEnded(Closing):
    """The circle consented to end the agreement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessorNoted(Closing):
    """A new proposal will replace this agreement if it is adopted."""

    successor: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSuperseded(Closing):
    """Another agreement has taken this one's place."""

    successor: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn(Closing):
    """The author withdrew it while it was still theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropConsented(Closing):
    """The circle consented to drop it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed(Closing):
    """The circle consented to come back to it on a date."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Closing):
    """The date has come, or somebody with new information brought it back earlier."""

    by: PersonId | None = None
    due: datetime | None = None
