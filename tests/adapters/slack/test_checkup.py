"""What doctor says about Slack: one line each, and what to do about it."""

from adapters.access import SlackAccess
from adapters.checkup import Finding, Health
from adapters.slack.checkup import checks
from adapters.slack.manifest import OPTIONAL, SCOPES
from adapters.wording import Wording
from tests.adapters.slack.standin import CHANNEL, TEAM, Fault, Workspace

ROOM = f"slack:{TEAM}/{CHANNEL}"
VOICE = Wording()


async def found(space: Workspace, *rooms: str, app_token: str = "xapp-circle", **more: str) -> list[Finding]:  # noqa: S107
    access = SlackAccess(bot_token="xoxb-circle", app_token=app_token, api_url=space.api, **more)  # noqa: S106
    return [finding async for finding in checks(access, rooms)]


def ids(findings: list[Finding]) -> list[str]:
    for finding in findings:
        assert VOICE.say(finding.said) != finding.said.id
        assert finding.cure is None or VOICE.say(finding.cure) != finding.cure.id
        assert (finding.cure is None) == (finding.health is Health.WELL)
    return [finding.said.id.removeprefix("slack-doctor-") for finding in findings]


async def test_all_is_well(space: Workspace):
    space.scopes = ",".join((*SCOPES, *OPTIONAL))

    assert ids(await found(space, ROOM)) == ["token-well", "scopes", "looks", "canvas", "socket", "room"]


async def test_a_permission_that_is_missing_is_named(space: Workspace):
    space.scopes = ",".join(sorted(set(SCOPES) - {"chat:write"}))

    findings = await found(space)

    assert ids(findings) == ["token-well", "lacks", "looks-not", "canvas-not", "socket"]
    assert "chat:write" in VOICE.say(findings[1].said)
    assert [finding.health for finding in findings[1:4]] == [Health.ILL, Health.ODD, Health.ODD]


async def test_a_token_that_slack_refuses(space: Workspace):
    space.faults.append(Fault("auth.test", error="invalid_auth"))

    (finding,) = await found(space)

    assert ids([finding]) == ["token"]
    assert "invalid_auth" in VOICE.say(finding.said)


async def test_a_slack_that_is_away():
    access = SlackAccess(bot_token="x", api_url="http://127.0.0.1:9/api/")  # noqa: S106 - nobody's

    assert ids([finding async for finding in checks(access, ())]) == ["away"]


async def test_a_socket_that_cannot_be_opened_and_an_address_instead(space: Workspace):
    space.faults.append(Fault("apps.connections.open", error="not_allowed_token_type"))

    assert ids(await found(space)) == ["token-well", "no-socket"]
    assert ids(await found(space, app_token="", signing_secret="s")) == ["token-well", "http"]  # noqa: S106


async def test_rooms_that_are_not_well(space: Workspace):
    space.faults.append(Fault("conversations.info", error="channel_not_found"))

    assert ids(await found(space, ROOM, ROOM)) == ["token-well", "socket", "room-gone", "room"]
