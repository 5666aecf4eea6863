"""A dozen golden transcripts with the shipped program in its own process, over HTTP and a websocket.

Three of them usually, all with `GOLDEN=all` in the environment.
"""

import os
from pathlib import Path

import pytest

from tests.adapters.discord.wired import play_wired
from tests.adapters.golden import check
from tests.adapters.playing import story

EVERYTHING = os.environ.get("GOLDEN") == "all"
DOZEN = (
    "decision/adopted",
    "meeting/few-present",
    "objections/amendment-gone",
    "absent/silence",
    "after/concerns",
    "circles/one-person",
    "decision/driver-consent",
    "decision/withdrawn",
    "meeting/minutes-live",
    "objections/moot",
    "roles/alone",
    "selection/withdrawn",
)


@pytest.mark.parametrize("name", DOZEN if EVERYTHING else DOZEN[:3])
async def test_a_transcript_is_played_with_the_shipped_program(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    check(await play_wired(story(name), tmp_path, monkeypatch), story(name))


@pytest.mark.parametrize(
    "name", ["decision/withdrawn", "objections/moot"] if EVERYTHING else ["decision/withdrawn"]
)
async def test_a_transcript_is_played_while_the_program_is_killed_again_and_again(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    check(await play_wired(story(name), tmp_path, monkeypatch, killing=4), story(name))
