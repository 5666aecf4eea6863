"""What somebody sees who opens the database file: nothing of an answer before all are in.

Each secret is looked for in every file there is, and found there where the circle collects its answers openly: so
this would notice a leak.
"""

import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.compose import House, open_house
from bot.config import Settings
from facilitation.commands import (
    Command,
    Consent,
    EscalateToMeeting,
    Found,
    Leave,
    LetStand,
    Object,
    Pass,
    RaiseConcern,
    Redraft,
    Resume,
    Speak,
)
from facilitation.model import CircleId, Draft, Position, ProceedingId, Words
from facilitation.proceeding import fold, legal
from facilitation.refusals import Refused
from facilitation.state import Proceeding
from storage import log, logbook, projections
from storage.envelopes import SEALED
from storage.faults import Locked
from storage.people import Person, save_person
from storage.proof import prove
from storage.sealing import Keys, key_file_of, keys_of
from tests.storage.walking import PEOPLE, START, Walk, circle, found, propose

KITCHEN, ROTA = CircleId("c-kitchen"), ProceedingId("p-rota")
ANA, BO, CHI, DEE, ELI = PEOPLE
HARM = Words("The stove is mine on Tuesdays, zuppa inglese")
WORRY = Words("Who buys the saffron?")
DRAFT = "A draft nobody has seen: marzipan for breakfast."
AGREEABLE = (LetStand, Pass, Speak)


@asynccontextmanager
async def house(folder: Path, **more: object) -> AsyncIterator[House]:
    settings = Settings(database=folder / "circlewise.db", **more)  # type: ignore[arg-type]
    async with open_house(settings, MovableClock(START)) as opened:
        yield opened


async def tell(opened: House, command: Command, name: str, target: str = ROTA) -> Proceeding:
    answer = await opened.desk.handle(ProceedingId(target), command, name, START)  # type: ignore[arg-type]
    return answer.proceeding  # type: ignore[return-value]


async def to_consent(opened: House, collection: str, **more: object) -> Proceeding:
    overrides = (("collection", collection), ("driver_check", "none"), ("answers", "with concerns"))
    begin = found()
    await opened.desk.handle(
        KITCHEN, type(begin)(**{**fields_of(begin), "overrides": overrides}), "found", START
    )
    for who in PEOPLE:
        await opened.desk.write(save_person, Person(who, who.removeprefix("u-").title()))
    p = await tell(opened, propose(circle(), **more), "propose")
    for number in range(100):
        if p.phase is not None and p.phase.name in ("consent", "draft"):
            return p
        offers = {(who, offer.command) for who in PEOPLE for offer in legal(p, who)}
        who, kind = next((who, kind) for kind in AGREEABLE for who in PEOPLE if (who, kind) in offers)
        p = await tell(opened, kind(by=who), f"step {number}")
    raise AssertionError("no consent check in sight")


def fields_of(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}  # type: ignore[attr-defined]


async def half_answered(opened: House) -> None:
    """Bo objects, Chi has a concern, Dee consents, Ana objects and thinks better of it; Eli has not answered."""
    await tell(opened, Object(by=BO, text=HARM), "d-1")
    await tell(opened, RaiseConcern(by=CHI, text=WORRY), "d-2")
    await tell(opened, Consent(by=DEE), "d-3")
    await tell(opened, Object(by=ANA, text=Words("Hm, saffron strudel")), "d-4")
    await tell(opened, Consent(by=ANA), "d-5")


def bytes_in(folder: Path) -> bytes:
    files = [path for path in folder.rglob("*") if path.is_file() and path.parent.name != "circlewise.db.key"]
    assert any(path.name.endswith("-wal") and path.stat().st_size for path in files)
    return b"".join(path.read_bytes() for path in files)


SPOKEN = (HARM.encode(), WORRY.encode(), b"strudel")
KINDS = (b"Objected", b"Consented", b"ConcernRaised", b"ObjectionWithdrawn")


async def leaks(folder: Path, collection: str, caplog: pytest.LogCaptureFixture) -> set[bytes]:
    caplog.set_level(logging.DEBUG)
    async with house(folder) as opened:
        await to_consent(opened, collection)
        await half_answered(opened)
        await opened.delivery.settled()
        await opened.backup(folder / "copy.db")
        everything = bytes_in(folder) + caplog.text.encode()
    return {secret for secret in SPOKEN + KINDS if secret in everything}


async def test_nothing_is_found_in_any_file_while_it_is_sealed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    for name in ("sealed", "open"):
        (tmp_path / name).mkdir()

    assert await leaks(tmp_path / "sealed", "sealed", caplog) == set()
    assert await leaks(tmp_path / "open", "simultaneous", caplog) == {*SPOKEN, *KINDS}


def rows(path: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    found_rows = connection.execute(query, values).fetchall()
    connection.close()
    return found_rows


async def test_all_answers_look_alike_and_none_is_projected(tmp_path: Path):
    async with house(tmp_path) as opened:
        await to_consent(opened, "sealed")
        await half_answered(opened)
        path = opened.database.path
        sealed = rows(path, "SELECT kind, length(data), cause FROM log WHERE kind = ? ORDER BY seq", SEALED)
        words = rows(path, "SELECT person, length(text), salt, sealed FROM words WHERE sealed ORDER BY rowid")
        projected = {name: rows(path, f"SELECT * FROM {name}") for name in projections.BELONGING}  # noqa: S608

    assert [cause for *_, cause in sealed] == ["d-1", "d-2", "d-3", "d-4", "d-5"]
    assert len({(kind, length) for kind, length, _ in sealed}) == 1
    assert sorted(person for person, *_ in words) == sorted([BO, CHI, DEE, ANA, ANA])
    assert len({tuple(rest) for _, *rest in words}) == 1
    assert (projected["objection"], projected["concern"], projected["response"]) == ([], [], [])


async def test_the_last_answer_opens_them_and_then_nothing_needs_the_key(tmp_path: Path):
    async with house(tmp_path) as opened:
        await to_consent(opened, "sealed")
        await half_answered(opened)
        before = await opened.desk.proceeding(ROTA)
        p = await tell(opened, Consent(by=ELI), "d-6")
        assert before is not None
        assert p.phase is not None
        assert p.phase.name == "integrate"
    path = tmp_path / "circlewise.db"
    key_file_of(path).unlink()

    async with house(tmp_path) as opened:
        again = await opened.desk.proceeding(ROTA)
        with opened.database.session() as session:
            page = logbook.page(session, ROTA)
        assert again is not None
        assert page is not None
        assert [each.text for each in page.objections if each.person == BO] == [HARM]
        assert [each.text for each in page.concerns] == [WORRY]
        assert again.responses == p.responses
        assert again.responses[BO].position is Position.OBJECTION
        assert await opened.desk.read(log.faults_in, ROTA) == ()
    assert prove(path, Keys()).finding is None
    assert prove(path, Keys()).locked == ()


async def test_what_was_taken_back_stays_sealed(tmp_path: Path):
    async with house(tmp_path) as opened:
        await to_consent(opened, "sealed")
        await half_answered(opened)
        await tell(opened, Consent(by=ELI), "d-6")
        assert HARM.encode() in bytes_in(tmp_path)
        assert b"strudel" not in bytes_in(tmp_path)
        sealed = rows(opened.database.path, "SELECT person FROM words WHERE sealed")
    assert sealed == [(ANA,)]


async def change_the_text(opened: House) -> None:
    review = START + timedelta(days=60)
    await tell(opened, Redraft(by=ANA, draft=Draft(text="We cook in pairs.", review=review)), "redraft")


async def take_it_to_a_meeting(opened: House) -> None:
    await tell(opened, EscalateToMeeting(by=ANA), "to a meeting")
    await tell(opened, Resume(by=ANA), "and back")


VOID = pytest.mark.parametrize("void", [change_the_text, take_it_to_a_meeting])


@VOID
async def test_what_was_void_is_not_opened_by_a_later_check(
    tmp_path: Path, void: Callable[[House], Awaitable[None]]
):
    async with house(tmp_path) as opened:
        await to_consent(opened, "sealed")
        await half_answered(opened)
        await void(opened)
        for number, who in enumerate(PEOPLE):
            act = RaiseConcern(by=who, text=Words("Fennel?")) if who == ELI else Consent(by=who)
            p = await tell(opened, act, f"again {number}")
        assert p.decision is not None
        everything = bytes_in(tmp_path)
        closed = rows(opened.database.path, "SELECT seq FROM envelope WHERE data IS NULL")
        with opened.database.session() as session:
            page = logbook.page(session, ROTA)
    assert b"Fennel?" in everything
    assert [secret for secret in (*SPOKEN, b"Objected") if secret in everything] == []
    assert len(closed) == 5
    assert page is not None
    assert ([c.text for c in page.concerns], page.objections) == (["Fennel?"], ())
    keys = keys_of(tmp_path / "circlewise.db")
    assert (
        prove(tmp_path / "circlewise.db", keys).finding,
        prove(tmp_path / "circlewise.db", Keys()).locked,
    ) == (
        None,
        (ROTA,),
    )


@VOID
async def test_an_objection_that_still_stands_is_opened_for_everyone_who_works_on_it(
    tmp_path: Path, void: Callable[[House], Awaitable[None]]
):
    async with house(tmp_path) as opened:
        await to_consent(opened, "sealed")
        await half_answered(opened)
        await void(opened)
        await tell(opened, Leave(by=BO, person=BO), "leaves")
        for number, who in enumerate(who for who in PEOPLE if who != BO):
            p = await tell(opened, Consent(by=who), f"again {number}")
        assert p.phase is not None
        assert p.phase.name == "integrate"
        everything = bytes_in(tmp_path)
        with opened.database.session() as session:
            page = logbook.page(session, ROTA)
    assert page is not None
    assert [each.text for each in page.objections] == [HARM]
    assert [secret for secret in SPOKEN if secret in everything] == [HARM.encode()]
    assert prove(tmp_path / "circlewise.db", keys_of(tmp_path / "circlewise.db")).finding is None


async def test_answers_come_back_as_they_were_after_a_restart_and_on_a_repeated_delivery(tmp_path: Path):
    async with house(tmp_path) as opened:
        await to_consent(opened, "sealed")
        await half_answered(opened)
        before = await opened.desk.proceeding(ROTA)
        first = await opened.desk.handle(ROTA, Consent(by=ANA), "d-5", START)
    async with house(tmp_path) as opened:
        again = await opened.desk.handle(ROTA, Consent(by=ANA), "d-5", START)
        assert await opened.desk.proceeding(ROTA) == before
    assert again == first
    assert [type(fact).__name__ for fact in again.facts] == ["ObjectionWithdrawn", "Consented"]


async def test_without_the_key_everything_else_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    async with house(tmp_path) as opened:
        await to_consent(opened, "sealed")
        await half_answered(opened)
        await tell(opened, propose(circle(), id_="p-other", ready=True), "other", "p-other")
    key = key_file_of(tmp_path / "circlewise.db")
    kept = key.read_text(encoding="ascii")
    key.unlink()

    async with house(tmp_path) as opened:
        assert "In 1 proceedings something is sealed with a key that is not here" in caplog.text
        with pytest.raises(Locked, match="Put that key back"):
            await tell(opened, Consent(by=ELI), "d-6")
        other = await opened.desk.proceeding(ProceedingId("p-other"))
        assert other is not None
        assert not other.over
        await opened.desk.write(projections.rebuild)
    proof = prove(tmp_path / "circlewise.db", keys_of(tmp_path / "circlewise.db"))
    assert (proof.finding, proof.locked) == (None, (ROTA,))

    key.write_text(key.read_text(encoding="ascii") + kept, encoding="ascii")
    async with house(tmp_path) as opened:
        p = await tell(opened, Consent(by=ELI), "d-6")
        assert p.phase is not None
        assert p.phase.name == "integrate"
    assert prove(tmp_path / "circlewise.db", Keys()).locked == ()


async def test_somebody_who_is_forgotten_while_it_is_sealed_leaves_their_answer_and_no_words(tmp_path: Path):
    async with house(tmp_path) as opened:
        await to_consent(opened, "sealed")
        await half_answered(opened)
        assert await opened.desk.write(log.forget, BO) == 1
        await tell(opened, Consent(by=ELI), "d-6")
        await opened.desk.write(log.forget, BO)
        with opened.database.session() as session:
            page = logbook.page(session, ROTA)
        assert page is not None
        assert [each.text for each in page.objections if each.person == BO] == ["\x00"]
    assert HARM.encode() not in (tmp_path / "circlewise.db").read_bytes()
    assert prove(tmp_path / "circlewise.db", Keys()).finding is None


async def test_a_draft_is_nowhere_until_it_is_presented(tmp_path: Path):
    review = START + timedelta(days=90)
    async with house(tmp_path) as opened:
        await to_consent(opened, "simultaneous", ready=False, draft=Draft(text=DRAFT, review=review))
        await tell(opened, Redraft(by=ANA, draft=Draft(text=DRAFT + " Twice.", review=review)), "d-1")
        assert b"marzipan" not in bytes_in(tmp_path)
        with opened.database.session() as session:
            (entry,) = logbook.under_way(session)
            assert logbook.search(session, "marzipan") == ()
        assert (entry.title, entry.draft.text) == ("Cooking rota", "")

        await tell(opened, LetStand(by=ANA), "d-2")

        with opened.database.session() as session:
            (found_now,) = logbook.search(session, "marzipan twice")
            page = logbook.page(session, ROTA)
        assert found_now.number == entry.number
        assert page is not None
        assert [version.draft.text for version in page.versions] == [DRAFT, DRAFT + " Twice."]
    assert prove(tmp_path / "circlewise.db", Keys()).finding is None


async def test_an_opened_envelope_that_was_tampered_with_is_found(tmp_path: Path):
    async with house(tmp_path) as opened:
        await to_consent(opened, "sealed")
        await half_answered(opened)
        await tell(opened, Consent(by=ELI), "d-6")
    connection = sqlite3.connect(tmp_path / "circlewise.db")
    connection.execute("UPDATE envelope SET data = replace(data, 'u-bo', 'u-eli')")
    connection.commit()
    connection.close()

    finding = prove(tmp_path / "circlewise.db", Keys()).finding

    assert finding is not None
    assert (finding.wrong.value, finding.stream) == ("envelope", ROTA)


@pytest.mark.parametrize("seed", [seed for seed in range(12) if seed != 4])  # that one is dropped at once
async def test_whatever_a_sealed_circle_does_log_memory_and_lists_agree(tmp_path: Path, seed: int):
    """With drafts, absences, redrafts and drops in the middle of a check, and the clock; then from the file alone."""
    overrides = (("collection", "sealed"), ("absent", ("hold", "pre input", "grace")[seed % 3]))
    begin, walk = found(seed), Walk(seed)
    async with house(tmp_path) as opened:
        await opened.desk.handle(
            KITCHEN, Found(**{**fields_of(begin), "overrides": overrides}), "found", START
        )  # type: ignore[arg-type]
        walk.p = await tell(opened, propose(circle(seed), ready=seed % 2 == 0), "propose")
        for walk.count in range(150):
            if walk.p.over:
                break
            command = walk.act()
            with suppress(Refused):
                answer = await opened.desk.handle(ROTA, command, f"d-{walk.count}", walk.now)
                assert answer.proceeding is not None
                walk.p = answer.proceeding
        history = await opened.desk.facts(ROTA)
        assert fold(history) == walk.p
        sealed = rows(opened.database.path, "SELECT seq FROM log WHERE kind = ?", SEALED)
    assert sealed
    proof = prove(tmp_path / "circlewise.db", keys_of(tmp_path / "circlewise.db"))
    assert (proof.finding, proof.locked) == (None, ())
    without = prove(tmp_path / "circlewise.db", Keys())
    assert without.finding is None
    assert without.locked in ((), (ROTA,))
