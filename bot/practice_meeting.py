"""What simulated members do in meetings: they arrive, go on, report, explore, and close what is done.

As in `practice`, each chooses among what `legal` offers, and says what stands in the wording files. Whoever facilitates
leaves the preparing to the person at the keyboard, and begins once there is something on the agenda.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from facilitation import commands as c
from facilitation.commands import Act
from facilitation.facts import RoundPurpose
from facilitation.meeting import Meeting
from facilitation.model import Fate, ItemOutcome, Words
from facilitation.state import RoundState

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.practice import Mind
    from facilitation.verbs import Offer

NEXT_MEETING: Final = timedelta(days=14)
SPOKEN: Final = {
    RoundPurpose.CHECK_IN: "check-in",
    RoundPurpose.CHECK_OUT: "check-out",
    RoundPurpose.TOPIC: "explore",
}
"""What they say in these rounds, two ways each; in others they speak aloud."""


def speak(mind: Mind) -> Act | None:
    """What somebody says in a round of a meeting; None in rounds that are no part of one."""
    state = mind.p.phase
    if not isinstance(state, RoundState):
        return None
    if state.purpose is RoundPurpose.TOPIC and state.pass_number > 1:
        return c.Pass(by=mind.who)  # an exploration ends when a pass brings nothing new
    if state.purpose in SPOKEN:
        return c.Speak(by=mind.who, text=Words(mind.says(SPOKEN[state.purpose], 2)))
    return c.Speak(by=mind.who) if isinstance(mind.p.work, Meeting) else None


def _begin(mind: Mind, _offer: Offer) -> Act | None:
    return c.BeginMeeting(by=mind.who) if _meeting(mind).agenda else None


def _go_on(mind: Mind, _offer: Offer) -> Act | None:
    return c.GoOn(by=mind.who)


def _next_meeting(mind: Mind, _offer: Offer) -> Act | None:
    known = _meeting(mind).next_known
    return None if known else c.SetNextMeeting(by=mind.who, until=mind.now + NEXT_MEETING)


def _agenda(mind: Mind, _offer: Offer) -> Act | None:
    return c.ProposeAgenda(by=mind.who)


def _open(mind: Mind, _offer: Offer) -> Act | None:
    return c.OpenItem(by=mind.who)


def _close_item(mind: Mind, _offer: Offer) -> Act | None:
    item = _meeting(mind).open_item
    if item is None or item.conclusion is None:
        return None
    result = item.conclusion.text or mind.says("result")
    return c.CloseItem(by=mind.who, result=result)


def _close(mind: Mind, _offer: Offer) -> Act | None:
    left = any(item.fate in (Fate.WAITING, Fate.OPEN) for item in _meeting(mind).agenda)
    return None if left else c.CloseMeeting(by=mind.who)


def _report(mind: Mind, _offer: Offer) -> Act | None:
    return c.GiveReport(by=mind.who, text=Words(mind.says("report")))


def _result(mind: Mind, _offer: Offer) -> Act | None:
    return c.RecordResult(by=mind.who, result=mind.says("result"), next_step=mind.says("next-step"))


def _meeting(mind: Mind) -> Meeting:
    assert isinstance(mind.p.work, Meeting)  # noqa: S101 - such acts are offered in meetings only
    return mind.p.work


CHOICES: Final[dict[type[Act], Callable[[Mind, Offer], Act | None]]] = {
    c.BeginMeeting: _begin,
    c.SetNextMeeting: _next_meeting,
    c.ProposeAgenda: _agenda,
    c.CloseItem: _close_item,
    c.OpenItem: _open,
    c.CloseMeeting: _close,
    c.GiveReport: _report,
    c.RecordResult: _result,
    c.GoOn: _go_on,
}
"""What a member thinks of first in a meeting, first."""

BROUGHT: Final = {ItemOutcome.DECIDE: "Propose", ItemOutcome.SELECT: "OpenSelection"}
"""What has to be opened by somebody as an item of the meeting; reports and explorations the meeting opens itself."""
