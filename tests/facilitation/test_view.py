"""What a circle sees: the main steps as text, what nobody may see yet, and texts that want to be more than texts.

The pictures are compared as plain text in the words of the English wording, so that a facilitator can read them.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.wording import Wording
from facilitation import commands as c
from facilitation.cards import Card, Kind, Line, Msg, Said, Who, msg
from facilitation.facts import Fact
from facilitation.minutes import minutes
from facilitation.model import (
    GONE,
    Circle,
    CircleId,
    Draft,
    Duty,
    Member,
    Move,
    PersonId,
    ProceedingId,
    Words,
)
from facilitation.proceeding import legal, proceed, wake_at
from facilitation.processes import PROCESSES
from facilitation.refusals import Refused
from facilitation.settings import PRESETS, setting_names, settings_from
from facilitation.state import Proceeding
from facilitation.view import choices, profile, receipt, script, show, tell, why
from facilitation.view.minutes import minutes_lines
from facilitation.view.steps import phase_id
from tests.facilitation.small_meetings import DECIDE, at_items, prepared

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
ANA, BO, CY = PersonId("ana"), PersonId("bo"), PersonId("cy")
NAMES = {ANA: "Ana", BO: "Bo", CY: "Cy"}
DRAFT = Draft(text="We water the beds every Sunday.", review=NOW + timedelta(days=100), owner=CY)
SATURDAY = replace(DRAFT, text="We water the beds every Saturday.")


def circle(preset: str = "sofa", size: int = 3, **overrides: str) -> Circle:
    people = [ANA, BO, CY, *(PersonId(f"p{n}") for n in range(4, size + 1))][:size]
    duties = {BO: (Duty.FACILITATOR,), ANA: (Duty.LEADER,)}
    members = tuple(Member(person=who, duties=duties.get(who, ())) for who in people)
    settings = settings_from(preset, overrides)
    return Circle(id=CircleId("garden"), name="Garden", aim="Grow food", members=members, settings=settings)


def proposal(inside: Circle, **changes: object) -> c.Propose:
    usual: dict[str, Any] = {
        "by": ANA,
        "id": ProceedingId("p"),
        "circle": inside,
        "title": "Watering",
        "draft": DRAFT,
    }
    return c.Propose(**usual | changes)


def play(*acts: c.Command) -> Proceeding:
    return history(*acts)[-1][1]


def history(*acts: c.Command) -> list[tuple[tuple[Fact, ...], Proceeding]]:
    p: Proceeding | None = None
    steps = []
    for place, act in enumerate(acts):
        facts, p = proceed(p, act, NOW + timedelta(minutes=5) * place)
        steps.append((facts, p))
    return steps


def to_check(inside: Circle, **changes: object) -> tuple[c.Command, ...]:
    """Everything up to the consent question, in a circle that goes round, whoever's turn it is."""
    acts: list[c.Command] = [proposal(inside, **changes)]
    p = play(*acts)
    while p.phase is not None and p.phase.name != "consent":
        acts.append(_next(p))
        p = proceed(p, acts[-1], NOW)[1]
    return tuple(acts)


def _next(p: Proceeding) -> c.Command:
    for member in p.circle.members:
        may = {offer.command for offer in legal(p, member.person)}
        if p.aside is not None and c.Consent in may:
            return c.Consent(by=member.person)
        for act in (c.AcceptDriver, c.LetStand, c.Pass, c.Speak):
            if act in may:
                return act(by=member.person)
    raise AssertionError(p.phase)


def text_of(cards: tuple[Card, ...], preset: str = "sofa") -> str:
    voice = Wording(names=NAMES, preset=preset)
    return "\n".join(row for card in cards for row in _rows(card, voice))


def _rows(card: Card, voice: Wording) -> Iterator[str]:
    yield f"[{card.key}]" + (f" for {voice.name(card.to)}" if card.to else "")
    for line in card.lines:
        said = f"{voice.name(line.by)}: {voice.line(line)}" if line.by else voice.line(line)
        yield {Kind.TITLE: "# ", Kind.QUOTE: "> ", Kind.TEXT: "    ", Kind.LIST: "- "}.get(
            line.kind, ""
        ) + said
    if card.buttons:
        yield " ".join(f"<{voice.button(b)}{'...' if b.form else ''}>" for b in main_buttons(card))


def main_buttons(card: Card) -> tuple[Any, ...]:
    """The buttons before those that are always there."""
    always = {"AskProcess", "ProposePostpone", "ProposeDrop", "Arrive", "Leave", "HandOver", "TakeOver"}
    always |= {"AskTemperature", "OpenProcessRound", "AbortRound", "EscalateToMeeting"}
    return tuple(b for b in card.buttons if b.verb not in always)


def card(p: Proceeding, key: str) -> Card:
    return next(one for one in show(p) if one.key == key)


# --- the main steps -------------------------------------------------------------------------------------------


def test_questions():
    p = play(proposal(circle(), driver="The beds dry out."), c.Ask(by=BO, text=Words("Who has the key?")))

    assert text_of(show(p)) == (
        "[step/3]\n"
        "# Questions – Watering\n"
        "We make sure that everyone understands what the text says, before anyone says what they think of it.\n"
        "The situation behind it:\n"
        "    The beds dry out.\n"
        "The text, version 1:\n"
        "    We water the beds every Sunday.\n"
        "Cy would look after it.\n"
        "We would look at it again on Wed, 9 Jun 2027.\n"
        "What do you need to know to understand the text as it is written?\n"
        "Now: Cy. Next: Bo\n"
        "Questions and answers:\n"
        "Question 1\n"
        "> Bo: Who has the key?\n"
        "Question 1 waits for an answer.\n"
        "Bo facilitates.\n"
        "<Ask a question...> <Nothing to add> <Come back to me> <Answer question 1...> <Change the text...>"
        " <Go round once more> <Withdraw my proposal>\n"
        "[turn/3/1/cy] for Cy\n"
        "# It is your turn: Questions – Watering\n"
        "You can write it or say it aloud. If you need longer, ask us to come back to you.\n"
        "<Ask a question...> <Nothing to add> <Come back to me>"
    )


def test_a_reaction_round_goes_round():
    p = play(proposal(circle()), c.Pass(by=BO), c.Pass(by=CY), c.Speak(by=ANA, text=Words("Let us try it.")))
    board = card(p, "step/4")

    assert "Now: Bo. Next: Cy" in text_of((board,))
    assert "> Ana: Let us try it." in text_of((board,))
    assert board.progress is not None
    assert (board.progress.done, board.progress.of, board.progress.waiting) == (1, 3, (BO, CY))
    assert [one.key for one in show(p) if one.to] == [f"turn/4/1/{BO}"]


def test_the_consent_question():
    p = play(*to_check(circle()), c.Consent(by=ANA))
    board = card(p, f"step/{p.step}")

    assert text_of((board,)) == (
        "[step/6]\n"
        "# The consent question – Watering\n"
        "Any objection to this exact text? Good enough for now and safe enough to try will do.\n"
        "The text, version 1:\n"
        "    We water the beds every Sunday.\n"
        "Cy would look after it.\n"
        "We would look at it again on Wed, 9 Jun 2027.\n"
        "Everyone sees the answers. You can change yours until all have answered.\n"
        "Still to answer: Bo and Cy.\n"
        "Please answer by Thu, 4 Mar 2027, 10:30 UTC.\n"
        "Silence is not consent. We wait for you, and we remind you.\n"
        "Bo facilitates.\n"
        "<Consent> <Objection...> <Change the text...> <Take my answer back>"
    )


def test_each_school_asks_in_its_own_words():
    inside = circle("s3")
    p = play(*to_check(inside, driver="The beds dry out."))
    board = text_of((card(p, f"step/{p.step}"),), "s3")

    assert "Any possible objection to this exact text?" in board
    assert "<No objection> <Possible objection...> <Concern...>" in board


OBJECTED = (c.Consent(by=ANA), c.Object(by=BO, text=Words("On Sundays I sleep.")), c.Consent(by=CY))


def test_work_on_an_objection():
    p = play(
        *to_check(circle()),
        *OBJECTED,
        c.Reflect(by=CY, objection=1, statement="On Sundays nobody can help."),
        c.ConfirmStatement(by=BO, objection=1),
        c.Consent(by=ANA),
        c.Consent(by=CY),
        c.Suggest(by=ANA, objection=1, move=Move.CONTENT, text=Words("Saturday?")),
    )

    assert text_of(show(p, p.phase.step if p.phase else 0)) == (
        "[step/7]\n"
        "# Working on objections – Watering\n"
        "An objection shows something the text does not do yet. Together we look for a change that meets it.\n"
        "The text, version 1:\n"
        "    We water the beds every Sunday.\n"
        "Cy would look after it.\n"
        "We would look at it again on Wed, 9 Jun 2027.\n"
        "There is one objection:\n"
        "- Now: objection 1 – we look for what meets it\n"
        "> Bo: On Sundays I sleep.\n"
        "Said back: “On Sundays nobody can help.”\n"
        "Ana suggests: Change the text\n"
        "> Ana: Saturday?\n"
        "The next move is with Bo.\n"
        "Bo facilitates.\n"
        "<Suggest a way for objection 1...> <Offer a changed text...> <Objection...> <Withdraw my objection 1...>"
        " <Park objection 1...> <We are stuck>\n"
        "[step/8]\n"
        "# Does this sentence say it? – Watering\n"
        "This sentence says the objection. Now we look for what meets it.\n"
        "Bo asks.\n"
        "- Objection 1\n"
        "> Bo: On Sundays I sleep."
    )


INTEGRATED = (
    *OBJECTED,
    c.Reflect(by=BO, objection=1, statement="On Sundays nobody can help."),
    c.Consent(by=ANA),
    c.Consent(by=CY),
    c.Amend(by=BO, objections=(1,), draft=SATURDAY),
)


def test_the_decision():
    p = play(*to_check(circle()), *INTEGRATED, *(c.Consent(by=who) for who in (ANA, BO, CY)))

    assert text_of((card(p, "decision"),)) == (
        "[decision]\n"
        "# Decided: Watering\n"
        "The circle Garden has consented to this text, version 2, on Mon, 1 Mar 2027.\n"
        "    We water the beds every Saturday.\n"
        "Cy looks after it.\n"
        "We look at it again on Wed, 9 Jun 2027.\n"
        "It is in force.\n"
        "If it turns out to do harm, any member may withdraw consent. The agreement stays in force while the circle"
        " looks at it.\n"
        "Everyone whose consent was needed gave their own answer.\n"
        "How objections were dealt with:\n"
        "- Objection 1 (Bo): met by version 2\n"
        "> Bo: On Sundays I sleep.\n"
        "<Withdraw my consent...>"
    )


def test_silence_that_counted_is_marked():
    inside = circle(silence="assume after window")
    p = play(*to_check(inside), c.Consent(by=ANA), c.Consent(by=BO))
    for _ in range(9):
        due = wake_at(p)
        if p.decision is not None or due is None:
            break
        p = proceed(p, c.Tick(), due)[1]

    assert "Silence was counted for Cy, under a rule this circle had agreed on before." in text_of(show(p))
    assert "gave their own answer" not in text_of(show(p))


def test_silence_is_said_to_count_only_where_it_can():
    inside = circle(silence="assume after window")
    years = replace(DRAFT, review=NOW + timedelta(days=900))
    counts = "Silence after the last reminder counts"

    assert counts in text_of(show(play(*to_check(inside))))
    assert counts not in text_of(show(play(*to_check(inside, draft=years))))
    assert counts not in text_of(show(play(*to_check(circle()))))


def test_a_small_question_is_the_only_one_to_answer():
    p = play(*to_check(circle()), c.ProposeDrop(by=CY, text=Words("It rained.")))
    boards = {one.key: one for one in show(p)}

    assert boards["step/6"].buttons == ()
    assert [b.verb for b in main_buttons(boards["step/7"])] == ["Consent", "Object", "WithdrawAside"]
    assert "> Cy: It rained." in text_of((boards["step/7"],))


def test_how_it_ended_without_a_decision():
    p = play(
        *to_check(circle()),
        c.ProposeDrop(by=CY, text=Words("It rained.")),
        c.Consent(by=ANA),
        c.Consent(by=BO),
    )

    assert text_of((card(p, "ended"),)) == (
        "[ended]\n"
        "# Watering\n"
        "This was let go by the circle.\n"
        "Its last text, version 1:\n"
        "    We water the beds every Sunday."
    )
    assert all(not one.buttons and not one.live for one in show(p))


# --- single people --------------------------------------------------------------------------------------------


def test_only_those_who_are_awaited_are_reminded():
    p = play(*to_check(circle()), c.Consent(by=ANA))
    due = wake_at(p)
    assert due is not None
    reminded = proceed(p, c.Tick(), due)[1]

    assert [(one.key, one.to) for one in show(reminded) if one.to] == [
        (f"remind/6/1/{BO}", BO),
        (f"remind/6/1/{CY}", CY),
    ]


def test_a_turn_that_comes_back_is_announced_again():
    before = play(proposal(circle()))
    after = play(proposal(circle()), c.ComeBackToMe(by=BO), c.Pass(by=CY))

    assert [one.key for one in show(before) if one.to] == ["turn/3/1/bo"]
    assert [one.key for one in show(after) if one.to] == ["turn/3/1.1/bo"]


def test_the_objector_is_asked_whether_that_is_it():
    p = play(
        *to_check(circle()), *OBJECTED, c.Reflect(by=CY, objection=1, statement="Sundays are for sleep.")
    )
    asked = [one for one in show(p) if one.key.startswith("objector/")]

    assert [one.to for one in asked] == [BO]
    assert all(one.once for one in asked)
    assert "“Sundays are for sleep.”" in text_of(tuple(asked))


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        (
            (c.Consent(by=ANA),),
            "Noted for version 1: consent. You can change your answer until everyone has answered.",
        ),
        (OBJECTED, "Noted for version 1: consent. Yours was the last answer we were waiting for."),
        (
            OBJECTED[:2],
            (
                "Noted for version 1: an objection, number 1. Once everyone has answered, we work on it together."
                " You can change your answer until then."
            ),
        ),
        (
            (c.Object(by=BO, text=Words("Wait.")), c.Consent(by=BO)),
            "Noted for version 1: consent. You can change your answer until everyone has answered.",
        ),
        ((c.Consent(by=BO), c.TakeBack(by=BO)), "Your answer is taken back. You are undecided again."),
        (
            (c.ProposeDrop(by=CY, text=Words("No")),),
            "Your question is with the circle. Your own answer is noted as no objection.",
        ),
        (
            (c.ProposeDrop(by=CY, text=Words("No")), c.Consent(by=ANA)),
            "Noted: you have no objection to this question.",
        ),
        (
            (c.ProposeDrop(by=CY, text=Words("No")), c.Object(by=ANA, text=Words("Keep it"))),
            "Noted: you object. With that the answer to this question is clear.",
        ),
        ((c.HandOver(by=BO, to=CY),), "Cy facilitates from here."),
        ((c.Leave(by=BO, person=CY),), "Cy is noted as away."),
        (
            (c.Redraft(by=BO, draft=SATURDAY),),
            "This is version 2 now. Answers to the version before no longer count.",
        ),
        (
            (*OBJECTED, c.WithdrawObjection(by=BO, objection=1)),
            "Your objection 1 is withdrawn. You are asked again about the text.",
        ),
    ],
)
def test_receipts(acts: tuple[c.Act, ...], expected: str):
    facts, p = history(*to_check(circle()), *acts)[-1]

    assert Wording(names=NAMES).say(receipt(p, facts, acts[-1].by)) == expected


@pytest.mark.parametrize("process", PROCESSES)
def test_every_step_of_every_process_says_why_there_is_it(process: str):
    p, voice = replace(play(*to_check(circle())), process=process), Wording()
    steps = {phase_id(p, name) for name in PROCESSES[process].phases}

    assert steps
    assert {step for step in steps if not voice.has(f"{step}.why")} == set()
    assert len({voice.say(msg(f"{step}.why")) for step in steps}) == len(steps)


def test_a_facilitator_has_a_script_and_everyone_a_reason():
    p = play(*to_check(circle()))
    voice = Wording()

    assert [voice.line(line) for line in script(p)] == [
        "For the facilitator: The consent question",
        "You can say:",
        (
            "Any objection to adopting this, as it stands here?"
            " If you hesitate, say so now: what you see may help all of us."
        ),
        "What does not belong here now:",
        "Arguments and replies. Every answer is heard to the end first, even after an objection.",
        "What usually helps:",
        "Ask for objections rather than for agreement, and give people time. A pause is not yet an answer.",
    ]
    assert voice.say(why(p)).startswith("Consent asks whether anyone sees harm")


def test_smaller_answers_are_thought_of_while_the_reason_is_looked_at():
    at_reason = play(proposal(circle(preset="s3"), driver="It rains in."))
    at_check = play(*to_check(circle()))

    said = [[line.text.id for line in script(p) if isinstance(line.text, Msg)] for p in (at_reason, at_check)]
    assert ["options-before-policy" in one for one in said] == [True, False]


def test_a_person_sees_no_button_that_would_be_refused():
    p = play(*to_check(circle()), c.Consent(by=ANA))

    for who in (ANA, BO, CY):
        assert {b.verb for b in choices(p, who)} == {offer.command.__name__ for offer in legal(p, who)}
    assert choices(p, PersonId("stranger")) == ()


def test_a_circle_can_read_how_it_works():
    voice = Wording()
    lines = [voice.line(line) for line in profile(circle(collection="sealed", window_hours="48"))]

    assert lines == [
        "How Garden works",
        "This circle works in the way “Sociocracy circles”.",
        "Its aim: Grow food",
        "What an objection has to show, and who says so, is the greatest power in here. So it comes first.",
        (
            "When an objection stands: As soon as it is spoken."
            " The circle finds out together what it says about the aim; nobody judges it."
        ),
        "Members who are away: The decision waits for them.",
        "What silence means: Nothing. We wait and remind, for as long as it takes.",
        "How answers are given: Everyone at once, and nobody sees any before all are in.",
        "Where it differs:",
        "Hours to answer before reminders end (0: no reminders): 48",
        "Any of this can be changed by consent. What is under way keeps the rules it began with.",
    ]


def test_every_setting_of_every_preset_can_be_read():
    for preset in PRESETS:
        lines = [Wording(preset=preset).line(line) for line in profile(circle(preset), whole=True)]
        assert len(lines) == len(setting_names()) + 5
        assert not [line for line in lines if "setting-" in line]


# --- secrets --------------------------------------------------------------------------------------------------

SECRET = Words("The well is poisoned.")


def everything(p: Proceeding) -> str:
    """All that anyone but the answering people themselves is shown."""
    cards = tuple(one for one in show(p) if one.to is None)
    return repr(cards) + repr(script(p)) + repr(why(p))


def test_a_sealed_answer_leaves_no_trace_before_all_are_in():
    inside = circle("s3", collection="sealed")
    base = to_check(inside, driver="The beds dry out.")
    object_ = play(*base, c.Object(by=BO, text=SECRET))
    consent = play(*base, c.Consent(by=BO))
    concern = play(*base, c.RaiseConcern(by=BO, text=SECRET))

    assert everything(object_) == everything(consent) == everything(concern)
    assert any(b.verb == "WithdrawObjection" for b in choices(object_, BO))  # so there was something to leak


def test_open_answers_are_seen_at_once():
    base = to_check(circle())

    assert SECRET in everything(play(*base, c.Object(by=BO, text=SECRET)))


def test_sealed_objections_are_opened_together():
    base = to_check(circle(collection="sealed"))
    last = (c.Consent(by=ANA), c.Object(by=BO, text=SECRET), c.Consent(by=CY))

    assert SECRET not in everything(play(*base, *last[:2]))
    assert SECRET in everything(play(*base, *last))


def test_what_was_taken_back_under_seal_is_never_opened():
    base = to_check(circle(collection="sealed"))
    changed = (c.Object(by=BO, text=SECRET), c.Consent(by=BO), c.Consent(by=ANA), c.Consent(by=CY))
    p = play(*base, *changed)

    assert p.decision is not None
    assert SECRET in repr(p.objections)
    assert SECRET not in everything(p)


def test_a_concern_taken_back_under_seal_is_never_opened():
    base = to_check(circle("s3", collection="sealed"), driver="The beds dry out.")
    changed = (c.RaiseConcern(by=BO, text=SECRET), c.Consent(by=BO), c.Consent(by=ANA), c.Consent(by=CY))
    p = play(*base, *changed)

    assert SECRET in repr(p.concerns)
    assert SECRET not in everything(p)


def test_an_objection_taken_back_in_the_moment_of_opening_is_not_opened():
    p = play(*to_check(circle(collection="sealed")))
    acts = (
        c.Object(by=BO, text=SECRET),
        c.Consent(by=BO),
        c.Object(by=ANA, text=Words("No")),
        c.Consent(by=CY),
    )
    for act in acts:
        p = proceed(p, act, NOW + timedelta(days=1))[1]

    assert p.objections[0].text == SECRET
    assert p.phase is not None
    assert p.objections[0].at == p.phase.began
    assert SECRET not in everything(p)


def test_the_same_text_asked_about_again_is_sealed_again():
    base = to_check(circle(collection="sealed"))
    withdrawn = (*OBJECTED, c.WithdrawObjection(by=BO, objection=1))
    p = play(*base, *withdrawn, c.TakeBack(by=CY), c.Object(by=BO, text=SECRET))

    assert p.version.number == 1
    assert p.objections[1].text == SECRET
    assert SECRET not in everything(p)


@pytest.mark.parametrize(
    "ending",
    [
        (c.ProposeDrop(by=CY, text=Words("No.")), c.Consent(by=ANA), c.Consent(by=BO)),
        (
            c.ProposePostpone(by=CY, until=NOW + timedelta(days=9), text=Words("No.")),
            c.Consent(by=ANA),
            c.Consent(by=BO),
        ),
        (c.Redraft(by=BO, draft=SATURDAY),),
        (c.NoteDeparted(person=BO),),
    ],
)
def test_a_check_that_ends_early_stays_sealed(ending: tuple[c.Command, ...]):
    base = to_check(circle(collection="sealed"))
    p = play(*base, c.Object(by=BO, text=SECRET), *ending)

    assert SECRET in repr(p.objections)
    assert SECRET not in everything(p)


def test_answers_given_ahead_under_seal_are_not_shown_either():
    inside = circle(collection="sealed", absent="pre input")
    p = play(proposal(inside, away=(CY,)), c.Object(by=CY, text=SECRET))

    assert SECRET in repr(p.objections)
    assert SECRET not in everything(p)
    assert not {"Consent", "Object", "WithdrawObjection"} & {b.verb for one in show(p) for b in one.buttons}


@given(
    st.permutations([c.Consent(by=ANA), c.Object(by=BO, text=SECRET), c.LeaveIt(by=CY)]), st.integers(0, 2)
)
def test_no_order_of_sealed_answers_shows_who_answered_how(acts: list[c.Act], answered: int):
    inside = circle(collection="sealed", leave_it_allowed="yes")
    given_so_far = acts[:answered]
    shown = everything(play(*to_check(inside), *given_so_far))
    alike = everything(play(*to_check(inside), *(c.Consent(by=act.by) for act in given_so_far)))

    assert shown == alike


def test_the_history_of_sealed_answers_says_only_that_there_was_one():
    base = to_check(circle(collection="sealed", leave_it_allowed="yes"))
    told = []
    for answer in (c.Object(by=BO, text=SECRET), c.Consent(by=BO), c.LeaveIt(by=BO)):
        facts, p = history(*base, answer)[-1]
        told.append([tell(p, fact) for fact in facts])

    assert told == [[msg("fact-answered", person=Who(BO))]] * 3


def test_the_history_of_open_answers_says_what_they_were():
    facts, p = history(*to_check(circle()), c.Object(by=BO, text=SECRET))[-1]
    voice = Wording(names=NAMES)

    assert [voice.say(told) for fact in facts if (told := tell(p, fact))] == ["Bo: objection 1"]


def test_a_round_together_shows_no_words_before_all_have_had_their_turn():
    inside = circle(rounds="together")
    asked = (c.Pass(by=BO), c.Pass(by=CY))
    hidden = play(proposal(inside), *asked, c.Speak(by=ANA, text=SECRET))
    shown = play(proposal(inside), *asked, c.Speak(by=ANA, text=SECRET), c.Speak(by=BO), c.Speak(by=CY))

    assert SECRET not in everything(hidden)
    assert "Written so far: Ana." in text_of(show(hidden))
    assert SECRET in everything(shown)


# --- texts that want to be more than texts --------------------------------------------------------------------

HOSTILE = (
    "<!channel> @everyone <b>bold</b> *stars* [link](x) `code`",
    "\u202eright to left\u202c \u2068",
    "{ $person } { turn }",
    "line\nline\n\nline",
    "x" * 100_000,
)


def saids(value: object) -> Iterator[str]:
    """Every text of a card that is marked as somebody's own."""
    if isinstance(value, Said):
        yield value.text
    elif isinstance(value, tuple):
        for part in value:
            yield from saids(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from saids(getattr(value, field.name))


def bare(value: object) -> Iterator[str]:
    """Every other text of a card."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from bare(part)
    elif is_dataclass(value) and not isinstance(value, Said):
        for field in fields(value):
            if field.name != "start":  # what a form begins with is typed text, never shown as markup
                yield from bare(getattr(value, field.name))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_only_ever_said(text: str):
    inside = replace(circle(), name=text, aim=text)
    p = play(*to_check(inside, title="Hostile"), c.Object(by=BO, text=Words("x")), *OBJECTED[::2])
    p = replace(
        p,
        title=text,
        driver=text,
        versions=tuple(replace(v, draft=replace(v.draft, text=text, criteria=text)) for v in p.versions),
        objections=tuple(replace(o, text=Words(text), statement=text) for o in p.objections),
    )
    cards = show(p)

    assert text in set(saids(cards))
    assert not [found for found in bare(cards) if text in found]


@given(st.text(min_size=1, max_size=200))
def test_whatever_somebody_writes_is_shown_whole_or_refused(text: str):
    speak = c.Speak(by=ANA, text=Words(text))
    try:
        p = play(proposal(circle()), c.Pass(by=BO), c.Pass(by=CY), speak)
    except Refused:  # which texts are refused is tested elsewhere
        return
    spoken = [line for line in card(p, "step/4").lines if line.by == ANA]

    assert [line.text for line in spoken] == [Said(text.strip()) if text.strip() else msg("board-aloud")]


def test_removed_words_leave_a_sentence_in_their_place():
    p = play(*to_check(circle()), *OBJECTED)
    p = replace(p, objections=(replace(p.objections[0], text=GONE),))

    assert "> Bo: These words were removed at the person’s request." in text_of(show(p))
    assert GONE not in repr(show(p))


def test_forty_members_are_all_named():
    inside = circle(size=40)
    p = play(*to_check(inside), c.Consent(by=ANA))
    board = card(p, f"step/{p.step}")

    assert board.progress is not None
    assert (board.progress.done, board.progress.of) == (1, 40)
    assert len(board.progress.waiting) == 39
    assert len(text_of((board,))) < 3000


def test_the_same_proceeding_always_looks_the_same():
    acts = (*to_check(circle()), *INTEGRATED)

    assert show(play(*acts)) == show(play(*acts))


def test_keys_are_one_of_a_kind():
    for _, p in history(*to_check(circle()), *INTEGRATED, *(c.Consent(by=who) for who in (ANA, BO, CY))):
        keys = [one.key for one in show(p)]
        assert sorted(keys) == sorted(set(keys))


def test_a_card_that_is_over_changes_no_more():
    seen: dict[str, Card] = {}
    acts = (*to_check(circle()), *INTEGRATED, *(c.Consent(by=who) for who in (ANA, BO, CY)))
    for _, p in history(*acts):
        for one in show(p):
            if one.key.startswith("step/") and not one.live:
                assert seen.setdefault(one.key, one) == one


def test_every_line_has_its_words():
    voice = Wording(names=NAMES)
    for _, p in history(*to_check(circle()), *INTEGRATED, *(c.Consent(by=who) for who in (ANA, BO, CY))):
        lines: tuple[Line, ...] = tuple(line for one in show(p) for line in one.lines)
        assert not [
            voice.line(line)
            for line in lines
            if voice.line(line).startswith(("board-", "step-", "decision-"))
        ]


def test_the_minutes_of_a_meeting_under_way_say_that_they_are_being_written():
    page = minutes_lines(minutes(at_items(prepared(DECIDE))))

    assert msg("summary-minutes-draft") in [line.text for line in page]
