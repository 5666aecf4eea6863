"""A circle is a thing of its own in the house: shown like a proceeding, woken like one, proved like one."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.port import RemoteId, SlowDown
from bot import lane
from facilitation.cards import Card
from facilitation.circles import registry
from facilitation.commands import CountRounds, Release, Tick
from facilitation.facts import Fact, MemberReleased, RoundsCounted
from facilitation.model import Circle, CircleId
from storage import agenda
from storage.proof import Wrong, prove
from storage.rebuild import rebuild
from storage.sealing import keys_of
from tests.adapters.fake_room import FakePlatform, FakeRoom
from tests.bot.test_clock import until
from tests.bot.test_delivery import KITCHEN, ROTA, Stage, card
from tests.storage.walking import PEOPLE, START, found

GARDEN = CircleId("c-garden")
DUE = START + timedelta(hours=1)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lane, "_FIRST_WAIT", 0.01)
    monkeypatch.setattr(lane, "_LONGEST_WAIT", 0.02)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    made = Stage(tmp_path / "circlewise.db", FakePlatform())
    await made.open()
    await made.delivery.attach(KITCHEN, FakeRoom(made.platform))
    await made.settled()
    made.platform.calls.clear()
    yield made
    await made.close()


@pytest.fixture
def clock_of_circles(monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour after everything began, each circle has held a round, and Bo has left it."""

    def when(circle: Circle) -> Iterator[datetime]:
        if not circle.rounds_held:
            yield DUE

    def then(circle: Circle, now: datetime) -> Iterator[Fact]:
        if not circle.rounds_held and now >= DUE:
            yield RoundsCounted(at=now, rounds=1)
            yield MemberReleased(at=now, person=PEOPLE[1])

    monkeypatch.setattr(registry, "DUES", [(when, then)])


async def count(stage: Stage, delivery: str = "count", rounds: int = 2) -> None:
    await stage.desk.handle(KITCHEN, CountRounds(rounds=rounds), delivery, stage.clock.now())


# --- shown --------------------------------------------------------------------------------------------------


async def test_what_a_circle_keeps_is_shown_in_its_rooms_beside_each_other(stage: Stage):
    other = FakePlatform()
    await stage.delivery.attach(KITCHEN, FakeRoom(other, "fake:2"))
    stage.picture.of_circle = (card("roles"), card("backlog"), card("due", to=PEOPLE[0], once=True))
    await count(stage)
    await stage.settled()

    told = 0
    for platform in (stage.platform, other):
        shown = [(m.card.key, m.card.to, m.under) for m in platform.messages.values()]
        assert ("c-kitchen/roles", None, None) in shown
        assert ("c-kitchen/backlog", None, None) in shown
        told += shown.count(("c-kitchen/due", PEOPLE[0], None))
    assert told == 1  # nobody is told the same in two rooms
    assert await stage.marked() == set()


class SlowToTell(FakeRoom):
    """A room that whispers only once it may; what `began` is what it has begun to whisper."""

    def __init__(self, platform: FakePlatform, key: str, may: asyncio.Event, began: list[str]) -> None:
        super().__init__(platform, key)
        self.may, self.began = may, began

    async def post(self, card: Card, under: RemoteId | None) -> RemoteId:
        if card.to is not None:
            self.began.append(self.key)
            await self.may.wait()
        return await super().post(card, under)


async def test_while_one_room_tells_somebody_the_other_goes_on_and_does_not_tell_it_too(stage: Stage):
    platforms = {"fake:1": stage.platform, "fake:2": FakePlatform()}
    may, began = asyncio.Event(), list[str]()
    for key, platform in platforms.items():
        await stage.delivery.attach(KITCHEN, SlowToTell(platform, key, may, began))
    await stage.settled()
    stage.picture.of_circle = (card("roles"), card("due", to=PEOPLE[0], once=True))
    await count(stage)
    await until(lambda: began)
    (other,) = (platform for key, platform in platforms.items() if key != began[0])
    stage.picture.of_circle = (card("roles", "two"), card("due", to=PEOPLE[0], once=True))
    await count(stage, "again")
    await until(lambda: "update c-kitchen/roles" in other.calls)

    assert len(began) == 1
    may.set()
    await stage.settled()
    assert len(began) == 1
    assert "c-kitchen/due" not in other.posted


async def test_a_board_of_a_circle_is_edited_in_place_and_a_whisper_is_said_once(stage: Stage):
    stage.picture.of_circle = (card("roles"), card("due", to=PEOPLE[0], once=True))
    await count(stage)
    await stage.settled()
    stage.picture.of_circle = (card("roles", "two"), card("due", "two", to=PEOPLE[0], once=True))
    await count(stage, "again")
    await stage.settled()

    assert stage.platform.calls == ["post c-kitchen/roles", "post c-kitchen/due", "update c-kitchen/roles"]


async def test_a_circle_is_shown_in_no_other_circles_room(stage: Stage):
    elsewhere = FakePlatform()
    await stage.desk.handle(GARDEN, found(id_=GARDEN), "found garden", START)
    await stage.delivery.attach(GARDEN, FakeRoom(elsewhere, "fake:garden"))
    stage.picture.of_circle = (card("roles"),)
    await count(stage)
    await stage.settled()

    assert "c-kitchen/roles" not in elsewhere.keys()  # noqa: SIM118 - a list of the platform's
    assert "c-kitchen/roles" in stage.platform.keys()  # noqa: SIM118


async def test_what_a_circle_changed_in_its_proceedings_is_shown_there_too(stage: Stage):
    stage.picture.of_circle = (card("roles"),)
    stage.picture.cards = (card("board", "without Bo"),)
    await stage.desk.handle(KITCHEN, Release(person=PEOPLE[1]), "release", START)
    await stage.settled()

    assert set(stage.platform.calls) == {"post c-kitchen/roles", "update p-rota/board"}


async def test_a_restart_shows_of_a_circle_what_was_left_undone(stage: Stage):
    stage.platform.before = [SlowDown(30)]
    stage.picture.of_circle = (card("roles"),)
    await count(stage)
    await asyncio.sleep(0.05)
    assert await stage.marked() == {KITCHEN}
    await stage.close()

    second = Stage(stage.database.path, stage.platform)
    second.picture.of_circle = (card("roles"),)
    await second.delivery.attach(KITCHEN, FakeRoom(stage.platform))
    await second.settled()

    assert stage.platform.calls[-1] == "post c-kitchen/roles"
    assert await second.marked() == set()
    await second.close()


async def test_a_room_that_is_away_keeps_the_mark_of_its_circle(stage: Stage):
    away = FakePlatform()
    await stage.delivery.attach(KITCHEN, FakeRoom(away, "fake:away"))
    await stage.settled()
    await stage.delivery.detach("fake:away")
    stage.picture.of_circle = (card("roles"),)
    await count(stage)
    await stage.settled()
    assert await stage.marked() == {KITCHEN}

    await stage.delivery.attach(KITCHEN, FakeRoom(away, "fake:away"))
    await stage.settled()

    assert "c-kitchen/roles" in away.keys()  # noqa: SIM118
    assert await stage.marked() == set()


# --- woken --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("clock_of_circles")
async def test_the_clock_knocks_at_a_circle_and_what_follows_reaches_its_proceedings(stage: Stage):
    assert await stage.desk.tick_due(START) == DUE
    late = DUE + timedelta(minutes=5)
    await stage.desk.tick_due(late)
    dues = await stage.desk.read(agenda.next_dues, 9)
    assert [due.stream for due in dues] == [ROTA]

    kitchen, rota = await stage.desk.circle(KITCHEN), await stage.desk.proceeding(ROTA)
    assert kitchen is not None
    assert rota is not None
    assert kitchen.rounds_held == 1
    assert kitchen.member(PEOPLE[1]) is rota.circle.member(PEOPLE[1]) is None


@pytest.mark.usefixtures("clock_of_circles")
async def test_what_fell_due_in_a_circle_comes_before_anything_else_there(stage: Stage):
    command = Release(person=PEOPLE[2])

    answer = await stage.desk.handle(KITCHEN, command, "release", DUE)

    assert [type(fact) for fact in answer.facts] == [MemberReleased]
    facts = await stage.desk.facts(KITCHEN)
    assert [type(fact) for fact in facts[-3:]] == [RoundsCounted, MemberReleased, MemberReleased]
    await stage.desk.tick_due(DUE)
    again = await stage.desk.handle(KITCHEN, command, "release", DUE + timedelta(days=1))
    assert again.facts == answer.facts
    assert await stage.desk.facts(KITCHEN) == facts


@pytest.mark.usefixtures("clock_of_circles")
async def test_two_knocks_at_a_circle_are_one(stage: Stage):

    await asyncio.gather(stage.desk.tick_due(DUE), stage.desk.tick_due(DUE))
    await stage.desk.handle(KITCHEN, Tick(), "a knock by hand", DUE)

    kinds = [type(fact) for fact in await stage.desk.facts(KITCHEN)]
    assert kinds.count(RoundsCounted) == 1


@pytest.mark.usefixtures("clock_of_circles")
async def test_what_is_due_in_a_circle_is_applied_after_a_restart(stage: Stage):
    await stage.close()

    second = Stage(stage.database.path, stage.platform)
    await second.desk.tick_due(DUE)

    kitchen = await second.desk.circle(KITCHEN)
    assert kitchen is not None
    assert kitchen.rounds_held == 1
    await second.close()


# --- proved and made anew -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("clock_of_circles")
async def test_the_dues_of_circles_are_proved_and_made_anew(stage: Stage):
    await stage.settled()
    keys = keys_of(stage.database.path)
    assert prove(stage.database.path, keys).finding is None

    def forget(db: sqlite3.Connection) -> None:
        agenda.set_due(db, KITCHEN, None)

    await stage.desk.write(forget)
    finding = prove(stage.database.path, keys).finding
    assert finding is not None
    assert (finding.wrong, finding.stream) == (Wrong.DUE, KITCHEN)
    await stage.close()
    second = Stage(stage.database.path, stage.platform)
    await asyncio.to_thread(second.writer.close)
    await asyncio.to_thread(rebuild, second.database)
    second.database.close()
    assert prove(stage.database.path, keys).finding is None


def test_a_due_that_a_knock_moves_and_the_act_moves_back_is_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The due before the knock and the one after the act are the same instant; between them it was another."""

    def when(circle: Circle) -> Iterator[datetime]:
        yield DUE if circle.rounds_held % 2 == 0 else DUE + timedelta(days=1)

    def then(circle: Circle, now: datetime) -> Iterator[Fact]:
        if circle.rounds_held % 2 == 0:
            yield RoundsCounted(at=now, rounds=1)

    monkeypatch.setattr(registry, "DUES", [(when, then)])

    async def go() -> None:
        made = Stage(tmp_path / "circlewise.db", FakePlatform())
        await made.desk.handle(KITCHEN, found(), "found", START)
        await made.desk.handle(KITCHEN, CountRounds(rounds=1), "act", DUE)
        dues = await made.desk.read(agenda.next_dues, 9)
        assert [(due.stream, due.at) for due in dues] == [(KITCHEN, DUE)]
        await made.close()

    asyncio.run(go())
