"""What becomes true while somebody takes advice and decides (domain.md section 6.10)."""

from __future__ import annotations

from datetime import datetime

from facilitation.facts.base import Closing, Fact, Opening
from facilitation.model import PersonId, Words
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceSought(Opening):
    """Somebody says what they intend to decide, and whom they ask."""

    intention: str
    affected: tuple[PersonId, ...]
    experts: tuple[PersonId, ...]
    role: str = ""
    deadline: datetime | None = None
    domain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityGiven(Closing):
    """The person may decide this alone after taking advice: by a role, or by the circle's consent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityWithheld(Closing):
    """The circle does not give one person the authority to decide this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceOpened(Fact):
    """Those named are asked for their advice, until a stated day."""

    people: tuple[PersonId, ...]
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviserNamed(Fact):
    """One more person is asked, and has time to answer."""

    person: PersonId
    by: PersonId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceGiven(Fact):
    """Somebody gives advice; it has a number."""

    number: int
    person: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAdvice(Fact):
    """Somebody who was asked has nothing to advise."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceAnswered(Fact):
    """Whoever decides has answered a piece of advice."""

    number: int
    by: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentionChanged(Fact):
    """The intention reads differently now."""

    text: str
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceTimeUp(Fact):
    """The stated day has come: the decision need not wait any longer for those who have not answered."""

    due: datetime
    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedAlone(Closing):
    """The person who was given the authority has decided, with reasons. It counts as the circle's decision."""

    by: PersonId
    text: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceLapsed(Closing):
    """Whoever was to decide has left the circle."""
