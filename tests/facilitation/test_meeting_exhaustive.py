"""Every meeting a small circle can hold, walked as `explore` walks; how many states there are is pinned.

The items themselves are other proceedings: here they report when they are concluded, as they may at any time.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from facilitation import commands as c
from facilitation import meeting as m
from facilitation.commands import Act, Command
from facilitation.model import (
    Circle,
    Conclusion,
    Duty,
    Item,
    ItemOutcome,
    Outcome,
    PersonId,
    ProceedingId,
    Standing,
)
from facilitation.proceeding import proceed
from facilitation.processes import PROCESSES
from facilitation.state import Proceeding
from facilitation.verbs import Offer
from tests.facilitation.explore import Case, acts_known, explore
from tests.facilitation.small_circles import ANA, BO, LATER, O, circle, member
from tests.facilitation.small_meetings import opening

ELSEWHERE = ProceedingId("elsewhere")
PLAIN: tuple[type[Act], ...] = (
    c.BeginMeeting,
    c.GoOn,
    c.ProposeAgenda,
    c.CallTopics,
    c.OpenItem,
    c.EndPause,
    c.PostponeRest,
    c.ProposeMinutes,
    c.CloseMeeting,
    c.CallWriting,
    c.AddReports,
)
WORDY: tuple[type, ...] = (
    c.SkipStep,
    c.CancelMeeting,
    c.NoNextMeeting,
    c.Announce,
    c.RecordPoint,
    c.CorrectMinutes,
    c.AddEvaluation,
    c.AddAddendum,
    c.AddAction,
)


def letters(p: Proceeding, by: PersonId, now: datetime) -> Iterator[tuple[Offer, Act]]:
    """Every command of a meeting that somebody could try now."""
    for kind in PLAIN:
        yield Offer(kind), kind(by=by)
    for kind in WORDY:
        yield Offer(kind), kind(by=by, text=O)
    people = [member.person for member in p.circle.members]
    yield Offer(c.AddItem), c.AddItem(by=by, title="t", outcome=ItemOutcome.DECIDE)
    yield Offer(c.AddToBacklog), c.AddToBacklog(by=by, title="t")
    yield Offer(c.CloseItem), c.CloseItem(by=by, result="r", next_step="n")
    yield Offer(c.CallPause), c.CallPause(by=by, minutes=5)
    yield Offer(c.ExtendMeeting), c.ExtendMeeting(by=by, minutes=5)
    yield Offer(c.LeaveEarly), c.LeaveEarly(by=by, until=now + LATER)
    yield Offer(c.WelcomeVisitor), c.WelcomeVisitor(by=by, title="t", text="f")
    yield Offer(c.SetNextMeeting), c.SetNextMeeting(by=by, until=now + LATER)
    yield Offer(c.NameScheduler), c.NameScheduler(by=by, person=by)
    for who in people:
        yield Offer(c.ShareFacilitation, who), c.ShareFacilitation(by=by, to=who)
        yield Offer(c.SupportPerson, who), c.SupportPerson(by=by, person=who)
    for duty in Duty:
        yield Offer(c.StandIn, duty), c.StandIn(by=by, duty=duty)
        for who in people:
            yield Offer(c.NameStandIn, duty), c.NameStandIn(by=by, person=who, duty=duty)
        for who in people:
            yield Offer(c.ProposeStandIn, duty), c.ProposeStandIn(by=by, person=who, duty=duty)
    yield from _about_items(p, by)


def _about_items(p: Proceeding, by: PersonId) -> Iterator[tuple[Offer, Act]]:
    kept = m.of(p)
    yield Offer(c.ScheduleTopic, 7), c.ScheduleTopic(by=by, topic=7)
    yield Offer(c.ObjectToMinutes), c.ObjectToMinutes(by=by, text=O)
    for number in range(1, kept.items_ever + 2):
        for outcome in (ItemOutcome.DECIDE, ItemOutcome.EXPLORE):
            yield Offer(c.ChangeItem, number), c.ChangeItem(by=by, item=number, outcome=outcome)
        for place in (1, 2):
            yield Offer(c.MoveItem, number), c.MoveItem(by=by, item=number, place=place)
        for kind in (c.DropItem, c.PostponeItem):
            yield Offer(kind, number), kind(by=by, item=number)
        yield Offer(c.TakeMinutes, number), c.TakeMinutes(by=by, item=number, minutes=1)
        yield Offer(c.ObjectToMinutes, number), c.ObjectToMinutes(by=by, text=O, item=number)


def reports(p: Proceeding) -> Iterator[Command]:
    """What items, and the next meeting, can report."""
    yield c.NoteItemOpened(proceeding=ELSEWHERE, title="t", outcome=ItemOutcome.DECIDE)
    for item in m.of(p).agenda:
        if item.proceeding is not None:
            done = Conclusion(outcome=Outcome.ADOPTED, text="a")
            yield c.NoteItemConcluded(proceeding=item.proceeding, conclusion=done)
    yield c.NoteMinutesApproved(approved=True)
    yield c.NoteMinutesApproved(approved=False)


def marks(p: Proceeding) -> Hashable:
    """What makes one meeting different from another: everything that what may come next depends on."""
    kept = m.of(p)
    return (
        tuple(_item(item) for item in kept.agenda),
        kept.asked and kept.asked.adjust,
        kept.asked_duty,
        kept.secretary,
        p.co_facilitator,
        kept.consented,
        kept.next_known,
        (kept.near_end, kept.end_reached, kept.paused_until is None, kept.minutes > 60),
        (kept.began is None, kept.counted, kept.attended, kept.closed is None),
        (kept.approved, bool(kept.objections), kept.last_minutes),
        kept.in_middle if p.phase is not None and p.phase.name == "support round" else None,
    )


def _item(item: Item) -> Hashable:
    over = item.ended is not None
    return (
        item.number,
        item.fate,
        not over and (item.outcome, item.ran_over, item.conclusion is None, item.proceeding),
    )


def small(*, preset: str = "sofa", two: bool = False, **settings: str) -> Circle:
    overrides = {"rounds": "together", "window_hours": "0", **settings}
    if not two:
        alone = member(ANA, Standing.FULL, Duty.FACILITATOR, Duty.SECRETARY)
        return circle(alone, preset=preset, overrides=overrides)
    first = member(ANA, Standing.FULL, Duty.FACILITATOR)
    return circle(first, member(BO, Standing.FULL, Duty.SECRETARY), preset=preset, overrides=overrides)


def beyond(p: Proceeding) -> bool:
    """At most one item, met longer at most once, nobody facilitates beside the facilitator or is named to stand in."""
    kept = m.of(p)
    asks_second = kept.asked is not None and kept.asked.new is not None and kept.items_ever > 0
    shared = p.co_facilitator is not None or bool(kept.named)
    return kept.items_ever > 1 or kept.minutes > 65 or shared or asks_second


def case(name: str, owner: Circle, **changes: object) -> Case:
    plain = Case(
        name=name,
        opening=opening(owner),
        letters=letters,
        reports=reports,
        marks=marks,
        beyond=beyond,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def bare(p: Proceeding) -> bool:
    """Nothing on the agenda, and nothing asked about it."""
    kept = m.of(p)
    return beyond(p) or kept.items_ever > 0 or kept.asked is not None


SMALL = (
    (case("one member", small()), (1169, 11133)),
    (case("two members, no items", small(two=True), beyond=bare), (179, 1912)),
)
DEEP = (
    (case("one member, live minutes", small(minutes_approval="live")), (1169, 11151)),
    (case("one member, rolebased", small(preset="rolebased")), (1169, 11133)),
    (
        case(
            "two members who come and go, rolebased, no items",
            small(preset="rolebased", two=True),
            beyond=bare,
            coming_and_going=True,
        ),
        (4340, 62897),
    ),
    (case("two members", small(two=True)), (16957, 225351)),
)


def _named(what: object) -> str:
    return what.name if isinstance(what, Case) else ""


@pytest.mark.parametrize(("case", "found"), SMALL, ids=_named)
def test_every_meeting_of_a_small_circle(case: Case, found: tuple[int, int]):
    walk(case, found)


@pytest.mark.deep
@pytest.mark.parametrize(("case", "found"), DEEP, ids=_named)
def test_every_meeting_of_a_circle_that_is_not_so_small(case: Case, found: tuple[int, int]):
    walk(case, found)


def walk(case: Case, found: tuple[int, int]) -> None:
    """No dead end, every step reached, and as many states and ways as there were when this was written."""
    graph = explore(case)

    assert [node.trail() for node in graph.dead_ends()] == []
    assert graph.outcomes == {"held", "cancelled"}
    assert set(PROCESSES["meeting"].phases) - graph.phases <= {"few present", "items", *OF_ITEMS}
    assert (len(graph.nodes), graph.transitions) == found


OF_ITEMS = ("support round",)
"""Steps that only a meeting with an item comes to."""


def test_the_letters_are_all_there_are():
    tried = {type(act) for _, act in letters(small_meeting(), ANA, small_meeting().opened)}

    assert {
        kind for kind in acts_known(PROCESSES["meeting"]) if kind.__module__.endswith("meetings")
    } <= tried


def small_meeting() -> Proceeding:
    return proceed(None, opening(small()), opening().planned)[1]
