"""The player itself: what is pressed on the plainest screen is what the plain play says."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from adapters.wording import Wording
from facilitation.model import PersonId
from facilitation.refusals import Reason, Refused
from facilitation.transcript import parse
from tests.adapters.golden import NOT_PLAYED, check, chosen
from tests.adapters.plain_screen import PlainScreen
from tests.adapters.playing import GOLDEN, Differs, Played, play_on, read, story, title_of
from tests.adapters.screen import Sheet, Sight


async def played(path: Path, tmp_path: Path, patch: pytest.MonkeyPatch) -> Played:
    transcript = read(path)
    screen = PlainScreen(Wording(preset=transcript.preset))
    return await play_on(screen, transcript, tmp_path / "circle.db", patch)


@pytest.mark.parametrize("path", chosen(), ids=title_of)
async def test_each_transcript_is_played_by_pressing_buttons(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    came = await played(path, tmp_path, monkeypatch)

    check(came, path)


async def test_a_story_that_is_all_peoples_acts_is_played_on_the_screen_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    came = await played(story("decision/adopted"), tmp_path, monkeypatch)

    assert (came.pressed, came.refused, came.aside) == (14, 1, [])


def test_what_is_not_played_is_there():
    assert set(NOT_PLAYED) <= set(map(title_of, GOLDEN))


# --- it would notice ------------------------------------------------------------------------------------------

SHORT = """circle: Garden
people: Ana (facilitator), Bo
clock: 2026-03-02

Ana proposes "A bench": We put up a bench.
Bo passes
Bo speaks: A good place to rest.
"""


class Deaf(PlainScreen):
    """A screen on which nothing comes of a form."""

    async def submit(self, who: PersonId, sheet: Sheet, given: Mapping[str, object]) -> Sight:
        """Throw it away."""
        return Sight("done")


class Tongueless(PlainScreen):
    """A screen on which nobody hears why something was refused, or that loses what was typed."""

    keeps = ""

    async def submit(self, who: PersonId, sheet: Sheet, given: Mapping[str, object]) -> Sight:
        """Say only this of it."""
        told = await super().submit(who, sheet, given)
        return told if told.words == "done" else Sight(self.keeps)


async def told_of(screen: PlainScreen, text: str, tmp_path: Path, patch: pytest.MonkeyPatch) -> str:
    with pytest.raises(Differs) as found:
        await play_on(screen, parse(text), tmp_path / "circle.db", patch)
    return str(found.value)


async def test_an_act_that_has_no_effect_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert "line 5" in await told_of(Deaf(Wording()), SHORT, tmp_path, monkeypatch)


async def test_a_refusal_that_is_not_said_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    twice = f"{SHORT}Bo speaks: And once more.\n= refused: already spoken\n"

    assert "refused: already spoken" in await told_of(Tongueless(Wording()), twice, tmp_path, monkeypatch)


async def test_words_that_are_lost_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    twice = f"{SHORT}Bo speaks: And once more.\n= refused: already spoken\n"
    screen = Tongueless(Wording())
    screen.keeps = Wording().refusal(Refused(Reason.ALREADY_SPOKEN))

    assert "And once more" in await told_of(screen, twice, tmp_path, monkeypatch)
