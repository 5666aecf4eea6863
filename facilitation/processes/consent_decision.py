"""The consent decision with the integration of objections.

Sources: S3 "Consent Decision-Making"; MVOS 3.2, 3.3.2, 3.5, 5.5.2; HC v5 5.3 to 5.4.5; SCM (domain.md sections 6
and 7). The three presets run this one table; what differs between them is in `settings`, read by the phases.
"""

from __future__ import annotations

from typing import Final

from facilitation import anytime, proposing_circles, proposing_roles, structuring
from facilitation.facts import (
    AgreementEnded,
    AgreementKept,
    AgreementStands,
    AgreementSuperseded,
    BroaderAdopted,
    BroaderDropped,
    ConcernsHeard,
    ConditionLapsed,
    ConditionMet,
    ConsentReached,
    DriverStands,
    DropConsented,
    Escalated,
    ObjectionsGone,
    ObjectionsStand,
    OtherAsked,
    OtherConsented,
    OtherDeclined,
    Postponed,
    ProposalAmended,
    ProposalDiscarded,
    ProposalWithdrawn,
    Recommended,
    Resumed,
    ReviewBegan,
    RoundClosed,
    RoundPurpose,
    StuckNamed,
    SuccessorNoted,
    TextRewritten,
    TextStands,
    WorkResumed,
)
from facilitation.model import Outcome
from facilitation.phases.consent_check import AHEAD_VERBS, ConsentCheck
from facilitation.phases.drafting import Drafting, Pen
from facilitation.phases.integration import Integration
from facilitation.phases.ladder import Ladder
from facilitation.phases.other_circle import Elsewhere, OtherCircle
from facilitation.phases.round import Round
from facilitation.phases.waiting import Concerns, Condition, DriverCheck, InForce, PutOff, Review
from facilitation.process import Adopt, Process
from facilitation.proposing import PROCESS

STRUCTURE: Final = (structuring, proposing_circles, proposing_roles)
"""What decisions about circles bring and change: known wherever the table is."""

CONSENT_DECISION: Final = Process(
    name=PROCESS,
    source="S3 Consent Decision-Making; MVOS 3.2, 3.3.2, 3.5; HC v5 5.3-5.4.5",
    first="driver",
    phases={
        "driver": DriverCheck(on={DriverStands: "draft"}),
        "draft": Drafting(pen=Pen.AUTHOR, on={TextStands: "clarify", TextRewritten: "draft"}),
        "clarify": Round(purpose=RoundPurpose.CLARIFY, on={RoundClosed: "react"}),
        "react": Round(purpose=RoundPurpose.REACT, on={RoundClosed: "restate"}),
        "restate": Drafting(pen=Pen.AMENDER, on={TextStands: "consent", TextRewritten: "clarify"}),
        "consent": ConsentCheck(on={ConsentReached: Adopt("concerns"), ObjectionsStand: "integrate"}),
        "integrate": Integration(
            on={ProposalAmended: "consent", ObjectionsGone: "consent", StuckNamed: "stuck"},
        ),
        "stuck": Round(purpose=RoundPurpose.STUCK, on={RoundClosed: "ladder"}),
        "ladder": Ladder(on={WorkResumed: "integrate", Escalated: "broader circle"}),
        "broader circle": Elsewhere(
            on={
                BroaderAdopted: Adopt("condition"),
                BroaderDropped: Outcome.DROPPED,
                AgreementStands: "condition",
            },
        ),
        "concerns": Concerns(on={ConcernsHeard: "condition", ObjectionsStand: "integrate"}),
        "condition": Condition(
            on={
                ConditionMet: "in force",
                ConditionLapsed: Outcome.LAPSED,
                OtherAsked: "other circle",
                Recommended: Outcome.RECOMMENDED,
            },
        ),
        "other circle": OtherCircle(on={OtherConsented: "in force", OtherDeclined: Outcome.DECLINED}),
        "in force": InForce(on={ReviewBegan: "review"}),
        "review": Review(
            on={AgreementKept: "in force", AgreementEnded: Outcome.ENDED, SuccessorNoted: "in force"},
        ),
        "postponed": PutOff(on={Resumed: "driver"}),
    },
    anytime=(*anytime.PROPOSAL, *anytime.PEOPLE),
    ahead=AHEAD_VERBS,
    always={
        ProposalWithdrawn: Outcome.WITHDRAWN,
        ProposalDiscarded: Outcome.DISCARDED,
        DropConsented: Outcome.DROPPED,
        Postponed: "postponed",
        AgreementSuperseded: Outcome.SUPERSEDED,
    },
)
