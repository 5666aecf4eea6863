"""People who come, go and change their place while something is under way; batches, pens and rulings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.commands import (
    AcceptObjection,
    Arrive,
    Consent,
    GivePen,
    Leave,
    NoteDeparted,
    NoteJoined,
    Object,
    Park,
    ProposeDrop,
    ProposeNotParamount,
    Redraft,
    Rung,
    TakeOver,
    TakeRung,
    TakeUp,
    WithdrawObjection,
)
from facilitation.facts import Arrived, MemberDeparted
from facilitation.model import Duty, Standing, Status, but
from facilitation.proceeding import evolve, proceed
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding, RoundState, TurnState
from tests.facilitation.small_circles import ANA, BO, CY, DEE, NOW, SOON, STRANGER, TEXT_B, O, after, member
from tests.facilitation.test_refusals import at, disputed, two_objections, understood


def states(state: object) -> dict[str, TurnState]:
    assert isinstance(state, RoundState)
    return {turn.person: turn.state for turn in state.turns}


def test_whoever_is_away_is_not_called_because_their_place_changed():
    p = after(at("react"), Leave(by=ANA, person=CY))

    p = after(p, NoteJoined(member=member(CY, Standing.FULL, Duty.SECRETARY)))

    assert states(p.phase)[CY] is TurnState.LEFT
    assert states(after(p, Arrive(by=CY, person=CY)).phase)[CY] is TurnState.PENDING


def test_whoever_joins_speaks_last_where_the_round_is_for_them():
    p = after(at("react"), TakeOver(by=CY))

    assert list(states(after(p, NoteJoined(member=member(DEE))).phase))[-1] == DEE
    assert DEE not in states(after(p, NoteJoined(member=member(DEE, Standing.GUEST))).phase)
    assert states(after(p, NoteJoined(member=member(CY, Standing.LEARNING))).phase) == states(p.phase)


def test_another_objection_can_be_taken_up_beside_the_first():
    p = after(two_objections("sofa"), TakeUp(by=ANA, objections=(1,)))

    both = after(p, TakeUp(by=ANA, objections=(1, 2)))

    assert both.phase is not None
    assert both.phase.focus == (1, 2)  # type: ignore[union-attr]
    for same in ((1, 2), (2, 1)):
        with pytest.raises(Refused) as refused:
            proceed(both, TakeUp(by=ANA, objections=same), NOW)
        assert refused.value.reason is Reason.NOTHING_CHANGED


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (TakeUp(by=ANA, objections=()), Reason.NO_SUCH_THING),
        (Park(by=ANA, objection=1, owner=STRANGER, until=NOW + SOON), Reason.NOT_A_MEMBER),
    ],
)
def test_what_does_not_exist_cannot_be_worked_on(command: TakeUp | Park, reason: Reason):
    with pytest.raises(Refused) as refused:
        proceed(disputed(), command, NOW)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (TakeRung(by=BO, rung=Rung.POSTPONE, text=O), Reason.DATE_PAST),
        (TakeRung(by=BO, rung=Rung.SHRINK, text=O, person=STRANGER), Reason.NOT_A_MEMBER),
    ],
)
def test_a_rung_needs_what_it_stands_on(command: TakeRung, reason: Reason):
    with pytest.raises(Refused) as refused:
        proceed(at("ladder"), command, NOW)
    assert refused.value.reason is reason


def test_whoever_was_given_the_pen_words_the_text():
    p = after(at("restate"), GivePen(by=ANA, to=CY))

    assert after(p, Redraft(by=CY, draft=TEXT_B)).version.draft == TEXT_B
    with pytest.raises(Refused) as refused:
        proceed(p, Redraft(by=ANA, draft=TEXT_B), NOW)
    assert refused.value.reason is Reason.NOT_YOUR_PEN


RULING = {"validity": "circle ruling"}


def test_an_objection_to_a_ruling_lets_the_objection_stand():
    p = after(understood("sofa", RULING), ProposeNotParamount(by=ANA, objection=1))
    assert p.aside is not None
    assert set(p.aside.order) == {ANA, BO}

    p = after(p, Object(by=BO, text=O))

    assert p.objections[0].status is Status.QUALIFIED


def test_a_ruling_without_the_objector_disqualifies_and_the_objector_is_asked_again():
    p = after(understood("sofa", RULING), ProposeNotParamount(by=ANA, objection=1), Consent(by=BO))

    assert p.objections[0].status is Status.DISQUALIFIED
    assert CY not in p.responses
    assert p.decision is None


def test_an_objection_may_be_taken_as_it_is():
    p = after(understood("sofa", RULING), AcceptObjection(by=ANA, objection=1))

    assert p.objections[0].status is Status.QUALIFIED


def test_the_objection_of_someone_who_left_waits_until_somebody_is_here():
    p = replace(disputed(), away=frozenset({ANA, BO}))

    p = after(p, NoteDeparted(person=CY))
    assert p.aside is None

    p = after(p, Arrive(by=ANA, person=ANA))
    assert p.aside is not None
    p = after(p, Object(by=ANA, text=O))

    assert p.objections[0].by == ANA
    assert after(p, WithdrawObjection(by=ANA, objection=1)).objections[0].status is Status.WITHDRAWN


def reminded() -> Proceeding:
    """A small question aside while a check is open; both were reminded twice, and everyone has left since."""
    p = after(at("consent"), ProposeDrop(by=BO, text=O))
    assert p.phase is not None
    assert p.aside is not None
    twice = {"reminded": 2, "reminded_at": NOW}
    return but(p, phase=but(p.phase, **twice), aside=but(p.aside, **twice), away=frozenset({ANA, BO, CY}))


def test_whoever_comes_back_to_an_empty_circle_begins_its_reminders_anew():
    later = NOW + timedelta(days=3)

    p = evolve(reminded(), Arrived(at=later, person=BO, by=BO))

    assert p.away == {ANA, CY}
    assert p.gathered == later
    for table in (p.phase, p.aside):
        assert table is not None
        assert (table.reminded, table.reminded_at) == (0, None)


def test_whoever_comes_while_somebody_is_there_changes_no_reminder():
    p = but(reminded(), away=frozenset({BO}))

    back = evolve(p, Arrived(at=NOW + timedelta(days=3), person=BO, by=BO))

    assert (back.away, back.gathered) == (frozenset(), None)
    assert (back.phase, back.aside) == (p.phase, p.aside)


def test_whoever_leaves_the_circle_is_not_away_any_more_and_leads_nothing():
    p = but(reminded(), co_facilitator=CY)

    without_ana = evolve(p, MemberDeparted(at=NOW, person=ANA))
    gone = evolve(without_ana, MemberDeparted(at=NOW, person=CY))

    assert (without_ana.facilitator, without_ana.co_facilitator) == (None, CY)
    assert evolve(p, MemberDeparted(at=NOW, person=CY)).facilitator == ANA
    assert gone.away == {BO}
    assert (gone.facilitator, gone.co_facilitator) == (None, None)
    assert [m.person for m in gone.circle.members] == [BO]
