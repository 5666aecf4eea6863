"""Whatever a circle does, its log can be printed as a transcript that plays back to the same log."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitation import anytime
from facilitation.commands import (
    AnotherPass,
    Arrive,
    Ask,
    BackToWork,
    ComeBackToMe,
    GivePen,
    Leave,
    Redraft,
    RewordDriver,
    Rung,
    TakeBack,
    WithdrawObjection,
)
from facilitation.model import Change, Criterion, Duty, Move, PersonId, Standing, Trifle
from facilitation.proceeding import fold, legal, waiting
from facilitation.refusals import Refused
from facilitation.settings import PRESETS, Absent, Amender, Collection, Resolved, Rounds, Validity
from facilitation.transcript import Transcript, parse, play, printed, transcript_of
from facilitation.transcript.notation import Clock, Deed, Event, Line, Someone, Value
from facilitation.transcript.phrases import BY_COMMAND, Detail
from facilitation.transcript.stage import Stage, found, perform
from facilitation.verbs import Offer

ALWAYS = frozenset(verb.command for verb in (*anytime.PROPOSAL, *anytime.PEOPLE)) - {WithdrawObjection}
SIDEWAYS = {AnotherPass, Ask, ComeBackToMe, GivePen, Redraft, RewordDriver, TakeBack, BackToWork}
"""What may be done again and again without getting anywhere."""
START = datetime(2026, 3, 2, 10, tzinfo=UTC)
TEXTS = st.sampled_from(["We try it.", "We try it for a month.", "# No,\n\n= never: (not) #1!", "נשתול עץ"])
SPANS = st.sampled_from([60, 3600, 90_000, 260_000, 8_000_000]).map(
    lambda seconds: timedelta(seconds=seconds)
)
PEOPLE = (
    Someone(name="Ana", duties=(Duty.LEADER, Duty.FACILITATOR)),
    Someone(name="Bo"),
    Someone(name="Cy", duties=(Duty.SECRETARY,)),
    Someone(name="Dot", standing=Standing.GUEST),
    Someone(name="Eli", standing=None),
)


def written(
    kind: type[Validity | Absent | Collection | Rounds | Resolved | Amender],
) -> st.SearchStrategy[str]:
    return st.sampled_from([str(member.value) for member in kind])


@st.composite
def circles(draw: st.DrawFn) -> Transcript:
    """A circle of its own kind, before anything has happened."""
    overrides = {
        "validity": draw(written(Validity)),
        "absent": draw(written(Absent)),
        "collection": draw(written(Collection)),
        "rounds": draw(written(Rounds)),
        "resolved": draw(written(Resolved)),
        "amender": draw(written(Amender)),
        "turn_seconds": draw(st.sampled_from(["0", "90"])),
        "leave_it_allowed": draw(st.sampled_from(["yes", "no"])),
        "statement_consent": draw(st.sampled_from(["yes", "no"])),
    }
    kept = draw(st.sets(st.sampled_from(sorted(overrides)), max_size=4))
    return Transcript(
        circle="Garden",
        aim="Grow food for the street",
        preset=draw(st.sampled_from(sorted(PRESETS))),
        settings=tuple((name, overrides[name]) for name in sorted(kept)),
        broader="Street",
        rounds_held=draw(st.integers(0, 3)),
        people=PEOPLE,
        clock=START,
    )


def proposal(draw: st.DrawFn) -> Deed:
    details: list[tuple[str, Value]] = [("review", START + timedelta(days=200))]
    details += draw(
        st.sampled_from([[], [("condition", "It rains."), ("until", START + timedelta(days=90))]])
    )
    details += draw(st.sampled_from([[], [("away", "Cy")], [("expected", True)], [("as a draft", True)]]))
    return Deed(who="Bo", verb="proposes", title="A pear", details=tuple(details), text=draw(TEXTS))


def detail_value(draw: st.DrawFn, stage: Stage, offer: Offer, detail: Detail) -> Value:
    match detail.key:
        case "rung":
            return str(offer.target.value) if isinstance(offer.target, Rung) else "shrink"
        case "criterion":
            return str(draw(st.sampled_from(Criterion)).value)
        case "move":
            return str(draw(st.sampled_from(Move)).value)
        case "change":
            return str(draw(st.sampled_from(Change)).value)
        case "qualifies":
            return draw(st.sampled_from(["yes", "no"]))
        case "to":
            return stage.name(PersonId(str(offer.target)))
        case "with":
            return "Bo"
        case "about":
            return str(offer.target.value) if isinstance(offer.target, Trifle) else "break"
        case _ if detail.choices:
            return draw(st.sampled_from(detail.choices))
        case _:
            return stage.now + timedelta(days=draw(st.integers(1, 40)))


def deed(draw: st.DrawFn, stage: Stage, who: str, offer: Offer) -> Deed:
    """What a person is offered, as they might do it."""
    phrase = BY_COMMAND[offer.command]
    wanted = [d for d in phrase.details if d.needed or d.key in {"change", "move"}]
    if offer.target in {Rung.HELPING_CIRCLE, Rung.POSTPONE}:
        wanted = [d for d in phrase.details if d.key in {"rung", "until"}]
    about = (offer.target,) if phrase.numbers and isinstance(offer.target, int) else ()
    if offer.command in {Arrive, Leave}:
        return Deed(who=stage.name(PersonId(str(offer.target))), verb=phrase.verb, details=(("says", who),))
    return Deed(
        who=who,
        verb=phrase.verb,
        about=about or ((1,) if phrase.numbers else ()),
        details=tuple((d.key, detail_value(draw, stage, offer, d)) for d in wanted),
        text=draw(TEXTS) if phrase.text else None,
    )


def next_line(draw: st.DrawFn, stage: Stage) -> Line:
    chance = draw(st.integers(0, 29))
    if chance == 0:
        return Clock(to=draw(SPANS), asleep=draw(st.booleans()))
    if chance == 1:
        who = draw(st.sampled_from(["Eli", "Cy", "Bo"]))
        return Event(source="circle", verb=draw(st.sampled_from(["joins", "departs"])), who=who)
    p = stage.about("")
    assert p is not None
    if chance == 2 and p.handed_up_to is not None:
        return Event(source="broader circle", verb="adopts", text="A hedge.")
    waited_for = [stage.name(person) for person in waiting(p)]
    everybody = ["Ana", "Bo", "Cy", "Dot", "Eli"]
    who = draw(st.sampled_from(waited_for if waited_for and chance > 5 else everybody))
    offers = legal(p, stage.people[who])
    about_this = [offer for offer in offers if offer.command not in ALWAYS]
    forward = [offer for offer in about_this if offer.command not in SIDEWAYS]
    if forward and chance > 5:
        return deed(draw, stage, who, draw(st.sampled_from(forward)))
    if about_this and chance > 3:
        return deed(draw, stage, who, draw(st.sampled_from(about_this)))
    if offers and chance == 3:
        return deed(draw, stage, who, draw(st.sampled_from(offers)))
    return Clock(to=timedelta(minutes=5))


@st.composite
def stories(draw: st.DrawFn) -> tuple[Transcript, Stage]:
    """A circle and what it did, chosen at random among what its members were offered."""
    header = draw(circles())
    stage = found(header)
    lines: list[Line] = []
    for number in range(draw(st.integers(1, 80))):
        line = next_line(draw, stage) if number else proposal(draw)
        lines.append(line)
        try:
            perform(stage, line)  # type: ignore[arg-type]
        except Refused:
            lines[-1] = Clock(to=timedelta())  # what was overdue has been noticed all the same
            if not number:
                break
    return replace(header, lines=tuple(lines)), stage


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(stories())
def test_every_log_plays_back_from_its_minutes(story: tuple[Transcript, Stage]):
    transcript, stage = story
    names = {who: name for name, who in stage.people.items()}
    performance = play(parse(printed(transcript)))

    assert performance.report == ""
    assert performance.logs == {which: tuple(log) for which, log in stage.logs.items()}
    for which, log in performance.logs.items():
        assert fold(log) == performance.proceedings[which]
        minutes = parse(printed(transcript_of(log, names)))
        assert play(minutes).logs[which] == log
