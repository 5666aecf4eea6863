"""Small consent questions asked aside, while the main phase waits.

Dropping and postponing (MVOS 3.5.3), the sentence that says an objection back (MVOS 3.5.1), an amendment (S3
"Resolve Objections"), a ruling without the objector (SCM), passing a matter on (domain.md section 7.6), an early
review (MVOS 3.2.5): each is "any objection to ...?", closed by the first objection or when everyone asked has
none. Whoever puts the question has no objection to it. At most one is open; it is then the question on the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from facilitation.booking import books, in_phase
from facilitation.commands import Consent, Object, TakeBack, WithdrawAside
from facilitation.facts import (
    AgreementEnded,
    AgreementKept,
    AsideBegan,
    AsideCarried,
    AsideFell,
    AsideWithdrawn,
    Asks,
    Consented,
    Disqualified,
    DriverStands,
    DropConsented,
    Escalated,
    Fact,
    Integrated,
    Objected,
    ObjectionMoot,
    ObjectionTakenOver,
    Postponed,
    Qualified,
    ReviewBegan,
    SilenceSufficed,
    TookBack,
)
from facilitation.live import live
from facilitation.model import PersonId, Status, Words, but
from facilitation.refusals import Reason, Refused
from facilitation.settings import Absent, Voices
from facilitation.state import (
    Aside,
    DriverState,
    Proceeding,
    Result,
    ShapingState,
    consent_members,
    has_voice,
    here,
)
from facilitation.verbs import About, Guard, Verb, both, voice, words

WEIGHTY: Final = frozenset({Asks.DROP, Asks.KEEP, Asks.END, Asks.AUTHORITY})
"""Questions that are decisions themselves: members who are away are waited for, unless the circle decides without."""


TRIFLES: Final = frozenset({Asks.BREAK, Asks.ORDER, Asks.PROCESS_ROUND})
"""How we go on, never what we decide: the silence of those present settles it (MVOS 5.5.3; domain.md 3.3-9 (D))."""


def leaves_out_absent(p: Proceeding) -> bool:
    """Whether this circle decides with those present (HC 5.4.2; SoFA-F 223 B)."""
    settings = p.circle.settings
    return settings.voices is not Voices.ALL_MEMBERS or settings.absent is Absent.PRESENT_ONLY


def put(  # noqa: PLR0913 - the parts of one question, all named
    p: Proceeding,
    asks: Asks,
    now: datetime,
    *,
    mover: PersonId | None,
    without: PersonId | None = None,
    objection: int | None = None,
    text: Words = Words(""),
    until: datetime | None = None,
    whom: PersonId | None = None,
    among: tuple[PersonId, ...] | None = None,
) -> Iterator[Fact]:
    """Put a small question to those who are here; to everyone, if it is a decision in itself.

    `among` asks only some of them.
    """
    people = tuple(who for who in _addressed(p, asks) if who != without and (among is None or who in among))
    if not people:
        raise Refused(Reason.NOBODY_TO_ASK)
    seconds = p.circle.settings.fast_consent_seconds
    yield AsideBegan(
        at=now,
        step=p.step + 1,
        asks=asks,
        order=people,
        mover=mover,
        objection=objection,
        text=text,
        until=until,
        whom=whom,
        closes=now + timedelta(seconds=seconds) if asks in TRIFLES else None,
    )


def _addressed(p: Proceeding, asks: Asks) -> tuple[PersonId, ...]:
    return consent_members(p) if asks in WEIGHTY and not leaves_out_absent(p) else here(p)


def askable(asks: Asks) -> Guard:
    """Somebody is here to be asked: a question that nobody hears is not put."""

    def guard(p: Proceeding, _who: PersonId, _about: Any) -> Reason | None:  # noqa: ANN401 - see About
        return None if _addressed(p, asks) else Reason.NOBODY_TO_ASK

    return guard


def asked(p: Proceeding, aside: Aside) -> tuple[PersonId, ...]:
    """Who is still to be counted with: those who left the circle or went away are not waited for, but in a decision."""
    weighty = aside.asks in WEIGHTY and not leaves_out_absent(p)
    return tuple(who for who in aside.order if has_voice(p, who) and (weighty or who not in p.away))


def waiting(p: Proceeding, aside: Aside) -> tuple[PersonId, ...]:
    """Who has not answered the small question."""
    return tuple(who for who in asked(p, aside) if who not in aside.consented)


def settle(p: Proceeding, aside: Aside, now: datetime) -> Iterator[Fact]:
    """Close the question when everyone has answered, and say what follows."""
    if waiting(p, aside):
        return
    if not asked(p, aside):
        yield AsideWithdrawn(at=now)
        return
    yield AsideCarried(at=now)
    yield from _carried(p, aside, now)


def due(p: Proceeding, aside: Aside) -> Iterator[datetime]:
    """When a trifle is settled by the silence of those present."""
    if aside.closes is not None and waiting(p, aside):
        yield aside.closes


def tick(p: Proceeding, aside: Aside, now: datetime) -> Iterator[Fact]:
    """Nobody present has objected in time. Whoever is away was not asked, and nothing is assumed of them."""
    for instant in due(p, aside):
        if instant > now:
            return
        if not live(p):  # people have parted meanwhile: silence says nothing any more
            yield AsideWithdrawn(at=now)
            return
        yield SilenceSufficed(at=now, due=instant, people=waiting(p, aside))
        yield from _carried(p, aside, now)


Carried = Callable[[Proceeding, Aside, datetime], Iterator[Fact]]
CARRIED: Final[dict[Asks, Carried]] = {}
"""What follows when nobody objects to a question that another module asks (`carries`)."""


def carries(*asks: Asks) -> Callable[[Carried], Carried]:
    """Register what follows when nobody objects to such a question."""

    def register(function: Carried) -> Carried:
        CARRIED.update(dict.fromkeys(asks, function))
        return function

    return register


FELL: Final[dict[Asks, Carried]] = {}
"""What follows from an objection to a question that another module asks (`falls`)."""


def falls(*asks: Asks) -> Callable[[Carried], Carried]:
    """Register what follows from an objection to such a question, after the question is closed."""

    def register(function: Carried) -> Carried:
        FELL.update(dict.fromkeys(asks, function))
        return function

    return register


def _carried(p: Proceeding, aside: Aside, now: datetime) -> Iterator[Fact]:
    if aside.asks in CARRIED:
        yield from CARRIED[aside.asks](p, aside, now)
        return
    number = aside.objection or 0
    until = aside.until or now
    if aside.asks is Asks.AMENDMENT:
        for met in _met_with(p, number):
            yield Integrated(at=now, number=met)
    elif aside.asks is Asks.BROADER:
        if p.circle.broader is not None:
            numbers = tuple(o.number for o in p.open_objections)
            yield Escalated(at=now, to=p.circle.broader, numbers=numbers)
    elif aside.asks in _DATED:
        yield _DATED[aside.asks](now, until)
    elif aside.asks in _NUMBERED:
        yield _NUMBERED[aside.asks](now, number)
    else:
        yield _PLAIN[aside.asks](now)


_NUMBERED: Final[dict[Asks, Callable[[datetime, int], Fact]]] = {
    Asks.STATEMENT: lambda now, number: Qualified(at=now, number=number),
    Asks.RULING: lambda now, number: Disqualified(at=now, number=number),
    Asks.MOOT: lambda now, number: ObjectionMoot(at=now, number=number),
}
_DATED: Final[dict[Asks, Callable[[datetime, datetime], Fact]]] = {
    Asks.POSTPONE: lambda now, until: Postponed(at=now, until=until),
    Asks.KEEP: lambda now, until: AgreementKept(at=now, review=until),
}
_PLAIN: Final[dict[Asks, Callable[[datetime], Fact]]] = {
    Asks.DRIVER: lambda now: DriverStands(at=now),
    Asks.DROP: lambda now: DropConsented(at=now),
    Asks.EARLY_REVIEW: lambda now: ReviewBegan(at=now, early=True),
    Asks.END: lambda now: AgreementEnded(at=now),
}


def _met_with(p: Proceeding, number: int) -> Iterator[int]:
    """An amendment nobody objects to meets every objection it was offered for, and those beneath it."""
    amendment = p.objections[number - 1].amendment
    same = [o.number for o in p.open_objections if o.status is Status.AMENDED and o.amendment == amendment]
    yield from same
    beneath = p.objection(p.objections[number - 1].parent)
    while beneath is not None:
        # One that was withdrawn or parked meanwhile is not met by what it no longer asks for (INV-O2).
        if beneath.number not in same and beneath.status is Status.AMENDED:
            yield beneath.number
        beneath = p.objection(beneath.parent)


def fell(p: Proceeding, aside: Aside, c: Object, now: datetime) -> Iterator[Fact]:
    """What an objection to the small question leads to."""
    text = words(c.text)
    yield AsideFell(at=now, person=c.by, text=text)
    number = aside.objection or 0
    if aside.asks is Asks.RULING:
        yield Qualified(at=now, number=number)
    elif aside.asks is Asks.MOOT:
        yield ObjectionTakenOver(at=now, number=number, by=c.by, text=text)
    elif aside.asks is Asks.AMENDMENT:
        # S3 "Resolve Objections": an objection to an amendment is worked on by the same routine (INV-O6).
        yield Objected(at=now, person=c.by, number=len(p.objections) + 1, text=text, parent=number)
    elif aside.asks in FELL:
        yield from FELL[aside.asks](p, aside, now)


# --- verbs ----------------------------------------------------------------------------------------------------


def _in_order(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    assert p.aside is not None  # noqa: S101 - these verbs are looked up only while an aside is open
    if who in p.aside.order:
        return None
    objection = p.objection(p.aside.objection)
    return Reason.OWN_OBJECTION if objection and objection.by == who else Reason.NOT_ASKED


def _undecided(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    assert p.aside is not None  # noqa: S101 - as above
    return Reason.ALREADY_SPOKEN if who in p.aside.consented else None


def _decided(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    assert p.aside is not None  # noqa: S101 - as above
    mine = who in p.aside.consented and who != p.aside.mover
    return None if mine else Reason.NOTHING_CHANGED


def _mover(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    assert p.aside is not None  # noqa: S101 - as above
    # A question that the method itself puts is not one person's to take back; the facilitator may, so that
    # the circle is never caught in it.
    if p.aside.asks in (Asks.DRIVER, Asks.MOOT, Asks.AMENDMENT, Asks.STATEMENT):
        return Reason.NOT_MOVER
    return None if who in (p.aside.mover, p.facilitator) else Reason.NOT_MOVER


def _consent(_p: Proceeding, c: Consent, now: datetime) -> Iterator[Fact]:
    yield Consented(at=now, person=c.by)


def _object(p: Proceeding, c: Object, now: datetime) -> Iterator[Fact]:
    assert p.aside is not None  # noqa: S101 - as above
    yield from fell(p, p.aside, c, now)


def _take_back(_p: Proceeding, c: TakeBack, now: datetime) -> Iterator[Fact]:
    yield TookBack(at=now, person=c.by)


def _withdraw(_p: Proceeding, _c: WithdrawAside, now: datetime) -> Iterator[Fact]:
    yield AsideWithdrawn(at=now)


def _not_mover(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    assert p.aside is not None  # noqa: S101 - as above
    return Reason.ALREADY_SPOKEN if who == p.aside.mover else None


VERBS: Final = (
    Verb(Consent, both(voice, _in_order, _undecided), _consent),
    Verb(Object, both(voice, _in_order, _not_mover), _object),
    Verb(TakeBack, both(voice, _in_order, _decided), _take_back),
    Verb(WithdrawAside, both(voice, _mover), _withdraw),
)


# --- booking --------------------------------------------------------------------------------------------------


@books(AsideBegan)
def _book_began(p: Proceeding, fact: AsideBegan) -> Proceeding:
    aside = Aside(
        asks=fact.asks,
        step=fact.step,
        began=fact.at,
        order=fact.order,
        consented=frozenset({fact.mover} if fact.mover is not None and fact.mover in fact.order else ()),
        mover=fact.mover,
        objection=fact.objection,
        text=fact.text,
        until=fact.until,
        whom=fact.whom,
        closes=fact.closes,
    )
    return but(p, aside=aside, step=fact.step)


def end_aside(
    p: Proceeding, closing: str, person: PersonId | None = None, text: Words = Words("")
) -> Proceeding:
    """Close the aside and keep what came of it visible."""
    if p.aside is None:
        return p
    result = Result(
        step=p.aside.step,
        closing=closing,
        driver=p.driver,
        work=p.work,
        aside=p.aside,
        person=person,
        text=text,
    )
    return but(p, aside=None, results=(*p.results, result))


@books(AsideCarried)
def _book_carried(p: Proceeding, _fact: AsideCarried) -> Proceeding:
    return end_aside(p, "AsideCarried")


@books(SilenceSufficed)
def _book_sufficed(p: Proceeding, fact: SilenceSufficed) -> Proceeding:
    if p.aside is None:
        return p
    return end_aside(but(p, aside=but(p.aside, silent=fact.people)), "SilenceSufficed")


@books(AsideFell)
def _book_fell(p: Proceeding, fact: AsideFell) -> Proceeding:
    p = in_phase(p, DriverState, fell=True)  # the reason waits to be said anew
    if p.aside is not None and p.aside.asks is Asks.DRIVER:
        p = in_phase(p, ShapingState, fell=True)
    return end_aside(p, "AsideFell", fact.person, fact.text)


@books(AsideWithdrawn)
def _book_withdrawn(p: Proceeding, _fact: AsideWithdrawn) -> Proceeding:
    return end_aside(p, "AsideWithdrawn")
