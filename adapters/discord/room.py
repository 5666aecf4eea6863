"""A channel as a room: cards are messages in it, details stand in the thread of what began.

A card for one person goes to them directly. Who takes no direct messages is named in the thread, with a button that
shows it to them alone: what it says stays theirs. Reactions are offered in the background, since Discord takes them
one by one. Nothing is remembered here that a message does not carry itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

import discord

from adapters import looking
from adapters.discord import events, faults, limits, parse, quoting, render
from adapters.discord.faults import told
from adapters.discord.render import Sheet, Voice
from adapters.discord.rollcall import RollCall
from adapters.port import MessageGone, NotHere, Rejected, RemoteId, RoomGone
from adapters.reception import Reception
from adapters.tokens import Token
from facilitation.cards import Card, msg
from facilitation.model import PersonId

PACE: Final = 1.1
"""Seconds: a channel takes about five messages in five seconds, edits counted."""
NOBODY: Final = discord.AllowedMentions.none()
_SLACK: Final = timedelta(minutes=2)
"""By how much the clocks of Discord and of this machine may differ."""

Channel = discord.PartialMessageable


class Line(Protocol):
    """The connection that a room speaks through."""

    reception: Reception

    @property
    def client(self) -> discord.Client:
        """The client that is logged in. Raises `Unavailable` where there is none."""
        ...

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something that nobody waits for."""
        ...

    def prompts(self, remote: RemoteId, card: Card) -> None:
        """A message shows this card: heed the reactions under it for as long as it offers any."""
        ...

    @property
    def rolls(self) -> RollCall:
        """What is known of who is in a server still."""
        ...


class DiscordRoom:
    """One channel of one guild."""

    def __init__(self, key: str, line: Line) -> None:
        self._key = key
        self._line = line
        self._place = parse.place_of(key)
        self._deleted: Counter[str] = Counter()

    @property
    def key(self) -> str:
        """The room's name in storage."""
        return self._key

    @property
    def pace(self) -> float:
        """What a channel takes for hours."""
        return PACE

    # --- what a room does -------------------------------------------------------------------------------------

    async def post(self, card: Card, under: RemoteId | None) -> RemoteId:
        """Show a new card; see `adapters.port.Room`."""
        with told(self._key):
            if card.to is not None:
                return await self._whisper(card, card.to, under)
            sheet = await self._sheet(card)
            if card.detail and under is not None:
                return await self._in_thread(card, sheet, under)
            return await self._begin(card, sheet, under)

    async def update(self, remote: RemoteId, card: Card) -> None:
        """Make a message show this card instead."""
        channel, message = parse.whereabouts(remote)
        with told(self._key):
            self._here()
            sheet = await (self._over(card, card.to, channel) if card.to is not None else self._sheet(card))
            try:
                await self._edit(channel, message, sheet)
            except (MessageGone, discord.NotFound):
                self._deleted[card.key] += 1  # posted again within minutes, it must not count as a repetition
                await self._keep_date(remote, replace(card, when=None))  # a new message has its own
                raise
            await self._keep_date(remote, card)
        self._line.prompts(remote, card)

    async def delete(self, remote: RemoteId) -> None:
        """Take a message away."""
        channel, message = parse.whereabouts(remote)
        with told(self._key):
            self._here()
            await self._opened(channel, self._channel(channel).get_partial_message(message).delete)

    async def find(self, card: Card, under: RemoteId | None, since: datetime) -> RemoteId | None:
        """Look for a card among what this bot has written since."""
        with told(self._key):
            async for channel in self._could_be_in(card, under):
                found = await self._found(channel, card.key, since - _SLACK)
                if found is not None:
                    self._line.prompts(found, card)
                    return found
        return None

    # --- public cards -----------------------------------------------------------------------------------------

    async def _sheet(self, card: Card) -> Sheet:
        reception = self._line.reception
        return render.panel(card, Voice.to(await reception.reader_in(self._key), reception.name))

    async def _begin(self, card: Card, sheet: Sheet, under: RemoteId | None) -> RemoteId:
        here = self._here()
        remote = await self._send(here, card.key, sheet)
        if under is None and _is_under_way(card) and self._is_meeting_place:
            self._line.later(self._open_thread(remote, card))
        if card.live and not _is_under_way(card):
            self._line.later(self._pin(remote))
        if _is_under_way(card) and self._is_meeting_place:
            self._line.later(self._line.rolls.call(self._key))
        self._line.prompts(remote, card)
        if card.signs:
            self._line.later(self._offer(remote, card))
        await self._keep_date(remote, card)
        return remote

    async def _in_thread(self, card: Card, sheet: Sheet, under: RemoteId) -> RemoteId:
        """Under the message that began it. Its thread is made where it is not there yet."""
        try:
            return await self._send(_thread_of(under), card.key, sheet)
        except discord.HTTPException as fault:
            if fault.code not in faults.NO_THREAD:
                raise
            missing = fault.code == faults.UNKNOWN_CHANNEL
        if missing and await self._open_thread(under, card):
            return await self._beneath(card.key, sheet, under)
        return await self._send(self._here(), card.key, sheet)

    async def _beneath(
        self, key: str, sheet: Sheet, under: RemoteId, mentions: discord.AllowedMentions = NOBODY
    ) -> RemoteId:
        """In a thread, or where the bot cannot write in it (it may be locked), in the channel."""
        try:
            return await self._send(_thread_of(under), key, sheet, mentions)
        except discord.HTTPException as fault:
            if fault.code not in faults.NO_THREAD:
                raise
        return await self._send(self._here(), key, sheet, mentions)

    async def _open_thread(self, root: RemoteId, card: Card) -> bool:
        channel, message = parse.whereabouts(root)
        partial = self._channel(channel).get_partial_message(message)
        try:
            await partial.create_thread(name=await self._thread_name(card), auto_archive_duration=10080)
        except discord.HTTPException as fault:
            return fault.code == faults.THREAD_EXISTS
        except ValueError:
            return False
        return True

    async def _thread_name(self, card: Card) -> str:
        return quoting.cut(await self._heading(card), limits.THREAD)

    async def _heading(self, card: Card) -> str:
        reception = self._line.reception
        voice = Voice.to(await reception.reader_in(self._key), reception.name)
        return render.heading(card, voice) or voice.bare.say(msg("discord-thread"))

    async def _keep_date(self, remote: RemoteId, card: Card) -> None:
        """In the background: keep the server's calendar like a card that announces something."""
        guild = self._line.client.get_guild(self._guild)
        if guild is not None and (card.when is not None or events.of(guild, remote) is not None):
            self._line.later(events.keep(guild, remote, card.when, await self._heading(card)))

    async def _pin(self, remote: RemoteId) -> None:
        """What a circle keeps stays at hand, however much is written after it."""
        channel, message = parse.whereabouts(remote)
        await self._channel(channel).get_partial_message(message).pin()

    async def _offer(self, remote: RemoteId, card: Card) -> None:
        channel, message = parse.whereabouts(remote)
        partial = self._channel(channel).get_partial_message(message)
        for emoji in render.offered(card):
            await partial.add_reaction(emoji)

    # --- for one person ---------------------------------------------------------------------------------------

    async def _whisper(self, card: Card, to: PersonId, under: RemoteId | None) -> RemoteId:
        self._line.later(self._line.rolls.call(self._key))
        account = await self._account(to)
        sheet = render.panel(card, await self._voice_of(to), self._link(under))
        try:
            channel = await self._direct(account)
            return await self._send(channel, card.key, sheet)
        except discord.HTTPException as fault:
            if fault.code == faults.UNKNOWN_USER:
                raise NotHere from None
            if fault.code not in faults.DM_REFUSED:
                raise
        if await self._line.rolls.left(account, self._key):
            raise NotHere
        return await self._call(card, to, account, under)

    async def _call(self, card: Card, to: PersonId, account: str, under: RemoteId | None) -> RemoteId:
        """Name somebody where everyone is, without a word of what it is about."""
        voice = await self._voice_of(to)
        stream = card.key.partition("/")[0]
        button = render.button(Token(stream, looking.MINE), voice.bare.say(msg("discord-show-me")))
        sheet = render.called(card.key, f"<@{account}> {voice.say('discord-waits')}", button)
        person = discord.AllowedMentions(users=[discord.Object(int(account))], everyone=False, roles=False)
        if under is None:
            return await self._send(self._here(), card.key, sheet, person)
        return await self._beneath(card.key, sheet, under, person)

    async def _over(self, card: Card, to: PersonId, channel: int) -> Sheet:
        """A whisper as it is now; where somebody was named before everyone, what it was about stays unsaid."""
        voice = await self._voice_of(to)
        if channel == await self._direct(await self._account(to)):
            return render.panel(card, voice)
        return render.called(card.key, voice.say("discord-waited"))

    async def _account(self, person: PersonId) -> str:
        account = await self._line.reception.account_of(person, parse.PLATFORM)
        if account is None or not account.isdigit():
            raise NotHere
        return account

    async def _voice_of(self, person: PersonId) -> Voice:
        reception = self._line.reception
        return Voice.to(await reception.reader_of(person, self._key), reception.name)

    async def _direct(self, account: str) -> int:
        return (await self._line.client.create_dm(discord.Object(int(account)))).id

    def _link(self, under: RemoteId | None) -> str:
        return f"https://discord.com/channels/{self._guild}/{under}" if under is not None else ""

    # --- one message ------------------------------------------------------------------------------------------

    async def _send(
        self, channel: int, key: str, sheet: Sheet, mentions: discord.AllowedMentions = NOBODY
    ) -> RemoteId:
        message = await self._channel(channel).send(
            view=sheet.view, files=sheet.files(), nonce=self._nonce(key), allowed_mentions=mentions
        )
        return parse.remote_of(channel, message.id)

    def _nonce(self, key: str) -> str:
        times = self._deleted[key]
        return render.nonce_of(f"{key}/{times}" if times else key)

    async def _edit(self, channel: int, message: int, sheet: Sheet) -> None:
        async def edit() -> None:
            partial = self._channel(channel).get_partial_message(message)
            await partial.edit(view=sheet.view, attachments=sheet.files(), allowed_mentions=NOBODY)

        await self._opened(channel, edit)

    async def _opened(self, channel: int, do: Any) -> None:  # noqa: ANN401 - any call without arguments
        """Do something to a message; an archived thread is opened again for it, a thread that is gone took it along."""
        try:
            await do()
        except discord.HTTPException as fault:
            if fault.code == faults.UNKNOWN_CHANNEL and channel != self._here():
                raise MessageGone from None
            if fault.code != faults.ARCHIVED:
                raise
            await self._open_again(channel)
            await do()

    async def _open_again(self, thread: int) -> None:
        try:
            await self._line.client.http.edit_channel(thread, archived=False)
        except discord.Forbidden:
            raise Rejected from None  # somebody has locked it: what stands in it is to stay

    async def _could_be_in(self, card: Card, under: RemoteId | None) -> AsyncIterator[int]:
        if card.to is not None:
            yield await self._direct(await self._account(card.to))
        if under is not None and (card.detail or card.to is not None):
            yield _thread_of(under)
        yield self._here()

    async def _found(self, channel: int, key: str, since: datetime) -> RemoteId | None:
        me = self._line.client.user
        try:
            async for message in self._channel(channel).history(limit=None, after=since, oldest_first=True):
                if me is not None and message.author.id == me.id and render.carries(message.components, key):
                    return parse.remote_of(channel, message.id)
        except discord.NotFound:
            if channel == self._here():
                raise
        return None

    # --- where it is ------------------------------------------------------------------------------------------

    @property
    def _is_meeting_place(self) -> bool:
        """Whether a circle meets here, and does not only show something."""
        return self._place is not None and self._key == parse.room_key(self._place.guild, self._place.channel)

    @property
    def _guild(self) -> int:
        if self._place is None:
            raise RoomGone
        return self._place.guild

    def _here(self) -> int:
        """The channel. Raises `RoomGone` when the bot is certainly not in its guild."""
        client = self._line.client
        if client.is_ready() and client.get_guild(self._guild) is None:
            raise RoomGone
        return self._place.channel if self._place is not None else 0

    def _channel(self, channel: int) -> Channel:
        return self._line.client.get_partial_messageable(channel, guild_id=self._guild)


def _thread_of(root: RemoteId) -> int:
    """The thread under a message, which has its number."""
    return parse.whereabouts(root)[1]


def _is_under_way(card: Card) -> bool:
    """Whether a card is of a proceeding, which a thread belongs to, and not of what a circle keeps."""
    return card.key.startswith("p-")
