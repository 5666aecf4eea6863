"""Streams of facts: whatever a stream is, it becomes the same, fact by fact or all at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from facilitation.circle import proceed_circle
from facilitation.commands import Admit, AssignRole, Found, LetStand, Pass, Speak
from facilitation.facts import CircleFounded, Fact, MemberReleased
from facilitation.model import CircleId
from facilitation.streams import Value, booked, booked_all, due_of
from facilitation.transcript import parse, play
from tests.facilitation.small_circles import ANA, BO, CY, NOW, O, Told, circle, member

STORIES = Path(__file__).parent / "transcripts"


def grown() -> tuple[tuple[Fact, ...], Value]:
    """A circle that was founded, has a third member and a role held for a year; and its log."""
    found = Found(id=CircleId("garden"), name="Garden", aim="", members=(member(ANA), member(BO)))
    facts, garden = proceed_circle(None, found, NOW)
    more, garden = proceed_circle(garden, Admit(member=member(CY)), NOW)
    role = AssignRole(role="Water", person=BO, until=NOW + timedelta(days=365))
    last, garden = proceed_circle(garden, role, NOW)
    return (*facts, *more, *last), garden


def talked() -> tuple[tuple[Fact, ...], Value]:
    """A proposal that waits for consent, and its log."""
    told = Told(circle(overrides={"rounds": "together"}))
    told.do(*(Pass(by=who) for who in (ANA, CY)), *(Speak(by=who, text=O) for who in (ANA, BO, CY)))
    told.do(LetStand(by=ANA))
    return told.facts, told.p


@pytest.mark.parametrize("stream", [grown, talked])
def test_a_stream_becomes_the_same_fact_by_fact_and_all_at_once(
    stream: Callable[[], tuple[tuple[Fact, ...], Value]],
):
    facts, value = stream()

    one: Value = None
    for fact in facts:
        one = booked(one, fact)
    assert one == value
    for cut in range(len(facts) + 1):
        assert booked_all(booked_all(None, facts[:cut]), iter(facts[cut:])) == value


@pytest.mark.parametrize(
    "story", ["people/two", "meeting/whole", "selection/selected", "small/late-objection-sealed"]
)
def test_what_is_played_is_what_the_log_becomes(story: str):
    performance = play(parse((STORIES / f"{story}.txt").read_text(encoding="utf-8")))

    whole = {which: booked_all(None, log) for which, log in performance.logs.items()}
    assert whole == performance.proceedings
    assert len(whole) > 0


def test_without_facts_a_stream_stays_what_it_is():
    _, garden = grown()

    assert booked_all(None, ()) is None
    assert booked_all(garden, ()) is garden


def test_a_stream_begins_with_what_opens_or_founds_it():
    facts, _ = grown()

    with pytest.raises(ValueError, match="begins with an opening, not MemberAdmitted"):
        booked(None, facts[1])
    with pytest.raises(ValueError, match="begins with an opening, not MemberReleased"):
        booked_all(None, (MemberReleased(at=NOW, person=ANA),))
    assert isinstance(facts[0], CircleFounded)


def test_the_clock_knocks_at_proceedings_and_circles():
    told = Told(circle())
    _, garden = grown()

    assert due_of(None) is None
    assert due_of(told.p) == NOW + timedelta(hours=36)
    assert due_of(garden) == NOW + timedelta(days=182, hours=12)
