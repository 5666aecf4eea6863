"""Pieces on the table that no story can name."""

from __future__ import annotations

import pytest

from facilitation import commands as c
from facilitation.facts import PiecesMerged
from facilitation.model import ProceedingId, Words
from facilitation.phases.gathering import MOST
from facilitation.proceeding import proceed, why_not
from facilitation.refusals import Reason, Refused
from facilitation.state import GatherState, RoundState
from tests.facilitation.small_circles import ANA, BO, NOW, STRANGER, after, circle


def test_pieces_are_named_by_their_numbers_and_none_is_none():
    owner = circle(overrides={"shaping": "3x3"})
    opening = c.OpenShaping(by=BO, id=ProceedingId("beds"), circle=owner, title="Beds", driver="Weeds.")
    p = proceed(None, opening, NOW)[1]
    while not isinstance(p.phase, GatherState):
        assert isinstance(p.phase, RoundState)
        p = after(p, c.Pass(by=next(turn.person for turn in p.phase.turns if turn.open)))
    first, second, *_ = (turn.person for turn in p.phase.turns)
    p = after(p, c.Speak(by=first, text=Words("shade")))

    lines = "a need\n" * MOST
    assert proceed(p, c.Speak(by=second, text=Words(lines)), NOW)[0]
    with pytest.raises(Refused) as refused:
        proceed(p, c.Speak(by=second, text=Words(f"{lines}one more")), NOW)
    assert (refused.value.reason, MOST) == (Reason.TEXT_TOO_LONG, 30)

    told = after(p, c.Speak(by=second, text=Words("sun")))
    (merged,), _ = proceed(told, c.MergePieces(by=ANA, pieces=(1, 2), text=Words("light")), NOW)
    assert merged == PiecesMerged(at=NOW, numbers=(1, 2), by=ANA, text=Words("light"))

    for whom, reason in ((second, None), (STRANGER, Reason.NOT_A_MEMBER)):
        assert why_not(p, c.NotePiece, ANA, None, whom) is reason

    with pytest.raises(Refused) as refused:
        proceed(p, c.Bingo(by=second, pieces=()), NOW)
    assert refused.value.reason is Reason.NO_SUCH_THING
