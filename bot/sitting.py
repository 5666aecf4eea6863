"""One sitting: a circle at one keyboard, from wherever it stands to where nothing is asked any more.

Nothing is kept here that would be missed. Whose move it is, what may be done and what was said come from the
proceeding each time; so a sitting that was killed goes on where it was.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from adapters.terminal import parse
from adapters.terminal.client import Screen, TerminalRoom
from adapters.terminal.form import Cancelled, Form
from adapters.terminal.keyboard import Keyboard
from adapters.terminal.parse import Aid
from adapters.terminal.vocabulary import Reading
from adapters.wording import Wording
from bot import aids
from bot.compose import House
from bot.practice import Temperament, next_act, owes_answer
from facilitation import commands as c
from facilitation.cards import Button, Kind, Msg, Who, msg
from facilitation.commands import Act
from facilitation.model import PersonId, ProceedingId, Status
from facilitation.proceeding import is_waiting, waiting
from facilitation.refusals import Ambiguous, Malformed, Refused
from facilitation.settings import Collection
from facilitation.state import CheckState, IntegrationState, Proceeding
from facilitation.view import choices, receipt, show

SELDOM: Final = frozenset(
    command.__name__
    for command in (
        c.TakeBack,
        c.WithdrawObjection,
        c.Park,
        c.Unpark,
        c.NameStuck,
        c.GivePen,
        c.CallNext,
        c.AnotherPass,
        c.WithdrawAside,
        c.WithdrawConsent,
        c.AskProcess,
        c.ProposePostpone,
        c.ProposeDrop,
        c.Withdraw,
        c.Discard,
        c.Arrive,
        c.Leave,
        c.HandOver,
        c.TakeOver,
    )
)
"""What is offered only to those who ask for more."""


class Left(Exception):
    """Somebody got up from the keyboard."""


@dataclass(slots=True)
class Sitting:
    """Who sits at the keyboard, and at what. `kinds` are the simulated members; nobody is where all are real."""

    house: House
    screen: Screen
    keyboard: Keyboard
    room: TerminalRoom
    voice: Wording
    names: Mapping[PersonId, str]
    id: ProceedingId
    people: tuple[PersonId, ...]
    kinds: Mapping[PersonId, Temperament]
    present: PersonId
    called: PersonId | None = None
    passed: set[tuple[object, ...]] = field(default_factory=set)
    told: bool = False

    def say(self, said: Msg, kind: Kind = Kind.NOTE) -> None:
        """Show a sentence."""
        self.screen.line(self.voice.say(said), kind)

    @property
    def shared(self) -> bool:
        """Whether several people share the keyboard."""
        return len(self.people) > 1

    async def proceeding(self) -> Proceeding:
        """Where things stand, after everything that was to be shown is shown."""
        await self.house.delivery.settled()
        p = await self.house.desk.proceeding(self.id)
        assert p is not None  # noqa: S101 - a sitting is about something that is open
        return p

    async def recall(self) -> None:
        """Show where things stand to somebody who has just sat down."""
        p = await self.proceeding()
        self.room.recall(tuple(replace(card, key=f"{p.id}/{card.key}") for card in show(p)))

    async def sit(self) -> Proceeding:
        """Go on until nothing is asked any more. Raises `Left` when somebody gets up."""
        while not self.screen.gone:
            p = await self.proceeding()
            if settled(p):
                return p
            await self._next(p)
        raise Left

    async def _next(self, p: Proceeding) -> None:
        person = self._asked(p)
        if person is None:
            act = next_act(p, self.kinds, self.voice, self.house.clock.now())
            if act is not None and await self._simulate(act):
                return
            person = self._still_asked(p)
        await self._turn(p, person)

    # --- whose move -----------------------------------------------------------------------------------------

    def _asked(self, p: Proceeding) -> PersonId | None:
        """The person at the keyboard who is to be asked now; None where a simulated member goes first."""
        if self.called is not None:
            person, self.called = self.called, None
            return person
        for who in self.people:
            if self._has_idea(p, who):
                return who
        if not waiting(p) and not self.kinds:
            return self.present
        first = owes_answer(p) or next(iter(waiting(p)), None)
        return first if first in self.people and (p.table_step, first) not in self.passed else None

    def _still_asked(self, p: Proceeding) -> PersonId:
        """The person to ask when no simulated member has anything to do."""
        awaited = [who for who in waiting(p) if who in self.people]
        if any((p.table_step, who) in self.passed for who in awaited):
            self.say(msg("play-only-you"))
            self.passed.clear()
        return awaited[0] if awaited and self.present not in awaited else self.present

    def _has_idea(self, p: Proceeding, who: PersonId) -> bool:
        """Whether somebody should be asked for an idea before the text is changed without them."""
        if not self.kinds or not isinstance(p.phase, IntegrationState) or p.aside is not None:
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
        label = self.voice.label(
            type(act).__name__, getattr(act, "objection", None) or getattr(act, "question", None)
        )
        self.screen.act(self.voice.name(act.by), label, act.by, tuple(self.names))
        try:
            await self.house.desk.handle(self.id, act, _delivery(), self.house.clock.now())
        except Refused:  # the clock has changed what may be done: look again
            return False
        await self.house.delivery.settled()
        await self.screen.rest()
        return True

    # --- the person at the keyboard -------------------------------------------------------------------------

    async def _turn(self, p: Proceeding, who: PersonId) -> None:
        secret = self.shared and isinstance(p.phase, CheckState) and p.aside is None
        secret = secret and p.circle.settings.collection is Collection.SEALED
        if self.shared and (who != self.present or secret):
            await self._hand_over(who, secret=secret)
        self.present = who
        await self._menu(p, who)
        if secret:
            self.screen.clear()

    async def _hand_over(self, who: PersonId, *, secret: bool) -> None:
        self.screen.line()
        self.say(msg("play-hand-over-alone" if secret else "play-hand-over", person=Who(who)), Kind.LEAD)
        await self.keyboard.line("")

    async def _menu(self, p: Proceeding, who: PersonId, *, whole: bool = False) -> None:
        every = choices(p, who)
        often = tuple(button for button in every if _often(p, who, button))
        menu = every if whole or not often else often
        if is_waiting(p):
            self.say(msg("play-nothing-waits"))
        self._show_menu(menu, who)
        while True:
            typed = await self.keyboard.line(self._prompt(who), words=[self.voice.button(b) for b in every])
            try:
                meant = parse.read(typed, (*menu, *(b for b in every if b not in menu)), self.voice)
            except (Malformed, Ambiguous) as fault:
                self._form().explain(fault)
                continue
            if isinstance(meant, Aid):
                if await self._help(p, who, meant):
                    return
                continue
            if await self._do(p, who, meant.button, meant.words):
                return

    def _prompt(self, who: PersonId) -> str:
        return f"{self.voice.name(who)} > "

    def _show_menu(self, menu: tuple[Button, ...], who: PersonId) -> None:
        self.screen.line()
        self.say(msg("play-your-move", person=Who(who)), Kind.LEAD)
        for number, button in enumerate(menu, 1):
            hint = self.voice.hint(button.verb, button.target)
            self.screen.entry(number, self.voice.button(button), hint)
        self.say(msg("play-also-short" if self.told else "play-also"))
        self.told = True

    async def _help(self, p: Proceeding, who: PersonId, aid: Aid) -> bool:
        """Help somebody; True where the menu is done with."""
        match aid.name:
            case "quit":
                raise Left
            case "wait":
                self._pass(p, who)
                return True
            case "as":
                return self._call(aid.words)
            case "more":
                await self._menu(p, who, whole=True)
                return True
            case "board":
                await self.recall()
            case _:
                aids.show(aid.name, p, self.screen, self.voice)
        return False

    def _call(self, name: str) -> bool:
        try:
            self.called = parse.person(name, {who: self.names[who] for who in self.people})
        except Ambiguous as fault:
            self._form().explain(fault)
            return False
        return True

    def _form(self) -> Form:
        reading = Reading(self.names, self.house.clock.now(), self.house.settings.time_zone, self.voice)
        return Form(self.screen, self.keyboard, reading)

    async def _do(self, p: Proceeding, who: PersonId, button: Button, words: str) -> bool:
        """Do what was chosen, asking for what it needs until it is done or somebody changes their mind."""
        form = self._form()
        while True:
            try:
                values = await form.fill(button, p, words)
                act = parse.command(button, who, button.step, values)
                answer = await self.house.desk.handle(self.id, act, _delivery(), self.house.clock.now())
            except Cancelled:
                self.say(msg("play-cancelled"))
                return False
            except Refused as why:
                self.screen.line(self.voice.refusal(why), Kind.LEAD)
                words = ""
                if not button.form:
                    return False
                continue
            await self.house.delivery.settled()
            if answer.proceeding is not None:
                self.say(receipt(answer.proceeding, answer.facts, who), Kind.LEAD)
            return True


def _often(p: Proceeding, who: PersonId, button: Button) -> bool:
    """Whether this belongs on the short menu; the presenter alone is asked for answers there."""
    return button.verb not in SELDOM and (button.verb != "Answer" or who == owes_answer(p))


def settled(p: Proceeding) -> bool:
    """Whether a decision is made, or nothing will come of it any more."""
    return p.over or (p.phase is not None and p.phase.name == "in force" and p.aside is None)


def _delivery() -> str:
    return f"terminal/{uuid.uuid4().hex}"
