"""A channel is a room like any other; and what only Discord's channels have."""

from collections.abc import Mapping

import aiohttp
import discord
import pytest
from discord.http import Route
from simcord import Env

from adapters.discord import parse
from adapters.discord.client import DiscordPlatform
from adapters.port import RemoteId
from tests.adapters.discord import limits
from tests.adapters.port_contract import SOMEBODY, RoomContract


class DiscordStage:
    def __init__(self, env: Env, platform: DiscordPlatform) -> None:
        self.env = env
        self.guild = env.create_guild()
        self.channel = self.guild.create_text_channel("garden")
        self.ana = self.guild.add_member(env.create_user("ana"))
        self.platform = platform
        self.room = platform.room(parse.room_key(self.guild.id, self.channel.id))
        platform.reception.accounts[SOMEBODY] = str(self.ana.id)

    def shown(self) -> Mapping[RemoteId, str]:
        return {
            parse.remote_of(place.id, message.id): words(message)
            for place in (self.channel, *self.channel.threads)
            for message in place.history()
            if message.author.bot and message.type is discord.MessageType.default
        }

    def lose_next_answer(self) -> None:
        self._instead(lose=True, raising=aiohttp.ClientOSError(104, "reset"))

    def ask_to_wait(self, seconds: float) -> None:
        self._instead(lose=False, raising=discord.RateLimited(seconds))

    def _instead(self, *, lose: bool, raising: Exception) -> None:
        http = self.env.bot.http
        honest = http.request

        async def once(route: Route, **more: object):
            http.request = honest
            if lose:
                await honest(route, **more)
            raise raising

        http.request = once


def words(message: discord.Message) -> str:
    return "\n".join(
        one["content"]
        for one in limits.walk([c.to_dict() for c in message.components])
        if one["type"] == limits.TEXT
    )


class TestDiscordRoom(RoomContract):
    @pytest.fixture
    async def stage(self, env: Env, platform: DiscordPlatform) -> DiscordStage:
        return DiscordStage(env, platform)
