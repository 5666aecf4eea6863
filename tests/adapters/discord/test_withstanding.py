"""What a circle on Discord withstands: slowness, missing permissions, deleted and archived places, old buttons."""

# ruff: noqa: ANN401 - stand-ins for calls of any shape

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.backend import serializers
from simcord.backend.models import EPHEMERAL_FLAG, Overwrite
from simcord.enums import OverwriteType

from adapters.discord import answers
from facilitation.proceeding import waiting
from tests.adapters.discord.company import DRAFT, GARDEN
from tests.adapters.discord.hands import Opened, pressables, words
from tests.adapters.discord.scene import Scene, scene_of


@pytest.fixture
async def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    async with scene_of(GARDEN, tmp_path / "circle.db", monkeypatch) as scene:
        yield scene


async def proposed(scene: Scene) -> None:
    """Bo has brought a text, and everybody sees it."""
    await scene.do("Bo", "Propose", **DRAFT)
    assert "A water butt" in scene.text()


# --- three seconds and a quarter of an hour


async def test_what_takes_long_is_announced_and_follows(scene: Scene, monkeypatch: pytest.MonkeyPatch):
    slowly(scene, monkeypatch, at_once=0.02, takes=0.2)

    answer = await scene.look("Bo")

    result = scene.world.env.backend.interactions[max(scene.world.env.backend.interactions)]
    assert (result.loading, result.ephemeral) == (False, True)
    assert "Garden" in answer.words


async def test_who_cannot_be_answered_in_time_has_been_heard_all_the_same(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
):
    """The program stood still for four seconds: Discord takes no answer any more, and what was done counts."""
    await proposed(scene)
    backend, emit = scene.world.env.backend, scene.world.env.backend.emit

    def late(event: str, payload: Any) -> None:
        if event == "INTERACTION_CREATE":
            scene.house.clock.move(timedelta(seconds=4))  # type: ignore[attr-defined] - a clock that can be moved
        emit(event, payload)

    monkeypatch.setattr(backend, "emit", late)
    answer = await scene.hands.press(scene.person("Ana"), scene.buttons("Pass")[0])
    monkeypatch.setattr(backend, "emit", emit)

    assert answer.messages == ()
    assert (await scene.facts()).count("Passed") == 1
    assert "Garden" in (await scene.look("Bo")).words


async def test_what_is_only_for_one_person_can_be_pressed_when_its_token_is_long_over(scene: Scene):
    note = (await scene.look("Bo")).messages[0]
    more = next(each for each in pressables(note) if each.token and each.token.verb == "more")
    await scene.world.let_pass(timedelta(minutes=20))

    answer = await scene.hands.press(scene.person("Bo"), more)

    assert answer.messages == (note,)  # in its place, so that such messages do not pile up
    assert "Propose" in {each.token.verb for each in answer.buttons if each.token}


def slowly(scene: Scene, monkeypatch: pytest.MonkeyPatch, *, at_once: float, takes: float) -> None:
    """Let the reception take its time."""
    assert scene.world.reception is not None
    reception, command = scene.world.reception, scene.world.reception.command

    async def slow(*given: Any) -> Any:
        await asyncio.sleep(takes)
        return await command(*given)

    monkeypatch.setattr(reception, "command", slow)
    monkeypatch.setattr(answers, "AT_ONCE", at_once)


# --- permissions


async def test_a_missing_permission_is_said_in_words_with_the_channel_and_all_is_shown_later(scene: Scene):
    forbid(scene, send_messages=True)
    await scene.do("Bo", "Propose", **DRAFT)
    assert "A water butt" not in scene.text()

    said = (await scene.look("Bo")).words
    assert f"<#{scene.channel.id}>" in said
    assert "Send Messages" in said

    forbid(scene)
    await until(lambda: "A water butt" in scene.text())


def forbid(scene: Scene, **denied: bool) -> None:
    """Take permissions from the bot in the circle's channel."""
    backend = scene.world.env.backend
    channel = backend.channels[scene.channel.id]
    bits = discord.Permissions(**denied).value
    bot = backend.bot_user.id
    channel.overwrites = [Overwrite(bot, OverwriteType.MEMBER, deny=bits)] if bits else []
    backend.emit("CHANNEL_UPDATE", dict(serializers.channel_payload(backend, channel)))


async def until(holds: Any, patience: float = 5.0) -> None:
    """Wait for what is tried again after a while."""
    async with asyncio.timeout(patience):
        while not holds():  # noqa: ASYNC110 - nobody says when
            await asyncio.sleep(0.02)


# --- deleted, archived, left


async def test_a_deleted_message_is_posted_again(scene: Scene):
    await proposed(scene)
    mine = [each for each in scene.messages() if "A water butt" in words(each)]
    for message in mine:
        scene.world.env.backend.delete_message(message.channel_id, message.id)
    assert "A water butt" not in scene.text()

    await scene.do("Ana", "Pass")

    assert "A water butt" in scene.text()


async def test_a_circle_whose_channel_is_gone_goes_on_in_another(scene: Scene):
    """What is for one person alone is told again as well: a channel that is gone tells nobody anything."""
    await proposed(scene)
    gone, backend = scene.channel, scene.world.env.backend
    backend.delete_channel(gone.id)
    other = scene.screen.town.guild.create_text_channel("shed")
    scene.screen.town.channels[scene.circle] = other

    told = await scene.look("Ana", "circle do", about="here")
    assert "Garden" in told.words
    assert "A water butt" in written_in(scene, other.id)
    await scene.do("Ana", "Pass")
    await scene.world.let_pass(timedelta(days=2))

    assert (await scene.facts()).count("Passed") == 1
    assert "waiting for you" in scene.text("Cy")
    assert not scene.house.delivery.gone(scene.screen.town.key(scene.circle))
    await scene.look("Ana", "circle do", about="here")
    assert scene.world.reception is not None
    assert scene.screen.town.key(scene.circle) in scene.world.reception.hall.directory.rooms_of(scene.circle)


async def test_a_thread_that_was_put_away_is_opened_for_what_is_new_and_for_what_changes(scene: Scene):
    await proposed(scene)
    (thread,) = scene.channel.threads
    kept = scene.world.env.backend.channels[thread.id].thread_metadata

    kept.archived = True
    await scene.do("Bo", "AskProcess", text="Who takes notes?")
    assert "Who takes notes?" in written_in(scene, thread.id)
    assert not kept.archived

    kept.archived = True
    await scene.do("Ana", "AnswerProcess", text="Cy does.")
    assert "Cy does." in written_in(scene, thread.id)
    assert not kept.archived


async def test_what_would_go_into_a_thread_that_somebody_locked_stands_in_the_channel(scene: Scene):
    await proposed(scene)
    (thread,) = scene.channel.threads
    kept = scene.world.env.backend.channels[thread.id].thread_metadata
    kept.archived = kept.locked = True

    await scene.do("Bo", "AskProcess", text="Who takes notes?")

    assert "Who takes notes?" in written_in(scene, scene.channel.id)
    assert kept.archived
    assert scene.house.delivery.behind == 0


def written_in(scene: Scene, place: int) -> str:
    """What stands in one channel or thread alone."""
    return "\n".join(words(each) for each in scene.messages() if each.channel_id == place)


async def test_somebody_who_leaves_the_guild_is_asked_nothing_there_any_more(scene: Scene):
    await proposed(scene)
    scene.world.town.guild.remove_member(scene.person("Cy"))

    await scene.do("Ana", "Pass")
    await scene.world.let_pass(timedelta(days=2))

    assert scene.house.delivery.behind == 0


# --- old buttons and forms


async def test_a_button_of_any_age_is_answered_with_what_is_true_now(scene: Scene):
    await proposed(scene)
    old = scene.buttons("Pass")[0]
    step = (await scene.proceeding()).table_step
    while (await scene.proceeding()).table_step == step:
        await whoever(scene, "Pass")
    facts = await scene.facts()
    await scene.world.restart()

    answer = await scene.hands.forge(scene.person("Ana"), old.message, old.custom_id)

    assert answer.words
    assert await scene.facts() == facts


async def whoever(scene: Scene, verb: str) -> None:
    """The first of those who are waited for does it."""
    first = waiting(await scene.proceeding())[0]
    await scene.do(next(name for name, who in scene.people.items() if who == first), verb)


@pytest.mark.parametrize("name", ["old:button", "2.p-1.1.Consent..", "1.p-nothing.1.Consent..", "x" * 100])
async def test_a_button_nobody_knows_is_answered_too(scene: Scene, name: str):
    await proposed(scene)

    answer = await scene.hands.forge(scene.person("Ana"), scene.messages()[-1], name)

    assert answer.words
    assert all(each.flags & EPHEMERAL_FLAG for each in answer.messages)


async def test_a_form_opened_before_a_restart_is_taken(scene: Scene):
    sight = await scene.screen.press(scene.people["Bo"], await scene.find(scene.people["Bo"], "Propose"))
    await scene.world.restart()
    assert sight.sheet is not None

    await scene.screen.submit(scene.people["Bo"], sight.sheet, DRAFT)

    assert (await scene.proceeding()).title == "A water butt"


async def test_a_form_that_asks_in_two_steps_is_opened_again_with_what_was_chosen(scene: Scene):
    """A form cannot answer a form on Discord, so a button between them opens the second."""
    form = await opened(scene, "Bo", "ProposeSettings")
    assert set(form.names) == {"setting"}
    wanted = tuple(one for one in form.names["setting"] if one in ("rounds", "concerns"))

    between = await scene.hands.fill(scene.person("Bo"), form, {"setting": wanted})
    assert between.form is None
    second = (await scene.hands.press(scene.person("Bo"), between.buttons[-1])).form
    assert second is not None
    assert "title" in second.names

    values = {"value.rounds": "together", "value.concerns": "yes"}
    words = {"title": "Rounds together", "draft.text": "We speak together, and keep concerns."}
    await scene.hands.fill(scene.person("Bo"), second, {**values, **words})
    proposed = await scene.proceeding()
    assert proposed.title == "Rounds together"
    assert dict(proposed.changes) == {"rounds": "together", "concerns": "yes"}


async def test_a_form_of_another_version_gives_back_what_was_typed(scene: Scene):
    form = await opened(scene, "Bo", "Propose")
    form.shown._interaction.modal["custom_id"] = "f.1.1.9.from-tomorrow"  # type: ignore[index]

    answer = await scene.hands.hand_in(scene.person("Bo"), form, DRAFT)

    assert "We buy one water butt." in answer.words


async def opened(scene: Scene, name: str, verb: str) -> Opened:
    sight = await scene.screen.press(scene.people[name], await scene.find(scene.people[name], verb))
    assert sight.sheet is not None
    assert isinstance(sight.sheet.where, Opened)
    return sight.sheet.where


def test_exactly_the_permissions_and_intents_that_are_used_are_asked_for():
    from adapters.discord.checkup import NEEDED, invitation  # noqa: PLC0415 - for this test alone
    from adapters.discord.client import intents  # noqa: PLC0415 - as above

    asked = {name for name, given in NEEDED if given}
    assert asked == {
        "read_messages", "send_messages", "send_messages_in_threads", "create_public_threads", "embed_links",
        "attach_files", "add_reactions", "read_message_history", "pin_messages", "create_events",
    }  # fmt: skip
    since_2026 = 1 << 51 | 1 << 44  # pinning and creating events have permissions of their own
    assert NEEDED.value & since_2026 == since_2026
    assert not any(getattr(intents(), name) for name in ("members", "presences", "message_content"))
    assert "scope=bot+applications.commands" in invitation(1)
