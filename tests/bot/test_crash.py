"""Killed for real, two hundred times, while circles decide, meet and select, and dues are pending: as if nothing was.

`tests.bot.crashing` says how, and plays the same with more kills (`make crash`). To play a trial again, set
`CRASH_SEED` to the seed it names.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot import crash_verdict as verdict
from tests.bot.crash_script import written
from tests.bot.crash_verdict import Ended, ended
from tests.bot.crashing import AFTER, Trial, script_in

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("CRASH_KILLS", "200"))
SEED = os.environ.get("CRASH_SEED", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a trial leaves behind; its seed is printed with whatever fails."""
    kept = tmp_path_factory.mktemp("trial")
    options = [
        "--kills",
        str(KILLS),
        "--frozen-for",
        "1",
        "--keep",
        kept,
        *(["--seed", SEED] if SEED else []),
    ]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bot.crashing", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    print(ran.stdout, ran.stderr[-20_000:])  # noqa: T201 - pytest shows it with what fails
    assert "kills" in ran.stdout, ran.stderr[-3000:]
    (trial,) = kept.iterdir()
    return trial


@pytest.fixture(scope="module")
def killed(folder: Path) -> Iterator[Ended]:
    with ended(Trial(folder / "killed", script_in(folder))) as one:
        yield one


@pytest.fixture(scope="module")
def undisturbed(folder: Path, killed: Ended) -> Iterator[Ended]:
    with ended(Trial(folder / "undisturbed", killed.trial.script)) as one:
        yield one


def rounds(one: Ended) -> int:
    return one.trial.begun() + 1


def test_the_log_is_what_one_clerk_writes_who_is_never_interrupted(killed: Ended, undisturbed: Ended):
    assert rounds(killed) == rounds(undisturbed) > KILLS
    for one in (killed, undisturbed):
        assert list(verdict.log_faults(one, rounds(one))) == []


def test_everything_acknowledged_is_there_and_everything_sent_is_acknowledged(killed: Ended):
    assert list(verdict.acknowledged_faults(killed)) == []
    assert len(killed.trial.answered()) > KILLS


def test_nothing_falls_due_twice_or_never(killed: Ended):
    assert list(verdict.due_faults(killed)) == []
    fallen = [fact for facts in killed.log.values() for fact in facts if getattr(fact, "due", None)]
    assert len(fallen) > KILLS / 4


def test_no_fact_is_torn_and_nothing_is_left_to_show(killed: Ended):
    assert list(verdict.file_faults(killed)) == []


def test_what_is_projected_is_what_the_log_says_and_what_an_undisturbed_run_has(
    killed: Ended, undisturbed: Ended
):
    assert list(verdict.projection_faults(killed, undisturbed)) == []


def test_every_card_was_posted_once_and_in_order(killed: Ended, undisturbed: Ended):
    assert list(verdict.card_faults(killed, undisturbed, rounds(killed))) == []


def test_the_rooms_show_every_proceeding_and_circle_as_it_is(killed: Ended):
    assert list(verdict.picture_faults(killed)) == []


HANGING = """
import asyncio, pathlib, sys
from tests.bot.crash_script import written
from tests.bot.crashing import Keeper, Trial

class Hanging(Trial):
    async def live(self, number, stop):
        await asyncio.Event().wait()

keeper = Keeper(Hanging(pathlib.Path(sys.argv[1]), written("1", 1)), 0, 0, patience=0.5)
keeper._await_lines(1, keeper.fork(1, 1))
"""


def test_a_bot_that_does_nothing_tells_first_what_it_is_at(tmp_path: Path):
    ran = subprocess.run(
        [sys.executable, "-c", HANGING, tmp_path], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ran.stderr.endswith("RuntimeError: a bot does nothing\n")
    assert ", in live" in ran.stderr  # the task
    assert "Fatal Python error: Aborted" in ran.stderr
    assert "in run_forever" in ran.stderr  # the thread


def test_what_is_played_are_whole_meetings_with_items_selections_and_what_circles_do_themselves():
    played = sum((written(str(seed), 400).kinds(400) for seed in range(5)), Counter[str]())

    assert {kind: played[kind] for kind, least in MET.items() if played[kind] < least} == {}


MET = {
    **dict.fromkeys(("MeetingBegan", "AgendaConsented", "ItemOpened", "ItemConcluded", "ItemLinked"), 5),
    **dict.fromkeys(("MeetingClosed", "ReportGiven", "ResultRecorded", "MinutesApproved"), 1),
    **dict.fromkeys(("Nominated", "TopicAdded", "TermReminded", "MemberReleased", "Reminded"), 10),
    **dict.fromkeys(("NominationsRevealed", "RoleFilled", "CaretakerBegan", "Integrated", "Adopted"), 1),
}
"""Kinds of facts that trials must meet, and how often in five of them at least."""


def test_a_trial_is_played_again_by_its_seed():
    assert written("7", 40) == written("7", 40) != written("8", 40)
    assert AFTER < 40
