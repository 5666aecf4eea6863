"""One sitting: a circle at one keyboard with one matter, from wherever it stands to where nothing is asked any more.

Nothing is kept here that would be missed. Whose move it is, what may be done and what was said come from the
proceeding each time; so a sitting that was killed goes on where it was.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from adapters.terminal.form import Cancelled
from adapters.terminal.parse import Aid, Choice, choice_of
from bot import aids
from bot.bringing import bring
from bot.menu import Menu
from bot.pictures import cards_of, picture
from bot.practice import next_act, owes_answer
from bot.practice_meeting import BROUGHT
from bot.seats import Left, Seats
from bot.standing import item_of, settled, to_bring
from facilitation.cards import Button, Kind, Who, msg
from facilitation.commands import Act
from facilitation.filling import given
from facilitation.model import Item, PersonId, ProceedingId, Status
from facilitation.openings import openings
from facilitation.proceeding import is_waiting, waiting
from facilitation.refusals import Refused
from facilitation.settings import Collection
from facilitation.state import CheckState, IntegrationState, Proceeding
from facilitation.view import choices, receipt
from facilitation.view.buttons import LATER

SELDOM: Final = frozenset(command.__name__ for command in LATER)
"""What is offered only to those who ask for more."""


Do = Callable[[str], Awaitable[bool]]
"""Does what was chosen, with the words behind it; False where somebody changed their mind."""
Entries = tuple[Choice[Do], ...]


class AtTheTable(Exception):
    """Somebody wants to see the whole circle's table again."""


@dataclass(slots=True)
class Sitting:
    """The people at the keyboard, at one matter. `passed` are turns that somebody let go by."""

    seats: Seats
    id: ProceedingId
    within: ProceedingId | None = None
    """The meeting that treats it as an item."""
    passed: set[tuple[object, ...]] = field(default_factory=set)

    async def proceeding(self) -> Proceeding:
        """Where things stand, after everything that was to be shown is shown."""
        await self.seats.house.delivery.settled()
        p = await self.seats.house.desk.proceeding(self.id)
        assert p is not None  # noqa: S101 - a sitting is about something that is open
        return p

    async def recall(self) -> None:
        """Show where things stand to somebody who has just sat down."""
        p = await self.proceeding()
        self.seats.room.recall(cards_of(picture, p))

    async def look(self) -> Proceeding:
        """Look at something that is settled, and do what can still be done about it."""
        await self.recall()
        await self._turn(await self.proceeding(), self.seats.present)
        return await self.sit()

    async def sit(self) -> Proceeding:
        """Go on until nothing is asked any more.

        Raises `Left` when somebody gets up, `AtTheTable` when somebody goes back to the table.
        """
        while not self.seats.screen.gone:
            p = await self.proceeding()
            if settled(p) or await self._is_left(p):
                return p
            if (item := item_of(p)) is not None:
                await Sitting(self.seats, item, within=self.id).sit()
            else:
                await self._next(p)
        raise Left

    async def _is_left(self, p: Proceeding) -> bool:
        """Whether the meeting knows by now what came of this item."""
        meeting = await self._meeting()
        return meeting is not None and item_of(meeting) != p.id

    async def _meeting(self) -> Proceeding | None:
        return None if self.within is None else await self.seats.house.desk.proceeding(self.within)

    async def _next(self, p: Proceeding) -> None:
        person = self._asked(p)
        if person is None:
            act = next_act(p, self.seats.kinds, self.seats.voice, self.seats.house.clock.now())
            if act is not None and await self._simulate(act):
                return
            person = self._still_asked(p)
        await self._turn(p, person)

    # --- whose move -----------------------------------------------------------------------------------------

    def _asked(self, p: Proceeding) -> PersonId | None:
        """The person at the keyboard who is to be asked now; None where a simulated member goes first."""
        seats = self.seats
        if seats.called is not None:
            person, seats.called = seats.called, None
            return person
        for who in seats.people:
            if self._has_idea(p, who):
                return who
        if not waiting(p) and not seats.kinds:
            return seats.present
        first = owes_answer(p) or next(iter(waiting(p)), None)
        return first if first in seats.people and (p.table_step, first) not in self.passed else None

    def _still_asked(self, p: Proceeding) -> PersonId:
        """The person to ask when no simulated member has anything to do."""
        seats = self.seats
        awaited = [who for who in waiting(p) if who in seats.people]
        if any((p.table_step, who) in self.passed for who in awaited):
            seats.say(msg("play-only-you"))
            self.passed.clear()
        return awaited[0] if awaited and seats.present not in awaited else seats.present

    def _has_idea(self, p: Proceeding, who: PersonId) -> bool:
        """Whether somebody should be asked for an idea before the text is changed without them."""
        if not self.seats.kinds or not isinstance(p.phase, IntegrationState) or p.aside is not None:
            return False
        objection = p.objection(p.phase.focus[0]) if p.phase.focus else None
        if objection is None or objection.status is not Status.QUALIFIED or who in waiting(p):
            return False
        said = bool(objection.suggestions) and any(s.by == who for s in objection.suggestions)
        ready = bool(objection.suggestions) or objection.by == who
        return ready and not said and (p.table_step, who, objection.number) not in self.passed

    def _pass(self, p: Proceeding, who: PersonId) -> None:
        focus = p.phase.focus[:1] if isinstance(p.phase, IntegrationState) else ()
        self.passed.add((p.table_step, who))
        self.passed.add((p.table_step, who, *focus))

    # --- simulated members ----------------------------------------------------------------------------------

    async def _simulate(self, act: Act) -> bool:
        seats = self.seats
        label = seats.voice.label(
            type(act).__name__, getattr(act, "objection", None) or getattr(act, "question", None)
        )
        seats.screen.act(seats.voice.name(act.by), label, act.by, tuple(seats.names))
        try:
            await seats.give(self.id, act)
        except Refused:  # the clock has changed what may be done: look again
            return False
        await seats.screen.rest()
        return True

    # --- the person at the keyboard -------------------------------------------------------------------------

    async def _turn(self, p: Proceeding, who: PersonId) -> None:
        seats = self.seats
        secret = seats.shared and is_secret(p)
        if seats.shared and (who != seats.present or secret):
            await seats.hand_over(who, secret=secret)
        seats.present = who
        await self._menu(p, who)
        if secret:
            seats.screen.clear()

    async def _menu(self, p: Proceeding, who: PersonId) -> None:
        menu = Menu(self.seats, msg("play-your-move", person=Who(who)), *await self._entries(p, who))
        if is_waiting(p):
            self.seats.say(msg("play-nothing-waits"))
        menu.show()
        while True:
            meant = await menu.read()
            if isinstance(meant, Aid):
                if await self._help(p, who, meant):
                    return
            elif await meant.what(meant.words):
                return

    async def _entries(self, p: Proceeding, who: PersonId) -> tuple[Entries, Entries]:
        """What belongs on the short menu, and what else there is: also in the meeting around it."""
        every = choices(p, who)
        brought = tuple(self._to_bring(p, who))
        often = [button for button in every if _often(p, who, button)] or ([] if brought else every)
        rest = [self._entry(p, who, button) for button in every if button not in often]
        if (meeting := await self._meeting()) is not None:
            rest += [self._entry(meeting, who, button) for button in choices(meeting, who)]
        return (*brought, *(self._entry(p, who, button) for button in often)), tuple(rest)

    def _entry(self, p: Proceeding, who: PersonId, button: Button) -> Choice[Do]:
        return choice_of(button, partial(self._do, p, who, button), self.seats.voice)

    def _to_bring(self, p: Proceeding, who: PersonId) -> Iterator[Choice[Do]]:
        """What has to be opened for the item on the table."""
        item = to_bring(p)
        for button in openings(p.circle, who) if item is not None else ():
            if item is not None and button.verb == BROUGHT.get(item.outcome):
                yield choice_of(button, partial(self._bring, p, item, button), self.seats.voice)

    async def _bring(self, p: Proceeding, item: Item, button: Button, words: str) -> bool:
        try:
            await bring(self.seats, p.circle, button, words, title=item.title, item_of=p.id)
        except Cancelled:
            self.seats.say(msg("play-cancelled"))
            return False
        return True

    async def _help(self, p: Proceeding, who: PersonId, aid: Aid) -> bool:
        """Help somebody; True where the menu is done with."""
        match aid.name:
            case "quit":
                raise Left
            case "circle":
                raise AtTheTable
            case "wait":
                self._pass(p, who)
                return True
            case "as":
                return self.seats.call(aid.words)
            case "board":
                await self.recall()
            case _:
                aids.show(aid.name, p, self.seats.screen, self.seats.voice)
        return False

    async def _do(self, p: Proceeding, who: PersonId, button: Button, words: str) -> bool:
        """Do what was chosen, asking for what it needs until it is done or somebody changes their mind."""
        seats, form = self.seats, self.seats.asks()
        while True:
            try:
                values = await seats.met(await form.fill(button, p, words))
                answer = await seats.give(p.id, given(button, who, values, seats.voice.say))
            except Cancelled:
                seats.say(msg("play-cancelled"))
                return False
            except Refused as why:
                seats.screen.line(seats.voice.refusal(why), Kind.LEAD)
                words = ""
                if not button.form:
                    return False
                continue
            if answer.proceeding is not None:
                seats.say(receipt(answer.proceeding, answer.facts, who), Kind.LEAD)
            return True


def is_secret(p: Proceeding) -> bool:
    """Whether what is answered now is nobody else's business until all are in."""
    return (
        isinstance(p.phase, CheckState)
        and p.aside is None
        and p.circle.settings.collection is Collection.SEALED
    )


def _often(p: Proceeding, who: PersonId, button: Button) -> bool:
    """Whether this belongs on the short menu; the presenter alone is asked for answers there."""
    return button.verb not in SELDOM and (button.verb != "Answer" or who == owes_answer(p))
