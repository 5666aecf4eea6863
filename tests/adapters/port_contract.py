"""What every platform's room must do: inherit `RoomContract` and say in `stage` how to set one up and look at it.

class TestSlackRoom(RoomContract):
    @pytest.fixture
    async def stage(self): ...
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

import pytest

from adapters.port import MessageGone, NotHere, RemoteId, Room, SlowDown, Unavailable
from facilitation.cards import Card, Kind, Line, Said, msg
from facilitation.model import PersonId

SINCE = datetime(2020, 1, 1, tzinfo=UTC)
SOMEBODY, STRANGER = PersonId("u-somebody"), PersonId("u-stranger")


def card(key: str = "p-1/step/1", text: str = "We cook in turns.", **more: object) -> Card:
    lines = (Line(Kind.TITLE, msg("ended-title", title=Said("Rota"))), Line(Kind.TEXT, Said(text)))
    return replace(Card(key=key, lines=lines), **more)  # type: ignore[arg-type]


class Stage(Protocol):
    """A room with a platform behind it that the test can look at and disturb."""

    room: Room

    def shown(self) -> Mapping[RemoteId, str]:
        """Every message in the room that was not deleted, with whatever its text looks like there."""
        ...

    def lose_next_answer(self) -> None:
        """The next write takes effect, but its answer never arrives."""
        ...

    def ask_to_wait(self, seconds: float) -> None:
        """The next write is turned away: too many requests."""
        ...


class RoomContract:
    """The obligations of `adapters.port.Room`."""

    async def test_a_room_keeps_its_name_and_names_a_pace(self, stage: Stage):
        assert stage.room.key == stage.room.key
        assert ":" in stage.room.key
        assert stage.room.pace >= 0

    async def test_a_posted_card_is_shown_with_its_words(self, stage: Stage):
        remote = await stage.room.post(card(), None)

        assert list(stage.shown()) == [remote]
        assert "We cook in turns." in stage.shown()[remote]

    async def test_two_cards_are_two_messages_in_their_order(self, stage: Stage):
        first = await stage.room.post(card("p-1/step/1"), None)
        second = await stage.room.post(card("p-1/step/2"), first)

        assert list(stage.shown()) == [first, second]

    async def test_an_update_shows_the_new_card_in_its_place(self, stage: Stage):
        remote = await stage.room.post(card(), None)

        for _ in range(2):  # repeating it does no harm
            await stage.room.update(remote, card(text="We order pizza."))

        assert list(stage.shown()) == [remote]
        assert "We order pizza." in stage.shown()[remote]
        assert "We cook in turns." not in stage.shown()[remote]

    async def test_a_deleted_message_is_gone_for_updates_and_nothing_takes_its_place(self, stage: Stage):
        remote = await stage.room.post(card(), None)
        await stage.room.delete(remote)

        with pytest.raises(MessageGone):
            await stage.room.update(remote, card(text="We order pizza."))
        with pytest.raises(MessageGone):
            await stage.room.delete(remote)
        assert stage.shown() == {}

    async def test_deleting_touches_no_other_message(self, stage: Stage):
        first = await stage.room.post(card("p-1/step/1"), None)
        second = await stage.room.post(card("p-1/step/2"), None)

        await stage.room.delete(first)

        assert list(stage.shown()) == [second]

    async def test_a_post_without_an_answer_is_found(self, stage: Stage):
        root = await stage.room.post(card("p-1/step/1"), None)
        stage.lose_next_answer()
        with pytest.raises(Unavailable):
            await stage.room.post(card("p-1/step/2"), root)

        found = await stage.room.find(card("p-1/step/2"), root, SINCE)

        if found is None:  # a room that cannot look makes posting safe to repeat
            await stage.room.post(card("p-1/step/2"), root)
        assert len(stage.shown()) == 2

    async def test_what_was_never_posted_is_not_found(self, stage: Stage):
        await stage.room.post(card("p-1/step/1"), None)

        assert await stage.room.find(card("p-1/step/2"), None, SINCE) is None

    async def test_being_asked_to_wait_is_passed_on_and_nothing_is_posted(self, stage: Stage):
        stage.ask_to_wait(2.5)

        with pytest.raises(SlowDown) as told:
            await stage.room.post(card(), None)

        assert told.value.after == pytest.approx(2.5)
        assert stage.shown() == {}

    async def test_a_private_card_for_somebody_unknown_is_not_posted(self, stage: Stage):
        with pytest.raises(NotHere):
            await stage.room.post(card(to=STRANGER), None)
        assert stage.shown() == {}
