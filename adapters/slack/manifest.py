"""The app as Slack has to know it: commands, permissions, events. One source for both ways to connect.

The permissions are the fewest with which everything works. Reading back what was posted is optional: whoever installs
the app may leave it out, and then the app relies on Slack in one rare case (see `room`). So are canvases: without
them minutes are files.
"""

from __future__ import annotations

from typing import Any, Final

from adapters.slack.listening import PATH

COMMAND: Final = "/circle"

SCOPES: Final = {
    "app_mentions:read": "to hear when somebody writes to it",
    "channels:read": "to see whether it is in a channel",
    "chat:write": "to show cards and to answer",
    "commands": "for /circle and the shortcuts",
    "files:write": "to share minutes as a file",
    "groups:read": "to see whether it is in a private channel",
    "im:write": "to write to one person alone",
    "reactions:read": "to see signs under a consent question",
    "reactions:write": "to offer them",
    "users:read": "for names, languages and time zones",
}
"""What the bot may do, and why."""
OPTIONAL: Final = {
    "canvases:write": "to share minutes as a canvas",
    "channels:history": "to find a message whose answer got lost",
    "files:read": "the same for a file",
    "groups:history": "the same in private channels",
    "im:history": "the same in direct messages",
}
"""What it can do without."""

METHODS: Final[dict[str, frozenset[str]]] = {
    "apps.connections.open": frozenset(),  # the app-level token's own
    "auth.test": frozenset(),
    "canvases.access.set": frozenset({"canvases:write"}),
    "canvases.create": frozenset({"canvases:write"}),
    "chat.delete": frozenset({"chat:write"}),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.history": frozenset({"channels:history", "groups:history", "im:history"}),
    "conversations.info": frozenset({"channels:read", "groups:read"}),
    "conversations.open": frozenset({"im:write"}),
    "conversations.replies": frozenset({"channels:history", "groups:history", "im:history"}),
    "files.completeUploadExternal": frozenset({"files:write"}),
    "files.delete": frozenset({"files:write"}),
    "files.getUploadURLExternal": frozenset({"files:write"}),
    "files.list": frozenset({"files:read"}),
    "reactions.add": frozenset({"reactions:write"}),
    "reactions.get": frozenset({"reactions:read"}),
    "reactions.remove": frozenset({"reactions:write"}),
    "users.info": frozenset({"users:read"}),
    "views.open": frozenset(),
    "views.publish": frozenset(),
    "views.push": frozenset(),
    "views.update": frozenset(),
}
"""Every method that is called, and the permissions it takes."""
EVENTS: Final[dict[str, frozenset[str]]] = {
    "app_home_opened": frozenset(),
    "app_mention": frozenset({"app_mentions:read"}),
    "app_uninstalled": frozenset(),
    "channel_unarchive": frozenset({"channels:read"}),
    "group_unarchive": frozenset({"groups:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "reaction_added": frozenset({"reactions:read"}),
    "reaction_removed": frozenset({"reactions:read"}),
    "tokens_revoked": frozenset(),
    "user_change": frozenset({"users:read"}),
}
"""Every event that is listened to, and the permissions it takes."""


def manifest(url: str = "") -> dict[str, Any]:
    """The manifest, for Socket Mode, or with an `url` such as https://bot.example.org for HTTP.

    >>> manifest()["settings"]["socket_mode_enabled"]
    True
    >>> manifest("https://bot.example.org")["settings"]["interactivity"]["request_url"]
    'https://bot.example.org/slack/events'
    """
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": "Circlewise",
            "description": "Helps a circle to meet and to decide by consent, and remembers what it decided.",
            "background_color": "#2b5d4f",
        },
        "features": _features(url),
        "oauth_config": {"scopes": {"bot": sorted(SCOPES), "bot_optional": sorted(OPTIONAL)}},
        "settings": _settings(url),
    }


def _features(url: str) -> dict[str, Any]:
    command = {
        "command": COMMAND,
        "description": "Your circle: what waits for you, and what you can do",
        "usage_hint": "help, new, status, propose, meeting, why, …",
        "should_escape": True,
    }
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": True,
        },
        "bot_user": {"display_name": "circlewise", "always_online": True},
        "slash_commands": [command | _at("url", url)],
        "shortcuts": [
            {
                "name": "Bring to the circle",
                "type": "message",
                "callback_id": "bring",
                "description": "Make this message a topic or a proposal",
            },
            {
                "name": "What waits for me?",
                "type": "global",
                "callback_id": "mine",
                "description": "Everything that needs you, in all your circles",
            },
        ],
    }


def _settings(url: str) -> dict[str, Any]:
    return {
        "event_subscriptions": {"bot_events": sorted(EVENTS)} | _at("request_url", url),
        "interactivity": {"is_enabled": True} | _at("request_url", url),
        "org_deploy_enabled": False,
        "socket_mode_enabled": not url,
        "token_rotation_enabled": False,
    }


def _at(name: str, url: str) -> dict[str, str]:
    return {name: url.rstrip("/") + PATH} if url else {}
