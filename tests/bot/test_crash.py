"""Killed for real, some dozens of times, while people act: nothing is lost, nothing happens twice."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.delivery import _keyed
from bot.lane import digest_of
from facilitation.cards import Card
from facilitation.model import ProceedingId
from facilitation.proceeding import fold, wake_at
from facilitation.state import Proceeding
from facilitation.view import show
from storage import agenda, log, projections
from storage.database import Database
from tests.bot.crashing import KITCHEN, Trial

ROOT = Path(__file__).parents[2]
SECONDS = float(os.environ.get("CRASH_SECONDS", "8"))


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    folder = tmp_path_factory.mktemp("trial")
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bot.crashing", folder, str(SECONDS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS + 60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert int(ran.stdout) >= SECONDS  # at least one in each second, or this tries nothing
    return Trial(folder)


@pytest.fixture
def database(trial: Trial):
    opened = Database(trial.database)
    yield opened
    opened.close()


def proceedings(database: Database) -> dict[ProceedingId, Proceeding]:
    with database.reading() as db:
        return {ProceedingId(s): fold(log.read(db, s)) for s in log.streams(db) if s.startswith("p-")}


def test_everything_answered_is_in_the_log_exactly_once(trial: Trial, database: Database):
    answered = [line for line in trial.sent.read() if line["verb"] == "answered" and line["facts"]]
    with database.reading() as db:
        for line in answered:
            rows = db.execute(
                "SELECT kind, seq, at FROM log WHERE cause = ? AND stream = ? ORDER BY seq",
                (line["delivery"], line["target"]),
            ).fetchall()
            kinds, numbers, instants = zip(*rows, strict=True)
            # What fell due before it or followed from it is of the same cause: its own facts are among these.
            assert not Counter(line["facts"]) - Counter(kinds)
            # Applied twice, it would stand in two places or at two instants.
            assert numbers == tuple(range(numbers[0], numbers[0] + len(rows)))
            assert len(set(instants)) == 1

    assert len(answered) > 50


def test_everything_sent_was_answered_in_the_end(trial: Trial):
    assert trial.unanswered() == []


def test_no_fact_is_missing_or_torn(database: Database):
    with database.reading() as db:
        assert [fault for stream in log.streams(db) for fault in log.faults_in(db, stream)] == []
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_what_is_projected_is_what_the_log_says(database: Database):
    pooled = database.writer.raw_connection()
    db = pooled.driver_connection

    def rows() -> list[object]:
        statements = (f"SELECT * FROM {table} ORDER BY 1, 2" for table in projections.PROJECTIONS)  # noqa: S608
        return [db.execute(statement).fetchall() for statement in statements]

    live = rows()
    db.execute("BEGIN")
    projections.rebuild(db)
    assert rows() == live
    db.execute("ROLLBACK")
    pooled.close()


def test_what_falls_due_is_what_the_proceedings_want(database: Database):
    wanted = {id_: wake_at(p) for id_, p in proceedings(database).items()}
    with database.reading() as db:
        dues = {due.stream: due.at for due in agenda.next_dues(db, 100)}

    assert dues == {id_: at for id_, at in wanted.items() if at is not None}


def test_no_card_was_posted_twice(trial: Trial):
    posted = Counter(line["key"] for line in trial.messages.read() if line["verb"] == "post")

    assert [key for key, times in posted.items() if times > 1] == []
    assert len(posted) > 10


def test_the_room_shows_every_proceeding_as_it_is(trial: Trial, database: Database):
    shown = {line["key"]: line["digest"] for line in trial.messages.read()}
    pictures = [card for p in proceedings(database).values() for card in _keyed(show)(p)]

    assert {card.key for card in pictures} <= set(shown)
    for card in pictures:
        assert shown[card.key] == digest_of(card) or is_settled(card), card.key
    with database.reading() as db:
        assert agenda.marked(db, KITCHEN) == {}


def is_settled(card: Card) -> bool:
    """Whether a card stays as it was when it was first shown."""
    return card.once or card.to is not None
