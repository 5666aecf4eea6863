"""The whole minutes of a meeting as lines: what was decided in its exact words, and never who said what.

A chat shows them as a card, the terminal as a page, Markdown as a file (MVOS 5.4; domain.md section 12).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from facilitation.cards import Arg, Card, Kind, Line, Many, Msg, Said, When, Who, msg
from facilitation.meeting import Meeting
from facilitation.minutes import Attendee, ItemRecord, Minutes, MinutesStatus, minutes
from facilitation.model import Action, Duty, Fate, LastMinutes
from facilitation.state import Proceeding
from facilitation.view.kinds import adds
from facilitation.view.meeting import offset
from facilitation.view.parts import item, note, said, text_line, title, word

_LAST: Final = {
    LastMinutes.APPROVED: "minutes-last-approved",
    LastMinutes.PENDING: "minutes-last-pending",
    LastMinutes.OBJECTED: "minutes-last-objected",
}


def minutes_lines(told: Minutes) -> tuple[Line, ...]:
    """The minutes, from the heading to the last addendum."""
    return (
        *_head(told),
        *_attendance(told),
        *_before(told),
        *_items(told),
        *_actions(told),
        *_after(told),
    )


@adds
def minutes_cards(p: Proceeding) -> Iterator[Card]:
    """The minutes as a page of their own: once written, once more when they are approved, and with each addendum."""
    if not isinstance(p.work, Meeting) or p.work.closed is None:
        return
    told = minutes(p)
    approved = told.status is MinutesStatus.APPROVED
    written = f"addendum/{len(told.addenda)}" if told.addenda else "approved" if approved else "written"
    page = minutes_lines(told)
    lines = (page[0], note(f"summary-minutes-{told.status.value}"))
    yield Card(key=f"minutes/{written}", lines=lines, document=page, detail=True, once=True)


def _heading(name: str) -> Line:
    return Line(Kind.LEAD, msg(name))


def _head(told: Minutes) -> Iterator[Line]:
    yield title(msg("minutes-title", title=Said(told.title), circle=Said(told.circle.name)))
    if told.length is None:
        yield note("minutes-began", at=When(told.began))
    else:
        yield note("minutes-held", at=When(told.began), length=offset(told.length))
    yield note(f"summary-minutes-{told.status.value}")
    if told.approved_at is not None:
        yield note("minutes-approved", at=When(told.approved_at, day=True))
    if told.circle.practice:
        yield note("board-practice")
    if told.forgotten:
        yield note("summary-forgotten")


def _attendance(told: Minutes) -> Iterator[Line]:
    yield _heading("minutes-attendance")
    yield from (_attendee(one) for one in told.attendance if one.present)
    for visitor in told.visitors:
        yield item("minutes-visitor", name=Said(visitor.name), function=Said(visitor.function))
    absent = tuple(one.person for one in told.attendance if not one.present)
    if absent:
        yield note("minutes-absent", people=Many(absent))


def _attendee(one: Attendee) -> Line:
    duties: dict[str, Arg] = {
        "person": Who(one.person),
        "facilitated": "yes" if one.facilitated else "no",
        "recorded": "yes" if one.recorded else "no",
        "came": offset(one.came_at) if one.came_at is not None else "none",
        "left": offset(one.left_at) if one.left_at is not None else "none",
        "link": _link(one),
    }
    return item("minutes-attendee", **duties)


def _link(one: Attendee) -> Msg | str:
    found = next((duty for duty in one.duties if duty in (Duty.LEADER, Duty.DELEGATE)), None)
    return word("duty", found) if found is not None else "none"


def _before(told: Minutes) -> Iterator[Line]:
    if told.last_minutes is not LastMinutes.NONE:
        yield note(_LAST[told.last_minutes])
    if told.news:
        yield _heading("minutes-news")
        yield from (Line(Kind.LIST, said(one)) for one in told.news)
    yield from (item("minutes-skipped", step=Said(step), reason=said(why)) for step, why in told.skipped)


def _items(told: Minutes) -> Iterator[Line]:
    if told.items:
        yield _heading("minutes-agenda")
    for one in told.items:
        yield from _item(one)


def _item(one: ItemRecord) -> Iterator[Line]:
    args: dict[str, Arg] = {
        "number": one.number,
        "title": Said(one.title),
        "outcome": word("outcome", one.outcome),
        "minutes": one.minutes,
        "at": offset(one.began) if one.began is not None else "none",
        "fate": word("fate", one.fate),
        "done": "yes" if one.fate is Fate.DONE else "no",
    }
    if one.confidential:
        yield item("minutes-item-confidential", **args)
        yield note("minutes-confidential", reason=said(one.confidential))
        return
    yield item("minutes-item", **args)
    yield from _came_of(one)


def _came_of(one: ItemRecord) -> Iterator[Line]:
    found = one.conclusion
    if one.decided and found is not None:
        yield note("minutes-decided")
        yield text_line(found.text)
        if found.owner is not None:
            yield note("decision-owner", owner=Who(found.owner))
        if found.review is not None:
            yield note("decision-review", review=When(found.review, day=True))
    elif one.selected and found is not None:
        for each in found.filled:
            until = When(each.until, day=True)
            yield note("minutes-selected", person=Who(each.person), role=Said(each.role), until=until)
    elif one.result:
        yield text_line(one.result)
    elif found is not None:
        yield Line(Kind.NOTE, word("over", found.outcome))
    if one.next_step:
        yield note("minutes-next-step", step=Said(one.next_step))


def _actions(told: Minutes) -> Iterator[Line]:
    if told.actions:
        yield _heading("minutes-actions")
    yield from map(_action, told.actions)


def _action(one: Action) -> Line:
    who: Arg = Who(one.who) if one.who is not None else "none"
    until: Arg = When(one.until, day=True) if one.until is not None else "none"
    return item("minutes-action", text=Said(one.text), person=who, until=until)


def _after(told: Minutes) -> Iterator[Line]:
    if told.backlog:
        yield _heading("minutes-backlog")
        yield from (Line(Kind.LIST, said(one)) for one in told.backlog)
    if told.points:
        yield _heading("minutes-points")
        yield from (Line(Kind.LIST, said(one)) for one in told.points)
    yield _heading("minutes-next")
    yield _next(told)
    for name, texts in (("minutes-corrections", told.corrections), ("minutes-addenda", told.addenda)):
        if texts:
            yield _heading(name)
            yield from (Line(Kind.LIST, said(one)) for one in texts)


def _next(told: Minutes) -> Line:
    following = told.next
    if following.at is not None:
        return note("summary-next", at=When(following.at))
    if following.scheduler is not None:
        return note("summary-next-scheduler", person=Who(following.scheduler))
    return note("summary-next-none" if following.known else "summary-next-unknown")
