r"""What a transcript is made of, and how the notation works.

A transcript is a text file that a facilitator can read and write by hand. It holds a circle, its people and
settings, what each person does, and what is expected to follow. It is the language of the tests, of bug
reports and of minutes.

Theory of the notation
----------------------
A file is a *header* and then *lines*; each line is read on its own, apart from indented text.

- The header is made of ``key: value``. It ends with the first line that is something else.
- A *deed* is ``NAME VERB #NUMBERS (DETAILS): TEXT``. Everything but the name and the verb is optional.
- An *event* is ``SOURCE: ...`` and comes from outside: the circle, the broader circle, a successor.
- The *clock* moves with ``clock:`` (knocking whenever something falls due) or ``asleep:`` (knocking late).
- An *expectation* begins with ``=`` and is about the moment after the line above it.
- A *note* begins with ``#`` and is for the reader.

Text stands behind the colon, or below it, indented by four spaces, with any characters and any paragraphs:
the indentation protects it, so nothing in it can be taken for a line of the transcript. Only control
characters need another form (``:\ "bell \u0007"``), because no editor shows them.

Names may have several words and may be verbs. A deed begins with a name that the header declares, then comes
a whole verb phrase, then the end of the line or one of the marks ``#``, ``(``, ``:`` and ``"``. No name
contains a mark, and no verb phrase ends with another one, so at most one name and verb fit. A second person
of the same name is ``Bo/2``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from facilitation.model import CircleId, Duty, PersonId, ProceedingId, Standing
from facilitation.refusals import Malformed

MARKS: Final = frozenset('#():",=@/\\')
"""Characters that no name contains, because the notation needs them."""

Value = str | int | bool | datetime
"""What stands behind the key of a detail."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be read: its number from 1, the line itself, and what would be understood there."""

    line: int
    text: str
    says: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.says}\n    {self.text}"


class Unreadable(Malformed):
    """A text is not a transcript. `faults` holds all that is wrong with it, in the order of its lines."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A person the transcript speaks of. `standing` None is someone outside the circle.

    `name` is how the transcript writes them, `Bo/2` for the second Bo; an `id` of "" is derived from it.
    """

    name: str
    standing: Standing | None = Standing.FULL
    duties: tuple[Duty, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Another:
    """Another circle beside the one of the header. One without people is only known by name, to its broader circle.

    `broader` is the name of a circle in the header, or an id; `settings` are those that differ from the preset.
    """

    name: str
    people: tuple[Someone, ...] = ()
    id: str = ""
    broader: str = ""
    aim: str = ""
    domains: tuple[str, ...] = ()
    preset: str = "sofa"
    settings: tuple[tuple[str, str], ...] = ()
    recommends: bool = False
    dormant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line for the reader."""

    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What a person does. `on` is the title of the proceeding it is about, "" for the one opened last.

    `title` stands behind the verb in quotes (only a proposal has one).
    """

    who: str
    verb: str
    title: str = ""
    about: tuple[int, ...] = ()
    details: tuple[tuple[str, Value], ...] = ()
    text: str | None = None
    on: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What comes from outside a proceeding: a member joins, the broader circle has decided.

    `who` is the person it is about, "" where it is about nobody.
    """

    source: str
    verb: str
    who: str = ""
    details: tuple[tuple[str, Value], ...] = ()
    text: str | None = None
    on: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Time passes until an instant, or for a span. `asleep` notices what falls due only at the end."""

    to: datetime | timedelta
    asleep: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What is expected now. `of` is a person's name or `#1` where the look needs one, else ""."""

    look: str
    value: str
    of: str = ""
    on: str = ""
    line: int = field(default=0, compare=False)


Line = Note | Deed | Event | Clock | Expect


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A circle, its people, and what happens in it from `clock` on.

    `settings` are the overrides of the preset, as people write them. Instants are in UTC; `zone` says how
    they are written. `notes` come before everything else.
    """

    circle: str
    people: tuple[Someone, ...]
    clock: datetime
    notes: tuple[str, ...] = ()
    circle_id: str = ""
    aim: str = ""
    preset: str = "sofa"
    settings: tuple[tuple[str, str], ...] = ()
    domains: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()
    broader: str = ""
    rounds_held: int = 0
    practice: bool = False
    roles: tuple[tuple[str, str], ...] = ()
    """Roles that the circle has already, each with the name of whoever holds it, or ""."""
    defined: tuple[tuple[str, tuple[tuple[str, Value], ...]], ...] = ()
    """Roles that the circle has defined, each with what is said about it: the details of `details.DEFINED`."""
    recommends: bool = False
    others: tuple[Another, ...] = ()
    zone: str = "UTC"
    lines: tuple[Line, ...] = ()


def slug(name: str) -> str:
    """The part of an id that comes from a name.

    >>> slug("Bo Lee/2")
    'bo-lee-2'
    """
    return "-".join(re.findall(r"[^\W_]+", name.casefold())) or "x"


def ids(people: tuple[Someone, ...]) -> dict[str, PersonId]:
    """Each written name with its person's id: given, or derived and numbered where two would be the same."""
    found: dict[str, PersonId] = {}
    for person in people:
        found[person.name] = PersonId(person.id or _free(f"u-{slug(person.name)}", set(found.values())))
    return found


def proceeding_id(title: str, taken: set[ProceedingId]) -> ProceedingId:
    """The id of a proposal with this title, numbered where the title was there before."""
    return ProceedingId(_free(f"p-{slug(title)}", set(taken)))


def circle_id(transcript: Transcript) -> CircleId:
    """The id of the circle: given, or derived from its name."""
    return CircleId(transcript.circle_id or f"c-{slug(transcript.circle)}")


def circle_ids(transcript: Transcript) -> dict[str, CircleId]:
    """Each circle of the header with its id."""
    found = {transcript.circle: circle_id(transcript)}
    for other in transcript.others:
        found.setdefault(other.name, CircleId(other.id or f"c-{slug(other.name)}"))
    return found


def _free(wanted: str, taken: set[PersonId] | set[ProceedingId]) -> str:
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free
