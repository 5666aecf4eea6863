"""How a meeting looks: one board for its agenda and the step it is in, edited in place; its summary when it is over.

The steps of a meeting have no cards of their own: a channel sees the invitation with the agenda, one live board from
the beginning on, its rounds, the small questions, the cards of its items, and the summary. Never who said what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

from facilitation import meeting as m
from facilitation.cards import Arg, Card, Kind, Line, Many, Said, When, Who, msg
from facilitation.minutes import ItemRecord, Minutes, minutes
from facilitation.model import Adjust, AgendaChange, Conclusion, Fate, Item, ItemOutcome, LastMinutes
from facilitation.phases.agenda import AgendaConsent
from facilitation.phases.assembling import (
    Attendance,
    Duration,
    Information,
    MinutesOfLast,
    NextMeeting,
    Preparing,
    half_or_fewer,
)
from facilitation.phases.closing import Backlog, Closing, WrittenUp
from facilitation.phases.covering import PROCESS_ROLES, by_declaring, suggested
from facilitation.phases.items import Items
from facilitation.state import Aside, MeetingState, Proceeding, RoundState, here
from facilitation.view import kinds, steps
from facilitation.view.buttons import public
from facilitation.view.parts import item, lead, note, people_note, said, text_line, title, word
from facilitation.view.steps import step_id

steps.KINDS.update(
    {
        Preparing: "step-preparing",
        Attendance: "step-attendance",
        Duration: "step-duration",
        MinutesOfLast: "step-last-minutes",
        Information: "step-information",
        NextMeeting: "step-next-meeting",
        AgendaConsent: "step-agenda",
        Items: "step-items",
        Backlog: "step-backlog",
        Closing: "step-closing",
        WrittenUp: "step-written-up",
    }
)


def _of_meeting(p: Proceeding, _state: MeetingState) -> bool:
    return isinstance(p.work, m.Meeting)


kinds.SILENT[MeetingState] = _of_meeting


def minute(span: timedelta) -> int:
    """The minute of the meeting, counted from 0; whoever comes early comes at 0.

    >>> minute(timedelta(minutes=65, seconds=30))
    65
    """
    return max(0, int(span.total_seconds()) // 60)


def offset(span: timedelta) -> str:
    """An offset from 0:00.

    >>> offset(timedelta(minutes=65))
    '1:05'
    """
    whole = minute(span)
    return f"{whole // 60}:{whole % 60:02}"


# --- the agenda -----------------------------------------------------------------------------------------------

_FATES: Final = {
    Fate.WAITING: "meeting-item",
    Fate.OPEN: "meeting-item-now",
    Fate.DONE: "meeting-item-done",
    Fate.GOES_ON: "meeting-item-goes-on",
    Fate.POSTPONED: "meeting-item-postponed",
    Fate.DROPPED: "meeting-item-dropped",
}


def agenda_lines(p: Proceeding) -> Iterator[Line]:
    """The agenda, every item with its offset, its minutes and what it is for; what is over stays visible."""
    kept = m.of(p)
    if not kept.agenda:
        yield note("meeting-agenda-empty")
        return
    yield note("meeting-agenda")
    for one, at in m.schedule(p):
        yield _item_line(one, at)
        if one.fate is Fate.OPEN:
            yield from _open_lines(one)
    room = m.shares(kept.minutes).items
    if kept.began is None and m.needed(p) > room:
        yield note("meeting-agenda-full", needed=m.needed(p), room=room)


def _item_line(one: Item, at: timedelta) -> Line:
    args: dict[str, Arg] = {
        "number": one.number,
        "title": Said(one.title),
        "outcome": word("outcome", one.outcome),
        "minutes": one.minutes,
        "at": minute(at),
        "owner": Who(one.owner) if one.owner is not None else "none",
    }
    return item(_FATES[one.fate], **args)


def _came_of(found: Conclusion) -> Iterator[Line]:
    """What is read back before the item is left (domain.md 3.3-7)."""
    yield Line(Kind.NOTE, word("over", found.outcome))
    if found.text:
        yield text_line(found.text)
    for one in found.filled:
        until = When(one.until, day=True)
        yield item("minutes-selected", person=Who(one.person), role=Said(one.role), until=until)
    yield note("meeting-read-back")


def _open_lines(one: Item) -> Iterator[Line]:
    if one.documents:
        yield note("meeting-item-documents")
        yield text_line(one.documents)
    if one.confidential:
        yield note("meeting-item-confidential", reason=said(one.confidential))
    if one.ran_over:
        yield note("meeting-item-over")
    if one.conclusion is not None:
        yield from _came_of(one.conclusion)
    elif one.proceeding is None:
        yield note("meeting-bring-select" if one.outcome is ItemOutcome.SELECT else "meeting-bring")


# --- the steps ------------------------------------------------------------------------------------------------


def _attendance(p: Proceeding) -> Iterator[Line]:
    yield from people_note("meeting-here", m.present(p))
    covered = (m.facilitator_here(p), m.secretary_here(p))
    for duty, there in zip(PROCESS_ROLES, covered, strict=True):
        if not there:
            name = "meeting-uncovered-declare" if by_declaring(p) else "meeting-uncovered"
            yield note(name, duty=word("duty", duty), people=Many(suggested(p, duty)))
    if len(here(p)) == 1:
        yield note("meeting-one-here-present" if by_declaring(p) else "meeting-one-here")
    elif half_or_fewer(p):
        yield note("meeting-few-here")


def _duration(p: Proceeding) -> Iterator[Line]:
    kept = m.of(p)
    yield note("meeting-ends", minutes=kept.minutes)
    for who, at in kept.leaving:
        yield note("meeting-leaves", person=Who(who), at=minute(at - (kept.began or kept.planned)))


def _last(p: Proceeding) -> Iterator[Line]:
    state = m.of(p).last_minutes
    yield note(f"meeting-last-{state.value}")
    if state is LastMinutes.PENDING:
        yield from people_note("meeting-last-attended", m.of(p).last_attended)


def _news(p: Proceeding) -> Iterator[Line]:
    for text in m.of(p).news:
        yield Line(Kind.LIST, Said(text))


def _backlog(p: Proceeding) -> Iterator[Line]:
    kept = m.of(p)
    titles = (*kept.brought, *(i.title for i in kept.agenda if i.fate is Fate.POSTPONED))
    for text in titles:
        yield Line(Kind.LIST, Said(text))


def _points(p: Proceeding) -> Iterator[Line]:
    for text in m.of(p).points:
        yield Line(Kind.LIST, Said(text))


_STEP_LINES: Final[dict[str, Callable[[Proceeding], Iterator[Line]]]] = {
    "attendance": _attendance,
    "duration": _duration,
    "minutes": _last,
    "information": _news,
    "backlog": _backlog,
    "closing": _points,
}
_WITH_AGENDA: Final = frozenset({"duration", "agenda", "items", "support round"})


# --- the boards -----------------------------------------------------------------------------------------------


@kinds.adds
def meeting_cards(p: Proceeding) -> Iterator[Card]:
    """The invitation with the agenda, the live board, the summary."""
    if not isinstance(p.work, m.Meeting):
        return
    yield _invitation(p)
    if p.work.began is not None:
        yield _summary(p, minutes(p)) if p.work.closed is not None else _board(p)


def _invitation(p: Proceeding) -> Card:
    kept = m.of(p)
    is_open = kept.began is None and not p.over
    lines = [title(msg("meeting-invitation", title=Said(p.title)))]
    if p.over and kept.began is None:
        lines.append(lead(msg("meeting-cancelled")))
    else:
        lines.append(lead(msg("meeting-planned", at=When(kept.planned), minutes=kept.minutes)))
    if is_open:
        if p.circle.practice:
            lines.append(note("board-practice"))
        lines += [*agenda_lines(p), note("meeting-invitation-help"), *_footing(p)]
    buttons = public(p) if is_open and p.aside is None else ()
    when = (kept.planned, kept.planned_end) if is_open else None
    return Card(key="meeting/invitation", lines=tuple(lines), buttons=buttons, live=is_open, when=when)


def _board(p: Proceeding) -> Card:
    kept, phase = m.of(p), p.phase
    lines = [title(msg("meeting-title", title=Said(p.title)))]
    if p.circle.practice:
        lines.append(note("board-practice"))
    if phase is not None:
        lines.append(
            lead(
                msg("meeting-step", step=msg(step_id(p, phase)), purpose=msg(f"{step_id(p, phase)}.purpose"))
            )
        )
        lines += _STEP_LINES.get(phase.name, _nothing)(p)
        if phase.name in _WITH_AGENDA:
            lines += agenda_lines(p)
    lines += [*_clock(kept), *_footing(p)]
    waits = p.aside is not None or isinstance(phase, RoundState)
    buttons = () if waits else public(p)
    return Card(key="meeting/board", lines=tuple(lines), buttons=buttons, live=True)


def _nothing(_p: Proceeding) -> Iterator[Line]:
    return iter(())


def _clock(kept: m.Meeting) -> Iterator[Line]:
    if kept.paused_until is not None:
        yield note("meeting-writing" if kept.writing else "meeting-paused", until=When(kept.paused_until))
    if kept.end_reached:
        yield note("meeting-end-reached")
    elif kept.near_end:
        yield note("meeting-end-near")


def _footing(p: Proceeding) -> Iterator[Line]:
    kept = m.of(p)
    yield from people_note("board-away", tuple(x.person for x in p.circle.members if x.person in p.away))
    for visitor in kept.visitors:
        yield note("meeting-visitor", name=Said(visitor.name), function=Said(visitor.function))
    if p.facilitator is None:
        yield note("board-nobody-facilitates")
    elif p.co_facilitator is not None:
        yield note("meeting-two-facilitate", people=Many((p.facilitator, p.co_facilitator)))
    else:
        yield note("board-facilitator", person=Who(p.facilitator))
    if kept.secretary is not None:
        yield note("meeting-secretary", person=Who(kept.secretary))


# --- the summary ----------------------------------------------------------------------------------------------


def _summary(p: Proceeding, told: Minutes) -> Card:
    """About six lines: who was there, what was decided, who does what, what waits, when we meet again."""
    length = round(told.length / timedelta(minutes=1)) if told.length is not None else 0
    present = tuple(a.person for a in told.attendance if a.present)
    lines = [
        title(msg("summary-title", title=Said(told.title))),
        lead(msg("summary-lead", people=Many(present), minutes=length)),
    ]
    if told.forgotten:
        lines.append(note("summary-forgotten"))
    lines += [*_results(told), *_actions(told), *_left_over(told), _next_line(told)]
    lines.append(note(f"summary-minutes-{told.status.value}"))
    buttons = public(p) if p.aside is None else ()
    return Card(key="meeting/summary", lines=tuple(lines), buttons=buttons, live=not p.over)


def _results(told: Minutes) -> Iterator[Line]:
    for one in told.items:
        if one.confidential:
            outcome = word("outcome", one.outcome)
            yield item("summary-confidential", minutes=one.minutes, outcome=outcome)
        elif one.decided and one.conclusion is not None:
            yield item("summary-decided", title=Said(one.title), text=said(one.conclusion.text))
        elif one.selected and one.conclusion is not None:
            yield from _selected(one.conclusion)
        elif one.fate in (Fate.DONE, Fate.GOES_ON):
            yield _done(one)


def _done(one: ItemRecord) -> Line:
    """What came of an item that is no decision of its own; the word for it where nothing was written down."""
    goes_on = one.fate is Fate.GOES_ON
    if not one.result:
        name = "summary-goes-on-only" if goes_on else "summary-done-only"
        return item(name, title=Said(one.title), outcome=word("outcome", one.outcome))
    return item(
        "summary-goes-on" if goes_on else "summary-done", title=Said(one.title), result=said(one.result)
    )


def _selected(found: Conclusion) -> Iterator[Line]:
    for one in found.filled:
        until = When(one.until, day=True)
        yield item("summary-selected", person=Who(one.person), role=Said(one.role), until=until)


def _actions(told: Minutes) -> Iterator[Line]:
    for action in told.actions:
        who: Arg = Who(action.who) if action.who is not None else "none"
        until: Arg = When(action.until, day=True) if action.until is not None else "none"
        yield item("summary-action", text=Said(action.text), person=who, until=until)


def _left_over(told: Minutes) -> Iterator[Line]:
    if told.backlog:
        yield note("summary-backlog", titles=Said(" · ".join(told.backlog)))
    if told.points:
        yield note("summary-points", points=Said(" · ".join(told.points)))


def _next_line(told: Minutes) -> Line:
    if told.next.at is not None:
        return note("summary-next", at=When(told.next.at))
    if told.next.scheduler is not None:
        return note("summary-next-scheduler", person=Who(told.next.scheduler))
    return note("summary-next-none" if told.next.known else "summary-next-unknown")


# --- the small questions --------------------------------------------------------------------------------------


def change_lines(p: Proceeding, change: AgendaChange) -> Iterator[Line]:
    """What a change of the agenda would do."""
    old = m.of(p).item(change.item)
    new = change.new
    name = f"meeting-change-{change.adjust.value.replace(' ', '-')}"
    shown = new if change.adjust in (Adjust.ADD, Adjust.CHANGE) else old
    args: dict[str, Arg] = {
        "title": Said(shown.title) if shown is not None else "",
        "outcome": word("outcome", shown.outcome) if shown is not None else "",
        "minutes": change.minutes or (shown.minutes if shown is not None else 0),
        "place": change.place,
    }
    yield lead(msg(name, **args))


def question_lines(p: Proceeding, asked: Aside) -> Iterator[Line]:
    """What a small question of a meeting is about."""
    kept = p.work
    if not isinstance(kept, m.Meeting) or asked is not p.aside:
        return
    match asked.asks.value:
        case "agenda":
            yield from agenda_lines(p)
        case "agenda change" if kept.asked is not None:
            yield from change_lines(p, kept.asked)
        case "stand-in" if kept.asked_duty is not None and asked.whom is not None:
            yield lead(msg("meeting-stand-in", person=Who(asked.whom), duty=word("duty", kept.asked_duty)))
        case _:
            return


kinds.ASIDES.append(question_lines)
