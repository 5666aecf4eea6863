"""Forms for a chat: a draft taken apart into its fields, and what was filled in read back into the values of a command.

A field that does not come back at all stays as it began, so a platform that has no room for every field may leave out
what is not required. A field that comes back empty is emptied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from adapters.reading import Reading, value
from adapters.reading.days import day
from adapters.reception import Account, Given
from adapters.wording import slug
from facilitation.cards import Blank, Button, Entry, Msg, Said, msg
from facilitation.draft_parts import draft_blanks, new_draft, present_draft
from facilitation.forms import OUTSIDER, narrowed
from facilitation.model import Circle, Draft, PersonId
from facilitation.refusals import Ambiguous, Malformed, Reason, Refused
from facilitation.state import Proceeding

WRITTEN: Final = frozenset({Entry.SHORT, Entry.LONG})
"""Fields that hold somebody's own words."""
Accounts = Mapping[str, PersonId]
"""Who is behind the accounts that were chosen, by the account."""
Wrong = tuple[tuple[str, Msg], ...]


class Faulty(Exception):
    """Fields that cannot be read; `wrong` says of each what can."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(tuple(name for name, _ in wrong))
        self.wrong = wrong


# --- asking ---------------------------------------------------------------------------------------------------


def fields(
    button: Button, about: Proceeding | Circle, reading: Reading, given: Mapping[str, Given] | None = None
) -> tuple[Blank, ...]:
    """The fields of a button's form, each one that a person fills in; days as forms take them.

    Where what may go into one depends on another, that other is asked for first, alone. What few want to say comes last.
    """
    form = _narrowed(button.form, given or {})
    every = tuple(_field(one, reading) for blank in form for one in _apart(blank, about, reading.now))
    return (*(blank for blank in every if not blank.later), *(blank for blank in every if blank.later))


def unfinished(button: Button, given: Mapping[str, Given]) -> bool:
    """Whether a form came back of which only the beginning was asked."""
    return any(
        blank.depends and not any(name.startswith(f"{blank.name}.") for name in given)
        for blank in button.form
    )


def _narrowed(form: tuple[Blank, ...], given: Mapping[str, Given]) -> Iterator[Blank]:
    deciding = {blank.depends for blank in form if blank.depends}
    chosen = {one.name: _chosen_of(one, given) for one in form if one.name in deciding}
    if not all(chosen.values()):
        yield from (blank for blank in form if blank.name in deciding)
        return
    for blank in form:
        if blank.name in chosen:
            yield replace(blank, options=chosen[blank.name], start=", ".join(chosen[blank.name]))
        else:
            yield from narrowed(blank, chosen[blank.depends]) if blank.depends else (blank,)


def _chosen_of(blank: Blank, given: Mapping[str, Given]) -> tuple[str, ...]:
    """Those options of a field that were chosen, each once."""
    every = ", ".join(map(_text, _several(given.get(blank.name, ())))).split(",")
    return tuple(dict.fromkeys(one.strip() for one in every if one.strip() in blank.options))


def _apart(blank: Blank, about: Proceeding | Circle, now: datetime) -> Iterator[Blank]:
    if blank.entry is not Entry.DRAFT:
        yield blank
        return
    draft = _starting(about, now)
    circle = about.circle if isinstance(about, Proceeding) else about
    yield from (replace(part, name=f"{blank.name}.{part.name}") for part in draft_blanks(draft, circle))


def _starting(about: Proceeding | Circle, now: datetime) -> Draft:
    """What a draft begins with: the present text, or an empty one with the review the circle usually has."""
    if isinstance(about, Proceeding):
        return present_draft(about)
    return new_draft(about, now)


def _field(blank: Blank, reading: Reading) -> Blank:
    if blank.entry is Entry.DATE and blank.start:
        return replace(blank, start=reading.voice.form_day(day(blank.start, reading)))
    return blank


# --- reading --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Filled:
    """A form that came back, read field by field; what is wrong with any is collected in `wrong`."""

    given: Mapping[str, Given]
    reading: Reading
    accounts: Accounts
    wrong: list[tuple[str, Msg]] = field(default_factory=list)

    def values(self, button: Button, about: Proceeding | Circle) -> dict[str, object]:
        """The values for `filling`. Raises `Faulty` with all that is wrong, or nothing where more is to be asked."""
        if unfinished(button, self.given):
            raise Faulty(())
        asked = fields(button, about, self.reading, self.given)
        known = {blank.name: self.value(blank, button.verb) for blank in asked}
        self.wrong += _not_one(known)
        if self.wrong:
            raise Faulty(tuple(self.wrong))
        plain = {blank.name for blank in button.form if blank.entry is not Entry.DRAFT}
        found = {name: one for name, one in known.items() if name in plain}
        for blank in button.form:
            if blank.entry is Entry.DRAFT:
                found[blank.name] = _draft(blank.name, known, asked, about, self)
            elif blank.depends:
                each = (one.name for one in asked if one.name.startswith(f"{blank.name}."))
                found[blank.name] = tuple(str(known[name]) for name in each)
        return found

    def value(self, blank: Blank, verb: str = "") -> object:
        """What stands in one field; None for an empty one that may be empty, or that cannot be read."""
        try:
            return self._read(blank, verb)
        except Malformed as fault:
            self.wrong.append((blank.name, msg(str(fault.args[0]))))
        except Ambiguous as fault:
            said = Said(" · ".join(fault.candidates[:8]))
            self.wrong.append((blank.name, msg("terminal-did-you-mean", candidates=said)))
        except Refused as refused:
            self.wrong.append((blank.name, refusal(refused)))
        return None

    def untouched(self, blank: Blank) -> bool:
        """Whether a field holds what it began with."""
        stands = self.given.get(blank.name, blank.start)
        return stands == blank.start or (isinstance(stands, str) and stands.strip() == blank.start.strip())

    def _read(self, blank: Blank, verb: str) -> object:
        stands = self.given.get(blank.name, blank.start)
        if _empty(stands):
            if blank.required:
                raise Refused(Reason.TEXT_MISSING)
            return None
        match blank.entry:
            case Entry.PEOPLE:
                return tuple(dict.fromkeys(self._person(blank, one) for one in _several(stands)))
            case Entry.PERSON:
                return self._person(blank, next(iter(_several(stands))))
            case Entry.CHOICE | Entry.CHOICES | Entry.NUMBERS:
                return self._chosen(blank, stands)
            case _:
                return value(blank, _text(stands), self.reading, verb)

    def _chosen(self, blank: Blank, stands: Given) -> object:
        many = [_text(one) for one in _several(stands)]
        if blank.entry is Entry.CHOICE and many[0] in blank.options:
            return many[0]
        if blank.entry is Entry.CHOICES and set(many) <= set(blank.options):
            return tuple(dict.fromkeys(many))
        return value(blank, ", ".join(many), self.reading)

    def _person(self, blank: Blank, one: str | Account) -> PersonId:
        if isinstance(one, Account):
            person = self.accounts.get(one.id)
            if person is None or (blank.options and person not in blank.options):
                raise Refused(Reason.NOT_A_MEMBER)
            return person
        if one in (blank.options or self.reading.people):
            return PersonId(one)
        found = value(replace(blank, entry=Entry.PERSON), one, self.reading)
        return PersonId(str(found))


def _not_one(known: Mapping[str, object]) -> Iterator[tuple[str, Msg]]:
    """What is wrong where somebody is named in one of two fields: nobody was, or two people."""
    if OUTSIDER not in known:
        return
    found = {known["person"], known[OUTSIDER]} - {None}
    if not found:
        yield "person", msg("form-name-somebody")
    elif len(found) > 1:
        yield OUTSIDER, msg("form-name-one")


def chosen_accounts(given: Mapping[str, Given]) -> Iterator[Account]:
    """Every account of the platform that was chosen somewhere in a form."""
    for stands in given.values():
        yield from (one for one in _several(stands) if isinstance(one, Account))


def _several(stands: Given) -> tuple[str | Account, ...]:
    return stands if isinstance(stands, tuple) else (stands,)


def _empty(stands: Given) -> bool:
    return not stands.strip() if isinstance(stands, str) else not stands


def _text(one: Given) -> str:
    if isinstance(one, tuple):
        return ", ".join(map(_text, one))
    return one.name or one.id if isinstance(one, Account) else one


def _draft(
    name: str, known: Mapping[str, object], asked: Iterable[Blank], about: Proceeding | Circle, filled: Filled
) -> Draft:
    """A draft out of its parts; a part that was not touched is exactly what it was."""
    before = _starting(about, filled.reading.now)
    parts = {
        blank.name.removeprefix(f"{name}."): blank for blank in asked if blank.name.startswith(f"{name}.")
    }

    def part(which: str, empty: object) -> object:
        blank = parts.get(which)
        if blank is None or filled.untouched(blank):
            return getattr(before, which)
        found = known[blank.name]
        return empty if found is None else found

    return Draft(
        text=str(part("text", "")),
        review=part("review", before.review),  # type: ignore[arg-type]
        owner=part("owner", None),  # type: ignore[arg-type]
        criteria=str(part("criteria", "")),
        condition=str(part("condition", "")),
        until=part("until", None),  # type: ignore[arg-type]
    )


# --- what was typed, and what is wrong ------------------------------------------------------------------------


def typed(form: Iterable[Blank], given: Mapping[str, Given]) -> tuple[tuple[Blank, str], ...]:
    """What somebody wrote themselves, to be shown again where it was not taken."""
    blanks = {blank.name: blank for blank in form}
    written = ((_blank_of(name, blanks), _text(stands).strip()) for name, stands in given.items())
    return tuple(
        (blank, text)
        for blank, text in written
        if blank is not None and blank.entry in WRITTEN and text not in ("", blank.start.strip())
    )


def as_typed(given: Mapping[str, Given]) -> tuple[tuple[Blank, str], ...]:
    """What somebody seems to have written themselves, where nobody knows the form any more: no single words."""
    texts = ((name, stands.strip()) for name, stands in given.items() if isinstance(stands, str))
    return tuple((Blank(name, Entry.LONG), text) for name, text in texts if len(text.split()) > 1)


def _blank_of(name: str, blanks: Mapping[str, Blank]) -> Blank | None:
    whole, dot, part = name.partition(".")
    if dot and whole in blanks:
        return Blank(name, Entry.LONG if part in ("text", "criteria", "condition") else Entry.DATE)
    return blanks.get(name)


def refusal(refused: Refused) -> Msg:
    """The sentence of a refusal."""
    detail = Said(refused.detail) if refused.detail else "none"
    return msg(f"refusal-{slug(refused.reason.value)}", detail=detail)


_FIELDS: Final[dict[Reason, frozenset[Entry]]] = {
    Reason.TEXT_MISSING: WRITTEN,
    Reason.TEXT_TOO_LONG: WRITTEN,
    Reason.TEXT_UNREADABLE: WRITTEN,
    Reason.DATE_PAST: frozenset({Entry.DATE}),
    Reason.DATE_FAR: frozenset({Entry.DATE}),
    Reason.NOT_A_MEMBER: frozenset({Entry.PERSON, Entry.PEOPLE}),
    Reason.NOT_FULL_MEMBER: frozenset({Entry.PERSON, Entry.PEOPLE}),
    Reason.NOT_ELIGIBLE: frozenset({Entry.PERSON}),
    Reason.NUMBER_ODD: frozenset({Entry.NUMBER, Entry.NUMBERS}),
    Reason.NOT_SO_LONG: frozenset({Entry.NUMBER}),
}
"""The kinds of fields a refusal can be about."""


def at_fault(refused: Refused, asked: Iterable[Blank], given: Mapping[str, Given]) -> str:
    """The field a refusal is about; "" where it is not plainly one of them."""
    able = [blank for blank in asked if blank.entry in _FIELDS.get(refused.reason, frozenset())]
    if refused.reason is Reason.TEXT_TOO_LONG and able:
        return max(able, key=lambda blank: len(_text(given.get(blank.name, "")))).name
    if refused.reason is Reason.TEXT_MISSING:
        able = [blank for blank in able if _empty(given.get(blank.name, blank.start))]
    else:
        able = [blank for blank in able if not _empty(given.get(blank.name, blank.start))]
    return able[0].name if len(able) == 1 else ""
