"""What a selection takes from its circle, what it asks of it, and how candidates are found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from facilitation import commands as c
from facilitation.cards import Entry
from facilitation.facts import CandidateDrawn, SelectionOpened
from facilitation.following import follow_ups
from facilitation.forms import form_of
from facilitation.model import (
    Assignment,
    CircleId,
    CircleStatus,
    Duty,
    Ending,
    PersonId,
    Role,
    Standing,
    Words,
)
from facilitation.phases.proposing_candidates import drawn
from facilitation.phases.selection_start import lines
from facilitation.proceeding import legal, proceed, waiting, wake_at
from facilitation.refusals import Reason, Refused
from facilitation.selecting import Ended, Selection, selection
from facilitation.view import choices
from tests.facilitation.selections import (
    PLEASE,
    accepting,
    after,
    in_consent,
    nominated,
    proposing,
    selecting,
    three,
    to_nominating,
    to_proposing,
)
from tests.facilitation.small_circles import ANA, BO, CY, NOW, STRANGER, circle, member

KEEPER = Role(
    name="Water keeper",
    purpose="Every bed gets its water.",
    responsibilities="The taps and the hoses.",
    qualifications=("Is here in summer.",),
    term_days=100,
)


def with_roles(**overrides: str) -> c.OpenSelection:
    held = Assignment(role="Water keeper", person=CY, since=NOW, until=NOW + timedelta(days=9))
    inside = three(overrides=overrides, roles=(KEEPER,), assignments=(held,))
    return selecting(inside, role="water  Keeper", purpose="Something else.")


def test_a_role_that_the_circle_has_defined_comes_with_its_description_term_holder_and_wishes():
    facts, p = proceed(None, with_roles(), NOW)

    assert isinstance(facts[0], SelectionOpened)
    (post,) = selection(p).posts
    assert (post.role, post.until, post.holder) == (KEEPER, NOW + timedelta(days=100), CY)
    assert selection(p).qualifications == ("Is here in summer.",)
    assert p.circle.roles == ()


def test_wishes_kept_from_last_time_stand_first_in_the_list():
    p = after(None, with_roles(qualifications_round="yes"))
    p = after(p, c.Pass(by=BO), c.Pass(by=CY))
    p = after(
        p,
        c.Speak(by=ANA, text=Words("- Knows the taps.\n- Is here in summer.")),
        c.Pass(by=BO),
        c.Pass(by=CY),
    )

    assert selection(p).qualifications == ("Is here in summer.", "Knows the taps.")
    assert p.aside is not None


def test_a_role_is_named_freely_with_its_purpose_and_term_and_a_process_role_by_its_name():
    until = NOW + timedelta(days=30)
    p = after(
        None,
        selecting(three(), role="Host", purpose="Guests feel welcome.", until=until, more=("Secretary",)),
    )

    host, secretary = selection(p).posts
    assert (host.role.purpose, host.role.duty, host.until) == ("Guests feel welcome.", None, until)
    assert (secretary.role.duty, secretary.until) == (Duty.SECRETARY, until)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"role": " "}, Reason.TEXT_MISSING),
        ({"role": "x" * 201}, Reason.TEXT_TOO_LONG),
        ({"purpose": "x" * 1_001}, Reason.TEXT_TOO_LONG),
        ({"more": tuple(f"role {n}" for n in range(8))}, Reason.WHICH_ROLE),
        ({"until": NOW}, Reason.DATE_PAST),
        ({"by": STRANGER}, Reason.STRANGER),
    ],
)
def test_what_cannot_be_selected_is_refused_before_anything_is_open(
    change: dict[str, object], reason: Reason
):
    with pytest.raises(Refused) as refused:
        proceed(None, replace(selecting(three()), **change), NOW)

    assert refused.value.reason is reason


def test_eight_roles_can_be_selected_at_once_and_each_may_be_told_in_a_thousand_signs():
    more = tuple(f"role {n}" for n in range(7))
    p = after(None, selecting(three(), more=more, purpose="x" * 1_000))

    assert selection(p).open == (1, 2, 3, 4, 5, 6, 7, 8)
    assert {len(post.role.purpose) for post in selection(p).posts} == {1_000}


def test_a_circle_that_is_dissolved_selects_nobody():
    with pytest.raises(Refused) as refused:
        proceed(None, selecting(three(status=CircleStatus.DISSOLVED)), NOW)

    assert refused.value.reason is Reason.OVER


# --- what follows ---------------------------------------------------------------------------------------------


def test_inv_s6_the_circle_is_asked_to_assign_the_role_until_the_end_of_the_term():
    p = accepting()
    facts, then = proceed(p, c.AcceptRole(by=BO), NOW)

    (assigned,) = [command for target, command in follow_ups(then, facts) if target == p.circle.id][:1]
    assert assigned == c.AssignRole(
        role="water keeper", person=BO, until=p.version.draft.review, selected_in=p.id
    )


def test_inv_s8_the_receiving_circle_is_asked_and_until_it_answers_nothing_is_assigned():
    inside = three(broader=CircleId("village"))
    p = to_proposing(nominated(to_nominating(inside, role="delegate"), BO, CY, BO))
    p = after(
        p, c.ProposeCandidate(by=ANA, person=BO, text=PLEASE), *(c.Consent(by=w) for w in (ANA, CY, BO))
    )

    facts, p = proceed(p, c.AcceptRole(by=BO), NOW)

    assert follow_ups(p, facts) == (
        (
            CircleId("village"),
            c.ReceiveLink(
                origin=p.id,
                other=inside.id,
                name="Garden",
                duty=Duty.DELEGATE,
                person=BO,
                until=p.version.draft.review,
            ),
        ),
    )
    assert (waiting(p), wake_at(p)) == ((), None)
    facts, p = proceed(p, c.NoteLink(accepted=True), NOW)
    assert [type(command) for _, command in follow_ups(p, facts)] == [c.AssignRole, c.CountRounds]
    assert proceed(p, c.NoteLink(accepted=False), NOW)[0] == ()


@pytest.mark.parametrize(
    ("role", "broader"), [("secretary", CircleId("village")), ("water keeper", None), ("delegate", None)]
)
def test_no_other_circle_is_asked_about_a_role_that_links_it_to_none(role: str, broader: CircleId | None):
    p = to_proposing(nominated(to_nominating(three(broader=broader), role=role), BO, CY, BO))
    p = after(
        p, c.ProposeCandidate(by=ANA, person=BO, text=PLEASE), *(c.Consent(by=w) for w in (ANA, CY, BO))
    )

    facts, p = proceed(p, c.AcceptRole(by=BO), NOW)

    assert [type(asked) for _, asked in follow_ups(p, facts)] == [c.AssignRole, c.CountRounds]


def test_an_answer_from_the_broader_circle_that_nobody_waits_for_changes_nothing():
    p = in_consent()

    assert proceed(p, c.NoteLink(accepted=False), NOW) == ((), p)


# --- finding a candidate --------------------------------------------------------------------------------------


def test_inv_s9_a_draw_gives_the_same_person_for_the_same_seed_in_any_order_and_everyone_a_chance():
    people = (ANA, BO, CY)
    picked = Counter(drawn(f"seed {n}", people) for n in range(600))

    assert drawn("x", people) == drawn("x", people[::-1])
    assert set(picked) == set(people)
    assert min(picked.values()) > 150


def test_inv_s9_anybody_can_check_a_draw_by_the_sha_256_of_its_seed_and_the_names_in_their_order():
    for seed in map(str, range(20)):
        number = int.from_bytes(sha256(seed.encode()).digest())

        assert drawn(seed, (CY, ANA, BO)) == (ANA, BO, CY)[number % 3]


def test_inv_s7_leader_and_delegate_may_be_one_person_where_the_circle_allows_it():
    people = (
        member(ANA, Standing.FULL, Duty.FACILITATOR),
        member(BO, Standing.FULL, Duty.LEADER),
        member(CY),
    )
    for rule, allowed in (("forbidden", False), ("allowed", True)):
        overrides = {"rounds": "together", "term_consent": "no", "qualifications_round": "no"}
        inside = circle(*people, overrides={**overrides, "leader_as_delegate": rule})
        p = to_proposing(nominated(to_nominating(inside, role="delegate"), BO, CY, BO))
        offered = {o.target for o in legal(p, ANA) if o.command is c.ProposeCandidate}
        assert (BO in offered) is allowed


def test_a_term_that_has_passed_meanwhile_is_a_whole_term_from_now():
    inside = three()
    p = to_proposing(nominated(to_nominating(inside, until=NOW + timedelta(days=1)), BO, CY, BO))
    later = NOW + timedelta(days=2)

    _, p = proceed(p, c.ProposeCandidate(by=ANA, person=BO, text=PLEASE), later)

    assert p.version.draft.review == later + timedelta(days=365)


# --- forms ----------------------------------------------------------------------------------------------------


def test_the_form_of_a_nomination_offers_those_who_can_hold_the_role_and_asks_for_no_role_where_there_is_one():
    members_only = to_nominating(three(overrides={"outside_nominees": "no"}))
    (button,) = [b for b in choices(members_only, ANA) if b.verb == "Nominate"]

    assert [(blank.name, blank.entry, blank.required) for blank in button.form] == [
        ("person", Entry.PERSON, True),
        ("reason", Entry.LONG, False),
    ]
    assert button.form[0].options == (ANA, BO, CY)


def test_where_a_role_is_open_to_outsiders_the_form_has_a_second_field_for_one():
    (button,) = [b for b in choices(to_nominating(three()), ANA) if b.verb == "Nominate"]

    assert [(blank.name, blank.options, blank.required) for blank in button.form] == [
        ("person", (ANA, BO, CY), False),
        ("outsider", (), False),
        ("reason", (), False),
    ]


def test_a_link_is_held_by_a_member_so_the_form_asks_for_nobody_else():
    (button,) = [b for b in choices(to_nominating(three(), role="delegate"), ANA) if b.verb == "Nominate"]

    assert "outsider" not in {blank.name for blank in button.form}


def test_asked_again_the_list_has_those_who_were_named_most_and_an_outsider_among_them():
    outside, dee, eli = PersonId("zoe"), member(PersonId("dee")), member(PersonId("eli"))
    five = three(overrides={"election_pick": "plurality"})
    five = replace(five, members=(*five.members, dee, eli))
    p = to_proposing(nominated(to_nominating(five), outside, BO, outside, BO, CY))
    p = after(p, c.AskAgain(by=ANA))
    (button,) = [b for b in choices(p, eli.person) if b.verb == "Nominate"]

    assert button.form[0].options == (BO, outside)


def test_where_several_roles_are_selected_the_form_asks_for_which():
    (button,) = [b for b in choices(to_nominating(three(), more=("host",)), ANA) if b.verb == "Nominate"]

    assert button.form[-1].options == ("water keeper", "host")


def test_the_form_of_a_draw_asks_for_nothing_and_that_of_a_description_begins_with_what_is():
    assert form_of(c.DrawCandidate, proposing()) == ()
    first = form_of(c.DescribeRole, after(None, with_roles()))
    assert [(blank.name, blank.start) for blank in first] == [
        ("purpose", KEEPER.purpose),
        ("responsibilities", KEEPER.responsibilities),
    ]


def test_a_person_from_outside_can_do_nothing_but_answer_for_themselves():
    outside = PersonId("zoe")
    p = to_proposing(nominated(to_nominating(three()), outside, outside, BO))
    assert legal(p, outside) == ()
    p = after(p, c.ProposeCandidate(by=ANA, person=outside, text=PLEASE))
    assert {o.command for o in legal(p, outside)} == set()
    p = after(p, *(c.Consent(by=who) for who in (ANA, BO, CY)))
    assert {o.command for o in legal(p, outside)} == {c.AcceptRole, c.DeclineRole}


def test_a_draw_without_a_seed_is_seeded_by_what_is_known_and_so_can_be_repeated():
    inside = three(overrides={"election_pick": "plurality"})
    p = to_proposing(nominated(to_nominating(inside), BO, CY, ANA))

    facts, _ = proceed(p, c.DrawCandidate(by=ANA, seed="  "), NOW)

    (draw,) = facts
    assert isinstance(draw, CandidateDrawn)
    assert draw.seed == f"{p.id}/{p.step}"
    assert draw.person == drawn(draw.seed, (ANA, BO, CY))


def test_a_list_is_taken_without_the_marks_that_people_put_before_its_lines():
    assert lines("- Xylophone\n*  can   count *\n\n-", "can count\n* Max") == (
        "Xylophone",
        "can count",
        "Max",
    )


def test_whose_candidacy_is_over_for_good_is_told_role_by_role():
    ends = (
        Ended(post=1, person=ANA, ending=Ending.REFUSED),
        Ended(post=1, person=BO, ending=Ending.SET_ASIDE),
        Ended(post=1, person=CY, ending=Ending.DISCARDED),
        Ended(post=2, person=BO, ending=Ending.REFUSED),
    )
    work = Selection(posts=(), qualifications=(), ended=ends)

    assert [work.refused(post) for post in (1, 2, 3)] == [{ANA, CY}, {BO}, frozenset()]
