"""Small questions beside the step: one that nobody would hear is not put."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from facilitation import commands as c
from facilitation.aside import leaves_out_absent
from facilitation.commands import Act
from facilitation.model import but
from facilitation.proceeding import possible
from facilitation.settings import Absent
from facilitation.state import Proceeding
from tests.facilitation.standing import proceedings

THOSE_HERE: Final[frozenset[type[Act]]] = frozenset(
    {
        c.AskForDialogue,
        c.AskTrifle,
        c.ChooseBranch,
        c.DescribeRole,
        c.ExtendMeeting,
        c.ListQualifications,
        c.NameTuners,
        c.PostponeItem,
        c.PostponeRest,
        c.ProposeAgenda,
        c.ProposeHelpers,
        c.ProposeMinutes,
        c.ProposePostpone,
        c.ProposeStandIn,
        c.ProposeTerm,
        c.ProposeVacancy,
        c.WithdrawConsent,
        c.WordNeeds,
    }
)
"""What asks those who are here."""
EVERYONE: Final[frozenset[type[Act]]] = frozenset({c.ProposeDrop, c.ProposeEnd, c.ProposeKeep})
"""What decides something, and so asks everyone, unless the circle decides with those who are here."""


AT: Final[dict[type[Act], str]] = {
    c.AddItem: "items",
    c.ChangeItem: "items",
    c.DropItem: "items",
    c.MoveItem: "items",
    c.ScheduleTopic: "items",
    c.StepDone: "list",
}
"""What asks those who are here at one step, and needs no answer at others."""


def offered(p: Proceeding) -> set[type[Act]]:
    assert p.phase is not None
    return {
        one for one in (offer.command for offer in possible(p)) if AT.get(one, p.phase.name) == p.phase.name
    }


def test_a_question_that_nobody_would_hear_is_not_put():
    put = set[type[Act]]()
    for p in proceedings():
        away = but(p, away=frozenset(member.person for member in p.circle.members))
        put |= offered(p)

        assert offered(away) & (THOSE_HERE | AT.keys()) == set()
    assert THOSE_HERE | AT.keys() <= put


def test_what_decides_something_is_asked_of_everyone_where_everyone_decides():
    put = set[type[Act]]()
    for p in proceedings():
        away = but(p, away=frozenset(member.person for member in p.circle.members))
        present_only = but(away.circle, settings=replace(p.circle.settings, absent=Absent.PRESENT_ONLY))
        still = set() if leaves_out_absent(p) else offered(p) & EVERYONE
        put |= still

        assert offered(away) & EVERYONE == still
        assert offered(but(away, circle=present_only)) & EVERYONE == set()
    assert put == EVERYONE
