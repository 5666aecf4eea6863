"""A workspace for each test that asks for one, and a recorder that holds whatever is sent against Slack's rules."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from adapters.slack.answering import Answers
from adapters.slack.api import Api
from tests.adapters.slack.check import answer_faults, call_faults
from tests.adapters.slack.standin import Workspace, need_standin, workspace


@pytest.fixture
async def space() -> AsyncIterator[Workspace]:
    need_standin()
    async with workspace() as made:
        yield made


@pytest.fixture(autouse=True)
def recorder(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Everything that any test sends to Slack, calls as well as answers, is taken by those who know its limits."""
    found: list[str] = []
    call, respond, in_form = Api.call, Api.respond, Answers.in_form

    async def called(self: Api, method: str, **given: object) -> Any:  # noqa: ANN401 - JSON
        found.extend(call_faults(method, given))
        return await call(self, method, **given)

    async def responded(self: Api, url: str, body: Any) -> None:  # noqa: ANN401 - JSON
        found.extend(call_faults("response_url", body))
        await respond(self, url, body)

    def answered(self: Answers, *given: Any) -> Any:  # noqa: ANN401 - as it is
        answer = in_form(self, *given)
        found.extend(answer_faults(answer))
        return answer

    monkeypatch.setattr(Api, "call", called)
    monkeypatch.setattr(Api, "respond", responded)
    monkeypatch.setattr(Answers, "in_form", answered)
    yield found
    assert found == []
