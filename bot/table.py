"""A circle's table: what is under way in it, and everything somebody at the keyboard can begin or look at.

It says in one line what goes on, then offers a short menu; `more` shows the rest. What is under way comes first, and
whatever is chosen there is a `Sitting` of its own, from which one comes back here at any time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from adapters.terminal.form import Cancelled
from adapters.terminal.parse import Aid, Choice, choice_of
from bot import aids
from bot.bringing import TOPICS, bring, bring_ready
from bot.menu import Menu
from bot.pictures import cards_of, picture
from bot.seats import Left, Seats
from bot.sitting import AtTheTable, Sitting
from bot.standing import Standing, settled, standing
from facilitation.cards import Button, Kind, Many, Msg, Said, When, Who, msg
from facilitation.filling import given
from facilitation.model import ProceedingId
from facilitation.openings import Agreed, openings
from facilitation.proceeding import waiting
from facilitation.refusals import Refused
from facilitation.state import Proceeding
from facilitation.view.circle import circle_choices, circle_receipt
from facilitation.view.steps import step_id
from storage import logbook

AT_ONCE: Final = 6
"""So many matters under way are in the short menu; `more` shows all."""

AT_TABLE: Final = "play-also-table"

Do = Callable[[str], Awaitable[None]]
"""What an entry of the menu does, with the words that stood behind it."""


class Elsewhere(Exception):
    """Somebody wants to sit down with another circle."""


@dataclass(slots=True)
class Table:
    """The people at the keyboard, and their circle with everything in it."""

    seats: Seats
    logbook_command: str

    async def sit(self) -> None:
        """Go on until somebody gets up (`Left`) or goes to another circle (`Elsewhere`)."""
        while not self.seats.screen.gone:
            await self.seats.house.delivery.settled()
            try:
                await self._menu(await standing(self.seats.house, self.seats.circle))
            except Cancelled:
                self.seats.say(msg("play-cancelled"))
            except AtTheTable:
                continue
        raise Left

    # --- the menu -------------------------------------------------------------------------------------------

    async def _menu(self, now: Standing) -> None:
        seats = self.seats
        if seats.called is not None:
            seats.present, seats.called = seats.called, None
        seats.screen.line()
        seats.say(_lead(now), Kind.LEAD)
        short = tuple(self._short(now))
        known = {choice.label for choice in short}
        also = tuple(choice for choice in self._rest(now) if choice.label not in known)
        menu = Menu(seats, msg("play-your-move", person=Who(seats.present)), short, also, AT_TABLE)
        menu.show()
        while True:
            meant = await menu.read()
            if isinstance(meant, Aid):
                if self._help(now, meant):
                    return
            else:
                await meant.what(meant.words)
                return

    def _short(self, now: Standing) -> Iterator[Choice[Do]]:
        needing = now.needing(self.seats.people)
        first = (*needing, *(p for p in now.under_way if p not in needing))
        yield from (self._matter(p) for p in first[:AT_ONCE])
        if not now.under_way and self.seats.kinds:
            yield from (self._ready(now, topic) for topic in TOPICS)
        for button in openings(now.circle, self.seats.present, whole=False, agreed=_named(now)):
            yield self._opening(now, button)
        if now.agreed:
            yield self._entry("agreed", partial(self._agreed, now), count=len(now.agreed))

    def _rest(self, now: Standing) -> Iterator[Choice[Do]]:
        yield from (self._matter(p) for p in now.under_way)
        for button in openings(now.circle, self.seats.present, agreed=_named(now)):
            yield self._opening(now, button)
        for button in circle_choices(now.circle, self.seats.present):
            yield choice_of(button, partial(self._ask_circle, now, button), self.seats.voice)
        for p in now.held:
            yield Choice(
                partial(self._look_at, p.id),
                self.seats.voice.say(Said(p.title)),
                self.seats.voice.say(_where(p)),
            )
        yield self._entry("elsewhere", self._elsewhere)

    def _entry(self, name: str, do: Do, **args: int) -> Choice[Do]:
        voice = self.seats.voice
        return Choice(
            do, voice.say(msg(f"play-table-{name}")), voice.say(msg(f"play-table-{name}.hint", **args))
        )

    def _matter(self, p: Proceeding, do: Do | None = None) -> Choice[Do]:
        return Choice(
            do or partial(self._go_on, p.id),
            self.seats.voice.say(Said(p.title)),
            self.seats.voice.say(_where(p)),
        )

    def _ready(self, now: Standing, topic: str) -> Choice[Do]:
        voice, name = self.seats.voice, f"play-topic-{topic}"

        async def begin(_words: str) -> None:
            await self._begin(await bring_ready(self.seats, now.circle, topic))

        return Choice(begin, voice.say(msg(name)), voice.say(msg(f"{name}.hint")))

    def _opening(self, now: Standing, button: Button) -> Choice[Do]:
        async def begin(words: str) -> None:
            await self._begin(await bring(self.seats, now.circle, button, words))

        return choice_of(button, begin, self.seats.voice)

    def _help(self, now: Standing, aid: Aid) -> bool:
        """Help somebody; True where the menu is done with."""
        seats = self.seats
        match aid.name:
            case "quit":
                raise Left
            case "as":
                return seats.call(aid.words)
            case "board" | "circle":
                seats.room.recall(cards_of(picture, now.circle))
                return True
            case "help" | "words" | "who":
                aids.of_circle(aid.name, now.circle, seats.screen, seats.voice)
            case _:
                seats.say(msg("play-table-first"))
        return False

    # --- what is chosen -------------------------------------------------------------------------------------

    async def _go_on(self, id_: ProceedingId, _words: str) -> None:
        sitting = Sitting(self.seats, id_)
        await sitting.recall()
        await self._until_settled(await sitting.sit())

    async def _begin(self, id_: ProceedingId) -> None:
        await self._until_settled(await Sitting(self.seats, id_).sit())

    async def _until_settled(self, p: Proceeding) -> None:
        number = await self.seats.house.desk.read(logbook.number_of, p.id)
        self.seats.screen.line()
        self.seats.say(msg("play-decided", command=f"{self.logbook_command} show {number}"), Kind.LEAD)

    async def _agreed(self, now: Standing, _words: str) -> None:
        """Let somebody choose an agreement and see what can be done about it."""
        voice = self.seats.voice
        entries = tuple(Choice(p.id, voice.say(Said(p.title)), voice.say(_review(p))) for p in now.agreed)
        menu = Menu(self.seats, msg("play-which-agreement"), entries)
        menu.show()
        while True:
            meant = await menu.read()
            if isinstance(meant, Aid):
                if meant.name == "quit":
                    raise Left
                raise AtTheTable
            await self._look(meant.what)
            return

    async def _look_at(self, id_: ProceedingId, _words: str) -> None:
        await self._look(id_)

    async def _look(self, id_: ProceedingId) -> None:
        sitting = Sitting(self.seats, id_)
        p = await sitting.look()
        if settled(p):
            await self._until_settled(p)

    async def _ask_circle(self, now: Standing, button: Button, words: str) -> None:
        """Ask something of the circle itself."""
        seats, form = self.seats, self.seats.asks()
        while True:
            values = await form.fill(button, now.circle, words)
            try:
                answer = await seats.give(seats.circle, given(button, seats.present, values))
            except Refused as why:
                seats.screen.line(seats.voice.refusal(why), Kind.LEAD)
                words = ""
                if not button.form:
                    return
                continue
            said = circle_receipt(answer.circle or now.circle, answer.facts, seats.present)
            if said is not None:
                seats.say(said, Kind.LEAD)
            return

    async def _elsewhere(self, _words: str) -> None:
        raise Elsewhere


def _named(now: Standing) -> Agreed:
    """What a proposal can be to replace."""
    return tuple((p.id, p.title) for p in now.agreed)


def _lead(now: Standing) -> Msg:
    """In one line, what goes on."""
    circle = Said(now.circle.name)
    match now.under_way:
        case ():
            return msg("play-nothing-open", circle=circle)
        case (only,):
            return msg("play-unfinished", title=Said(only.title), circle=circle)
        case several:
            return msg("play-several-open", count=len(several), circle=circle)


def _where(p: Proceeding) -> Msg:
    """Which step something is in, and whose move it is."""
    table = p.on_table
    step = msg(step_id(p, table)) if table is not None else msg("play-nothing-waits")
    awaited = waiting(p)
    return (
        msg("play-matter", step=step, people=Many(awaited))
        if awaited
        else msg("play-matter-waits", step=step)
    )


def _review(p: Proceeding) -> Msg:
    review = p.version.draft.review if p.versions else p.opened
    return msg("decision-review", review=When(review, day=True))
