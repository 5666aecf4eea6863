"""Circles that do anything the rules allow: a random but repeatable supply of whole proceedings.

Every act comes from `legal` and is filled with plausible words, dates and people, so a few hundred steps meet
most of the facts there are. The same seed walks the same way.
"""

import random
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from facilitation.circle import proceed_circle
from facilitation.commands import Act, Command, Found, Propose, Tick
from facilitation.facts import Fact
from facilitation.model import Circle, CircleId, Draft, Duty, Member, PersonId, ProceedingId, Words
from facilitation.proceeding import legal, proceed, waiting, wake_at
from facilitation.refusals import Refused
from facilitation.state import Proceeding

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE = tuple(PersonId(f"u-{name}") for name in ("ana", "bo", "chi", "dee", "eli"))
PRESETS = ("sofa", "s3", "rolebased")


def found(seed: int = 0, id_: str = "c-kitchen", broader: str | None = None) -> Found:
    duties = {PEOPLE[0]: (Duty.FACILITATOR,), PEOPLE[1]: (Duty.LEADER,), PEOPLE[2]: (Duty.DELEGATE,)}
    return Found(
        id=CircleId(id_),
        name="Kitchen",
        aim="Everybody eats well",
        members=tuple(Member(person=who, duties=duties.get(who, ())) for who in PEOPLE),
        preset=PRESETS[seed % 3],
        broader=None if broader is None else CircleId(broader),
    )


def circle(seed: int = 0) -> Circle:
    return proceed_circle(None, found(seed), START)[1]


def propose(circle: Circle, id_: str = "p-rota", **more: Any) -> Propose:  # noqa: ANN401 - any of its fields
    draft = Draft(text="We cook in turns, one week each.", review=START + timedelta(days=90))
    fixed = {"id": ProceedingId(id_), "circle": circle, "title": "Cooking rota", "draft": draft}
    return Propose(**{"by": PEOPLE[0], **fixed, **more})


@dataclass(slots=True)
class Walk:
    """One proceeding, one random act after the other; time passes now and then."""

    seed: int = 0
    now: datetime = START
    p: Proceeding | None = None
    count: int = 0
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311 - the same walk each time

    def steps(self, count: int) -> Iterator[tuple[Command, datetime, tuple[Fact, ...]]]:
        """Commands that were not refused, when they were given, and the facts they led to."""
        for self.count in range(count):
            if self.p is not None and self.p.over:
                return
            command = propose(circle(self.seed)) if self.p is None else self.act()
            try:
                facts, after = proceed(self.p, command, self.now)
            except Refused:
                continue
            self.p = after
            yield command, self.now, facts

    def act(self) -> Command:
        assert self.p is not None
        self.now += timedelta(minutes=self.dice.choice((1, 5, 30)))
        due = wake_at(self.p)
        if due is not None and (self.dice.random() < 0.05 or due <= self.now):
            self.now = max(due, self.now)
            return Tick()
        awaited = waiting(self.p) if self.dice.random() < 0.8 else ()
        who = self.dice.choice(awaited or PEOPLE)
        offers = legal(self.p, who)
        if not offers:
            return Tick()
        weights = [LIKELY.get(offer.command.__name__, 1) for offer in offers]
        offer = self.dice.choices(offers, weights)[0]
        return self.filled(offer.command, who, offer.target)

    def filled(self, kind: type[Act], who: PersonId, about: object) -> Act:
        """A command with every field that has no default, and some that have, filled in."""
        hints, values = get_type_hints(kind), {}
        for each in fields(kind):
            if each.name in ("by", "step") or (each.default is not MISSING and self.dice.random() < 0.5):
                continue
            values[each.name] = self.value(hints[each.name], each.name, about)
        return kind(by=who, **values)

    def value(self, hint: object, name: str, about: object) -> object:
        if NoneType in get_args(hint):
            (hint,) = (arg for arg in get_args(hint) if arg is not NoneType)
        if name in ("objections", "objection", "question", "pieces") or hint is int:
            number = about if isinstance(about, int) else 1
            return (number,) if get_origin(hint) is tuple else number
        if hint is Words or hint is str:
            return f"Because of reason {self.count}, given with {self.dice.choice(('ÿ', '😀', 'a', '<b>'))}"
        if hint is PersonId:
            return about if about in PEOPLE else self.dice.choice(PEOPLE)
        if hint is datetime:
            return self.now + timedelta(days=self.dice.randint(1, 30))
        if hint is Draft:
            review = self.now + timedelta(days=self.dice.randint(30, 200))
            return Draft(text=f"Text {self.count}: we cook.", review=review)
        if hint is bool:
            return self.dice.random() < 0.5
        if isinstance(hint, type) and issubclass(hint, Enum):
            return about if isinstance(about, hint) else self.dice.choice(list(hint))
        raise TypeError(f"nothing to fill {name}: {hint} with")


LIKELY = {
    **dict.fromkeys(
        ("Consent", "Pass", "Speak", "LetStand", "AcceptDriver", "ConfirmAmendment", "Answer"), 20
    ),
    **dict.fromkeys(
        ("ConfirmStatement", "AcceptObjection", "Amend", "TakeUp", "Reflect", "AgreeItQualifies"), 8
    ),
    **dict.fromkeys(("RaiseConcern", "LeaveIt"), 20),
    **dict.fromkeys(("MeetCondition", "Argue", "Suggest", "Dispute"), 4),
    **dict.fromkeys(("Object",), 2),
    **dict.fromkeys(("ComeBackToMe", "Ask", "TakeBack", "RewordDriver", "AnotherPass", "Redraft"), 0.2),
    **dict.fromkeys(("Leave", "HandOver", "GivePen", "TakeRung", "NameStuck", "WithdrawConsent"), 0.1),
    **dict.fromkeys(("Discard", "ProposePostpone", "AnswerProcess", "WithdrawAside", "ProposeEnd"), 0.1),
    **dict.fromkeys(("AskProcess", "TakeOver", "Withdraw", "ProposeDrop"), 0.02),
    **dict.fromkeys(("AskTemperature", "ShowTemperature", "ShowStance", "CloseTemperature"), 0.02),
    **dict.fromkeys(("AskTrifle", "OpenProcessRound", "AbortRound", "EscalateToMeeting"), 0.01),
}
"""How keen people are on an act, against 1 for all others: so that most walks come to a decision."""


@cache
def walked(seed: int, count: int = 250) -> tuple[Fact, ...]:
    """All facts of one walk."""
    return tuple(fact for _, _, facts in Walk(seed).steps(count) for fact in facts)
