"""Readings and what becomes of them: medians, percentiles, and figures with their aims."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scale:
    """How much to measure: enough for a figure, or (`quick`) just enough to see that it can be measured."""

    quick: bool = False

    def of(self, full: T, quick: T) -> T:
        """The one or the other."""
        return quick if self.quick else full


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table.

    `ratio` is to something bare that does the same work, and says nothing where there is no such thing. `aim`
    is in words, `met` is None where there is none.
    """

    name: str
    value: float
    unit: str
    ratio: float | None = None
    aim: str = ""
    met: bool | None = None


def below(limit: float, name: str, value: float, unit: str, ratio: float | None = None) -> Figure:
    """A figure that aims to stay under a limit."""
    return Figure(
        name=name, value=value, unit=unit, ratio=ratio, aim=f"under {limit:g} {unit}", met=value < limit
    )


def at_least(least: float, name: str, value: float, unit: str, ratio: float) -> Figure:
    """A rate whose ratio to the bare one aims to reach a limit."""
    return Figure(
        name=name, value=value, unit=unit, ratio=ratio, aim=f"at least {least:g} × bare", met=ratio >= least
    )


def percentile(readings: Sequence[float], part: float) -> float:
    """The smallest reading that `part` of all readings do not exceed.

    >>> percentile([4.0, 1.0, 3.0, 2.0], 0.5)
    2.0
    >>> percentile([4.0, 1.0, 3.0, 2.0], 0.99)
    4.0
    """
    ordered = sorted(readings)
    return ordered[max(math.ceil(part * len(ordered)) - 1, 0)]
