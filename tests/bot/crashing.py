"""A bot that is killed again and again while people act: `python -m tests.bot.crashing` (or `make crash`).

A trial has a seed. From it follow the script of what people do and when (`crash_script`), the moods of the chat,
and the plan of the kills: after how many lines written by bot or chat, and how long after. What the machine does
in between does not follow from it, so a trial that is run again meets the same story and nearly the same moments.

Four of five seconds of a start are spent on imports. So a keeper imports everything once, never opens anything
and never has a second thread, and forks one bot after another: each a process of its own with everything a start
does after its imports. Every so often one is started from nothing instead.

The chat and the notes of what was begun and answered are plain files, so they outlive every bot, as a chat would.
Everything else a bot knows after its start it knows from the database.

A bot that does nothing for two minutes ends the trial, and first it tells what each of its tasks and threads is
at: such a thing is rare, and may not come again.
"""

from __future__ import annotations

import argparse
import asyncio
import faulthandler
import json
import logging
import os
import pickle
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from adapters.port import MessageGone, RemoteId, SlowDown, Unavailable
from bot import lane
from bot.clock import MovableClock
from bot.compose import House, open_house
from bot.config import Settings
from bot.pictures import digest_of
from facilitation.cards import Card
from facilitation.commands import Command
from facilitation.model import CircleId
from facilitation.refusals import Refused
from storage import agenda, circles
from storage.faults import InUse
from tests.bot.crash_script import Round, Script, written

ROOT: Final = Path(__file__).parents[2]
REFUSED_ENTRY: Final = 75  # how a bot ends that found another one in its place
AFTER: Final = 4  # rounds played undisturbed after the last kill
FROM_NOTHING: Final = 40  # one of so many starts is without the keeper
FROZEN: Final = 33  # and one of so many bots is frozen before it is killed
PATIENCE: Final = 120.0  # seconds: a start from nothing, on a machine that is busy with other things


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

    pace = 0.0

    def __init__(self, circle: CircleId, folder: Path, dice: random.Random | None) -> None:
        self.key = f"lasting:{circle}"
        self.lines, self.dice = Lines(folder / f"messages-{circle}"), dice
        self.posted = {line["key"]: line["remote"] for line in self.lines.read() if line["verb"] == "post"}
        self.count = sum(line["verb"] == "post" for line in self.lines.read())

    async def post(self, card: Card, under: RemoteId | None) -> RemoteId:
        await self._trouble()
        remote, self.count = f"m{self.count}", self.count + 1
        self.lines.add(verb="post", key=card.key, remote=remote, digest=digest_of(card), under=under)
        self.posted[card.key] = remote
        await self._answer()
        return RemoteId(remote)

    async def update(self, remote: RemoteId, card: Card) -> None:
        await self._trouble()
        if remote not in self.posted.values():
            raise MessageGone
        self.lines.add(verb="update", key=card.key, remote=remote, digest=digest_of(card))
        await self._answer()

    async def delete(self, remote: RemoteId) -> None:
        raise NotImplementedError

    async def find(self, card: Card, under: RemoteId | None, since: datetime) -> RemoteId | None:
        await self._trouble()
        remote = self.posted.get(card.key)
        return None if remote is None else RemoteId(remote)

    async def _trouble(self) -> None:
        if self.dice is not None:
            await asyncio.sleep(self.dice.random() * 0.003)
            if self.dice.random() < 0.05:
                raise SlowDown(0.002) if self.dice.random() < 0.7 else Unavailable

    async def _answer(self) -> None:
        if self.dice is not None:
            await asyncio.sleep(self.dice.random() * 0.003)
            if self.dice.random() < 0.05:
                raise Unavailable


@dataclass
class Trial:
    """The folder of one trial, and what one bot does in it.

    One that `follows` another plays no further than that one has come, in a chat that answers everything.
    """

    folder: Path
    script: Script
    follows: Trial | None = None
    notes: Lines = field(init=False)

    def __post_init__(self) -> None:
        self.notes = Lines(self.folder / "notes")

    @property
    def database(self) -> Path:
        return self.folder / "circlewise.db"

    def lines(self) -> list[Path]:
        """The files that grow while a bot is at work."""
        return [self.notes.path, *self.folder.glob("messages-*")]

    def begun(self) -> int:
        """The round that was begun last."""
        return max((int(line["round"]) for line in self.notes.read() if line["verb"] == "round"), default=-1)

    def answered(self) -> dict[str, list[str] | None]:
        """By delivery, the kinds of facts that were acknowledged; None for a refusal."""
        return {line["delivery"]: line["facts"] for line in self.notes.read() if line["verb"] == "answered"}

    async def live(self, number: int, stop: int) -> None:
        """Be one bot: go on where the last one was killed, until so many rounds are played."""
        dice = random.Random(f"{self.script.seed}/{number}") if self.follows is None else None  # noqa: S311 - repeatable
        begun, answered = max(self.begun(), 0), set(self.answered())
        clock = MovableClock(self.script.rounds[begun].at)
        async with open_house(Settings(database=self.database), clock) as house:
            met = await self.meet(house, dice, frozenset())
            for index in range(begun, stop):
                if self.follows is not None and not await self.follows.comes_to(index):
                    break
                await self.play(house, clock, index, answered)
                met = await self.meet(house, dice, met)
                await self.shown(house)

    async def meet(
        self, house: House, dice: random.Random | None, met: frozenset[CircleId]
    ) -> frozenset[CircleId]:
        """Give a room to each circle that has none yet, those that were formed meanwhile as well."""
        there = frozenset(one.id for one in await house.desk.read(circles.circles))
        for circle in sorted(there - met):
            await house.delivery.attach(circle, LastingRoom(circle, self.folder, dice))
        return there

    async def comes_to(self, index: int) -> bool:
        """Wait until the bots of this trial begin a round; False if the trial ends before it."""
        while not (end := self.folder / "rounds").exists():
            if self.begun() >= index:
                return True
            await asyncio.sleep(0.05)
        return index < int(end.read_text())

    async def play(self, house: House, clock: MovableClock, index: int, answered: set[str]) -> None:
        """One round: time moves on, people act at once, and whatever is due is waited for."""
        each: Round = self.script.rounds[index]
        self.notes.add(verb="round", round=index)
        clock.move_to(each.at)
        unanswered = (act for act in each.acts if act[0] not in answered)
        await asyncio.gather(*(self.act(house, clock, *act) for act in unanswered))
        desk = house.desk
        while any(due.at <= each.at for due in await desk.read(agenda.next_dues, 1)):  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0.001)

    async def act(
        self, house: House, clock: MovableClock, delivery: str, target: CircleId, command: Command
    ) -> None:
        try:
            answer = await house.desk.handle(target, command, delivery, clock.now())
            facts = [type(fact).__name__ for fact in answer.facts]
        except Refused:
            facts = None
        self.notes.add(verb="answered", delivery=delivery, facts=facts)

    async def shown(self, house: House) -> None:
        await house.desk.write(lambda _: None)  # behind everything that was committed: so all of it was told
        await house.delivery.settled()


@dataclass
class Report:
    """What a trial was like."""

    seed: str
    kills: int = 0
    freezes: int = 0
    turned_away: int = 0
    from_nothing: int = 0
    rounds: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"seed {self.seed}: {self.kills} kills ({self.from_nothing} of bots started from nothing), "
            f"{self.freezes} freezes ({self.turned_away} second bots turned away), {self.rounds} rounds, "
            f"{self.seconds:.0f} s"
        )


class Keeper:
    """Forks bots and ends them. Has one thread, and no database open."""

    def __init__(self, trial: Trial, kills: int, frozen_for: float, patience: float = PATIENCE) -> None:
        self.trial, self.kills, self.frozen_for, self.patience = trial, kills, frozen_for, patience
        self.dice = random.Random(f"{trial.script.seed}/kills")  # noqa: S311 - repeatable
        self.report = Report(trial.script.seed)

    def run(self) -> Report:
        """Kill so many bots, then let one play to the end."""
        began, stop = time.monotonic(), len(self.trial.script.rounds) - AFTER
        self.end(self.fork(0, self.trial.script.opening))
        while self.report.kills < self.kills:
            number = self.report.kills + 1
            bot = self._from_nothing(number, stop) if number % FROM_NOTHING == 0 else self.fork(number, stop)
            if number % FROZEN == 0:
                self._await_lines(1, bot)  # so that it has its place
                self._freeze(bot, number)
            self._await_a_moment(bot)
            os.kill(bot, signal.SIGKILL)
            _, status = os.waitpid(bot, 0)
            if not os.WIFSIGNALED(status):
                raise RuntimeError("a bot came to an end by itself")
            self.report.kills += 1
        self.report.rounds = self.trial.begun() + AFTER
        self.end(self.fork(self.kills + 1, self.report.rounds))
        self.report.seconds = time.monotonic() - began
        return self.report

    def fork(self, number: int, stop: int) -> int:
        """One more bot, which is the given one in the trial's count."""
        bot = os.fork()
        if bot == 0:
            _be(self.trial, number, stop)
        return bot

    def _from_nothing(self, number: int, stop: int) -> int:
        self.report.from_nothing += 1
        command = [
            sys.executable,
            "-m",
            "tests.bot.crashing",
            "--be",
            self.trial.folder,
            str(number),
            str(stop),
        ]
        return subprocess.Popen(command, cwd=ROOT).pid

    def _freeze(self, bot: int, number: int) -> None:
        """Stop a bot for a while; another one that wants its place meanwhile must not get it."""
        os.kill(bot, signal.SIGSTOP)
        self.report.freezes += 1
        began = time.monotonic()
        _, status = os.waitpid(self.fork(number, len(self.trial.script.rounds)), 0)
        if os.waitstatus_to_exitcode(status) != REFUSED_ENTRY:
            raise RuntimeError("a second bot was let in")
        self.report.turned_away += 1
        time.sleep(max(0.0, self.frozen_for - (time.monotonic() - began)))
        os.kill(bot, signal.SIGCONT)

    def _await_a_moment(self, bot: int) -> None:
        """Mostly somewhere in the middle of work, now and then while the bot is still starting."""
        if self.dice.random() < 0.15:
            time.sleep(self.dice.random() * 0.04)
        else:
            self._await_lines(self.dice.randint(1, 25), bot)
            time.sleep(self.dice.random() * 0.004)

    def _await_lines(self, lines: int, bot: int) -> None:
        """Until bot and chat have written so much more, or the bot makes no progress."""
        files = self.trial.lines()
        patience = time.monotonic() + self.patience
        begin = _written(files)
        while _written(files) < begin + lines * 100:  # about the length of a line
            if time.monotonic() > patience:
                self._question(bot)
                raise RuntimeError("a bot does nothing")
            if os.waitpid(bot, os.WNOHANG) != (0, 0):
                raise RuntimeError("a bot came to an end by itself")
            time.sleep(0.0005)

    def _question(self, bot: int) -> None:
        """Let a bot tell on the error stream what it is at, and end it."""
        os.kill(bot, signal.SIGUSR1)  # its tasks, if its loop still turns
        time.sleep(min(2.0, self.patience))
        os.kill(bot, signal.SIGABRT)  # its threads, whatever they do
        time.sleep(min(2.0, self.patience))
        os.kill(bot, signal.SIGKILL)
        os.waitpid(bot, 0)

    def end(self, bot: int) -> None:
        """Wait for a bot that is to come to its own end."""
        _, status = os.waitpid(bot, 0)
        if os.waitstatus_to_exitcode(status) != 0:
            raise RuntimeError("a bot failed")


def _written(files: list[Path]) -> int:
    total = 0
    for path in files:
        with suppress(FileNotFoundError):
            total += path.stat().st_size
    return total


async def _answering(life: Coroutine[None, None, None]) -> None:
    """A bot's life, in which it tells what its tasks wait for when it is asked."""
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, _tell_tasks)
    await life


def _tell_tasks() -> None:
    """Each task with every coroutine it waits in; asyncio itself tells only of the outermost."""
    for task in asyncio.all_tasks():
        lines, at = [task.get_name()], task.get_coro()
        while frame := getattr(at, "cr_frame", None):
            lines.append(
                f'File "{frame.f_code.co_filename}", line {frame.f_lineno}, in {frame.f_code.co_name}'
            )
            at = getattr(at, "cr_await", None)
        sys.stderr.write("\n  ".join([*lines, f"for {at}"]) + "\n")
    sys.stderr.flush()


def _be(trial: Trial, number: int, stop: int) -> None:
    faulthandler.enable()  # so that SIGABRT shows what each thread is at
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)  # until there is a loop
    lane._FIRST_WAIT = 0.01  # patience with a chat, shortened as everything here is
    logging.getLogger(lane.__name__).setLevel(logging.ERROR)  # that a chat does not answer is no news here
    try:
        asyncio.run(_answering(trial.live(number, stop)))
    except InUse:
        os._exit(REFUSED_ENTRY)
    except BaseException:  # noqa: BLE001 - a forked child must never return into its parent's code
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def tried(folder: Path, seed: str, kills: int, frozen_for: float) -> tuple[Trial, Trial, Report]:
    """One trial with kills, and beside it the same script played by one bot that nothing happens to."""
    script = written(seed, 3 * kills + 50)
    trial = Trial(folder / "killed", script)
    calm = Trial(folder / "undisturbed", script, follows=trial)
    for each in (trial, calm):
        each.folder.mkdir(parents=True)
    (folder / "script").write_bytes(pickle.dumps(script))
    keeper = Keeper(trial, kills, frozen_for)
    undisturbed = Keeper(calm, 0, 0.0).fork(0, len(script.rounds))
    try:
        report = keeper.run()
    except BaseException:
        os.kill(undisturbed, signal.SIGKILL)
        raise
    (trial.folder / "rounds").write_text(str(report.rounds))
    keeper.end(undisturbed)
    return trial, calm, report


def script_in(folder: Path) -> Script:
    """The script of a trial that is kept in a folder."""
    script = pickle.loads((folder / "script").read_bytes())  # noqa: S301 - our own, just written
    assert isinstance(script, Script)
    return script


def main() -> None:
    """Trials in a row, each of up to 200 kills; says at the end of each what it was like and what was wrong."""
    from tests.bot.crash_verdict import faults_of  # noqa: PLC0415 - opens databases, which a bot must not inherit

    if sys.argv[1:2] == ["--be"]:
        _be(Trial(Path(sys.argv[2]), script_in(Path(sys.argv[2]).parent)), *map(int, sys.argv[3:5]))
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--each", type=int, default=200, help="kills of one trial")
    options.add_argument("--seed", default=str(time.time_ns() % 1_000_000))
    options.add_argument("--frozen-for", type=float, default=2.0, help="seconds a bot is frozen")
    options.add_argument("--keep", type=Path, help="a folder in which everything is left to look at")
    chosen = options.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        for number in range((chosen.kills + chosen.each - 1) // chosen.each):
            seed = chosen.seed if number == 0 else f"{chosen.seed}.{number}"
            folder = (chosen.keep or Path(scratch)) / seed
            trial, calm, report = tried(folder, seed, min(chosen.each, chosen.kills), chosen.frozen_for)
            faults = faults_of(trial, calm, report.rounds)
            wrong += len(faults)
            sys.stdout.write("\n  ".join([f"{report}: {len(faults)} faults", *faults]) + "\n")
            sys.stdout.flush()
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
