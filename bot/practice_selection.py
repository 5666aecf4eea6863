"""Simulated members in a role selection: whom they name and why, when they change, what they accept.

They name people by dice and give reasons that fit any role. Whoever proposes weighs nothing: they propose somebody
who was named and repeats the reasons that were heard. A simulated nominee says yes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from facilitation import commands as c
from facilitation.commands import Act
from facilitation.facts import RoundPurpose
from facilitation.model import PersonId, Words
from facilitation.proceeding import waiting
from facilitation.selecting import Selection
from facilitation.state import CheckState, Proceeding, RoundState
from facilitation.verbs import Offer

if TYPE_CHECKING:
    from bot.practice import Mind

REASONS: Final = 5
"""How many reasons the wording files have for naming somebody."""


def selects(p: Proceeding) -> bool:
    """Whether this is a role selection."""
    return isinstance(p.work, Selection)


def _work(mind: Mind) -> Selection:
    work = mind.p.work
    assert isinstance(work, Selection)  # noqa: S101 - asked before: `selects`
    return work


def _who(offer: Offer) -> PersonId:
    return PersonId(str(offer.target))


def _some(mind: Mind, command: type[Act], about: str) -> PersonId | None:
    """One of those whom a form offers, by dice."""
    people = [_who(offer) for offer in mind.offers if offer.command is command]
    if not people:
        return None
    return sorted(people)[int(mind.luck(about) * len(people))]


def _nominate(mind: Mind, _offer: Offer) -> Act | None:
    work, p = _work(mind), mind.p
    given = {n.post for n in work.sealed if n.by == mind.who}
    left = [post for post in work.open if post not in given]
    whom = _some(mind, c.Nominate, f"whom-{len(given)}")
    if mind.who not in waiting(p) or not left or whom is None:
        return None
    reason = Words(mind.says("nominate", REASONS))
    return c.Nominate(by=mind.who, person=whom, reason=reason, which=work.post(left[0]).role.name)


def _change(mind: Mind, _offer: Offer) -> Act | None:
    work = _work(mind)
    mine = next((n for n in work.nominations if n.by == mind.who), None)
    moved = mine is not None and mine.first is None and mind.chance(1 / 3, "moved")
    if not moved or mine is None:
        return None
    named = sorted({n.nominee for n in work.nominations if n.post == mine.post and n.nominee is not None})
    others = [who for who in named if who != mine.nominee and _offered(mind, who)]
    if not others:
        return None
    reason = Words(mind.says("moved", 2))
    return c.ChangeNomination(
        by=mind.who, person=others[0], reason=reason, which=work.post(mine.post).role.name
    )


def _offered(mind: Mind, who: PersonId) -> bool:
    return any(o.command is c.ChangeNomination and o.target == who for o in mind.offers)


def _speak(mind: Mind, _offer: Offer) -> Act | None:
    state = mind.p.phase
    if not isinstance(state, RoundState):
        return None
    if state.purpose is RoundPurpose.QUALIFICATIONS:
        return c.Speak(by=mind.who, text=Words(mind.says("quality", REASONS)))
    if state.purpose is RoundPurpose.CHANGE:
        return c.Speak(by=mind.who, text=Words(mind.says("stay", 2)))
    return c.Speak(by=mind.who) if state.purpose is RoundPurpose.NOMINATE else None


def _propose(mind: Mind, _offer: Offer) -> Act | None:
    work = _work(mind)
    for number in work.open:
        able = {_who(o) for o in mind.offers if o.command is c.ProposeCandidate}
        named = [n for n in work.nominations if n.post == number and n.nominee in able]
        if named:
            whom = min(n.nominee for n in named if n.nominee is not None)
            heard = dict.fromkeys(n.reason for n in named if n.nominee == whom and n.reason)
            text = " ".join(heard) or mind.says("nominate", REASONS)
            which = work.post(number).role.name
            return c.ProposeCandidate(by=mind.who, person=whom, text=text, which=which)
    return None


def _hand_on(mind: Mind, _offer: Offer) -> Act | None:
    if mind.may(c.ProposeCandidate) is not None or _work(mind).proposer is not None:
        return None
    whom = _some(mind, c.AskToPropose, "hand on")
    return None if whom is None else c.AskToPropose(by=mind.who, to=whom)


def _draw(mind: Mind, _offer: Offer) -> Act | None:
    if mind.may(c.ProposeCandidate) is not None:
        return None
    return c.DrawCandidate(by=mind.who, seed=mind.says("seed"), which=_first(mind))


def _first(mind: Mind) -> str:
    work = _work(mind)
    return work.post(work.open[0]).role.name


def _leave_vacant(mind: Mind, _offer: Offer) -> Act | None:
    stuck = all(mind.may(kind) is None for kind in (c.ProposeCandidate, c.AskToPropose, c.DrawCandidate))
    if not stuck or mind.who not in waiting(mind.p):
        return None
    return c.ProposeVacancy(by=mind.who, text=Words(mind.says("vacant")), which=_first(mind))


def _term(mind: Mind, _offer: Offer) -> Act | None:
    work, now = _work(mind), mind.now
    if mind.who not in waiting(mind.p):
        return None
    until = now + (work.post(work.open[0]).until - now) / 2
    return c.ProposeTerm(by=mind.who, until=until, which=_first(mind))


def _list(mind: Mind, _offer: Offer) -> Act | None:
    if mind.who not in waiting(mind.p):
        return None
    wishes = _work(mind).qualifications
    return c.ListQualifications(by=mind.who, text="\n".join(wishes[:-1] or wishes))


def _object(mind: Mind, _offer: Offer) -> Act | None:
    """The sceptic sees a risk in any first text; a nominee does not object to themselves."""
    p, running = mind.p, _work(mind).candidacy
    asked = isinstance(p.phase, CheckState) and p.aside is None and running is not None
    if not asked or running is None or running.person == mind.who or len(p.versions) > 1:
        return None
    sceptic = mind.kind.value == "sceptical" and not any(o.by == mind.who for o in p.objections)
    return c.Object(by=mind.who, text=Words(mind.says("object-1"))) if sceptic else None


def _accept(mind: Mind, _offer: Offer) -> Act | None:
    return c.AcceptRole(by=mind.who)


def _nothing(_mind: Mind, _offer: Offer) -> Act | None:
    return None


CHOICES: Final[dict[type[Act], Callable[[Mind, Offer], Act | None]]] = {
    c.Nominate: _nominate,
    c.ChangeNomination: _change,
    c.AcceptRole: _accept,
    c.Ask: _nothing,
    c.Speak: _speak,
    c.Object: _object,
    c.ProposeCandidate: _propose,
    c.DrawCandidate: _draw,
    c.AskToPropose: _hand_on,
    c.ProposeVacancy: _leave_vacant,
    c.ProposeTerm: _term,
    c.ListQualifications: _list,
}
"""What a member thinks of in a selection; these come before, or instead of, what they think of elsewhere."""
