"""Every report and exploration that a small circle can reach, with its number pinned; see `test_exhaustive`."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

import pytest

from facilitation.commands import Act, EnoughHeard, GiveReport, OpenExploration, OpenReport, RecordResult
from facilitation.model import Circle, PersonId, ProceedingId, Standing
from facilitation.phases.sharing import Shared
from facilitation.proceeding import proceed
from facilitation.process import Process
from facilitation.processes.sharing import EXPLORATIONS, REPORTS
from facilitation.state import Proceeding, RoundState
from facilitation.verbs import Offer
from tests.facilitation.explore import Case, acts_known, alphabet, explore
from tests.facilitation.small_circles import ANA, BO, CY, NOW, O, circle, member


def letters(_p: Proceeding, by: PersonId, _now: datetime) -> Iterator[tuple[Offer, Act]]:
    yield Offer(GiveReport), GiveReport(by=by, text=O)
    yield Offer(EnoughHeard), EnoughHeard(by=by)
    yield Offer(RecordResult), RecordResult(by=by, result="r", next_step="n")


def marks(p: Proceeding) -> Hashable:
    kept = p.work
    assert isinstance(kept, Shared)
    return (bool(kept.report), bool(kept.result))


def beyond(p: Proceeding) -> bool:
    """No more than two questions, and two passes."""
    state = p.phase
    return isinstance(state, RoundState) and (len(state.questions) > 1 or state.pass_number > 2)


def case(kind: type[OpenReport | OpenExploration], owner: Circle, **bounds: object) -> Case:
    opening = kind(by=BO, id=ProceedingId("shared"), circle=owner, title="Pump")
    return Case(name="", opening=opening, letters=letters, marks=marks, beyond=beyond, **bounds)


PAIR: Final = circle(member(ANA), member(BO))
GUEST: Final = circle(member(BO), member(CY, Standing.GUEST))
TOGETHER: Final = circle(member(ANA), member(BO), overrides={"rounds": "together"})
CASES: Final = {
    "report": case(OpenReport, PAIR, coming_and_going=True),
    "report together": case(OpenReport, TOGETHER, coming_and_going=True),
    "report before a guest": case(OpenReport, GUEST, strangers=True),
    "report of somebody who leaves": case(OpenReport, PAIR, depart=(BO,)),
    "exploration": case(OpenExploration, PAIR, coming_and_going=True),
    "exploration together": case(OpenExploration, TOGETHER, coming_and_going=True),
    "exploration with a guest": case(OpenExploration, GUEST, strangers=True),
    "exploration of somebody who leaves": case(OpenExploration, PAIR, depart=(BO,)),
}
COUNTS: Final = {
    "report": (17, 68),
    "report together": (17, 68),
    "report before a guest": (6, 12),
    "report of somebody who leaves": (11, 32),
    "exploration": (127, 732),
    "exploration together": (51, 288),
    "exploration with a guest": (32, 105),
    "exploration of somebody who leaves": (70, 321),
}


@pytest.mark.parametrize(("kind", "process"), [(OpenReport, REPORTS), (OpenExploration, EXPLORATIONS)])
def test_the_letters_know_every_command_of_a_person(
    kind: type[OpenReport | OpenExploration], process: Process
):
    p = proceed(None, case(kind, PAIR).opening, NOW)[1]
    known = {type(act) for _, act in (*alphabet(p, ANA, NOW), *letters(p, ANA, NOW))}

    assert acts_known(process) <= known


@pytest.mark.parametrize("name", CASES)
def test_every_report_and_exploration_has_a_way_to_its_end(name: str):
    graph = explore(replace(CASES[name], name=name))

    assert [node.trail() for node in graph.dead_ends()] == []
    assert graph.phases == set((REPORTS if name.startswith("report") else EXPLORATIONS).phases)
    assert graph.outcomes == {"heard"}
    assert (len(graph.nodes), graph.transitions) == COUNTS[name]
