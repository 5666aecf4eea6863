"""A channel is a room like any other; and what only Discord's channels have."""

from collections.abc import Mapping

import aiohttp
import discord
import pytest
from discord.http import Route
from simcord import Env

from adapters.discord import parse
from adapters.discord.client import DiscordPlatform
from adapters.port import MessageGone, NotHere, Rejected, RemoteId, RoomGone, Unavailable
from facilitation.cards import Kind, Line, Said
from tests.adapters.discord import limits
from tests.adapters.port_contract import SINCE, SOMEBODY, RoomContract, card


class DiscordStage:
    def __init__(self, env: Env, platform: DiscordPlatform) -> None:
        self.env = env
        self.guild = env.create_guild()
        self.channel = self.guild.create_text_channel("garden")
        self.ana = self.guild.add_member(env.create_user("ana"))
        self.platform = platform
        self.room = platform.room(parse.room_key(self.guild.id, self.channel.id))
        platform.reception.accounts[SOMEBODY] = str(self.ana.id)

    def shown(self) -> Mapping[RemoteId, str]:
        return {
            parse.remote_of(place.id, message.id): words(message)
            for place in (self.channel, *self.channel.threads)
            for message in place.history()
            if message.author.bot and message.type is discord.MessageType.default
        }

    def lose_next_answer(self) -> None:
        self._instead(lose=True, raising=aiohttp.ClientOSError(104, "reset"))

    def ask_to_wait(self, seconds: float) -> None:
        self._instead(lose=False, raising=discord.RateLimited(seconds))

    def _instead(self, *, lose: bool, raising: Exception) -> None:
        http = self.env.bot.http
        honest = http.request

        async def once(route: Route, **more: object):
            http.request = honest
            if lose:
                await honest(route, **more)
            raise raising

        http.request = once


def words(message: discord.Message) -> str:
    return "\n".join(
        one["content"]
        for one in limits.walk([c.to_dict() for c in message.components])
        if one["type"] == limits.TEXT
    )


class TestDiscordRoom(RoomContract):
    @pytest.fixture
    async def stage(self, env: Env, platform: DiscordPlatform) -> DiscordStage:
        return DiscordStage(env, platform)

    # --- what only Discord has ------------------------------------------------------------------------------------

    async def test_details_stand_in_the_thread_of_what_began_and_everything_else_in_the_channel(
        self, stage: DiscordStage
    ):
        root = await stage.room.post(card("p-1/step/1"), None)
        await stage.env.settle()
        detail = await stage.room.post(card("p-1/step/2", detail=True), root)
        step = await stage.room.post(card("p-1/step/3"), root)

        (thread,) = stage.channel.threads
        assert parse.whereabouts(root)[1] == parse.whereabouts(detail)[0] == thread.id
        assert parse.whereabouts(step)[0] == stage.channel.id
        assert thread.name == "Rota"

    async def test_what_a_circle_keeps_has_no_thread(self, stage: DiscordStage):
        await stage.room.post(card("c-1/roles"), None)
        await stage.env.settle()

        assert stage.channel.threads == []

    async def test_a_detail_comes_even_before_its_thread_does(self, stage: DiscordStage):
        root = await stage.room.post(card("c-1/step/1"), None)

        detail = await stage.room.post(card("p-1/step/2", detail=True), root)

        assert parse.whereabouts(detail)[0] == parse.whereabouts(root)[1]

    async def test_where_there_can_be_no_thread_a_detail_stands_in_the_channel(self, stage: DiscordStage):
        root = await stage.room.post(card("c-1/step/1"), None)
        stage.env.inject_error("POST", "/channels/*/messages/*/threads", status=403, code=50013, times=None)

        detail = await stage.room.post(card("p-1/step/2", detail=True), root)

        assert parse.whereabouts(detail)[0] == stage.channel.id

    @pytest.mark.parametrize(("status", "code"), [(403, 50013), (403, 50001), (400, 50083), (400, 160005)])
    async def test_where_a_thread_cannot_be_written_in_a_detail_stands_in_the_channel(
        self, stage: DiscordStage, status: int, code: int
    ):
        root = await stage.room.post(card("p-1/step/1"), None)
        await stage.env.settle()
        thread = parse.whereabouts(root)[1]
        stage.env.inject_error("POST", f"/channels/{thread}/messages", status=status, code=code)

        detail = await stage.room.post(card("p-1/step/2", detail=True), root)

        assert parse.whereabouts(detail)[0] == stage.channel.id

    async def test_what_stands_in_a_thread_that_somebody_locked_stays_as_it_is(self, stage: DiscordStage):
        root = await stage.room.post(card("p-1/step/1"), None)
        await stage.env.settle()
        detail = await stage.room.post(card("p-1/step/2", detail=True), root)
        stage.env.inject_error("PATCH", "/channels/*/messages/*", status=400, code=50083)
        stage.env.inject_error("PATCH", "/channels/*", status=403, code=50013)

        with pytest.raises(Rejected):
            await stage.room.update(detail, card("p-1/step/2", "We order pizza.", detail=True))

    async def test_an_archived_thread_is_opened_again_for_an_update(self, stage: DiscordStage):
        root = await stage.room.post(card("p-1/step/1"), None)
        await stage.env.settle()
        detail = await stage.room.post(card("p-1/step/2", detail=True), root)
        thread = stage.env.bot.get_channel(parse.whereabouts(detail)[0])
        await thread.edit(archived=True)

        await stage.room.update(detail, card("p-1/step/2", "We order pizza.", detail=True))

        assert "We order pizza." in stage.shown()[detail]
        assert not stage.env.bot.get_channel(thread.id).archived

    async def test_a_message_in_a_thread_that_is_gone_is_gone(self, stage: DiscordStage):
        root = await stage.room.post(card("p-1/step/1"), None)
        await stage.env.settle()
        detail = await stage.room.post(card("p-1/step/2", detail=True), root)
        await stage.env.bot.get_channel(parse.whereabouts(detail)[0]).delete()

        with pytest.raises(MessageGone):
            await stage.room.update(detail, card("p-1/step/2"))
        await stage.room.post(card("p-1/step/4", detail=True), root)

    async def test_a_private_card_goes_to_that_person_alone_and_leads_back(self, stage: DiscordStage):
        root = await stage.room.post(card("p-1/step/1"), None)
        before = set(stage.shown())

        await stage.room.post(card("p-1/turn/1", "Your turn.", to=SOMEBODY), root)

        (told,) = stage.ana.user.dm_channel.history()
        assert "Your turn." in words(told)
        assert f"https://discord.com/channels/{stage.guild.id}/{root}" in str(
            [c.to_dict() for c in told.components]
        )
        assert set(stage.shown()) == before

    async def test_who_takes_no_direct_messages_is_named_in_the_thread_without_a_word_of_it(
        self, stage: DiscordStage
    ):
        root = await stage.room.post(card("p-1/step/1"), None)
        await stage.env.settle()
        dm = stage.ana.user.dm_channel.id
        stage.env.inject_error("POST", f"/channels/{dm}/messages", status=403, code=50007)

        called = await stage.room.post(card("p-1/turn/1", "Your nomination.", to=SOMEBODY), root)

        (sent,) = [
            call for call in stage.env.http_requests if call.json and f"<@{stage.ana.id}>" in str(call.json)
        ]
        assert sent.json["allowed_mentions"] == {"parse": [], "users": [stage.ana.id]}
        assert "Your nomination." not in str(sent.json)
        assert parse.whereabouts(called)[0] == parse.whereabouts(root)[1]
        assert await stage.room.find(card("p-1/turn/1", to=SOMEBODY), root, SINCE) == called
        await stage.room.update(called, card("p-1/turn/1", "Your nomination is in.", to=SOMEBODY))
        thread = stage.env.bot.get_channel(parse.whereabouts(called)[0])
        assert thread is not None
        now = words(await thread.fetch_message(parse.whereabouts(called)[1]))
        assert "It is done." in now
        assert "nomination" not in now
        assert await stage.room.find(card("p-1/turn/1", to=SOMEBODY), root, SINCE) == called

    async def test_a_whisper_that_is_over_says_so_where_it_is(self, stage: DiscordStage):
        remote = await stage.room.post(card("p-1/turn/1", "Your turn.", to=SOMEBODY), None)

        await stage.room.update(remote, card("p-1/turn/1", "This turn is over.", to=SOMEBODY))

        (told,) = stage.ana.user.dm_channel.history()
        assert "This turn is over." in words(told)
        assert "Your turn." not in words(told)

    async def test_who_has_left_the_guild_is_not_named_and_the_reception_is_told(self, stage: DiscordStage):
        stage.guild.remove_member(stage.ana)
        stage.env.inject_error("POST", "/channels/*/messages", status=403, code=50278)

        with pytest.raises(NotHere):
            await stage.room.post(card("p-1/turn/1", to=SOMEBODY), None)

        assert stage.platform.reception.left == [f"discord:{stage.ana.id}"]

    async def test_a_card_is_found_by_the_key_in_its_message(self, stage: DiscordStage):
        root = await stage.room.post(card("p-1/step/1"), None)
        detail = await stage.room.post(card("p-1/step/2", detail=True), root)

        assert await stage.room.find(card("p-1/step/1"), None, SINCE) == root
        assert await stage.room.find(card("p-1/step/2", detail=True), root, SINCE) == detail

    async def test_the_same_card_always_has_the_same_number(self, stage: DiscordStage):
        await stage.room.post(card("p-1/step/1"), None)
        await stage.room.post(card("p-1/step/1"), None)

        posts = [
            call.json
            for call in stage.env.http_requests
            if call.path.endswith("/messages") and call.method == "POST"
        ]
        assert len({post["nonce"] for post in posts}) == 1
        assert all(post["enforce_nonce"] for post in posts)

    @pytest.mark.parametrize(
        ("status", "code", "fault"),
        [
            (503, 0, Unavailable),
            (500, 0, Unavailable),
            (401, 0, Unavailable),
            (403, 50013, Unavailable),
            (403, 50001, Unavailable),
            (404, 10003, RoomGone),
            (404, 10004, RoomGone),
            (400, 50035, Rejected),
            (413, 40005, Rejected),
        ],
    )
    async def test_each_answer_of_discords_means_one_thing(
        self, stage: DiscordStage, status: int, code: int, fault: type[Exception]
    ):
        stage.env.inject_error("POST", "/channels/*/messages", status=status, code=code)

        with pytest.raises(fault):
            await stage.room.post(card(), None)

    async def test_a_guild_that_is_left_is_gone(self, stage: DiscordStage):
        await stage.env.bot.get_guild(stage.guild.id).leave()

        with pytest.raises(RoomGone):
            await stage.room.post(card(), None)

    async def test_without_a_connection_a_room_is_away(self, stage: DiscordStage):
        nowhere = DiscordPlatform(stage.platform.access, stage.platform.reception).room(stage.room.key)

        with pytest.raises(Unavailable):
            await nowhere.post(card(), None)

    async def test_the_minutes_are_attached(self, stage: DiscordStage):
        page = (Line(Kind.TITLE, Said("Minutes")),)

        remote = await stage.room.post(card("p-1/minutes/written", document=page), None)

        (message,) = [m for m in stage.channel.history() if m.id == parse.whereabouts(remote)[1]]
        assert [one.filename for one in message.attachments] == ["minutes.md"]

    async def test_no_text_of_anybodys_can_call_people(self, stage: DiscordStage):
        await stage.room.post(card(text=f"@everyone <@{stage.ana.id}>"), None)

        (sent,) = [call.json for call in stage.env.http_requests if call.path.endswith("/messages")]
        assert sent["allowed_mentions"] == {"parse": []}

    async def test_what_a_circle_keeps_is_pinned_without_a_word_about_it(self, stage: DiscordStage):
        remote = await stage.room.post(card("c-1/backlog", live=True), None)
        await stage.room.post(card("p-1/step/1", live=True), None)
        await stage.env.settle()

        assert [one.id for one in stage.channel.pinned_messages()] == [parse.whereabouts(remote)[1]]
        assert all(one.type is not discord.MessageType.pins_add for one in stage.channel.history())

    async def test_where_decisions_are_only_shown_nothing_has_a_thread(self, stage: DiscordStage):
        shelf = stage.platform.room(f"{stage.room.key}/decisions/c-1")

        await shelf.post(card("p-1/decision"), None)
        await stage.env.settle()

        assert [one.name for one in stage.channel.threads] == []
