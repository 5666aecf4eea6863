"""A bot that is killed again and again while people act: run by `test_crash` as a process of its own.

It loads everything once, then forks one bot after another. Each goes on where the last one was killed, sends
again what was not answered, and lets people do whatever they may. The platform and the list of what was sent
and answered are plain files, so they outlive every bot, as a chat would.
"""

import asyncio
import base64
import json
import os
import pickle
import random
import signal
import sys
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from adapters.port import MessageGone, RemoteId, SlowDown, Unavailable
from bot.clock import MovableClock
from bot.compose import House, open_house
from bot.config import Settings
from bot.lane import digest_of
from facilitation.cards import Card
from facilitation.commands import Command
from facilitation.model import CircleId, ProceedingId
from facilitation.refusals import Refused
from tests.storage.walking import START, Walk, circle, found, propose

KITCHEN = CircleId("c-kitchen")
PROCEEDINGS = tuple(ProceedingId(f"p-{number}") for number in range(4))


class Lines:
    """A file of lines of JSON; each line is written at once, so a kill cuts between lines."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, **line: object) -> None:
        with self.path.open("ab", buffering=0) as file:
            file.write(json.dumps(line).encode() + b"\n")

    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def read(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in self.path.read_text().splitlines()] if self.path.exists() else []


class LastingRoom:
    """A room whose messages lie in a file. It is slow, loses answers and asks to wait, as chats do."""

    key = "lasting:1"
    pace = 0.0

    def __init__(self, lines: Lines, dice: random.Random) -> None:
        self.lines, self.dice = lines, dice

    async def post(self, card: Card, under: RemoteId | None) -> RemoteId:
        await self._trouble()
        remote = f"m{len(self.lines.read())}"
        self.lines.add(verb="post", key=card.key, remote=remote, digest=digest_of(card), under=under)
        await self._answer()
        return RemoteId(remote)

    async def update(self, remote: RemoteId, card: Card) -> None:
        await self._trouble()
        if not any(line["remote"] == remote for line in self.lines.read()):
            raise MessageGone
        self.lines.add(verb="update", key=card.key, remote=remote, digest=digest_of(card))
        await self._answer()

    async def delete(self, remote: RemoteId) -> None:
        raise NotImplementedError

    async def find(self, card: Card, under: RemoteId | None, since: datetime) -> RemoteId | None:
        posted = (line for line in self.lines.read() if (line["verb"], line["key"]) == ("post", card.key))
        return next((RemoteId(line["remote"]) for line in posted), None)

    async def _trouble(self) -> None:
        await asyncio.sleep(self.dice.random() * 0.004)
        if self.dice.random() < 0.05:
            raise SlowDown(0.01)

    async def _answer(self) -> None:
        await asyncio.sleep(self.dice.random() * 0.004)
        if self.dice.random() < 0.03:
            raise Unavailable


class Trial:
    """The folder of one trial, and what one bot does in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "circlewise.db"
        self.messages = Lines(folder / "messages")
        self.sent = Lines(folder / "sent")

    def unanswered(self) -> list[dict[str, str]]:
        lines = self.sent.read()
        answered = {line["delivery"] for line in lines if line["verb"] == "answered"}
        return [line for line in lines if line["verb"] == "sent" and line["delivery"] not in answered]

    async def live(self, number: int, *, last: bool) -> None:
        """Be one bot: for ever, or, if it is the last one, until everything is done that was begun."""
        dice, clock = random.Random(number), MovableClock(START + timedelta(days=2 * number))  # noqa: S311 - repeatable
        async with open_house(Settings(database=self.database), clock) as house:
            await house.delivery.attach(KITCHEN, LastingRoom(self.messages, dice))
            for line in self.unanswered():
                command = pickle.loads(base64.b64decode(line["command"]))  # noqa: S301 - our own, just written
                await self.act(house, clock, line["delivery"], line["target"], command, again=True)
            if last:
                await house.desk.tick_due(clock.now())
                await house.delivery.settled()
                return
            await asyncio.gather(*(self.people(house, clock, number, who, dice) for who in range(3)))

    async def people(
        self, house: House, clock: MovableClock, number: int, who: int, dice: random.Random
    ) -> None:
        for act in range(1_000_000):
            clock.move(timedelta(minutes=7))
            target = dice.choice(PROCEEDINGS)
            command = await self.next_command(house, target, dice, clock.now())
            await self.act(house, clock, f"{number}.{who}.{act}", target, command)
            await asyncio.sleep(0)

    async def next_command(
        self, house: House, id_: ProceedingId, dice: random.Random, now: datetime
    ) -> Command:
        walk = Walk(now=now, p=await house.desk.proceeding(id_))
        walk.dice = dice
        return propose(circle(), id_) if walk.p is None else walk.act()

    async def act(  # noqa: PLR0913, PLR0917 - what a delivery consists of
        self,
        house: House,
        clock: MovableClock,
        delivery: str,
        target: str,
        command: Command,
        again: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        if not again:
            packed = base64.b64encode(pickle.dumps(command)).decode()
            self.sent.add(verb="sent", delivery=delivery, target=target, command=packed)
        try:
            answer = await house.desk.handle(ProceedingId(target), command, delivery, clock.now())
            facts = [type(fact).__name__ for fact in answer.facts]
        except Refused:
            facts = None
        self.sent.add(verb="answered", delivery=delivery, target=target, facts=facts)


def main(folder: Path, seconds: float) -> None:
    """Kill bots for so many seconds, then let one live to the end. Prints how many were killed."""
    trial, dice = Trial(folder), random.Random(folder.name)  # noqa: S311 - repeatable
    asyncio.run(_found(trial))
    killed, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        child = os.fork()
        if child == 0:
            _be(trial, killed + 1, last=False)
        _await_a_moment(trial, dice)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        killed += 1
    child = os.fork()
    if child == 0:
        _be(trial, killed + 1, last=True)
    _, status = os.waitpid(child, 0)
    sys.stdout.write(str(killed))
    sys.stdout.flush()
    sys.exit(os.waitstatus_to_exitcode(status))


def _await_a_moment(trial: Trial, dice: random.Random) -> None:
    """Mostly when people are acting, now and then while the bot is still starting."""
    if dice.random() < 0.8:
        size, patience = trial.sent.size(), time.monotonic() + 3
        while trial.sent.size() == size and time.monotonic() < patience:
            time.sleep(0.001)
    time.sleep(dice.random() * 0.15)


def _be(trial: Trial, number: int, *, last: bool) -> None:
    try:
        asyncio.run(trial.live(number, last=last))
    except BaseException:  # noqa: BLE001 - a forked child must never return into its parent's code
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


async def _found(trial: Trial) -> None:
    async with open_house(Settings(database=trial.database), MovableClock(START)) as house:
        with suppress(Refused):
            await house.desk.handle(KITCHEN, found(), "found", START)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
