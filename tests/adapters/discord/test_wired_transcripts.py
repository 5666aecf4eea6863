"""A dozen golden transcripts with the shipped program in its own process, over HTTP and a websocket."""

from pathlib import Path

import pytest

from tests.adapters.discord.wired import play_wired
from tests.adapters.golden import check
from tests.adapters.playing import story

DOZEN = (
    "absent/silence",
    "after/concerns",
    "circles/one-person",
    "decision/adopted",
    "decision/driver-consent",
    "decision/withdrawn",
    "meeting/few-present",
    "meeting/minutes-live",
    "objections/amendment-gone",
    "objections/moot",
    "roles/alone",
    "selection/two",
)


@pytest.mark.parametrize("name", DOZEN)
async def test_a_transcript_is_played_with_the_shipped_program(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    check(await play_wired(story(name), tmp_path, monkeypatch), story(name))


@pytest.mark.parametrize("name", ["decision/adopted", "objections/moot"])
async def test_a_transcript_is_played_while_the_program_is_killed_again_and_again(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    check(await play_wired(story(name), tmp_path, monkeypatch, killing=4), story(name))
