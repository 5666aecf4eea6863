"""What a button or a form carries to the platform and back: which act it stands for, never text and never rules.

A token is short (a platform may allow a hundred characters), says which version it has, and works for ever: what it
meant is judged anew when it comes back. Anybody could send one, so what is read from it is only ever a question.

>>> from facilitation.cards import Button
>>> written(Token("p-01kjkb3q", "Consent", step=3))
'1.p-01kjkb3q.3.Consent..'
>>> read("1.p-01kjkb3q.3.Consent..").verb
'Consent'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from facilitation.cards import Button, Card

VERSION: Final = "1"
LONGEST: Final = 100
_SHAPE: Final = re.compile(
    r"1\.(?P<stream>[a-z0-9-]{0,40})\.(?P<step>\d{1,6})\.(?P<verb>[A-Za-z-]{1,32})\.(?P<target>\d{0,6})\.(?P<sure>!?)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One act: the proceeding or circle it is meant for (or "" for none), its verb, its step, what it is about.

    A verb with a capital is a command of the core; one without is a request to the bot itself: to look at something
    (`adapters.looking`), or a verb that could be typed as well. `sure` says that the person has confirmed already that
    they mean it.
    """

    stream: str
    verb: str
    step: int = 0
    target: int | None = None
    sure: bool = False


class Unknown(ValueError):
    """A token that nobody can read: of another program, of a later version, or forged."""


def token_of(card: Card, button: Button, *, sure: bool = False) -> Token:
    """The token of a button on a card, whose key begins with what it belongs to.

    `sure` is for a platform that asks for confirmation by itself before it sends the token.
    """
    stream = card.key.partition("/")[0]
    return Token(stream, button.verb, button.step, button.target, sure or not button.final)


def written(token: Token) -> str:
    """A token as text, at most `LONGEST` characters."""
    target = "" if token.target is None else token.target
    return f"{VERSION}.{token.stream}.{token.step}.{token.verb}.{target}.{'!' if token.sure else ''}"


def read(text: str) -> Token:
    """The token that was written so. Raises `Unknown`."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise Unknown
    target = found["target"]
    return Token(
        found["stream"],
        found["verb"],
        int(found["step"]),
        int(target) if target else None,
        sure=bool(found["sure"]),
    )
