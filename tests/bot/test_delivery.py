import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from adapters.port import NotHere, Rejected, RoomGone, SlowDown, Unavailable
from bot import lane
from bot.chain import Changed
from bot.clock import MovableClock
from bot.delivery import Delivery
from bot.desk import Desk
from bot.pictures import digest_of
from facilitation.cards import Button, Card, Kind, Line, Said, msg
from facilitation.commands import AskProcess
from facilitation.model import Circle, CircleId, PersonId, ProceedingId, Words
from facilitation.state import Proceeding
from storage import agenda
from storage.database import Database
from storage.writer import Writer
from tests.adapters.fake_room import FakePlatform, FakeRoom
from tests.storage.walking import PEOPLE, START, circle, found, propose

KITCHEN = CircleId("c-kitchen")
ROTA = ProceedingId("p-rota")
BO = PEOPLE[1]


@dataclass(slots=True)
class Picture:
    """What the proceedings look like: the test decides, so that delivery alone is looked at."""

    cards: tuple[Card, ...] = ()
    of_circle: tuple[Card, ...] = ()

    def show(self, one: Proceeding | Circle, /, since: int = 0) -> tuple[Card, ...]:
        if isinstance(one, Circle):
            return self.of_circle
        return self.cards if one.id == ROTA else (card("other"),)


def card(key: str, text: str = "one", *, to: PersonId | None = None, once: bool = False) -> Card:
    return Card(key=key, lines=(Line(Kind.TEXT, Said(text)),), to=to, once=once)


class Stage:
    """A desk with one proceeding, a delivery, and the rooms of a platform that outlives them."""

    def __init__(self, path: Path, platform: FakePlatform) -> None:
        self.platform, self.picture = platform, Picture((card("board"),))
        self.clock = MovableClock(START)
        self.database = Database(path)
        self.writer = Writer(self.database)
        self.desk = Desk(self.database, self.writer, 256, self.tell)
        self.delivery = Delivery(self.desk, self.picture.show, self.clock)
        self.number = 0

    def tell(self, changed: Changed) -> None:
        self.delivery.changed(changed)

    async def open(self) -> None:
        await self.desk.handle(KITCHEN, found(), "found", START)
        await self.desk.handle(ROTA, propose(circle()), "propose", START)

    async def change(self, *cards: Card) -> None:
        """Something happens, and now it looks like this."""
        self.picture.cards = cards
        await self.poke()

    async def poke(self) -> None:
        self.number += 1
        command = AskProcess(by=BO, text=Words(f"Question {self.number}?"))
        await self.desk.handle(ROTA, command, f"poke {self.number} {id(self)}", START)

    async def marked(self) -> set[str]:
        return set(await self.desk.read(agenda.marked, KITCHEN))

    async def settled(self) -> None:
        await asyncio.wait_for(self.delivery.settled(), 10)

    async def close(self) -> None:
        await self.delivery.stop(0.1)
        await asyncio.to_thread(self.writer.close)
        self.database.close()


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform()


@pytest.fixture
async def stage(tmp_path: Path, platform: FakePlatform) -> AsyncIterator[Stage]:
    made = Stage(tmp_path / "circlewise.db", platform)
    await made.open()
    await made.delivery.attach(KITCHEN, FakeRoom(platform))
    await made.settled()
    yield made
    await made.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lane, "_FIRST_WAIT", 0.01)
    monkeypatch.setattr(lane, "_LONGEST_WAIT", 0.02)


async def test_a_card_is_posted_and_then_left_alone(stage: Stage):
    await stage.poke()
    await stage.settled()

    assert stage.platform.calls == ["post p-rota/board"]
    assert stage.platform.card("board").lines == card("board").lines
    assert await stage.marked() == set()


async def test_a_card_that_changes_is_updated_in_place(stage: Stage):
    await stage.change(card("board", "two"))
    await stage.settled()

    assert stage.platform.calls == ["post p-rota/board", "update p-rota/board"]
    assert stage.platform.card("board").lines == card("", "two").lines


async def test_new_cards_come_in_order_under_the_first(stage: Stage):
    await stage.change(card("board"), card("step/2"), card("step/3"))
    await stage.settled()

    assert stage.platform.keys() == ["p-rota/board", "p-rota/step/2", "p-rota/step/3"]
    root = stage.platform.remote("board")
    assert [message.under for message in stage.platform.messages.values()] == [None, root, root]


async def test_a_card_shown_once_is_neither_changed_nor_repeated(stage: Stage):
    await stage.change(card("board"), card("turn", once=True))
    await stage.settled()
    del stage.platform.messages[stage.platform.remote("turn")]
    await stage.change(card("board"), card("turn", "your turn, really", once=True))
    await stage.settled()

    assert stage.platform.posted == ["p-rota/board", "p-rota/turn"]
    assert stage.platform.keys() == ["p-rota/board"]


TURN = "turn/3/1/u-bo"


async def test_a_whisper_says_that_it_is_over_and_is_as_it_was_when_it_is_asked_again(stage: Stage):
    asked = replace(card(TURN, "It is your turn.", to=BO, once=True), buttons=(Button("Speak", 3),))
    await stage.change(card("board"), asked)
    await stage.settled()
    await stage.change(card("board"))
    await stage.settled()
    over = stage.platform.card(TURN)
    await stage.change(card("board", "two"))
    await stage.settled()

    assert (over.to, over.buttons) == (PersonId("u-bo"), ())
    assert [line.text for line in over.lines if line.kind is Kind.NOTE] == [msg("over-turn")]
    assert stage.platform.calls.count(f"update p-rota/{TURN}") == 1
    await stage.change(card("board"), asked)
    await stage.settled()
    assert stage.platform.card(TURN).lines == asked.lines
    assert stage.platform.card(TURN).buttons == asked.buttons
    assert len(stage.platform.posted) == 2


async def test_an_older_whisper_says_that_there_is_a_newer_one(stage: Stage):
    older, newer = (
        replace(card(f"remind/3/{nth}/u-bo", to=PersonId("u-bo"), once=True), buttons=(Button("Consent", 3),))
        for nth in (1, 2)
    )
    await stage.change(card("board"), older)
    await stage.settled()
    await stage.change(card("board"), newer)
    await stage.settled()

    assert msg("over-newer") in [line.text for line in stage.platform.card("remind/3/1/u-bo").lines]
    assert stage.platform.card("remind/3/2/u-bo").lines == newer.lines


async def test_a_whisper_that_only_told_something_or_is_gone_is_left_alone(stage: Stage):
    await stage.change(
        card("board"), card("decided-alone/u-bo", to=BO, once=True), card(TURN, to=BO, once=True)
    )
    await stage.settled()
    stage.platform.messages.pop(stage.platform.remote(TURN))
    await stage.change(card("board", "two"))
    await stage.settled()
    await stage.change(card("board", "three"))
    await stage.settled()

    assert stage.platform.calls.count(f"update p-rota/{TURN}") == 1
    assert stage.platform.card("decided-alone/u-bo").lines == card("").lines
    assert len(stage.platform.posted) == 3


async def test_a_private_card_is_whispered_once_and_never_leads_a_thread(stage: Stage):
    await stage.change(card("whisper", to=BO), card("board"), card("process/2"))
    await stage.settled()
    await stage.change(card("whisper", "again", to=BO), card("board"), card("process/2"))
    await stage.settled()

    assert stage.platform.posted == ["p-rota/board", "p-rota/whisper", "p-rota/process/2"]
    assert stage.platform.messages[stage.platform.remote("process/2")].under == stage.platform.remote("board")


async def test_a_deleted_card_is_posted_again_when_it_changes(stage: Stage):
    del stage.platform.messages[stage.platform.remote("board")]
    await stage.change(card("board", "two"))
    await stage.settled()

    assert stage.platform.keys() == ["p-rota/board"]
    assert stage.platform.card("board").lines == card("", "two").lines


async def test_many_changes_while_the_room_is_slow_become_one_update(stage: Stage):
    stage.platform.before = [SlowDown(0.2)]
    for number in range(8):
        await stage.change(card("board", f"change {number}"))
    await stage.settled()

    assert stage.platform.calls == ["post p-rota/board", "update p-rota/board", "update p-rota/board"]
    assert stage.platform.card("board").lines == card("", "change 7").lines


async def test_asking_to_wait_is_honoured(stage: Stage):
    loop = asyncio.get_running_loop()
    began = loop.time()
    stage.platform.before = [SlowDown(0.3)]

    await stage.change(card("board"), card("new"))
    await stage.settled()

    assert loop.time() - began >= 0.3
    assert stage.platform.posted == ["p-rota/board", "p-rota/new"]
    assert "find p-rota/new" not in stage.platform.calls  # it certainly was not posted


async def test_a_lost_answer_is_looked_for_and_nothing_is_posted_twice(stage: Stage):
    stage.platform.lost_answers = 1
    await stage.change(card("board"), card("new"))
    await stage.settled()

    assert stage.platform.posted == ["p-rota/board", "p-rota/new"]
    assert "find p-rota/new" in stage.platform.calls
    assert await stage.marked() == set()


async def test_a_call_that_did_nothing_is_tried_again(stage: Stage):
    stage.platform.before = [Unavailable(), Unavailable(), Unavailable()]
    await stage.change(card("board"), card("new"))
    await stage.settled()

    assert stage.platform.keys() == ["p-rota/board", "p-rota/new"]


async def test_a_room_that_can_be_read_but_not_written_in_is_tried_later_and_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    """As when a permission is missing: otherwise it would be asked twice a second for ever."""
    monkeypatch.setattr(lane, "_LONGEST_WAIT", 1.0)
    waits: list[float] = []
    monkeypatch.setattr(lane.Lane, "_pause", lambda _self, seconds: waits.append(seconds))
    stage.platform.before = [Unavailable(), None, Unavailable(), None, Unavailable(), None]  # type: ignore[list-item]
    await stage.change(card("board"), card("new"))
    await stage.settled()

    assert waits[::2] == [0.01, 0.02, 0.04, 0.0]
    assert stage.platform.keys() == ["p-rota/board", "p-rota/new"]


@pytest.mark.parametrize("fault", [NotHere(), Rejected()])
async def test_what_a_room_cannot_show_is_not_tried_again(stage: Stage, fault: Exception):
    stage.platform.before = [fault]
    await stage.change(card("board"), card("new"), card("other"))
    await stage.settled()
    await stage.poke()
    await stage.settled()

    assert stage.platform.keys() == ["p-rota/board", "p-rota/other"]
    assert await stage.marked() == set()


async def test_a_change_that_a_room_rejects_is_not_tried_again_until_it_changes(stage: Stage):
    stage.platform.before = [Rejected()]
    await stage.change(card("board", "far too long"))
    await stage.settled()
    await stage.poke()
    await stage.settled()
    assert stage.platform.card("board").lines == card("board").lines

    await stage.change(card("board", "short"))
    await stage.settled()

    assert stage.platform.card("board").lines == card("", "short").lines


async def test_a_slow_room_holds_up_no_other(stage: Stage):
    slow = FakePlatform(before=[SlowDown(30)])
    await stage.delivery.attach(KITCHEN, FakeRoom(slow, "fake:slow"))
    await stage.change(card("board", "two"))
    await asyncio.sleep(0.1)

    assert stage.platform.card("board").lines == card("", "two").lines
    assert slow.keys() == []
    assert await stage.marked() == {ROTA}  # the slow room still has to show it


async def test_a_room_that_is_gone_is_left_alone(stage: Stage):
    stage.platform.before = [RoomGone()]
    await stage.change(card("board", "two"))
    await stage.settled()
    await stage.change(card("board", "three"))
    await stage.settled()

    assert len(stage.platform.calls) == 2


async def test_a_room_keeps_its_pace(stage: Stage):
    quiet = FakePlatform()
    await stage.delivery.attach(KITCHEN, FakeRoom(quiet, "fake:paced", pace=0.1))
    began = asyncio.get_running_loop().time()

    await stage.change(*(card(f"step/{number}") for number in range(4)))
    await stage.settled()

    assert len(quiet.posted) >= 4
    assert asyncio.get_running_loop().time() - began >= 0.3


async def test_proceedings_in_one_room_take_turns(stage: Stage):
    await stage.desk.handle(ProceedingId("p-2"), propose(circle(), "p-2"), "second", START)
    await stage.settled()

    assert stage.platform.keys() == ["p-rota/board", "p-2/other"]


async def test_trouble_with_one_proceeding_does_not_stop_the_lane(
    stage: Stage, caplog: pytest.LogCaptureFixture
):
    stage.picture.cards = None  # type: ignore[assignment] - a mistake in the view
    await stage.poke()
    await stage.desk.handle(ProceedingId("p-2"), propose(circle(), "p-2"), "second", START)
    await stage.settled()

    assert "p-rota could not be shown in fake:1" in caplog.text
    assert stage.platform.keys() == ["p-rota/board", "p-2/other"]
    assert await stage.marked() == {ROTA}


# --- afterwards ---------------------------------------------------------------------------------------------


async def again(stage: Stage, *cards: Card) -> Stage:
    """The bot is started anew beside the same platform."""
    await stage.close()
    second = Stage(stage.database.path, stage.platform)
    second.picture.cards = cards
    return second


async def test_a_restart_shows_what_was_left_undone_and_nothing_else(stage: Stage):
    stage.platform.before = [SlowDown(30)]
    await stage.change(card("board", "two"))
    await asyncio.sleep(0.05)
    calls = len(stage.platform.calls)

    second = await again(stage, card("board", "two"))
    await second.delivery.attach(KITCHEN, FakeRoom(second.platform))
    await second.settled()

    assert second.platform.calls[calls:] == ["update p-rota/board"]
    assert await second.marked() == set()
    await second.close()


async def test_a_room_that_connects_late_still_catches_up(stage: Stage):
    late = FakePlatform()
    await stage.delivery.attach(KITCHEN, FakeRoom(late, "fake:late"))
    await stage.settled()
    await stage.delivery.detach("fake:late")
    await stage.change(card("board", "two"))
    await stage.settled()
    assert await stage.marked() == {ROTA}

    await stage.delivery.attach(KITCHEN, FakeRoom(late, "fake:late"))
    await stage.settled()

    assert late.card("board").lines == card("", "two").lines
    assert await stage.marked() == set()


async def test_stopping_finishes_what_can_be_finished(stage: Stage):
    await stage.change(card("board", "two"))
    await stage.delivery.stop()

    assert stage.platform.card("board").lines == card("", "two").lines


def test_a_digest_is_of_all_that_a_card_shows():
    one = card("board")

    assert digest_of(one) == digest_of(card("board"))
    assert re.fullmatch("[0-9a-f]{32}", digest_of(one))
    assert len({digest_of(each) for each in (one, card("board", "two"), replace(one, live=True))}) == 3


async def test_a_change_nobody_has_a_room_for_stays_marked(tmp_path: Path, platform: FakePlatform):
    stage = Stage(tmp_path / "circlewise.db", platform)
    await stage.open()
    stage.delivery.changed(Changed(ROTA, KITCHEN, 1, None))
    await stage.settled()

    assert await stage.marked() == {KITCHEN, ROTA}
    assert not stage.delivery._latest  # or a house without rooms would grow with every proceeding
    assert not stage.delivery._behind
    await stage.close()
