import sqlite3
from datetime import UTC, datetime

import pytest

from facilitation.facts import AsideFell, ConcernHeard, Consented, Fact, Objected
from facilitation.model import GONE, PersonId, Words
from storage import log
from storage.database import Database
from storage.faults import Conflict
from storage.log import EMPTY, Head
from tests.storage.walking import walked

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ANA, BO = PersonId("u-ana"), PersonId("u-bo")
LONG = Words("because it harms the kitchen's aim")


def consented(person: PersonId = BO) -> Consented:
    return Consented(at=AT, person=person)


def append(
    db: sqlite3.Connection,
    *facts: Fact,
    stream: str = "p-1",
    after: Head | None = None,
    said_by: str | None = None,
) -> Head:
    return log.append(db, stream, after or log.head(db, stream), facts, cause="d-1", said_by=said_by)


def test_a_stream_that_does_not_exist_is_empty(db: sqlite3.Connection):
    assert log.head(db, "p-1") == EMPTY
    assert log.read(db, "p-1") == ()


def test_facts_come_back_in_their_order(db: sqlite3.Connection):
    facts = walked(3)

    end = append(db, *facts)

    assert log.read(db, "p-1") == facts
    assert log.head(db, "p-1") == end == Head(len(facts), end.digest)


def test_a_part_can_be_read(db: sqlite3.Connection):
    append(db, *(facts := walked(3)))

    assert log.read(db, "p-1", since=2) == facts[2:]
    assert log.read(db, "p-1", since=2, upto=4) == facts[2:4]


def test_streams_do_not_mix(db: sqlite3.Connection):
    append(db, consented(ANA), stream="p-1")
    append(db, consented(BO), stream="p-2")

    assert log.read_many(db, ("p-1", "p-2")) == {"p-1": (consented(ANA),), "p-2": (consented(BO),)}
    assert log.streams(db) == ("p-1", "p-2")
    assert [(each.stream, each.seq) for each in log.read_all(db)] == [("p-1", 1), ("p-2", 1)]


def test_appending_to_a_head_that_has_moved_on_is_a_conflict(db: sqlite3.Connection):
    before = append(db, consented(ANA))
    append(db, consented(BO))

    with pytest.raises(Conflict):
        append(db, consented(), after=before)
    assert log.read(db, "p-1") == (consented(ANA), consented(BO))


@pytest.mark.parametrize("statement", ["UPDATE log SET cause = 'x'", "DELETE FROM log"])
def test_a_fact_in_the_log_cannot_be_changed_or_deleted(db: sqlite3.Connection, statement: str):
    append(db, consented())

    with pytest.raises(sqlite3.IntegrityError, match="true for ever"):
        db.execute(statement)


def test_a_sound_log_has_no_faults(db: sqlite3.Connection):
    append(db, *walked(4))

    assert log.faults_in(db, "p-1") == ()


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        (
            "UPDATE log SET data = replace(data, 'u-bo', 'u-eve') WHERE seq = 2",
            "Number 2 of p-1 is not what was stored.",
        ),
        (
            "UPDATE log SET at = replace(at, '2026', '2025') WHERE seq = 3",
            "Number 3 of p-1 is not what was stored.",
        ),
        ("DELETE FROM log WHERE seq = 2", "p-1 goes from number 1 to 3."),
        ("UPDATE words SET text = 'I love it'", "Words in p-1 are not what was said."),
    ],
)
def test_tampering_is_found(db: sqlite3.Connection, tampering: str, found: str):
    append(db, consented(ANA), consented(BO), Objected(at=AT, person=BO, number=1, text=LONG))
    for verb in ("update", "delete"):
        db.execute(f"DROP TRIGGER log_refuses_{verb}")

    db.execute(tampering)

    assert found in log.faults_in(db, "p-1")


def test_forgetting_removes_words_and_keeps_the_fact_and_its_proof(db: sqlite3.Connection):
    append(
        db, Objected(at=AT, person=BO, number=1, text=LONG), AsideFell(at=AT, person=ANA, text=Words("No."))
    )

    assert log.forget(db, BO) == 1
    assert log.read(db, "p-1") == (
        Objected(at=AT, person=BO, number=1, text=GONE),
        AsideFell(at=AT, person=ANA, text=Words("No.")),
    )
    assert log.faults_in(db, "p-1") == ()
    assert db.execute("SELECT count(*) FROM words WHERE salt IS NULL AND text IS NULL").fetchone() == (1,)
    assert log.forget(db, BO) == 0


def test_what_was_removed_is_not_left_over_in_any_corner_of_the_file(database: Database):
    db = database.writing()
    append(db, *(Objected(at=AT, person=BO, number=n, text=Words(f"{LONG} {n}")) for n in range(200)))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert LONG.encode() in database.path.read_bytes()

    log.forget(db, BO)
    db.close()
    database.close()

    assert LONG.encode() not in b"".join(
        path.read_bytes() for path in database.path.parent.iterdir() if path.is_file()
    )


def test_forgetting_finds_words_that_somebody_else_repeated(db: sqlite3.Connection):
    append(db, Objected(at=AT, person=BO, number=1, text=LONG))
    append(db, ConcernHeard(at=AT, number=1, text=LONG), said_by=ANA)

    assert log.forget(db, BO) == 2


def test_short_words_of_others_stay(db: sqlite3.Connection):
    append(
        db, AsideFell(at=AT, person=BO, text=Words("No.")), AsideFell(at=AT, person=ANA, text=Words("No."))
    )

    assert log.forget(db, BO) == 1
    assert log.read(db, "p-1")[1] == AsideFell(at=AT, person=ANA, text=Words("No."))


def test_words_that_no_fact_ascribes_belong_to_who_acted(db: sqlite3.Connection):
    append(db, ConcernHeard(at=AT, number=1, text=LONG), said_by=ANA)

    assert db.execute("SELECT person FROM words").fetchall() == [(ANA,)]
