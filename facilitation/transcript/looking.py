"""What a transcript can expect: the names of all looks. What each one sees is computed in `looks`."""

from __future__ import annotations

from typing import Final

LOOKS: Final[dict[str, str]] = {
    "refused": "why the line above was refused",
    "happened": "what became true with the line above, in its order",
    "phase": "the name of the phase that is open",
    "asks": "what the question on the table is about",
    "waiting for": "who has not answered or spoken yet",
    "turns": "where each turn of the round stands",
    "answers": "who answered what to the text as it stands now",
    "text": "the number and the words of the text as it stands now",
    "concerns": "the concerns that are kept",
    "decided": "what came of it",
    "in force": "yes or no",
    "facilitator": "who facilitates",
    "pen": "who words the text",
    "next due": "when the clock knocks next",
    "members": "who belongs to the circle now",
    "settings": "where the circle's settings differ from its preset now",
}
"""Looks at the proceeding, each with what it shows."""

PERSON_LOOKS: Final[dict[str, str]] = {
    "may": "everything this person may do now",
    "may not": "something this person may not do now",
    "sees": "a piece of what this person is shown",
    "does not see": "a piece that this person is not shown",
}
"""Looks for one person, written `= NAME may: ...`."""

OBJECTION: Final = "objection"
"""The look at one objection, written `= objection #1: ...`."""

LISTS: Final = frozenset(
    {"waiting for", "turns", "answers", "concerns", "may", "may not", "members", "settings"}
)
"""Looks whose order means nothing."""
