"""How long a text may be in a meeting: as long as its limit, and not one character longer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from facilitation.commands import (
    AddItem,
    AddReports,
    AddToBacklog,
    Announce,
    BeginMeeting,
    CloseItem,
    Command,
    CorrectMinutes,
    EnoughHeard,
    GoOn,
    Open,
    OpenExploration,
    OpenItem,
    OpenReport,
    OpenShaping,
    RecordPoint,
    RecordResult,
    RewordDriver,
    SkipStep,
    Speak,
    WelcomeVisitor,
)
from facilitation.model import Item, ProceedingId
from facilitation.proceeding import proceed
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding
from facilitation.verbs import SENTENCE_LIMIT, TITLE_LIMIT
from tests.facilitation.small_circles import ANA, BO, NOW, after, circle, opened
from tests.facilitation.small_meetings import (
    DECIDE,
    EXPLORE,
    REPORT,
    at_closing,
    at_items,
    gathered,
    prepared,
)

ITEM = AddItem(by=ANA, title="t", outcome=EXPLORE)
VISITOR = WelcomeVisitor(by=ANA, title="Jo", text="caretaker")
OPENS = {"by": BO, "id": ProceedingId("pump"), "circle": circle(), "title": "Pump"}
LEFT_OVER = AddToBacklog(by=BO, title="t", outcome=EXPLORE)


def with_a_report() -> Proceeding:
    """A meeting in whose circle bo tells about the circle above, which has no name of its own here."""
    return prepared(reports=(Item(number=1, title="", outcome=REPORT, minutes=5, owner=BO, by=ANA),))


def begun() -> Proceeding:
    return after(prepared(), BeginMeeting(by=ANA))


def informing() -> Proceeding:
    on = GoOn(by=ANA)
    return after(gathered(prepared()), on, on, on)


def deciding() -> Proceeding:
    return after(at_items(prepared(DECIDE)), OpenItem(by=ANA))


def shown() -> Proceeding:
    return opened(circle(preset="rolebased"), driver="d")


def explored() -> Proceeding:
    p = proceed(None, OpenExploration(**OPENS), NOW)[1]
    return after(p, Speak(by=BO, text="Soup."), EnoughHeard(by=ANA))


def closing() -> Proceeding:
    return at_closing(prepared(EXPLORE))


@pytest.mark.parametrize(
    ("stands", "says", "limit"),
    [
        (prepared, lambda text: replace(ITEM, title=text), TITLE_LIMIT),
        (prepared, lambda text: replace(ITEM, documents=text), SENTENCE_LIMIT),
        (prepared, lambda text: replace(ITEM, confidential=text), SENTENCE_LIMIT),
        (with_a_report, lambda text: AddReports(by=ANA, above=text), TITLE_LIMIT),
        (begun, lambda text: SkipStep(by=ANA, text=text), SENTENCE_LIMIT),
        (begun, lambda text: replace(VISITOR, title=text), TITLE_LIMIT),
        (begun, lambda text: replace(VISITOR, text=text), SENTENCE_LIMIT),
        (informing, lambda text: Announce(by=ANA, text=text), SENTENCE_LIMIT),
        (deciding, lambda text: CloseItem(by=ANA, next_step=text), SENTENCE_LIMIT),
        (shown, lambda text: RewordDriver(by=BO, driver=text), SENTENCE_LIMIT),
        (explored, lambda text: RecordResult(by=BO, result="r", next_step=text), SENTENCE_LIMIT),
        (closing, lambda text: replace(LEFT_OVER, title=text), TITLE_LIMIT),
        (closing, lambda text: replace(LEFT_OVER, next_step=text), SENTENCE_LIMIT),
        (closing, lambda text: RecordPoint(by=BO, text=text), SENTENCE_LIMIT),
        (closing, lambda text: CorrectMinutes(by=BO, text=text), SENTENCE_LIMIT),
    ],
)
def test_a_text_may_be_as_long_as_its_limit_and_is_told_it_when_longer(
    stands: Callable[[], Proceeding], says: Callable[[str], Command], limit: int
):
    p = stands()
    assert proceed(p, says("o" * limit), NOW)[0]

    with pytest.raises(Refused) as refused:
        proceed(p, says("o" * (limit + 1)), NOW)
    assert (refused.value.reason, refused.value.detail) == (Reason.TEXT_TOO_LONG, str(limit))


SHAPING = OpenShaping(**OPENS, driver="d")


@pytest.mark.parametrize(
    "opens",
    [
        lambda text: replace(SHAPING, driver=text),
        lambda text: replace(SHAPING, requirement=text),
        lambda text: OpenReport(**OPENS, documents=text),
        lambda text: OpenExploration(**OPENS, documents=text),
    ],
)
def test_what_something_is_opened_with_fits_into_a_sentence(opens: Callable[[str], Open]):
    assert proceed(None, opens("o" * SENTENCE_LIMIT), NOW)[0]

    with pytest.raises(Refused) as refused:
        proceed(None, opens("o" * (SENTENCE_LIMIT + 1)), NOW)
    assert (refused.value.reason, refused.value.detail) == (Reason.TEXT_TOO_LONG, str(SENTENCE_LIMIT))
