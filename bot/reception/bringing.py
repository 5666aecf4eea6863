"""A message of the chat becomes something the circle treats: a topic in its backlog, or a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from adapters.reception import Form, Given, Reply
from adapters.tokens import Token
from bot.chain import Target
from bot.ids import new_proceeding
from bot.reception import acting, asking, founding
from bot.reception.asking import Filled
from bot.reception.hall import Hall, Visit
from facilitation.cards import Blank, Entry, Kind, Line, Said, msg
from facilitation.commands import AddTopic, Command, Propose
from facilitation.model import Circle, CircleId, Draft, Words
from facilitation.openings import openings
from facilitation.refusals import Refused

VERB: Final = "bring"
TOPIC: Final = "topic"
PROPOSAL: Final = "proposal"
LONGEST: Final = 10_000
"""Characters of a message that are taken over."""
TITLE: Final = 80


async def ask(hall: Hall, visit: Visit, text: str, link: str) -> Reply:
    """The form for a message, which stands in it already."""
    circle = await hall.here(visit)
    if circle is None:
        return founding.no_circle(visit)
    blanks = _blanks(circle, visit, text[:LONGEST], link)
    return _form(circle, visit, blanks)


def _blanks(circle: Circle, visit: Visit, text: str = "", link: str = "") -> tuple[Blank, ...]:
    head = " ".join(text.split())
    proposes = next((b for b in openings(circle, visit.person) if b.verb == Propose.__name__), None)
    driver = next((one for one in proposes.form if one.name == "driver"), None) if proposes else None
    return (
        Blank("as", Entry.CHOICE, options=(TOPIC, PROPOSAL), start=TOPIC),
        Blank("title", Entry.SHORT, start=head if len(head) <= TITLE else f"{head[:TITLE].rstrip()}…"),
        Blank("text", Entry.LONG, start=text),
        Blank("links", Entry.SHORT, required=False, start=link),
        *((replace(driver, required=False),) if driver is not None and driver.required else ()),
    )


def _form(
    circle: Circle,
    visit: Visit,
    blanks: tuple[Blank, ...],
    given: Mapping[str, Given] | None = None,
    wrong: asking.Wrong = (),
) -> Form:
    return Form(
        token=Token(circle.id, VERB),
        blanks=blanks,
        reader=visit.reader,
        lines=(Line(Kind.NOTE, msg("chat-in-circle", circle=Said(circle.name))),),
        typed=dict(given or {}),
        wrong=wrong,
    )


async def submit(hall: Hall, visit: Visit, token: Token, given: Mapping[str, Given]) -> Reply:
    """Somebody has said what a message is to become."""
    circle = await hall.house.desk.circle(CircleId(token.stream))
    if circle is None:
        return acting.unknown(visit)
    blanks = _blanks(circle, visit)
    filled = Filled(given, hall.reading(visit, ()), {})
    values = {blank.name: filled.value(blank) for blank in blanks}
    if filled.wrong:
        return _form(circle, visit, blanks, given, tuple(filled.wrong))
    target, command = _command(hall, visit, circle, values)
    try:
        answer = await hall.house.desk.handle(target, command, visit.caller.delivery, hall.now)
    except Refused as why:
        fault = (asking.at_fault(why, blanks, given), asking.refusal(why))
        return _form(circle, visit, blanks, given, (fault,))
    return acting.told(visit, answer)


def _command(
    hall: Hall, visit: Visit, circle: Circle, values: Mapping[str, object]
) -> tuple[Target, Command]:
    text, title, link = (str(values[name] or "") for name in ("text", "title", "links"))
    if values["as"] == TOPIC:
        return circle.id, AddTopic(by=visit.person, title=title, tension=Words(text), links=link)
    draft = Draft(
        text=f"{text}\n{link}".strip(),
        review=hall.now + timedelta(days=circle.settings.review_days),
        owner=visit.person,
    )
    id_ = new_proceeding(hall.now)
    driver = str(values.get("driver") or "")
    return id_, Propose(by=visit.person, id=id_, circle=circle, title=title, draft=draft, driver=driver)
