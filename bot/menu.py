"""A menu at the keyboard: short, until somebody asks for more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from adapters.terminal import parse
from adapters.terminal.parse import Aid, Choice, Chosen
from bot.seats import Seats
from facilitation.cards import Kind, Msg, msg
from facilitation.refusals import Ambiguous, Malformed

T = TypeVar("T")

MORE: Final = "more"
"""What is typed to see everything that can be done."""


@dataclass(slots=True)
class Menu(Generic[T]):
    """What can be done now. `also` is understood as well, and shown only to those who ask for more."""

    seats: Seats
    lead: Msg
    shown: tuple[Choice[T], ...]
    also: tuple[Choice[T], ...] = ()
    hint: str = "play-also"
    """The message that names the help there is here; said once."""

    def show(self) -> None:
        """Show the entries with their numbers."""
        seats = self.seats
        seats.screen.line()
        seats.say(self.lead, Kind.LEAD)
        for number, choice in enumerate(self.shown, 1):
            seats.screen.entry(number, choice.label, choice.hint)
        seats.say(msg("play-also-short" if self.hint in seats.told else self.hint))
        seats.told.add(self.hint)

    def _widen(self) -> None:
        """Show everything."""
        self.shown, self.also = (*self.shown, *self.also), ()
        self.show()

    async def read(self) -> Chosen[T] | Aid:
        """What somebody means, asked until it can be read; whoever asks for more is shown everything."""
        every = (*self.shown, *self.also)
        while True:
            typed = await self.seats.keyboard.line(
                self.seats.prompt(), words=[choice.label for choice in every]
            )
            try:
                meant = parse.read(typed, every, self.seats.voice)
            except (Malformed, Ambiguous) as fault:
                self.seats.asks().explain(fault)
                continue
            if not isinstance(meant, Aid) or meant.name != MORE:
                return meant
            self._widen()
