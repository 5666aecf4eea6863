"""What `circlewise doctor` finds out about Discord: token, intents, commands, and what the bot may do where."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any, Final

import discord
from discord.http import HTTPClient

from adapters.access import DiscordAccess
from adapters.checkup import Finding, Health
from adapters.discord import faults, parse
from facilitation.cards import Msg, Said, msg

NEEDED: Final = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    add_reactions=True,
    read_message_history=True,
    pin_messages=True,
    create_events=True,
)
"""All that the bot ever does in a server. It needs no more, and does with less."""
VITAL: Final = discord.Permissions(view_channel=True, send_messages=True, read_message_history=True)
"""Without these a circle sees nothing, or the bot cannot see what it has posted."""


PRIVILEGED: Final = (
    "gateway_presence",
    "gateway_presence_limited",
    "gateway_guild_members",
    "gateway_guild_members_limited",
    "gateway_message_content",
    "gateway_message_content_limited",
)
"""What shows that an application has been given a privileged intent."""


def invitation(application: int) -> str:
    """The address that brings the bot into a server, with exactly what it needs."""
    return discord.utils.oauth_url(application, permissions=NEEDED, scopes=("bot", "applications.commands"))


async def checks(access: DiscordAccess, rooms: Iterable[str]) -> AsyncIterator[Finding]:
    """Look at everything. Never raises."""
    client = discord.Client(intents=discord.Intents.none())
    async with client:
        try:
            await client.login(access.token)
        except discord.LoginFailure:
            yield _ill("discord-doctor-token", cure="discord-doctor-token-cure")
            return
        except (discord.DiscordException, *faults.BREAKS):
            yield _ill("discord-doctor-away", cure="discord-doctor-away-cure")
            return
        async for finding in looked(client, rooms):
            yield finding


async def looked(client: discord.Client, rooms: Iterable[str]) -> AsyncIterator[Finding]:
    """Look at what a client that is logged in can see."""
    application = client.application_id or 0
    yield _well("discord-doctor-token-well", name=Said(client.user.name if client.user else ""))
    yield _well("discord-doctor-invite", link=Said(invitation(application)))
    yield _intents(client.application_flags)
    yield await _commands(client.http, application)
    for key in rooms:
        place = parse.place_of(key)
        if place is not None:
            yield await _room(client, place, key)


def _intents(flags: discord.ApplicationFlags) -> Finding:
    """Privileged intents are not needed: having them only makes others ask why."""
    if any(getattr(flags, name) for name in PRIVILEGED):
        return _odd("discord-doctor-intents", cure="discord-doctor-intents-cure")
    return _well("discord-doctor-intents-well")


async def _commands(http: HTTPClient, application: int) -> Finding:
    try:
        found = await http.get_global_commands(application)
    except (discord.DiscordException, *faults.BREAKS):
        return _odd("discord-doctor-commands-unknown")
    if not found:
        return _odd("discord-doctor-commands-none", cure="discord-doctor-commands-cure")
    return _well("discord-doctor-commands", count=len(found))


async def _room(client: discord.Client, place: parse.Place, key: str) -> Finding:
    http = client.http
    me = client.user.id if client.user else 0
    try:
        channel: Any = await http.get_channel(place.channel)
        guild: Any = await http.get_guild(place.guild, with_counts=False)
        member: Any = await http.get_member(place.guild, me)
    except (discord.NotFound, discord.Forbidden):
        return _ill("discord-doctor-room-gone", cure="discord-doctor-room-cure", room=Said(key))
    except (discord.DiscordException, *faults.BREAKS):
        return _odd("discord-doctor-room-unknown", room=Said(key))
    return _permitted(f"#{channel.get('name', key)}", permissions(me, guild, member["roles"], channel))


def permissions(
    me: int, guild: Mapping[str, Any], roles: Iterable[str], channel: Mapping[str, Any]
) -> discord.Permissions:
    """What somebody may do in a channel, by its server's roles and its own exceptions.

    Source: Discord's documentation of permissions, "Permission Overwrites".
    """
    everyone = str(guild["id"])
    mine = {everyone, *map(str, roles)}
    may = 0
    for role in guild["roles"]:
        may |= int(role["permissions"]) if str(role["id"]) in mine else 0
    if str(guild.get("owner_id")) == str(me) or discord.Permissions(may).administrator:
        return discord.Permissions.all()
    exceptions = {str(one["id"]): one for one in channel.get("permission_overwrites", ())}
    for whose in ({everyone}, mine - {everyone}, {str(me)}):
        every = [exceptions[one] for one in whose if one in exceptions]
        for one in every:
            may &= ~int(one["deny"])
        for one in every:
            may |= int(one["allow"])
    return discord.Permissions(may)


def _permitted(channel: str, may: discord.Permissions) -> Finding:
    lacking = discord.Permissions(NEEDED.value & ~may.value)
    if not lacking.value:
        return _well("discord-doctor-room", room=Said(channel))
    names = ", ".join(name.replace("_", " ").title() for name, is_set in lacking if is_set)
    health = Health.ILL if VITAL.value & lacking.value else Health.ODD
    said = msg("discord-doctor-lacks", room=Said(channel), what=Said(names))
    return Finding(health=health, said=said, cure=msg("discord-doctor-lacks-cure"))


def _well(id_: str, **args: Any) -> Finding:  # noqa: ANN401 - whatever a message takes
    return Finding(health=Health.WELL, said=msg(id_, **args))


def _odd(name: str, cure: str = "", **args: Any) -> Finding:  # noqa: ANN401
    return Finding(health=Health.ODD, said=msg(name, **args), cure=_cure(cure))


def _ill(name: str, cure: str = "", **args: Any) -> Finding:  # noqa: ANN401
    return Finding(health=Health.ILL, said=msg(name, **args), cure=_cure(cure))


def _cure(name: str) -> Msg | None:
    return msg(name) if name else None
