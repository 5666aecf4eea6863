"""Verbs: who may do what now, said once, asked by both `legal` and `decide`.

A verb joins a command to a *guard* (may this person do this, about this target, now? a `Reason` or None) and an
*act* (the facts it makes true). Buttons, menus and refusals all come from the same guard.

A card shows what anybody in the circle may do, and asks that of every guard for every person and target. Most
refusals have nothing to do with the person (there is no open question, the item is done), and such a refusal holds
for everybody. Which guards look at the person is seen from how they name it: `_who` is not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from enum import Enum
from inspect import signature
from typing import Any, Final

from facilitation.commands import Act
from facilitation.facts import Fact
from facilitation.model import Draft, Matter, PersonId, Words
from facilitation.once import once
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding, has_voice, is_known
from facilitation.values import dataclass

About = int | str | Enum | None
"""What a verb is about: an objection's or question's number, a person, a rung, or nothing in particular."""

Guard = Callable[[Proceeding, PersonId, Any], Reason | None]

Makes = Callable[[Proceeding, Any, datetime], Iterable[Fact]]
"""The facts that a command makes true now."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A command, its guard and its act.

    `about` reads from the command what it is about (several for acts on several objections); `targets` lists what
    it could be about now, for `legal`.
    """

    command: type[Act]
    guard: Guard
    act: Makes
    about: Callable[[Any], tuple[Any, ...]] = lambda _command: (None,)
    targets: Callable[[Proceeding], Iterable[Any]] = lambda _p: (None,)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a person may do now: a command and what it is about."""

    command: type[Act]
    target: About = None


@dataclass(frozen=True, slots=True, eq=False)
class _Both:
    """Guards asked in turn; the first refusal counts."""

    parts: tuple[Guard, ...]

    def __call__(self, p: Proceeding, who: PersonId, about: Any) -> Reason | None:  # noqa: ANN401 - see About
        for ask in self.parts:
            reason = ask(p, who, about)
            if reason is not None:
                return reason
        return None


def both(*guards: Guard) -> Guard:
    """A guard that asks several in turn and gives the first refusal."""
    return _Both(guards)


whoever: Final = both()
"""Whoever is known here."""


def anybody(guard: Guard, p: Proceeding, people: Iterable[PersonId], about: About) -> bool:
    """Whether a guard lets at least one of these people pass."""
    parts = _parts(guard)
    for who in people:
        for ask, personal in parts:
            if ask(p, who, about) is not None:
                if not personal:
                    return False
                break
        else:
            return True
    return False


@once
def _parts(guard: Guard) -> tuple[tuple[Guard, bool], ...]:
    """The guards that a guard asks in turn, and of each whether its answer depends on the person."""
    if isinstance(guard, _Both):
        return tuple(part for one in guard.parts for part in _parts(one))
    _, who, _ = signature(guard).parameters
    return ((guard, not who.startswith("_")),)


def anyone(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    """Everyone the circle knows, guests included."""
    return None if p.circle.member(who) else Reason.STRANGER


def voice(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    """Members with a consent right in this matter (INV-D8, INV-D9)."""
    if has_voice(p, who):
        return None
    member = p.circle.member(who)
    if member is None:
        return Reason.STRANGER
    return Reason.ABOUT_YOU if member.consents else Reason.NO_CONSENT_RIGHT


def facilitating(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    """The facilitator of this proceeding, or whoever facilitates beside them."""
    return None if who in (p.facilitator, p.co_facilitator) else Reason.NOT_FACILITATOR


def authoring(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    """The author, while a member."""
    return None if who == p.author else Reason.NOT_AUTHOR


def no_aside(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    """Nothing is being asked aside: for what can be done at any time but then. A step's own verbs all wait for that."""
    return Reason.ASIDE_FIRST if p.aside is not None else None


TITLE_LIMIT: Final = 200
SENTENCE_LIMIT: Final = 1_000
TEXT_LIMIT: Final = 20_000
FARTHEST: Final = timedelta(days=1827)
"""Five years: a decision nobody looks at again for longer is not one that is evaluated."""

ALLOWED_CONTROLS: Final = frozenset("\n\t")


def readable(text: str, limit: int = TEXT_LIMIT, *, needed: bool = True) -> str:
    """A text as it will be kept: without blank edges.

    Refuses an empty one where words are needed, one over `limit` characters, and one with control characters or
    halves of characters, which no chat shows and some obey.
    """
    kept = text.strip()
    if needed and not kept:
        raise Refused(Reason.TEXT_MISSING)
    if len(kept) > limit:
        raise Refused(Reason.TEXT_TOO_LONG, str(limit))
    if not kept.isprintable() and any(map(_unreadable, kept)):
        raise Refused(Reason.TEXT_UNREADABLE)
    return kept


def _unreadable(char: str) -> bool:
    code = ord(char)
    if char in ALLOWED_CONTROLS:
        return False
    return code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000  # noqa: PLR2004 - C0, C1, surrogates


def words(text: str, *, needed: bool = True) -> Words:
    """A person's words, readable."""
    return Words(readable(text, needed=needed))


def ahead(instant: datetime, now: datetime) -> datetime:
    """An instant that lies ahead, within five years; refuses any other."""
    if instant <= now:
        raise Refused(Reason.DATE_PAST)
    if instant > now + FARTHEST:
        raise Refused(Reason.DATE_FAR)
    return instant


def sound(draft: Draft, p: Proceeding | None, now: datetime) -> Draft:
    """A draft whose texts are readable, whose dates lie ahead and whose owner is a member, or was when named."""
    if draft.owner is not None and p is not None and not is_known(p, draft.owner):
        # An owner who has left meanwhile is replaced when somebody names another one, not by whoever mends a comma.
        present = {version.draft.owner for version in p.versions[-1:]} | {
            p.working.owner if p.working else None
        }
        if draft.owner not in present:
            raise Refused(Reason.NOT_A_MEMBER)
    condition = readable(draft.condition, SENTENCE_LIMIT, needed=False)
    if p is not None:
        no_trial(p.matter, draft)
    if condition and draft.until is None:
        raise Refused(Reason.DATE_PAST)
    return Draft(
        text=readable(draft.text),
        review=ahead(draft.review, now),
        owner=draft.owner,
        criteria=readable(draft.criteria, needed=False),
        condition=condition,
        until=ahead(draft.until, now) if condition and draft.until is not None else None,
    )


def no_trial(matter: Matter, draft: Draft) -> None:
    """Refuse a way of deciding that holds only if something comes true: nobody knows by which rules a trial of it ends.

    It is proposed with a day to look at it again and with support instead (MVOS 6.10.2; WDWD 4.3.3; domain.md 6.9).
    """
    if matter is Matter.SETTINGS and draft.condition.strip():
        raise Refused(Reason.NO_TRIAL)


def listed(text: str) -> tuple[str, ...]:
    """Names with commas between them.

    >>> listed("beds, the  paths,, beds")
    ('beds', 'the paths')
    """
    return tuple(dict.fromkeys(_named(text)))


def _named(text: str) -> Iterator[str]:
    return (" ".join(part.split()) for part in text.split(",") if part.strip())
