"""What can be looked at by typing: it is the circle's own, and nothing is changed by it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.reception import Form, Note, Reader
from adapters.tokens import token_of
from bot.reception.verbs import VERBS
from facilitation.cards import Card
from facilitation.model import Matter
from tests.adapters.fake_room import FakePlatform
from tests.bot.reception.chat import ROOM, Chat, blank, chat, people, verbs, words, wrong


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Chat]:
    """Ana, Bo and Cy, who have agreed on tea."""
    async with chat(tmp_path / "circlewise.db") as made:
        await made.say("ana", "new Kitchen")
        await made.fill("ana", members=people("bo", "cy"), aim="Good meals for all.")
        await made.say("bo", "propose Tea for all")
        await made.fill("bo", draft__text="There is tea.")
        await made.until("consent")
        for who in ("ana", "bo", "cy"):
            await made.do(who, "Consent")
        yield made


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "takeover"])
async def test_every_verb_answers_members_and_strangers_and_changes_nothing(here: Chat, verb: str):
    before = await here.latest(), await here.circle()
    for who in ("ana", "dee"):
        for room in (ROOM, None, "fake:T1/C9"):
            reply = await here.say(who, verb, room=room)
            assert isinstance(reply, Note | Form)
            assert "went wrong" not in words(reply), (who, room)

    assert (await here.latest(), await here.circle()) == before


async def test_help_names_every_verb(here: Chat):
    told = words(await here.say("ana", "help")).splitlines()

    assert len(told) == len(VERBS) + 1
    assert "propose: Bring a text to the circle and ask for its consent." in told


async def test_decisions_are_listed_searched_and_read(here: Chat):
    assert "1. Tea for all, reviewed on" in words(await here.say("cy", "decisions"))
    assert "1. Tea for all" in words(await here.say("cy", "search tea"))
    assert words(await here.say("cy", "decisions coffee")) == "Nothing of that kind has been decided yet."
    assert "There is tea." in words(await here.say("cy", "decisions 1"))
    assert words(await here.say("cy", "decisions 99999999999999")).startswith("This circle has no decision")


async def test_what_was_decided_in_confidence_is_listed_and_not_told(here: Chat):
    p = await here.latest()
    item = {
        "proceeding": p.id,
        "number": 1,
        "place": 1,
        "title": "",
        "confidential": "It is about Cy.",
        "outcome": "decide",
        "minutes": 5,
        "fate": "done",
        "treated_in": p.id,
        "result": "",
    }
    insert = f"INSERT INTO agenda_item ({', '.join(item)}) VALUES ({', '.join('?' * len(item))})"  # noqa: S608
    await here.reception.hall.house.desk.write(lambda db: db.execute(insert, tuple(item.values())))

    assert "1. A confidential item, reviewed on" in words(await here.say("cy", "decisions"))
    told = [words(await here.say("cy", line)) for line in ("decisions", "search tea", "decisions 1")]
    assert [one for one in told if "tea" in one.lower()] == []
    assert "It is about Cy." in told[-1]
    assert await here.reception.suggest(here.caller("ana"), "decisions", "te") == ()


async def test_a_decision_of_another_circle_is_not_shown(here: Chat):
    await here.say("dee", "new Garden", room="fake:T1/C9")
    await here.fill("dee", room="fake:T1/C9")

    assert "tea" not in words(await here.say("dee", "decisions 1", room="fake:T1/C9")).lower()
    assert "tea" not in words(await here.say("dee", "decisions tea", room="fake:T1/C9")).lower()


async def test_suggestions_say_what_can_be_typed(here: Chat):
    async def suggested(verb: str, typed: str) -> list[str]:
        return [one.words for one in await here.reception.suggest(here.caller("ana"), verb, typed)]

    assert await suggested("", "de") == ["decisions"]
    assert await suggested("decisions", "te") == ["1"]
    assert await suggested("minutes", "") == []
    assert await suggested("words", "consent") == ["Consent"]
    assert await suggested("help", "x") == []


async def test_one_word_is_explained(here: Chat):
    assert words(await here.say("ana", "words consent")).splitlines()[1].startswith("Consent: ")


async def test_a_setting_is_changed_by_consent_alone(here: Chat):
    reply = await here.say("cy", "settings")
    assert "change" in verbs(reply)
    before = (await here.circle()).settings
    first = await here.press("cy", "change")
    assert isinstance(first, Form)
    assert [one.name for one in first.blanks] == ["setting"]
    form = await here.fill("cy", setting=("collection", "window_hours"))
    collection, hours = blank(form, "value.collection"), blank(form, "value.window_hours")
    assert (collection.options, collection.start) == (
        ("round", "simultaneous", "sealed"),
        before.collection.value,
    )
    assert hours.start == str(before.window_hours)
    assert wrong(form) == {}
    done = await here.fill(
        "cy",
        title="Answers",
        value__collection="sealed",
        value__window_hours="48",
        draft__text="We see the answers once all are there.",
    )

    assert isinstance(done, Note), wrong(done)
    p = await here.latest()
    assert (p.matter, p.changes) == (Matter.SETTINGS, (("collection", "sealed"), ("window_hours", "48")))
    assert (await here.circle()).settings == before
    await here.until("consent")
    for who in ("ana", "bo", "cy"):
        await here.do(who, "Consent")
    assert (await here.circle()).settings.collection.value == "sealed"
    assert (await here.circle()).settings.window_hours == 48


async def test_only_full_members_propose_to_change_how_the_circle_works(here: Chat):
    reply = await here.say("dee", "change")

    assert "Only members and guests" in words(reply)


async def test_preferences_are_checked_kept_and_used(here: Chat):
    await here.say("bo", "settings me")
    refused = await here.fill("bo", language="klingonese", zone="Europe/Berln")
    assert set(wrong(refused)) == {"language", "zone"}
    await here.fill("bo", language="de", zone="Europe/Berlin", reminders="no")
    reader = await here.reception.reader_of(here.person("bo"), ROOM)

    assert (reader.language, reader.zone) == ("de", "Europe/Berlin")
    room = await here.reception.reader_in(ROOM)
    assert (room.language, room.zone) == ("en", "UTC")


async def test_reminders_go_to_those_who_want_them(here: Chat):
    await here.say("bo", "preferences")
    await here.fill("bo", reminders="no")
    await here.say("ana", "propose Coffee")
    await here.fill("ana", draft__text="There is coffee, too.")
    await here.until("consent")
    here.clock.move(timedelta(hours=60))
    await here.reception.hall.house.desk.tick_due(here.clock.now())
    await here.reception.hall.house.delivery.settled()
    reminded = {m.card.to for m in here.shown.messages.values() if "/remind/" in m.card.key}

    assert reminded >= {here.person("cy")}
    assert here.person("bo") not in reminded


async def test_decisions_are_shown_in_a_channel_of_their_own(tmp_path: Path):
    shown = FakePlatform()
    hall = "fake:T1/C7"
    async with chat(tmp_path / "circlewise.db", shown) as here:
        await here.say("ana", "new Kitchen")
        await here.fill("ana", members=people("bo", "cy"))
        await tea(here)
        unknown = await here.say("cy", "settings decisions garden", room=hall)
        assert words(unknown) == "Which circle do you mean? Type its name behind it.\nKitchen"
        stranger = await here.say("dee", "settings decisions kit", room=hall)
        assert words(stranger).startswith("You are in no circle yet.")
        await here.say("cy", "settings decisions kit", room=hall)
        (begins,) = in_hall(here)
        assert "One agreement is in force already." in words(Note(cards=(begins,), reader=Reader()))
        assert [button.verb for button in begins.buttons] == ["decisions"]
        listed = await here.send("dee", token_of(begins, begins.buttons[0]), room=hall)
        assert "1. Tea" in words(listed)
        await tea(here, "Coffee")
    async with chat(tmp_path / "circlewise.db", shown, here.clock) as here:
        await tea(here, "Cocoa")
        assert [title(card) for card in in_hall(here)[1:]] == ["Coffee", "Cocoa"]
        here.clock.move(timedelta(days=400))
        await here.reception.hall.house.desk.tick_due(here.clock.now())
        await here.reception.hall.house.delivery.settled()
        assert "In review: Tea" in words(Note(cards=tuple(in_hall(here)), reader=Reader()))
        assert [title(card) for card in in_hall(here)[1:]] == ["Coffee", "Cocoa", "Tea"]
        await here.say("cy", "settings decisions kit", room=hall)
        await tea(here, "Water")
        assert len(in_hall(here)) == 4


def in_hall(here: Chat) -> list[Card]:
    """What stands in the channel for decisions."""
    return [m.card for m in here.shown.messages.values() if m.room.startswith("fake:T1/C7/")]


def title(card: Card) -> str:
    return words(Note(cards=(card,), reader=Reader())).splitlines()[0].rpartition(": ")[2]


async def tea(here: Chat, what: str = "Tea") -> None:
    await here.say("bo", f"propose {what}")
    await here.fill("bo", draft__text=f"There is {what}.")
    await here.until("consent")
    for who in ("ana", "bo", "cy"):
        await here.do(who, "Consent")


async def test_home_shows_what_is_mine_and_nothing_else(here: Chat):
    await here.say("dee", "new Garden", room="fake:T1/C9")
    await here.fill("dee", room="fake:T1/C9", aim="Herbs.")
    mine = await here.reception.home(here.caller("bo", None))
    theirs = await here.reception.home(here.caller("dee", None))

    assert "Kitchen" in words(mine)
    assert "1. Tea for all" in words(mine)
    assert "Garden" not in words(mine)
    assert "Garden" in words(theirs)
    assert "Kitchen" not in words(theirs)
    assert "tea" not in words(theirs).lower()
    stranger = await here.reception.home(here.caller("eve", None))
    assert words(stranger).splitlines()[0].startswith("You are in no circle yet.")


async def test_a_message_becomes_a_topic_or_a_proposal(here: Chat):
    here.replies["cy"] = await here.reception.bring(
        here.caller("cy"), "The oven is *broken* <!channel>", "https://x.example/1"
    )
    await here.fill("cy")
    (topic,) = (await here.circle()).topics
    assert (topic.title, topic.tension, topic.links) == (
        "The oven is *broken* <!channel>",
        "The oven is *broken* <!channel>",
        "https://x.example/1",
    )
    here.replies["cy"] = await here.reception.bring(
        here.caller("cy"), "Buy an oven. " * 20, "https://x.example/1"
    )
    await here.fill("cy", **{"as": "proposal"})
    p = await here.latest()

    assert p.version.draft.text.endswith("Buy an oven.\nhttps://x.example/1")
    assert len(p.title) <= 81
    here.replies["dee"] = await here.reception.bring(here.caller("dee"), "Me too", "")
    assert "Only members and guests" in words(await here.fill("dee"))


async def test_somebody_takes_over_facilitating(here: Chat):
    await here.say("ana", "propose Coffee")
    await here.fill("ana", draft__text="There is coffee, too.")
    assert (await here.latest()).facilitator == here.person("ana")
    await here.say("cy", "takeover")

    assert (await here.latest()).facilitator == here.person("cy")


async def test_somebody_asks_to_join_and_leaves_after_a_question(here: Chat):
    await here.say("dee", "join")
    await here.fill("dee", text="I cook well.")
    assert [m.person for m in (await here.circle()).asking] == [here.person("dee")]
    reply = await here.say("cy", "leave")
    assert verbs(reply) == ["LeaveCircle", "status"]
    await here.press("cy", "LeaveCircle")

    assert (await here.circle()).member(here.person("cy")) is None


async def test_somebody_is_away_for_a_while(here: Chat):
    home = await here.reception.home(here.caller("bo", None))
    here.replies["bo"] = home
    await here.do("bo", "TakeLeave")
    assert not (await here.circle()).members[1].consents
    here.replies["bo"] = await here.reception.home(here.caller("bo", None))
    await here.do("bo", "ComeBack")

    member = (await here.circle()).member(here.person("bo"))
    assert member is not None
    assert member.consents


async def test_what_waits_for_somebody_comes_before_what_they_can_begin(here: Chat):
    quiet = await here.say("bo")
    assert words(quiet).splitlines() == ["Nothing waits for you. Enjoy the quiet."]
    assert verbs(quiet)[0] == "Propose"
    await here.say("ana", "propose Soup")
    await here.fill("ana", draft__text="There is soup.")
    await here.until("consent")

    for line in ("", "status"):
        reply = await here.say("bo", line)
        assert isinstance(reply, Note)
        said = words(reply).splitlines()
        assert said.index("The consent question – Soup") < said.index("What you can begin in Kitchen")
        assert verbs(reply)[:2] == ["Consent", "Object"]
        assert verbs(reply).index("Object") < verbs(reply).index("Propose")


async def test_whatever_waits_is_named_however_much_it_is(here: Chat):
    for number in range(7):
        await here.say("ana", f"propose Soup {number}")
        await here.fill("ana", draft__text=f"There is soup {number}.")
        await here.until("consent")

    told = words(await here.say("bo"))
    assert [f"Soup {number}" for number in range(7) if f"– Soup {number}" not in told] == []
    assert told.count("And these wait for you, too:") == 1


async def test_what_is_said_fits_whoever_asks(here: Chat):
    assert (
        words(await here.say("ana", "join"))
        == "Whoever this is about is here already, so nothing has to be done."
    )
    assert words(await here.say("ana", "minutes")) == "This circle has not met yet, so there are no minutes."
    assert verbs(await here.say("ana", "helpp")) == ["help"]
    await here.say("dee", "new Garden", room="fake:T1/C9")
    await here.fill("dee", room="fake:T1/C9")

    assert (
        words(await here.say("dee", "decisions", room="fake:T1/C9"))
        == "This circle has not decided anything yet."
    )
    assert "Its aim" not in words(await here.say("dee", "settings", room="fake:T1/C9"))
