"""A topic of the backlog as one text of a transcript, and back: `3; decide; 10; Bo; p-beans; Beans`."""

from __future__ import annotations

from collections.abc import Mapping

from facilitation.model import Item, ItemOutcome, PersonId, ProceedingId

_PARTS = 6


def write_item(item: Item, names: Mapping[PersonId, str]) -> str:
    """A topic that a meeting can take up: its number, outcome, minutes, owner, proceeding, title."""
    owner = names.get(item.owner, "") if item.owner is not None else ""
    parts = (item.topic or 0, item.outcome.value, item.minutes, owner, item.proceeding or "", item.title)
    return "; ".join(map(str, parts))


def read_item(text: str, people: Mapping[str, PersonId]) -> Item:
    """The inverse of `write_item`. Raises `ValueError` for anything else."""
    parts = [part.strip() for part in text.split(";", _PARTS - 1)]
    if len(parts) != _PARTS or not parts[0].isdigit() or not parts[2].isdigit():
        raise ValueError("a topic is written: number; outcome; minutes; owner; proceeding; title")
    number, outcome, minutes, owner, proceeding, title = parts
    return Item(
        number=int(number),
        title=title,
        outcome=ItemOutcome(outcome),
        minutes=int(minutes),
        owner=people.get(owner),
        topic=int(number),
        proceeding=ProceedingId(proceeding) if proceeding else None,
    )
