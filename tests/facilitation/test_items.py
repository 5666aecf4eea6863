"""Working through the agenda (domain.md section 3.4)."""

from __future__ import annotations

from facilitation.commands import (
    CallPause,
    CloseItem,
    Consent,
    EndPause,
    OpenItem,
    PostponeItem,
    SupportPerson,
)
from facilitation.meeting import of
from facilitation.model import Fate
from facilitation.proceeding import why_not
from facilitation.refusals import Reason
from tests.facilitation.small_circles import ANA, BO, CY, NOW, after
from tests.facilitation.small_meetings import EXPLORE, at_items, prepared


def test_in_a_pause_no_item_is_opened_or_closed():
    p = at_items(prepared(EXPLORE, EXPLORE))
    paused, back = (
        after(p, CallPause(by=ANA, minutes=5)),
        after(p, CallPause(by=ANA, minutes=5), EndPause(by=ANA)),
    )
    opened = after(p, OpenItem(by=ANA))

    assert why_not(paused, OpenItem, ANA, None) is Reason.PAUSED
    assert why_not(back, OpenItem, ANA, None) is None
    assert why_not(opened, CloseItem, ANA, None) is None
    assert why_not(after(opened, CallPause(by=ANA, minutes=5)), CloseItem, ANA, None) is Reason.PAUSED
    assert why_not(opened, OpenItem, ANA, None) is not None
    assert why_not(p, CloseItem, ANA, None) is not None


def test_whoever_leads_asks_for_support_for_somebody_who_is_here():
    p = at_items(prepared(EXPLORE, away=(CY,)))

    assert why_not(p, SupportPerson, ANA, None, BO) is None
    assert why_not(p, SupportPerson, ANA, None, CY) is not None
    assert why_not(p, SupportPerson, BO, None, ANA) is Reason.NOT_FACILITATOR


def test_an_item_ends_when_it_is_put_off():
    p = after(at_items(prepared(EXPLORE)), PostponeItem(by=ANA, item=1), Consent(by=BO), Consent(by=CY))

    (item,) = of(p).agenda
    assert (item.fate, item.ended) == (Fate.POSTPONED, NOW)
