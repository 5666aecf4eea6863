"""Commands about the proposal as a whole, before, during and after its adoption."""

from __future__ import annotations

from datetime import datetime

from facilitation.commands.base import Act
from facilitation.model import (
    Words,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RewordDriver(Act):
    """Say again what situation the proposal answers."""

    driver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptDriver(Act):
    """Find that the proposer has shown a tension and an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discard(Act):
    """Set a proposal aside whose proposer has shown no tension, or no longer answers."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Act):
    """Withdraw one's own proposal while it is still one's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeDrop(Act):
    """Ask the circle's consent to drop the proposal."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposePostpone(Act):
    """Ask the circle's consent to come back to the proposal on a date."""

    until: datetime
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawAside(Act):
    """Take back a small question one has put to the circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Act):
    """Come back to a postponed proposal before its date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetCondition(Act):
    """Record that the condition is met."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawConsent(Act):
    """Withdraw one's consent after adoption, with what is new; the circle is asked whether to review early."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeKeep(Act):
    """Ask the circle's consent to keep the agreement until a new review date."""

    review: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeEnd(Act):
    """Ask the circle's consent to end the agreement."""

    text: Words
