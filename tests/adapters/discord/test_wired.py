"""What the shipped program withstands on Discord's wire: broken lines, lost sessions and answers, limits, absence.

Of what is tried in several ways, one usually, all with `GOLDEN=all` in the environment: each starts a program.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.discord.company import DRAFT, GARDEN, Company
from tests.adapters.discord.hands import words
from tests.adapters.discord.wired import Wire, circle_on_the_wire, until

EVERYTHING = os.environ.get("GOLDEN") == "all"
LOST = [("reset", "heard"), (503, "not heard"), ("closed", "heard")]
CHANNEL = "/channels/*/messages"
OF_A_CHANNEL = r"(POST|PATCH) /channels/\d+/messages.*"
COMMANDS = "/applications/*/commands"


@pytest.fixture
async def asked(tmp_path: Path) -> AsyncIterator[tuple[Wire, Company]]:
    """A circle that is asked for its consent, and the program that serves it."""
    async with circle_on_the_wire(GARDEN, tmp_path, asked=True) as (wire, circle):
        await wire.start()
        await until(lambda: circle.posted("Consent"))
        await wire.calm()
        yield wire, circle


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[tuple[Wire, Company]]:
    """A circle whose people have been brought a text, and the program that serves them."""
    async with circle_on_the_wire(GARDEN, tmp_path) as (wire, circle):
        await wire.start()
        await circle.do("Bo", "Propose", **DRAFT)
        await until(lambda: circle.posted("Pass"))
        await wire.calm()
        yield wire, circle


async def passed(wire: Wire, circle: Company, name: str = "Ana") -> str:
    """Somebody has nothing to ask; returns what they are told."""
    answer = await circle.hands.press(circle.person(name), circle.posted("Pass", name)[0])
    await wire.calm()
    return answer.words


async def facts(wire: Wire, kind: str) -> int:
    """How often something has happened, when the program has ended."""
    assert wire.program is not None
    if wire.program.process.returncode is None:
        await wire.program.end()
    return wire.count("SELECT count(*) FROM log WHERE kind = ?", kind)


def shown(circle: Company) -> list[str]:
    """The messages for all that tell of the text."""
    every = (each for each in circle.messages() if each.channel_id == circle.channel.id)
    return [words(each) for each in every if "A water butt" in words(each)]


# --- the line


async def test_what_is_pressed_while_the_line_is_down_counts_when_it_is_up_again(stage: tuple[Wire, Company]):
    wire, circle = stage
    button = circle.posted("Pass")[0]
    await wire.bridge.hang_up(4000)

    answer = await circle.hands.press(circle.person("Ana"), button)

    assert answer.words
    assert (wire.bridge.identified, wire.bridge.resumed) == (1, 1)
    assert await facts(wire, "Passed") == 1


async def test_being_asked_to_reconnect_loses_nothing(stage: tuple[Wire, Company]):
    wire, circle = stage
    wire.bridge.ask_to_reconnect()
    await until(lambda: wire.bridge.resumed == 1)

    assert await passed(wire, circle)
    assert wire.bridge.identified == 1


async def test_a_session_that_is_no_good_any_more_is_begun_anew(stage: tuple[Wire, Company]):
    wire, circle = stage
    wire.bridge.invalidate(resumable=False)
    await until(lambda: wire.bridge.identified == 2)

    assert await passed(wire, circle)
    assert await facts(wire, "Passed") == 1


# --- answers that are lost, and limits


@pytest.mark.parametrize(("how", "heard"), LOST if EVERYTHING else LOST[:1])
async def test_a_card_whose_answer_was_lost_stands_there_once(tmp_path: Path, how: int | str, heard: str):
    async with circle_on_the_wire(GARDEN, tmp_path) as (wire, circle):
        await wire.start()
        wire.bridge.trouble("POST", CHANNEL, how, times=2, heard=heard == "heard")
        await circle.do("Bo", "Propose", **DRAFT)
        await until(lambda: circle.posted("Pass"))
        await asyncio.sleep(4)

        tried = wire.bridge.made("POST", CHANNEL)
        assert any(call.status != 200 for call in tried)
        assert len(shown(circle)) == 1


async def test_an_answer_to_a_person_survives_a_connection_that_breaks(stage: tuple[Wire, Company]):
    wire, circle = stage
    wire.bridge.trouble("POST", "/interactions/*/callback", "reset", heard=True)

    answer = await circle.hands.press(circle.person("Ana"), circle.posted("Pass")[0])

    assert answer.words
    assert await facts(wire, "Passed") == 1


@pytest.mark.parametrize("told", ["told", "not told"] if EVERYTHING else ["not told"])
async def test_a_bucket_that_posts_and_edits_share_holds_up_cards_and_no_person(
    stage: tuple[Wire, Company], told: str
):
    wire, circle = stage
    limit = wire.bridge.limit("messages", OF_A_CHANNEL, most=1, seconds=2.0, told=told == "told")
    began = time.monotonic()
    for name in ("Ana", "Cy"):
        answer = await circle.hands.press(circle.person(name), circle.posted("Pass", name)[0])
        assert answer.words
    waited = time.monotonic() - began

    await until(lambda: "Bo" in shown(circle)[-1])
    await asyncio.sleep(3)
    assert waited < 4
    assert limit.turned_away <= 3  # it was told to wait, and did
    assert await facts(wire, "Passed") == 2


# --- absence


async def test_reactions_that_were_given_while_it_was_away_are_read_when_it_is_back(
    asked: tuple[Wire, Company],
):
    wire, circle = asked
    prompt = circle.posted("Consent")[0].message
    assert wire.program is not None
    await wire.program.kill()

    await circle.person("Cy").react(wire.message(prompt), "👍")
    await wire.start()
    await until(lambda: wire.bridge.made("GET", "/channels/*/messages/*/reactions/*"))
    await wire.calm()

    assert await facts(wire, "Consented") == 1


async def test_reactions_that_were_lost_with_a_session_are_read_when_it_is_begun_anew(
    asked: tuple[Wire, Company],
):
    wire, circle = asked
    prompt = circle.posted("Consent")[0].message
    await wire.bridge.hang_up(1001)
    await until(lambda: not wire.bridge.connected)

    await circle.person("Cy").react(wire.message(prompt), "👍")
    await until(lambda: wire.bridge.identified == 2)
    await until(lambda: wire.bridge.made("GET", "/channels/*/messages/*/reactions/*"))
    await wire.calm()

    assert await facts(wire, "Consented") == 1


async def test_commands_are_told_to_discord_only_when_it_does_not_know_them(tmp_path: Path):
    async with circle_on_the_wire(GARDEN, tmp_path) as (wire, _):
        for _ in range(2):
            program = await wire.start()
            await program.end()
        assert len(wire.bridge.made("PUT", COMMANDS)) == 1

        (commands,) = (wire.bridge.backend.commands[None],)
        commands.pop(next(iter(commands)))
        await wire.start()
        await wire.calm()
        assert len(wire.bridge.made("PUT", COMMANDS)) == 2


async def test_ending_it_kindly_finishes_what_was_begun(stage: tuple[Wire, Company]):
    wire, circle = stage
    button = circle.posted("Pass")[0]
    pressing = asyncio.create_task(circle.hands.press(circle.person("Ana"), button))
    await asyncio.sleep(0.02)
    assert wire.program is not None

    assert await wire.program.end() == 0

    answer = await pressing
    assert bool(answer.words) == (await facts(wire, "Passed") == 1)


@pytest.mark.parametrize(("given", "code"), [("good", 0), ("wrong", 1)])
async def test_the_doctor_says_whether_discord_is_there(tmp_path: Path, given: str, code: int):
    async with circle_on_the_wire(GARDEN, tmp_path) as (wire, _):
        program = await wire.start()
        await program.end()
        wrong = {"CIRCLEWISE_DISCORD_TOKEN": "somebody.elses.token"} if given == "wrong" else {}
        looked = await wire.run("bot", "doctor", **wrong)

        assert looked.returncode == code, looked.said
        assert ("discord.com/oauth2/authorize" in looked.said) == (given == "good")
