"""Reports and explorations: the items of a meeting that decide nothing (MVOS 5.2.2; domain.md section 3.3)."""

from __future__ import annotations

from typing import Final

from facilitation import anytime
from facilitation.facts import ExploringEnded, ReportGiven, ResultRecorded, RoundClosed, RoundPurpose
from facilitation.model import Outcome
from facilitation.phases.round import Round
from facilitation.phases.sharing import EXPLORATION, REPORT, Exploring, Reporting, Resulting
from facilitation.process import Process

REPORTS: Final = Process(
    name=REPORT,
    source="MVOS 5.2.2",
    first="report",
    phases={
        "report": Reporting(on={ReportGiven: "questions"}),
        "questions": Round(purpose=RoundPurpose.CLARIFY, on={RoundClosed: Outcome.HEARD}),
    },
    always={},
    anytime=anytime.PEOPLE,
)

EXPLORATIONS: Final = Process(
    name=EXPLORATION,
    source="MVOS 5.2.2, 5.5.3",
    first="explore",
    phases={
        "explore": Exploring(
            purpose=RoundPurpose.TOPIC, on={RoundClosed: "result", ExploringEnded: "result"}
        ),
        "result": Resulting(on={ResultRecorded: Outcome.HEARD}),
    },
    always={},
    anytime=anytime.PEOPLE,
)
