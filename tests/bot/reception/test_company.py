"""Practice in a chat: the others are simulated, and act by themselves until it is somebody's own move."""

import asyncio
from pathlib import Path

from adapters.reception import Note
from facilitation.proceeding import waiting
from tests.adapters.fake_room import FakePlatform
from tests.bot.reception.chat import Chat, chat, words


async def quiet(here: Chat, who: str) -> None:
    """Wait until only this person can go on, or it is decided."""
    for _ in range(600):
        p = await here.latest()
        if p.decision is not None or waiting(p) == (here.person(who),):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(waiting(await here.latest()))


async def test_a_practice_circle_decides_with_one_person(tmp_path: Path):
    shown = FakePlatform()
    async with chat(tmp_path / "circlewise.db", shown) as here:
        await here.say("ana", "practice Kitchen")
        reply = await here.fill("ana")
        assert isinstance(reply, Note)
        assert "act by themselves" in words(reply)
        circle = await here.circle()
        assert (circle.practice, len(circle.members)) == (True, 5)
        await here.say("ana", "propose Tea")
        await here.fill("ana", draft__text="There is tea.")
        await quiet(here, "ana")
    async with chat(tmp_path / "circlewise.db", shown, here.clock) as here:
        for _ in range(40):
            await quiet(here, "ana")
            p = await here.latest()
            if p.decision is not None:
                break
            await here.plainly("ana")
        assert (await here.latest()).decision is not None
