"""Plays a golden transcript on a screen: each line by pressing the button that says it, as a person would.

A platform gives a `Screen`: what one person sees on it, and their hands. The player reads a line, looks on that person's
screen for the button with this verb and number, presses it, fills in the form that opens, and hands it in. The plain
play of the same transcript (`facilitation.transcript.play`) goes beside it, line by line: it says what was to happen.
After each line the house must hold exactly the facts of the plain play, or its refusal must have been said to the one
who acted, in private, and what they had typed must still be there.

Ids, clock and luck come from the transcript; only a proceeding's id is made by the house, and then the plain play
takes it over. Circles stand as the header says, by a fact of their own (no platform has a form for a circle that has
held roles for years); founding a circle on the platform is a test of its own.

A line that no screen can say (a proposal with success criteria, where the form asks for none) goes to the desk, and
`Played.aside` names it with its reason: a test says which of them it bears.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from adapters.wording import Wording
from bot.clock import MovableClock
from bot.compose import House
from bot.config import Settings
from bot.reception import HouseReception, open_reception
from facilitation.cards import Said, msg
from facilitation.circle import circle_wake_at
from facilitation.commands import Admit, CircleCommand, Command, NoteDeparted, NoteJoined, Open, Release
from facilitation.facts import CircleFounded, Fact
from facilitation.model import Circle, CircleId, PersonId, ProceedingId
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding
from facilitation.transcript import Transcript, parse
from facilitation.transcript import stage as plain
from facilitation.transcript.build import command_of, event_of
from facilitation.transcript.notation import Clock, Deed, Event, Expect, Line, Note
from storage import agenda, log, people, projections
from storage.people import Person
from tests.adapters.attempt import Attempt
from tests.adapters.screen import Screen, squeezed

TRANSCRIPTS: Final = Path(__file__).parents[1] / "facilitation" / "transcripts"
GOLDEN: Final = tuple(sorted(p for p in TRANSCRIPTS.rglob("*.txt") if p.parent.name != "disputed"))


def story(name: str) -> Path:
    """The transcript of this name, such as `decision/adopted`."""
    return TRANSCRIPTS / f"{name}.txt"


def title_of(path: Path) -> str:
    """The name of a transcript, such as `decision/adopted`."""
    return path.relative_to(TRANSCRIPTS).with_suffix("").as_posix()


# --- what came of it ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that went to the desk, because the screen has no way to say it."""

    line: int
    why: str
    refused: bool = False
    """Whether nothing came of it there either."""


@dataclass(slots=True)
class Played:
    """What came of a transcript: how many lines were said on the screen, and which were not."""

    story: plain.Stage
    pressed: int = 0
    refused: int = 0
    aside: list[Aside] = field(default_factory=list)


class Differs(AssertionError):
    """The platform did something else than the transcript says."""


async def play_on(
    screen: Screen, transcript: Transcript, database: Path, patch: pytest.MonkeyPatch, **settings: object
) -> Played:
    """Play a transcript on a screen over a real house. Raises `Differs` at the first line that goes otherwise."""
    clock = MovableClock(transcript.clock)
    own = Settings(database=database, time_zone=ZoneInfo(transcript.zone), **settings)  # type: ignore[arg-type]
    patch.setattr("bot.lane._FIRST_WAIT", 0.01)
    async with open_reception(own, clock) as reception:
        stage = plain.found(transcript)
        await furnish(reception, screen, stage)
        player = Player(reception, clock, screen, transcript, Played(stage), patch, rooms=set(stage.circles))
        try:
            await player.play()
        finally:
            await screen.off()
        return player.played


async def furnish(reception: HouseReception, screen: Screen, stage: plain.Stage) -> None:
    """People with their accounts, circles with their rooms, all as the header says."""
    desk = reception.hall.house.desk
    for name, who in stage.people.items():
        await desk.write(people.save_person, Person(who, name))
        await desk.write(people.save_account, screen.platform, screen.account(who), who)
    for circle in stage.circles.values():
        await desk.write(_stand, circle, stage.now)
        await desk.write(people.settle, screen.room(circle), circle.id)
    await reception.hall.directory.load()
    await screen.ready(reception)
    await reception.hall.house.delivery.settled()


def _stand(db: sqlite3.Connection, circle: Circle, now: datetime) -> None:
    facts = (CircleFounded(at=now, circle=circle),)
    log.append(db, circle.id, log.EMPTY, facts, cause="transcript")
    projections.apply(db, circle.id, 1, facts)
    agenda.set_due(db, circle.id, circle_wake_at(circle))


# --- the player -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Player:
    """Goes through the lines of one transcript."""

    reception: HouseReception
    clock: MovableClock
    screen: Screen
    transcript: Transcript
    played: Played
    patch: pytest.MonkeyPatch
    voice: Wording = field(init=False)
    zone: ZoneInfo = field(init=False)
    private: dict[PersonId, list[str]] = field(default_factory=dict)
    """What each person was told alone."""
    asides: int = 0
    alike: dict[ProceedingId, int] = field(default_factory=dict)
    """How many facts of each proceeding were compared."""
    rooms: set[CircleId] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.zone = ZoneInfo(self.transcript.zone)
        names = {who: name for name, who in self.story.people.items()}
        self.voice = Wording("en", zone=self.zone, names=names, preset=self.transcript.preset)

    @property
    def house(self) -> House:
        """Where everything really happens."""
        return self.reception.hall.house

    @property
    def story(self) -> plain.Stage:
        """The plain play, as far as it has come."""
        return self.played.story

    async def play(self) -> None:
        """Play every line, and compare everything once more at the end."""
        for line in self.transcript.lines:
            await self._line(line)
        for which in self.story.logs:
            await self._same(which, self.transcript.lines[-1].line)

    async def _line(self, line: Line) -> None:
        match line:
            case Note():
                return
            case Expect():
                await self._look(line)
                return
            case Clock():
                await self._move(line)
            case Event():
                await self._from_outside(line)
            case Deed():
                await self._deed(line)
        await self._house_new_circles()
        await self.house.delivery.settled()
        for which in dict.fromkeys(target for target, _ in self.story.facts):
            if which not in self.story.circles:
                await self._same(ProceedingId(which), line.line)

    async def _house_new_circles(self) -> None:
        """A circle that a decision has made gets a room of its own."""
        for circle in [one for one in self.story.circles.values() if one.id not in self.rooms]:
            if await self.house.desk.circle(circle.id) is not None:
                self.rooms.add(circle.id)
                await self.reception.hall.open_room(circle.id, self.screen.found(circle))

    async def _same(self, which: ProceedingId, line: int) -> None:
        wanted, held = tuple(self.story.logs[which]), await self.house.desk.facts(which)
        same = self.alike.get(which, 0)
        # What one line leads to elsewhere is handed on in one order here and in another there.
        if sorted(map(repr, wanted[same:])) == sorted(map(repr, held[same:])):
            self.alike[which] = len(wanted)
        else:
            missing = [fact for fact in wanted[same:] if fact not in held[same:]]
            more = [fact for fact in held[same:] if fact not in wanted[same:]]
            said = {who: told[-1] for who, told in self.private.items() if told}
            told = f"not there: {_short(missing)}; not told: {_short(more)}; said last: {said}"
            raise Differs(f"line {line}, {which}: {told}")

    # --- time, and what comes from outside

    async def _move(self, line: Clock) -> None:
        to = line.to if isinstance(line.to, datetime) else self.clock.now() + line.to
        plain.perform(self.story, line)
        while not line.asleep:
            due = await self.house.desk.read(agenda.next_dues, 1)
            if not due or due[0].at > to:
                break
            await self._tick(max(due[0].at, self.clock.now()))
        await self._tick(to)

    async def _tick(self, to: datetime) -> None:
        self.clock.move_to(to)
        await self.house.desk.tick_due(to)

    async def _from_outside(self, event: Event) -> None:
        scene = plain.scene_of(self.story, event)
        command, about = event_of(event, scene), self.story.about(event.on)
        target, command = _of_circle(command, scene.circle.id, about)
        await self._both(event, lambda: self._by_desk(target, command))

    # --- a person acts

    async def _deed(self, deed: Deed) -> None:
        command = command_of(deed, plain.scene_of(self.story, deed))
        if seed := getattr(command, "seed", ""):
            self.patch.setattr("bot.chain.token_hex", lambda _bytes: seed)

        async def desk(target: ProceedingId | CircleId) -> list[str]:
            return await self._aside(target, command)

        attempt = Attempt(self.screen, self.story, deed, command, desk, refused=self._would_refuse(deed))
        before = await self.house.desk.read(_streams)
        told = await attempt.carry_out()
        self.private.setdefault(command.by, []).extend(told)
        if isinstance(command, Open):
            new = [one for one in await self.house.desk.read(_streams) if one not in before]
            deed = _named(deed, new, self.story)
        refused = self._in_the_story(deed)
        if attempt.aside:
            self.played.aside.append(Aside(deed.line, attempt.aside, refused=refused is not None))
            return
        self.played.pressed += 1
        if refused is not None:
            self.played.refused += 1
            self._is_told(deed, refused, "\n".join(told), attempt)

    def _is_told(self, deed: Deed, refused: Refused, told: str, attempt: Attempt) -> None:
        """A refusal is said in its own sentence, and what was written is still to be seen.

        Who presses what nobody can see may be told another reason that is just as true: the first that is found.
        """
        heard = squeezed(told)
        if not any(squeezed(one) in heard for one in self._may_be_told(deed, refused, attempt)):
            raise Differs(f"line {deed.line}: refused: {refused.reason.value}, but told: {heard!r}")
        texts = (squeezed(one) for one in attempt.typed.values() if isinstance(one, str) and " " in one)
        if lost := next((one for one in texts if one[:200] not in heard), ""):
            raise Differs(f"line {deed.line}: what was typed is lost: {lost[:200]!r}, told: {heard!r}")

    def _may_be_told(self, deed: Deed, refused: Refused, attempt: Attempt) -> Iterator[str]:
        """The sentences that say no. Whoever asks to join where they belong is told so before there is a form."""
        reasons = [refused, *(map(Refused, Reason) if attempt.invented else ())]
        yield from map(self.voice.refusal, reasons)
        if refused.reason is Reason.ALREADY_THERE:
            circle = plain.scene_of(self.story, deed).circle.name
            yield self.voice.say(msg("chat-in-already", circle=Said(circle)))

    async def _aside(self, target: ProceedingId | CircleId, command: Command) -> list[str]:
        try:
            await self._by_desk(target, command)
        except Refused as why:
            return [self.voice.refusal(why)]
        return []

    def _would_refuse(self, deed: Deed) -> bool:
        """Whether the plain play will say no, tried on a copy of its stage."""
        stage = self.story
        logs = {which: list(facts) for which, facts in stage.logs.items()}
        copy = replace(
            stage,
            circles={**stage.circles},
            proceedings={**stage.proceedings},
            titles={**stage.titles},
            logs=logs,
        )
        try:
            plain.perform(copy, deed)
        except Refused:
            return True
        return False

    def _in_the_story(self, line: Deed | Event) -> Refused | None:
        try:
            plain.perform(self.story, line)
        except Refused as why:
            return why
        return None

    async def _both(self, line: Event, act: Callable[[], Awaitable[None]]) -> None:
        refused = self._in_the_story(line)
        try:
            await act()
        except Refused as why:
            if refused is None or why.reason is not refused.reason:
                raise Differs(f"line {line.line}: refused with {why.reason}") from why

    async def _by_desk(self, target: ProceedingId | CircleId, command: Command) -> None:
        self.asides += 1
        await self.house.desk.handle(target, command, f"outside/{self.asides}", self.clock.now())

    # --- what people see

    async def _look(self, expect: Expect) -> None:
        """Only what is said in somebody's own words: the golden files name sentences of the bot by their ids."""
        if expect.look != "does not see" or expect.on:  # what one card keeps back may stand on another
            return
        who = self.story.people[expect.of]
        sight = await self.screen.around(who, self.story.main)
        seen = squeezed("\n".join((sight.words, *self.private.get(who, ()))))
        if expect.value in seen:
            raise Differs(f"line {expect.line}: {expect.of} sees {expect.value!r}")


def _short(facts: Iterable[Fact]) -> str:
    """Facts as far as one reads them: a circle in one would fill a screen."""
    return ", ".join(re.sub(r"circle=Circle\(.*?\), title", "title", repr(fact))[:300] for fact in facts)


def _streams(db: sqlite3.Connection) -> list[str]:
    return [stream for (stream,) in db.execute("SELECT id FROM proceeding ORDER BY number")]


def _named(deed: Deed, new: Sequence[str], story: plain.Stage) -> Deed:
    """The deed with the id that the house gave to what it opened."""
    if not new:
        return deed
    given = next((str(value) for key, value in deed.details if key == "id"), "")
    if given:
        story.titles[given] = ProceedingId(new[0])
    kept = tuple(pair for pair in deed.details if pair[0] != "id")
    return replace(deed, details=(*kept, ("id", new[0])))


def _of_circle(
    command: Command, circle: CircleId, about: Proceeding | None
) -> tuple[ProceedingId | CircleId, Command]:
    """Where something from outside goes: who comes and goes is the circle's business."""
    match command:
        case NoteJoined(member=member):
            return circle, Admit(member=member)
        case NoteDeparted(person=person):
            return circle, Release(person=person)
        case CircleCommand():
            return circle, command
    assert about is not None
    return about.id, command


def read(path: Path) -> Transcript:
    """The transcript of a file."""
    return parse(path.read_text(encoding="utf-8"))
