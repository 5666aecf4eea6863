"""Everything shown while a proposal is shaped, and of what comes between, can be said and has its buttons.

In a round held together nothing of the present pass is shown before all have had their turn.
"""

from __future__ import annotations

import pytest

from adapters.wording import Wording
from facilitation import commands as c
from facilitation import shaping
from facilitation.cards import Card
from facilitation.model import ProceedingId, Words
from facilitation.proceeding import evolve, proceed
from facilitation.state import GatherState
from facilitation.view import choices, receipt, script, show, tell, why
from tests.facilitation.explore import Node, explore
from tests.facilitation.small_circles import ANA, BO, CY, NOW, after, circle
from tests.facilitation.test_exhaustive_shaping import BETWEEN, CASES
from tests.facilitation.test_view_everywhere import all_messages, assert_sayable, messages

SHOWN = {
    **{
        name: CASES[name]
        for name in ("one-3x3", "one-8-steps", "contradictions", "priorities", "one-broader")
    },
    **{name: BETWEEN[name] for name in ("together", "to-meeting", "temperatures")},
}
VOICE = Wording(names=lambda person: f"Name of {person}")


def said_about(node: Node) -> None:
    """The line about each fact that led here, and what the acting person is told."""
    if node.before is None or not isinstance(node.by, c.Act):
        return
    facts, _ = proceed(node.before.p, node.by, node.before.now)
    p = node.before.p
    for fact in facts:
        p = evolve(p, fact)
        told = tell(p, fact)
        if told is not None:
            assert_sayable(told, VOICE)
    assert_sayable(receipt(p, facts, node.by.by), VOICE)


@pytest.mark.parametrize("name", SHOWN)
def test_everything_shown_can_be_said_and_done(name: str):
    for node in explore(SHOWN[name]).nodes.values():
        cards = show(node.p)
        for message in (*all_messages(cards), *(m for line in script(node.p) for m in messages(line.text))):
            assert_sayable(message, VOICE)
        assert_sayable(why(node.p), VOICE)
        assert len({card.key for card in cards}) == len(cards)
        said_about(node)
        for button in choices(node.p, ANA):
            assert not VOICE.button(button).startswith("do-")
            assert all(not VOICE.blank(button.verb, blank).startswith("blank-") for blank in button.form)


def seen(cards: tuple[Card, ...]) -> str:
    return repr([card for card in cards if card.to is None])


@pytest.mark.parametrize("rounds", ["together", "sequential"])
def test_what_is_written_together_is_shown_when_all_have_written(rounds: str):
    owner = circle(overrides={"rounds": rounds, "shaping": "3x3"})
    opening = c.OpenShaping(by=BO, id=ProceedingId("beds"), circle=owner, title="Beds", driver="Weeds.")
    p = proceed(None, opening, NOW)[1]
    while not isinstance(p.phase, GatherState):
        who = next(t.person for t in p.phase.turns if t.open)  # type: ignore[union-attr]
        p = after(p, c.Pass(by=who))
    first = next(t.person for t in p.phase.turns if t.open)
    p = after(p, c.Speak(by=first, text=Words("an unmistakable need")))

    assert ("an unmistakable need" in seen(show(p))) is (rounds == "sequential")
    p = after(p, *(c.Pass(by=who) for who in ordered(p)))
    assert "an unmistakable need" in seen(show(p))


def ordered(p: object) -> list[object]:
    return [turn.person for turn in p.phase.turns if turn.open]  # type: ignore[attr-defined]


def test_moves_are_made_in_silence():
    """S3 "Proposal Forming": the order is shown when everybody is done, and who moved what never."""
    owner = circle(preset="s3", overrides={"rounds": "together"})
    opening = c.OpenShaping(by=BO, id=ProceedingId("beds"), circle=owner, title="Beds", driver="Weeds.")
    p = proceed(None, opening, NOW)[1]
    p = after(p, c.Consent(by=ANA), c.Consent(by=CY), c.Pass(by=ANA), c.Pass(by=CY))
    p = after(p, *(c.Speak(by=who, text=Words(f"q {who}")) for who in (ANA, BO, CY)), c.StepDone(by=ANA))
    before = seen(show(p))
    moved = after(p, c.LookFirst(by=BO, pieces=(3,)), c.LookLast(by=CY, pieces=(1,)))

    assert isinstance(moved.phase, GatherState)
    assert seen(show(moved)) == before


def test_questions_are_shown_in_the_order_they_were_moved_to():
    """First what some would look at first, last what some would look at last, and what is disputed after that."""
    owner = circle(preset="s3", overrides={"rounds": "together"})
    opening = c.OpenShaping(by=BO, id=ProceedingId("beds"), circle=owner, title="Beds", driver="Weeds.")
    p = proceed(None, opening, NOW)[1]
    p = after(p, c.Consent(by=ANA), c.Consent(by=CY), c.Pass(by=ANA), c.Pass(by=CY))
    p = after(
        p, c.Speak(by=ANA, text=Words("a?\nb?\nc?\nd?\ne?")), c.Pass(by=BO), c.Pass(by=CY), c.StepDone(by=ANA)
    )
    p = after(
        p,
        c.LookFirst(by=BO, pieces=(4, 1)),
        c.LookLast(by=CY, pieces=(2, 1)),
        c.LookFirst(by=ANA, pieces=(5,)),
    )
    p = after(p, *(c.Pass(by=who) for who in (ANA, BO, CY)))

    assert [one.number for one in shaping.ordered(p)] == [4, 5, 3, 2, 1]
    assert [one.number for one in shaping.ordered(p) if shaping.disputed(one)] == [1]
