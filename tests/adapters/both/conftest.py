"""Whatever is sent to Slack or Discord here is held against the rules of either."""

from tests.adapters.discord.conftest import reality
from tests.adapters.slack.conftest import recorder

__all__ = ["reality", "recorder"]
