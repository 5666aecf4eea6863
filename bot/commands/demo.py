"""`circlewise demo`: a circle holds its meeting, shown as a member of the circle sees it.

What is played is a transcript that comes with the package, and everything it passes through is the real
thing: the desk, a database file of its own, the delivery and a room. Only the clock is moved by hand.
"""

from __future__ import annotations

import asyncio
import shlex
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from adapters.terminal import render
from adapters.terminal.client import Screen, TerminalRoom
from adapters.wording import Wording
from bot.chain import Target
from bot.clock import MovableClock
from bot.compose import House, open_house
from bot.config import Settings
from facilitation.cards import Kind, Said, Who, msg
from facilitation.commands import Act, CircleAct, Found, Open
from facilitation.model import CircleId, Member, PersonId
from facilitation.refusals import Refused
from facilitation.state import Proceeding
from facilitation.transcript import Transcript, parse
from facilitation.transcript.build import command_of
from facilitation.transcript.notation import Clock, Deed, Line, Note, circle_id, ids
from facilitation.transcript.phrases import BY_VERB
from facilitation.transcript.stage import Stage as Story
from facilitation.transcript.stage import found as told
from facilitation.transcript.stage import perform, scene_of
from facilitation.view import receipt
from storage.people import Person, save_person

SCRIPT: Final = Path(__file__).parents[1] / "demo" / "meeting.circle"
OVER_THE_SHOULDER: Final = "Renée"
"""Whose eyes the demonstration looks through."""
A_WORD: Final = 0.09
"""Seconds to read a word: names and lists are seen at a glance, so this is quicker than prose is read."""


BETWEEN: Final = timedelta(seconds=20)
"""What passes between two acts, as the logbook tells it afterwards."""


class Broken(Exception):
    """The transcript cannot be played as it stands."""


def scripts() -> tuple[Path, ...]:
    """The transcripts that come with the package."""
    return tuple(sorted(SCRIPT.parent.glob("*.circle")))


@dataclass(slots=True)
class Stage:
    """What the demonstration is played on."""

    house: House
    clock: MovableClock
    screen: Screen
    voice: Wording
    people: dict[str, PersonId]
    circle: CircleId
    watched: PersonId
    story: Story
    """The same transcript, played beside the house: it knows which lines are about what."""
    count: int = 0


async def run(settings: Settings, screen: Screen, script: Path = SCRIPT) -> Path:
    """Play the demonstration, and return where it is stored."""
    transcript = parse(script.read_text(encoding="utf-8"))  # noqa: ASYNC240 - one small file, before anything runs
    where = Path(tempfile.mkdtemp(prefix="circlewise-demo-")) / "circlewise.db"
    clock = MovableClock(transcript.clock)
    own = settings.model_copy(update={"database": where, "time_zone": ZoneInfo(transcript.zone)})
    try:
        async with open_house(own, clock) as house:
            await _play(await _stage(house, clock, screen, transcript), transcript)
    finally:
        if asyncio.current_task() and asyncio.current_task().cancelling():  # type: ignore[union-attr]
            screen.leave()
    return where


async def _stage(house: House, clock: MovableClock, screen: Screen, transcript: Transcript) -> Stage:
    people = ids(transcript.people)
    voice = Wording(
        house.settings.language,
        zone=house.settings.time_zone,
        names={who: name for name, who in people.items()},
        preset=transcript.preset,
        insert=render.insert,
    )
    for name, who in people.items():
        await house.desk.write(save_person, Person(who, name))
    found = founding(transcript)
    await house.desk.handle(found.id, found, "demo/found", clock.now())
    story = told(transcript)
    stage = Stage(house, clock, screen, voice, people, found.id, people[OVER_THE_SHOULDER], story)
    seats = tuple(people.values())
    await house.delivery.attach(
        found.id, TerminalRoom("terminal:demo", screen, voice, seats, lambda card: card.to == stage.watched)
    )
    return stage


def founding(transcript: Transcript) -> Found:
    """The circle of a transcript, founded."""
    people = ids(transcript.people)
    return Found(
        id=circle_id(transcript),
        name=transcript.circle,
        aim=transcript.aim,
        members=tuple(
            Member(person=people[one.name], standing=one.standing, duties=one.duties)
            for one in transcript.people
            if one.standing is not None
        ),
        preset=transcript.preset,
        overrides=transcript.settings,
        domains=transcript.domains,
        practice=transcript.practice,
    )


async def _play(stage: Stage, transcript: Transcript) -> None:
    stage.screen.board(
        [render.Row(Kind.TITLE, stage.voice.say(msg("demo-title"))), *_prose(transcript.notes)], ()
    )
    await stage.screen.rest()
    for line in transcript.lines:
        if stage.screen.gone:
            return
        await _line(stage, line)


def _prose(notes: tuple[str, ...]) -> Iterator[render.Row]:
    yield from (render.Row(Kind.NOTE, note) for note in notes)


async def _line(stage: Stage, line: Line) -> None:
    match line:
        case Note(text=text):
            stage.screen.line()
            stage.screen.line(text, Kind.LEAD)
            await stage.screen.rest()
        case Clock(to=to):
            stage.clock.move_to(to if isinstance(to, datetime) else stage.clock.now() + to)
            stage.story.now = stage.clock.now()
        case Deed():
            await _do(stage, line)
        case _:
            return


async def _do(stage: Stage, deed: Deed) -> None:
    story = stage.story
    story.now = stage.clock.now() + BETWEEN
    about, command = story.about(deed.on), command_of(deed, scene_of(story, deed))
    stage.count += 1
    stage.clock.move(BETWEEN)
    label = stage.voice.label(BY_VERB[deed.verb].command.__name__, deed.about[0] if deed.about else None)
    stage.screen.act(stage.voice.name(command.by), label, command.by, tuple(stage.people.values()))
    try:
        perform(story, deed)
        target = _target(story, command, about)
        answer = await stage.house.desk.handle(target, command, f"demo/{stage.count}", stage.clock.now())
    except Refused as why:
        raise Broken(f"{deed.line}: {stage.voice.refusal(why)}") from why
    await stage.house.delivery.settled()
    if command.by == stage.watched and answer.proceeding is not None:
        said = stage.voice.say(receipt(answer.proceeding, answer.facts, command.by))
        stage.screen.line()
        stage.screen.line(stage.voice.say(msg("terminal-receipt", person=Who(command.by), said=Said(said))))
    await stage.screen.rest()


def _target(story: Story, command: Act | CircleAct, about: Proceeding | None) -> Target:
    if isinstance(command, Open):
        return command.id
    if isinstance(command, CircleAct) or about is None:
        return story.main
    return about.id


def epilogue(screen: Screen, voice: Wording, where: Path) -> None:
    """What to do next."""
    database = f"--database {shlex.quote(str(where))}"
    screen.line()
    screen.line(voice.say(msg("demo-end")), Kind.LEAD)
    screen.line(voice.say(msg("demo-stored", path=str(where))))
    screen.write(f"\n    circlewise minutes {database} 1\n    circlewise logbook {database} show 1\n\n")
    screen.line(voice.say(msg("demo-next")))
