"""A meeting opens, goes through its steps, treats its items, closes; what its items and its circle hear of it."""

from __future__ import annotations

from datetime import datetime

from facilitation.facts.base import Closing, Fact, Opening
from facilitation.model import (
    Action,
    AgendaChange,
    Conclusion,
    Duty,
    Fate,
    Item,
    ItemOutcome,
    LastMinutes,
    PersonId,
    Preparation,
    ProceedingId,
    Visitor,
    Words,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingOpened(Opening):
    """A meeting is being prepared. `backlog` are the topics it can take up, numbered as the circle numbers them."""

    planned: datetime
    minutes: int
    preparation: Preparation
    agenda: tuple[Item, ...]
    backlog: tuple[Item, ...]
    secretary: PersonId | None
    last: ProceedingId | None
    last_minutes: LastMinutes
    last_attended: tuple[PersonId, ...]
    reports: tuple[Item, ...] = ()
    """What can be reported from linked circles."""
    linking: tuple[PersonId, ...] = ()
    """Who links this circle to others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingBegan(Closing):
    """The meeting is under way: 0:00."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCancelled(Closing):
    """The meeting does not take place; nobody began it, where `due` says so."""

    by: PersonId | None = None
    text: Words = Words("")
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAsked(Fact):
    """A change of the consented agenda is put to the circle (INV-M3)."""

    by: PersonId
    change: AgendaChange


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaChanged(Fact):
    """The agenda is another one: changed while it was prepared, or by consent."""

    by: PersonId
    change: AgendaChange


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicOffered(Fact):
    """The circle's backlog holds this for the meeting to take up."""

    offered: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSkipped(Closing):
    """A step of the meeting was left out, for this reason (INV-M1)."""

    by: PersonId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInNamed(Fact):
    """Whoever holds a process role has said who stands in for them: first in the order, if they are here."""

    by: PersonId
    person: PersonId
    duty: Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInAsked(Fact):
    """The circle is asked whether somebody may stand in."""

    by: PersonId
    person: PersonId
    duty: Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInFound(Fact):
    """Somebody facilitates, or keeps the record, for this meeting."""

    person: PersonId
    duty: Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitationShared(Fact):
    """Somebody facilitates beside the facilitator."""

    by: PersonId
    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorWelcomed(Fact):
    """Somebody from outside is there."""

    by: PersonId
    visitor: Visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingEarly(Fact):
    """Somebody will have to leave before the end."""

    person: PersonId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceTaken(Closing):
    """It is known who is here, and that somebody facilitates and somebody keeps the record."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class FewPresent(Closing):
    """Half the circle or fewer are here: they look at their agenda first (MVOS 5.5.3)."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationKnown(Closing):
    """Everyone knows when the meeting is planned to end, and who leaves earlier."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class LastMinutesSettled(Closing):
    """The minutes of the meeting before are acknowledged as this."""

    state: LastMinutes
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced(Fact):
    """There is news from outside the circle's domain."""

    by: PersonId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationGiven(Closing):
    """There is no more news."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeetingNamed(Fact):
    """The next meeting has a date, or somebody finds one, or there is none for this reason."""

    by: PersonId
    until: datetime | None = None
    person: PersonId | None = None
    by_when: datetime | None = None
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeetingKnown(Closing):
    """What is to be known about the next meeting is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaConsented(Closing):
    """The agenda is the circle's from here (MVOS 5.2.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsCalled(Closing):
    """Everyone is asked for topics, because no agenda was prepared."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOpened(Fact):
    """An item is on the table. `proceeding` is where it is treated, if that is known already."""

    by: PersonId
    item: int
    proceeding: ProceedingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLinked(Fact):
    """It is known in which proceeding the item on the table is treated."""

    item: int
    proceeding: ProceedingId
    title: str
    outcome: ItemOutcome
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemConcluded(Fact):
    """What came of an item."""

    item: int
    proceeding: ProceedingId
    conclusion: Conclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemClosed(Fact):
    """The circle has left the item, with a result that was read back (INV-M4)."""

    by: PersonId
    item: int
    fate: Fate
    result: str
    next_step: str = ""
    person: PersonId | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRanOver(Fact):
    """The minutes of the open item are used up: feedback, nothing more."""

    due: datetime
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndNears(Fact):
    """Five minutes are left until the planned end."""

    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EndReached(Fact):
    """The planned end is reached. Nothing ends by itself; the circle closes, or extends."""

    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseBegan(Fact):
    """The meeting pauses; or everyone writes for themselves for a while."""

    by: PersonId
    until: datetime
    minutes: int
    text: Words = Words("")
    writing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseEnded(Fact):
    """The meeting goes on."""

    by: PersonId | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportCalled(Closing):
    """The circle goes round once with somebody in the middle."""

    by: PersonId
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionNoted(Fact):
    """Somebody does something by a day."""

    by: PersonId
    action: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsDone(Closing):
    """Nothing on the agenda waits any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicBrought(Fact):
    """A topic goes into the circle's backlog."""

    by: PersonId
    title: str
    outcome: ItemOutcome
    next_step: str = ""
    person: PersonId | None = None
    until: datetime | None = None
    confidential: str = ""
    """Why only this reason is told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BacklogUpdated(Closing):
    """What is left over is in the backlog."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRecorded(Fact):
    """The evaluation shows this."""

    by: PersonId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesCorrected(Fact):
    """The minutes say it differently, before they are approved."""

    by: PersonId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesObjected(Fact):
    """Somebody objects to how the minutes tell it; it becomes an item of the next meeting."""

    person: PersonId
    text: Words
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesApproved(Fact):
    """The minutes stand and no longer change (INV-M5)."""

    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesDisputed(Fact):
    """The next meeting objected to the minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingClosed(Closing):
    """The meeting is over; without `by`, because its minutes were approved there and then."""

    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingForgotten(Closing):
    """Nobody ended the meeting. It is over, and nothing was decided by that."""

    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationAdded(Fact):
    """Somebody said afterwards how the meeting was."""

    person: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpEnded(Closing):
    """The minutes are approved, and the days for saying something afterwards are over."""

    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddendumMade(Fact):
    """Something was added to minutes that are approved."""

    by: PersonId
    text: str
