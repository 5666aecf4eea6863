"""Small things beside the work: temperature checks, trifles, process rounds, and going to a meeting."""

from __future__ import annotations

from facilitation.commands.base import Act
from facilitation.model import Feeling, Scale, Stance, Trifle, Words
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTemperature(Act):
    """Ask how something feels: never a decision."""

    text: Words
    scale: Scale = Scale.HANDS


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTemperature(Act):
    """Show how it feels: up, flat or down."""

    question: int
    feeling: Feeling


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowStance(Act):
    """Say where one would stand, in the words of Seeds for Change."""

    question: int
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseTemperature(Act):
    """Close a temperature check one has asked for."""

    question: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTrifle(Act):
    """Ask whether anyone present objects to a trifle about how we go on; a few seconds of silence are enough."""

    trifle: Trifle
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProcessRound(Act):
    """Step back: where are we, what next? What is under way waits as it is."""

    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class AbortRound(Act):
    """End a round before everyone had their turn, with the reason."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateToMeeting(Act):
    """Take the matter to a meeting: at any time, by anyone, without a reason."""
