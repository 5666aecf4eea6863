"""The plainest screen there is: cards in memory, and buttons that go straight to the desk.

It shows what `facilitation.view` offers, all of it and at once, and fills in forms with values that nobody has to
read. So what cannot be played here, no platform can play.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import count
from typing import Any

from adapters.tokens import Token, token_of
from adapters.wording import Wording
from bot.compose import House
from bot.ids import new_proceeding
from bot.reception import HouseReception
from facilitation import commands
from facilitation.cards import Blank, Button, Card, Entry
from facilitation.commands import CircleAct, Open
from facilitation.draft_parts import new_draft, present_draft
from facilitation.filling import given as filled
from facilitation.filling import opening
from facilitation.forms import circle_form_of, form_of
from facilitation.model import Circle, CircleId, PersonId, ProceedingId
from facilitation.openings import openings
from facilitation.refusals import Refused
from facilitation.state import Proceeding
from facilitation.view import choices
from facilitation.view.circle import circle_choices
from storage import circles
from tests.adapters.attempt import DRAFT, OF_DRAFT, TYPED
from tests.adapters.fake_room import FakePlatform, FakeRoom
from tests.adapters.screen import Seen, Sheet, Sight


@dataclass(slots=True)
class PlainScreen:
    """A `Screen` without a platform."""

    voice: Wording
    platform: str = "fake"
    chat: FakePlatform = field(default_factory=FakePlatform)
    house: House | None = None
    number: Iterator[int] = field(default_factory=count)

    def account(self, person: PersonId) -> str:
        """The account is the person."""
        return f"fake/{person}"

    @property
    def name(self) -> str:
        """As `adapters.reception.Platform` has it: this is the platform, too."""
        return self.platform

    def room(self, circle: Circle | str) -> Any:  # noqa: ANN401 - the key of a circle's room, or the room of a key
        """A room in memory."""
        if isinstance(circle, str):
            return FakeRoom(self.chat, circle)
        return f"fake:{circle.id}"

    def found(self, circle: Circle) -> Any:  # noqa: ANN401 - as `room`
        """The key of a new circle's room."""
        return self.room(circle)

    async def ready(self, reception: HouseReception) -> None:
        """Connect."""
        self.house = reception.hall.house
        await reception.connect(self)  # type: ignore[arg-type]

    async def off(self) -> None:
        """There is nothing to end."""

    async def around(self, who: PersonId, circle: CircleId) -> Sight:
        """The cards of the room, those for others left out."""
        room = f"fake:{circle}"
        cards = [m.card for m in self.chat.messages.values() if m.room == room and m.card.to in (None, who)]
        return Sight("\n".join(map(repr, cards)), tuple(_buttons(cards)))

    async def say(self, who: PersonId, circle: CircleId, words: str) -> Sight:
        """Everything this person may do; or what a word means."""
        if verb := next((verb for verb, word in TYPED.items() if word == words), None):
            return await self._pressed(who, Token(circle, verb, sure=True), None)
        value = await self._circle(circle)
        here = [Card(key=circle, lines=(), buttons=(*openings(value, who), *circle_choices(value, who)))]
        assert self.house is not None
        for id_ in await self.house.desk.open_in(circle):
            p = await self.house.desk.proceeding(id_)
            if p is not None:
                here.append(Card(key=id_, lines=(), buttons=choices(p, who)))
        return Sight("", tuple(_buttons(here)))

    async def press(self, who: PersonId, button: Seen) -> Sight:
        """Open its form, or do it. What only shows something is of no use: `say` shows everything."""
        if button.token.verb.islower():
            return Sight()
        return await self._pressed(
            who, button.token, button.where if isinstance(button.where, Button) else None
        )

    async def push(self, who: PersonId, circle: CircleId, token: Token) -> Sight:
        """The same, with a button of whatever this form is now."""
        return await self._pressed(who, token, None)

    async def submit(self, who: PersonId, sheet: Sheet, given: Mapping[str, object]) -> Sight:
        """Do it, with these values."""
        assert isinstance(sheet.where, Button)
        return await self._do(who, sheet.token, sheet.where, given)

    async def _pressed(self, who: PersonId, token: Token, button: Button | None) -> Sight:
        button = button or Button(token.verb, token.step, token.target, await self._form(token))
        if issubclass(vars(commands)[token.verb], Open):
            within = await self._circle(await self._circle_of(token))
            assert self.house is not None
            every = openings(within, who, agreed=await self.house.desk.read(circles.agreed, within.id))
            button = next((one for one in every if one.verb == token.verb), button)
        if not button.form:
            return await self._do(who, token, button, {})
        fields = {name: blank.options for blank in button.form for name in _names(blank)}
        return Sight(sheet=Sheet(token, fields, where=button))

    async def _form(self, token: Token):
        kind = vars(commands)[token.verb]
        assert self.house is not None
        value = await self.house.desk.value(ProceedingId(token.stream))
        if isinstance(value, Circle):
            return circle_form_of(kind, value) if issubclass(kind, CircleAct) else form_of(kind)
        return form_of(kind, value)

    async def _do(self, who: PersonId, token: Token, button: Button, given: Mapping[str, object]) -> Sight:
        assert self.house is not None
        house, now = self.house, self.house.clock.now()
        values = {name: _plainly(one) for name, one in (await self._with_draft(token, given)).items()}
        try:
            if issubclass(vars(commands)[button.verb], Open):
                id_ = new_proceeding(now)
                within = await self._circle_of(token)
                target, command = id_, opening(button, who, await self._circle(within), id_, values)
                if within != token.stream:  # for the item that a meeting has on its table
                    command = replace(command, item_of=ProceedingId(token.stream))
            else:
                target, command = ProceedingId(token.stream), filled(button, who, values, self.voice.say)
            await house.desk.handle(target, command, f"fake/{next(self.number)}", now)
        except Refused as why:
            typed = "\n".join(one for one in given.values() if isinstance(one, str))
            return Sight(f"{self.voice.refusal(why)}\n{typed}")
        return Sight("done")

    async def _with_draft(self, token: Token, values: Mapping[str, object]) -> dict[str, object]:
        """The parts of a draft, put together; those that were left alone are as they were."""
        parts = {
            name.removeprefix(OF_DRAFT): one for name, one in values.items() if name.startswith(OF_DRAFT)
        }
        rest = {name: one for name, one in values.items() if not name.startswith(OF_DRAFT)}
        if "draft" not in vars(commands)[token.verb].__dataclass_fields__:
            return rest
        assert self.house is not None
        about, now = await self.house.desk.value(ProceedingId(token.stream)), self.house.clock.now()
        assert about is not None
        opens = isinstance(about, Circle) or issubclass(vars(commands)[token.verb], Open)
        circle = about if isinstance(about, Circle) else about.circle
        base = new_draft(circle, now) if opens or isinstance(about, Circle) else present_draft(about)
        return rest | {
            "draft": replace(base, **{name: one or _NONE.get(name) for name, one in parts.items()})
        }

    async def _circle_of(self, token: Token) -> CircleId:
        """The circle that a button belongs to."""
        assert self.house is not None
        value = await self.house.desk.value(ProceedingId(token.stream))
        return value.circle.id if isinstance(value, Proceeding) else CircleId(token.stream)

    async def _circle(self, circle: CircleId) -> Circle:
        assert self.house is not None
        value = await self.house.desk.circle(circle)
        assert value is not None
        return value


_NONE = {"criteria": "", "condition": "", "text": ""}


def _names(blank: Blank) -> tuple[str, ...]:
    """The fields of a blank: a draft has one for each of its parts."""
    return tuple(f"{OF_DRAFT}{part}" for part in DRAFT) if blank.entry is Entry.DRAFT else (blank.name,)


def _plainly(value: object) -> object:
    """A value as a form has it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.value if isinstance(value, Enum) else value


def _buttons(cards: Iterable[Card]) -> Iterator[Seen]:
    for card in cards:
        for button in card.buttons:
            yield Seen(token_of(card, button), button.verb, button)
