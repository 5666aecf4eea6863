"""Answers to the question on the table."""

from __future__ import annotations

from facilitation.commands.base import Act
from facilitation.model import (
    Words,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Act):
    """Have no objection to the question now on the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Object(Act):
    """Have an objection to the question now on the table, and say what harm it would do."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseConcern(Act):
    """Have no objection, and a concern worth hearing."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveIt(Act):
    """Leave it to the others, where the circle allows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack(Act):
    """Take one's answer back and be undecided again."""
