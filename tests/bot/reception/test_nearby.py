"""Whoever begins a meeting from a voice channel hears who sits there; nobody counts as here or away because of it."""

from dataclasses import replace
from pathlib import Path

from adapters.reception import Account, Note
from adapters.wording import Wording
from facilitation.meeting import present
from tests.bot.reception.chat import Chat, chat, people


async def begun(here: Chat, *beside: str) -> str:
    """What Ana is told when she begins a meeting."""
    await here.say("ana", "new Kitchen")
    await here.fill("ana", members=people("bo", "cy"))
    await here.say("ana", "meeting")
    await here.fill("ana", title="March", planned="2030-03-02 18:00")
    token = here.token("ana", "BeginMeeting")
    caller = replace(here.caller("ana"), beside=tuple(Account(id=f"T1/{name}") for name in beside))
    reply = await here.reception.press(caller, token)
    assert isinstance(reply, Note)
    voice = Wording(names=here.reception.name)
    return "\n".join(voice.line(line) for line in reply.cards[0].lines)


async def test_who_is_in_the_voice_channel_is_told_and_changes_nothing(tmp_path: Path):
    async with chat(tmp_path / "circlewise.db") as here:
        told = await begun(here, "ana", "cy", "stranger")

        assert "In the voice channel now: Ana and Cy." in told
        assert "Not seen there: Bo." in told
        assert set(present(await here.latest())) == {here.person(name) for name in ("ana", "bo", "cy")}


async def test_who_is_in_none_hears_nothing_of_it(tmp_path: Path):
    async with chat(tmp_path / "circlewise.db") as here:
        assert await begun(here) == "The meeting has begun. Everyone checks in first."
