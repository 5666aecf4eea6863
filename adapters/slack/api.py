"""The one way out to Slack: each call once, and what went wrong as a fault of the port.

The library's own second tries are off: after a lost answer they would post twice. Nothing of a message goes into a
fault or a log line, only Slack's word for what is wrong.
"""

from __future__ import annotations

import json
import logging
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.access import SlackAccess
from adapters.port import MessageGone, NotHere, Rejected, RoomFault, RoomGone, SlowDown, Unavailable
from adapters.slack.text import Json

_log = logging.getLogger(__name__)

LIBRARY: Final = logging.getLogger("adapters.slack.library")
"""Where Slack's libraries log: never their details, which would be people's words."""
LIBRARY.setLevel(logging.INFO)

TIMEOUT: Final = 10.0
"""Seconds within which Slack has to answer."""
UNREACHED: Final = 5.0
"""Seconds until the next try when not even a connection came about: then nothing was done for certain."""

GONE: Final = frozenset(
    {
        "channel_not_found", "is_archived", "channel_is_archived", "not_in_channel", "is_inactive",
        "account_inactive", "token_revoked", "token_expired", "invalid_auth", "not_authed",
        "team_access_not_granted", "team_not_found", "ekm_access_denied", "org_login_required",
        "restricted_action", "restricted_action_read_only_channel", "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
    }
)  # fmt: skip
"""Slack's words for a channel in which the bot cannot do anything any more."""
LOST: Final = frozenset({"message_not_found", "no_such_message", "file_not_found", "file_deleted"})
NOBODY: Final = frozenset(
    {
        "user_not_found", "users_not_found", "user_disabled", "user_not_visible", "cannot_dm_bot",
        "messages_tab_disabled", "im_not_allowed", "users_list_not_supplied",
    }
)  # fmt: skip
UNKNOWN: Final = frozenset(
    {"fatal_error", "internal_error", "service_unavailable", "request_timeout", "accesslimited"}
)
"""Slack says itself that part of the call may have been done."""


TRIED: Final = frozenset({"canvases.access.set", "canvases.create"})
"""Methods that not every workspace has: a refusal is an answer like any other."""


class Api:
    """Calls to Slack's Web API, over connections that stay open."""

    def __init__(self, access: SlackAccess) -> None:
        self.scopes: frozenset[str] = frozenset()
        """What the bot may do, as Slack said with its last answer; empty until it has."""
        self._direct: dict[str, str] = {}
        self.client = AsyncWebClient(
            token=access.bot_token,
            base_url=access.api_url,
            timeout=int(TIMEOUT),
            retry_handlers=[],
            logger=LIBRARY,
        )

    async def call(self, method: str, *, by: str = "", **given: object) -> Json:
        """Call a method, once; `by` is another token than the bot's. Raises `RoomFault`."""
        self._connected()
        headers = {"Authorization": f"Bearer {by}"} if by else None
        try:
            answer = await self.client.api_call(method, data=_form(given), headers=headers)
        except SlackApiError as error:
            raise _fault(method, error) from None
        except aiohttp.ClientConnectorError:
            raise SlowDown(UNREACHED) from None
        except (aiohttp.ClientError, SlackClientError, TimeoutError, OSError, ValueError) as error:
            raise Unavailable(type(error).__name__) from None
        self._learn(answer.headers)
        return _json(answer.data)

    async def direct(self, user: str) -> str:
        """The channel of the direct messages with somebody. Raises `RoomFault`; `NotHere` where there are none."""
        if user not in self._direct:
            try:
                answer = await self.call("conversations.open", users=user)
            except (Rejected, RoomGone) as fault:
                raise NotHere from fault
            self._direct[user] = str(_json(answer.get("channel")).get("id", ""))
        return self._direct[user]

    def _learn(self, headers: Any) -> None:  # noqa: ANN401 - of one library or the other
        found = {str(name).lower(): value for name, value in dict(headers).items()}.get("x-oauth-scopes", "")
        if found:
            self.scopes = frozenset(scope.strip() for scope in str(found).split(","))

    async def respond(self, url: str, body: Json) -> None:
        """Answer where something was pressed or typed, by the address that came with it. Raises `RoomFault`."""
        session = self._connected()
        try:
            async with session.post(url, json=body) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unavailable(type(error).__name__) from None
        if status != OK:
            raise Rejected(f"response_url {status}")

    async def upload(self, url: str, content: bytes) -> None:
        """Hand over the content of a file. Raises `RoomFault`; nothing is shown yet in any case."""
        session = self._connected()
        try:
            async with session.post(url, data=content) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise SlowDown(UNREACHED) from None
        if status != OK:
            raise SlowDown(UNREACHED)

    async def close(self) -> None:
        """Close the connections."""
        if self.client.session is not None:
            await self.client.session.close()
            self.client.session = None

    def _connected(self) -> aiohttp.ClientSession:
        if self.client.session is None or self.client.session.closed:
            self.client.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
        return self.client.session


OK: Final = 200


def _form(given: dict[str, object]) -> dict[str, str]:
    """Arguments the way each method takes them, also those that read no JSON."""
    return {name: _written(value) for name, value in given.items() if value is not None and value != ""}


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value) if isinstance(value, list | dict) else str(value)


def _json(found: Any) -> Json:  # noqa: ANN401 - whatever Slack says
    return found if isinstance(found, dict) else {}


def _fault(method: str, error: SlackApiError) -> RoomFault:
    answer = error.response
    status = int(getattr(answer, "status_code", 0) or getattr(answer, "status", 0) or 0)
    data = getattr(answer, "data", {})
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == TOO_MANY or code in ("ratelimited", "rate_limited"):
        return SlowDown(_seconds(getattr(answer, "headers", {})))
    if code in GONE:
        return RoomGone(code)
    if code in LOST:
        return MessageGone(code)
    if code in NOBODY:
        return NotHere(code)
    if code in UNKNOWN or status >= BROKEN or not code:
        return Unavailable(code or f"status {status}")
    _log.log(logging.INFO if method in TRIED else logging.WARNING, "Slack refuses %s: %s", method, code)
    return Rejected(code)


TOO_MANY: Final = 429
BROKEN: Final = 500


def _seconds(headers: Any) -> float:  # noqa: ANN401 - of one library or the other
    found = {str(name).lower(): value for name, value in dict(headers).items()}.get("retry-after", "1")
    try:
        return max(0.0, float(found[0] if isinstance(found, list) else found))
    except (TypeError, ValueError):
        return 1.0
