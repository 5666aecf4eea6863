"""Simulated members, for practice: people with a temperament who do what the method lets them do.

They exist in circles that are marked as practice and nowhere else. Each chooses among what `legal` offers,
and what they say comes from the wording files. The same seed leads to the same choices, so a practice that
was interrupted goes on as it would have gone. They judge nothing: a sceptical one sees a risk in any first
text, and no simulated member ever objects twice to the same proposal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from random import Random
from typing import Final

from adapters.wording import Wording
from bot import practice_meeting, practice_selection, practice_shaping
from facilitation import commands as c
from facilitation.cards import msg
from facilitation.commands import Act
from facilitation.draft_parts import present_draft
from facilitation.facts import RoundPurpose
from facilitation.model import Circle, Criterion, Draft, Move, Objection, PersonId, Status, Words
from facilitation.phases.round import presenter
from facilitation.proceeding import legal, waiting
from facilitation.state import CheckState, IntegrationState, Proceeding, RoundState
from facilitation.verbs import Offer


class Temperament(Enum):
    """How somebody is in a circle. The value is part of the message ids of what they say."""

    EASY_GOING = "easy-going"
    CAREFUL = "careful"
    BRIEF = "brief"
    WARM = "warm"
    SCEPTICAL = "sceptical"


def temperaments(circle: Circle, simulated: frozenset[PersonId]) -> dict[PersonId, Temperament]:
    """Who has which temperament: all different while there are enough of them, a sceptic always among them."""
    people = [m.person for m in circle.members if m.person in simulated]
    kinds = [Temperament.SCEPTICAL, *_dice(circle.id, "kinds").sample(_OTHERS, len(_OTHERS))]
    _dice(circle.id, "people").shuffle(people)
    return {who: kinds[place % len(kinds)] for place, who in enumerate(people)}


_OTHERS: Final = [kind for kind in Temperament if kind is not Temperament.SCEPTICAL]


def _dice(*what: object) -> Random:
    return Random("/".join(map(str, what)))  # noqa: S311 - play, not secrets


@dataclass(frozen=True, slots=True)
class Mind:
    """One simulated member at one moment: what they may do, and what they make of it."""

    p: Proceeding
    who: PersonId
    kind: Temperament
    voice: Wording
    now: datetime
    offers: tuple[Offer, ...]

    def may(self, command: type[Act]) -> Offer | None:
        """The first offer of this kind."""
        return next((offer for offer in self.offers if offer.command is command), None)

    def says(self, name: str, ways: int = 1, **args: str) -> str:
        """One of several sentences of the wording files."""
        number = _dice(self.p.id, self.p.table_step, self.who, name).randrange(ways) + 1
        return self.voice.say(msg(f"practice-{name}-{number}" if ways > 1 else f"practice-{name}", **args))

    def known(self, name: str, ways: int, text: str) -> int:
        """Which of the sentences of the wording files a text is, or 0."""
        said = (self.voice.say(msg(f"practice-{name}-{number}")) for number in range(1, ways + 1))
        return next((number for number, one in enumerate(said, 1) if one == text), 0)

    def luck(self, *about: object) -> float:
        """A number from 0 up to 1, the same for the same question."""
        return _dice(self.p.id, self.who, *about).random()

    def chance(self, of: float, *about: object) -> bool:
        """Whether something happens that happens so often."""
        return self.luck(*about) < of


def next_act(
    p: Proceeding,
    kinds: Mapping[PersonId, Temperament],
    voice: Wording,
    now: datetime,
) -> Act | None:
    """What the next simulated member does who has something to do now, or None."""
    for who in (*_volunteers(p), *waiting(p)):
        if who in kinds:
            act = choose(Mind(p, who, kinds[who], voice, now, legal(p, who)))
            if act is not None:
                return act
    return None


def _volunteers(p: Proceeding) -> Iterator[PersonId]:
    """Those who would speak up though it is not their move: questions to answer, an idea to bring."""
    if any(question.answer is None for question in p.process_questions) and p.facilitator is not None:
        yield p.facilitator
    if (owing := owes_answer(p)) is not None:
        yield owing
    yield from practice_shaping.together(p)
    objection = _focus(p)
    if objection is None:
        return
    if objection.status is Status.UNDERSTOOD and objection.test_asked:
        yield objection.by
    if objection.status is Status.QUALIFIED and not objection.suggestions:
        yield objection.by
        yield from (m.person for m in p.circle.members if m.person not in (objection.by, p.facilitator))


def owes_answer(p: Proceeding) -> PersonId | None:
    """Who has a clarifying question to answer now."""
    if p.aside is not None or not isinstance(p.phase, RoundState):
        return None
    return presenter(p) if any(question.answer is None for question in p.phase.questions) else None


def _focus(p: Proceeding) -> Objection | None:
    if p.aside is not None or not isinstance(p.phase, IntegrationState) or not p.phase.focus:
        return None
    return p.objection(p.phase.focus[0])


def choose(mind: Mind) -> Act | None:
    """What this member does, or None when there is nothing they would do."""
    known = {**practice_selection.CHOICES, **_CHOICES, **practice_selection.CHOICES}
    for command, act in (
        *practice_shaping.CHOICES.items(),
        *(known if practice_selection.selects(mind.p) else _CHOICES).items(),
    ):
        offer = mind.may(command)
        if offer is not None and (done := act(mind, offer)) is not None:
            return done
    return None


# --- answers and turns --------------------------------------------------------------------------------------


def _answer_process(mind: Mind, offer: Offer) -> Act | None:
    text = mind.says("process-answer")
    return c.AnswerProcess(by=mind.who, question=_number(offer), text=_w(text))


def _answer(mind: Mind, offer: Offer) -> Act | None:
    state = mind.p.phase
    if not isinstance(state, RoundState) or mind.who != presenter(mind.p):
        return None
    asked = next(question for question in state.questions if question.number == offer.target)
    text = mind.says(f"answer-{mind.known('ask', 3, asked.text)}")
    return c.Answer(by=mind.who, question=asked.number, text=Words(text))


def _ask(mind: Mind, _offer: Offer) -> Act | None:
    state = mind.p.phase
    asked = isinstance(state, RoundState) and any(q.by == mind.who for q in state.questions)
    curious = {Temperament.CAREFUL: 1.0, Temperament.SCEPTICAL: 0.4}.get(mind.kind, 0.0)
    if asked or not mind.chance(curious, "ask"):
        return None
    return c.Ask(by=mind.who, text=_w(mind.says("ask", 3)))


def _speak(mind: Mind, _offer: Offer) -> Act | None:
    state = mind.p.phase
    if not isinstance(state, RoundState):
        return c.Speak(by=mind.who)
    if state.purpose is RoundPurpose.REACT:
        return c.Speak(by=mind.who, text=_w(mind.says(f"react-{mind.kind.value}", 2)))
    return practice_meeting.speak(mind) or c.Speak(by=mind.who, text=_w(mind.says("stuck", 2)))


def _object(mind: Mind, _offer: Offer) -> Act | None:
    p = mind.p
    if (
        p.aside is not None
        or not isinstance(p.phase, CheckState)
        or any(o.by == mind.who for o in p.objections)
    ):
        return None
    often = {Temperament.SCEPTICAL: 1.0, Temperament.CAREFUL: 0.3}.get(mind.kind, 0.0)
    if p.version.meets or not mind.chance(often, "object"):
        return None
    return c.Object(by=mind.who, text=_w(mind.says("object", 3)))


def _concern(mind: Mind, _offer: Offer) -> Act | None:
    cares = mind.kind in (Temperament.CAREFUL, Temperament.WARM)
    if not cares or any(concern.by == mind.who for concern in mind.p.concerns):
        return None
    return c.RaiseConcern(by=mind.who, text=_w(mind.says("concern", 2)))


# --- objections ---------------------------------------------------------------------------------------------


def _reflect(mind: Mind, offer: Offer) -> Act | None:
    objection = mind.p.objection(_number(offer))
    if objection is None or objection.statement or mind.who not in waiting(mind.p):
        return None
    known = mind.known("object", 3, objection.text)
    said = mind.says(f"statement-{known}") if known else " ".join(objection.text.split())[:400]
    return c.Reflect(by=mind.who, objection=objection.number, statement=said)


def _suggest(mind: Mind, offer: Offer) -> Act | None:
    objection = mind.p.objection(_number(offer))
    if objection is None or objection.suggestions or mind.who == mind.p.facilitator:
        return None
    move = _MOVES[mind.known("object", 3, objection.text)]
    text = mind.says(f"suggest-{move.value.replace(' ', '-')}")
    return c.Suggest(by=mind.who, objection=objection.number, move=move, text=_w(text))


_MOVES: Final = (Move.SHORTER_TERM, Move.SUPPORT, Move.MEASURE, Move.SMALLER_SCOPE)
"""What they suggest: for an objection they do not know, to look at it sooner; else what meets it."""


def _amend(mind: Mind, offer: Offer) -> Act | None:
    objection = mind.p.objection(_number(offer))
    if objection is None or mind.who not in waiting(mind.p):
        return None
    move, draft = _better(mind, present_draft(mind.p), objection)
    return c.Amend(by=mind.who, objections=(objection.number,), draft=draft, move=move)


def _better(mind: Mind, draft: Draft, objection: Objection) -> tuple[Move, Draft]:
    """The text with what was suggested; where that is in it already, with a shorter time and a measure."""
    ideas = [s for s in objection.suggestions if s.text and s.text not in draft.text]
    if ideas:
        idea = ideas[-1]
        sooner = idea.move in (Move.SHORTER_TERM, Move.SHORTER_AND_MEASURE)
        return idea.move, replace(
            draft,
            text=f"{draft.text}\n{idea.text}",
            review=_sooner(mind, draft) if sooner else draft.review,
        )
    measure = mind.says("criteria", 2)
    criteria = draft.criteria if measure in draft.criteria else f"{draft.criteria}\n{measure}".strip()
    return Move.SHORTER_AND_MEASURE, replace(draft, criteria=criteria, review=_sooner(mind, draft))


def _sooner(mind: Mind, draft: Draft) -> datetime:
    return mind.now + max((draft.review - mind.now) / 2, timedelta(days=1))


def _argue(mind: Mind, offer: Offer) -> Act | None:
    objection = mind.p.objection(_number(offer))
    if objection is None or objection.by != mind.who:
        return None
    missing = next((criterion for criterion in Criterion if criterion not in objection.argued), None)
    if missing is None:
        return None
    text = mind.says(f"argue-{missing.value.replace(' ', '-')}")
    return c.Argue(by=mind.who, objection=objection.number, criterion=missing, text=_w(text))


def _ask_for_test(mind: Mind, offer: Offer) -> Act | None:
    # Nobody takes an objection as it is but the facilitator; where that is the objector, the others ask.
    objection = mind.p.objection(_number(offer))
    if objection is None or objection.by != mind.p.facilitator or mind.who not in waiting(mind.p):
        return None
    return c.AskForTest(by=mind.who, objection=objection.number)


def _rule(mind: Mind, offer: Offer) -> Act | None:
    objection = mind.p.objection(_number(offer))
    given = objection is not None and set(objection.argued) == set(Criterion)
    return c.Rule(by=mind.who, objection=_number(offer), qualifies=True) if given else None


def _refine(mind: Mind, offer: Offer) -> Act | None:
    return c.Refine(by=mind.who, objection=_number(offer), text=_w(mind.says("remains")))


def _accept_as_it_is(mind: Mind, offer: Offer) -> Act | None:
    objection = mind.p.objection(_number(offer))
    if objection is None or objection.test_asked:
        return None
    return c.AcceptObjection(by=mind.who, objection=objection.number)


def _take_up(mind: Mind, offer: Offer) -> Act | None:
    state = mind.p.phase
    if not isinstance(state, IntegrationState) or state.focus:
        return None
    return c.TakeUp(by=mind.who, objections=(_number(offer),))


def _about(command: type[c.AboutObjection]) -> Callable[[Mind, Offer], Act | None]:
    def act(mind: Mind, offer: Offer) -> Act | None:
        return command(by=mind.who, objection=_number(offer))

    return act


def _bare(command: type[Act]) -> Callable[[Mind, Offer], Act | None]:
    def act(mind: Mind, _offer: Offer) -> Act | None:
        return command(by=mind.who)

    return act


def _reword(mind: Mind, _offer: Offer) -> Act | None:
    fell = getattr(mind.p.phase, "fell", False) or not mind.p.driver
    return c.RewordDriver(by=mind.who, driver=mind.says("driver")) if fell else None


def _let_stand(mind: Mind, _offer: Offer) -> Act | None:
    return c.LetStand(by=mind.who) if mind.who in waiting(mind.p) else None


def _number(offer: Offer) -> int:
    return offer.target if isinstance(offer.target, int) else 0


def _w(text: str) -> Words:
    return Words(text)


_CHOICES: Final[dict[type[Act], Callable[[Mind, Offer], Act | None]]] = {
    c.AnswerProcess: _answer_process,
    c.Answer: _answer,
    c.Ask: _ask,
    c.Speak: _speak,
    c.Object: _object,
    c.RaiseConcern: _concern,
    c.Consent: _bare(c.Consent),
    c.TakeUp: _take_up,
    c.ConfirmStatement: _about(c.ConfirmStatement),
    c.Reflect: _reflect,
    c.AgreeItQualifies: _about(c.AgreeItQualifies),
    c.Refine: _refine,
    c.Argue: _argue,
    c.Rule: _rule,
    c.AcceptObjection: _accept_as_it_is,
    c.AskForTest: _ask_for_test,
    c.ConfirmAmendment: _about(c.ConfirmAmendment),
    c.Suggest: _suggest,
    c.Amend: _amend,
    c.RewordDriver: _reword,
    c.AcceptDriver: _bare(c.AcceptDriver),
    c.LetStand: _let_stand,
    c.BackToWork: _bare(c.BackToWork),
    **practice_meeting.CHOICES,
    c.Pass: _bare(c.Pass),
}
"""What a member thinks of first, first."""
