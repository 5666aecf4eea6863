"""From the facts of meetings, reports and explorations to the commands that made them true."""

from __future__ import annotations

from typing import Any, Final

from facilitation import commands as c
from facilitation import facts as f
from facilitation import meeting as m
from facilitation.facts import Asks, Fact
from facilitation.model import Adjust, AgendaChange, PersonId
from facilitation.transcript.retrace import Back, Place

MEETING_FOLLOWED: Final[tuple[type[Fact], ...]] = (
    f.NextMeetingKnown,
    f.AgendaConsented,
    f.ItemsDone,
    f.ItemRanOver,
    f.EndNears,
    f.EndReached,
    f.MeetingForgotten,
    f.FollowUpEnded,
    f.CircleMeets,
    f.CircleMet,
    f.MinutesSettled,
)
"""Facts of meetings that follow by themselves, and those of the circle's own log."""


def _opened(_at: Place, fact: f.MeetingOpened) -> c.Command:
    return c.OpenMeeting(
        by=fact.author,
        id=fact.id,
        circle=fact.circle,
        title=fact.title,
        away=fact.away,
        item_of=fact.item_of,
        planned=fact.planned,
        minutes=fact.minutes,
        preparation=fact.preparation,
        topics=tuple(item.topic for item in fact.agenda if item.topic is not None),
        backlog=fact.backlog,
        last=fact.last,
        last_minutes=fact.last_minutes,
        last_attended=fact.last_attended,
        reports=fact.reports,
        linking=fact.linking,
    )


def _report(_at: Place, fact: f.ReportOpened) -> c.Command:
    return c.OpenReport(**_open(fact), documents=fact.documents, linked=fact.linked)


def _exploration(_at: Place, fact: f.ExplorationOpened) -> c.Command:
    return c.OpenExploration(**_open(fact), documents=fact.documents)


def _open(fact: f.Opening) -> dict[str, Any]:
    return {
        "by": fact.author,
        "id": fact.id,
        "circle": fact.circle,
        "title": fact.title,
        "away": fact.away,
        "item_of": fact.item_of,
    }


def _follows(at: Place, *asks: Asks) -> bool:
    """Whether a fact follows from one of these small questions, or from an objection to it."""
    if not isinstance(at.last, f.AsideCarried | f.AsideFell):
        return False
    asked = at.p.results[-1].aside
    return asked is not None and asked.asks in asks


def _changed(at: Place, fact: f.AgendaChanged) -> c.Command | None:
    asks = Asks.MINUTES if isinstance(at.last, f.AsideFell) else Asks.AGENDA_CHANGE
    return None if _follows(at, asks) else _asked_for(at, fact.by, fact.change)


def _asked(at: Place, fact: f.ChangeAsked) -> c.Command:
    return _asked_for(at, fact.by, fact.change)


def _asked_for(at: Place, by: PersonId, change: AgendaChange) -> c.Command:
    match change.adjust:
        case Adjust.ADD | Adjust.CHANGE:
            return _worded(at, by, change)
        case Adjust.DROP:
            return c.DropItem(by=by, item=change.item)
        case Adjust.MOVE:
            return c.MoveItem(by=by, item=change.item, place=change.place)
        case Adjust.POSTPONE:
            return c.PostponeItem(by=by, item=change.item)
        case Adjust.POSTPONE_REST:
            return c.PostponeRest(by=by)
        case Adjust.TAKE_MINUTES:
            return c.TakeMinutes(by=by, item=change.item, minutes=change.minutes)
        case Adjust.EXTEND:
            return c.ExtendMeeting(by=by, minutes=change.minutes)


def _worded(at: Place, by: PersonId, change: AgendaChange) -> c.Command:
    new, old = change.new, m.of(at.p).item(change.item)
    assert new is not None  # noqa: S101 - what is added or changed says what it becomes
    if change.adjust is Adjust.CHANGE and old is not None:
        return c.ChangeItem(
            by=by,
            item=change.item,
            outcome=new.outcome if new.outcome is not old.outcome else None,
            minutes=new.minutes if new.minutes != old.minutes else None,
            owner=new.owner if new.owner != old.owner else None,
        )
    if new.topic is not None:
        return c.ScheduleTopic(by=by, topic=new.topic)
    return c.AddItem(
        by=by,
        title=new.title,
        outcome=new.outcome,
        minutes=new.minutes,
        owner=new.owner,
        documents=new.documents,
        confidential=new.confidential,
        proceeding=new.proceeding,
    )


def _began(at: Place, fact: f.MeetingCancelled) -> c.Command | None:
    del at
    return c.CancelMeeting(by=fact.by, text=fact.text) if fact.by is not None else None


def _stood_in(at: Place, fact: f.StandInFound) -> c.Command | None:
    return None if _follows(at, Asks.STAND_IN) else c.StandIn(by=fact.person, duty=fact.duty)


def _last(at: Place, fact: f.LastMinutesSettled) -> c.Command | None:
    del at
    return c.GoOn(by=fact.by) if fact.by is not None else None


def _next(_at: Place, fact: f.NextMeetingNamed) -> c.Command:
    if fact.until is not None:
        return c.SetNextMeeting(by=fact.by, until=fact.until)
    if fact.person is not None:
        return c.NameScheduler(by=fact.by, person=fact.person, until=fact.by_when)
    return c.NoNextMeeting(by=fact.by, text=fact.text)


def _brought(at: Place, fact: f.TopicBrought) -> c.Command | None:
    if _follows(at, Asks.AGENDA_CHANGE):
        return None
    return c.AddToBacklog(
        by=fact.by,
        title=fact.title,
        outcome=fact.outcome,
        next_step=fact.next_step,
        person=fact.person,
        until=fact.until,
    )


def _approved(at: Place, fact: f.MinutesApproved) -> c.Command | None:
    if fact.due is not None or _follows(at, Asks.MINUTES):
        return None
    return c.NoteMinutesApproved(approved=True)


def _closed_item(at: Place, fact: f.ItemClosed) -> c.Command:
    del at
    return c.CloseItem(
        by=fact.by, result=fact.result, next_step=fact.next_step, person=fact.person, until=fact.until
    )


def _linked(_at: Place, fact: f.ItemLinked) -> c.Command:
    return c.NoteItemOpened(proceeding=fact.proceeding, title=fact.title, outcome=fact.outcome, by=fact.by)


def _taken(_at: Place, fact: f.TakenIntoMeeting) -> c.Command:
    return c.NoteTakenUp(
        meeting=fact.meeting,
        away=fact.away,
        facilitator=fact.facilitator,
        co_facilitator=fact.co_facilitator,
        confidential=fact.confidential,
    )


def _action(_at: Place, fact: f.ActionNoted) -> c.Command:
    action = fact.action
    return c.AddAction(by=fact.by, text=action.text, person=action.who, until=action.until)


def _pause(_at: Place, fact: f.PauseBegan) -> c.Command:
    if fact.writing:
        return c.CallWriting(by=fact.by, minutes=fact.minutes)
    return c.CallPause(by=fact.by, minutes=fact.minutes, text=fact.text)


def _result(_at: Place, fact: f.ResultRecorded) -> c.Command:
    return c.RecordResult(
        by=fact.by, result=fact.result, next_step=fact.next_step, person=fact.person, until=fact.until
    )


MEETING_COMMANDS: Final[dict[type[Fact], Back]] = {
    f.MeetingOpened: _opened,
    f.MeetingBegan: lambda _, x: c.BeginMeeting(by=x.by),
    f.MeetingCancelled: _began,
    f.ChangeAsked: _asked,
    f.AgendaChanged: _changed,
    f.TopicOffered: lambda _, x: c.NoteTopicOffered(offered=x.offered),
    f.StepSkipped: lambda _, x: c.SkipStep(by=x.by, text=x.text),
    f.StandInNamed: lambda _, x: c.NameStandIn(by=x.by, person=x.person, duty=x.duty),
    f.StandInAsked: lambda _, x: c.ProposeStandIn(by=x.by, person=x.person, duty=x.duty),
    f.StandInFound: _stood_in,
    f.FacilitationShared: lambda _, x: c.ShareFacilitation(by=x.by, to=x.to),
    f.VisitorWelcomed: lambda _, x: c.WelcomeVisitor(by=x.by, title=x.visitor.name, text=x.visitor.function),
    f.LeavingEarly: lambda _, x: c.LeaveEarly(by=x.person, until=x.until),
    f.AttendanceTaken: lambda _, x: c.GoOn(by=x.by),
    f.FewPresent: lambda _, x: c.GoOn(by=x.by),
    f.DurationKnown: lambda _, x: c.GoOn(by=x.by),
    f.LastMinutesSettled: _last,
    f.Announced: lambda _, x: c.Announce(by=x.by, text=x.text),
    f.InformationGiven: lambda _, x: c.GoOn(by=x.by),
    f.NextMeetingNamed: _next,
    f.TopicsCalled: lambda _, x: c.CallTopics(by=x.by),
    f.ItemOpened: lambda _, x: c.OpenItem(by=x.by),
    f.ItemLinked: _linked,
    f.ItemConcluded: lambda _, x: c.NoteItemConcluded(proceeding=x.proceeding, conclusion=x.conclusion),
    f.ItemClosed: _closed_item,
    f.PauseBegan: _pause,
    f.PauseEnded: lambda _, x: c.EndPause(by=x.by) if x.by is not None else None,
    f.SupportCalled: lambda _, x: c.SupportPerson(by=x.by, person=x.person),
    f.ActionNoted: _action,
    f.TopicBrought: _brought,
    f.BacklogUpdated: lambda _, x: c.GoOn(by=x.by),
    f.PointRecorded: lambda _, x: c.RecordPoint(by=x.by, text=x.text),
    f.MinutesCorrected: lambda _, x: c.CorrectMinutes(by=x.by, text=x.text),
    f.MinutesObjected: lambda _, x: c.ObjectToMinutes(by=x.person, text=x.text, item=x.item),
    f.MinutesApproved: _approved,
    f.MinutesDisputed: lambda _, __: c.NoteMinutesApproved(approved=False),
    f.MeetingClosed: lambda _, x: c.CloseMeeting(by=x.by) if x.by is not None else None,
    f.EvaluationAdded: lambda _, x: c.AddEvaluation(by=x.person, text=x.text),
    f.AddendumMade: lambda _, x: c.AddAddendum(by=x.by, text=x.text),
    f.ReportOpened: _report,
    f.ReportGiven: lambda _, x: c.GiveReport(by=x.by, text=x.text),
    f.ExplorationOpened: _exploration,
    f.ExploringEnded: lambda _, x: c.EnoughHeard(by=x.by),
    f.ResultRecorded: _result,
    f.TakenIntoMeeting: _taken,
    f.LeftMeeting: lambda _, x: c.NoteLeftMeeting(meeting=x.meeting),
    f.PresenceNoted: lambda _, x: c.NotePresence(person=x.person, here=x.here),
    f.FacilitatorNoted: lambda _, x: c.NoteFacilitator(person=x.person, co_facilitator=x.co_facilitator),
}
"""For each fact of a meeting, how to find the command that made it true."""


def meeting_question(at: Place, fact: f.AsideBegan) -> c.Command | None:
    """The command that put one of the meeting's small questions, if no other fact tells it."""
    if fact.asks is Asks.AGENDA and fact.mover is not None:
        return c.ProposeAgenda(by=fact.mover)
    if fact.asks is Asks.MINUTES and fact.mover is not None:
        last = at.p.phase is not None and at.p.phase.name == "minutes"
        return c.GoOn(by=fact.mover) if last else c.ProposeMinutes(by=fact.mover)
    return None
