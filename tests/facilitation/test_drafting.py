"""Who words the text, and to whom the pen may go (domain.md section 6.3)."""

from __future__ import annotations

import pytest

from facilitation.commands import GivePen
from facilitation.facts import PenGiven
from facilitation.model import PersonId
from facilitation.proceeding import proceed
from facilitation.refusals import Reason, Refused
from facilitation.state import is_draft
from tests.facilitation.small_circles import BO, CY, NOW, STRANGER, circle, opened


@pytest.mark.parametrize(("to", "reason"), [(STRANGER, Reason.NOT_A_MEMBER), (BO, Reason.NOTHING_CHANGED)])
def test_the_pen_goes_to_another_member(to: PersonId, reason: Reason):
    p = opened(circle(), ready=False)
    assert is_draft(p)

    with pytest.raises(Refused) as refused:
        proceed(p, GivePen(by=BO, to=to), NOW)
    assert refused.value.reason is reason
    assert proceed(p, GivePen(by=BO, to=CY), NOW)[0] == (PenGiven(at=NOW, by=BO, to=CY),)
