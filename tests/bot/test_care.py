"""`circlewise verify`, `backup` and `rebuild`, as somebody types them."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import circlewise
from bot.config import PREFIX, Settings
from bot.desk import Desk
from facilitation.model import CircleId, ProceedingId
from storage.database import Database
from storage.faults import InUse, StorageFault, Unreachable
from storage.proof import prove
from storage.sealing import Keys, key_file_of, keys_of
from storage.writer import Writer
from tests.bot.test_sealed_at_rest import half_answered, house, to_consent
from tests.storage.walking import START, circle, found, propose


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(PREFIX + field.upper(), raising=False)
    monkeypatch.setenv("CIRCLEWISE_DATABASE", str(tmp_path / "circlewise.db"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    database = Database(tmp_path / "circlewise.db")
    writer = Writer(database)
    desk = Desk(database, writer, 16, lambda _: None)
    await desk.handle(CircleId("c-kitchen"), found(), "found", START)
    await desk.handle(ProceedingId("p-rota"), propose(circle()), "propose", START)
    writer.close()
    database.close()
    return database.path


def typed(*words: str) -> Result:
    return CliRunner().invoke(circlewise, words)


def told(result: Result) -> str:
    return " ".join(result.output.split())


def spoil(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER IF EXISTS log_refuses_update")
    connection.execute(statement)
    connection.commit()
    connection.close()


async def test_a_sound_database_is_said_to_be_sound(path: Path):
    result = typed("verify")

    assert result.exit_code == 0
    assert told(result).startswith("All is well: ")
    assert "facts in 2 logs" in told(result)


@pytest.mark.parametrize(
    ("statement", "sentence", "then"),
    [
        (
            "UPDATE log SET at = '2020' WHERE stream = 'p-rota' AND seq = 2",
            "In the log of proposal 1 “Cooking rota” of the circle Kitchen, number 2 is not what was stored.",
            "go back to your last backup",
        ),
        (
            "UPDATE log SET at = '2020' WHERE stream = 'c-kitchen'",
            "In the log of the circle Kitchen, number 1 is not what was stored.",
            "go back to your last backup",
        ),
        (
            "UPDATE proceeding SET title = 'Cake'",
            "What is listed about proposal 1 “Cake” of the circle Kitchen (in the table proceeding) is not what",
            "“circlewise rebuild” mends it",
        ),
        (
            "DELETE FROM proceeding",
            "What is listed about p-rota (in the table proceeding) is not what its log says.",
            "“circlewise rebuild” mends it",
        ),
    ],
)
async def test_what_is_wrong_is_one_sentence_with_its_place(
    path: Path, statement: str, sentence: str, then: str
):
    spoil(path, statement)

    result = typed("verify")

    assert result.exit_code == 1
    assert told(result).startswith(sentence)
    assert then in told(result)


async def test_what_rebuild_can_mend_it_mends(path: Path):
    spoil(path, "UPDATE proceeding SET title = 'Cake'")

    assert typed("rebuild").exit_code == 0

    assert typed("verify").exit_code == 0


async def test_rebuild_wants_the_bot_stopped_and_the_others_do_not(path: Path, tmp_path: Path):
    database = Database(path)
    try:
        assert typed("verify").exit_code == 0
        assert typed("backup", str(tmp_path / "copy.db")).exit_code == 0
        assert isinstance(typed("rebuild").exception, InUse)
    finally:
        database.close()


def test_without_a_database_nothing_is_made(tmp_path: Path):
    for command in (("verify",), ("backup",), ("backup", "copy.db")):
        assert isinstance(typed(*command).exception, Unreachable)
    assert list(tmp_path.iterdir()) == []


async def test_a_backup_is_proved_and_says_where_it_is(path: Path, tmp_path: Path):
    keys_of(path, make=True)

    result = typed("backup", "copies/today.db")

    assert result.exit_code == 0
    assert "today.db" in result.output
    assert "All is well" in told(result)
    assert "is not in the copy" in told(result)
    assert prove(tmp_path / "copies" / "today.db", Keys()) == prove(path, Keys())


async def test_a_backup_without_a_name_is_called_by_its_instant(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "there").mkdir()
    assert typed("backup").exit_code == 0
    assert typed("backup", "there").exit_code == 0
    monkeypatch.setenv("CIRCLEWISE_BACKUP_DIRECTORY", str(tmp_path / "nights"))
    assert typed("backup").exit_code == 0

    today = f"circlewise-{datetime.now(UTC):%Y}-*.db"
    assert [
        len(list(folder.glob(today))) for folder in (tmp_path, tmp_path / "there", tmp_path / "nights")
    ] == [1, 1, 1]


async def test_a_backup_replaces_an_earlier_one_and_nothing_else(path: Path, tmp_path: Path):
    (tmp_path / "letter.txt").write_text("Dear Bo")
    (tmp_path / "empty.db").touch()
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE t (x)")
    other.close()
    assert typed("backup", "empty.db").exit_code == 0
    assert typed("backup", "empty.db").exit_code == 0

    for name in ("letter.txt", "other.db", "circlewise.db"):
        before = (tmp_path / name).read_bytes()
        result = typed("backup", name)
        assert result.exit_code == 1
        assert "is no earlier copy, so nothing was written there" in told(result)
        assert (tmp_path / name).read_bytes() == before


async def test_without_the_key_it_is_said_what_cannot_be_read_and_that_the_rest_is_sound(tmp_path: Path):
    async with house(tmp_path) as opened:
        await to_consent(opened, "sealed")
        await half_answered(opened)
        await opened.backup(tmp_path / "copy" / "circlewise.db")
    assert typed("verify").exit_code == 0

    result = typed("verify", "--database", str(tmp_path / "copy" / "circlewise.db"))

    assert result.exit_code == 3
    assert told(result).startswith("All is well: ")
    assert "In one place something is sealed with a key that is not here." in told(result)
    assert "proposal 1 “Cooking rota” of the circle Kitchen" in told(result)


async def test_a_key_file_that_holds_no_key_is_a_sentence(path: Path):
    keys_of(path, make=True)
    key_file_of(path).write_text("?", encoding="ascii")

    fault = typed("verify").exception

    assert isinstance(fault, StorageFault)
    assert "Put the key back from where you keep it" in str(fault)
