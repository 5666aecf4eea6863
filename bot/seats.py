"""Who sits at one keyboard, in which circle, and what stays the same wherever they go in it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.reading import fold, person
from adapters.terminal import render
from adapters.terminal.client import TerminalRoom
from adapters.terminal.form import Form
from bot.chain import Target
from bot.desk import Answer
from bot.evening import LONGEST_NAME, PLATFORM, Evening
from bot.ids import new_person
from bot.practice import Temperament
from facilitation.cards import Kind, Who, msg
from facilitation.commands import Command
from facilitation.forms import OUTSIDER
from facilitation.model import CircleId, PersonId
from facilitation.refusals import Ambiguous
from storage import people
from storage.people import Person


class Left(Exception):
    """Somebody got up from the keyboard."""


@dataclass(slots=True)
class Seats(Evening):
    """An evening with one circle. `kinds` are the simulated members; nobody is where all are real.

    `present` has the keyboard now, `called` is who asked for it.
    """

    circle: CircleId
    names: dict[PersonId, str]
    """Everybody who is meant here by name; cards call people by it, too."""
    room: TerminalRoom
    people: tuple[PersonId, ...]
    kinds: Mapping[PersonId, Temperament]
    present: PersonId
    called: PersonId | None = None
    told: set[str] = field(default_factory=set)
    """Which hints about what can be typed were given."""

    @property
    def shared(self) -> bool:
        """Whether several people share the keyboard."""
        return len(self.people) > 1

    def asks(self) -> Form:
        """A form for whoever has the keyboard."""
        return self.form(dict(self.names))

    def prompt(self) -> str:
        """What stands before the line that is typed."""
        return f"{self.voice.name(self.present)} > "

    async def hand_over(self, who: PersonId, *, secret: bool = False) -> None:
        """Give somebody the keyboard."""
        self.screen.line()
        self.say(msg("play-hand-over-alone" if secret else "play-hand-over", person=Who(who)), Kind.LEAD)
        await self.keyboard.line("")

    async def met(self, values: dict[str, object]) -> dict[str, object]:
        """The values of a form; whoever was named from outside sits here from now on, and speaks for themselves."""
        name = values.get(OUTSIDER)
        return values if name is None else {**values, OUTSIDER: await self._met(str(name)[:LONGEST_NAME])}

    async def _met(self, name: str) -> PersonId:
        called = " ".join(render.clean(name).split())
        known = next((who for who, one in self.names.items() if fold(one) == fold(called)), None)
        if known is not None:
            return known
        desk, who = self.house.desk, new_person(self.house.clock.now(), self.luck)
        await desk.write(people.save_person, Person(who, called))
        await desk.write(people.save_account, PLATFORM, f"{self.circle}/{who}", who)
        self.names[who] = called
        self.people = (*self.people, who)
        return who

    def call(self, name: str) -> bool:
        """Somebody asks for the keyboard by name; False where nobody is called so."""
        try:
            self.called = person(name, {who: self.names[who] for who in self.people})
        except Ambiguous as fault:
            self.asks().explain(fault)
            return False
        return True

    async def give(self, target: Target, command: Command) -> Answer:
        """Hand a command in, and show what came of it. Raises `Refused`."""
        answer = await self.house.desk.handle(target, command, _delivery(), self.house.clock.now())
        await self.house.delivery.settled()
        return answer


def _delivery() -> str:
    return f"terminal/{uuid.uuid4().hex}"
