"""How one reader, or one room, is spoken to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from adapters.wording import dates
from adapters.wording.bundles import SOURCE, exists, sentence
from facilitation.cards import Arg, Blank, Button, Entry, Line, Many, Msg, Said, When, Who, msg
from facilitation.model import GONE, PersonId
from facilitation.refusals import Refused

Names = Callable[[PersonId], str | None] | Mapping[PersonId, str]
Insert = Callable[[Arg, str], str]
"""What a platform makes of a name, a date or a text before it goes into a sentence."""

FSI, PDI = "\u2068", "\u2069"
TURNING: Final = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Characters that turn the direction of what follows them; a name has no use for them."""


def slug(value: str) -> str:
    """A word of the core as part of a message id.

    >>> slug("leave it")
    'leave-it'
    """
    return value.replace(" ", "-").replace("_", "-")


def plain(_arg: Arg, text: str) -> str:
    """Insert names, dates and texts as they are."""
    return text


class Wording:
    """How one reader, or one room, is spoken to.

    `zone` is the reader's; `names` tells what a person is called; `preset` is the circle's, for the words
    that differ from school to school. With `isolate`, names and texts in sentences are wrapped in direction
    isolates, so that a name written from right to left does not turn the sentence around it. `insert` lets a
    platform escape what is inserted, or put its own markup for it; the sentences themselves hold no markup.

    Never raises into the app: a message missing in a language is said in English, an unknown one as its id.

    >>> voice = Wording(names={PersonId("ana"): "Ana", PersonId("bo"): "Bo", PersonId("cy"): "Cy"})
    >>> voice.names((PersonId("ana"), PersonId("bo"), PersonId("cy")))
    'Ana, Bo and Cy'
    >>> voice.say(msg("no-such-message"))
    'no-such-message'
    >>> voice.label("Consent"), Wording(preset="s3").label("Consent")
    ('Consent', 'No objection')
    """

    def __init__(  # noqa: PLR0913 - all but the language named, each with a usual value
        self,
        language: str = SOURCE,
        *,
        zone: tzinfo | str = UTC,
        names: Names | None = None,
        preset: str = "sofa",
        isolate: bool = False,
        insert: Insert = plain,
    ) -> None:
        self.language = language
        self.zone: tzinfo = ZoneInfo(zone) if isinstance(zone, str) else zone
        self.preset = preset
        self.isolate = isolate
        self._names: Names = names if names is not None else {}
        self._insert = insert
        self._locale = dates.locale_of(language)

    def say(self, said: Msg | Said) -> str:
        """A message as a sentence, or somebody's own text as it is."""
        if isinstance(said, Said):
            return self._insert(said, self.text(said))
        args: dict[str, str | int] = {"preset": self.preset}
        args.update({slug(name): self._arg(value) for name, value in said.args})
        return sentence(self.language, said.id, args)

    def line(self, line: Line) -> str:
        """What one line of a card says; its kind and whose words it holds are the platform's to show."""
        return self.say(line.text)

    def has(self, name: str) -> bool:
        """Whether there is such a message, in this language or in English."""
        return exists(self.language, name)

    def text(self, said: Said) -> str:
        """Somebody's own text, or the sentence that stands where it was."""
        return self.say(msg("words-removed")) if said.text == GONE else said.text

    def name(self, person: PersonId) -> str:
        """What a person is called."""
        known = self._names(person) if callable(self._names) else self._names.get(person)
        return " ".join((known or "").translate(TURNING).split()) or self.say(msg("somebody"))

    def names(self, people: tuple[PersonId, ...]) -> str:
        """Several people, as a list of names."""
        called = [self._one(Who(person)) for person in people]
        return dates.listed(called, self._locale) if called else self.say(msg("nobody"))

    def when(self, at: datetime, *, day: bool = False) -> str:
        """An instant in the reader's zone, which is named; or the day it falls on there."""
        if day:
            return dates.long_day(at, self.zone, self._locale)
        return dates.moment(at, self.zone, self._locale)

    def form_day(self, at: datetime) -> str:
        """The day an instant falls on in the reader's zone, the way forms take it."""
        return dates.form_day(at, self.zone)

    def relative(self, at: datetime, now: datetime) -> str:
        """How far away an instant is: "in 2 days", "3 hours ago"."""
        return dates.span(at - now, self._locale, direction=True)

    def span(self, length: timedelta) -> str:
        """A length of time: "3 days"."""
        return dates.span(length, self._locale)

    def label(self, verb: str, target: int | None = None) -> str:
        """What a button says."""
        return self.say(msg(f"do-{verb}", target=target or 0))

    def hint(self, verb: str, target: int | None = None) -> str:
        """One line that explains a button."""
        return self.say(msg(f"do-{verb}.hint", target=target or 0))

    def confirmation(self, verb: str) -> str:
        """The question before an act that wants a second look."""
        return self.say(msg(f"confirm-{verb}"))

    def button(self, button: Button) -> str:
        """The label of a card's button."""
        return self.label(button.verb, button.target)

    def blank(self, verb: str, blank: Blank) -> str:
        """The label of a form's field."""
        return self.say(msg(blank.words or self._blank(verb, blank)))

    def blank_hint(self, verb: str, blank: Blank) -> str:
        """One line about a form's field; empty where none is needed."""
        hint = f"{self._blank(verb, blank)}.hint"
        return self.say(msg(hint)) if self.has(hint) else ""

    def option(self, blank: Blank, option: str) -> str:
        """One choice of a form's field: a word of the method, a number, or a name."""
        word = f"{blank.words or blank.name}-{slug(option)}"
        if option in (titles := dict(blank.labels)):
            return self._flat(Said(titles[option]))
        if self.has(word):
            return self.say(msg(word))
        # The names of roles are the circle's own words.
        plain = option.isdigit() or blank.entry not in (Entry.PERSON, Entry.PEOPLE)
        return option if plain else self.name(PersonId(option))

    def refusal(self, refused: Refused) -> str:
        """Why something was not done, and what to do instead."""
        detail: Arg = Said(refused.detail) if refused.detail else "none"
        return self.say(msg(f"refusal-{slug(refused.reason.value)}", detail=detail))

    def _flat(self, said: Said) -> str:
        return " ".join(self.text(said).translate(TURNING).split())

    def _blank(self, verb: str, blank: Blank) -> str:
        whole, dot, part = blank.name.partition(
            "."
        )  # a part of a draft, where its parts are fields of one form
        if dot:
            return f"blank-{whole}-{part}" if self.has(f"blank-{whole}-{part}") else f"blank-{part}"
        close = f"blank-{verb}-{blank.name}"
        return close if self.has(close) else f"blank-{blank.name}"

    def _arg(self, arg: Arg) -> str | int:
        match arg:
            case Msg():
                return self.say(arg)
            case Many(people):
                return self.names(people)
            case When(at, day):
                return self._insert(arg, self.when(at, day=day))
            case Who() | Said():
                return self._one(arg)
            case _:
                return arg

    def _one(self, arg: Who | Said) -> str:
        """A name, or a text inside a sentence, where it has to be one line."""
        shown = self._insert(arg, self.name(arg.person) if isinstance(arg, Who) else self._flat(arg))
        return FSI + shown + PDI if self.isolate else shown
