"""The parts of a draft as fields of a form, and the text that a change begins from."""

from __future__ import annotations

from datetime import datetime, timedelta

from facilitation.cards import Blank, Entry
from facilitation.model import Circle, Draft
from facilitation.state import IntegrationState, Proceeding


def present_draft(p: Proceeding) -> Draft:
    """The text a change starts from: as amended so far while objections are worked on, else as shown."""
    if not p.versions:
        return new_draft(p.circle, p.opened)
    working = p.working if isinstance(p.phase, IntegrationState) else None
    return working or p.version.draft


def new_draft(circle: Circle, now: datetime) -> Draft:
    """An empty text, with the review that the circle usually has."""
    return Draft(text="", review=now + timedelta(days=circle.settings.review_days))


def draft_blanks(draft: Draft, circle: Circle) -> tuple[Blank, ...]:
    """The parts of a draft as blanks of their own, prefilled, for changing more than its text.

    The names are the fields of `model.Draft`. The present owner stays an option also where they are no member: a form
    that is handed in as it stands changes nothing. Conditions are rare: where there is none, they are asked for later.
    """
    later = not (draft.condition or draft.until)
    known = dict.fromkeys(member.person for member in circle.members)
    owners = tuple(known | dict.fromkeys((draft.owner,) if draft.owner else ()))
    until = draft.until.isoformat() if draft.until else ""
    return (
        Blank("text", Entry.LONG, start=draft.text),
        Blank("review", Entry.DATE, start=draft.review.isoformat()),
        Blank("owner", Entry.PERSON, required=False, options=owners, start=draft.owner or ""),
        Blank("criteria", Entry.LONG, required=False, start=draft.criteria),
        Blank("condition", Entry.SHORT, required=False, start=draft.condition, later=later),
        Blank("until", Entry.DATE, required=False, start=until, later=later),
    )
