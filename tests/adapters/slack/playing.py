"""Playing a transcript in a workspace of its own."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from facilitation.transcript.notation import circle_ids, ids
from tests.adapters.playing import Played, play_on, read
from tests.adapters.slack.reading import slack_id
from tests.adapters.slack.screen import SPARE, SlackScreen
from tests.adapters.slack.standin import Town, free_port, need_standin, workspace


async def played(path: Path, folder: Path, patch: pytest.MonkeyPatch, *, http: bool = False) -> Played:
    """Play a transcript by Socket Mode or over HTTP."""
    need_standin()
    transcript = read(path)
    port = free_port() if http else 0
    people = ids(transcript.people)
    town = Town(
        people={slack_id("U", who): name for name, who in people.items()},
        channels={slack_id("C", id_): id_ for id_ in circle_ids(transcript).values()} | SPARE,
        zone=transcript.zone,
        http_url=f"http://127.0.0.1:{port}/slack/events" if http else "",
    )
    patch.setattr("adapters.slack.room.PACE", 0.0)
    async with workspace(town=town) as space:
        screen = SlackScreen(space, ZoneInfo(transcript.zone), port)
        return await play_on(screen, transcript, folder / "circle.db", patch)
