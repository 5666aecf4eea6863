"""Signs of one emoji under a consent prompt: a member's sign is their answer, whatever is lost on the way."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.port import RemoteId
from adapters.reception import Note, Reader, Reply, Sign
from facilitation.model import Position
from tests.adapters.fake_room import FakePlatform
from tests.bot.reception.chat import Chat, ChatPlatform, chat, people, verbs, words

CONSENT, CONCERN, OBJECT = Sign.CONSENT, Sign.CONCERN, Sign.OBJECT


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Chat]:
    """Ana, Bo and Cy, who are asked for their consent."""
    async with chat(tmp_path / "circlewise.db") as made:
        await asked(made)
        yield made


async def asked(here: Chat, **more: str) -> None:
    await here.say("ana", "new Kitchen")
    await here.fill("ana", members=people("bo", "cy"), **more)
    await here.say("bo", "propose Tea for all")
    await here.fill("bo", draft__text="There is tea.", driver="People fall asleep.")
    await here.until("consent")


def prompt(here: Chat) -> RemoteId:
    """The message whose card asks for signs."""
    (found,) = [remote for remote, message in here.shown.messages.items() if message.card.signs]
    return found


async def sign(
    here: Chat, who: str, *signs: Sign, under: RemoteId | None = None, delivery: str = ""
) -> Reply:
    reply = await here.reception.react(
        here.caller(who, delivery=delivery), under or prompt(here), frozenset(signs)
    )
    await here.reception.hall.house.delivery.settled()
    return reply


async def position(here: Chat, who: str) -> Position | None:
    mine = (await here.latest()).responses.get(here.person(who))
    return None if mine is None else mine.position


async def test_a_sign_answers_and_one_that_is_gone_takes_the_answer_back(here: Chat):
    given = await sign(here, "bo", CONSENT)
    assert words(given).startswith("Noted for version 1: consent.")
    assert await position(here, "bo") is Position.CONSENT
    taken = await sign(here, "bo")
    assert words(taken).startswith("Your answer")

    assert await position(here, "bo") is None


async def test_the_last_act_wins_sign_or_button(here: Chat):
    await sign(here, "bo", CONSENT)
    await sign(here, "bo", CONSENT, OBJECT)
    assert await position(here, "bo") is Position.OBJECTION
    await here.do("bo", "Consent")
    assert await position(here, "bo") is Position.CONSENT
    await sign(here, "bo", CONSENT)

    assert await position(here, "bo") is Position.CONSENT
    await sign(here, "bo")
    assert await position(here, "bo") is None


async def test_an_objecting_sign_counts_at_once_and_is_asked_about_alone(here: Chat):
    await sign(here, "cy", OBJECT)
    p = await here.latest()
    assert [(o.by, o.text) for o in p.open_objections] == [(here.person("cy"), "")]
    (whisper,) = [card for card in here.sees("cy") if "/objector/" in card.key]
    assert "Would you say what harm or risk you see" in words_of(here, "cy")
    assert whisper.buttons[0].verb == "Object"
    assert words_of(here, "bo").count("Would you say") == 0

    await here.do("cy", "Object", text="Some of us cannot have tea.")
    p = await here.latest()
    assert [o.text for o in p.open_objections] == ["Some of us cannot have tea."]


def words_of(here: Chat, who: str) -> str:
    return words(Note(cards=tuple(here.sees(who)), reader=Reader()))


async def test_a_concern_counts_once_it_has_words(tmp_path: Path):
    async with chat(tmp_path / "circlewise.db") as here:
        await asked(here, preset="s3")
        reply = await sign(here, "bo", CONCERN)
        assert verbs(reply) == ["RaiseConcern"]
        assert await position(here, "bo") is None
        here.replies["bo"] = reply
        await here.do("bo", "RaiseConcern", text="We may run out of it.")

        assert await position(here, "bo") is Position.CONCERN


async def test_a_stranger_gets_one_kind_sentence_and_changes_nothing(here: Chat):
    reply = await sign(here, "dee", OBJECT)

    assert words(reply).startswith("Only members and guests of this circle take part here.")
    assert "tea" not in words(reply)
    assert verbs(reply) == []
    assert (await here.latest()).responses == {}
    assert await sign(here, "dee") is None


async def test_a_late_sign_gets_one_kind_sentence_and_changes_nothing(here: Chat):
    under = prompt(here)
    for who in ("ana", "bo", "cy"):
        await sign(here, who, CONSENT, under=under)
    before = await here.latest()
    assert before.decision is not None
    reply = await sign(here, "cy", CONSENT, OBJECT, under=under)

    assert words(reply).startswith(
        "This belongs to a question we have moved on from, so nothing was changed."
    )
    assert await here.latest() == before


async def test_signs_under_anything_else_mean_nothing(here: Chat):
    for remote, message in here.shown.messages.items():
        if not message.card.signs:
            assert await sign(here, "bo", OBJECT, under=remote) is None
    assert await sign(here, "bo", OBJECT, under=RemoteId("somebody-elses#1")) is None

    assert (await here.latest()).responses == {}


async def test_sealed_steps_offer_no_signs_and_take_none(tmp_path: Path):
    async with chat(tmp_path / "circlewise.db") as here:
        await asked(here, answers="sealed")
        assert [m.card.key for m in here.shown.messages.values() if m.card.signs] == []
        board = here.shown.remote(f"step/{(await here.latest()).step}")

        assert await sign(here, "bo", CONSENT, under=board) is None
        assert (await here.latest()).responses == {}


async def test_a_repeated_sign_is_one_answer(here: Chat):
    for _ in range(3):
        await sign(here, "bo", OBJECT, delivery="fake/again")

    assert len((await here.latest()).objections) == 1


async def test_signs_that_were_put_and_taken_away_meanwhile_are_read_on_return(tmp_path: Path):
    shown = FakePlatform()
    async with chat(tmp_path / "circlewise.db", shown) as here:
        await asked(here)
        await sign(here, "ana", CONSENT)
        await sign(here, "bo", CONSENT)
        await here.do("ana", "Object", text="It is late.")
        under = prompt(here)
    async with chat(tmp_path / "circlewise.db", shown, here.clock) as here:
        platform = here.reception.hall.platforms["fake"]
        platform.signed[under] = {  # type: ignore[attr-defined]
            "T1/ana": frozenset({CONSENT}),
            "T1/cy": frozenset({CONSENT}),
            "T1/dee": frozenset({OBJECT}),
        }
        await here.reception.back("fake")

        assert await position(here, "ana") is Position.OBJECTION
        assert await position(here, "bo") is None
        assert await position(here, "cy") is Position.CONSENT
        assert len((await here.latest()).objections) == 1


async def test_who_signed_meanwhile_is_told_alone_and_once_what_is_to_be_said(tmp_path: Path):
    async with chat(tmp_path / "circlewise.db") as here:
        await asked(here, preset="s3")
        platform = here.reception.hall.platforms["fake"]
        assert isinstance(platform, ChatPlatform)
        platform.signed[prompt(here)] = {
            "T1/ana": frozenset({CONSENT}),
            "T1/bo": frozenset({CONCERN}),
            "T1/dee": frozenset({OBJECT}),
        }
        for _ in range(3):
            await here.reception.back("fake")

        assert [account for account, _ in platform.told] == ["T1/bo", "T1/dee"]
        assert verbs(platform.told[0][1]) == ["RaiseConcern"]
        assert words(platform.told[1][1]).startswith("Only members and guests of this circle take part here.")
        platform.signed[prompt(here)] = {}
        await here.reception.back("fake")
        assert len(platform.told) == 2
