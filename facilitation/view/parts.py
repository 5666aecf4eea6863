"""The small pieces every card is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Final

from facilitation.cards import Arg, Kind, Line, Many, Msg, Said, When, Who, msg
from facilitation.model import GONE, Draft, Matter, PersonId, Role
from facilitation.state import Aside, Proceeding
from facilitation.view.kinds import MATTERS


def said(text: str) -> Msg | Said:
    """A text of a person or the circle; or that it was removed, or that there was none."""
    if text == GONE:
        return msg("words-removed")
    return Said(text) if text else msg("words-none")


def word(family: str, value: Enum) -> Msg:
    """The message for a word of the method: `word("move", Move.SPLIT)` is `move-split`."""
    return msg(f"{family}-{value.value.replace(' ', '-')}")


def title(text: Msg) -> Line:
    """The first line of a card."""
    return Line(Kind.TITLE, text)


def lead(text: Msg) -> Line:
    """What the card is about, in one sentence."""
    return Line(Kind.LEAD, text)


def note(id: str, /, **args: Arg) -> Line:  # noqa: A002 - as in `msg`
    """A remark of the facilitation itself."""
    return Line(Kind.NOTE, msg(id, **args))


def item(id: str, /, **args: Arg) -> Line:  # noqa: A002 - as in `msg`
    """One entry of a list."""
    return Line(Kind.LIST, msg(id, **args))


def quote(text: str, by: PersonId | None = None) -> Line:
    """What a person said."""
    return Line(Kind.QUOTE, said(text), by)


def text_line(text: str) -> Line:
    """Words under decision, or decided: exactly as they are."""
    return Line(Kind.TEXT, said(text))


def draft_lines(draft: Draft, heading: Msg, *, changes: bool = False) -> Iterator[Line]:
    """A text under decision with everything that belongs to it; with `changes`, what else it changes by now."""
    yield Line(Kind.NOTE, heading)
    yield text_line(draft.text)
    if draft.criteria:
        yield note("board-criteria")
        yield text_line(draft.criteria)
    if draft.condition:
        yield note("board-condition", until=When(draft.until, day=True) if draft.until else "")
        yield text_line(draft.condition)
    if changes and draft.effect is not None and draft.effect.role is not None:
        yield from role_lines(draft.effect.role)
    if draft.owner is not None:
        yield note("board-owner", owner=Who(draft.owner))
    yield note("board-review", review=When(draft.review, day=True))


VERSIONS: Final[dict[Matter, Callable[[Proceeding, int | None], Iterator[Line]]]] = {}
"""How what is under decision looks where it is no text to be agreed on; registered by the module of the matter."""
ASIDES: Final[dict[Matter, Callable[[Proceeding, Aside], Iterator[Line]]]] = {}
"""What else a small question shows in proceedings of a matter."""


def version_lines(p: Proceeding) -> Iterator[Line]:
    """The version now under decision."""
    if p.matter in VERSIONS:
        yield from VERSIONS[p.matter](p, None)
        return
    yield from matter_lines(p)
    yield from draft_lines(p.version.draft, msg("board-text", number=p.version.number))


def matter_lines(p: Proceeding, settings: str = "board-settings") -> Iterator[Line]:
    """What kind of decision it is, where it is not simply an agreement."""
    if p.subject is not None:
        yield note("board-removal", person=Who(p.subject))
    if p.shaped_in is not None:
        yield note("board-shaped")
    if p.steps:
        yield note("board-steps")
        yield text_line(p.steps)
    if p.matter in MATTERS:
        yield from MATTERS[p.matter](p)
    if p.changes:
        yield note(settings)
        for name, value in p.changes:
            yield item("board-setting", setting=msg(setting_id(name)), value=setting_value(name, value))
    if p.changes and p.decision is None:
        yield note("board-settings-no-trial")
        if p.version.draft.owner is None:
            yield note("board-settings-support")


def setting_id(name: str) -> str:
    """The message that names a setting."""
    return f"setting-{name.replace('_', '-')}"


def setting_value(name: str, value: str) -> Arg:
    """What a setting is set to, as the wording says it; numbers as they are."""
    if value.isdigit():
        return int(value)
    return msg(f"{setting_id(name)}-{value.replace(' ', '-')}")


def driver_lines(p: Proceeding) -> Iterator[Line]:
    """The situation behind the proposal, if it was said."""
    if p.driver:
        yield note("board-driver")
        yield text_line(p.driver)


def people_note(id: str, people: tuple[PersonId, ...]) -> Iterator[Line]:  # noqa: A002 - as in `msg`
    """A remark about several people, if there are any."""
    if people:
        yield note(id, people=Many(people))


ROLE_PARTS: Final = {
    "purpose": "board-role-purpose",
    "responsibilities": "board-role-responsibilities",
    "domain": "board-role-domain",
    "outside": "board-role-outside",
    "qualifications": "board-role-qualifications",
    "time_budget": "board-role-time-budget",
    "reports": "board-role-reports",
    "measures": "board-role-measures",
    "budget": "board-role-budget",
    "depends_on": "board-role-depends-on",
    "owed": "board-role-owed",
}
"""The parts of a role that are texts, in the order in which they are read, with what says them."""


def role_lines(role: Role) -> Iterator[Line]:
    """All that is said about a role."""
    yield note("board-role", role=Said(role.name))
    for part, said in ROLE_PARTS.items():
        held = getattr(role, part)
        if held:
            text = held if isinstance(held, str) else ", ".join(held)
            yield item(said, text=Said(text))
    yield item("board-role-term", days=role.term_days)
    if role.review is not None:
        yield item("board-role-review", until=When(role.review, day=True))
