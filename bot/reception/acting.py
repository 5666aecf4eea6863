"""Doing something: a button pressed or a form handed in becomes a command, and its answer a note.

Nothing is judged here. What is offered comes from the core, what is refused is said in its words with what is true
now, and whatever somebody had typed is given back to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from adapters.looking import BOARD, MORE, STATUS, look
from adapters.reception import Form, Given, Note, Reply
from adapters.tokens import Token
from bot.chain import Target
from bot.desk import Answer
from bot.ids import new_proceeding
from bot.reception import asking
from bot.reception.asking import Faulty, Filled
from bot.reception.hall import Hall, Visit, lead, note
from bot.reception.nearby import in_voice
from bot.reception.offers import Meant, belongs, board, hindrance, meant, offered
from facilitation.cards import Button, Kind, Line, Msg, Said, msg
from facilitation.commands import Ask, Command, JoinCircle, Object, Open, RaiseConcern, Speak
from facilitation.filling import given as command_of
from facilitation.filling import opening
from facilitation.forms import form_of
from facilitation.model import Circle, PersonId
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding, is_draft
from facilitation.view import receipt
from facilitation.view.buttons import main_choices
from facilitation.view.circle import circle_receipt
from facilitation.view.secrets import shown

AT_ONCE: Final = 5
"""So many buttons stand under a refusal; `more` shows the rest."""
WORDED: Final = tuple(kind.__name__ for kind in (Ask, Object, RaiseConcern, Speak))
"""Acts whose form repeats the beginning of the text they are about."""
SHORT: Final = 280
"""Characters of a text that a form repeats."""


async def press(hall: Hall, visit: Visit, token: Token) -> Reply:
    """Somebody pressed a button that stands for a command."""
    found = await meant(hall, visit, token)
    if found is None:
        return unknown(visit)
    why = hindrance(found, visit.person)
    if why is not None:
        return await _repeated(hall, visit) or refused(visit, found, why)
    if found.wants.final and not token.sure:
        return _confirm(visit, found)
    if found.wants.form:
        return form(hall, visit, found)
    return await _hand_in(hall, visit, found, {}, {})


async def submit(hall: Hall, visit: Visit, token: Token, given: Mapping[str, Given]) -> Reply:
    """Somebody handed in the form of a command."""
    found = await meant(hall, visit, token)
    if found is None:
        return unknown(visit, given)
    why = hindrance(found, visit.person)
    if why is not None or found.button is None:
        again = await _repeated(hall, visit)
        return again or refused(visit, found, why or Refused(Reason.NOT_NOW), given)
    return await _filled(hall, visit, found, given)


async def _filled(hall: Hall, visit: Visit, found: Meant, given: Mapping[str, Given]) -> Reply:
    accounts = {
        one.id: await hall.directory.meet(visit.caller.platform, one, hall.now)
        for one in asking.chosen_accounts(given)
    }
    reading = hall.reading(visit, people_of(found.within))
    try:
        values = Filled(given, reading, accounts).values(found.wants, found.prefilled)
    except Faulty as fault:
        return form(hall, visit, found, given, fault.wrong)
    return await _hand_in(hall, visit, found, values, given)


# --- to the desk ----------------------------------------------------------------------------------------------


async def _hand_in(
    hall: Hall, visit: Visit, found: Meant, values: Mapping[str, object], given: Mapping[str, Given]
) -> Reply:
    if found.kind is JoinCircle:
        visit = await hall.known(visit)
    target, command = _command(hall, visit, found, values)
    try:
        answer = await hall.house.desk.handle(target, command, visit.caller.delivery, hall.now)
    except Refused as why:
        return await _said_no(hall, visit, found, why, given)
    return told(visit, answer, *in_voice(hall.directory, visit.caller, answer))


def _command(hall: Hall, visit: Visit, found: Meant, values: Mapping[str, object]) -> tuple[Target, Command]:
    if not found.opens:
        say = hall.voice(hall.reader(None, found.within)).say
        return found.about.id, command_of(found.wants, visit.person, values, say)
    id_ = new_proceeding(hall.now)
    made = opening(found.wants, visit.person, found.within, id_, values)
    of = found.about.id if isinstance(found.about, Proceeding) else None
    return id_, replace(made, step=None, item_of=of) if of is not None else made


async def _said_no(hall: Hall, visit: Visit, found: Meant, why: Refused, given: Mapping[str, Given]) -> Reply:
    """A refusal: at the form, where it is still offered as it was; else with the way on."""
    now = await meant(hall, visit, found.token)
    if now is not None and now.button is not None and now.wants.form and hindrance(now, visit.person) is None:
        return _mended(hall, visit, now, why, given)
    return refused(visit, now or found, why, given)


def _mended(hall: Hall, visit: Visit, found: Meant, why: Refused, given: Mapping[str, Given]) -> Form:
    again = form(hall, visit, found, given)
    return replace(again, wrong=((asking.at_fault(why, again.blanks, given), asking.refusal(why)),))


async def _repeated(hall: Hall, visit: Visit) -> Note | None:
    """The answer to an input that was acted on before, and is delivered once more."""
    answer = await hall.house.desk.again(visit.caller.delivery)
    return None if answer is None else told(visit, answer)


# --- what is shown --------------------------------------------------------------------------------------------


def form(
    hall: Hall,
    visit: Visit,
    found: Meant,
    given: Mapping[str, Given] | None = None,
    wrong: asking.Wrong = (),
) -> Form:
    """The form of what somebody wants to do."""
    return Form(
        token=replace(found.token, sure=True),
        blanks=asking.fields(
            found.wants, found.prefilled, hall.reading(visit, people_of(found.within)), given
        ),
        reader=visit.reader,
        lines=tuple(_about(found, visit.person)),
        typed=dict(given or {}),
        wrong=wrong,
    )


def _about(found: Meant, person: PersonId) -> Iterator[Line]:
    """What a form is about, in short."""
    p = found.about
    if isinstance(p, Circle):
        yield Line(Kind.NOTE, msg("chat-in-circle", circle=Said(p.name)))
        return
    yield Line(Kind.NOTE, msg("chat-about", title=Said(p.title)))
    if not issubclass(found.kind, Open):
        yield from _concerned(found, p, person)
    if found.token.verb in WORDED and p.versions and not is_draft(p):
        yield Line(Kind.TEXT, Said(_short(p.version.draft.text)))


def _concerned(found: Meant, p: Proceeding, person: PersonId) -> Iterator[Line]:
    number = found.token.target
    objection = p.objection(number) if hasattr(found.kind, "objection") else None
    if objection is not None and (objection.by == person or shown(p, objection)):
        yield Line(Kind.QUOTE, Said(_short(objection.statement or objection.text)), objection.by)
    questions = getattr(p.phase, "questions", ()) if found.kind.__name__ == "Answer" else ()
    for question in questions:
        if question.number == number:
            yield Line(Kind.QUOTE, Said(_short(question.text)), question.by)


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rstrip()}…"


def _confirm(visit: Visit, found: Meant) -> Note:
    sure = replace(found.wants, final=False)
    return note(
        visit,
        found.token.stream,
        "confirm",
        lead(msg(f"confirm-{found.token.verb}")),
        buttons=(sure, look(STATUS if isinstance(found.about, Circle) else BOARD)),
    )


def refused(visit: Visit, found: Meant, why: Refused, given: Mapping[str, Given] | None = None) -> Note:
    """Why something was not done, what is true now, and what this person can do instead."""
    mine = belongs(found.about, visit.person)
    typed = asking.typed(found.wants.form or form_of(found.kind), given or {})
    lines: list[Line] = [lead(asking.refusal(why))]
    buttons: tuple[Button, ...] = ()
    if mine:
        lines += _now(found.about)
        buttons = (*_main(found, visit.person)[:AT_ONCE], look(MORE))
    return note(visit, found.token.stream, "refused", *lines, buttons=buttons, typed=typed)


def _now(about: Proceeding | Circle) -> Iterator[Line]:
    newest = None if isinstance(about, Circle) else board(about)
    if newest is not None:
        yield Line(Kind.NOTE, msg("chat-now"))
        yield newest.lines[0]


def _main(found: Meant, person: PersonId) -> tuple[Button, ...]:
    if isinstance(found.about, Circle):
        return ()
    return main_choices(found.about, person) or offered(found.about, found.within, person)


def told(visit: Visit, answer: Answer, *also: Line) -> Note:
    """What somebody is told of what they have done; `also` is what may help them now."""
    if answer.proceeding is not None:
        said: Msg = receipt(answer.proceeding, answer.facts, visit.person)
        return note(visit, answer.proceeding.id, "receipt", lead(said), *also)
    assert answer.circle is not None  # noqa: S101 - an answer is about one of the two
    return note(
        visit, answer.circle.id, "receipt", lead(circle_receipt(answer.circle, answer.facts, visit.person))
    )


def unknown(visit: Visit, given: Mapping[str, Given] | None = None) -> Note:
    """The answer to what nobody can read any more."""
    typed = asking.as_typed(given or {})
    return note(visit, "", "unknown", lead(msg("chat-unknown")), buttons=(look("mine"),), typed=typed)


def people_of(circle: Circle) -> Iterable[PersonId]:
    """Who can be meant by name in a circle."""
    return tuple(m.person for m in (*circle.members, *circle.invited, *circle.asking))
