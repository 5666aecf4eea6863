"""What people say about a role in a form, and the role it makes: when one is proposed, and while it is amended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from facilitation.model import Effect, Role, but
from facilitation.refusals import Reason, Refused
from facilitation.verbs import FARTHEST, SENTENCE_LIMIT, readable

PARTS: Final = {
    "purpose": "purpose",
    "responsibilities": "responsibilities",
    "authority": "domain",
    "outside": "outside",
}
"""The fields of a form and those of `model.Role` that they fill."""
ASKED: Final = (*PARTS, "qualifications", "term_days")


def wishes(text: str) -> tuple[str, ...]:
    """One wish a line.

    >>> wishes("patient" + chr(10) + " knows the beds " + chr(10))
    ('patient', 'knows the beds')
    """
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def said(command: object) -> Iterator[tuple[str, Any]]:
    """The parts of a role that a form has given; what is empty was not given."""
    for asked, part in PARTS.items():
        if text := str(getattr(command, asked, "")).strip():
            yield part, text
    if listed := wishes(getattr(command, "qualifications", "")):
        yield "qualifications", listed
    if days := getattr(command, "term_days", 0):
        yield "term_days", days


def asked_of(role: Role) -> dict[str, Any]:
    """The inverse: what a form would have given for a role."""
    texts = {asked: getattr(role, part) for asked, part in PARTS.items()}
    return {**texts, "qualifications": "\n".join(role.qualifications), "term_days": role.term_days}


def amended(command: object, present: Effect | None) -> Effect | None:
    """The effect with what the form changes about its role; the present one where it changes nothing.

    Refuses words about a role where the decision is about none.
    """
    parts = dict(said(command))
    if not parts:
        return present
    if present is None or present.role is None:
        raise Refused(Reason.NOT_THIS_WAY)
    role = but(present.role, **parts)
    readable(role.purpose, SENTENCE_LIMIT)
    for part in PARTS.values():
        readable(getattr(role, part), needed=False)
    if not 1 <= role.term_days <= FARTHEST.days:
        raise Refused(Reason.NUMBER_ODD, str(FARTHEST.days))
    return but(present, role=role)


def reworked(command: object, present: Effect | None, opened: Effect | None) -> Effect | None:
    """What a draft will change: `present` is what an earlier one said, `opened` what the proposal opened with."""
    before = present or opened
    after = amended(command, before)
    return present if after == before else after
