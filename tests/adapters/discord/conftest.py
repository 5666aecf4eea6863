"""Everything that any test here sends to Discord is held against Discord's limits."""

from collections.abc import Iterator

import pytest
from simcord.http import router

from tests.adapters.discord.reality import Reality


@pytest.fixture(autouse=True)
def reality(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reality]:
    """Discord as it is; fails the test if it was sent something that it would refuse."""
    discord = Reality()
    monkeypatch.setattr(router, "dispatch", discord.dispatch)
    yield discord
    assert not discord.faults, "\n".join(["", *discord.faults])
