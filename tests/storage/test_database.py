import os
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from storage.faults import Damaged, Full, InUse, ReadOnly, Unreachable


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_file_and_folder_are_for_this_account_alone(tmp_path: Path):
    path = tmp_path / "deep" / "down" / "circlewise.db"

    database = Database(path)
    writing = database.writing()
    writing.execute("INSERT INTO room VALUES ('r', 'c')")

    assert mode(path.parent) == 0o700
    assert {each.name: oct(mode(each)) for each in path.parent.iterdir()} == dict.fromkeys(
        ("circlewise.db", "circlewise.db-shm", "circlewise.db-wal", "circlewise.db.lock"), "0o600"
    )
    writing.close()
    database.close()


def test_every_commit_is_synced_and_foreign_keys_hold(database: Database):
    with closing(database.writing()) as db:
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        got = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}

    assert got == wanted


def test_readers_cannot_write(database: Database):
    with pytest.raises(ReadOnly), database.reading() as db:
        db.execute("INSERT INTO room VALUES ('r', 'c')")
    with pytest.raises(ReadOnly), database.session() as session:
        session.connection().exec_driver_sql("INSERT INTO room VALUES ('r', 'c')")


def test_a_reader_sees_one_moment(database: Database, db: sqlite3.Connection):
    with database.reading() as reader:
        assert reader.execute("SELECT count(*) FROM room").fetchone() == (0,)
        db.execute("INSERT INTO room VALUES ('r', 'c')")
        assert reader.execute("SELECT count(*) FROM room").fetchone() == (0,)
    with database.reading() as reader:
        assert reader.execute("SELECT count(*) FROM room").fetchone() == (1,)


def test_a_second_one_is_refused_with_a_sentence_and_let_in_afterwards(database: Database):
    with pytest.raises(
        InUse, match=rf"process {os.getpid()}\) has .*circlewise.db open: stop that one first"
    ):
        Database(database.path)

    database.close()
    Database(database.path).close()


def test_the_lock_ends_with_the_process_however_it_ends(tmp_path: Path):
    path = tmp_path / "circlewise.db"
    code = "import sys, time; from pathlib import Path; from storage.database import Database; "
    code += "kept = Database(Path(sys.argv[1])); print('open', flush=True); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    with pytest.raises(InUse, match=f"process {child.pid}"):
        Database(path)

    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()

    Database(path).close()


def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path):
    text, other = tmp_path / "text.db", tmp_path / "other.db"
    text.write_text("dear diary, " * 100)
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE song (name)")
    connection.close()
    before = (text.read_bytes(), other.read_bytes())

    for path in (text, other):
        with pytest.raises(Damaged):
            Database(path)
    assert (text.read_bytes(), other.read_bytes()) == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("")

    with pytest.raises(Unreachable, match="cannot be opened"):
        Database(tmp_path / "file" / "circlewise.db")


def test_a_failed_start_lets_go_of_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(path: Path) -> None:
        raise Full

    monkeypatch.setattr("storage.migrations.bring_up_to_date", fail)
    with pytest.raises(Full):
        Database(tmp_path / "circlewise.db")
    monkeypatch.undo()

    Database(tmp_path / "circlewise.db").close()


def test_a_backup_is_whole_private_and_replaces_the_last_one(
    database: Database, db: sqlite3.Connection, tmp_path: Path
):
    copy = tmp_path / "copy.db"
    database.backup(copy)
    db.execute("INSERT INTO room VALUES ('r', 'c')")

    database.backup(copy)

    assert mode(copy) == 0o600
    opened = Database(copy)
    with opened.reading() as reader:
        assert reader.execute("SELECT * FROM room").fetchall() == [("r", "c")]
    opened.close()
    assert not list(tmp_path.glob("*.part"))


def test_a_backup_is_on_the_disk_before_it_has_its_name(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    copy, synced = tmp_path / "copy.db", list[tuple[int, bool]]()
    monkeypatch.setattr(os, "fsync", lambda file: synced.append((os.fstat(file).st_ino, copy.exists())))

    database.backup(copy)

    assert synced == [(copy.stat().st_ino, False)]


def test_a_backup_that_fails_leaves_the_last_one(database: Database, tmp_path: Path):
    copy = tmp_path / "no-folder" / "copy.db"
    copy.parent.write_text("a file")

    with pytest.raises(Unreachable, match=r"copy\.db cannot be written"):
        database.backup(copy)
    assert copy.parent.read_text() == "a file"
