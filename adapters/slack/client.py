"""Slack, connected: listens in Socket Mode or over HTTP, hands in what people do, and shows what comes of it.

Both ways of listening share their listeners. A listener waits until what somebody did is durable, for at most
`PATIENCE`, then acknowledges, and whatever needs the network comes after that, in tasks that are finished before the
platform stops. Nothing is raised after an acknowledgement: Bolt would take it back.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.access import SlackAccess
from adapters.port import RemoteId, Room, RoomFault, SlowDown
from adapters.reception import Note, Reception, Reply, Sign
from adapters.slack import forms, parse
from adapters.slack.answering import Answers
from adapters.slack.api import LIBRARY, Api
from adapters.slack.canvases import Canvases
from adapters.slack.checkup import checks
from adapters.slack.inputs import Inputs, Told
from adapters.slack.listening import by_http, by_socket
from adapters.slack.parse import Where
from adapters.slack.presence import Presence
from adapters.slack.room import PLATFORM, SlackRoom
from adapters.slack.text import Json

__all__ = ["SlackPlatform", "checks"]

_log = logging.getLogger(__name__)

PATIENCE: Final = 2.2
"""Seconds until Slack is answered in any case; it waits for three."""
DRAIN: Final = 8.0
"""Seconds for what is under way when the platform stops."""
ANYTHING: Final = re.compile(".*", re.DOTALL)


Listener = Callable[[Json, Where], Coroutine[Any, Any, Reply]]


class SlackPlatform:
    """One workspace, as `adapters.reception.Platform` wants it."""

    def __init__(self, access: SlackAccess, reception: Reception) -> None:
        self._access = access
        self._reception = reception
        self._api = Api(access)
        self._inputs = Inputs(self._api, reception)
        self._answers = Answers(self._api, reception)
        self._presence = Presence(self._api)
        self._canvases = Canvases(self._api)
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def name(self) -> str:
        """The platform's name in storage."""
        return PLATFORM

    def room(self, key: str) -> Room:
        """The channel of this key."""
        return SlackRoom(self._api, self._reception, key, self._canvases)

    async def signs(self, message: RemoteId) -> Mapping[str, frozenset[Sign]]:
        """The signs under a message now, by account. Raises `RoomFault`."""
        if not self._inputs.team:
            await self._meet()
        return await self._inputs.signs(message)

    async def tell(self, account: str, told: Note) -> None:
        """Tell somebody something in their direct messages. Raises `RoomFault`; `NotHere` where there are none."""
        await self._answers.tell(account.rpartition("/")[2], told)

    async def serve(self) -> None:
        """Listen until cancelled; then finish what is under way."""
        try:
            await self.introduce()
            listen = by_socket if self._access.app_token else by_http
            await listen(self.app(), self._access, self._resumed, self._drain)
        finally:
            await self._drain()
            await self._api.close()

    async def introduce(self) -> None:
        """Learn who the bot is and where; until Slack can be reached, nothing else can be done anyway."""
        wait = 1.0
        while not self._inputs.team:
            try:
                await self._meet()
            except RoomFault as fault:
                _log.warning("Slack does not answer (%s); next try in %s s", fault, wait)
                await asyncio.sleep(fault.after if isinstance(fault, SlowDown) else wait)
                wait = min(wait * 2, 60.0)

    async def _meet(self) -> None:
        answer = await self._api.call("auth.test")
        self._inputs.team, self._inputs.bot = str(answer.get("team_id", "")), str(answer.get("user_id", ""))

    async def _resumed(self) -> None:
        await self._reception.back(PLATFORM)

    # --- listeners ------------------------------------------------------------------------------------------------

    def app(self) -> AsyncApp:
        """The listeners, however their requests arrive. Each listens to everything of its kind: buttons live long.

        Bolt asks them in this order: what comes most often, and in bursts, comes first.
        """
        app = AsyncApp(
            client=AsyncWebClient(base_url=self._access.api_url, retry_handlers=[], logger=LIBRARY),
            authorize=self._known(),
            signing_secret=self._access.signing_secret or "unused",
            process_before_response=True,
            request_verification_enabled=not self._access.app_token,
            logger=LIBRARY,
        )
        app.action(ANYTHING)(self.on_press)
        app.command(ANYTHING)(self.on_command)
        app.view_submission(ANYTHING)(self.on_submit)
        app.view_closed(ANYTHING)(self.on_nothing)
        app.shortcut(ANYTHING)(self.on_shortcut)
        app.options(ANYTHING)(self.on_nothing)
        app.event(ANYTHING)(self.on_event)
        return app

    def _known(self) -> Callable[[], Awaitable[AuthorizeResult]]:
        """Whose bot this is: we know already. A listener that asked Slack first would keep people waiting."""
        of = AuthorizeResult(
            enterprise_id=None,
            team_id=self._inputs.team,
            bot_user_id=self._inputs.bot,
            bot_token=self._access.bot_token,
        )

        async def known() -> AuthorizeResult:
            return of

        return known

    async def on_command(self, ack: AsyncAck, body: Json) -> None:
        """Somebody typed a command."""
        await self._answer(ack, body, self._inputs.command)
        self._later(self._ask_to_be_invited(parse.where(body)))

    async def on_press(self, ack: AsyncAck, body: Json) -> None:
        """Somebody pressed a button."""
        await self._answer(ack, body, self._inputs.press)
        self._later(self._inputs.tidy(body, parse.where(body)))

    async def on_shortcut(self, ack: AsyncAck, body: Json) -> None:
        """Somebody chose a shortcut."""
        await self._answer(ack, body, self._inputs.shortcut)

    async def on_submit(self, ack: AsyncAck, body: Json) -> None:
        """Somebody handed in a form. If that takes long, its window says so until it is through."""
        where = parse.submitted_where(body)
        reply = await self._in_time(self._replied(self._inputs.submit(body, where), where.user))
        if reply.done():
            await ack(**self._in_window(reply.result(), where, parse.fields(body)))
        else:
            await ack(response_action="update", view=forms.waiting(self._reception.name))
            self._later(self._show_in_window(reply, where))
        self._later(self._refresh(where.user))

    async def on_event(self, ack: AsyncAck, event: Json, body: Json) -> None:
        """Something happened in the workspace."""
        told = await self._in_time(self._inputs.event(event, body))
        await ack()
        self._later(self._show_told(told))

    async def on_nothing(self, ack: AsyncAck) -> None:
        """Something of which nothing follows, acknowledged all the same."""
        await ack()

    # --- showing --------------------------------------------------------------------------------------------------

    async def _answer(self, ack: AsyncAck, body: Json, listener: Listener) -> None:
        where = parse.where(body)
        reply = await self._in_time(self._replied(listener(body, where), where.user))
        await ack()
        self._later(self._show(reply, where))

    async def _replied(self, work: Coroutine[Any, Any, Reply], user: str) -> Reply:
        """A reply in any case: whatever goes wrong, somebody waits for an answer."""
        try:
            return await work
        except Exception:  # noqa: BLE001 - see above
            _log.exception("Something went wrong for somebody in Slack")
            return await self._inputs.sentence("slack-trouble", user)

    async def _show(self, reply: asyncio.Task[Reply], where: Where) -> None:
        await self._answers.show(await reply, where)
        await self._refresh(where.user)

    def _in_window(self, reply: Reply, where: Where, shown: tuple[str, ...]) -> Json:
        """What a form is answered with. What was done is done, even if its answer cannot be drawn."""
        try:
            return self._answers.in_form(reply, where, shown)
        except Exception:  # noqa: BLE001 - see above
            _log.exception("An answer to a form could not be drawn")
            return {"response_action": "clear"}

    async def _show_in_window(self, reply: asyncio.Task[Reply], where: Where) -> None:
        view = self._in_window(await reply, where, ()).get("view")
        if isinstance(view, dict):
            await self._answers.change(where.view_id, view)

    async def _show_told(self, told: asyncio.Task[Told]) -> None:
        await asyncio.wait({told})
        answer = None if told.cancelled() or told.exception() is not None else told.result()
        if answer is not None:
            reply, where = answer
            await self._answers.show(reply, where)
            await self._refresh(where.user)

    async def _ask_to_be_invited(self, where: Where) -> None:
        """Cards can be shown only where the app is a member; say so where it is not."""
        if await self._presence.lacks(where.channel):
            told = await self._inputs.sentence("slack-invite", where.user)
            await self._answers.show(told, replace(where, trigger=""))

    async def _refresh(self, user: str) -> None:
        """Bring the Home tab of somebody who has opened it up to date: they have just done something."""
        if user in self._inputs.at_home:
            await self._answers.home(user, await self._inputs.home(user))

    # --- tasks ----------------------------------------------------------------------------------------------------

    async def _in_time(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Begin, and wait as long as Slack can wait; what takes longer goes on."""
        task = self._later(work)
        await asyncio.wait({task}, timeout=PATIENCE)
        return task

    def _later(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        fault = None if task.cancelled() else task.exception()
        if isinstance(fault, RoomFault):
            _log.warning("Slack did not take something: %s", fault)
        elif fault is not None:
            _log.error("Something went wrong in Slack", exc_info=fault)

    async def _drain(self) -> None:
        """Let what is under way end, and cancel what does not."""
        deadline = asyncio.get_running_loop().time() + DRAIN
        while self._tasks and (left := deadline - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(self._tasks, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        for task in tuple(self._tasks):
            task.cancel()
