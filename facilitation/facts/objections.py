"""Objections on their road from raised to integrated, and the ladder."""

from __future__ import annotations

from datetime import datetime

from facilitation.commands import Rung
from facilitation.facts.base import Closing, Fact
from facilitation.model import (
    CircleId,
    Criterion,
    Draft,
    Move,
    PersonId,
    ProceedingId,
    Version,
    Words,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenUp(Fact):
    """These objections are being worked on now."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflected(Fact):
    """An objection was said back in one sentence."""

    number: int
    by: PersonId
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood(Fact):
    """The objector said: yes, that is it."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentAccepted(Fact):
    """A person does not dispute the argument on top of the pile."""

    number: int
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentDisputed(Fact):
    """A counter-argument was laid on top of the pile."""

    number: int
    person: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeStood(Fact):
    """Nobody disputes the counter-argument: the author of the argument below says what remains."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentRefined(Fact):
    """What remains of an argument; it is looked at anew."""

    number: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentDropped(Fact):
    """Nothing remains of the counter-argument on top; the one below is looked at again."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestAsked(Fact):
    """A member asked for a test against the criteria."""

    __test__ = False

    number: int
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionArgued(Fact):
    """The objector gave the argument for one criterion."""

    number: int
    criterion: Criterion
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleClaimed(Fact):
    """The objector says that a rule everyone is bound by would be broken."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualified(Fact):
    """The objection is to be integrated."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Disqualified(Fact):
    """The test the circle chose found that this is not an objection."""

    number: int
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested(Fact):
    """Somebody suggested how an objection could be met."""

    number: int
    by: PersonId
    move: Move
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentMade(Fact):
    """An amended text was offered for these objections."""

    numbers: tuple[int, ...]
    by: PersonId
    draft: Draft
    move: Move


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentConfirmed(Fact):
    """A person whose word is needed confirmed that the amended text does it."""

    number: int
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentDeclined(Fact):
    """The amended text does not meet the objection yet."""

    number: int
    person: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrated(Fact):
    """The objection is met by the amended text."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionWithdrawn(Fact):
    """The objector withdrew it."""

    number: int
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionParked(Fact):
    """The objection waits with someone until a date."""

    number: int
    by: PersonId
    owner: PersonId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionUnparked(Fact):
    """The circle comes back to a parked objection."""

    number: int
    by: PersonId | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionTakenOver(Fact):
    """Another member has taken up the objection of someone who left."""

    number: int
    by: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionMoot(Fact):
    """The objector has left the circle and nobody takes the objection up."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAmended(Closing):
    """All objections are dealt with and the text has changed: everyone is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionsGone(Closing):
    """All objections are dealt with and the text is the same: only the objectors are asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckNamed(Closing):
    """Somebody said: we are stuck."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RungTaken(Fact):
    """A rung of the ladder was chosen."""

    rung: Rung
    by: PersonId
    text: Words
    until: datetime | None = None
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkResumed(Closing):
    """The circle goes back to integrating."""

    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Closing):
    """The proposal was passed to the broader circle, with its open objections."""

    to: CircleId
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedUp(Fact):
    """The broader circle has it as a proceeding of its own."""

    proceeding: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class BroaderAdopted(Closing):
    """The broader circle adopted a text and returned it."""

    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class BroaderDropped(Closing):
    """The broader circle did not adopt it: things stay as they are."""
