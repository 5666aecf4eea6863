"""The codes by which people prove that two accounts are theirs, while they count."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from facilitation.model import PersonId


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was shown: to whom, where, and until when it counts."""

    person: PersonId
    platform: str
    account: str
    until: datetime


@dataclass(slots=True)
class Codes:
    """The codes that were shown and not entered yet, and which accounts entered wrong ones when."""

    shown: dict[str, Code] = field(default_factory=dict)
    missed: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)
