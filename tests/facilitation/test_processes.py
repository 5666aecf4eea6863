"""The tables: sound, drawn the same each time, and shown in the docs as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from facilitation.facts import (
    ConcernsHeard,
    ConsentReached,
    DriverStands,
    RoundClosed,
    RoundPurpose,
    TextRewritten,
    TextStands,
)
from facilitation.model import Outcome
from facilitation.phases.drafting import Drafting, Pen
from facilitation.phases.round import Round
from facilitation.phases.waiting import DriverCheck
from facilitation.process import Adopt, Phase, Process, check, drawing, follower
from facilitation.processes import PROCESSES
from facilitation.processes.drawn import file_name, page

DOCS = Path(__file__).parents[2] / "docs" / "processes"

EVERY = pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)


@EVERY
def test_a_process_has_no_fault(process: Process):
    assert check(process) == frozenset()


@EVERY
def test_a_process_is_drawn_the_same_each_time(process: Process):
    again = replace(process, phases=dict(process.phases))

    assert drawing(again) == drawing(process)


@EVERY
def test_a_drawing_shows_every_row(process: Process):
    rows = sum(len(phase.on) for phase in process.phases.values()) + len(process.always)

    assert drawing(process).count("-->") == rows + 1
    assert all(f": {name}\n" in drawing(process) for name in process.phases)


@EVERY
def test_the_page_of_a_process_shows_its_table(process: Process, accept: bool):  # noqa: FBT001 - a fixture
    file = DOCS / file_name(process)
    if accept:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(process), encoding="utf-8")

    assert file.read_text(encoding="utf-8") == page(process), "run this test with --accept to write the page"


def test_every_process_goes_by_its_own_name():
    assert {name: process.name for name, process in PROCESSES.items()} == {name: name for name in PROCESSES}


SOUND = Process(
    name="small",
    source="nobody",
    first="words",
    phases={
        "words": Drafting(pen=Pen.AUTHOR, on={TextStands: "round", TextRewritten: "words"}),
        "round": Round(purpose=RoundPurpose.REACT, on={RoundClosed: Outcome.DROPPED}),
    },
    always={},
)


def test_a_sound_table_has_no_fault():
    assert check(SOUND) == frozenset()


def test_all_faults_of_a_table_are_told_at_once():
    broken = Process(
        name="broken",
        source="nobody",
        first="nowhere",
        phases={
            "words": Drafting(pen=Pen.AUTHOR, on={TextStands: "gone", ConsentReached: "words"}),
            "reason": DriverCheck(on={DriverStands: "reason"}),
        },
        always={},
    )

    assert check(broken) == {
        "the first phase 'nowhere' does not exist",
        "'words' leads to 'gone', which does not exist",
        "'words' can close with TextRewritten, which leads nowhere",
        "'words' never closes with ConsentReached",
        "nothing leads to 'words'",
        "nothing leads to 'reason'",
        "no end can be reached from 'words'",
        "no end can be reached from 'reason'",
    }


def test_a_loop_without_an_end_is_a_fault():
    endless = replace(
        SOUND, phases={**SOUND.phases, "round": replace(SOUND.phases["round"], on={RoundClosed: "words"})}
    )

    assert check(endless) == {"no end can be reached from 'words'", "no end can be reached from 'round'"}


def test_what_can_happen_anywhere_counts_everywhere():
    anywhere = replace(SOUND, phases={"words": SOUND.phases["words"]}, always={RoundClosed: Outcome.DROPPED})

    assert check(anywhere) == {"'words' leads to 'round', which does not exist"}


def test_targets_lead_on_or_end():
    assert follower("round") == "round"
    assert follower(Adopt("round")) == "round"
    assert follower(Outcome.DROPPED) is None
    assert SOUND.target("words", TextStands) == "round"
    assert (
        replace(SOUND, always={ConcernsHeard: Outcome.ENDED}).target("words", ConcernsHeard) is Outcome.ENDED
    )


def test_a_kind_of_phase_asks_nothing_of_itself():
    plain = Phase(on={})
    p = object()

    assert plain.order(p) == ()  # type: ignore[arg-type]
    assert plain.waiting(p) == ()  # type: ignore[arg-type]
    assert [*plain.settle(p, None), *plain.due(p), *plain.tick(p, None)] == []  # type: ignore[arg-type]
    with pytest.raises(NotImplementedError):
        plain.begin(p, None)  # type: ignore[arg-type]
