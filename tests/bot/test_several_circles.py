"""Circles at a real desk: formed, changed by two consents and dissolved, each time in one transaction, and provable."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.desk import Desk
from facilitation.commands import (
    AcceptMembership,
    Command,
    Consent,
    Found,
    LeaveCircle,
    LetStand,
    Pass,
    Propose,
    Speak,
)
from facilitation.model import (
    Charter,
    CircleId,
    CircleStatus,
    Draft,
    Duty,
    Effect,
    Matter,
    Member,
    Outcome,
    PersonId,
    ProceedingId,
)
from facilitation.refusals import Reason, Refused
from storage import circles
from storage.database import Database
from storage.proof import prove
from storage.rebuild import rebuild
from storage.sealing import keys_of
from storage.writer import Writer
from tests.facilitation.small_circles import ANA, BO, CY, NOW, REVIEW, member

TOP, KITCHEN = CircleId("c-top"), CircleId("p-kitchen-circle")
LEADER = Member(person=BO, duties=(Duty.LEADER,))
CHARTER = Charter(name="Kitchen", aim="Lunch", domains=("meals",), decides=True, members=(LEADER, member(CY)))


class House:
    """A desk with circles and nothing else."""

    def __init__(self, path: Path) -> None:
        self.path, self.number = path, 0
        self.database = Database(path)
        self.writer = Writer(self.database)
        self.desk = Desk(self.database, self.writer, 256, lambda _changed: None)

    async def give(self, target: str, command: Command) -> None:
        self.number += 1
        await self.desk.handle(ProceedingId(target), command, f"d{self.number}", NOW)

    async def decide(
        self, name: str, by: PersonId = ANA, where: CircleId = TOP, **what: object
    ) -> ProceedingId:
        """Something is proposed, and everybody goes along."""
        id_ = ProceedingId(name)
        circle = await self.desk.circle(where)
        assert circle is not None
        draft = Draft(text="t", review=REVIEW)
        await self.give(id_, Propose(by=by, id=id_, circle=circle, title=name, draft=draft, **what))  # type: ignore[arg-type]
        await self.go_along(id_)
        return id_

    async def go_along(self, id_: ProceedingId) -> None:
        for _ in range(9):
            p = await self.desk.proceeding(id_)
            assert p is not None
            if p.over or p.decision is not None:
                return
            for who in [m.person for m in p.circle.members]:
                for command in (Pass(by=who), Speak(by=who), Consent(by=who), LetStand(by=who)):
                    with suppress(Refused):
                        await self.give(id_, command)

    async def close(self) -> None:
        await asyncio.to_thread(self.writer.close)
        self.database.close()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    made = House(tmp_path / "circlewise.db")
    people = (member(ANA), LEADER)
    overrides = (("rounds", "together"),)
    domains = ("beds", "meals")
    await made.give(
        TOP, Found(id=TOP, name="Top", aim="All", members=people, domains=domains, overrides=overrides)
    )
    await made.decide("p-kitchen", matter=Matter.SUB_CIRCLE, effect=Effect(charter=CHARTER))
    yield made
    await made.close()


async def proved(house: House) -> None:
    """The log proves, and the rows made anew are the rows there are."""
    before = await house.desk.read(circles.circles)
    await house.close()
    assert prove(house.path, keys_of(house.path)).finding is None
    database = Database(house.path)
    await asyncio.to_thread(rebuild, database)
    with database.reading() as db:
        assert circles.circles(db) == before
    database.close()
    house.__init__(house.path)  # type: ignore[misc]  # open again what was closed


async def test_a_sub_circle_is_founded_with_the_last_consent(house: House):
    kitchen = await house.desk.circle(KITCHEN)

    assert kitchen is not None
    assert kitchen.broader == TOP
    assert [m.person for m in kitchen.invited] == [CY]
    await house.give(KITCHEN, AcceptMembership(by=CY))
    listed = await house.desk.read(circles.circles_of, CY)
    assert [entry.name for entry in listed] == ["Kitchen"]
    await proved(house)


async def test_a_charter_changes_with_the_second_consent(house: House):
    new = Effect(charter=Charter(name="Meals", aim="", domains=("meals", "beds")))
    id_ = await house.decide("p-more", BO, KITCHEN, matter=Matter.CHARTER, effect=new)
    waiting = await house.desk.read(circles.circle, KITCHEN)
    await house.go_along(ProceedingId(f"{id_}-other"))
    changed = await house.desk.read(circles.circle, KITCHEN)

    assert waiting is not None
    assert changed is not None
    assert (waiting.name, changed.name, changed.domains) == ("Kitchen", "Meals", ("meals", "beds"))
    await proved(house)


async def test_what_a_dissolved_circle_agreed_on_is_found_in_the_circle_above(house: House):
    soup = await house.decide("p-soup", BO, KITCHEN)
    end = Effect(circle=KITCHEN, status=CircleStatus.DISSOLVED)
    await house.decide("p-end", matter=Matter.DISSOLUTION, effect=end)

    assert soup in await house.desk.open_in(TOP)
    assert await house.desk.open_in(KITCHEN) == ()
    assert await house.desk.read(circles.members, KITCHEN) == ()
    with pytest.raises(Refused) as refused:
        await house.give(KITCHEN, LeaveCircle(by=BO))
    assert refused.value.reason is Reason.OVER
    await proved(house)


async def test_a_circle_below_one_that_does_not_exist_is_not_founded(house: House):
    lost = Found(
        id=CircleId("c-lost"), name="Lost", aim="", members=(member(ANA),), broader=CircleId("c-none")
    )
    with pytest.raises(Refused):
        await house.give("c-lost", lost)

    assert await house.desk.circle(CircleId("c-lost")) is None


async def test_what_a_resting_circle_is_asked_is_declined_and_nothing_is_lost(house: House):
    rest = Effect(circle=KITCHEN, status=CircleStatus.DORMANT)
    await house.decide("p-rest", matter=Matter.DISSOLUTION, effect=rest)
    new = Effect(charter=Charter(name="Meals", aim=""), circle=KITCHEN)
    id_ = await house.decide("p-name", matter=Matter.CHARTER, effect=new)
    p = await house.desk.proceeding(id_)

    assert p is not None
    assert p.outcome is Outcome.DECLINED
    await proved(house)
