"""Which step of the method a phase or a small question is: the message that names and explains it."""

from __future__ import annotations

from typing import Final

from facilitation.interludes import ForMeeting
from facilitation.phases.accepting import Accepting, Linking, Settling
from facilitation.phases.advice import Authority, Seeking
from facilitation.phases.agreeing import Dimensions, Driver, Needs, Tuners
from facilitation.phases.candidacy import CandidateCheck, CandidateObjections
from facilitation.phases.consent_check import ConsentCheck
from facilitation.phases.drafting import Drafting, Pen
from facilitation.phases.integration import Integration
from facilitation.phases.ladder import Ladder
from facilitation.phases.nominating import Nominating
from facilitation.phases.other_circle import Elsewhere, OtherCircle
from facilitation.phases.proposing_candidates import Proposing
from facilitation.phases.round import Round
from facilitation.phases.selection_start import Term, Wishes
from facilitation.phases.sorting import Answers, Contradictions, Synthesis
from facilitation.phases.tuning import Helping, Tuning
from facilitation.phases.waiting import Concerns, Condition, InForce, PutOff, Review
from facilitation.phases.waiting import DriverCheck as DriverPhase
from facilitation.process import Phase
from facilitation.processes import phase_of
from facilitation.settings import DriverCheck
from facilitation.state import (
    Aside,
    CheckState,
    ConcernsState,
    DraftingState,
    DriverState,
    IntegrationState,
    LadderState,
    PhaseState,
    Proceeding,
    RoundState,
    WaitingState,
)
from facilitation.view.kinds import SILENT

WAITING: Final[dict[type[Phase], str]] = {
    Condition: "condition",
    InForce: "in-force",
    Review: "review",
    PutOff: "postponed",
    Elsewhere: "broader-circle",
    ForMeeting: "for-a-meeting",
    OtherCircle: "other-circle",
}

KINDS: Final[dict[type[Phase], str]] = {
    Driver: "step-shaping-reason",
    Needs: "step-shaping-needs",
    Dimensions: "step-shaping-list",
    Answers: "step-shaping-answers",
    Synthesis: "step-shaping-synthesis",
    Contradictions: "step-shaping-contradictions",
    Tuners: "step-shaping-tuners",
    Tuning: "step-shaping-draft",
    Helping: "step-shaping-helping",
    ConsentCheck: "step-check",
    Integration: "step-integration",
    DriverPhase: "step-driver",
    Ladder: "step-ladder",
    Concerns: "step-concerns",
    Authority: "step-authority",
    Seeking: "step-advice",
    Term: "step-selection-term",
    Wishes: "step-selection-list",
    Nominating: "step-selection-nominate",
    Proposing: "step-selection-propose",
    CandidateCheck: "step-selection-consent",
    CandidateObjections: "step-selection-objections",
    Accepting: "step-selection-accept",
    Linking: "step-selection-link",
    Settling: "step-selection-next",
}

NAMED: Final[dict[tuple[str, str], str]] = {("report", "questions"): "step-report-questions"}
"""Phases, by their process and name, that are told in other words than their kind."""

ON_DECISION_CARD: Final = frozenset({"condition", "in-force"})
"""What the card of the decision itself says."""


def step_id(p: Proceeding, table: PhaseState | Aside) -> str:
    """The message of a step; its attributes are the purpose, the reason why and the facilitator's script."""
    if isinstance(table, Aside):
        return f"step-aside-{table.asks.value.replace(' ', '-')}"
    return phase_id(p, table.name)


def phase_id(p: Proceeding, name: str) -> str:
    """The message of a phase by its name in the process's table, open or not."""
    if (p.process, name) in NAMED:
        return NAMED[p.process, name]
    kind = phase_of(p.process, name)
    if isinstance(kind, Round):
        return f"step-round-{kind.purpose.value.replace(' ', '-')}"
    if isinstance(kind, Drafting):
        return "step-draft" if kind.pen is Pen.AUTHOR else "step-drafting"
    return KINDS.get(type(kind)) or f"step-waiting-{WAITING[type(kind)]}"


def waits_for(p: Proceeding, phase: PhaseState) -> str:
    """What a waiting phase waits for; "" for other phases."""
    return WAITING.get(type(phase_of(p.process, phase.name)), "")


def silent(p: Proceeding, phase: PhaseState) -> bool:
    """Whether a phase has no card of its own: it asked nobody anything, or another card says all there is."""
    if type(phase) in SILENT:
        return SILENT[type(phase)](p, phase)
    match phase:
        case DraftingState(stands=stands):
            return stands
        case DriverState():
            return not _driver_was_asked(p, phase)
        case ConcernsState(heard=heard):
            return not heard and phase is not p.phase
        case RoundState(turns=turns):
            return not turns
        case CheckState() | IntegrationState() | LadderState():
            return False
        case WaitingState():
            return waits_for(p, phase) in ON_DECISION_CARD
        case _:
            return False


def _driver_was_asked(p: Proceeding, phase: DriverState) -> bool:
    rule = p.circle.settings.driver_check
    if rule is DriverCheck.CONSENT:  # the question itself is an aside with a card of its own, until it falls
        return any(
            r.aside is not None and r.closing == "AsideFell" and r.step == phase.step + 1 for r in p.results
        )
    if rule is DriverCheck.NONE:
        return False
    before = (r for r in p.results if isinstance(r.phase, DriverState) and r.closing == "DriverStands")
    first = next(before, None)
    return first is None or first.step == phase.step
