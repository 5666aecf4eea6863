"""What people can ask to look at. It changes nothing, and is no business of the core.

A button or token whose verb is one of these is answered with a note. Its label is `do-<verb>` of the wording, like that
of any other button; a `target` says which page, objection or entry is meant.
"""

from __future__ import annotations

from typing import Final

from facilitation.cards import Button

MORE: Final = "more"
"""Everything this person may do here; `target` is the page, from 1."""
WHY: Final = "why"
"""Why there is this step; for the facilitator also what they could say."""
TEXT: Final = "text"
"""The whole of a text that was cut."""
MINE: Final = "mine"
"""What waits for this person, wherever it is."""
WORDS: Final = "words"
"""What the words of the method mean."""
STATUS: Final = "status"
"""Where the circle stands."""
BOARD: Final = "board"
"""The newest card of what somebody is at."""
MAP: Final = "map"
"""How a circle belongs together with others."""

LOOKS: Final = (MORE, WHY, TEXT, MINE, WORDS, STATUS, BOARD, MAP)


def look(verb: str, page: int | None = None) -> Button:
    """A button that shows something."""
    return Button(verb=verb, step=0, target=page)
