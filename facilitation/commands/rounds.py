"""Commands in rounds and while a text is worded."""

from __future__ import annotations

from facilitation.commands.base import Act
from facilitation.model import (
    Change,
    Draft,
    PersonId,
    Words,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Speak(Act):
    """Take one's turn: with words, or with none when it was spoken aloud."""

    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Act):
    """Ask a clarifying question about what the text says."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Act):
    """Answer a clarifying question."""

    question: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass(Act):
    """Have nothing to add this time; in a clarifying round: "I understand"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBackToMe(Act):
    """Speak last in this pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNext(Act):
    """Go on to the next speaker when a turn has run over twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnotherPass(Act):
    """Run the round once more while ideas build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redraft(Act):
    """Change the text, the review date, the owner or the criteria."""

    draft: Draft
    change: Change = Change.SUBSTANCE
    purpose: str = ""
    """This and what follows change the role that a proposal is about; what is empty stays as it is."""
    responsibilities: str = ""
    authority: str = ""
    outside: str = ""
    qualifications: str = ""
    term_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LetStand(Act):
    """Say that this is the exact text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivePen(Act):
    """Name the person who words the text from here."""

    to: PersonId
