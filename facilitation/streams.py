"""A stream of facts is a proceeding or a circle; which of the two, its first fact says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from facilitation.circle import circle_wake_at, evolve_circle
from facilitation.facts import CircleFounded, Fact
from facilitation.model import Circle
from facilitation.proceeding import evolve, wake_at
from facilitation.state import Proceeding

Value = Proceeding | Circle | None
"""What a stream has become; None before its first fact."""


def booked(value: Value, fact: Fact) -> Value:
    """A proceeding or circle with one more fact."""
    if isinstance(value, Proceeding):
        return evolve(value, fact)
    if value is not None or isinstance(fact, CircleFounded):
        return evolve_circle(value, fact)
    return evolve(None, fact)


def booked_all(value: Value, facts: Iterable[Fact]) -> Value:
    """A proceeding or circle with further facts. Which of the two it is, is asked once."""
    rest = iter(facts)
    if value is None and (first := next(rest, None)) is not None:
        value = booked(None, first)
    if isinstance(value, Proceeding):
        for fact in rest:
            value = evolve(value, fact)
    elif value is not None:
        for fact in rest:
            value = evolve_circle(value, fact)
    return value


def due_of(value: Value) -> datetime | None:
    """When the clock must knock at a proceeding or circle."""
    if isinstance(value, Proceeding):
        return wake_at(value)
    return circle_wake_at(value) if isinstance(value, Circle) else None
