"""What a consent check and a small question look like. No counts of kinds: this is no ballot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from facilitation import aside as asides
from facilitation.cards import Arg, Kind, Line, Many, Progress, When, Who, msg
from facilitation.facts import Asks
from facilitation.model import Matter
from facilitation.phases.consent_check import LONGEST_ASSUMED, asked, next_in_round, undecided
from facilitation.settings import Collection, Silence
from facilitation.state import Aside, CheckState, Proceeding, Result
from facilitation.view.kinds import ASIDES, DESCRIBES
from facilitation.view.objections import objection_lines, past_objection
from facilitation.view.parts import ASIDES as BY_MATTER
from facilitation.view.parts import VERSIONS, driver_lines, note, quote, text_line, version_lines
from facilitation.view.secrets import seen_concerns, seen_objections

COLLECTED = {
    Collection.SEALED: "board-sealed",
    Collection.SIMULTANEOUS: "board-open",
    Collection.ROUND: "board-in-round",
}


def check_lines(p: Proceeding, state: CheckState) -> Iterator[Line]:
    """A consent check under way: the exact text, and whatever of the answers may be seen."""
    yield from version_lines(p)
    yield from no_aim(p)
    yield note(COLLECTED[p.circle.settings.collection])
    yield from _going_round(p)
    yield from _answers_so_far(p)
    if state.grace_until is not None:
        late = tuple(who for who in undecided(p) if who in state.grace_for)
        if late and not p.open_objections:
            yield note("board-grace", people=Many(late), until=When(state.grace_until))


def no_aim(p: Proceeding) -> Iterator[Line]:
    """What an objection is about is the aim: a circle without one cannot tell what harms it (domain.md 6.9)."""
    if not p.circle.aim.strip():
        yield note("board-no-aim")


def _going_round(p: Proceeding) -> Iterator[Line]:
    now = next_in_round(p)
    if p.circle.settings.collection is Collection.ROUND and now is not None:
        yield Line(Kind.LEAD, msg("board-now", now=Who(now)))


def _answers_so_far(p: Proceeding) -> Iterator[Line]:
    for objection in seen_objections(p):
        if objection.open and objection.version == p.version.number:
            yield from objection_lines(p, objection)
    for concern in seen_concerns(p):
        if concern.version == p.version.number:
            yield note("board-concern", number=concern.number)
            yield quote(concern.text, concern.by)


def check_progress(p: Proceeding) -> Progress:
    """How many have answered, and who has not."""
    everyone, waiting = asked(p), undecided(p)
    return Progress(done=len(everyone) - len(waiting), of=len(everyone), waiting=waiting)


def check_result(p: Proceeding, result: Result) -> Iterator[Line]:
    """What a check that is over leaves on its card."""
    number = result.version
    if p.matter in VERSIONS:
        yield from VERSIONS[p.matter](p, number)
    else:
        yield note("board-text", number=number)
        yield text_line(p.versions[number - 1].draft.text)
    if result.closing != "ObjectionsStand":
        return
    for objection in seen_objections(p):
        if objection.number in result.objections:
            yield from past_objection(p, objection)


# --- small questions ------------------------------------------------------------------------------------------


def aside_lines(p: Proceeding, aside: Aside) -> Iterator[Line]:
    """A small question, with what it is about."""
    if aside.mover is not None:
        yield note("board-aside-by", person=Who(aside.mover))
    if aside.text:
        yield quote(aside.text, aside.mover)
    if aside.until is not None:
        yield note("board-aside-until", until=When(aside.until, day=True))
    if aside.asks is Asks.DRIVER:
        yield from driver_lines(p)
    if aside.asks in DESCRIBES and aside is p.aside:
        yield from DESCRIBES[aside.asks](p, aside)
    if p.matter in BY_MATTER:
        yield from BY_MATTER[p.matter](p, aside)
    for more in ASIDES:
        yield from more(p, aside)
    yield from _about_objection(p, aside)


def _about_objection(p: Proceeding, aside: Aside) -> Iterator[Line]:
    objection = p.objection(aside.objection)
    if objection is None:
        return
    yield from past_objection(p, objection)
    is_open = aside is p.aside  # what is said of an objection later does not change a card that is over
    if objection.statement and is_open:
        yield text_line(objection.statement)
    if aside.asks is Asks.AMENDMENT and is_open and objection.amendment is not None:
        yield note("board-working")
        yield text_line(objection.amendment.text)


def aside_progress(p: Proceeding, aside: Aside) -> Progress:
    """How many have answered the small question, and who has not."""
    everyone, waiting = asides.asked(p, aside), asides.waiting(p, aside)
    return Progress(done=len(everyone) - len(waiting), of=len(everyone), waiting=waiting)


def aside_result(result: Result) -> Iterator[Line]:
    """What came of a small question."""
    aside = result.aside
    if aside is None:
        return
    if result.closing == "SilenceSufficed" and aside.mover is not None:
        yield note("carried-by-silence", person=Who(aside.mover), people=Many(aside.silent))
    elif result.closing == "AsideCarried":
        until: Arg = When(aside.until, day=True) if aside.until is not None else ""
        yield note(f"carried-{aside.asks.value.replace(' ', '-')}", until=until)
    elif result.closing == "AsideFell" and result.person is not None:
        yield note("closed-AsideFell", person=Who(result.person))
        yield quote(result.text, result.person)
    else:
        yield note("closed-AsideWithdrawn")


# --- deadlines ------------------------------------------------------------------------------------------------


def deadline_lines(p: Proceeding, began: datetime) -> Iterator[Line]:
    """By when an answer is asked for, and what silence means then."""
    hours = p.circle.settings.window_hours
    if not hours:
        return
    yield note("board-deadline", until=When(began + timedelta(hours=hours)))
    yield note("board-silence-counts" if silence_may_count(p) else "board-silence-waits")


def silence_may_count(p: Proceeding) -> bool:
    """Whether this circle's rule about silence can apply to the question on the table at all."""
    if not p.versions:
        return False
    lasting = p.version.draft.review > p.version.at + LONGEST_ASSUMED
    rule = p.circle.settings.silence is Silence.ASSUME
    return rule and p.aside is None and p.matter is Matter.POLICY and not lasting
