"""Databases as earlier versions wrote them: each must open, migrate, verify and go on."""

import gzip
import hashlib
import json
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.compose import open_house
from facilitation.commands import Consent
from storage import migrations, projections, rebuild
from storage.proof import Wrong, prove
from storage.sealing import Keys, keys_in
from tests.storage.fixtures.make import HERE, KEY, SEALED, settings, told
from tests.storage.walking import PEOPLE, START

REVISIONS = sorted(path.name.removesuffix(".db.gz") for path in HERE.glob("*.db.gz"))


def test_the_present_tables_have_an_example():
    assert migrations.HEAD in REVISIONS


@pytest.fixture(params=REVISIONS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    unpacked = tmp_path / "circlewise.db"
    unpacked.write_bytes(gzip.decompress((HERE / f"{request.param}.db.gz").read_bytes()))
    return unpacked


async def test_it_opens_migrates_verifies_and_says_what_it_said(path: Path):
    revision = migrations.revision_of(path)
    expected = json.loads((HERE / f"{revision}.json").read_text(encoding="utf-8"))

    async with open_house(settings(path), MovableClock(START)) as house:
        assert await house.desk.read(told) == expected

    assert migrations.revision_of(path) == migrations.HEAD
    copies = [copy.name for copy in path.parent.glob("*.before-*")]
    assert copies == ([] if revision == migrations.HEAD else [f"circlewise.db.before-{revision}"])
    assert prove(path, Keys(keys_in(KEY))).finding is None


async def test_what_was_under_way_in_it_goes_on(path: Path):
    async with open_house(settings(path), MovableClock(START)) as house:
        p = await house.desk.proceeding(SEALED)
        if p is None:
            pytest.skip("it is older than sealing")
        for person in (PEOPLE[0], *PEOPLE[3:]):
            answer = await house.desk.handle(SEALED, Consent(by=person), f"on {person}", START)
    assert answer.proceeding is not None
    assert answer.proceeding.phase is not None
    assert answer.proceeding.phase.name == "integrate"
    proof = prove(path, Keys())
    assert (proof.finding, proof.locked) == (None, ())


def test_children_of_every_table_survive_the_way_up(path: Path):
    def rows() -> dict[str, int]:
        with sqlite3.connect(path) as db:
            names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}  # noqa: S608

    before = rows()
    migrations.bring_up_to_date(path)

    after = rows()
    assert {name: after.get(name) for name in before} == before
    assert before["words"] > 10
    assert before["objection"] > 1


# --- what is derived ------------------------------------------------------------------------------------------

DERIVED = {
    "version": 1,
    "0001": "d0710a51bcd173d2",
    "0002": "8f461d15499e2fb8",
    "0003": "ac99d5c644bbb1f2",
    "0004": "ac99d5c644bbb1f2",
    "0005": "ac99d5c644bbb1f2",
}
"""What this build derives from each of them. Where it is another: raise `DERIVATION`, and write here what it is now."""


def changed(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        for statement in statements:
            db.execute(statement)


def derived(path: Path) -> str:
    """A digest of all that is derived but the search index, which is derived from what is digested here."""
    with closing(sqlite3.connect(path)) as db:
        rows = [
            (table, sorted(db.execute(f"SELECT * FROM {table}"), key=repr))  # noqa: S608 - names of our own
            for table in (*projections.PROJECTIONS, "due")
        ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


async def opened(path: Path) -> None:
    async with open_house(settings(path), MovableClock(START)):
        pass


async def test_what_an_earlier_build_derived_is_made_anew_once(path: Path, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, "storage.rebuild")
    migrations.bring_up_to_date(path)
    changed(path, "UPDATE proceeding SET driver = 'something else'", "DELETE FROM due")
    assert prove(path, Keys(keys_in(KEY))).finding is not None

    await opened(path)
    await opened(path)

    assert prove(path, Keys(keys_in(KEY))).finding is None
    assert [record.getMessage().split(",")[0] for record in caplog.records] == [
        "Made anew what is derived from the log"
    ]


async def test_what_this_build_derived_is_left_alone(path: Path):
    await opened(path)
    changed(path, "UPDATE proceeding SET driver = 'something else'")

    await opened(path)

    finding = prove(path, Keys(keys_in(KEY))).finding
    assert finding is not None
    assert finding.wrong is Wrong.DERIVED


async def test_what_cannot_be_read_keeps_nobody_from_opening_it(path: Path, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.WARNING, "storage.rebuild")
    migrations.bring_up_to_date(path)
    changed(path, "DROP TRIGGER log_refuses_update", "UPDATE log SET kind = 'Sung' WHERE seq = 2")
    before = derived(path)

    await opened(path)

    assert "could not be made anew (Unreadable)" in caplog.text
    assert derived(path) == before
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (0,)


async def test_another_derivation_has_another_number(path: Path):
    revision = str(migrations.revision_of(path))

    await opened(path)

    assert {"version": rebuild.DERIVATION, revision: derived(path)} == {
        "version": DERIVED["version"],
        revision: DERIVED[revision],
    }
