"""Who belongs to a circle: asked in, accepted, on leave, gone (domain.md 10.5; INV-C6).

A place takes two consents, the circle's and the person's own, in either order. Leaving takes none: nobody is forced
in or out (MVOS 2.2.3). Going on leave and coming back are said, not asked: (D) for the person who knows best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from facilitation.circles import registry
from facilitation.circles.links import add_link, clashes
from facilitation.circles.registry import CircleVerb
from facilitation.circles.structure import FollowUp
from facilitation.commands import (
    AcceptMembership,
    AddLink,
    AppointLeader,
    BringTopic,
    ComeBack,
    DeclineMembership,
    Invite,
    JoinCircle,
    LeaveCircle,
    SetWorkingTimes,
    TakeLeave,
)
from facilitation.facts import (
    Fact,
    InvitationAccepted,
    InvitationDeclined,
    JoinAsked,
    LeaveBegan,
    MemberAdmitted,
    MemberInvited,
    MemberReleased,
    WorkingTimesSet,
)
from facilitation.model import (
    Circle,
    Duty,
    ItemOutcome,
    Member,
    PersonId,
    Standing,
    SubCircle,
    but,
)
from facilitation.refusals import Reason, Refused
from facilitation.settings import LeaderSelected
from facilitation.verbs import SENTENCE_LIMIT, readable, words

# --- coming ---------------------------------------------------------------------------------------------------


@registry.decides(Invite)
def _invite(circle: Circle, c: Invite, now: datetime) -> Iterator[Fact]:
    current = circle.member(c.member.person)
    place = but(c.member, duties=current.duties if current is not None else ())
    asked = any(m.person == place.person for m in circle.asking)
    if current == place:
        return
    if c.willing or asked:
        yield MemberAdmitted(at=now, member=place)
    else:
        yield MemberInvited(at=now, member=place, decided_in=c.decided_in)


@registry.books(MemberInvited)
def _book_invited(circle: Circle, fact: MemberInvited) -> Circle:
    others = tuple(m for m in circle.invited if m.person != fact.member.person)
    return but(circle, invited=(*others, fact.member))


def _stranger(circle: Circle, who: PersonId, _about: object) -> Reason | None:
    there = circle.member(who) is not None or any(m.person == who for m in circle.asking)
    return Reason.ALREADY_THERE if there else None


@registry.decides(JoinCircle)
def _join(circle: Circle, c: JoinCircle, now: datetime) -> Iterator[Fact]:
    if c.standing is Standing.ON_LEAVE:
        raise Refused(Reason.NOT_THIS_WAY)
    text = words(readable(c.text, SENTENCE_LIMIT))
    yield JoinAsked(at=now, person=c.by, standing=c.standing, text=text)
    yield from _taken(circle, c.by, now)  # if the circle has consented already


@registry.books(JoinAsked)
def _book_asked(circle: Circle, fact: JoinAsked) -> Circle:
    asking = Member(person=fact.person, standing=fact.standing)
    return but(circle, asking=(*(m for m in circle.asking if m.person != fact.person), asking))


@registry.follows(JoinAsked)
def _asked(circle: Circle, fact: JoinAsked) -> Iterator[FollowUp]:
    if circle.member(fact.person) is None:
        title = f"{circle.name}: {fact.standing.value}"[:200]
        yield circle.id, BringTopic(title=title, outcome=ItemOutcome.DECIDE, by=fact.person)


def _invitation(circle: Circle, who: PersonId) -> Member | None:
    return next((m for m in circle.invited if m.person == who), None)


def _invited(circle: Circle, who: PersonId, _about: object) -> Reason | None:
    return None if _invitation(circle, who) is not None else Reason.NOT_ASKED


def _invited_or_asking(circle: Circle, who: PersonId, _about: object) -> Reason | None:
    known = any(m.person == who for m in (*circle.invited, *circle.asking))
    return None if known else Reason.NOT_ASKED


@registry.decides(AcceptMembership)
def _accept(circle: Circle, c: AcceptMembership, now: datetime) -> Iterator[Fact]:
    yield from _taken(circle, c.by, now)


def _taken(circle: Circle, who: PersonId, now: datetime) -> Iterator[Fact]:
    place = _invitation(circle, who)
    if place is not None:
        yield InvitationAccepted(at=now, member=place)
        # A first leader has the duty once both circles know them as the link.
        kept = tuple(duty for duty in place.duties if duty not in (Duty.LEADER, Duty.DELEGATE))
        yield MemberAdmitted(at=now, member=but(place, duties=kept))


@registry.books(InvitationAccepted)
def _book_accepted(circle: Circle, _fact: InvitationAccepted) -> Circle:
    return circle


@registry.decides(DeclineMembership)
def _decline(_circle: Circle, c: DeclineMembership, now: datetime) -> Iterator[Fact]:
    yield InvitationDeclined(at=now, person=c.by)


@registry.books(InvitationDeclined)
def _book_declined(circle: Circle, fact: InvitationDeclined) -> Circle:
    return without_waiting(circle, fact.person)


def without_waiting(circle: Circle, person: PersonId) -> Circle:
    """The circle once nobody waits for this person's place any more."""
    if not circle.invited and not circle.asking:
        return circle
    return but(
        circle,
        invited=tuple(m for m in circle.invited if m.person != person),
        asking=tuple(m for m in circle.asking if m.person != person),
    )


def without_person(circle: Circle, person: PersonId) -> Circle:
    """The circle once it has nothing more to remember of somebody who has left."""
    return but(
        without_waiting(circle, person),
        by_link=tuple(who for who in circle.by_link if who != person),
        rested=tuple(pair for pair in circle.rested if pair[0] != person),
    )


# --- going, resting, coming back ------------------------------------------------------------------------------


@registry.decides(LeaveCircle)
def _leave(_circle: Circle, c: LeaveCircle, now: datetime) -> Iterator[Fact]:
    yield MemberReleased(at=now, person=c.by)


def _at_work(circle: Circle, who: PersonId, _about: object) -> Reason | None:
    member = circle.member(who)
    if member is None:
        return Reason.STRANGER
    return Reason.ALREADY_AWAY if member.standing is Standing.ON_LEAVE else None


def _on_leave(circle: Circle, who: PersonId, _about: object) -> Reason | None:
    member = circle.member(who)
    if member is None:
        return Reason.STRANGER
    return None if who in dict(circle.rested) else Reason.ALREADY_THERE


@registry.decides(TakeLeave)
def _take_leave(circle: Circle, c: TakeLeave, now: datetime) -> Iterator[Fact]:
    member = circle.member(c.by)
    if member is not None:
        yield LeaveBegan(at=now, person=c.by, standing=member.standing)
        yield MemberAdmitted(at=now, member=but(member, standing=Standing.ON_LEAVE))


@registry.books(LeaveBegan)
def _book_leave(circle: Circle, fact: LeaveBegan) -> Circle:
    others = tuple(pair for pair in circle.rested if pair[0] != fact.person)
    return but(circle, rested=(*others, (fact.person, fact.standing)))


@registry.decides(ComeBack)
def _come_back(circle: Circle, c: ComeBack, now: datetime) -> Iterator[Fact]:
    member = circle.member(c.by)
    if member is not None:
        yield MemberAdmitted(at=now, member=but(member, standing=dict(circle.rested)[c.by]))


# --- a leader until both circles have agreed on one -----------------------------------------------------------


def _numbered(circle: Circle, number: int) -> SubCircle | None:
    known = 1 <= number <= len(circle.subcircles)
    return circle.subcircle(circle.subcircles[number - 1].id) if known else None


def _appoints(circle: Circle, who: PersonId, about: int) -> Reason | None:
    """The leader or the facilitator; the leader alone where the leader of the broader circle chooses (HC 1.4)."""
    sub, member = _numbered(circle, about), circle.member(who)
    if member is None:
        return Reason.STRANGER
    if sub is None:
        return Reason.NO_SUCH_THING
    alone = circle.settings.leader_selected is LeaderSelected.BROADER_LEADER
    who_may = {Duty.LEADER} if alone else {Duty.LEADER, Duty.FACILITATOR}
    if not who_may & set(member.duties):
        return Reason.NOT_LEADING
    return Reason.NOT_NOW if sub.leader is not None and not alone else None


@registry.decides(AppointLeader)
def _appoint(circle: Circle, c: AppointLeader, now: datetime) -> Iterator[Fact]:
    member, sub = circle.member(c.person), _numbered(circle, c.sub)
    if member is None:
        raise Refused(Reason.NOT_A_MEMBER)
    if not member.consents:
        raise Refused(Reason.NOT_FULL_MEMBER)
    if sub is None:
        raise Refused(Reason.NO_SUCH_THING)
    if clashes(circle, sub.delegate, c.person):
        raise Refused(Reason.LEADER_IS_DELEGATE)
    interim = circle.settings.leader_selected is not LeaderSelected.BROADER_LEADER
    link = AddLink(circle=sub.id, duty=Duty.LEADER, person=c.person, interim=interim, by=c.by)
    yield from add_link(circle, link, now)


# --- how it works from day to day -----------------------------------------------------------------------------

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DAY: Final = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_TIME: Final = "([01][0-9]|2[0-3]):[0-5][0-9]"
_HOURS: Final = re.compile(rf"{_DAY}(-{_DAY})?(,{_DAY}(-{_DAY})?)* {_TIME}-{_TIME}")


def _keeps_times(circle: Circle, who: PersonId, _about: object) -> Reason | None:
    """Leader, facilitator and secretary; where the circle has none of them, every full member."""
    if (reason := registry.full_member(circle, who)) is not None:
        return reason
    keepers = {circle.holder(duty) for duty in (Duty.LEADER, Duty.FACILITATOR, Duty.SECRETARY)} - {None}
    return None if who in keepers or not keepers else Reason.NOT_LEADING


@registry.decides(SetWorkingTimes)
def _set_times(circle: Circle, c: SetWorkingTimes, now: datetime) -> Iterator[Fact]:
    fact = WorkingTimesSet(
        at=now,
        by=c.by,
        language=_sound(_LANGUAGE, c.language) or circle.language,
        zone=_zone(c.zone) or circle.zone,
        working_hours=_sound(_HOURS, c.working_hours) or circle.working_hours,
    )
    if _book_times(circle, fact) == circle:
        raise Refused(Reason.NOTHING_CHANGED)
    yield fact


def _sound(form: re.Pattern[str], text: str) -> str:
    kept = text.strip()
    if kept and not form.fullmatch(kept):
        raise Refused(Reason.SETTINGS_UNKNOWN, kept)
    return kept


def _zone(name: str) -> str:
    kept = name.strip()
    try:
        return ZoneInfo(kept).key if kept else ""
    except (ValueError, OSError, KeyError) as fault:
        raise Refused(Reason.SETTINGS_UNKNOWN, kept[:100]) from fault


@registry.books(WorkingTimesSet)
def _book_times(circle: Circle, fact: WorkingTimesSet) -> Circle:
    return but(circle, language=fact.language, zone=fact.zone, working_hours=fact.working_hours)


# --- who may --------------------------------------------------------------------------------------------------


def _living(circle: Circle) -> tuple[int, ...]:
    return tuple(n for n, sub in enumerate(circle.subcircles, 1) if circle.subcircle(sub.id) is not None)


for _verb in (
    CircleVerb(JoinCircle, _stranger),
    CircleVerb(AcceptMembership, _invited),
    CircleVerb(DeclineMembership, _invited_or_asking),
    CircleVerb(LeaveCircle, registry.member),
    CircleVerb(TakeLeave, _at_work),
    CircleVerb(ComeBack, _on_leave),
    CircleVerb(AppointLeader, _appoints, lambda c: c.sub, _living),
    CircleVerb(SetWorkingTimes, _keeps_times),
):
    registry.offers(_verb)
