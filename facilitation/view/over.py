"""What a whisper says once nothing is asked in it any more: it stays where it is, and its buttons go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from facilitation.cards import Card, Kind, Line, Said, msg
from facilitation.model import Circle, PersonId
from facilitation.state import Proceeding
from facilitation.view.parts import note

ASKING: Final = {
    "accept": "over-nominee",
    "draft": "over-draft",
    "invited": "over-invited",
    "nominee-proposed": "over-nominee",
    "nominee-turn": "over-nominee",
    "objector": "over-objector",
    "offer": "over-offer",
    "remind": "over-remind",
    "turn": "over-turn",
}
"""The kinds of whispers in which something is asked, with what is said when it is over. Others only tell something."""


def over(one: Proceeding | Circle, key: str, shown: Iterable[Card]) -> Card | None:
    """The card that takes the place of a whisper that was posted under `key` and is not among those `shown` any more.

    None for what only told something, and for what waits: whatever is interrupted by a question of its own comes back.
    """
    kind, *rest = key.removeprefix(f"{one.id}/").split("/")
    if kind not in ASKING or not rest or _waits(one):
        return None
    who = _whose(one, kind, rest)
    if who is None:
        return None
    newer = any(card.to == who and card.buttons for card in shown)
    title = one.title if isinstance(one, Proceeding) else one.name
    lines = (
        Line(Kind.TITLE, msg("over-title", title=Said(title))),
        note("over-newer" if newer else ASKING[kind]),
    )
    return Card(key=key, lines=lines, to=who, once=True)


def _waits(one: Proceeding | Circle) -> bool:
    return isinstance(one, Proceeding) and one.aside is not None and not one.over


def _whose(one: Proceeding | Circle, kind: str, rest: list[str]) -> PersonId | None:
    """To whom it was whispered: their id is in its key, but for what is asked about an objection."""
    if kind == "invited":
        return PersonId(rest[0])
    if kind != "objector":
        return PersonId(rest[-1])
    about = one.objection(int(rest[0])) if isinstance(one, Proceeding) and rest[0].isdigit() else None
    return about.by if about is not None else None
