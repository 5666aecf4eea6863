"""Simulated members do only what the method lets them do, the same way each time, and get somewhere."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.wording import Wording, ids
from bot.practice import Temperament, next_act, temperaments
from facilitation import commands as c
from facilitation.circle import proceed_circle
from facilitation.commands import Act, Found, Propose
from facilitation.model import Circle, CircleId, Draft, Duty, Member, Outcome, PersonId, ProceedingId, Words
from facilitation.proceeding import proceed
from facilitation.settings import PRESETS
from facilitation.state import Proceeding

NAMES = ("ana", "bo", "cy", "di", "ed")
PEOPLE = tuple(map(PersonId, NAMES))
NOW = datetime(2026, 3, 1, tzinfo=UTC)
VOICE = Wording()


def circle(seed: int, preset: str = "sofa", **overrides: str) -> Circle:
    members = tuple(Member(person=who, duties=(Duty.FACILITATOR,) * (who == "ana")) for who in PEOPLE)
    founding = Found(
        id=CircleId(f"c{seed}"),
        name="G",
        aim="",
        members=members,
        preset=preset,
        overrides=tuple(overrides.items()),
        practice=True,
    )
    return proceed_circle(None, founding, NOW)[1]


def proposed(there: Circle, seed: int) -> Proceeding:
    draft = Draft(text="We try it.", review=NOW + timedelta(days=100))
    command = Propose(
        by=PEOPLE[1], id=ProceedingId(f"p{seed}"), circle=there, title="T", draft=draft, driver="It hurts."
    )
    return proceed(None, command, NOW)[1]


def played(seed: int, preset: str = "sofa", **overrides: str) -> tuple[list[Act], Proceeding]:
    there = circle(seed, preset, **overrides)
    kinds = temperaments(there, frozenset(PEOPLE))
    p, acts, now = proposed(there, seed), [], NOW
    while p.phase is not None and p.phase.name != "in force" and len(acts) < 150:
        now += timedelta(minutes=1)
        act = next_act(p, kinds, replace_preset(preset), now)
        assert act is not None, f"nobody does anything in {p.phase}"
        p = proceed(p, act, now)[1]  # raises Refused where it may not be done
        acts.append(act)
    return acts, p


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("seed", range(4))
def test_a_proposal_is_shaped_in_practice_from_the_situation_to_a_draft(preset: str, seed: int):
    there = circle(seed, preset)
    kinds = temperaments(there, frozenset(PEOPLE))
    opening = c.OpenShaping(
        by=PEOPLE[1], id=ProceedingId(f"s{seed}"), circle=there, title="T", driver="It hurts."
    )
    p, now = proceed(None, opening, NOW)[1], NOW
    for _ in range(120):
        now += timedelta(minutes=1)
        if p.over:
            break
        act = next_act(p, kinds, replace_preset(preset), now)
        assert act is not None, f"nobody does anything in {p.phase}"
        p = proceed(p, act, now)[1]

    assert p.outcome is Outcome.SHAPED
    assert p.version.draft.owner in PEOPLE


def replace_preset(preset: str) -> Wording:
    return Wording(preset=preset)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("collection", ["simultaneous", "round", "sealed"])
def test_they_come_to_a_decision_by_the_rules_in_every_way_of_working(preset: str, collection: str):
    for seed in range(12):
        _, p = played(seed, preset, collection=collection)

        assert p.decision is not None


def test_they_do_the_same_with_the_same_seed_and_something_else_with_another():
    assert played(3)[0] == played(3)[0]
    assert len({tuple(map(repr, played(seed)[0])) for seed in range(5)}) > 1


def test_somebody_objects_and_nobody_objects_twice():
    for seed in range(12):
        objectors = [act.by for act in played(seed)[0] if isinstance(act, c.Object)]

        assert objectors
        assert len(set(objectors)) == len(objectors)


def test_they_differ_from_each_other_and_a_sceptic_is_among_them():
    for seed in range(8):
        kinds = temperaments(circle(seed), frozenset(PEOPLE))

        assert sorted(kind.value for kind in kinds.values()) == sorted(kind.value for kind in Temperament)


def test_nobody_acts_for_somebody_who_is_not_simulated():
    there = circle(1)
    kinds = temperaments(there, frozenset(PEOPLE[1:]))

    assert PEOPLE[0] not in kinds
    assert next_act(proposed(there, 1), {}, VOICE, NOW) is None


def test_everything_they_say_stands_in_the_wording_files():
    said = {
        " ".join(words.split())
        for seed in range(12)
        for preset in PRESETS
        for act in played(seed, preset)[0]
        if (words := getattr(act, "text", "") or getattr(act, "statement", ""))
    }
    known = {" ".join(VOICE.say(_message(name)).split()) for name in ids() if name.startswith("practice-")}

    assert said <= known


def _message(name: str) -> object:
    from facilitation.cards import msg  # noqa: PLC0415

    return msg(name)


def test_a_persons_own_idea_goes_into_the_next_text():
    there = circle(2)
    kinds = temperaments(there, frozenset(PEOPLE) - {PEOPLE[4]})
    p, now = proposed(there, 2), NOW
    for _ in range(60):
        now += timedelta(minutes=1)
        act = next_act(p, kinds, VOICE, now)
        if isinstance(act, c.Amend):
            assert "Ask the neighbours." in act.draft.text
            return
        if isinstance(act, c.Suggest):
            act = replace(act, by=PEOPLE[4], text=Words("Ask the neighbours."))
        p = proceed(p, act or _mine(p, PEOPLE[4]), now)[1]
    pytest.fail("nobody offered a changed text")


def _mine(p: Proceeding, who: PersonId) -> Act:
    from facilitation.proceeding import legal  # noqa: PLC0415

    may = {offer.command for offer in legal(p, who)}
    wanted: list[type[Act]] = [c.Pass, c.Speak, c.Consent]
    return next(command(by=who) for command in wanted if command in may)
