"""The invariants of domain.md section 18, each by its number, on random walks through real commands.

Each was seen to fail with a bug planted for it; the comment above a test says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitation.commands import (
    Arrive,
    CallNext,
    ChangeSettings,
    Consent,
    Leave,
    LeaveIt,
    NameStuck,
    Object,
    Park,
    Pass,
    RaiseConcern,
    Rule,
    TakeRung,
    Tick,
    WithdrawConsent,
    WithdrawObjection,
)
from facilitation.facts import (
    Adopted,
    AgreementEnded,
    AgreementSuperseded,
    AsideBegan,
    Asks,
    BroaderAdopted,
    ConcernRaised,
    ConsentAssumed,
    Consented,
    Disqualified,
    DropConsented,
    Escalated,
    Fact,
    Integrated,
    LeftToOthers,
    Objected,
    ObjectionWithdrawn,
    ProposalWithdrawn,
    RoundClosed,
    StepBegan,
    TookBack,
    VersionMade,
)
from facilitation.following import follow_ups
from facilitation.model import (
    Circle,
    CircleId,
    Matter,
    PersonId,
    Position,
    Standing,
    Status,
)
from facilitation.phases.round import participants, speaking_order
from facilitation.proceeding import evolve, fold, legal, proceed, wake_at
from facilitation.refusals import Reason, Refused
from facilitation.settings import Answers, Resolved, Settings, Validity
from facilitation.state import CheckState, Proceeding, RoundState, TurnState
from tests.facilitation.explore import adoption_faults, consent_set, off_the_road
from tests.facilitation.small_circles import (
    ANA,
    NOW,
    PEOPLE,
    REVIEW,
    O,
    circle,
    member,
    proposal,
)
from tests.facilitation.walks import Walk, circles, walks

Check = Callable[[Walk], None]
FEW = 40
DIRECT = {"driver_check": "none", "voices": "all members", "collection": "simultaneous", "quorum": "0"}
ARGUING = DIRECT | {"validity": "argument test", "resolved": "amendment consent", "amender": "group"}


def walked(**fixed: object) -> Callable[[Check], Callable[[], None]]:
    """Check something about random walks, in circles with these settings."""

    def decorate(check: Check) -> Callable[[], None]:
        @settings(
            max_examples=FEW, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example]
        )
        @given(walk=walks(**fixed))
        def test(walk: Walk) -> None:
            check(walk)

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return decorate


def booked(walk: Walk) -> Iterator[tuple[Proceeding | None, Fact, Proceeding]]:
    """Each fact with the proceeding before and after it alone."""
    p: Proceeding | None = None
    for fact in walk.facts:
        earlier, p = p, evolve(p, fact)
        yield earlier, fact, p


def known(p: Proceeding | None) -> Proceeding:
    assert p is not None
    return p


# --- decisions ------------------------------------------------------------------------------------------------


def tally(facts: Iterable[Fact]) -> dict[PersonId, Position]:
    """Who said what to the version that stands now, read from the facts alone."""
    said: dict[PersonId, Position] = {}
    p: Proceeding | None = None
    for fact in facts:
        aside, p = (p is not None and p.aside is not None), evolve(p, fact)
        match fact:
            case VersionMade():
                said = {}
            case Consented(person=who) | ConsentAssumed(person=who) if not aside:
                said[who] = Position.CONSENT
            case LeftToOthers(person=who):
                said[who] = Position.LEAVE_IT
            case ConcernRaised(person=who):
                said[who] = Position.CONCERN
            case Objected(person=who, parent=None):
                said[who] = Position.OBJECTION
            case TookBack(person=who) if not aside:
                said.pop(who, None)
            case Integrated(number=n) | ObjectionWithdrawn(number=n) | Disqualified(number=n):
                if p.objections[n - 1].parent is None:
                    said.pop(p.objections[n - 1].by, None)
            case _:
                pass
    return said


# Planted: `settle` of the consent check closed with one answer missing; `_enough` always true.
@walked()
def test_inv_d1_adopted_means_one_unblocking_answer_from_each_who_is_asked(walk: Walk):
    """Adopted if and only if everyone of the consent set answered the final version without blocking it."""
    for at, (_, fact, p) in enumerate(booked(walk)):
        if isinstance(fact, Adopted):
            assert list(adoption_faults(p, fact)) == []
            if not fact.decision.by_broader_circle:
                mine = tally(walk.facts[:at])
                assert {r.person: r.position for r in fact.decision.responses} == {
                    who: mine[who] for who in mine if who in {r.person for r in fact.decision.responses}
                }
    p = walk.p
    if isinstance(p.phase, CheckState) and p.aside is None and not p.away and not p.open_objections:
        asked, _ = consent_set(p)
        assert p.circle.settings.quorum or not asked or not asked <= set(p.responses)


def at_consent(owner: Circle) -> Proceeding:
    """A proceeding of which the consent check is open."""
    ready = replace(
        owner, settings=replace(owner.settings, driver_check=type(owner.settings.driver_check).NONE)
    )
    author = next(m.person for m in owner.members if m.consents)
    p = proceed(None, proposal(ready, author), NOW)[1]
    start = StepBegan(at=NOW, step=p.step + 1, phase="consent", order=tuple(m.person for m in ready.members))
    return evolve(replace(p, phase=None), start)


Said = tuple[PersonId, bool]


def answered(p: Proceeding, said: Iterable[Said]) -> Proceeding:
    for who, objects in said:
        p = proceed(p, Object(by=who, text=O) if objects else Consent(by=who), NOW)[1]
    return p


def upshot(p: Proceeding) -> tuple[bool, str, frozenset[PersonId]]:
    """What came of asking: adopted or not, where it goes on, who objects."""
    return (
        p.decision is not None,
        p.phase.name if p.phase else "",
        frozenset(o.by for o in p.open_objections),
    )


@st.composite
def answers_of(draw: st.DrawFn) -> tuple[Circle, list[Said]]:
    owner = draw(circles(1, 6, collection="simultaneous", quorum="0"))
    voices = [m.person for m in owner.members if m.consents]
    return owner, [(who, draw(st.booleans())) for who in voices]


# Planted: the last answer decided alone.
@settings(max_examples=FEW)
@given(answers_of(), st.randoms(use_true_random=False))
def test_inv_d2_the_order_of_answers_never_changes_the_result(
    given_: tuple[Circle, list[Said]], luck: Random
):
    """In whatever order people answer, the same comes of it."""
    owner, said = given_
    mixed = said.copy()
    luck.shuffle(mixed)

    assert upshot(answered(at_consent(owner), said)) == upshot(answered(at_consent(owner), mixed))


# Planted: `_book_version` kept the answers; `_redraft` in the check did not begin it anew.
@walked()
def test_inv_d3_a_new_version_is_answered_by_nobody_yet(walk: Walk):
    """Any change of text, term or owner makes a new version and leaves everyone undecided."""
    for earlier, fact, p in booked(walk):
        if earlier is not None and p.version.draft != earlier.version.draft:
            assert isinstance(fact, VersionMade | BroaderAdopted)
        if isinstance(fact, VersionMade):
            assert dict(p.responses) == {}
            assert fact.version.number == len(p.versions)
        assert all(response.version == p.version.number for response in p.responses.values()) or p.decision


# Planted: `settle` of the check asked for a majority.
@settings(max_examples=FEW)
@given(answers_of())
def test_inv_d4_an_objection_is_never_overridden(given_: tuple[Circle, list[Said]]):
    """An objection never makes anything adopted, and no number of consents overrides one."""
    owner, said = given_
    p = at_consent(owner)
    for who, objects in said:
        facts, p = proceed(p, Object(by=who, text=O) if objects else Consent(by=who), NOW)
        if p.open_objections or objects:
            assert not any(isinstance(fact, Adopted) for fact in facts)
    assert (p.decision is None) == (not said or any(objects for _, objects in said))


# Planted: an objection counted only while fewer than half consented.
@settings(max_examples=FEW)
@given(answers_of(), st.integers(1, 9))
def test_inv_d5_more_of_the_same_never_outweighs_an_objection(given_: tuple[Circle, list[Said]], more: int):
    """No weights and no counts: doubling those who consent changes nothing."""
    owner, said = given_
    doubles = [PersonId(f"double {number}") for number in range(more)]
    larger = replace(owner, members=(*owner.members, *map(member, doubles)))
    many = [(who, False) for who in doubles]

    few, all_ = answered(at_consent(owner), said), answered(at_consent(larger), [*many, *said])

    assert upshot(few) == upshot(all_)


# Planted: the facilitator's consent closed the check.
@settings(max_examples=FEW)
@given(answers_of(), st.randoms(use_true_random=False))
def test_inv_d6_duties_give_no_further_right(given_: tuple[Circle, list[Said]], luck: Random):
    """Facilitator, leader and author decide like any member: moving the duties changes nothing."""
    owner, said = given_
    duties = [m.duties for m in owner.members]
    luck.shuffle(duties)
    moved = tuple(replace(m, duties=d) for m, d in zip(owner.members, duties, strict=True))

    other = replace(owner, members=moved)

    assert upshot(answered(at_consent(owner), said)) == upshot(answered(at_consent(other), said))


def offers_concerns(how: Settings) -> bool:
    """Concerns are an answer where the circle hears them, and where its answers know them."""
    return how.concerns or how.answers is Answers.WITH_CONCERNS


# Planted: `_concerns_offered` always None; the verb Pass added to the check.
@walked()
def test_inv_d7_answers_are_those_of_the_preset(walk: Walk):
    """Only the answers of the circle's setting; passing is none of them; a concern never blocks nor gets lost."""
    for step in walk.steps[1:]:
        p, how = known(step.before), step.after.circle.settings
        if isinstance(p.phase, CheckState) and p.aside is None:
            assert not isinstance(step.command, Pass)
            assert not isinstance(step.command, RaiseConcern) or offers_concerns(how)
            assert not isinstance(step.command, LeaveIt) or how.leave_it_allowed
        kept = [c.number for c in step.after.concerns]
        assert kept[: len(p.concerns)] == [c.number for c in p.concerns]
    for p, command, _ in walk.refused:
        assert not isinstance(command, Pass) or p.phase is None or p.phase.name != "consent" or p.circle


# Planted: `consent_members` with the subject among them.
@walked(least=3)
def test_inv_d8_who_is_to_be_removed_is_heard_and_not_asked(walk: Walk):
    """The member whose removal is proposed asks and reacts, and has no voice in it."""
    p = walk.p
    if p.matter is not Matter.REMOVAL:
        return
    for _, fact, then in booked(walk):
        subject = then.circle.member(p.subject)
        if isinstance(fact, StepBegan) and isinstance(then.phase, RoundState) and subject is not None:
            inside = subject.standing in (Standing.FULL, Standing.TEMPORARY, Standing.LEARNING)
            assert (p.subject in fact.order) >= inside
        if isinstance(fact, StepBegan) and isinstance(then.phase, CheckState):
            assert p.subject not in fact.order
        if isinstance(fact, AsideBegan):
            assert p.subject not in fact.order
        assert p.subject not in then.responses


# Planted: `consents` true for learners.
@walked()
def test_inv_d9_only_full_members_have_a_voice(walk: Walk):
    """Guests, learners and members on leave are never in the consent set."""
    for _, fact, p in booked(walk):
        counts, _ = consent_set(p)
        if isinstance(fact, AsideBegan) or (isinstance(fact, StepBegan) and fact.phase == "consent"):
            assert set(fact.order) <= counts
        if isinstance(fact, Consented | Objected | ConcernRaised | LeftToOthers | ConsentAssumed):
            assert fact.person in counts
        if isinstance(fact, Adopted):
            assert {r.person for r in fact.decision.responses} <= counts


# Planted: `answers` gave each response twice for a member with two duties.
@walked()
def test_inv_d10_one_person_has_one_answer(walk: Walk):
    """Whatever duties a person holds, one answer of theirs counts, the last."""
    for _, fact, p in booked(walk):
        assert all(who == response.person for who, response in p.responses.items())
        if isinstance(fact, Adopted):
            people = [r.person for r in fact.decision.responses]
            assert len(people) == len(set(people))


# Planted: `_decision` took the draft's review date as it was.
@walked(steps=60)
def test_inv_d11_what_is_adopted_can_be_looked_up_and_looked_at_again(walk: Walk):
    """Every agreement has its circle, its exact text and a review date that lies ahead."""
    for _, fact, p in booked(walk):
        if isinstance(fact, Adopted):
            assert fact.decision.draft == p.version.draft
            assert fact.decision.draft.text
            assert fact.decision.review > fact.at
            assert p.circle.id == CircleId("garden")


# Planted: the same.
@settings(max_examples=FEW)
@given(st.integers(-400, 400))
def test_inv_d11_a_review_date_that_has_passed_while_deciding_keeps_its_distance(hours: int):
    """However long deciding takes, the review of what was decided lies ahead."""
    p = at_consent(circle(member(ANA)))
    now = REVIEW + timedelta(hours=hours)

    decided = proceed(p, Consent(by=ANA), now)[1].decision

    assert decided is not None
    assert decided.review == (REVIEW if now < REVIEW else now + (REVIEW - NOW))


# Planted: `_ours_to_decide` returned early.
@given(st.sampled_from(("", "beds", "paths", "fences")), *[st.sampled_from(("yes", "no"))] * 2)
def test_inv_d12_only_the_circle_that_holds_a_domain_decides_in_it(domain: str, domains: str, broader: str):
    """A circle decides in its own domain; what no circle holds stays with the broader one."""
    owner = circle(
        domains=("beds",) if domains == "yes" else (),
        held_elsewhere=(("fences", "Yard"),),
        broader=CircleId("village") if broader == "yes" else None,
    )
    mine = not domain or (domain == "beds" and domains == "yes")
    free = domain != "fences" and not (domains == broader == "yes")

    if mine or free:
        assert proceed(None, proposal(owner, domain=domain), NOW)[1].domain == domain
    else:
        with pytest.raises(Refused) as refused:
            proceed(None, proposal(owner, domain=domain), NOW)
        assert refused.value.reason is Reason.DOMAIN_ELSEWHERE


# Planted: `end_aside` forgot its result; `_book_version` replaced the version.
@walked()
def test_inv_d13_history_only_grows(walk: Walk):
    """One version stands at a time, and nothing that was said or found is lost."""
    for earlier, _, p in booked(walk):
        if earlier is None:
            continue
        assert p.versions[: len(earlier.versions)] == earlier.versions
        assert p.results[: len(earlier.results)] == earlier.results
        assert [o.number for o in p.objections] == list(range(1, len(p.objections) + 1))
        assert len(p.objections) >= len(earlier.objections)


# Planted: `_still_mine` always None.
@walked()
def test_inv_d14_from_the_restating_on_a_proposal_belongs_to_the_circle(walk: Walk):
    """Before it is restated the author withdraws it alone; from then on dropping needs consent."""
    for earlier, fact, _ in booked(walk):
        if isinstance(fact, ProposalWithdrawn):
            assert not known(earlier).restated
        if isinstance(fact, DropConsented):
            last = known(earlier).results[-1]
            assert last.closing == "AsideCarried"
            assert last.aside is not None
            assert last.aside.asks is Asks.DROP


# Planted: `_book_consent_withdrawn` ended the agreement; an overdue review too.
@walked(steps=60)
def test_inv_d15_an_agreement_holds_until_a_new_decision(walk: Walk):
    """Neither a consent taken back nor an overdue review ends an agreement."""
    for earlier, fact, p in booked(walk):
        if earlier is not None and earlier.in_force and not p.in_force:
            assert isinstance(fact, Adopted) or p.over
    for step in walk.steps:
        if step.before is not None and step.before.in_force and step.after.over:
            ends = (AgreementEnded, AgreementSuperseded, DropConsented)
            assert any(isinstance(fact, ends) for fact in step.facts)
        if isinstance(step.command, WithdrawConsent):
            assert step.after.in_force


# Planted: `proceed` kept a field that no fact books.
@walked(steps=60)
def test_inv_d16_the_state_is_the_fold_of_its_facts(walk: Walk):
    """The same facts always make the same state, from the beginning and from any point on."""
    assert fold(walk.facts) == walk.p
    seen: tuple[Fact, ...] = ()
    for step in walk.steps:
        seen += step.facts
        assert fold(seen) == step.after


# Planted: `_follow` gave ChangeSettings without adoption.
@walked(steps=60)
def test_inv_d17_what_is_under_way_keeps_its_settings(walk: Walk):
    """Settings change by an adopted decision only, and only for what opens afterwards."""
    first = walk.steps[0].after.circle.settings
    for step in walk.steps:
        assert step.after.circle.settings == first
        asked = [c for _, c in follow_ups(step.after, step.facts) if isinstance(c, ChangeSettings)]
        assert not asked or (step.after.matter is Matter.SETTINGS and step.after.in_force)


# --- objections -----------------------------------------------------------------------------------------------


# Planted: `voice` let learners through; `words` accepted nothing.
@walked()
def test_inv_o1_an_objection_is_somebodys_who_has_a_voice(walk: Walk):
    """Only a member of the consent set has an objection, and it says something."""
    for earlier, fact, p in booked(walk):
        if isinstance(fact, Objected):
            assert fact.person in consent_set(known(earlier))[0]
            assert p.objections[fact.number - 1].text


# Planted: Qualified booked as integrated. (What `_met_with` did to parked ones, the exhaustive walk found.)
@walked(goal="amendment", likely=(Park, WithdrawObjection), least=2, most=3, **ARGUING)
def test_inv_o2_objections_keep_to_their_road(walk: Walk):
    """An objection moves only along its road, and what is closed stays closed."""
    for earlier, _, p in booked(walk):
        assert list(off_the_road(earlier, p)) == []


# Planted: `own` always None; `Rule` offered under presumed valid.
@walked(steps=50, likely=(WithdrawObjection, Rule))
def test_inv_o3_nobody_but_the_objector_withdraws(walk: Walk):
    """Only the objector withdraws an objection; where objections are presumed valid, none is disqualified."""
    for step in walk.steps[1:]:
        p = known(step.before)
        for fact in step.facts:
            if isinstance(fact, ObjectionWithdrawn):
                assert p.objections[fact.number - 1].by == getattr(step.command, "by", None)
            if isinstance(fact, Disqualified):
                assert p.circle.settings.validity is not Validity.PRESUMED


# Planted: `_book_integrated` without `forget_answer`, as it was found.
@walked(steps=60)
def test_inv_o4_whoever_had_an_objection_is_asked_again(walk: Walk):
    """After withdrawing, or when the objection is integrated, the objector has not answered the version yet."""
    for _, fact, p in booked(walk):
        if isinstance(fact, ObjectionWithdrawn | Integrated | Disqualified):
            objection = p.objections[fact.number - 1]
            assert objection.parent is not None or objection.by not in p.responses


# Planted: `confirmers` gave the objector alone.
@walked(steps=60, resolved="both confirm")
def test_inv_o5_objector_and_proposer_both_confirm(walk: Walk):
    """Where the setting asks both, an objection is integrated when objector and proposer have confirmed it."""
    for earlier, fact, p in booked(walk):
        if isinstance(fact, Integrated):
            assert p.circle.settings.resolved is Resolved.BOTH_CONFIRM
            objection = known(earlier).objections[fact.number - 1]
            both = {objection.by} | {who for who in (p.author,) if p.circle.member(who)}
            assert both <= objection.confirmed


# Planted: `_focus` without its rule about children.
@walked(goal="amendment", likely=(Park, WithdrawObjection), least=2, most=3, **ARGUING)
def test_inv_o6_an_objection_to_an_amendment_comes_first(walk: Walk):
    """An objection to an amendment is dealt with before the one the amendment was for."""
    for step in walk.steps:
        p = step.after
        workable = (Status.RAISED, Status.UNDERSTOOD, Status.QUALIFIED, Status.AMENDED)
        children = [o.number for o in p.open_objections if o.parent is not None and o.status in workable]
        if children and p.phase is not None and p.phase.name == "integrate" and p.aside is None:
            assert getattr(p.phase, "focus", ()) == (children[-1],)


# Planted: `put` ignored `without`.
@walked(steps=60, validity="circle ruling")
def test_inv_o7_the_objector_is_left_out_of_that_ruling_only(walk: Walk):
    """A circle rules on an objection without the objector; every other question is put to them too."""
    for earlier, fact, _ in booked(walk):
        if isinstance(fact, AsideBegan):
            p = known(earlier)
            here = [who for who in consent_set(p)[0] if who not in p.away]
            objector = p.objections[fact.objection - 1].by if fact.objection else None
            missing = set(here) - set(fact.order)
            assert missing == ({objector} & set(here) if fact.asks is Asks.RULING else set())


# Planted: `Escalated` led back to integrating.
@walked(steps=60, goal="ladder", likely=(NameStuck, TakeRung), most=3, **DIRECT)
def test_inv_o8_what_was_passed_on_is_adopted_only_by_the_broader_circle(walk: Walk):
    """Once passed to the broader circle, nothing is adopted here unless that circle returns it."""
    passed_on = False
    for _, fact, _ in booked(walk):
        passed_on = passed_on or isinstance(fact, Escalated)
        if isinstance(fact, Adopted) and passed_on:
            assert fact.decision.by_broader_circle


# --- rounds ---------------------------------------------------------------------------------------------------


def rounds(walk: Walk) -> Iterator[tuple[Fact, RoundState]]:
    for _, fact, p in booked(walk):
        if isinstance(p.phase, RoundState):
            yield fact, p.phase


# Planted: `note_arrived` appended a second turn.
@walked()
def test_inv_r1_each_has_one_turn_a_pass(walk: Walk):
    """Everyone whom the round is for has exactly one turn in each pass."""
    for _, state in rounds(walk):
        people = [turn.person for turn in state.turns]
        assert len(people) == len(set(people))
    for earlier, fact, _ in booked(walk):
        if isinstance(fact, RoundClosed):
            p = known(earlier)
            assert isinstance(p.phase, RoundState)
            here = [who for who in participants(p, p.phase.purpose) if who not in p.away]
            assert set(here) <= {turn.person for turn in p.phase.turns}


# Planted: `settle` called the next speaker without looking for one.
@walked()
def test_inv_r2_at_most_one_speaks(walk: Walk):
    """At most one turn is running."""
    for _, state in rounds(walk):
        assert sum(turn.state is TurnState.SPEAKING for turn in state.turns) <= 1


# Planted: the round closed with one turn open; and waited with none.
@walked()
def test_inv_r3_closed_means_everyone_had_their_turn(walk: Walk):
    """A round closes exactly when every turn is over and no question is open."""
    for earlier, fact, _ in booked(walk):
        if isinstance(fact, RoundClosed):
            state = known(earlier).phase
            assert isinstance(state, RoundState)
            assert not any(turn.open for turn in state.turns)
            assert all(question.answer is not None for question in state.questions)
    for step in walk.steps:
        p = step.after
        if isinstance(p.phase, RoundState) and p.aside is None:
            unanswered = any(question.answer is None for question in p.phase.questions)
            assert unanswered or any(turn.open for turn in p.phase.turns)


# Planted: COME_BACK counted as over.
@walked()
def test_inv_r4_whoever_asked_to_come_later_is_come_back_to(walk: Walk):
    """Nobody who put their turn off is forgotten when the round closes."""
    for earlier, fact, _ in booked(walk):
        if isinstance(fact, RoundClosed):
            turns = getattr(known(earlier).phase, "turns", ())
            assert not any(turn.state is TurnState.COME_BACK for turn in turns)


# Planted: `TurnTimedOut` booked a consent.
@walked(goal="clarify", likely=(CallNext,), least=3, **DIRECT, rounds="sequential", turn_seconds="60")
def test_inv_r5_a_missed_turn_is_never_consent(walk: Walk):
    """Whoever was skipped, timed out or left has not consented to anything by that."""
    answers = (Consented, Objected, ConcernRaised, LeftToOthers, ConsentAssumed)
    for earlier, fact, p in booked(walk):
        if earlier is not None and not isinstance(fact, answers):
            assert set(p.responses) <= set(earlier.responses)


# Planted: the rotation ignored; the order lost the last person.
@given(st.integers(1, 7), st.integers(0, 50))
def test_inv_r6_everyone_begins_equally_often(size: int, start: int):
    """The order names everyone once, and over some rounds nobody begins more than once more than another."""
    people = PEOPLE[:size]
    firsts = dict.fromkeys(people, 0)
    for rotation in range(start, start + 3 * size + 2):
        order = speaking_order(people, rotation)
        assert sorted(order) == sorted(people)
        firsts[order[0]] += 1
    assert max(firsts.values()) - min(firsts.values()) <= 1
    assert speaking_order((), start) == ()


# Planted: `last` put first.
@given(st.integers(1, 7), st.integers(0, 50), st.data())
def test_inv_r7_whoever_speaks_last_speaks_last(size: int, rotation: int, data: st.DataObject):
    """Those who are to speak last (a nominee in the consent round) do, wherever the rotation stands."""
    people = PEOPLE[:size]
    last = data.draw(st.sampled_from(people))
    facilitator = data.draw(st.sampled_from((None, *people)))
    order = speaking_order(people, rotation, facilitator, (last,))
    assert order[-1] == last
    assert sorted(order) == sorted(people)


# Planted: the facilitator inserted at the end.
@given(st.integers(3, 7), st.integers(0, 50), st.integers(0, 6))
def test_inv_r8_the_facilitator_is_neither_first_nor_last(size: int, rotation: int, at: int):
    """In three or more the facilitator speaks in between."""
    people = PEOPLE[:size]
    facilitator = people[at % size]
    order = speaking_order(people, rotation, facilitator)
    assert facilitator not in (order[0], order[-1])
    assert sorted(order) == sorted(people)


# Planted: `note_left` ended everyone's turn.
@walked(goal="clarify", likely=(Arrive, Leave))
def test_inv_r9_coming_and_going_changes_nobody_elses_turn(walk: Walk):
    """Whoever comes or goes, the finished turns of all others stay as they are."""
    for earlier, fact, p in booked(walk):
        moved = getattr(fact, "person", None) or getattr(getattr(fact, "member", None), "person", None)
        old = earlier.phase if earlier else None
        if not isinstance(old, RoundState) or not isinstance(p.phase, RoundState) or old.step != p.phase.step:
            continue
        if type(fact).__name__ in {"Arrived", "Left", "MemberJoined", "MemberDeparted"}:
            over = {t.person: t for t in old.turns if not t.open and t.person != moved}
            still = {t.person: t for t in p.phase.turns if t.person in over}
            assert still == over


# --- time and offers ------------------------------------------------------------------------------------------


# Seldom reaches the end of a grace: `test_silence` plants a late knock there.
@walked(goal="consent", silence="hold", absent="grace", least=3, **DIRECT)
def test_a_late_knock_changes_no_outcome(walk: Walk):
    """Whether the clock knocks on time or only before the next command, the same is decided."""
    timely = walk.steps[0].after
    late = timely
    now = NOW
    for step in walk.steps[1:]:
        if isinstance(step.command, Tick):
            continue
        while (due := wake_at(timely)) is not None and due <= step.now:
            timely = proceed(timely, Tick(), max(now, due))[1]
        late = proceed(late, Tick(), step.now)[1]
        now = step.now
        try:
            timely = proceed(timely, step.command, now)[1]
            late = proceed(late, step.command, now)[1]
        except Refused:
            return
    ends = [
        (p.over, p.outcome, p.in_force, p.phase and p.phase.name, p.version.draft) for p in (timely, late)
    ]
    assert ends[0] == ends[1]


@walked(steps=50)
def test_whatever_is_refused_leaves_no_trace(walk: Walk):
    """A refused command changes nothing, and is refused again for the same reason."""
    for p, command, now in walk.refused:
        same = replace(p)
        with pytest.raises(Refused):
            proceed(p, command, now)
        assert p == same


@walked(steps=50)
def test_strangers_are_offered_nothing(walk: Walk):
    """Whoever does not belong to the circle may do nothing in it."""
    for step in walk.steps:
        assert legal(step.after, PersonId("nobody")) == ()
