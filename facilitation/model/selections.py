"""What a role selection is made of: roles to be filled, nominations, and how a candidacy ends."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from facilitation.model.base import PersonId, Words
from facilitation.model.circles import Role
from facilitation.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Post:
    """A role that is to be filled, as this selection understands it.

    `until` is the end of the term as it stands now; a proposal of a candidate may name another one.
    """

    role: Role
    until: datetime
    holder: PersonId | None = None
    """Who holds it as the selection opens; eligible like everybody (domain.md section 8.5)."""


@dataclass(frozen=True, kw_only=True)
class Nomination:
    """Whom one person names for one role, and why (INV-S2). Without a nominee they passed, where that is allowed."""

    by: PersonId
    post: int
    nominee: PersonId | None
    reason: Words = Words("")
    first: PersonId | None = None
    """Whom they had named before the change round, if they changed."""
    moved: Words = Words("")
    """What moved them to change."""


class Ending(Enum):
    """How a candidacy ends without filling the role."""

    REFUSED = "refused"
    """The nominee said no: always respected (INV-S12)."""
    SET_ASIDE = "set aside"
    """The objections could not be met; another candidate is looked for."""
    DISCARDED = "discarded"
    """The facilitator left this name out for the rest of the selection, as HC v5 5.3.5 f allows (INV-S9)."""
    NOT_RECEIVED = "not received"
    """The receiving circle did not consent to the link (INV-S8)."""
    GONE = "gone"
    """The candidate left the circle."""
