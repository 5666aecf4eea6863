"""What can be done at any time about a selection: take it back, ask to drop or postpone it.

Whoever opened it takes it back only until nominations begin; from then on it belongs to the circle (D, after MVOS
3.5.3). Once the nominee is asked to accept, the circle has decided: dropping and postponing come too late.
"""

from __future__ import annotations

from typing import Final

from facilitation import anytime
from facilitation.commands import ProposeDrop, ProposePostpone, Withdraw
from facilitation.model import PersonId
from facilitation.phases.accepting import AcceptState, LinkState
from facilitation.phases.integration import WITHDRAW
from facilitation.phases.nominating import NominatingState
from facilitation.refusals import Reason
from facilitation.selecting import selection
from facilitation.state import Proceeding
from facilitation.verbs import About, Verb, authoring, both, no_aside


def _mine(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    # Whether anybody has nominated must not show, so it is the step that counts.
    began = any(isinstance(r.phase, NominatingState) for r in p.results) or isinstance(
        p.phase, NominatingState
    )
    return Reason.BELONGS_TO_CIRCLE if began or selection(p).revealed else None


def _undecided(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return Reason.NOT_NOW if isinstance(p.phase, AcceptState | LinkState) else None


def _of(command: type) -> Verb:
    return next(verb for verb in anytime.PROPOSAL if verb.command is command)


def _while_undecided(command: type) -> Verb:
    verb = _of(command)
    return Verb(command, both(verb.guard, _undecided), verb.act)


WITHDRAW_SELECTION: Final = (
    Verb(Withdraw, both(no_aside, authoring, _mine), _of(Withdraw).act),
    _while_undecided(ProposeDrop),
    _while_undecided(ProposePostpone),
    WITHDRAW,
)
"""Withdraw, ask to drop, ask to postpone; an objector withdraws an objection wherever the selection stands."""
