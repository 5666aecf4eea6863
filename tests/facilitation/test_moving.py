"""What can be asked of a proceeding, and that it always comes to rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from facilitation import commands as c
from facilitation.booking import BOOKS, also_books, books
from facilitation.facts import Fact, Postponed, StepBegan
from facilitation.model import but
from facilitation.proceeding import evolve, legal, possible, proceed, put_off_in
from facilitation.process import Phase, Process
from facilitation.processes import PROCESSES
from facilitation.state import Proceeding, WaitingState
from facilitation.verbs import Offer
from tests.facilitation.selections import nominated, three, to_nominating, to_proposing
from tests.facilitation.small_circles import ANA, BO, CY, NOW, SOON, STRANGER, after, circle, opened


def test_one_thing_can_be_asked_about_alone():
    p = opened(circle())

    assert legal(p, ANA, c.TakeOver) == ()
    assert legal(p, CY, c.TakeOver) == (Offer(c.TakeOver),)
    assert set(legal(p, ANA, c.Leave)) == {Offer(c.Leave, who) for who in (ANA, BO, CY)}


def test_what_a_candidate_from_outside_is_asked_is_offered_on_the_card():
    p = to_proposing(nominated(to_nominating(three()), STRANGER, CY, STRANGER))
    p = after(p, c.ProposeCandidate(by=ANA, person=STRANGER, text="Has time."))
    p = after(p, *(c.Consent(by=who) for who in (ANA, BO, CY)))

    assert legal(p, ANA, c.AcceptRole) == ()
    assert Offer(c.AcceptRole) in legal(p, STRANGER)
    assert set(legal(p, STRANGER)) <= set(possible(p))


def test_what_was_put_off_goes_on_in_the_step_it_was_put_off_in():
    p = opened(circle(overrides={"rounds": "together"}))
    later = after(p, *(c.Pass(by=who) for who in (ANA, CY)))
    postponed = evolve(later, Postponed(at=NOW, until=NOW + SOON))

    assert later.phase is not None
    assert put_off_in(postponed) == later.phase.name == "react"


def test_what_was_never_put_off_goes_on_where_it_began():
    assert put_off_in(opened(circle())) == "driver"


@pytest.fixture
def restless() -> Iterator[Proceeding]:
    """In a phase that always says something is due, and then has nothing to say."""

    class Restless(Phase):
        def begin(self, p: Proceeding, fact: StepBegan) -> WaitingState:
            del p
            return WaitingState(name=fact.phase, step=fact.step, began=fact.at)

        def due(self, p: Proceeding) -> Iterator[datetime]:
            del p
            yield NOW

    phases = {"restless": Restless(on={})}
    PROCESSES["restless"] = Process(
        name="restless", source="none", first="restless", phases=phases, always={}
    )
    state = WaitingState(name="restless", step=1, began=NOW)
    yield but(opened(circle(overrides={"window_hours": "0"})), process="restless", phase=state)
    del PROCESSES["restless"]


def test_the_clock_does_not_knock_for_ever_where_nobody_answers(restless: Proceeding):
    assert proceed(restless, c.Tick(), NOW) == ((), restless)


class _Rang(Fact):
    """The bell rang."""


@pytest.mark.parametrize("order", [(books, also_books), (also_books, books)])
def test_what_a_fact_changes_besides_comes_after_what_it_changes(order: tuple[object, object]):
    def title(p: Proceeding, _fact: _Rang) -> Proceeding:
        return but(p, title="Ding")

    def more(p: Proceeding, _fact: _Rang) -> Proceeding:
        return but(p, title=f"{p.title} dong")

    for register in order:
        register(_Rang)(title if register is books else more)
    try:
        assert evolve(opened(circle()), _Rang(at=NOW)).title == "Ding dong"
    finally:
        del BOOKS[_Rang]
