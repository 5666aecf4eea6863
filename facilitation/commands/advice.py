"""The advice process: one person decides, after asking those it touches and those who know about it."""

from __future__ import annotations

from datetime import datetime

from facilitation.commands.base import Act, Open
from facilitation.model import PersonId, Words
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SeekAdvice(Open):
    """Say what you intend to decide, and ask for advice first.

    `role` is the role whose authority covers it; without one, the circle is asked for the authority. `adviser` is
    the first to be asked; those it touches and those who know about it can be named at once, or one by one later.
    """

    intention: str
    adviser: PersonId | None = None
    affected: tuple[PersonId, ...] = ()
    experts: tuple[PersonId, ...] = ()
    role: str = ""
    domain: str = ""
    """Whose matter it is: what another circle holds is decided there."""
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveAdvice(Act):
    """Give advice on what somebody intends to decide."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class HaveNoAdvice(Act):
    """Say that you were asked and have nothing to advise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAdvice(Act):
    """Answer a piece of advice, where everybody can read it."""

    advice: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForAdvice(Act):
    """Ask one more person: somebody whom it touches, or who knows about it."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeIntention(Act):
    """Say anew what you intend to decide."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAlone(Act):
    """Decide, and say why: also why you do not follow some of the advice."""

    text: str
    reasons: str
