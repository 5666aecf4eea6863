"""What happens in a server around a circle, with the shipped program on the wire.

It is removed and invited again, people leave, meetings stand in the calendar, people sit in a voice channel.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import discord
from simcord.backend import serializers

from tests.adapters.discord.company import DRAFT, Company
from tests.adapters.discord.hands import Pressable, words
from tests.adapters.discord.wired import Wire, until

EVENTS = "/guilds/*/scheduled-events"


def told(circle: Company, text: str) -> bool:
    """Whether the channel says this to everyone."""
    return any(text in words(each) for each in circle.messages() if each.channel_id == circle.channel.id)


# --- the server


async def test_a_bot_that_was_removed_shows_what_it_missed_when_it_is_invited_again(
    garden: tuple[Wire, Company],
):
    wire, circle = garden
    await circle.do("Bo", "Propose", **DRAFT)
    await until(lambda: told(circle, "Now: Ana"))
    await wire.calm()
    card = next(each for each in circle.messages() if "Now: Ana" in words(each))
    wire.bridge.throw_out(circle.screen.town.guild.id)

    await pass_directly(circle, "Ana")
    await wire.calm()
    assert "Now: Ana" in words(card)  # nobody can show it there

    wire.bridge.invite(circle.screen.town.guild.id)
    await until(lambda: "Now: Cy" in words(card))
    pressed = circle.posted("Pass", "Cy")[0]
    assert (await circle.hands.press(circle.person("Cy"), pressed)).words


async def pass_directly(circle: Company, name: str) -> None:
    """Somebody passes where nobody else is: they write to the bot, which answers with what waits for them."""
    who = circle.person(name)
    await who.user.send_dm("What waits for me?")

    def own() -> list[Pressable]:
        every = circle.buttons("Pass", name)
        return [each for each in every if each.message.channel_id != circle.channel.id]

    await until(own)
    assert (await circle.hands.press(who, own()[0])).words


# --- people


async def test_the_facilitator_is_told_who_has_left_and_nobody_loses_a_seat(garden: tuple[Wire, Company]):
    wire, circle = garden
    guild, cy = circle.screen.town.guild, circle.person("Cy")
    guild.remove_member(cy)

    await circle.do("Bo", "Propose", **DRAFT)
    await until(lambda: circle.posted("Pass"))
    await until(lambda: wire.count("SELECT count(*) FROM account WHERE gone") == 1)

    said = (await circle.look("Ana")).words
    assert "No longer to be reached here: Cy." in said
    assert "No longer to be reached" not in (await circle.look("Bo")).words  # who cannot do anything about it
    assert wire.count("SELECT count(*) FROM member WHERE person = 'u-cy'") == 1

    assert wire.program is not None
    await wire.program.kill()
    await wire.start()
    assert "No longer to be reached here: Cy." in (await circle.look("Ana")).words
    guild.add_member(cy.user)
    await circle.look("Cy")
    assert "No longer to be reached" not in (await circle.look("Ana")).words


# --- meetings


TOMORROW = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=1)
MEETING = {"title": "March", "planned": f"{TOMORROW:%Y-%m-%d %H:%M}"}


def planned(circle: Company) -> list[tuple[str, str]]:
    """What stands in the server's calendar."""
    every = circle.screen.town.env.backend.guilds[circle.screen.town.guild.id].scheduled_events.values()
    return [(each.name, str(each.scheduled_start_time)[:16]) for each in every if each.status == 1]


async def test_a_planned_meeting_stands_in_the_calendar_until_it_is_cancelled(garden: tuple[Wire, Company]):
    wire, circle = garden
    await circle.do("Ana", "OpenMeeting", **MEETING)
    await until(lambda: planned(circle))
    assert planned(circle) == [("March", f"{TOMORROW:%Y-%m-%dT%H:%M}")]

    assert wire.program is not None
    await wire.program.kill()  # what stands there is found again by whoever comes after
    await wire.start()
    await circle.do("Ana", "CancelMeeting", text="Too hot.")

    await until(lambda: not planned(circle))


async def test_without_permission_there_is_a_meeting_and_no_event_and_the_doctor_says_so(
    garden: tuple[Wire, Company],
):
    wire, circle = garden
    forbid(wire, circle, create_events=True, manage_events=True)
    await circle.do("Ana", "OpenMeeting", **MEETING)
    await until(lambda: told(circle, "March"))
    await wire.calm()

    assert planned(circle) == []
    assert wire.program is not None
    assert await wire.program.end() == 0
    assert [
        line for line in wire.program.said if "ERROR   adapters" in line or "WARNING adapters" in line
    ] == []
    assert wire.bridge.made("POST", EVENTS) == []  # it is known, so it is not even tried
    looked = await wire.run("bot", "doctor")
    assert looked.returncode == 0
    assert "not permitted: Create Events" in looked.said


def forbid(wire: Wire, circle: Company, **denied: bool) -> None:
    """Take permissions from the bot's role."""
    guild = wire.bridge.backend.guilds[circle.screen.town.guild.id]
    role = next(each for each in guild.roles.values() if each.managed)
    role.permissions &= ~discord.Permissions(**denied).value
    changed = {"guild_id": str(guild.id), "role": dict(serializers.role_payload(role))}
    wire.bridge.backend.emit("GUILD_ROLE_UPDATE", changed)


async def test_who_sits_in_the_voice_channel_is_told_to_whoever_begins_and_nobody_is_marked(
    garden: tuple[Wire, Company],
):
    wire, circle = garden
    voice = circle.screen.town.guild.create_voice_channel("Shed")
    await circle.do("Ana", "OpenMeeting", **MEETING)
    await until(lambda: circle.posted("BeginMeeting"))
    await circle.person("Cy").join_voice(voice)
    await wire.bridge.hang_up(1001)  # who sits there is told anew to whoever comes anew
    await until(lambda: wire.bridge.identified == 2 and wire.bridge.connected)
    await circle.person("Ana").join_voice(voice)
    await wire.calm()

    told_her = await circle.do("Ana", "BeginMeeting")

    assert "In the voice channel now: Ana and Cy." in told_her.words
    assert "Not seen there: Bo." in told_her.words
    await until(lambda: told(circle, "Check-in"))
    assert wire.count("SELECT count(*) FROM log WHERE kind IN ('Absent', 'LeftEarly', 'MarkedAbsent')") == 0
