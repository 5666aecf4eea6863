"""Discord as the player of transcripts sees it (`tests.adapters.playing.Screen`), in whichever process the bot is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

import simcord
from simcord.builders import ChannelHandle, GuildHandle

from adapters.discord.commands import COMMANDS
from adapters.discord.forms import custom_id
from adapters.discord.parse import room_key
from adapters.tokens import Token
from adapters.wording import Wording
from facilitation.cards import msg
from facilitation.forms import OUTSIDER
from facilitation.model import Circle, CircleId, PersonId
from tests.adapters.discord.hands import Answered, Hands, NotOffered, Opened, Pressable, pressables, words
from tests.adapters.screen import Seen, Sheet, Sight, Unsayable, written

AGAIN: Final = "r."
"""What the name of the button begins with that opens a form once more."""


@dataclass(slots=True)
class Town:
    """A guild (of this `number`) whose members are the people of a transcript, each by the name they have there."""

    env: simcord.Env
    names: Mapping[PersonId, str]
    zone: ZoneInfo
    number: int | None = None
    guild: GuildHandle = field(init=False)
    people: dict[PersonId, simcord.MemberActor] = field(default_factory=dict)
    channels: dict[CircleId, ChannelHandle] = field(default_factory=dict)
    whose: dict[int, CircleId] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.guild = self.env.create_guild("Garden", id=self.number)

    def person(self, who: PersonId) -> simcord.MemberActor:
        """Somebody's hands."""
        if who not in self.people:
            name = self.names.get(who, who)
            user = self.env.create_user(name.lower().replace(" ", "_"), global_name=name)
            self.people[who] = self.guild.add_member(user)
        return self.people[who]

    def channel(self, circle: CircleId) -> ChannelHandle:
        """Where a circle meets."""
        if circle not in self.channels:
            self.channels[circle] = self.guild.create_text_channel(f"circle-{len(self.channels)}")
        return self.channels[circle]

    def key(self, circle: CircleId) -> str:
        """The key of that channel as a room."""
        return room_key(self.guild.id, self.channel(circle).id)


class DiscordScreen:
    """What each person sees in their circle's channel, and what they press there."""

    platform = "discord"

    def __init__(self, town: Town, hands: Hands) -> None:
        self.town = town
        self.hands = hands

    def room(self, circle: Circle) -> str:
        """The key of its channel."""
        return self.town.key(circle.id)

    def found(self, circle: Circle) -> str:
        """The key of a new channel."""
        return self.room(circle)

    def account(self, person: PersonId) -> str:
        """The number of their account."""
        return str(self.town.person(person).id)

    async def around(self, who: PersonId, circle: CircleId) -> Sight:
        """The messages of the channel and its threads, and those for this person alone."""
        seen = self.hands.seen(self.town.person(who), self.town.channel(circle))
        buttons = tuple(each for message in reversed(seen) for each in _seen(pressables(message)))
        return Sight("\n".join(map(words, seen)), buttons)

    async def say(self, who: PersonId, circle: CircleId, words: str) -> Sight:
        """Type a command; without words, the one that says what waits for this person."""
        verb, _, rest = words.partition(" ")
        found = next(each for each in COMMANDS if each.verb == verb)
        name = f"{found.group} {found.name}".strip()
        given = {"about": rest} if rest else {}
        person, channel = self.town.person(who), self.town.channel(circle)
        return await self._sight(who, await self.hands.slash(person, channel, name, **given))

    async def press(self, who: PersonId, button: Seen) -> Sight:
        """Press a button that is to be seen."""
        assert isinstance(button.where, Pressable)
        return await self._sight(who, await self.hands.press(self.town.person(who), button.where))

    async def push(self, who: PersonId, circle: CircleId, token: Token) -> Sight:
        """Press a button that is gone, or made up: of the last message in the channel."""
        from adapters.tokens import written as as_text  # noqa: PLC0415 - the player has a word of this name

        person, channel = self.town.person(who), self.town.channel(circle)
        seen = self.hands.seen(person, channel)
        backend = self.town.env.backend
        seen = [each for each in seen if each.author_id == backend.bot_user.id and _public(backend, each)]
        if not seen:
            seen = list((await self.hands.slash(person, channel, "circle mine")).messages)
        return await self._sight(who, await self.hands.forge(person, seen[-1], as_text(token)))

    async def submit(self, who: PersonId, sheet: Sheet, given: Mapping[str, object]) -> Sight:
        """Fill in all parts of a form, and hand it in."""
        assert isinstance(sheet.where, Opened)
        values = {name: self._typed(sheet.where, name, value) for name, value in given.items()}
        try:
            answer = await self.hands.fill(self.town.person(who), sheet.where, values)
        except NotOffered as why:
            raise Unsayable(*why.args) from None
        ready = next((each for each in answer.buttons if each.label == self._opens), None)
        return await (self._shown(who, answer) if ready is None else self._sight(who, answer))

    @property
    def _opens(self) -> str:
        """What the button says that opens the next part of a form, where nothing was wrong with the first."""
        return Wording("en").say(msg("discord-open"))

    def _typed(self, form: Opened, name: str, value: object) -> Any:  # noqa: ANN401 - text, options or accounts
        kind = next((each.partition(":")[0] for each in form.fields if each.partition(":")[2] == name), "t")
        if kind[0] in "uv" or name == OUTSIDER:  # in whichever part of the form it is asked for
            every = value if isinstance(value, tuple) else (value,) if value else ()
            return tuple(self.town.person(one) for one in every)
        if kind[0] == "m" and isinstance(value, tuple):
            return tuple(written(one, self.town.zone) for one in value)
        return written(value, self.town.zone)

    async def _sight(self, who: PersonId, answer: Answered) -> Sight:
        """What came of it; a form that was late has a button of its own."""
        again = next((each for each in answer.buttons if each.custom_id.startswith(AGAIN)), None)
        if answer.form is None and again is not None:
            answer = await self.hands.press(self.town.person(who), again)
        return await self._shown(who, answer)

    async def _shown(self, who: PersonId, answer: Answered) -> Sight:
        sheet = None
        if answer.form is not None:
            form = answer.form
            sheet = Sheet(form.token, await self.names(who, form), form.start, form)
        return Sight(answer.words, tuple(_seen(answer.buttons)), sheet)

    async def names(self, who: PersonId, form: Opened) -> Mapping[str, tuple[str, ...]]:
        """The names of the fields of a form, as far as they are known: those of the part that is open."""
        del who
        return form.names


def _public(backend: Any, message: Any) -> bool:  # noqa: ANN401 - simcord's own
    return backend.channels[message.channel_id].guild_id is not None


def _seen(buttons: Any) -> Any:  # noqa: ANN401 - any iterable of them
    for each in buttons:
        token = each.token
        if token is not None:
            yield Seen(token, each.label, each)


__all__ = ["DiscordScreen", "Town", "custom_id"]
