"""A workspace for each test that asks for one, where the stand-in is installed."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.slack.standin import Workspace, binary, workspace


@pytest.fixture
async def space() -> AsyncIterator[Workspace]:
    if binary() is None:
        pytest.skip("the stand-in for Slack is not installed: docs/slack.md says how")
    async with workspace() as made:
        yield made
