"""Commands of a meeting: its agenda, its steps, its items, its end; reports and explorations."""

from __future__ import annotations

from datetime import datetime

from facilitation.commands.base import Act, Open
from facilitation.model import (
    Duty,
    Item,
    ItemOutcome,
    LastMinutes,
    PersonId,
    Preparation,
    ProceedingId,
    Words,
)
from facilitation.values import dataclass

# --- opening and preparing ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMeeting(Open):
    """Open a meeting of the circle: it is prepared until somebody begins it.

    `topics` are numbers of the circle's backlog that become items at once. `backlog`, `reports`, `last` and their
    neighbours say what the circle's own book says where that is not at hand.
    """

    planned: datetime
    minutes: int = 60
    preparation: Preparation = Preparation.PREPARED
    topics: tuple[int, ...] = ()
    backlog: tuple[Item, ...] = ()
    last: ProceedingId | None = None
    last_minutes: LastMinutes | None = None
    last_attended: tuple[PersonId, ...] = ()
    reports: tuple[Item, ...] = ()
    linking: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginMeeting(Act):
    """Begin the meeting: its clock stands at 0:00."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelMeeting(Act):
    """Let the meeting not take place, and say why."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AddItem(Act):
    """Add an item to the agenda: exactly one outcome, and how many minutes."""

    title: str
    outcome: ItemOutcome
    minutes: int = 10
    owner: PersonId | None = None
    documents: str = ""
    confidential: str = ""
    proceeding: ProceedingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleTopic(Act):
    """Put a topic of the circle's backlog on the agenda."""

    topic: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReports(Act):
    """Put a report from each linked circle on the agenda, where it is not there yet.

    `above` is what the one from the broader circle is called: a circle does not know the name of the one above.
    """

    above: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutItem(Act):
    """What the acts on one item share."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeItem(AboutItem):
    """Change an item's outcome, its minutes or who looks after it."""

    outcome: ItemOutcome | None = None
    minutes: int | None = None
    owner: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropItem(AboutItem):
    """Take an item off the agenda."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveItem(AboutItem):
    """Give an item another place in the order."""

    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponeItem(AboutItem):
    """Leave an item for another meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponeRest(Act):
    """Leave everything that still waits for another meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeMinutes(AboutItem):
    """Take minutes from a later item for the one that is open."""

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendMeeting(Act):
    """Meet longer than planned."""

    minutes: int


# --- the steps before the items -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOn(Act):
    """Go on to the next step: nothing stands in the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipStep(Act):
    """Skip this step, and say why."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeStandIn(Act):
    """Ask the circle whether somebody may stand in as facilitator or secretary today."""

    person: PersonId
    duty: Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn(Act):
    """Declare that one stands in as facilitator or secretary today."""

    duty: Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStandIn(Act):
    """Say in advance who stands in for you as facilitator or secretary, if you are not here."""

    person: PersonId
    duty: Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareFacilitation(Act):
    """Let somebody facilitate beside the facilitator, with the same rights."""

    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeVisitor(Act):
    """Note somebody from outside who is there, and in what function."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveEarly(Act):
    """Say when one has to leave, so that the items that need one come first."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Announce(Act):
    """Pass on news from outside the circle's domain, without discussion."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetNextMeeting(Act):
    """Name when the circle meets next."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NameScheduler(Act):
    """Name who finds the date of the next meeting, and by when."""

    person: PersonId
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoNextMeeting(Act):
    """Say that no next meeting is planned, and why."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeAgenda(Act):
    """Ask the circle for its consent to the agenda as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTopics(Act):
    """Go round and ask everyone for topics, where no agenda was prepared."""


# --- the items ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem(Act):
    """Open the next item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseItem(Act):
    """Read back what came of the item, with the next step, and leave it."""

    result: str = ""
    next_step: str = ""
    person: PersonId | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPause(Act):
    """Pause for some minutes."""

    minutes: int
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWriting(Act):
    """Let everyone write for themselves for a minute or two, before a round."""

    minutes: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPause(Act):
    """Go on before the pause is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportPerson(Act):
    """Go round once with somebody in the middle who is upset, and hear each other."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAction(Act):
    """Note who does what by when."""

    text: str
    person: PersonId | None = None
    until: datetime | None = None


# --- backlog, evaluation, end ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToBacklog(Act):
    """Put a topic into the circle's backlog, for another time."""

    title: str
    outcome: ItemOutcome = ItemOutcome.EXPLORE
    next_step: str = ""
    person: PersonId | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPoint(Act):
    """Note what the evaluation shows, as the circle's words and nobody's own."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeMinutes(Act):
    """Ask those who were here whether the minutes say it as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectMinutes(Act):
    """Correct the minutes before they are approved."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMeeting(Act):
    """Close the meeting: every item has its result, and the next meeting is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEvaluation(Act):
    """Say afterwards how the meeting was."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectToMinutes(Act):
    """Object to how the minutes tell the meeting."""

    text: Words
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAddendum(Act):
    """Add a note to minutes that are approved and no longer change."""

    text: str


# --- reports and explorations ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReport(Open):
    """Open a report: somebody tells, and everyone asks until it is clear."""

    documents: str = ""
    linked: bool = False
    """Whether it is somebody's who links circles, told from one to the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenExploration(Open):
    """Open an exploration: rounds, as long as ideas build."""

    documents: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveReport(Act):
    """Give the report: write it, or leave it empty when it was spoken."""

    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnoughHeard(Act):
    """End the exploring, although more could be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordResult(Act):
    """Record what the exploring brought, and the next step."""

    result: str
    next_step: str
    person: PersonId | None = None
    until: datetime | None = None
