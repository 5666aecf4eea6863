import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage import migrations
from storage.database import Database
from storage.faults import Damaged, TooNew
from storage.tables import METADATA


def leaves_search_alone(_: object, name: str, kind: str, *__: object) -> bool:
    return not (kind == "table" and name.startswith("search"))


def test_the_scripts_lead_to_the_tables(database: Database):
    with database._engine().connect() as connection:
        options = {"target_metadata": METADATA, "include_object": leaves_search_alone}
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, METADATA) == []


def test_the_program_works_with_the_last_script():
    assert ScriptDirectory.from_config(migrations.config()).get_heads() == [migrations.HEAD]


def test_a_database_that_is_up_to_date_is_opened_as_it_is(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    database.close()
    monkeypatch.setattr(migrations, "_migrate", lambda path: pytest.fail("migrated again"))

    Database(database.path).close()
    assert not list(database.path.parent.glob("*.before-*"))


def test_a_newer_database_is_refused_and_left_alone(database: Database, db: sqlite3.Connection):
    db.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()

    with pytest.raises(TooNew, match=r"newer Circlewise.*revision 9999"):
        Database(database.path)
    assert migrations.revision_of(database.path) == "9999"


@pytest.fixture
def older(database: Database, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch):
    """A database from before the newest script, which is one that the test brings along."""
    db.execute("INSERT INTO room VALUES ('r', 'c')")
    db.execute("UPDATE alembic_version SET version_num = '0000'")
    database.close()
    monkeypatch.setattr(migrations, "refuse_unknown", lambda revision: None)
    return database.path


def test_an_older_database_is_copied_before_it_is_migrated(older: Path, monkeypatch: pytest.MonkeyPatch):
    seen = []
    monkeypatch.setattr(migrations, "_migrate", lambda path: seen.append(migrations.revision_of(path)))

    Database(older).close()

    assert seen == ["0000"]
    copy = sqlite3.connect(older.with_name("circlewise.db.before-0000"))
    assert copy.execute("SELECT * FROM room").fetchall() == [("r", "c")]
    copy.close()


def upgrade_with(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    def upgrade(config: Config, _: str) -> None:
        for statement in statements:
            config.attributes["connection"].exec_driver_sql(statement)

    monkeypatch.setattr("alembic.command.upgrade", upgrade)


def test_children_survive_when_their_parent_is_remade(older: Path, monkeypatch: pytest.MonkeyPatch):
    connection = sqlite3.connect(older)
    connection.execute("INSERT INTO person (id, name) VALUES ('u-bo', 'Bo')")
    connection.execute("INSERT INTO account (platform, account, person) VALUES ('slack', 'U1', 'u-bo')")
    connection.commit()
    connection.close()
    upgrade_with(
        monkeypatch,
        "CREATE TABLE new (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, language TEXT, time_zone TEXT)",
        "INSERT INTO new SELECT id, name, language, time_zone FROM person",
        "DROP TABLE person",
        "ALTER TABLE new RENAME TO person",
    )

    Database(older).close()

    connection = sqlite3.connect(older)
    assert connection.execute("SELECT person FROM account").fetchall() == [("u-bo",)]
    connection.close()


def test_a_migration_that_leaves_orphans_is_undone(older: Path, monkeypatch: pytest.MonkeyPatch):
    upgrade_with(
        monkeypatch,
        "INSERT INTO account (platform, account, person) VALUES ('slack', 'U1', 'u-nobody')",
        "DROP TABLE room",
    )

    with pytest.raises(Damaged, match="account"):
        Database(older)

    connection = sqlite3.connect(older)
    assert connection.execute("SELECT * FROM account").fetchall() == []
    assert connection.execute("SELECT * FROM room").fetchall() == [("r", "c")]
    connection.close()


def test_a_migration_that_fails_half_way_is_undone(older: Path, monkeypatch: pytest.MonkeyPatch):
    upgrade_with(monkeypatch, "DROP TABLE room", "DROP TABLE no_such_table")

    with pytest.raises(Exception, match="no_such_table"):
        Database(older)

    connection = sqlite3.connect(older)
    assert connection.execute("SELECT * FROM room").fetchall() == [("r", "c")]
    connection.close()
