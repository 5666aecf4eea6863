"""One person on two platforms, proved from both sides; and nobody becomes somebody else by a guess."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.reception import Account, Caller, Reply
from tests.bot.reception.chat import Chat, chat, people, words


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Chat]:
    async with chat(tmp_path / "circlewise.db") as made:
        await made.say("ana", "new Kitchen")
        await made.fill("ana", members=people("bo"))
        yield made


def elsewhere(here: Chat, who: str) -> Caller:
    caller = here.caller(who, None)
    return replace(caller, platform="other", account=Account(id=f"G1/{who}", name=who.title()))


async def code(here: Chat, who: str) -> str:
    said = words(await here.say(who, "link"))
    return said.partition("type link ")[2].partition(" behind")[0]


async def enter(here: Chat, who: str, typed: str) -> Reply:
    return await here.reception.command(elsewhere(here, who), "link", typed)


async def test_a_code_makes_one_person_of_two_accounts(here: Chat):
    reply = await enter(here, "ana", (await code(here, "ana")).upper())

    assert words(reply) == "Done. On both platforms you are Ana now, with one voice."
    assert here.reception.hall.directory.at("other", "G1/ana") == here.person("ana")
    assert await here.reception.account_of(here.person("ana"), "other") == "G1/ana"
    again = await here.reception.command(elsewhere(here, "ana"), "status")
    assert "Kitchen: where we stand" in words(again)


async def test_a_code_counts_once_and_for_ten_minutes(here: Chat):
    first = await code(here, "ana")
    await enter(here, "ana", first)
    assert words(await enter(here, "mallory", first)).startswith("This code is wrong or too old.")
    late = await code(here, "bo")
    here.clock.move(timedelta(minutes=10))

    assert words(await enter(here, "bo", late)).startswith("This code is wrong or too old.")


async def test_a_newer_code_ends_the_older(here: Chat):
    older = await code(here, "ana")
    await code(here, "ana")

    assert words(await enter(here, "ana", older)).startswith("This code is wrong or too old.")


async def test_guessing_ends_soon(here: Chat):
    for guess in range(5):
        await enter(here, "mallory", f"abcd-{guess}")
    right = await code(here, "ana")

    assert words(await enter(here, "mallory", right)).startswith("That were several wrong codes.")
    assert here.reception.hall.directory.at("other", "G1/mallory") is None
    here.clock.move(timedelta(minutes=11))
    assert words(await enter(here, "mallory", await code(here, "ana"))).startswith("Done.")


async def test_somebody_with_circles_of_their_own_stays_who_they_are(here: Chat):
    reply = await here.say("bo", f"link {await code(here, 'ana')}")

    assert words(reply).startswith("This account sits in circles of its own already")
    assert here.person("bo") != here.person("ana")


async def test_the_same_account_is_no_other_side(here: Chat):
    assert words(await here.say("ana", f"link {await code(here, 'ana')}")).startswith(
        "This code was shown to this very account."
    )


async def test_a_code_counts_after_a_restart_and_then_no_more(tmp_path: Path):
    async with chat(tmp_path / "kitchen.db") as before:
        await before.say("ana", "new Kitchen")
        await before.fill("ana", members=people("bo"))
        older = await code(before, "bo")
        shown = await code(before, "ana")
        newer = await code(before, "bo")
    async with chat(tmp_path / "kitchen.db", before.shown, before.clock) as here:
        reply = await enter(here, "ana", shown)
        assert words(reply) == "Done. On both platforms you are Ana now, with one voice."
        assert words(await enter(here, "bo", older)).startswith("This code is wrong or too old.")
    async with chat(tmp_path / "kitchen.db", before.shown, before.clock) as here:
        assert words(await enter(here, "mallory", shown)).startswith("This code is wrong or too old.")
        here.clock.move(timedelta(minutes=10))
        assert words(await enter(here, "bo", newer)).startswith("This code is wrong or too old.")


async def test_a_code_that_waits_is_sealed(tmp_path: Path):
    async with chat(tmp_path / "kitchen.db") as here:
        await here.say("ana", "new Kitchen")
        await here.fill("ana", members=people("bo"))
        shown = (await code(here, "ana")).replace("-", "")
        rows = await here.reception.hall.house.desk.read(
            lambda db: db.execute("SELECT * FROM draft").fetchall()
        )

    assert [row[:3] for row in rows] == [("fake", "T1/ana", "link")]
    assert shown not in str(rows)
