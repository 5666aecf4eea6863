"""What a person may open in a circle: each kind of proceeding with the form it begins with.

Whoever shows these needs nothing else: `filling.opening` makes the command of a filled form, and the desk opens it.
The forms come from the commands; a kind names the fields worth asking for first, since most can wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from facilitation import commands as c
from facilitation.cards import Blank, Button
from facilitation.commands import Open
from facilitation.forms import form_of
from facilitation.model import Circle, CircleStatus, PersonId
from facilitation.settings import DriverCheck


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of proceeding people open: its command, the fields asked for in this order, and whether that is common."""

    command: type[Open]
    asks: tuple[str, ...]
    often: bool = True


KINDS: Final = (
    Kind(c.Propose, ("title", "driver", "draft")),
    Kind(c.ProposeCircle, ("title", "draft", "name", "aim", "holds", "decides", "leader"), often=False),
    Kind(c.ProposeCharter, ("title", "draft", "name", "aim", "holds"), often=False),
    Kind(c.ProposePlace, ("title", "draft", "person", "standing"), often=False),
    Kind(c.ProposeRemoval, ("title", "draft", "person", "steps"), often=False),
)
"""What is opened most, first."""


def openings(circle: Circle, person: PersonId, *, whole: bool = True) -> tuple[Button, ...]:
    """What one person may open in a circle now, as buttons with their forms; without `whole`, what is common."""
    return tuple(_buttons(circle, person, whole=whole))


def _buttons(circle: Circle, person: PersonId, *, whole: bool) -> Iterator[Button]:
    member = circle.member(person)
    if member is None or not member.consents or circle.status is CircleStatus.DISSOLVED:
        return
    for kind in KINDS:
        if kind.command is c.ProposePlace and not circle.asking:
            continue  # whoever wants to come asks first, so that nobody has to be named who is not known
        if whole or kind.often:
            yield Button(kind.command.__name__, step=0, form=_form(circle, kind))


def _form(circle: Circle, kind: Kind) -> tuple[Blank, ...]:
    blanks = {blank.name: blank for blank in form_of(kind.command)}
    needed = {"driver"} if circle.settings.driver_check is not DriverCheck.NONE else set()
    asking = tuple(m.person for m in circle.asking) if kind.command is c.ProposePlace else ()
    return tuple(
        Blank(
            one.name,
            one.entry,
            one.required or one.name in needed,
            asking if one.name == "person" else one.options,
            one.start,
        )
        for one in (blanks[name] for name in kind.asks if name in blanks)
    )
