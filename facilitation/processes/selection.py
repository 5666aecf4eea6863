"""Role selection by consent.

Sources: S3 "Role Selection"; MVOS 3.6; WDWD 5.3; HC v5 5.3.5; SCM (domain.md section 8). The presets run this one
table; rounds that a circle does not hold are over as they begin.
"""

from __future__ import annotations

from typing import Final

from facilitation import anytime
from facilitation.facts import (
    CandidacyEnded,
    CandidateAccepted,
    CandidateProposed,
    CandidateStands,
    ConsentReached,
    DropConsented,
    NominatingAgain,
    NominationsRevealed,
    NothingShown,
    ObjectionsGone,
    ObjectionsStand,
    Postponed,
    ProposalAmended,
    ProposalWithdrawn,
    QualificationsAgreed,
    Resumed,
    RoleFilled,
    RoleLeftVacant,
    RolesFilled,
    RolesRemain,
    RolesVacant,
    RoundClosed,
    RoundPurpose,
    TermsAgreed,
)
from facilitation.model import Outcome
from facilitation.phases.accepting import Accepting, Linking, Settling
from facilitation.phases.candidacy import CandidateCheck, CandidateObjections
from facilitation.phases.nominating import AHEAD, Nominating
from facilitation.phases.proposing_candidates import Proposing
from facilitation.phases.selection_rounds import RoundOnRole
from facilitation.phases.selection_start import Term, Wishes
from facilitation.phases.selection_withdrawing import WITHDRAW_SELECTION
from facilitation.phases.waiting import PutOff
from facilitation.process import Process
from facilitation.selecting import PROCESS

P = RoundPurpose

SELECTION: Final = Process(
    name=PROCESS,
    source="S3 Role Selection; MVOS 3.6; WDWD 5.3; HC v5 5.3.5",
    first="role",
    phases={
        "role": RoundOnRole(purpose=P.ROLE, on={RoundClosed: "term"}),
        "term": Term(on={TermsAgreed: "qualifications"}),
        "qualifications": RoundOnRole(purpose=P.QUALIFICATIONS, on={RoundClosed: "list"}),
        "list": Wishes(on={QualificationsAgreed: "nominate"}),
        "nominate": Nominating(on={NominationsRevealed: "reasons"}),
        "reasons": RoundOnRole(purpose=P.NOMINATE, on={RoundClosed: "information"}),
        "information": RoundOnRole(purpose=P.INFORMATION, on={RoundClosed: "change"}),
        "change": RoundOnRole(purpose=P.CHANGE, on={RoundClosed: "propose"}),
        "propose": Proposing(
            on={CandidateProposed: "consent", NominatingAgain: "nominate again", RoleLeftVacant: "next"}
        ),
        "nominate again": Nominating(on={NominationsRevealed: "propose"}),
        "consent": CandidateCheck(
            on={ConsentReached: "accept", ObjectionsStand: "objections", CandidacyEnded: "propose"}
        ),
        "objections": CandidateObjections(
            on={ProposalAmended: "consent", ObjectionsGone: "consent", CandidacyEnded: "propose"}
        ),
        "accept": Accepting(on={CandidateAccepted: "link", CandidacyEnded: "propose"}),
        "link": Linking(on={RoleFilled: "next", CandidacyEnded: "propose"}),
        "next": Settling(
            on={
                RolesRemain: "propose",
                RolesFilled: Outcome.FILLED,
                RolesVacant: Outcome.VACANT,
                NothingShown: "role",
                CandidateStands: "consent",
            }
        ),
        "postponed": PutOff(on={Resumed: "next"}),
    },
    anytime=(*WITHDRAW_SELECTION, *anytime.PEOPLE),
    ahead=AHEAD,
    always={
        ProposalWithdrawn: Outcome.WITHDRAWN,
        DropConsented: Outcome.DROPPED,
        Postponed: "postponed",
    },
)
