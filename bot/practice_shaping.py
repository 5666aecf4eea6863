"""What simulated members do while a proposal is shaped: they put something on the table, and help it to a draft.

They know nothing of the topic. What they say fits any; whoever has to put the pieces together takes what is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from facilitation import commands as c
from facilitation.draft_parts import present_draft
from facilitation.facts import RoundPurpose
from facilitation.live import FOR_MEETING
from facilitation.model import PersonId, PieceKind, Way, Words, but
from facilitation.phases.tuning import uncovered
from facilitation.proceeding import waiting
from facilitation.shaping import ShapingWork, pieces, unresolved, work
from facilitation.state import Proceeding, RoundState, ShapingState, WaitingState

if TYPE_CHECKING:
    from bot.practice import Mind
    from facilitation.commands import Act
    from facilitation.verbs import Offer

SAYS: Final = {
    RoundPurpose.NEEDS: "need",
    RoundPurpose.PICTURE: "dimension",
    RoundPurpose.SHAPE: "idea",
    RoundPurpose.CONTRADICTION: "contradiction",
    RoundPurpose.TUNERS: "tuners",
    RoundPurpose.PROCESS: "process",
}
"""What they say in each of these rounds, by the name of its sentences."""


def says(mind: Mind) -> Words | None:
    """What a member says in a round of a shaping; nothing where ideas have gone round already."""
    state = mind.p.phase
    if not isinstance(state, RoundState) or state.purpose not in SAYS or state.pass_number > 1:
        return None
    return Words(mind.says(SAYS[state.purpose], 3))


def together(p: Proceeding) -> tuple[PersonId, ...]:
    """Who brings a matter back that waits for a meeting: in practice everybody sits together."""
    waits = isinstance(p.phase, WaitingState) and p.phase.name == FOR_MEETING
    return (p.facilitator,) if waits and p.facilitator is not None else ()


def _speak(mind: Mind, _offer: Offer) -> Act | None:
    text = says(mind)
    return c.Speak(by=mind.who, text=text) if text is not None else None


def _mine(mind: Mind) -> bool:
    return isinstance(mind.p.work, ShapingWork) and mind.who in waiting(mind.p)


def _needs(mind: Mind, _offer: Offer) -> Act | None:
    said = [one.text for one in pieces(mind.p, PieceKind.NEED)]
    return (
        c.WordNeeds(by=mind.who, needs=" ".join(said)[:900] or mind.says("need", 3)) if _mine(mind) else None
    )


def _note(mind: Mind, _offer: Offer) -> Act | None:
    """A list with nothing on it gets one thing, so that it can go on."""
    empty = (
        mind.p.phase is not None and mind.p.phase.name == "list" and not pieces(mind.p, PieceKind.DIMENSION)
    )
    text = Words(mind.says("dimension", 3))
    return c.NotePiece(by=mind.who, person=mind.who, text=text) if empty and _mine(mind) else None


def _answer(mind: Mind, offer: Offer) -> Act | None:
    number = offer.target if isinstance(offer.target, int) else 0
    text = Words(mind.says("not-known"))
    return c.AnswerPiece(by=mind.who, pieces=(number,), text=text) if _mine(mind) else None


def _way(mind: Mind, _offer: Offer) -> Act | None:
    one = unresolved(mind.p)[0]
    text = Words(mind.says("way"))
    return c.TakeWay(by=mind.who, contradiction=one.number, way=Way.CHOOSE, pieces=one.pieces[:1], text=text)


def _tuners(mind: Mind, _offer: Offer) -> Act | None:
    others = [who for who in mind.p.circle.consenting if who != mind.who]
    return c.NameTuners(by=mind.who, tuner=mind.who, second=others[0] if others else None)


def _draft(mind: Mind, _offer: Offer) -> Act | None:
    """The ideas, one below the other, with somebody who looks after them."""
    p = mind.p
    if not isinstance(p.phase, ShapingState) or p.versions or not _mine(mind):
        return None
    ideas = "\n".join(one.text for one in pieces(p, PieceKind.IDEA)) or mind.says("idea", 3)
    soon = mind.now + timedelta(days=p.circle.settings.review_days)
    draft = but(
        present_draft(p), text=ideas[:2000], owner=mind.who, criteria=mind.says("criteria", 2), review=soon
    )
    return c.Redraft(by=mind.who, draft=draft)


def _cover(mind: Mind, _offer: Offer) -> Act | None:
    open_ = uncovered(mind.p)
    return c.Cover(by=mind.who, pieces=open_) if open_ and mind.p.versions and _mine(mind) else None


def _present(mind: Mind, _offer: Offer) -> Act | None:
    return c.LetStand(by=mind.who) if _mine(mind) and isinstance(mind.p.phase, ShapingState) else None


def _reword(mind: Mind, _offer: Offer) -> Act | None:
    fell = isinstance(mind.p.phase, ShapingState) and mind.p.phase.fell
    return (
        c.RewordDriver(by=mind.who, driver=f"{mind.p.driver} {mind.says('driver')}"[:900]) if fell else None
    )


def _go_on(mind: Mind, _offer: Offer) -> Act | None:
    return c.StepDone(by=mind.who) if _mine(mind) and work(mind.p).pieces else None


def _resume(mind: Mind, _offer: Offer) -> Act | None:
    return c.Resume(by=mind.who) if mind.who in together(mind.p) else None


CHOICES: Final[Mapping[type[c.Act], Callable[[Mind, Offer], Act | None]]] = {
    c.Speak: _speak,
    c.WordNeeds: _needs,
    c.NotePiece: _note,
    c.AnswerPiece: _answer,
    c.TakeWay: _way,
    c.NameTuners: _tuners,
    c.Redraft: _draft,
    c.Cover: _cover,
    c.LetStand: _present,
    c.RewordDriver: _reword,
    c.StepDone: _go_on,
    c.Resume: _resume,
}
"""What a member thinks of first while a proposal is shaped."""
