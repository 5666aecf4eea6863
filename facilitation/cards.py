"""The platform-neutral and language-neutral picture of a proceeding.

A `Card` is what a chat should show: delivery posts it once under its `key`, and updates it in place when it
changes. Text is either a `Msg` (a message id with arguments, worded by the adapters in the reader's language) or
`Said` (a person's or circle's own text, shown as it is: never markup, never a mention).

Arguments of a `Msg` are values that the wording layer formats: `Who` (a name), `When` (in the reader's zone),
`Many` (a list of names), numbers and short words.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from facilitation.model import PersonId
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True)
class Who:
    """A person, shown by name."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class Many:
    """Several people, shown as a list of names."""

    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class When:
    """An instant, shown in the reader's zone; `day` shows the date alone."""

    at: datetime
    day: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody's own text, shown as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Msg:
    """A sentence by message id; every id stands in the wording files."""

    id: str
    args: tuple[tuple[str, Arg], ...] = ()


Arg = Who | Many | When | Said | Msg | int | str


def msg(id: str, /, **args: Arg) -> Msg:  # noqa: A002 - the field's word in every wording library
    """Build a `Msg`: `msg("turn", person=Who(bo))`. Argument names are written with hyphens in wording files."""
    return Msg(id, tuple(args.items()))


class Kind(Enum):
    """What a line of a card is, so that each adapter can lay it out."""

    TITLE = "title"
    LEAD = "lead"
    TEXT = "text"
    QUOTE = "quote"
    LIST = "list"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card. A QUOTE has `by` when it is one person's."""

    kind: Kind
    text: Msg | Said
    by: PersonId | None = None


class Entry(Enum):
    """What a form field asks for."""

    SHORT = "short"
    LONG = "long"
    DATE = "date"
    PERSON = "person"
    PEOPLE = "people"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBERS = "numbers"
    NUMBER = "number"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Blank:
    """One field of a form: the command's field it fills, and what may go in."""

    name: str
    entry: Entry
    required: bool = True
    options: tuple[str, ...] = ()
    start: str = ""
    """What the field starts with: the present text, when a text is changed."""
    labels: tuple[tuple[str, str], ...] = ()
    """What options are called that are no words of the method: the title of an item, by its number."""
    depends: str = ""
    """The field before this one that decides what may go in here."""
    each: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What may go in for each choice of that field; `forms.narrowed` makes a blank of each."""
    starts: tuple[tuple[str, str], ...] = ()
    """What the blank of each choice starts with."""
    words: str = ""
    """The family of words that it and its options are called by, where that is not its name."""
    later: bool = False
    """Whether only those are asked who want to say more: few do, and the form is shorter for all others."""


@dataclass(frozen=True, slots=True)
class Button:
    """Something that somebody may do now: the command's class name, the step it is meant for, what it is about.

    Its label is the message `do-<verb>` of the wording files. `form` is what the person has to give first;
    `final` asks for a confirmation.
    """

    verb: str
    step: int
    target: int | None = None
    form: tuple[Blank, ...] = ()
    final: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of those asked have answered, and who has not. No counts of kinds: this is no vote."""

    done: int
    of: int
    waiting: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One message in a room, or one whispered to a person (`to`).

    A card that is `live` is edited until it is not; a card `once` is posted when first seen and never again. A
    `detail` belongs beneath what the proceeding began with, any other card beside it. `signs` are the verbs that
    people may say with a sign of one emoji, for all to see. `document` is a page of its own, to be given as a file; a
    room that can give no files shows no card that has one. `when` is from when to when what it announces takes place: a
    room that has a calendar keeps it there.
    """

    key: str
    lines: tuple[Line, ...]
    buttons: tuple[Button, ...] = ()
    progress: Progress | None = None
    to: PersonId | None = None
    live: bool = False
    once: bool = False
    detail: bool = False
    signs: tuple[str, ...] = ()
    document: tuple[Line, ...] = ()
    when: tuple[datetime, datetime] | None = None
