"""Practice in a chat: the others are simulated, and act by themselves until it is somebody's own move."""

import asyncio
from pathlib import Path

from adapters.reception import Note
from adapters.wording import Wording
from bot.practice import Temperament, next_act
from bot.standing import standing, to_bring
from facilitation.meeting import PROCESS
from facilitation.proceeding import waiting
from tests.adapters.fake_room import FakePlatform
from tests.bot.reception.chat import Chat, chat, words
from tests.bot.reception.hands import act


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


async def test_a_practice_circle_holds_a_meeting_with_one_person(tmp_path: Path):
    async with chat(tmp_path / "circlewise.db") as here:
        await here.say("ana", "practice Kitchen")
        await here.fill("ana")
        await here.say("ana", "meeting Tea")
        await here.fill("ana", planned="2026-03-20")
        await here.press("ana", "AddItem")
        await here.fill("ana", title="Tea at four", outcome="decide")
        await here.press("ana", "BeginMeeting")
        for _ in range(120):
            if (await here.circle()).meeting is None:
                break
            await mine(here)
        circle = await here.circle()

        assert circle.last_meeting is not None
        assert [p.title for p in (await standing(here.reception.hall.house, circle.id)).agreed] == [
            "Tea at four"
        ]


async def mine(here: Chat) -> None:
    """Do what is Ana's to do; where nothing is, let the others act."""
    where = await here.reception.hall.under_way.of(here.circle_id)
    ana = here.person("ana")
    for p in sorted(where.under_way, key=lambda p: p.process == PROCESS):
        if to_bring(p) is not None:
            await here.press("ana", "Propose")
            await here.fill("ana", draft__text="There is tea at four.")
            return
        if waiting(p) and ana not in waiting(p):
            continue
        wanted = next_act(p, {ana: Temperament.EASY_GOING}, Wording(), here.clock.now())
        if wanted is not None:
            await act(here, "ana", wanted)
            return
    await asyncio.sleep(0.05)
