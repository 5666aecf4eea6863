"""Signs of one emoji under a consent prompt: a member's sign is their answer to the version shown.

The last act wins, sign or button: a sign that is put answers, and one that is taken away takes back the answer that it
gave, unless another was given since. Which signs were acted on is kept, so that after a silence only what is new is
read, and what is to be said about it is said to each person alone, once. Anybody's emoji under anything else means
nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from adapters.port import RemoteId, RoomFault, SlowDown
from adapters.reception import Account, Caller, Note, Reply, Sign
from bot.pictures import keyed
from bot.reception import asking
from bot.reception.acting import told
from bot.reception.hall import Hall, Visit, lead, note
from bot.reception.offers import board
from bot.reception.rooms import platform_of
from facilitation.cards import Button, Card, msg
from facilitation.commands import Act, Consent, Object, RaiseConcern, TakeBack
from facilitation.model import PersonId, Position, ProceedingId, Words
from facilitation.refusals import Reason, Refused
from facilitation.settings import Collection
from facilitation.state import CheckState, Proceeding, is_known
from facilitation.view import choices, show
from storage import posts
from storage.posts import Place

_log = logging.getLogger(__name__)

POSITIONS: Final = {
    Sign.CONSENT: Position.CONSENT,
    Sign.CONCERN: Position.CONCERN,
    Sign.OBJECT: Position.OBJECTION,
}
STRONGEST: Final = (Sign.OBJECT, Sign.CONCERN, Sign.CONSENT)
"""Which of several signs that are put at once is meant: the one that asks most of the circle."""
TRIES: Final = 3
_STEP: Final = "step/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A card somebody has put a sign under: where it is shown, and what it belongs to."""

    place: Place
    p: Proceeding
    asks: bool
    """Whether it asks for signs now; else it is one that did."""


async def react(hall: Hall, visit: Visit, message: RemoteId, signs: frozenset[Sign]) -> Reply:
    """These are now all the signs of one person under one message."""
    place = await hall.house.desk.read(posts.found, visit.caller.platform, message)
    prompt = await _prompt(hall, place) if place is not None else None
    if prompt is None:
        return None
    before = await _before(hall, prompt, visit)
    if signs == before:
        return None
    if is_known(prompt.p, visit.person):
        reply = await _apply(hall, visit, prompt, signs, before)
    else:
        reply = _sorry(visit, prompt, Refused(Reason.STRANGER)) if signs - before else None
    await hall.house.desk.write(posts.keep_signs, prompt.place, _whose(visit), _words(signs))
    return reply


def _whose(visit: Visit) -> str:
    """By what somebody's signs are kept: who is nobody here yet is known by their account, to be told once."""
    return visit.person if not visit.new else f"{visit.caller.platform}:{visit.caller.account.id}"


async def _prompt(hall: Hall, place: Place) -> Prompt | None:
    """The prompt a card is or was; None where signs never meant anything under it."""
    p = await hall.house.desk.proceeding(ProceedingId(place.stream))
    if p is None:
        return None
    card = next((one for one in show(p) if keyed(p, one).key == place.key), None)
    if card is None:
        return None
    if card.signs:
        return Prompt(place=place, p=p, asks=True)
    return Prompt(place=place, p=p, asks=False) if _asked_once(p, place, card) else None


def _asked_once(p: Proceeding, place: Place, card: Card) -> bool:
    """Whether this card is of a consent check in the open that is over, or waits."""
    if p.circle.settings.collection is not Collection.SIMULTANEOUS or card.to is not None:
        return False
    step = place.key.removeprefix(f"{p.id}/").removeprefix(_STEP)
    phases = (*(result.phase for result in p.results if result.aside is None), p.phase, p.held)
    return any(isinstance(one, CheckState) and str(one.step) == step for one in phases)


async def _before(hall: Hall, prompt: Prompt, visit: Visit) -> frozenset[Sign]:
    kept: Mapping[str, frozenset[str]] = await hall.house.desk.read(posts.signs, prompt.place)
    return frozenset(sign for sign in Sign if sign.value in kept.get(_whose(visit), frozenset()))


def _words(signs: frozenset[Sign]) -> frozenset[str]:
    return frozenset(sign.value for sign in signs)


# --- what a sign does -----------------------------------------------------------------------------------------


async def _apply(
    hall: Hall, visit: Visit, prompt: Prompt, signs: frozenset[Sign], before: frozenset[Sign]
) -> Reply:
    sign = _meant(prompt.p, visit, signs, before)
    if sign is None and not signs - before and not _gave(prompt.p, visit, before - signs):
        return None  # another answer was given since, and it stands
    if not prompt.asks:
        return _sorry(visit, prompt, Refused(Reason.STALE))
    if sign is Sign.CONCERN:
        return _ask_for_words(visit, prompt)
    command = _command(prompt.p, visit, sign)
    try:
        answer = await hall.house.desk.handle(prompt.p.id, command, visit.caller.delivery, hall.now)
    except Refused as why:
        return None if why.reason is Reason.ALREADY_SPOKEN else _sorry(visit, prompt, why)
    # Who has objected is asked for the reason alone, which is receipt enough.
    return None if sign is Sign.OBJECT else replace(told(visit, answer), receipt=True)


def _meant(p: Proceeding, visit: Visit, signs: frozenset[Sign], before: frozenset[Sign]) -> Sign | None:
    """The sign that answers; None where the answer is taken back, or stays."""
    new = signs - before
    if new:
        return next(sign for sign in STRONGEST if sign in new)
    if not _gave(p, visit, before - signs):
        return None
    return next((sign for sign in STRONGEST if sign in signs), None)


def _gave(p: Proceeding, visit: Visit, signs: frozenset[Sign]) -> bool:
    """Whether one of these signs is the answer that stands."""
    mine = p.responses.get(visit.person)
    return mine is not None and mine.position in {POSITIONS[sign] for sign in signs}


def _command(p: Proceeding, visit: Visit, sign: Sign | None) -> Act:
    if sign is None:
        return TakeBack(by=visit.person, step=p.table_step)
    if sign is Sign.OBJECT:
        return Object(by=visit.person, step=p.table_step, text=Words(""))
    return Consent(by=visit.person, step=p.table_step)


def _ask_for_words(visit: Visit, prompt: Prompt) -> Note:
    """A concern is its words: it counts once they are there."""
    asks = tuple(b for b in choices(prompt.p, visit.person) if b.verb == RaiseConcern.__name__)
    if not asks:
        return _sorry(visit, prompt, Refused(Reason.NO_CONCERNS))
    return note(visit, prompt.p.id, "concern", lead(msg("chat-sign-concern")), buttons=asks)


def _sorry(visit: Visit, prompt: Prompt, why: Refused) -> Note:
    """One kind sentence; the buttons are on the newest card."""
    buttons: tuple[Button, ...] = ()
    lines = [lead(asking.refusal(why))]
    newest = board(prompt.p) if is_known(prompt.p, visit.person) else None
    if newest is not None:
        lines.append(newest.lines[0])
    return note(visit, prompt.p.id, "sign", *lines, buttons=buttons)


# --- after a silence ------------------------------------------------------------------------------------------


async def catch_up(hall: Hall, platform: str, only: str | None = None) -> None:
    """Read the signs under every open prompt in the rooms of a platform, or in one, and act on what is new."""
    for room, circle in hall.directory.rooms():
        if platform_of(room) == platform and only in (None, room):
            for p in (await hall.under_way.of(circle)).under_way:
                await _read_anew(hall, room, p)


async def _read_anew(hall: Hall, room: str, p: Proceeding) -> None:
    for card in (keyed(p, card) for card in show(p) if card.signs):
        remote = await hall.house.desk.read(posts.shown_as, room, card.key)
        if remote is None:
            continue
        try:
            now = await hall.platforms[platform_of(room)].signs(RemoteId(remote))
        except RoomFault:
            continue  # it is read when the room is back
        await _act_on(hall, Place(room, p.id, card.key), RemoteId(remote), now)


async def _act_on(hall: Hall, place: Place, remote: RemoteId, now: Mapping[str, frozenset[Sign]]) -> None:
    platform = platform_of(place.room)
    known = await hall.house.desk.read(posts.signs, place)
    accounts = {hall.directory.account_of(PersonId(person), platform) for person in known}
    gone = (account for account in accounts if account is not None and account not in now)
    for account in (*gone, *now):  # first those who are undecided again: the last answer ends the question
        signs = now.get(account, frozenset())
        delivery = f"{place.room}/{remote}/{account}/{'.'.join(sorted(_words(signs)))}/{hall.now.isoformat()}"
        caller = Caller(platform=platform, account=Account(id=account), delivery=delivery, room=place.room)
        reply = await react(hall, await hall.visit(caller), remote, signs)
        if isinstance(reply, Note) and not reply.receipt:
            await _told_alone(hall, platform, account, reply)


async def _told_alone(hall: Hall, platform: str, account: str, reply: Note) -> None:
    """Tell somebody what their sign was answered with, though that was a while ago; at most once."""
    for _try in range(TRIES):
        try:
            await hall.platforms[platform].tell(account, reply)
        except SlowDown as slow:
            await asyncio.sleep(slow.after)
        except RoomFault as fault:
            _log.info("Somebody is not told what came of a sign: %s", type(fault).__name__)
            return
        else:
            return
