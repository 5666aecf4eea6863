"""What a type of round allows: in the round of nominations nobody passes or comes back later (domain.md 4.2, 8.2)."""

from __future__ import annotations

import pytest

from facilitation.commands import ChangeNomination, ComeBackToMe, Pass, Speak
from facilitation.facts import PassBegan, RoundPurpose
from facilitation.model import Words, but
from facilitation.phases.round import speaker, state_of
from facilitation.proceeding import evolve, proceed, why_not
from facilitation.refusals import Reason, Refused
from facilitation.selecting import selection
from facilitation.state import Proceeding
from tests.facilitation.selections import WHY, after, nominated, selecting, three, to_nominating
from tests.facilitation.small_circles import ANA, BO, CY, NOW
from tests.facilitation.test_refusals import at


def giving_reasons() -> Proceeding:
    """Everyone says in turn why they nominated whom they did."""
    inside = three(overrides={"rounds": "sequential"})
    return nominated(to_nominating(inside), BO, BO, ANA)


def test_whoever_nominated_gives_the_reason_now():
    p = giving_reasons()
    assert state_of(p).purpose is RoundPurpose.NOMINATE
    first = speaker(state_of(p))
    assert first is not None

    assert why_not(p, Pass, first, None) is Reason.NO_PASS
    assert why_not(p, ComeBackToMe, first, None) is Reason.NO_COME_BACK
    assert why_not(p, Speak, first, None) is None


def test_nobody_passes_before_it_is_their_turn():
    p = after(None, selecting(three(overrides={"rounds": "sequential"})))
    first, second, *_ = (turn.person for turn in state_of(p).turns)

    assert why_not(p, Pass, first, None) is None
    assert why_not(p, Pass, second, None) is Reason.NOT_YOUR_TURN


def test_a_nomination_is_changed_to_another_one():
    p = giving_reasons()
    while (who := speaker(state_of(p))) is not None and state_of(p).purpose is RoundPurpose.NOMINATE:
        p = after(p, Speak(by=who, text=WHY))
    who = speaker(state_of(p))
    assert who is not None
    assert state_of(p).purpose is RoundPurpose.CHANGE
    present = next(one.nominee for one in selection(p).nominations if one.by == who)
    another = next(one for one in (ANA, BO, CY) if one != present)

    with pytest.raises(Refused) as refused:
        proceed(p, ChangeNomination(by=who, person=present, reason=WHY), NOW)
    assert refused.value.reason is Reason.NOTHING_CHANGED
    assert proceed(p, ChangeNomination(by=who, person=another, reason=WHY), NOW)[0]


def test_elsewhere_somebody_may_come_back_once():
    p = at("react", overrides={"rounds": "sequential"})
    first = state_of(p).turns[0].person

    assert why_not(p, ComeBackToMe, first, None) is None
    last = after(p, ComeBackToMe(by=first))
    while (who := speaker(state_of(last))) != first:
        assert who is not None
        last = after(last, Speak(by=who, text=Words("Fine.")))
    assert why_not(last, ComeBackToMe, first, None) is Reason.NO_COME_BACK


@pytest.mark.parametrize(("allowed", "reason"), [("no", Reason.NO_PASS), ("yes", None)])
def test_a_reaction_may_be_passed_where_the_circle_lets_it(allowed: str, reason: Reason | None):
    p = at("react", overrides={"rounds": "together", "reaction_pass_allowed": allowed})

    assert why_not(p, Pass, state_of(p).turns[0].person, None) is reason


def test_a_further_pass_begins_with_no_reminders():
    p = at("react", overrides={"rounds": "sequential"})
    reminded = but(p, phase=but(state_of(p), reminded=2, reminded_at=NOW))

    began = state_of(evolve(reminded, PassBegan(at=NOW, order=(ANA, BO, CY))))
    assert (began.reminded, began.reminded_at, began.turn_began) == (0, None, NOW)
