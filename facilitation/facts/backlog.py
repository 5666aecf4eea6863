"""The backlog: topics that wait for their turn (S3 "Governance Backlog"; domain.md sections 3.3 and 5.1)."""

from __future__ import annotations

from facilitation.facts.base import Fact
from facilitation.model import CircleId, PersonId, Topic, TopicEnd, Words
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicAdded(Fact):
    """A topic waits in the backlog, under a number that is never given again."""

    topic: Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChanged(Fact):
    """A topic says something else from now on; `topic` is the whole of it."""

    topic: Topic
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritySet(Fact):
    """A topic has another priority."""

    number: int
    priority: int
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPostponed(Fact):
    """A meeting did not get to a topic, or chose to treat it later."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicDone(Fact):
    """A topic has left the backlog, and why."""

    number: int
    how: TopicEnd
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPassedOn(Fact):
    """A topic was put to the circle whose domain it may be. It stays here until that circle takes it."""

    number: int
    to: CircleId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicReturned(Fact):
    """No other circle took the topic: it is ours again."""

    number: int
    text: Words = Words("")
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicWelcomed(Fact):
    """Somebody has no objection to taking a topic that another circle passed on."""

    number: int
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTaken(Fact):
    """Nobody objects: a topic from another circle is ours."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicDeclined(Fact):
    """Somebody objects to taking a topic from another circle, and says why: it goes to the broader circle."""

    topic: Topic
    number: int
    person: PersonId
    text: Words
