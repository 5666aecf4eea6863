"""Hands for people who know what they want to do: an act becomes what they press, and what they fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from enum import Enum

from adapters.reception import Form, Given, Note
from facilitation.cards import Blank
from facilitation.commands import Act
from facilitation.filling import ABOUT
from facilitation.model import Draft
from tests.bot.reception.chat import Chat, words


async def act(here: Chat, who: str, wanted: Act) -> None:
    """Do what this act says, by what somebody sees; `more` is looked through where it is not on the screen."""
    verb = type(wanted).__name__
    target = next((getattr(wanted, name) for name in ABOUT if hasattr(wanted, name)), None)
    await look_for(here, who, verb, target)
    reply = await here.press(who, verb, target)
    if isinstance(reply, Note) and reply.cards[0].key.endswith("/confirm"):
        reply = await here.press(who, verb, target)
    if isinstance(reply, Form):
        reply = await here.fill(who, **dict(values(reply, wanted)))
    assert isinstance(reply, Note), (wanted, words(reply))
    assert not reply.cards[0].key.endswith("/refused"), (wanted, words(reply))


async def look_for(here: Chat, who: str, verb: str, target: object) -> None:
    for page in range(1, 9):
        if any(b.verb == verb and target in (None, b.target) for _, b in here.buttons(who)):
            return
        here_now = [(c, b) for c, b in here.buttons(who) if b.verb == "more" and page in (1, b.target)]
        assert here_now, f"{who} sees no {verb}"
        await here.press(who, "more", None if page == 1 else page)


def values(form: Form, wanted: Act) -> Iterator[tuple[str, Given]]:
    """What stands in the fields of a form for this act."""
    have = {one.name: getattr(wanted, one.name) for one in fields(wanted)}
    for blank in form.blanks:
        name, _, part = blank.name.partition(".")
        value = have.get(name)
        if part and isinstance(value, Draft):
            value = getattr(value, part)
        if value is not None:
            yield blank.name.replace(".", "__"), written(blank, value)


def written(blank: Blank, value: object) -> Given:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return tuple(str(written(blank, one)) for one in value)
    return str(value)
