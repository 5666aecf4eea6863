"""A meeting's log as everyone may read it: of confidential items only their length and outcome (INV-M7).

The minutes leave out the rest by themselves; this is for whoever reads the log itself: its history, its transcript. Who
was there reads the whole of it in the room.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from facilitation.facts import (
    ActionNoted,
    Fact,
    ItemClosed,
    ItemConcluded,
    ItemLinked,
    MinutesObjected,
    TopicBrought,
)
from facilitation.meeting import Meeting
from facilitation.model import Action, Conclusion, Item, Words, but
from facilitation.proceeding import fold

HIDDEN: Final = "…"
"""Stands where something was that is not for everyone."""


def confidential(facts: Iterable[Fact]) -> frozenset[int]:
    """The numbers of a meeting's confidential items; none for anything else."""
    work = fold(facts).work
    return (
        frozenset(i.number for i in work.agenda if i.confidential)
        if isinstance(work, Meeting)
        else frozenset()
    )


def discreet(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The same log with nothing of its confidential items but their length and outcome; any other log as it is."""
    log = tuple(facts)
    hidden = confidential(log)
    return tuple(_masked(fact, hidden) for fact in log)


def _masked(fact: Fact, hidden: frozenset[int]) -> Fact:
    match fact:
        case ItemLinked(item=number) if number in hidden:
            return replace(fact, title=HIDDEN)
        case ItemConcluded(item=number) if number in hidden:
            return replace(fact, conclusion=Conclusion(outcome=fact.conclusion.outcome))
        case ItemClosed(item=number) if number in hidden:
            return replace(fact, result=HIDDEN, next_step="", person=None, until=None)
        case TopicBrought(confidential=reason) if reason:
            return replace(fact, title=HIDDEN, next_step="", person=None)
        case MinutesObjected(item=number) if number in hidden:
            return replace(fact, text=Words(HIDDEN))
        case ActionNoted(action=Action(item=number)) if number in hidden:
            return replace(fact, action=Action(text=HIDDEN, item=number))
        case _:
            changed: Fact = _without_items(fact)
            return changed


def _without_items(value: Any) -> Any:  # noqa: ANN401 - whatever a fact holds
    """The same with every confidential item in it masked, however deep it lies."""
    if isinstance(value, Item):
        return but(value, title=HIDDEN, owner=None, documents="") if value.confidential else value
    if isinstance(value, tuple):
        return tuple(_without_items(one) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    held = {field.name: getattr(value, field.name) for field in fields(value)}
    return replace(value, **{name: _without_items(one) for name, one in held.items()})
