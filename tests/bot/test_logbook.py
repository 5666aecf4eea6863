"""The logbook: what was decided, how it came about, beside a running program and apart from practice."""

import asyncio
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adapters.terminal.client import Screen
from bot.__main__ import circlewise
from bot.clock import SystemClock
from bot.commands import demo
from bot.compose import open_house
from bot.config import Settings
from facilitation.transcript import parse, play


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("logbook")
    settings = Settings(database=home / "unused.db", language="en")
    return asyncio.run(
        demo.run(settings, Screen(io.StringIO(), fancy=False), demo.SCRIPT.with_name("garden.circle"))
    )


@pytest.fixture(autouse=True)
def _plain_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CIRCLEWISE_{name.upper()}", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def logbook(database: Path | None, *words: str) -> Result:
    named = ["--database", str(database)] if database else []
    return CliRunner().invoke(circlewise, ["logbook", *named, *words])


def flat(result: Result) -> str:
    return " ".join(result.output.split())


def test_before_the_first_decision_it_says_so_kindly_and_makes_no_file(tmp_path: Path):
    result = logbook(None)

    assert result.output == "Nothing has been decided yet. The first decision will stand here.\n"
    assert result.exit_code == 0
    assert list(tmp_path.iterdir()) == []


def test_practice_is_never_listed_among_real_decisions_but_found_apart(database: Path):
    plain, practice = logbook(database), logbook(database, "--practice")

    assert "Water for the beds" not in plain.output
    assert "--practice" in plain.output
    assert "1 Water for the beds – decided on" in flat(practice)
    assert "(practice)" in practice.output


def test_a_page_tells_the_wording_and_all_that_led_to_it(database: Path):
    page = flat(logbook(database, "show", "1"))

    for part in (
        "This is a practice circle.",
        "In dry weeks we water when we find the time.",
        "Whoever goes away finds somebody for their evenings.",
        "Nobody waters more than two evenings a week.",
        "Bo looks after it.",
        "We look at it again on Wed, 15 Jul 2026.",
        "- Renée: consent",
        "Objection 1 (Renée): met by version 3",
        "Said back: “In the holidays the watering would fall on the few who stay",
        "Met in this way: Shorter, and measured",
        "- A list in the shed says who and when. + A list on paper in the shed says who and when.",
        "no longer on Wed, 2 Sept 2026",
        "Renée asks question 1.",
        "We have consent.",
    ):
        assert part in page


def test_its_transcript_plays_again_to_the_same_decision(database: Path):
    result = logbook(database, "show", "1", "--transcript")
    (p,) = play(parse(result.output)).proceedings.values()

    assert p.in_force
    assert "Whoever goes away" in p.version.draft.text


def test_words_are_found_whatever_their_accents_and_by_their_beginning(database: Path):
    assert "Water for the beds" in logbook(database, "--practice", "search", "TOMAT").output
    assert "Nothing holds the words" in logbook(database, "search", "zeppelin").output


@pytest.mark.parametrize("words", [('"', "OR", "*"), ("[bold]",), ("x" * 5000,), ("\x1b[31m",)])
def test_strange_words_find_nothing_and_break_nothing(database: Path, words: tuple[str, ...]):
    result = logbook(database, "search", *words)

    assert result.exit_code == 0
    assert "\x1b" not in result.output


def test_a_number_that_is_not_there_is_one_sentence(database: Path):
    result = logbook(database, "show", "99")

    assert "There is no decision with the number 99" in result.output
    assert result.exit_code == 1


def test_it_reads_beside_a_program_that_has_the_database_open(database: Path):
    async def beside() -> Result:
        async with open_house(Settings(database=database), SystemClock()):
            return await asyncio.to_thread(logbook, database, "show", "1")

    assert "Water for the beds" in asyncio.run(beside()).output


def test_reading_changes_nothing(database: Path):
    before = database.read_bytes()
    logbook(database, "show", "1")

    assert database.read_bytes() == before
