"""Help at the keyboard that changes nothing: who is there, the whole text, why there is this step, what words mean."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from adapters.reading.vocabulary import vocabulary
from adapters.terminal import render
from adapters.terminal.client import Screen
from adapters.terminal.parse import AIDS
from adapters.terminal.render import Row
from adapters.wording import Wording, ids
from facilitation.cards import Kind, Many, Said, Who, msg
from facilitation.model import Circle
from facilitation.proceeding import waiting
from facilitation.state import Proceeding
from facilitation.view import script, why

Tell = Callable[[Proceeding, Wording], Iterator[Row]]


def show(name: str, p: Proceeding, screen: Screen, voice: Wording) -> None:
    """Show one kind of help."""
    screen.rows(_TELLS[name](p, voice), tuple(m.person for m in p.circle.members))


def _help(_p: Proceeding, voice: Wording) -> Iterator[Row]:
    return _everything(voice)


AT_TABLE: Final = ("help", "more", "board", "who", "words", "as", "quit")
"""What helps while nothing is chosen yet."""


def _everything(voice: Wording, names: tuple[str, ...] = AIDS) -> Iterator[Row]:
    yield Row(Kind.LEAD, voice.say(msg("play-help")))
    for name in names:
        word = vocabulary(voice, f"terminal-aid-{name}")[0]
        yield Row(Kind.TEXT, f"{word:<9} {voice.say(msg(f'terminal-aid-{name}.hint'))}")
    yield Row(Kind.NOTE, voice.say(msg("terminal-long-hint")))


def _why(p: Proceeding, voice: Wording) -> Iterator[Row]:
    yield Row(Kind.NOTE, voice.say(why(p)))


def _script(p: Proceeding, voice: Wording) -> Iterator[Row]:
    yield from render.rows(script(p), voice)


def of_circle(name: str, circle: Circle, screen: Screen, voice: Wording) -> None:
    """Show the help there is without anything under way: `help`, `words`, `who`."""
    tells: dict[str, Callable[[Wording], Iterator[Row]]] = {
        "help": partial(_everything, names=AT_TABLE),
        "words": _glossary,
        "who": partial(_members, circle),
    }
    screen.rows(tells[name](voice), tuple(m.person for m in circle.members))


def _members(circle: Circle, voice: Wording) -> Iterator[Row]:
    yield Row(Kind.LEAD, voice.say(msg("ui-members-title", circle=Said(circle.name))))
    for member in circle.members:
        standing = msg(f"standing-{member.standing.value.replace(' ', '-')}")
        duties = ", ".join(voice.say(msg(f"duty-{duty.value}")) for duty in member.duties)
        name = "ui-member-duties" if duties else "ui-member"
        yield Row(
            Kind.LIST, voice.say(msg(name, person=Who(member.person), standing=standing, duties=duties))
        )


def _who(p: Proceeding, voice: Wording) -> Iterator[Row]:
    yield from _members(p.circle, voice)
    if awaited := waiting(p):
        yield Row(Kind.NOTE, voice.say(msg("board-move", people=Many(awaited))))


def _text(p: Proceeding, voice: Wording) -> Iterator[Row]:
    for version in p.versions[-2:]:
        yield Row(Kind.NOTE, voice.say(msg("board-text", number=version.number)))
        yield Row(Kind.TEXT, render.clean(version.draft.text))
    if p.working is not None:
        yield Row(Kind.NOTE, voice.say(msg("board-working")))
        yield Row(Kind.TEXT, render.clean(p.working.text))
    if len(p.versions) > 1:
        yield Row(Kind.NOTE, voice.say(msg("terminal-changes")))
        yield from (
            Row(Kind.TEXT, line) for line in changes(p.versions[-2].draft.text, p.versions[-1].draft.text)
        )


def changes(before: str, after: str) -> Iterator[str]:
    """What changed between two texts, a sentence a line: taken out with -, put in with +."""
    old, new = (render.clean(text).replace(". ", ".\n").split("\n") for text in (before, after))
    for line in difflib.ndiff(old, new):
        if not line.startswith("?"):
            yield line


def _words(_p: Proceeding, voice: Wording) -> Iterator[Row]:
    return _glossary(voice)


def _glossary(voice: Wording) -> Iterator[Row]:
    for name in sorted(ids()):
        if name.startswith("glossary-") and name.endswith(".line"):
            head = voice.say(msg(name.removesuffix(".line")))
            yield Row(Kind.LIST, f"{head}: {voice.say(msg(name))}")


_TELLS: Final[dict[str, Tell]] = {
    "help": _help,
    "why": _why,
    "script": _script,
    "who": _who,
    "text": _text,
    "words": _words,
}
