"""What a type of round allows: in the round of nominations nobody passes or comes back later (domain.md 4.2, 8.2)."""

from __future__ import annotations

from facilitation.commands import ComeBackToMe, Pass, Speak
from facilitation.facts import RoundPurpose
from facilitation.model import Words
from facilitation.phases.round import speaker, state_of
from facilitation.proceeding import why_not
from facilitation.refusals import Reason
from facilitation.state import Proceeding
from tests.facilitation.selections import nominated, three, to_nominating
from tests.facilitation.small_circles import ANA, BO, after
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


def test_elsewhere_somebody_may_come_back_once():
    p = at("react", overrides={"rounds": "sequential"})
    first = state_of(p).turns[0].person

    assert why_not(p, ComeBackToMe, first, None) is None
    last = after(p, ComeBackToMe(by=first))
    while (who := speaker(state_of(last))) != first:
        assert who is not None
        last = after(last, Speak(by=who, text=Words("Fine.")))
    assert why_not(last, ComeBackToMe, first, None) is Reason.NO_COME_BACK
