"""Who has left the server is found out without a privileged intent, and asked for seldom."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from simcord import Env, MemberActor
from simcord.builders import GuildHandle

from adapters.discord import parse, rollcall
from adapters.discord.client import DiscordPlatform
from adapters.discord.rollcall import RollCall
from adapters.reception import Roll
from tests.adapters.discord.fake_reception import FakeReception


@dataclass(slots=True)
class Garden:
    """A server where a circle of two meets, and who asks for them."""

    env: Env
    guild: GuildHandle
    rolls: RollCall
    reception: FakeReception
    ana: MemberActor
    bo: MemberActor

    @property
    def room(self) -> str:
        return room_in(self.guild)

    @property
    def asked(self) -> int:
        """How often Discord was asked for a member."""
        return sum(call.method == "GET" and "/members/" in call.path for call in self.env.http_requests)


@pytest.fixture
def garden(env: Env, platform: DiscordPlatform, reception: FakeReception) -> Garden:
    guild = env.create_guild()
    guild.create_text_channel("garden")
    ana, bo = (guild.add_member(env.create_user(name)) for name in ("ana", "bo"))
    reception.accounts = {"u-ana": str(ana.id), "u-bo": str(bo.id)}
    return Garden(env, guild, platform.rolls, reception, ana, bo)


def room_in(guild: GuildHandle) -> str:
    return parse.room_key(guild.id, guild.channels["garden"].id)


async def test_who_has_left_is_told_once_and_the_others_are_not_asked_for_again(garden: Garden):
    garden.guild.remove_member(garden.bo)

    await garden.rolls.call(garden.room)
    await garden.rolls.call(garden.room)

    assert garden.reception.left == [f"discord:{garden.bo.id}"]
    assert garden.reception.found == [f"discord:{garden.ana.id}"]
    assert garden.asked == 2


async def test_who_is_back_is_told_when_it_is_time_to_ask_again(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
):
    garden.guild.remove_member(garden.bo)
    await garden.rolls.call(garden.room)
    garden.guild.add_member(garden.bo.user)
    monkeypatch.setattr(rollcall, "FRESH", -1.0)

    await garden.rolls.call(garden.room)

    assert f"discord:{garden.bo.id}" in garden.reception.found


async def test_who_has_just_done_something_is_not_asked_for(garden: Garden):
    garden.rolls.met(str(garden.ana.id))
    garden.rolls.met(str(garden.bo.id))

    await garden.rolls.call(garden.room)

    assert garden.asked == 0


@dataclass(slots=True)
class TwoServers(FakeReception):
    """A circle that meets in two servers."""

    also: str = ""

    async def roll(self, room: str) -> Roll:
        return Roll(accounts=tuple(self.accounts.values()), rooms=(room, self.also))


async def test_who_is_in_another_server_of_the_circle_has_not_left(garden: Garden, platform: DiscordPlatform):
    other = garden.env.create_guild()
    other.create_text_channel("garden")
    other.add_member(garden.bo.user)
    garden.guild.remove_member(garden.bo)
    reception = TwoServers(accounts={"u-bo": str(garden.bo.id)}, also=room_in(other))

    await RollCall(lambda: platform.client, reception).call(garden.room)

    assert (reception.left, len(reception.found)) == ([], 1)


async def test_nobody_has_left_a_server_that_the_bot_is_not_in(garden: Garden):
    garden.env.inject_error("GET", "/guilds/*/members/*", status=404, code=10004)
    garden.env.inject_error("GET", "/guilds/*/members/*", status=403, code=50001)

    await garden.rolls.call(garden.room)

    assert (garden.reception.left, garden.reception.found) == ([], [])
