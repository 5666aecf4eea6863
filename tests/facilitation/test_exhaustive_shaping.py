"""Every shaping that a circle of one or two can reach, and everything that can come between, with the numbers pinned.

What is asked of each state stands in `explore`; besides, nothing that was put on the table is ever lost, and a
temperature check never moves anything.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from facilitation.commands import (
    Act,
    AnswerPiece,
    Bingo,
    ChooseBranch,
    Cover,
    LeaveOut,
    LookFirst,
    LookLast,
    MergePieces,
    NameTuners,
    NoteContradiction,
    NotePiece,
    OpenShaping,
    Propose,
    ProposeHelpers,
    Redraft,
    RewordDriver,
    RewordPiece,
    RewordRequirement,
    SortPiece,
    StepDone,
    TakeWay,
    WordNeeds,
)
from facilitation.following import follow_ups
from facilitation.model import (
    Branch,
    CircleId,
    Duty,
    Member,
    Outcome,
    PersonId,
    PieceKind,
    ProceedingId,
    Standing,
    Way,
    Words,
)
from facilitation.proceeding import proceed
from facilitation.process import Process
from facilitation.processes.shaping import SHAPING_3X3, SHAPING_8_STEPS
from facilitation.shaping import ShapingWork, work
from facilitation.state import Proceeding
from facilitation.verbs import Offer
from tests.facilitation.explore import Case, Graph, acts_known, alphabet, explore
from tests.facilitation.small_circles import (
    ANA,
    BO,
    NOW,
    SOON,
    STRANGER,
    TEXT_A,
    O,
    circle,
    member,
    proposal,
)

ONE = (member(ANA, Standing.FULL, Duty.FACILITATOR),)
PAIR = (*ONE, member(BO))
OTHER = Words("p")
EACH = (AnswerPiece, LeaveOut)
PLAIN = (Bingo, Cover, LookFirst, LookLast)


def letters(p: Proceeding, by: PersonId, now: datetime) -> Iterator[tuple[Offer, Act]]:
    """The commands of a shaping, each with the offer under which it should stand."""
    yield Offer(StepDone), StepDone(by=by)
    yield Offer(WordNeeds), WordNeeds(by=by, needs="n")
    for text in ("q", "r"):
        yield Offer(RewordDriver), RewordDriver(by=by, driver=text)
        yield Offer(RewordRequirement), RewordRequirement(by=by, requirement=text)
    yield Offer(Redraft), Redraft(by=by, draft=replace(TEXT_A, owner=by, criteria="c"))
    people = tuple(m.person for m in p.circle.members)
    for who in (*people, STRANGER):
        yield Offer(NotePiece, who), NotePiece(by=by, person=who, text=O)
        yield Offer(ProposeHelpers), ProposeHelpers(by=by, leader=who, until=now + SOON, text=O)
    yield Offer(NameTuners), NameTuners(by=by, tuner=people[0], second=people[-1])
    for branch in Branch:
        yield Offer(ChooseBranch, branch), ChooseBranch(by=by, branch=branch, text=O)
    kept = p.work if isinstance(p.work, ShapingWork) else ShapingWork(requirement="")
    for number in range(1, len(kept.pieces) + 2):
        yield from about(by, number, len(kept.pieces))
    for number in range(1, len(kept.contradictions) + 2):
        pieces = kept.contradictions[number - 1].pieces[:1] if number <= len(kept.contradictions) else ()
        for way in Way:
            yield (
                Offer(TakeWay, number),
                TakeWay(by=by, contradiction=number, way=way, pieces=pieces, text=O),
            )


def about(by: PersonId, number: int, last: int) -> Iterator[tuple[Offer, Act]]:
    for kind in EACH:
        yield Offer(kind, number), kind(by=by, pieces=(number,), text=O)
    for plain in PLAIN:
        yield Offer(plain, number), plain(by=by, pieces=(number,))
    for text in (O, OTHER):
        yield Offer(RewordPiece, number), RewordPiece(by=by, pieces=(number,), text=text)
    for informs in (True, False):
        yield Offer(SortPiece, number), SortPiece(by=by, pieces=(number,), informs=informs)
    for other in range(1, last + 1):
        if other != number:
            yield Offer(MergePieces, number), MergePieces(by=by, pieces=(number, other))
            yield (
                Offer(NoteContradiction, number),
                NoteContradiction(by=by, pieces=(number, other), text=O),
            )


def marks(p: Proceeding) -> Hashable:
    """What else makes one shaping different from another."""
    if not isinstance(p.work, ShapingWork) or p.over:
        return None
    kept, step = p.work, p.phase.step if p.phase is not None else 0
    pieces = tuple(
        (
            one.kind,
            one.by,
            one.echoed,
            one.merged_into,
            one.answer is None,
            one.left_out is None,
            one.covered,
            one.first,
            one.last,
            one.step == step and one.pass_number == getattr(p.phase, "pass_number", 1),
        )
        for one in kept.pieces
    )
    contradictions = tuple((one.pieces, one.way, one.heard) for one in kept.contradictions)
    complete = bool(p.versions) and p.version.draft.owner is not None and bool(p.version.draft.criteria)
    return (pieces, contradictions, kept.tuners, kept.helper, kept.branch, kept.to, kept.on, complete)


def bounded(most: int) -> Any:  # noqa: ANN401 - a bound for cases
    def beyond(p: Proceeding) -> bool:
        return isinstance(p.work, ShapingWork) and len(p.work.pieces) > most

    return beyond


def only(**most: int) -> Any:  # noqa: ANN401 - a bound for cases
    """At most so many pieces of each kind, and none that is merged or reworded away."""

    def beyond(p: Proceeding) -> bool:
        kept = p.work.pieces if isinstance(p.work, ShapingWork) else ()
        merged = any(one.merged_into is not None or one.echoed for one in kept)
        return merged or any(
            sum(one.kind is kind for one in kept) > most.get(kind.value, 0) for kind in PieceKind
        )

    return beyond


def shaping(
    members: tuple[Member, ...],
    route: str,
    pieces: int,
    *,
    around: dict[str, Any] | None = None,
    overrides: dict[str, str] | None = None,
    **bounds: object,
) -> Case:
    owner = circle(*members, overrides={"shaping": route, **(overrides or {})}, **(around or {}))
    command = OpenShaping(
        by=members[-1].person, id=ProceedingId("beds"), circle=owner, title="Beds", driver="Weeds."
    )
    case = Case(name=route, opening=command, letters=letters, marks=marks, beyond=bounded(pieces))
    return replace(case, **{"versions": 2, "movers": (STRANGER,), **bounds})


TOGETHER = {"rounds": "together"}
BROADER: dict[str, Any] = {"broader": CircleId("village")}
CASES = {
    "one-3x3": shaping(ONE, "3x3", 2, passes=3),
    "one-8-steps": shaping(ONE, "8 steps", 1, passes=3),
    "pair-3x3": shaping(PAIR, "3x3", 1, passes=2, overrides=TOGETHER, versions=1),
    "pair-8-steps": shaping(PAIR, "8 steps", 1, passes=2, overrides=TOGETHER, versions=1),
    "contradictions": shaping(ONE, "3x3", 3, passes=3, versions=1, beyond=only(dimension=1, idea=2)),
    "priorities": shaping(ONE, "8 steps", 2, passes=3, versions=1, beyond=only(generative=2)),
    "one-broader": shaping(ONE, "3x3", 0, around=BROADER, movers=(ANA,), passes=3),
    "paused": shaping(ONE, "8 steps", 1, postponing=True, passes=3, versions=1),
    "proposer": shaping(PAIR, "3x3", 0, overrides={**TOGETHER, "amender": "proposer"}, passes=3),
}

COUNTS: dict[str, tuple[int, int]] = {
    "one-3x3": (605, 4_725),
    "one-8-steps": (333, 2_360),
    "pair-3x3": (1_528, 8_602),
    "pair-8-steps": (2_096, 12_014),
    "contradictions": (1_191, 8_467),
    "priorities": (1_125, 7_954),
    "one-broader": (17, 88),
    "paused": (523, 2_838),
    "proposer": (353, 2_059),
}
"""States and transitions of each case."""


@pytest.fixture(scope="module")
def graphs() -> dict[str, Graph]:
    return {name: explore(case) for name, case in CASES.items()}


@pytest.mark.parametrize("process", [SHAPING_3X3, SHAPING_8_STEPS], ids=lambda one: one.name)
def test_the_alphabet_knows_every_command_of_a_shaping(process: Process, graphs: dict[str, Graph]):
    nodes = [node for graph in graphs.values() for node in graph.nodes.values()]
    tried = {
        type(act) for node in nodes for _, act in (*alphabet(node.p, ANA, NOW), *letters(node.p, ANA, NOW))
    }

    assert acts_known(process) - tried == set()


@pytest.mark.parametrize("name", CASES)
def test_every_reachable_shaping_keeps_the_promises(name: str, graphs: dict[str, Graph]):
    graph = graphs[name]

    assert [node.trail() for node in graph.dead_ends()] == []
    assert (len(graph.nodes), graph.transitions) == COUNTS[name]


def test_small_circles_reach_every_step_and_every_end(graphs: dict[str, Graph]):
    phases = set.union(*(graph.phases for graph in graphs.values()))

    assert phases == set(SHAPING_3X3.phases) | set(SHAPING_8_STEPS.phases)
    assert set.union(*(graph.outcomes for graph in graphs.values())) == {
        "shaped",
        "discarded",
        "passed on",
        "dropped",
        "withdrawn",
    }


def test_nothing_that_was_put_on_the_table_is_lost(graphs: dict[str, Graph]):
    for graph in graphs.values():
        for node in graph.nodes.values():
            before = node.before
            if before is not None and isinstance(node.p.work, ShapingWork):
                assert len(work(node.p).pieces) >= len(work(before.p).pieces)
                assert all(
                    new.number == old.number and new.by == old.by
                    for old, new in zip(work(before.p).pieces, work(node.p).pieces, strict=False)
                )


def test_every_draft_that_is_presented_becomes_a_proposal_in_the_same_meeting(graphs: dict[str, Graph]):
    """Domain.md section 5.2 step 8: text, reason, somebody responsible, a date and measures; and where it was shaped."""
    for name, graph in graphs.items():
        for node in graph.nodes.values():
            if node.p.outcome is not Outcome.SHAPED or node.before is None or node.by is None:
                continue
            before = replace(node.before.p, item_of=ProceedingId("meeting"))
            facts, p = proceed(before, node.by, node.before.now)
            (command,) = [c for _, c in follow_ups(p, facts) if isinstance(c, Propose)]
            proposed = proceed(None, command, node.now)[1]
            draft = proposed.version.draft

            assert draft.owner is not None, name
            assert (bool(draft.criteria), draft.review > node.now, bool(proposed.driver)) == (
                True,
                True,
                True,
            )
            assert (proposed.shaped_in, proposed.item_of) == (p.id, ProceedingId("meeting"))
            assert proposed.origin is None
            assert not proposed.restated


# --- what comes between ---------------------------------------------------------------------------------------

TINY: dict[str, Any] = {"movers": (STRANGER,), "ladder": False, "concerns": 0, "versions": 1, "objections": 1}


def between(members: tuple[Member, ...], preset: str = "sofa", **bounds: object) -> Case:
    opening = bounds.pop("opening", {})
    owner = circle(*members, preset=preset, overrides={"rounds": "together", "window_hours": "0"})
    command = proposal(owner, members[-1].person, **opening)  # type: ignore[arg-type]
    return Case(name=preset, opening=command, **{**TINY, **bounds})


MEETING = {"item_of": ProceedingId("meeting")}


def in_meeting(route: str) -> Case:
    """A shaping as an item of a meeting, with everything that can come between its steps."""
    case = shaping(ONE, route, 1, passes=3, versions=1, interludes=True, aborts=True)
    return replace(case, opening=replace(case.opening, **MEETING))


BETWEEN = {
    "together": between(PAIR, interludes=True, opening=MEETING),
    "apart": between(PAIR, interludes=True),
    "to-meeting": between(ONE, "rolebased", interludes=True, opening={"item_of": None}),
    "aborts": between(PAIR, aborts=True),
    "temperatures": between(ONE, temperatures=1),
    "shaping-3x3": in_meeting("3x3"),
    "shaping-8-steps": in_meeting("8 steps"),
    "comings": between(ONE, interludes=True, coming_and_going=True, objections=0, opening=MEETING),
}
BETWEEN_COUNTS: dict[str, tuple[int, int]] = {
    "together": (1_307, 6_692),
    "apart": (2_450, 12_021),
    "to-meeting": (108, 729),
    "aborts": (67, 273),
    "temperatures": (162, 889),
    "shaping-3x3": (346, 3_163),
    "shaping-8-steps": (1_281, 11_700),
    "comings": (24, 116),
}
"""States and transitions of each case."""


@pytest.mark.parametrize("name", BETWEEN)
def test_whatever_comes_between_keeps_the_promises(name: str):
    graph = explore(BETWEEN[name])

    assert [node.trail() for node in graph.dead_ends()] == []
    assert (len(graph.nodes), graph.transitions) == BETWEEN_COUNTS[name]
