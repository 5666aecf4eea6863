"""Small things beside the work: temperature checks, trifles, a step back to look at the process, going to a meeting."""

from __future__ import annotations

from datetime import datetime

from facilitation.facts.base import Fact
from facilitation.model import Feeling, PersonId, Scale, Stance, Words
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark(Fact):
    """What is true beside the work and moves nothing in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureAsked(Remark):
    """Somebody asked how something feels; it closes by itself at `until`."""

    by: PersonId
    number: int
    text: Words
    scale: Scale
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureShown(Remark):
    """Somebody showed how it feels to them."""

    person: PersonId
    number: int
    feeling: Feeling


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceShown(Remark):
    """Somebody said where they would stand."""

    person: PersonId
    number: int
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureClosed(Remark):
    """A temperature check is over: by whoever asked, or because its time has passed."""

    number: int
    by: PersonId | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceSufficed(Fact):
    """Nobody of those present objected to a trifle in time. `people` were there and said nothing."""

    due: datetime
    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRoundBegan(Fact):
    """The circle steps back and looks at how it works; what it was doing waits, as it is."""

    step: int
    order: tuple[PersonId, ...]
    by: PersonId | None = None
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRoundClosed(Fact):
    """The circle goes on exactly where it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAborted(Fact):
    """The facilitator ended a round before everyone had their turn, and said why; silence is no consent (INV-R5)."""

    by: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SentToMeeting(Fact):
    """The matter waits for a meeting: nothing is collected meanwhile, and what was answered is void (INV-A4)."""

    step: int
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBack(Fact):
    """The circle is together and takes the matter up again. Without `by` a meeting has taken it up."""

    by: PersonId | None = None
