"""What each look of `looking` shows, as the transcript writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from facilitation import anytime
from facilitation.circle import circle_legal, circle_wake_at
from facilitation.commands import Act
from facilitation.model import (
    CircleId,
    Given,
    Nomination,
    Outcome,
    PersonId,
    Piece,
    Standing,
    Temperature,
)
from facilitation.phases.agreeing import BRANCH, HELPERS
from facilitation.proceeding import legal, waiting, wake_at
from facilitation.refusals import Refused
from facilitation.selecting import Selection
from facilitation.settings import overrides_of
from facilitation.shaping import ShapingWork
from facilitation.state import CheckState, Proceeding, RoundState
from facilitation.transcript import circle_looks
from facilitation.transcript.looking import CIRCLE_LOOKS, LISTS, OBJECTION
from facilitation.transcript.notation import Expect
from facilitation.transcript.phrases import words_of
from facilitation.transcript.shelf import roles_shown, topics_shown
from facilitation.transcript.stage import Stage
from facilitation.transcript.writing import quoted, write_instant

Render = Callable[[Proceeding, PersonId, Mapping[PersonId, str]], str]
"""All that one person is shown of a proceeding, as text; names are given by id."""

NOT_REFUSED: Final = "not refused"
NOTHING_OPEN: Final = "no proposal"
_ALWAYS: Final[frozenset[type[Act]]] = frozenset(
    verb.command for verb in (*anytime.PROPOSAL, *anytime.SHAPING, BRANCH, HELPERS, *anytime.PEOPLE)
)


@dataclass(frozen=True, slots=True)
class View:
    """What a look looks at. `refused` is why the last line was refused; without `render` nobody sees."""

    stage: Stage
    refused: Refused | None
    zone: ZoneInfo
    render: Render | None


def happened(view: View, expect: Expect) -> str:
    """What an expectation would have to say to be right now."""
    if expect.look in _CIRCLE:
        return _CIRCLE[expect.look](view)
    if expect.look == "circle may":
        return _circle_may(view, expect)
    if expect.look in CIRCLE_LOOKS:
        return circle_looks.shown(view.stage, expect)
    p = view.stage.about(expect.on)
    if p is None:
        return NOTHING_OPEN
    if expect.look == OBJECTION:
        return _objection(view, p, expect.of)
    if expect.look in _PERSON:
        return _PERSON[expect.look](view, p, expect)
    return _PROCEEDING[expect.look](view, p)


def agree(expect: Expect, seen: str) -> bool:
    """Whether what was expected is what is seen; the order of a list means nothing."""
    if expect.look in LISTS:
        return sorted(_items(expect.value)) == sorted(_items(seen))
    return " ".join(expect.value.split()) == " ".join(seen.split())


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",")]


def _list(items: Iterable[str], none: str) -> str:
    return ", ".join(items) or none


# --- the circle ----------------------------------------------------------------------------------------------


def _refused(view: View) -> str:
    return view.refused.reason.value if view.refused else NOT_REFUSED


def _members(view: View) -> str:
    marks = {
        m.person: "" if m.standing is Standing.FULL else f" {m.standing.value}"
        for m in view.stage.circle.members
    }
    return _list((f"{view.stage.name(who)}{mark}" for who, mark in marks.items()), "nobody")


def _settings(view: View) -> str:
    settings = view.stage.circle.settings
    return ", ".join(
        (settings.preset, *(f"{name} = {value}" for name, value in overrides_of(settings).items()))
    )


def _heard(view: View) -> str:
    names = (
        words_of(type(fact).__name__)
        for place, fact in view.stage.facts
        if CircleId(place) in view.stage.circles
    )
    return _list(names, "nothing")


def _circle_due(view: View) -> str:
    at = circle_wake_at(view.stage.circle)
    return write_instant(at, view.zone) if at is not None else "never"


_CIRCLE: Final[dict[str, Callable[[View], str]]] = {
    "refused": _refused,
    "members": _members,
    "settings": _settings,
    "roles": lambda view: roles_shown(view.stage.circle, view.stage.name, view.zone),
    "backlog": lambda view: topics_shown(view.stage.circle, view.stage.name, view.zone),
    "the circle hears": _heard,
    "circle due": _circle_due,
}


# --- the proceeding ------------------------------------------------------------------------------------------


def _happened(view: View, p: Proceeding) -> str:
    return _list(
        (words_of(type(fact).__name__) for place, fact in view.stage.facts if place == p.id), "nothing"
    )


def _phase(_view: View, p: Proceeding) -> str:
    return p.phase.name if p.phase is not None and not p.over else "over"


def _asks(_view: View, p: Proceeding) -> str:
    if p.aside is not None:
        return str(p.aside.asks.value)
    return "proposal" if isinstance(p.phase, CheckState) else "nothing"


def _waiting(view: View, p: Proceeding) -> str:
    return _list(map(view.stage.name, waiting(p)), "nobody")


def _turns(view: View, p: Proceeding) -> str:
    turns = p.phase.turns if isinstance(p.phase, RoundState) else ()
    return _list((f"{view.stage.name(turn.person)} {turn.state.value}" for turn in turns), "none")


def _answers(view: View, p: Proceeding) -> str:
    if p.aside is not None:
        said = [who for who in p.aside.order if who in p.aside.consented]
        return _list((f"{view.stage.name(who)} consent" for who in said), "none")
    assumed = {Given.ASSUMED: " assumed", Given.EXPLICIT: ""}
    return _list(
        (f"{view.stage.name(r.person)} {r.position.value}{assumed[r.given]}" for r in p.responses.values()),
        "none",
    )


def _text(_view: View, p: Proceeding) -> str:
    return f"{p.version.number}, {quoted(p.version.draft.text)}" if p.versions else "none"


def _concerns(view: View, p: Proceeding) -> str:
    return _list((f"{view.stage.name(concern.by)} {quoted(concern.text)}" for concern in p.concerns), "none")


def _temperatures(view: View, p: Proceeding) -> str:
    return _list((_temperature(view, one) for one in p.temperatures), "none")


def _temperature(view: View, one: Temperature) -> str:
    shown = (f"{view.stage.name(who)} {what.value}" for who, what in one.shown)
    return " ".join((str(one.number), *shown, *(["closed"] * one.closed)))


def _held(_view: View, p: Proceeding) -> str:
    return p.held.name if p.held is not None else "nothing"


def _pieces(view: View, p: Proceeding) -> str:
    found = p.work.pieces if isinstance(p.work, ShapingWork) else ()
    return _list((_piece(view, one) for one in found), "none")


def _piece(view: View, one: Piece) -> str:
    marks = [f"{one.number} {one.kind.value} by {view.stage.name(one.by)}"]
    marks += [f"and {view.stage.name(who)}" for who in one.echoed]
    marks += [f"in {one.merged_into}"] if one.merged_into is not None else []
    marks += ["answered"] * (one.answer is not None) + ["left out"] * (one.left_out is not None)
    marks += ["covered"] * one.covered
    return " ".join(marks)


def _decided(view: View, p: Proceeding) -> str:
    if p.outcome is None:
        return "nothing yet"
    if p.decision is None or p.outcome is not Outcome.ADOPTED:
        return str(p.outcome.value)
    d = p.decision
    marks = [f"version {d.version}", f"review {write_instant(d.review, view.zone)}"]
    marks += ["by the broader circle"] * d.by_broader_circle + ["by a circle of one"] * d.circle_of_one
    return ", ".join(("adopted", *marks, quoted(d.draft.text)))


def _in_force(_view: View, p: Proceeding) -> str:
    return "yes" if p.in_force else "no"


def _facilitator(view: View, p: Proceeding) -> str:
    return view.stage.name(p.facilitator)


def _nominations(view: View, p: Proceeding) -> str:
    shown = p.work.nominations if isinstance(p.work, Selection) else ()
    several = isinstance(p.work, Selection) and len(p.work.posts) > 1
    return _list((_nomination(view, p.work, n, several=several) for n in shown), "none")  # type: ignore[arg-type]


def _nomination(view: View, work: Selection, n: Nomination, *, several: bool) -> str:
    named = view.stage.name(n.nominee)
    before = f" instead of {view.stage.name(n.first)}" if n.first is not None else ""
    role = f" as {work.post(n.post).role.name}" if several else ""
    return f"{view.stage.name(n.by)} for {named}{before}{role}"


def _candidate(view: View, p: Proceeding) -> str:
    if not isinstance(p.work, Selection) or p.work.candidacy is None:
        return "nobody"
    running, until = p.work.candidacy, write_instant(p.version.draft.review, view.zone)
    return f"{view.stage.name(running.person)} until {until}"


def _holders(view: View, p: Proceeding) -> str:
    held = p.work.filled if isinstance(p.work, Selection) else ()
    work = p.work
    return _list(
        (f"{view.stage.name(h.person)} as {work.post(h.post).role.name}" for h in held),  # type: ignore[union-attr]
        "nobody",
    )


def _next_due(view: View, p: Proceeding) -> str:
    at = wake_at(p)
    return write_instant(at, view.zone) if at is not None else "never"


_PROCEEDING: Final[dict[str, Callable[[View, Proceeding], str]]] = {
    "happened": _happened,
    "phase": _phase,
    "asks": _asks,
    "waiting for": _waiting,
    "turns": _turns,
    "answers": _answers,
    "text": _text,
    "concerns": _concerns,
    "temperatures": _temperatures,
    "held": _held,
    "pieces": _pieces,
    "decided": _decided,
    "in force": _in_force,
    "facilitator": _facilitator,
    "nominations": _nominations,
    "candidate": _candidate,
    "holders": _holders,
    "next due": _next_due,
}


def _objection(view: View, p: Proceeding, number: str) -> str:
    objection = p.objection(int(number.removeprefix("#")))
    if objection is None:
        return "none"
    marks = [view.stage.name(objection.by), str(objection.status.value)]
    if objection.parked_with is not None and objection.parked_until is not None:
        until = write_instant(objection.parked_until, view.zone)
        marks.append(f"with {view.stage.name(objection.parked_with)} until {until}")
    return ", ".join(marks)


# --- one person ----------------------------------------------------------------------------------------------


def _offers(view: View, p: Proceeding, name: str) -> dict[type[Act], str]:
    return {offer.command: words_of(offer.command.__name__) for offer in legal(p, view.stage.people[name])}


def _may(view: View, p: Proceeding, expect: Expect) -> str:
    offers = _offers(view, p, expect.of)
    return _list((words for command, words in offers.items() if command not in _ALWAYS), "nothing")


def _circle_may(view: View, expect: Expect) -> str:
    offers = circle_legal(view.stage.circle, view.stage.people[expect.of])
    return _list(dict.fromkeys(words_of(offer.command.__name__) for offer in offers), "nothing")


def _may_always(view: View, p: Proceeding, expect: Expect) -> str:
    offers = _offers(view, p, expect.of)
    return _list((words for command, words in offers.items() if command in _ALWAYS), "nothing")


def _may_not(view: View, p: Proceeding, expect: Expect) -> str:
    """What was expected, without what this person may do after all."""
    offers = set(_offers(view, p, expect.of).values())
    return _list((words for words in _items(expect.value) if words not in offers), "may do all of these")


def _sees(view: View, p: Proceeding, expect: Expect) -> str:
    if view.render is None:
        return expect.value
    shown = view.render(
        p, view.stage.people[expect.of], {who: name for name, who in view.stage.people.items()}
    )
    found = " ".join(_bare(expect.value).split()) in " ".join(shown.split())
    return expect.value if found is (expect.look == "sees") else shown or "nothing"


def _bare(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


_PERSON: Final[dict[str, Callable[[View, Proceeding, Expect], str]]] = {
    "may": _may,
    "may always": _may_always,
    "may not": _may_not,
    "sees": _sees,
    "does not see": _sees,
}
