"""Commands out of what people pressed and filled in: the same on each platform.

A button says which command it stands for, and its form which fields of it a person gives; so whoever shows buttons and
forms needs nothing else to make commands of them.

>>> from facilitation.cards import Button, Msg, msg
>>> given(Button("Consent", step=3), PersonId("ana"), {})
Consent(by='ana', step=3)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final, get_type_hints

from facilitation import commands
from facilitation.cards import Button, Msg, msg
from facilitation.commands import Act, CircleAct, Open
from facilitation.forms import HELPED, HELPS, OUTSIDER
from facilitation.hints import bare
from facilitation.model import Circle, PersonId, ProceedingId
from facilitation.once import once
from facilitation.verbs import listed

ABOUT: Final = ("objection", "question", "item", "topic", "point", "contradiction", "advice")
"""Fields that a button's target fills: what an act is about, by its number."""


Say = Callable[[Msg], str]
"""Says a message in the language of whoever fills a form in."""


def given(
    button: Button, by: PersonId, values: Mapping[str, object], say: Say | None = None
) -> Act | CircleAct:
    """The command that a button and the values of its form make; a value of None is left out.

    What helping questions brought becomes part of the words: with `say`, each behind what it was an answer to.
    """
    kind: type[Act | CircleAct] = vars(commands)[button.verb]
    hints = _hints(kind)
    values = named(composed(values, say) if kind in HELPED else values)
    fields: dict[str, Any] = {"by": by}
    if "step" in hints:
        fields["step"] = button.step
    if button.target is not None:
        fields |= {name: button.target for name in ABOUT if name in hints and name not in values}
    return kind(**fields | filled(hints, values))


def named(values: Mapping[str, object]) -> Mapping[str, object]:
    """The values with whoever was named from outside as the person that is meant.

    >>> named({"person": None, "outsider": "zoe"}), named({"person": "bo", "outsider": None})
    ({'person': 'zoe'}, {'person': 'bo'})
    """
    if OUTSIDER not in values:
        return values
    kept = {name: value for name, value in values.items() if name != OUTSIDER}
    return kept if values[OUTSIDER] is None else {**kept, "person": values[OUTSIDER]}


def composed(values: Mapping[str, object], say: Say | None = None) -> dict[str, object]:
    r"""The values with the answers to helping questions as paragraphs of the text.

    >>> composed({"text": "It is too loud.", "notice": "People whisper.", "harm": None})
    {'text': 'It is too loud.\n\nPeople whisper.'}
    """
    answers = ((name, str(values.get(name) or "").strip()) for name in HELPS)
    parts = (str(values.get("text") or "").strip(), *(_answer(n, said, say) for n, said in answers if said))
    kept = {name: value for name, value in values.items() if name not in HELPS}
    return {**kept, "text": "\n\n".join(part for part in parts if part)}


def _answer(name: str, said: str, say: Say | None) -> str:
    return said if say is None else f"{say(msg(f'help-{name}'))} {said}"


def opening(
    button: Button, by: PersonId, circle: Circle, id_: ProceedingId, values: Mapping[str, object]
) -> Open:
    """The command that opens what a button of `facilitation.openings` stands for."""
    kind: type[Open] = vars(commands)[button.verb]
    return kind(by=by, id=id_, circle=circle, **filled(_hints(kind), named(values)))


@once
def _hints(kind: type[Act | CircleAct]) -> dict[str, Any]:
    return get_type_hints(kind)


def filled(hints: Mapping[str, Any], values: Mapping[str, object]) -> dict[str, Any]:
    """The values of a form as the types of a command want them; a value of None is left out."""
    return {name: _typed(hints[name], value) for name, value in values.items() if value is not None}


def _typed(hint: Any, value: object) -> object:  # noqa: ANN401 - a type hint may be anything
    kind = bare(hint)
    if kind == tuple[str, ...] and isinstance(value, str):
        return listed(value)
    if kind is bool:
        return value == "yes"
    if kind is int:
        return int(str(value))
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value
