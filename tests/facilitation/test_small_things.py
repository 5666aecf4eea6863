"""What stands beside the work or comes between its steps, on random walks: it decides nothing and loses nothing.

Each was seen to fail with a fault planted for it; the comment above a test says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitation.aside import TRIFLES
from facilitation.commands import (
    AbortRound,
    AskTemperature,
    AskTrifle,
    BringTopic,
    CloseTemperature,
    Command,
    Consent,
    EscalateToMeeting,
    Leave,
    NoteDeparted,
    OpenProcessRound,
    Pass,
    Resume,
    ShowStance,
    ShowTemperature,
    Speak,
    TakeOver,
)
from facilitation.facts import Adopted, BroughtBack, RoundAborted, SentToMeeting, SilenceSufficed, StepBegan
from facilitation.following import follow_ups
from facilitation.live import live
from facilitation.model import Feeling, ItemOutcome, PersonId, ProceedingId, Scale, Stance
from facilitation.phases.round import speaker
from facilitation.proceeding import evolve, legal, proceed
from facilitation.refusals import Refused
from facilitation.state import OPEN_TURNS, CheckState, Proceeding, RoundState, here
from tests.facilitation.small_circles import BO, CY, NOW, STRANGER, O, after
from tests.facilitation.test_refusals import at
from tests.facilitation.walks import Step, Walk, walks

calm = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def booked(walk: Walk) -> Iterator[tuple[Proceeding, object, Proceeding]]:
    """Every fact with the proceeding before and after it."""
    p: Proceeding | None = None
    for step in walk.steps:
        for fact in step.facts:
            after = evolve(p, fact)
            if p is not None:
                yield p, fact, after
            p = after


def moods(p: Proceeding, who: PersonId) -> Iterator[Command]:
    yield AskTemperature(by=who, text=O)
    yield AskTemperature(by=who, text=O, scale=Scale.STANCES)
    for number in range(1, len(p.temperatures) + 3):
        yield ShowTemperature(by=who, question=number, feeling=Feeling.DOWN)
        yield ShowStance(by=who, question=number, stance=Stance.BLOCK)


MOODY = (AskTemperature, ShowTemperature, ShowStance, CloseTemperature)


def bare(p: Proceeding) -> Proceeding:
    return replace(p, temperatures=())


# Planted: TemperatureShown with "down" in a check booked as an objection; Remark left out of what stirs nothing.
@calm
@given(walks(steps=25))
def test_inv_d5_a_temperature_check_never_decides_or_moves_anything(walk: Walk):
    """INV-D5, domain.md section 6.10: with a mood before each step, everything else is as it was without any."""
    p, asked = walk.steps[0].after, 0
    for step in walk.steps[1:]:
        for member in p.circle.members[:2]:
            for mood in moods(p, member.person):
                p, more = attempt(p, mood, step)
                asked += more
        if not isinstance(step.command, MOODY):
            p = proceed(p, step.command, step.now)[1]
        assert bare(p) == bare(step.after)
        assert p.decision == step.after.decision


def attempt(p: Proceeding, command: Command, step: Step) -> tuple[Proceeding, int]:
    try:
        return proceed(p, command, step.now)[1], 1
    except Refused:
        return p, 0


TRIFLING = (AskTrifle, Leave)


# Planted: silence counted for everyone in the aside's order, away or not; the check for `live` taken out.
@calm
@given(walks(steps=40, least=2, likely=TRIFLING, late_objection="to meeting"))
def test_fast_consent_assumes_nothing_of_people_who_are_away(walk: Walk):
    """domain.md section 3.3-9 (D): only trifles, only together, and only those who are there."""
    for before, fact, then in booked(walk):
        if isinstance(fact, SilenceSufficed):
            assert before.aside is not None
            assert before.aside.asks in TRIFLES
            assert live(before)
            assert set(fact.people) <= set(here(before)) - before.away
            assert then.decision == before.decision
            assert then.responses == before.responses


# Planted: a new phase begun in place of the held one; responses cleared when the circle steps back.
@calm
@given(walks(steps=15, least=2), st.booleans())
def test_inv_m1_a_step_back_changes_nothing(walk: Walk, speaks: bool):  # noqa: FBT001 - drawn
    """INV-M1, INV-R9: after a process round everything is as it was, and no phase was skipped."""
    before, now = walk.p, walk.now
    who = before.facilitator or (before.circle.consenting or (before.author,))[0]
    before = attempt(before, TakeOver(by=who), replace(walk.steps[-1], now=now))[0]
    p = attempt(before, OpenProcessRound(by=who), replace(walk.steps[-1], now=now))[0]
    if p.held is None or before.held is not None:
        return
    assert p.held == before.phase
    while isinstance(p.phase, RoundState) and p.held is not None:
        whose = speaker(p.phase) or next(t.person for t in p.phase.turns if t.open)
        p = proceed(p, Speak(by=whose) if speaks else Pass(by=whose), now)[1]
    assert p.phase == before.phase
    assert (p.responses, p.objections, p.versions) == (before.responses, before.objections, before.versions)
    assert {o.command for o in legal(p, who)} >= {o.command for o in legal(before, who)} - {TakeOver}


# Planted: responses kept when a matter is sent to a meeting.
@calm
@given(walks(steps=40, least=2, goal="consent", likely=(EscalateToMeeting, Resume)))
def test_inv_a4_going_to_a_meeting_freezes_and_voids(walk: Walk):
    """INV-A4: nothing is collected meanwhile, and what is adopted afterwards was answered afterwards."""
    sent = None
    for before, fact, then in booked(walk):
        if isinstance(fact, SentToMeeting):
            sent = fact.at
            assert not then.responses
            assert then.objections == before.objections
        if isinstance(fact, BroughtBack):
            assert not then.responses
        if isinstance(fact, Adopted) and sent is not None and not fact.decision.by_broader_circle:
            assert all(response.at >= sent for response in fact.decision.responses)


def test_a_meeting_that_takes_a_matter_up_goes_on_where_it_was():
    """Domain.md section 14.2: out of the backlog, into the meeting, and everyone is asked anew."""
    p = at("consent")
    p = after(p, Consent(by=BO), EscalateToMeeting(by=CY))
    assert p.held == at("consent").phase
    assert follow_ups(p, [SentToMeeting(at=NOW, step=9, by=CY)]) == (
        (p.circle.id, BringTopic(title="Beds", outcome=ItemOutcome.DECIDE, by=CY, proceeding=p.id)),
    )
    facts, there = proceed(replace(p, item_of=ProceedingId("meeting")), NoteDeparted(person=STRANGER), NOW)

    assert [type(fact) for fact in facts] == [BroughtBack, StepBegan]
    assert isinstance(there.phase, CheckState)
    assert (there.held, there.responses, there.brought_back) == (None, {}, False)


# Planted: open turns booked as done when a round is ended.
@calm
@given(walks(steps=40, least=2, goal="driver", likely=(AbortRound,)))
def test_inv_r5_whoever_had_no_turn_is_never_read_as_having_spoken(walk: Walk):
    """INV-R1, INV-R3, INV-R5: an ended round has only terminal turns, and nobody's silence became anything else."""
    for before, fact, then in booked(walk):
        if isinstance(fact, RoundAborted):
            assert isinstance(before.phase, RoundState)
            assert isinstance(then.phase, RoundState)
            assert not any(turn.state in OPEN_TURNS for turn in then.phase.turns)
            spoken = {t.person for t in before.phase.turns if t.open}
            assert all(t.state.value == "timed out" for t in then.phase.turns if t.person in spoken)
            assert then.responses == before.responses
