"""What people do in Slack arrives once, is acknowledged in time, and is answered where it was done.

Most of this runs without a network: requests are handed to the same listeners as from the socket. What they call goes
to an `Outside` that writes down, or to the stand-in.
"""

import asyncio
import json
import logging
import time
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from adapters.access import SlackAccess
from adapters.port import RemoteId, RoomFault, RoomGone, SlowDown
from adapters.reception import Account, Form, Note, Reader, Sign
from adapters.slack import client as module
from adapters.slack.client import SlackPlatform
from adapters.slack.forms import Kept
from adapters.tokens import Token, read, written
from facilitation.cards import Blank, Button, Entry, msg
from tests.adapters.port_contract import card
from tests.adapters.slack.check import message_faults, view_faults
from tests.adapters.slack.desk import Desk, said, until
from tests.adapters.slack.standin import (
    BOT,
    CHANNEL,
    SECRET,
    TEAM,
    Fault,
    Workspace,
    free_port,
    need_standin,
    workspace,
)

TOKEN = Token("p-1", "Object", 3, sure=True)
FORM = Form(token=TOKEN, blanks=(Blank("text", Entry.LONG),), reader=Reader())
ROOM = f"slack:{TEAM}/{CHANNEL}"

Json = dict[str, Any]


def press(token: Token | str = TOKEN, **more: object) -> Json:
    value = token if isinstance(token, str) else written(token)
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": "U0ANA", "username": "ana"},
        "channel": {"id": CHANNEL},
        "container": {"type": "message"},
        "message": {"ts": "17.5"},
        "trigger_id": "t1",
        "actions": [
            {"type": "button", "action_id": "acts-0", "block_id": "b", "value": value, "action_ts": "9.1"}
        ],
        **more,
    }


def command(text: str = "") -> Json:
    return {
        "command": "/circle",
        "text": text,
        "user_id": "U0ANA",
        "user_name": "ana",
        "channel_id": CHANNEL,
        "team_id": TEAM,
        "trigger_id": "t2",
    }


def submit(text: str = "It harms.", metadata: str | None = None) -> Json:
    kept = Kept(token=written(TOKEN), channel=CHANNEL)
    blocks = [{"type": "input", "block_id": "text"}]
    state = {"values": {"text": {"text": {"type": "plain_text_input", "value": text}}}}
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": "form",
        "hash": "1.a",
        "blocks": blocks,
        "state": state,
    }
    view["private_metadata"] = kept.written() if metadata is None else metadata
    return {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": "U0ANA"}, "view": view}


def event(name: str, id_: str = "Ev1", **more: object) -> Json:
    return {"type": "event_callback", "team_id": TEAM, "event_id": id_, "event": {"type": name, **more}}


class Outside:
    """Slack's Web API, written down. `says` is what a method answers instead of all being well."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Json]] = []
        self.says: dict[str, Json | Exception] = {}

    async def call(self, method: str, **given: object) -> Json:
        self.calls.append((method, given))
        answer = self.says.get(method, {"ok": True, "team_id": TEAM, "user_id": BOT})
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def respond(self, url: str, body: Json) -> None:
        await self.call("response_url", url=url, **body)

    async def close(self) -> None:
        return None

    def of(self, method: str) -> list[Json]:
        return [given for name, given in self.calls if name == method]


class Connected:
    """A platform whose network is an `Outside`, with its listeners."""

    def __init__(self, desk: Desk, outside: Outside, platform: SlackPlatform, app: AsyncApp) -> None:
        self.desk, self.outside, self.platform, self.app = desk, outside, platform, app

    async def send(self, body: Json) -> Json:
        """Hand in a payload as from the socket; gives back the acknowledgement. Waits until all is shown."""
        answer = await self.app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
        assert answer.status == 200
        while self.platform._tasks:
            await asyncio.wait(self.platform._tasks)
        return json.loads(answer.body) if answer.body else {}


@pytest.fixture
async def connected(monkeypatch: pytest.MonkeyPatch) -> Connected:
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    desk, outside = Desk(), Outside()
    platform = SlackPlatform(SlackAccess(bot_token="xoxb-x", app_token="xapp-x"), desk)  # noqa: S106
    platform._api = outside  # type: ignore[assignment]
    for part in (
        platform._inputs._people,
        platform._inputs._reactions,
        platform._answers,
        platform._presence,
    ):
        part._api = outside  # type: ignore[assignment]
    await platform.introduce()
    outside.calls.clear()
    return Connected(desk, outside, platform, platform.app())


# --- presses, commands, shortcuts -----------------------------------------------------------------------------


async def test_a_press_arrives_with_who_and_where(connected: Connected):
    await connected.send(press())

    assert connected.desk.seen == [("press", TOKEN)]
    (caller,) = connected.desk.callers
    assert (caller.account.id, caller.room, caller.platform) == (f"{TEAM}/U0ANA", ROOM, "slack")
    assert caller.delivery == "9.1.U0ANA.acts-0"


async def test_a_note_is_shown_to_whoever_pressed_alone(connected: Connected):
    await connected.send(press(response_url="https://hooks.example/1"))

    (given,) = connected.outside.of("response_url")
    assert (given["response_type"], given["replace_original"]) == ("ephemeral", False)
    assert given["text"] == "Noted."
    assert message_faults(given) == []


async def test_a_note_on_a_note_takes_its_place(connected: Connected):
    container = {"type": "message", "is_ephemeral": True}
    await connected.send(press(response_url="https://hooks.example/1", container=container))

    assert connected.outside.of("response_url")[0]["replace_original"] is True


async def test_a_note_in_a_thread_stands_in_the_thread(connected: Connected):
    await connected.send(press(message={"ts": "17.5", "thread_ts": "17.1"}))

    (given,) = connected.outside.of("chat.postEphemeral")
    assert (given["channel"], given["user"], given["thread_ts"]) == (CHANNEL, "U0ANA", "17.1")


async def test_an_answer_whose_address_is_no_longer_good_goes_another_way(connected: Connected):
    connected.outside.says["response_url"] = RoomFault("used up")

    await connected.send(press(response_url="https://hooks.example/1"))

    assert len(connected.outside.of("chat.postEphemeral")) == 1


async def test_a_form_is_opened_at_once(connected: Connected):
    connected.desk.answers = [FORM]

    await connected.send(press())

    (given,) = connected.outside.of("views.open")
    assert given["trigger_id"] == "t1"
    assert view_faults(given["view"]) == []


async def test_a_form_that_comes_too_late_is_a_button(connected: Connected):
    connected.desk.answers = [FORM]
    connected.outside.says["views.open"] = RoomFault("expired_trigger_id")

    await connected.send(press())

    (given,) = connected.outside.of("chat.postEphemeral")
    (row,) = (block for block in given["blocks"] if block["type"] == "actions")
    assert [read(button["value"]) for button in row["elements"]] == [TOKEN]


async def test_an_old_button_is_answered(connected: Connected):
    await connected.send(press("v0:something:else"))

    assert connected.desk.seen == []
    assert "leads nowhere" in connected.outside.of("chat.postEphemeral")[0]["text"]


async def test_on_the_home_tab_a_note_opens_a_window(connected: Connected):
    await connected.send(press(channel={}, message={}, view={"id": "V1", "type": "home"}))

    (given,) = connected.outside.of("views.open")
    assert view_faults(given["view"]) == []
    assert connected.desk.callers[0].room is None


async def test_in_a_window_a_form_lies_on_top_and_a_note_takes_its_place(connected: Connected):
    connected.desk.answers = [FORM, said("Noted.")]

    for _ in range(2):
        await connected.send(press(channel={}, message={}, view={"id": "V1", "type": "modal"}))

    assert len(connected.outside.of("views.push")) == 1
    assert connected.outside.of("views.update")[0]["view_id"] == "V1"


async def test_a_command_arrives_in_words_and_is_answered_for_one(connected: Connected):
    await connected.send(command("propose Cook &amp; clean"))

    assert connected.desk.seen == [("command", "propose", "Cook & clean")]
    assert connected.outside.of("chat.postEphemeral")[0]["user"] == "U0ANA"


@pytest.mark.parametrize("answer", [{"channel": {"is_member": False}}, RoomGone("channel_not_found")])
async def test_a_command_where_the_bot_is_not_asks_for_an_invitation(
    connected: Connected, answer: Json | Exception
):
    connected.outside.says["conversations.info"] = answer

    await connected.send(command("new") | {"response_url": "https://hooks.example/1"})

    texts = [given["text"] for given in connected.outside.of("response_url")]
    assert len(texts) == 2
    assert "/invite @circlewise" in texts[1]


async def test_where_the_bot_is_it_looks_once_only(connected: Connected):
    connected.outside.says["conversations.info"] = {"channel": {"is_member": True}}

    for _ in range(2):
        await connected.send(command("status"))

    assert len(connected.outside.of("conversations.info")) == 1
    assert len(connected.outside.of("chat.postEphemeral")) == 2


async def test_whoever_invites_the_bot_hears_what_it_can_do(connected: Connected):
    await connected.send(event("member_joined_channel", user=BOT, channel=CHANNEL, inviter="U0BO"))

    assert connected.desk.seen == [("back", "slack", ROOM), ("command", "", "")]
    assert connected.outside.of("chat.postEphemeral")[0]["user"] == "U0BO"


async def test_a_shortcut_on_a_message_brings_it(connected: Connected):
    body = press(type="message_action", callback_id="bring", message={"text": "Let us cook", "ts": "17.5"})
    await connected.send(body | {"team": {"id": TEAM, "domain": "circles"}})

    assert connected.desk.seen == [
        ("bring", "Let us cook", f"https://circles.slack.com/archives/{CHANNEL}/p175")
    ]


async def test_the_global_shortcut_shows_what_waits_in_a_window(connected: Connected):
    body = {"type": "shortcut", "callback_id": "open", "user": {"id": "U0ANA"}, "trigger_id": "t9"}
    await connected.send(body)

    assert connected.desk.seen == [("command", "", "")]
    assert connected.outside.of("views.open")[0]["trigger_id"] == "t9"


# --- forms ----------------------------------------------------------------------------------------------------


async def test_a_form_handed_in_is_answered_in_its_window(connected: Connected):
    connected.desk.answers = [said("Your objection is noted.")]

    answer = await connected.send(submit())

    assert connected.desk.seen == [("submit", TOKEN, {"text": "It harms."})]
    assert connected.desk.callers[0].room == ROOM
    assert answer["response_action"] == "update"
    assert "Your objection is noted." in json.dumps(answer["view"])
    assert view_faults(answer["view"]) == []


async def test_a_field_that_is_wrong_says_so_beneath_itself(connected: Connected):
    connected.desk.answers = [replace(FORM, wrong=(("text", msg("refusal-text-missing", detail="none")),))]

    answer = await connected.send(submit(" "))

    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == ["text"]


async def test_a_refused_form_keeps_what_was_typed(connected: Connected):
    why = msg("refusal-not-now", detail="none")
    connected.desk.answers = [replace(FORM, typed={"text": "It harms."}, wrong=(("", why),))]

    answer = await connected.send(submit())

    view = answer["view"]
    assert answer["response_action"] == "update"
    assert view["blocks"][-1]["block_id"] == view["blocks"][-1]["element"]["action_id"] == "text"
    assert view["blocks"][-1]["element"]["initial_value"] == "It harms."
    assert view["blocks"][0]["text"]["text"].startswith("⚠")


async def test_who_was_chosen_comes_with_what_they_go_by(connected: Connected):
    connected.outside.says["users.info"] = ANA
    body = submit()
    body["view"]["state"]["values"] = {"who": {"who": {"type": "users_select", "selected_user": "U0BO"}}}

    await connected.send(body)

    assert connected.desk.seen == [("submit", TOKEN, {"who": Account(id=f"{TEAM}/U0BO", name="Ana")})]


async def test_whoever_ticks_the_box_gets_the_whole_form_with_all_they_typed_and_nothing_is_handed_in(
    connected: Connected,
):
    later = Blank("criteria", Entry.LONG, required=False, later=True)
    long = replace(FORM, blanks=(*FORM.blanks, later))
    body = submit()
    ticked = {"type": "checkboxes", "selected_options": [{"value": "~more"}]}
    body["view"]["state"]["values"]["~more"] = {"~more": ticked}
    connected.desk.answers = [long]

    answer = await connected.send(body)

    assert connected.desk.seen == [("press", TOKEN)]
    fields = {b["block_id"]: b["element"] for b in answer["view"]["blocks"] if b["type"] == "input"}
    assert list(fields) == ["text", "criteria"]
    assert fields["text"]["initial_value"] == "It harms."


async def test_whoever_wants_to_say_more_where_nothing_can_be_said_any_more_loses_nothing(
    connected: Connected,
):
    body = submit()
    ticked = {"type": "checkboxes", "selected_options": [{"value": "~more"}]}
    body["view"]["state"]["values"]["~more"] = {"~more": ticked}
    connected.desk.answers = [said("That is over."), said("That is over. You wrote: It harms.")]

    answer = await connected.send(body)

    assert [what for what, *_ in connected.desk.seen] == ["press", "submit"]
    assert "You wrote: It harms." in json.dumps(answer["view"])


async def test_a_form_of_which_nothing_is_told_closes(connected: Connected):
    connected.desk.answers = [None]

    assert await connected.send(submit()) == {"response_action": "clear"}


async def test_a_form_of_another_program_is_answered(connected: Connected):
    answer = await connected.send(submit(metadata="{}"))

    assert "leads nowhere" in json.dumps(answer["view"])


# --- in time --------------------------------------------------------------------------------------------------


async def test_slack_is_answered_in_time_whatever_takes_long(
    connected: Connected, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    connected.desk.delay = 0.3
    connected.desk.answers = [said("Noted.")]

    began = time.perf_counter()
    answer = await connected.app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=press()))

    assert answer.status == 200
    assert time.perf_counter() - began < 0.25
    await until(lambda: connected.outside.of("chat.postEphemeral"))


async def test_a_form_that_takes_long_says_so_and_then_what_came_of_it(
    connected: Connected, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    connected.desk.delay = 0.2

    answer = await connected.send(submit())

    assert "a little longer" in json.dumps(answer["view"])
    (given,) = connected.outside.of("views.update")
    assert given["view_id"] == "V1"
    assert "Noted." in json.dumps(given["view"])


@pytest.mark.parametrize("body", [press(), command("x"), submit()])
async def test_a_failure_is_acknowledged_and_said(
    connected: Connected, body: Json, caplog: pytest.LogCaptureFixture
):
    connected.desk.fails = True

    with caplog.at_level(logging.CRITICAL):
        answer = await connected.send(body)

    told = json.dumps([answer, connected.outside.calls], default=str)
    assert "nothing was changed" in told


async def test_a_form_is_acknowledged_only_when_it_is_written_down(connected: Connected):
    connected.desk.delay = 0.2

    began = time.perf_counter()
    await connected.app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=submit()))

    assert time.perf_counter() - began >= 0.2


@pytest.mark.parametrize(
    "body",
    [
        event("something_new"),
        event("channel_archive", channel=CHANNEL),
        event("tokens_revoked"),
        event("message", text="hello", channel=CHANNEL, user="U0ANA"),
        {
            "type": "view_closed",
            "user": {"id": "U0ANA"},
            "view": {"id": "V1", "callback_id": "form", "type": "modal"},
        },
        {
            "type": "block_suggestion",
            "action_id": "a",
            "block_id": "b",
            "value": "x",
            "user": {"id": "U0ANA"},
        },
        {"type": "shortcut", "callback_id": "of-an-old-manifest", "user": {"id": "U0ANA"}, "trigger_id": "t"},
        command("x") | {"command": "/of-an-old-manifest"},
    ],
)
async def test_whatever_arrives_is_acknowledged(connected: Connected, body: Json):
    await connected.send(body)


# --- events ---------------------------------------------------------------------------------------------------


def reacted(user: str = "U0ANA", name: str = "reaction_added", **more: object) -> Json:
    item = {"type": "message", "channel": CHANNEL, "ts": "17.5"}
    return event(name, user=user, reaction="+1", item=item, item_user=BOT, **more)


def under(*reactions: tuple[str, list[str]]) -> Json:
    return {
        "ok": True,
        "message": {"reactions": [{"name": name, "users": users} for name, users in reactions]},
    }


async def test_signs_are_handed_in_as_they_are_now(connected: Connected):
    connected.outside.says["reactions.get"] = under(("hand::skin-tone-2", ["U0ANA", BOT]), ("+1", ["U0BO"]))

    await connected.send(reacted())

    assert connected.desk.seen == [("react", RemoteId(f"{CHANNEL}/17.5"), frozenset({Sign.OBJECT}))]
    assert connected.desk.callers[0].delivery == "Ev1"


async def test_a_sign_taken_back_leaves_none(connected: Connected):
    connected.outside.says["reactions.get"] = under(("+1", [BOT]))

    await connected.send(reacted(name="reaction_removed"))

    assert connected.desk.of("react")[0][2] == frozenset()


async def test_signs_under_other_peoples_messages_mean_nothing(connected: Connected):
    body = reacted()
    body["event"]["item_user"] = "U0BO"

    await connected.send(body)

    assert (connected.desk.seen, connected.outside.calls) == ([], [])


async def test_forty_signs_at_once_are_two_looks(connected: Connected):
    connected.outside.says["reactions.get"] = under(("+1", [f"U{n}" for n in range(40)]))

    await asyncio.gather(*(connected.send(reacted(f"U{n}")) for n in range(40)))

    assert len(connected.desk.of("react")) == 40
    assert len(connected.outside.of("reactions.get")) <= 3


async def test_a_look_that_slack_puts_off_is_taken_later(connected: Connected):
    slow = SlowDown(0.05)
    connected.outside.says["reactions.get"] = slow
    task = asyncio.create_task(connected.send(reacted()))
    await until(lambda: connected.outside.of("reactions.get"))
    connected.outside.says["reactions.get"] = under(("+1", ["U0ANA"]))
    await task

    assert connected.desk.of("react")[0][2] == {Sign.CONSENT}


async def test_an_objection_by_a_sign_asks_for_its_reason_with_a_button(connected: Connected):
    connected.outside.says["reactions.get"] = under(("hand", ["U0ANA"]))
    connected.desk.answers = [FORM]

    await connected.send(reacted())

    (given,) = connected.outside.of("chat.postEphemeral")
    assert (given["user"], message_faults(given)) == ("U0ANA", [])
    assert any(block["type"] == "actions" for block in given["blocks"])


async def test_the_signs_under_a_message_can_be_asked_for(connected: Connected):
    connected.outside.says["reactions.get"] = under(("+1", ["U0ANA", BOT]))

    found = await connected.platform.signs(RemoteId(f"{CHANNEL}/17.5"))

    assert found == {f"{TEAM}/U0ANA": {Sign.CONSENT}}


async def test_the_home_tab_is_shown_and_kept_up_to_date(connected: Connected):
    await connected.send(event("app_home_opened", user="U0ANA", tab="home"))
    await connected.send(press())
    await connected.send(event("app_home_opened", user="U0BO", tab="messages"))

    published = connected.outside.of("views.publish")
    assert [given["user_id"] for given in published] == ["U0ANA", "U0ANA"]
    assert view_faults(published[0]["view"]) == []


async def test_whoever_names_the_bot_is_answered_in_private(connected: Connected):
    await connected.send(
        event("app_mention", user="U0BO", channel=CHANNEL, text=f"<@{BOT}> status", thread_ts="1.1")
    )

    assert connected.desk.seen == [("command", "status", "")]
    (given,) = connected.outside.of("chat.postEphemeral")
    assert (given["user"], given["thread_ts"]) == ("U0BO", "1.1")


async def test_who_leaves_the_workspace_is_gone(connected: Connected):
    await connected.send(event("user_change", user={"id": "U0BO", "deleted": True}))
    await connected.send(event("user_change", user={"id": "U0CY", "deleted": False}))

    assert connected.desk.seen == [("gone", "slack", f"{TEAM}/U0BO")]


async def test_a_channel_that_can_be_reached_again_is_told(connected: Connected):
    await connected.send(event("member_joined_channel", user=BOT, channel=CHANNEL))
    await connected.send(event("member_joined_channel", user="U0BO", channel=CHANNEL))
    await connected.send(event("channel_unarchive", channel=CHANNEL, user="U0BO"))

    assert connected.desk.seen == [("back", "slack", ROOM)] * 2


# --- people ---------------------------------------------------------------------------------------------------

ANA = {"ok": True, "user": {"profile": {"display_name": "Ana"}, "locale": "de-DE", "tz": "Europe/Berlin"}}


async def test_somebody_is_asked_about_once_and_spoken_to_in_their_language(connected: Connected):
    connected.outside.says["users.info"] = ANA

    await connected.send(press())
    await connected.send(press())

    caller = connected.desk.callers[-1]
    assert (caller.account.name, caller.language, caller.zone) == ("Ana", "de-DE", "Europe/Berlin")
    assert len(connected.outside.of("users.info")) == 1


async def test_a_new_name_is_noticed(connected: Connected):
    connected.outside.says["users.info"] = ANA
    await connected.send(press())

    connected.outside.says["users.info"] = {"ok": True, "user": {"profile": {"display_name": "Ann"}}}
    await connected.send(event("user_change", user={"id": "U0ANA"}))
    await connected.send(press())

    assert connected.desk.callers[-1].account.name == "Ann"


async def test_nobody_waits_for_what_slack_knows_of_them(connected: Connected):
    connected.outside.says["users.info"] = RoomFault("no answer")

    await connected.send(press())

    assert connected.desk.callers[0].account.name == "ana"


# --- over the wire --------------------------------------------------------------------------------------------


def platform_of(space: Workspace, desk: Desk, **more: object) -> SlackPlatform:
    usual = {"bot_token": "xoxb-circle", "app_token": "xapp-circle", "api_url": space.api}
    return SlackPlatform(SlackAccess(**usual | more), desk)  # type: ignore[arg-type]


async def stopped(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def consent_posted(platform: SlackPlatform) -> str:
    remote = await platform.room(ROOM).post(card(buttons=(Button("Consent", 1),), live=True), None)
    return remote.partition("/")[2]


async def clicked(space: Workspace, at: str) -> None:
    action = {
        "type": "button",
        "action_id": "acts-0",
        "block_id": "acts-row-0",
        "value": "1.p-1.1.Consent..!",
    }
    await space.control("interact", channel=CHANNEL, messageTs=at, user="U0ANA", action=action)


async def test_a_click_over_the_socket_is_answered(space: Workspace):
    desk = Desk()
    platform = platform_of(space, desk)
    serving = asyncio.create_task(platform.serve())
    await until(lambda: desk.of("back"))

    await clicked(space, await consent_posted(platform))

    await until(lambda: desk.of("press"))
    await until(lambda: _told(space))
    await stopped(serving)


async def _told(space: Workspace) -> bool:
    """Whether somebody was told what came of it: the stand-in lists also what one person alone sees."""
    return "Noted." in json.dumps(await space.messages())


async def test_the_platform_comes_back_after_slack_was_away(space: Workspace):
    desk = Desk()
    space.faults += [Fault("auth.test", status=503), Fault("apps.connections.open", status=429, after=0.1)]
    platform = platform_of(space, desk)

    serving = asyncio.create_task(platform.serve())

    await until(lambda: desk.of("back"), 15)
    await stopped(serving)


async def test_what_is_under_way_is_finished_before_the_platform_stops(space: Workspace):
    desk = Desk(delay=0.5)
    platform = platform_of(space, desk)
    serving = asyncio.create_task(platform.serve())
    await until(lambda: desk.of("back"))
    await clicked(space, await consent_posted(platform))
    await until(lambda: desk.of("press"))

    await stopped(serving)

    assert not platform._tasks
    assert await _told(space)


async def test_over_http_the_same_listeners_are_asked_and_signatures_are_looked_at():
    need_standin()
    port = free_port()
    async with workspace(f"http://127.0.0.1:{port}/slack/events") as space:
        desk = Desk()
        platform = platform_of(space, desk, app_token="", signing_secret=SECRET, port=port)
        serving = asyncio.create_task(platform.serve())
        await until(lambda: desk.of("back"))

        await clicked(space, await consent_posted(platform))
        await until(lambda: desk.of("press"))

        url, body = (
            f"http://127.0.0.1:{port}/slack/events",
            json.dumps(event("user_change", user={"id": "U0BO"})),
        )
        for secret, status in ((SECRET, 200), ("another", 401)):
            stamp = str(int(time.time()))
            signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
            headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": str(signature)}
            headers["Content-Type"] = "application/json"
            async with space.http.post(url, data=body, headers=headers) as answer:
                assert answer.status == status
        await stopped(serving)


async def test_a_note_is_whole_wherever_it_is_shown(connected: Connected):
    connected.desk.answers = [Note(cards=(), reader=Reader())]

    await connected.send(press())

    assert message_faults(connected.outside.of("chat.postEphemeral")[0]) == []
