"""Between a meeting, its items and its circle: what each tells the others.

An item reports that it is open and what came of it; the meeting tells its items who is here, who facilitates, and that
it has left them; the circle hears that it meets, and what is left over. Pure, as all follow-ups are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final, TypeVar

from facilitation import meeting as m
from facilitation import selecting
from facilitation.anytime import gathers
from facilitation.booking import books, notes
from facilitation.commands import (
    BringTopic,
    EnterMeeting,
    LeaveMeeting,
    NoteFacilitator,
    NoteItemConcluded,
    NoteItemOpened,
    NoteLeftMeeting,
    NoteMinutesApproved,
    NotePresence,
    NoteQuiet,
    NoteStaysOut,
    NoteTakenUp,
    OpenExploration,
    OpenReport,
    SettleMinutes,
    TreatTopics,
)
from facilitation.facts import (
    Adopted,
    AgendaChanged,
    AgreementKept,
    Arrived,
    Closed,
    FacilitationShared,
    FacilitationTaken,
    FacilitatorNoted,
    Fact,
    GuestStaysOut,
    ItemClosed,
    ItemLinked,
    ItemOpened,
    LastMinutesSettled,
    Left,
    LeftMeeting,
    MeetingCancelled,
    MeetingClosed,
    MeetingForgotten,
    MeetingOpened,
    MinutesApproved,
    MinutesObjected,
    Opening,
    PauseBegan,
    PauseEnded,
    PresenceNoted,
    QuietBegan,
    QuietEnded,
    StandInFound,
    TakenIntoMeeting,
    TopicBrought,
)
from facilitation.following import FollowUp, follows
from facilitation.model import (
    Adjust,
    Conclusion,
    Fate,
    Filled,
    Item,
    ItemOutcome,
    LastMinutes,
    Outcome,
    PersonId,
    ProceedingId,
    Standing,
    but,
)
from facilitation.phases import sharing
from facilitation.phases.closing import MINUTES_ITEM
from facilitation.phases.round import note_arrived, note_left
from facilitation.state import Proceeding

# --- what an item tells its meeting ---------------------------------------------------------------------------

ITEM_OUTCOMES: Final[dict[str, ItemOutcome]] = {
    sharing.REPORT: ItemOutcome.REPORT,
    sharing.EXPLORATION: ItemOutcome.EXPLORE,
    "role selection": ItemOutcome.SELECT,
}
"""What an item is for, by the process that treats it; deciding for any other."""

Concludes = Callable[[Proceeding, Outcome], Conclusion]
CONCLUSIONS: Final[dict[str, Concludes]] = {}
"""How a process says what came of it; by the outcome and its decision where nothing is registered."""
C = TypeVar("C", bound=Concludes)


def concludes(process: str) -> Callable[[C], C]:
    """Register what a process reports to the meeting it is an item of."""

    def register(function: C) -> C:
        CONCLUSIONS[process] = function
        return function

    return register


@follows(Opening)
def _opened(p: Proceeding, fact: Opening) -> Iterator[FollowUp]:
    if p.item_of is not None and not isinstance(fact, MeetingOpened):
        outcome = ITEM_OUTCOMES.get(p.process, ItemOutcome.DECIDE)
        yield p.item_of, NoteItemOpened(proceeding=p.id, title=p.title, outcome=outcome, by=p.author)


@follows(Adopted, AgreementKept)
def _adopted(p: Proceeding, _fact: Fact) -> Iterator[FollowUp]:
    if p.item_of is not None:
        yield p.item_of, NoteItemConcluded(proceeding=p.id, conclusion=conclusion(p, Outcome.ADOPTED))


@follows(Closed)
def _closed(p: Proceeding, fact: Closed) -> Iterator[FollowUp]:
    if p.item_of is not None:
        yield p.item_of, NoteItemConcluded(proceeding=p.id, conclusion=conclusion(p, fact.outcome))


def conclusion(p: Proceeding, outcome: Outcome) -> Conclusion:
    """What came of a proceeding, for the minutes of the meeting it was an item of."""
    if p.process in CONCLUSIONS:
        return CONCLUSIONS[p.process](p, outcome)
    if p.decision is None:
        return Conclusion(outcome=outcome)
    draft = p.decision.draft
    return Conclusion(outcome=outcome, text=draft.text, review=p.decision.review, owner=draft.owner)


@concludes(sharing.EXPLORATION)
def _explored(p: Proceeding, outcome: Outcome) -> Conclusion:
    kept = sharing.of(p)
    return Conclusion(
        outcome=outcome, text=kept.result, next_step=kept.next_step, owner=kept.person, until=kept.until
    )


@concludes(selecting.PROCESS)
def _selected(p: Proceeding, outcome: Outcome) -> Conclusion:
    """Who was selected for which role."""
    kept = p.work
    assert isinstance(kept, selecting.Selection)  # noqa: S101 - the work of every selection
    if not kept.filled:
        return Conclusion(outcome=outcome)
    first, *others = (
        Filled(role=kept.post(held.post).role.name, person=held.person, until=held.until)
        for held in kept.filled
    )
    return Conclusion(
        outcome=outcome, role=first.role, person=first.person, until=first.until, also=tuple(others)
    )


# --- what a meeting tells its items ---------------------------------------------------------------------------


def _taken_up(p: Proceeding, item: Item | None, proceeding: ProceedingId) -> Iterator[FollowUp]:
    note = NoteTakenUp(
        meeting=p.id,
        away=tuple(sorted(p.away)),
        facilitator=p.facilitator,
        co_facilitator=p.co_facilitator,
        confidential=item is not None and bool(item.confidential),
    )
    yield proceeding, note
    # Guests leave for what is confidential (EC; domain.md sections 2 and 12); `noting` keeps out who comes later.
    for member in p.circle.members if note.confidential else ():
        if member.standing is Standing.GUEST:
            yield proceeding, NoteStaysOut(person=member.person)


@follows(ItemOpened)
def _item_opened(p: Proceeding, fact: ItemOpened) -> Iterator[FollowUp]:
    item = m.of(p).item(fact.item)
    if item is None or fact.proceeding is None:
        return
    if fact.proceeding == ProceedingId(f"{p.id}-{item.number}"):
        yield fact.proceeding, _own(p, item, fact.proceeding)
    yield from _taken_up(p, item, fact.proceeding)


def _own(p: Proceeding, item: Item, id_: ProceedingId) -> OpenReport | OpenExploration:
    by = next(
        who
        for who in (item.owner, item.by, p.facilitator, p.author, *(m.person for m in p.circle.members))
        if p.circle.member(who) is not None
    )
    assert by is not None  # noqa: S101 - only members are found
    told: dict[str, Any] = {"title": item.title, "item_of": p.id, "documents": item.documents}
    if item.outcome is not ItemOutcome.REPORT:
        return OpenExploration(by=by, id=id_, circle=p.circle, **told)
    return OpenReport(by=by, id=id_, circle=p.circle, linked=by in m.of(p).linking, **told)


@follows(ItemLinked)
def _item_linked(p: Proceeding, fact: ItemLinked) -> Iterator[FollowUp]:
    yield from _taken_up(p, m.of(p).item(fact.item), fact.proceeding)


def _on_table(p: Proceeding) -> Iterator[ProceedingId]:
    item = p.work.open_item if isinstance(p.work, m.Meeting) else None
    if item is not None and item.proceeding is not None:
        yield item.proceeding


@follows(Arrived, Left)
def _presence(p: Proceeding, fact: Arrived | Left) -> Iterator[FollowUp]:
    for proceeding in _on_table(p):
        yield proceeding, NotePresence(person=fact.person, here=isinstance(fact, Arrived))


@follows(PauseBegan)
def _quiet(p: Proceeding, fact: PauseBegan) -> Iterator[FollowUp]:
    """A pause, or a minute of writing, holds back the turns (MVOS 6.10.5)."""
    for proceeding in _on_table(p):
        yield proceeding, NoteQuiet(until=fact.until, writing=fact.writing)


@follows(PauseEnded)
def _goes_on(p: Proceeding, _fact: PauseEnded) -> Iterator[FollowUp]:
    for proceeding in _on_table(p):
        yield proceeding, NoteQuiet()


@follows(FacilitationTaken, FacilitationShared, StandInFound)
def _facilitates(p: Proceeding, _fact: Fact) -> Iterator[FollowUp]:
    for proceeding in _on_table(p):
        yield proceeding, NoteFacilitator(person=p.facilitator, co_facilitator=p.co_facilitator)


@follows(ItemClosed)
def _item_left(p: Proceeding, fact: ItemClosed) -> Iterator[FollowUp]:
    item = m.of(p).item(fact.item)
    if item is None:
        return
    if item.proceeding is not None:
        yield item.proceeding, NoteLeftMeeting(meeting=p.id)
    if item.minutes_of is not None:
        yield item.minutes_of, NoteMinutesApproved(approved=True)


@follows(AgendaChanged)
def _item_put_off(p: Proceeding, fact: AgendaChanged) -> Iterator[FollowUp]:
    item = m.of(p).item(fact.change.item)
    gone = fact.change.adjust in (Adjust.DROP, Adjust.POSTPONE)
    if gone and item is not None and item.proceeding is not None and item.began is not None:
        yield item.proceeding, NoteLeftMeeting(meeting=p.id)


# --- what a meeting tells its circle --------------------------------------------------------------------------


@follows(MeetingOpened)
def _circle_meets(p: Proceeding, _fact: MeetingOpened) -> Iterator[FollowUp]:
    yield p.circle.id, EnterMeeting(meeting=p.id)


@follows(MeetingCancelled)
def _circle_does_not(p: Proceeding, _fact: MeetingCancelled) -> Iterator[FollowUp]:
    yield p.circle.id, LeaveMeeting(meeting=p.id, held=False)


@follows(MeetingClosed, MeetingForgotten)
def _circle_met(p: Proceeding, fact: Fact) -> Iterator[FollowUp]:
    kept = m.of(p)
    if isinstance(fact, MeetingForgotten):
        for item in kept.agenda:  # what has left it before is told nothing new
            if item.proceeding is not None:
                yield item.proceeding, NoteLeftMeeting(meeting=p.id)
    yield (
        p.circle.id,
        LeaveMeeting(
            meeting=p.id,
            held=True,
            attended=kept.attended,
            next_meeting=kept.next_at,
            minutes_settled=kept.approved,
        ),
    )
    yield from _treated(p)


def _treated(p: Proceeding) -> Iterator[FollowUp]:
    agenda = m.of(p).agenda
    done = tuple(i.topic for i in agenda if i.topic is not None and i.fate in (Fate.DONE, Fate.DROPPED))
    later = tuple(i.topic for i in agenda if i.topic is not None and i.fate in (Fate.POSTPONED, Fate.GOES_ON))
    if done or later:
        yield p.circle.id, TreatTopics(done=done, postponed=later)
    for item in agenda:
        if item.topic is None and item.fate is Fate.POSTPONED:
            yield p.circle.id, _leftover(item)


def _leftover(item: Item) -> BringTopic:
    return BringTopic(
        title=item.title,
        outcome=item.outcome,
        by=item.by,
        minutes=item.minutes,
        owner=item.owner,
        proceeding=item.proceeding,
        confidential=item.confidential,
    )


@follows(TopicBrought)
def _brought(p: Proceeding, fact: TopicBrought) -> Iterator[FollowUp]:
    topic = BringTopic(
        title=fact.title,
        outcome=fact.outcome,
        by=fact.by,
        next_step=fact.next_step,
        owner=fact.person,
        due=fact.until,
        confidential=fact.confidential,
    )
    yield p.circle.id, topic


@follows(MinutesObjected)
def _objected(p: Proceeding, fact: MinutesObjected) -> Iterator[FollowUp]:
    title = f"{MINUTES_ITEM}: {p.title}"
    yield p.circle.id, BringTopic(title=title, by=fact.person, minutes=5)


@follows(MinutesApproved)
def _approved(p: Proceeding, _fact: MinutesApproved) -> Iterator[FollowUp]:
    yield p.circle.id, SettleMinutes(meeting=p.id)


@follows(LastMinutesSettled)
def _last_settled(p: Proceeding, fact: LastMinutesSettled) -> Iterator[FollowUp]:
    last = m.of(p).last
    if last is not None and fact.by is None:
        yield last, NoteMinutesApproved(approved=fact.state is LastMinutes.APPROVED)


# --- what an item makes of it ---------------------------------------------------------------------------------


@notes(NoteTakenUp)
def _note_taken(p: Proceeding, note: NoteTakenUp, now: datetime) -> Iterator[Fact]:
    if isinstance(p.work, m.Meeting):
        return
    fact = TakenIntoMeeting(
        at=now,
        meeting=note.meeting,
        away=tuple(who for who in note.away if p.circle.member(who) is not None),
        facilitator=note.facilitator,
        co_facilitator=note.co_facilitator,
        confidential=note.confidential,
    )
    if _book_taken(p, fact) != p:
        yield fact


@notes(NoteLeftMeeting)
def _note_left(p: Proceeding, note: NoteLeftMeeting, now: datetime) -> Iterator[Fact]:
    if p.item_of == note.meeting:
        yield LeftMeeting(at=now, meeting=note.meeting)


@notes(NoteStaysOut)
def _note_stays_out(p: Proceeding, note: NoteStaysOut, now: datetime) -> Iterator[Fact]:
    if p.circle.member(note.person) is not None:
        yield GuestStaysOut(at=now, person=note.person)


@notes(NoteQuiet)
def _note_quiet(p: Proceeding, note: NoteQuiet, now: datetime) -> Iterator[Fact]:
    if p.item_of is not None and note.until is not None and not p.over:
        yield QuietBegan(at=now, until=note.until, writing=note.writing)
    elif note.until is None and p.quiet is not None:
        yield QuietEnded(at=now)


@books(QuietBegan)
def _book_quiet(p: Proceeding, fact: QuietBegan) -> Proceeding:
    return but(p, quiet=fact.until)


@books(QuietEnded)
def _book_goes_on(p: Proceeding, _fact: QuietEnded) -> Proceeding:
    return but(p, quiet=None)


@notes(NotePresence)
def _note_presence(p: Proceeding, note: NotePresence, now: datetime) -> Iterator[Fact]:
    away = note.person in p.away
    if p.item_of is not None and p.circle.member(note.person) is not None and away is note.here:
        yield PresenceNoted(at=now, person=note.person, here=note.here)


@notes(NoteFacilitator)
def _note_facilitator(p: Proceeding, note: NoteFacilitator, now: datetime) -> Iterator[Fact]:
    same = (p.facilitator, p.co_facilitator) == (note.person, note.co_facilitator)
    if p.item_of is not None and not same:
        yield FacilitatorNoted(at=now, person=note.person, co_facilitator=note.co_facilitator)


@books(TakenIntoMeeting)
def _book_taken(p: Proceeding, fact: TakenIntoMeeting) -> Proceeding:
    p = but(
        p,
        item_of=fact.meeting,
        facilitator=fact.facilitator,
        co_facilitator=fact.co_facilitator,
        confidential=p.confidential or fact.confidential,
    )
    return _with_away(p, frozenset(fact.away), fact.at)


@books(LeftMeeting)
def _book_left(p: Proceeding, fact: LeftMeeting) -> Proceeding:
    return _with_away(but(p, item_of=None, co_facilitator=None, quiet=None), frozenset(), fact.at)


@books(PresenceNoted)
def _book_presence(p: Proceeding, fact: PresenceNoted) -> Proceeding:
    away = p.away - {fact.person} if fact.here else p.away | {fact.person}
    return _with_away(p, away, fact.at)


@books(FacilitatorNoted)
def _book_facilitator(p: Proceeding, fact: FacilitatorNoted) -> Proceeding:
    return but(p, facilitator=fact.person, co_facilitator=fact.co_facilitator)


def _with_away(p: Proceeding, away: frozenset[PersonId], at: datetime) -> Proceeding:
    """The proceeding with these away: whoever goes has their turn booked as left, whoever comes speaks last."""
    before = p.away
    p = but(gathers(p, at) if before - away else p, away=away)
    for person in sorted(away - before):
        p = note_left(p, person)
    for person in sorted(before - away):
        p = note_arrived(p, person)
    return p
