"""The agenda: anyone shapes it until the circle has consented to it; from then on it is the circle's.

Consenting transfers ownership from whoever prepared it to the circle (MVOS 5.2.1); every later change is a small
consent question (MVOS 5.2.3, 5.5.3; INV-M3). Who builds the agenda in the meeting itself may add to it between items,
and has an election moved first when anybody asks (HC v5 5.4.4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

from facilitation import aside
from facilitation import meeting as m
from facilitation.booking import books, notes
from facilitation.commands import (
    AddItem,
    AddReports,
    CallTopics,
    ChangeItem,
    DropItem,
    ExtendMeeting,
    MoveItem,
    NoteTopicOffered,
    PostponeItem,
    PostponeRest,
    ProposeAgenda,
    ScheduleTopic,
    TakeMinutes,
)
from facilitation.facts import (
    AgendaChanged,
    AgendaConsented,
    Asks,
    ChangeAsked,
    Fact,
    TopicBrought,
    TopicOffered,
    TopicsCalled,
)
from facilitation.model import Adjust, AgendaChange, Fate, Item, ItemOutcome, PersonId, Preparation, but
from facilitation.phases.meeting_clock import InMeeting, with_item
from facilitation.refusals import Reason, Refused
from facilitation.settings import Voices
from facilitation.state import Aside, Proceeding
from facilitation.values import dataclass
from facilitation.verbs import (
    SENTENCE_LIMIT,
    TITLE_LIMIT,
    About,
    Guard,
    Makes,
    Verb,
    both,
    facilitating,
    no_aside,
    readable,
    voice,
)

LIVE: Final = frozenset({Fate.WAITING, Fate.OPEN})


def in_charge(p: Proceeding, who: PersonId, _about: About = None) -> Reason | None:
    """Whoever facilitates; where nobody who is here does, any member with a voice, so that the circle never sticks."""
    reason = facilitating(p, who, None)
    return reason if reason is None or m.facilitator_here(p) else voice(p, who, None)


def built_here(p: Proceeding) -> bool:
    """Whether this circle builds its agenda in the meeting, from short labels (HC v5 5.4.4)."""
    return m.of(p).preparation is Preparation.BUILT_HERE or p.circle.settings.voices is Voices.PRESENT


def at_items(p: Proceeding) -> bool:
    """Whether the circle is at its items."""
    return p.phase is not None and p.phase.name == "items"


# --- who may change what, and how -----------------------------------------------------------------------------


def _changeable(p: Proceeding, who: PersonId, about: About) -> Reason | None:
    """Freely until the circle has consented; by consent while it is at its items; not at all after that."""
    if p.aside is not None:
        return Reason.ASIDE_FIRST
    if m.of(p).closed is not None:
        return Reason.NOT_NOW
    if not m.of(p).consented:
        return None
    return both(_at_items, voice, aside.askable(Asks.AGENDA_CHANGE))(p, who, about)


def _at_items(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if at_items(p) else Reason.NOT_NOW


def _waits(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    item = m.of(p).item(about)
    return None if item is not None and item.fate is Fate.WAITING else Reason.NO_SUCH_THING


def _lives(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    item = m.of(p).item(about)
    return None if item is not None and item.fate in LIVE else Reason.NO_SUCH_THING


def _consented(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if m.of(p).consented else Reason.NOT_NOW


def _in_backlog(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    kept = m.of(p)
    listed = any(item.topic == about for item in kept.backlog)
    taken = any(item.topic == about and item.fate in LIVE for item in kept.agenda)
    return None if listed and not taken else Reason.NO_SUCH_THING


def _somebody_open(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if m.of(p).open_item is not None else Reason.NO_ITEM_OPEN


def _can_spare(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    item = m.of(p).item(about)
    return None if item is not None and item.minutes > 1 else Reason.NOT_SO_LONG


def _some_wait(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if m.of(p).waiting else Reason.NO_SUCH_THING


def _several_wait(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if len(m.of(p).waiting) > 1 else Reason.NOTHING_CHANGED


def _extends(p: Proceeding, who: PersonId, about: About) -> Reason | None:
    # HC v5 5.4.2: the secretary extends, unless somebody objects. Elsewhere anybody asks, and all consent.
    kept = m.of(p)
    if kept.began is None or kept.closed is not None:
        return Reason.NOT_NOW
    if kept.minutes >= m.LONGEST:
        return Reason.NOT_SO_LONG
    if p.circle.settings.voices is Voices.PRESENT and who != kept.secretary:
        return Reason.NOT_SECRETARY
    return both(no_aside, voice, aside.askable(Asks.AGENDA_CHANGE))(p, who, about)


# --- acts -----------------------------------------------------------------------------------------------------


def _change(p: Proceeding, by: PersonId, change: AgendaChange, now: datetime) -> Iterator[Fact]:
    free = not m.of(p).consented and change.adjust is not Adjust.EXTEND
    if free or _needs_nobody(p, change):
        yield AgendaChanged(at=now, by=by, change=change)
        return
    yield ChangeAsked(at=now, by=by, change=change)
    yield from aside.put(p, Asks.AGENDA_CHANGE, now, mover=by)


def _needs_nobody(p: Proceeding, change: AgendaChange) -> bool:
    if not built_here(p):
        return False
    kept = m.of(p)
    if change.adjust is Adjust.ADD:
        return kept.open_item is None
    item = kept.item(change.item)
    election = item is not None and item.outcome is ItemOutcome.SELECT
    return change.adjust is Adjust.MOVE and change.place == 1 and election


def _add(p: Proceeding, c: AddItem, now: datetime) -> Iterator[Fact]:
    if c.owner is not None and p.circle.member(c.owner) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    item = Item(
        number=m.of(p).items_ever + 1,
        title=" ".join(readable(c.title, TITLE_LIMIT).split()),
        outcome=c.outcome,
        minutes=m.minutes_within(c.minutes),
        owner=c.owner,
        by=c.by,
        documents=readable(c.documents, SENTENCE_LIMIT, needed=False),
        confidential=readable(c.confidential, SENTENCE_LIMIT, needed=False),
        proceeding=c.proceeding,
    )
    yield from _change(p, c.by, AgendaChange(adjust=Adjust.ADD, new=item), now)


def _reports_missing(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    missing = None if m.reports_missing(p) else Reason.NOTHING_CHANGED
    return Reason.NOT_NOW if m.of(p).consented else missing


def _add_reports(p: Proceeding, c: AddReports, now: datetime) -> Iterator[Fact]:
    for item in m.reports_missing(p):
        new = but(item, by=c.by, title=item.title or readable(c.above, TITLE_LIMIT))
        yield AgendaChanged(at=now, by=c.by, change=AgendaChange(adjust=Adjust.ADD, new=new))


def _take(p: Proceeding, c: ScheduleTopic, now: datetime) -> Iterator[Fact]:
    listed = next(item for item in m.of(p).backlog if item.topic == c.topic)
    item = but(listed, number=m.of(p).items_ever + 1, by=c.by)
    yield from _change(p, c.by, AgendaChange(adjust=Adjust.ADD, new=item), now)


def _alter(p: Proceeding, c: ChangeItem, now: datetime) -> Iterator[Fact]:
    item = m.of(p).item(c.item)
    assert item is not None  # noqa: S101 - the guard found it
    if c.owner is not None and p.circle.member(c.owner) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    new = but(
        item,
        outcome=c.outcome or item.outcome,
        minutes=item.minutes if c.minutes is None else m.minutes_within(c.minutes),
        owner=c.owner or item.owner,
    )
    if new == item:
        raise Refused(Reason.NOTHING_CHANGED)
    yield from _change(p, c.by, AgendaChange(adjust=Adjust.CHANGE, item=c.item, new=new), now)


def _simply(adjust: Adjust) -> Makes:
    def act(p: Proceeding, c: DropItem | PostponeItem, now: datetime) -> Iterator[Fact]:
        yield from _change(p, c.by, AgendaChange(adjust=adjust, item=c.item), now)

    return act


def _move(p: Proceeding, c: MoveItem, now: datetime) -> Iterator[Fact]:
    waiting = [item.number for item in m.of(p).waiting]
    if not 1 <= c.place <= len(waiting):
        raise Refused(Reason.NO_SUCH_THING)
    if waiting[c.place - 1] == c.item:
        raise Refused(Reason.NOTHING_CHANGED)
    yield from _change(p, c.by, AgendaChange(adjust=Adjust.MOVE, item=c.item, place=c.place), now)


def _rest(p: Proceeding, c: PostponeRest, now: datetime) -> Iterator[Fact]:
    yield from _change(p, c.by, AgendaChange(adjust=Adjust.POSTPONE_REST), now)


def _take_minutes(p: Proceeding, c: TakeMinutes, now: datetime) -> Iterator[Fact]:
    item = m.of(p).item(c.item)
    if item is None or not 1 <= c.minutes < item.minutes:
        raise Refused(Reason.NOT_SO_LONG)
    change = AgendaChange(adjust=Adjust.TAKE_MINUTES, item=c.item, minutes=c.minutes)
    yield from _change(p, c.by, change, now)


def _extend(p: Proceeding, c: ExtendMeeting, now: datetime) -> Iterator[Fact]:
    change = AgendaChange(adjust=Adjust.EXTEND, minutes=m.minutes_within(c.minutes))
    m.minutes_within(m.of(p).minutes + c.minutes)
    yield from _change(p, c.by, change, now)


def _item(c: Any) -> tuple[int, ...]:  # noqa: ANN401 - any command about an item
    return (c.item,)


def _numbers(p: Proceeding) -> list[int]:
    return [item.number for item in m.of(p).agenda if item.fate in LIVE]


def _topics(p: Proceeding) -> list[int]:
    return [item.topic for item in m.of(p).backlog if item.topic is not None]


def _later(*guards: Guard) -> Guard:
    return both(_consented, _changeable, *guards)


AGENDA_VERBS: Final = (
    Verb(AddItem, _changeable, _add),
    Verb(ScheduleTopic, both(_changeable, _in_backlog), _take, lambda c: (c.topic,), _topics),
    Verb(AddReports, both(_changeable, _reports_missing), _add_reports),
    Verb(ChangeItem, both(_changeable, _lives), _alter, _item, _numbers),
    Verb(DropItem, both(_changeable, _lives), _simply(Adjust.DROP), _item, _numbers),
    Verb(MoveItem, both(_changeable, _waits, _several_wait), _move, _item, _numbers),
    Verb(PostponeItem, _later(_lives), _simply(Adjust.POSTPONE), _item, _numbers),
    Verb(PostponeRest, _later(_some_wait), _rest),
    Verb(TakeMinutes, _later(_waits, _somebody_open, _can_spare), _take_minutes, _item, _numbers),
    Verb(ExtendMeeting, _extends, _extend),
)
"""What the agenda of a meeting can be changed in, at any time before its end."""


# --- consent to the agenda ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class AgendaConsent(InMeeting):
    """The agenda is understood, changed, and consented to. Nothing is treated before that (INV-M2)."""

    closings = frozenset({AgendaConsented, TopicsCalled})


def _nothing_waits(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return Reason.NOT_NOW if m.of(p).waiting else None


def _propose(p: Proceeding, c: ProposeAgenda, now: datetime) -> Iterator[Fact]:
    yield from aside.put(p, Asks.AGENDA, now, mover=c.by)


def _call_topics(_p: Proceeding, c: CallTopics, now: datetime) -> Iterator[Fact]:
    yield TopicsCalled(at=now, by=c.by)


AgendaConsent.verbs = (
    Verb(ProposeAgenda, both(in_charge, voice, aside.askable(Asks.AGENDA)), _propose),
    Verb(CallTopics, both(in_charge, _nothing_waits), _call_topics),
)


@aside.carries(Asks.AGENDA)
def _agenda_carried(_p: Proceeding, _aside: Aside, now: datetime) -> Iterator[Fact]:
    yield AgendaConsented(at=now)


@aside.carries(Asks.AGENDA_CHANGE)
def _change_carried(p: Proceeding, asked: Aside, now: datetime) -> Iterator[Fact]:
    change = m.of(p).asked
    if change is not None and asked.mover is not None:
        yield AgendaChanged(at=now, by=asked.mover, change=change)


@aside.falls(Asks.AGENDA_CHANGE)
def _change_fell(p: Proceeding, asked: Aside, now: datetime) -> Iterator[Fact]:
    """A new item the circle does not take up now goes into the backlog (MVOS 5.2.3)."""
    change = m.of(p).asked
    new = change.new if change is not None and change.adjust is Adjust.ADD else None
    if new is not None and new.topic is None and asked.mover is not None:
        yield TopicBrought(
            at=now,
            by=asked.mover,
            title=new.title,
            outcome=new.outcome,
            person=new.owner or asked.mover,
            confidential=new.confidential,
        )


# --- booking --------------------------------------------------------------------------------------------------


@books(AgendaConsented)
def _book_consented(p: Proceeding, _fact: AgendaConsented) -> Proceeding:
    return m.kept(p, consented=True)


@notes(NoteTopicOffered)
def _offer(p: Proceeding, note: NoteTopicOffered, now: datetime) -> Iterator[Fact]:
    kept = p.work
    if not isinstance(kept, m.Meeting) or kept.closed is not None or note.offered in kept.backlog:
        return
    # what the meeting has left for another time does not come back to it
    if note.offered.title not in (*kept.brought, *kept.kept_back):
        yield TopicOffered(at=now, offered=note.offered)


@books(TopicOffered)
def _book_offered(p: Proceeding, fact: TopicOffered) -> Proceeding:
    others = tuple(item for item in m.of(p).backlog if item.topic != fact.offered.topic)
    return m.kept(p, backlog=(*others, fact.offered))


@books(ChangeAsked)
def _book_asked(p: Proceeding, fact: ChangeAsked) -> Proceeding:
    return m.kept(p, asked=fact.change)


@books(AgendaChanged)
def _book_changed(p: Proceeding, fact: AgendaChanged) -> Proceeding:
    return m.kept(_APPLY[fact.change.adjust](p, fact.change, fact.at), asked=None)


Apply = Callable[[Proceeding, AgendaChange, datetime], Proceeding]


def _added(p: Proceeding, change: AgendaChange, _at: datetime) -> Proceeding:
    kept = m.of(p)
    agenda = kept.agenda if change.new is None else (*kept.agenda, change.new)
    return m.kept(p, agenda=agenda, items_ever=kept.items_ever + 1)


def _altered(p: Proceeding, change: AgendaChange, _at: datetime) -> Proceeding:
    new = change.new
    if new is None:
        return p
    return with_item(
        p, change.item, outcome=new.outcome, minutes=new.minutes, owner=new.owner, ran_over=False
    )


def _fated(fate: Fate) -> Apply:
    def apply(p: Proceeding, change: AgendaChange, at: datetime) -> Proceeding:
        return with_item(p, change.item, fate=fate, ended=at)

    return apply


def _dropped(p: Proceeding, change: AgendaChange, at: datetime) -> Proceeding:
    if m.of(p).consented:
        return with_item(p, change.item, fate=Fate.DROPPED, ended=at)
    return m.kept(p, agenda=tuple(item for item in m.of(p).agenda if item.number != change.item))


def _moved(p: Proceeding, change: AgendaChange, _at: datetime) -> Proceeding:
    kept = m.of(p)
    waiting = [item for item in kept.waiting if item.number != change.item]
    waiting[change.place - 1 : change.place - 1] = [i for i in kept.waiting if i.number == change.item]
    past = [item for item in kept.agenda if item.fate is not Fate.WAITING]
    return m.kept(p, agenda=(*past, *waiting))


def _rest_postponed(p: Proceeding, _change: AgendaChange, at: datetime) -> Proceeding:
    for item in m.of(p).waiting:
        p = with_item(p, item.number, fate=Fate.POSTPONED, ended=at)
    return p


def _minutes_taken(p: Proceeding, change: AgendaChange, _at: datetime) -> Proceeding:
    kept = m.of(p)
    source, target = kept.item(change.item), kept.open_item
    if source is None or target is None:
        return p
    p = with_item(p, source.number, minutes=source.minutes - change.minutes)
    return with_item(p, target.number, minutes=target.minutes + change.minutes, ran_over=False)


def _extended(p: Proceeding, change: AgendaChange, _at: datetime) -> Proceeding:
    return m.kept(p, minutes=m.of(p).minutes + change.minutes, near_end=False, end_reached=False)


_APPLY: Final[dict[Adjust, Apply]] = {
    Adjust.ADD: _added,
    Adjust.CHANGE: _altered,
    Adjust.DROP: _dropped,
    Adjust.MOVE: _moved,
    Adjust.POSTPONE: _fated(Fate.POSTPONED),
    Adjust.POSTPONE_REST: _rest_postponed,
    Adjust.TAKE_MINUTES: _minutes_taken,
    Adjust.EXTEND: _extended,
}
