"""One circle in Slack and Discord at once: one meeting, one voice a person, one result, the same facts (INV-D16)."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitation.transcript import parse
from tests.adapters.both.two_rooms import DISCORD, SLACK, Sides, two_rooms
from tests.adapters.discord.hands import words
from tests.adapters.golden import check
from tests.adapters.playing import read, story
from tests.adapters.screen import Sight, squeezed
from tests.adapters.slack.evening import CONSENT
from tests.adapters.slack.reading import slack_id, words_of


@pytest.mark.parametrize("name", ["decision/adopted", "meeting/few-present", "objections/moot"])
async def test_a_transcript_comes_to_the_same_facts_with_people_on_either_side(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The player compares each line's facts with those of the plain play; every person acts on their own side."""
    async with two_rooms(read(story(name)), tmp_path, monkeypatch) as sides:
        came = await sides.play(monkeypatch)

        check(came, story(name))
        assert set(sides.screen.acts) >= {sides.story.people["Ana"], sides.story.people["Bo"]}
        for title in {p.title for p in sides.story.proceedings.values()}:
            assert title in await in_slack(sides)
            assert title in in_discord(sides)


async def test_somebody_with_two_accounts_has_one_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    async with two_rooms(parse(CONSENT), tmp_path, monkeypatch) as sides:
        await sides.play(monkeypatch)
        ana = sides.story.people["Ana"]

        first = await press(sides, "Ana", SLACK, "Consent")
        again = await press(sides, "Ana", DISCORD, "Consent")

        assert (await facts(sides)).count("Consented") == 1
        assert first.words
        assert again.words
        assert ana not in await waiting_for(sides)
        await press(sides, "Bo", DISCORD, "Consent")
        await press(sides, "Cy", SLACK, "Consent")
        assert (await facts(sides)).count("ConsentReached") == 1
        assert "Soup" in await in_slack(sides)
        assert "Soup" in in_discord(sides)


async def test_both_panels_are_kept_current_whoever_answers_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with two_rooms(parse(CONSENT), tmp_path, monkeypatch) as sides:
        await sides.play(monkeypatch)
        for answered, (name, side) in enumerate((("Bo", DISCORD), ("Cy", SLACK)), 1):
            who = side_of(sides, name, side)
            await press(sides, who, side, "Consent")

            said = f"{answered} of 3"
            assert said in await in_slack(sides)
            assert said in in_discord(sides)


def side_of(sides: Sides, name: str, side: str) -> str:
    """Somebody of this name, or if they have no account on that side, somebody who has."""
    mine = sides.screen.sides
    return next(one for one in (name, *sides.story.people) if side in mine[sides.story.people[one]])


async def test_accounts_are_linked_from_both_sides_and_only_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Bo sits in the circle by Discord; the code is shown to Slack's Bo and entered by somebody new on Discord."""
    async with two_rooms(parse(CONSENT), tmp_path, monkeypatch) as sides:
        bo, cy = sides.story.people["Bo"], sides.story.people["Cy"]
        shown = (await sides.screen.slack.say(cy, sides.story.main, "link")).words
        code = next(
            word.strip(".,:")
            for word in shown.split()
            if word.count("-") == 1 and len(word.strip(".,:")) == 9
        )

        wrong = await sides.screen.discord.say(cy, sides.story.main, "link abcd-efgh")
        assert sides.reception.hall.directory.at(DISCORD, sides.screen.discord.account(cy)) is None
        taken = await sides.screen.discord.say(bo, sides.story.main, f"link {code}")
        assert sides.reception.hall.directory.at(DISCORD, sides.screen.discord.account(bo)) == bo

        linked = await sides.screen.discord.say(cy, sides.story.main, f"link {code}")

        assert sides.reception.hall.directory.at(DISCORD, sides.screen.discord.account(cy)) == cy
        assert len({wrong.words, taken.words, linked.words}) == 3


# --- what is to be seen, and what is the case


async def press(sides: Sides, name: str, side: str, verb: str) -> Sight:
    """Somebody presses a button of this verb on one side, and says that it is meant if asked."""
    who, screen = sides.story.people[name], getattr(sides.screen, side)
    around = await screen.around(who, sides.story.main)
    fits = [one for one in around.buttons if one.token.verb == verb]
    sight = await screen.press(who, fits[0] if side == DISCORD else fits[-1])
    sure = next((one for one in sight.buttons if one.token.verb == verb and one.token.sure), None)
    sight = await screen.press(who, sure) if sure is not None else sight
    await sides.reception.hall.house.delivery.settled()
    return sight


async def facts(sides: Sides) -> list[str]:
    """What has happened, by the names of the facts."""
    (which,) = sides.story.proceedings
    return [type(fact).__name__ for fact in await sides.reception.hall.house.desk.facts(which)]


async def waiting_for(sides: Sides) -> set[str]:
    """Who has not answered yet."""
    from facilitation.proceeding import waiting  # noqa: PLC0415 - beside the only thing that uses it

    (which,) = sides.story.proceedings
    p = await sides.reception.hall.house.desk.proceeding(which)
    assert p is not None
    return set(waiting(p))


async def in_slack(sides: Sides) -> str:
    """Everything that stands in the circle's channel there."""
    channel = slack_id("C", sides.story.main)
    return squeezed("\n".join(map(words_of, await sides.screen.slack.space.messages(channel))))


def in_discord(sides: Sides) -> str:
    """Everything that stands in the circle's channel there."""
    return squeezed("\n".join(map(words, _messages(sides))))


def _messages(sides: Sides) -> list[object]:
    town = sides.screen.discord.town
    return sides.screen.discord.hands.seen(
        town.person(sides.story.people["Ana"]), town.channel(sides.story.main)
    )
