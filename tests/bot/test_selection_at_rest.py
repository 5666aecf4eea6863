"""INV-S1 at rest: what somebody sees who opens the database file while people nominate, or reads what the bot says.

The same words are looked for once the nominations are shown, and found there: so this would notice a leak.
"""

import io
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from adapters.terminal.client import Screen
from adapters.wording import Wording
from bot.__main__ import circlewise
from bot.clock import MovableClock
from bot.commands import verify
from bot.compose import House, open_house
from bot.config import Settings
from facilitation.commands import (
    Command,
    DrawCandidate,
    Nominate,
    OpenSelection,
    Pass,
    ShowNominations,
    Speak,
)
from facilitation.facts import CandidateDrawn
from facilitation.model import CircleId, ProceedingId, Words
from facilitation.phases.proposing_candidates import drawn
from facilitation.refusals import Refused
from facilitation.selecting import Selection
from facilitation.state import Proceeding
from storage import log, projections
from storage.envelopes import SEALED
from storage.people import Person, save_person
from storage.proof import prove
from storage.sealing import Keys, key_file_of, keys_of
from tests.storage.walking import PEOPLE, START, circle, found

KITCHEN, WHO = CircleId("c-kitchen"), ProceedingId("p-who")
ANA, BO, CHI, DEE, ELI = PEOPLE
ZOE = "u-zoe"
FIRST = Words("She makes zuppa inglese for forty")
SECOND = Words("Counts the spoons, saffron strudel")
SECRETS = (b"inglese", b"strudel", ZOE.encode(), b"Nominated", b'"nominee"')
"""Two reasons, a nominee who stands nowhere else, what kind of fact it is, and the name of its field."""


@asynccontextmanager
async def house(folder: Path) -> AsyncIterator[House]:
    settings = Settings(database=folder / "circlewise.db")
    async with open_house(settings, MovableClock(START)) as opened:
        yield opened


async def tell(opened: House, command: Command, name: str) -> Proceeding:
    answer = await opened.desk.handle(WHO, command, name, START)  # type: ignore[arg-type]
    assert isinstance(answer.proceeding, Proceeding)
    return answer.proceeding


QUICK = (("rounds", "together"), ("term_consent", "no"), ("qualifications_round", "no"))


async def to_nominating(opened: House, preset: str = "sofa") -> Proceeding:
    begin = found()
    fields = {name: getattr(begin, name) for name in begin.__dataclass_fields__}
    await opened.desk.handle(
        KITCHEN, type(begin)(**{**fields, "preset": preset, "overrides": QUICK}), "found", START
    )
    for who in PEOPLE:
        await opened.desk.write(save_person, Person(who, who.removeprefix("u-").title()))
    first = OpenSelection(by=ANA, id=WHO, circle=circle(), title="Who cooks?", role="cook")
    p = await tell(opened, first, "open")
    for who in (BO, CHI, DEE, ELI):
        p = await tell(opened, Pass(by=who), f"understood-{who}")
    assert p.phase is not None
    assert p.phase.name == "nominate"
    return p


async def nominate(opened: House) -> Proceeding:
    """Bo names Zoe, who is from outside; Chi thinks again; Dee gives no reason."""
    await tell(opened, Nominate(by=BO, person=ZOE, reason=FIRST), "n-1")  # type: ignore[arg-type]
    await tell(opened, Nominate(by=CHI, person=DEE, reason=SECOND), "n-2")
    await tell(opened, Nominate(by=CHI, person=ANA, reason=Words("Calm.")), "n-3")
    return await tell(opened, Nominate(by=DEE, person=CHI), "n-4")


def bytes_in(folder: Path) -> bytes:
    files = [path for path in folder.rglob("*") if path.is_file() and path.parent.name != "circlewise.db.key"]
    assert any(path.name.endswith("-wal") and path.stat().st_size for path in files)
    return b"".join(path.read_bytes() for path in files)


def found_in(everything: bytes) -> set[bytes]:
    return {secret for secret in SECRETS if secret in everything}


async def test_inv_s1_no_file_and_no_log_line_tells_a_nomination_before_all_are_shown(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    async with house(tmp_path) as opened:
        await to_nominating(opened)
        await nominate(opened)
        with pytest.raises(Refused):
            await tell(opened, Nominate(by=BO, person=ZOE, reason=FIRST, which="dish washer"), "n-5")  # type: ignore[arg-type]
        await opened.delivery.settled()
        await opened.backup(tmp_path / "copy.db")
        assert found_in(bytes_in(tmp_path) + caplog.text.encode()) == set()

        await tell(opened, ShowNominations(by=ANA), "show")

        after = found_in(bytes_in(tmp_path))
    assert after == {b"inglese", ZOE.encode(), b'"nominee"'}


async def test_inv_s1_what_was_thought_better_of_is_never_found(tmp_path: Path):
    async with house(tmp_path) as opened:
        await to_nominating(opened)
        await nominate(opened)
        p = await tell(opened, ShowNominations(by=ANA), "show")
        assert isinstance(p.work, Selection)
        assert [(n.by, n.nominee) for n in p.work.nominations] == [(BO, ZOE), (CHI, ANA), (DEE, CHI)]
        for who in (DEE,):
            await tell(opened, Speak(by=who, text=Words("He is fair.")), f"reason-{who}")
        assert b"strudel" not in bytes_in(tmp_path)
        history = await opened.desk.read(lambda db: tuple(log.visible(db, WHO)))
    assert b"strudel" not in repr(history).encode()


def rows(path: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    found_rows = connection.execute(query, values).fetchall()
    connection.close()
    return found_rows


async def test_inv_s1_all_nominations_look_alike_and_stay_sealed(tmp_path: Path):
    async with house(tmp_path) as opened:
        await to_nominating(opened)
        await nominate(opened)
        path = opened.database.path
        query = "SELECT kind, length(data) FROM log WHERE kind = ?"
        sealed = rows(path, query, SEALED)
        projected = {name: rows(path, f"SELECT * FROM {name}") for name in projections.BELONGING}  # noqa: S608
        await tell(opened, ShowNominations(by=ANA), "show")
        still = rows(path, "SELECT count(*) FROM envelope WHERE data IS NULL")

    assert len(sealed) == 4
    assert len(set(sealed)) == 1
    assert ZOE not in repr(projected)
    assert still == [(4,)]


async def test_inv_s1_verify_tells_nothing_and_the_log_is_proved_without_the_key(tmp_path: Path):
    async with house(tmp_path) as opened:
        await to_nominating(opened)
        await nominate(opened)
    path, said = tmp_path / "circlewise.db", io.StringIO()

    codes = [verify.told(path, keys, Screen(said), Wording()) for keys in (keys_of(path), Keys())]

    assert codes == [verify.SOUND, verify.LOCKED]
    assert "Who cooks?" in said.getvalue() or WHO in said.getvalue()
    assert found_in(said.getvalue().encode()) == set()


@pytest.mark.parametrize("more", [(), ("--transcript",)], ids=["page", "transcript"])
async def test_inv_s1_the_logbook_tells_no_nomination_before_all_are_shown(
    tmp_path: Path, more: tuple[str, ...]
):
    async with house(tmp_path) as opened:
        await to_nominating(opened)
        await nominate(opened)
        before = read(tmp_path, "show", *more, "1") + read(tmp_path, "search", "zuppa")
        await tell(opened, ShowNominations(by=ANA), "show")
        after = read(tmp_path, "show", *more, "1")

    assert "Who cooks?" in before
    assert found_in(before.encode()) | {word for word in (" names ", "nominates") if word in before} == set()
    assert (b"inglese" in after.encode()) is bool(more)


def read(folder: Path, *words: str) -> str:
    said = CliRunner().invoke(circlewise, ["logbook", "--database", str(folder / "circlewise.db"), *words])
    assert said.exit_code == 0, said.output
    return said.output


async def test_nominations_come_back_after_a_restart_and_are_shown_then(tmp_path: Path):
    async with house(tmp_path) as opened:
        await to_nominating(opened)
        before = await nominate(opened)
    async with house(tmp_path) as opened:
        assert await opened.desk.proceeding(WHO) == before
        await tell(opened, Nominate(by=ANA, person=BO), "n-6")
        p = await tell(opened, Nominate(by=ELI, person=BO), "n-7")
        assert isinstance(p.work, Selection)
        assert p.work.revealed
        await opened.desk.write(projections.rebuild)
        assert await opened.desk.read(log.faults_in, WHO) == ()
    assert prove(tmp_path / "circlewise.db", Keys()).finding is None


async def test_inv_s9_a_draw_gets_its_luck_from_here_and_the_seed_is_kept(tmp_path: Path):
    async with house(tmp_path) as opened:
        await to_nominating(opened, preset="rolebased")
        for by, person in ((ANA, BO), (BO, CHI), (CHI, BO), (DEE, CHI), (ELI, DEE)):
            await tell(opened, Nominate(by=by, person=person), f"n-{by}")
        for round_ in ("reasons", "change"):
            for who in PEOPLE:
                await tell(opened, Speak(by=who), f"{round_}-{who}")
        await tell(opened, DrawCandidate(by=ANA), "draw")
        facts = await opened.desk.facts(WHO)
    (draw,) = (fact for fact in facts if isinstance(fact, CandidateDrawn))
    assert len(draw.seed) == 16
    assert (draw.among, draw.person) == ((BO, CHI), drawn(draw.seed, (BO, CHI)))


async def test_somebody_who_is_forgotten_leaves_a_nomination_without_words(tmp_path: Path):
    async with house(tmp_path) as opened:
        await to_nominating(opened)
        await nominate(opened)
        await tell(opened, ShowNominations(by=ANA), "show")
        assert await opened.desk.write(log.forget, BO) == 2
    async with house(tmp_path) as opened:
        p = await opened.desk.proceeding(WHO)
        assert p is not None
        assert isinstance(p.work, Selection)
        assert [n.reason for n in p.work.nominations if n.by == BO] == ["\x00"]
    assert prove(tmp_path / "circlewise.db", Keys()).finding is None
    assert key_file_of(tmp_path / "circlewise.db").exists()
