"""What one proceeding asks of others and of the circle: the whole chain, as a desk commits it."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from datetime import timedelta

from facilitation.circle import EVERY_OPEN, circle_follow_ups, proceed_circle
from facilitation.commands import (
    Admit,
    ChangeSettings,
    CircleCommand,
    Command,
    Consent,
    CountRounds,
    EnterMeeting,
    Invite,
    LetStand,
    MeetCondition,
    NameStuck,
    NoteBroaderDecision,
    NoteDeparted,
    NoteHandedUp,
    NoteItemConcluded,
    NoteItemOpened,
    NoteJoined,
    NoteSuccessor,
    NoteSuperseded,
    Object,
    OpenItem,
    OpenMeeting,
    Pass,
    Propose,
    Receive,
    Release,
    Rung,
    Speak,
    TakeRung,
    Tick,
    Withdraw,
)
from facilitation.facts import Adopted, Closed, ConditionMet, Escalated
from facilitation.following import follow_ups, in_force
from facilitation.model import (
    Circle,
    CircleId,
    Conclusion,
    Draft,
    Duty,
    Effect,
    ItemOutcome,
    Matter,
    Member,
    Outcome,
    PersonId,
    ProceedingId,
    Standing,
    but,
)
from facilitation.phases.waiting import SUCCESSOR_WAIT
from facilitation.proceeding import proceed, wake_at
from facilitation.refusals import Refused
from facilitation.settings import Rounds
from facilitation.state import Proceeding
from tests.facilitation.small_circles import (
    ANA,
    BO,
    CY,
    DEE,
    EVE,
    NOW,
    REVIEW,
    SOON,
    O,
    circle,
    member,
    proposal,
)
from tests.facilitation.small_meetings import DECIDE, at_items, prepared

VILLAGE, GARDEN = CircleId("village"), CircleId("garden")
FACILITATING = member(ANA, Standing.FULL, Duty.FACILITATOR)
PAIR = (FACILITATING, member(BO, Standing.FULL, Duty.DELEGATE))


class House:
    """Circles and proceedings that hand on to each other what follows, like a desk without a database."""

    def __init__(self, *circles: Circle) -> None:
        self.circles = {one.id: one for one in circles}
        self.open: dict[ProceedingId, Proceeding] = {}
        self.now = NOW
        self.handed: list[tuple[str, str]] = []

    def give(self, target: str, command: Command) -> None:
        todo: deque[tuple[str, Command]] = deque([(target, command)])
        while todo:
            to, command = todo.popleft()
            if to == EVERY_OPEN:
                todo.extend((one, command) for one, p in self.open.items() if not p.over)
            elif isinstance(command, CircleCommand):
                facts, self.circles[CircleId(to)] = proceed_circle(
                    self.circles[CircleId(to)], command, self.now
                )
                follow = circle_follow_ups(self.circles[CircleId(to)], facts)
                todo.extend(follow)
                self.handed += [(one, type(c).__name__) for one, c in follow]
            else:
                facts, p = proceed(self.open.get(ProceedingId(to)), command, self.now)
                self.open[ProceedingId(to)] = p
                follow_on = follow_ups(p, facts)
                todo.extend(follow_on)
                self.handed += [(one, type(c).__name__) for one, c in follow_on]

    def propose(self, title: str, where: CircleId = GARDEN, **changes: object) -> Proceeding:
        name = ProceedingId(title)
        self.give(name, proposal(self.circles[where], BO, **{"id": name, **changes}))
        return self.open[name]

    def decide(self, title: str) -> Proceeding:
        """Let everyone help the proposal to where it can go no further."""
        for _ in range(60):
            p = self.open[ProceedingId(title)]
            before = p
            for m in p.circle.members:
                for command in (Pass(by=m.person), Speak(by=m.person), Consent(by=m.person)):
                    self.try_(title, command)
            self.try_(title, lets_stand(p))
            if self.open[ProceedingId(title)] == before:
                break
        return self.open[ProceedingId(title)]

    def try_(self, title: str, command: Command) -> None:
        with suppress(Refused):
            self.give(title, command)

    def wait(self, span: timedelta, title: str) -> None:
        self.now += span
        self.give(title, Tick())


def lets_stand(p: Proceeding) -> Command:
    return LetStand(by=p.facilitator or p.author)


def garden(**around: object) -> Circle:
    return circle(*PAIR, broader=VILLAGE, **around)


def village() -> Circle:
    return circle(member(DEE, Standing.FULL, Duty.FACILITATOR), member(EVE), id=VILLAGE, name="Village")


def stuck_house(**draft: object) -> House:
    """Bo's proposal has been passed to the village."""
    house = House(garden(), village())
    house.propose("beds", draft=Draft(**{"text": "a", "review": REVIEW, "owner": ANA, **draft}))  # type: ignore[arg-type]
    for command in (
        Pass(by=ANA),
        Speak(by=BO),
        Speak(by=ANA),
        lets_stand(house.open[ProceedingId("beds")]),
        Object(by=ANA, text=O),
        Consent(by=BO),
        NameStuck(by=ANA),
    ):
        house.try_("beds", command)
    for command in (Speak(by=ANA), Speak(by=BO), Speak(by=ANA)):
        house.try_("beds", command)
    house.give("beds", TakeRung(by=BO, rung=Rung.SHRINK, text=O))
    house.give("beds", NameStuck(by=ANA))
    for command in (Speak(by=ANA), Speak(by=BO), Speak(by=ANA)):
        house.try_("beds", command)
    house.give("beds", TakeRung(by=BO, rung=Rung.BROADER_CIRCLE, text=O))
    house.give("beds", Consent(by=ANA))
    return house


UP = ProceedingId("beds-up")


def test_what_is_handed_up_opens_there_with_the_link_and_comes_back_adopted():
    house = stuck_house()

    assert house.open[ProceedingId("beds")].handed_up_as == UP
    assert {m.person for m in house.open[UP].circle.members} == {DEE, EVE, BO}
    assert house.open[ProceedingId("beds")].decision is None

    house.decide("beds-up")

    beds = house.open[ProceedingId("beds")]
    assert beds.decision is not None
    assert beds.decision.by_broader_circle
    assert beds.in_force
    assert ("beds", "NoteBroaderDecision") in house.handed


def test_what_the_broader_circle_does_not_adopt_stays_as_it_was():
    house = stuck_house()

    house.give("beds-up", Withdraw(by=BO))

    assert house.open[ProceedingId("beds")].outcome is Outcome.DROPPED


def test_a_condition_not_met_in_the_broader_circle_is_told_to_the_circle_it_came_from():
    house = stuck_house(condition="if", until=NOW + SOON)
    assert house.decide("beds-up").outcome is Outcome.ADOPTED
    assert house.open[ProceedingId("beds")].phase is not None

    house.wait(SOON, "beds-up")

    assert house.open[UP].outcome is Outcome.LAPSED
    assert house.open[ProceedingId("beds")].outcome is Outcome.DROPPED


def test_a_condition_met_in_the_broader_circle_is_told_too():
    house = stuck_house(condition="if", until=NOW + SOON)
    house.decide("beds-up")

    house.give("beds-up", MeetCondition(by=DEE, text=O))

    assert house.open[UP].in_force
    assert house.open[ProceedingId("beds")].decision is not None


def test_dates_that_passed_before_handing_up_lie_ahead_again():
    house = House(garden(), village())
    early = Draft(text="a", review=NOW + SOON, condition="if", until=NOW + SOON)
    fact_at = NOW + 2 * SOON
    facts, there = proceed_circle(
        house.circles[VILLAGE],
        receive(early),
        fact_at,
    )
    ((_, command),) = circle_follow_ups(there, facts)

    assert isinstance(command, Propose)
    assert command.draft.review == command.draft.until == fact_at + timedelta(days=182)


def receive(draft: Draft) -> Command:
    return Receive(origin=ProceedingId("beds"), title="Beds", draft=draft, driver="", links=PAIR)


def test_a_link_who_is_a_guest_there_has_a_full_voice_in_what_was_handed_up():
    there = circle(member(DEE), member(BO, Standing.GUEST, Duty.SECRETARY), id=VILLAGE)
    opened = proceed(None, proposal(there, BO, also_asked=(member(BO), member(DEE)), origin=GARDEN), NOW)[1]

    assert [m.standing for m in opened.circle.members] == [Standing.FULL, Standing.FULL]
    assert opened.circle.holder(Duty.SECRETARY) == BO


def test_an_agreement_is_superseded_when_its_successor_is_in_force():
    house = House(circle(*PAIR))
    house.propose("old")
    house.decide("old")
    house.propose("new", supersedes=ProceedingId("old"))
    assert ("old", "NoteSuccessor") in house.handed
    assert house.open[ProceedingId("old")].in_force

    house.decide("new")

    assert house.open[ProceedingId("old")].outcome is Outcome.SUPERSEDED
    assert house.open[ProceedingId("new")].in_force


def test_an_agreement_under_review_waits_for_its_successor():
    house = House(circle(*PAIR))
    house.propose("old")
    house.decide("old")
    house.now = REVIEW
    house.give("old", Tick())
    house.propose("new", supersedes=ProceedingId("old"), draft=Draft(text="n", review=REVIEW + SOON))

    old = house.open[ProceedingId("old")]

    assert old.successor == ProceedingId("new")
    assert old.in_force
    assert wake_at(old) == REVIEW + SUCCESSOR_WAIT


def test_a_removal_that_is_adopted_releases_the_member_from_everything_open():
    house = House(circle(*PAIR, member(CY)))
    house.propose("other")
    house.propose("removal", matter=Matter.REMOVAL, subject=CY, steps="talks")

    house.decide("removal")

    assert house.circles[GARDEN].member(CY) is None
    assert house.open[ProceedingId("other")].circle.member(CY) is None


def test_settings_that_are_adopted_change_what_opens_afterwards_only():
    house = House(circle(*PAIR))
    house.propose("other")
    house.propose("change", matter=Matter.SETTINGS, changes=(("rounds", "together"),))

    house.decide("change")

    assert house.circles[GARDEN].settings.rounds is Rounds.TOGETHER
    assert house.open[ProceedingId("other")].circle.settings.rounds is Rounds.SEQUENTIAL
    assert house.propose("next").circle.settings.rounds is Rounds.TOGETHER


def test_rounds_are_counted_so_that_somebody_else_begins_next_time():
    house = House(circle(*PAIR))
    house.propose("one")
    held = house.decide("one").rounds
    house.propose("two")
    house.give("two", Withdraw(by=BO))

    assert held == 3
    assert house.circles[GARDEN].rounds_held == held + house.open[ProceedingId("two")].rounds


def decided(**changes: object) -> Proceeding:
    """A decision of the circle, with something about it otherwise."""
    house = House(circle(*PAIR))
    house.propose("beds")
    return but(house.decide("beds"), **changes)


def test_what_is_adopted_again_counts_only_what_was_held_since():
    p = decided(counted=7, counted_before=4)
    assert p.decision is not None

    followed = follow_ups(p, (Adopted(at=NOW, decision=p.decision),))

    assert followed == ((GARDEN, CountRounds(rounds=3)),)


def test_what_is_closed_counts_the_rounds_that_were_not_counted_yet():
    held = decided()
    superseded = Closed(at=NOW, outcome=Outcome.SUPERSEDED)

    assert follow_ups(held, (superseded,)) == ()
    assert follow_ups(but(held, rounds=5), (superseded,)) == ((GARDEN, CountRounds(rounds=2)),)
    dropped = but(held, decision=None, counted=1)
    assert follow_ups(dropped, (superseded,)) == ((GARDEN, CountRounds(rounds=2)),)


def test_whoever_handed_it_up_hears_what_came_of_it():
    above = decided(origin=ProceedingId("below"))
    told = ProceedingId("below"), NoteBroaderDecision(draft=None)
    lapsed, superseded = (Closed(at=NOW, outcome=one) for one in (Outcome.LAPSED, Outcome.SUPERSEDED))

    assert follow_ups(but(above, outcome=Outcome.LAPSED), (lapsed,)) == (told,)
    assert follow_ups(but(above, outcome=Outcome.SUPERSEDED), (superseded,)) == ()
    assert told in follow_ups(but(above, decision=None, outcome=Outcome.DROPPED), (superseded,))
    assert follow_ups(but(above, origin=None, outcome=Outcome.LAPSED), (lapsed,)) == ()


def test_what_comes_into_force_changes_exactly_this():
    old, up = ProceedingId("old"), ProceedingId("up")
    p = decided(supersedes=old, origin=up)
    assert p.decision is not None
    settings = but(p, supersedes=None, origin=None, matter=Matter.SETTINGS, changes=(("rounds", "together"),))

    assert tuple(in_force(p)) == (
        (old, NoteSuperseded(successor=p.id)),
        (up, NoteBroaderDecision(draft=p.decision.draft)),
    )
    changed = ChangeSettings(changes=(("rounds", "together"),), decided_in=p.id)
    assert tuple(in_force(settings)) == ((GARDEN, changed),)
    assert tuple(in_force(but(settings, matter=Matter.REMOVAL, subject=CY))) == (
        (GARDEN, Release(person=CY)),
    )
    assert tuple(in_force(but(settings, matter=Matter.REMOVAL, subject=None))) == ()
    assert tuple(in_force(but(settings, matter=Matter.POLICY, subject=CY))) == ()
    assert tuple(in_force(but(p, supersedes=None, decision=None))) == ()


def test_a_condition_puts_nothing_in_force_before_it_is_met():
    p = decided(supersedes=ProceedingId("old"))
    assert p.decision is not None
    on_condition = but(p.decision, draft=but(p.decision.draft, condition="if"))
    met = but(p, versions=(but(p.version, draft=on_condition.draft),))
    superseded = (ProceedingId("old"), NoteSuperseded(successor=p.id))

    assert superseded in follow_ups(p, (Adopted(at=NOW, decision=p.decision),))
    assert superseded not in follow_ups(p, (Adopted(at=NOW, decision=on_condition),))
    assert follow_ups(met, (ConditionMet(at=NOW, by=ANA),)) == (superseded,)
    assert follow_ups(p, (ConditionMet(at=NOW, by=ANA),)) == ()


def test_a_meeting_hears_of_what_is_brought_to_it_and_the_circle_of_the_meeting():
    facts, p = proceed(None, proposal(circle(*PAIR), BO, item_of=UP), NOW)
    meeting = OpenMeeting(by=ANA, id=UP, circle=circle(*PAIR), title="March", planned=NOW)
    opened, held = proceed(None, meeting, NOW)

    brought = NoteItemOpened(proceeding=p.id, title=p.title, outcome=ItemOutcome.DECIDE, by=BO)
    assert follow_ups(p, facts) == ((UP, brought),)
    dropped = Closed(at=NOW, outcome=Outcome.DROPPED)
    concluded = NoteItemConcluded(proceeding=p.id, conclusion=Conclusion(outcome=Outcome.DROPPED))
    assert (UP, concluded) in follow_ups(p, (dropped,))
    assert [(to, type(command)) for to, command in follow_ups(held, opened)] == [(GARDEN, EnterMeeting)]


def test_an_item_that_is_still_to_be_brought_tells_nobody_that_it_is_open():
    facts, p = proceed(at_items(prepared(DECIDE)), OpenItem(by=ANA), NOW)

    assert [type(fact).__name__ for fact in facts] == ["ItemOpened"]
    assert follow_ups(p, facts) == ()


def test_a_decision_about_members_invites_whom_it_names():
    place = member(CY, Standing.LEARNING)
    p = decided(matter=Matter.MEMBERSHIP, effect=Effect(member=place))

    assert tuple(in_force(p)) == ((GARDEN, Invite(member=place, willing=False, decided_in=p.id)),)


def test_links_go_with_what_is_handed_up_and_without_links_somebody_who_may_decide():
    guest, leader, delegate = (
        member(CY, Standing.GUEST, Duty.LEADER),
        member(DEE, Standing.FULL, Duty.LEADER),
        member(EVE, Standing.FULL, Duty.DELEGATE),
    )

    def sent(*members: Member, author: PersonId = BO, **changes: object) -> Receive:
        p = decided()
        handed = but(p, circle=but(p.circle, members=members), author=author, **changes)
        ((to, command),) = follow_ups(handed, (Escalated(at=NOW, to=VILLAGE, numbers=(1,)),))
        assert to == VILLAGE
        assert isinstance(command, Receive)
        return command

    assert sent(FACILITATING, guest, delegate, leader).links == (delegate, leader)
    assert sent(FACILITATING, guest, member(BO)).links == (member(BO),)
    assert sent(guest, FACILITATING, member(BO), author=CY).links == (FACILITATING,)
    assert sent(guest, author=CY).links == ()
    told, working = sent(FACILITATING), Draft(text="so far", review=REVIEW)
    p = decided()
    assert (told.origin, told.title, told.driver) == (p.id, p.title, p.driver)
    assert told.draft == p.version.draft
    assert sent(FACILITATING, working=working).draft == working


def test_a_new_member_is_told_to_everything_open():
    house = House(circle(*PAIR))
    house.propose("beds")

    house.give(GARDEN, Admit(member=member(CY)))
    house.give(GARDEN, Admit(member=member(CY)))
    house.give(GARDEN, Release(person=CY))
    house.give(GARDEN, Release(person=CY))

    assert house.handed.count((EVERY_OPEN, "NoteJoined")) == 1
    assert house.handed.count((EVERY_OPEN, "NoteDeparted")) == 1
    assert house.open[ProceedingId("beds")].circle.member(CY) is None


def test_reports_that_change_nothing_are_not_refused():
    p = proceed(None, proposal(circle(*PAIR)), NOW)[1]
    reports = (
        NoteJoined(member=PAIR[1]),
        NoteDeparted(person=CY),
        NoteSuccessor(successor=UP),
        NoteSuperseded(successor=UP),
        NoteHandedUp(proceeding=UP),
        NoteBroaderDecision(draft=None),
    )

    assert [proceed(p, report, NOW) for report in reports] == [((), p)] * len(reports)
    over = proceed(p, Withdraw(by=BO), NOW)[1]
    assert proceed(over, NoteDeparted(person=ANA), NOW) == ((), over)
    assert proceed_circle(circle(*PAIR), CountRounds(rounds=0), NOW)[0] == ()


def test_another_preset_keeps_the_circles_own_switches():
    mine = circle(*PAIR, overrides={"grace_hours": "5"})
    change = ChangeSettings(changes=(("preset", "s3"),), decided_in=UP)

    settings = proceed_circle(mine, change, NOW)[1].settings

    assert (settings.preset, settings.grace_hours) == ("s3", 5)
