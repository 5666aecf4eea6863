"""A topic of the backlog as one text of a transcript, and back: `3; decide; 10; Bo; p-beans; Beans`.

Of a confidential one the outcome says so, and the reason stands quoted before the title.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from facilitation.model import Filled, Item, ItemOutcome, PersonId, ProceedingId

_PARTS = 6
_OF_FILLED = 3
_CLOSED = "confidential"


def write_item(item: Item, names: Mapping[PersonId, str]) -> str:
    """A topic that a meeting can take up: its number, outcome, minutes, owner, proceeding, title."""
    owner = names.get(item.owner, "") if item.owner is not None else ""
    outcome, title = item.outcome.value, item.title
    if item.confidential:
        outcome, title = f"{outcome} {_CLOSED}", f"{json.dumps(item.confidential)} {title}"
    parts = (item.topic or 0, outcome, item.minutes, owner, item.proceeding or "", title)
    return "; ".join(map(str, parts))


def read_item(text: str, people: Mapping[str, PersonId]) -> Item:
    """The inverse of `write_item`. Raises `ValueError` for anything else."""
    parts = [part.strip() for part in text.split(";", _PARTS - 1)]
    if len(parts) != _PARTS or not parts[0].isdigit() or not parts[2].isdigit():
        raise ValueError("a topic is written: number; outcome; minutes; owner; proceeding; title")
    number, kind, minutes, owner, proceeding, title = parts
    outcome, _, marked = kind.partition(" ")
    confidential = ""
    if marked == _CLOSED:
        confidential, end = json.JSONDecoder().raw_decode(title)
        title = title[end:].strip()
    return Item(
        number=int(number),
        title=title,
        outcome=ItemOutcome(outcome),
        minutes=int(minutes),
        owner=people.get(owner),
        confidential=confidential,
        topic=int(number) or None,
        proceeding=ProceedingId(proceeding) if proceeding else None,
    )


def write_filled(filled: Filled, names: Mapping[PersonId, str]) -> str:
    """A role that was filled beside another: its holder, the end of the term, its name."""
    return "; ".join((names.get(filled.person, ""), filled.until.isoformat(), filled.role))


def read_filled(text: str, people: Mapping[str, PersonId]) -> Filled:
    """The inverse of `write_filled`. Raises `ValueError` for anything else."""
    parts = [part.strip() for part in text.split(";", _OF_FILLED - 1)]
    if len(parts) != _OF_FILLED or parts[0] not in people:
        raise ValueError("a role that was filled as well is written: name; date; role")
    return Filled(role=parts[2], person=people[parts[0]], until=datetime.fromisoformat(parts[1]))
