"""Turns, questions and passes; versions of the text."""

from __future__ import annotations

from datetime import datetime

from facilitation.facts.base import Closing, Fact
from facilitation.model import (
    PersonId,
    Version,
    Words,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnBegan(Fact):
    """It is this person's turn in a sequential round."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietBegan(Fact):
    """Nobody has a turn until an instant: the meeting pauses, or everybody writes for themselves (MVOS 6.10.5)."""

    until: datetime
    writing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietEnded(Fact):
    """Turns go on where they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoke(Fact):
    """A turn was taken; without text it was spoken aloud."""

    person: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Fact):
    """A clarifying question was asked; the asker's turn comes again after the others."""

    person: PersonId
    question: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Fact):
    """A clarifying question was answered."""

    by: PersonId
    question: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed(Fact):
    """A turn was passed; in a clarifying round: understood."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOff(Fact):
    """Someone asked to speak last in this pass."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRanOver(Fact):
    """The soft time-box of a turn ran out, for the first or second time."""

    due: datetime
    person: PersonId
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnTimedOut(Fact):
    """The facilitator went on to the next speaker. Never read as consent (INV-R5)."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PassPlanned(Fact):
    """The round will run once more."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PassBegan(Fact):
    """A further pass of the same round has begun."""

    order: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(Closing):
    """Everyone had their turn and no question is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionMade(Fact):
    """There is a new exact wording; all answers to the one before are void (INV-D3)."""

    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class PenGiven(Fact):
    """Another person words the text from here."""

    by: PersonId
    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStands(Closing):
    """This is the exact text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRewritten(Closing):
    """The text changed so much that it is presented anew."""
