"""A screen is a room like any other, and shows news where a whole card would be noise."""

import io
from collections.abc import Mapping
from dataclasses import replace

import pytest

from adapters.port import MessageGone, NotHere, RemoteId, RoomGone, SlowDown, Unavailable
from adapters.terminal import render
from adapters.terminal.client import Screen, TerminalRoom
from adapters.wording import Wording
from facilitation.cards import Card, Kind, Line, Said, msg
from facilitation.model import PersonId
from tests.adapters.port_contract import SOMEBODY, STRANGER, RoomContract, card


class FragileScreen(Screen):
    """A screen that can be told to fail."""

    def __init__(self) -> None:
        super().__init__(io.StringIO(), fancy=False)
        self.faults: list[Exception] = []
        self.waits: list[float] = []

    def board(self, *args: object, **more: object) -> None:
        if self.waits:
            raise SlowDown(self.waits.pop())
        super().board(*args, **more)  # type: ignore[arg-type]

    async def rest(self) -> None:
        if self.faults:
            raise self.faults.pop()


class TerminalStage:
    def __init__(self) -> None:
        self.screen = FragileScreen()
        self.voice = Wording(names={SOMEBODY: "Renée"}, insert=render.insert)
        self.room = TerminalRoom(
            "terminal:test", self.screen, self.voice, (SOMEBODY,), lambda card: card.to != STRANGER
        )

    def shown(self) -> Mapping[RemoteId, str]:
        return {
            remote: render.plain(render.rows(card.lines, self.voice))
            for remote, card in self.room._shown.items()
        }

    def lose_next_answer(self) -> None:
        self.screen.faults.append(Unavailable())

    def ask_to_wait(self, seconds: float) -> None:
        self.screen.waits.append(seconds)


class TestTerminalRoom(RoomContract):
    @pytest.fixture
    def stage(self) -> TerminalStage:
        return TerminalStage()


def written(stage: TerminalStage) -> str:
    out = stage.screen._out
    assert isinstance(out, io.StringIO)
    return out.getvalue()


@pytest.fixture
def stage() -> TerminalStage:
    return TerminalStage()


def with_line(before: Card, line: Line) -> Card:
    return replace(before, lines=(*before.lines, line))


async def test_of_a_changed_card_only_what_is_new_is_shown(stage: TerminalStage):
    remote = await stage.room.post(card(), None)
    already = len(written(stage))

    await stage.room.update(remote, with_line(card(), Line(Kind.QUOTE, Said("Good."), SOMEBODY)))

    assert written(stage)[already:] == "  Renée: Good.\n"


async def test_news_of_a_card_further_up_say_which_card_it_is(stage: TerminalStage):
    first = await stage.room.post(card("p-1/step/1"), None)
    await stage.room.post(card("p-1/step/2"), None)
    already = len(written(stage))

    await stage.room.update(first, with_line(card("p-1/step/1"), Line(Kind.NOTE, Said("More."))))

    assert "Rota" in written(stage)[already:]


async def test_lines_that_only_a_whole_card_needs_are_no_news(stage: TerminalStage):
    remote = await stage.room.post(card(), None)
    already = len(written(stage))

    await stage.room.update(
        remote, with_line(card(), Line(Kind.NOTE, msg("board-facilitator", person=Said("Bo"))))
    )

    assert written(stage)[already:] == ""


async def test_a_private_card_says_for_whom_it_is(stage: TerminalStage):
    await stage.room.post(card(to=SOMEBODY), None)

    assert "only Renée sees this" in written(stage)


async def test_what_an_earlier_process_showed_is_gone(stage: TerminalStage):
    with pytest.raises(MessageGone):
        await stage.room.update(RemoteId("p-1/step/1"), card())


async def test_somebody_who_sits_down_sees_what_is_live_and_then_only_news(stage: TerminalStage):
    live, past = card("p-1/step/2", live=True), card("p-1/step/1", "Long ago.")
    stage.room.recall((past, live))

    await stage.room.update(RemoteId("p-1/step/1"), with_line(past, Line(Kind.NOTE, Said("News."))))

    assert "We cook in turns." in written(stage)
    assert "Long ago." not in written(stage)
    assert "News." in written(stage)


async def test_nobody_is_shown_anything_when_the_reader_is_gone(stage: TerminalStage):
    class Closed(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    room = TerminalRoom("terminal:x", Screen(Closed(), fancy=False), stage.voice, (), lambda _card: True)

    with pytest.raises(RoomGone):
        await room.post(card(), None)


async def test_a_card_for_somebody_else_is_not_shown(stage: TerminalStage):
    with pytest.raises(NotHere):
        await stage.room.post(card(to=PersonId(STRANGER)), None)
    assert written(stage) == ""


def test_a_plain_screen_gets_words_and_line_breaks_and_nothing_else():
    out = io.StringIO()
    screen = Screen(out, fancy=False)

    screen.board(render.rows(card().lines, Wording()), ())
    screen.act("Bo\x1b[31m", "[bold]", None, ())
    screen.entry(1, "Consent", "You can work with this.")

    assert "\x1b" not in out.getvalue()
    assert "[bold]" in out.getvalue()
