"""The golden transcripts, played through the whole Discord adapter: pressed and filled in by people in a guild."""

from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from facilitation.transcript import stage as plain
from tests.adapters.discord.world import TownScreen, at_full_speed, world
from tests.adapters.golden import check, chosen
from tests.adapters.playing import play_on, read, title_of

NOT_HERE: Final = {
    "people/texts": "what no screen can show comes back as a mark in its place",
}
"""Stories of which a line comes out otherwise here, each with the reason."""


@pytest.mark.parametrize("path", [path for path in chosen() if title_of(path) not in NOT_HERE], ids=title_of)
async def test_a_transcript_is_played_in_discord(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    transcript = read(path)
    at_full_speed(monkeypatch)
    names = {who: name for name, who in plain.found(transcript).people.items()}
    async with world(names, ZoneInfo(transcript.zone)) as discord:
        came = await play_on(TownScreen(discord), transcript, tmp_path / "circle.db", monkeypatch)
    check(came, path)
