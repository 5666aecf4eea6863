"""Steps in which something is waited for: concerns, reviews, and what was put off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from facilitation.commands import (
    AcceptDriver,
    CallNext,
    MeetCondition,
    Object,
    Pass,
    Rung,
    Speak,
    TakeRung,
    Tick,
)
from facilitation.facts import ConcernHeard, ObjectionParked, StepBegan, VersionMade
from facilitation.model import (
    Concern,
    Decision,
    Draft,
    Objection,
    PersonId,
    Position,
    Response,
    Standing,
    Status,
    Words,
    but,
)
from facilitation.phases.waiting import SUCCESSOR_WAIT
from facilitation.proceeding import evolve, legal, proceed, waiting, wake_at, why_not
from facilitation.refusals import Reason
from facilitation.state import Proceeding, WaitingState
from tests.facilitation.small_circles import (
    ANA,
    BO,
    CY,
    NOW,
    SOON,
    STRANGER,
    TEXT_A,
    O,
    after,
    circle,
    member,
    opened,
)
from tests.facilitation.test_refusals import at, disputed


def test_a_concern_is_kept_as_it_was_said_when_it_was_heard():
    first, second = (Concern(number=number, by=CY, version=1, text=O) for number in (1, 2))
    p = but(at("concerns"), concerns=(first, second))

    heard = evolve(p, ConcernHeard(at=NOW, number=1, text=Words("It creaks.")))
    assert heard.concerns == (replace(first, text="It creaks."), second)
    assert evolve(p, ConcernHeard(at=NOW, number=2, text=Words(""))).concerns == p.concerns


def test_a_concern_is_heard_of_whoever_has_a_voice():
    p = but(
        at("concerns", overrides={"concerns": "yes"}), concerns=(Concern(number=1, by=CY, version=1, text=O),)
    )
    given = Response(person=CY, position=Position.CONCERN, at=NOW, version=1)
    heard = but(p, responses={CY: given})
    settings = heard.circle.settings
    people = (member(ANA), member(BO), member(CY, Standing.GUEST))
    guest = but(heard, circle=but(circle(*people), settings=settings))

    assert {Speak, Pass, Object} <= {offer.command for offer in legal(heard, CY)}
    for command in (Speak, Pass, Object):
        assert why_not(guest, command, CY, None) is Reason.NOT_ASKED
        assert why_not(heard, command, BO, None) is Reason.NOT_ASKED


def test_whoever_facilitates_goes_on_once_those_with_concerns_were_reminded():
    p = but(
        at("concerns", overrides={"concerns": "yes", "window_hours": "10"}),
        concerns=(Concern(number=1, by=CY, version=1, text=O),),
        responses={CY: Response(person=CY, position=Position.CONCERN, at=NOW, version=1)},
    )
    reminded = proceed(p, Tick(), NOW + timedelta(hours=5))[1]

    assert why_not(p, CallNext, ANA, None) is Reason.TURN_RUNNING
    assert why_not(reminded, CallNext, ANA, None) is None
    assert why_not(reminded, CallNext, CY, None) is Reason.NOT_FACILITATOR


def test_nobody_is_reminded_of_a_condition():
    p = at("condition", overrides={"window_hours": "10"})
    draft = replace(p.version.draft, condition="if it rains", owner=CY)

    assert wake_at(but(p, versions=(but(p.version, draft=draft),))) is None


def test_whoever_brings_it_shows_why_only_where_the_circle_wants_that():
    shown = opened(circle(preset="rolebased"), driver="d")
    asked = opened(circle(preset="s3"), driver="d")
    fell = after(asked, Object(by=CY, text=O))

    assert why_not(shown, AcceptDriver, ANA, None) is None
    assert why_not(shown, AcceptDriver, CY, None) is Reason.NOT_FACILITATOR
    assert fell.aside is None
    assert why_not(fell, AcceptDriver, ANA, None) is Reason.NOT_THIS_WAY


def test_whoever_is_responsible_says_that_a_condition_is_met():
    p = at("condition")
    draft = replace(p.version.draft, condition="if it rains", owner=CY)
    waits = but(p, versions=(but(p.version, draft=draft),))

    assert why_not(waits, MeetCondition, CY, None) is None
    assert why_not(waits, MeetCondition, STRANGER, None) is Reason.STRANGER


@pytest.mark.parametrize(("term_end", "due"), [("review reminder", NOW + SOON), ("nothing", None)])
def test_a_circle_is_reminded_of_a_review_if_it_wants_to_be(term_end: str, due: datetime | None):
    decision = Decision(version=1, draft=TEXT_A, at=NOW, review=NOW + SOON, responses=())
    p = replace(at("review", overrides={"term_end": term_end}), phase=None, decision=decision)

    assert wake_at(evolve(p, StepBegan(at=NOW, step=p.step + 1, phase="in force", order=()))) == due


@pytest.mark.parametrize(
    ("review", "until"),
    [(NOW + SOON, NOW + SOON), (NOW, NOW + SUCCESSOR_WAIT), (NOW - SOON, NOW + SUCCESSOR_WAIT)],
)
def test_an_agreement_whose_day_has_come_waits_for_its_successor(review: datetime, until: datetime):
    decision = Decision(version=1, draft=TEXT_A, at=NOW - SOON, review=review, responses=())
    p = replace(at("review"), phase=None, decision=decision)

    held = evolve(p, StepBegan(at=NOW, step=p.step + 1, phase="in force", order=()))
    assert isinstance(held.phase, WaitingState)
    assert held.phase.until == until


@pytest.mark.parametrize(("owner", "whom"), [(CY, CY), (STRANGER, ANA), (None, ANA)])
def test_a_review_waits_for_who_is_responsible_while_they_are_here(owner: PersonId | None, whom: PersonId):
    p = at("review")
    owned = but(p, versions=(but(p.version, draft=replace(p.version.draft, owner=owner)),))

    assert waiting(owned) == (whom,)


def test_what_was_integrated_before_it_was_put_off_is_part_of_the_text_when_it_comes_back():
    amended = replace(TEXT_A, text="A bench with a back.")

    def objection(number: int, status: Status, text: Draft | None) -> Objection:
        return Objection(
            number=number, by=CY, version=1, text=O, at=NOW, status=status, amendment=text, amender=BO
        )

    p = at("postponed")
    assert isinstance(p.phase, WaitingState)
    put_off = but(
        p,
        phase=but(p.phase, until=NOW + SOON),
        working=amended,
        objections=(
            objection(1, Status.INTEGRATED, amended),
            objection(2, Status.WITHDRAWN, None),
            objection(3, Status.RAISED, amended),
        ),
    )

    made, *_ = proceed(put_off, Tick(), NOW + SOON)[0]
    assert isinstance(made, VersionMade)
    assert (made.version.draft, made.version.by, made.version.meets) == (amended, BO, (1,))


@pytest.mark.parametrize(("person", "owner"), [(None, CY), (BO, BO)])
def test_an_objection_that_helpers_look_after_is_with_their_leader_or_stays_with_its_owner(
    person: PersonId | None, owner: PersonId
):
    p: Proceeding = replace(disputed(), phase=None)
    stuck = evolve(p, StepBegan(at=NOW, step=p.step + 1, phase="ladder", order=()))
    rung = TakeRung(
        by=ANA, rung=Rung.HELPING_CIRCLE, text=Words("Try it."), until=NOW + timedelta(days=9), person=person
    )

    parked = [fact for fact in proceed(stuck, rung, NOW)[0] if isinstance(fact, ObjectionParked)]
    assert [one.owner for one in parked] == [owner]
