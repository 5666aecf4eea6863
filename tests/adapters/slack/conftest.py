"""A workspace for each test that asks for one, where the stand-in is installed."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.slack.standin import Workspace, need_standin, workspace


@pytest.fixture
async def space() -> AsyncIterator[Workspace]:
    need_standin()
    async with workspace() as made:
        yield made
