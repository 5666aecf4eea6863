"""What comes of pressing and filling in: receipts, questions, refusals that say what is true now, forms given back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.reception import Account, Form, Note, Sign
from adapters.tokens import Token
from storage import log
from storage.faults import StorageFault
from tests.bot.reception.chat import Chat, blank, chat, people, verbs, words, wrong


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Chat]:
    """Ana, Bo and Cy in a circle, with a proposal of Bo's."""
    async with chat(tmp_path / "circlewise.db") as made:
        await made.say("ana", "new Kitchen")
        await made.fill("ana", members=people("bo", "cy"))
        await made.say("bo", "propose Whoever cooks does not wash up")
        await made.fill("bo", draft__text="Cooks do not wash up.")
        yield made


async def facts(here: Chat) -> int:
    p = await here.latest()
    return len(await here.reception.hall.house.desk.read(log.read, p.id))


async def test_what_was_done_is_said_to_whoever_did_it(here: Chat):
    reply = await here.do("ana", "Pass")

    assert words(reply) == "Noted: nothing to add this time."
    assert isinstance(reply, Note)
    assert reply.cards[0].to == here.person("ana")


async def test_a_repeated_press_is_answered_again_and_applied_once(here: Chat):
    token = here.token("ana", "Pass")
    first = await here.send("ana", token, "fake/the-same")
    before = await facts(here)
    again = await here.send("ana", token, "fake/the-same")

    assert words(again) == words(first)
    assert await facts(here) == before


async def test_a_repeated_form_is_answered_again_and_applied_once(here: Chat):
    form = await here.press("bo", "AskProcess")
    assert isinstance(form, Form)
    first = await here.fill("bo", "fake/the-same", text="Could we speak more slowly?")
    here.replies["bo"] = form
    again = await here.fill("bo", "fake/the-same", text="Could we speak more slowly?")

    assert words(again) == words(first)
    assert len((await here.latest()).process_questions) == 1


async def test_a_stale_button_says_what_is_true_now(here: Chat):
    token = here.token("cy", "Pass")
    await here.until("react")
    before = await facts(here)
    reply = await here.send("cy", token)

    assert words(reply).startswith(
        "This belongs to a question we have moved on from, so nothing was changed."
    )
    assert "Whoever cooks does not wash up" in words(reply)
    assert "more" in verbs(reply)
    assert await facts(here) == before


async def test_a_stranger_hears_one_kind_sentence_and_nothing_of_the_circle(here: Chat):
    reply = await here.press("dee", "Pass")

    assert words(reply) == (
        "Only members and guests of this circle take part here. Ask somebody in the circle to bring you in."
    )
    assert verbs(reply) == []
    assert here.reception.hall.directory.at("fake", "T1/dee") is None
    for verb in ("more", "text", "why", "board", "status"):
        p = await here.latest()
        reply = await here.send("dee", Token(p.id, verb))
        assert "wash" not in words(reply)
        assert verbs(reply) == []


async def test_what_is_final_is_asked_about_first(here: Chat):
    reply = await here.press("bo", "Withdraw")

    assert verbs(reply) == ["Withdraw", "board"]
    assert (await here.latest()).outcome is None
    done = await here.press("bo", "Withdraw")
    assert isinstance(done, Note)
    assert "Withdraw" not in verbs(done)


async def test_a_form_that_cannot_be_read_comes_back_with_what_is_wrong_and_all_that_was_typed(here: Chat):
    await here.say("bo", "propose Tea")
    reply = await here.fill(
        "bo", draft__text="  ", draft__review="whenever", draft__owner=Account(id="T1/dee", name="Dee")
    )

    assert wrong(reply) == {
        "draft.text": "It needs a few words from you. They do not have to be polished.",
        "draft.review": "Type a date as 2026-09-01, or a time from now as “in 3 months”.",
        "draft.owner": "That person is not in this circle. Choose one of its members.",
    }
    assert isinstance(reply, Form)
    assert reply.typed["title"] == "Tea"
    assert reply.typed["draft.review"] == "whenever"


async def test_a_refused_form_comes_back_at_the_field_at_fault(here: Chat):
    await here.say("bo", "propose Tea")
    reply = await here.fill("bo", draft__text="Tea for all.", draft__review="2001-01-01")

    assert list(wrong(reply)) == ["draft.review"]
    assert isinstance(reply, Form)
    assert reply.typed["draft.text"] == "Tea for all."
    done = await here.fill("bo", draft__review="in 3 months")
    assert isinstance(done, Note)


async def test_what_was_typed_into_a_stale_form_is_given_back(here: Chat):
    form = await here.press("ana", "Ask")
    assert isinstance(form, Form)
    await here.until("react")
    here.replies["ana"] = form
    reply = await here.fill("ana", text="How many pots are there?")

    assert isinstance(reply, Note)
    assert [text for _, text in reply.typed] == ["How many pots are there?"]


async def test_a_draft_that_was_not_touched_stays_exactly_as_it_was(here: Chat):
    await here.until("restate")
    before = (await here.latest()).version.draft
    form = await here.press("ana", "Redraft")
    assert blank(form, "draft.text").start == "Cooks do not wash up."
    await here.fill("ana", draft__criteria="Everybody has time to read.")
    after = (await here.latest()).version.draft

    assert after.criteria == "Everybody has time to read."
    assert (after.text, after.review, after.owner) == (before.text, before.review, before.owner)


@pytest.mark.parametrize(
    "token",
    [
        Token("", "Consent", 1),
        Token("p-nothing", "Consent", 1),
        Token("p-nothing", "more"),
        Token("", "no-such-verb"),
        Token("", "Found"),
        Token("", "Tick"),
        Token("", "Act"),
        Token("", "annotations"),
    ],
)
async def test_what_nobody_can_read_changes_nothing(here: Chat, token: Token):
    reply = await here.send("ana", token)

    assert words(reply).startswith("This button is older than what I remember, so nothing was changed.")


@pytest.mark.parametrize(
    "verb", ["Found", "Tick", "Admit", "AddTopic", "OpenItem", "Reflect", "Rule", "Amend", "Draft"]
)
async def test_a_forged_token_is_only_a_question(here: Chat, verb: str):
    p = await here.latest()
    before = await facts(here)
    for stream in (p.id, here.circle_id):
        for target in (None, 1, 999_999):
            reply = await here.send("cy", Token(stream, verb, p.table_step, target, sure=True))
            assert isinstance(reply, Note | Form)
            assert "went wrong" not in words(reply)
    assert await facts(here) == before


async def test_a_typing_mistake_is_met_with_what_may_have_been_meant(here: Chat):
    reply = await here.say("ana", "stauts")

    assert words(reply) == "I do not know “stauts”. Here is what you may have meant."
    assert (verbs(reply)[0], verbs(reply)[-1]) == ("status", "help")
    assert "Kitchen: where we stand" in words(await here.press("ana", "status"))


async def test_nothing_behind_the_command_shows_what_needs_me(here: Chat):
    reply = await here.say("ana", "")

    assert "Whoever cooks does not wash up" in words(reply)
    assert "Pass" in verbs(reply)


async def test_somebody_new_is_told_how_to_begin(here: Chat):
    nowhere = await here.say("dee", "", room="fake:T1/C9")
    assert verbs(nowhere) == ["new"]
    guest = await here.say("dee", "")
    assert verbs(guest) == ["status", "join"]
    assert isinstance(await here.press("dee", "join"), Form)


async def test_a_room_without_a_circle_says_how_to_found_one(here: Chat):
    reply = await here.say("dee", "status", room="fake:T1/C9")

    assert verbs(reply) == ["new"]
    assert isinstance(await here.send("dee", Token("", "new"), room="fake:T1/C9"), Form)
    taken = await here.say("dee", "new")
    assert (
        words(taken)
        == "The circle Kitchen meets in this channel already. Take another channel for a new circle."
    )


async def test_two_people_found_one_circle_in_one_room(here: Chat):
    for who in ("dee", "eve"):
        await here.say(who, "new Garden", room="fake:T1/C9")
    await here.fill("dee", room="fake:T1/C9")
    reply = await here.fill("eve", room="fake:T1/C9")

    assert words(reply).startswith("The circle Garden meets in this channel already.")


async def test_the_first_card_of_a_circle_leads_on(here: Chat):
    (welcome,) = [m.card for m in here.shown.messages.values() if m.card.key.endswith("/welcome")]

    assert [button.verb for button in welcome.buttons] == ["propose", "status"]
    form = await here.press("cy", "propose")
    assert isinstance(form, Form)
    assert form.token == Token(here.circle_id, "Propose", sure=True)


async def test_what_was_typed_comes_back_when_storing_fails(here: Chat, monkeypatch: pytest.MonkeyPatch):
    await here.say("cy", "propose Tea")

    async def full(*_: object) -> None:
        raise StorageFault("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(here.reception.hall.house.desk, "handle", full)
        reply = await here.fill("cy", draft__text="There is tea for everybody.")
    assert isinstance(reply, Note)
    assert words(reply).startswith("Something went wrong on my side, and nothing was changed.")
    assert [text for _, text in reply.typed] == ["There is tea for everybody."]


async def test_what_was_typed_into_a_form_nobody_knows_comes_back(here: Chat):
    given = {"text": "A long thought.", "preset": "sofa"}
    reply = await here.reception.submit(here.caller("cy"), Token("p-nothing", "Speak"), given)

    assert isinstance(reply, Note)
    assert [(blank.name, text) for blank, text in reply.typed] == [("text", "A long thought.")]


async def test_what_somebody_was_told_alone_has_no_buttons_once_it_is_over(tmp_path: Path):
    async with chat(tmp_path / "circlewise.db") as here:
        await here.say("ana", "new Kitchen")
        await here.fill("ana", members=people("bo", "cy"))
        await here.say("bo", "propose Tea for all")
        await here.fill("bo", draft__text="There is tea.")
        await here.until("consent")

        told = [m.card for m in here.shown.messages.values() if m.card.to is not None]
        assert len(told) > 3
        assert [card.key for card in told if card.buttons] == []
        (prompt,) = [remote for remote, m in here.shown.messages.items() if m.card.signs]
        await here.reception.react(here.caller("cy"), prompt, frozenset({Sign.OBJECT}))
        await here.reception.hall.house.delivery.settled()
        (asked,) = [m.card for m in here.shown.messages.values() if m.card.to and m.card.buttons]
        assert "/objector/1/reason" in asked.key
        await here.do("cy", "Object", text="Some of us cannot have tea.")
        assert here.shown.card("/objector/1/reason").buttons == ()


# --- somebody from outside ------------------------------------------------------------------------------------


@pytest.fixture
async def nominating(tmp_path: Path) -> AsyncIterator[Chat]:
    """Ana and Bo are to nominate for a role that is open to people from outside."""
    async with chat(tmp_path / "circlewise.db") as made:
        await made.say("ana", "new Garden")
        await made.fill("ana", members=people("bo"))
        await made.say("ana", "select")
        await made.fill(
            "ana", title="Who keeps the water?", role="water keeper", purpose="Every bed gets water."
        )
        await made.until("nominate", "ana", "bo")
        yield made


async def test_somebody_from_outside_is_nominated_by_their_account(nominating: Chat):
    await nominating.do("bo", "Nominate", outsider=people("zoe")[0], reason="She has time.")

    (sealed,) = (await nominating.latest()).work.sealed  # type: ignore[union-attr]
    assert sealed.nominee == nominating.person("zoe")


async def test_a_member_may_be_chosen_in_either_field(nominating: Chat):
    ana = nominating.person("ana")
    await nominating.do("bo", "Nominate", person=ana, outsider=people("ana")[0])

    (sealed,) = (await nominating.latest()).work.sealed  # type: ignore[union-attr]
    assert sealed.nominee == ana


async def test_nobody_and_two_people_are_asked_about_at_their_fields_and_the_words_stay(nominating: Chat):
    await nominating.press("bo", "Nominate")
    nobody = await nominating.fill("bo", reason="She has time.")
    two = await nominating.fill("bo", person=nominating.person("ana"), outsider=people("zoe")[0])

    assert wrong(nobody) == {"person": "It needs a name: of a member, or of somebody from outside."}
    assert wrong(two) == {"outsider": "Two people are named now. Leave one of the two fields empty."}
    assert isinstance(two, Form)
    assert two.typed["reason"] == "She has time."
    assert (await nominating.latest()).work.sealed == ()  # type: ignore[union-attr]


# --- what few people want to say ------------------------------------------------------------------------------


async def test_a_proposal_may_say_its_condition_its_date_and_what_it_replaces(here: Chat):
    await here.until("consent")
    for who in ("ana", "bo", "cy"):
        await here.do(who, "Consent")
    before = await here.latest()
    await here.say("ana", "propose Nobody washes up")
    form = here.replies["ana"]

    assert [one.name for one in form.blanks if one.later] == [  # type: ignore[union-attr]
        "draft.condition",
        "draft.until",
        "supersedes",
        "ready",
    ]
    assert blank(form, "supersedes").labels == ((before.id, before.title),)
    await here.fill(
        "ana",
        draft__text="We buy a machine.",
        draft__condition="The rent stays as it is",
        draft__until="in 2 months",
        supersedes=before.id,
        ready="no",
    )
    p = await here.latest()
    assert p.supersedes == before.id
    assert p.version.draft.condition == "The rent stays as it is"
    assert p.version.draft.until is not None


async def test_a_platform_may_leave_out_what_few_people_want_to_say(here: Chat):
    form = await here.say("ana", "propose Nobody washes up")
    assert isinstance(form, Form)
    short = {one.name: one.start for one in form.blanks if not one.later}
    given = {**short, **form.typed, "draft.text": "We buy a machine."}
    reply = await here.reception.submit(here.caller("ana"), form.token, given)

    assert isinstance(reply, Note)
    p = await here.latest()
    assert (p.version.draft.text, p.version.draft.condition, p.supersedes) == ("We buy a machine.", "", None)


async def test_advice_is_sought_of_several_people_at_once(here: Chat):
    await here.say("ana", "more")
    form = await here.press("ana", "SeekAdvice")
    bo, cy = here.person("bo"), here.person("cy")

    assert blank(form, "adviser").options == (bo, cy)
    await here.fill(
        "ana", title="A lamp", intention="I buy one.", adviser=bo, experts=(cy,), deadline="in 2 weeks"
    )
    work = (await here.latest()).work
    assert (work.affected, work.experts) == ((bo,), (cy,))  # type: ignore[union-attr]
    assert work.deadline is not None  # type: ignore[union-attr]
