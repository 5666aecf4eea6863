"""What a meeting, its items and its circle tell each other (domain.md 3.3, 3.4 and 12; INV-M4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

import facilitation.circle  # noqa: F401 - what follows is registered by the modules of the circle
from facilitation.commands import (
    AddItem,
    BringTopic,
    LeaveMeeting,
    NoteItemConcluded,
    NoteItemOpened,
    NoteMinutesApproved,
    NotePresence,
    NoteTakenUp,
    Open,
    OpenExploration,
    OpenItem,
    OpenReport,
    RecordResult,
    TreatTopics,
)
from facilitation.facts import Adopted, AgendaChanged, LastMinutesSettled, MeetingClosed
from facilitation.following import FollowUp, follow_ups
from facilitation.gathering import conclusion
from facilitation.meeting import Meeting
from facilitation.model import (
    Conclusion,
    Decision,
    Fate,
    Item,
    ItemOutcome,
    LastMinutes,
    Outcome,
    PersonId,
    ProceedingId,
    Standing,
    but,
)
from facilitation.proceeding import evolve, proceed
from facilitation.state import Proceeding
from tests.facilitation.selections import selecting
from tests.facilitation.small_circles import (
    ANA,
    BO,
    CY,
    DEE,
    NOW,
    REVIEW,
    SOON,
    TEXT_A,
    circle,
    member,
    opened,
    proposal,
)
from tests.facilitation.small_meetings import (
    EXPLORE,
    MARCH,
    REPORT,
    at_items,
    meeting_circle,
    prepared,
    rounded,
)

FIRST = ProceedingId("march-1")
TALK = OpenExploration(by=BO, id=FIRST, circle=meeting_circle(), title="Fair", item_of=MARCH)


@pytest.mark.parametrize(
    ("command", "outcome"),
    [
        (
            OpenReport(by=BO, id=FIRST, circle=meeting_circle(), title="Water", item_of=MARCH),
            ItemOutcome.REPORT,
        ),
        (TALK, ItemOutcome.EXPLORE),
        (selecting(meeting_circle(), BO, item_of=MARCH), ItemOutcome.SELECT),
        (proposal(meeting_circle(), BO, item_of=MARCH), ItemOutcome.DECIDE),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_meeting_hears_what_something_opened_for_it_is_for(command: Open, outcome: ItemOutcome):
    facts, p = proceed(None, command, NOW)

    told = NoteItemOpened(proceeding=p.id, title=p.title, outcome=outcome, by=BO)
    assert follow_ups(p, facts) == ((MARCH, told),)


def test_the_minutes_say_until_when_and_by_whom_a_decision_is_looked_after():
    draft = replace(TEXT_A, owner=CY)
    decision = Decision(version=1, draft=draft, at=NOW, review=NOW + SOON, responses=())
    p = but(opened(circle(), item_of=MARCH), decision=decision)

    known = Conclusion(outcome=Outcome.ADOPTED, text=draft.text, review=NOW + SOON, owner=CY)
    told = follow_ups(p, (Adopted(at=NOW, decision=decision),))
    assert (MARCH, NoteItemConcluded(proceeding=p.id, conclusion=known)) in told
    assert conclusion(but(p, decision=None), Outcome.DROPPED) == Conclusion(outcome=Outcome.DROPPED)


def test_once_it_is_decided_no_other_text_is_being_worked_on():
    p = but(opened(circle()), working=replace(TEXT_A, text="Another."))
    decision = Decision(version=1, draft=TEXT_A, at=NOW, review=NOW + SOON, responses=())

    assert evolve(p, Adopted(at=NOW, decision=decision)).working is None


def test_of_an_exploration_the_meeting_hears_who_does_what_next_until_when():
    p = rounded(proceed(None, TALK, NOW)[1])
    record = RecordResult(by=ANA, result="In May.", next_step="Ask them", person=CY, until=NOW + SOON)
    facts, p = proceed(p, record, NOW)

    heard = Conclusion(
        outcome=Outcome.HEARD, text="In May.", next_step="Ask them", owner=CY, until=NOW + SOON
    )
    assert (MARCH, NoteItemConcluded(proceeding=FIRST, conclusion=heard)) in follow_ups(p, facts)


def taken_up(p: Proceeding) -> tuple[FollowUp, ...]:
    """What follows when the first item is opened."""
    facts, p = proceed(p, OpenItem(by=ANA), NOW)
    return follow_ups(p, facts)


def test_an_item_hears_who_is_away_and_who_facilitates_both_of_them():
    p = but(at_items(prepared(EXPLORE)), co_facilitator=BO, away=frozenset({CY}))

    (_, begun), (to, told) = taken_up(p)
    assert isinstance(begun, OpenExploration)
    assert (to, told) == (
        FIRST,
        NoteTakenUp(meeting=MARCH, away=(CY,), facilitator=ANA, co_facilitator=BO),
    )


@pytest.mark.parametrize("link", [BO, CY])
def test_a_report_of_somebody_who_links_circles_says_so(link: PersonId):
    """MVOS 2.4: what comes through a link is told from one circle to the other."""
    p = at_items(prepared(REPORT, linking=(link,)))  # CY has brought it

    report = taken_up(p)[0][1]
    assert isinstance(report, OpenReport)
    assert (report.by, report.linked) == (CY, link == CY)


def test_an_item_may_be_about_what_stands_somewhere_already():
    (added, *_), _ = proceed(prepared(), AddItem(by=BO, title="t", outcome=EXPLORE, proceeding=FIRST), NOW)

    assert isinstance(added, AgendaChanged)
    assert added.change.new is not None
    assert added.change.new.proceeding == FIRST


def item(number: int, fate: Fate, topic: int | None = None) -> Item:
    return Item(
        number=number, title=f"i{number}", outcome=EXPLORE, minutes=7, owner=BO, topic=topic, fate=fate
    )


def test_when_a_meeting_is_over_its_circle_hears_what_it_treated_and_what_is_left():
    p = at_items(prepared())
    assert isinstance(p.work, Meeting)
    agenda = (
        item(1, Fate.DONE, topic=11),
        item(2, Fate.DROPPED, topic=12),
        item(3, Fate.POSTPONED, topic=13),
        item(4, Fate.GOES_ON, topic=14),
        item(5, Fate.POSTPONED),
        item(6, Fate.GOES_ON),
        item(7, Fate.DONE),
    )
    over = but(p, work=replace(p.work, agenda=agenda, attended=(ANA, BO), next_at=REVIEW, approved=True))

    assert follow_ups(over, (MeetingClosed(at=NOW, by=ANA),)) == (
        (
            p.circle.id,
            LeaveMeeting(
                meeting=MARCH, held=True, attended=(ANA, BO), next_meeting=REVIEW, minutes_settled=True
            ),
        ),
        (p.circle.id, TreatTopics(done=(11, 12), postponed=(13, 14))),
        (p.circle.id, BringTopic(title="i5", outcome=EXPLORE, minutes=7, owner=BO)),
    )


@pytest.mark.parametrize(
    ("fate", "told"),
    [(Fate.DONE, TreatTopics(done=(11,))), (Fate.POSTPONED, TreatTopics(postponed=(11,))), (Fate.OPEN, None)],
)
def test_what_was_treated_and_what_is_left_may_be_nothing(fate: Fate, told: TreatTopics | None):
    p = at_items(prepared())
    assert isinstance(p.work, Meeting)
    over = but(p, work=replace(p.work, agenda=(item(1, fate, topic=11),)))

    heard = [command for _, command in follow_ups(over, (MeetingClosed(at=NOW, by=ANA),))]
    assert [one for one in heard if isinstance(one, TreatTopics)] == ([] if told is None else [told])


FEBRUARY = ProceedingId("february")


@pytest.mark.parametrize(
    ("last", "by", "state", "told"),
    [
        (FEBRUARY, None, LastMinutes.APPROVED, ((FEBRUARY, NoteMinutesApproved(approved=True)),)),
        (FEBRUARY, None, LastMinutes.OBJECTED, ((FEBRUARY, NoteMinutesApproved(approved=False)),)),
        (FEBRUARY, ANA, LastMinutes.APPROVED, ()),
        (None, None, LastMinutes.APPROVED, ()),
    ],
)
def test_the_meeting_before_hears_of_its_minutes_unless_somebody_went_past_them(
    last: ProceedingId | None, by: PersonId | None, state: LastMinutes, told: tuple[FollowUp, ...]
):
    p = at_items(prepared())
    assert isinstance(p.work, Meeting)
    after = but(p, work=replace(p.work, last=last))

    assert follow_ups(after, (LastMinutesSettled(at=NOW, state=state, by=by),)) == told


def test_a_reminder_begins_anew_only_when_somebody_comes_where_nobody_was():
    """domain.md 6.6: nobody is reminded too late of what nobody was there for."""
    empty = circle(member(ANA), member(BO), member(DEE, Standing.GUEST))
    p = opened(empty, away=(ANA, BO), item_of=MARCH)
    later = NOW + SOON

    without = proceed(p, NotePresence(person=DEE, here=False), later)[1]
    assert DEE in without.away
    assert without.gathered == p.gathered
    assert proceed(p, NoteTakenUp(meeting=MARCH, away=(BO,)), later)[1].gathered == later
