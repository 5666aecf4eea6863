"""A channel as a room: cards are messages, details stand in the thread of the first, whispers are direct messages.

Nothing is posted twice, though answers get lost. Each post has an id that is made of its card (`client_msg_id`): a
second post with the same one is answered with the first message. Slack documents that only by the faults it names for
it, so there is a second way: a message carries the key of its card as metadata, which is looked at when nobody knows
whether it was posted. Reading back needs a permission that people may withhold (`channels:history` and its kin, optional
in the manifest). What still slips through goes when it shows itself (`doubles`).

A card with a page of its own is a message with a link to a canvas, where there can be one, else a file.

A remote id is `C061/1751363000.123456`, or `C061/F0123` for a file.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from adapters.markdown import render as markdown
from adapters.port import MessageGone, NotHere, Rejected, RemoteId, RoomFault, RoomGone
from adapters.reception import Reader, Reception
from adapters.slack import parse, render
from adapters.slack.api import Api
from adapters.slack.canvases import Canvases, canvas_in
from adapters.slack.text import Json, Voices
from adapters.wording import Wording
from adapters.wording.voice import Names
from facilitation.cards import Card, Line

_log = logging.getLogger(__name__)

PLATFORM: Final = "slack"
PACE: Final = 1.1
"""Seconds between two writes: Slack takes about one message a second in a channel, and some fifty edits a minute."""
EVENT: Final = "circlewise_card"
SLACK_CLOCK: Final = timedelta(minutes=2)
"""How far Slack's clock may be from ours."""
DELETED: Final = frozenset({"duplicate_channel_not_found", "duplicate_message_not_found"})
"""Slack's words for a post that is recognised, of which the message is not there any more."""
GENERATIONS: Final = 4
PAGES: Final = 10
CLOSED: Final = frozenset({"channel_not_found", "is_archived", "not_in_channel"})
"""Of direct messages this means that one person cannot be reached, not that the room is gone."""
_NAME: Final = re.compile(r"[^a-z0-9]+")


class SlackRoom:
    """One channel, as `adapters.port.Room` wants it."""

    def __init__(self, api: Api, reception: Reception, key: str, canvases: Canvases | None = None) -> None:
        self._api = api
        self._canvases = canvases or Canvases(api)
        self._reception = reception
        self._key = key
        self._channel = channel_in(key)
        self._deleted: Counter[str] = Counter()
        self._offered: dict[RemoteId, frozenset[str]] = {}

    @property
    def key(self) -> str:
        """The room's name in storage."""
        return self._key

    @property
    def pace(self) -> float:
        """What Slack tolerates for hours."""
        return PACE

    async def post(self, card: Card, under: RemoteId | None) -> RemoteId:
        """Show a new card; one with a document as a file, one to a person as a direct message."""
        channel = await self._place(card)
        thread = _at(under) if under is not None and card.detail and card.to is None else ""
        if card.document:
            return await self._post_canvas(card, thread) or await self._post_file(card, thread)
        try:
            remote = await self._post_message(card, await self._drawn(card), channel, thread)
        except RoomGone as fault:
            if card.to is not None and fault.args[0] in CLOSED:
                raise NotHere from fault
            raise
        await self._offer(remote, card)
        return remote

    async def _post_message(self, card: Card, shown: render.Message, channel: str, thread: str) -> RemoteId:
        first = self._deleted[card.key]
        for times in range(first, first + GENERATIONS):
            try:
                return await self._post_once(card, shown, channel, thread, times)
            except Rejected as fault:
                if str(fault) not in DELETED:
                    raise
        raise Rejected

    async def _post_once(
        self, card: Card, shown: render.Message, channel: str, thread: str, times: int
    ) -> RemoteId:
        answer = await self._api.call(
            "chat.postMessage",
            channel=channel,
            text=shown.text,
            blocks=shown.blocks,
            thread_ts=thread,
            metadata={"event_type": EVENT, "event_payload": {"card": card.key}},
            client_msg_id=self._id_of(card, times),
            parse="none",
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        return parse.remote(str(answer.get("channel") or channel), str(answer.get("ts", "")))

    def _id_of(self, card: Card, times: int) -> str:
        """What a post is recognised by, shaped as Slack wants it: the same for a card until its message was deleted."""
        digest = hashlib.blake2b(f"{self._key}#{card.key}#{times}".encode(), digest_size=16).hexdigest()
        parts = digest[:8], digest[8:12], f"8{digest[13:16]}", f"8{digest[17:20]}", digest[20:]
        return "-".join(parts)

    async def update(self, remote: RemoteId, card: Card) -> None:
        """Make a message show this card instead. What was shared as a file stays as it is."""
        if _is_file(remote):
            raise Rejected
        shown = await self._drawn(card)
        try:
            await self._api.call(
                "chat.update",
                channel=_channel(remote),
                ts=_at(remote),
                text=shown.text,
                blocks=shown.blocks,
                parse="none",
                link_names=False,
            )
        except MessageGone:
            self._deleted[card.key] += 1  # posted again, it must not count as a repetition
            raise
        except RoomGone as fault:
            if card.to is not None and fault.args[0] in CLOSED:
                raise MessageGone from fault
            raise
        await self._offer(remote, card)

    async def delete(self, remote: RemoteId) -> None:
        """Take a message or a file away."""
        self._offered.pop(remote, None)
        if _is_file(remote):
            await self._api.call("files.delete", file=_at(remote))
        else:
            await self._api.call("chat.delete", channel=_channel(remote), ts=_at(remote))

    async def find(self, card: Card, under: RemoteId | None, since: datetime) -> RemoteId | None:
        """Look for a card among what was said lately. Where the bot may not read, it takes it for not posted."""
        channel = await self._place(card)
        thread = _at(under) if under is not None and card.detail and card.to is None else ""
        found = await self._looked(self._find_message(card, channel, thread, since))
        if found is None and card.document:
            found = await self._looked(self._find_file(card, since))
        return found

    async def _looked(self, looking: Coroutine[Any, Any, RemoteId | None]) -> RemoteId | None:
        try:
            return await looking
        except Rejected as fault:
            _log.warning(
                "%s cannot be looked at (%s): Slack has to recognise what was posted", self._key, fault
            )
        except MessageGone:
            pass  # the thread is gone, and what stood in it
        return None

    async def _find_message(self, card: Card, channel: str, thread: str, since: datetime) -> RemoteId | None:
        async for message in self._said(channel, thread, since):
            if parse.dig(message, "metadata", "event_payload", "card") == card.key:
                if canvas := canvas_in(message):
                    await self._canvases.opened(canvas, channel)  # the bot may have ended before
                return parse.remote(channel, str(message.get("ts", "")))
        return None

    # --- whom and what --------------------------------------------------------------------------------------------

    async def _place(self, card: Card) -> str:
        """The channel a card belongs into: this one, or the direct messages with one person."""
        if card.to is None:
            return self._channel
        account = await self._reception.account_of(card.to, PLATFORM)
        if account is None:
            raise NotHere
        return await self._api.direct(account.rpartition("/")[2])

    async def _drawn(self, card: Card) -> render.Message:
        return render.card(card, Voices(await self._reader(card), self._reception.name))

    async def _reader(self, card: Card) -> Reader:
        if card.to is not None:
            return await self._reception.reader_of(card.to, self._key)
        return await self._reception.reader_in(self._key)

    # --- signs ----------------------------------------------------------------------------------------------------

    async def _offer(self, remote: RemoteId, card: Card) -> None:
        """Offer the signs of a card as reactions, and take back those that mean nothing any more.

        A convenience: whatever goes wrong here, the card has its buttons.
        """
        wanted = frozenset(render.SIGN_OF[verb][1] for verb in card.signs if verb in render.SIGN_OF)
        before = self._offered.get(remote, frozenset())
        if wanted == before:
            return
        with suppress(RoomFault):
            for name in (name for _sign, name in render.SIGN_OF.values()):
                if name in wanted - before:
                    await self._sign("reactions.add", remote, name)
                elif name in before - wanted:
                    await self._sign("reactions.remove", remote, name)
            self._offered[remote] = wanted
            if not wanted:
                del self._offered[remote]

    async def _sign(self, method: str, remote: RemoteId, name: str) -> None:
        with suppress(Rejected):  # it is there already, or not any more
            await self._api.call(method, channel=_channel(remote), timestamp=_at(remote), name=name)

    # --- looking back ---------------------------------------------------------------------------------------------

    async def _said(self, channel: str, thread: str, since: datetime) -> AsyncIterator[Json]:
        """What was said in a channel or a thread since then."""
        oldest = f"{(since - SLACK_CLOCK).timestamp():.6f}"
        method = "conversations.replies" if thread else "conversations.history"
        cursor = ""
        for _page in range(PAGES):
            answer = await self._api.call(
                method,
                channel=channel,
                ts=thread,
                oldest=oldest,
                limit=200,
                include_all_metadata=True,
                cursor=cursor,
            )
            for message in answer.get("messages", ()):
                yield message
            cursor = parse.dig(answer, "response_metadata", "next_cursor")
            if not cursor:
                return

    # --- pages ----------------------------------------------------------------------------------------------------

    async def _post_canvas(self, card: Card, thread: str) -> RemoteId | None:
        """Share a page as a canvas, by a message with its link; None where that cannot be."""
        reader = await self._reader(card)
        voices = Voices(reader, self._reception.name)
        page = _page(card.document[1:], reader, self._reception.name)  # a canvas has its title above it
        canvas = await self._canvases.make(card.key, _title(card, voices), page)
        if canvas is None:
            return None
        shown = render.linked(card, voices, canvas.link)
        remote = await self._post_message(card, shown, self._channel, thread)
        self._canvases.done(card.key)
        if await self._canvases.opened(canvas.id, self._channel):
            return remote
        with suppress(RoomFault):
            await self.delete(remote)
        return None

    async def _post_file(self, card: Card, thread: str) -> RemoteId:
        """Share a page as a Markdown file. Only the last of three calls shows anything."""
        reader = await self._reader(card)
        content = _page(card.document, reader, self._reception.name).encode()
        asked = await self._api.call(
            "files.getUploadURLExternal", filename=_file_name(card), length=len(content)
        )
        file = str(asked.get("file_id", ""))
        await self._api.upload(str(asked.get("upload_url", "")), content)
        shown = await self._drawn(card)
        await self._api.call(
            "files.completeUploadExternal",
            files=[{"id": file, "title": _title(card, Voices(reader, self._reception.name))}],
            channel_id=self._channel,
            thread_ts=thread,
            blocks=shown.blocks,
        )
        return parse.remote(self._channel, file)

    async def _find_file(self, card: Card, since: datetime) -> RemoteId | None:
        answer = await self._api.call(
            "files.list", channel=self._channel, ts_from=int((since - SLACK_CLOCK).timestamp()), count=100
        )
        for file in answer.get("files", ()):
            if file.get("name") == _file_name(card):
                return parse.remote(self._channel, str(file.get("id", "")))
        return None


def channel_in(key: str) -> str:
    """The channel of a room's key: `C061` of `slack:T024/C061/decisions`."""
    return key.partition(":")[2].split("/")[1]


def _channel(remote: RemoteId) -> str:
    return remote.partition("/")[0]


def _at(remote: RemoteId) -> str:
    return remote.partition("/")[2]


def _is_file(remote: RemoteId) -> bool:
    return _at(remote).startswith("F")


def _file_name(card: Card) -> str:
    """A name for a card's file that no other card's has: that is how it is found again."""
    kind = _NAME.sub("-", card.key.partition("/")[2].lower()).strip("-")
    return f"{kind}-{hashlib.blake2b(card.key.encode(), digest_size=5).hexdigest()}.md"


def _page(lines: Iterable[Line], reader: Reader, names: Names) -> str:
    voice = Wording(
        reader.language, zone=reader.zone, names=names, preset=reader.preset, insert=markdown.insert
    )
    return markdown.page(lines, voice)


def _title(card: Card, voices: Voices) -> str:
    return voices.say(card.lines[0].text) if card.lines else ""
