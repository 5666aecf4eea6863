"""What people write stays nothing but text on Discord, however hostile or long, and forty people fit into a circle.

That nothing exceeds Discord's limits, or may ping anybody, is looked after by the fixture `reality` in every test.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from facilitation.proceeding import waiting
from tests.adapters.discord.company import GARDEN, forty
from tests.adapters.discord.hands import words
from tests.adapters.discord.scene import Scene, scene_of

HOSTILE = (
    "@everyone @here <@123456789012345678> <@&123456789012345678> <#123456789012345678> </circle status:1>",
    "**bold** __under__ ~~struck~~ ||spoiler|| `code` ```block```",
    "[safe.example](https://evil.example/login) <https://evil.example>",
    "# Heading\n-# small\n> quote\n>>> all\n- list\n1. list",
    "<:smile:123456789012345678> <a:dance:123456789012345678> <t:0:R> :thumbsup:",
    "\u202eevil\u202c \u2066inside\u2069 \ufeff\u200bhidden",
    "\\*already\\* \\ \\\\",
)
PINGS = re.compile(r"@(everyone|here)|(?<!\\)<(@[!&]?|#|/|:|a:|t:)")
MARKUP = re.compile(r"(?<!\\)(\*\*|__|~~|\|\||`|\]\()")


@pytest.fixture
async def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    async with scene_of(GARDEN, tmp_path / "circle.db", monkeypatch) as scene:
        yield scene


def own_words(scene: Scene, mark: str) -> list[str]:
    """What stands between two marks, in all that everybody sees; a whole line may be bold by our own doing."""
    return re.findall(f"{mark}(.*?){mark}", scene.text("Cy"))


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_people_write_is_nothing_but_text(scene: Scene, text: str):
    marked = f"MARK {text} MARK".replace("\n", " MARK\nMARK ")
    title = f"MARK {text[:60]} MARK".replace("\n", " ")
    sight = await scene.do("Bo", "Propose", **{"title": title, "draft.text": marked, "driver": marked})

    shown = own_words(scene, "MARK")
    assert len(shown) >= 3, sight.words
    for own in shown:
        assert not PINGS.search(own), own
        assert not MARKUP.search(own), own


async def test_a_hostile_title_names_a_thread_and_nothing_else(scene: Scene):
    title = "@everyone **now** <@1> " + "x" * 90
    await scene.do("Bo", "Propose", **{"title": title[:100], "draft.text": "A text.", "driver": "Why."})

    (thread,) = scene.channel.threads
    assert thread.name is not None
    assert 1 <= len(thread.name) <= 100


async def test_a_text_of_ten_thousand_characters_is_shown_to_whoever_asks_and_changed_without_loss(
    scene: Scene,
):
    """A field takes 4,000; whoever changes the text then finds room for more of it."""
    long = " ".join(f"word{n}" for n in range(1500))[:10_000]
    await scene.do("Bo", "Propose", **{"title": "Long", "draft.text": long[:3990], "driver": "Why."})
    await scene.do("Bo", "Redraft", **{"draft.text": long[:7990], "change": "clarity"})
    await scene.do("Bo", "Redraft", **{"draft.text": long, "change": "clarity"})
    assert without_blanks((await scene.proceeding()).version.draft.text) == without_blanks(long)

    shown = await scene.screen.press(scene.people["Cy"], await scene.find(scene.people["Cy"], "text"))

    assert without_blanks(long) in without_blanks(shown.words)


def without_blanks(text: str) -> str:
    """A text as far as breaks between messages, and what stands at the beginning of lines, do not matter."""
    return re.sub(r"[\s>]", "", text)


async def test_forty_people_are_asked_and_forty_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    async with scene_of(forty(), tmp_path / "circle.db", monkeypatch) as scene:
        draft = {"title": "A bench", "draft.text": "We put up a bench.", "driver": "Nowhere to sit."}
        await scene.do("Person 2", "Propose", **draft)
        step = (await scene.proceeding()).table_step
        names = {who: name for name, who in scene.people.items()}
        while (await scene.proceeding()).table_step == step:
            await press(scene, names[waiting(await scene.proceeding())[0]], "Pass")

        assert len(scene.people) == 40
        assert (await scene.facts()).count("Passed") == 39  # whoever brought it has nothing to ask
        newest = [words(each) for each in scene.messages() if "A bench" in words(each)]
        assert newest


async def press(scene: Scene, name: str, verb: str) -> None:
    """Press the newest button of a verb."""
    await scene.hands.press(scene.person(name), scene.buttons(verb, name)[0])
