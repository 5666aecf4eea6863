"""Wherever people take a proceeding, everything shown can be said, and what is sealed stays sealed.

Random walks: at each point somebody does something that is offered to them, or the clock knocks.
"""

import random
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.wording import Wording, bundles, slug
from facilitation import commands as c
from facilitation.cards import Arg, Card, Msg, Said
from facilitation.facts import Fact
from facilitation.model import (
    Change,
    Circle,
    CircleId,
    Criterion,
    Draft,
    Duty,
    Feeling,
    Matter,
    Member,
    Move,
    PersonId,
    ProceedingId,
    Scale,
    Stance,
    Words,
)
from facilitation.proceeding import legal, proceed, wake_at
from facilitation.refusals import Refused
from facilitation.settings import settings_from
from facilitation.state import CheckState, Proceeding
from facilitation.verbs import Offer
from facilitation.view import choices, receipt, script, show, tell, why
from facilitation.view.over import over

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
PEOPLE = tuple(PersonId(name) for name in ("ana", "bo", "cy"))
STEPS = 40

CIRCLES = (
    ("sofa", {}),
    ("sofa", {"collection": "sealed", "rounds": "together", "leave it allowed": "yes"}),
    ("sofa", {"collection": "round", "validity": "circle ruling", "absent": "grace"}),
    ("sofa", {"silence": "assume after window", "turn seconds": "60"}),
    ("s3", {}),
    ("s3", {"collection": "sealed", "absent": "pre input"}),
    ("rolebased", {}),
    ("rolebased", {"collection": "sealed"}),
)


def circle(preset: str, overrides: dict[str, str]) -> Circle:
    duties = {PEOPLE[1]: (Duty.FACILITATOR,), PEOPLE[2]: (Duty.SECRETARY,)}
    members = tuple(Member(person=who, duties=duties.get(who, ())) for who in PEOPLE)
    own = settings_from(preset, {name.replace(" ", "_"): value for name, value in overrides.items()})
    return Circle(
        id=CircleId("c"),
        name="C",
        aim="A",
        members=members,
        broader=CircleId("b"),
        settings=own,
        practice=True,
    )


def opening(inside: Circle, luck: random.Random) -> c.Propose:
    draft = Draft(
        text="Text 0",
        review=NOW + timedelta(days=99),
        owner=luck.choice([None, *PEOPLE]),
        criteria=luck.choice(["", "Criteria"]),
        condition=luck.choice(["", "Condition"]),
        until=NOW + timedelta(days=50),
    )
    matter = luck.choice([Matter.POLICY, Matter.POLICY, Matter.REMOVAL, Matter.SETTINGS])
    if matter is Matter.SETTINGS:  # no way of deciding is put on trial
        draft = replace(draft, condition="", until=None)
    return c.Propose(
        by=PEOPLE[0],
        id=ProceedingId("p"),
        circle=inside,
        title="Title",
        driver="Driver",
        draft=draft,
        ready=luck.random() < 0.8,
        matter=matter,
        subject=PEOPLE[2] if matter is Matter.REMOVAL else None,
        steps="Talks." if matter is Matter.REMOVAL else "",
        changes=(("collection", "round"), ("window_hours", "24")) if matter is Matter.SETTINGS else (),
        away=(PEOPLE[2],) if luck.random() < 0.2 else (),
    )


def command(p: Proceeding, who: PersonId, offer: Offer, now: datetime, luck: random.Random) -> c.Act:
    """An offered act, with something in every field."""
    known = {"by": who, "step": p.table_step, "draft": replace(p.version.draft, text=_text(luck))}
    known |= dict.fromkeys(("objection", "question", "to", "rung", "trifle"), offer.target)
    known |= {"objections": (offer.target,)}
    known |= dict.fromkeys(("until", "review"), now + timedelta(days=luck.randrange(1, 40)))
    known |= {"person": luck.choice(PEOPLE) if offer.command is c.TakeRung else offer.target}
    hints = get_type_hints(offer.command)
    left = OF_ROLES if offer.command in (c.Amend, c.Redraft) else ()
    names = [field.name for field in fields(offer.command) if field.name not in left]
    return offer.command(
        **{name: known[name] if name in known else _chosen(hints[name], luck) for name in names}
    )


OF_ROLES = ("purpose", "responsibilities", "authority", "outside", "qualifications", "term_days")
"""Fields of a changed text that are refused where the proposal is about no role."""

POOLS: dict[object, tuple[object, ...]] = {
    Change: tuple(Change),
    Move: tuple(Move),
    Criterion: tuple(Criterion),
    Scale: tuple(Scale),
    Feeling: tuple(Feeling),
    Stance: tuple(Stance),
    bool: (True, False),
    PersonId: PEOPLE,
}


def _chosen(hint: object, luck: random.Random) -> object:
    return luck.choice(POOLS[hint]) if hint in POOLS else Words(_text(luck))


def _text(luck: random.Random) -> str:
    return f"Words {luck.randrange(10**9, 10**10)}"


def walk(inside: Circle, seed: int) -> Iterator[tuple[c.Command, tuple[Fact, ...], Proceeding]]:
    luck = random.Random(seed)  # noqa: S311 - an example, not a secret
    now = NOW
    act: c.Command = opening(inside, luck)
    facts, p = proceed(None, act, now)
    yield act, facts, p
    for _ in range(STEPS):
        now += timedelta(minutes=luck.choice([0, 1, 600]))
        act = _something(p, now, luck)
        if isinstance(act, c.Tick):
            now = max(now, wake_at(p) or now)
        try:
            facts, p = proceed(p, act, now)
        except Refused:
            continue
        yield act, facts, p


def _something(p: Proceeding, now: datetime, luck: random.Random) -> c.Command:
    who = luck.choice(PEOPLE)
    offers = legal(p, who)
    rare = (c.Withdraw, c.ProposeDrop, c.Discard, c.ProposePostpone, c.EscalateToMeeting, c.AbortRound)
    common = [o for o in offers if o.command not in rare] or list(offers)
    if not offers or luck.random() < 0.1:
        return c.Tick()
    return command(p, who, luck.choice(list(offers) if luck.random() < 0.05 else common), now, luck)


# --- what has to hold -----------------------------------------------------------------------------------------


def messages(value: object) -> Iterator[Msg]:
    if isinstance(value, Msg):
        yield value
        for _, arg in value.args:
            yield from messages(arg)


def all_messages(cards: tuple[Card, ...]) -> Iterator[Msg]:
    for card in cards:
        for line in card.lines:
            yield from messages(line.text)


def assert_sayable(message: Msg, voice: Wording) -> None:
    """There is such a message, and Fluent has everything it wants."""
    assert voice.has(message.id), message
    name, _, attribute = message.id.partition(".")
    source = bundles.bundle("en")
    found = source.get_message(name)
    pattern = found.attributes[attribute] if attribute else found.value
    args: dict[str, str | int] = {"preset": voice.preset}
    args |= {slug(key): _flat(value, voice) for key, value in message.args}
    assert source.format_pattern(pattern, args)[1] == [], message


def _flat(arg: Arg, voice: Wording) -> str | int:
    return (
        arg if isinstance(arg, int | str) else voice.say(arg) if isinstance(arg, Msg | Said) else "somebody"
    )


@pytest.mark.parametrize(("preset", "overrides"), CIRCLES)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=4)
def test_everything_shown_can_be_said(preset: str, overrides: dict[str, str], seed: int):
    voice = Wording(preset=preset)
    for act, facts, p in walk(circle(preset, overrides), seed):
        cards = show(p)
        said = [*all_messages(cards), *(m for line in script(p) for m in messages(line.text)), why(p)]
        said += [told for fact in facts if (told := tell(p, fact)) is not None]
        if isinstance(act, c.Act):
            said.append(receipt(p, facts, act.by))
        for message in said:
            assert_sayable(message, voice)
        keys = [card.key for card in cards]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("preset", "overrides"), CIRCLES)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=4)
def test_every_button_has_its_words_and_its_step(preset: str, overrides: dict[str, str], seed: int):
    voice = Wording(preset=preset, names=lambda person: f"Name of {person}")
    for _, _, p in walk(circle(preset, overrides), seed):
        public = {button.verb for card in show(p) if card.to is None for button in card.buttons}
        anybody = {offer.command.__name__ for who in PEOPLE for offer in legal(p, who)}
        assert public <= anybody
        for card in show(p):
            labels = [voice.button(button) for button in card.buttons]
            assert len(set(labels)) == len(labels)
        for button in (button for who in PEOPLE for button in choices(p, who)):
            assert button.step == p.table_step
            assert not voice.button(button).startswith("do-")
            for blank in button.form:
                assert not voice.blank(button.verb, blank).startswith("blank-")
                assert all(voice.option(blank, option) for option in blank.options)


@pytest.mark.parametrize(("preset", "overrides"), [row for row in CIRCLES if "sealed" in row[1].values()])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=12)
def test_while_a_sealed_check_is_open_nothing_said_in_it_is_shown(
    preset: str, overrides: dict[str, str], seed: int
):
    secret: set[str] = set()
    for act, _, p in walk(circle(preset, overrides), seed):
        checking = isinstance(p.phase, CheckState)
        if isinstance(act, c.Object | c.RaiseConcern) and checking and p.aside is None:
            mine = p.objections_of(act.by)
            answered_just_now = any(o.text == act.text for o in mine) or isinstance(act, c.RaiseConcern)
            secret |= {act.text} if answered_just_now else set()
        if not checking:
            secret.clear()
        public = repr(tuple(card for card in show(p) if card.to is None))
        assert not [words for words in secret if words in public]


@pytest.mark.parametrize(("preset", "overrides"), CIRCLES)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=4)
def test_whatever_is_asked_of_one_person_can_say_to_them_that_it_is_over(
    preset: str, overrides: dict[str, str], seed: int
):
    voice = Wording(preset=preset)
    asked: dict[str, PersonId] = {}
    for _, _, p in walk(circle(preset, overrides), seed):
        cards = show(p)
        asked |= {card.key: card.to for card in cards if card.to is not None and card.buttons}
        for key in asked.keys() - {card.key for card in cards}:
            told = over(p, key, cards)
            assert (told is None) == (p.aside is not None and not p.over), key
            if told is not None:
                assert (told.key, told.to, told.buttons) == (key, asked[key], ())
                for message in all_messages((told,)):
                    assert_sayable(message, voice)


def test_the_walks_go_far_enough_to_mean_something():
    seen = {type(p.phase).__name__ for seed in range(40) for _, _, p in walk(circle("s3", {}), seed)}

    assert {
        "RoundState",
        "DraftingState",
        "CheckState",
        "IntegrationState",
        "LadderState",
        "WaitingState",
    } <= seen
