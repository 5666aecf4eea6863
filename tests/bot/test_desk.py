import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chain import Changed
from bot.desk import Desk
from facilitation.commands import (
    Admit,
    AskProcess,
    Consent,
    LetStand,
    Object,
    Pass,
    Propose,
    Release,
    Speak,
    Tick,
)
from facilitation.facts import Fact, MemberDeparted, MemberJoined, ProcessAsked, Reminded, TurnBegan
from facilitation.model import CircleId, Member, PersonId, ProceedingId, Words
from facilitation.proceeding import fold, legal, waiting, wake_at
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding
from storage import agenda, log, projections
from storage.database import Database
from storage.writer import Writer
from tests.storage.walking import PEOPLE, START, Walk, circle, found, propose

KITCHEN = CircleId("c-kitchen")
ROTA = ProceedingId("p-rota")
ZOE = PersonId("u-zoe")
AGREEABLE = (LetStand, Pass, Speak, Consent)


class Office:
    """A desk with its database, and what it told its listener."""

    def __init__(self, path: Path, remember: int = 256) -> None:
        self.told: list[Changed] = []
        self.database = Database(path)
        self.writer = Writer(self.database)
        self.desk = Desk(self.database, self.writer, remember, self.told.append)

    def close(self) -> None:
        self.writer.close()
        self.database.close()

    async def open(self, **more: object) -> Proceeding:
        await self.desk.handle(KITCHEN, found(), "found", START)
        answer = await self.desk.handle(ROTA, propose(circle(), **more), "propose", START)
        assert answer.proceeding is not None
        return answer.proceeding

    async def everything(self) -> dict[str, list[tuple[object, ...]]]:
        def read(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
            tables = db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%'"
            )
            names = [name for (name,) in tables]
            return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608

        return await self.desk.read(read)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    made = Office(tmp_path / "circlewise.db")
    yield made
    made.close()


async def to_consent(office: Office) -> Proceeding:
    p = await office.open()
    for number in range(100):
        assert p.phase is not None
        if p.phase.name == "consent":
            return p
        offers = {(who, offer.command) for who in PEOPLE for offer in legal(p, who)}
        who, kind = next((who, kind) for kind in AGREEABLE for who in PEOPLE if (who, kind) in offers)
        answer = await office.desk.handle(ROTA, kind(by=who), f"step {number}", START)
        assert answer.proceeding is not None
        p = answer.proceeding
    raise AssertionError("no consent check in sight")


async def test_an_answer_holds_the_facts_and_what_they_made(office: Office):
    p = await to_consent(office)

    answer = await office.desk.handle(ROTA, Consent(by=PEOPLE[1]), "d", START)

    history = await office.desk.facts(ROTA)
    assert history[-len(answer.facts) :] == answer.facts
    assert answer.proceeding == fold(history) == await office.desk.proceeding(ROTA)
    assert answer.proceeding != p


async def test_a_refusal_says_why_and_changes_nothing(office: Office):
    await to_consent(office)
    before = await office.everything()

    with pytest.raises(Refused) as refused:
        await office.desk.handle(ROTA, Consent(by=ZOE), "d", START)

    assert refused.value.reason is Reason.STRANGER
    assert await office.everything() == before


async def test_a_redelivery_gets_the_same_answer_and_changes_nothing(office: Office):
    await to_consent(office)
    first = await office.desk.handle(ROTA, Consent(by=PEOPLE[1]), "d", START)
    await office.desk.handle(ROTA, Object(by=PEOPLE[2], text=Words("It harms us.")), "e", START)
    before = await office.everything()

    again = await office.desk.handle(ROTA, Consent(by=PEOPLE[1]), "d", START + timedelta(hours=1))

    assert again == first
    assert await office.everything() == before


async def test_whoever_gets_the_turn_by_an_act_that_waited_is_not_reminded_at_once(office: Office):
    p = await office.open()
    speaking = waiting(p)[0]
    due = wake_at(p)
    assert due is not None
    await office.desk.tick_due(due)  # the clock was quicker than the act that came in before it

    await office.desk.handle(ROTA, Pass(by=speaking), "passes", START)
    await office.desk.tick_due(due + timedelta(minutes=2))

    facts = await office.desk.facts(ROTA)
    assert [fact.at for fact in facts] == sorted(fact.at for fact in facts)
    assert [fact.people for fact in facts if isinstance(fact, Reminded)] == [(speaking,)]
    passed, turn = facts[-2:]
    assert isinstance(turn, TurnBegan)
    assert passed.at == turn.at == due


async def test_a_circle_that_heard_of_it_later_is_not_set_back_either(office: Office):
    await office.open()
    await office.desk.handle(KITCHEN, Admit(member=Member(person=ZOE)), "admit", START + timedelta(hours=2))

    await office.desk.handle(KITCHEN, Release(person=ZOE), "release", START + timedelta(hours=1))

    for stream in (KITCHEN, ROTA):
        last = (await office.desk.facts(stream))[-1]
        assert last.at == START + timedelta(hours=2), stream


async def test_a_clock_set_back_by_more_than_anything_waits_is_believed(office: Office):
    await to_consent(office)
    at = {"before": START + timedelta(days=5), "after": START + timedelta(days=3) - timedelta(seconds=1)}
    for number, (name, now) in enumerate(at.items()):
        await office.desk.handle(ROTA, AskProcess(by=PEOPLE[number], text=Words("Why?")), name, now)

    facts = await office.desk.facts(ROTA)
    assert [fact.at for fact in facts if isinstance(fact, ProcessAsked)] == list(at.values())


async def test_a_refused_delivery_is_judged_again(office: Office):
    await to_consent(office)
    with pytest.raises(Refused):
        await office.desk.handle(ROTA, Consent(by=ZOE), "d", START)
    await office.desk.handle(KITCHEN, Admit(member=Member(person=ZOE)), "admit", START)

    answer = await office.desk.handle(ROTA, Consent(by=ZOE), "d", START)

    assert [type(fact).__name__ for fact in answer.facts] == ["Consented"]


async def test_what_does_not_exist_is_refused(office: Office):
    for target, command in ((ROTA, Consent(by=PEOPLE[0])), (KITCHEN, Release(person=PEOPLE[0]))):
        with pytest.raises(Refused) as refused:
            await office.desk.handle(target, command, "d", START)
        assert refused.value.reason is Reason.NO_SUCH_THING
    assert await office.desk.proceeding(ROTA) is await office.desk.circle(KITCHEN) is None


async def test_a_proposal_opens_with_the_circle_as_it_is_now(office: Office):
    await office.desk.handle(KITCHEN, found(), "found", START)
    stale = circle()
    await office.desk.handle(KITCHEN, Admit(member=Member(person=ZOE)), "admit", START)

    answer = await office.desk.handle(ROTA, propose(stale), "propose", START)

    assert answer.proceeding is not None
    assert answer.proceeding.circle == await office.desk.circle(KITCHEN)
    assert answer.proceeding.circle.member(ZOE)


async def test_what_a_circle_decides_about_members_reaches_every_open_proceeding_at_once(office: Office):
    await office.open()
    await office.desk.handle(ProceedingId("p-2"), propose(circle(), "p-2"), "second", START)

    await office.desk.handle(KITCHEN, Admit(member=Member(person=ZOE)), "admit", START)
    await office.desk.handle(KITCHEN, Release(person=PEOPLE[4]), "release", START)

    for id_ in await office.desk.open_in(KITCHEN):
        assert [f for f in await office.desk.facts(id_) if isinstance(f, MemberJoined | MemberDeparted)] == [
            MemberJoined(at=START, member=Member(person=ZOE)),
            MemberDeparted(at=START, person=PEOPLE[4]),
        ]
    assert {changed.id for changed in office.told} == {ROTA, "p-2", KITCHEN}


async def test_an_adopted_decision_counts_its_rounds_in_the_same_transaction(office: Office):
    p = await to_consent(office)
    for person in PEOPLE:
        p = (await office.desk.handle(ROTA, Consent(by=person), f"yes {person}", START)).proceeding or p

    assert p.in_force
    kitchen = await office.desk.circle(KITCHEN)
    assert kitchen is not None
    assert kitchen.rounds_held == p.rounds > 0


async def test_listeners_hear_of_a_change_even_when_nobody_waits_any_more(office: Office):
    await to_consent(office)
    office.told.clear()

    task = asyncio.create_task(office.desk.handle(ROTA, Consent(by=PEOPLE[1]), "d", START))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await office.desk.write(lambda _: None)
    await asyncio.sleep(0)

    p = await office.desk.proceeding(ROTA)
    assert p is not None
    history = await office.desk.facts(ROTA)
    assert office.told == [Changed(ROTA, KITCHEN, len(history), wake_at(p))]
    assert (await office.desk.handle(ROTA, Consent(by=PEOPLE[1]), "d", START)).proceeding == p


async def test_many_at_once_on_one_proceeding_are_taken_in_their_order(office: Office):
    await to_consent(office)

    answers = await asyncio.gather(
        *(office.desk.handle(ROTA, Consent(by=who), f"yes {who}", START) for who in PEOPLE)
    )

    history = await office.desk.facts(ROTA)
    assert (
        tuple(f for answer in answers for f in answer.facts) == history[-sum(len(a.facts) for a in answers) :]
    )
    assert answers[-1].proceeding == fold(history)


async def test_a_desk_that_remembers_next_to_nothing_answers_the_same(tmp_path: Path):
    small, large = Office(tmp_path / "small" / "x.db", remember=1), Office(tmp_path / "large" / "x.db")
    for office in (small, large):
        await office.open()
        for number, (command, now, _) in enumerate(Walk(6).steps(40)):
            if not isinstance(command, Propose):
                await office.desk.handle(ROTA, command, str(number), now)

    assert await small.desk.facts(ROTA) == await large.desk.facts(ROTA)
    for office in (small, large):
        office.close()


async def test_a_restart_goes_on_where_it_was(tmp_path: Path):
    first = Office(tmp_path / "circlewise.db")
    p = await to_consent(first)
    first.close()

    second = Office(tmp_path / "circlewise.db")
    assert await second.desk.proceeding(ROTA) == p
    again = await second.desk.handle(ROTA, Consent(by=PEOPLE[0]), "d", START)
    assert again.facts
    second.close()


# --- time ---------------------------------------------------------------------------------------------------


async def test_what_is_due_is_applied_once_and_the_next_due_is_named(office: Office):
    p = await to_consent(office)
    due = wake_at(p)
    assert due is not None
    assert await office.desk.tick_due(due - timedelta(seconds=1)) == due
    before = await office.desk.facts(ROTA)

    following = await office.desk.tick_due(due)
    again = await office.desk.tick_due(due)

    assert following == again
    assert following is not None
    assert following > due
    assert [type(f).__name__ for f in (await office.desk.facts(ROTA))[len(before) :]] == ["Reminded"]


async def test_the_agenda_is_what_the_proceedings_want(office: Office):
    await office.open()
    for number, (command, now, _) in enumerate(Walk(9).steps(60)):
        if isinstance(command, Propose):
            continue
        await office.desk.handle(ROTA, command, str(number), now)
        p = await office.desk.proceeding(ROTA)
        assert p is not None
        wanted = wake_at(p)
        assert await office.desk.read(agenda.next_dues, 9) == ((agenda.Due(ROTA, wanted),) if wanted else ())


async def test_one_due_that_cannot_be_applied_holds_up_no_other(
    office: Office, caplog: pytest.LogCaptureFixture
):
    p = await to_consent(office)
    due = wake_at(p)
    assert due is not None
    await office.desk.write(agenda.set_due, "p-ghost", START)

    following = await office.desk.tick_due(due)

    assert "p-ghost" in caplog.text
    assert [type(f).__name__ for f in (await office.desk.facts(ROTA))[-1:]] == ["Reminded"]
    assert following == due + timedelta(
        minutes=1
    )  # the ghost is tried again then, before anything else falls due


async def test_a_due_that_cannot_be_stored_waits_and_is_applied_later(
    office: Office, caplog: pytest.LogCaptureFixture
):
    p = await to_consent(office)
    due = wake_at(p)
    assert due is not None
    await office.desk.write(lambda db: db.execute("PRAGMA busy_timeout = 10").fetchall())
    other = sqlite3.connect(office.database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    again = await office.desk.tick_due(due)
    other.close()

    assert again == due + timedelta(minutes=1)
    assert "waits: Another program holds the database locked" in caplog.text
    assert (await office.desk.tick_due(again)) != again
    assert [type(f).__name__ for f in (await office.desk.facts(ROTA))[-1:]] == ["Reminded"]


async def test_answers_too_old_to_be_asked_for_again_are_forgotten(office: Office):
    await office.open()

    assert await office.desk.tidy(START + timedelta(days=29)) == 0
    assert await office.desk.tidy(START + timedelta(days=31)) == 2


def timeless(facts: tuple[Fact, ...]) -> list[tuple[str, object]]:
    return [(type(f).__name__, getattr(f, "due", None)) for f in facts]


async def late_by(folder: Path, delays: list[timedelta], *, clock_first: bool) -> list[str]:
    """A consent check whose grace ends; then somebody objects. With a clock that comes by, or comes too late."""
    office = Office(folder / "circlewise.db")
    await office.desk.handle(KITCHEN, found(2), "found", START)
    await office.desk.handle(ROTA, propose(circle(2)), "propose", START)
    outcomes: list[str] = []
    now: datetime = START
    for number, delay in enumerate(delays):
        now += delay
        if clock_first:
            await office.desk.tick_due(now)
        who = PEOPLE[number % len(PEOPLE)]
        p = await office.desk.proceeding(ROTA)
        assert p is not None
        kinds = [offer.command for offer in legal(p, who)]
        kind = next((kind for kind in AGREEABLE if kind in kinds), Consent)
        try:
            answer = await office.desk.handle(ROTA, kind(by=who), str(number), now)
            outcomes.append(f"{kind.__name__} {[type(f).__name__ for f in answer.facts]}")
        except Refused as refused:
            outcomes.append(f"{kind.__name__} {refused.reason.value}")
            await office.desk.tick_due(now)  # what fell due is not undone by a refusal: the clock brings it
    outcomes += [repr(each) for each in timeless(await office.desk.facts(ROTA))]
    office.close()
    return outcomes


@given(
    delays=st.lists(
        st.integers(min_value=0, max_value=60).map(lambda h: timedelta(hours=h)), min_size=5, max_size=15
    )
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_lateness_never_changes_an_outcome(
    tmp_path_factory: pytest.TempPathFactory, delays: list[timedelta]
):
    in_time = await late_by(tmp_path_factory.mktemp("a"), delays, clock_first=True)
    too_late = await late_by(tmp_path_factory.mktemp("b"), delays, clock_first=False)

    assert too_late == in_time


# --- the whole ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
async def test_after_any_walk_log_memory_and_projections_agree(office: Office, seed: int):
    await office.desk.handle(KITCHEN, found(seed), "found", START)
    for number, (command, now, _) in enumerate(Walk(seed).steps(60)):
        if isinstance(command, Tick):
            await office.desk.tick_due(now)
        else:
            await office.desk.handle(ROTA, command, str(number), now)

    history = await office.desk.facts(ROTA)
    assert await office.desk.proceeding(ROTA) == fold(history)
    assert await office.desk.read(log.faults_in, ROTA) == ()
    live = await office.everything()
    await office.desk.write(projections.rebuild)
    assert await office.everything() == live
