"""Simulated members fill a role by the rules, in every way of working, and somebody alone can play with them."""

from datetime import timedelta

import pytest

from bot.practice import next_act, temperaments
from facilitation import commands as c
from facilitation.commands import Act, OpenSelection
from facilitation.model import Outcome, PersonId, ProceedingId, Words
from facilitation.proceeding import legal, proceed
from facilitation.selecting import Selection
from facilitation.settings import PRESETS
from facilitation.state import Proceeding
from tests.bot.test_practice import NOW, PEOPLE, circle, replace_preset


def opened(seed: int, preset: str = "sofa", more: tuple[str, ...] = (), **overrides: str) -> Proceeding:
    command = OpenSelection(
        by=PEOPLE[1],
        id=ProceedingId(f"s{seed}"),
        circle=circle(seed, preset, **overrides),
        title="Who keeps the key?",
        role="key keeper",
        more=more,
    )
    return proceed(None, command, NOW)[1]


def played(p: Proceeding, preset: str, alone: PersonId | None = None) -> tuple[list[Act], Proceeding]:
    kinds = temperaments(p.circle, frozenset(PEOPLE) - {alone})
    acts, now = list[Act](), NOW
    while not p.over and len(acts) < 300:
        now += timedelta(minutes=1)
        act = next_act(p, kinds, replace_preset(preset), now) or _by_hand(p, alone)
        assert act is not None, f"nobody does anything in {p.phase}"
        p = proceed(p, act, now)[1]  # raises Refused where it may not be done
        acts.append(act)
    return acts, p


def _by_hand(p: Proceeding, who: PersonId | None) -> Act | None:
    """Somebody at the keyboard, who takes the first thing that moves it on."""
    if who is None:
        return None
    for offer in legal(p, who):
        if offer.command in (c.Pass, c.Speak, c.Consent, c.AcceptRole):
            return offer.command(by=who)
        if offer.command is c.Nominate:
            return c.Nominate(by=who, person=PersonId(str(offer.target)), reason=Words("Because."))
        if offer.command is c.ProposeCandidate:
            return c.ProposeCandidate(by=who, person=PersonId(str(offer.target)), text="Because.")
    return None


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("collection", ["simultaneous", "round", "sealed"])
@pytest.mark.parametrize("rounds", ["sequential", "together"])
def test_they_fill_a_role_in_every_way_of_working(preset: str, collection: str, rounds: str):
    for seed in range(4):
        _, p = played(opened(seed, preset, collection=collection, rounds=rounds), preset)

        assert p.outcome is Outcome.FILLED


def test_they_fill_several_roles():
    _, p = played(opened(1, more=("host", "secretary")), "sofa")

    assert isinstance(p.work, Selection)
    assert len(p.work.filled) == 3


def test_somebody_changes_somebody_objects_and_it_differs_from_time_to_time():
    every = [played(opened(seed), "sofa")[0] for seed in range(8)]
    kinds = {type(act) for acts in every for act in acts}

    assert {c.ChangeNomination, c.Object, c.Amend, c.AcceptRole} <= kinds
    assert len({tuple(map(repr, acts)) for acts in every}) == len(every)
    assert played(opened(3), "sofa")[0] == every[3]


def test_somebody_alone_plays_a_whole_selection_with_them():
    for seed in range(6):
        acts, p = played(opened(seed), "sofa", alone=PEOPLE[4])

        assert p.outcome is Outcome.FILLED
        assert any(act.by == PEOPLE[4] and isinstance(act, c.Nominate) for act in acts)
