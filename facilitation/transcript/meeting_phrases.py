"""The words of transcripts for meetings, reports and explorations, and for what they tell each other."""

from __future__ import annotations

from typing import Final

from facilitation import commands as c
from facilitation.model import Duty, ItemOutcome, LastMinutes, Outcome, Preparation
from facilitation.transcript.rows import Phrase, choice, flag, instant, number, person, text

_OUTCOME: Final = choice("for", "outcome", ItemOutcome)
_MINUTES: Final = number("minutes", "minutes", needed=True)
_WHO: Final = (person("who", "person"), instant("until", "until"))
_AS: Final = choice("as", "duty", Duty, needed=True)
_OPENING: Final = (
    person("away", "away", many=True),
    text("item of", "item_of"),
    text("id", "id"),
)

MEETING_PHRASES: Final = (
    Phrase(
        "opens a meeting",
        c.OpenMeeting,
        titled=True,
        details=(
            instant("at", "planned", needed=True),
            number("minutes", "minutes"),
            choice("preparation", "preparation", Preparation),
            number("topic", "topics", many=True),
            text("backlog", "backlog", many=True),
            text("after", "last"),
            choice("last minutes", "last_minutes", LastMinutes),
            person("attended", "last_attended", many=True),
            text("report", "reports", many=True),
            person("linking", "linking", many=True),
            *_OPENING,
        ),
    ),
    Phrase("begins the meeting", c.BeginMeeting),
    Phrase("cancels the meeting", c.CancelMeeting, "text"),
    # the agenda
    Phrase(
        "adds an item",
        c.AddItem,
        titled=True,
        details=(
            choice("for", "outcome", ItemOutcome, needed=True),
            number("minutes", "minutes"),
            person("owner", "owner"),
            text("documents", "documents"),
            text("confidential", "confidential"),
            text("treated in", "proceeding"),
        ),
    ),
    Phrase("asks the linked circles", c.AddReports, details=(text("above", "above"),)),
    Phrase("takes topic", c.ScheduleTopic, numbers="topic"),
    Phrase(
        "changes item",
        c.ChangeItem,
        numbers="item",
        details=(_OUTCOME, number("minutes", "minutes"), person("owner", "owner")),
    ),
    Phrase("drops item", c.DropItem, numbers="item"),
    Phrase("moves item", c.MoveItem, numbers="item", details=(number("place", "place", needed=True),)),
    Phrase("postpones item", c.PostponeItem, numbers="item"),
    Phrase("postpones the rest", c.PostponeRest),
    Phrase("takes minutes from item", c.TakeMinutes, numbers="item", details=(_MINUTES,)),
    Phrase("extends the meeting", c.ExtendMeeting, details=(_MINUTES,)),
    Phrase("proposes the agenda", c.ProposeAgenda),
    Phrase("calls for topics", c.CallTopics),
    # the steps
    Phrase("goes on", c.GoOn),
    Phrase("skips the step", c.SkipStep, "text"),
    Phrase("asks for a stand-in", c.ProposeStandIn, details=(person("who", "person", needed=True), _AS)),
    Phrase("names a stand-in", c.NameStandIn, details=(person("who", "person", needed=True), _AS)),
    Phrase("stands in", c.StandIn, details=(_AS,)),
    Phrase("shares the facilitation", c.ShareFacilitation, details=(person("with", "to", needed=True),)),
    Phrase("welcomes", c.WelcomeVisitor, "text", titled=True),
    Phrase("has to leave", c.LeaveEarly, details=(instant("at", "until", needed=True),)),
    Phrase("announces", c.Announce, "text"),
    Phrase("sets the next meeting", c.SetNextMeeting, details=(instant("at", "until", needed=True),)),
    Phrase(
        "names who schedules",
        c.NameScheduler,
        details=(person("who", "person", needed=True), instant("until", "until")),
    ),
    Phrase("plans no next meeting", c.NoNextMeeting, "text"),
    # the items
    Phrase("opens the item", c.OpenItem),
    Phrase("closes the item", c.CloseItem, "result", details=(text("next", "next_step"), *_WHO)),
    Phrase("calls a pause", c.CallPause, "text", details=(_MINUTES,)),
    Phrase("calls for writing", c.CallWriting, details=(number("minutes", "minutes"),)),
    Phrase("ends the pause", c.EndPause),
    Phrase("puts in the middle", c.SupportPerson, details=(person("who", "person", needed=True),)),
    Phrase("notes an action", c.AddAction, "text", details=_WHO),
    # the end
    Phrase(
        "adds to the backlog",
        c.AddToBacklog,
        titled=True,
        details=(_OUTCOME, text("next", "next_step"), *_WHO),
    ),
    Phrase("records a point", c.RecordPoint, "text"),
    Phrase("proposes the minutes", c.ProposeMinutes),
    Phrase("corrects the minutes", c.CorrectMinutes, "text"),
    Phrase("closes the meeting", c.CloseMeeting),
    Phrase("says afterwards", c.AddEvaluation, "text"),
    Phrase("objects to the minutes", c.ObjectToMinutes, "text", details=(number("about", "item"),)),
    Phrase("adds to the minutes", c.AddAddendum, "text"),
    # reports and explorations
    Phrase(
        "opens a report",
        c.OpenReport,
        titled=True,
        details=(text("documents", "documents"), flag("linked", "linked"), *_OPENING),
    ),
    Phrase(
        "opens an exploration",
        c.OpenExploration,
        titled=True,
        details=(text("documents", "documents"), *_OPENING),
    ),
    Phrase("reports", c.GiveReport, "text"),
    Phrase("has heard enough", c.EnoughHeard),
    Phrase(
        "records the result",
        c.RecordResult,
        "result",
        details=(text("next", "next_step", needed=True), *_WHO),
    ),
)

MEETING_EVENTS: Final[dict[str, tuple[Phrase, ...]]] = {
    "item": (
        Phrase(
            "is open",
            c.NoteItemOpened,
            details=(
                text("as", "proceeding", needed=True),
                text("called", "title", needed=True),
                choice("for", "outcome", ItemOutcome, needed=True),
                person("by", "by"),
            ),
            subject="",
        ),
        Phrase(
            "is concluded",
            c.NoteItemConcluded,
            details=(
                text("as", "proceeding", needed=True),
                choice("outcome", "conclusion.outcome", Outcome, needed=True),
                text("text", "conclusion.text"),
                instant("review", "conclusion.review"),
                person("owner", "conclusion.owner"),
                text("role", "conclusion.role"),
                person("person", "conclusion.person"),
                instant("until", "conclusion.until"),
                text("next", "conclusion.next_step"),
                text("and", "conclusion.also", many=True),
            ),
            subject="",
        ),
    ),
    "meeting": (
        Phrase(
            "takes it up",
            c.NoteTakenUp,
            details=(
                text("as", "meeting", needed=True),
                person("away", "away", many=True),
                person("facilitator", "facilitator"),
                person("co-facilitator", "co_facilitator"),
                flag("confidential", "confidential"),
            ),
            subject="",
        ),
        Phrase(
            "leaves it",
            c.NoteLeftMeeting,
            details=(text("as", "meeting", needed=True),),
            subject="",
        ),
        Phrase(
            "is led",
            c.NoteFacilitator,
            details=(person("by", "person"), person("co-facilitator", "co_facilitator")),
            subject="",
        ),
        Phrase(
            "is quiet",
            c.NoteQuiet,
            details=(instant("until", "until"), flag("writing", "writing")),
            subject="",
        ),
    ),
    "in the meeting": (
        Phrase("comes", c.NotePresence, subject="person"),
        Phrase("goes", c.NotePresence, subject="person"),
        Phrase("stays out", c.NoteStaysOut, subject="person"),
    ),
    "backlog": (
        Phrase("offers", c.NoteTopicOffered, details=(text("topic", "offered", needed=True),), subject=""),
    ),
    "next meeting": (
        Phrase("approves the minutes", c.NoteMinutesApproved, subject=""),
        Phrase("disputes the minutes", c.NoteMinutesApproved, subject=""),
    ),
}

SAID_BY_VERB: Final[dict[str, tuple[str, bool]]] = {
    "comes": ("here", True),
    "goes": ("here", False),
    "approves the minutes": ("approved", True),
    "disputes the minutes": ("approved", False),
}
"""Events of one command that differ in a field which their verb says."""
