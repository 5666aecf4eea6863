"""One person with accounts on several platforms: one voice, proved from both sides.

A code is shown to one account alone and has to be entered from the other, within ten minutes, once. A restart in between
changes nothing; whoever was too slow asks for another.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

from adapters.reception import Note
from bot.reception.codes import Code
from bot.reception.hall import Hall, Visit, lead, note
from facilitation.cards import Msg, Said, msg

LASTS: Final = timedelta(minutes=10)
TRIES: Final = 5
"""Wrong codes from one account within that time; then none is taken from it until the time is over."""
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH: Final = 8


async def show(hall: Hall, visit: Visit) -> Note:
    """A new code for whoever asks; an earlier one of theirs counts no more."""
    visit = await hall.known(visit)
    now, caller = hall.now, visit.caller
    code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    await hall.codes.show(code, Code(visit.person, caller.platform, caller.account.id, now + LASTS), now)
    shown = f"{code[: _LENGTH // 2]}-{code[_LENGTH // 2 :]}"
    return note(visit, "", "link", lead(msg("chat-link-code", code=Said(shown))))


async def enter(hall: Hall, visit: Visit, typed: str) -> Note:
    """Somebody enters a code that was shown to another account."""
    return note(visit, "", "link", lead(await _entered(hall, visit, typed)))


async def _entered(hall: Hall, visit: Visit, typed: str) -> Msg:
    now, caller = hall.now, visit.caller
    who = (caller.platform, caller.account.id)
    recent = [at for at in hall.codes.missed.get(who, ()) if now - at < LASTS]
    if len(recent) >= TRIES:
        return msg("chat-link-later")
    word = "".join(letter for letter in typed.casefold() if letter.isalnum())[:40]
    code = hall.codes.shown.get(word)
    if code is None or code.until <= now:
        hall.codes.missed[who] = [*recent, now]
        return msg("chat-link-wrong")
    if (code.platform, code.account) == who:
        return msg("chat-link-other-side")
    if not visit.new and code.person == visit.person:
        return msg("chat-link-already")
    sits_in = () if visit.new else await hall.circles_of(visit.person)
    if sits_in:
        return msg("chat-link-two-people")
    await hall.codes.end(word)
    await hall.directory.link(*who, code.person)
    return msg("chat-linked", name=Said(hall.directory.name(code.person) or ""))
