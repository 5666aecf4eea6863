"""What a chat platform needs to be reached: tokens, and where its servers are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

SLACK_API: Final = "https://slack.com/api/"
DISCORD_API: Final = "https://discord.com/api/v10"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackAccess:
    """How Slack is reached: with an `app_token` over a socket, else with a `signing_secret` over HTTP.

    Requests are then taken at `address` and `port`. Secrets are not part of what is printed.
    """

    bot_token: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = SLACK_API
    address: str = "127.0.0.1"
    port: int = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordAccess:
    """How Discord is reached. `gateway_url` is asked from Discord where it is empty; so are 0 `shards`."""

    token: str = field(repr=False)
    api_url: str = DISCORD_API
    gateway_url: str = ""
    shards: int = 0
