"""The fake room fulfils the contract too: so what delivery does with it holds for the real ones."""

from collections.abc import Mapping

import pytest

from adapters.port import RemoteId, SlowDown
from tests.adapters.fake_room import FakePlatform, FakeRoom
from tests.adapters.port_contract import STRANGER, RoomContract


class FakeStage:
    def __init__(self) -> None:
        self.platform = FakePlatform(strangers={STRANGER})
        self.room = FakeRoom(self.platform)

    def shown(self) -> Mapping[RemoteId, str]:
        return {remote: repr(message.card.lines) for remote, message in self.platform.messages.items()}

    def lose_next_answer(self) -> None:
        self.platform.lost_answers = 1

    def ask_to_wait(self, seconds: float) -> None:
        self.platform.before.append(SlowDown(seconds))


class TestFakeRoom(RoomContract):
    @pytest.fixture
    def stage(self) -> FakeStage:
        return FakeStage()
