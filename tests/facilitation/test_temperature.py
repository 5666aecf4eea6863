"""Temperature checks bind nobody, go on beside anything, and end by themselves (domain.md 4.5 and 6.10)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from facilitation.commands import Act, AskTemperature, CloseTemperature, ShowStance, ShowTemperature, Tick
from facilitation.facts import Fact, StanceShown, TemperatureAsked, TemperatureClosed, TemperatureShown
from facilitation.model import Feeling, Scale, Stance, Words, but
from facilitation.proceeding import proceed, why_not
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding
from tests.facilitation.small_circles import ANA, BO, CY, NOW, STRANGER, O, after
from tests.facilitation.test_refusals import at

DAY = timedelta(days=1)
HANDS, STANCES = Scale.HANDS, Scale.STANCES


def asked(*scales: Scale) -> Proceeding:
    """Cy has asked how it feels, once for each of these."""
    return after(at("react"), *(AskTemperature(by=CY, text=Words("And?"), scale=one) for one in scales))


def made(p: Proceeding, act: Act) -> Fact:
    fact, *_ = proceed(p, act, NOW)[0]
    return fact


def refused(p: Proceeding, act: Act) -> Reason:
    with pytest.raises(Refused) as why:
        proceed(p, act, NOW)
    return why.value.reason


def test_it_is_asked_for_a_day_and_then_ends_by_itself():
    p = asked(HANDS)

    (one,) = p.temperatures
    assert (one.number, one.by, one.text, one.scale, one.until) == (1, CY, "And?", HANDS, NOW + DAY)
    assert made(asked(), AskTemperature(by=CY, text=O, scale=STANCES)) == TemperatureAsked(
        at=NOW, by=CY, number=1, text=O, scale=STANCES, until=NOW + DAY
    )
    assert proceed(p, Tick(), NOW + DAY - timedelta(seconds=1))[0] == ()
    closed = TemperatureClosed(at=NOW + DAY, number=1, due=NOW + DAY)
    assert [fact for fact in proceed(p, Tick(), NOW + DAY)[0] if fact == closed] == [closed]


@pytest.mark.parametrize(
    ("scale", "show", "other", "shown"),
    [
        (HANDS, ShowTemperature(by=BO, question=1, feeling=Feeling.UP), Feeling.DOWN, TemperatureShown),
        (STANCES, ShowStance(by=BO, question=1, stance=Stance.BLOCK), Stance.AGREEMENT, StanceShown),
    ],
)
def test_whoever_answers_may_change_it_but_not_say_the_same_again(
    scale: Scale, show: ShowTemperature | ShowStance, other: Feeling | Stance, shown: type[Fact]
):
    p = after(asked(scale, scale), show)
    part = "feeling" if isinstance(show, ShowTemperature) else "stance"

    assert isinstance(made(asked(scale), show), shown)
    assert refused(p, show) is Reason.NOTHING_CHANGED
    again = {part: getattr(show, part)}
    assert isinstance(made(p, type(show)(by=ANA, question=1, **again)), shown)
    assert isinstance(made(p, type(show)(by=BO, question=2, **again)), shown)
    changed = after(p, type(show)(by=BO, question=1, **{part: other}))
    assert changed.temperatures[0].shown == ((BO, other),)


SHOWN = ShowTemperature(by=BO, question=1, feeling=Feeling.UP)
STOOD = ShowStance(by=BO, question=1, stance=Stance.BLOCK)


@pytest.mark.parametrize("number", [0, 2])
@pytest.mark.parametrize("act", [ShowTemperature, ShowStance, CloseTemperature])
def test_only_what_was_asked_can_be_answered_or_closed(act: type[Act], number: int):
    p = asked(HANDS)

    assert why_not(p, act, CY, None, number) is Reason.NO_SUCH_THING


def test_it_is_answered_in_the_words_it_was_asked_in():
    assert refused(asked(STANCES), SHOWN) is Reason.NO_SUCH_THING
    assert refused(asked(HANDS), STOOD) is Reason.NO_SUCH_THING


def test_whoever_asked_closes_it_and_then_it_is_over():
    p = asked(HANDS, STANCES)

    assert refused(p, CloseTemperature(by=BO, question=1)) is Reason.NOT_MOVER
    closed = after(p, CloseTemperature(by=CY, question=1), CloseTemperature(by=CY, question=2))
    for act in (SHOWN, STOOD, CloseTemperature(by=CY, question=1)):
        assert refused(closed, act) is Reason.OVER


def test_a_stranger_is_asked_nothing_and_asks_nothing():
    p = asked(HANDS, STANCES)

    for act in (AskTemperature, ShowTemperature, ShowStance, CloseTemperature):
        assert why_not(p, act, STRANGER, None) is Reason.STRANGER


def test_while_answers_are_sealed_no_mood_is_asked_for_or_told():
    sealed = at("consent", overrides={"collection": "sealed"})
    told = after(at("consent"), AskTemperature(by=CY, text=O), AskTemperature(by=CY, text=O, scale=STANCES))
    p = but(sealed, temperatures=told.temperatures)

    assert refused(sealed, AskTemperature(by=CY, text=O)) is Reason.SEALED_NOW
    assert refused(p, SHOWN) is Reason.SEALED_NOW
    assert refused(p, ShowStance(by=BO, question=2, stance=Stance.BLOCK)) is Reason.SEALED_NOW
    assert isinstance(made(told, SHOWN), TemperatureShown)
