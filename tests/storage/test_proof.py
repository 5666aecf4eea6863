import dataclasses
import sqlite3
from contextlib import closing
from itertools import zip_longest
from multiprocessing import get_context
from pathlib import Path

import pytest

from facilitation.circle import proceed_circle
from facilitation.facts import Fact
from facilitation.model import ProceedingId
from storage import agenda, log, migrations, projections, proof
from storage.agenda import Answered
from storage.database import Database
from storage.faults import Damaged, TooNew, TooOld, Unreachable
from storage.log import EMPTY
from storage.proof import Finding, Proof, Wrong, prove, prove_aside
from storage.rebuild import rebuild, set_dues
from storage.sealing import Keys
from tests.storage.walking import START, found, walked

SEEDS = (1, 2, 3, 5)


def renamed(facts: tuple[Fact, ...], stream: str) -> tuple[Fact, ...]:
    return dataclasses.replace(facts[0], id=ProceedingId(stream)), *facts[1:]  # type: ignore[call-arg]


def store(db: sqlite3.Connection, stream: str, facts: tuple[Fact, ...]) -> None:
    log.append(db, stream, EMPTY, facts, cause="d")
    projections.apply(db, stream, 1, facts)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with a circle and some proceedings, as the desk would leave it."""
    database = Database(tmp_path / "circlewise.db")
    db = database.writing()
    db.execute("BEGIN IMMEDIATE")
    store(db, "c-kitchen", proceed_circle(None, found(), START)[0])
    for seed in SEEDS:
        store(db, f"p-{seed}", renamed(walked(seed), f"p-{seed}"))
    agenda.answer(db, "d-1", Answered("p-1", 1, 3, len(walked(1))), START)
    agenda.mark(db, "p-2", len(walked(2)))
    set_dues(db)
    db.execute("COMMIT")
    db.close()
    database.close()
    return database.path


def spoil(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for verb in ("update", "delete"):
        connection.execute(f"DROP TRIGGER IF EXISTS log_refuses_{verb}")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_sound_database_is_proved_and_not_changed(path: Path):
    before = path.read_bytes()
    assert path.with_name("circlewise.db.lock").exists()

    assert prove(path, Keys()) == Proof(5, 1 + sum(len(walked(seed)) for seed in SEEDS))

    assert path.read_bytes() == before


def test_it_is_proved_while_somebody_has_it_open_and_writes(path: Path):
    database = Database(path)
    with closing(database.writing()) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO room VALUES ('r', 'c-kitchen')")

        assert prove(path, Keys()).finding is None
    database.close()


def test_it_is_proved_where_nothing_can_be_written(path: Path):
    path.with_name("circlewise.db.lock").unlink()
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert prove(path, Keys()).finding is None
    finally:
        path.parent.chmod(0o700)


def test_words_may_be_gone_and_the_proof_still_holds(path: Path):
    spoil(path, "UPDATE words SET text = NULL, salt = NULL")

    assert prove(path, Keys()).finding is None


SPOILT = [
    (
        "UPDATE log SET data = replace(data, 'u-bo', 'u-eve') WHERE stream = 'p-2' AND seq = 6",
        Wrong.CHANGED,
        "p-2",
        6,
    ),
    (
        "UPDATE log SET at = replace(at, '2026', '2025') WHERE stream = 'p-3' AND seq = 4",
        Wrong.CHANGED,
        "p-3",
        4,
    ),
    ("UPDATE log SET cause = 'me' WHERE stream = 'c-kitchen'", Wrong.CHANGED, "c-kitchen", 1),
    ("UPDATE log SET seq = 900 WHERE stream = 'p-1' AND seq = 4", Wrong.GAP, "p-1", 5),
    ("UPDATE words SET text = 'I love it' WHERE stream = 'p-3'", Wrong.WORDS_CHANGED, "p-3", 0),
    ("UPDATE proceeding SET title = 'Cake' WHERE id = 'p-5'", Wrong.DERIVED, "p-5", 0),
    ("DELETE FROM wording WHERE proceeding = 'p-2'", Wrong.DERIVED, "p-2", 0),
    ("UPDATE member SET standing = 'guest'", Wrong.DERIVED, "c-kitchen", 0),
    ("UPDATE proceeding SET number = 99 WHERE id = 'p-2'", Wrong.DERIVED, "p-2", 0),
    ("INSERT INTO due VALUES ('c-kitchen', '2026')", Wrong.DUE, "c-kitchen", 0),
    ("INSERT INTO due VALUES ('p-none', '2026')", Wrong.CUT, "p-none", 0),
    ("UPDATE inbox SET upto = 9999", Wrong.CUT, "p-1", len(walked(1))),
    ("UPDATE dirty SET seq = 9999", Wrong.CUT, "p-2", len(walked(2))),
]


@pytest.mark.parametrize(("statement", "wrong", "stream", "seq"), SPOILT)
def test_the_first_thing_that_is_wrong_is_named_with_its_place(
    path: Path, statement: str, wrong: Wrong, stream: str, seq: int
):
    spoil(path, statement)

    finding = prove(path, Keys()).finding

    assert finding is not None
    assert (finding.wrong, finding.stream, finding.seq) == (wrong, stream, seq)


def test_words_that_are_missing_are_told_from_words_that_were_removed(path: Path):
    spoil(path, "DELETE FROM words WHERE stream = 'p-2'")

    finding = prove(path, Keys()).finding

    assert finding is not None
    assert (finding.wrong, finding.stream) == (Wrong.WORDS_MISSING, "p-2")


def test_a_fact_taken_out_anywhere_is_missed(path: Path):
    spoil(path, "DELETE FROM log WHERE stream = 'p-2' AND seq = 4")

    assert prove(path, Keys()).finding == Finding(Wrong.MISSING, "p-2", 5)


def test_a_log_cut_off_at_its_end_is_missed(path: Path):
    spoil(path, "DELETE FROM log WHERE position > (SELECT max(position) - 4 FROM log)")

    finding = prove(path, Keys()).finding

    assert finding is not None
    assert finding.stream == "p-5"
    assert finding.wrong in (Wrong.DERIVED, Wrong.DUE)


def test_of_several_things_the_earliest_in_the_log_is_named(path: Path):
    spoil(path, *(statement for statement, *_ in SPOILT[:2]))

    assert prove(path, Keys()).finding == Finding(Wrong.CHANGED, "p-2", 6)


def test_a_fact_the_rules_cannot_book_is_found(path: Path):
    facts = log_of(path, "p-1")
    spoil(path, "DELETE FROM log WHERE stream = 'p-5'", "DELETE FROM words WHERE stream = 'p-5'")
    database = Database(path)
    with closing(database.writing()) as db:
        log.append(db, "p-5", EMPTY, facts[3:8], cause="d")
    database.close()

    finding = prove(path, Keys()).finding

    assert finding is not None
    assert (finding.wrong, finding.stream, finding.seq) == (Wrong.UNFOLDED, "p-5", 1)


def log_of(path: Path, stream: str) -> tuple[Fact, ...]:
    with sqlite3.connect(path) as db:
        return log.read(db, stream)


def test_a_fact_that_is_not_known_here_is_found(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(proof.log.decode.__globals__["VERSIONS"], "CircleFounded", 7)

    assert prove(path, Keys()).finding == Finding(Wrong.UNKNOWN, "c-kitchen", 1)


@pytest.mark.parametrize("worth", [1, 10**9])
def test_pages_that_do_not_fit_together_are_found(path: Path, worth: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(proof, "_FACTS_WORTH_SHARING", worth)
    spoil(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray(path.read_bytes())
    for place in range(40_000, len(whole) - 5000, 3000):
        whole[place : place + 300] = b"\xff" * 300
    path.write_bytes(whole)

    try:
        finding = prove(path, Keys()).finding
    except Damaged:
        return
    assert finding == Finding(Wrong.FILE)


def test_sharing_the_work_finds_the_same(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(proof, "_FACTS_WORTH_SHARING", 1)

    assert prove(path, Keys()).finding is None
    spoil(path, *(statement for statement, *_ in SPOILT[:2]))
    assert prove(path, Keys(), 3).finding == Finding(Wrong.CHANGED, "p-2", 6)
    spoil(path, "DELETE FROM log WHERE stream = 'p-2' AND seq = 4")
    assert prove(path, Keys(), 2) == Proof(0, 0, finding=Finding(Wrong.MISSING, "p-2", 5))


def test_of_several_faults_the_first_is_named_whoever_finds_it(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(proof, "_FACTS_WORTH_SHARING", 1)
    spoil(path, "UPDATE log SET cause = 'x' WHERE seq = 2 AND stream IN ('p-2', 'p-3', 'p-5')")

    for processes in (1, 2, 4):
        assert prove(path, Keys(), processes).finding == Finding(Wrong.CHANGED, "p-2", 2)


def test_several_processes_take_each_stream_once():
    taken = get_context("spawn").Value("q", 0)
    streams = tuple(f"p-{number}" for number in range(10))
    one, other = proof._untaken(taken, streams), proof._untaken(taken, streams)

    looked_at = [stream for pair in zip_longest(one, other) for stream in pair if stream]
    assert sorted(looked_at) == sorted(streams)
    assert list(proof._untaken(taken, streams)) == []


def test_another_process_can_do_all_of_it(path: Path, monkeypatch: pytest.MonkeyPatch):
    sound = prove(path, Keys())
    monkeypatch.setattr(proof, "_in_stream", lambda *_: pytest.fail("this process has other things to do"))

    assert prove_aside(path, Keys()) == sound
    spoil(path, "UPDATE log SET at = '2026-01-01T00:00:00.000000+00:00' WHERE stream = 'p-2' AND seq = 6")
    assert prove_aside(path, Keys()).finding == Finding(Wrong.CHANGED, "p-2", 6)
    path.unlink()
    with pytest.raises(Unreachable):
        prove_aside(path, Keys())


def test_what_is_no_database_of_this_version_is_a_sentence(path: Path, tmp_path: Path):
    with pytest.raises(Unreachable, match=r"There is no database at .*none\.db"):
        prove(tmp_path / "none.db", Keys())
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "text.db").write_text("Dear diary, " * 100)
    with pytest.raises(Damaged, match="no Circlewise database"):
        prove(tmp_path / "text.db", Keys())
    (tmp_path / "empty.db").touch()
    with pytest.raises(Damaged, match="empty"):
        prove(tmp_path / "empty.db", Keys())
    spoil(path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(TooNew, match="newer Circlewise"):
        prove(path, Keys())
    assert migrations.HEAD != "0001"
    with sqlite3.connect(path) as db:
        db.execute("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(TooOld, match=r"Start this one with it once"):
        prove(path, Keys())


def test_rebuilding_mends_everything_derived(path: Path):
    spoil(path, *(statement for statement, wrong, *_ in SPOILT if wrong in (Wrong.DERIVED, Wrong.DUE)))
    spoil_again = "INSERT INTO search(search) VALUES ('delete-all')"
    with sqlite3.connect(path) as db:
        db.execute(spoil_again)
    database = Database(path)

    assert rebuild(database) == 1 + sum(len(walked(seed)) for seed in SEEDS)

    with database.reading() as db:
        assert len(db.execute("SELECT rowid FROM search WHERE search MATCH 'cooking'").fetchall()) == len(
            SEEDS
        )
    database.close()
    assert prove(path, Keys()).finding is None
