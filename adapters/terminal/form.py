"""Filling in a form at a keyboard, one field after the other.

What was typed is never thrown away: a value that cannot be read is asked for again and begins with what was
typed, and a whole form that was refused begins with what stood in it. `cancel` leaves a form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from adapters.reading import value
from adapters.reading.days import day
from adapters.reading.vocabulary import Reading, fold, vocabulary
from adapters.terminal import render
from adapters.terminal.client import Screen
from adapters.terminal.keyboard import Keyboard
from adapters.terminal.render import Row
from facilitation.cards import Blank, Button, Entry, Kind, Msg, Said, msg
from facilitation.draft_parts import draft_blanks, new_draft, present_draft
from facilitation.forms import HELPS, OUTSIDER, YES_NO, narrowed
from facilitation.model import Circle, Draft, PersonId
from facilitation.refusals import Ambiguous, Malformed
from facilitation.state import Proceeding

MORE = "more-to-say"
"""What is asked before what few people want to say."""
PEOPLE = (Entry.PERSON, Entry.PEOPLE)
CHOSEN = (Entry.CHOICE, Entry.CHOICES, *PEOPLE)
"""Fields whose options are listed with a number each."""
WORDED = (Entry.LONG, Entry.SHORT)
"""Fields that take a person's own words."""
EMPTIED = "-"
"""Typed into a field that may stay empty, it empties it."""


class Cancelled(Exception):
    """Somebody left a form."""


@dataclass(slots=True)
class Form:
    """The asking of one form. `typed` holds what stands in each field, for another try."""

    screen: Screen
    keyboard: Keyboard
    reading: Reading
    typed: dict[str, str] = field(default_factory=dict)
    ready: set[str] = field(default_factory=set)
    """Fields whose text stood behind the button's name already."""

    def say(self, said: Msg, kind: Kind = Kind.NOTE) -> None:
        """Show a sentence."""
        self.screen.line(self.reading.voice.say(said), kind)

    async def fill(self, button: Button, p: Proceeding | Circle, words: str = "") -> dict[str, object]:
        """The values of a button's form; `words` go into its first text. Raises `Cancelled`, `EOFError`."""
        if button.final and not self.typed:
            await self._confirm(button)
        worded = bool(words)  # whoever has their words ready needs no help to find them
        for blank in button.form:
            if words and blank.entry in WORDED and blank.name not in self.typed:
                self.typed[blank.name], words = words, ""
                self.ready.add(blank.name)
        asked = tuple(one for one in button.form if not (worded and one.name in HELPS))
        values: dict[str, object] = {}
        for blank in (one for one in asked if not one.later):
            values[blank.name] = await self._field(button, blank, p, values)
        if await self._wants_more(button.verb, tuple(self._later(asked, p))):
            for blank in (one for one in asked if one.entry is Entry.DRAFT):
                values[blank.name] = await self._draft(button, p, values[blank.name])
            for blank in (one for one in asked if one.later):
                values[blank.name] = await self._field(button, blank, p, values)
        return values

    def _later(self, asked: tuple[Blank, ...], p: Proceeding | Circle) -> Iterator[Blank]:
        """What is asked only of those who want to say more."""
        if any(blank.entry is Entry.DRAFT for blank in asked):
            yield from (replace(one, name=f"draft.{one.name}") for one in self._parts(p)[1] if one.later)
        yield from (blank for blank in asked if blank.later)

    async def _wants_more(self, verb: str, later: tuple[Blank, ...]) -> bool:
        """Whether somebody wants to say more than most people do; nobody is asked where there is no more."""
        if not later:
            return False
        say = Said(" · ".join(self.reading.voice.blank(verb, blank) for blank in later))
        label = self.reading.voice.say(msg("form-more", fields=say))
        blank = Blank(MORE, Entry.CHOICE, options=YES_NO)
        return await self.ask(verb, blank, self._start(blank) or "no", label) == "yes"

    async def _from_outside(self, button: Button, values: dict[str, object]) -> object:
        """The name of somebody who is no member, where no member was named; one of the two it has to be."""
        among = next(blank for blank in button.form if blank.name == "person")
        while values["person"] is None:
            name = await self.ask(button.verb, Blank(OUTSIDER, Entry.SHORT, required=False))
            if name is not None:
                return name
            self.say(msg("form-name-somebody"))
            values["person"] = await self.ask(button.verb, among)
        return None

    async def _field(
        self, button: Button, blank: Blank, p: Proceeding | Circle, values: dict[str, object]
    ) -> object:
        if blank.name == OUTSIDER:
            return await self._from_outside(button, values)
        if blank.entry is Entry.DRAFT:
            return await self._draft(button, p)
        if blank.name in self.ready:
            self.ready.discard(blank.name)
            return self.typed[blank.name]
        if blank.depends:
            chosen: tuple[str, ...] = values[blank.depends]  # type: ignore[assignment]  # some of its options
            every = narrowed(blank, chosen)
            return tuple([str(await self.ask(button.verb, one, self._start(one))) for one in every])
        return await self.ask(button.verb, blank, self._start(blank))

    async def _confirm(self, button: Button) -> None:
        voice = self.reading.voice
        self.screen.line(voice.confirmation(button.verb), Kind.LEAD)
        if not await self.agrees("terminal-yes-no"):
            raise Cancelled

    async def agrees(self, question: str, *, start: str = "") -> bool:
        """Yes or no."""
        yes = vocabulary(self.reading.voice, "terminal-yes")
        no = vocabulary(self.reading.voice, "terminal-no")
        while True:
            typed = fold(await self.keyboard.line(self.reading.voice.say(msg(question)) + " ", start=start))
            if typed in yes or typed in no:
                return typed in yes

    def _start(self, blank: Blank) -> str:
        """What a field begins with, as people would write it."""
        if blank.name in self.typed:
            return self.typed[blank.name]
        if not blank.start:
            return ""
        if blank.entry is Entry.PERSON:
            return self.reading.people.get(PersonId(blank.start), "")
        if blank.entry is Entry.CHOICE:
            return self.reading.voice.option(blank, blank.start)
        return blank.start

    async def ask(self, verb: str, blank: Blank, start: str = "", label: str = "") -> object:
        """One field, asked for until it can be read; None for an empty one that may be empty."""
        label = label or self.reading.voice.blank(verb, blank)
        self.screen.rows([Row(Kind.LEAD, label), *self._about(verb, blank)])
        if blank.entry in CHOSEN:
            for number, option in enumerate(blank.options, 1):
                self.screen.entry(number, *self._option(blank, option))
        if blank.entry is Entry.NUMBERS:
            for option, title in blank.labels:
                self.screen.entry(int(option), render.clean(title), "")
        while True:
            typed = await self._typed(blank, start)
            if not typed.strip() or (typed.strip() == EMPTIED and not blank.required):
                if not blank.required:
                    self.typed[blank.name] = ""
                    return None
                self.say(msg("refusal-text-missing" if blank.entry is Entry.LONG else "terminal-needed"))
                continue
            try:
                found = value(blank, typed, self.reading, verb)
            except (Malformed, Ambiguous) as fault:
                self.explain(fault)
                start = _start_again(blank, start, typed)
            else:
                self.typed[blank.name] = typed
                return found

    async def _typed(self, blank: Blank, start: str) -> str:
        if blank.entry is Entry.LONG:
            typed = await self.keyboard.text("> ", start=start)
        else:
            edits = blank.entry not in CHOSEN
            typed = await self.keyboard.line("> ", start=start, edits=edits)
        if fold(typed[:40]) in vocabulary(self.reading.voice, "terminal-cancel"):
            raise Cancelled
        return typed

    def explain(self, fault: Malformed | Ambiguous) -> None:
        """Say what could be typed instead."""
        if isinstance(fault, Ambiguous):
            names = " · ".join(render.clean(one) for one in fault.candidates[:8])
            self.say(msg("terminal-did-you-mean", candidates=Said(names)))
        else:
            self.say(msg(str(fault.args[0])))

    def _about(self, verb: str, blank: Blank) -> list[Row]:
        hint = self.reading.voice.blank_hint(verb, blank)
        if blank.entry is Entry.DATE and not hint:
            hint = self.reading.voice.say(msg("terminal-date"))
        return [Row(Kind.NOTE, hint)] if hint else []

    def _option(self, blank: Blank, option: str) -> tuple[str, str]:
        """What an option is called, and a line about it."""
        voice = self.reading.voice
        if blank.entry in PEOPLE:
            return render.clean(self.reading.people.get(PersonId(option), option)), ""
        hint = f"{blank.name}-{option.replace(' ', '-')}.hint"
        return voice.option(blank, option), voice.say(msg(hint)) if voice.has(hint) else ""

    def _parts(self, p: Proceeding | Circle) -> tuple[Draft, tuple[Blank, ...]]:
        """The text that is begun with, and all that belongs to it."""
        if isinstance(p, Proceeding):
            return present_draft(p), draft_blanks(present_draft(p), p.circle)
        new = new_draft(p, self.reading.now)
        return new, draft_blanks(new, p)

    async def _draft(self, button: Button, p: Proceeding | Circle, begun: object = None) -> Draft:
        """A text with what belongs to it; an empty answer keeps what is there. What was `begun` gets the rest."""
        present, parts = self._parts(p)
        if isinstance(begun, Draft):
            return await self.draft(button.verb, begun, [blank for blank in parts if blank.later])
        self.say(msg("terminal-draft-keep"))
        return await self.draft(button.verb, present, [blank for blank in parts if not blank.later])

    async def draft(self, verb: str, present: Draft, blanks: Sequence[Blank]) -> Draft:
        """Parts of a draft, each beginning with what stands."""
        given: dict[str, object] = {}
        for blank in blanks:
            alone = blank.name == "until" and not given.get("condition")
            given[blank.name] = None if alone else await self._part(verb, blank, present)
        return _drafted(present, given)

    async def _part(self, verb: str, blank: Blank, present: Draft) -> object:
        start = self.typed.get(blank.name) or self._part_start(blank)
        label = self.reading.voice.blank(verb, replace(blank, name=f"draft.{blank.name}"))
        found = await self.ask(verb, blank, start, label)
        untouched = self.typed.get(blank.name) == self._part_start(blank)
        return getattr(present, blank.name) if untouched else found

    def _part_start(self, blank: Blank) -> str:
        if blank.entry is Entry.DATE and blank.start:
            return self.reading.voice.form_day(day(blank.start, self.reading))
        if blank.entry is Entry.PERSON and blank.start:
            return self.reading.people.get(PersonId(blank.start), "")
        return blank.start


def _drafted(present: Draft, given: dict[str, object]) -> Draft:
    """A draft with these parts; those of which nothing was asked are as they were."""
    emptied = dict.fromkeys(("text", "criteria", "condition"), "")
    found = {name: emptied.get(name) if value is None else value for name, value in given.items()}
    if found.get("review", present) is None:
        found["review"] = present.review
    return replace(present, **found)  # type: ignore[arg-type]


def _start_again(blank: Blank, start: str, typed: str) -> str:
    """What a field begins with after a slip: what was typed, to be mended, or what was suggested, to be taken."""
    if blank.entry in WORDED or (blank.entry not in CHOSEN and not start):
        return typed
    return start
