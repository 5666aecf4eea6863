"""What a transcript can expect: the names of all looks. What each one shows is computed in `looks`."""

from __future__ import annotations

from typing import Final

LOOKS: Final[dict[str, str]] = {
    "refused": "why the line above was refused",
    "happened": "what became true with the line above, in its order",
    "phase": "the name of the phase that is open, or over",
    "asks": "what the question on the table is about",
    "waiting for": "whose move it is",
    "turns": "where each turn of the round stands, in speaking order",
    "answers": "who answered what to the question on the table",
    "text": "the number of the version that stands, and its words",
    "concerns": "the concerns that are kept",
    "temperatures": "how something feels to whom, for each check",
    "held": "the phase that waits while something comes between, or nothing",
    "pieces": "what is on the table in a shaping, and what became of it",
    "decided": "what came of it",
    "in force": "yes or no",
    "facilitator": "who facilitates",
    "nominations": "who is nominated, once that is shown: NAME for NAME, and whom they named before",
    "candidate": "who is proposed, and until when",
    "holders": "who was selected for which role",
    "next due": "when the clock knocks next",
    "members": "who belongs to the circle now",
    "settings": "the circle's preset now, and where its settings differ from it",
    "roles": "the roles of the circle, who holds them and until when",
    "backlog": "the number, title and outcome of each topic, and what else matters about it",
    "the circle hears": "what became true in circles with the line above, in its order",
    "circle due": "when the clock knocks next at the circle",
}
"""Looks at the proceeding and its circle, each with what it shows."""

PERSON_LOOKS: Final[dict[str, str]] = {
    "may": "everything this person may do now about the question on the table",
    "may always": "everything this person may do now whatever is on the table",
    "may not": "things this person may not do now",
    "circle may": "everything this person may ask of the circle now",
    "sees": "a piece of what this person is shown",
    "does not see": "a piece that this person is not shown",
}
"""Looks for one person, written `= NAME may: ...`."""

OBJECTION: Final = "objection"
"""The look at one objection, written `= objection #1: ...`: whose it is, and where it stands."""

CIRCLE_LOOKS: Final[dict[str, str]] = {
    "circle": "who belongs to it, with standing and duties; who is invited or asks to join",
    "charter": "whether it is at work and decides, its broader circle, its aim and its domains",
    "links": "its sub-circles, with who links them to it",
    "elsewhere": "which domains it knows other circles to hold",
    "topics": "the titles in its backlog",
    "marks": "what the map finds worth a look in it, each with what it is about",
}
"""Looks at one circle, written `= circle "Kitchen": ...`."""

LISTS: Final = frozenset(
    {
        "waiting for",
        "answers",
        "concerns",
        "may",
        "may always",
        "members",
        "circle may",
        "roles",
        "backlog",
        "circle",
        "links",
        "elsewhere",
        "topics",
        "marks",
    }
)
"""Looks whose order means nothing."""
