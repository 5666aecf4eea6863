"""Commands about objections: understanding, testing, meeting, parking, and the ladder."""

from __future__ import annotations

from datetime import datetime

from facilitation.commands.base import Act, Rung
from facilitation.model import (
    Criterion,
    Draft,
    Move,
    PersonId,
    Words,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutObjection(Act):
    """What the acts on one objection share."""

    objection: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUp(Act):
    """Choose which objection, or which together, to work on now."""

    objections: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflect(AboutObjection):
    """Say an objection back in one sentence."""

    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmStatement(AboutObjection):
    """Confirm as the objector: yes, that is what I mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeItQualifies(AboutObjection):
    """Find no reason to dispute the argument now on the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute(AboutObjection):
    """Dispute the argument now on the table, with an argument of one's own."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Refine(AboutObjection):
    """Say what remains of one's argument after hearing the one that disputed it."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingRemains(AboutObjection):
    """Find that nothing remains of one's argument."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForTest(AboutObjection):
    """Ask that an objection be tested against the four criteria."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argue(AboutObjection):
    """Give the argument for one criterion."""

    criterion: Criterion
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRuleBroken(AboutObjection):
    """Say that adopting this would break a rule everyone is bound by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(AboutObjection):
    """Say whether an argument was given for each criterion (never whether it is true)."""

    qualifies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptObjection(AboutObjection):
    """Take an objection as it is: nobody asked for a test."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeNotParamount(AboutObjection):
    """Ask the circle, without the objector, whether the aim can be pursued despite this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggest(AboutObjection):
    """Suggest how an objection could be met."""

    move: Move
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Amend(Act):
    """Offer an amended text that meets the objections being worked on."""

    objections: tuple[int, ...]
    draft: Draft
    move: Move = Move.CONTENT
    purpose: str = ""
    """This and what follows change the role that a proposal is about; what is empty stays as it is."""
    responsibilities: str = ""
    authority: str = ""
    outside: str = ""
    qualifications: str = ""
    term_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAmendment(AboutObjection):
    """Confirm that the amended text meets the objection (or, as proposer, still meets the tension)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineAmendment(AboutObjection):
    """Say that the amended text does not meet it yet, and what is missing."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawObjection(AboutObjection):
    """Withdraw one's own objection."""

    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Park(AboutObjection):
    """Leave an objection with someone until a date."""

    owner: PersonId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpark(AboutObjection):
    """Come back to a parked objection before its date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStuck(Act):
    """Say that we are stuck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeRung(Act):
    """Choose the next rung of the ladder.

    `until` is the date for a helping circle or a postponement, `person` who carries it.
    """

    rung: Rung
    text: Words
    until: datetime | None = None
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackToWork(Act):
    """Go back to integrating: something moved."""
