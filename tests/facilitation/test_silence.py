"""Time: what silence means, how long the absent have, when people are reminded, and time-boxes of turns."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.commands import (
    CallNext,
    Consent,
    Leave,
    NoteDeparted,
    Object,
    Pass,
    ProposeDrop,
    TakeBack,
    TakeOver,
    Tick,
)
from facilitation.facts import ConsentAssumed, Fact, GraceBegan, Reminded, TurnRanOver
from facilitation.model import Draft, Given, Matter
from facilitation.phases.round import speaker, state_of
from facilitation.proceeding import proceed, wake_at
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding, RoundState, Turn, TurnState
from tests.facilitation.small_circles import ANA, BO, CY, NOW, PEOPLE, O, after, circle, opened
from tests.facilitation.test_refusals import at

HOUR = timedelta(hours=1)
SHORT = Draft(text="a", review=NOW + timedelta(days=300))
LONG = Draft(text="a", review=NOW + timedelta(days=400))
ASSUMING = {"silence": "assume after window", "window_hours": "10"}


def knock(p: Proceeding) -> tuple[tuple[Fact, ...], Proceeding]:
    due = wake_at(p)
    assert due is not None
    return proceed(p, Tick(), due)


def silent(**changes: object) -> Proceeding:
    """Ana and the author have answered, cy has not."""
    return replace(after(asked(), Consent(by=ANA), Consent(by=BO)), **changes)  # type: ignore[arg-type]


def asked() -> Proceeding:
    """A policy for less than a year, of a circle that has agreed what silence means."""
    p = at("consent", overrides=ASSUMING)
    return replace(p, versions=(replace(p.version, draft=SHORT),))


def test_reminders_come_at_half_at_four_fifths_and_at_the_end_of_the_window():
    p, seen = at("consent", overrides={"window_hours": "10"}), []
    while (due := wake_at(p)) is not None:
        (fact,), p = knock(p)
        assert isinstance(fact, Reminded)
        seen.append((due - NOW, fact.nth, fact.people))

    assert seen == [(5 * HOUR, 1, PEOPLE[:3]), (8 * HOUR, 2, PEOPLE[:3]), (10 * HOUR, 3, PEOPLE[:3])]


def test_who_is_reminded_when_counts_from_what_was_asked_last():
    slow = {"window_hours": "10", "rounds": "sequential", "driver_check": "none"}
    p = opened(circle(overrides=slow))
    first = speaker(state_of(p))
    assert first is not None
    spoke = proceed(p, Pass(by=first), NOW + HOUR)[1]
    asked_beside = proceed(spoke, ProposeDrop(by=BO, text=O), NOW + 3 * HOUR)[1]

    assert wake_at(spoke) == NOW + 6 * HOUR
    assert wake_at(asked_beside) == NOW + 8 * HOUR


def test_between_two_reminders_nobody_is_reminded():
    p = knock(at("consent", overrides={"window_hours": "10"}))[1]

    assert proceed(p, Tick(), NOW + 6 * HOUR)[0] == ()


def test_reminders_slept_through_are_sent_once():
    p = at("consent", overrides={"window_hours": "10"})

    facts, later = proceed(p, Tick(), NOW + 99 * HOUR)

    assert [type(fact) for fact in facts] == [Reminded]
    assert wake_at(later) is None


def test_a_window_of_zero_reminds_nobody():
    assert wake_at(at("consent", overrides={"window_hours": "0"})) is None


def test_silence_counts_as_soon_as_somebody_besides_the_author_has_answered():
    p = after(asked(), Consent(by=ANA), Consent(by=CY))
    facts, _ = knock(knock(knock(p)[1])[1])

    assert {fact.person for fact in facts if isinstance(fact, ConsentAssumed)} == {BO}


@pytest.mark.parametrize(("days", "counts"), [(366, True), (367, False)])
def test_silence_counts_for_a_term_of_a_year_at_most(days: int, counts: bool):  # noqa: FBT001 - a case
    p = silent()
    long = replace(p, versions=(replace(p.version, draft=replace(SHORT, review=NOW + timedelta(days=days))),))
    reminded = knock(knock(long)[1])[1]

    facts = knock(reminded)[0]
    assert any(isinstance(fact, ConsentAssumed) for fact in facts) is counts


def test_an_author_alone_is_no_half_of_a_circle_of_two():
    p = after(asked(), NoteDeparted(person=CY), Consent(by=BO))
    for _ in range(3):
        facts, p = knock(p)
        assert [type(fact) for fact in facts] == [Reminded]

    assert wake_at(p) is None


def test_silence_counts_after_two_reminders_and_the_rest_of_the_window():
    p = knock(knock(silent())[1])[1]
    assert p.decision is None

    facts, p = knock(p)

    assert {fact.person for fact in facts if isinstance(fact, ConsentAssumed)} == {CY}
    assert p.decision is not None
    assert {r.person: r.given for r in p.decision.responses}[CY] is Given.ASSUMED


@pytest.mark.parametrize(
    "p",
    [
        silent(matter=Matter.SETTINGS),
        silent(circle=at("consent", overrides={"window_hours": "10"}).circle),
        replace(silent(), versions=(replace(silent().version, draft=LONG),)),
        after(asked(), Consent(by=BO)),
        after(asked(), Object(by=ANA, text=O), Consent(by=BO)),
        after(silent(), TakeBack(by=ANA)),
    ],
    ids=["settings", "not allowed", "longer than a year", "author alone", "objection", "less than half"],
)
def test_silence_never_counts_otherwise(p: Proceeding):
    p = replace(p, versions=tuple(replace(v, at=NOW) for v in p.versions))
    for _ in range(9):
        if wake_at(p) is not None:
            facts, p = knock(p)
            assert not any(isinstance(fact, ConsentAssumed) for fact in facts)

    assert p.decision is None


def graced(**switches: str) -> Proceeding:
    p = replace(at("consent", overrides={"absent": "grace", **switches}), away=frozenset({CY}))
    return after(p, Consent(by=ANA), Consent(by=BO))


def test_who_is_away_can_object_until_the_grace_is_over():
    p = graced(grace_hours="5")
    assert wake_at(p) == NOW + 5 * HOUR
    assert after(p, Object(by=CY, text=O)).decision is None

    facts, p = knock(p)

    assert isinstance(facts[0], ConsentAssumed)
    assert p.in_force


def test_a_late_knock_ends_a_grace_all_the_same():
    facts, p = proceed(graced(grace_hours="5"), Tick(), NOW + 100 * HOUR)

    assert p.in_force
    assert [fact.due for fact in facts if isinstance(fact, ConsentAssumed)] == [NOW + 5 * HOUR]


def test_somebody_else_who_goes_away_gets_a_grace_of_their_own():
    p = after(graced(grace_hours="5"), TakeBack(by=BO))
    later = NOW + HOUR

    facts, p = proceed(p, Leave(by=BO, person=BO), later)

    assert [fact.people for fact in facts if isinstance(fact, GraceBegan)] == [(BO, CY)]
    assert wake_at(p) == later + 5 * HOUR


def test_a_grace_that_too_few_have_answered_for_does_not_wake_anybody():
    p = after(graced(grace_hours="5", quorum="2", window_hours="0"), NoteDeparted(person=BO))

    assert wake_at(p) is None


def test_a_grace_is_told_with_whom_it_is_for():
    p = replace(at("consent", overrides={"absent": "grace"}), away=frozenset({CY}))

    facts, _ = proceed(after(p, Consent(by=ANA)), Consent(by=BO), NOW)

    assert [fact.people for fact in facts if isinstance(fact, GraceBegan)] == [(CY,)]


def test_a_turn_that_runs_over_is_noted_twice_and_then_the_facilitator_may_go_on():
    boxed = {"turn_seconds": "60", "window_hours": "0"}
    p = after(at("react", overrides=boxed), TakeOver(by=BO), TakeOver(by=ANA))
    speaking = next(t.person for t in turns(p) if t.state is TurnState.SPEAKING)
    with pytest.raises(Refused) as refused:
        proceed(p, CallNext(by=ANA), NOW)
    assert refused.value.reason is Reason.TURN_RUNNING

    facts, p = proceed(p, Tick(), NOW + HOUR)

    ran_over = [(fact.person, fact.times) for fact in facts if isinstance(fact, TurnRanOver)]
    assert ran_over == [(speaking, 1), (speaking, 2)]
    assert wake_at(p) is None
    late = {t.person: t.state for t in turns(proceed(p, CallNext(by=ANA), NOW)[1])}
    assert late[speaking] is TurnState.TIMED_OUT


def turns(p: Proceeding) -> tuple[Turn, ...]:
    assert isinstance(p.phase, RoundState)
    return p.phase.turns
