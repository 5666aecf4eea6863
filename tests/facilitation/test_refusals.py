"""Every reason to say no, with an example that raises it; and that nothing is changed then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from facilitation.circle import proceed_circle
from facilitation.commands import (
    AbortRound,
    AgreeItQualifies,
    Amend,
    AnotherPass,
    Argue,
    Arrive,
    Ask,
    AskForTest,
    AskProcess,
    AskTemperature,
    AskTrifle,
    CallNext,
    ClaimRuleBroken,
    ComeBackToMe,
    Command,
    Consent,
    DecideAlone,
    Dispute,
    Found,
    HandOver,
    Leave,
    LeaveIt,
    LetStand,
    NameTuners,
    Object,
    OpenShaping,
    Pass,
    Propose,
    ProposeDrop,
    ProposePostpone,
    RaiseConcern,
    Redraft,
    Reflect,
    Rule,
    Rung,
    SeekAdvice,
    Speak,
    StepDone,
    TakeOver,
    TakeRung,
    TakeUp,
    Tick,
    Withdraw,
    WithdrawAside,
    WithdrawObjection,
)
from facilitation.facts import (
    PieceAdded,
    StepBegan,
)
from facilitation.model import (
    Charter,
    CircleId,
    CircleStatus,
    Criterion,
    Duty,
    Effect,
    Matter,
    PieceKind,
    ProceedingId,
    Role,
    Standing,
    Trifle,
    Words,
)
from facilitation.proceeding import decide, evolve, fold, legal, possible, proceed, why_not
from facilitation.processes import PROCESSES
from facilitation.refusals import TURN, Ambiguous, Malformed, Reason, Refused, TurnTo
from facilitation.state import Proceeding
from facilitation.verbs import FARTHEST, SENTENCE_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from tests.facilitation import selections
from tests.facilitation.small_circles import (
    ANA,
    BO,
    CY,
    NOW,
    SOON,
    STRANGER,
    TEXT_A,
    TEXT_B,
    O,
    after,
    circle,
    member,
    opened,
    proposal,
)
from tests.facilitation.small_meetings import MEETING_EXAMPLES

Example = tuple[Proceeding | None, Command]
A_DAY: Final = timedelta(days=1)


def at(
    phase: str, preset: str = "sofa", overrides: dict[str, str] | None = None, **around: object
) -> Proceeding:
    """A phase just begun: ana facilitates, bo has proposed, cy is the third."""
    p = opened(circle(preset=preset, overrides={"driver_check": "none", **(overrides or {})}, **around))
    order = PROCESSES[p.process].phases[phase].order(p)
    begun = StepBegan(at=NOW, step=p.step + 1, phase=phase, order=order)
    return evolve(replace(p, phase=None), begun)


def disputed(preset: str = "sofa", overrides: dict[str, str] | None = None) -> Proceeding:
    """Cy's objection is the one being worked on."""
    return after(at("consent", preset, overrides), Consent(by=ANA), Consent(by=BO), Object(by=CY, text=O))


def understood(preset: str, overrides: dict[str, str] | None = None) -> Proceeding:
    return after(disputed(preset, overrides), Reflect(by=CY, objection=1, statement="s"))


def under_test() -> Proceeding:
    return after(understood("rolebased"), AskForTest(by=ANA, objection=1))


def argued() -> Proceeding:
    """Every criterion has its argument."""
    return after(under_test(), *(Argue(by=CY, objection=1, criterion=one, text=O) for one in Criterion))


def with_aside() -> Proceeding:
    return after(at("consent"), ProposeDrop(by=BO, text=O))


def removal() -> Proceeding:
    p = opened(circle(), matter=Matter.REMOVAL, subject=CY, steps="talks")
    return evolve(replace(p, phase=None), StepBegan(at=NOW, step=9, phase="consent", order=(ANA, BO)))


def guests() -> Proceeding:
    owner = circle(member(ANA, Standing.FULL, Duty.FACILITATOR), member(BO), member(CY, Standing.GUEST))
    p = opened(owner)
    return evolve(replace(p, phase=None), StepBegan(at=NOW, step=9, phase="consent", order=(ANA, BO)))


def two_objections(preset: str) -> Proceeding:
    return after(at("consent", preset), Consent(by=ANA), Object(by=BO, text=O), Object(by=CY, text=O))


def secretary() -> Proceeding:
    p = after(understood("rolebased"), ClaimRuleBroken(by=CY, objection=1))
    secret = member(BO, Standing.FULL, Duty.SECRETARY)
    others = tuple(m for m in p.circle.members if m.person != BO)
    return replace(p, circle=replace(p.circle, members=(*others, secret)))


def stuck() -> Proceeding:
    return at("ladder")


def shaped(preset: str, phase: str) -> Proceeding:
    """A step of a shaping just begun; bo has opened it, and one idea and one thing to find out are there."""
    command = OpenShaping(
        by=BO, id=ProceedingId("beds"), circle=circle(preset=preset), title="Beds", driver="Weeds."
    )
    p = proceed(None, command, NOW)[1]
    for number, kind in enumerate((PieceKind.INFORMATION, PieceKind.DIMENSION), 1):
        p = evolve(p, PieceAdded(at=NOW, number=number, kind=kind, person=CY, text=O))
    return evolve(replace(p, phase=None, aside=None), StepBegan(at=NOW, step=p.step + 1, phase=phase))


def drafted(**parts: object) -> Proceeding:
    draft = replace(TEXT_A, **parts)
    return after(shaped("sofa", "draft"), Redraft(by=ANA, draft=draft))


def lone_in(p: Proceeding) -> Proceeding:
    return replace(p, away=frozenset({ANA, BO, CY}))


def amended(p: Proceeding) -> Proceeding:
    return after(p, Amend(by=ANA, objections=(1,), draft=TEXT_B))


R = Reason


def forming(**parts: object) -> Propose:
    """A proposal to form a kitchen circle."""
    whole = Charter(
        name="Kitchen", aim="Lunch", decides=True, members=(member(BO, Standing.FULL, Duty.LEADER),)
    )
    effect = Effect(charter=replace(whole, **parts))
    return proposal(circle(domains=("beds",)), matter=Matter.SUB_CIRCLE, effect=effect)


def advice(role: str = "") -> SeekAdvice:
    return SeekAdvice(
        by=BO,
        id=ProceedingId("pump"),
        circle=circle(),
        title="Pump",
        intention="blue",
        adviser=CY,
        role=role,
    )


EXAMPLES: Final[dict[Reason, Callable[[], Example]]] = {
    R.STRANGER: lambda: (at("consent"), Consent(by=STRANGER)),
    R.NO_CONSENT_RIGHT: lambda: (guests(), Consent(by=CY)),
    R.NOT_ASKED: lambda: (at("clarify"), Ask(by=BO, text=O)),
    R.ABOUT_YOU: lambda: (removal(), Object(by=CY, text=O)),
    R.NOT_FACILITATOR: lambda: (at("react"), AnotherPass(by=BO)),
    R.NOT_AUTHOR: lambda: (opened(circle()), Withdraw(by=ANA)),
    R.NOT_OBJECTOR: lambda: (disputed(), WithdrawObjection(by=ANA, objection=1)),
    R.NOT_YOUR_PEN: lambda: (at("restate"), Redraft(by=CY, draft=TEXT_B)),
    R.NOT_SECRETARY: lambda: (secretary(), Rule(by=ANA, objection=1, qualifies=True)),
    R.NOT_MOVER: lambda: (with_aside(), WithdrawAside(by=CY)),
    R.OWN_OBJECTION: lambda: (understood("s3"), Dispute(by=CY, objection=1, text=O)),
    R.ALREADY_FACILITATOR: lambda: (at("consent"), TakeOver(by=ANA)),
    R.NOT_A_MEMBER: lambda: (at("consent"), HandOver(by=ANA, to=STRANGER)),
    R.NOT_FULL_MEMBER: lambda: (guests(), TakeOver(by=CY)),
    R.STALE: lambda: (at("consent"), Consent(by=BO, step=1)),
    R.OVER: lambda: (after(opened(circle()), Withdraw(by=BO)), AnotherPass(by=ANA)),
    R.NOT_NOW: lambda: (at("consent"), LetStand(by=ANA)),
    R.ASIDE_FIRST: lambda: (with_aside(), Redraft(by=ANA, draft=TEXT_B)),
    R.NOT_YOUR_TURN: lambda: (at("consent", overrides={"collection": "round"}), Consent(by=CY)),
    R.ALREADY_SPOKEN: lambda: (after(at("consent"), Consent(by=BO)), Consent(by=BO)),
    R.TURN_RUNNING: lambda: (at("react"), CallNext(by=ANA)),
    R.ALREADY_THERE: lambda: (at("consent"), Arrive(by=BO, person=BO)),
    R.ALREADY_AWAY: lambda: (replace(at("consent"), away=frozenset({BO})), Leave(by=BO, person=BO)),
    R.NO_SUCH_THING: lambda: (disputed(), TakeUp(by=ANA, objections=(7,))),
    R.TEXT_MISSING: lambda: (at("consent"), ProposeDrop(by=BO, text=Words("  "))),
    R.TEXT_TOO_LONG: lambda: (at("consent"), Object(by=BO, text=Words("o" * (TEXT_LIMIT + 1)))),
    R.TEXT_UNREADABLE: lambda: (at("consent"), Object(by=BO, text=Words("o\x00o"))),
    R.DATE_PAST: lambda: (at("consent"), ProposePostpone(by=BO, until=NOW, text=O)),
    R.DATE_FAR: lambda: (at("consent"), ProposePostpone(by=BO, until=NOW + FARTHEST + A_DAY, text=O)),
    R.NOTHING_CHANGED: lambda: (at("restate"), Redraft(by=ANA, draft=TEXT_A)),
    R.NO_PASS: lambda: (after(at("react"), Tick()), Pass(by=ANA)),
    R.ANSWER_NEEDED: lambda: (at("consent"), Pass(by=BO)),
    R.NO_COME_BACK: lambda: (at("react", overrides={"rounds": "together"}), ComeBackToMe(by=BO)),
    R.NO_CONCERNS: lambda: (at("consent"), RaiseConcern(by=BO, text=O)),
    R.NO_LEAVING_IT: lambda: (at("consent"), LeaveIt(by=BO)),
    R.BELONGS_TO_CIRCLE: lambda: (at("consent"), Withdraw(by=BO)),
    R.SUBSTANCE_LATER: lambda: (at("clarify"), Redraft(by=BO, draft=TEXT_B)),
    R.TAKE_UP_FIRST: lambda: (two_objections("sofa"), Reflect(by=ANA, objection=1, statement="s")),
    R.ONE_AT_A_TIME: lambda: (two_objections("s3"), TakeUp(by=ANA, objections=(1, 2))),
    R.NOT_UNDERSTOOD_YET: lambda: (disputed(), Amend(by=ANA, objections=(1,), draft=TEXT_B)),
    R.NOT_QUALIFIED_YET: lambda: (understood("s3"), Amend(by=ANA, objections=(1,), draft=TEXT_B)),
    R.ANSWER_DISPUTE_FIRST: lambda: (
        after(
            understood("s3"),
            Dispute(by=ANA, objection=1, text=O),
            AgreeItQualifies(by=BO, objection=1),
            AgreeItQualifies(by=CY, objection=1),
        ),
        Dispute(by=BO, objection=1, text=O),
    ),
    R.NOT_ALL_ARGUED: lambda: (under_test(), Rule(by=ANA, objection=1, qualifies=True)),
    R.ARGUMENT_GIVEN: lambda: (argued(), Rule(by=ANA, objection=1, qualifies=False)),
    R.TRY_SMALLER_FIRST: lambda: (
        at("ladder", broader=CircleId("village")),
        TakeRung(by=BO, rung=Rung.BROADER_CIRCLE, text=O),
    ),
    R.NO_BROADER_CIRCLE: lambda: (stuck(), TakeRung(by=BO, rung=Rung.BROADER_CIRCLE, text=O)),
    R.NOT_THIS_WAY: lambda: (stuck(), TakeRung(by=ANA, rung=Rung.BREAKDOWN, text=O)),
    R.DOMAIN_ELSEWHERE: lambda: (None, proposal(circle(held_elsewhere=(("paths", "Yard"),)), domain="paths")),
    R.SETTINGS_UNKNOWN: lambda: (
        None,
        proposal(circle(), matter=Matter.SETTINGS, changes=(("colour", "green"),)),
    ),
    R.NO_TRIAL: lambda: (
        None,
        proposal(
            circle(),
            matter=Matter.SETTINGS,
            changes=(("concerns", "yes"),),
            draft=replace(TEXT_A, condition="If it works out", until=NOW + SOON),
        ),
    ),
    R.NOBODY_TO_ASK: lambda: (lone_in(at("consent")), ProposePostpone(by=BO, until=NOW + SOON, text=O)),
    R.DOMAIN_NOT_HELD: lambda: (None, forming(domains=("roofs",))),
    R.CHARTER_INCOMPLETE: lambda: (None, forming(aim="")),
    R.NAME_TAKEN: lambda: (None, forming(name="Garden")),
    R.STEPS_MISSING: lambda: (None, proposal(circle(), matter=Matter.REMOVAL, subject=CY)),
    R.CIRCLE_RESTS: lambda: (None, proposal(circle(status=CircleStatus.DORMANT))),
    R.ROLE_EXISTS: lambda: (
        None,
        proposal(
            circle(roles=(Role(name="Host", purpose="p", duty=Duty.FACILITATOR),)),
            matter=Matter.ROLE,
            effect=Effect(role=Role(name="Second host", purpose="p", duty=Duty.FACILITATOR)),
        ),
    ),
    R.NUMBER_ODD: lambda: (
        None,
        proposal(
            circle(), matter=Matter.ROLE, effect=Effect(role=Role(name="Host", purpose="p", term_days=0))
        ),
    ),
    R.NO_AUTHORITY: lambda: (None, advice(role="Host")),
    R.ADVICE_AWAITED: lambda: (
        after(
            proceed(None, advice(), NOW)[1],
            Consent(by=ANA),
            Consent(by=CY),
        ),
        DecideAlone(by=BO, text="t", reasons="r"),
    ),
    R.NOT_TOGETHER: lambda: (at("consent"), AskTrifle(by=BO, trifle=Trifle.BREAK, text=O)),
    R.SEALED_NOW: lambda: (
        at("consent", overrides={"collection": "sealed"}),
        AskTemperature(by=BO, text=O),
    ),
    R.CONSENT_NOT_CUT: lambda: (at("consent"), AbortRound(by=ANA, text=O)),
    R.TWO_OR_THREE: lambda: (shaped("s3", "tuners"), NameTuners(by=ANA, tuner=BO)),
    R.NOT_ALL_ANSWERED: lambda: (shaped("s3", "answers"), StepDone(by=ANA)),
    R.DRAFT_INCOMPLETE: lambda: (drafted(owner=CY), LetStand(by=ANA)),
    R.NOT_COVERED: lambda: (drafted(owner=CY, criteria="c"), LetStand(by=ANA)),
    **selections.EXAMPLES,
    **MEETING_EXAMPLES,
}
OF_ROLES: Final = frozenset({R.NOT_HOLDER, R.NOT_LEADER, R.NOT_YOUR_TOPIC, R.DOMAIN_MISSING, R.OWN_DOMAIN})
ELSEWHERE: Final = frozenset({R.ALREADY_OPEN, R.NOT_LEADING, R.LEADER_IS_DELEGATE, *OF_ROLES})
"""Raised by the circle, not by a proceeding: see `test_a_circle_is_founded_once`, `test_structure`, `test_roles`."""


@pytest.mark.parametrize("reason", EXAMPLES, ids=lambda reason: reason.value)
def test_a_refusal_says_why_and_changes_nothing(reason: Reason):
    p, command = EXAMPLES[reason]()
    before = repr(p)

    with pytest.raises(Refused) as refused:
        proceed(p, command, NOW)

    assert refused.value.reason is reason
    assert repr(p) == before


def test_every_reason_has_an_example():
    assert set(EXAMPLES) | ELSEWHERE == set(Reason)


def test_a_circle_is_founded_once():
    founding = Found(id=CircleId("garden"), name="Garden", aim="", members=(member(ANA),))
    facts, founded = proceed_circle(None, founding, NOW)

    with pytest.raises(Refused) as refused:
        proceed_circle(founded, founding, NOW)

    assert refused.value.reason is Reason.ALREADY_OPEN
    assert len(facts) == 1


def test_a_refusal_says_whose_move_it_is():
    assert {reason: Refused(reason).turn_to for reason in Reason} == {
        reason: TURN.get(reason, TurnTo.YOU) for reason in Reason
    }
    assert Refused(Reason.DOMAIN_ELSEWHERE, "Yard").detail == "Yard"


def test_what_cannot_be_read_says_what_could_be_meant():
    assert Ambiguous("ana", ("Ana B", "Ana C")).candidates == ("Ana B", "Ana C")
    assert Malformed("date").args == ("date",)


@pytest.mark.parametrize(
    ("propose", "limit"),
    [
        (lambda text: proposal(circle(), title=text), TITLE_LIMIT),
        (lambda text: proposal(circle(), driver=text), SENTENCE_LIMIT),
        (lambda text: proposal(circle(), draft=replace(TEXT_A, text=text)), TEXT_LIMIT),
        (lambda text: proposal(circle(), draft=replace(TEXT_A, criteria=text)), TEXT_LIMIT),
        (
            lambda text: proposal(circle(), draft=replace(TEXT_A, condition=text, until=NOW + A_DAY)),
            SENTENCE_LIMIT,
        ),
    ],
)
def test_a_text_may_be_as_long_as_the_limit_and_is_told_it_when_longer(
    propose: Callable[[str], Command], limit: int
):
    assert proceed(None, propose("o" * limit), NOW)

    with pytest.raises(Refused) as refused:
        proceed(None, propose("o" * (limit + 1)), NOW)
    assert (refused.value.reason, refused.value.detail) == (Reason.TEXT_TOO_LONG, str(limit))


@pytest.mark.parametrize("code", [0x1F, 0x7F, 0x9F, 0xD800, 0xDFFF])
def test_what_no_chat_can_show_is_refused(code: int):
    with pytest.raises(Refused) as refused:
        proceed(None, proposal(circle(), title=f"a{chr(code)}b"), NOW)

    assert refused.value.reason is Reason.TEXT_UNREADABLE


@pytest.mark.parametrize("text", ["a b", "a\u00a0b", "a\ue000b", "a\tb\nc", "a\u200db"])
def test_unusual_characters_are_no_reason_to_refuse(text: str):
    draft = replace(TEXT_A, text=Words(text))

    assert proceed(None, proposal(circle(), draft=draft), NOW)[1].version.draft.text == text


def test_a_date_may_lie_as_far_ahead_as_the_limit():
    farthest = replace(TEXT_A, review=NOW + FARTHEST)

    assert proceed(None, proposal(circle(), draft=farthest), NOW)[1].version.draft == farthest
    for review, reason in ((NOW, Reason.DATE_PAST), (NOW + FARTHEST + SOON, Reason.DATE_FAR)):
        with pytest.raises(Refused) as refused:
            proceed(None, proposal(circle(), draft=replace(TEXT_A, review=review)), NOW)
        assert refused.value.reason is reason


def test_a_condition_needs_a_date_and_a_date_without_a_condition_is_let_go():
    alone = replace(TEXT_A, condition="It rains.")
    dated = replace(TEXT_A, until=NOW + A_DAY)

    assert proceed(None, proposal(circle(), draft=dated), NOW)[1].version.draft == TEXT_A
    with pytest.raises(Refused) as refused:
        proceed(None, proposal(circle(), draft=alone), NOW)
    assert refused.value.reason is Reason.DATE_PAST


def test_only_a_member_can_own_what_is_decided():
    mine, strange = replace(TEXT_A, owner=CY), replace(TEXT_A, owner=STRANGER)

    assert proceed(None, proposal(circle(), draft=mine), NOW)[1].version.draft == mine
    for p, command in (
        (None, proposal(circle(), draft=strange)),
        (at("restate"), Redraft(by=ANA, draft=strange)),
    ):
        with pytest.raises(Refused) as refused:
            proceed(p, command, NOW)
        assert refused.value.reason is Reason.NOT_A_MEMBER


def test_what_nobody_is_there_to_hear_is_not_offered():
    p = at("consent")

    assert ProposePostpone in {offer.command for offer in legal(p, BO)}
    assert ProposePostpone not in {offer.command for offer in legal(lone_in(p), BO)}


def test_a_proceeding_begins_with_a_proposal():
    with pytest.raises(Refused) as refused:
        proceed(None, Consent(by=ANA), NOW)

    assert refused.value.reason is Reason.NO_SUCH_THING
    with pytest.raises(ValueError, match=r"^there is no proceeding without facts$"):
        fold(())
    with pytest.raises(ValueError, match=r"^a proceeding begins with an opening, not StepBegan$"):
        fold([StepBegan(at=NOW, step=1, phase="consent")])


def test_a_stranger_is_offered_nothing_and_a_member_something():
    p = proceed(None, proposal(circle(member(ANA), member(BO)), BO), NOW)[1]

    assert legal(p, STRANGER) == ()
    assert legal(p, ANA) != ()
    assert set(possible(p)) == {*legal(p, ANA), *legal(p, BO)}


def test_to_decide_is_to_proceed_and_keep_the_facts():
    p = at("consent")

    later = NOW + A_DAY

    assert decide(p, Consent(by=BO), later) == proceed(p, Consent(by=BO), later)[0]
    assert [fact.at for fact in decide(p, Consent(by=BO), later)] == [later]


def test_a_question_about_the_process_is_its_askers():
    p = after(at("react"), AskProcess(by=CY, text=O))

    assert [(q.number, q.by, q.text, q.answer) for q in p.process_questions] == [(1, CY, O, None)]


def test_why_not_says_before_anything_is_filled_in_what_would_be_refused():
    p = after(at("consent"), Consent(by=BO))

    assert why_not(p, Consent, CY, p.table_step) is None
    assert why_not(p, Consent, CY, None) is None
    assert why_not(p, Consent, BO, p.table_step) is Reason.ALREADY_SPOKEN
    assert why_not(p, Consent, STRANGER, p.table_step) is Reason.STRANGER
    assert why_not(p, Consent, CY, p.step - 1) is Reason.STALE
    assert why_not(p, Speak, CY, p.table_step) is Reason.NOT_NOW
    assert why_not(p, HandOver, BO, p.table_step, CY) is Reason.NOT_FACILITATOR
    assert why_not(p, HandOver, ANA, p.table_step, CY) is None
    assert why_not(p, HandOver, ANA, p.table_step, STRANGER) is Reason.NOT_A_MEMBER


def test_a_stranger_is_told_that_they_are_one_whoever_it_is_about():
    p = after(at("consent"), Leave(by=BO, person=BO))

    for command, about in ((Leave, CY), (Leave, STRANGER), (Arrive, BO), (Arrive, STRANGER)):
        assert why_not(p, command, STRANGER, None, about) is Reason.STRANGER


def test_why_not_speaks_of_oneself_before_it_speaks_of_others():
    p = after(at("consent"), Leave(by=BO, person=BO))

    assert why_not(p, Leave, BO, None) is Reason.ALREADY_AWAY
    assert why_not(p, Leave, CY, None) is None
