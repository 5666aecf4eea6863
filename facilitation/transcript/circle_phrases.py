"""The words of transcripts for circles themselves: who joins and leaves, what is proposed about them."""

from __future__ import annotations

from typing import Final

from facilitation import commands as c
from facilitation.model import CircleStatus, Standing
from facilitation.transcript.rows import Detail, Holds, Phrase, choice, instant, number, person, text

_OPENING: Final = (
    instant("review", "draft.review"),
    person("away", "away", many=True),
    text("item of", "item_of"),
    text("id", "id"),
)
_CHARTER: Final = (text("name", "name"), text("aim", "aim"), text("holds", "holds"))
_ROLE: Final = (
    text("responsibilities", "responsibilities"),
    text("authority", "authority"),
    text("not part of it", "outside"),
    text("wished for", "qualifications"),
    number("term", "term_days"),
)

CIRCLE_PHRASES: Final = (
    Phrase(
        "proposes a sub-circle",
        c.ProposeCircle,
        "draft.text",
        titled=True,
        details=(
            text("name", "name", needed=True),
            text("aim", "aim", needed=True),
            text("holds", "holds"),
            Detail("decides", Holds.TEXT, "decides", ("yes", "no"), needed=True),
            person("led by", "leader", needed=True),
            person("founder", "first", many=True),
            *_OPENING,
        ),
    ),
    Phrase(
        "proposes to form a helping circle",
        c.ProposeHelpingCircle,
        "draft.text",
        titled=True,
        details=(
            text("name", "name", needed=True),
            text("aim", "aim", needed=True),
            text("product", "product", needed=True),
            instant("last day", "last_day", needed=True),
            person("led by", "leader", needed=True),
            person("founder", "first", many=True),
            *_OPENING,
        ),
    ),
    Phrase(
        "proposes a charter",
        c.ProposeCharter,
        "draft.text",
        titled=True,
        details=(text("of circle", "sub"), *_CHARTER, *_OPENING),
    ),
    Phrase(
        "proposes that a circle",
        c.ProposeCircleStatus,
        "draft.text",
        titled=True,
        details=(
            text("of circle", "sub", needed=True),
            choice("becomes", "becomes", CircleStatus, needed=True),
            *_OPENING,
        ),
    ),
    Phrase(
        "proposes a leader",
        c.ProposeLeader,
        "draft.text",
        titled=True,
        details=(text("of circle", "sub", needed=True), person("led by", "person", needed=True), *_OPENING),
    ),
    Phrase(
        "proposes a setting",
        c.ProposeSettings,
        "draft.text",
        titled=True,
        details=(
            text("setting", "setting", needed=True, many=True),
            text("to", "value", needed=True, many=True),
            *_OPENING,
        ),
    ),
    Phrase(
        "proposes a role",
        c.ProposeRole,
        "draft.text",
        titled=True,
        details=(text("role", "name", needed=True), text("for", "purpose", needed=True), *_ROLE, *_OPENING),
    ),
    Phrase(
        "proposes another role",
        c.ProposeRoleChange,
        "draft.text",
        titled=True,
        details=(text("role", "role", needed=True), text("for", "purpose"), *_ROLE, *_OPENING),
    ),
    Phrase(
        "proposes the end of a role",
        c.ProposeRoleEnd,
        "draft.text",
        titled=True,
        details=(
            text("role", "role", needed=True),
            choice("what", "what", c.Parting, needed=True),
            *_OPENING,
        ),
    ),
    Phrase(
        "proposes a place",
        c.ProposePlace,
        "draft.text",
        titled=True,
        details=(person("for", "person", needed=True), choice("as", "standing", Standing), *_OPENING),
    ),
    Phrase(
        "proposes a removal",
        c.ProposeRemoval,
        "draft.text",
        titled=True,
        details=(person("of", "person", needed=True), text("steps", "steps", needed=True), *_OPENING),
    ),
    Phrase("asks to join", c.JoinCircle, "text", details=(choice("as", "standing", Standing),)),
    Phrase("accepts the place", c.AcceptMembership),
    Phrase("declines the place", c.DeclineMembership),
    Phrase("leaves the circle", c.LeaveCircle),
    Phrase("goes on leave", c.TakeLeave),
    Phrase("comes back from leave", c.ComeBack),
    Phrase(
        "appoints for", c.AppointLeader, numbers="sub", details=(person("leader", "person", needed=True),)
    ),
    Phrase(
        "sets the working times",
        c.SetWorkingTimes,
        details=(text("language", "language"), text("zone", "zone"), text("hours", "working_hours")),
    ),
)

CIRCLES_OF_THEMSELVES: Final[frozenset[type[c.Command]]] = frozenset(
    {
        c.FormSubCircle,
        c.NoteSubCircle,
        c.NoteSubMet,
        c.NoteDecidedByOne,
        c.ChangeCharter,
        c.NoteCharter,
        c.SetSubStatus,
        c.ChangeStatus,
        c.TakeInReturned,
        c.NoteBroader,
        c.NoteHolders,
        c.AskConsent,
        c.AddLink,
        c.NoteLinked,
        c.EndLink,
        c.NoteUnlinked,
        c.Invite,
    }
)
"""What circles tell each other."""
