"""What a meeting, its items and its circle report to each other."""

from __future__ import annotations

from datetime import datetime

from facilitation.commands.base import CircleCommand, Command
from facilitation.model import Conclusion, Item, ItemOutcome, PersonId, ProceedingId
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteItemOpened(Command):
    """A proceeding has been opened, or brought, as an item of this meeting."""

    proceeding: ProceedingId
    title: str
    outcome: ItemOutcome
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteItemConcluded(Command):
    """An item of this meeting has come to its end, and this came of it."""

    proceeding: ProceedingId
    conclusion: Conclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTakenUp(Command):
    """A meeting treats this now: its people are here, its facilitator facilitates."""

    meeting: ProceedingId
    away: tuple[PersonId, ...] = ()
    facilitator: PersonId | None = None
    co_facilitator: PersonId | None = None
    confidential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLeftMeeting(Command):
    """The meeting has left this: it goes on by itself, with everyone."""

    meeting: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteStaysOut(Command):
    """The item is confidential: a guest takes no part in it."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteQuiet(Command):
    """The meeting pauses, or everybody writes for themselves, until an instant; None: it goes on."""

    until: datetime | None = None
    writing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePresence(Command):
    """Somebody has come into the meeting, or gone."""

    person: PersonId
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacilitator(Command):
    """Somebody else facilitates the meeting now."""

    person: PersonId | None
    co_facilitator: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMinutesApproved(Command):
    """The next meeting has consented to these minutes, or objected to them."""

    approved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTopicOffered(Command):
    """A topic has come into the circle's backlog, or changed there: the meeting can take it up."""

    offered: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterMeeting(CircleCommand):
    """The circle has a meeting that is prepared or under way."""

    meeting: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveMeeting(CircleCommand):
    """The circle's meeting is over, or does not take place."""

    meeting: ProceedingId
    held: bool
    attended: tuple[PersonId, ...] = ()
    next_meeting: datetime | None = None
    minutes_settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleMinutes(CircleCommand):
    """The minutes of a meeting are approved."""

    meeting: ProceedingId
