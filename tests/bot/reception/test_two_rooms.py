"""One circle in two channels of two platforms: one meeting, one voice for each person, whatever channel they use."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.port import RoomGone
from adapters.reception import Account, Caller, Note
from adapters.tokens import token_of
from facilitation.model import Position
from tests.adapters.fake_room import FakePlatform
from tests.bot.reception.chat import ROOM, Chat, ChatPlatform, chat, people, verbs, words

OTHER = "other:G1/C5"


class OtherPlatform(ChatPlatform):
    name = "other"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Chat]:
    """Ana and Bo in one channel; Ana is on another platform, too."""
    async with chat(tmp_path / "circlewise.db") as made:
        await made.reception.connect(OtherPlatform(FakePlatform()))
        await made.say("ana", "new Kitchen")
        await made.fill("ana", members=people("bo"))
        code = words(await made.say("ana", "link")).partition("type link ")[2].partition(" behind")[0]
        await made.reception.command(there(made, "ana"), "link", code)
        yield made


def there(here: Chat, who: str) -> Caller:
    caller = here.caller(who, OTHER)
    return replace(caller, platform="other", account=Account(id=f"G1/{who}", name=who.title()))


def other(here: Chat) -> FakePlatform:
    platform = here.reception.hall.platforms["other"]
    assert isinstance(platform, ChatPlatform)
    return platform.shown


async def test_a_circle_meets_in_both_and_each_person_has_one_voice(here: Chat):
    await here.say("bo", "propose Tea")
    await here.fill("bo", draft__text="There is tea.")
    reply = await here.reception.command(there(here, "ana"), "here")
    assert words(reply).startswith("From now on Kitchen meets here, too.")
    await here.reception.hall.house.delivery.settled()
    now = f"step/{(await here.latest()).step}"
    assert other(here).card(now).lines == here.shown.card(now).lines
    await here.until("consent", "ana", "bo")

    p = await here.latest()
    board = other(here).card(f"step/{p.step}")
    button = next(b for b in board.buttons if b.verb == "Consent")
    await here.reception.press(there(here, "ana"), token_of(board, button))
    await here.reception.hall.house.delivery.settled()
    assert {who: r.position for who, r in (await here.latest()).responses.items()} == {
        here.person("ana"): Position.CONSENT
    }
    assert here.shown.card(f"step/{p.step}").lines == other(here).card(f"step/{p.step}").lines
    whispers = {m.card.key for p in (here.shown, other(here)) for m in p.messages.values() if m.card.to}
    told = [m.card.key for p in (here.shown, other(here)) for m in p.messages.values() if m.card.to]
    assert sorted(told) == sorted(whispers)
    again = await here.press("ana", "Consent")
    assert words(again).startswith("You have")
    await here.do("bo", "Consent")
    assert (await here.latest()).decision is not None
    assert other(here).card("/decision").lines == here.shown.card("/decision").lines


async def test_who_is_in_no_circle_lets_none_meet_anywhere(here: Chat):
    reply = await here.reception.command(there(here, "eve"), "here", "Kitchen")

    assert words(reply).startswith("You are in no circle yet.")
    assert other(here).messages == {}


async def test_a_circle_keeps_its_last_channel(here: Chat):
    assert words(await here.say("ana", "here")).startswith("Kitchen meets in this channel alone")
    await here.reception.command(there(here, "ana"), "here")
    stranger = await here.say("dee", "here")
    assert words(stranger).startswith("Only members and guests")
    assert words(await here.say("bo", "here")).startswith("Kitchen meets here no more.")
    assert here.reception.hall.directory.circle_in("fake:T1/C1") is None
    reply = await here.reception.command(there(here, "ana"), "status")

    assert isinstance(reply, Note)
    assert "Kitchen: where we stand" in words(reply)
    assert "Propose" in verbs(reply)


async def test_a_name_does_not_go_to_and_fro(here: Chat):
    caller = there(here, "ana")
    await here.reception.command(replace(caller, account=Account(id="G1/ana", name="ana_1990")), "status")
    assert here.reception.name(here.person("ana")) == "Ana"
    await here.say("ana", "status")

    assert here.reception.name(here.person("ana")) == "Ana"


async def test_a_room_that_was_gone_shows_everything_once_it_is_back(here: Chat):
    here.shown.before.append(RoomGone())
    await here.say("bo", "propose Tea")
    await here.fill("bo", draft__text="There is tea.")
    assert here.reception.hall.house.delivery.gone(ROOM)
    assert not any(message.card.key.startswith("p-") for message in here.shown.messages.values())
    await here.reception.back("fake", ROOM)
    await here.reception.hall.house.delivery.settled()

    assert not here.reception.hall.house.delivery.gone(ROOM)
    assert here.shown.card(f"step/{(await here.latest()).step}").live


async def test_who_has_left_the_chat_is_whispered_to_no_more_until_they_are_back(here: Chat):
    bo = here.person("bo")
    await here.reception.gone("fake", "T1/bo")
    assert await here.reception.account_of(bo, "fake") is None
    assert (await here.circle()).member(bo) is not None
    await here.say("bo", "status")

    assert await here.reception.account_of(bo, "fake") == "T1/bo"
    assert here.person("bo") == bo


async def test_what_somebody_was_told_in_one_room_is_not_told_in_another_after_a_restart(tmp_path: Path):
    shown, second = FakePlatform(), "fake:T1/C5"
    async with chat(tmp_path / "circlewise.db", shown) as here:
        await here.say("ana", "new Kitchen")
        await here.fill("ana", members=people("bo"))
        await here.say("ana", "here", room=second)
        await here.say("bo", "status", room=second)
        await here.say("ana", "propose Tea")
        await here.fill("ana", draft__text="There is tea.")
        told = [m for m in shown.messages.values() if m.card.to == here.person("bo")]
        assert [m.room for m in told] == [second]
    async with chat(tmp_path / "circlewise.db", shown, here.clock) as here:
        p = await here.latest()
        await here.reception.hall.house.delivery.show(here.circle_id, p.id)
        await here.reception.hall.house.delivery.settled()

        assert [m.room for m in shown.messages.values() if m.card.to == here.person("bo")] == [second]


async def test_whoever_facilitates_sees_who_cannot_be_reached_and_nobody_else_does(here: Chat):
    left = "No longer to be reached here"
    await here.say("ana", "propose Tea")
    await here.fill("ana", draft__text="There is tea.")
    assert (await here.latest()).facilitator == here.person("ana")
    await here.reception.gone("fake", "T1/bo")

    for look in ("status", "why"):
        assert left in words(await here.say("ana", look))
    await here.reception.hall.directory.load()  # as after a restart
    assert left in words(await here.say("ana", "status"))
    assert left not in words(await here.say("bo", "status"))  # who looks in is there
    assert left not in words(await here.say("ana", "status"))


async def test_somebody_with_another_account_can_be_reached(here: Chat):
    await here.reception.gone("fake", "T1/ana")

    assert not here.reception.hall.directory.unreachable(here.person("ana"))
    await here.reception.gone("other", "G1/ana")
    assert here.reception.hall.directory.unreachable(here.person("ana"))


async def test_the_roll_of_a_room_is_of_its_platform_alone(here: Chat):
    roll = await here.reception.roll(ROOM)

    assert (set(roll.accounts), roll.rooms) == ({"T1/ana", "T1/bo"}, (ROOM,))
    assert (await here.reception.roll("fake:T1/C-nowhere")).accounts == ()
