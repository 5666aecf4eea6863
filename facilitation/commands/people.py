"""Coming and going, facilitation, questions about the process."""

from __future__ import annotations

from facilitation.commands.base import Act
from facilitation.model import (
    PersonId,
    Words,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive(Act):
    """Note that a member is here (oneself, or someone else when facilitating)."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(Act):
    """Note that a member is away (oneself, or someone else when facilitating)."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(Act):
    """Facilitate from here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Act):
    """Hand facilitation to another member."""

    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskProcess(Act):
    """Ask or say something about how we are working, at any time."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerProcess(Act):
    """Answer a process question."""

    question: int
    text: Words
