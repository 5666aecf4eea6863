"""A whole decision, by nothing but what people see and press."""

from pathlib import Path

import pytest

from adapters.reception import Form, Note
from facilitation.model import Duty
from tests.adapters.fake_room import FakePlatform
from tests.bot.reception.chat import Chat, blank, chat, people, wrong


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "circlewise.db"


async def found(here: Chat, **more: object) -> None:
    """Ana founds a circle of three in the channel."""
    form = await here.say("ana", "new Kitchen")
    assert isinstance(form, Form)
    reply = await here.fill("ana", members=people("bo", "cy"), facilitator=people("ana")[0], **more)  # type: ignore[arg-type]
    assert isinstance(reply, Note), wrong(reply)


async def propose(here: Chat, who: str = "bo") -> None:
    form = await here.say(who, "propose Whoever cooks does not wash up")
    assert blank(form, "draft.text").required
    await here.fill(who, draft__text="Cooks do not wash up.", driver="The same two people do everything.")


async def test_a_circle_is_founded_where_people_are(path: Path):
    async with chat(path) as here:
        await found(here)
        circle = await here.circle()

        assert circle.name == "Kitchen"
        assert [here.reception.name(m.person) for m in circle.members] == ["Ana", "Bo", "Cy"]
        assert circle.holder(Duty.FACILITATOR) == here.person("ana")
        assert await here.reception.account_of(here.person("bo"), "fake") == "T1/bo"


async def test_a_whole_decision_by_what_people_see(path: Path):
    shown = FakePlatform()
    async with chat(path, shown) as here:
        await found(here)
        await propose(here)
        await here.until("consent")
    async with chat(path, shown, here.clock) as here:
        for who in ("ana", "bo"):
            await here.do(who, "Consent")
        await here.do("cy", "Object", text="Nobody would clean the big pots.")
        p = await here.latest()

        assert [o.text for o in p.objections] == ["Nobody would clean the big pots."]
        assert p.phase is not None
        assert p.phase.name == "integrate"
