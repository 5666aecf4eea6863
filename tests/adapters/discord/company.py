"""People of one circle in its channel, for tests that are no transcripts: they press what they see."""

# ruff: noqa: ANN401 - what is typed into a form may be anything

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from simcord import MemberActor
from simcord.builders import ChannelHandle

from facilitation.model import CircleId, PersonId
from tests.adapters.discord.hands import Answered, Hands, Pressable, pressables, words
from tests.adapters.discord.screen import DiscordScreen
from tests.adapters.screen import Seen, Sight

DRAFT: Final = {
    "title": "A water butt",
    "draft.text": "We buy one water butt.",
    "driver": "The cans are heavy.",
}
"""What somebody fills into the form of a proposal, by the names of its fields."""

GARDEN: Final = """\
circle: Garden
aim: Grow food for the street
preset: sofa
people: Ana (facilitator), Bo, Cy
clock: 2026-03-02 10:00
"""
LOOKS: Final = ("more",)


def forty(count: int = 40) -> str:
    """A circle of so many people."""
    return GARDEN.replace("Bo, Cy", ", ".join(f"Person {n}" for n in range(2, count + 1)))


@dataclass(slots=True)
class Company:
    """The people by their names, and what each of them sees and does."""

    screen: DiscordScreen
    people: dict[str, PersonId]
    circle: CircleId

    @property
    def hands(self) -> Hands:
        """Everybody's hands."""
        return self.screen.hands

    @property
    def channel(self) -> ChannelHandle:
        """Where the circle meets."""
        return self.screen.town.channel(self.circle)

    def person(self, name: str) -> MemberActor:
        """Somebody in the guild."""
        return self.screen.town.person(self.people[name])

    # --- what is to be seen

    def messages(self, name: str = "Ana") -> list[Any]:
        """What stands in the channel and its threads for somebody, the oldest first."""
        return self.hands.seen(self.person(name), self.channel)

    def text(self, name: str = "Ana") -> str:
        """All of it as it is read."""
        return "\n".join(map(words, self.messages(name)))

    def buttons(self, verb: str, name: str = "Ana") -> list[Pressable]:
        """The buttons of this verb in front of somebody, the newest first."""
        every = (each for message in reversed(self.messages(name)) for each in pressables(message))
        return [each for each in every if each.token is not None and each.token.verb == verb]

    def posted(self, verb: str, name: str = "Ana") -> list[Pressable]:
        """Those that everyone sees in the channel, whatever was said to somebody directly meanwhile."""
        return [each for each in self.buttons(verb, name) if each.message.channel_id == self.channel.id]

    # --- what people do

    async def do(self, name: str, verb: str, **values: Any) -> Sight:
        """Find the button of a verb, press it, fill in its form, say that it is meant."""
        who = self.people[name]
        sight = await self.screen.press(who, await self.find(who, verb))
        if sight.sheet is not None:
            sight = await self.screen.submit(who, sight.sheet, values)
        sure = next((each for each in sight.buttons if each.token.verb == verb and each.token.sure), None)
        return await self.screen.press(who, sure) if sure is not None else sight

    async def look(self, name: str, command: str = "circle status", **given: str) -> Answered:
        """Type a command."""
        return await self.hands.slash(self.person(name), self.channel, command, **given)

    async def find(self, who: PersonId, verb: str) -> Seen:
        """The button of a verb: in the channel, or behind what asks to see more, page after page."""
        sights = [
            await self.screen.around(who, self.circle),
            await self.screen.say(who, self.circle, "status"),
        ]
        looked: set[object] = set()
        while sights:
            buttons = sights.pop(0).buttons
            if (found := _among(buttons, verb)) is not None:
                return found
            for each in (one for one in buttons if one.token.verb in LOOKS and one.token not in looked):
                looked.add(each.token)
                sights.append(await self.screen.press(who, each))
        raise AssertionError(f"nobody shows {who} a button for {verb}")


def _among(buttons: Iterable[Seen], verb: str) -> Seen | None:
    return next((each for each in buttons if each.token.verb == verb), None)
