"""What a circle is and how it hangs together, as a board; what its history tells of that; who is asked to come."""

from __future__ import annotations

from collections.abc import Iterator

from facilitation import commands as c
from facilitation import facts as f
from facilitation.cards import Arg, Button, Card, Line, Many, Said, When, Who, msg
from facilitation.model import Circle, CircleId, CircleStatus, Duty, Member, PersonId, SubCircle
from facilitation.view.circle_kinds import ORDER, RECEIPTS, shows, tells
from facilitation.view.parts import item, lead, note, title, word

ORDER.extend(
    [
        c.AcceptMembership,
        c.DeclineMembership,
        c.JoinCircle,
        c.AppointLeader,
        c.ComeBack,
        c.SetWorkingTimes,
        c.TakeLeave,
        c.LeaveCircle,
    ]
)


# --- the board ------------------------------------------------------------------------------------------------


@shows
def _cards(circle: Circle) -> Iterator[Card]:
    """Only where there is more to say than the circle's profile does: other circles, people who wait."""
    if circle.broader or circle.subcircles or circle.invited or circle.asking:
        yield Card(key="belonging", lines=tuple(_lines(circle)), live=True)
    for member in circle.invited:
        lines = (title(msg("invited-title", circle=Said(circle.name))), note("invited-yours"))
        key = f"invited/{member.person}/{member.standing.value}"
        answers = (Button(c.AcceptMembership.__name__, step=0), Button(c.DeclineMembership.__name__, step=0))
        yield Card(key=key, lines=lines, buttons=answers, to=member.person, once=True)


def _lines(circle: Circle) -> Iterator[Line]:
    yield title(msg("belonging-title", circle=Said(circle.name)))
    if circle.aim:
        yield lead(msg("map-aim", aim=Said(circle.aim)))
    if circle.status is CircleStatus.DISSOLVED:
        yield note("belonging-dissolved")
        return
    yield from _own(circle)
    for number, sub in enumerate(circle.subcircles, 1):
        if circle.subcircle(sub.id) is not None:
            yield from _sub(number, sub)
    for member in circle.invited:
        yield item("belonging-invited", person=Who(member.person), standing=word("standing", member.standing))
    for member in circle.asking:
        yield item("belonging-asking", person=Who(member.person), standing=word("standing", member.standing))


def _own(circle: Circle) -> Iterator[Line]:
    if circle.domains:
        yield note("map-domains", domains=Said(", ".join(circle.domains)))
    if circle.broader is not None:
        yield note("belonging-decides" if circle.decides else "belonging-recommends")
        links = dict(circle.links)
        if Duty.LEADER in links:
            yield note("map-leader", person=Who(links[Duty.LEADER]))
        if Duty.DELEGATE in links:
            yield note("map-delegate", person=Who(links[Duty.DELEGATE]))
    if circle.status is CircleStatus.DORMANT:
        yield note("belonging-rests")
    if circle.until is not None:
        yield note("belonging-until", until=When(circle.until, day=True))


def _sub(number: int, sub: SubCircle) -> Iterator[Line]:
    yield item("belonging-sub", number=number, name=Said(sub.charter.name))
    if sub.status is CircleStatus.DORMANT:
        yield note("belonging-sub-rests")
        return
    if sub.leader is None:
        yield note("map-flag-no-leader")
    else:
        leads = "map-flag-leader-for-now" if sub.interim else "map-leader"
        yield note(leads, person=Who(sub.leader))
    if sub.delegate is not None:
        yield note("map-delegate", person=Who(sub.delegate))


# --- what is told ---------------------------------------------------------------------------------------------

RECEIPTS.update(
    {
        f.JoinAsked: "receipt-join-asked",
        f.InvitationAccepted: "receipt-invitation-accepted",
        f.InvitationDeclined: "receipt-invitation-declined",
        f.LeaveBegan: "receipt-on-leave",
        f.MemberAdmitted: "receipt-place",
        f.MemberReleased: "receipt-left-circle",
        f.Linked: "receipt-leader-named",
        f.WorkingTimesSet: "receipt-working-times",
    }
)


def _named(circle: Circle, id_: CircleId) -> Said:
    sub = next((sub for sub in circle.subcircles if sub.id == id_), None)
    return Said(sub.charter.name if sub is not None else id_)


def _place(member: Member) -> dict[str, Arg]:
    return {"person": Who(member.person), "standing": word("standing", member.standing)}


def _link(person: PersonId, duty: Duty) -> dict[str, Arg]:
    return {"person": Who(person), "duty": word("duty", duty)}


@tells(f.MemberAdmitted, f.MemberInvited, f.InvitationAccepted)
def _placed(
    _circle: Circle, fact: f.MemberAdmitted | f.MemberInvited | f.InvitationAccepted
) -> dict[str, Arg]:
    return _place(fact.member)


@tells(f.MemberReleased, f.InvitationDeclined, f.LeaveBegan)
def _person(_circle: Circle, fact: f.MemberReleased | f.InvitationDeclined | f.LeaveBegan) -> dict[str, Arg]:
    return {"person": Who(fact.person)}


@tells(f.JoinAsked)
def _asked(_circle: Circle, fact: f.JoinAsked) -> dict[str, Arg]:
    return {"person": Who(fact.person), "standing": word("standing", fact.standing), "text": Said(fact.text)}


@tells(f.WorkingTimesSet)
def _times(_circle: Circle, fact: f.WorkingTimesSet) -> dict[str, Arg]:
    given = (fact.language, fact.zone, fact.working_hours)
    return {"person": Who(fact.by), "text": Said(", ".join(part for part in given if part))}


@tells(f.SubCircleFormed)
def _formed(_circle: Circle, fact: f.SubCircleFormed) -> dict[str, Arg]:
    people = tuple(m.person for m in fact.charter.members)
    return {"name": Said(fact.charter.name), "people": Many(people)}


@tells(f.SubCircleNoted)
def _noted(_circle: Circle, fact: f.SubCircleNoted) -> dict[str, Arg]:
    return {"name": Said(fact.sub.charter.name)}


@tells(f.SubCircleMet)
def _met(circle: Circle, fact: f.SubCircleMet) -> dict[str, Arg]:
    return {"name": _named(circle, fact.circle)}


@tells(f.SubDecidedAlone)
def _decided_alone(circle: Circle, fact: f.SubDecidedAlone) -> dict[str, Arg]:
    return {"name": _named(circle, fact.circle), "title": Said(fact.title)}


@tells(f.CharterChanged, f.SubCharterNoted)
def _charter(_circle: Circle, fact: f.CharterChanged | f.SubCharterNoted) -> dict[str, Arg]:
    domains = ", ".join(fact.domains) or "–"
    return {"name": Said(fact.name), "aim": Said(fact.aim or "–"), "domains": Said(domains)}


@tells(f.SubStatusSet)
def _sub_status(circle: Circle, fact: f.SubStatusSet) -> dict[str, Arg]:
    return {"name": _named(circle, fact.circle), "status": word("circle-status", fact.status)}


@tells(f.StatusSet)
def _status(_circle: Circle, fact: f.StatusSet) -> dict[str, Arg]:
    return {"status": word("circle-status", fact.status)}


@tells(f.EstateReturned, f.BroaderChanged, f.ConsentImpossible)
def _plain(
    _circle: Circle, _fact: f.EstateReturned | f.BroaderChanged | f.ConsentImpossible
) -> dict[str, Arg]:
    return {}


@tells(f.EstateTakenIn, f.LastDayPassed)
def _taken(circle: Circle, fact: f.EstateTakenIn | f.LastDayPassed) -> dict[str, Arg]:
    return {"name": _named(circle, fact.circle)}


@tells(f.ConsentAsked)
def _question(_circle: Circle, fact: f.ConsentAsked) -> dict[str, Arg]:
    return {"person": Who(fact.by), "title": Said(fact.title)}


@tells(f.LinkReceived)
def _received(_circle: Circle, fact: f.LinkReceived) -> dict[str, Arg]:
    return {**_link(fact.person, fact.duty), "name": Said(fact.name)}


@tells(f.LinkAccepted, f.LinkDeclined, f.LinkNoted, f.UnlinkNoted)
def _own_link(
    _circle: Circle, fact: f.LinkAccepted | f.LinkDeclined | f.LinkNoted | f.UnlinkNoted
) -> dict[str, Arg]:
    return _link(fact.person, fact.duty)


@tells(f.Linked, f.Unlinked)
def _linked(circle: Circle, fact: f.Linked | f.Unlinked) -> dict[str, Arg]:
    return {**_link(fact.person, fact.duty), "name": _named(circle, fact.circle)}
