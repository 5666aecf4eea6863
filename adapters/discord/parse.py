"""What Discord says somebody did, made into what the reception understands. Pure: nothing is asked or answered here.

Everything here was sent by somebody's program and could be forged: nothing is trusted but who sent it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from adapters.discord.render import AGAIN, ENOUGH, GO_ON
from adapters.port import RemoteId
from adapters.reception import Account, Caller, Given
from adapters.tokens import Token, Unknown, read

PLATFORM: Final = "discord"

_FORM: Final = re.compile(r"f\.(\d{1,2})\.(\d{1,2})\.(.+)", re.ASCII)
_GO_ON: Final = re.compile(r"k\.(\d{1,2})\.(.+)", re.ASCII)
_FIELD: Final = re.compile(r"[tomuv]\d?[plsn]?:[\w.-]{1,60}", re.ASCII)
_ROOM: Final = re.compile(r"discord:(\d{1,20})/(\d{1,20})(/.*)?", re.ASCII)
_REMOTE: Final = re.compile(r"(\d{1,20})/(\d{1,20})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Press:
    """A button: `again` opens a form with what was typed before, `page` another part of one.

    `enough` hands in what was filled in so far.
    """

    token: Token
    again: bool = False
    page: int = 1
    enough: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """One part of a form that was handed in: which of how many, and its fields by their names."""

    token: Token
    page: int
    of: int
    fields: Mapping[str, Given]


@dataclass(frozen=True, slots=True)
class Place:
    """A room's guild and channel."""

    guild: int
    channel: int


# --- names ----------------------------------------------------------------------------------------------------


def room_key(guild: int, channel: int) -> str:
    """The key of a channel as a room.

    >>> room_key(1, 2)
    'discord:1/2'
    """
    return f"{PLATFORM}:{guild}/{channel}"


def place_of(key: str) -> Place | None:
    """The guild and channel of a room's key; what stands behind them keeps apart rooms of one channel.

    >>> place_of("discord:1/2/decisions")
    Place(guild=1, channel=2)
    """
    found = _ROOM.fullmatch(key)
    return Place(int(found[1]), int(found[2])) if found else None


def remote_of(channel: int, message: int) -> RemoteId:
    """The name of a message, which says where it is."""
    return RemoteId(f"{channel}/{message}")


def whereabouts(remote: RemoteId) -> tuple[int, int]:
    """The channel and the message of a name. Raises `ValueError` for what is no message's name."""
    found = _REMOTE.fullmatch(remote)
    if found is None:
        raise ValueError(remote)
    return int(found[1]), int(found[2])


# --- people ---------------------------------------------------------------------------------------------------


class _Somebody(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def display_name(self) -> str: ...


def account(somebody: _Somebody) -> Account:
    """A member or user, by the name they go by in this place."""
    return Account(id=str(somebody.id), name=somebody.display_name)


def caller(interaction: Any, *, of: str = "") -> Caller:  # noqa: ANN401 - any client's interaction
    """Who did something, and in which room: that of a thread is the channel it hangs on."""
    channel = _channel_of(interaction.channel) or interaction.channel_id
    return Caller(
        platform=PLATFORM,
        account=account(interaction.user),
        delivery=f"{interaction.id}{of}",
        room=room_key(interaction.guild_id, channel) if interaction.guild_id and channel else None,
        language=str(getattr(interaction.locale, "value", interaction.locale) or ""),
        beside=_beside(interaction),
    )


def _channel_of(where: Any) -> int | None:  # noqa: ANN401 - any kind of channel
    """The channel that a thread hangs on. A post in a forum hangs on nothing that could be written in."""
    parent = getattr(where, "parent", None)
    forum = str(getattr(parent, "type", "")) in ("forum", "media")
    return None if forum else getattr(where, "parent_id", None)


def _beside(interaction: Any) -> tuple[Account, ...]:  # noqa: ANN401 - any client's interaction
    """Who is in the voice channel that somebody is in, else in the one they write in."""
    voice = getattr(interaction.user, "voice", None)
    channel = voice.channel if voice is not None else interaction.channel
    return tuple(Account(id=str(one)) for one in getattr(channel, "voice_states", ()))


# --- buttons and forms ----------------------------------------------------------------------------------------


def press(custom_id: str) -> Press:
    """A button that was pressed. Raises `Unknown`."""
    if custom_id.startswith(AGAIN):
        return Press(read(custom_id.removeprefix(AGAIN)), again=True)
    if custom_id.startswith(ENOUGH):
        return Press(read(custom_id.removeprefix(ENOUGH)), enough=True)
    if custom_id.startswith(GO_ON):
        found = _GO_ON.fullmatch(custom_id)
        if found is None:
            raise Unknown
        return Press(read(found[2]), again=True, page=int(found[1]))
    return Press(read(custom_id))


def filled(data: Mapping[str, Any]) -> Filled:
    """A form that was handed in, also one that was opened before a restart. Raises `Unknown`."""
    found = _FORM.fullmatch(str(data.get("custom_id", "")))
    if found is None:
        raise Unknown
    page, of = int(found[1]), int(found[2])
    if not 1 <= page <= of:
        raise Unknown
    return Filled(read(found[3]), page, of, fields(data))


def fields(data: Mapping[str, Any]) -> dict[str, Given]:
    """What stands in the fields of a form, by their names."""
    names = _names(data.get("resolved") or {})
    found: dict[str, Given] = {}
    for one in _leaves(data.get("components")):
        name = str(one.get("custom_id", ""))
        if _FIELD.fullmatch(name):
            found[name] = _value(name[0], one, names)
    return found


def typed(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every text in a form that nobody can read any more, so that it can be given back."""
    texts = ((str(one.get("custom_id", "")), one.get("value")) for one in _leaves(data.get("components")))
    return [(name.rpartition(":")[2], value) for name, value in texts if isinstance(value, str) and value]


def _leaves(components: object) -> Iterator[Mapping[str, Any]]:
    """Everything with a name, however deep; what has another shape than Discord's is passed over."""
    for one in components if isinstance(components, list | tuple) else ():
        if isinstance(one, Mapping):
            yield from _leaves(one.get("components"))
            yield from _leaves((one.get("component"),))
            if "custom_id" in one:
                yield one


def _value(kind: str, field: Mapping[str, Any], names: Mapping[str, str]) -> Given:
    value, many = field.get("value"), field.get("values")
    values = tuple(map(str, many)) if isinstance(many, list | tuple) else ()
    match kind:
        case "t":
            return str(value or "")
        case "o":
            return str(value or (values[0] if values else ""))
        case "m":
            return values
        case "u":
            return Account(id=values[0], name=names.get(values[0], "")) if values else ""
        case _:
            return tuple(Account(id=one, name=names.get(one, "")) for one in values)


def _names(resolved: Mapping[str, Any]) -> dict[str, str]:
    """What the accounts that were chosen go by."""
    members = resolved.get("members") or {}
    return {
        id_: (members.get(id_) or {}).get("nick") or user.get("global_name") or user.get("username") or ""
        for id_, user in (resolved.get("users") or {}).items()
    }
