"""From a command to a line: the inverse of `build`, for transcripts made from a log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import Any

from facilitation.commands import (
    Act,
    Command,
    NoteBroaderDecision,
    NoteJoined,
    NoteLink,
    NoteOtherDecision,
    Propose,
)
from facilitation.model import Draft, Filled, Item, Member, PersonId, Standing
from facilitation.transcript import agendas, effects
from facilitation.transcript.build import CONCLUSION, Scene, base_draft
from facilitation.transcript.meeting_phrases import SAID_BY_VERB
from facilitation.transcript.notation import Deed, Event, Value
from facilitation.transcript.phrases import BY_COMMAND, EVENTS, Detail, Holds, Phrase, details_of

Details = Iterator[tuple[str, Value]]


def line_of(command: Command, scene: Scene) -> Deed | Event:
    """The line that means this command, read against this scene."""
    if isinstance(command, Act):
        return _deed(command, scene)
    return _event(command, scene)


def _name(scene: Scene, person: PersonId) -> str:
    return next(name for name, who in scene.people.items() if who == person)


def _deed(command: Act, scene: Scene) -> Deed:
    phrase = BY_COMMAND[type(command)]
    numbers = getattr(command, phrase.numbers) if phrase.numbers else ()
    return Deed(
        who=_name(scene, getattr(command, phrase.subject)),
        verb=phrase.verb,
        title=str(getattr(command, "title", "")) if phrase.titled else "",
        about=numbers if isinstance(numbers, tuple) else (numbers,),
        details=tuple(_details(phrase, command, scene)),
        text=_text(phrase, command, scene),
    )


def _event(command: Command, scene: Scene) -> Event:
    source, phrase = next(
        (source, phrase)
        for source, phrases in EVENTS.items()
        for phrase in phrases
        if phrase.command is type(command) and _said_so(phrase, command)
    )
    if isinstance(command, NoteJoined):
        details = tuple(_place(command.member))
        return Event(
            source=source, verb=phrase.verb, who=_name(scene, command.member.person), details=details
        )
    return Event(
        source=source,
        verb=phrase.verb,
        who=_name(scene, getattr(command, phrase.subject)) if phrase.subject else "",
        details=tuple(_details(phrase, command, scene)),
        text=_text(phrase, command, scene),
    )


def _said_so(phrase: Phrase, command: Command) -> bool:
    """Whether the verb says what the command says, where several verbs stand for one command."""
    if phrase.verb in SAID_BY_VERB:
        name, value = SAID_BY_VERB[phrase.verb]
        return getattr(command, name) is value
    return phrase.verb.startswith("declines") is _declines(command)


def _declines(command: Command) -> bool:
    if isinstance(command, NoteOtherDecision):
        return not command.consented
    if isinstance(command, NoteLink):
        return not command.accepted
    return isinstance(command, NoteBroaderDecision) and command.draft is None


def _place(member: Member) -> Details:
    if member.standing is not Standing.FULL:
        yield str(member.standing.value), True
    for duty in member.duties:
        yield str(duty.value), True


def _text(phrase: Phrase, command: Command, scene: Scene) -> str | None:
    if phrase.text.startswith("draft."):
        draft: Draft = command.draft  # type: ignore[attr-defined]
        same = not isinstance(command, Propose) and draft.text == _base(command, scene).text
        return None if same else draft.text
    return str(getattr(command, phrase.text)) or None if phrase.text else None


def _base(command: Command, scene: Scene) -> Draft:
    return base_draft(type(command), scene.proceeding, scene.circle, scene.now)


def _details(phrase: Phrase, command: Command, scene: Scene) -> Details:
    for detail in details_of(phrase):
        if "draft." in detail.field:
            yield from _draft_detail(detail, command, scene)
        elif effects.PREFIX in detail.field:
            effect = getattr(command, "effect", None)
            for filled, value in effects.written((detail,), effect):
                yield filled.key, _written(filled, value, scene)
        elif detail.field.startswith("not "):
            yield from [(detail.key, True)] * (not getattr(command, detail.field.removeprefix("not ")))
        elif detail.field not in ("repeat", "in"):
            for value in _values(detail, command):
                yield detail.key, _written(detail, value, scene)


def _values(detail: Detail, command: Command) -> tuple[Any, ...]:
    """What stands in the field of a detail; nothing, where the command has it without being told."""
    if detail.field.startswith(CONCLUSION):
        held = command.conclusion  # type: ignore[attr-defined]
        value = getattr(held, detail.field.removeprefix(CONCLUSION))
        if detail.many:
            return tuple(value)
        return () if value is None or value == "" else (value,)
    value = getattr(command, detail.field)
    if detail.many:
        return tuple(value)
    default = command.__dataclass_fields__[detail.field].default
    told_by_name = detail.field == "by" and value == getattr(command, "person", None)
    return () if value is None or value == default or told_by_name else (value,)


def _written(detail: Detail, value: Any, scene: Scene) -> Value:  # noqa: ANN401 - whatever a field holds
    match value:
        case Item():
            return agendas.write_item(value, {who: name for name, who in scene.people.items()})
        case Filled():
            return agendas.write_filled(value, {who: name for name, who in scene.people.items()})
        case Member():
            return _name(scene, value.person)
        case (name, setting):
            return f"{name} = {setting}"
        case Enum():
            return str(value.value)
        case bool() if detail.choices:
            return "yes" if value else "no"
        case str() if detail.holds is Holds.PERSON:
            return _name(scene, PersonId(value))
        case bool() | int() | str() | datetime():
            return value
        case _:
            raise TypeError(f"{type(value).__name__} has no place in a transcript")


def _draft_detail(detail: Detail, command: Command, scene: Scene) -> Details:
    field = detail.field.removeprefix("no ").removeprefix("draft.")
    value = getattr(command.draft, field)  # type: ignore[attr-defined]
    changed = value != getattr(_base(command, scene), field)
    if changed and not value and detail.field.startswith("no "):
        yield detail.key, True
    elif changed and value and detail.field.startswith("draft."):
        yield detail.key, _written(detail, value, scene)
