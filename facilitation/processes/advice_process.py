"""The advice process: one person decides after asking, and answers for it.

Sources: Loomio's advice guide; WDWD 4.3 (domain.md section 6.10). Never mixed up with consent: what comes of it is
recorded as one person's decision, with its reasons.
"""

from __future__ import annotations

from typing import Final

from facilitation import anytime
from facilitation.facts import (
    AdviceLapsed,
    AuthorityGiven,
    AuthorityWithheld,
    DecidedAlone,
    ProposalWithdrawn,
)
from facilitation.model import Outcome
from facilitation.phases.advice import PROCESS, Authority, Seeking
from facilitation.process import Process

ADVICE_PROCESS: Final = Process(
    name=PROCESS,
    source="Loomio's advice guide; WDWD 4.3",
    first="authority",
    phases={
        "authority": Authority(on={AuthorityGiven: "advice", AuthorityWithheld: Outcome.DROPPED}),
        "advice": Seeking(on={DecidedAlone: Outcome.DECIDED_ALONE}),
    },
    anytime=anytime.PEOPLE,
    always={ProposalWithdrawn: Outcome.WITHDRAWN, AdviceLapsed: Outcome.LAPSED},
)
