"""Every advice process that a small circle can reach, with its number pinned; and what nothing may break in it.

See `test_exhaustive` for what is asked of each state.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.advising import Advising, advising, awaited
from facilitation.commands import (
    Act,
    AnswerAdvice,
    AskForAdvice,
    ChangeIntention,
    Command,
    DecideAlone,
    GiveAdvice,
    HaveNoAdvice,
    NoteDeparted,
    Object,
    SeekAdvice,
    Tick,
)
from facilitation.facts import AdviceLapsed, Asks, DecidedAlone
from facilitation.model import Assignment, Circle, Outcome, PersonId, ProceedingId, Role, Standing
from facilitation.proceeding import evolve, legal, proceed, wake_at
from facilitation.processes.advice_process import ADVICE_PROCESS
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding
from facilitation.verbs import Offer
from facilitation.view import choices, receipt, script, show, tell, why
from tests.facilitation.explore import Case, acts_known, alphabet, explore
from tests.facilitation.small_circles import ANA, BO, CY, LATER, NOW, SOON, STRANGER, O, circle, member

YEAR: Final = timedelta(days=365)


def seeking(owner: Circle | None = None, **changes: object) -> SeekAdvice:
    """Bo holds the role that covers it, and asks cy."""
    held = Assignment(role="Water", person=BO, since=NOW, until=NOW + YEAR)
    plain = replace(owner or circle(), roles=(Role(name="Water", purpose="p"),), assignments=(held,))
    opening = SeekAdvice(
        by=BO,
        id=ProceedingId("pump"),
        circle=plain,
        title="Pump",
        intention="blue",
        adviser=CY,
        role="Water",
    )
    return replace(opening, **changes)


def opened(**changes: object) -> Proceeding:
    return proceed(None, seeking(**changes), NOW)[1]


def after(p: Proceeding, *commands: Command, now: datetime = NOW) -> Proceeding:
    for command in commands:
        p = proceed(p, command, now)[1]
    return p


def refused(p: Proceeding | None, command: Command, now: datetime = NOW) -> Reason:
    with pytest.raises(Refused) as why_not:
        proceed(p, command, now)
    return why_not.value.reason


# --- every reachable process ----------------------------------------------------------------------------------


def letters(p: Proceeding, by: PersonId, _now: datetime) -> Iterator[tuple[Offer, Act]]:
    yield Offer(GiveAdvice), GiveAdvice(by=by, text=O)
    yield Offer(HaveNoAdvice), HaveNoAdvice(by=by)
    yield Offer(DecideAlone), DecideAlone(by=by, text="t", reasons="r")
    for text in ("blue", "green"):
        yield Offer(ChangeIntention), ChangeIntention(by=by, text=text)
    for number in range(1, len(advising(p).advice) + 2):
        yield Offer(AnswerAdvice, number), AnswerAdvice(by=by, advice=number, text=O)
    for who in (*(m.person for m in p.circle.members), STRANGER):
        yield Offer(AskForAdvice, who), AskForAdvice(by=by, person=who)


def marks(p: Proceeding) -> Hashable:
    work = advising(p)
    given = tuple((one.by, one.answer is None) for one in work.advice)
    return (work.advisers, given, frozenset(work.none), work.time_up, work.intention, work.until is None)


def beyond(p: Proceeding) -> bool:
    return len(advising(p).advice) > 1


def case(
    name: str, owner: Circle | None = None, opening: dict[str, Any] | None = None, **bounds: object
) -> Case:
    return Case(
        name=name,
        opening=seeking(owner, **(opening or {})),
        letters=letters,
        marks=marks,
        beyond=beyond,
        **bounds,
    )


PAIR: Final = circle(member(BO), member(CY))
CASES: Final = {
    "role": case("role"),
    "pair": case("pair", PAIR, coming_and_going=True),
    "circle": case("circle", opening={"role": ""}),
    "away": case("away", opening={"role": "", "away": (ANA,)}, coming_and_going=True),
    "leaving": case("leaving", opening={"experts": (ANA,)}, depart=(BO, CY)),
    "asked": case("asked", opening={"role": ""}, depart=(BO,)),
    "present": case(
        "present", circle(preset="rolebased"), {"role": "", "away": (ANA, BO, CY)}, coming_and_going=True
    ),
    "guest": case("guest", circle(member(BO), member(CY, Standing.GUEST)), strangers=True),
}
COUNTS: Final = {
    "role": (62, 350),
    "pair": (50, 320),
    "circle": (66, 371),
    "away": (507, 5488),
    "leaving": (83, 538),
    "asked": (133, 889),
    "present": (492, 5287),
    "guest": (14, 56),
}


def test_the_letters_know_every_command_of_a_person():
    known = {type(act) for _, act in (*alphabet(opened(), ANA, NOW), *letters(opened(), ANA, NOW))}

    assert acts_known(ADVICE_PROCESS) <= known


@pytest.mark.parametrize("name", CASES)
def test_every_reachable_advice_process_keeps_the_promises(name: str):
    graph = explore(CASES[name])

    assert [node.trail() for node in graph.dead_ends()] == []
    assert (len(graph.nodes), graph.transitions) == COUNTS[name]


def test_every_phase_and_every_end_is_reached():
    graphs = [explore(CASES[name]) for name in ("asked", "pair")]

    assert set.union(*(graph.phases for graph in graphs)) == set(ADVICE_PROCESS.phases)
    assert set.union(*(graph.outcomes for graph in graphs)) == {
        "decided alone",
        "dropped",
        "lapsed",
        "withdrawn",
    }


def test_every_state_can_be_shown_and_told():
    for node in explore(CASES["away"]).nodes.values():
        cards = show(node.p)
        assert len({card.key for card in cards}) == len(cards)
        for who in (ANA, BO, CY):
            choices(node.p, who)
        if node.p.phase is not None and not node.p.over:
            assert script(node.p) or why(node.p)


# --- what nothing may break -----------------------------------------------------------------------------------


def test_a_decision_waits_for_everyone_who_was_asked():
    p = opened(experts=(ANA,))
    decide = DecideAlone(by=BO, text="t", reasons="r")

    assert refused(p, decide) is Reason.ADVICE_AWAITED
    p = after(p, GiveAdvice(by=CY, text=O))
    assert refused(p, decide) is Reason.ADVICE_AWAITED
    p = after(p, HaveNoAdvice(by=ANA), decide)

    assert (p.outcome, p.over, p.decision) == (Outcome.DECIDED_ALONE, True, None)
    assert (advising(p).decision, advising(p).reasons) == ("t", "r")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 6), max_size=12))
def test_nothing_is_decided_alone_before_all_have_answered_or_the_day_has_come(moves: list[int]):
    """Whatever comes in whatever order: the decision is one person's, with reasons, and after the advice."""
    p, now = opened(experts=(ANA,)), NOW
    for move in moves:
        acts: tuple[Command, ...] = (
            GiveAdvice(by=CY, text=O),
            HaveNoAdvice(by=ANA),
            AskForAdvice(by=CY, person=ANA),
            DecideAlone(by=BO, text="t", reasons="r"),
            DecideAlone(by=CY, text="t", reasons="r"),
            NoteDeparted(person=ANA),
            Tick(),
        )
        if move == len(acts) - 1:
            now = max(now, wake_at(p) or now)
        before = p
        try:
            facts, p = proceed(p, acts[move], now)
        except Refused:
            continue
        for fact in facts:
            if isinstance(fact, DecidedAlone):
                assert fact.by == BO
                assert not awaited(before) or advising(before).time_up
        if p.over:
            return


def test_the_day_is_never_one_that_leaves_no_time():
    p = opened(deadline=NOW + timedelta(minutes=5))
    assert advising(p).until == NOW + timedelta(days=1)

    asked = opened(role="", deadline=NOW + SOON)
    late = NOW + LATER
    for who in (ANA, CY):
        asked = after(
            asked,
            next(act for o, act in alphabet(asked, who, late) if o.command.__name__ == "Consent"),
            now=late,
        )
    assert advising(asked).until == late + timedelta(days=1)


@pytest.mark.parametrize(
    ("hours", "waits"), [("0", timedelta(days=7)), ("12", timedelta(days=1)), ("100", timedelta(hours=100))]
)
def test_without_a_day_those_asked_have_the_usual_window_and_a_day_at_least(hours: str, waits: timedelta):
    owner = circle(overrides={"window_hours": hours})

    assert advising(proceed(None, seeking(owner), NOW)[1]).until == NOW + waits


def test_one_objection_keeps_the_decision_with_the_circle():
    p = opened(role="")
    assert p.aside is not None
    assert (p.aside.asks, p.aside.whom) == (Asks.AUTHORITY, BO)

    p = after(p, Object(by=ANA, text=O))

    assert p.outcome is Outcome.DROPPED


def test_without_whoever_decides_nothing_is_decided():
    facts, p = proceed(opened(), NoteDeparted(person=BO), NOW)

    assert any(isinstance(fact, AdviceLapsed) for fact in facts)
    assert p.outcome is Outcome.LAPSED


def test_whoever_was_asked_hears_what_came_of_it():
    p = after(opened(), GiveAdvice(by=CY, text=O), DecideAlone(by=BO, text="t", reasons="r"))

    keys = {card.key: card.to for card in show(p)}
    assert keys["decided-alone"] is None
    assert keys[f"decided-alone/{CY}"] == CY
    assert legal(p, BO) == ()


def test_everything_that_happens_is_told_and_receipted():
    p, log = None, []
    for command in (
        seeking(experts=(ANA,)),
        GiveAdvice(by=CY, text=O),
        AnswerAdvice(by=BO, advice=1, text=O),
        HaveNoAdvice(by=ANA),
        ChangeIntention(by=BO, text="green"),
        DecideAlone(by=BO, text="t", reasons="r"),
    ):
        facts, p = proceed(p, command, NOW)
        assert receipt(p, facts, command.by).id != "receipt-noted"  # type: ignore[attr-defined]
        log += facts
    told: Proceeding | None = None
    for fact in log:
        told = evolve(told, fact)
        assert tell(told, fact) is not None
    assert isinstance(told and told.work, Advising)
