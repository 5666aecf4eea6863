"""What happened, one line a fact: for the history of a proposal and for its minutes.

In a circle that collects answers sealed, the history says who has answered and never what.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from facilitation import facts as f
from facilitation.cards import Arg, Many, Msg, Said, When, Who, msg
from facilitation.model import PersonId
from facilitation.state import Proceeding
from facilitation.view.kinds import TELLS
from facilitation.view.parts import word
from facilitation.view.secrets import is_sealed, shown
from facilitation.view.steps import phase_id

ANSWERS: Final = (f.Consented, f.ConcernRaised, f.LeftToOthers, f.Objected)
UNTOLD: Final[frozenset[type[f.Fact]]] = frozenset(
    {
        f.TurnBegan,
        f.TurnRanOver,
        f.PassBegan,
        f.ArgumentAccepted,
        f.DisputeStood,
        f.RuleClaimed,
        f.AmendmentConfirmed,
        f.ConcernsHeard,
        f.HandedUp,
        f.PieceMoved,
        f.ListProposed,
        f.HelpersNamed,
        f.TunersNamed,
        f.NeedsWorded,
        f.AskedAgain,
        f.TemperatureAsked,
        f.TemperatureShown,
        f.StanceShown,
        f.TemperatureClosed,
        f.Nominated,
        f.NominationPassed,
        f.RolesRemain,
        f.NothingShown,
        f.CandidateStands,
        f.RolesFilled,
        f.RolesVacant,
        f.NextMeetingKnown,
        f.TopicOffered,
    }
)
"""Facts that another line says already, or that are only the machine turning over."""


def tell(p: Proceeding, fact: f.Fact) -> Msg | None:
    """One line about a fact of this proceeding, or None where there is nothing worth telling."""
    if type(fact) in UNTOLD or _is_secret(p, fact):
        return None
    if is_sealed(p) and isinstance(fact, ANSWERS) and getattr(fact, "parent", None) is None:
        return msg("fact-answered", person=Who(fact.person))
    return msg(f"fact-{type(fact).__name__}", **_args(p, fact))


def _is_secret(p: Proceeding, fact: f.Fact) -> bool:
    """What would give away an objection that is, or was, sealed."""
    number = fact.number if isinstance(fact, f.ObjectionWithdrawn) else None
    objection = p.objection(number)
    if isinstance(fact, f.ObjectionsStand):
        return False
    return objection is not None and not shown(p, objection)


def _args(p: Proceeding, fact: f.Fact) -> dict[str, Arg]:
    found = {name: make(value) for name, make in MAKERS.items() if (value := _get(fact, name)) is not None}
    named = {RENAMED.get(name, name): arg for name, arg in found.items()}
    named |= _special(p, fact)
    return named


def _get(fact: f.Fact, name: str) -> object:
    return getattr(fact, name, None)


def _person(value: object) -> Arg:
    return Who(PersonId(str(value)))


def _people(value: object) -> Arg:
    return Many(tuple(value)) if isinstance(value, tuple) else Many(())


def _numbers(value: object) -> Arg:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else ""


def _instant(value: object) -> Arg:
    return When(value, day=True) if isinstance(value, datetime) else ""


def _number(value: object) -> Arg:
    return value if isinstance(value, int) else 0


MAKERS: Final[dict[str, Callable[[object], Arg]]] = {
    "by": _person,
    "author": _person,
    "owner": _person,
    "person": _person,
    "to": _person,
    "nominee": _person,
    "people": _people,
    "number": _number,
    "question": _number,
    "numbers": _numbers,
    "until": _instant,
    "review": _instant,
    "title": lambda value: Said(str(value)),
}
"""How the fields of facts become the arguments of their lines."""

RENAMED: Final = {
    "by": "person",
    "author": "person",
    "owner": "person",
    "to": "other",
    "question": "number",
    "review": "until",
}


def _special(p: Proceeding, fact: f.Fact) -> dict[str, Arg]:
    if type(fact) in TELLS:
        return TELLS[type(fact)](p, fact)
    match fact:
        case f.PieceAdded(person=person, number=number):
            return {"person": Who(person), "number": number}
        case f.VersionMade(version=version):
            return {"version": version.number, "person": Who(version.by)}
        case f.Adopted(decision=decision):
            return {"version": decision.version}
        case f.ObjectionsStand(numbers=numbers):
            return {"count": len(numbers)}
        case f.StepBegan(phase=phase):
            return {"step": msg(phase_id(p, phase))}
        case f.AsideBegan(asks=asks):
            return {"step": word("step-aside", asks)}
        case f.MemberJoined(member=member):
            return {"person": Who(member.person)}
        case _:
            return _words(fact)


def _words(fact: f.Fact) -> dict[str, Arg]:
    """Words of the method that a fact is about."""
    match fact:
        case f.Closed(outcome=outcome):
            return {"outcome": word("over", outcome)}
        case f.CandidateProposed(version=version):
            return {"person": _person(version.draft.owner)}
        case f.CandidacyEnded(person=person, ending=ending):
            return {"person": Who(person), "ending": word("ending", ending)}
        case f.CandidateDrawn(person=person):
            return {"person": Who(person)}
        case f.RungTaken(rung=rung, by=by):
            return {"rung": word("rung", rung), "person": Who(by)}
        case f.Suggested(move=move):
            return {"move": word("move", move)}
        case f.BranchChosen(branch=branch):
            return {"branch": word("branch", branch)}
        case f.WayTaken(way=way):
            return {"way": word("way", way)}
        case f.CriterionArgued(criterion=criterion):
            return {"criterion": word("criterion", criterion)}
        case _:
            return {}
