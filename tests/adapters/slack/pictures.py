"""Pictures of Slack as the stand-in draws it: `python -m tests.adapters.slack.pictures FOLDER`. Needs Chromium.

The stand-in shows no questions whether something is meant, and dates in Slack's own notation, so here they are words.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

import pytest

from adapters.slack.text import Voices, escaped
from tests.adapters.slack.evening import ANA, BO, CHANNEL, CIRCLE, CY, Evening, evening
from tests.adapters.slack.reading import slack_id

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--virtual-time-budget=4000",
)
STORY = """circle: Kitchen
aim: A warm lunch for everyone in the house
preset: sofa
people: Ana (facilitator), Bo, Cy
clock: 2026-03-02 10:00

Ana proposes "Soup on Fridays": On Fridays whoever is free by eleven cooks one big pot of soup for all.
Bo passes
Cy passes
Bo speaks: It would get us to one table once a week.
Ana speaks: And it is cheap.
Cy speaks: Good, as long as it is not always the same two who cook.
Ana redrafts: On Fridays two people cook one big pot of soup for all, in turns by a list on the door.
Ana lets the text stand
"""


async def taken(space_port: int, to: Path, size: str = "1000,760") -> None:
    """A picture of what is open."""
    with tempfile.TemporaryDirectory() as profile:
        command = (*FLAGS, f"--user-data-dir={profile}", f"--window-size={size}", f"--screenshot={to}")
        browser = await asyncio.create_subprocess_exec(
            "chromium", *command, f"http://127.0.0.1:{space_port}/", stderr=asyncio.subprocess.DEVNULL
        )
        await asyncio.wait_for(browser.wait(), 60)


async def only(one: Evening, *words: str) -> None:
    """Take away all messages but the newest with such words, so that a picture shows what it is about."""
    messages = await one.space.messages(CHANNEL)
    kept = [[m["ts"] for m in messages if word in m["text"]][-1] for word in words]
    for message in (m for m in messages if m["ts"] not in kept):
        await one.space.control("delete-message", channel=CHANNEL, ts=message["ts"], user=message["user"])


async def main(folder: Path) -> None:
    """A consent question, what waits for Ana, the decision, and a proposal being written."""
    patch = pytest.MonkeyPatch()
    patch.setattr(Voices, "_date", lambda self, number: escaped(self._dates[number][1]))
    with tempfile.TemporaryDirectory() as place:
        async with evening(Path(place), patch, STORY) as one:
            await one.screen.say(ANA, CIRCLE, "")
            await only(one, "Silence is not consent", "What waits for you")
            await taken(one.space.port, folder / "slack-waits.png", "1000,820")
            await one.press(CY, "Consent")
            sight = await one.press(BO, "Object")
            assert sight.sheet is not None
            await one.screen.submit(
                BO, sight.sheet, {"text": "Some of us cannot eat at noon. They would go without."}
            )
            await one.settled()
            await only(one, "Silence is not consent")
            await taken(one.space.port, folder / "slack-consent.png", "1000,620")
            for who in (CY, BO, ANA):
                await one.press(who, "Consent")
            await one.settled()
            await only(one, "Decided")
            await taken(one.space.port, folder / "slack-decision.png", "1000,520")
            await one.screen.space.control(
                "command", channel=CHANNEL, user=slack_id("U", ANA), command="/circle", text="propose"
            )
            await asyncio.sleep(2)
            await taken(one.space.port, folder / "slack-proposal.png", "1000,900")
    patch.undo()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
