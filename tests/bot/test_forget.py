"""`circlewise forget`, as somebody types it: nothing of a person is left in any file, and what was decided is."""

from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import circlewise
from bot.clock import MovableClock
from bot.compose import House, open_house
from bot.config import PREFIX, Settings
from facilitation.commands import Consent
from facilitation.facts import Objected
from facilitation.model import GONE, PersonId
from storage import agenda, log, logbook, people
from storage.database import Database
from storage.faults import InUse
from storage.people import Person, save_account, save_person
from tests.adapters.fake_room import FakePlatform, FakeRoom
from tests.bot.test_sealed_at_rest import BO, ELI, HARM, KITCHEN, ROTA, WORRY, half_answered, tell, to_consent
from tests.storage.walking import PEOPLE, START

NAME, ACCOUNT = "Bobeline Zwirn", "U0BOB777"


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(PREFIX + field.upper(), raising=False)
    monkeypatch.setenv("CIRCLEWISE_DATABASE", str(tmp_path / "circlewise.db"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform()


def opened(folder: Path) -> AbstractAsyncContextManager[House]:
    return open_house(Settings(database=folder / "circlewise.db"), MovableClock(START))


@pytest.fixture
async def folder(tmp_path: Path, platform: FakePlatform) -> Path:
    """A check in which Bo's objection is being worked on, shown in a room."""
    async with opened(tmp_path) as house:
        await to_consent(house, "simultaneous")
        await house.delivery.attach(KITCHEN, FakeRoom(platform))
        await half_answered(house)
        await tell(house, Consent(by=ELI), "d-6")
        await house.desk.write(save_person, Person(BO, NAME))
        await house.desk.write(save_account, "slack", ACCOUNT, BO)
        await house.delivery.settled()
    return tmp_path


def typed(*words: str, answer: str = "") -> Result:
    return CliRunner().invoke(circlewise, words, input=answer)


def told(result: Result) -> str:
    return " ".join(result.output.split())


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def shown(platform: FakePlatform) -> str:
    """All that the rooms show to everyone. What was whispered to one person cannot be taken back."""
    return "".join(repr(message.card) for message in platform.messages.values() if message.card.to is None)


async def test_only_a_yes_forgets_somebody(folder: Path):
    refused = typed("forget", NAME, answer="n\n")

    assert refused.exit_code == 1
    assert f"the name {NAME}, one account and one text of theirs" in told(refused)
    assert f"{NAME} still has a seat in Kitchen" in told(refused)
    assert told(refused).endswith(f"Forget {NAME}? [y/N]: n Nothing was changed.")
    assert typed("forget", NAME).exit_code == 1  # nobody there to answer
    everything = bytes_in(folder)
    assert [secret for secret in (HARM, NAME, ACCOUNT) if secret.encode() not in everything] == []


@pytest.mark.parametrize("called", [NAME.lower(), BO, f"slack:{ACCOUNT}"])
async def test_nothing_of_a_person_is_left_in_any_file_and_the_proof_holds(folder: Path, called: str):
    facts = told(typed("verify"))

    result = typed("forget", called, answer="y\n")

    assert result.exit_code == 0
    assert "Forgotten, with one text." in told(result)
    everything = bytes_in(folder)
    assert [secret for secret in (HARM, NAME, ACCOUNT) if secret.encode() in everything] == []
    assert WORRY.encode() in everything
    assert typed("verify").exit_code == 0
    assert told(typed("verify")) == facts
    database = Database(folder / "circlewise.db")
    try:
        with database.reading() as db:
            objected = [
                fact for fact in log.read(db, ROTA) if isinstance(fact, Objected) and fact.person == BO
            ]
            assert people.accounts_of(db, BO) == ()
            assert {one.id for one in people.people(db)} == set(PEOPLE) - {BO}
        with database.session() as session:
            page = logbook.page(session, ROTA)
    finally:
        database.close()
    assert [fact.text for fact in objected] == [GONE]
    assert page is not None
    assert [each.text for each in page.objections if each.person == BO] == [GONE]


async def test_what_a_room_shows_of_them_is_taken_out_after_the_next_start(
    folder: Path, platform: FakePlatform
):
    assert HARM in shown(platform)
    messages = len(platform.messages)

    assert typed("forget", NAME, "--yes").exit_code == 0
    async with opened(folder) as house:
        await house.delivery.attach(KITCHEN, FakeRoom(platform))
        await house.delivery.settled()
        assert await house.desk.read(agenda.marked, KITCHEN) == {}

    assert HARM not in shown(platform)
    assert "words-removed" in shown(platform)
    assert len(platform.messages) == messages


async def test_a_room_that_never_showed_it_is_not_told_all_of_it_now(folder: Path, platform: FakePlatform):
    async with opened(folder) as house:
        await house.desk.write(people.settle, "fake:2", KITCHEN)  # it was given a room, and shown nothing yet

    assert typed("forget", NAME, "--yes").exit_code == 0

    async with opened(folder) as house:
        await house.delivery.attach(KITCHEN, FakeRoom(platform, "fake:2"))
        await house.delivery.settled()
    assert [message for message in platform.messages.values() if message.room == "fake:2"] == []


async def test_whoever_is_not_known_or_not_the_only_one_is_asked_for_again(folder: Path):
    database = Database(folder / "circlewise.db")
    with closing(database.writing()) as db:
        save_person(db, Person(PersonId("u-other"), NAME))
    database.close()

    nobody, several = typed("forget", "Nobody"), typed("forget", NAME)

    assert (nobody.exit_code, several.exit_code) == (1, 1)
    assert told(nobody).startswith("Nobody here is called Nobody. Try")
    assert f"{NAME}: {BO}, slack:{ACCOUNT}" in told(several)
    assert f"{NAME}: u-other, –" in told(several)
    assert typed("forget", "u-other", "--yes").exit_code == 0
    assert HARM.encode() in bytes_in(folder)


async def test_the_bot_must_be_stopped(folder: Path):
    database = Database(folder / "circlewise.db")
    try:
        assert isinstance(typed("forget", NAME, "--yes").exception, InUse)
    finally:
        database.close()
    assert HARM.encode() in bytes_in(folder)


def test_without_a_database_nobody_is_known_and_nothing_is_made(tmp_path: Path):
    result = typed("forget", NAME, "--yes")

    assert result.exit_code == 1
    assert told(result).startswith(f"Nobody here is called {NAME}.")
    assert list(tmp_path.iterdir()) == []
