"""Circles at work, rehearsed in the rules alone: the commands of whole decisions, in the order they come.

Each circle has seven members. A decision is one of the preset `sofa`: everyone understands, everyone reacts,
the text stands, one member objects, the objection is understood, looked at and met by an amended text, and
then all consent. That is about fifty acts and seventy facts. Whose turn it is the rules say, so the acts are
found by playing them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from facilitation.circle import proceed_circle
from facilitation.commands import (
    Act,
    Amend,
    CircleCommand,
    Command,
    ConfirmAmendment,
    ConfirmStatement,
    Consent,
    Found,
    LetStand,
    Object,
    Pass,
    Propose,
    Reflect,
    Speak,
)
from facilitation.following import follow_ups
from facilitation.model import Circle, CircleId, Draft, Duty, Member, PersonId, ProceedingId, Words, but
from facilitation.proceeding import legal, proceed, waiting
from facilitation.state import CheckState, IntegrationState, Proceeding

NOW: Final = datetime(2026, 3, 2, 10, tzinfo=UTC)
"""When everything happens that does not measure time itself."""

MEMBERS: Final = 7

_REACTION: Final = Words(
    "I like the place. Could we use the old planks, and who will look after it in winter?"
)
_OBJECTION: Final = Words("It blocks the way to the shed, so the compost can no longer be brought out.")

Step = tuple[ProceedingId, Act]
"""A command and the proceeding it is for."""


@dataclass(slots=True)
class Stage:
    """A circle that takes one decision after the other, without any database."""

    circle: Circle
    found: Found
    decisions: int = 0

    def decision(self, now: datetime = NOW) -> list[Step]:
        """The acts of one whole decision, which is adopted at its end."""
        steps = list(self.acts(1, now))
        assert steps, "a decision has acts"
        return steps

    def acts(self, objections: int, now: datetime = NOW) -> Iterator[Step]:
        """The acts of a decision to which a member objects so many times, one after the other."""
        command: Act | None = self._proposal(now)
        p: Proceeding | None = None
        while command is not None:
            facts, p = proceed(p, command, now)
            yield p.id, command
            for target, following in follow_ups(p, facts):
                self._count_rounds(target, following, now)
            command = _next(p, objections)

    def until_consent(self, now: datetime = NOW) -> list[Step]:
        """The acts of a decision up to where everybody is asked for consent."""
        steps: list[Step] = []
        for step in self.acts(0, now):
            if isinstance(step[1], Consent):
                return steps
            steps.append(step)
        raise AssertionError("everybody is asked")

    def proposal(self, now: datetime = NOW) -> Step:
        """The act that opens one more decision, with which nobody goes on."""
        command = self._proposal(now)
        return command.id, command

    def _proposal(self, now: datetime) -> Propose:
        self.decisions += 1
        draft = Draft(text="We put up a bench by the pond before Easter.", review=now + timedelta(days=365))
        return Propose(
            by=self.circle.members[1].person,
            id=ProceedingId(f"p-{self.circle.id}-{self.decisions}"),
            circle=self.circle,
            title="A bench by the pond",
            draft=draft,
            driver="Whoever waters the beds has nowhere to sit, and people leave early.",
        )

    def _count_rounds(self, target: str, command: Command, now: datetime) -> None:
        """The next decision begins its rounds with somebody else, so the circle must hear of each round."""
        if isinstance(command, CircleCommand) and target == self.circle.id:
            self.circle = proceed_circle(self.circle, command, now)[1]


def stage(number: int = 1, size: int = MEMBERS) -> Stage:
    """A new circle, of seven where nothing else is said."""
    members = tuple(
        Member(person=PersonId(f"u-{number}-{place}"), duties=(Duty.FACILITATOR,) if place == 0 else ())
        for place in range(size)
    )
    found = Found(
        id=CircleId(f"c-{number}"), name=f"Garden {number}", aim="Grow what we eat.", members=members
    )
    return Stage(proceed_circle(None, found, NOW)[1], found)


def _next(p: Proceeding, objections: int) -> Act | None:
    """What the first of those who are awaited does; None when nobody is."""
    who = next(iter(waiting(p)), None)
    if who is None:
        return None
    if _objects(p, who, objections):
        return Object(by=who, text=_OBJECTION)
    offered = {offer.command for offer in legal(p, who)}
    return next(act for act in _likely(p, who) if type(act) in offered)


def _objects(p: Proceeding, who: PersonId, objections: int) -> bool:
    asked = isinstance(p.phase, CheckState) and p.aside is None
    return asked and len(p.objections) < objections and who == p.circle.members[3].person


def _likely(p: Proceeding, who: PersonId) -> Iterator[Act]:
    """What somebody may want to do, the likeliest first."""
    yield Consent(by=who)
    yield LetStand(by=who)
    yield Speak(by=who, text=_REACTION)
    if isinstance(p.phase, IntegrationState) and p.phase.focus:
        number = p.phase.focus[0]
        yield ConfirmStatement(by=who, objection=number)
        yield Reflect(by=who, objection=number, statement="The way to the shed must stay free.")
        yield ConfirmAmendment(by=who, objection=number)
        amended = but(
            p.version.draft, text=f"We put up a bench by the pond, {len(p.versions)} m from the way."
        )
        yield Amend(by=who, objections=p.phase.focus, draft=amended)
    yield Pass(by=who)
