"""What a person may open in a circle: each kind of proceeding with the form it begins with.

Whoever shows these needs nothing else: `filling.opening` makes the command of a filled form, and the desk opens it.
The forms come from the commands; a kind names the fields worth asking for first, since most can wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from facilitation import commands as c
from facilitation.cards import Blank, Button, Entry
from facilitation.commands import Open
from facilitation.forms import OUTSIDER, SETTINGS, form_of
from facilitation.model import Circle, CircleStatus, PersonId
from facilitation.opening import OPENS
from facilitation.processes import PROCESSES
from facilitation.settings import PRESETS, Absent, DriverCheck, choices, is_number, present
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of proceeding people open: its command, the fields asked for in this order, and whether that is common.

    What decides nothing may be opened by `anyone` who is in the circle, guests and learners too (domain.md 3.4).
    """

    command: type[Open]
    asks: tuple[str, ...]
    often: bool = True
    anyone: bool = False


Agreed = Sequence[tuple[str, str]]
"""Agreements by their ids, each with its title."""

_ROLE: Final = ("purpose", "responsibilities", "authority", "qualifications", "term_days")
KINDS: Final = (
    Kind(c.Propose, ("title", "driver", "draft", "domain", "expected", "supersedes", "ready")),
    Kind(c.OpenMeeting, ("title", "planned", "minutes", "topics", "preparation"), anyone=True),
    Kind(c.OpenSelection, ("title", "role", "purpose", "until", "more")),
    Kind(c.OpenShaping, ("title", "driver", "requirement", "domain"), often=False),
    Kind(
        c.SeekAdvice,
        ("title", "intention", "adviser", "role", "affected", "experts", "deadline", "domain"),
        often=False,
    ),
    Kind(c.OpenExploration, ("title", "documents"), often=False, anyone=True),
    Kind(c.OpenReport, ("title", "documents"), often=False, anyone=True),
    Kind(c.ProposeRole, ("title", "draft", "name", *_ROLE), often=False),
    Kind(c.ProposeRoleChange, ("title", "draft", "role", *_ROLE), often=False),
    Kind(c.ProposeRoleEnd, ("title", "draft", "role", "what"), often=False),
    Kind(
        c.ProposeCircle, ("title", "draft", "name", "aim", "holds", "decides", "leader", "first"), often=False
    ),
    Kind(
        c.ProposeHelpingCircle,
        ("title", "draft", "name", "aim", "product", "last_day", "leader", "first"),
        often=False,
    ),
    Kind(c.ProposeCharter, ("title", "draft", "sub", "name", "aim", "holds"), often=False),
    Kind(c.ProposeLeader, ("title", "draft", "sub", "person"), often=False),
    Kind(c.ProposeCircleStatus, ("title", "draft", "sub", "becomes"), often=False),
    Kind(c.ProposeSettings, ("title", "draft", "setting", "value"), often=False),
    Kind(c.ProposePlace, ("title", "draft", "person", "standing"), often=False),
    Kind(c.ProposeRemoval, ("title", "draft", "person", "steps"), often=False),
)
"""What is opened most, first."""

Possible = tuple[tuple[str, tuple[str, ...]], ...]
"""What may go into a field for each choice of the one that it depends on."""
Named = Mapping[str, tuple[tuple[str, str], ...]]
"""What fields of a form can name, each with what it is called where that is no word of the method and no person."""

FROM_LISTS: Final = frozenset({"domain", "topics", "supersedes"})
"""Fields that are asked for only where there is something to choose from."""


def kinds() -> tuple[Kind, ...]:
    """All kinds: those above, and any other with what it cannot do without."""
    known = {kind.command for kind in KINDS}
    return (*KINDS, *(Kind(one, _needed(one), often=False) for one in OPENS if one not in known))


def _needed(command: type[Open]) -> tuple[str, ...]:
    return tuple(blank.name for blank in form_of(command) if blank.required)


def openings(
    circle: Circle, person: PersonId, *, whole: bool = True, agreed: Agreed = ()
) -> tuple[Button, ...]:
    """What one person may open in a circle now, as buttons with their forms; without `whole`, what is common.

    `agreed` is what is in force in the circle, with its titles: a proposal may be to replace one of that.
    """
    return tuple(_buttons(circle, person, agreed, whole=whole))


def _buttons(circle: Circle, person: PersonId, agreed: Agreed, *, whole: bool) -> Iterator[Button]:
    member = circle.member(person)
    assert PROCESSES  # noqa: S101 - loaded, so that every process has registered how it opens
    if member is None or circle.status is CircleStatus.DISSOLVED:
        return
    for kind in (one for one in kinds() if member.consents or one.anyone):
        named = _named(circle, person, kind.command)
        if (whole or kind.often) and all(named.values()):
            known = {**_lists(circle, kind.command, agreed), **named}
            yield Button(kind.command.__name__, step=0, form=tuple(_form(circle, kind, known)))


def _named(circle: Circle, person: PersonId, command: type[Open]) -> Named:
    """What the form can name, where that is not just anything; nothing, and there is nothing to open."""
    if command is c.SeekAdvice:
        return {"adviser": _people(m.person for m in circle.members if m.person != person)}
    if command is c.ProposePlace:
        return {"person": _people(m.person for m in (*circle.asking, *circle.members))}
    if command is c.ProposeRemoval:
        return {"person": _people(m.person for m in circle.members if m.person != person)}
    if command in (c.ProposeCircle, c.ProposeHelpingCircle):
        return {"leader": _people(circle.consenting)}
    if command is c.ProposeLeader:
        return {"sub": _subs(circle), "person": _people(circle.consenting)}
    if command is c.ProposeCircleStatus:
        return {"sub": _subs(circle)}
    if command is c.ProposeCharter:
        return {"sub": ((circle.id, circle.name), *_subs(circle))}
    if command is c.ProposeRoleChange:
        return {"role": tuple((role.name, role.name) for role in circle.roles)}
    if command is c.ProposeRoleEnd:
        held = (one.role for one in circle.assignments)
        return {"role": tuple((n, n) for n in dict.fromkeys((*(r.name for r in circle.roles), *held)))}
    return {}


def _lists(circle: Circle, command: type[Open], agreed: Agreed) -> Named:
    """What else the form can name, where there is any."""
    if command is c.OpenMeeting:
        return {"topics": tuple((str(t.number), t.title) for t in circle.topics if not t.offered)}
    members = _people(m.person for m in circle.members)
    people = {"affected": members, "experts": members, "first": members}
    return {"domain": _domains(circle), "supersedes": tuple(agreed), **people}


def _people(people: Iterable[PersonId]) -> tuple[tuple[str, str], ...]:
    return tuple((who, "") for who in people)


def _domains(circle: Circle) -> tuple[tuple[str, str], ...]:
    """The domains a decision can be in: those of this circle, and those of others, which will not decide it here."""
    elsewhere = (domain for domain, _ in circle.held_elsewhere)
    return tuple((domain, domain) for domain in dict.fromkeys((*circle.domains, *elsewhere)))


def _subs(circle: Circle) -> tuple[tuple[str, str], ...]:
    return tuple((sub.id, sub.charter.name) for sub in circle.subcircles if circle.subcircle(sub.id))


def _form(circle: Circle, kind: Kind, named: Named) -> Iterator[Blank]:
    blanks = {blank.name: blank for blank in form_of(kind.command)}
    needed = {"driver"} if circle.settings.driver_check is not DriverCheck.NONE else set()
    counts = circle.settings.absent is Absent.ASSUME_IF_EXPECTED
    for one in (blanks[name] for name in kind.asks if name in blanks and (name != "expected" or counts)):
        known = named.get(one.name, ())
        if (one.name == "sub" and len(known) == 1 and not one.required) or (
            one.name in FROM_LISTS and not known
        ):
            continue  # there is only this circle, or nothing to choose from
        beside = kind.command is c.ProposePlace and one.name == "person"
        depends, each, starts = _depending(one.name, circle)
        options = tuple(option for option, _ in known) or one.options
        yield replace(
            one,
            entry=Entry.CHOICE if one.name == "domain" else one.entry,
            required=not beside and (one.required or one.name in needed),
            options=options,
            start=options[0] if one.name == "sub" and not one.required else one.start,
            labels=tuple((option, name) for option, name in known if name),
            depends=depends,
            each=each,
            starts=starts,
        )
        if beside:  # a circle may invite whoever has not asked
            yield Blank(OUTSIDER, Entry.PERSON, required=False)


def _depending(name: str, circle: Circle) -> tuple[str, Possible, tuple[tuple[str, str], ...]]:
    """What a setting can be changed to depends on which one is meant; each begins with what it is now."""
    if name != "value":
        return "", (), ()
    return "setting", POSSIBLE, tuple((setting, present(circle.settings, setting)) for setting in SETTINGS)


def _possible(setting: str) -> tuple[str, ...]:
    if setting == "preset":
        return tuple(PRESETS)
    return () if is_number(setting) else choices(setting)


POSSIBLE: Final[Possible] = tuple((setting, _possible(setting)) for setting in SETTINGS)
"""The choices of each setting; none for numbers."""
