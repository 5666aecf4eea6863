"""Temperature checks: how does this feel? Beside whatever else goes on, and binding nobody.

Never a decision, never in the logbook, names in words without any ranking (domain.md sections 1, 4.5 and 6.10). Not
while answers are given sealed: a mood about the text would tell them. Closed by whoever asked, or after a day (D).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from facilitation.booking import books
from facilitation.commands import AskTemperature, CloseTemperature, ShowStance, ShowTemperature
from facilitation.facts import (
    Fact,
    StanceShown,
    TemperatureAsked,
    TemperatureClosed,
    TemperatureShown,
)
from facilitation.model import Feeling, PersonId, Scale, Stance, Temperature, but
from facilitation.refusals import Reason, Refused
from facilitation.settings import Collection
from facilitation.state import CheckState, Proceeding
from facilitation.verbs import About, Guard, Verb, anyone, both, words

LASTS: Final = timedelta(days=1)
"""How long a temperature check stays open when nobody closes it (D)."""


def open_ones(p: Proceeding) -> tuple[Temperature, ...]:
    """Those that are not closed."""
    return tuple(one for one in p.temperatures if not one.closed)


def due(p: Proceeding) -> Iterator[datetime]:
    """When each of them closes by itself."""
    return (one.until for one in open_ones(p))


def tick(p: Proceeding, now: datetime) -> Iterator[Fact]:
    """Close those whose time has passed."""
    for one in open_ones(p):
        if one.until <= now:
            yield TemperatureClosed(at=now, number=one.number, due=one.until)


SEALED_STEPS: Final[set[type[object]]] = set()
"""States of phases in which something is given sealed, whatever the circle's setting; registered by their module."""


def _open_step(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    for state in (p.phase, p.held):
        checks = isinstance(state, CheckState) and p.circle.settings.collection is Collection.SEALED
        if checks or type(state) in SEALED_STEPS:
            return Reason.SEALED_NOW
    return None


def _known(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    if not 1 <= about <= len(p.temperatures):
        return Reason.NO_SUCH_THING
    return Reason.OVER if p.temperatures[about - 1].closed else None


def _on(scale: Scale) -> Guard:
    def guard(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
        return None if p.temperatures[about - 1].scale is scale else Reason.NO_SUCH_THING

    return guard


def _asker(p: Proceeding, who: PersonId, about: int) -> Reason | None:
    return None if p.temperatures[about - 1].by == who else Reason.NOT_MOVER


def _ask(p: Proceeding, c: AskTemperature, now: datetime) -> Iterator[Fact]:
    number, text = len(p.temperatures) + 1, words(c.text)
    yield TemperatureAsked(at=now, by=c.by, number=number, text=text, scale=c.scale, until=now + LASTS)


def _new(p: Proceeding, who: PersonId, number: int, shown: Feeling | Stance) -> None:
    if (who, shown) in p.temperatures[number - 1].shown:
        raise Refused(Reason.NOTHING_CHANGED)


def _show(p: Proceeding, c: ShowTemperature, now: datetime) -> Iterator[Fact]:
    _new(p, c.by, c.question, c.feeling)
    yield TemperatureShown(at=now, person=c.by, number=c.question, feeling=c.feeling)


def _stand(p: Proceeding, c: ShowStance, now: datetime) -> Iterator[Fact]:
    _new(p, c.by, c.question, c.stance)
    yield StanceShown(at=now, person=c.by, number=c.question, stance=c.stance)


def _close(_p: Proceeding, c: CloseTemperature, now: datetime) -> Iterator[Fact]:
    yield TemperatureClosed(at=now, number=c.question, by=c.by)


def _one(c: ShowTemperature | ShowStance | CloseTemperature) -> tuple[int, ...]:
    return (c.question,)


def _numbers(p: Proceeding) -> list[int]:
    return [one.number for one in p.temperatures]


TEMPERATURE: Final = (
    Verb(AskTemperature, both(anyone, _open_step), _ask),
    Verb(ShowTemperature, both(anyone, _open_step, _known, _on(Scale.HANDS)), _show, _one, _numbers),
    Verb(ShowStance, both(anyone, _open_step, _known, _on(Scale.STANCES)), _stand, _one, _numbers),
    Verb(CloseTemperature, both(_known, _asker), _close, _one, _numbers),
)
"""Asking how something feels, and saying it: everybody, in any process."""


# --- booking --------------------------------------------------------------------------------------------------


@books(TemperatureAsked)
def _book_asked(p: Proceeding, fact: TemperatureAsked) -> Proceeding:
    asked = Temperature(number=fact.number, by=fact.by, text=fact.text, scale=fact.scale, until=fact.until)
    return but(p, temperatures=(*p.temperatures, asked))


@books(TemperatureShown)
def _book_shown(p: Proceeding, fact: TemperatureShown) -> Proceeding:
    return _with(p, fact.number, fact.person, fact.feeling)


@books(StanceShown)
def _book_stance(p: Proceeding, fact: StanceShown) -> Proceeding:
    return _with(p, fact.number, fact.person, fact.stance)


def _with(p: Proceeding, number: int, who: PersonId, shown: Feeling | Stance) -> Proceeding:
    old = p.temperatures[number - 1]
    kept = (*(pair for pair in old.shown if pair[0] != who), (who, shown))
    return _changed(p, but(old, shown=kept))


@books(TemperatureClosed)
def _book_closed(p: Proceeding, fact: TemperatureClosed) -> Proceeding:
    return _changed(p, but(p.temperatures[fact.number - 1], closed=True))


def _changed(p: Proceeding, one: Temperature) -> Proceeding:
    kept = tuple(one if old.number == one.number else old for old in p.temperatures)
    return but(p, temperatures=kept)
