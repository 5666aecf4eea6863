"""What the rows of the tables of phrases are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from facilitation import commands as c


class Holds(Enum):
    """What kind of value stands behind a detail's key."""

    INSTANT = "DATE"
    PERSON = "NAME"
    NUMBER = "NUMBER"
    TEXT = '"..."'
    FLAG = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that may stand in the parentheses: its key, what it holds, and the field it fills.

    A field of the draft is written `draft.review`. A field that starts with `no ` is emptied.
    """

    key: str
    holds: Holds
    field: str
    choices: tuple[str, ...] = ()
    needed: bool = False
    many: bool = False

    @property
    def form(self) -> str:
        """How it is written: `until DATE`."""
        value = "|".join(self.choices) if self.choices else self.holds.value
        return f"{self.key} {value}".strip()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row: the verb, the command it means, and where the parts of the line go."""

    verb: str
    command: type[c.Command]
    text: str = ""
    numbers: str = ""
    several: bool = False
    details: tuple[Detail, ...] = ()
    titled: bool = False
    subject: str = "by"
    """The field that the name at the start of the line fills."""

    @property
    def may(self) -> str:
        """What a person may do, in the words of `= NAME may:`: the name of the command in plain words."""
        return words_of(self.command.__name__)


def words_of(name: str) -> str:
    """The name of a command or a fact as plain words.

    >>> words_of("ComeBackToMe")
    'come back to me'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()


def choice(key: str, field: str, kind: type[Enum], *, needed: bool = False, many: bool = False) -> Detail:
    """A detail that is one of the members of an enumeration."""
    return Detail(key, Holds.TEXT, field, tuple(str(member.value) for member in kind), needed, many)


def person(key: str, field: str, *, needed: bool = False, many: bool = False) -> Detail:
    """A detail that is somebody's name."""
    return Detail(key, Holds.PERSON, field, (), needed, many)


def instant(key: str, field: str, *, needed: bool = False) -> Detail:
    """A detail that is an instant."""
    return Detail(key, Holds.INSTANT, field, (), needed)


def text(key: str, field: str, *, needed: bool = False, many: bool = False) -> Detail:
    """A detail that is a short text."""
    return Detail(key, Holds.TEXT, field, (), needed, many)


def flag(key: str, field: str) -> Detail:
    """A detail that stands alone."""
    return Detail(key, Holds.FLAG, field)


def number(key: str, field: str, *, needed: bool = False, many: bool = False) -> Detail:
    """A detail that is a number."""
    return Detail(key, Holds.NUMBER, field, (), needed, many)
