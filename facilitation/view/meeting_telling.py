"""What happened in a meeting, one line a fact, where the fields of a fact do not say it by their names."""

from __future__ import annotations

from facilitation import facts as f
from facilitation import meeting as m
from facilitation.cards import Arg, Said, When, Who
from facilitation.model import AgendaChange, PersonId
from facilitation.state import Proceeding
from facilitation.view.kinds import TELLS
from facilitation.view.parts import word
from facilitation.view.receipts import SIMPLE


def _title(p: Proceeding, number: int | None) -> Arg:
    item = m.of(p).item(number) if number is not None and isinstance(p.work, m.Meeting) else None
    return Said(item.title) if item is not None else ""


def _about_item(p: Proceeding, fact: f.ItemOpened | f.ItemRanOver | f.ItemLinked) -> dict[str, Arg]:
    return {"title": _title(p, fact.item)}


def _changed(p: Proceeding, fact: f.AgendaChanged | f.ChangeAsked) -> dict[str, Arg]:
    return {
        "person": Who(fact.by),
        "change": word("adjust", fact.change.adjust),
        "title": _named(p, fact.change),
    }


def _named(p: Proceeding, change: AgendaChange) -> Arg:
    return Said(change.new.title) if change.new is not None else _title(p, change.item)


def _stands_in(_p: Proceeding, fact: f.StandInNamed | f.StandInAsked | f.StandInFound) -> dict[str, Arg]:
    return {"person": Who(fact.person), "duty": word("duty", fact.duty)}


def _quiet(_p: Proceeding, fact: f.QuietBegan) -> dict[str, Arg]:
    return {"until": When(fact.until)}


def _visitor(_p: Proceeding, fact: f.VisitorWelcomed) -> dict[str, Arg]:
    return {"name": Said(fact.visitor.name), "function": Said(fact.visitor.function)}


def _text(_p: Proceeding, fact: f.Announced | f.StepSkipped) -> dict[str, Arg]:
    return {"text": Said(fact.text)}


def _concluded(p: Proceeding, fact: f.ItemConcluded) -> dict[str, Arg]:
    return {"title": _title(p, fact.item), "outcome": word("over", fact.conclusion.outcome)}


def _closed(p: Proceeding, fact: f.ItemClosed) -> dict[str, Arg]:
    return {"title": _title(p, fact.item), "fate": word("fate", fact.fate)}


def _action(_p: Proceeding, fact: f.ActionNoted) -> dict[str, Arg]:
    action = fact.action
    return {"text": Said(action.text), "person": _who(action.who)}


def _who(person: PersonId | None) -> Arg:
    return Who(person) if person is not None else "none"


def _next(_p: Proceeding, fact: f.NextMeetingNamed) -> dict[str, Arg]:
    if fact.until is not None:
        return {"kind": "date", "until": When(fact.until), "person": ""}
    if fact.person is not None:
        return {"kind": "scheduler", "person": Who(fact.person), "until": ""}
    return {"kind": "none", "person": "", "until": ""}


def _presence(_p: Proceeding, fact: f.PresenceNoted) -> dict[str, Arg]:
    return {"person": Who(fact.person), "here": "yes" if fact.here else "no"}


def _facilitator(_p: Proceeding, fact: f.FacilitatorNoted) -> dict[str, Arg]:
    return {"person": _who(fact.person)}


def _last(_p: Proceeding, fact: f.LastMinutesSettled) -> dict[str, Arg]:
    return {"state": fact.state.value}


TELLS.update(
    {
        f.ItemOpened: _about_item,
        f.ItemRanOver: _about_item,
        f.ItemLinked: _about_item,
        f.AgendaChanged: _changed,
        f.ChangeAsked: _changed,
        f.QuietBegan: _quiet,
        f.StandInNamed: _stands_in,
        f.StandInAsked: _stands_in,
        f.StandInFound: _stands_in,
        f.VisitorWelcomed: _visitor,
        f.Announced: _text,
        f.StepSkipped: _text,
        f.ItemConcluded: _concluded,
        f.ItemClosed: _closed,
        f.ActionNoted: _action,
        f.NextMeetingNamed: _next,
        f.PresenceNoted: _presence,
        f.FacilitatorNoted: _facilitator,
        f.LastMinutesSettled: _last,
    }
)

SIMPLE.update(
    {
        f.MeetingOpened: "receipt-meeting-opened",
        f.MeetingBegan: "receipt-meeting-begun",
        f.MeetingCancelled: "receipt-meeting-cancelled",
        f.AgendaChanged: "receipt-agenda-changed",
        f.StepSkipped: "receipt-step-skipped",
        f.StandInFound: "receipt-stands-in",
        f.StandInNamed: "receipt-stand-in-named",
        f.LeavingEarly: "receipt-leaving-early",
        f.Announced: "receipt-announced",
        f.NextMeetingNamed: "receipt-next-meeting",
        f.ItemOpened: "receipt-item-opened",
        f.ItemClosed: "receipt-item-closed",
        f.ActionNoted: "receipt-action",
        f.TopicBrought: "receipt-topic-brought",
        f.PointRecorded: "receipt-point",
        f.MinutesCorrected: "receipt-minutes-corrected",
        f.MinutesObjected: "receipt-minutes-objected",
        f.MeetingClosed: "receipt-meeting-closed",
        f.EvaluationAdded: "receipt-evaluation",
        f.AddendumMade: "receipt-addendum",
        f.ReportGiven: "receipt-report-given",
        f.ResultRecorded: "receipt-result",
    }
)
