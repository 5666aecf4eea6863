"""The command line: it greets, helps, and says in one sentence what is wrong at the start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import circlewise
from tests.bot.typist import environment


def run(home: Path, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env=environment(home) | extra,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_alone_it_greets_and_names_the_next_steps(tmp_path: Path):
    done = run(tmp_path)

    assert done.stdout.startswith("Welcome.")
    assert [line.split()[1] for line in done.stdout.splitlines() if line.startswith("  circlewise")] == [
        "demo",
        "play",
        "logbook",
    ]
    assert done.returncode == 0


def test_every_command_says_what_it_is_for():
    assert {"demo", "play", "rehearse", "logbook"} <= set(circlewise.commands)
    assert [
        name for name, command in circlewise.commands.items() if not command.help or "-" in command.help[:6]
    ] == []


def test_an_unknown_command_names_the_one_that_was_probably_meant(tmp_path: Path):
    done = run(tmp_path, "demmo")

    assert "demo" in done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize("command", [("demo", "--fast"), ("play",), ("logbook",), ("rehearse",)])
def test_a_wrong_setting_is_one_sentence(tmp_path: Path, command: tuple[str, ...]):
    done = run(tmp_path, *command, CIRCLEWISE_TIME_ZONE="Europe/Berln")

    assert done.stderr == (
        "CIRCLEWISE_TIME_ZONE is 'Europe/Berln', which is no known time zone: "
        "put a name such as Europe/Berlin or UTC there.\n"
    )
    assert done.returncode == 78


@pytest.mark.parametrize("command", ["play", "logbook"])
def test_a_file_that_is_no_database_is_one_sentence_and_stays_as_it_was(tmp_path: Path, command: str):
    file = tmp_path / "notes.txt"
    file.write_text("not a database, though long enough to be looked at " * 20)

    done = run(tmp_path, command, "--database", str(file))

    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert done.returncode == 74
    assert file.read_text().startswith("not a database")


@pytest.mark.parametrize("closed", ["<&-", ">&-", ">/dev/full"])
def test_closed_streams_and_full_disks_are_no_tracebacks(tmp_path: Path, closed: str):
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m bot play {closed}"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert "Traceback" not in done.stderr


def test_a_terminal_that_cannot_write_every_letter_gets_the_others(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--fast"],
        env=environment(tmp_path) | {"PYTHONIOENCODING": "ascii", "TMPDIR": str(tmp_path)},
        capture_output=True,
        timeout=60,
        check=True,
    )

    assert b"A circle meets" in done.stdout
    assert os.fsencode("Ren?e") in done.stdout


def test_running_without_access_says_what_to_set(tmp_path: Path):
    done = run(tmp_path, "run")

    assert done.stderr == (
        "Neither Slack nor Discord is set up: put CIRCLEWISE_SLACK_BOT_TOKEN and CIRCLEWISE_SLACK_APP_TOKEN, or "
        "CIRCLEWISE_DISCORD_TOKEN, into the environment or .env; the README says in five minutes where they come "
        "from.\n"
    )
    assert done.returncode == 78


def test_the_manifest_is_what_slack_takes(tmp_path: Path):
    here = json.loads(run(tmp_path, "manifest", "slack").stdout)
    there = json.loads(run(tmp_path, "manifest", "slack", "--http", "https://bot.example.org").stdout)
    refused = run(tmp_path, "manifest", "slack", "--http", "http://bot.example.org")

    assert here["settings"]["socket_mode_enabled"] is True
    assert there["settings"]["event_subscriptions"]["request_url"] == "https://bot.example.org/slack/events"
    assert "https://" in refused.stderr
    assert refused.returncode == 78


def test_the_doctor_names_the_cure(tmp_path: Path):
    done = run(tmp_path, "doctor")

    assert done.stdout.splitlines()[:2] == [
        "well: The database can be read; circles meet in no room yet.",
        "not well: Neither Slack nor Discord is set up.",
    ]
    assert "CIRCLEWISE_DISCORD_TOKEN" in done.stdout
    assert done.returncode == 1
