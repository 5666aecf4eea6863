"""Discord in memory, with the real client of the adapter and a reception that says what a test wants.

Everything that any test here sends to Discord is held against Discord's limits.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from simcord import Env
from simcord.http import router

from adapters.access import DiscordAccess
from adapters.discord.client import DiscordPlatform
from tests.adapters.discord import limits
from tests.adapters.discord.company import GARDEN, Company
from tests.adapters.discord.fake_reception import FakeReception
from tests.adapters.discord.reality import Reality
from tests.adapters.discord.wired import Wire, circle_on_the_wire


@pytest.fixture(autouse=True)
def reality(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reality]:
    """Discord as it is; fails the test if it was sent something that it would refuse."""
    discord = Reality()
    monkeypatch.setattr(router, "dispatch", discord.dispatch)
    yield discord
    assert not discord.faults, "\n".join(["", *discord.faults])


@pytest.fixture
def reception() -> FakeReception:
    return FakeReception()


@pytest.fixture
def platform(reception: FakeReception) -> DiscordPlatform:
    return DiscordPlatform(DiscordAccess(token="nobody's"), reception)  # noqa: S106 - simcord asks for none


@pytest.fixture
def simcord_bot(platform: DiscordPlatform):
    return platform.new_client()


@pytest.fixture
def env(simcord_env: Env):
    yield simcord_env
    assert not list(sent_faults(simcord_env))


def sent_faults(env: Env) -> Iterator[str]:
    """Whatever the test made the bot send that Discord would refuse."""
    for call in env.http_requests:
        body = call.json if isinstance(call.json, dict) else {}
        if call.path.endswith("/callback") and body.get("type") == 9:
            yield from (f"{fault} in {body}" for fault in limits.modal_faults(body["data"]))
        elif body.get("type") in (4, 7) and call.path.endswith("/callback"):
            yield from (f"{fault} in {body}" for fault in limits.faults(body["data"]))
        elif call.method in ("POST", "PATCH") and "components" in body:
            yield from (f"{fault} in {body}" for fault in limits.faults(body))


@pytest.fixture
async def garden(tmp_path: Path) -> AsyncIterator[tuple[Wire, Company]]:
    """A circle that can begin something, and the program that serves it."""
    async with circle_on_the_wire(GARDEN, tmp_path) as (wire, circle):
        await wire.start()
        yield wire, circle
