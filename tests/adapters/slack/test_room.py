"""A channel keeps what the port promises, against the stand-in and with everything that goes wrong on the way."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from adapters.access import SlackAccess
from adapters.port import MessageGone, NotHere, Rejected, RemoteId, RoomGone, SlowDown, Unavailable
from adapters.slack.api import Api
from adapters.slack.room import SlackRoom
from facilitation.cards import Button, Card, Kind, Line, Said
from tests.adapters.port_contract import SINCE, SOMEBODY, RoomContract, card
from tests.adapters.slack.check import message_faults, texts
from tests.adapters.slack.desk import Desk
from tests.adapters.slack.standin import CHANNEL, TEAM, Fault, Workspace

KEY = f"slack:{TEAM}/{CHANNEL}"


class SlackStage:
    """The room with the stand-in behind it."""

    def __init__(self, space: Workspace, room: SlackRoom) -> None:
        self.space = space
        self.room = Watching(room, space, self)
        self.now: dict[RemoteId, str] = {}

    def shown(self) -> Mapping[RemoteId, str]:
        return self.now

    def lose_next_answer(self) -> None:
        self.space.faults.append(Fault("chat.postMessage", lost=True))

    def ask_to_wait(self, seconds: float) -> None:
        self.space.faults.append(Fault("chat.postMessage", status=429, after=seconds))


class Watching:
    """A room after each of whose calls the test has looked at the channel."""

    def __init__(self, room: SlackRoom, space: Workspace, stage: SlackStage) -> None:
        self._room, self._space, self._stage = room, space, stage

    def __getattr__(self, name: str) -> object:
        found = getattr(self._room, name)
        if name not in ("post", "update", "delete", "find"):
            return found

        async def called(*args: object) -> object:
            try:
                return await found(*args)
            finally:
                self._stage.now = {
                    RemoteId(f"{CHANNEL}/{m['ts']}"): " ".join(
                        words for _k, words in texts(m.get("blocks", []))
                    )
                    for m in await self._space.messages()
                }

        return called


@pytest.fixture
async def room(space: Workspace) -> AsyncIterator[SlackRoom]:
    api = Api(SlackAccess(bot_token="xoxb-circle", api_url=space.api))  # noqa: S106 - the stand-in's
    yield SlackRoom(api, Desk(), KEY)
    await api.close()


class TestSlackRoom(RoomContract):
    @pytest.fixture
    async def stage(self, space: Workspace, room: SlackRoom) -> SlackStage:
        return SlackStage(space, room)


# --- what Slack adds ------------------------------------------------------------------------------------------


async def test_a_detail_stands_in_the_thread_of_what_began_it(space: Workspace, room: SlackRoom):
    root = await room.post(card("p-1/step/1"), None)
    await room.post(card("p-1/step/2"), root)
    await room.post(card("p-1/step/3", detail=True), root)

    threads = [given.get("thread_ts") for given in space.made("chat.postMessage")]
    assert threads == [None, None, root.partition("/")[2]]


async def test_a_message_carries_its_key_and_links_nothing(space: Workspace, room: SlackRoom):
    await room.post(card("p-1/step/1", text="<!channel> https://a.example"), None)

    (given,) = space.made("chat.postMessage")
    assert given["metadata"] == {"event_type": "circlewise_card", "event_payload": {"card": "p-1/step/1"}}
    assert (given["link_names"], given["unfurl_links"], given["unfurl_media"], given["parse"]) == (
        "false",
        "false",
        "false",
        "none",
    )
    assert message_faults(given) == []


async def test_what_was_posted_in_a_thread_is_found_there(space: Workspace, room: SlackRoom):
    root = await room.post(card("p-1/step/1"), None)
    detail = card("p-1/step/2", detail=True)
    posted = await room.post(detail, root)

    assert await room.find(detail, root, SINCE) == posted
    assert await room.find(card("p-1/step/9", detail=True), root, SINCE) is None


async def test_a_room_that_may_not_look_takes_a_card_for_not_posted(space: Workspace, room: SlackRoom):
    await room.post(card("p-1/step/1"), None)
    space.reads_history = False

    assert await room.find(card("p-1/step/1"), None, SINCE) is None


async def test_a_room_that_cannot_look_now_says_so(space: Workspace, room: SlackRoom):
    space.faults.append(Fault("conversations.history", status=502))

    with pytest.raises(Unavailable):
        await room.find(card("p-1/step/1"), None, SINCE)


async def test_a_whisper_goes_to_one_person_alone(space: Workspace, room: SlackRoom):
    remote = await room.post(card("p-1/whisper/1", to=SOMEBODY), None)

    assert await space.messages() == []
    assert remote.startswith("D")
    assert space.made("conversations.open") == [{"users": "U0ANA"}]


async def test_somebody_who_left_slack_is_not_whispered_to(space: Workspace, room: SlackRoom):
    space.faults.append(Fault("conversations.open", error="user_disabled"))

    with pytest.raises(NotHere):
        await room.post(card("p-1/whisper/1", to=SOMEBODY), None)


async def test_a_whisper_to_a_closed_conversation_does_not_end_the_room(space: Workspace, room: SlackRoom):
    space.faults.append(Fault("chat.postMessage", error="channel_not_found"))

    with pytest.raises(NotHere):
        await room.post(card("p-1/whisper/1", to=SOMEBODY), None)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault("chat.postMessage", error="is_archived"), RoomGone),
        (Fault("chat.postMessage", error="channel_not_found"), RoomGone),
        (Fault("chat.postMessage", error="not_in_channel"), RoomGone),
        (Fault("chat.postMessage", error="token_revoked"), RoomGone),
        (Fault("chat.postMessage", error="msg_blocks_too_long"), Rejected),
        (Fault("chat.postMessage", error="invalid_blocks"), Rejected),
        (Fault("chat.postMessage", error="fatal_error"), Unavailable),
        (Fault("chat.postMessage", status=503), Unavailable),
        (Fault("chat.postMessage", lost=True), Unavailable),
        (Fault("chat.postMessage", status=429, after=30), SlowDown),
    ],
)
async def test_each_fault_of_slacks_is_one_of_the_ports(
    space: Workspace, room: SlackRoom, fault: Fault, kind: type[Exception]
):
    space.faults.append(fault)

    with pytest.raises(kind):
        await room.post(card(), None)
    assert len(space.made("chat.postMessage")) == 1  # and nothing is tried twice


async def test_a_slack_that_is_not_there_was_certainly_not_reached():
    api = Api(SlackAccess(bot_token="x", api_url="http://127.0.0.1:9/api/"))  # noqa: S106 - nobody's

    with pytest.raises(SlowDown):
        await SlackRoom(api, Desk(), KEY).post(card(), None)
    await api.close()


async def test_an_edit_of_a_deleted_message_posts_nothing(space: Workspace, room: SlackRoom):
    with pytest.raises(MessageGone):
        await room.update(RemoteId(f"{CHANNEL}/1.000001"), card())
    assert space.made("chat.postMessage") == []


# --- signs ----------------------------------------------------------------------------------------------------

SIGNED = ("Consent", "RaiseConcern", "Object")


async def test_signs_are_offered_once_and_taken_back_when_the_step_is_over(space: Workspace, room: SlackRoom):
    remote = await room.post(card(signs=SIGNED), None)
    await room.update(remote, card(text="Still open.", signs=SIGNED))
    await room.update(remote, card(text="It is over."))

    added = [given["name"] for given in space.made("reactions.add")]
    assert added == ["+1", "thought_balloon", "hand"]
    assert [given["name"] for given in space.made("reactions.remove")] == added


async def test_a_card_is_posted_though_its_signs_are_not_taken(space: Workspace, room: SlackRoom):
    space.faults += [
        Fault("reactions.add", status=429, after=9),
        Fault("reactions.add", error="already_reacted"),
    ]

    remote = await room.post(card(signs=SIGNED), None)
    await room.update(remote, card(signs=SIGNED))

    assert len(space.made("chat.postMessage")) == 1
    assert [given["name"] for given in space.made("reactions.add")] == ["+1", "+1", "thought_balloon", "hand"]


async def test_a_sealed_step_offers_no_reaction(space: Workspace, room: SlackRoom):
    await room.post(replace(card(), buttons=(Button("Consent", 1),)), None)

    assert space.made("reactions.add") == []


# --- files ----------------------------------------------------------------------------------------------------

PAGE = Card(
    key="m-1/minutes/written",
    lines=(Line(Kind.TITLE, Said("Minutes of *May*")),),
    document=(Line(Kind.TITLE, Said("Minutes")), Line(Kind.TEXT, Said("We cook in turns."))),
    detail=True,
    once=True,
)


async def test_a_page_is_shared_as_a_file_in_the_thread(space: Workspace, room: SlackRoom):
    root = await room.post(card("m-1/step/1"), None)

    remote = await room.post(PAGE, root)

    (asked,) = space.made("files.getUploadURLExternal")
    (done,) = space.made("files.completeUploadExternal")
    assert asked["filename"].startswith("minutes-written-")
    assert asked["filename"].endswith(".md")
    assert (done["channel_id"], done["thread_ts"]) == (CHANNEL, root.partition("/")[2])
    assert done["files"] == [{"id": remote.partition("/")[2], "title": "Minutes of *May*"}]


async def test_a_page_whose_answer_was_lost_is_found_and_not_shared_again(space: Workspace, room: SlackRoom):
    space.faults.append(Fault("files.completeUploadExternal", lost=True))
    with pytest.raises(Unavailable):
        await room.post(PAGE, None)
    name = space.made("files.getUploadURLExternal")[0]["filename"]
    space.files = [{"id": "F1", "name": "other.md"}, {"id": "F2", "name": name}]

    assert await room.find(PAGE, None, datetime(2030, 1, 1, tzinfo=UTC)) == f"{CHANNEL}/F2"


async def test_a_page_that_could_not_be_uploaded_was_not_shared(space: Workspace, room: SlackRoom):
    space.faults.append(Fault("files.getUploadURLExternal", status=429, after=3))

    with pytest.raises(SlowDown):
        await room.post(PAGE, None)
    assert space.made("files.completeUploadExternal") == []


# --- canvases -------------------------------------------------------------------------------------------------


def linked(message: dict[str, object]) -> bool:
    return f"/docs/{TEAM}/F0CANVAS1|Read the minutes>" in str(message["text"]) and "F0CANVAS1|" in str(
        message["blocks"]
    )


async def test_a_page_is_a_canvas_that_the_channel_may_read_where_there_are_any(
    space: Workspace, room: SlackRoom
):
    space.canvases = []
    root = await room.post(card("m-1/step/1"), None)
    sly = (*PAGE.document, Line(Kind.LIST, Said("![](@U0ANA) <@U0BO> # *b* :tada: ![](#C0KITCHEN) @here")))

    remote = await room.post(replace(PAGE, document=sly), root)

    (made,) = space.canvases
    page = made["document_content"]["markdown"]
    assert made["title"] == "Minutes of *May*"
    assert page.startswith("> We cook in turns.")  # its title stands above it already
    assert re.search(r"!\[|@\w|(?<!\\)<|:\w+:|(?<!\\)[*#]", page.partition("\n")[2]) is None
    (_first, said) = space.made("chat.postMessage")
    assert linked(said)
    assert message_faults(said) == []
    assert (said["thread_ts"], said["metadata"]["event_payload"]) == (
        root.partition("/")[2],
        {"card": PAGE.key},
    )
    (opened,) = space.made("canvases.access.set")
    assert opened == {"canvas_id": "F0CANVAS1", "access_level": "read", "channel_ids": [CHANNEL]}
    assert space.made("files.getUploadURLExternal") == []
    assert await room.find(PAGE, root, SINCE) == remote


@pytest.mark.parametrize(
    "why",
    ["missing_scope", "free_teams_cannot_create_non_tabbed_canvases", "restricted_action", "unknown_method"],
)
async def test_where_there_can_be_no_canvas_a_page_is_a_file_and_nobody_asks_each_time(
    space: Workspace, room: SlackRoom, caplog: pytest.LogCaptureFixture, why: str
):
    space.canvases = []
    space.faults.append(Fault("canvases.create", error=why))

    for number in range(3):
        await room.post(replace(PAGE, key=f"m-{number}/minutes/written"), None)

    assert len(space.made("canvases.create")) == 1
    assert len(space.made("files.completeUploadExternal")) == 3
    assert space.made("chat.postMessage") == []
    assert [record.message for record in caplog.records if record.levelname == "WARNING"] == []


async def test_an_app_that_may_make_no_canvas_does_not_ask(space: Workspace, room: SlackRoom):
    space.canvases, space.scopes = [], "chat:write,files:write"
    await room.post(card("m-1/step/1"), None)

    await room.post(PAGE, None)

    assert space.made("canvases.create") == []
    assert len(space.made("files.completeUploadExternal")) == 1


@pytest.mark.parametrize("fault", [Fault("canvases.create", lost=True), Fault("canvases.create", status=502)])
async def test_a_canvas_that_may_or_may_not_be_there_is_a_file_this_time(
    space: Workspace, room: SlackRoom, fault: Fault
):
    space.canvases = []
    space.faults.append(fault)

    await room.post(PAGE, None)
    await room.post(replace(PAGE, key="m-2/minutes/written"), None)

    assert len(space.made("files.completeUploadExternal")) == 1
    assert len(space.made("chat.postMessage")) == 1


async def test_a_canvas_whose_message_was_lost_is_found_and_made_once(space: Workspace, room: SlackRoom):
    space.canvases = []
    space.faults.append(Fault("chat.postMessage", lost=True))
    with pytest.raises(Unavailable):
        await room.post(PAGE, None)
    assert space.made("canvases.access.set") == []

    assert await room.find(PAGE, None, SINCE) is not None
    assert len(space.canvases) == len(space.made("canvases.access.set")) == 1


async def test_a_canvas_whose_message_slack_put_off_is_not_made_again(space: Workspace, room: SlackRoom):
    space.canvases = []
    space.faults.append(Fault("chat.postMessage", status=429, after=3))
    with pytest.raises(SlowDown):
        await room.post(PAGE, None)
    await room.post(PAGE, None)

    assert len(space.canvases) == 1


async def test_a_canvas_that_nobody_may_open_gives_way_to_a_file(space: Workspace, room: SlackRoom):
    space.canvases = []
    space.faults.append(Fault("canvases.access.set", error="restricted_action"))

    remote = await room.post(PAGE, None)

    assert remote.partition("/")[2].startswith("F")
    assert [one["text"] for one in await space.messages() if "Read the minutes" in one["text"]] == []
    assert len(space.made("files.completeUploadExternal")) == 1


# --- once -----------------------------------------------------------------------------------------------------


async def test_a_post_whose_answer_was_lost_is_recognised_when_it_is_made_again(
    space: Workspace, room: SlackRoom
):
    space.reads_history = False
    space.faults.append(Fault("chat.postMessage", lost=True))
    with pytest.raises(Unavailable):
        await room.post(card(), None)
    assert await room.find(card(), None, SINCE) is None

    remote = await room.post(card(), None)

    assert [m["ts"] for m in await space.messages()] == [remote.partition("/")[2]]


async def test_the_same_card_in_another_room_of_the_channel_is_a_message_of_its_own(
    space: Workspace, room: SlackRoom
):
    await room.post(card(), None)
    await SlackRoom(room._api, Desk(), f"{KEY}/decisions/c-1").post(card(), None)

    assert len(await space.messages()) == 2


@pytest.mark.parametrize("noticed", ["noticed", ""])
async def test_a_card_that_somebody_deleted_can_be_posted_again(
    space: Workspace, room: SlackRoom, noticed: str
):
    for _ in range(3):
        remote = await room.post(card(), None)
        await room.delete(remote)
        if noticed:
            with pytest.raises(MessageGone):
                await room.update(remote, card())
    remote = await room.post(card(), None)

    assert [m["ts"] for m in await space.messages()] == [remote.partition("/")[2]]


async def test_an_id_has_the_shape_of_a_uuid(space: Workspace, room: SlackRoom):
    await room.post(card(), None)

    (given,) = space.made("chat.postMessage")
    assert UUID(given["client_msg_id"]).version == 8
