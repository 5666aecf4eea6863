"""What everything at the reception shares, and who is standing there now."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from adapters.reading import Reading
from adapters.reception import Caller, Note, Platform, Reader
from adapters.tokens import Token
from adapters.wording import Wording
from bot.compose import House
from bot.ids import new_person
from bot.pictures import cards_of, digest_of
from bot.reception.codes import Codes
from bot.reception.directory import Directory, sound_language, sound_zone
from bot.reception.pictures import WELCOME, chat_picture, decisions_begin
from bot.reception.rooms import is_decisions, platform_of
from bot.reception.underway import UnderWay
from facilitation.cards import Blank, Button, Card, Kind, Line, Msg, Said
from facilitation.model import Circle, CircleId, PersonId, ProceedingId
from facilitation.streams import Value
from storage import circles, posts

if TYPE_CHECKING:
    from sqlmodel import Session

T = TypeVar("T")

DECIDED: Final = ("/decision", "/selected", "/decided-alone")
"""How the keys of cards end that say what a circle has decided."""
MOST_WHISPERS: Final = 4096
REMINDER: Final = "/remind/"
"""What the keys of reminders have in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody who does something: `person` is only about to be known where they are `new` here.

    `circle` is the one that meets in the room they are in.
    """

    caller: Caller
    person: PersonId
    new: bool
    circle: CircleId | None
    reader: Reader


@dataclass(slots=True)
class Hall:
    """The house with its directory, and the platforms that are connected."""

    house: House
    directory: Directory
    under_way: UnderWay
    platforms: dict[str, Platform] = field(default_factory=dict)
    whispers: dict[str, str] = field(default_factory=dict)
    """In which room each of the latest whispers is shown, by its key."""
    codes: Codes = field(init=False)
    opened: Callable[[CircleId], Awaitable[None]] | None = None
    """Is told of each circle that meets in a room from now on."""
    gates: dict[str, asyncio.Lock] = field(default_factory=dict)
    """One for each room, so that two people do not found a circle in it at once."""

    def __post_init__(self) -> None:
        self.codes = Codes(self.house.desk)

    @property
    def now(self) -> datetime:
        """What time it is."""
        return self.house.clock.now()

    async def about(self, token: Token) -> Value:
        """The proceeding or the circle that a token belongs to, as it was last committed; None if there is none."""
        return await self.house.desk.value(ProceedingId(token.stream)) if token.stream else None

    def gate(self, room: str) -> asyncio.Lock:
        """What lets in one at a time who founds a circle in a room."""
        return self.gates.setdefault(room, asyncio.Lock())

    async def open_room(self, circle: CircleId, room: str) -> None:
        """Let a circle meet in a room from now on."""
        await self.directory.settle(room, circle)
        await self.attach(circle, room)

    async def attach(self, circle: CircleId, room: str) -> None:
        """Show in a room what its circle does, if its platform is connected."""
        platform = self.platforms.get(platform_of(room))
        if platform is not None:
            begins = await self._begins(circle) if is_decisions(room) else None
            shows = partial(self._shows, circle, room, begins)
            await self.house.delivery.attach(circle, platform.room(room), shows)
            if self.opened is not None:
                await self.opened(circle)

    async def close_room(self, room: str) -> None:
        """Let nothing be shown in a room any more."""
        await self.house.delivery.detach(room)
        await self.directory.unsettle(room)

    async def open_decisions(self, circle: CircleId, room: str) -> None:
        """Let a circle show what it decides from now on in a room; what is decided already comes once it changes."""
        cards = [
            (id_, card.key, digest_of(card))
            for id_ in await self.house.desk.open_in(circle)
            if (p := await self.house.desk.proceeding(id_)) is not None
            for card in cards_of(chat_picture, p)
            if card.key.endswith(DECIDED)
        ]
        await self.house.desk.write(posts.pass_over, room, cards, self.now)
        await self.open_room(circle, room)
        await self.house.delivery.show(circle, circle)

    async def _begins(self, circle: CircleId) -> Card | None:
        """What a room of decisions begins with."""
        found = await self.house.desk.circle(circle)
        agreed = await self.house.desk.read(circles.in_force, circle)
        return decisions_begin(found, agreed) if found is not None else None

    async def show_all(self, circle: CircleId) -> None:
        """Show what is under way in a circle also where it was not shown yet."""
        for p in (await self.under_way.of(circle)).under_way:
            await self.house.delivery.show(circle, p.id)

    async def typed(self, query: Callable[[Session], T]) -> T:
        """Ask storage something with a typed session, outside the event loop."""

        def ask() -> T:
            with self.house.database.session() as session:
                return query(session)

        return await asyncio.to_thread(ask)

    def _shows(self, circle: CircleId, room: str, begins: Card | None, card: Card) -> Card | None:
        """What a room shows of a card: one of decisions has a beginning of its own, and then shows decisions only."""
        if is_decisions(room):
            return (
                begins if card.key.endswith(f"/{WELCOME}") else card if card.key.endswith(DECIDED) else None
            )
        return card if card.to is None or self._whispers(circle, room, card.key, card.to) else None

    def _whispers(self, circle: CircleId, room: str, key: str, to: PersonId) -> bool:
        """Whether somebody is told something in this room: where they are, and if they want to be told."""
        person = self.directory.person(to)
        wanted = person is None or person.reminders or REMINDER not in key
        return wanted and self._whispered_in(key, to, circle, room) == room

    def _whispered_in(self, key: str, to: PersonId, circle: CircleId, room: str) -> str:
        """The one room where a whisper is shown: it does not follow somebody who goes to another one."""
        gone = self.house.delivery.gone
        chosen = self.whispers.setdefault(key, self.directory.reached_in(to, circle, gone) or room)
        while len(self.whispers) > MOST_WHISPERS:
            del self.whispers[next(iter(self.whispers))]
        return chosen

    async def visit(self, caller: Caller) -> Visit:
        """Who a caller is, where they are, and how they are spoken to. Nobody is written down for looking in."""
        known = self.directory.at(caller.platform, caller.account.id)
        await self.directory.there(caller.platform, caller.account.id)
        await self.directory.rename(caller.platform, caller.account)
        person = known or new_person(self.now)
        self.directory.seen(person, caller.room)
        circle = self.directory.circle_in(caller.room)
        found = await self.house.desk.circle(circle) if circle is not None else None
        reader = self.reader(person, found, caller)
        return Visit(caller=caller, person=person, new=known is None, circle=circle, reader=reader)

    async def known(self, visit: Visit) -> Visit:
        """The same visit of somebody who is written down now, since they take part."""
        if not visit.new:
            return visit
        caller = visit.caller
        person = await self.directory.meet(caller.platform, caller.account, self.now, visit.person)
        return replace(visit, person=person, new=False)

    def reader(self, person: PersonId | None, circle: Circle | None, caller: Caller | None = None) -> Reader:
        """How somebody is spoken to: as they chose, else as their client says, else as the circle and the house do."""
        own = self.directory.person(person) if person is not None else None
        settings = self.house.settings
        said = (caller.language, caller.zone) if caller is not None else ("", "")
        works = (circle.language, circle.zone) if circle is not None else ("", "")
        language = sound_language(own.language if own else None) or sound_language(said[0]) or works[0]
        zone = sound_zone(own.time_zone if own else None) or sound_zone(said[1]) or works[1]
        return Reader(
            language=language or settings.language,
            zone=zone or settings.time_zone.key,
            preset=circle.settings.preset if circle is not None else "sofa",
        )

    def voice(self, reader: Reader) -> Wording:
        """How a reader is spoken to, where that has to be known before anything is shown."""
        return Wording(reader.language, zone=reader.zone, names=self.directory.name, preset=reader.preset)

    def reading(self, visit: Visit, people: Iterable[PersonId]) -> Reading:
        """How what somebody typed is read, among these people."""
        names = {who: self.directory.name(who) or "" for who in people}
        voice = self.voice(visit.reader)
        return Reading(names, self.now, voice.zone, voice)

    async def circles_of(self, person: PersonId) -> tuple[Circle, ...]:
        """The circles somebody belongs to, by name; no practice that was given up for something else."""
        listed = await self.house.desk.read(circles.circles_of, person)
        kept = [entry for entry in listed if not entry.practice or self.directory.rooms_of(entry.id)]
        found = [await self.house.desk.circle(entry.id) for entry in kept]
        return tuple(circle for circle in found if circle is not None)

    async def here(self, visit: Visit) -> Circle | None:
        """The circle somebody means: the room's, or else the only one they belong to."""
        if visit.circle is not None:
            return await self.house.desk.circle(visit.circle)
        mine = await self.circles_of(visit.person)
        return mine[0] if len(mine) == 1 else None


def note(
    visit: Visit,
    stream: str,
    name: str,
    *lines: Line,
    buttons: Iterable[Button] = (),
    typed: tuple[tuple[Blank, str], ...] = (),
) -> Note:
    """One card for one pair of eyes."""
    card = Card(key=f"{stream}/{name}", lines=lines, buttons=tuple(buttons), to=visit.person)
    return Note(cards=(card,), reader=visit.reader, typed=typed)


def lead(text: Msg | Said) -> Line:
    """What a note says first."""
    return Line(Kind.LEAD, text)
