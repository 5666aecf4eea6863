"""`circlewise doctor` for Discord: what is well, what is missing where, and what to do about it."""

import discord
import pytest
from discord.http import Route
from simcord import Env

from adapters.access import DiscordAccess
from adapters.checkup import Finding, Health
from adapters.discord import checkup, client, parse
from adapters.wording import Wording


async def findings(env: Env, *rooms: str) -> list[Finding]:
    return [finding async for finding in checkup.looked(env.bot, rooms)]


def said(finding: Finding) -> str:
    return Wording().say(finding.said)


def test_the_invitation_asks_for_exactly_what_is_needed():
    link = checkup.invitation(42)

    assert "scope=bot+applications.commands" in link
    assert f"permissions={checkup.NEEDED.value}" in link
    # As Discord numbers them since February 2026: pins and events have bits of their own.
    assert checkup.NEEDED.value >> 51 & 1
    assert checkup.NEEDED.value >> 44 & 1
    assert not checkup.NEEDED.administrator
    assert not checkup.NEEDED.mention_everyone
    assert not checkup.NEEDED.manage_messages


async def test_a_room_where_everything_is_permitted_is_well(env: Env):
    guild = env.create_guild()
    channel = guild.create_text_channel("garden")
    real = env.bot.get_channel(channel.id)
    all_needed = discord.PermissionOverwrite.from_pair(checkup.NEEDED, discord.Permissions.none())
    await real.set_permissions(real.guild.me, overwrite=all_needed)

    *_, room = await findings(env, parse.room_key(guild.id, channel.id))

    assert (room.health, said(room)) == (Health.WELL, "#garden: everything is permitted.")


async def test_what_is_not_permitted_is_named_with_its_channel(env: Env):
    guild = env.create_guild()
    channel = guild.create_text_channel("garden")
    real = env.bot.get_channel(channel.id)
    await real.set_permissions(real.guild.default_role, send_messages=False, add_reactions=False)
    await real.set_permissions(real.guild.me, send_messages=False, add_reactions=False)

    *_, room = await findings(env, parse.room_key(guild.id, channel.id))

    assert room.health is Health.ILL
    assert said(room).startswith("#garden: not permitted: ")
    assert "Send Messages" in said(room)
    assert "Add Reactions" in said(room)
    assert room.cure is not None


async def test_a_channel_that_is_gone_is_ill(env: Env):
    guild = env.create_guild()

    *_, room = await findings(env, parse.room_key(guild.id, 12345))

    assert room.health is Health.ILL


async def test_the_commands_that_discord_knows_are_counted(env: Env):
    findings_ = await findings(env)

    assert [finding.health for finding in findings_] == [Health.WELL] * 4
    assert said(findings_[3]) == "Discord knows 9 commands."


async def test_a_privileged_intent_is_one_too_many(env: Env):
    env.bot._connection.application_flags = discord.ApplicationFlags(gateway_message_content=True)

    findings_ = await findings(env)

    assert [finding.health for finding in findings_] == [Health.WELL, Health.WELL, Health.ODD, Health.WELL]


GUILD = {
    "id": "1",
    "owner_id": "9",
    "roles": [{"id": "1", "permissions": "0"}, {"id": "2", "permissions": "2048"}],
}


@pytest.mark.parametrize(
    ("exceptions", "may"),
    [
        ((), True),
        (({"id": "1", "deny": "2048", "allow": "0"},), False),
        (({"id": "1", "deny": "2048", "allow": "0"}, {"id": "2", "deny": "0", "allow": "2048"}), True),
        (({"id": "2", "deny": "0", "allow": "2048"}, {"id": "5", "deny": "2048", "allow": "0"}), False),
    ],
)
def test_a_channels_exceptions_go_from_everyone_over_roles_to_oneself(
    exceptions: tuple[dict[str, str], ...],
    may: bool,  # noqa: FBT001 - an example
):
    found = checkup.permissions(5, GUILD, ["2"], {"permission_overwrites": exceptions})

    assert found.send_messages is may


def test_an_owner_and_an_administrator_may_everything():
    admin = {**GUILD, "roles": [{"id": "1", "permissions": "8"}]}

    assert checkup.permissions(9, GUILD, [], {}) == discord.Permissions.all()
    assert checkup.permissions(5, admin, [], {}) == discord.Permissions.all()


async def test_a_server_that_cannot_be_reached_is_one_kind_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    access = DiscordAccess(token="nobody's", api_url="http://127.0.0.1:9/api/v10")  # noqa: S106 - none

    (only,) = [finding async for finding in client.checks(access, ())]

    assert (only.health, said(only)) == (Health.ILL, "Discord cannot be reached.")
