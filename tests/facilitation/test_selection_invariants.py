"""INV-S1 to INV-S12 over whole selections: random walks in circles of every kind, each fact held against the rules.

A walk does what is offered to somebody, and now and then what is not; the clock knocks; people come and go.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.wording import Wording
from facilitation import commands as c
from facilitation.cards import Card, When
from facilitation.facts import (
    CandidacyEnded,
    CandidateAccepted,
    CandidateDrawn,
    CandidateProposed,
    Consented,
    Fact,
    Nominated,
    NominationChanged,
    NominationsRevealed,
    Objected,
    RoleFilled,
    RoundClosed,
    VersionMade,
)
from facilitation.following import follow_ups
from facilitation.model import (
    CircleId,
    Criterion,
    Duty,
    Ending,
    Feeling,
    Move,
    PersonId,
    Scale,
    Stance,
    Standing,
    Trifle,
    Words,
    but,
)
from facilitation.phases.proposing_candidates import drawn
from facilitation.proceeding import evolve, fold, legal, proceed, waiting
from facilitation.refusals import Refused
from facilitation.sealed import as_shown, marks
from facilitation.selecting import Selection, combinable, eligible, most_named, selection
from facilitation.settings import NomineeAsked
from facilitation.state import CheckState, Proceeding
from facilitation.transcript import parse, play, printed, transcript_of
from facilitation.verbs import Offer
from facilitation.view import choices, receipt, script, show, tell, why
from tests.facilitation.selections import after as played
from tests.facilitation.selections import selecting
from tests.facilitation.small_circles import ANA, BO, CY, DEE, EVE, NOW, circle, member
from tests.facilitation.test_view_everywhere import all_messages, assert_sayable, messages

STEPS = 70
CIRCLES: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "sofa": ("sofa", {}, ("water keeper",)),
    "quick": (
        "sofa",
        {"rounds": "together", "term_consent": "no", "qualifications_round": "no"},
        ("water keeper",),
    ),
    "several": (
        "sofa",
        {"rounds": "together", "term_consent": "no", "qualifications_round": "no"},
        ("leader", "delegate", "water keeper"),
    ),
    "s3": ("s3", {"rounds": "together"}, ("secretary",)),
    "sealed": ("s3", {"rounds": "together", "collection": "sealed"}, ("delegate",)),
    "rolebased": ("rolebased", {"rounds": "together"}, ("water keeper",)),
    "in-round": (
        "rolebased",
        {"collection": "round", "absent": "hold", "voices": "all members"},
        ("delegate",),
    ),
}
RARE = (
    *(c.Withdraw, c.ProposeDrop, c.ProposePostpone, c.ProposeVacancy, c.DescribeRole, c.AskForDialogue),
    *(c.AskProcess, c.AnswerProcess, c.TakeOver, c.HandOver, c.Leave, c.Arrive, c.Ask, c.TakeBack),
    *(c.AnotherPass, c.ComeBackToMe, c.Park, c.AskToPropose, c.ShowNominations),
    *(c.AskTemperature, c.ShowTemperature, c.ShowStance, c.CloseTemperature, c.AskTrifle, c.OpenProcessRound),
    *(c.AbortRound, c.EscalateToMeeting),
)
OFTEN, HALF, SELDOM = 0.8, 0.5, 0.06


def opening(kind: str) -> c.OpenSelection:
    preset, overrides, roles = CIRCLES[kind]
    people = (
        member(ANA, Standing.FULL, Duty.FACILITATOR),
        member(BO, Standing.FULL, Duty.LEADER),
        member(CY, Standing.FULL, Duty.SECRETARY),
        member(DEE),
        member(EVE, Standing.GUEST),
    )
    inside = circle(*people, preset=preset, overrides=overrides, broader=CircleId("village"))
    return selecting(inside, role=roles[0], more=roles[1:], away=(DEE,))


def written(p: Proceeding, who: PersonId, offer: Offer, now: datetime, luck: random.Random) -> c.Act:
    """An offered act, with something in every field."""
    text = Words(f"Words {luck.randrange(10**9, 10**10)}")
    work = selection(p)
    roles = [work.post(n).role.name for n in work.open] or [""]
    known: dict[str, object] = {
        "by": who,
        "step": p.table_step,
        "which": luck.choice(roles),
        "seed": str(text),
    }
    if p.versions:
        known["draft"] = but(p.version.draft, text=text)
    known |= dict.fromkeys(("objection", "question", "to", "rung", "person"), offer.target)
    known |= {"objections": (offer.target,), "owner": who}
    known |= dict.fromkeys(("until", "review"), now + timedelta(days=luck.randrange(1, 400)))
    given = {f.name: known.get(f.name, text) for f in fields(offer.command)}
    return offer.command(**{**given, **_words_of_the_method(offer.command, luck)})


def _words_of_the_method(command: type[c.Act], luck: random.Random) -> dict[str, object]:
    found: dict[str, object] = {}
    names = command.__dataclass_fields__
    if "move" in names:
        found["move"] = luck.choice(tuple(Move))
    if "criterion" in names:
        found["criterion"] = luck.choice(tuple(Criterion))
    if "qualifies" in names:
        found["qualifies"] = luck.random() < HALF
    for name, words in (("scale", Scale), ("feeling", Feeling), ("stance", Stance), ("trifle", Trifle)):
        if name in names:
            found[name] = luck.choice(tuple(words))
    return found


def walk(kind: str, seed: int) -> Iterator[tuple[c.Command, Proceeding, tuple[Fact, ...], Proceeding]]:
    luck, now = random.Random(seed), NOW  # noqa: S311 - an example, not a secret
    _, p = proceed(None, opening(kind), now)
    for _ in range(STEPS):
        if p.over:
            return
        now += timedelta(minutes=luck.choice((0, 1, 90)))
        for act in (c.Tick(), _something(p, now, luck)):  # what is overdue comes first, as at a desk
            try:
                facts, after = proceed(p, act, now)
            except Refused:
                continue
            if facts:
                yield act, p, facts, after
                p = after


def _something(p: Proceeding, now: datetime, luck: random.Random) -> c.Command:
    if p.phase is not None and p.phase.name == "link" and luck.random() < OFTEN:
        return c.NoteLink(accepted=luck.random() < HALF)
    people = [*(m.person for m in p.circle.members), *selection(p).invited]
    who = luck.choice(waiting(p) or people) if luck.random() < OFTEN else luck.choice(people)
    offers = legal(p, who)
    common = [o for o in offers if o.command not in RARE] or list(offers)
    if not offers:
        return c.Tick()
    offer = luck.choice(list(offers) if luck.random() < SELDOM else common)
    return written(p, who, offer, now, luck)


def log_of(kind: str, seed: int) -> tuple[Fact, ...]:
    facts, _ = proceed(None, opening(kind), NOW)
    return (*facts, *(fact for _, _, more, _ in walk(kind, seed) for fact in more))


many = settings(max_examples=8, deadline=None)
seeds = given(seed=st.integers(0, 2**32))
kinds = pytest.mark.parametrize("kind", CIRCLES)


# --- the rules, fact by fact ----------------------------------------------------------------------------------


def faults(log: tuple[Fact, ...]) -> Iterator[str]:
    """Whatever in a log breaks one of INV-S2 to INV-S12."""
    p: Proceeding | None = None
    for fact in log:
        if p is not None:
            yield from _fault(p, fact)
        p = evolve(p, fact)
        assert isinstance(p.work, Selection)
        if len({(n.by, n.post) for n in p.work.sealed}) < len(p.work.sealed):
            yield "INV-S2"


def _fault(p: Proceeding, fact: Fact) -> Iterator[str]:
    work = selection(p)
    match fact:
        case NominationChanged() if not _reasons_heard(p):
            yield "INV-S3: changed before all reasons were heard"
        case CandidateProposed(post=post, version=version):
            yield from _proposal_faults(p, post, version.draft.owner)
        case CandidateDrawn(seed=seed, among=among, person=person, post=post):
            if drawn(seed, among) != person or set(among) - set(most_named(p, post)):
                yield "INV-S9: the draw cannot be repeated"
        case VersionMade(version=version) if version.draft.owner != p.version.draft.owner:
            yield "INV-S4: an amendment brought another candidate"
        case RoleFilled():
            yield from _filling_faults(p, fact)
        case CandidacyEnded(ending=Ending.REFUSED) if work.candidacy is None:
            yield "INV-S10: somebody declined who was not proposed"
        case Consented(person=person) | Objected(person=person) if _too_early(p, person):
            yield "INV-R7: the nominee answered before the others"
        case _:
            return


def _filling_faults(p: Proceeding, fact: RoleFilled) -> Iterator[str]:
    running = selection(p).candidacy
    if running is None or not running.accepted or running.person != fact.person:
        yield "INV-S5: nobody has accepted"
    if fact.until <= fact.at:
        yield "INV-S6: a term that is over"
    if not combinable(p, fact.post, fact.person):
        yield "INV-S7: one person for two linked roles"


def _reasons_heard(p: Proceeding) -> bool:
    closed = [r for r in p.results if r.closing == RoundClosed.__name__ and r.phase is not None]
    return any(r.phase is not None and r.phase.name == "reasons" for r in closed)


def _proposal_faults(p: Proceeding, post: int, person: PersonId | None) -> Iterator[str]:
    work = selection(p)
    named = {n.nominee for n in work.nominations if n.post == post and p.circle.member(n.by)}
    if person is None or not eligible(p, post, person) or (person not in named and not work.dialogue):
        yield "INV-S4: not eligible, or not nominated"
    elif not combinable(p, post, person):
        yield "INV-S7: one person for two linked roles"
    elif any(e.person == person and e.post == post and e.ending is not Ending.SET_ASIDE for e in work.ended):
        yield "INV-S9, INV-S12: a candidacy that was over"


def _too_early(p: Proceeding, person: PersonId) -> bool:
    work = selection(p)
    asked_last = p.circle.settings.nominee_asked is NomineeAsked.LAST
    if not isinstance(p.phase, CheckState) or p.aside is not None or work.candidacy is None:
        return False
    others = [who for who in p.circle.consenting if who not in p.responses and who not in p.away]
    return asked_last and work.candidacy.person == person and any(who != person for who in others)


@kinds
@seeds
@many
def test_selections_keep_inv_s2_to_inv_s12_and_inv_r7(kind: str, seed: int):
    assert list(faults(log_of(kind, seed))) == []


@kinds
@seeds
@many
def test_inv_s5_and_inv_s8_nobody_holds_a_role_without_accepting_and_the_broader_circles_consent(
    kind: str, seed: int
):
    accepted: set[tuple[int, PersonId]] = set()
    for act, p, facts, after in walk(kind, seed):
        accepted |= {(f.post, f.person) for f in facts if isinstance(f, CandidateAccepted)}
        if any(isinstance(f, CandidateAccepted) for f in facts):
            assert isinstance(act, c.AcceptRole)
        for fact in facts:
            if isinstance(fact, RoleFilled):
                duty = selection(p).post(fact.post).role.duty
                assert (fact.post, fact.person) in accepted
                assert isinstance(act, c.NoteLink) is (duty in {Duty.LEADER, Duty.DELEGATE})
        assigned = [command for _, command in follow_ups(after, facts) if isinstance(command, c.AssignRole)]
        assert len(assigned) == sum(isinstance(fact, RoleFilled) for fact in facts)


@kinds
@seeds
@many
def test_inv_s11_meeting_an_objection_keeps_the_nominations(kind: str, seed: int):
    for act, p, _facts, after in walk(kind, seed):
        if isinstance(act, c.Amend | c.ConfirmAmendment | c.SetAside | c.DeclineRole):
            assert selection(after).nominations == selection(p).nominations


# --- INV-S1 ---------------------------------------------------------------------------------------------------


def everything_shown(p: Proceeding, facts: tuple[Fact, ...]) -> str:
    """All that anybody is shown, told or offered, but for a person's own receipt."""
    people = [m.person for m in p.circle.members]
    menus = [choices(p, who) for who in people]
    return repr((show(p), [tell(p, fact) for fact in facts], menus, script(p), why(p)))


@kinds
@seeds
@many
def test_inv_s1_nothing_shown_depends_on_what_is_nominated_before_all_of_it_is_shown(kind: str, seed: int):
    """Neither words nor names: a selection in which everybody had named somebody else looks the same."""
    for act, _p, facts, after in walk(kind, seed):
        work = selection(after)
        if not work.sealed or any(isinstance(f, NominationsRevealed) for f in facts):
            continue
        other = but(
            after,
            work=but(work, sealed=tuple(but(n, nominee=ANA, reason=Words("x")) for n in work.sealed)),
        )
        swapped = tuple(replace(f, nominee=ANA) if isinstance(f, Nominated) else f for f in facts)
        assert everything_shown(other, swapped) == everything_shown(after, facts)
        if isinstance(act, c.Nominate):
            assert repr(receipt(other, swapped, act.by)) == repr(receipt(after, facts, act.by))


@kinds
@seeds
@many
def test_inv_s1_every_nomination_is_sealed_and_how_often_somebody_wrote_is_not_in_what_is_shown(
    kind: str, seed: int
):
    log = log_of(kind, seed)

    for fact, mark in zip(log, marks(None, log), strict=True):
        assert not isinstance(fact, Nominated) or mark
    last = fold(log)
    readable = tuple(as_shown(log))
    assert sum(isinstance(f, Nominated) for f in readable) <= sum(
        len(f.nominations) for f in log if isinstance(f, NominationsRevealed)
    )
    assert selection(fold(readable)).nominations == selection(last).nominations


def test_there_is_something_that_could_leak():
    """The comparison above would notice: once they are shown, other names look different."""
    for seed in range(60):
        for _act, _p, facts, after in walk("quick", seed):
            work = selection(after)
            if work.nominations:
                other = but(
                    after,
                    work=but(work, nominations=tuple(but(n, nominee=EVE) for n in work.nominations)),
                )
                assert everything_shown(other, facts) != everything_shown(after, facts)
                return
    pytest.fail("no walk came to the reveal")


# --- what is shown, and that walks mean something -------------------------------------------------------------


@kinds
@seeds
@settings(max_examples=3, deadline=None)
def test_everything_shown_in_a_selection_can_be_said(kind: str, seed: int):
    voice = Wording(preset=CIRCLES[kind][0], names=lambda person: f"Name of {person}")
    for act, _p, facts, p in walk(kind, seed):
        said = [*all_messages(show(p)), *(m for line in script(p) for m in messages(line.text)), why(p)]
        said += [told for fact in facts if (told := tell(p, fact)) is not None]
        if isinstance(act, c.Act):
            said.append(receipt(p, facts, act.by))
        for message in said:
            assert_sayable(message, voice)
        for button in (button for m in p.circle.members for button in choices(p, m.person)):
            assert not voice.button(button).startswith("do-")
            assert all(voice.option(blank, option) for blank in button.form for option in blank.options)


@kinds
@seeds
@settings(max_examples=4, deadline=None)
def test_the_card_of_a_step_that_is_over_stays_as_it_was(kind: str, seed: int):
    kept: dict[str, Card] = {}
    for _act, _p, _facts, p in walk(kind, seed):
        now = {card.key: card for card in show(p) if card.key.startswith("step/")}
        assert set(kept) <= set(now)
        for key, card in kept.items():
            assert now[key] == card
        step = min((state.step for state in (p.phase, p.held) if state is not None), default=p.step)
        kept |= {key: card for key, card in now.items() if int(key.removeprefix("step/")) < step}


@kinds
@seeds
@settings(max_examples=4, deadline=None)
def test_the_minutes_of_a_selection_can_be_played_again(kind: str, seed: int):
    log = log_of(kind, seed)
    names = {who: who.title() for who in (ANA, BO, CY, DEE, EVE)}

    again = play(parse(printed(transcript_of(log, names))))

    assert tuple(again.logs.values()) == (log,)


def test_walks_reach_every_step():
    seen = {
        p.phase.name
        for kind in CIRCLES
        for seed in range(12)
        for *_, p in walk(kind, seed)
        if p.phase is not None
    }
    outcomes = {
        p.outcome.value for kind in CIRCLES for seed in range(60) for *_, p in walk(kind, seed) if p.outcome
    }

    assert seen >= {"nominate", "reasons", "change", "propose", "consent", "objections", "accept", "link"}
    assert outcomes >= {"filled"}


def test_the_card_of_a_step_that_was_postponed_twice_keeps_its_date():
    inside = opening("quick").circle
    p = played(None, selecting(inside))
    for days in (3, 9):
        until = NOW + timedelta(days=days)
        p = played(p, c.ProposePostpone(by=ANA, until=until, text=Words("Later.")))
        p = played(p, *(c.Consent(by=who) for who in (BO, CY, DEE)), c.Resume(by=ANA))

    dates = [m.args for m in all_messages(show(p)) if m.id == "closed-Postponed"]

    assert [dict(args)["until"] for args in dates] == [
        When(NOW + timedelta(days=d), day=True) for d in (3, 9)
    ]


@pytest.mark.parametrize("seed", [1088, 1093])
def test_questions_that_fell_in_a_later_step_give_an_earlier_one_no_card(seed: int):
    """Found by walking on: a step without a card had one for as long as such a question's step was open."""
    for _act, _p, _facts, p in walk("several", seed):
        quiet = {f"step/{r.step}" for r in p.results if r.phase is not None and r.phase.name == "list"}
        assert not quiet & {card.key for card in show(p)}
