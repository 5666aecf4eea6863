"""Whether the circle is together, and how a matter goes to a meeting and comes back (domain.md section 14.2).

Any member may take a matter to a meeting at any time. Nothing is collected meanwhile, and what was answered is void
(INV-A4); the matter lies in the backlog until a meeting takes it up. Where a circle has chosen "to meeting" for late
objections (HC 5.3), an objection outside a meeting does the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation.facts import BroughtBack, Fact, SentToMeeting, StepBegan
from facilitation.model import PersonId
from facilitation.phases.speaking import speaking_order
from facilitation.settings import LateObjection
from facilitation.state import CheckState, Proceeding, consent_members

DECISION: Final = "consent decision"
MEETING: Final = "meeting"
"""The process in which people are together."""
FOR_MEETING: Final = "for a meeting"
"""The phase of a matter that waits for one."""


def live(p: Proceeding) -> bool:
    """Whether people sit together over this: in a meeting, or because whoever facilitates says so."""
    return p.item_of is not None or p.process == MEETING or p.brought_back


def goes_to_meeting(p: Proceeding) -> bool:
    """Whether an objection now takes the matter to a meeting: where a text is being decided, and nobody is together."""
    if p.process != DECISION:
        return False
    return p.circle.settings.late_objection is LateObjection.TO_MEETING and not live(p)


def sent(p: Proceeding, by: PersonId | None, now: datetime) -> Iterator[Fact]:
    """The matter waits for a meeting."""
    yield SentToMeeting(at=now, step=p.step + 1, by=by)


def taken_up(p: Proceeding, now: datetime, by: PersonId | None = None) -> Iterator[Fact]:
    """The matter goes on where it was; a consent check begins anew, for what was answered is void."""
    yield BroughtBack(at=now, by=by)
    if isinstance(p.held, CheckState):
        order = speaking_order(consent_members(p), p.circle.rounds_held + p.rounds, p.facilitator)
        yield StepBegan(at=now, step=p.step + 1, phase=p.held.name, order=order)
