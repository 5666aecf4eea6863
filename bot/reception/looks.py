"""Looking at something: what a person may do here, why there is this step, the whole text, what words mean.

Nothing is changed by any of it, and nobody is shown what is not theirs to see: what is said here is what the circle's
own cards say, or what is this person's alone.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Final

from adapters import looking
from adapters.looking import MORE, WHY, look
from adapters.reception import Reply
from adapters.tokens import Token
from adapters.wording import ids
from bot.reception import lists, waiting
from bot.reception.acting import AT_ONCE, unknown
from bot.reception.hall import Hall, Visit, lead, note
from bot.reception.offers import Shown, belongs, board, offered
from facilitation.cards import Kind, Line, Msg, Said, msg
from facilitation.model import Circle
from facilitation.proceeding import waiting as awaited
from facilitation.refusals import Reason
from facilitation.state import Proceeding, is_draft
from facilitation.view import script, why
from facilitation.view.buttons import main_choices
from facilitation.view.parts import draft_lines

PAGE: Final = 10
"""Buttons of one page of what can be done."""

Look = Callable[[Hall, Visit, Token, Shown], Awaitable[Reply]]


async def press(hall: Hall, visit: Visit, token: Token) -> Reply:
    """Somebody wants to look at something."""
    if token.verb == looking.WORDS:
        return glossary(visit)
    if token.verb in (looking.MINE, looking.STATUS) and not token.stream:
        return await waiting.mine(hall, visit)
    about = await hall.about(token)
    look_ = LOOKS.get(token.verb)
    if about is None or look_ is None:
        return unknown(visit)
    if not belongs(about, visit.person):
        return note(
            visit, token.stream, token.verb, lead(msg(f"refusal-{Reason.STRANGER.value}", detail="none"))
        )
    return await look_(hall, visit, token, about)


async def _more(hall: Hall, visit: Visit, token: Token, about: Shown) -> Reply:
    within = about if isinstance(about, Circle) else await hall.house.desk.circle(about.circle.id)
    assert within is not None  # noqa: S101 - a proceeding has a circle
    every = offered(about, within, visit.person)
    pages = max(1, -(-len(every) // PAGE))
    page = min(max(token.target or 1, 1), pages)
    shown = every[(page - 1) * PAGE : page * PAGE]
    if page < pages:
        shown = (*shown, look(MORE, page + 1))
    said = (
        msg("chat-more", title=Said(_title(about)), page=page, pages=pages)
        if every
        else msg("ui-help-nothing")
    )
    return note(visit, about.id, MORE, lead(said), buttons=shown)


def _title(about: Shown) -> str:
    return about.name if isinstance(about, Circle) else about.title


async def _why(hall: Hall, visit: Visit, _token: Token, about: Shown) -> Reply:
    if isinstance(about, Circle):
        return glossary(visit)
    lines = [Line(Kind.TITLE, Said(about.title)), Line(Kind.TEXT, why(about))]
    if visit.person in (about.facilitator, about.co_facilitator):
        lines += script(about)
        lines += waiting.unreachable(hall, awaited(about))
    return note(visit, about.id, WHY, *lines, buttons=(look(looking.WORDS),))


async def _text(_hall: Hall, visit: Visit, token: Token, about: Shown) -> Reply:
    """The whole text under decision; a draft stays its author's and that of whoever words it."""
    if isinstance(about, Circle):
        return unknown(visit)
    lines = tuple(_texts(about, visit))
    return note(visit, about.id, token.verb, Line(Kind.TITLE, Said(about.title)), *lines)


def _texts(p: Proceeding, visit: Visit) -> Iterator[Line]:
    hidden = is_draft(p) and visit.person not in (p.author, p.facilitator)
    if not p.versions or hidden:
        yield Line(Kind.NOTE, msg("chat-no-text"))
        return
    yield from draft_lines(p.version.draft, msg("board-text", number=p.version.number))
    if p.working is not None:
        yield from draft_lines(p.working, msg("board-working"))


async def _mine(hall: Hall, visit: Visit, _token: Token, _about: Shown) -> Reply:
    return await waiting.mine(hall, visit)


async def _status(hall: Hall, visit: Visit, _token: Token, about: Shown) -> Reply:
    circle = about if isinstance(about, Circle) else await hall.house.desk.circle(about.circle.id)
    assert circle is not None  # noqa: S101 - as above
    return await waiting.status(hall, visit, circle)


async def _map(hall: Hall, visit: Visit, _token: Token, about: Shown) -> Reply:
    circle = about if isinstance(about, Circle) else about.circle
    return await lists.map_(hall, visit, circle)


async def _board(_hall: Hall, visit: Visit, _token: Token, about: Shown) -> Reply:
    newest = board(about)
    if newest is None:
        return unknown(visit)
    mine = main_choices(about, visit.person)[:AT_ONCE] if isinstance(about, Proceeding) else ()
    return note(visit, about.id, "board", *newest.lines, buttons=(*mine, look(MORE), look(WHY)))


def glossary(visit: Visit, names: Iterable[str] = ()) -> Reply:
    """What the words of the method mean: these, or all."""
    wanted = tuple(names) or terms()
    lines = (Line(Kind.LIST, msg("chat-word", word=msg(name), meaning=_meaning(name))) for name in wanted)
    return note(visit, "", looking.WORDS, lead(msg("chat-words")), *lines)


def terms() -> tuple[str, ...]:
    """The words of the method, by message id."""
    return tuple(
        sorted(name.removesuffix(".line") for name in ids() if name.startswith("glossary-") and "." in name)
    )


def _meaning(name: str) -> Msg:
    return msg(f"{name}.line")


LOOKS: Final[dict[str, Look]] = {
    looking.MORE: _more,
    looking.WHY: _why,
    looking.TEXT: _text,
    looking.MINE: _mine,
    looking.STATUS: _status,
    looking.BOARD: _board,
    looking.MAP: _map,
}
"""What can be looked at of a proceeding or circle."""
