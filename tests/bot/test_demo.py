"""The demonstration: as written, whole when piped, kind when stopped, and nothing in it false to the method."""

import asyncio
import io
import os
import pty
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from adapters.terminal import client
from adapters.terminal.client import Screen
from adapters.wording import Wording
from bot.commands import demo
from bot.config import Settings
from facilitation.meeting import of
from facilitation.model import Fate, Outcome, Status
from facilitation.transcript import parse, play, printed
from facilitation.transcript.notation import Deed, Note
from tests.bot.typist import ANSI, environment


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    out, home = io.StringIO(), tmp_path_factory.mktemp("demo")
    screen = Screen(out, fancy=False)
    before, tempfile.tempdir = tempfile.tempdir, str(home)
    try:
        where = asyncio.run(demo.run(Settings(database=home / "unused.db"), screen))
    finally:
        tempfile.tempdir = before
    demo.epilogue(screen, Wording(), where)
    assert where.exists()
    return out.getvalue()


def run(home: Path, *options: str, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "demo", *options]
    env = environment(home) | {"TMPDIR": str(home)}
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False, **more)  # type: ignore[call-overload, no-any-return]


def test_every_script_is_tidy_and_goes_as_it_expects():
    for script in demo.scripts():
        transcript = parse(script.read_text(encoding="utf-8"))

        assert play(transcript).report == ""
        assert parse(printed(transcript)) == transcript


def test_a_meeting_with_a_report_a_decision_with_an_integrated_objection_and_a_selection():
    held = play(parse(demo.SCRIPT.read_text(encoding="utf-8")))
    meeting, _, p, selection = held.proceedings.values()

    assert [one.fate for one in of(meeting).agenda] == [Fate.DONE] * 3
    assert of(meeting).closed is not None
    assert selection.outcome is Outcome.FILLED
    assert held.circle is not None
    assert [held_by.role for held_by in held.circle.assignments] == ["tool keeper"]
    assert len(p.circle.members) == 5
    assert p.circle.practice
    assert p.in_force
    assert [objection.status for objection in p.objections] == [Status.INTEGRATED]
    assert p.objections[0].statement
    assert p.version.meets == (1,)
    assert {response.person for response in p.responses.values()} == {m.person for m in p.circle.members}


def test_everything_anybody_says_is_shown(shown: str):
    words = " ".join(shown.split())
    lines = parse(demo.SCRIPT.read_text(encoding="utf-8")).lines

    for line in lines:
        if isinstance(line, Deed | Note) and line.text:
            assert " ".join(line.text.split()) in words


def test_each_step_of_the_method_is_there_in_its_order(shown: str):
    steps = (
        "Check-in –",
        "Now: Renée. Next: Ana. Then: Tom",
        "Do we consent to the agenda?",
        "The agenda is ours.",
        "Report –",
        "Questions –",
        "Reactions –",
        "The consent question –",
        "There is one objection. Now we work on it together.",
        "Said back:",
        "Add support",
        "The text, version 2:",
        "We have consent",
        "Decided: The gate in the evening",
        "Nominating in silence –",
        "All nominations are shown together.",
        "Renée nominates Bo (before: Mina)",
        "Proposed: Bo as tool keeper",
        "Check-out –",
        "What came of it: Our May meeting",
        "It is stored in",
    )
    places = [shown.find(step) for step in steps]

    assert -1 not in places
    assert places == sorted(places)


def test_only_one_persons_private_lines_are_shown(shown: str):
    assert set(re.findall(r"\[only (\w+) sees this\]", shown)) == {demo.OVER_THE_SHOULDER}
    assert set(re.findall(r"\[to (\w+)\]", shown)) == {demo.OVER_THE_SHOULDER}


def test_plain_text_is_plain_and_fits(shown: str):
    assert "\x1b" not in shown
    assert max(len(line) for line in shown.splitlines() if "circlewise-demo-" not in line) <= 80
    assert "{" not in shown


async def test_it_leaves_four_to_six_minutes_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    waits: list[float] = []

    async def pretend(seconds: float) -> None:
        waits.append(seconds)

    screen = Screen(io.StringIO(), fancy=False, pace=demo.A_WORD)
    monkeypatch.setattr(client, "asyncio", SimpleNamespace(sleep=pretend))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    await demo.run(Settings(database=tmp_path / "unused.db"), screen)

    assert 240 < sum(waits) < 360
    assert max(waits) <= client.LONGEST_REST


def test_what_it_names_at_the_end_reads_the_decision_again(tmp_path: Path):
    done = run(tmp_path, "--fast")
    command = re.search(r"^    circlewise (logbook .*)$", done.stdout, re.MULTILINE)

    assert command is not None
    again = subprocess.run(
        [sys.executable, "-m", "bot", *command[1].split()],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "Whoever leaves last in the evening locks the gate" in " ".join(again.stdout.split())
    assert done.stderr == again.stderr == ""


def test_a_reader_who_leaves_early_is_no_fault(tmp_path: Path):
    command = f"{sys.executable} -m bot demo --fast | head -3; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stderr == ""
    assert done.returncode == 0
    assert "A circle meets" in done.stdout


def test_ctrl_c_ends_it_kindly(tmp_path: Path):
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo"],
        env=environment(tmp_path) | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert any("Five neighbours" in line for line in process.stdout)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)

    assert "Stopped." in out
    assert "Traceback" not in err
    assert process.returncode == 130
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("columns", "extra"), [("80", {}), ("40", {}), ("80", {"NO_COLOR": "1"}), ("80", {"TERM": "dumb"})]
)
def test_on_a_terminal_everything_fits_and_nothing_is_said_by_colour_alone(
    tmp_path: Path, columns: str, extra: dict[str, str]
):
    env = environment(tmp_path) | {"COLUMNS": columns, "LINES": "50", "TMPDIR": str(tmp_path)} | extra
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--fast"], env=env, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    raw = b""
    try:
        while chunk := os.read(ours, 65536):
            raw += chunk
    except OSError:
        pass
    finally:
        os.close(ours)
    assert process.wait(timeout=60) == 0
    shown = raw.decode("utf-8")
    bare = ANSI.sub("", shown).replace("\r", "")

    assert max(len(line) for line in bare.splitlines() if "circlewise" not in line) <= int(columns)
    assert "Decided: The gate in the evening" in " ".join(bare.replace("│", " ").split())
    if extra.get("TERM") == "dumb":
        assert "\x1b" not in shown
    if "NO_COLOR" in extra:
        assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", shown)
