"""Which golden transcripts are played on screens: all with `GOLDEN=all` in the environment, else a third of them.

Which third it is stays the same; so that each kind of story is among them, it is every third of each folder.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from facilitation.transcript.notation import Deed
from tests.adapters.playing import GOLDEN, Played, read, title_of

NO_MEETING: Final = "it is treated by a meeting that stands nowhere in it"
NO_CIRCLE: Final = "it is about a circle that stands nowhere in it"
NO_ITEM: Final = "what its items come to stands nowhere in it"
AFTERWARDS: Final = "who joins by it is told to what has just ended, in the plain play alone"
NOT_PLAYED: Final = {
    "absent/present-only": NO_MEETING,
    "circles/charter-decided-above": NO_CIRCLE,
    "circles/charter-with-condition": NO_CIRCLE,
    "circles/climbing": AFTERWARDS,
    "circles/delegate": AFTERWARDS,
    "circles/grown-by-links": AFTERWARDS,
    "circles/leader": AFTERWARDS,
    "circles/leader-chosen": AFTERWARDS,
    "circles/recommending-ends": NO_CIRCLE,
    "ladder/agreement-as-it-was": NO_CIRCLE,
    "ladder/agreement-stays": NO_CIRCLE,
    "ladder/breakdown": NO_CIRCLE,
    "ladder/broader-circle": NO_CIRCLE,
    "ladder/parked-and-passed-on": NO_CIRCLE,
    "meeting/approved-at-once": NO_MEETING,
    "meeting/approved-later": NO_MEETING,
    "meeting/last-minutes": NO_MEETING,
    "meeting/last-minutes-nobody": NO_MEETING,
    "meeting/last-minutes-stand": NO_MEETING,
    "meeting/item-elsewhere": NO_ITEM,
    "meeting/told-from-outside": NO_MEETING,
    "objections/both-confirm": NO_MEETING,
    "objections/criteria-fail": NO_MEETING,
    "objections/criteria-test": NO_MEETING,
    "objections/waiting-for-the-facilitator": NO_MEETING,
    "selection/break": NO_MEETING,
    "selection/delegate": NO_CIRCLE,
    "selection/delegate-leaves": NO_CIRCLE,
    "shaping/elsewhere": NO_CIRCLE,
    "small/trifles": NO_MEETING,
}
"""Stories that no house can hold, each with the reason: a house has everything its facts are about."""


def chosen(every: int = 3) -> list[Path]:
    """The transcripts to play now: every third of each folder, or all."""
    playable = [path for path in GOLDEN if title_of(path) not in NOT_PLAYED]
    return playable if os.environ.get("GOLDEN") == "all" else list(_spread(playable, every))


def _spread(paths: Iterable[Path], every: int) -> Iterable[Path]:
    seen: dict[str, int] = {}
    for path in paths:
        place = seen.get(path.parent.name, 0)
        seen[path.parent.name] = place + 1
        if place % every == 0:
            yield path


KNOWN_TO_THE_HOUSE: Final = {
    "AddItem": {"proceeding"},
    "AddReports": {"above"},
    "OpenMeeting": {"away", "backlog"},
    "OpenSelection": {"away"},
    "OpenShaping": {"away"},
    "Propose": {"also_asked", "away", "item_of", "origin"},
    "SeekAdvice": {"away"},
}
"""What nobody has to say, since the house knows it.

Who is away has said so; what waits for its turn stands in the backlog; which meeting, item or circle a matter comes from
is where its button was pressed.
"""

BY_ITS_OWN_FORM: Final = {"Propose": {"changes", "effect", "matter", "steps", "subject"}}
"""What forms of their own say: a role, a circle, a setting, a place, a parting (`ProposeRole` and its neighbours).

Transcripts have a longer way to say it, for all that such a decision may bring about at once.
"""

DAYS_ALONE: Final = {
    verb: {"a day without its hour"}
    for verb in (
        "AddAction",
        "OpenSelection",
        "Propose",
        "ProposeHelpingCircle",
        "ProposePostpone",
        "SeekAdvice",
        "TakeRung",
    )
}
"""A calendar asks for days; only meetings have an hour."""

ASKED_BY_NO_FORM: Final = {
    verb: {
        name for names in (KNOWN_TO_THE_HOUSE, BY_ITS_OWN_FORM, DAYS_ALONE) for name in names.get(verb, ())
    }
    for verb in {*KNOWN_TO_THE_HOUSE, *BY_ITS_OWN_FORM, *DAYS_ALONE}
}
"""Why something goes to the desk that no form says. For anything else that does, there is a fault."""


IN: Final = {
    # A role is chosen from a list, and nobody writes its name in another way.
    "selection/each-of-two": {
        "Nominate: which cannot be ' TOOLS '",
        "Nominate:  TOOLS  is not to be chosen",
    },
    # Who is away has told the house so, and tells the house that they are back.
    "advice/nobody-asked": {"Arrive: no button for it"},
    # The form asks for the situation where the circle wants to hear it, and is not handed in without.
    "after/not-discarded": {
        "Propose: driver cannot be empty",
        "Propose: Slack hands in no form with this field empty",
    },
    # While the circle is asked what becomes of an agreement, no button offers to replace it.
    "after/successor-while-asked": {"Propose: supersedes"},
    # What a circle hands up, the house hands up.
    "ladder/in-the-broader-circle": {"Propose: no button for it"},
    # It brings a backlog of its own, which its circle has not.
    "meeting/backlog": {"OpenMeeting: topics, backlog"},
    "people/texts": {
        "Object: longer than a field of Slack's",  # 20,000 characters in one field
        "Object: Slack hands in no form with this field empty",
    },
}
"""What cannot be said on the screen in one story alone."""


def check(came: Played, path: Path) -> None:
    """Every line was played; on the screen, but for what no form asks for, and what nobody could choose anyway."""
    for aside in came.aside:
        if aside.why in IN.get(title_of(path), ()):
            continue
        verb, _, names = aside.why.partition(": ")
        assert aside.refused or set(names.split(", ")) <= ASKED_BY_NO_FORM.get(verb, set()), aside
    deeds = sum(isinstance(line, Deed) for line in read(path).lines)
    assert came.pressed + len(came.aside) == deeds
