"""A server's calendar, kept like the cards that announce something: one event for each, while it is to come.

An event carries the address of its message, so it is found again in what the library knows of the server anyway, and
nothing has to be remembered. Where the bot may create no events there is none, and nothing else is different.
"""

from __future__ import annotations

from datetime import datetime

import discord

from adapters.discord import limits, parse, quoting
from adapters.port import RemoteId

Span = tuple[datetime, datetime]


def of(guild: discord.Guild, remote: RemoteId) -> discord.ScheduledEvent | None:
    """The event of a message, as long as it is to come."""
    end = _address(guild, remote)
    every = (one for one in guild.scheduled_events if one.status is discord.EventStatus.scheduled)
    return next((one for one in every if (one.description or "").endswith(end)), None)


async def keep(guild: discord.Guild, remote: RemoteId, when: Span | None, name: str) -> None:
    """Make the calendar say what a message announces: nothing where it announces nothing any more."""
    if not guild.me.guild_permissions.create_events:
        return
    found = of(guild, remote)
    title = quoting.cut(name, limits.EVENT_NAME)
    if when is None:
        if found is not None:
            await found.delete()
    elif found is None:
        await _create(guild, remote, when, title)
    elif (found.name, found.start_time, found.end_time) != (title, *when):
        await found.edit(name=title, start_time=when[0], end_time=when[1])


async def _create(guild: discord.Guild, remote: RemoteId, when: Span, name: str) -> None:
    channel = guild.get_channel(parse.whereabouts(remote)[0])
    place = f"#{channel.name}" if channel is not None else guild.name
    await guild.create_scheduled_event(
        name=name,
        start_time=when[0],
        end_time=when[1],
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location=quoting.cut(place, limits.EVENT_PLACE),
        description=_address(guild, remote),
    )


def _address(guild: discord.Guild, remote: RemoteId) -> str:
    return f"https://discord.com/channels/{guild.id}/{remote}"
