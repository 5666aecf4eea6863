"""The meeting: from check-in to check-out, with the circle's items in between.

Sources: MVOS chapter 5; WDWD chapters 4 to 6; S3 "Governance Meeting", "Evaluate Meetings"; HC v5 5.4 (domain.md
section 3). The steps never go back; one is left out only with a reason that is logged (INV-M1).
"""

from __future__ import annotations

from typing import Final

from facilitation import anytime
from facilitation.facts import (
    AgendaConsented,
    AttendanceTaken,
    BacklogUpdated,
    DurationKnown,
    FewPresent,
    FollowUpEnded,
    InformationGiven,
    ItemsDone,
    LastMinutesSettled,
    MeetingBegan,
    MeetingCancelled,
    MeetingClosed,
    MeetingForgotten,
    NextMeetingKnown,
    RoundClosed,
    RoundPurpose,
    StepSkipped,
    SupportCalled,
    TopicsCalled,
)
from facilitation.meeting import PROCESS
from facilitation.model import Outcome
from facilitation.phases.agenda import AGENDA_VERBS, AgendaConsent
from facilitation.phases.assembling import (
    LEAVE_EARLY,
    WELCOME,
    Attendance,
    Duration,
    Information,
    MinutesOfLast,
    NextMeeting,
    Preparing,
)
from facilitation.phases.closing import AFTERWARDS, Backlog, Closing, WrittenUp
from facilitation.phases.covering import COVER_VERBS
from facilitation.phases.items import AROUND, Items, SupportRound
from facilitation.phases.meeting_clock import MeetingRound
from facilitation.process import Process

P = RoundPurpose


def _round(purpose: RoundPurpose, then: str) -> MeetingRound:
    return MeetingRound(purpose=purpose, on={RoundClosed: then, StepSkipped: then})


MEETING: Final = Process(
    name=PROCESS,
    source="MVOS chapter 5; WDWD chapters 4-6; S3 Governance Meeting, Evaluate Meetings; HC v5 5.4",
    first="preparing",
    phases={
        "preparing": Preparing(on={MeetingBegan: "check-in", MeetingCancelled: Outcome.CANCELLED}),
        "check-in": _round(P.CHECK_IN, "attendance"),
        "attendance": Attendance(on={AttendanceTaken: "duration", FewPresent: "few present"}),
        "few present": _round(P.PROCESS, "duration"),
        "duration": Duration(on={DurationKnown: "minutes", StepSkipped: "minutes"}),
        "minutes": MinutesOfLast(on={LastMinutesSettled: "information", StepSkipped: "information"}),
        "information": Information(on={InformationGiven: "next meeting", StepSkipped: "next meeting"}),
        "next meeting": NextMeeting(on={NextMeetingKnown: "agenda"}),
        "agenda": AgendaConsent(on={AgendaConsented: "items", TopicsCalled: "topics"}),
        "topics": _round(P.PICTURE, "agenda"),
        "items": Items(on={ItemsDone: "backlog", SupportCalled: "support round"}),
        "support round": SupportRound(purpose=P.SUPPORT, on={RoundClosed: "items", StepSkipped: "items"}),
        "backlog": Backlog(on={BacklogUpdated: "evaluation", StepSkipped: "evaluation"}),
        "evaluation": _round(P.CHECK_OUT, "closing"),
        "closing": Closing(on={MeetingClosed: "written up"}),
        "written up": WrittenUp(on={FollowUpEnded: Outcome.HELD}),
    },
    always={MeetingForgotten: "written up"},
    anytime=(*AGENDA_VERBS, *COVER_VERBS, *AROUND, WELCOME, LEAVE_EARLY, *anytime.PEOPLE),
    afterwards=AFTERWARDS,
)
