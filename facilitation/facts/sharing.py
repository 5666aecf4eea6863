"""Reports and explorations; what a proceeding hears of the meeting whose item it is."""

from __future__ import annotations

from datetime import datetime

from facilitation.facts.base import Closing, Fact, Opening
from facilitation.model import PersonId, ProceedingId, Words
from facilitation.values import dataclass

# --- reports and explorations ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOpened(Opening):
    """Somebody is to report."""

    documents: str = ""
    linked: bool = False
    """Whether it is told from one circle to another, by somebody who links them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportGiven(Closing):
    """The report was given; without text it was spoken aloud."""

    by: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorationOpened(Opening):
    """The circle explores a topic."""

    documents: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExploringEnded(Closing):
    """The facilitator found that enough was heard."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRecorded(Closing):
    """What the exploring brought, in the circle's words."""

    by: PersonId
    result: str
    next_step: str
    person: PersonId | None = None
    until: datetime | None = None


# --- in an item ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIntoMeeting(Fact):
    """A meeting treats this: those away there are away here, and its facilitator facilitates."""

    meeting: ProceedingId
    away: tuple[PersonId, ...]
    facilitator: PersonId | None
    co_facilitator: PersonId | None
    confidential: bool = False
    """Whether guests take no part in it, also those who come later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftMeeting(Fact):
    """The meeting has left this; nobody counts as away any more because they missed it."""

    meeting: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceNoted(Fact):
    """Somebody came into the meeting, or left it."""

    person: PersonId
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitatorNoted(Fact):
    """Somebody else facilitates the meeting."""

    person: PersonId | None
    co_facilitator: PersonId | None
