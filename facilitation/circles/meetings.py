"""A circle and its meetings: one at a time, the one before and its minutes, and when it meets next.

Its broader circle hears when it has met, and what it decides while one person is all there is of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitation.circles.registry import CircleFollowUp, books, decides, follows
from facilitation.circles.structure import with_sub
from facilitation.commands import (
    EnterMeeting,
    LeaveMeeting,
    NoteDecidedByOne,
    NoteSubMet,
    NoteTopicOffered,
    SettleMinutes,
)
from facilitation.facts import (
    Adopted,
    CircleMeets,
    CircleMet,
    Fact,
    MinutesSettled,
    SubCircleMet,
    SubDecidedAlone,
    TopicAdded,
    TopicChanged,
)
from facilitation.following import FollowUp
from facilitation.following import follows as follows_proceeding
from facilitation.meeting import offered
from facilitation.model import Circle, but
from facilitation.state import Proceeding


@decides(EnterMeeting)
def _enter(circle: Circle, command: EnterMeeting, now: datetime) -> Iterator[Fact]:
    if circle.meeting is None:
        yield CircleMeets(at=now, meeting=command.meeting)


@decides(LeaveMeeting)
def _leave(circle: Circle, command: LeaveMeeting, now: datetime) -> Iterator[Fact]:
    if circle.meeting == command.meeting:
        yield CircleMet(
            at=now,
            meeting=command.meeting,
            held=command.held,
            attended=command.attended,
            next_meeting=command.next_meeting,
            minutes_settled=command.minutes_settled,
        )


@decides(SettleMinutes)
def _settle(circle: Circle, command: SettleMinutes, now: datetime) -> Iterator[Fact]:
    if circle.last_meeting == command.meeting and not circle.minutes_settled:
        yield MinutesSettled(at=now, meeting=command.meeting)


@follows(TopicAdded, TopicChanged)
def _offer(circle: Circle, fact: TopicAdded | TopicChanged) -> Iterator[CircleFollowUp]:
    """Whatever comes into the backlog can be taken up in the meeting that is prepared or under way."""
    if circle.meeting is not None and not fact.topic.offered:
        yield circle.meeting, NoteTopicOffered(offered=offered(fact.topic))


@books(CircleMeets)
def _book_meets(circle: Circle, fact: CircleMeets) -> Circle:
    return but(circle, meeting=fact.meeting)


@books(CircleMet)
def _book_met(circle: Circle, fact: CircleMet) -> Circle:
    if not fact.held:
        return but(circle, meeting=None)
    return but(
        circle,
        meeting=None,
        last_meeting=fact.meeting,
        last_attended=fact.attended,
        minutes_settled=fact.minutes_settled,
        next_meeting=fact.next_meeting,
    )


@follows(CircleMet)
def _tell_broader(circle: Circle, fact: CircleMet) -> Iterator[CircleFollowUp]:
    if fact.held and circle.broader is not None:
        yield circle.broader, NoteSubMet(circle=circle.id)


@decides(NoteSubMet)
def _note_met(circle: Circle, command: NoteSubMet, now: datetime) -> Iterator[Fact]:
    if circle.subcircle(command.circle) is not None:
        yield SubCircleMet(at=now, circle=command.circle)


@follows_proceeding(Adopted)
def _by_one(p: Proceeding, fact: Adopted) -> Iterator[FollowUp]:
    """What one person decides is a circle's decision, and the broader circle knows of it (MVOS 6.6; (D))."""
    if fact.decision.circle_of_one and p.circle.broader is not None:
        yield p.circle.broader, NoteDecidedByOne(circle=p.circle.id, proceeding=p.id, title=p.title)


@decides(NoteDecidedByOne)
def _note_alone(circle: Circle, command: NoteDecidedByOne, now: datetime) -> Iterator[Fact]:
    if circle.subcircle(command.circle) is not None:
        yield SubDecidedAlone(
            at=now, circle=command.circle, proceeding=command.proceeding, title=command.title
        )


@books(SubDecidedAlone)
def _book_alone(circle: Circle, _fact: SubDecidedAlone) -> Circle:
    return circle


@books(SubCircleMet)
def _book_sub_met(circle: Circle, fact: SubCircleMet) -> Circle:
    return with_sub(circle, fact.circle, last_met=fact.at)


@books(MinutesSettled)
def _book_settled(circle: Circle, _fact: MinutesSettled) -> Circle:
    return but(circle, minutes_settled=True)
