"""Decisions that need the consent of two circles, that only recommend, or whose circle is dissolved."""

from __future__ import annotations

from facilitation.facts.base import Closing, Fact
from facilitation.model import CircleId, PersonId, Words
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAsked(Closing):
    """This circle has consented; now the other circle is asked (INV-C4)."""

    to: CircleId
    by: PersonId | None = None
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherConsented(Closing):
    """The other circle has consented as well: the decision takes effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDeclined(Closing):
    """The other circle has not consented: nothing changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended(Closing):
    """A circle that only recommends has recommended it to the broader circle, which decides."""

    to: CircleId
    by: PersonId | None = None
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleDissolved(Closing):
    """The circle is dissolved, and this was not decided: it goes to the circle `to`, if anybody there takes it up."""

    to: CircleId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReturned(Fact):
    """The circle is dissolved; the agreement stays in force and belongs to the broader circle from now on (INV-C5)."""

    to: CircleId
    name: str
    facilitator: PersonId | None
