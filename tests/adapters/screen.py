"""What one person sees of a platform, and their hands: what a platform's tests give so that stories are played on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol
from zoneinfo import ZoneInfo

from adapters.tokens import Token
from bot.reception import HouseReception
from facilitation.model import Circle, CircleId, Draft, PersonId


@dataclass(frozen=True, slots=True)
class Seen:
    """A button on somebody's screen: what it stands for, what it says, and how the screen finds it again."""

    token: Token
    label: str
    where: object = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form that is open on somebody's screen: its fields by name, each with what can be chosen and what stands in."""

    token: Token
    fields: Mapping[str, tuple[str, ...]]
    start: Mapping[str, str] = field(default_factory=dict)
    where: object = None


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody sees: words, buttons, and the form that opened, if one did."""

    words: str = ""
    buttons: tuple[Seen, ...] = ()
    sheet: Sheet | None = None


class Unsayable(Exception):
    """What a field cannot hold, or a list does not offer; `args[0]` says why."""


class Screen(Protocol):
    """One platform, as the people of a transcript see it and use it. Each call ends when its effect is to be seen."""

    platform: str
    """The platform's name in storage."""

    def account(self, person: PersonId) -> str:
        """The account that somebody has there."""
        ...

    def room(self, circle: Circle) -> str:
        """The key of the room where a circle meets."""
        ...

    def found(self, circle: Circle) -> str:
        """The key of a new room, where a circle meets that a decision has made."""
        ...

    async def ready(self, reception: HouseReception) -> None:
        """Everybody and every room is known to the house: be on."""
        ...

    async def off(self) -> None:
        """It is over."""
        ...

    async def around(self, who: PersonId, circle: CircleId) -> Sight:
        """Everything that stands in the circle's room for this person: for all, and for this person alone."""
        ...

    async def say(self, who: PersonId, circle: CircleId, words: str) -> Sight:
        """Type a command there; no words ask what needs this person now."""
        ...

    async def press(self, who: PersonId, button: Seen) -> Sight:
        """Press a button that is to be seen."""
        ...

    async def push(self, who: PersonId, circle: CircleId, token: Token) -> Sight:
        """Press a button that is to be seen no more: on an old message, or by somebody who made it up."""
        ...

    async def submit(self, who: PersonId, sheet: Sheet, given: Mapping[str, object]) -> Sight:
        """Change these fields of a form, as `written` writes it, leave the others, and hand it in.

        Raises `Unsayable` where a field cannot hold it; nothing was handed in then.
        """
        ...


def written(value: object, zone: ZoneInfo) -> str:
    """What a person would type or choose to say this."""
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case bool():
            return "yes" if value else "no"
        case datetime():
            local = value.astimezone(zone)
            return f"{local:%Y-%m-%d}" if local.hour == local.minute == 0 else f"{local:%Y-%m-%d %H:%M}"
        case Draft():
            return value.text
        case tuple():
            return ", ".join(written(one, zone) for one in value)
        case _:
            return str(value)


def squeezed(words: str) -> str:
    """Words as they are read: without marks of direction, and with single blanks."""
    return " ".join("".join(char for char in words if char not in "\u2066\u2067\u2068\u2069\u200b").split())
