"""What people do in Slack, handed in at the reception with who they are and where."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from adapters.port import RemoteId
from adapters.reception import Caller, Form, Note, Reader, Reception, Reply, Sign
from adapters.slack import parse
from adapters.slack.answering import sentence
from adapters.slack.api import Api
from adapters.slack.doubles import Doubles
from adapters.slack.forms import MORE, whole
from adapters.slack.parse import Where, dig
from adapters.slack.people import People
from adapters.slack.reactions import Reactions
from adapters.slack.room import PLATFORM
from adapters.slack.text import Json
from adapters.tokens import Unknown

_log = logging.getLogger(__name__)

Told = tuple[Reply, Where] | None


class Inputs:
    """Payloads in, replies out. `team` and `bot` are the workspace's and the bot's ids, once they are known."""

    def __init__(self, api: Api, reception: Reception) -> None:
        self.team = ""
        self.bot = ""
        self.at_home: set[str] = set()
        """Who has opened the Home tab, as long as this process lives."""
        self._reception = reception
        self._people = People(api)
        self._reactions = Reactions(api)
        self._doubles = Doubles(api, reception)
        self._events: Mapping[str, Callable[[Json, Json], Coroutine[Any, Any, Told]]] = {
            "reaction_added": self._reacted,
            "reaction_removed": self._reacted,
            "app_mention": self._mentioned,
            "app_home_opened": self._opened_home,
            "user_change": self._changed,
            "member_joined_channel": self._invited,
            "channel_unarchive": self._unarchived,
            "group_unarchive": self._unarchived,
            "tokens_revoked": self._lost,
            "app_uninstalled": self._lost,
        }

    async def signs(self, message: RemoteId) -> Mapping[str, frozenset[Sign]]:
        """The signs under a message now, by account. Raises `RoomFault`."""
        found = parse.signs(await self._reactions.under(message), self.bot)
        return {parse.account(self.team, user).id: signs for user, signs in found.items()}

    # --- what asks for an answer --------------------------------------------------------------------------------

    async def command(self, body: Json, where: Where) -> Reply:
        """Somebody typed a command."""
        text = str(dig(body, "text"))
        await self._people.meet(parse.named(text))
        verb, words = parse.command(text, self._people.name)
        return await self._reception.command(await self._caller(body, where), verb, words)

    async def press(self, body: Json, where: Where) -> Reply:
        """Somebody pressed a button, on a message of any age."""
        try:
            token = parse.pressed(body)
        except Unknown:
            return await self.sentence("slack-unknown", where.user)
        return await self._reception.press(await self._caller(body, where), token)

    async def tidy(self, body: Json, where: Where) -> None:
        """Take away the message on which somebody pressed something, if it is one too many."""
        await self._doubles.mended(parse.card_pressed(body), self._room(where.channel) or "")

    async def shortcut(self, body: Json, where: Where) -> Reply:
        """Somebody chose the shortcut of a message, or the one that is always there."""
        caller = await self._caller(body, where)
        if dig(body, "type") != "message_action":
            return await self._reception.command(caller, "")
        await self._people.meet(parse.named(str(dig(body, "message", "text"))))
        return await self._reception.bring(caller, *parse.brought(body, self._people.name))

    async def submit(self, body: Json, where: Where) -> Reply:
        """Somebody handed in a form."""
        try:
            token = parse.token(parse.kept(body))
        except Unknown:
            return await self.sentence("slack-unknown", where.user)
        await self._people.meet(parse.chosen(body))
        given = parse.given(body, self.team, self._people.name)
        caller = await self._caller(body, where)
        if given.pop(MORE, None) and isinstance(asked := await self._reception.press(caller, token), Form):
            return whole(asked, given)
        return await self._reception.submit(caller, token, given)

    async def home(self, user: str) -> Note:
        """What somebody sees of all their circles."""
        return await self._reception.home(await self._who(user, "", "", f"home.{user}"))

    async def sentence(self, name: str, user: str) -> Note:
        """One sentence of the adapter's own, in somebody's language."""
        known = await self._people.known(user)
        return sentence(name, Reader(language=known.language, zone=known.zone))

    # --- what happens by itself -----------------------------------------------------------------------------------

    async def event(self, event: Json, body: Json) -> Told:
        """Something happened. Whatever is to be answered comes back, with where."""
        listener = self._events.get(str(event.get("type", "")))
        return await listener(event, body) if listener is not None else None

    async def _reacted(self, event: Json, body: Json) -> Told:
        """Somebody changed their signs under a message; how they are now is what counts."""
        user, channel, at = (
            str(dig(event, "user")),
            str(dig(event, "item", "channel")),
            dig(event, "item", "ts"),
        )
        if not at or user == self.bot or dig(event, "item_user") not in ("", self.bot):
            return None
        message = parse.remote(channel, str(at))
        caller = await self._who(user, "", channel, parse.delivery(body))
        shown = await self._reactions.since_now(message)
        now = parse.signs(shown, self.bot).get(user, frozenset())
        if now and await self._doubles.mended(parse.card_in(channel, shown), caller.room or ""):
            return await self.sentence("slack-doubled-sign", user), Where(user=user, channel=channel)
        return await self._reception.react(caller, message, now), Where(user=user, channel=channel)

    async def _mentioned(self, event: Json, body: Json) -> Told:
        user, channel, text = (str(dig(event, name)) for name in ("user", "channel", "text"))
        await self._people.meet(parse.named(text) - {self.bot})
        verb, words = parse.mentioned(text, self.bot, self._people.name)
        caller = await self._who(user, "", channel, parse.delivery(body))
        reply = await self._reception.command(caller, verb, words)
        return reply, Where(user=user, channel=channel, thread=str(dig(event, "thread_ts")))

    async def _opened_home(self, event: Json, body: Json) -> Told:
        del body
        user = str(dig(event, "user"))
        if dig(event, "tab") not in ("", "home"):
            return None
        self.at_home.add(user)
        return None, Where(user=user)

    async def _changed(self, event: Json, body: Json) -> Told:
        del body
        user = str(dig(event, "user", "id"))
        self._people.forget(user)
        if dig(event, "user", "deleted") is True:
            await self._reception.gone(PLATFORM, parse.account(self.team, user).id)
        return None

    async def _invited(self, event: Json, body: Json) -> Told:
        """The bot was invited: its circle, if one meets there, goes on; whoever invited it hears what it can do."""
        if dig(event, "user") != self.bot:
            return None
        await self._unarchived(event, body)
        if not (by := str(dig(event, "inviter"))):
            return None
        channel = str(dig(event, "channel"))
        caller = await self._who(by, "", channel, parse.delivery(body))
        return await self._reception.command(caller, ""), Where(user=by, channel=channel)

    async def _unarchived(self, event: Json, body: Json) -> Told:
        del body
        await self._reception.back(PLATFORM, self._room(str(dig(event, "channel"))))
        return None

    async def _lost(self, event: Json, body: Json) -> Told:
        del body
        _log.error("Slack says %s: install the app anew and put its new token into .env", event.get("type"))
        return None

    # --- who ------------------------------------------------------------------------------------------------------

    async def _caller(self, body: Json, where: Where) -> Caller:
        return await self._who(where.user, where.username, where.channel, parse.delivery(body))

    async def _who(self, user: str, username: str, channel: str, delivery: str) -> Caller:
        known = await self._people.known(user, username)
        return Caller(
            platform=PLATFORM,
            account=parse.account(self.team, user, known.name),
            delivery=delivery,
            room=self._room(channel),
            language=known.language,
            zone=known.zone,
        )

    def _room(self, channel: str) -> str | None:
        """The key of a channel's room; direct messages are none."""
        return f"{PLATFORM}:{self.team}/{channel}" if channel and not channel.startswith("D") else None
