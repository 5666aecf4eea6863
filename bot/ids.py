"""New ids: they sort by the time they were made, and nobody can guess one.

The core has no ids of its own, so that a replay needs no luck; they are made here and come in with commands.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Final

from facilitation.model import CircleId, PersonId, ProceedingId

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: nothing to mistake when read aloud
_TIME = 10  # letters: milliseconds until the year 10889
_CHANCE = 16  # letters: 80 bits

Random = Callable[[int], int]
"""A whole number below so many bits."""


def new_proceeding(now: datetime, random: Random = secrets.randbits) -> ProceedingId:
    """An id for a proceeding that is about to be opened."""
    return ProceedingId(f"p-{_new(now, random)}")


def new_circle(now: datetime, random: Random = secrets.randbits) -> CircleId:
    """An id for a circle that is about to be founded."""
    return CircleId(f"c-{_new(now, random)}")


def new_person(now: datetime, random: Random = secrets.randbits) -> PersonId:
    """An id for somebody met for the first time."""
    return PersonId(f"u-{_new(now, random)}")


def _new(now: datetime, random: Random) -> str:
    """26 letters.

    >>> from datetime import UTC
    >>> _new(datetime(2026, 3, 1, tzinfo=UTC), lambda bits: 0)
    '01kjkb3q000000000000000000'
    """
    return _letters(int(now.timestamp() * 1000), _TIME) + _letters(random(_CHANCE * 5), _CHANCE)


def _letters(number: int, count: int) -> str:
    return "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(count)))
