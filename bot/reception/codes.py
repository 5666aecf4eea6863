"""The codes by which people prove that two accounts are theirs, while they count: in memory, and sealed in storage.

Each account has one at most. So a code that was shown counts after a restart, too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.desk import Desk
from facilitation.model import PersonId
from storage import aside
from storage.aside import Whose

OF: Final = "link"
"""What a code is laid aside under."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was shown: to whom, where, and until when it counts."""

    person: PersonId
    platform: str
    account: str
    until: datetime

    @property
    def whose(self) -> Whose:
        """Where it is laid aside."""
        return Whose(self.platform, self.account, OF)


@dataclass(slots=True)
class Codes:
    """The codes that were shown and not entered yet, and which accounts entered wrong ones when."""

    desk: Desk
    shown: dict[str, Code] = field(default_factory=dict)
    missed: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)

    async def load(self) -> None:
        """Read what was shown before this process began."""
        for whose, text in await self.desk.read(aside.every, OF):
            word, person, until = json.loads(text)
            code = Code(PersonId(person), whose.platform, whose.account, datetime.fromisoformat(until))
            self.shown[word] = code

    async def show(self, word: str, code: Code, now: datetime) -> None:
        """Let a code count from now on; an earlier one of the same person counts no more."""
        for older, one in tuple(self.shown.items()):
            if one.person == code.person or one.until <= now:
                await self.end(older)
        text = json.dumps([word, code.person, code.until.isoformat()])
        await self.desk.write(aside.keep, code.whose, text, now)
        self.shown[word] = code

    async def end(self, word: str) -> None:
        """Let a code count no more."""
        code = self.shown.pop(word, None)
        if code is not None:
            await self.desk.write(aside.drop, code.whose)
