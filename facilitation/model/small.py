"""Small things beside the work: how something feels, and trifles about how we go on (domain.md 3.3, 4.5, 6.10)."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from facilitation.model.base import PersonId, Words
from facilitation.values import dataclass


class Scale(Enum):
    """In which words people say how something feels to them."""

    HANDS = "hands"
    """Up, flat or down, as with waving fingers."""
    STANCES = "stances"
    """The four of Seeds for Change, for groups that come from there: here a mood, never a decision (D)."""


class Feeling(Enum):
    """How something feels."""

    UP = "up"
    FLAT = "flat"
    DOWN = "down"


class Stance(Enum):
    """Where somebody would stand, in the words of Seeds for Change."""

    AGREEMENT = "agreement"
    RESERVATIONS = "reservations"
    STAND_ASIDE = "stand aside"
    BLOCK = "block"


class Trifle(Enum):
    """What a few seconds without an objection are enough for: how we go on, never what we decide (MVOS 5.5.3)."""

    BREAK = "break"
    ORDER = "speaking order"
    PROCESS_ROUND = "process round"


@dataclass(frozen=True, kw_only=True)
class Temperature:
    """A temperature check: who feels how. Binds nobody, counts for nothing, and stands in no logbook."""

    number: int
    by: PersonId
    text: Words
    scale: Scale
    until: datetime
    shown: tuple[tuple[PersonId, Feeling | Stance], ...] = ()
    """The last word of each, in the order in which they came."""
    closed: bool = False
