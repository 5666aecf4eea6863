"""The backlog: what people ask of it, and what circles pass on to each other."""

from __future__ import annotations

from datetime import datetime

from facilitation.commands.base import CircleAct, CircleCommand
from facilitation.model import CircleId, ItemOutcome, PersonId, ProceedingId, Topic, Words
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTopic(CircleAct):
    """Put a topic on the backlog: a tension, a question, an idea."""

    title: str
    tension: Words = Words("")
    outcome: ItemOutcome = ItemOutcome.EXPLORE
    domain: str = ""
    minutes: int = 10
    priority: int = 3
    next_step: str = ""
    owner: PersonId | None = None
    due: datetime | None = None
    links: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTopic(CircleAct):
    """Change a topic of the backlog; what is left out stays as it is."""

    topic: int
    title: str = ""
    tension: Words = Words("")
    outcome: ItemOutcome | None = None
    domain: str = ""
    minutes: int = 0
    next_step: str = ""
    owner: PersonId | None = None
    due: datetime | None = None
    links: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPriority(CircleAct):
    """Say how soon a topic should have its turn: 1 is the soonest, 5 can wait longest."""

    topic: int
    priority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeTopicBack(CircleAct):
    """Take a topic back that you brought yourself."""

    topic: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DropTopic(CircleAct):
    """Take a topic off the backlog that has nobody behind it any more."""

    topic: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PassTopicOn(CircleAct):
    """Put a topic to the circle whose domain it is in."""

    topic: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeTopic(CircleAct):
    """Have no objection to taking a topic that another circle passed on."""

    topic: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineTopic(CircleAct):
    """Object to taking a topic that another circle passed on."""

    topic: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOnTopic(CircleCommand):
    """The circle has consented that something belongs to another one, whose consent is asked now."""

    title: str
    to: CircleId
    by: PersonId
    tension: Words = Words("")
    proceeding: ProceedingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveTopic(CircleCommand):
    """Another circle passes a topic on. `origin` waits for a `NoteTopic` about the number it has there."""

    topic: Topic
    origin: CircleId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTopic(CircleCommand):
    """Another circle has taken the topic that was passed on, or no circle has."""

    number: int
    taken: bool
    person: PersonId | None = None
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleTopics(CircleCommand):
    """What these topics waited for was settled elsewhere: in a proceeding, or about a role."""

    proceeding: ProceedingId | None = None
    role: str = ""
    outcome: ItemOutcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighTopics(CircleCommand):
    """Take those topics of other circles to which nobody who belongs here now has an objection."""
