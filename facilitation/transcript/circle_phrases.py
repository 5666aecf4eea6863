"""The words of transcripts for circles themselves: who joins and leaves, what is proposed about them."""

from __future__ import annotations

from typing import Final

from facilitation import commands as c
from facilitation.model import Standing
from facilitation.transcript.rows import Detail, Holds, Phrase, choice, instant, person, text

_OPENING: Final = (
    instant("review", "draft.review"),
    person("away", "away", many=True),
    text("item of", "item_of"),
    text("id", "id"),
)
_CHARTER: Final = (text("name", "name"), text("aim", "aim"), text("holds", "holds"))

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
    Phrase("proposes a charter", c.ProposeCharter, "draft.text", titled=True, details=(*_CHARTER, *_OPENING)),
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
