"""The connection to Discord: it hears what people do and hands it on, and is begun anew whenever it ends.

No privileged intent: what the bot has to know comes with each interaction, and it reads no messages. Everything is
heard as raw events, so that no message and no member has to be remembered. Interactions are read from their tokens
(`answers`); commands are told to Discord only when it does not know them as they are.

A fault in the library, a session that is lost, a token that is refused: `serve` starts again, each time a little later.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping
from typing import Any, Final

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.access import DISCORD_API, DiscordAccess
from adapters.checkup import Finding
from adapters.discord import checkup, commands, faults, notes, parse
from adapters.discord.answers import Answers
from adapters.discord.render import Voice
from adapters.discord.rollcall import RollCall
from adapters.discord.room import DiscordRoom
from adapters.discord.signs import Signs
from adapters.port import NotHere, RemoteId, RoomFault, Unavailable
from adapters.reception import Account, Caller, Note, Reception, Sign, Suggestion
from facilitation.cards import Card

_log = logging.getLogger(__name__)

FIRST_WAIT: Final = 1.0  # seconds before the connection is begun anew; doubled each time
LONGEST_WAIT: Final = 300.0
SHARDING_REQUIRED: Final = 4011  # how Discord closes a connection that would carry too many servers
LONG_ENOUGH: Final = 600.0  # seconds after which a connection counts as having worked
LAST_WORDS: Final = 5.0  # seconds for what is under way when the connection ends
PATIENCE: Final = (
    30.0  # seconds that the library may wait when it is asked to; what takes longer is ours to plan
)

Interaction = discord.Interaction[Any]


def intents() -> discord.Intents:
    """What is listened to. None of it is privileged."""
    found = discord.Intents.none()
    found.guilds = found.guild_reactions = found.voice_states = True
    found.guild_scheduled_events = found.dm_messages = found.guild_messages = True
    return found


class DiscordPlatform:
    """Discord, connected or about to be."""

    def __init__(self, access: DiscordAccess, reception: Reception) -> None:
        self.access = access
        self.reception = reception
        self.answers = Answers(reception)
        self.under = Signs(lambda: self.client)
        self.rolls = RollCall(lambda: self.client, reception)
        self._client: discord.Client | None = None
        self._rooms: dict[str, DiscordRoom] = {}
        self._work: set[asyncio.Task[Any]] = set()
        self._heard = 0
        self._too_many = False

    @property
    def name(self) -> str:
        """The platform's name in storage."""
        return parse.PLATFORM

    @property
    def client(self) -> discord.Client:
        """The client that is logged in. Raises `Unavailable` where there is none."""
        if self._client is None or self._client.is_closed():
            raise Unavailable
        return self._client

    def room(self, key: str) -> DiscordRoom:
        """The room of a key."""
        return self._rooms.setdefault(key, DiscordRoom(key, self))

    async def serve(self) -> None:
        """Listen until cancelled, whatever happens to the connection."""
        aim(self.access)
        wait = FIRST_WAIT
        while True:
            begun = asyncio.get_running_loop().time()
            await self._connected()
            lasted = asyncio.get_running_loop().time() - begun
            wait = FIRST_WAIT if lasted > LONG_ENOUGH else min(wait * 2, LONGEST_WAIT)
            await asyncio.sleep(wait)

    async def _connected(self) -> None:
        client = self.new_client()
        try:
            async with client:
                try:
                    await client.start(self.access.token, reconnect=True)
                finally:
                    await self._finish()
        except discord.LoginFailure:
            _log.error("Discord refuses the token: put the bot's own there, from the developer portal")
        except (discord.DiscordException, *faults.BREAKS) as fault:
            # In too many servers for one connection: from now on Discord is asked how many it wants.
            self._too_many |= getattr(fault, "code", 0) == SHARDING_REQUIRED
            _log.warning("The connection to Discord ended: %s", fault)
        except Exception as fault:  # noqa: BLE001 - whatever ends a connection, the next one may work
            _log.error("The connection to Discord ended: %s", faults.where(fault))

    async def _finish(self) -> None:
        """What is under way is finished, within reason, while Discord can still be told."""
        if self._work:
            await asyncio.wait(self._work, timeout=LAST_WORDS)

    def _begun(self) -> None:
        """What is being done now is under way until it ends."""
        task = asyncio.current_task()
        if task is not None:
            self._work.add(task)
            task.add_done_callback(self._work.discard)

    def new_client(self) -> discord.Client:
        """A client for one connection; it listens from when it has logged in."""
        kind = _Sharded if self.access.shards or self._too_many else _Single
        return kind(self)

    def use(self, client: discord.Client) -> None:
        """A client has logged in."""
        self._client = client

    async def signs(self, message: RemoteId) -> Mapping[str, frozenset[Sign]]:
        """The signs under a message now, by account; from here on they are heeded. Raises `RoomFault`."""
        self.under.heed(message, offered=True)
        return await self.under.now(message)

    # --- for rooms --------------------------------------------------------------------------------------------

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something that nobody waits for. What goes wrong with it is written down."""
        task = asyncio.get_running_loop().create_task(self._quietly(work))
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    async def _quietly(self, work: Coroutine[Any, Any, Any]) -> None:
        try:
            await work
        except (RoomFault, discord.HTTPException, *faults.BREAKS) as fault:
            _log.info("Something small was left undone: %s", type(fault).__name__)
        except Exception as fault:  # noqa: BLE001 - nobody waits for it
            _log.error("Something small went wrong: %s", faults.where(fault))

    def prompts(self, remote: RemoteId, card: Card) -> None:
        """A message shows this card: heed its reactions for as long as it offers any."""
        self.under.heed(remote, offered=bool(card.signs))

    # --- what is heard ----------------------------------------------------------------------------------------

    async def interaction(self, i: Interaction) -> None:
        """Somebody pressed a button or handed a form in. Commands go their own way."""
        self._begun()
        if i.guild_id is not None:
            self.rolls.met(str(i.user.id))
        try:
            data: Mapping[str, Any] = i.data or {}
            if i.type is discord.InteractionType.component:
                await self.answers.component(i, str(data.get("custom_id", "")))
            elif i.type is discord.InteractionType.modal_submit:
                await self.answers.form(i, data)
        except Exception as fault:  # noqa: BLE001 - somebody waits for an answer, whatever went wrong
            await self.sorry(i, fault)

    async def sorry(self, i: Interaction, fault: BaseException) -> None:
        """Say that something went wrong; where even that fails, write it down."""
        try:
            await self.answers.sorry(i, fault)
        except (discord.DiscordException, *faults.BREAKS) as again:
            _log.warning("Interaction %s could not be answered: %s", i.id, type(again).__name__)

    async def command(self, i: Interaction, verb: str, words: str) -> None:
        """Somebody typed a command."""
        self._begun()
        await self.answers.command(i, verb, words)

    async def bring(self, i: Interaction, message: discord.Message) -> None:
        """Somebody wants a message to become something the circle treats."""
        self._begun()
        await self.answers.bring(i, message)

    async def suggest(self, i: Interaction, verb: str, typed: str) -> list[Suggestion]:
        """What could stand behind a command."""
        return list(await self.reception.suggest(parse.caller(i), verb, typed))

    async def reaction(self, event: discord.RawReactionActionEvent, *, added: bool) -> None:
        """A reaction came or went."""
        client = self.client
        me = client.user.id if client.user else 0
        bot = event.member is not None and event.member.bot
        remote = parse.remote_of(event.channel_id, event.message_id)
        ours = remote in self.under.prompts or event.message_author_id == me
        if event.user_id == me or bot or not ours or event.guild_id is None:
            return
        member = event.member
        account = parse.account(member) if member is not None else Account(id=str(event.user_id))
        signs = await self.under.heard(remote, account, str(event.emoji), added=added)
        if signs is not None:
            await self._react(remote, event.guild_id, account, signs)

    async def returned(self, guild: int, channel: int | None = None) -> None:
        """A guild or channel can be reached, perhaps again."""
        places = {place for place in map(parse.place_of, self._rooms) if place is not None}
        for place in places:
            if place.guild == guild and channel in (None, place.channel):
                key = parse.room_key(place.guild, place.channel)
                await self._quietly(self.reception.back(self.name, key))

    async def _react(self, remote: RemoteId, guild: int, account: Account, signs: frozenset[Sign]) -> None:
        self._heard += 1
        channel = parse.whereabouts(remote)[0]
        parent = getattr(self.client.get_channel(channel), "parent_id", None)
        caller = Caller(
            platform=self.name,
            account=account,
            delivery=f"reaction/{remote}/{account.id}/{id(self.client)}/{self._heard}",
            room=parse.room_key(guild, parent or channel),
        )
        reply = await self.reception.react(caller, remote, signs)
        if isinstance(reply, Note) and not reply.receipt:
            await self._tell(account.id, reply)

    async def tell(self, account: str, told: Note) -> None:
        """Tell somebody something alone. Raises `RoomFault`; `NotHere` where they take no messages."""
        with faults.told(self.name):
            try:
                await self._tell(account, told)
            except discord.HTTPException as fault:
                if fault.code in (faults.UNKNOWN_USER, *faults.DM_REFUSED):
                    raise NotHere from None
                raise

    async def _tell(self, account: str, reply: Note) -> None:
        """The same without an interaction to answer. Who takes no messages misses it."""
        channel = await self.client.create_dm(discord.Object(int(account)))
        for sheet in notes.note(reply, Voice.to(reply.reader, self.reception.name)):
            await channel.send(
                view=sheet.view, files=sheet.files(), allowed_mentions=discord.AllowedMentions.none()
            )

    async def spoken_to(self, message: discord.Message) -> None:
        """Somebody writes to the bot alone: they see what waits for them."""
        caller = Caller(
            platform=self.name, account=parse.account(message.author), delivery=f"message/{message.id}"
        )
        await self._tell(caller.account.id, await self.reception.home(caller))


# --- the library's client -------------------------------------------------------------------------------------


class _Hearing(discord.Client):
    """What one connection hears."""

    platform: DiscordPlatform
    tree: app_commands.CommandTree[Any]

    def prepare(self, platform: DiscordPlatform) -> None:
        """Everything that is to be there before the connection is."""
        self.platform = platform
        self.tree = _Tree(self)
        commands.add_all(self.tree, platform)

    async def setup_hook(self) -> None:
        """Logged in, not listening yet."""
        self.platform.use(self)
        await self.tree.set_translator(commands.Translator())
        try:
            await commands.sync(self.tree, self.http, self.application_id or 0)
        except (discord.DiscordException, *faults.BREAKS) as fault:
            _log.warning("Discord was not told of the commands: %s", fault)

    async def on_ready(self) -> None:
        """A connection was begun anew: what happened in between was not heard."""
        await self.platform._quietly(self.platform.reception.back(self.platform.name))  # noqa: SLF001 - its own client

    async def on_interaction(self, interaction: Interaction) -> None:
        """Somebody did something that wants an answer."""
        await self.platform.interaction(interaction)

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        """A reaction came."""
        await self.platform._quietly(self.platform.reaction(event, added=True))  # noqa: SLF001

    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        """A reaction went."""
        await self.platform._quietly(self.platform.reaction(event, added=False))  # noqa: SLF001

    async def on_raw_reaction_clear(self, event: discord.RawReactionClearEvent) -> None:
        """All reactions were taken away by somebody who may: nobody has taken an answer back by that."""
        self.platform.under.forget(parse.remote_of(event.channel_id, event.message_id))

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A message is gone."""
        self.platform.under.forget(parse.remote_of(event.channel_id, event.message_id))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was invited, perhaps not for the first time."""
        await self.platform.returned(guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A guild is back after an outage, or after an invitation that says of it that it is no outage."""
        if self.is_ready():
            await self.platform.returned(guild.id)

    async def on_guild_channel_update(
        self, _: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Something about a channel is different: perhaps the bot may speak there now."""
        await self.platform.returned(after.guild.id, after.id)

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Many messages are gone."""
        for message in event.message_ids:
            self.platform.under.forget(parse.remote_of(event.channel_id, message))

    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """A thread is gone."""
        self.platform.under.forget_in(event.thread_id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is gone."""
        self.platform.under.forget_in(channel.id)

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote to the bot alone; what is written elsewhere is not its business.

        That it has pinned something Discord says in the channel: one message too many.
        """
        if (
            message.type is discord.MessageType.pins_add
            and self.user is not None
            and message.author.id == self.user.id
        ):
            await self.platform._quietly(message.delete())  # noqa: SLF001
        elif message.guild is None and not message.author.bot:
            await self.platform._quietly(self.platform.spoken_to(message))  # noqa: SLF001


class _Tree(app_commands.CommandTree[Any]):
    """The commands; what goes wrong in one is said by us."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        """A command failed, or is one of an older version that Discord still shows."""
        platform: DiscordPlatform = interaction.client.platform
        if isinstance(error, app_commands.CommandNotFound):
            await platform.command(interaction, error.name, "")
        else:
            await platform.sorry(interaction, getattr(error, "original", error))


def _settings(access: DiscordAccess) -> dict[str, Any]:
    return {
        "intents": intents(),
        "max_messages": None,
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "chunk_guilds_at_startup": False,
        "allowed_mentions": discord.AllowedMentions.none(),
        "max_ratelimit_timeout": PATIENCE,
        **({"shard_count": access.shards} if access.shards else {}),
    }


class _Single(_Hearing):
    def __init__(self, platform: DiscordPlatform) -> None:
        super().__init__(**_settings(platform.access))
        self.prepare(platform)


class _Sharded(_Hearing, discord.AutoShardedClient):
    def __init__(self, platform: DiscordPlatform) -> None:
        super().__init__(**_settings(platform.access))
        self.prepare(platform)

    async def on_shard_ready(self, _shard: int) -> None:
        """One of several connections was begun anew: `on_ready` comes only once, after the first of all of them."""
        if self.is_ready():
            await self.on_ready()


def aim(access: DiscordAccess) -> None:
    """Speak to these servers. The library knows only one place, for the whole process."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nothing is said or heard
    Route.BASE = access.api_url.rstrip("/") or DISCORD_API
    if access.gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(access.gateway_url)


def checks(access: DiscordAccess, rooms: Iterable[str]) -> AsyncIterator[Finding]:
    """What `circlewise doctor` looks at; see `checkup`."""
    aim(access)
    return checkup.checks(access, rooms)
