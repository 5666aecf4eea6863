"""A proceeding opens, its steps begin, it closes."""

from __future__ import annotations

from datetime import datetime

from facilitation.facts.base import Closing, Fact, Opening
from facilitation.model import (
    Effect,
    Matter,
    Outcome,
    PersonId,
    ProceedingId,
    Version,
    Words,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Opening):
    """A consent decision is open."""

    version: Version
    driver: str
    domain: str
    matter: Matter
    subject: PersonId | None
    changes: tuple[tuple[str, str], ...]
    expected: bool
    ready: bool
    supersedes: ProceedingId | None
    origin: ProceedingId | None
    effect: Effect | None = None
    shaped_in: ProceedingId | None = None
    steps: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBegan(Fact):
    """A phase has begun. `order` is who is asked, in speaking order where there is one."""

    step: int
    phase: str
    order: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Fact):
    """The proceeding has come to its end."""

    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(Fact):
    """Those who have not answered were reminded; `nth` is 1 at half the window, 2 at four fifths, 3 at its end."""

    due: datetime
    nth: int
    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverReworded(Fact):
    """The situation the proposal answers was said anew."""

    by: PersonId
    driver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverStands(Closing):
    """The reason for the proposal is accepted, or nobody needs to check it here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDiscarded(Closing):
    """The facilitator found no tension shown, or no answer from the proposer."""

    by: PersonId
    text: Words
