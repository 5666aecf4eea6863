"""Forms that somebody has before them while the line breaks, a session is lost or the program is killed.

The shipped program on Discord's wire: what is handed in afterwards counts once, and nothing that was typed is lost.
"""

from __future__ import annotations

from tests.adapters.discord.company import DRAFT, Company
from tests.adapters.discord.hands import GO_ON, Opened, Pressable
from tests.adapters.discord.wired import Wire, until

TYPED = DRAFT["draft.text"]


async def opened(circle: Company, name: str = "Bo", verb: str = "Propose") -> Opened:
    """Somebody has a form before them."""
    who = circle.people[name]
    sight = await circle.screen.press(who, await circle.find(who, verb))
    assert sight.sheet is not None
    assert isinstance(sight.sheet.where, Opened)
    return sight.sheet.where


async def one_part(circle: Company, form: Opened) -> Pressable:
    """Hand in the first part of a form; the button that opens the second."""
    assert form.parts[0] == 1 < form.parts[1]
    answer = await circle.hands.hand_in(circle.person("Bo"), form, DRAFT)
    assert TYPED in answer.words
    return next(each for each in answer.buttons if each.custom_id.startswith(GO_ON))


async def killed(wire: Wire) -> None:
    """`kill -9`, and another one in its place."""
    assert wire.program is not None
    await wire.program.kill()
    await wire.start()


async def proposed(wire: Wire, circle: Company) -> None:
    """Exactly one text was brought, and everybody sees it; no draft of it is kept."""
    await until(lambda: TYPED in circle.text("Cy"))
    assert wire.program is not None
    assert await wire.program.end() == 0
    assert (kept(wire, "proceeding"), kept(wire, "draft")) == (1, 0)


def told(wire: Wire) -> list[str]:
    """The files beside the database, and what the program said, in which the text can be read."""
    assert wire.program is not None
    files = {path.name: path.read_bytes() for path in wire.database.parent.rglob("*") if path.is_file()}
    said = {"what it said": "".join(wire.program.said).encode()}
    return [name for name, held in (files | said).items() if TYPED.encode() in held]


def kept(wire: Wire, table: str) -> int:
    """How many rows of a table there are."""
    return wire.count(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name


# --- the line


async def asked_to_reconnect(wire: Wire) -> None:
    wire.bridge.ask_to_reconnect()
    await until(lambda: wire.bridge.resumed == 1 and wire.bridge.connected)


async def session_to_be_resumed(wire: Wire) -> None:
    wire.bridge.invalidate(resumable=True)
    await until(lambda: wire.bridge.resumed == 2 and wire.bridge.connected)


async def session_lost(wire: Wire) -> None:
    wire.bridge.invalidate(resumable=False)
    await until(lambda: wire.bridge.identified == 2 and wire.bridge.connected)


async def test_a_form_that_was_open_while_the_line_broke_is_taken(garden: tuple[Wire, Company]):
    wire, circle = garden
    for number, broken in enumerate((asked_to_reconnect, session_to_be_resumed, session_lost)):
        form = await opened(circle)
        await broken(wire)
        text = f"We buy {number} water butts."

        await circle.hands.fill(circle.person("Bo"), form, DRAFT | {"draft.text": text})

        await until(lambda said=text: said in circle.text("Cy"))
        assert kept(wire, "proceeding") == number + 1


async def test_a_form_handed_in_while_the_line_is_down_is_taken_when_it_is_up_again(
    garden: tuple[Wire, Company],
):
    wire, circle = garden
    form = await opened(circle)
    await wire.bridge.hang_up(4000)
    await until(lambda: not wire.bridge.connected)

    await circle.hands.fill(circle.person("Bo"), form, DRAFT)

    assert (wire.bridge.identified, wire.bridge.resumed) == (1, 1)
    await proposed(wire, circle)


# --- the program


async def test_a_form_in_parts_is_gone_on_with_after_the_program_was_killed(
    garden: tuple[Wire, Company],
):
    """What was typed so far is in no file that somebody could read meanwhile."""
    wire, circle = garden
    go_on = await one_part(circle, await opened(circle))
    assert wire.program is not None
    await wire.program.kill()
    assert kept(wire, "draft") == 1
    assert told(wire) == []
    await wire.start()

    second = (await circle.hands.press(circle.person("Bo"), go_on)).form
    assert second is not None
    assert second.parts[0] == 2
    await circle.hands.fill(circle.person("Bo"), second, {})

    await proposed(wire, circle)


async def test_a_second_part_that_was_open_when_the_program_was_killed_is_taken_with_the_first(
    garden: tuple[Wire, Company],
):
    wire, circle = garden
    go_on = await one_part(circle, await opened(circle))
    second = (await circle.hands.press(circle.person("Bo"), go_on)).form
    assert second is not None
    await killed(wire)

    await circle.hands.fill(circle.person("Bo"), second, {})

    await proposed(wire, circle)


async def test_a_choice_that_decides_what_is_asked_next_outlives_the_program(garden: tuple[Wire, Company]):
    """A form cannot answer a form on Discord: between the two steps there is a button, and perhaps a restart."""
    wire, circle = garden
    form = await opened(circle, verb="ProposeSettings")
    between = await circle.hands.fill(circle.person("Bo"), form, {"setting": "rounds"})
    await killed(wire)

    again = (await circle.hands.press(circle.person("Bo"), between.buttons[-1])).form
    assert again is not None
    assert again.start["setting"] == "rounds"
    between = await circle.hands.fill(circle.person("Bo"), again, {})
    second = (await circle.hands.press(circle.person("Bo"), between.buttons[-1])).form
    assert second is not None
    assert "title" in second.names
