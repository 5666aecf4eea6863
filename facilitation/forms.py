"""What a person has to give before an act can be done: forms, derived from the fields of commands.

A command's dataclass is the only description of its form. Fields that the button already knows (who acts, on
which step, about which objection or question) are left out; every other field becomes a `Blank` of the kind
that its type asks for. So a new command needs no form of its own.

>>> from facilitation.commands import Consent, Object
>>> form_of(Consent)
()
>>> [(blank.name, blank.entry.value) for blank in form_of(Object)]
[('text', 'long'), ('harm', 'long'), ('notice', 'long'), ('resolve', 'long')]

The last three are helping questions: no fields of the command, but what `filling` adds to the words of the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, replace
from datetime import datetime
from enum import Enum
from typing import Any, Final, get_type_hints

from facilitation import commands
from facilitation.cards import Blank, Entry
from facilitation.commands import (
    AddTopic,
    Amend,
    Arrive,
    AskForAdvice,
    ChangeNomination,
    CircleAct,
    Command,
    DeclineRole,
    Discard,
    HandOver,
    Leave,
    LeaveCircle,
    Nominate,
    NotePiece,
    NothingRemains,
    Object,
    OpenMeeting,
    OpenSelection,
    OpenShaping,
    Propose,
    ProposeCandidate,
    ProposeCharter,
    ProposeCircle,
    ProposeCircleStatus,
    ProposeHelpingCircle,
    ProposeLeader,
    ProposeRole,
    ProposeRoleChange,
    ProposeRoleEnd,
    Redraft,
    Rule,
    SeekAdvice,
    SupportPerson,
    Withdraw,
    WithdrawConsent,
    WithdrawObjection,
)
from facilitation.draft_parts import present_draft
from facilitation.hints import bare
from facilitation.meeting import Meeting
from facilitation.model import Circle, Draft, PersonId, Role, Words
from facilitation.once import once
from facilitation.role_parts import ASKED as ROLE_PARTS
from facilitation.role_parts import asked_of
from facilitation.selecting import Selection, outsiders_welcome
from facilitation.settings import setting_names
from facilitation.state import UNRESOLVED, IntegrationState, Proceeding

KNOWN: Final = frozenset(
    {
        "by",
        "step",
        "objection",
        "question",
        "contradiction",
        "advice",
        "id",
        "circle",
        "seed",
        "linked",
        "above",
    }
    | {"away", "attended", "last_attended", "linking"}
)
"""Fields that a button, a menu or the outside knows already: also who is away, since they have said so themselves."""

LATER: Final[Mapping[type[Command], frozenset[str]]] = {
    AddTopic: frozenset({"due", "owner", "priority", "minutes", "next_step", "links"}),
    OpenMeeting: frozenset({"preparation"}),
    OpenSelection: frozenset({"until", "more"}),
    OpenShaping: frozenset({"requirement", "domain"}),
    Propose: frozenset({"supersedes", "ready"}),
    ProposeCircle: frozenset({"first"}),
    ProposeHelpingCircle: frozenset({"first"}),
    ProposeRole: frozenset({"authority", "outside", "qualifications", "term_days"}),
    SeekAdvice: frozenset({"affected", "experts", "deadline", "domain"}),
}
"""What few people want to say when they begin something: a form asks for it at its end, of those alone who want that."""

BY_BUTTON: Final = frozenset({"objection", "question", "contradiction", "advice"})
"""What an act is about where its button says so: the numbers in its form are a detail then."""

# fmt: off
BRIEF: Final = frozenset({
    "title", "name", "holds", "domain", "documents", "confidential", "next_step", "links", "role", "receiver",
    "language", "zone", "working_hours",
})
# fmt: on
"""Texts of one line; all others may have paragraphs."""

OF_CIRCLES: Final = frozenset({"role", "topic", "sub"})
"""What an act in a circle is about: chosen from what there is, where more than one is there."""

ABOUT_CIRCLES: Final[frozenset[type[Command]]] = frozenset(
    {ProposeRoleChange, ProposeRoleEnd, ProposeCharter, ProposeCircleStatus, ProposeLeader}
)
"""Proposals about something a circle has already: it is chosen as for an act in the circle."""

FINAL: Final[frozenset[type[Command]]] = frozenset(
    {DeclineRole, Discard, LeaveCircle, NothingRemains, Rule, Withdraw, WithdrawConsent, WithdrawObjection}
)
"""Acts nobody should do by a slip of the finger; the wording has `confirm-<Verb>` for each."""

TARGETS: Final = ("objections", "pieces", "branch", "trifle", "rung", "item", "topic", "duty", "to", "person")
"""Fields that can say what an act is about, where its button does not know it."""

OF_AGENDA: Final = frozenset({"item", "topic"})
"""Fields that hold the number of something on an agenda or in a backlog."""

BY_PERSON: Final[frozenset[type[Command]]] = frozenset(
    {Arrive, AskForAdvice, ChangeNomination, Leave, Nominate, NotePiece, ProposeCandidate, SupportPerson}
)
"""Acts that are about the person their form names; in others a person is a detail."""

WITH_TIME: Final = frozenset(
    {("OpenMeeting", "planned"), ("SetNextMeeting", "until"), ("LeaveEarly", "until")}
)
"""Dates of which the hour counts too, by command and field; of all others only the day does."""

REWORKS: Final[frozenset[type[Command]]] = frozenset({Amend, Redraft})
"""Acts that change what is being decided: its text, and the role it is about."""

NAMES_OUTSIDERS: Final[frozenset[type[Command]]] = frozenset({ChangeNomination, Nominate, ProposeCandidate})
"""Acts that name somebody for a role, which may be open to people who are no members (setting outside_nominees)."""

OUTSIDER: Final = "outsider"
"""The field beside the list of members for somebody who is none. `filling` makes it the person that is named."""

HELPS: Final = ("harm", "notice", "resolve")
"""Questions that help to word an objection: none has to be answered (domain.md 7.2-2)."""

HELPED: Final[frozenset[type[Command]]] = frozenset({Object})
"""Acts in whose form they stand. Nobody else sees them before the objection is given, and only what was written."""

YES_NO: Final = ("yes", "no")


def form_of(
    command: type[Command],
    p: Proceeding | None = None,
    target: object = None,
    among: Iterable[Any] = (),
) -> tuple[Blank, ...]:
    """The form of a command, prefilled from the proceeding where it is known.

    `target` is what the act is about, where a field of the form says so (a person, a rung, an objection's
    number); `among` are all the targets it could have now, and become that field's options.
    """
    found = (_blank(command, name, entry, p, target, tuple(among)) for name, entry in _asked(command).items())
    blanks = (one for blank in found if blank is not None for one in _with_outsiders(command, blank, p))
    return (*blanks, *_helping(command, p))


def _with_outsiders(command: type[Command], blank: Blank, p: Proceeding | None) -> Iterator[Blank]:
    """A field, and after the one for a member another for somebody who is none, where that is possible now."""
    beside = blank.name == "person" and command in NAMES_OUTSIDERS and _may_name_outsiders(command, p)
    yield replace(blank, required=False) if beside else blank
    if beside:
        yield Blank(OUTSIDER, Entry.PERSON, required=False)


def _may_name_outsiders(command: type[Command], p: Proceeding | None) -> bool:
    if p is None or not isinstance(p.work, Selection) or p.work.again is not None:
        return False
    return outsiders_welcome(p) and (command is not ProposeCandidate or p.work.dialogue)


def _helping(command: type[Command], p: Proceeding | None) -> Iterator[Blank]:
    """The questions that help; a small question beside the work is not worth them."""
    if command in HELPED and (p is None or p.aside is None):
        yield from (Blank(name, Entry.LONG, required=False) for name in HELPS)


def circle_form_of(command: type[CircleAct], circle: Circle, among: Iterable[Any] = ()) -> tuple[Blank, ...]:
    """The form of an act in a circle: people are its members, and `among` is what the act can be about."""
    about = tuple(dict.fromkeys(_written(one) for one in among if one is not None))
    members = tuple(member.person for member in circle.members)
    return tuple(_of_circle(blank, about, members) for blank in form_of(command))


def _of_circle(blank: Blank, about: tuple[str, ...], members: tuple[str, ...]) -> Blank:
    if blank.name in OF_CIRCLES:
        start = about[0] if len(about) == 1 else ""
        return replace(blank, options=about, start=start)
    options = members if blank.entry is Entry.PERSON else blank.options
    return replace(blank, options=options)


def final(command: type[Command]) -> bool:
    """Whether an act wants a confirmation first."""
    return command in FINAL


@once
def needs_words(command: type[Command]) -> bool:
    """Whether an act cannot be done with one press: some field of its form has to be filled."""
    return any(blank.required for blank in form_of(command))


@once
def target_field(command: type[Command]) -> str | None:
    """The field of the form that says what the act is about, for acts whose button does not know it."""
    if _fields(command.__name__).keys() & BY_BUTTON:
        return None
    return next((name for name in TARGETS if name in _targets(command)), None)


@once
def _targets(command: type[Command]) -> frozenset[str]:
    asked = frozenset(_asked(command))
    return asked if command in BY_PERSON or "person" not in asked else asked - {"person"}


@once
def _hints(name: str) -> dict[str, Any]:
    return get_type_hints(vars(commands)[name])


@once
def _fields(name: str) -> dict[str, Field[Any]]:
    return {field.name: field for field in fields(vars(commands)[name])}


@once
def _asked(command: type[Command]) -> dict[str, Entry]:
    """The fields that a person can give, each with the kind of blank it asks for."""
    entries = {name: _entry(command, name) for name in _fields(command.__name__) if name not in KNOWN}
    return {name: entry for name, entry in entries.items() if entry is not None}


_ENTRIES: Final[dict[object, Entry]] = {
    PersonId: Entry.PERSON,
    tuple[PersonId, ...]: Entry.PEOPLE,
    tuple[str, ...]: Entry.SHORT,
    tuple[int, ...]: Entry.NUMBERS,
    int: Entry.NUMBER,
    datetime: Entry.DATE,
    Draft: Entry.DRAFT,
    bool: Entry.CHOICE,
}


def _entry(command: type[Command], name: str) -> Entry | None:
    """The kind of blank a field's type asks for; None for what no person can give."""
    kind = bare(_hints(command.__name__)[name])
    if name == "setting":
        return Entry.CHOICES
    if _is_chosen(command, name, kind):
        return Entry.CHOICE
    if kind in (Words, str):
        return Entry.SHORT if name in BRIEF else Entry.LONG
    return _ENTRIES.get(kind)


def _is_chosen(command: type[Command], name: str, kind: object) -> bool:
    """Whether there is a list of what can be meant."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return True
    of_circle = name in OF_CIRCLES and (issubclass(command, CircleAct) or command in ABOUT_CIRCLES)
    of_agenda = name in OF_AGENDA and kind is int
    return name in ("which", "supersedes") or of_agenda or (of_circle and kind is not PersonId)


def _required(command: type[Command], name: str) -> bool:
    field = _fields(command.__name__)[name]
    return field.default is MISSING and field.default_factory is MISSING


def _blank(  # noqa: PLR0913, PLR0917 - a field of a form, and all that it can hang on
    command: type[Command],
    name: str,
    entry: Entry,
    p: Proceeding | None,
    target: object,
    among: tuple[Any, ...],
) -> Blank | None:
    if name == "which" and p is not None and len(_open_roles(p)) < SEVERAL:
        return None
    if command in REWORKS and name in ROLE_PARTS:
        return _of_role(name, entry, p)
    about = name == target_field(command)
    known = tuple(one for one in among if one is not None) if about else ()
    options = tuple(map(_written, known)) or _options(command, name, entry, p)
    start = _written(target) if about and target is not None else _start(command, name, entry, p)
    required = _required(command, name)
    labels, later = _labels(name, options, p), name in LATER.get(command, ())
    return Blank(name, entry, required, options, start, labels, later=later)


def _of_role(name: str, entry: Entry, p: Proceeding | None) -> Blank | None:
    """What a change of the text may change about the role that it is about; nothing, where it is about none."""
    role = _role_of(p) if p is not None else None
    if role is None:
        return None
    start = asked_of(role)[name]
    return Blank(name, entry, required=False, start=str(start or ""))


def _role_of(p: Proceeding) -> Role | None:
    """The role that a decision is about, as it is worded so far."""
    effect = present_draft(p).effect or p.effect
    return effect.role if effect is not None else None


def _labels(name: str, options: tuple[str, ...], p: Proceeding | None) -> tuple[tuple[str, str], ...]:
    """The titles of those items of an agenda, or topics of a backlog, that can be meant."""
    if p is None or not isinstance(p.work, Meeting) or name not in OF_AGENDA:
        return ()
    items = p.work.agenda if name == "item" else p.work.backlog
    titles = {str(item.number): item.title for item in items}
    return tuple((option, titles[option]) for option in options if option in titles)


def _written(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)


def _options(command: type[Command], name: str, entry: Entry, p: Proceeding | None) -> tuple[str, ...]:
    if name == "which":
        return _open_roles(p) if p is not None else ()
    if name == "setting":
        return SETTINGS
    if entry is Entry.CHOICE and name not in (*OF_CIRCLES, "supersedes"):
        kind = bare(_hints(command.__name__)[name])
        if kind is int:
            return ()
        return YES_NO if kind is bool else tuple(_written(member) for member in kind)
    if p is None:
        return ()
    if entry in (Entry.PERSON, Entry.PEOPLE):
        return people(command, p)
    if entry is Entry.NUMBERS:
        return tuple(str(o.number) for o in p.open_objections if o.status in UNRESOLVED)
    return ()


SETTINGS: Final = ("preset", *setting_names())
"""What about a circle's way of working can be changed."""

SEVERAL: Final = 2


def narrowed(blank: Blank, chosen: Iterable[str]) -> tuple[Blank, ...]:
    """A field as it is asked for once the choices it depends on are known: once for each of them, with what is now.

    The words are those of the circle's profile.

    >>> value = Blank("value", Entry.SHORT, depends="setting", each=(("concerns", ("yes", "no")),))
    >>> [one.name for one in narrowed(value, ["concerns", "quorum"])]
    ['value.concerns', 'value.quorum']
    >>> [one.entry.value for one in narrowed(value, ["concerns", "quorum"])]
    ['choice', 'number']
    """
    return tuple(_narrowed(blank, one) for one in chosen)


def _narrowed(blank: Blank, chosen: str) -> Blank:
    options = dict(blank.each).get(chosen, ())
    return Blank(
        f"{blank.name}.{chosen}",
        Entry.CHOICE if options else Entry.NUMBER,
        blank.required,
        options,
        dict(blank.starts).get(chosen, ""),
        words=f"{blank.depends}-{chosen.replace('_', '-')}",
    )


def _open_roles(p: Proceeding) -> tuple[str, ...]:
    """The roles of a selection that are still open, by name."""
    work = p.work
    return tuple(work.post(number).role.name for number in work.open) if isinstance(work, Selection) else ()


def people(command: type[Command], p: Proceeding) -> tuple[str, ...]:
    """Whom a field for a person can name: the members for whom it would change something."""
    everyone = tuple(member.person for member in p.circle.members)
    if command is Arrive:
        return tuple(who for who in everyone if who in p.away)
    if command is Leave:
        return tuple(who for who in everyone if who not in p.away)
    if command is HandOver:
        return tuple(who for who in everyone if who != p.facilitator)
    return everyone


def _start(command: type[Command], name: str, entry: Entry, p: Proceeding | None) -> str:
    """What a field begins with: the present text, the objections being worked on, or the usual choice."""
    if p is not None and name in ("purpose", "responsibilities") and isinstance(p.work, Selection):
        role = p.work.post(p.work.open[0]).role if p.work.open else None
        return str(getattr(role, name, ""))
    if p is not None and entry is Entry.DRAFT:
        return present_draft(p).text
    if p is not None and name == "driver":
        return p.driver
    if p is not None and entry is Entry.NUMBERS and isinstance(p.phase, IntegrationState):
        focus = p.phase.focus
        return ", ".join(map(str, focus)) if command is Amend else _next_objection(p, focus)
    return _usual(command, name)


def _next_objection(p: Proceeding, focus: tuple[int, ...]) -> str:
    """The objection to take up next: one to an amendment, then whichever is not being worked on, or one of several."""
    waiting = [o for o in p.open_objections if o.status in UNRESOLVED and o.number not in focus]
    to_amendments = [o.number for o in waiting if o.parent is not None]
    return str(next(iter((*to_amendments[-1:], *(o.number for o in waiting), *focus)), ""))


def _usual(command: type[Command], name: str) -> str:
    default = _fields(command.__name__)[name].default
    if isinstance(default, bool):
        return YES_NO[0] if default else YES_NO[1]
    if isinstance(default, int):
        return str(default) if default else ""
    return _written(default) if isinstance(default, Enum) else ""
