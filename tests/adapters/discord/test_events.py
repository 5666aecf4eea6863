"""A planned meeting stands in the server's calendar for as long as it is to come."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord
import pytest
from simcord import Env

from adapters.discord import parse
from adapters.discord.client import DiscordPlatform
from adapters.port import MessageGone
from tests.adapters.port_contract import card

START = datetime(2026, 3, 2, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def guild(env: Env):
    made = env.create_guild()
    made.create_text_channel("garden")
    return made


@pytest.fixture
def room(platform: DiscordPlatform, guild):  # noqa: ANN001 - simcord's handle
    return platform.room(parse.room_key(guild.id, guild.channels["garden"].id))


def planned(env: Env, guild) -> list[discord.ScheduledEvent]:  # noqa: ANN001
    return list(env.bot.get_guild(guild.id).scheduled_events)


INVITATION = card("p-1/meeting/invitation", live=True, when=(START, START + HOUR))


async def test_it_is_there_once_and_moves_with_the_meeting(env: Env, guild, room):  # noqa: ANN001
    remote = await room.post(INVITATION, None)
    await env.settle()
    for when in ((START, START + HOUR), (START + HOUR, START + 2 * HOUR)):
        await room.update(remote, replace(INVITATION, when=when))
        await env.settle()

    (event,) = planned(env, guild)
    assert (event.name, event.start_time, event.location) == ("Rota", START + HOUR, "#garden")
    assert event.description == f"https://discord.com/channels/{guild.id}/{remote}"


async def test_it_goes_when_the_meeting_has_begun(env: Env, guild, room):  # noqa: ANN001
    remote = await room.post(INVITATION, None)
    await env.settle()

    await room.update(remote, replace(INVITATION, when=None, live=False))
    await env.settle()

    assert planned(env, guild) == []


async def test_it_goes_with_a_message_that_somebody_deleted(env: Env, guild, room):  # noqa: ANN001
    remote = await room.post(INVITATION, None)
    await env.settle()
    env.backend.delete_message(*parse.whereabouts(remote))

    with pytest.raises(MessageGone):
        await room.update(remote, INVITATION)
    again = await room.post(INVITATION, None)
    await env.settle()

    (event,) = planned(env, guild)
    assert event.description.endswith(again)


async def test_where_it_is_not_permitted_the_invitation_stands_alone(env: Env, guild, room):  # noqa: ANN001
    env.inject_error("POST", "/guilds/*/scheduled-events", status=403, code=50013)

    await room.post(INVITATION, None)
    await env.settle()

    assert planned(env, guild) == []
