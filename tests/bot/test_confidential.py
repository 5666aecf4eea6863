"""INV-M7 in everything that is read outside the room: of a confidential item there is how long it took and what for.

The same meeting is held openly as well, and there every word is found: so this would notice a leak.
"""

import asyncio
import io
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from adapters.terminal.client import Screen
from bot.__main__ import circlewise
from bot.commands import demo
from bot.config import Settings

REASON = "It is about a neighbour."
WORDS = (
    "leaning",
    "Number seven",
    "splinters",
    "quietly",
    "Hedgehog",
    "Hammer",
    "ladder",
    "porcupine",
    "badger",
)
"""A title, a result, a next step, an action; a decision's title, text, reason, an objection to it; a title put off."""
UNTOLD = {"splinters"}
"""What somebody said in a round: its page has only what came of it."""
MEETING = """circle: Garden
aim: Grow food for the street
preset: sofa
setting: rounds = together
people: Ana (facilitator, secretary), Renée
clock: 2026-05-04 17:00

Ana opens a meeting "March" (at 2026-05-04 19:00, id p-march)
Ana adds an item "The leaning fence" (for explore, minutes 5{})
Ana adds an item "Hedgehog" (for decide, minutes 5{})
Ana adds an item "Water" (for report, minutes 5)
Ana adds an item "The badger" (for explore, minutes 5{})
Ana begins the meeting
Ana passes
Renée passes
Ana goes on
Ana goes on
Ana goes on
Ana goes on
Ana sets the next meeting (at 2026-06-01 19:00)
Ana proposes the agenda
Renée consents
Ana opens the item
Ana speaks: Splinters everywhere: splinters.
Renée passes
Ana passes
Renée passes
Ana records the result (next Ana asks quietly): Number seven has a leaning fence.
@"p-march" Ana notes an action (who Ana): Lend the ladder.
@"p-march" Ana closes the item (next Ana asks quietly): Number seven.
@"p-march" Ana opens the item
Ana proposes "Hedgehog" (driver Hammer and nail, item of p-march, id p-second): Hammer the hedgehog house, quietly.
Renée passes
Ana speaks: Yes.
Renée speaks: Yes.
Ana lets the text stand
Ana consents
Renée objects: A porcupine.
Renée withdraws #1: No porcupine.
Renée consents
@"p-march" Ana closes the item
@"p-march" Ana opens the item
Ana reports: The bill went up.
Renée passes
@"p-march" Ana closes the item: The bill went up.
@"p-march" Ana postpones the rest
@"p-march" Renée consents
@"p-march" Ana goes on
@"p-march" Ana passes
@"p-march" Renée passes
@"p-march" Ana closes the meeting
"""


def held(home: Path, *, openly: bool) -> Path:
    """The database after the meeting; the items are confidential unless it is held openly."""
    secret = "" if openly else f', confidential "{REASON}"'
    script = home / "meeting.circle"
    script.write_text(MEETING.replace("{}", secret), encoding="utf-8")
    settings = Settings(database=home / "unused.db", language="en")
    return asyncio.run(demo.run(settings, Screen(io.StringIO(), fancy=False), script))


@pytest.fixture(scope="module", params=[True, False], ids=["openly", "confidential"])
def meeting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[bool, Path]:
    return request.param, held(tmp_path_factory.mktemp("meeting"), openly=request.param)


def said(database: Path, *words: str) -> str:
    result = CliRunner().invoke(circlewise, [words[0], "--database", str(database), *words[1:]])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def found(text: str) -> set[str]:
    return {word for word in WORDS if word.casefold() in text.casefold()}


def numbers(database: Path) -> list[str]:
    with sqlite3.connect(database) as db:
        return [str(number) for (number,) in db.execute("SELECT number FROM proceeding ORDER BY number")]


@pytest.mark.parametrize("more", [(), ("--markdown",)], ids=["text", "markdown"])
def test_minutes(meeting: tuple[bool, Path], more: tuple[str, ...]):
    openly, database = meeting

    page = said(database, "minutes", *more, "1")

    told = {"leaning", "Number seven", "quietly", "Hedgehog", "Hammer", "ladder", "badger"}
    assert found(page) == (told if openly else set())
    assert "The bill went up" in page
    assert (REASON in page.replace("\\", "")) is not openly


def test_what_was_put_off_waits_in_the_backlog_under_its_reason(meeting: tuple[bool, Path]):
    openly, database = meeting

    page = said(database, "backlog")

    assert found(page) == ({"badger"} if openly else set())
    assert (REASON in page) is not openly


def test_the_list_of_the_logbook(meeting: tuple[bool, Path]):
    openly, database = meeting

    page = said(database, "logbook")

    assert "Water" in page
    assert found(page) == ({"leaning", "Hedgehog"} if openly else set())
    assert page.count("A confidential item") == (0 if openly else 2)


@pytest.mark.parametrize("word", ["leaning", "seven", "quietly", "Hedgehog", "Hammer"])
def test_the_search_of_the_logbook(meeting: tuple[bool, Path], word: str):
    openly, database = meeting

    assert said(database, "logbook", "search", word).startswith("Found: ") is openly
    assert "March" in said(database, "logbook", "search", "bill")


@pytest.mark.parametrize("more", [(), ("--transcript",)], ids=["page", "transcript"])
def test_the_pages_of_the_logbook(meeting: tuple[bool, Path], more: tuple[str, ...]):
    openly, database = meeting

    pages = " ".join(said(database, "logbook", "show", *more, number) for number in numbers(database))

    assert found(pages) == ((set(WORDS) if more else set(WORDS) - UNTOLD) if openly else set())
    assert "The bill went up" in pages
    assert pages.count(REASON) >= (0 if openly else 2)


def test_what_verify_says_is_wrong(meeting: tuple[bool, Path], tmp_path: Path):
    """It names the place by its title, where that is for everyone."""
    openly, database = meeting
    copy = tmp_path / "copy"
    shutil.copytree(database.parent, copy)
    with sqlite3.connect(copy / database.name) as db:
        db.execute("UPDATE proceeding SET driver = 'Saw' WHERE id = 'p-second'")

    result = CliRunner().invoke(circlewise, ["verify", "--database", str(copy / database.name)])

    assert result.exit_code == 1
    assert found(result.output) == ({"Hedgehog"} if openly else set())
    assert "Garden" in result.output
