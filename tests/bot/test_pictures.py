from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures import Pictures, Show, Shown, cards_of, digest_of, picture
from facilitation.cards import Card
from facilitation.commands import LetStand, Redraft
from facilitation.model import Change, Duty, Standing
from facilitation.state import Proceeding
from facilitation.streams import booked
from facilitation.transcript import play
from facilitation.view import show
from tests.adapters.playing import GOLDEN, read, title_of
from tests.facilitation.small_circles import ANA, TEXT_B, after, circle, member, opened
from tests.facilitation.walks import Walk, walks


class Pen:
    """Draws as the house does, and counts."""

    def __init__(self) -> None:
        self.drawn: list[tuple[Proceeding, int]] = []

    def __call__(self, p: Proceeding, /, since: int = 0) -> tuple[Card, ...]:
        self.drawn.append((p, since))
        return show(p, since)


def looked_at(walk: Walk, every: int) -> Iterator[Proceeding]:
    """The proceeding as a room sees it that does not see every change."""
    yield from islice((step.after for step in walk.steps), 0, None, every)
    yield walk.p


@settings(max_examples=50)
@given(walks(steps=60), st.integers(1, 7))
def test_what_is_kept_of_a_picture_is_what_would_be_drawn(walk: Walk, every: int):
    album = Pictures(show)

    for p in looked_at(walk, every):
        assert_as_drawn_from_nothing(album, show, p)


def assert_as_drawn_from_nothing(album: Pictures, draw: Show, one: Shown) -> None:
    cards = {card.key: card for card in cards_of(draw, one)}
    drawn = album.of(one)
    assert [each.card for each in drawn] == list(cards.values())
    assert [each.digest for each in drawn] == [digest_of(card) for card in cards.values()]


@pytest.mark.parametrize("path", GOLDEN, ids=title_of)
def test_what_happens_later_changes_no_card_of_a_step_that_is_over(path: Path):
    """A bot that was started anew draws from nothing, and has to come to the same cards."""
    for facts in play(read(path)).logs.values():
        album, one = Pictures(picture), None
        for fact in facts:
            one = booked(one, fact)
            assert_as_drawn_from_nothing(album, picture, one)


@settings(max_examples=20)
@given(walks(steps=20))
def test_a_proceeding_is_drawn_once_for_all_rooms_and_from_its_open_step_on(walk: Walk):
    pen = Pen()
    album = Pictures(pen)

    changed = [step.after for step in walk.steps if step.after is not step.before]

    for p in changed:
        album.of(p)
        album.of(p)

    open_ = [[state.step for state in (p.phase, p.held) if state is not None] for p in changed]
    opened = [min(steps, default=p.step) for steps, p in zip(open_, changed, strict=True)]
    assert pen.drawn == [(p, since) for p, since in zip(changed, [0, *opened], strict=False)]


@settings(max_examples=10)
@given(walks(steps=10))
def test_pictures_forgotten_are_drawn_from_nothing(walk: Walk):
    album = Pictures(show)
    before = album.of(walk.p)
    album._kept.clear()

    assert album.of(walk.p) == before


def test_a_draft_that_was_reworded_stays_unseen_when_it_is_presented():
    """Found by walking on: the card of a finished step showed what had been its author's alone."""
    owner = circle(member(ANA, Standing.FULL, Duty.FACILITATOR))
    album = Pictures(show)
    p = opened(owner, ANA, ready=False)
    rewrite = Redraft(by=ANA, draft=TEXT_B, change=Change.REWRITE)
    for command in (rewrite, LetStand(by=ANA)):
        p = after(p, command)
        assert [each.card for each in album.of(p)] == list(cards_of(show, p))

    assert p.rounds > 0
