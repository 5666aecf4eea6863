"""The socket to Slack: it says goodbye, falls silent, sends things again, and is one too many. Nobody notices."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from adapters.access import SlackAccess
from adapters.slack import listening
from adapters.slack.client import SlackPlatform
from adapters.slack.text import Json
from tests.adapters.slack.desk import Desk, until
from tests.adapters.slack.fake_socket import FakeSocket, fake_socket
from tests.adapters.slack.standin import CHANNEL, TEAM

PRESS: Json = {
    "type": "block_actions",
    "team": {"id": TEAM},
    "user": {"id": "U0ANA", "username": "ana"},
    "channel": {"id": CHANNEL},
    "message": {"ts": "17.5"},
    "trigger_id": "t1",
    "actions": [{"type": "button", "action_id": "a", "value": "1.p-1.1.Consent..!", "action_ts": "9.1"}],
}
REACTED: Json = {
    "type": "event_callback",
    "event_id": "Ev1",
    "event": {"type": "user_change", "user": {"id": "U0BO"}},
}


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything as it is, only faster."""
    monkeypatch.setattr(listening, "PING", 0.2)
    monkeypatch.setattr(listening, "LOOK", 0.05)
    monkeypatch.setattr(listening, "SILENT", 1.0)


@pytest.fixture
async def slack(patient: None) -> AsyncIterator[FakeSocket]:
    async with fake_socket() as fake:
        yield fake


@pytest.fixture
async def desk(slack: FakeSocket) -> AsyncIterator[Desk]:
    """A bot that listens there; what it is told is written down."""
    desk = Desk()
    tokens = {"bot_token": "xoxb-x", "app_token": "xapp-x"}
    platform = SlackPlatform(SlackAccess(api_url=slack.api, **tokens), desk)  # type: ignore[arg-type]
    serving = asyncio.create_task(platform.serve())
    await until(lambda: desk.of("back"))
    yield desk
    serving.cancel()
    with suppress(asyncio.CancelledError):
        await serving


async def heard(slack: FakeSocket, desk: Desk, id_: str) -> None:
    """What is sent over the newest connection is handed in and acknowledged there, once."""
    before = len(desk.of("press"))
    await slack.envelope(id_, PRESS)
    await until(lambda: slack.newest.acknowledged.count(id_) == 1)
    assert len(desk.of("press")) == before + 1


async def test_an_envelope_is_acknowledged_once(slack: FakeSocket, desk: Desk):
    await heard(slack, desk, "e1")

    await asyncio.sleep(0.1)
    assert slack.newest.acknowledged == ["e1"]


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "too_many_websockets"])
async def test_after_a_goodbye_there_is_another_connection(slack: FakeSocket, desk: Desk, reason: str):
    await heard(slack, desk, "before")
    first = slack.newest

    await slack.goodbye(reason)
    if reason == "warning":  # so many seconds later the connection really ends
        await first.socket.close()
    await until(lambda: len(slack.lines) > 1, 10)

    await until(lambda: len(desk.of("back")) > 1, 10)
    await heard(slack, desk, "after")


async def test_being_one_too_many_is_no_reason_to_hurry(slack: FakeSocket, desk: Desk):
    for _ in range(3):
        await slack.goodbye("too_many_websockets")
        await asyncio.sleep(0.3)

    assert slack.asked <= 5


async def test_a_socket_that_falls_silent_is_given_up(slack: FakeSocket, desk: Desk):
    slack.deaf = True
    lines = len(slack.lines)

    await until(lambda: len(slack.lines) > lines, 15)
    slack.deaf = False
    await until(lambda: len(desk.of("back")) > 1, 15)
    await heard(slack, desk, "after")


async def test_a_line_that_is_cut_is_mended_though_slack_asks_to_wait(slack: FakeSocket, desk: Desk):
    slack.refusals += [503, 429]
    await slack.newest.socket.close()

    await until(lambda: len(slack.lines) > 1, 15)
    await until(lambda: len(desk.of("back")) > 1, 15)
    await heard(slack, desk, "after")


async def test_what_is_sent_again_has_the_same_name(slack: FakeSocket, desk: Desk):
    await slack.envelope("e1", PRESS)
    await slack.envelope("e2", PRESS, retry_attempt=1, retry_reason="timeout")

    await until(lambda: len(desk.of("press")) > 1)
    assert {one.delivery for one in desk.callers} == {desk.callers[0].delivery}
    await until(lambda: slack.newest.acknowledged == ["e1", "e2"])


async def test_an_event_of_no_consequence_is_acknowledged(slack: FakeSocket, desk: Desk):
    await slack.envelope("e1", REACTED, "events_api", retry_attempt=0)
    await slack.envelope("e2", {"type": "hologram"})
    await slack.envelope("e3", REACTED | {"event": {"type": "hologram"}}, "events_api")

    await until(lambda: {"e1", "e3"} <= set(slack.newest.acknowledged))
    await heard(slack, desk, "e4")
