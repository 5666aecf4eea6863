"""What nobody well-meaning would send: it is answered kindly, changes nothing, and shows nobody's secrets."""

import logging
import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.reception import Account, Form, Given, Note, Reply
from adapters.tokens import Token
from facilitation import commands
from facilitation.commands import Act, CircleAct, Propose
from facilitation.model import Draft, ProceedingId
from storage import log
from tests.bot.reception.chat import ROOM, Chat, chat, people, words

ODD: tuple[Given, ...] = (
    "",
    " ",
    "\x00",
    "\ud800",
    "<!channel> <@U1> *x* `y` ~z~ @everyone",
    "x" * 20_000,
    "99999999999999999999",
    "-1",
    "2026-99-99",
    "in 99999 years",
    "٣",
    (),
    ("1", "2", "no"),
    Account(id="T1/nobody", name="\u202egnp.exe"),
    (Account(id="T1/bo"), Account(id="")),
    "p-something",
)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Chat]:
    """A circle that answers sealed, with a proposal that is being decided."""
    async with chat(tmp_path / "circlewise.db") as made:
        await made.say("ana", "new Kitchen")
        await made.fill("ana", members=people("bo", "cy"), answers="sealed")
        await made.say("bo", "propose Tea")
        await made.fill("bo", draft__text="There is tea.")
        await made.until("consent")
        yield made


async def all_facts(here: Chat) -> int:
    desk = here.reception.hall.house.desk
    return len(await desk.read(log.read, here.circle_id)) + len(
        await desk.read(log.read, (await here.latest()).id)
    )


def verbs() -> list[str]:
    kinds = [k for k in vars(commands).values() if isinstance(k, type) and issubclass(k, Act | CircleAct)]
    return sorted({kind.__name__ for kind in kinds})


@pytest.mark.parametrize("seed", range(4))
async def test_no_form_is_upset_by_anything_that_stands_in_it(
    here: Chat, seed: int, caplog: pytest.LogCaptureFixture
):
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    for verb in dice.sample(verbs(), 60):
        p = await here.latest()
        for stream in (p.id, here.circle_id):
            token = Token(stream, verb, p.table_step, dice.choice((None, 1, 77)), sure=True)
            given = {name: dice.choice(ODD) for name in FIELDS}
            reply = await here.reception.submit(here.caller(dice.choice(("ana", "bo", "dee"))), token, given)
            assert isinstance(reply, Note | Form), verb
            assert "went wrong" not in words(reply), (verb, given)
    assert [r.message for r in caplog.records if r.levelno >= logging.ERROR] == []


FIELDS = [
    "title",
    "text",
    "draft.text",
    "draft.review",
    "draft.owner",
    "draft.criteria",
    "person",
    "to",
    "owner",
    "until",
    "role",
    "which",
    "objections",
    "item",
    "topic",
    "minutes",
    "outcome",
    "statement",
    "criterion",
    "qualifies",
    "move",
    "rung",
    "name",
    "members",
    "preset",
    "practice",
    "facilitator",
    "aim",
    "no.such",
]


@pytest.mark.parametrize("form", ["new", "bring", "preferences"])
async def test_the_bots_own_forms_are_not_upset_either(
    here: Chat, form: str, caplog: pytest.LogCaptureFixture
):
    dice = random.Random(form)  # noqa: S311 - not for secrets
    names = (*FIELDS, "as", "links", "language", "zone", "reminders", "secretary", "answers")
    for _ in range(30):
        given = {name: dice.choice(ODD) for name in names}
        for stream in ("", here.circle_id):
            reply = await here.reception.submit(here.caller("dee", "fake:T1/C9"), Token(stream, form), given)
            assert isinstance(reply, Note | Form)
            assert "went wrong" not in words(reply), given
    assert [r.message for r in caplog.records if r.levelno >= logging.ERROR] == []


async def test_what_somebody_typed_for_a_command_is_only_words(here: Chat):
    before = await all_facts(here)
    for verb in (
        "help",
        "propose",
        "decisions",
        "words",
        "link",
        "settings",
        "here",
        "\x00",
        "x" * 5000,
        "<!channel>",
    ):
        for text in ODD:
            if isinstance(text, str):
                reply = await here.reception.command(here.caller("dee"), verb, text)
                assert isinstance(reply, Note | Form)
                assert "went wrong" not in words(reply), (verb, text)
                await here.reception.suggest(here.caller("dee"), verb, text)

    assert await all_facts(here) == before


async def everything_told(here: Chat, who: str) -> str:
    """All that somebody can be told by looking around."""
    p = await here.latest()
    told: list[Reply] = [
        await here.say(who, line, room=ROOM) for line in ("", "status", "why", "more", "decisions", "backlog")
    ]
    for verb in ("more", "why", "text", "mine", "status", "board"):
        for stream in (p.id, here.circle_id):
            told.append(await here.send(who, Token(stream, verb)))  # noqa: PERF401 - one after the other
    told.append(await here.reception.home(here.caller(who, None)))
    told.append(await here.send(who, Token(p.id, "TakeUp", p.table_step)))
    told.append(await here.send(who, Token(p.id, "Reflect", p.table_step, 1)))
    told.append(await here.send(who, Token(p.id, "WithdrawObjection", p.table_step, 1, sure=True)))
    told.append(await here.send(who, Token(p.id, "Suggest", p.table_step, 1)))
    return "\n".join(map(words, told)) + repr([(r.lines, r.blanks) for r in told if isinstance(r, Form)])


async def test_nobody_is_told_of_a_sealed_answer_by_looking_around(here: Chat):
    await here.do("cy", "Object", text="A secret reason.")
    assert "A secret reason." in repr((await here.latest()).objections)

    for who in ("ana", "bo", "dee"):
        assert "secret reason" not in await everything_told(here, who)


async def test_a_draft_stays_with_its_author(tmp_path: Path):
    async with chat(tmp_path / "circlewise.db") as here:
        await here.say("ana", "new Kitchen")
        await here.fill("ana", members=people("bo", "cy"))
        desk = here.reception.hall.house.desk
        circle = await here.circle()
        text = Draft(text="Not ready for anybody.", review=here.clock.now() + timedelta(days=90))
        id_ = ProceedingId("p-draft")
        command = Propose(by=here.person("bo"), id=id_, circle=circle, title="Tea", draft=text, ready=False)
        await desk.handle(id_, command, "test", here.clock.now())
        await here.reception.hall.house.delivery.settled()

        assert "Not ready" in words(await here.send("bo", Token(id_, "text")))
        for who in ("cy", "dee"):
            assert "Not ready" not in await everything_told(here, who)
            form = await here.send(who, Token(id_, "Redraft", (await here.latest()).table_step))
            assert isinstance(form, Note)
            assert "Not ready" not in words(form)


async def test_what_goes_wrong_is_logged_without_anybodys_words(
    here: Chat, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    await here.press("cy", "Object")

    async def broken(*given: object) -> None:
        raise ValueError(f"A secret reason: {given}")

    with monkeypatch.context() as context:
        context.setattr(here.reception.hall.house.desk, "handle", broken)
        reply = await here.fill("cy", text="A secret reason.")

    assert words(reply).startswith("Something went wrong on my side, and nothing was changed.")
    assert "An input could not be answered: ValueError in broken" in caplog.text
    assert "secret" not in caplog.text
