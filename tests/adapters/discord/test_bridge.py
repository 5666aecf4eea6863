"""The bridge itself, met by a bare discord.py in another process: what the other tests stand on."""

# ruff: noqa: ANN401 - what crosses the wire is JSON of any shape

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from simcord.backend.errors import BackendError

from tests.adapters.discord.bridge import TOKEN, Bridge, world_on_the_wire

THOUGHT = "Thought about it."
ROOT = Path(__file__).parents[3]


async def until(holds: Callable[[], Any], patience: float = 15.0) -> Any:
    """Wait for something to become true on the other side, and give it back."""
    end = time.monotonic() + patience
    while not (found := holds()):
        assert time.monotonic() < end, "waited in vain"
        await asyncio.sleep(0.01)
    return found


@asynccontextmanager
async def bare(bridge: Bridge, token: str = TOKEN) -> AsyncIterator[Process]:
    address = {"BARE_API": bridge.api, "BARE_GATEWAY": bridge.gateway, "BARE_TOKEN": token}
    program = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.adapters.discord.bare",
        cwd=ROOT,
        env={**os.environ, **address},
        stdout=PIPE,
        stderr=STDOUT,
    )
    try:
        yield program
    finally:
        if program.returncode is None:
            program.kill()
        await program.communicate()


async def ready(program: Process) -> None:
    assert program.stdout is not None
    said = []
    async with asyncio.timeout(20):
        while line := await program.stdout.readline():
            said.append(line.decode())
            if said[-1] == "ready\n":
                return
    raise AssertionError("".join(said))


class Scene:
    """A guild of three with a bot in another process."""

    def __init__(self, bridge: Bridge) -> None:
        self.bridge = bridge
        self.guild = bridge.env.create_guild("Garden")
        self.channel = self.guild.create_text_channel("circle")
        self.bo = self.guild.add_member(bridge.env.create_user("bo"))
        self.cem = self.guild.add_member(bridge.env.create_user("cem"))

    def said(self) -> list[str]:
        messages = self.bridge.backend.messages.get(self.channel.id, {})
        return [
            each.content for each in messages.values() if each.author_id == self.bridge.backend.bot_user.id
        ]

    async def slash(self, name: str) -> Any:
        result = await self.bo.slash(self.channel, name)
        await until(lambda: result.modal or (result.response and result.response.content))
        return result


@pytest.fixture
async def bridge() -> AsyncIterator[Bridge]:
    async with world_on_the_wire() as bridge:
        yield bridge


@pytest.fixture
async def scene(bridge: Bridge) -> AsyncIterator[Scene]:
    scene = Scene(bridge)
    async with bare(bridge) as program:
        await ready(program)
        yield scene


async def test_commands_buttons_and_forms_cross_the_wire(scene: Scene):
    asked = await scene.slash("ask")
    clicked = await scene.bo.click(asked.response, label="Consent")
    await until(lambda: clicked.response)
    assert (clicked.response.content, clicked.ephemeral) == ("Noted: consent.", True)

    form = await scene.slash("object")
    assert form.modal["title"] == "Your objection"
    handed = await scene.bo.submit_modal(form, {"words": "The stove is broken."})
    await until(lambda: handed.response)
    assert handed.response.content == "Heard: The stove is broken."

    thought = await scene.slash("think")
    assert thought.response.content == THOUGHT


async def test_what_happened_while_the_line_was_down_is_replayed_on_resuming(scene: Scene):
    asked = await scene.slash("ask")
    await scene.bridge.hang_up(4000)
    await scene.cem.react(asked.response, "👍")

    await until(lambda: f"👍 by {scene.cem.id}" in scene.said())

    assert (scene.bridge.identified, scene.bridge.resumed) == (1, 1)
    assert (await scene.slash("think")).acknowledged


async def test_being_asked_to_reconnect_resumes(scene: Scene):
    scene.bridge.ask_to_reconnect()
    await until(lambda: scene.bridge.resumed == 1)

    assert scene.bridge.identified == 1
    assert (await scene.slash("think")).acknowledged


@pytest.mark.parametrize("how", ["told", "found out on resuming"])
async def test_a_session_that_is_over_begins_anew_and_what_happened_is_lost(scene: Scene, how: str):
    asked = await scene.slash("ask")
    if how == "told":
        scene.bridge.invalidate(resumable=False)
    else:
        await scene.bridge.hang_up(1001)
    await until(lambda: not scene.bridge.connected)
    await scene.cem.react(asked.response, "👍")

    await until(lambda: scene.bridge.identified == 2 and scene.bridge.connected)

    assert scene.bridge.resumed == 0
    assert scene.bridge.refused_resumes == (how != "told")
    await scene.slash("think")
    assert scene.said() == ["Do you consent?", THOUGHT]
    reactions = next(iter(scene.bridge.backend.messages[scene.channel.id].values())).reactions
    assert [(each.emoji, each.user_ids) for each in reactions] == [("👍", [scene.cem.id])]


async def test_one_bucket_holds_for_all_its_routes_and_is_kept_by_its_headers(scene: Scene):
    limit = scene.bridge.limit("messages", r"(POST|PATCH) /channels/\d+/messages.*", most=2, seconds=1.0)
    asked = await scene.slash("ask")
    for emoji in "👍👋✋":
        await scene.cem.react(asked.response, emoji)

    await until(lambda: len(scene.said()) == 4)

    posts = [each.at for each in scene.bridge.made("POST", "/channels/*/messages")]
    assert posts[2] - posts[0] > 0.9
    assert limit.turned_away == 0  # the library waits by itself, once it was told


async def test_a_limit_nobody_was_told_of_turns_calls_away(scene: Scene):
    limit = scene.bridge.limit("messages", r"POST /channels/\d+/messages", most=1, seconds=0.5, told=False)
    asked = await scene.slash("ask")
    await scene.cem.react(asked.response, "👍")
    await scene.cem.react(asked.response, "👋")

    await until(lambda: len(scene.said()) == 3)
    assert limit.turned_away == 1


@pytest.mark.parametrize(("how", "said"), [(503, 0), ("reset", 0), ("closed", 0), ("reset", 1), (503, 1)])
async def test_an_answer_is_lost_with_or_without_effect(scene: Scene, how: int | str, said: int):
    asked = await scene.slash("ask")
    scene.bridge.trouble("POST", "/channels/*/messages", how, heard=said > 0)
    await scene.cem.react(asked.response, "👍")

    await until(lambda: scene.bridge.made("POST", "/channels/*/messages"))
    await scene.slash("think")

    assert len(scene.said()) - 2 == said  # discord.py does not try again by itself


async def test_a_repeated_nonce_posts_nothing_new(scene: Scene):
    asked = await scene.slash("ask")
    await scene.cem.react(asked.response, "👍")
    await until(lambda: len(scene.said()) == 2)
    await scene.cem.unreact(asked.response, "👍")
    await scene.cem.react(asked.response, "👍")

    await until(lambda: len(scene.bridge.made("POST", "/channels/*/messages")) == 2)
    assert len(scene.said()) == 2


async def test_a_killed_program_leaves_a_world_that_the_next_one_finds(bridge: Bridge):
    scene = Scene(bridge)
    async with bare(bridge) as program:
        await ready(program)
        asked = await scene.slash("ask")
        program.send_signal(signal.SIGKILL)
        await program.wait()
    await scene.cem.react(asked.response, "👍")
    async with bare(bridge) as program:
        await ready(program)
        clicked = await scene.bo.click(asked.response, label="Object")
        await until(lambda: clicked.response)

    assert scene.said()[0] == "Do you consent?"
    assert bridge.identified == 2


async def test_a_wrong_token_is_turned_away(bridge: Bridge):
    async with bare(bridge, token="somebody.else") as program:  # noqa: S106 - that is the point of it
        output, _ = await program.communicate()

    assert b"Improper token" in output
    assert bridge.identified == 0


async def test_a_token_ends_after_a_quarter_of_an_hour_and_a_fresh_click_brings_a_fresh_one(scene: Scene):
    asked = await scene.slash("ask")
    scene.bridge.clock.advance(15 * 60 + 1)

    clicked = await scene.bo.click(asked.response, label="Consent")

    await until(lambda: clicked.response)
    with pytest.raises(BackendError) as gone:
        scene.bridge.backend.interaction_by_token(asked._interaction.token)
    assert gone.value.code == 10015
