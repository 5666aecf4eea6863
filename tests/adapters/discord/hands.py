"""What somebody sees on Discord, and their hands: read from simcord's world, whichever process the bot is in.

A `Person` sees the channel with its threads, what was answered to them alone, and what was written to them directly.
They press what is on their screen and fill in forms by the names of the blanks; what a form needs several parts for,
they fill in part by part. `Hands.settled` says when there is nothing more to wait for: in one process that can be
known, across the wire it is waited for.
"""

# ruff: noqa: ANN401 - simcord's world is JSON of any shape

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import simcord
from simcord.actors import _component_interaction
from simcord.backend.access import can_access_message
from simcord.backend.models import EPHEMERAL_FLAG
from simcord.builders import ChannelHandle
from simcord.enums import ComponentType
from simcord.results import InteractionResult, ResponseMessage

from adapters.tokens import Token, Unknown, read, written

BUTTON, TEXT_INPUT, TEXT, LABEL, RADIO = 2, 4, 10, 18, 21
USERS: Final = 5
WRITTEN: Final = (0, 19, 20, 23)
"""Types of messages that somebody wrote: not that a thread was begun, say."""
LINK: Final = 5
GO_ON: Final = "k."
"""What the name of the button begins with that opens the next part of a form."""

Typed = Mapping[str, Any]


def walk(components: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Every component, nested ones too, in the order in which they are read."""
    for each in components:
        yield each
        yield from walk(each.get("components") or ())
        yield from walk(each[name] for name in ("component", "accessory") if each.get(name))


def words(message: Any) -> str:
    """What a message says, its buttons left out."""
    texts = (each.get("content", "") for each in walk(message.components) if each["type"] == TEXT)
    return "\n".join(filter(None, (message.content, *texts)))


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button of a message: what it is called, what it says, and where it is."""

    custom_id: str
    label: str
    message: Any

    @property
    def token(self) -> Token | None:
        """What it stands for, if it is an act or a look and not the adapter's own."""
        try:
            return read(self.custom_id)
        except Unknown:
            return None


def pressables(message: Any) -> Iterator[Pressable]:
    """The buttons of a message that can be pressed."""
    for each in walk(message.components):
        if each["type"] == BUTTON and each.get("style") != LINK and not each.get("disabled"):
            yield Pressable(each["custom_id"], each.get("label") or "", message)


@dataclass(frozen=True, slots=True)
class Opened:
    """A form on somebody's screen: its fields by the names that Discord knows them by."""

    shown: InteractionResult

    @property
    def custom_id(self) -> str:
        """The form's name."""
        return str(self.spec["custom_id"])

    @property
    def spec(self) -> Mapping[str, Any]:
        """The form as Discord was sent it."""
        return self.shown.modal or {}

    @property
    def token(self) -> Token:
        """What it is handed in for."""
        return read(self.custom_id.split(".", 3)[3])

    @property
    def parts(self) -> tuple[int, int]:
        """Which part of how many it is."""
        _, page, of, _ = self.custom_id.split(".", 3)
        return int(page), int(of)

    @property
    def fields(self) -> dict[str, Mapping[str, Any]]:
        """What can be filled in, by Discord's names."""
        return {each["custom_id"]: each for each in walk(self.spec["components"]) if "custom_id" in each}

    @property
    def says(self) -> str:
        """What stands above the fields, and beside them: a fault that is told too."""
        parts = walk(self.spec["components"])
        return "\n".join(
            str(each.get(name) or "") for each in parts for name in ("content", "label", "description")
        )

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The blanks' own names, each with what can be chosen."""
        found: dict[str, tuple[str, ...]] = {}
        for custom_id, each in self.fields.items():
            name = custom_id.partition(":")[2]
            options = tuple(option["value"] for option in each.get("options") or ())
            found[name] = (*found.get(name, ()), *options)
        return found

    @property
    def start(self) -> dict[str, str]:
        """What stands in the fields at the beginning, by the blanks' own names."""
        found: dict[str, str] = {}
        for custom_id, each in self.fields.items():
            name = custom_id.partition(":")[2]
            chosen = [option["value"] for option in each.get("options") or () if option.get("default")]
            found[name] = found.get(name, "") + (each.get("value") or ", ".join(chosen))
        return found


@dataclass(slots=True)
class Answered:
    """What came of an act, for the one who acted: words, buttons, a form."""

    words: str = ""
    buttons: tuple[Pressable, ...] = ()
    form: Opened | None = None
    messages: tuple[Any, ...] = ()


Settled = Callable[[InteractionResult | None], Awaitable[None]]


@dataclass(slots=True)
class Hands:
    """Everybody's hands in one world."""

    env: simcord.Env
    settled: Settled
    told: dict[int, list[Any]] = field(default_factory=dict)
    """The messages that each person got alone, by account, the oldest first."""

    def seen(self, who: simcord.MemberActor, channel: ChannelHandle) -> list[Any]:
        """The messages that stand in a channel and its threads for this person, the oldest first."""
        backend = self.env.backend
        places = [channel.id, *(each.id for each in channel.threads)]
        direct = backend.dm_channels.get(who.id)
        if direct is not None:
            places.append(direct)
        stored = [each for place in places for each in backend.messages.get(place, {}).values()]
        stored = [each for each in stored if each.type in WRITTEN]
        return sorted((each for each in stored if self._visible(who, each)), key=lambda each: each.id)

    def _visible(self, who: simcord.MemberActor, message: Any) -> bool:
        if message.flags & EPHEMERAL_FLAG:
            return message in self.told.get(who.id, ())
        viewer = who if self.env.backend.channels[message.channel_id].guild_id else who.user
        return bool(can_access_message(self.env, message.channel_id, message, viewer))

    async def press(self, who: simcord.MemberActor, button: Pressable) -> Answered:
        """Press a button that is there."""
        message = ResponseMessage(self.env, button.message)
        actor: Any = who if self.env.backend.channels[button.message.channel_id].guild_id else who.user
        return await self._answered(who, await actor.click(message, custom_id=button.custom_id))

    async def forge(self, who: simcord.MemberActor, message: Any, custom_id: str) -> Answered:
        """Press a button that is not there: gone by now, or made up."""
        data = {"custom_id": custom_id, "component_type": ComponentType.BUTTON}
        actor: Any = who if self.env.backend.channels[message.channel_id].guild_id else who.user
        return await self._answered(who, await _component_interaction(actor, message, data))

    async def slash(
        self, who: simcord.MemberActor, channel: ChannelHandle, name: str, **given: Any
    ) -> Answered:
        """Type a command."""
        return await self._answered(who, await who.slash(channel, name, **given))

    async def bring(
        self, who: simcord.MemberActor, channel: ChannelHandle, name: str, message: Any
    ) -> Answered:
        """Choose a command in the menu of a message."""
        return await self._answered(who, await who.context_menu(channel, name, message))

    async def fill(self, who: simcord.MemberActor, form: Opened, values: Typed) -> Answered:
        """Hand in a form and all its further parts; `values` are by the names of the blanks."""
        for _ in range(form.parts[1] + 1):
            answer = await self.hand_in(who, form, values)
            further = next((each for each in answer.buttons if each.custom_id.startswith(GO_ON)), None)
            if answer.form is not None or further is None:
                return answer
            opened = (await self.press(who, further)).form
            assert opened is not None, "a part of a form did not open"
            form = opened
        return answer

    async def hand_in(self, who: simcord.MemberActor, form: Opened, values: Typed) -> Answered:
        """Hand in this part of a form."""
        filled = dict(_filled(form, values))
        actor: Any = who if form.shown._interaction.guild_id else who.user
        return await self._answered(who, await actor.submit_modal(form.shown, filled))

    async def _answered(self, who: simcord.MemberActor, result: InteractionResult) -> Answered:
        await self.settled(result)
        if result.modal is not None:
            form = Opened(result)
            return Answered(form.says, form=form)
        own = [each._message for each in (result.response, *result.followups) if each is not None]
        own = [each for each in own if each.flags & EPHEMERAL_FLAG]
        told = self.told.setdefault(who.id, [])
        told += [each for each in own if each not in told]
        buttons = tuple(button for each in own for button in pressables(each))
        return Answered("\n".join(map(words, own)), buttons, messages=tuple(own))


class NotOffered(Exception):
    """Nobody can choose this, or leave that empty; `args[0]` names the field. Nothing was handed in."""


def _filled(form: Opened, values: Typed) -> Iterator[tuple[str, Any]]:
    """What stands in each field when it is handed in: as it began, where it was not changed.

    What does not fit into one field goes on in the next of its name. Raises `NotOffered`.
    """
    left = dict(values)
    fields = list(form.fields.items())
    for place, (custom_id, each) in enumerate(fields):
        name = custom_id.partition(":")[2]
        value = left[name] if name in left else _begun(each)
        if each["type"] == TEXT_INPUT:
            room = each.get("max_length") or 4000
            filled, rest = value[:room] if value else "", value[room:] if value else ""
        elif each["type"] == USERS:
            filled, rest = list(value), ()
        else:
            offered = {option["value"] for option in each.get("options") or ()}
            several = isinstance(value, str) and value not in offered  # as it is typed, with commas between
            wanted = [one for one in value.split(", ") if one] if several else value
            wanted = [wanted] if isinstance(wanted, str) else list(wanted or ())
            filled = [one for one in wanted if one in offered]
            rest = [one for one in wanted if one not in offered]
        last = all(other.partition(":")[2] != name for other, _ in fields[place + 1 :])
        if (rest and last) or (each.get("required", True) and not filled):
            raise NotOffered(f"{name} cannot be {value!r}" if rest else f"{name} cannot be empty")
        if name in left:
            left[name] = rest
        if filled:
            yield custom_id, filled[0] if each["type"] == RADIO else filled


def _begun(each: Mapping[str, Any]) -> Any:
    if each["type"] == TEXT_INPUT:
        return each.get("value") or ""
    return [option["value"] for option in each.get("options") or () if option.get("default")]


__all__ = ["Answered", "Hands", "Opened", "Pressable", "pressables", "walk", "words", "written"]
