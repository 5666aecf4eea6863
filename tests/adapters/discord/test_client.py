"""What people do in Discord reaches the reception, and what it says reaches them alone, whatever is old or broken."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord import Env
from simcord.results import InteractionResult

from adapters.access import DiscordAccess
from adapters.discord import parse
from adapters.discord.client import DiscordPlatform
from adapters.port import NotHere, RemoteId
from adapters.reception import Account, Form, Note, Reader, Sign
from adapters.tokens import Token
from facilitation.cards import Blank, Button, Card, Entry, Kind, Line, Said, msg
from tests.adapters.discord import limits
from tests.adapters.discord.fake_reception import FakeReception, note
from tests.adapters.port_contract import card

CONSENT = Token("p-1", "Consent", 3, sure=True)
OBJECT = Token("p-1", "Object", 3, sure=True)


class Garden:
    """A guild with a circle's channel, and what people see there."""

    def __init__(self, env: Env, platform: DiscordPlatform) -> None:
        self.env, self.platform = env, platform
        self.guild = env.create_guild()
        self.channel = self.guild.create_text_channel("garden")
        self.ana = self.guild.add_member(env.create_user("ana", global_name="Ana"))
        self.bo = self.guild.add_member(env.create_user("bo", global_name="Bo"))
        self.room = platform.room(parse.room_key(self.guild.id, self.channel.id))

    async def step(self, **more: object) -> discord.Message:
        """The card of a consent step, posted."""
        buttons = (Button("Consent", 3), Button("Object", 3, form=(Blank("text", Entry.LONG),)))
        remote = await self.room.post(
            replace(card("p-1/step/3"), **{"buttons": buttons, "live": True, **more}), None
        )
        return self.message(remote)

    def message(self, remote: RemoteId) -> discord.Message:
        return next(m for m in self.channel.history() if m.id == parse.whereabouts(remote)[1])


@pytest.fixture
def garden(env: Env, platform: DiscordPlatform) -> Garden:
    return Garden(env, platform)


def said(result: InteractionResult) -> str:
    """Everything that somebody was shown."""
    return shown(result.response.components)


def shown(components: Iterable[Any]) -> str:
    return "\n".join(one["content"] for one in limits.walk(components) if one["type"] == limits.TEXT)


def labels(components: Iterable[Any]) -> list[str]:
    return [one["label"] for one in limits.walk(components) if one["type"] == limits.BUTTON]


FORM = Form(token=OBJECT, blanks=(Blank("text", Entry.LONG),), reader=Reader())


# --- buttons --------------------------------------------------------------------------------------------------


async def test_a_press_reaches_the_reception_and_the_receipt_is_for_one_person(
    garden: Garden, reception: FakeReception
):
    message = await garden.step()

    result = await garden.ana.click(message, label="Consent")

    ((what, caller, token, _),) = reception.asked
    assert (what, token) == ("press", CONSENT)
    assert caller.account == Account(id=str(garden.ana.id), name="Ana")
    assert caller.room == garden.room.key
    assert caller.platform == "discord"
    assert result.ephemeral
    assert said(result) == "Noted."


async def test_two_presses_have_two_deliveries(garden: Garden, reception: FakeReception):
    message = await garden.step()

    await garden.ana.click(message, label="Consent")
    await garden.ana.click(message, label="Consent")

    assert len({caller.delivery for _, caller, *_ in reception.asked}) == 2


async def test_a_button_from_before_a_restart_works(garden: Garden, reception: FakeReception, env: Env):
    message = await garden.step()
    await env.restart_bot(DiscordPlatform(garden.platform.access, reception).new_client())

    result = await garden.ana.click(message, label="Consent")

    assert said(result) == "Noted."


async def test_a_button_nobody_knows_is_answered_with_what_is_true_now(
    garden: Garden, reception: FakeReception, env: Env
):
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Old", custom_id="vote:17"))
    message = await env.bot.get_partial_messageable(garden.channel.id).send(view=view)
    reception.reply = note("Nothing waits for you.")
    env.http_requests.clear()

    result = await garden.ana.click(message, label="Old")

    assert "another time" in said(result)
    assert reception.asked[0][0::2] == ("command", "")
    assert "Nothing waits for you." in shown(result.followups[0].components)


async def test_what_takes_longer_is_announced_and_follows(garden: Garden, reception: FakeReception, env: Env):
    message = await garden.step()

    async def slowly(_what: str, _token: Token | None):
        await asyncio.sleep(5)
        return note("At last.")

    reception.answer = slowly
    result = await garden.ana.click(message, label="Consent")
    await env.advance_time(6)

    assert result.ephemeral
    assert said(result) == "At last."


async def test_an_answer_to_what_is_ones_own_takes_its_place(garden: Garden, reception: FakeReception):
    message = await garden.step()
    sure = Card(key="p-1/sure", lines=(Line(Kind.NOTE, Said("Sure?")),), buttons=(Button("Consent", 3),))
    reception.reply = Note(cards=(sure,), reader=Reader())
    first = await garden.ana.click(message, label="Consent")
    reception.reply = note("Done.")

    second = await garden.ana.click(first.response.message, label="Consent")

    assert second.response.id == first.response.id
    assert shown(second.response.components) == "Done."


async def test_whatever_goes_wrong_is_said_with_a_word_for_the_log(garden: Garden, reception: FakeReception):
    message = await garden.step()

    async def breaks(_what: str, _token: Token | None):
        raise ZeroDivisionError

    reception.answer = breaks
    result = await garden.ana.click(message, label="Consent")

    assert result.ephemeral
    assert "Something went wrong with me" in said(result)


# --- forms ----------------------------------------------------------------------------------------------------


async def test_a_form_opens_at_once_and_comes_back_with_what_was_typed(
    garden: Garden, reception: FakeReception
):
    message = await garden.step()
    reception.reply = FORM
    opened = await garden.bo.click(message, label="Objection")
    reception.reply = note("Noted.")

    result = await garden.bo.submit_modal(opened, {"t:text": "In August only **three** of us are here."})

    assert opened.modal["title"] == "Objection"
    what, _, token, given = reception.asked[-1]
    assert (what, token, given) == ("submit", OBJECT, {"text": "In August only **three** of us are here."})
    assert said(result) == "Noted."


async def test_a_form_opened_before_a_restart_is_taken(garden: Garden, reception: FakeReception, env: Env):
    message = await garden.step()
    reception.reply = FORM
    opened = await garden.bo.click(message, label="Objection")
    await env.restart_bot(DiscordPlatform(garden.platform.access, reception).new_client())
    reception.reply = note("Noted.")

    result = await garden.bo.submit_modal(opened, {"t:text": "Too few of us."})

    assert reception.asked[-1][3] == {"text": "Too few of us."}
    assert said(result) == "Noted."


async def test_a_refused_form_shows_what_is_wrong_and_all_that_was_typed_and_opens_again(
    garden: Garden, reception: FakeReception
):
    message = await garden.step()
    reception.reply = FORM
    opened = await garden.bo.click(message, label="Objection")
    reception.reply = replace(FORM, wrong=(("text", msg("refusal-text-missing")),))

    refused = await garden.bo.submit_modal(opened, {"t:text": "Hm. `x` **y**"})

    assert refused.ephemeral
    assert "Hm. `x` **y**" in said(refused)
    assert labels(refused.response.components) == ["Try again"]
    reception.reply = FORM
    again = await garden.bo.click(refused.response.message, label="Try again")
    (field,) = [one for one in limits.walk(again.modal["components"]) if one["type"] == limits.INPUT]
    assert field["value"] == "Hm. `x` **y**"


LONG = Form(
    token=Token("c-1", "Propose", sure=True),
    blanks=tuple(
        Blank(name, Entry.SHORT) for name in ("title", "driver", "domain", "links", "role", "topic")
    ),
    reader=Reader(),
)


async def test_a_long_form_goes_in_parts_and_comes_back_as_one(garden: Garden, reception: FakeReception):
    message = await garden.step()
    reception.reply = LONG
    first = await garden.bo.click(message, label="Consent")
    names = [
        one["custom_id"] for one in limits.walk(first.modal["components"]) if one["type"] == limits.INPUT
    ]

    kept = await garden.bo.submit_modal(first, {name: f"{name}!" for name in names})
    told = said(kept)
    second = await garden.bo.click(kept.response.message, label="Continue")
    reception.reply = note("Noted.")
    await garden.bo.submit_modal(second, {"t:topic": "last"})

    assert "Part 1 of 2 is kept" in told
    assert all(f"{name}!" in told for name in names)
    assert reception.asked[-1][3] == {**{name[2:]: f"{name}!" for name in names}, "topic": "last"}


async def one_part_handed_in(garden: Garden, reception: FakeReception):
    """The first part of a long form, which the only step asks for; what is told of it, and the names of its fields."""
    message, reception.reply = await garden.step(), LONG
    first = await garden.bo.click(message, label="Consent")
    names = [
        one["custom_id"] for one in limits.walk(first.modal["components"]) if one["type"] == limits.INPUT
    ]
    return await garden.bo.submit_modal(first, {name: f"{name}!" for name in names}), names


async def test_a_part_from_before_a_restart_is_still_there_after_it(
    garden: Garden, reception: FakeReception, env: Env
):
    kept, names = await one_part_handed_in(garden, reception)
    second = await garden.bo.click(kept.response.message, label="Continue")
    await env.restart_bot(DiscordPlatform(garden.platform.access, reception).new_client())
    reception.reply = note("Noted.")

    await garden.bo.submit_modal(second, {"t:topic": "last"})

    assert reception.asked[-1][3] == {**{name[2:]: f"{name}!" for name in names}, "topic": "last"}
    assert set(reception.aside.values()) == {""}  # taken: nothing of it is kept


async def test_a_form_can_be_gone_on_with_after_a_restart(garden: Garden, reception: FakeReception, env: Env):
    kept, names = await one_part_handed_in(garden, reception)
    await env.restart_bot(DiscordPlatform(garden.platform.access, reception).new_client())

    second = await garden.bo.click(kept.response.message, label="Continue")
    reception.reply = note("Noted.")
    await garden.bo.submit_modal(second, {"t:topic": "last"})

    assert reception.asked[-1][3] == {**{name[2:]: f"{name}!" for name in names}, "topic": "last"}


async def test_what_was_refused_before_a_restart_can_be_mended_after_it(
    garden: Garden, reception: FakeReception, env: Env
):
    message = await garden.step()
    reception.reply = FORM
    opened = await garden.bo.click(message, label="Objection")
    reception.reply = replace(FORM, wrong=(("text", msg("refusal-text-too-long")),))
    refused = await garden.bo.submit_modal(opened, {"t:text": "Wet."})
    await env.restart_bot(DiscordPlatform(garden.platform.access, reception).new_client())
    reception.reply = FORM

    again = await garden.bo.click(refused.response.message, label="Try again")

    values = [one.get("value") for one in limits.walk(again.modal["components"])]
    assert "Wet." in values


async def test_a_part_that_is_lost_is_said_and_nothing_is_handed_in(
    garden: Garden, reception: FakeReception, env: Env
):
    kept, _ = await one_part_handed_in(garden, reception)
    second = await garden.bo.click(kept.response.message, label="Continue")
    reception.aside.clear()
    await env.restart_bot(DiscordPlatform(garden.platform.access, reception).new_client())

    result = await garden.bo.submit_modal(second, {"t:topic": "last"})

    assert "submit" not in [what for what, *_ in reception.asked]
    assert "last" in said(result)
    assert labels(result.response.components) == ["Try again"]


async def test_a_form_that_is_opened_anew_holds_nothing_of_one_that_was_left(
    garden: Garden, reception: FakeReception
):
    optional = tuple(replace(one, required=False) for one in LONG.blanks)
    message, reception.reply = await garden.step(), replace(LONG, blanks=optional)
    left = await garden.bo.click(message, label="Consent")
    await garden.bo.submit_modal(left, {"t:title": "Tools", "t:driver": "Rust"})
    first = await garden.bo.click(message, label="Consent")

    kept = await garden.bo.submit_modal(first, {"t:title": "Rota"})

    assert "Rota" in said(kept)
    assert "Rust" not in said(kept)


async def test_a_long_form_can_be_handed_in_as_soon_as_all_it_needs_is_there(
    garden: Garden, reception: FakeReception
):
    message = await garden.step()
    reception.reply = replace(
        LONG, blanks=tuple(replace(one, required=one.name == "title") for one in LONG.blanks)
    )
    first = await garden.bo.click(message, label="Consent")
    kept = await garden.bo.submit_modal(first, {"t:title": "Rota"})
    reception.reply = note("Noted.")

    await garden.bo.click(kept.response.message, label="Hand it in")

    assert reception.asked[-1][0::3] == (
        "submit",
        {"title": "Rota", "driver": "", "domain": "", "links": "", "role": ""},
    )


async def test_a_form_that_took_too_long_can_be_opened_all_the_same(
    garden: Garden, reception: FakeReception, env: Env
):
    message = await garden.step()

    async def slowly(_what: str, _token: Token | None):
        await asyncio.sleep(5)
        return FORM

    reception.answer = slowly
    late = await garden.bo.click(message, label="Objection")
    await env.advance_time(6)
    reception.answer, reception.reply = None, FORM
    opened = await garden.bo.click(late.response.message, label="Open the form")

    assert opened.modal["title"] == "Objection"


# --- commands -------------------------------------------------------------------------------------------------


async def test_a_command_reaches_the_reception_with_its_words(garden: Garden, reception: FakeReception):
    await garden.ana.slash(garden.channel, "propose", about="Evening watering")
    result = await garden.ana.slash(garden.channel, "circle status")

    assert [one[0::2] for one in reception.asked] == [("command", "propose"), ("command", "status")]
    assert reception.asked[0][3] == "Evening watering"
    assert result.ephemeral


async def test_anything_can_be_typed_behind_one_command(garden: Garden, reception: FakeReception):
    await garden.ana.slash(garden.channel, "circle do", about="propose  Evening watering")
    await garden.ana.autocomplete(garden.channel, "circle do", "about", "pro")

    assert reception.asked[0][2:] == ("propose", "Evening watering")
    assert reception.asked[1][2:] == ("", "pro")


async def test_what_the_bot_may_not_do_here_is_said_with_the_channel(
    garden: Garden, reception: FakeReception, env: Env
):
    channel = env.bot.get_channel(garden.channel.id)
    await channel.set_permissions(channel.guild.me, send_messages=False)

    result = await garden.ana.slash(garden.channel, "circle status")

    assert "Send Messages" in shown(result.followups[0].components)
    assert f"<#{garden.channel.id}>" in shown(result.followups[0].components)


async def test_suggestions_are_at_most_25(garden: Garden, reception: FakeReception):
    choices = await garden.ana.autocomplete(garden.channel, "propose", "about", "ro")

    assert len(choices) == 25
    assert choices[0] == {"name": "Rota 0", "value": "rota 0"}
    assert reception.asked[0][2:] == ("propose", "ro")


async def test_a_message_is_brought_to_the_circle(garden: Garden, reception: FakeReception):
    message = await garden.bo.send(garden.channel, "We need a rota.")

    await garden.ana.context_menu(garden.channel, "Bring to the circle", message)

    what, _, text, link = reception.asked[0]
    assert (what, text) == ("bring", "We need a rota.")
    assert link.endswith(f"/{garden.channel.id}/{message.id}")


async def test_discord_is_told_of_the_commands_only_once(garden: Garden, reception: FakeReception, env: Env):
    def told() -> int:
        return sum(call.method == "PUT" and call.path.endswith("/commands") for call in env.http_requests)

    before = told()
    await env.restart_bot(DiscordPlatform(garden.platform.access, reception).new_client())

    assert before == 1
    assert told() == 1


async def test_somebody_who_writes_to_the_bot_alone_sees_what_waits_for_them(
    garden: Garden, reception: FakeReception, env: Env
):
    reception.reply = note("Nothing waits for you.")

    await garden.ana.send_dm("hello?")
    await env.settle()

    (answer,) = [m for m in garden.ana.user.dm_channel.history() if m.author.bot]
    assert shown([c.to_dict() for c in answer.components]) == "Nothing waits for you."


# --- reactions ------------------------------------------------------------------------------------------------

ALL = ("Consent", "RaiseConcern", "Object")


async def test_signs_are_offered_and_each_reaction_is_all_of_a_persons_signs(
    garden: Garden, reception: FakeReception, env: Env
):
    message = await garden.step(signs=ALL)
    await env.settle()

    await garden.ana.react(message, "👍🏽")
    await garden.ana.react(message, "✋")
    await garden.ana.unreact(message, "👍🏽")
    await garden.ana.react(message, "🍕")

    offered = [
        str(one.emoji) for one in garden.message(RemoteId(f"{garden.channel.id}/{message.id}")).reactions
    ]
    assert offered[:3] == ["👍", "💭", "✋"]
    assert [(one[0], one[1].account.id, one[3]) for one in reception.asked] == [
        ("react", str(garden.ana.id), frozenset({Sign.CONSENT})),
        ("react", str(garden.ana.id), frozenset({Sign.CONSENT, Sign.OBJECT})),
        ("react", str(garden.ana.id), frozenset({Sign.OBJECT})),
    ]


async def test_reactions_to_other_peoples_messages_are_nobodys_business(
    garden: Garden, reception: FakeReception, env: Env
):
    message = await garden.bo.send(garden.channel, "We need a rota.")

    await garden.ana.react(message, "👍")
    await env.settle()

    assert reception.asked == []


async def test_what_was_reacted_while_away_is_there_when_it_is_asked_for(
    garden: Garden, reception: FakeReception, env: Env
):
    message = await garden.step(signs=ALL)
    await env.settle()
    remote = RemoteId(f"{garden.channel.id}/{message.id}")
    await garden.ana.react(message, "👍")
    hearing = env.bot.on_raw_reaction_add
    env.bot.on_raw_reaction_add = env.bot.on_raw_reaction_remove = _deaf
    await garden.ana.unreact(message, "👍")
    await garden.bo.react(message, "✋")
    env.bot.on_raw_reaction_add = hearing

    assert await garden.platform.signs(remote) == {str(garden.bo.id): frozenset({Sign.OBJECT})}
    await garden.ana.react(message, "💭")
    assert reception.asked[-1][3] == frozenset({Sign.CONCERN})


async def test_after_each_new_connection_the_reception_looks_for_what_was_missed(
    garden: Garden, reception: FakeReception, env: Env
):
    before = reception.returned.count(("discord", None))

    await env.restart_bot(DiscordPlatform(garden.platform.access, reception).new_client())

    assert (before, reception.returned.count(("discord", None))) == (1, 2)


async def test_a_room_whose_channel_is_different_may_be_reached_again(
    garden: Garden, reception: FakeReception, env: Env
):
    await env.bot.get_channel(garden.channel.id).edit(topic="We meet here.")
    await env.settle()

    assert ("discord", garden.room.key) in reception.returned


async def _deaf(*_args: object) -> None:
    """Nobody hears it."""


async def test_what_a_reaction_leads_to_is_told_directly(garden: Garden, reception: FakeReception, env: Env):
    message = await garden.step(signs=ALL)
    reception.reply = note("Thank you. What harm do you see?")

    await garden.bo.react(message, "✋")
    await env.settle()

    (told,) = [m for m in garden.bo.user.dm_channel.history() if m.author.bot]
    assert shown([c.to_dict() for c in told.components]) == "Thank you. What harm do you see?"


# --- voice ----------------------------------------------------------------------------------------------------


async def test_who_sits_in_the_same_voice_channel_comes_with_what_somebody_does(
    garden: Garden, reception: FakeReception
):
    voice = garden.guild.create_voice_channel("Garden talk")
    message = await garden.step()
    await garden.ana.join_voice(voice)
    await garden.bo.join_voice(voice)

    await garden.ana.click(message, label="Consent")
    await garden.bo.leave_voice()
    await garden.bo.click(message, label="Consent")
    await garden.ana.click(message, label="Consent")

    beside = [{account.id for account in caller.beside} for _, caller, *_ in reception.asked]
    assert beside == [{str(garden.ana.id), str(garden.bo.id)}, set(), {str(garden.ana.id)}]


# --- the connection -------------------------------------------------------------------------------------------


class Breaking(DiscordPlatform):
    """A connection that ends as soon as it has begun, each time for another reason."""

    def __init__(self, platform: DiscordPlatform, faults: list[Exception]) -> None:
        super().__init__(platform.access, platform.reception)
        self.faults = faults
        self.begun = 0
        self.kinds: list[bool] = []

    def new_client(self) -> discord.Client:
        self.begun += 1
        client = super().new_client()
        self.kinds.append(isinstance(client, discord.AutoShardedClient))
        fault = self.faults.pop(0) if self.faults else asyncio.CancelledError()

        async def start(*_args: object, **_more: object) -> None:
            raise fault

        client.start = start  # type: ignore[method-assign]
        return client


async def test_a_connection_that_ends_is_begun_anew_whatever_ended_it(
    platform: DiscordPlatform, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("adapters.discord.client.FIRST_WAIT", 0.001)
    faults = [discord.LoginFailure(), OSError(104, "reset"), ZeroDivisionError(), KeyError("a parser's")]
    breaking = Breaking(platform, faults)

    with pytest.raises(asyncio.CancelledError):
        await breaking.serve()

    assert breaking.begun == 5


async def test_what_is_under_way_is_finished_before_the_connection_ends(
    garden: Garden, reception: FakeReception, env: Env
):
    message = await garden.step()
    pressed = asyncio.Event()
    order: list[str] = []
    close = env.bot.close

    async def slowly(_what: str, _token: Token | None):
        pressed.set()
        await asyncio.sleep(0.5)
        order.append("answered")
        return note("Noted.")

    async def closing() -> None:
        order.append("closed")
        await close()

    async def forever(*_args: object, **_more: object) -> None:
        await asyncio.Event().wait()

    reception.answer = slowly
    platform, client = garden.platform, env.bot
    client.start, client.close, platform.new_client = forever, closing, lambda: client
    serving = asyncio.create_task(platform.serve())
    clicking = asyncio.create_task(garden.ana.click(message, label="Consent"))
    await pressed.wait()
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving

    assert said(await clicking) == "Noted."
    assert order[:2] == ["answered", "closed"]


async def test_who_is_in_too_many_servers_for_one_connection_asks_how_many(
    platform: DiscordPlatform, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("adapters.discord.client.FIRST_WAIT", 0.001)
    fault = discord.GatewayNotFound()
    fault.code = 4011  # type: ignore[attr-defined] - as discord.ConnectionClosed has it
    breaking = Breaking(platform, [fault])

    with pytest.raises(asyncio.CancelledError):
        await breaking.serve()

    assert breaking.kinds == [False, True]


@pytest.mark.parametrize(("shards", "kind"), [(0, discord.Client), (2, discord.AutoShardedClient)])
async def test_shards_are_a_setting(reception: FakeReception, shards: int, kind: type[discord.Client]):
    platform = DiscordPlatform(DiscordAccess(token="nobody's", shards=shards), reception)  # noqa: S106 - none

    client = platform.new_client()

    assert isinstance(client, kind)
    assert client.shard_count == (shards or None)
    privileged = (client.intents.members, client.intents.presences, client.intents.message_content)
    assert privileged == (False, False, False)


async def test_no_log_says_what_somebody_wrote(
    garden: Garden, reception: FakeReception, caplog: pytest.LogCaptureFixture
):
    message = await garden.step()

    async def breaks(_what: str, _token: Token | None):
        raise ValueError("my nomination is Bo")

    reception.answer = breaks
    await garden.ana.click(message, label="Consent")
    await garden.platform._quietly(breaks("", None))

    assert "ValueError in breaks" in caplog.text
    assert "nomination" not in caplog.text


async def test_somebody_is_told_something_alone_or_it_is_said_that_they_cannot_be(garden: Garden, env: Env):
    await garden.platform.tell(str(garden.bo.id), note("What should we keep an eye on?"))
    await env.settle()

    (told,) = [m for m in garden.bo.user.dm_channel.history() if m.author.bot]
    assert "What should we keep an eye on?" in shown(one.to_dict() for one in told.components)
    env.inject_error("POST", f"/channels/{told.channel.id}/messages", status=403, code=50007)
    with pytest.raises(NotHere):
        await garden.platform.tell(str(garden.bo.id), note("And now?"))
