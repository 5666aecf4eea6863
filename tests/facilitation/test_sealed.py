"""What is secret for now, by the rules alone; that it is stored so is tested with storage."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitation.circle import proceed_circle
from facilitation.commands import (
    Act,
    Consent,
    Found,
    Leave,
    LetStand,
    Nominate,
    Object,
    Pass,
    Propose,
    RaiseConcern,
    Redraft,
    Speak,
    TakeBack,
)
from facilitation.facts import (
    CandidateProposed,
    Consented,
    ConsentReached,
    Fact,
    MemberDeparted,
    Nominated,
    NominationPassed,
    NominationsRevealed,
    Objected,
    ObjectionsStand,
    ObjectionWithdrawn,
    Opened,
    SentToMeeting,
    TextStands,
    TookBack,
    VersionMade,
)
from facilitation.model import CircleId, Draft, Duty, Member, PersonId, ProceedingId, Standing, Words
from facilitation.proceeding import evolve, fold, legal, proceed
from facilitation.sealed import (
    OPENERS,
    VOIDS,
    as_shown,
    keeps_secrets,
    marks,
    opened_by,
    sealed,
    seen,
    taken_back,
)
from facilitation.state import Proceeding
from tests.facilitation import small_circles as sc
from tests.facilitation.selections import QUICK, selecting
from tests.facilitation.small_circles import circle, member

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANA, BO, CY = (PersonId(f"u-{name}") for name in ("ana", "bo", "cy"))
HARM = Words("It scares my son.")


def opened(collection: str, **more: object) -> tuple[tuple[Fact, ...], Proceeding]:
    overrides = (("collection", collection), ("driver_check", "none"), ("answers", "with concerns"))
    members = (Member(person=ANA, duties=(Duty.FACILITATOR,)), Member(person=BO), Member(person=CY))
    found = Found(
        id=CircleId("c-1"), name="Garden", aim="Food", members=members, preset="sofa", overrides=overrides
    )
    circle = proceed_circle(None, found, NOW)[1]
    draft = Draft(text="We put up a scarecrow.", review=NOW + timedelta(days=90))
    first = Propose(by=CY, id=ProceedingId("p-1"), circle=circle, title="A scarecrow", draft=draft)
    return proceed(None, replace(first, **more), NOW)  # type: ignore[arg-type]


def in_consent(collection: str = "sealed") -> Proceeding:
    _, p = opened(collection)
    while p.phase is not None and p.phase.name != "consent":
        offers = {(offer.command, who) for who in (ANA, BO, CY) for offer in legal(p, who)}
        kind, who = next(
            (kind, who) for kind in (LetStand, Pass, Speak) for who in (ANA, BO, CY) if (kind, who) in offers
        )
        _, p = proceed(p, kind(by=who), NOW)
    return p


def after(p: Proceeding, *acts: Act) -> tuple[list[tuple[Fact, bool]], Proceeding]:
    told: list[tuple[Fact, bool]] = []
    for act in acts:
        facts, later = proceed(p, act, NOW)
        told += zip(facts, marks(p, facts), strict=True)
        p = later
    return told, p


def secrets(told: Iterable[tuple[Fact, bool]]) -> list[type[Fact]]:
    return [type(fact) for fact, is_sealed in told if is_sealed]


ACTS = (
    Object(by=BO, text=HARM),
    Consent(by=BO),
    Consent(by=ANA),
    TakeBack(by=ANA),
    RaiseConcern(by=CY, text=HARM),
)


def test_every_answer_is_sealed_and_nothing_else_is():
    told, _ = after(in_consent(), *ACTS, Consent(by=ANA))

    assert [type(fact) for fact, _ in told[:6]] == secrets(told)[:6]
    assert secrets(told)[:4] == [Objected, ObjectionWithdrawn, Consented, Consented]
    assert next(type(fact) for fact, is_sealed in told if not is_sealed) is ConsentReached


@pytest.mark.parametrize("collection", ["simultaneous", "round"])
def test_open_collection_seals_nothing(collection: str):
    p = in_consent(collection)

    assert not keeps_secrets(p)
    assert not sealed(p, Consented(at=NOW, person=ANA))
    assert not sealed(p, Objected(at=NOW, person=ANA, number=1, text=HARM))


def test_an_objection_to_an_amendment_is_worked_on_in_the_open():
    assert not sealed(in_consent(), Objected(at=NOW, person=ANA, number=2, text=HARM, parent=1))


def test_answers_are_opened_by_the_end_of_the_check_and_by_nothing_else():
    answer, text = Consented(at=NOW, person=ANA), TextStands(at=NOW)

    assert opened_by(ConsentReached(at=NOW), [answer])
    assert opened_by(ObjectionsStand(at=NOW, numbers=(1,)), [answer])
    assert not opened_by(ConsentReached(at=NOW), [answer, text])
    assert not opened_by(text, [answer])
    assert not opened_by(text, [text, answer])
    assert not opened_by(TookBack(at=NOW, person=ANA), [answer])
    kinds = (ConsentReached, ObjectionsStand, TextStands, TookBack, SentToMeeting, VersionMade)
    assert [kind for kind in kinds if issubclass(kind, OPENERS)] == [
        ConsentReached,
        ObjectionsStand,
        TextStands,
    ]


def test_what_was_answered_before_the_text_changed_or_it_went_to_a_meeting_is_opened_only_while_it_stands():
    answer = Consented(at=NOW, person=ANA)
    first, second = (Objected(at=NOW, person=BO, number=number, text=HARM) for number in (1, 2))
    stands = ObjectionsStand(at=NOW, numbers=(2,))

    assert {VersionMade, CandidateProposed, SentToMeeting} == set(VOIDS)
    assert not opened_by(ConsentReached(at=NOW), [answer], void=True)
    assert not opened_by(stands, [answer], void=True)
    assert not opened_by(stands, [first], void=True)
    assert opened_by(stands, [second], void=True)
    assert opened_by(stands, [ObjectionWithdrawn(at=NOW, number=1), second], void=True)


def test_what_came_out_is_no_secret_afterwards():
    _, p = after(in_consent(), Object(by=BO, text=HARM), Consent(by=ANA), Consent(by=CY))

    assert p.phase is not None
    assert p.phase.name == "integrate"
    assert not sealed(p, ObjectionWithdrawn(at=NOW, number=1))


def test_what_was_taken_back_stays_sealed_when_the_answers_are_opened():
    told, p = after(
        in_consent(),
        Object(by=BO, text=HARM),
        RaiseConcern(by=BO, text=HARM),
        RaiseConcern(by=BO, text=HARM),
        Object(by=CY, text=HARM),
        Consent(by=ANA),
    )

    kept = [fact.number for fact, _ in told if hasattr(fact, "number") and taken_back(p, fact)]
    shown = [fact.number for fact, _ in told if hasattr(fact, "number") and not taken_back(p, fact)]
    assert (kept, shown) == ([1, 1, 1], [2, 2])


def test_a_concern_stays_sealed_once_its_author_consents_takes_it_back_or_is_gone():
    raised, p = after(in_consent(), RaiseConcern(by=BO, text=HARM))
    ((concern, _),) = raised

    assert not taken_back(p, concern)
    assert taken_back(after(p, Consent(by=BO))[1], concern)
    assert taken_back(after(p, TakeBack(by=BO))[1], concern)
    assert taken_back(evolve(p, MemberDeparted(at=NOW, person=BO)), concern)


def test_an_answer_that_stands_is_shown_when_the_answers_are_opened():
    _, p = after(in_consent(), Consent(by=ANA))

    assert not taken_back(p, Consented(at=NOW, person=ANA))
    assert not taken_back(p, TookBack(at=NOW, person=ANA))


def test_a_text_is_a_secret_of_the_draft_only():
    p = in_consent()
    _, stuck = after(p, Object(by=BO, text=HARM), Consent(by=ANA), Consent(by=CY))
    reworded = VersionMade(at=NOW, version=p.version)

    assert [sealed(q, reworded) for q in (None, p, stuck)] == [False, False, False]


def test_an_answer_given_ahead_of_a_sealed_check_is_sealed():
    p = opened("sealed")[1]

    assert sealed(p, Objected(at=NOW, person=ANA, number=1, text=HARM))
    assert sealed(p, Consented(at=NOW, person=ANA))
    assert not sealed(p, TookBack(at=NOW, person=ANA))
    assert not sealed(p, ObjectionWithdrawn(at=NOW, number=1))


def test_an_objection_given_ahead_stays_sealed_when_it_is_withdrawn_before_the_check():
    p = evolve(opened("sealed")[1], Objected(at=NOW, person=ANA, number=1, text=HARM))

    assert sealed(p, ObjectionWithdrawn(at=NOW, number=1))


def test_a_draft_is_its_authors_until_it_is_presented():
    facts, p = opened("simultaneous", ready=False)

    assert secrets(zip(facts, marks(None, facts), strict=True)) == [Opened]
    assert keeps_secrets(p)
    told, p = after(
        p, Redraft(by=CY, draft=Draft(text="A kite.", review=NOW + timedelta(days=90))), LetStand(by=CY)
    )
    assert secrets(told) == [VersionMade]
    stands = next(fact for fact, _ in told if isinstance(fact, TextStands))
    assert opened_by(stands, facts[:1])
    assert opened_by(stands, [told[0][0]])
    assert not opened_by(ConsentReached(at=NOW), facts[:1])


def test_a_proposal_that_comes_ready_is_no_secret():
    facts, p = opened("simultaneous")

    assert not any(marks(None, facts))
    assert not keeps_secrets(p)


def test_of_a_draft_everyone_may_know_that_there_is_one():
    facts, _ = opened("simultaneous", ready=False)
    first = facts[0]

    known = seen(first)

    assert isinstance(first, Opened)
    assert isinstance(known, Opened)
    assert known.version.draft == Draft(text="", review=first.version.draft.review)
    assert (known.title, known.author, known.circle) == (first.title, first.author, first.circle)
    assert fold((known, *facts[1:])).phase == fold(facts).phase
    assert seen(Consented(at=NOW, person=ANA)) is None


def test_marking_facts_changes_nothing_about_them():
    p = in_consent()
    facts, later = proceed(p, Consent(by=ANA), NOW)

    assert marks(p, facts) == (True,)
    assert marks(p, ()) == ()
    assert evolve(p, facts[0]) == later


def selection_log() -> tuple[Fact, ...]:
    """Ana, Bo and Cy have nominated and thought again; Dee wrote ahead and is away; all are shown."""
    people = (member(sc.ANA, Standing.FULL, Duty.FACILITATOR), member(sc.BO), member(sc.CY), member(sc.DEE))
    inside = circle(*people, overrides={**QUICK, "nomination_pass": "yes"})
    facts, p = proceed(None, selecting(inside), NOW)
    acts = (
        *(Pass(by=who) for who in (sc.BO, sc.CY, sc.DEE)),
        Nominate(by=sc.DEE, person=sc.ANA, reason=Words("Early.")),
        Leave(by=sc.DEE, person=sc.DEE),
        Nominate(by=sc.ANA, person=sc.ANA, reason=Words("Hm.")),
        Nominate(by=sc.ANA, person=sc.BO, reason=Words("Patient.")),
        Pass(by=sc.BO),
        Nominate(by=sc.CY, person=sc.CY, reason=Words("I like it.")),
    )
    for act in acts:
        more, p = proceed(p, act, NOW)
        facts += more
    return facts


def test_nominations_are_secret_and_so_is_that_somebody_named_nobody():
    log = selection_log()

    hidden = [type(fact) for fact, mark in zip(log, marks(None, log), strict=True) if mark]

    assert hidden == [Nominated, Nominated, Nominated, NominationPassed, Nominated]
    assert keeps_secrets(fold(log))
    assert sealed(None, Nominated(at=NOW, person=ANA, post=1, nominee=BO, reason=HARM))


def test_a_selection_reads_as_it_was_shown_with_whoever_was_away_first():
    log = selection_log()
    shown = next(fact for fact in log if isinstance(fact, NominationsRevealed))

    readable = tuple(as_shown(log))

    assert [fact for fact in readable if isinstance(fact, Nominated | NominationPassed)] == [
        Nominated(at=shown.at, person=sc.DEE, post=1, nominee=sc.ANA, reason=Words("Early.")),
        Nominated(at=shown.at, person=sc.ANA, post=1, nominee=sc.BO, reason=Words("Patient.")),
        NominationPassed(at=shown.at, person=sc.BO, posts=(1,)),
        Nominated(at=shown.at, person=sc.CY, post=1, nominee=sc.CY, reason=Words("I like it.")),
    ]
    others = tuple(fact for fact in log if not isinstance(fact, Nominated | NominationPassed))
    assert tuple(fact for fact in readable if not isinstance(fact, Nominated | NominationPassed)) == others
    assert readable.index(shown) == len(others[: others.index(shown)]) + 4
    assert fold(readable) == fold(log)
    assert tuple(as_shown(log[: log.index(shown)])) == others[: others.index(shown)]
