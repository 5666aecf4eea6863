"""Everything between `circlewise play` and good-bye: where to ask, where to show, and by whose luck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from adapters.reading.vocabulary import Reading
from adapters.terminal import render
from adapters.terminal.client import Screen
from adapters.terminal.form import Form
from adapters.terminal.keyboard import Keyboard
from adapters.wording import Wording
from bot.compose import House
from facilitation.cards import Blank, Entry, Kind, Msg
from facilitation.model import PersonId

PLATFORM: Final = "terminal"
"""What accounts and rooms of this keyboard are called in storage."""
LONGEST_NAME: Final = 60
LONGEST_ANSWER: Final = 300
"""Characters of a line that holds names: more is no name."""


@dataclass(slots=True)
class Evening:
    """Everything between `circlewise play` and good-bye."""

    house: House
    screen: Screen
    keyboard: Keyboard
    voice: Wording
    luck: Callable[[int], int]

    def say(self, said: Msg, kind: Kind = Kind.NOTE) -> None:
        """Show a sentence."""
        self.screen.line(self.voice.say(said), kind)

    def form(self, names: dict[PersonId, str] | None = None) -> Form:
        """Something to ask questions with."""
        zone = self.house.settings.time_zone
        return Form(
            self.screen, self.keyboard, Reading(names or {}, self.house.clock.now(), zone, self.voice)
        )

    async def choose(self, question: str, options: tuple[str, ...], start: str = "1") -> str:
        """One of several answers, each `<question>-<option>` in the wording files."""
        self.screen.line()
        blank = Blank(question, Entry.CHOICE, options=options)
        return str(await self.form().ask("play", blank, start))

    async def short(self, name: str, start: str = "") -> str:
        """One line of text, not empty, and no longer than a name may be."""
        self.screen.line()
        typed = str(await self.form().ask("play", Blank(name, Entry.SHORT), start))
        return " ".join(render.clean(typed[:LONGEST_ANSWER]).split())
