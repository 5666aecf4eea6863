"""Words that people type are words of their language, so they stand in the wording files."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from adapters.wording import Wording
from facilitation.cards import msg
from facilitation.model import PersonId

FENCE: Final = '"""'
"""Begins and ends a text of several lines."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a value is read against: the people there are, the time, and the language."""

    people: Mapping[PersonId, str]
    now: datetime
    zone: tzinfo
    voice: Wording


def fold(text: str) -> str:
    """A text without what people forget to type: capitals, accents, blanks around it.

    >>> fold(" Renée ")
    'renee'
    """
    bare = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))


def vocabulary(voice: Wording, name: str) -> tuple[str, ...]:
    """The words of a message that lists several, none where there is no such message."""
    if not voice.has(name):
        return ()
    return tuple(word for word in map(fold, voice.say(msg(name)).split(",")) if word)
