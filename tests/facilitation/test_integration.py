"""Who may do what with which objection while objections are being integrated (domain.md section 7)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation.commands import (
    Act,
    Amend,
    ConfirmAmendment,
    DeclineAmendment,
    NameStuck,
    Object,
    Park,
    Suggest,
    TakeUp,
    Unpark,
)
from facilitation.model import PersonId, Standing, Status, but
from facilitation.proceeding import why_not
from facilitation.refusals import Reason
from facilitation.state import IntegrationState, Proceeding
from tests.facilitation.small_circles import ANA, BO, CY, DEE, joined, member
from tests.facilitation.test_refusals import disputed

FOCUSED, WITHDRAWN, PARKED, WAITING, NONE = 1, 2, 3, 4, 9
"""The numbers of five objections; there is none with the last of them."""


def integrating(status: Status = Status.QUALIFIED) -> Proceeding:
    """Cy's first objection is worked on, one is withdrawn, one parked, one waits; dee is a guest."""
    p = disputed()
    first = p.objections[0]
    others = {WITHDRAWN: Status.WITHDRAWN, PARKED: Status.PARKED, WAITING: Status.RAISED}
    objections = tuple(replace(first, number=number, status=one) for number, one in others.items())
    assert isinstance(p.phase, IntegrationState)
    worked_on = but(
        p, phase=but(p.phase, focus=(FOCUSED,)), objections=(replace(first, status=status), *objections)
    )
    return joined(worked_on, member(DEE, Standing.GUEST))


@pytest.mark.parametrize(
    ("command", "status", "who"),
    [
        (Suggest, Status.QUALIFIED, CY),
        (Amend, Status.QUALIFIED, ANA),
        (ConfirmAmendment, Status.AMENDED, CY),
        (DeclineAmendment, Status.AMENDED, CY),
    ],
)
def test_only_the_objection_that_is_taken_up_is_worked_on(command: type[Act], status: Status, who: PersonId):
    p = integrating(status)
    other = Status.AMENDED if status is Status.QUALIFIED else Status.QUALIFIED

    told = {number: why_not(p, command, who, None, number) for number in range(1, 10)}
    assert told[FOCUSED] is None
    assert told[WITHDRAWN] is Reason.OVER
    assert told[PARKED] is Reason.NOT_NOW
    assert told[WAITING] is Reason.TAKE_UP_FIRST
    assert told[NONE] is Reason.NO_SUCH_THING
    assert why_not(integrating(other), command, who, None, FOCUSED) is not None


def test_an_amendment_is_confirmed_once_and_by_those_whose_objection_it_meets():
    p = integrating(Status.AMENDED)
    first, *others = p.objections
    confirmed = but(p, objections=(replace(first, confirmed=frozenset({CY})), *others))

    for command in (ConfirmAmendment, DeclineAmendment):
        assert why_not(p, command, BO, None, FOCUSED) is Reason.NOT_OBJECTOR
        assert why_not(confirmed, command, CY, None, FOCUSED) is Reason.ALREADY_SPOKEN


def test_whoever_facilitates_parks_what_is_open_and_takes_it_up_again():
    p = integrating()
    told = {
        (command, number): why_not(p, command, ANA, None, number)
        for command in (Park, Unpark)
        for number in (FOCUSED, WITHDRAWN, PARKED, NONE)
    }

    assert told == {
        (Park, FOCUSED): None,
        (Park, WITHDRAWN): Reason.OVER,
        (Park, PARKED): Reason.NOT_NOW,
        (Park, NONE): Reason.NO_SUCH_THING,
        (Unpark, FOCUSED): Reason.NOT_NOW,
        (Unpark, WITHDRAWN): Reason.OVER,
        (Unpark, PARKED): None,
        (Unpark, NONE): Reason.NO_SUCH_THING,
    }
    for command in (Park, Unpark, TakeUp):
        assert why_not(p, command, BO, None, PARKED) is Reason.NOT_FACILITATOR


@pytest.mark.parametrize("command", [Suggest, NameStuck, Object])
def test_a_guest_has_no_say_in_it(command: type[Act]):
    about = FOCUSED if command is Suggest else None

    assert why_not(integrating(), command, DEE, None, about) is Reason.NO_CONSENT_RIGHT
    assert why_not(integrating(), command, BO, None, about) is None
