"""Shaping a proposal together: the 3x3 route and the eight steps.

Sources: MVOS 3.3 "Generating proposals" (understand, explore, decide, each in three steps); S3 "Proposal Forming" and
"Co-create Proposals" (domain.md section 5.2). Which one a circle uses is its setting. Both end in a proposal of its
own, which the circle decides on by consent; nothing is decided here. Where the proposer alone amends (HC 5.4.5 a),
others help because the proposer has asked: the proposer opens it, holds the pen, and may end it.
"""

from __future__ import annotations

from typing import Final

from facilitation import anytime
from facilitation.facts import (
    AnswersGiven,
    ContradictionsResolved,
    ContradictionsStand,
    DraftPresented,
    DriverStands,
    DriverUnclear,
    DropConsented,
    HelpersChosen,
    HelpersLate,
    ListStands,
    NeedsStand,
    NotForUs,
    PassedOn,
    PiecesFit,
    Postponed,
    ProposalWithdrawn,
    ReactionsAsked,
    Resumed,
    RoundClosed,
    RoundPurpose,
    TunersChosen,
)
from facilitation.model import Outcome, PieceKind
from facilitation.phases.agreeing import BRANCH, HELPERS, Dimensions, Driver, Needs, Tuners
from facilitation.phases.gathering import Gather, Priorities, Reactions
from facilitation.phases.round import Round
from facilitation.phases.sorting import Answers, Contradictions, Synthesis
from facilitation.phases.tuning import Hands, Helping, Tuning
from facilitation.phases.waiting import PutOff
from facilitation.process import Back, Process, Routes
from facilitation.shaping import EIGHT, THREE

P = RoundPurpose
_ANYTIME: Final = (*anytime.SHAPING, BRANCH, HELPERS, *anytime.PEOPLE)
_ALWAYS: Final[Routes] = {
    ProposalWithdrawn: Outcome.WITHDRAWN,
    DropConsented: Outcome.DROPPED,
    Postponed: "postponed",
    PassedOn: Outcome.PASSED_ON,
    NotForUs: Outcome.DISCARDED,
    HelpersChosen: "helping circle",
}

SHAPING_3X3: Final = Process(
    name=THREE,
    source="MVOS 3.3 and 3.3.2",
    first="context",
    phases={
        "context": Round(purpose=P.CONTEXT, on={RoundClosed: "needs"}),
        "needs": Gather(
            purpose=P.NEEDS, kind=PieceKind.NEED, lines=True, on={RoundClosed: "needs statement"}
        ),
        "needs statement": Needs(on={NeedsStand: "picture"}),
        "picture": Gather(purpose=P.PICTURE, kind=PieceKind.DIMENSION, lines=True, on={RoundClosed: "list"}),
        "list": Dimensions(on={ListStands: "ideas"}),
        "ideas": Gather(purpose=P.SHAPE, kind=PieceKind.IDEA, on={RoundClosed: "synthesis"}),
        "synthesis": Synthesis(on={PiecesFit: "draft", ContradictionsStand: "contradictions"}),
        "contradictions": Contradictions(
            on={ReactionsAsked: "reactions", ContradictionsResolved: "draft"},
        ),
        "reactions": Reactions(purpose=P.CONTRADICTION, on={RoundClosed: "contradictions"}),
        "draft": Tuning(hands=Hands.SHAPER, on={DraftPresented: Outcome.SHAPED}),
        "helping circle": Helping(
            hands=Hands.HELPERS, on={DraftPresented: Outcome.SHAPED, HelpersLate: "draft"}
        ),
        "postponed": PutOff(on={Resumed: Back()}),
    },
    anytime=_ANYTIME,
    always=_ALWAYS,
)

SHAPING_8_STEPS: Final = Process(
    name=EIGHT,
    source="S3 Proposal Forming, Co-create Proposals, Respond to Organizational Drivers",
    first="driver",
    phases={
        "driver": Driver(on={DriverStands: "questions", DriverUnclear: "clarify"}),
        "clarify": Round(purpose=P.CONTEXT, on={RoundClosed: "driver"}),
        "questions": Round(purpose=P.CONTEXT, on={RoundClosed: "considerations"}),
        "considerations": Gather(
            purpose=P.PICTURE, kind=PieceKind.GENERATIVE, lines=True, on={RoundClosed: "answers"}
        ),
        "answers": Answers(on={AnswersGiven: "priorities"}),
        "priorities": Priorities(purpose=P.PRIORITIES, on={RoundClosed: "ideas"}),
        "ideas": Gather(purpose=P.SHAPE, kind=PieceKind.IDEA, on={RoundClosed: "who tunes"}),
        "who tunes": Round(purpose=P.TUNERS, on={RoundClosed: "tuners"}),
        "tuners": Tuners(on={TunersChosen: "draft"}),
        "draft": Tuning(hands=Hands.TUNERS, on={DraftPresented: Outcome.SHAPED}),
        "helping circle": Helping(
            hands=Hands.HELPERS, on={DraftPresented: Outcome.SHAPED, HelpersLate: "tuners"}
        ),
        "postponed": PutOff(on={Resumed: Back()}),
    },
    anytime=_ANYTIME,
    always=_ALWAYS,
)
