"""What can be typed behind a slash: within Discord's limits, in every language, and told to Discord only when new."""

import re
from typing import Any

import discord
import pytest
from discord import app_commands

from adapters.discord import commands
from adapters.discord.client import DiscordPlatform
from bot.reception.verbs import VERBS
from tests.adapters.discord import limits


@pytest.fixture
async def payload(platform: DiscordPlatform) -> list[dict[str, Any]]:
    client = platform.new_client()
    return [one.to_dict(client.tree) for one in client.tree.get_commands()]


def inner(one: dict[str, Any]) -> list[dict[str, Any]]:
    return [one, *(each for option in one.get("options") or () for each in inner(option))]


async def test_names_and_descriptions_are_what_discord_takes(payload: list[dict[str, Any]]):
    typed = [one for each in payload if each["type"] == 1 for one in inner(each)]

    assert [one["name"] for one in typed if not re.fullmatch(limits.COMMAND_NAME, one["name"])] == []
    assert [one for one in typed if not 1 <= len(one["description"]) <= 100] == []
    assert all(len(one.get("options") or ()) <= 25 for one in typed)
    assert all(
        sum(len(one["name"] + one["description"]) for one in inner(each)) <= 8000
        for each in payload
        if each["type"] == 1
    )


async def test_the_groups_are_those_that_people_know(payload: list[dict[str, Any]]):
    assert [one["name"] for one in payload] == [
        "circle",
        "meeting",
        "propose",
        "backlog",
        "select",
        "roles",
        "decisions",
        "why",
        "Bring to the circle",
    ]


async def test_they_are_for_servers_and_for_those_who_may_write(payload: list[dict[str, Any]]):
    assert {one["default_member_permissions"] for one in payload} == {
        discord.Permissions(send_messages=True).value
    }
    assert {tuple(one["integration_types"]) for one in payload} == {(0,)}
    assert {one["name"]: one["contexts"] for one in payload if one["contexts"] != [0]} == {"circle": [0, 1]}


def test_the_reception_knows_every_verb():
    known = {"", commands.ANYTHING, *VERBS}

    assert {one.verb for one in commands.COMMANDS} - known == set()


async def test_a_change_of_anything_we_say_is_noticed(payload: list[dict[str, Any]]):
    def theirs() -> list[dict[str, Any]]:
        """The same as Discord gives it back: with what it adds, and without what is empty."""
        return [
            {
                **{key: value for key, value in one.items() if value},
                "id": "1",
                "version": "2",
                "type": one["type"],
            }
            for one in payload
        ]

    assert commands.same(payload, theirs())
    for change in (
        {"description": "Other"},
        {"default_member_permissions": "8"},
        {"contexts": [0, 1, 2]},
        {"options": []},
    ):
        other = theirs()
        other[0] = {**other[0], **change}
        assert not commands.same(payload, other), change
    assert not commands.same(payload, theirs()[1:])
    assert not commands.same(payload, [])


async def test_names_are_translated_where_there_are_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(commands, "_language", lambda tag: "en" if tag == "de" else None)
    string = app_commands.locale_str("something", id="discord-cmd-circle")
    context = app_commands.TranslationContext(app_commands.TranslationContextLocation.group_name, None)

    assert await commands.Translator().translate(string, discord.Locale.german, context) == "circle"
    assert await commands.Translator().translate(string, discord.Locale.french, context) is None
