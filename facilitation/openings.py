"""What a person may open in a circle: each kind of proceeding with the form it begins with.

Whoever shows these needs nothing else: `filling.opening` makes the command of a filled form, and the desk opens it.
The forms come from the commands; a kind names the fields worth asking for first, since most can wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from facilitation import commands as c
from facilitation.cards import Blank, Button, Entry
from facilitation.commands import Open
from facilitation.forms import form_of
from facilitation.model import Circle, CircleStatus, PersonId
from facilitation.opening import OPENS
from facilitation.processes import PROCESSES
from facilitation.settings import DriverCheck


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of proceeding people open: its command, the fields asked for in this order, and whether that is common."""

    command: type[Open]
    asks: tuple[str, ...]
    often: bool = True


KINDS: Final = (
    Kind(c.Propose, ("title", "driver", "draft")),
    Kind(c.OpenMeeting, ("title", "planned", "minutes")),
    Kind(c.OpenSelection, ("title", "role", "purpose")),
    Kind(c.SeekAdvice, ("title", "intention", "adviser", "role"), often=False),
    Kind(c.OpenExploration, ("title",), often=False),
    Kind(c.OpenReport, ("title",), often=False),
    Kind(c.ProposeCircle, ("title", "draft", "name", "aim", "holds", "decides", "leader"), often=False),
    Kind(c.ProposeCharter, ("title", "draft", "name", "aim", "holds"), often=False),
    Kind(c.ProposePlace, ("title", "draft", "person", "standing"), often=False),
    Kind(c.ProposeRemoval, ("title", "draft", "person", "steps"), often=False),
)
"""What is opened most, first."""


def kinds() -> tuple[Kind, ...]:
    """All kinds: those above, and any other with what it cannot do without."""
    known = {kind.command for kind in KINDS}
    return (*KINDS, *(Kind(one, _needed(one), often=False) for one in OPENS if one not in known))


def _needed(command: type[Open]) -> tuple[str, ...]:
    return tuple(blank.name for blank in form_of(command) if blank.required)


def openings(circle: Circle, person: PersonId, *, whole: bool = True) -> tuple[Button, ...]:
    """What one person may open in a circle now, as buttons with their forms; without `whole`, what is common."""
    return tuple(_buttons(circle, person, whole=whole))


def _buttons(circle: Circle, person: PersonId, *, whole: bool) -> Iterator[Button]:
    member = circle.member(person)
    assert PROCESSES  # noqa: S101 - loaded, so that every process has registered how it opens
    if member is None or not member.consents or circle.status is CircleStatus.DISSOLVED:
        return
    for kind in kinds():
        named = _named(circle, person, kind.command)
        if (whole or kind.often) and named != ():
            yield Button(kind.command.__name__, step=0, form=_form(circle, kind, named))


def _named(circle: Circle, person: PersonId, command: type[Open]) -> tuple[str, ...] | None:
    """Whom the form can name, where that is not just anybody; nobody, and there is nothing to open.

    Whoever wants to come asks first, so that nobody has to be named who is not known here.
    """
    if command is c.ProposePlace:
        return tuple(m.person for m in circle.asking)
    if command is c.ProposeRemoval:
        return tuple(m.person for m in circle.members if m.person != person)
    return circle.consenting if command is c.ProposeCircle else None


def _form(circle: Circle, kind: Kind, named: tuple[str, ...] | None) -> tuple[Blank, ...]:
    blanks = {blank.name: blank for blank in form_of(kind.command)}
    needed = {"driver"} if circle.settings.driver_check is not DriverCheck.NONE else set()
    return tuple(
        Blank(
            one.name,
            one.entry,
            one.required or one.name in needed,
            named if named is not None and one.entry is Entry.PERSON else one.options,
            one.start,
        )
        for one in (blanks[name] for name in kind.asks if name in blanks)
    )
