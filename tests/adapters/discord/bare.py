"""A discord.py client that does next to nothing: what the bridge is tried with, and what Circlewise is measured beside.

Run as a program, it meets whatever `BARE_API` and `BARE_GATEWAY` name. With `BARE_DATABASE`, each press is one row that
is durable before it is answered, written by a thread of its own so that the connection never waits for a disk.
"""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import discord
import yarl
from discord import app_commands

CHECKING = "Do you consent?"


class Answer(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"bare:(?P<word>[a-z]+)"):
    """A button that knows by its id alone what it is for."""

    def __init__(self, word: str) -> None:
        super().__init__(discord.ui.Button(label=word.title(), custom_id=f"bare:{word}"))
        self.word = word

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str]
    ) -> Answer:
        return cls(match["word"])

    async def callback(self, interaction: discord.Interaction) -> None:
        if (kept := getattr(interaction.client, "kept", None)) is not None:
            await kept.keep(interaction.id, interaction.user.id, self.word)
        await interaction.response.send_message(f"Noted: {self.word}.", ephemeral=True)


class Kept:
    """Presses as rows, each durable when `keep` returns."""

    def __init__(self, path: str) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("CREATE TABLE IF NOT EXISTS press (id INTEGER PRIMARY KEY, who INTEGER, word TEXT)")

    async def keep(self, *row: object) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(
            self._thread, self._db.execute, "INSERT OR IGNORE INTO press VALUES (?, ?, ?)", row
        )


class Words(discord.ui.Modal, title="Your objection"):
    """A form with a text in it."""

    words = discord.ui.Label(
        text="What stands against it?", component=discord.ui.TextInput(custom_id="words")
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        field = self.words.component
        assert isinstance(field, discord.ui.TextInput)
        await interaction.response.send_message(f"Heard: {field.value}", ephemeral=True)


class Bare(discord.Client):
    """Slash commands, buttons, a form and reactions, each answered by one message."""

    def __init__(self) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, guild_reactions=True)
        super().__init__(
            intents=intents,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.2,
        )
        database = os.environ.get("BARE_DATABASE")
        self.kept = Kept(database) if database else None
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="ask", description="Ask for consent")(ask)
        self.tree.command(name="object", description="Say what stands against it")(objecting)
        self.tree.command(name="think", description="Take a while")(think)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Answer)
        await self.tree.sync()

    async def on_ready(self) -> None:
        print("ready", flush=True)  # noqa: T201 - how a test learns of it

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        channel = self.get_partial_messageable(event.channel_id)
        await channel.send(
            f"{event.emoji} by {event.user_id}", nonce=f"{event.user_id}{ord(str(event.emoji)[0]) % 97}"
        )


async def ask(interaction: discord.Interaction) -> None:
    view = discord.ui.View(timeout=None)
    view.add_item(Answer("consent"))
    view.add_item(Answer("object"))
    await interaction.response.send_message(CHECKING, view=view)


async def objecting(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Words())


async def think(interaction: discord.Interaction) -> None:
    await interaction.response.defer(thinking=True, ephemeral=True)
    await interaction.followup.send("Thought about it.")


def meet(api: str, gateway: str) -> None:
    """Point this process's discord.py at another Discord."""
    discord.http.Route.BASE = api
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)


if __name__ == "__main__":
    meet(os.environ["BARE_API"], os.environ["BARE_GATEWAY"])
    Bare().run(os.environ["BARE_TOKEN"])
