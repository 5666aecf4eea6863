"""The items: one on the table at a time, each ending with a result that was read back (INV-M4).

An item is a proceeding of its own. Opening it opens a report or an exploration, or takes up what the item names; a
decision or a selection is opened by anybody as an item of this meeting. Nothing is lost when an item is left open: it
goes on by itself, and the next meeting can take it up (MVOS 5.2.2, 5.5.3; domain.md section 3.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from facilitation import meeting as m
from facilitation.booking import books, notes
from facilitation.commands import (
    AddAction,
    CallPause,
    CallWriting,
    CloseItem,
    EndPause,
    NoteItemConcluded,
    NoteItemOpened,
    OpenItem,
    SupportPerson,
)
from facilitation.facts import (
    ActionNoted,
    Fact,
    ItemClosed,
    ItemConcluded,
    ItemLinked,
    ItemOpened,
    ItemsDone,
    PauseBegan,
    PauseEnded,
    RoundPurpose,
    SupportCalled,
)
from facilitation.model import Action, Conclusion, Fate, ItemOutcome, PersonId, ProceedingId
from facilitation.phases.agenda import in_charge
from facilitation.phases.drafting import members
from facilitation.phases.meeting_clock import InMeeting, MeetingRound, with_item
from facilitation.phases.speaking import participants
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding
from facilitation.values import dataclass
from facilitation.verbs import SENTENCE_LIMIT, About, Verb, ahead, both, no_aside, readable, words

OWN_PROCESS: Final = frozenset({ItemOutcome.REPORT, ItemOutcome.EXPLORE})
"""Items that open a proceeding by themselves; a decision or a selection needs somebody to bring it."""


@dataclass(frozen=True, kw_only=True)
class Items(InMeeting):
    """The agenda is treated, one item after the other."""

    closings = frozenset({ItemsDone, SupportCalled})

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Go on when nothing waits."""
        kept = m.of(p)
        if kept.open_item is None and not kept.waiting:
            yield ItemsDone(at=now)


@dataclass(frozen=True, kw_only=True)
class SupportRound(MeetingRound):
    """A round that hears each other, with somebody who is upset in the middle of it (MVOS 5.5.3)."""

    def order(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Everyone in their seats, with that person in the middle, a guest too."""
        whom = m.of(p).in_middle
        assert whom is not None  # noqa: S101 - the round begins with naming them
        others = [who for who in participants(p, RoundPurpose.SUPPORT) if who != whom]
        middle = (len(others) + 1) // 2
        return (*others[:middle], whom, *others[middle:])


# --- opening and closing an item ------------------------------------------------------------------------------


def _nothing_open(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return Reason.ITEM_OPEN if m.of(p).open_item is not None else None


def _one_open(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if m.of(p).open_item is not None else Reason.NO_ITEM_OPEN


def _not_paused(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return Reason.PAUSED if m.of(p).paused_until is not None else None


def _paused(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if m.of(p).paused_until is not None else Reason.NOT_NOW


def own_proceeding(p: Proceeding, number: int) -> ProceedingId:
    """The id of the report or exploration that an item opens."""
    return ProceedingId(f"{p.id}-{number}")


def _open_item(p: Proceeding, c: OpenItem, now: datetime) -> Iterator[Fact]:
    item = m.of(p).waiting[0]
    proceeding = item.proceeding
    if proceeding is None and item.outcome in OWN_PROCESS:
        proceeding = own_proceeding(p, item.number)
    yield ItemOpened(at=now, by=c.by, item=item.number, proceeding=proceeding)


def _close_item(p: Proceeding, c: CloseItem, now: datetime) -> Iterator[Fact]:
    item = m.of(p).open_item
    assert item is not None  # noqa: S101 - the guard found it
    result = readable(c.result, needed=False) or (item.conclusion.text if item.conclusion else "")
    step = readable(c.next_step, SENTENCE_LIMIT, needed=False)
    step = step or (item.conclusion.next_step if item.conclusion else "")
    if item.conclusion is None and not step:
        raise Refused(Reason.RESULT_MISSING)
    if c.person is not None and p.circle.member(c.person) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    yield ItemClosed(
        at=now,
        by=c.by,
        item=item.number,
        fate=_fate(item.conclusion, item.proceeding),
        result=result,
        next_step=step,
        person=c.person,
        until=ahead(c.until, now) if c.until is not None else None,
    )


def _fate(conclusion: Conclusion | None, proceeding: ProceedingId | None) -> Fate:
    """What was concluded is done, and so is what a result was recorded for without any proceeding."""
    return Fate.DONE if conclusion is not None or proceeding is None else Fate.GOES_ON


# --- around the items -----------------------------------------------------------------------------------------


def _pause(_p: Proceeding, c: CallPause, now: datetime) -> Iterator[Fact]:
    minutes = m.minutes_within(c.minutes)
    text = words(c.text, needed=False)
    yield PauseBegan(at=now, by=c.by, minutes=minutes, until=now + timedelta(minutes=minutes), text=text)


def _write(_p: Proceeding, c: CallWriting, now: datetime) -> Iterator[Fact]:
    # A minute of silent writing before a round usually saves time (MVOS 6.10.5).
    minutes = m.minutes_within(c.minutes)
    yield PauseBegan(at=now, by=c.by, minutes=minutes, until=now + timedelta(minutes=minutes), writing=True)


def _end_pause(_p: Proceeding, c: EndPause, now: datetime) -> Iterator[Fact]:
    yield PauseEnded(at=now, by=c.by)


def _is_here(p: Proceeding, _who: PersonId, about: PersonId) -> Reason | None:
    if p.circle.member(about) is None:
        return Reason.NOT_A_MEMBER
    return Reason.NOT_HERE if about in p.away else None


def _support(_p: Proceeding, c: SupportPerson, now: datetime) -> Iterator[Fact]:
    yield SupportCalled(at=now, by=c.by, person=c.person)


def _action(p: Proceeding, c: AddAction, now: datetime) -> Iterator[Fact]:
    if c.person is not None and p.circle.member(c.person) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    item = m.of(p).open_item
    until = ahead(c.until, now) if c.until is not None else None
    text = readable(c.text, SENTENCE_LIMIT)
    action = Action(text=text, who=c.person, until=until, item=item.number if item else None)
    yield ActionNoted(at=now, by=c.by, action=action)


def _under_way(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    kept = m.of(p)
    return None if kept.began is not None and kept.closed is None else Reason.NOT_NOW


Items.verbs = (
    Verb(OpenItem, both(in_charge, _not_paused, _nothing_open), _open_item),
    Verb(CloseItem, both(in_charge, _not_paused, _one_open), _close_item),
    Verb(SupportPerson, both(in_charge, _is_here), _support, lambda c: (c.person,), members),
)

AROUND: Final = (
    Verb(CallPause, both(_under_way, no_aside, in_charge, _not_paused), _pause),
    Verb(CallWriting, both(_under_way, no_aside, in_charge, _not_paused), _write),
    Verb(EndPause, both(_under_way, no_aside, in_charge, _paused), _end_pause),
    Verb(AddAction, _under_way, _action),
)
"""What can be done at any step of a meeting under way."""


# --- what the items report ------------------------------------------------------------------------------------


@notes(NoteItemOpened)
def _linked(p: Proceeding, note: NoteItemOpened, now: datetime) -> Iterator[Fact]:
    item = m.of(p).open_item if isinstance(p.work, m.Meeting) else None
    if item is not None and item.proceeding != note.proceeding and _takes(item.outcome, note.outcome):
        yield ItemLinked(
            at=now,
            item=item.number,
            proceeding=note.proceeding,
            title=note.title,
            outcome=note.outcome,
            by=note.by,
        )


def _takes(wanted: ItemOutcome, brought: ItemOutcome) -> bool:
    """Whether what was opened can be what this item is for: deciding includes reporting and exploring."""
    deciding = (ItemOutcome.DECIDE, ItemOutcome.SELECT)
    return wanted is brought or (wanted in deciding) == (brought in deciding) or wanted is ItemOutcome.DECIDE


@notes(NoteItemConcluded)
def _concluded(p: Proceeding, note: NoteItemConcluded, now: datetime) -> Iterator[Fact]:
    if not isinstance(p.work, m.Meeting) or p.work.closed is not None:
        return
    item = p.work.of(note.proceeding)
    if item is not None and item.fate is Fate.OPEN:
        yield ItemConcluded(at=now, item=item.number, proceeding=note.proceeding, conclusion=note.conclusion)


# --- booking --------------------------------------------------------------------------------------------------


@books(ItemOpened)
def _book_opened(p: Proceeding, fact: ItemOpened) -> Proceeding:
    return with_item(p, fact.item, fate=Fate.OPEN, began=fact.at, proceeding=fact.proceeding)


@books(ItemLinked)
def _book_linked(p: Proceeding, fact: ItemLinked) -> Proceeding:
    return with_item(p, fact.item, proceeding=fact.proceeding, conclusion=None)


@books(ItemConcluded)
def _book_concluded(p: Proceeding, fact: ItemConcluded) -> Proceeding:
    return with_item(p, fact.item, conclusion=fact.conclusion)


@books(ItemClosed)
def _book_closed(p: Proceeding, fact: ItemClosed) -> Proceeding:
    changed = with_item(
        p, fact.item, fate=fact.fate, ended=fact.at, result=fact.result, next_step=fact.next_step
    )
    if not fact.next_step:
        return changed
    action = Action(text=fact.next_step, who=fact.person, until=fact.until, item=fact.item)
    return m.kept(changed, actions=(*m.of(changed).actions, action))


@books(SupportCalled)
def _book_support(p: Proceeding, fact: SupportCalled) -> Proceeding:
    return m.kept(p, in_middle=fact.person)


@books(ActionNoted)
def _book_action(p: Proceeding, fact: ActionNoted) -> Proceeding:
    return m.kept(p, actions=(*m.of(p).actions, fact.action))
