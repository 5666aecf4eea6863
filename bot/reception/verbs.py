"""What can be typed behind the command: one table, from which help, suggestions and what is understood all come.

Each verb is `chat-verb-<name>` in the wording files (the words people type for it, the first one is shown) and
`do-<name>` (its label as a button, and one line about it).
"""

from __future__ import annotations

import difflib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from adapters.looking import BOARD, MORE, STATUS, WHY, look
from adapters.reading import fold, vocabulary
from adapters.reception import Form, Reply, Suggestion
from adapters.tokens import Token
from adapters.wording import Wording
from bot.reception import acting, founding, linking, lists, looks, placing, settings, waiting
from bot.reception.hall import Hall, Visit, lead, note
from bot.reception.offers import belongs
from facilitation.cards import Card, Entry, Kind, Line, Said, msg
from facilitation.commands import (
    AddTopic,
    JoinCircle,
    LeaveCircle,
    OpenMeeting,
    OpenSelection,
    Propose,
    ProposeSettings,
    TakeOver,
)
from facilitation.model import Circle, CircleId
from facilitation.state import Proceeding

Do = Callable[[Hall, Visit, str], Awaitable[Reply]]
"""Does what a verb says, with the words that stood behind it."""
Tell = Callable[[Hall, Visit, Circle, str], Awaitable[Reply]]
"""Tells something of a circle, with the words that stood behind the verb."""
NEAR: Final = 0.6
SUGGESTED: Final = 3
MOST: Final = 25
"""Suggestions at most, for autocompletion."""


async def command(hall: Hall, visit: Visit, verb: str, words: str) -> Reply:
    """Somebody typed a command."""
    if not verb.strip():
        begun = visit.circle is not None or await hall.circles_of(visit.person)
        return await waiting.mine(hall, visit) if begun else founding.no_circle(visit)
    voice = hall.voice(visit.reader)
    known = names(voice)
    name = known.get(fold(verb[:80]))
    if name is None:
        return _misspelt(visit, verb, known)
    return await _done(hall, visit, name, words.strip())


async def run(hall: Hall, visit: Visit, token: Token) -> Reply:
    """Somebody pressed the button of a verb: about the circle of the button's card, where that has one."""
    circle = await hall.house.desk.circle(CircleId(token.stream)) if token.stream else None
    if circle is not None and (belongs(circle, visit.person) or visit.circle == circle.id):
        visit = replace(visit, circle=circle.id)
    return await _done(hall, visit, token.verb, "")


async def _done(hall: Hall, visit: Visit, name: str, words: str) -> Reply:
    if name in ANYWHERE:
        return await ANYWHERE[name](hall, visit, words)
    circle = await hall.here(visit)
    return await (
        _nowhere(hall, visit, name) if circle is None else OF_CIRCLE[name](hall, visit, circle, words)
    )


def names(voice: Wording) -> dict[str, str]:
    """Everything that can be typed for a verb, folded, with the verb's own name."""
    return {
        word: name for name in reversed(VERBS) for word in (name, *vocabulary(voice, f"chat-verb-{name}"))
    }


async def suggested(hall: Hall, visit: Visit, verb: str, typed: str) -> tuple[Suggestion, ...]:
    """What can stand behind a verb, or the verbs themselves where there is none yet."""
    voice = hall.voice(visit.reader)
    name = names(voice).get(fold(verb[:80])) if verb else None
    if not verb:
        return tuple(_verbs(voice, typed))[:MOST]
    if name in ("decisions", "minutes") and (circle := await hall.here(visit)) is not None:
        return await lists.suggested(hall, circle, typed, meetings=name == "minutes")
    return tuple(_terms(voice, typed))[:MOST] if name == "words" else ()


def _verbs(voice: Wording, typed: str) -> Iterator[Suggestion]:
    begun = fold(typed[:80])
    for name in VERBS:
        words = vocabulary(voice, f"chat-verb-{name}") or (name,)
        if any(word.startswith(begun) for word in words):
            yield Suggestion(label=f"{words[0]} – {voice.hint(name)}", words=words[0])


def _terms(voice: Wording, typed: str) -> Iterator[Suggestion]:
    begun = fold(typed[:80])
    for name in looks.terms():
        said = voice.say(msg(name))
        if fold(said).startswith(begun):
            yield Suggestion(label=said, words=said)


def _misspelt(visit: Visit, verb: str, known: dict[str, str]) -> Reply:
    near = difflib.get_close_matches(fold(verb[:80]), known, n=SUGGESTED, cutoff=NEAR)
    buttons = [look(name) for name in dict.fromkeys((*(known[one] for one in near), "help"))]
    return note(
        visit,
        "",
        "unknown",
        lead(msg("chat-no-such-verb", said=Said(verb[:80]))),
        buttons=buttons,
    )


# --- the verbs ------------------------------------------------------------------------------------------------


async def _help(hall: Hall, visit: Visit, _words: str) -> Reply:
    voice = hall.voice(visit.reader)
    lines = (
        Line(
            Kind.LIST,
            msg(
                "chat-help-line", verb=vocabulary(voice, f"chat-verb-{name}")[0], hint=msg(f"do-{name}.hint")
            ),
        )
        for name in VERBS
    )
    return note(visit, "", "help", lead(msg("chat-help")), *lines, buttons=(look(STATUS),))


async def _nowhere(hall: Hall, visit: Visit, name: str) -> Reply:
    """Somebody wants something of a circle, and it is not clear of which: each of theirs, with the way to it."""
    mine = await hall.circles_of(visit.person)
    if not mine:
        return founding.no_circle(visit)
    cards = (
        Card(key=f"{one.id}/which", lines=(lead(Said(one.name)),), buttons=(look(name),), to=visit.person)
        for one in mine
    )
    top = note(visit, "", "which", lead(msg("chat-which-circle")))
    return replace(top, cards=(*top.cards, *cards))


async def _status(hall: Hall, visit: Visit, circle: Circle, _words: str) -> Reply:
    return await waiting.status(hall, visit, circle)


async def _begin(hall: Hall, visit: Visit, circle: Circle, words: str, *, verb: str) -> Reply:
    """Press the button of a circle for somebody; `words` go into the form's first text."""
    return _with_words(await acting.press(hall, visit, Token(circle.id, verb)), words)


def _with_words(reply: Reply, words: str) -> Reply:
    if not words or not isinstance(reply, Form):
        return reply
    first = next((b.name for b in reply.blanks if b.entry in (Entry.SHORT, Entry.LONG)), None)
    return reply if first is None else replace(reply, typed={first: words})


async def _meeting(hall: Hall, visit: Visit, circle: Circle, words: str) -> Reply:
    """The meeting that is prepared or under way; where there is none, the form that opens one."""
    if circle.meeting is None:
        return await _begin(hall, visit, circle, words, verb=OpenMeeting.__name__)
    return await looks.press(hall, visit, Token(circle.meeting, BOARD))


async def _everything(hall: Hall, visit: Visit, circle: Circle, _words: str) -> Reply:
    return await looks.press(hall, visit, Token(circle.id, MORE))


async def _why(hall: Hall, visit: Visit, circle: Circle, _words: str) -> Reply:
    """Why there is the step that is on the table here."""
    found = await _on_table(hall, visit, circle)
    return looks.glossary(visit) if found is None else await looks.press(hall, visit, Token(found.id, WHY))


async def _takeover(hall: Hall, visit: Visit, circle: Circle, _words: str) -> Reply:
    found = await _on_table(hall, visit, circle)
    if found is None:
        return await waiting.status(hall, visit, circle)
    return await acting.press(hall, visit, Token(found.id, TakeOver.__name__, found.table_step))


async def _on_table(hall: Hall, visit: Visit, circle: Circle) -> Proceeding | None:
    """What a circle is at: what waits for this person, else the newest that is under way."""
    where = await hall.under_way.of(circle.id)
    return next(iter((*where.needing((visit.person,)), *where.under_way)), None)


async def _words(hall: Hall, visit: Visit, words: str) -> Reply:
    voice = hall.voice(visit.reader)
    meant = (
        [name for name in looks.terms() if fold(words[:80]) in fold(voice.say(msg(name)))] if words else []
    )
    return looks.glossary(visit, meant)


async def _roles(_hall: Hall, visit: Visit, circle: Circle, _words: str) -> Reply:
    return lists.board(visit, circle, "roles")


async def _backlog(hall: Hall, visit: Visit, circle: Circle, words: str) -> Reply:
    if words:
        return _with_words(await acting.press(hall, visit, Token(circle.id, AddTopic.__name__)), words)
    return lists.board(visit, circle, "backlog")


async def _agenda(hall: Hall, visit: Visit, circle: Circle, _words: str) -> Reply:
    return await lists.agenda(hall, visit, circle)


async def _map(hall: Hall, visit: Visit, circle: Circle, _words: str) -> Reply:
    return await lists.map_(hall, visit, circle)


async def _settings(hall: Hall, visit: Visit, words: str) -> Reply:
    """How a circle works; with a word behind it, one's own preferences or where decisions are shown."""
    voice = hall.voice(visit.reader)
    head, _, rest = words.partition(" ")
    if fold(head) in vocabulary(voice, "chat-settings-me"):
        return settings.ask_preferences(hall, visit)
    if fold(head) in vocabulary(voice, "chat-settings-here"):
        return await placing.decisions_here(hall, visit, rest.strip())
    circle = await hall.here(visit)
    return settings.ask_preferences(hall, visit) if circle is None else settings.of_circle(visit, circle)


async def _preferences(hall: Hall, visit: Visit, _words: str) -> Reply:
    return settings.ask_preferences(hall, visit)


async def _practice(hall: Hall, visit: Visit, words: str) -> Reply:
    """The form of a new circle, for practice."""
    reply = _with_words(await founding.ask(hall, visit), words)
    return replace(reply, typed={**reply.typed, "practice": "yes"}) if isinstance(reply, Form) else reply


async def _link(hall: Hall, visit: Visit, words: str) -> Reply:
    return await (linking.enter(hall, visit, words) if words else linking.show(hall, visit))


async def _new(hall: Hall, visit: Visit, words: str) -> Reply:
    return _with_words(await founding.ask(hall, visit), words)


ANYWHERE: Final[dict[str, Do]] = {
    "help": _help,
    "new": _new,
    "settings": _settings,
    "preferences": _preferences,
    "here": placing.meets_here,
    "practice": _practice,
    "link": _link,
    "words": _words,
}
"""What needs no circle."""

OF_CIRCLE: Final[dict[str, Tell]] = {
    "status": _status,
    "propose": partial(_begin, verb=Propose.__name__),
    "meeting": _meeting,
    "agenda": _agenda,
    "backlog": _backlog,
    "select": partial(_begin, verb=OpenSelection.__name__),
    "roles": _roles,
    "decisions": lists.decisions,
    "minutes": lists.minutes_of,
    "map": _map,
    "more": _everything,
    "why": _why,
    "takeover": _takeover,
    "change": partial(_begin, verb=ProposeSettings.__name__),
    "join": partial(_begin, verb=JoinCircle.__name__),
    "leave": partial(_begin, verb=LeaveCircle.__name__),
}
"""What is asked of a circle: of the one that meets in the room, or the only one somebody is in."""

VERBS: Final = (
    "help",
    "status",
    *(name for name in OF_CIRCLE if name not in ("status", "join", "leave")),
    *(name for name in ANYWHERE if name != "help"),
    "join",
    "leave",
)
"""Everything that can be typed, what people type most first."""
