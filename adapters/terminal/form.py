"""Filling in a form at a keyboard, one field after the other.

What was typed is never thrown away: a value that cannot be read is asked for again and begins with what was
typed, and a whole form that was refused begins with what stood in it. `cancel` leaves a form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from adapters.reading import value
from adapters.reading.days import day
from adapters.reading.vocabulary import Reading, fold, vocabulary
from adapters.terminal import render
from adapters.terminal.client import Screen
from adapters.terminal.keyboard import Keyboard
from adapters.terminal.render import Row
from facilitation.cards import Blank, Button, Entry, Kind, Msg, Said, msg
from facilitation.forms import HELPS, draft_blanks, narrowed, present_draft
from facilitation.model import Circle, Draft, PersonId
from facilitation.refusals import Ambiguous, Malformed
from facilitation.state import Proceeding

PARTS_AT_FIRST = 4
"""So many parts of a draft are asked for when it is written; a condition is rare, and can be added later."""
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
            if words and blank.entry in (Entry.LONG, Entry.SHORT) and blank.name not in self.typed:
                self.typed[blank.name], words = words, ""
                self.ready.add(blank.name)
        values: dict[str, object] = {}
        for blank in (one for one in button.form if not (worded and one.name in HELPS)):
            values[blank.name] = await self._field(button, blank, p, values)
        return values

    async def _field(
        self, button: Button, blank: Blank, p: Proceeding | Circle, values: Mapping[str, object]
    ) -> object:
        if blank.entry is Entry.DRAFT:
            return await self._draft(button, p)
        if blank.name in self.ready:
            self.ready.discard(blank.name)
            return self.typed[blank.name]
        if blank.depends:
            blank = narrowed(blank, str(values[blank.depends]))
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
        if blank.entry in (Entry.CHOICE, Entry.PERSON):
            for number, option in enumerate(blank.options, 1):
                self.screen.entry(number, *self._option(blank, option))
        while True:
            typed = await self._typed(blank, start)
            if not typed.strip() or (typed.strip() == EMPTIED and not blank.required):
                if not blank.required:
                    self.typed[blank.name] = ""
                    return None
                self.say(msg("refusal-text-missing" if blank.entry is Entry.LONG else "terminal-needed"))
                continue
            try:
                found = value(blank, typed, self.reading)
            except (Malformed, Ambiguous) as fault:
                self.explain(fault)
                start = "" if blank.entry in (Entry.CHOICE, Entry.PERSON) else typed
            else:
                self.typed[blank.name] = typed
                return found

    async def _typed(self, blank: Blank, start: str) -> str:
        if blank.entry is Entry.LONG:
            typed = await self.keyboard.text("> ", start=start)
        else:
            edits = blank.entry not in (Entry.CHOICE, Entry.PERSON)
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
        if blank.entry is Entry.PERSON:
            return render.clean(self.reading.people.get(PersonId(option), option)), ""
        hint = f"{blank.name}-{option.replace(' ', '-')}.hint"
        return voice.option(blank, option), voice.say(msg(hint)) if voice.has(hint) else ""

    async def _draft(self, button: Button, p: Proceeding | Circle) -> Draft:
        """A text with all that belongs to it; an empty answer keeps what is there."""
        if isinstance(p, Proceeding):
            return await self.draft(button.verb, present_draft(p), draft_blanks(present_draft(p), p.circle))
        review = self.reading.now + timedelta(days=p.settings.review_days)
        new = Draft(text="", review=review)
        return await self.draft(button.verb, new, draft_blanks(new, p)[:PARTS_AT_FIRST])

    async def draft(self, verb: str, present: Draft, blanks: Sequence[Blank]) -> Draft:
        """The parts of a draft, each beginning with what stands."""
        self.say(msg("terminal-draft-keep"))
        given: dict[str, object] = {}
        for blank in blanks:
            if blank.name == "until" and not given.get("condition"):
                continue
            given[blank.name] = await self._part(verb, blank, present)
        return _drafted(present, given)

    async def _part(self, verb: str, blank: Blank, present: Draft) -> object:
        start = self.typed.get(blank.name) or self._part_start(blank)
        label = self.reading.voice.say(msg("blank-draft")) if blank.name == "text" else ""
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
    texts = {name: str(given.get(name) or "") for name in ("text", "criteria", "condition")}
    review, owner, until = given.get("review"), given.get("owner"), given.get("until")
    return Draft(
        text=texts["text"],
        review=review if review is not None else present.review,  # type: ignore[arg-type]
        owner=owner,  # type: ignore[arg-type]
        criteria=texts["criteria"],
        condition=texts["condition"],
        until=until,  # type: ignore[arg-type]
    )
