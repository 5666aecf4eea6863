"""What everyone should see, and what one person is told: pictures of a proceeding, in no language and for no platform.

- `show`: the cards of a proceeding. One live board a step, the card of the decision, whispers to single people.
- `choices`: what one person may do now, as buttons with their forms.
- `receipt`: what the acting person is told about what they have just done.
- `tell`: one line about a fact, for the history of a proposal.
- `profile`: how a circle works.
- `script`, `why`: what the facilitator can say in this step, and why there is such a step.

Nothing is judged here and nothing is stored: the same proceeding always looks the same. What is sealed stays
sealed (`secrets`); a person's own text is always `Said`, so no platform takes it for markup or a mention.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from facilitation.cards import Card
from facilitation.state import Proceeding
from facilitation.view import (
    advice,
    meeting,
    meeting_telling,
    minutes,
    selection,
    shaping,
    sharing,
    small,
    structure,
)
from facilitation.view.boards import as_it_was, ended_card, open_boards, past_board, process_boards
from facilitation.view.buttons import choices
from facilitation.view.decision import decision_card
from facilitation.view.guide import script, why
from facilitation.view.kinds import ADDS
from facilitation.view.profile import profile
from facilitation.view.receipts import receipt
from facilitation.view.telling import tell
from facilitation.view.whispers import whispers

REGISTERED: Final = (advice, selection, shaping, small, structure)
"""Modules that register how phases and matters of their own look, by being imported."""

__all__ = ["choices", "profile", "receipt", "script", "show", "tell", "why"]


PROCESSES: Final = (meeting, meeting_telling, minutes, sharing)
"""The modules in which it is registered how processes of their own look."""


def show(p: Proceeding, /, since: int = 0) -> tuple[Card, ...]:
    """Every card of a proceeding, in the order in which they came up.

    With `since`, steps before that number are left out: their cards no longer change.
    """
    return tuple(_cards(p, since))


def _cards(p: Proceeding, since: int) -> Iterator[Card]:
    over = ((as_it_was(p, number), result) for number, result in enumerate(p.results) if result.step >= since)
    past = (past_board(then, result) for then, result in over)
    boards = [card for card in (*past, *open_boards(p)) if card is not None]
    yield from sorted(boards, key=lambda card: int(card.key.partition("/")[2]))
    if p.decision is not None:
        yield decision_card(p, p.decision)
    if (ended := ended_card(p)) is not None:
        yield ended
    yield from process_boards(p)
    for more in ADDS:
        yield from more(p)
    yield from whispers(p)
