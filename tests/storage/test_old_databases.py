"""Databases as earlier versions wrote them: each must open, migrate, verify and go on."""

import gzip
import json
import sqlite3
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.compose import open_house
from facilitation.commands import Consent
from storage import migrations
from storage.proof import prove
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
