"""What somebody who has only just come is offered at each step, by their standing (INV-D8, INV-D9).

They have no duty, wrote nothing and are asked nothing in particular: whatever they are offered, everybody of that
standing is. A guest is offered nothing that decides.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import pytest

from facilitation import commands as c
from facilitation.anytime import with_member
from facilitation.commands import Act
from facilitation.model import Member, PersonId, Scale, Standing, Temperature, Words, but
from facilitation.proceeding import legal, why_not
from facilitation.processes import PROCESSES
from facilitation.refusals import Reason
from facilitation.state import Proceeding
from tests.facilitation.small_circles import NOW
from tests.facilitation.standing import outsiders, proceedings

NEW: Final = PersonId("new")
ANYWHERE: Final = 20  # steps at least

PREPARED: Final = "attendance, duration, information, minutes, next meeting"
IN_MEETING: Final = (
    f"{PREPARED}, agenda, backlog, check-in, closing, evaluation, few present, items, step back"
)
UNDECIDED: Final = f"{PREPARED}, agenda, check-in, few present"
SHAPING: Final = (
    "answers, clarify, considerations, context, contradictions, draft, driver, ideas, list, needs, needs statement, "
    "picture, priorities, questions, reactions, step back, synthesis, tuners, who tunes"
)

Where = dict[type[Act], str | int]

GUEST: Final[Where] = {
    c.AddAction: f"{IN_MEETING}, support round, topics",
    c.AddEvaluation: "written up",
    c.AddItem: f"{UNDECIDED}, preparing, step back, topics",
    c.AddReports: f"{PREPARED}, agenda, check-in, preparing",
    c.AddToBacklog: "backlog, closing",
    c.Announce: "information",
    c.AskForAdvice: "advice",
    c.AskProcess: ANYWHERE,
    c.AskTemperature: ANYWHERE,
    c.ChangeItem: UNDECIDED,
    c.DropItem: UNDECIDED,
    c.GiveAdvice: "advice",
    c.LeaveEarly: f"{IN_MEETING}, support round, topics",
    c.MoveItem: f"{PREPARED}, agenda, check-in",
    c.ScheduleTopic: f"{PREPARED}, agenda, step back",
    c.ShowTemperature: "react, restate",
    c.WelcomeVisitor: f"{IN_MEETING}, support round, topics",
}
MEMBER: Final[Where] = GUEST | {
    c.AddItem: f"{UNDECIDED}, items, preparing, step back, topics",
    c.AskForDialogue: "propose",
    c.AskTrifle: ANYWHERE,
    c.BackToWork: "ladder",
    c.BeginMeeting: "preparing",  # where nobody facilitates; so for what else a facilitator does
    c.CallPause: "attendance, check-in",
    c.CallWriting: "attendance, check-in",
    c.CancelMeeting: "preparing",
    c.ChangeItem: f"{UNDECIDED}, items",
    c.ChooseBranch: f"{SHAPING}, helping circle",
    c.Consent: "consent",
    c.DescribeRole: "propose, role",
    c.DropItem: f"{UNDECIDED}, items",
    c.EscalateToMeeting: "clarify, consent, driver, integrate, ladder, react, restate, stuck",
    c.ExtendMeeting: f"{IN_MEETING}, support round",
    c.LeaveIt: "consent",
    c.ListQualifications: "list",
    c.MoveItem: f"{PREPARED}, agenda, check-in, items",
    c.NameStuck: "integrate",
    c.Nominate: "nominate",
    c.NoteContradiction: "synthesis",
    c.Object: "consent, integrate, objections",
    c.Pass: "nominate",
    c.PostponeItem: "items",
    c.PostponeRest: "items",
    c.ProposeDrop: ANYWHERE,
    c.ProposeEnd: "review",
    c.ProposeHelpers: SHAPING,
    c.ProposeKeep: "review",
    c.ProposePostpone: ANYWHERE,
    c.ProposeStandIn: "attendance, check-in, step back",
    c.ProposeTerm: "term",
    c.ProposeVacancy: "propose",
    c.RaiseConcern: "consent",
    c.Redraft: "consent, restate",
    c.Reflect: "integrate, objections",
    c.ScheduleTopic: f"{PREPARED}, agenda, items, step back",
    c.ShareFacilitation: "attendance, check-in",
    c.SkipStep: "check-in",
    c.TakeOver: ANYWHERE,
    c.TakeRung: "ladder",
    c.WithdrawConsent: "in force",
}


def with_new(p: Proceeding, standing: Standing) -> Proceeding:
    """The same when somebody new has this standing."""
    members = with_member(p.circle.members, Member(person=NEW, standing=standing))
    return but(p, circle=but(p.circle, members=members))


@pytest.mark.parametrize(
    ("standing", "where"),
    [(Standing.GUEST, GUEST), (Standing.LEARNING, GUEST), (Standing.FULL, MEMBER)],
    ids=["guest", "learning", "full"],
)
def test_inv_d9_what_is_offered_to_somebody_new_at_each_step(
    standing: Standing,
    where: Where,
):
    found = defaultdict[type[Act], set[str]](set)
    for p in proceedings():
        assert p.phase is not None
        for offer in legal(with_new(p, standing), NEW):
            if offer.target != NEW:  # what they may do with themselves, as leaving
                found[offer.command].add(p.phase.name)

    for command, steps in where.items():
        told = steps if isinstance(steps, int) else set(steps.split(", "))
        assert len(found[command]) >= ANYWHERE if told == ANYWHERE else found[command] == told, (
            command.__name__
        )
    assert found.keys() == where.keys()


def test_a_stranger_is_offered_nothing():
    assert {legal(p, NEW) for p in proceedings()} == {()}


def test_a_candidate_from_outside_neither_comes_nor_leaves():
    reasons = {
        why_not(p, command, who, None, who)
        for p in proceedings()
        for who in outsiders(p)
        for command in (c.Arrive, c.Leave)
    }

    assert reasons == {Reason.STRANGER}


def test_inv_d9_a_candidate_from_outside_takes_the_role_or_does_not_and_nothing_else():
    asked = tuple(
        Temperature(number=number, by=NEW, text=Words("And?"), scale=scale, until=NOW)
        for number, scale in enumerate(Scale, 1)
    )
    found = {
        (p.phase.name, offer.command)
        for p in proceedings()
        for who in outsiders(p)
        if p.phase is not None
        for offer in legal(but(p, temperatures=asked), who)
    }

    assert found == {
        ("accept", c.AcceptRole),
        ("accept", c.DeclineRole),
        ("objections", c.DeclineRole),
    }


def test_what_somebody_said_is_noted_of_members_alone():
    noting = [
        (p, member.person)
        for p in proceedings()
        for member in p.circle.members
        if any(offer.command is c.NotePiece for offer in legal(p, member.person))
    ]

    assert {why_not(p, c.NotePiece, who, None, NEW) for p, who in noting} == {Reason.NOT_A_MEMBER}


def test_in_every_process_a_member_may_ask_how_it_goes():
    asking = set[str]()
    for p in proceedings():
        offered = {offer.command for offer in legal(with_new(p, Standing.FULL), NEW)}
        asking |= {p.process} if c.AskProcess in offered else set()

    assert asking == set(PROCESSES)
