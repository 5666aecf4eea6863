"""What `circlewise doctor` finds out about a platform: one line each, with what to do about it.

A platform's `client` has `async def checks(access, rooms) -> AsyncIterator[Finding]`: with its access
(`adapters.access`) and the keys of the rooms where circles meet on it. It never raises: what cannot be
looked at is a finding, too.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TypeVar

from facilitation.cards import Msg


class Health(Enum):
    """How something is. The value is part of the message id of the word for it (`doctor-well`)."""

    WELL = "well"
    ODD = "odd"
    """It works, but not as well as it could."""
    ILL = "ill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at: what was found, and the cure where it is not well."""

    health: Health
    said: Msg
    cure: Msg | None = None


A_contra = TypeVar("A_contra", contravariant=True)


class Checks(Protocol[A_contra]):
    """What a platform's `checks` is."""

    def __call__(self, access: A_contra, rooms: Iterable[str]) -> AsyncIterator[Finding]:
        """Look at everything that running with this access takes."""
        ...
