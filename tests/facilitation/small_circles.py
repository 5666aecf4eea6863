"""Small circles and the proposals they look at: what the tests of the core begin with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from facilitation.circle import decide_circle, evolve_circle
from facilitation.commands import CircleCommand, Command, Propose
from facilitation.facts import Fact
from facilitation.model import (
    Circle,
    CircleId,
    Draft,
    Duty,
    Member,
    PersonId,
    ProceedingId,
    Standing,
    Words,
    but,
)
from facilitation.proceeding import fold, proceed
from facilitation.refusals import Reason, Refused
from facilitation.settings import LateObjection, settings_from
from facilitation.state import Proceeding

NOW = datetime(2030, 1, 7, 9, tzinfo=UTC)
REVIEW = datetime(2033, 1, 10, 9, tzinfo=UTC)
SOON = timedelta(days=3)
LATER = timedelta(days=30)

ANA, BO, CY, DEE, EVE, FAY, GUS, STRANGER = map(
    PersonId, ("ana", "bo", "cy", "dee", "eve", "fay", "gus", "nobody")
)
PEOPLE = (ANA, BO, CY, DEE, EVE, FAY, GUS)

TEXT_A = Draft(text="a", review=REVIEW)
TEXT_B = Draft(text="b", review=REVIEW)
O = Words("o")  # noqa: E741 - one letter is all that these people ever say


def member(person: PersonId, standing: Standing = Standing.FULL, *duties: Duty) -> Member:
    return Member(person=person, standing=standing, duties=duties)


def joined(p: Proceeding, *more: Member) -> Proceeding:
    """The same when these belong to the circle as well."""
    return but(p, circle=but(p.circle, members=(*p.circle.members, *more)))


def circle(
    *members: Member, preset: str = "sofa", overrides: dict[str, str] | None = None, **changes: object
) -> Circle:
    """A circle of these members; without any, ana facilitates bo and cy."""
    trio = (member(ANA, Standing.FULL, Duty.FACILITATOR), member(BO), member(CY))
    plain = Circle(id=CircleId("garden"), name="Garden", aim="Green", members=members or trio)
    return replace(plain, settings=settings_from(preset, overrides or {}), **changes)


def proposal(owner: Circle, by: PersonId = BO, **changes: object) -> Propose:
    # A circle that takes objections to a meeting is in one here: else every objection would end in the backlog.
    meets = owner.settings.late_objection is LateObjection.TO_MEETING
    plain = Propose(
        by=by,
        id=ProceedingId("beds"),
        circle=owner,
        title="Beds",
        draft=TEXT_A,
        item_of=ProceedingId("meeting") if meets else None,
    )
    return replace(plain, **changes)


def opened(owner: Circle, by: PersonId = BO, **changes: object) -> Proceeding:
    return proceed(None, proposal(owner, by, **changes), NOW)[1]


def after(p: Proceeding, *commands: Command, now: datetime = NOW) -> Proceeding:
    """The proceeding after these commands, none of which may be refused."""
    for command in commands:
        p = proceed(p, command, now)[1]
    return p


def grown(owner: Circle, *facts: Fact) -> Circle:
    """The circle after these facts."""
    for fact in facts:
        owner = evolve_circle(owner, fact)
    return owner


def refusal(owner: Circle | None, command: CircleCommand) -> tuple[Reason, str] | None:
    """Why a circle refuses this, with what its sentence names; None where it does not."""
    try:
        decide_circle(owner, command, NOW)
    except Refused as why:
        return why.reason, why.detail
    return None


class Told:
    """A proceeding with its log, for tests that look at facts."""

    def __init__(self, owner: Circle, by: PersonId = BO, **changes: object) -> None:
        self.now = NOW
        self.facts: tuple[Fact, ...]
        self.facts, self.p = proceed(None, proposal(owner, by, **changes), NOW)

    def do(self, *commands: Command, wait: timedelta = timedelta()) -> tuple[Fact, ...]:
        """What these commands make true, after waiting."""
        self.now += wait
        before = len(self.facts)
        for command in commands:
            more, self.p = proceed(self.p, command, self.now)
            self.facts += more
        assert fold(self.facts) == self.p
        return self.facts[before:]
