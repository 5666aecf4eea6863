"""Founding a circle where people are: what is wrong is said, what was interrupted is made whole, practice makes room."""

from pathlib import Path

import pytest

from adapters.reception import Account, Form, Note
from adapters.wording import Wording
from facilitation.model import Duty
from tests.adapters.fake_room import FakePlatform
from tests.bot.reception.chat import ROOM, Chat, chat, people, verbs, words, wrong


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "circlewise.db"


def welcomes(here: Chat) -> list[str]:
    return [
        words_of(m.card.lines[0]) for m in here.shown.messages.values() if m.card.key.endswith("/welcome")
    ]


def words_of(line: object) -> str:
    return Wording().line(line)  # type: ignore[arg-type]


async def test_a_circle_says_what_it_is_once_in_its_channel(path: Path):
    shown = FakePlatform()
    async with chat(path, shown) as here:
        await here.say("ana", "new Kitchen")
        await here.fill(
            "ana", members=people("bo"), secretary=people("cy")[0], preset="s3", aim="Good meals."
        )
        circle = await here.circle()
        assert circle.holder(Duty.FACILITATOR) == here.person("ana")
        assert circle.holder(Duty.SECRETARY) == here.person("cy")
        assert (circle.settings.preset, circle.aim) == ("s3", "Good meals.")
    for _ in range(2):
        async with chat(path, shown, here.clock) as here:
            assert welcomes(here) == ["Kitchen meets here"]


async def test_a_form_without_a_name_comes_back_with_all_that_was_chosen(path: Path):
    async with chat(path) as here:
        await here.say("ana", "new")
        reply = await here.fill("ana", name=" ", members=people("bo", "cy"), preset="no such thing")

        assert set(wrong(reply)) == {"name", "preset"}
        assert isinstance(reply, Form)
        assert reply.typed["members"] == people("bo", "cy")
        assert here.shown.messages == {}
        too_long = await here.fill("ana", name="x" * 500, preset="sofa")
        assert list(wrong(too_long)) == ["name"]


async def test_a_repeated_form_founds_one_circle_also_where_that_was_interrupted(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with chat(path) as here:
        form = await here.say("ana", "new Kitchen")

        async def interrupted(*_: object) -> None:
            raise ConnectionError

        with monkeypatch.context() as broken:
            broken.setattr(here.reception.hall.directory, "settle", interrupted)
            assert "went wrong" in words(await here.fill("ana", "fake/once"))
        for _ in range(2):
            here.replies["ana"] = form
            reply = await here.fill("ana", "fake/once")
            assert words(reply).startswith("Kitchen is founded")
        assert len(await here.reception.hall.circles_of(here.person("ana"))) == 1
        assert welcomes(here) == ["Kitchen meets here"]


async def test_practice_makes_room_for_the_real_thing(path: Path):
    async with chat(path) as here:
        await here.say("ana", "practice Try")
        await here.fill("ana")
        assert (await here.circle()).practice
        await here.say("ana", "new Kitchen")
        await here.fill("ana", members=people("bo"))

        assert (await here.circle()).name == "Kitchen"
        assert [c.name for c in await here.reception.hall.circles_of(here.person("ana"))] == ["Kitchen"]


async def test_whose_client_names_nobody_is_somebody_all_the_same(path: Path):
    async with chat(path) as here:
        await here.say("ana", "new Kitchen")
        nameless = Account(id="T1/x", name="")
        await here.fill("ana", members=(nameless,))

        assert here.reception.name(here.person("x")) == ""
        (welcome,) = [m.card for m in here.shown.messages.values() if m.card.key.endswith("/welcome")]
        voice = Wording(names=here.reception.name)
        assert "In this circle: Ana and Somebody" in [voice.line(line) for line in welcome.lines]


async def test_who_is_in_several_circles_chooses_by_a_button(path: Path):
    async with chat(path) as here:
        for name, room in (("Kitchen", ROOM), ("Garden", "fake:T1/C2")):
            await here.say("ana", f"new {name}", room=room)
            await here.fill("ana", room=room)
        reply = await here.say("ana", "roles", room=None)
        assert isinstance(reply, Note)
        assert [card.key.endswith("/which") for card in reply.cards] == [True, True, True]
        assert verbs(reply) == ["roles", "roles"]
        told = await here.press("ana", "roles")

        assert "Garden" in words(told)
