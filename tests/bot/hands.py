"""What people press and fill in, whatever it is that they sit at: out of the menus that everybody gets.

Any process, any act: the buttons are those of `choices` and `circle_choices`, the forms say what to fill in, and
`filling.given` makes the command, as it does for each platform. Some buttons are pressed more often than others, so
that most of what is begun also comes to an end.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from facilitation import commands as c
from facilitation import meeting as m
from facilitation.cards import Blank, Button, Entry
from facilitation.commands import Act, CircleAct, Open
from facilitation.draft_parts import present_draft
from facilitation.filling import given, opening
from facilitation.forms import OUTSIDER
from facilitation.model import Circle, Draft, ItemOutcome, PersonId, ProceedingId, Words
from facilitation.openings import openings
from facilitation.proceeding import waiting
from facilitation.state import Proceeding
from facilitation.view import choices
from facilitation.view.circle import circle_choices

OFTEN: Final = {
    **dict.fromkeys(("Consent", "Pass", "Speak", "AcceptDriver", "ConfirmAmendment", "Answer"), 20.0),
    **dict.fromkeys(("LetStand", "RaiseConcern", "LeaveIt", "GoOn", "BeginMeeting", "ProposeAgenda"), 20.0),
    **dict.fromkeys(("SetNextMeeting", "CloseItem", "CloseMeeting", "GiveReport", "RecordResult"), 20.0),
    **dict.fromkeys(("Nominate", "ProposeCandidate", "AcceptRole", "ProposeTerm", "EnoughHeard"), 20.0),
    **dict.fromkeys(("ListQualifications", "OpenItem", "StandIn", "ProposeStandIn", "Arrive"), 20.0),
    **dict.fromkeys(("ConfirmStatement", "AcceptObjection", "Amend", "TakeUp", "Reflect"), 8.0),
    **dict.fromkeys(("AgreeItQualifies", "ChangeNomination", "NotePiece", "StepDone", "EndPause"), 8.0),
    **dict.fromkeys(("MeetCondition", "Argue", "Suggest", "Dispute", "AddTopic"), 4.0),
    **dict.fromkeys(("Object", "AskAgain", "DrawCandidate", "SetPriority", "ConsentToMinutes"), 2.0),
    **dict.fromkeys(("ComeBackToMe", "Ask", "TakeBack", "RewordDriver", "AnotherPass", "Redraft"), 0.2),
    **dict.fromkeys(("AddItem", "ScheduleTopic", "AddEvaluation", "CorrectMinutes", "RecordPoint"), 0.2),
    **dict.fromkeys(("Leave", "HandOver", "GivePen", "TakeRung", "NameStuck", "WithdrawConsent"), 0.1),
    **dict.fromkeys(("Discard", "ProposePostpone", "AnswerProcess", "WithdrawAside", "ProposeEnd"), 0.1),
    **dict.fromkeys(("CallPause", "CallWriting", "SupportPerson", "AddToBacklog", "AddAction"), 0.1),
    **dict.fromkeys(("ChangeItem", "WelcomeVisitor", "LeaveEarly", "TakeMinutes", "ObjectToMinutes"), 0.05),
    **dict.fromkeys(("CallTopics", "ExtendMeeting", "PostponeItem", "DropItem", "MoveItem"), 0.05),
    **dict.fromkeys(("DeclineRole", "SetAside", "ProposeVacancy", "SkipStep", "LeaveCircle"), 0.05),
    **dict.fromkeys(("AskProcess", "TakeOver", "Withdraw", "ProposeDrop", "PostponeRest"), 0.02),
    **dict.fromkeys(("AskTemperature", "ShowTemperature", "ShowStance", "CloseTemperature"), 0.02),
    **dict.fromkeys(("AskTrifle", "OpenProcessRound", "AbortRound", "CancelMeeting"), 0.01),
    **dict.fromkeys(("EscalateToMeeting", "Escalate", "ShareFacilitation", "ResignRole"), 0.01),
}
"""How keen people are on a button, against 0.5 for all others."""
USUAL: Final = 0.5
TEXTS: Final = ("ÿ", "😀", "a", "<b>")
WAITING: Final = 0.8  # how often it is somebody who is awaited

DAYS: Final = (1, 3, 8, 8, 40, 200)
"""How far ahead a date is."""

ITEMS: Final = (ItemOutcome.REPORT, ItemOutcome.DECIDE, ItemOutcome.SELECT, ItemOutcome.EXPLORE)
BROUGHT: Final = {ItemOutcome.DECIDE: "Propose", ItemOutcome.SELECT: "OpenSelection"}


@dataclass(frozen=True, slots=True)
class Hands:
    """Hands that choose by dice, at one instant; `eager` ones do little but what gets things on."""

    dice: random.Random
    now: datetime
    eager: bool = False

    def act(self, value: Proceeding | Circle) -> Act | CircleAct | None:
        """Something that somebody may do here; None where whoever was chosen may do nothing."""
        people = [member.person for member in value.members] if isinstance(value, Circle) else _people(value)
        awaited = waiting(value) if isinstance(value, Proceeding) else ()
        who = self.dice.choice(awaited if awaited and self.dice.random() < WAITING else people)
        return self.press(value, who)

    def press(self, value: Proceeding | Circle, who: PersonId) -> Act | CircleAct | None:
        """A button of somebody's menu, filled in; None where there is none."""
        buttons = circle_choices(value, who) if isinstance(value, Circle) else choices(value, who)
        if not buttons:
            return None
        keen = [OFTEN.get(one.verb, USUAL) ** (2 if self.eager else 1) for one in buttons]
        (button,) = self.dice.choices(buttons, keen)
        command = given(button, who, self._filled(button, value))
        return (
            replace(command, seed=f"{self.dice.random()}")
            if isinstance(command, c.DrawCandidate)
            else command
        )

    def opens(self, circle: Circle, verb: str, id_: ProceedingId, **fixed: object) -> Open | None:
        """What somebody opens in a circle; `fixed` is what is known already."""
        who = self.dice.choice(circle.consenting or (None,))
        menu = {button.verb: button for button in openings(circle, who)} if who is not None else {}
        if who is None or verb not in menu:
            return None
        return replace(opening(menu[verb], who, circle, id_, self._filled(menu[verb], circle)), **fixed)  # type: ignore[arg-type]

    def item(self, meeting: Proceeding) -> c.AddItem:
        """Something for the agenda of a meeting."""
        outcome, who = self.dice.choice(ITEMS), self.dice.choice(_people(meeting))
        return c.AddItem(by=who, title=f"{outcome.value} {self._text()}", outcome=outcome, minutes=20)

    def brings(self, meeting: Proceeding, circle: Circle, id_: ProceedingId) -> Open | None:
        """What the item on the table needs, if it is for somebody to bring."""
        item = m.of(meeting).open_item
        if item is None or item.proceeding is not None or item.outcome not in BROUGHT:
            return None
        return self.opens(circle, BROUGHT[item.outcome], id_, item_of=meeting.id, title=item.title)

    def _filled(self, button: Button, value: Proceeding | Circle) -> dict[str, object]:
        filled = dict(self._values(button.form, value))
        if {blank.name for blank in button.form} >= {"person", OUTSIDER} and not filled.keys() & {
            "person",
            OUTSIDER,
        }:
            filled["person"] = self.dice.choice(_people(value))  # one of the two has to be named
        return filled

    def _values(self, form: tuple[Blank, ...], value: Proceeding | Circle) -> Iterator[tuple[str, object]]:
        for blank in form:
            if blank.required or self.dice.random() < 0.5:
                filled = self._value(blank, value)
                if filled is not None:
                    yield blank.name, filled

    def _value(self, blank: Blank, value: Proceeding | Circle) -> object:
        match blank.entry:
            case Entry.DRAFT:
                return self._draft(value)
            case Entry.DATE:
                return self.now + timedelta(days=self.dice.choice(DAYS))
            case Entry.PERSON:
                people = blank.options or _people(value)
                return PersonId(blank.start or self.dice.choice(people))
            case Entry.CHOICES:
                return (self.dice.choice(blank.options),)
            case Entry.NUMBERS:
                numbers = blank.options or ("1",)
                return (int(self.dice.choice(numbers)),)
            case Entry.NUMBER:
                return int(blank.start or 0) or self.dice.randint(1, 5)
            case Entry.CHOICE:
                return blank.start or (self.dice.choice(blank.options) if blank.options else None)
            case _:
                return Words(self._text())

    def _draft(self, value: Proceeding | Circle) -> Draft:
        if isinstance(value, Circle) or not value.versions:
            return Draft(text=self._text(), review=self.now + timedelta(days=self.dice.randint(30, 200)))
        return replace(present_draft(value), text=self._text(), review=self.now + timedelta(days=30))

    def _text(self) -> str:
        return f"Because of reason {self.dice.randrange(10**6)}, given with {self.dice.choice(TEXTS)}"


def _people(value: Proceeding | Circle) -> tuple[PersonId, ...]:
    circle = value if isinstance(value, Circle) else value.circle
    return tuple(member.person for member in circle.members)
