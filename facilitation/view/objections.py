"""What objections look like on their way: as they were said, said back, tested, and met."""

from __future__ import annotations

from collections.abc import Iterator

from facilitation.cards import Arg, Kind, Line, Many, Msg, When, Who, msg
from facilitation.model import Criterion, Objection, Status
from facilitation.settings import Validity
from facilitation.state import IntegrationState, Proceeding
from facilitation.view.parts import draft_lines, item, note, people_note, quote, said, version_lines, word


def said_objection(objection: Objection) -> dict[str, Arg]:
    """The number, the person and the status of an objection."""
    return {
        "number": objection.number,
        "person": Who(objection.by),
        "status": word("status", objection.status),
    }


def own_words(_p: Proceeding, objection: Objection) -> Line:
    """An objection as it was raised. One that another member took up keeps its words and whose they are."""
    return quote(objection.text, objection.said_by or objection.by)


def past_objection(p: Proceeding, objection: Objection) -> Iterator[Line]:
    """An objection on a card that no longer changes: its number and its words."""
    yield item("board-objection-past", number=objection.number)
    yield own_words(p, objection)


def objection_lines(p: Proceeding, objection: Objection) -> Iterator[Line]:
    """One objection: where it stands, and its own words."""
    yield Line(Kind.LIST, _heading(p, objection))
    yield own_words(p, objection)
    if objection.orphaned:
        yield note("board-orphaned")
    if objection.parked_with is not None and objection.parked_until is not None:
        until = When(objection.parked_until, day=True)
        yield note("board-parked", person=Who(objection.parked_with), until=until)


def _heading(p: Proceeding, objection: Objection) -> Msg:
    status = word("status", objection.status)
    if objection.parent is not None:
        return msg("board-objection-about", number=objection.number, parent=objection.parent, status=status)
    focus = p.phase.focus if isinstance(p.phase, IntegrationState) else ()
    return msg(
        "board-objection-now" if objection.number in focus else "board-objection",
        number=objection.number,
        status=status,
    )


def integration_lines(p: Proceeding, state: IntegrationState) -> Iterator[Line]:
    """Objections being worked on: the text as it is now, then each objection with what was done about it."""
    if p.working is None:
        yield from version_lines(p)
    else:
        yield from draft_lines(p.working, msg("board-working"), changes=True)
    still = p.open_objections
    yield note("board-objections", count=len(still))
    for objection in still:
        yield from objection_lines(p, objection)
        if objection.number in state.focus:
            yield from _work(p, objection)
    if not state.focus and any(o.status is not Status.PARKED for o in still):
        yield note("board-take-up")


def _work(p: Proceeding, objection: Objection) -> Iterator[Line]:
    yield from _said_back(objection)
    if objection.status is Status.UNDERSTOOD:
        yield from _test(p, objection)
    for suggestion in objection.suggestions:
        yield note("board-suggestion", person=Who(suggestion.by), move=word("move", suggestion.move))
        yield quote(suggestion.text, suggestion.by)
    if objection.missed_by is not None:
        yield note("board-missing", person=Who(objection.missed_by))
        yield quote(objection.missing, objection.missed_by)
    yield from _amendment(p, objection)


def _said_back(objection: Objection) -> Iterator[Line]:
    if not objection.statement:
        return
    statement = said(objection.statement)
    if objection.status is Status.RAISED:
        yield note("board-statement-asked", statement=statement, person=Who(objection.by))
    else:
        yield note("board-statement", statement=statement)


def _test(p: Proceeding, objection: Objection) -> Iterator[Line]:
    if p.circle.settings.validity is Validity.ARGUMENT:
        yield from _arguments(objection)
    if objection.rule_broken:
        yield note("board-rule-broken")
    elif objection.test_asked:
        yield note("board-tested")
        for criterion in Criterion:
            given = criterion in objection.argued
            id_ = "board-criterion-given" if given else "board-criterion-missing"
            yield item(id_, criterion=word("criterion", criterion))
            if given:
                yield quote(objection.grounds[objection.argued.index(criterion)], objection.by)


def _arguments(objection: Objection) -> Iterator[Line]:
    for number, argument in enumerate(objection.arguments, start=1):
        yield note("board-argument", number=number)
        yield quote(argument.text, argument.by)
    if objection.arguments:
        yield from people_note("board-undisputed", tuple(sorted(objection.arguments[-1].accepted)))


def _amendment(p: Proceeding, objection: Objection) -> Iterator[Line]:
    if objection.amendment is None or objection.amender is None or objection.status is not Status.AMENDED:
        return
    together = tuple(o for o in p.open_objections if o.amendment == objection.amendment)
    if together[0].number == objection.number:  # one text for several objections is shown once
        heading = msg("board-change-offered", person=Who(objection.amender), count=len(together))
        yield from draft_lines(objection.amendment, heading, changes=True)
    if objection.confirmed:
        yield note("board-confirmed", people=Many(tuple(sorted(objection.confirmed))))
