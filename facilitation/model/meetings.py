"""Meetings: what stands on an agenda, what came of it, and what is kept for the minutes."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from facilitation.model.base import PersonId, ProceedingId, Words
from facilitation.model.circles import ItemOutcome
from facilitation.model.proposals import Outcome
from facilitation.values import dataclass


class Fate(Enum):
    """Where an item of an agenda stands (INV-M4): whatever was opened ends with one of the last four."""

    WAITING = "waiting"
    OPEN = "open"
    DONE = "done"
    GOES_ON = "goes on"
    """Left open: it continues after the meeting, with a next step."""
    POSTPONED = "postponed"
    DROPPED = "dropped"


class Preparation(Enum):
    """How the agenda comes about (domain.md sections 3.1 and 3.3-8)."""

    PREPARED = "prepared"
    BUILT_HERE = "built here"


class LastMinutes(Enum):
    """How the minutes of the meeting before stand."""

    NONE = "none"
    APPROVED = "approved"
    PENDING = "pending"
    OBJECTED = "objected"


class Adjust(Enum):
    """What an agenda the circle has consented to can be changed in (domain.md section 3.3-4 and 3.3-5)."""

    ADD = "add"
    CHANGE = "change"
    DROP = "drop"
    MOVE = "move"
    POSTPONE = "postpone"
    POSTPONE_REST = "postpone rest"
    TAKE_MINUTES = "take minutes"
    EXTEND = "extend"


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A role that was filled, by whom and until when."""

    role: str
    person: PersonId
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """What a proceeding reports to the meeting it was an item of."""

    outcome: Outcome
    text: str = ""
    """The exact wording of a decision, or the result that was recorded."""
    review: datetime | None = None
    owner: PersonId | None = None
    role: str = ""
    person: PersonId | None = None
    until: datetime | None = None
    """The end of a selected person's term."""
    next_step: str = ""
    also: tuple[Filled, ...] = ()
    """The other roles, where several were filled at once."""

    @property
    def filled(self) -> tuple[Filled, ...]:
        """Every role that was filled, the first one first."""
        if self.person is None or self.until is None:
            return ()
        return (Filled(role=self.role, person=self.person, until=self.until), *self.also)


@dataclass(frozen=True, kw_only=True)
class Item:
    """An item of an agenda: a title, exactly one outcome (MVOS 5.2.2), and how long.

    `confidential` is the stated reason why only its length and outcome enter the minutes (INV-M7).
    """

    number: int
    title: str
    outcome: ItemOutcome
    minutes: int
    owner: PersonId | None = None
    by: PersonId | None = None
    documents: str = ""
    confidential: str = ""
    topic: int | None = None
    """Its number in the circle's backlog, if it comes from there."""
    proceeding: ProceedingId | None = None
    minutes_of: ProceedingId | None = None
    """The meeting whose minutes somebody objected to, if that is what the item is about."""
    fate: Fate = Fate.WAITING
    began: datetime | None = None
    ended: datetime | None = None
    ran_over: bool = False
    conclusion: Conclusion | None = None
    result: str = ""
    next_step: str = ""


@dataclass(frozen=True, kw_only=True)
class AgendaChange:
    """One change of an agenda, as it is asked about and as it is carried out."""

    adjust: Adjust
    item: int = 0
    new: Item | None = None
    place: int = 0
    minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class Action:
    """Somebody does something by a day: who, what, when."""

    text: str
    who: PersonId | None = None
    until: datetime | None = None
    item: int | None = None


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody from outside who is there, and in what function."""

    name: str
    function: str


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """A remark that belongs to whoever made it: an evaluation that came later, an objection to minutes."""

    by: PersonId
    text: Words
    item: int | None = None
