"""From a line to a command: what a deed or an event asks for, read against where things stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Final, cast, get_type_hints

from facilitation.commands import (
    Act,
    Amend,
    CircleAct,
    Command,
    NoteItemConcluded,
    NoteLink,
    NoteOtherDecision,
    Open,
)
from facilitation.hints import bare
from facilitation.model import (
    Circle,
    CircleId,
    Conclusion,
    Draft,
    Duty,
    Member,
    Outcome,
    PersonId,
    ProceedingId,
    Standing,
)
from facilitation.state import Proceeding
from facilitation.transcript import agendas, effects
from facilitation.transcript.meeting_phrases import SAID_BY_VERB
from facilitation.transcript.notation import Deed, Event, Value
from facilitation.transcript.phrases import BY_VERB, Detail, Holds, Phrase, details_of, event_phrase

_PROCEEDINGS: Final = frozenset(
    {"supersedes", "origin", "proceeding", "successor", "item_of", "shaped_in", "meeting", "last"}
)
_NOT_FIELDS: Final = frozenset({"repeat", "in"})
CONCLUSION: Final = "conclusion."

LONGEST: Final = 1_000_000
"""No text is repeated beyond this many characters: that is long enough to be refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a line is read against: the names, the circle, the time, and the proceeding it is about."""

    people: Mapping[str, PersonId]
    circle: Circle
    now: datetime
    proceeding: Proceeding | None
    titles: Mapping[str, ProceedingId]
    """The latest proceeding of each title."""
    circles: Mapping[str, CircleId]
    """The circles there are, by name."""
    new_id: ProceedingId
    """The id of a proposal opened by this line."""


def command_of(deed: Deed, scene: Scene) -> Act | CircleAct:
    """The command that a deed means."""
    phrase = BY_VERB[deed.verb]
    who = scene.people[deed.who]
    fields: dict[str, Any] = {"by": who, phrase.subject: who}
    if phrase.numbers:
        fields[phrase.numbers] = deed.about if phrase.several else deed.about[0]
    fields |= _fields(phrase, deed.details, scene)
    fields |= effect_of(phrase, deed.details, scene)
    fields |= _text(phrase, deed, scene)
    if phrase.titled:
        fields["title"] = deed.title
    if issubclass(phrase.command, Open):
        fields = {"id": scene.new_id, "circle": scene.circle, **fields}
    return cast("Act | CircleAct", phrase.command(**fields))


def event_of(event: Event, scene: Scene) -> Command:
    """The command that an event means."""
    phrase = event_phrase(event.source, event.verb)
    if event.verb == "joins":
        return phrase.command(member=joining(event, scene))  # type: ignore[call-arg]
    if phrase.command is NoteOtherDecision:
        return NoteOtherDecision(consented=event.verb == "consents")
    if event.verb == "declines":
        return phrase.command(draft=None)  # type: ignore[call-arg]
    if phrase.command is NoteLink:
        return NoteLink(accepted=event.verb == "welcomes the link")
    fields: dict[str, Any] = {phrase.subject: scene.people[event.who]} if phrase.subject else {}
    if event.verb in SAID_BY_VERB:
        name, value = SAID_BY_VERB[event.verb]
        fields[name] = value
    if issubclass(phrase.command, NoteItemConcluded):
        fields["conclusion"] = conclusion_of(phrase, event.details, scene)
    return phrase.command(**fields, **_fields(phrase, event.details, scene), **_text(phrase, event, scene))


def joining(event: Event, scene: Scene) -> Member:
    """The place of somebody who joins."""
    keys = {key for key, _ in event.details}
    standing = next((standing for standing in Standing if standing.value in keys), Standing.FULL)
    duties = tuple(duty for duty in Duty if duty.value in keys)
    return Member(person=scene.people[event.who], standing=standing, duties=duties)


def effect_of(phrase: Phrase, given: Iterable[tuple[str, Value]], scene: Scene) -> dict[str, Any]:
    """What a decision changes besides its words, if its line says so."""
    forms = {detail.key: detail for detail in details_of(phrase)}
    effect = effects.built(
        ((forms[key], value) for key, value in given if effects.PREFIX in forms[key].field),
        scene.people,
        scene.circles,
    )
    return {} if effect is None else {"effect": effect}


def conclusion_of(phrase: Phrase, given: Iterable[tuple[str, Value]], scene: Scene) -> Conclusion:
    """What came of an item, as its line says."""
    forms = {detail.key: detail for detail in details_of(phrase)}
    fields: dict[str, Any] = {}
    for key, value in given:
        name = forms[key].field.removeprefix(CONCLUSION)
        if name != forms[key].field:
            if name == "also":
                fields[name] = (*fields.get(name, ()), agendas.read_filled(str(value), scene.people))
                continue
            known = scene.people[str(value)] if forms[key].holds is Holds.PERSON else value
            fields[name] = Outcome(known) if name == "outcome" else known
    return Conclusion(**fields)


def _fields(phrase: Phrase, given: Iterable[tuple[str, Value]], scene: Scene) -> dict[str, Any]:
    """The fields of the command that details fill, but for those of its draft."""
    forms = {detail.key: detail for detail in details_of(phrase)}
    fields: dict[str, Any] = {}
    for key, value in given:
        detail = forms[key]
        if detail.field in _NOT_FIELDS or "." in detail.field:
            continue
        if detail.field.startswith("not "):
            fields[detail.field.removeprefix("not ")] = False
        elif detail.many:
            fields[detail.field] = (*fields.get(detail.field, ()), _value(detail, value, phrase, scene))
        else:
            fields[detail.field] = _value(detail, value, phrase, scene)
    return fields


def _value(detail: Detail, value: Value, phrase: Phrase, scene: Scene) -> object:
    if detail.field == "also_asked":
        return Member(person=scene.people[str(value)])
    if detail.field in ("backlog", "reports", "offered"):
        return agendas.read_item(str(value), scene.people)
    if detail.field == "changes":
        name, _, setting = str(value).partition("=")
        return name.strip(), setting.strip()
    if detail.field in _PROCEEDINGS:
        return scene.titles.get(str(value), ProceedingId(str(value)))
    if detail.field in ("circle", "sub"):
        return effects.circle_of(str(value), scene.circles)
    if detail.choices == ("yes", "no"):
        return value == "yes"
    if detail.holds.name == "PERSON":
        return scene.people[str(value)]
    kind = bare(get_type_hints(phrase.command).get(detail.field))
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value


def _text(phrase: Phrase, line: Deed | Event, scene: Scene) -> dict[str, Any]:
    times = _times(line)
    if phrase.text.startswith("draft."):
        return {"draft": _draft(phrase, line, times, scene)}
    if not phrase.text or (line.text is None and phrase.text in _optional(phrase.command)):
        return {}
    return {phrase.text: (line.text or "") * times}


def _times(line: Deed | Event) -> int:
    wanted = next((int(cast("int", value)) for key, value in line.details if key == "repeat"), 1)
    return min(wanted, LONGEST // max(1, len(line.text or "")) + 1)


def _optional(command: type[Command]) -> set[str]:
    return {name for name, field in command.__dataclass_fields__.items() if field.default == ""}


def base_draft(command: type[Command], p: Proceeding | None, circle: Circle, now: datetime) -> Draft:
    """What a draft starts from where its line says nothing: the text as it stands, or an empty one."""
    if p is None or not p.versions or issubclass(command, Open):
        return Draft(text="", review=now + timedelta(days=circle.settings.review_days))
    return (p.working or p.version.draft) if command is Amend else p.version.draft


def _draft(phrase: Phrase, line: Deed | Event, times: int, scene: Scene) -> Draft:
    base = base_draft(phrase.command, scene.proceeding, scene.circle, scene.now)
    if line.text is not None:
        base = replace(base, text=line.text * times)
    forms = {detail.key: detail for detail in details_of(phrase)}
    for key, value in line.details:
        field = forms[key].field
        if field.startswith("no draft."):
            name = field.removeprefix("no draft.")
            base = replace(base, **{name: "" if name in {"criteria", "condition"} else None})  # type: ignore[arg-type]
        elif field.startswith("draft."):
            name = field.removeprefix("draft.")
            known = scene.people[str(value)] if name == "owner" else value
            base = replace(base, **{name: known})  # type: ignore[arg-type]
    return base
