"""How a circle works and how somebody is spoken to: what can be looked at, and what can be changed by whom.

How a circle works is changed by its consent alone (INV-D17): `change` opens a proposal. How somebody is spoken to is
theirs to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from adapters.looking import look
from adapters.reception import Form, Given, Note, Reply
from adapters.tokens import Token
from bot.reception.asking import Filled
from bot.reception.directory import sound_language, sound_zone
from bot.reception.hall import Hall, Visit, lead, note
from facilitation.cards import Blank, Button, Entry, Kind, Line, Msg, Said, msg
from facilitation.forms import YES_NO
from facilitation.model import Circle, PersonId
from facilitation.view import profile
from facilitation.view.circle import circle_choices

CHANGE: Final = "change"
PREFERENCES: Final = "preferences"
OWN: Final = ("SetWorkingTimes", "TakeLeave", "ComeBack")


def of_circle(visit: Visit, circle: Circle) -> Note:
    """How a circle works, with the ways to change it."""
    mine: tuple[Button, ...] = ()
    if circle.member(visit.person) is not None:
        own = tuple(b for b in circle_choices(circle, visit.person) if b.verb in OWN)
        mine = (look(CHANGE), *own)
    lines = (*profile(circle), Line(Kind.NOTE, msg("chat-settings-decisions")))
    return note(visit, circle.id, "settings", *lines, buttons=(*mine, look(PREFERENCES)))


# --- how somebody is spoken to --------------------------------------------------------------------------------


def ask_preferences(hall: Hall, visit: Visit, given: Mapping[str, Given] | None = None) -> Form:
    """The form in which somebody says how they want to be spoken to, and whether to be reminded."""
    own = hall.directory.person(visit.person)
    start = YES_NO[0] if own is None or own.reminders else YES_NO[1]
    return Form(
        token=Token("", PREFERENCES),
        blanks=(
            Blank("language", Entry.SHORT, required=False, start=(own.language if own else "") or ""),
            Blank("zone", Entry.SHORT, required=False, start=(own.time_zone if own else "") or ""),
            Blank("reminders", Entry.CHOICE, options=YES_NO, start=start),
        ),
        reader=visit.reader,
        lines=(Line(Kind.NOTE, msg("chat-preferences-lead")),),
        typed=dict(given or {}),
    )


async def prefer(hall: Hall, visit: Visit, given: Mapping[str, Given]) -> Reply:
    """Note how somebody wants to be spoken to."""
    visit = await hall.known(visit)
    form = ask_preferences(hall, visit, given)
    filled = Filled(given, hall.reading(visit, ()), {})
    values = {blank.name: filled.value(blank) for blank in form.blanks}
    language, zone = str(values["language"] or ""), str(values["zone"] or "")
    wrong = list(filled.wrong)
    if language and not sound_language(language):
        wrong.append(("language", _unknown(language)))
    if zone and not sound_zone(zone):
        wrong.append(("zone", _unknown(zone)))
    if wrong:
        return Form(
            token=form.token,
            blanks=form.blanks,
            reader=form.reader,
            lines=form.lines,
            typed=form.typed,
            wrong=tuple(wrong),
        )
    await _kept(hall, visit.person, language, zone, reminders=values["reminders"] == YES_NO[0])
    reader = hall.reader(visit.person, None, visit.caller)
    kept = note(visit, "", PREFERENCES, lead(msg("chat-preferences-kept")))
    return Note(cards=kept.cards, reader=reader)


async def _kept(hall: Hall, person: PersonId, language: str, zone: str, *, reminders: bool) -> None:
    await hall.directory.prefer(
        person, language=sound_language(language) or None, zone=sound_zone(zone) or None, reminders=reminders
    )


def _unknown(value: str) -> Msg:
    return msg("refusal-settings-unknown", detail=Said(value[:60]))
