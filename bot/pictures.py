"""What proceedings and circles look like now, drawn once for all rooms that show them.

One is drawn when it is another value than the one drawn last. The card of a step that is over does not
change any more: it is drawn once when the step has ended, and kept from then on. So a long proceeding costs no
more than what is on its table, however often somebody acts, and a room that is many cards behind draws nothing
for each of them.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Protocol

from facilitation.cards import Card
from facilitation.model import Circle
from facilitation.state import Proceeding
from facilitation.view import show
from facilitation.view.circle import circle_cards

_MOST: Final = 256  # pictures kept, the least recently looked at forgotten first
_STEP: Final = "step/"

Shown = Proceeding | Circle


class Show(Protocol):
    """What draws: all cards of a proceeding or circle, or without steps before `since`, which change no more."""

    def __call__(self, one: Shown, /, since: int = 0) -> tuple[Card, ...]:
        """The cards, in the order in which they came up."""
        ...


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card, under a key of its own among those of everything, and the digest of what it shows."""

    card: Card
    digest: str


@dataclass(frozen=True, slots=True)
class _Picture:
    of: Shown
    since: int
    over: dict[str, Drawn]
    """The cards of steps before `since`."""
    open: dict[str, Drawn]


class Pictures:
    """The pictures that were looked at last. For one thread."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._kept: OrderedDict[str, _Picture] = OrderedDict()

    def of(self, p: Shown) -> tuple[Drawn, ...]:
        """All cards of a proceeding or circle as it is now, in the order in which they came up."""
        kept = self._kept.get(p.id)
        if kept is None or kept.of is not p:
            kept = self._kept[p.id] = self._drawn(p, kept)
        self._kept.move_to_end(p.id)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return (*kept.over.values(), *kept.open.values())

    def _drawn(self, p: Shown, before: _Picture | None) -> _Picture:
        since = _step(p)
        if before is None or before.since > since:
            before = _Picture(p, 0, {}, {})
        picture = _Picture(p, since, dict(before.over), {})
        for card in self._show(p, since=before.since):
            drawn = _known(keyed(p, card), before)
            (picture.over if _is_over(card, since) else picture.open)[drawn.card.key] = drawn
        return picture


def cards_of(show: Show, p: Shown) -> Iterator[Card]:
    """The cards of a proceeding or circle as rooms get them, drawn from nothing."""
    return (keyed(p, card) for card in show(p))


def keyed(p: Shown, card: Card) -> Card:
    """A card whose key is one of a kind among those of all proceedings and circles."""
    return card if card.key.startswith(p.id) else replace(card, key=f"{p.id}/{card.key}")


def digest_of(card: Card) -> str:
    """What a card shows, in 32 letters. Two cards that look the same have the same."""
    return hashlib.blake2b(repr(card).encode(), digest_size=16).hexdigest()


def _known(card: Card, before: _Picture) -> Drawn:
    """The card with its digest, which is taken from the picture before if it looked the same there."""
    same = before.open.get(card.key)
    return same if same is not None and same.card == card else Drawn(card, digest_of(card))


def _step(one: Shown) -> int:
    """The step on the table: cards of earlier ones change no more. A circle has no steps."""
    if isinstance(one, Circle):
        return 0
    # What waits unchanged goes on later: its card is not over, though a later step is on the table.
    return min((state.step for state in (one.phase, one.held) if state is not None), default=one.step)


def _is_over(card: Card, since: int) -> bool:
    return card.key.startswith(_STEP) and int(card.key.removeprefix(_STEP)) < since


def picture(one: Shown, /, since: int = 0) -> tuple[Card, ...]:
    """What a running house shows: of a proceeding its boards and whispers, of a circle its own cards."""
    return circle_cards(one) if isinstance(one, Circle) else show(one, since)
