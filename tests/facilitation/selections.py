"""Selections in small circles, for tests of the rules, and one example for each refusal that only they know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from facilitation import commands as c
from facilitation.commands import Command, OpenSelection
from facilitation.model import Circle, Draft, Duty, PersonId, ProceedingId, Standing, Words, but
from facilitation.proceeding import legal, proceed
from facilitation.refusals import Reason
from facilitation.state import Proceeding
from tests.facilitation.small_circles import ANA, BO, CY, NOW, STRANGER, circle, member

QUICK: Final = {"rounds": "together", "term_consent": "no", "qualifications_round": "no"}
"""Only what a selection cannot do without, everyone writing at the same time."""
PLEASE: Final = "Knows every tap."
WHY: Final = Words("Knows every tap.")


def three(preset: str = "sofa", overrides: dict[str, str] | None = None, **more: object) -> Circle:
    """Ana facilitates; Bo and Cy are members."""
    people = (member(ANA, Standing.FULL, Duty.FACILITATOR), member(BO), member(CY))
    return circle(*people, preset=preset, overrides={**QUICK, **(overrides or {})}, **more)


def selecting(
    inside: Circle, by: PersonId = ANA, role: str = "water keeper", **more: object
) -> OpenSelection:
    """The command that opens a selection."""
    return OpenSelection(by=by, id=ProceedingId("sel"), circle=inside, title="Who?", **{"role": role, **more})


def after(p: Proceeding | None, *acts: Command) -> Proceeding:
    """The proceeding after these commands, all at one instant."""
    for act in acts:
        p = proceed(p, act, NOW)[1]
    assert p is not None
    return p


def to_nominating(inside: Circle, **more: object) -> Proceeding:
    """The role is understood; everyone is to nominate."""
    p = after(None, selecting(inside, **more))
    while p.phase is not None and p.phase.name == "role":
        who = next(m.person for m in inside.members if _may(p, m.person, c.Pass))
        p = after(p, c.Pass(by=who))
    return p


def _may(p: Proceeding, who: PersonId, command: type[Command]) -> bool:
    return any(offer.command is command for offer in legal(p, who))


def nominated(p: Proceeding, *names: PersonId) -> Proceeding:
    """Everyone in their seats names one of these."""
    people = [m.person for m in p.circle.members if m.consents]
    return after(
        p, *(c.Nominate(by=by, person=who, reason=WHY) for by, who in zip(people, names, strict=True))
    )


def to_proposing(p: Proceeding) -> Proceeding:
    """All rounds are over and nobody has changed."""
    while p.phase is not None and p.phase.name in {"reasons", "information", "change"}:
        who = next(m.person for m in p.circle.members if _may(p, m.person, c.Speak))
        p = after(p, c.Speak(by=who))
    return p


def proposing(preset: str = "sofa", overrides: dict[str, str] | None = None, **more: object) -> Proceeding:
    """Ana and Cy have named Bo, Bo has named Cy; a candidate is to be proposed."""
    inside = three(preset, overrides, **more)
    return to_proposing(nominated(to_nominating(inside), BO, CY, BO))


def in_consent(**more: object) -> Proceeding:
    """Bo is proposed."""
    return after(proposing(**more), c.ProposeCandidate(by=ANA, person=BO, text=PLEASE))


def objected(**more: object) -> Proceeding:
    """Cy objects to Bo."""
    return after(in_consent(**more), c.Object(by=CY, text=WHY), c.Consent(by=ANA), c.Consent(by=BO))


def accepting(**more: object) -> Proceeding:
    """The circle has consented to Bo, who is asked."""
    return after(in_consent(**more), *(c.Consent(by=who) for who in (ANA, CY, BO)))


def understood() -> Proceeding:
    """Cy's objection is understood."""
    said = (c.Reflect(by=CY, objection=1, statement="s"), c.Consent(by=ANA), c.Consent(by=BO))
    return after(objected(), *said)


def named_facilitator(rule: str) -> Proceeding:
    """Ana facilitates and is nominated."""
    inside = three(overrides={"facilitator_conflict": rule})
    return to_proposing(nominated(to_nominating(inside), BO, ANA, ANA))


def linked() -> Proceeding:
    """A delegate is selected, and Bo leads the circle."""
    people = (
        member(ANA, Standing.FULL, Duty.FACILITATOR),
        member(BO, Standing.FULL, Duty.LEADER),
        member(CY),
    )
    inside = circle(*people, overrides=QUICK)
    return to_proposing(nominated(to_nominating(inside, role="delegate"), BO, CY, BO))


def _other(p: Proceeding) -> Draft:
    return but(p.version.draft, owner=CY)


Example = Callable[[], tuple[Proceeding | None, Command]]
R = Reason

EXAMPLES: Final[dict[Reason, Example]] = {
    R.NOT_ELIGIBLE: lambda: (to_nominating(three(), role="secretary"), c.Nominate(by=ANA, person=STRANGER)),
    R.NOT_NOMINATED: lambda: (proposing(), c.ProposeCandidate(by=ANA, person=ANA, text=PLEASE)),
    R.NOT_NOMINEE: lambda: (accepting(), c.AcceptRole(by=ANA)),
    R.NOMINEE_LAST: lambda: (in_consent(), c.Consent(by=BO)),
    R.CANDIDACY_OVER: lambda: (
        after(accepting(), c.DeclineRole(by=BO)),
        c.ProposeCandidate(by=ANA, person=BO, text=PLEASE),
    ),
    R.TWO_ROLES_APART: lambda: (linked(), c.ProposeCandidate(by=ANA, person=BO, text=PLEASE)),
    R.HAND_ON_PROPOSAL: lambda: (
        named_facilitator("hand over proposal"),
        c.ProposeCandidate(by=ANA, person=BO, text=PLEASE),
    ),
    R.HAND_OVER_FIRST: lambda: (named_facilitator("hand over item"), c.AskToPropose(by=ANA, to=CY)),
    R.INTEGRATE_FIRST: lambda: (objected(), c.SetAside(by=ANA, text=WHY)),
    R.CHANGED_ONCE: lambda: (
        after(nominated(to_nominating(three()), BO, CY, BO), c.AnotherPass(by=ANA)),
        c.AnotherPass(by=ANA),
    ),
    R.WHICH_ROLE: lambda: (None, selecting(three(), more=("Water Keeper",))),
    R.NO_TIE: lambda: (proposing(), c.DrawCandidate(by=ANA, seed="s")),
    R.MOST_NAMED: lambda: (proposing("rolebased"), c.ProposeCandidate(by=ANA, person=CY, text=PLEASE)),
    R.SAME_CANDIDATE: lambda: (
        (p := understood()),
        c.Amend(by=ANA, objections=(1,), draft=_other(p)),
    ),
    R.AWAIT_NOMINEE: lambda: (accepting(), c.SetAside(by=ANA, text=WHY)),
}
"""For each refusal of a selection, where it comes and from what."""
