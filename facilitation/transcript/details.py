"""The details that many lines of a transcript share: of drafts, of what a decision changes, of topics, of advice."""

from __future__ import annotations

from typing import Final

from facilitation.model import (
    Change,
    CircleKind,
    CircleStatus,
    Duty,
    ItemOutcome,
    Matter,
    Move,
    Standing,
)
from facilitation.transcript.rows import (
    Detail,
    Holds,
    choice,
    flag,
    instant,
    person,
    text,
)

DRAFT: Final = (
    instant("review", "draft.review"),
    person("owner", "draft.owner"),
    text("criteria", "draft.criteria"),
    text("condition", "draft.condition"),
    instant("until", "draft.until"),
)
CHANGE: Final = choice("change", "change", Change)
MOVE: Final = choice("move", "move", Move)
NEEDED_MOVE: Final = choice("move", "move", Move, needed=True)
UNTIL: Final = instant("until", "until", needed=True)
WHOM: Final = person("whom", "person", needed=True)
WHICH: Final = text("which", "which")
"""For which role, where several are selected at once."""
NO_DRAFT: Final = (
    flag("no owner", "no draft.owner"),
    flag("no criteria", "no draft.criteria"),
    flag("no condition", "no draft.condition"),
    flag("no until", "no draft.until"),
)
EFFECT: Final = (
    # a role
    text("role", "effect.role.name"),
    text("purpose", "effect.role.purpose"),
    choice("process role", "effect.role.duty", Duty),
    text("responsibilities", "effect.role.responsibilities"),
    text("authority", "effect.role.domain"),
    Detail("term", Holds.NUMBER, "effect.role.term_days"),
    instant("look at it", "effect.role.review"),
    text("not part of it", "effect.role.outside"),
    text("wished for", "effect.role.qualifications", many=True),
    text("time", "effect.role.time_budget"),
    text("reports", "effect.role.reports"),
    text("measures", "effect.role.measures"),
    text("budget", "effect.role.budget"),
    text("depends on", "effect.role.depends_on"),
    text("owed", "effect.role.owed"),
    text("drops role", "effect.drops_role"),
    text("vacates role", "effect.vacates_role"),
    # somebody's place
    person("member", "effect.member.person"),
    choice("standing", "effect.member.standing", Standing),
    choice("duty", "effect.member.duties", Duty, many=True),
    # a circle
    text("name", "effect.charter.name"),
    text("aim", "effect.charter.aim"),
    text("holds", "effect.charter.domains", many=True),
    choice("kind", "effect.charter.kind", CircleKind),
    flag("decides", "effect.charter.decides"),
    flag("only recommends", "not effect.charter.decides"),
    text("product", "effect.charter.product"),
    person("founder", "effect.charter.members", many=True),
    person("led by", "effect.charter.members.leader"),
    flag("no delegate expected", "not effect.charter.delegate_expected"),
    instant("last day", "effect.charter.until"),
    text("of circle", "effect.circle"),
    choice("becomes", "effect.status", CircleStatus),
)
"""What a decision changes besides its words: the parts of `model.Effect`."""
DEFINED: Final = (
    *(detail for detail in EFFECT if detail.field.startswith("effect.role.") and detail.key != "role"),
    text("defined in", "effect.role.defined_in"),
    flag("review due", "effect.role.review_due"),
)
"""What the header says about a role that the circle has defined."""
ROLE_PARTS: Final = (
    text("for", "purpose"),
    text("responsibilities", "responsibilities"),
    text("authority", "authority"),
    text("not part of it", "outside"),
    text("wished for", "qualifications"),
    Detail("term", Holds.NUMBER, "term_days"),
)
"""How a change of the text says what is different about the role that it is about."""
PROPOSAL: Final = (
    *EFFECT,
    *DRAFT,
    text("driver", "driver"),
    text("domain", "domain"),
    choice("matter", "matter", Matter),
    person("subject", "subject"),
    text("steps", "steps"),
    text("change", "changes", many=True),
    person("away", "away", many=True),
    person("link", "also_asked", many=True),
    flag("expected", "expected"),
    flag("as a draft", "not ready"),
    text("replaces", "supersedes"),
    text("from", "origin"),
    text("item of", "item_of"),
    text("shaped in", "shaped_in"),
    text("id", "id"),
)

ROLE: Final = text("role", "role", needed=True)
TOPIC_CHANGED: Final = (
    text("tension", "tension"),
    choice("for", "outcome", ItemOutcome),
    text("domain", "domain"),
    Detail("minutes", Holds.NUMBER, "minutes"),
    text("next step", "next_step"),
    person("owner", "owner"),
    instant("due", "due"),
    text("links", "links"),
)
TOPIC_BROUGHT: Final = (
    choice("for", "outcome", ItemOutcome),
    person("owner", "owner"),
    instant("due", "due"),
    text("confidential", "confidential"),
)
TOPIC: Final = (*TOPIC_CHANGED, Detail("priority", Holds.NUMBER, "priority"))

ADVICE: Final = (
    person("adviser", "adviser"),
    person("touches", "affected", many=True),
    person("expert", "experts", many=True),
    text("role", "role"),
    text("domain", "domain"),
    instant("deadline", "deadline"),
    person("away", "away", many=True),
    text("item of", "item_of"),
    text("id", "id"),
)
