"""What Slack does to a bot on a bad day, and what a circle notices of it: nothing, or one kind sentence."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack.text import Json
from adapters.tokens import written
from facilitation.facts import Consented, Objected, TookBack
from facilitation.state import CheckState
from tests.adapters.slack.check import message_faults
from tests.adapters.slack.evening import ANA, BO, CHANNEL, CIRCLE, CY, Evening, evening
from tests.adapters.slack.reading import slack_id
from tests.adapters.slack.standin import BOT, TEAM, Fault, need_standin


@pytest.fixture
async def soup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Evening]:
    need_standin()
    async with evening(tmp_path, monkeypatch) as one:
        yield one


async def consented(soup: Evening) -> list[str]:
    return [fact.person for fact in await soup.facts() if isinstance(fact, Consented)]


async def send(soup: Evening, body: Json, **more: object) -> int:
    """Hand in a payload as from the socket; gives the status of its acknowledgement."""
    app = soup.screen.slack.app()
    answer = await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body, **more))  # type: ignore[arg-type]
    await soup.screen.slack.quiet(0)
    await soup.settled()
    return answer.status


async def pressed(soup: Evening, who: str, verb: str, at: str = "9.1") -> Json:
    """The payload of a press on what stands in the channel."""
    button = await soup.button(ANA, verb)
    _channel, ts, action = button.where  # type: ignore[misc]
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": slack_id("U", who), "username": who, "team_id": TEAM},
        "channel": {"id": CHANNEL},
        "container": {"type": "message", "message_ts": ts, "channel_id": CHANNEL},
        "trigger_id": f"t.{at}",
        "actions": [action | {"action_ts": at}],
    }


def event(name: str, id_: str = "Ev1", **more: object) -> Json:
    return {"type": "event_callback", "team_id": TEAM, "event_id": id_, "event": {"type": name, **more}}


# --- what goes out --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        Fault("chat.postMessage", lost=True),
        Fault("chat.postMessage", status=503),
        Fault("chat.postMessage", error="internal_error"),
        Fault("chat.postMessage", status=429, after=0.2),
    ],
    ids=["answer lost", "503", "Slack's own trouble", "asked to wait"],
)
async def test_a_post_that_goes_wrong_is_made_up_for_once(soup: Evening, fault: Fault):
    soup.space.faults += [fault]
    for who in (ANA, BO, CY):
        await soup.press(who, "Consent")
    await soup.settled()

    assert soup.space.faults == []
    assert (await soup.p()).in_force
    twice = {key: n for key, n in Counter(await soup.cards()).items() if n > 1}
    assert twice == {}
    assert any("decision" in key for key in await soup.cards())


@pytest.mark.parametrize(
    "fault",
    [Fault("chat.update", lost=True), Fault("chat.update", status=429, after=0.2)],
    ids=["lost", "wait"],
)
async def test_an_edit_that_goes_wrong_is_made_once_more(soup: Evening, fault: Fault):
    soup.space.faults += [fault]

    began = time.monotonic()
    sight = await soup.press(BO, "Consent")
    assert "Noted" in sight.words
    assert fault.lost or time.monotonic() - began < 2  # nobody waits for what everyone sees

    await soup.settled()
    (panel,) = [one for one in await soup.panels() if "1 of 3" in str(one["blocks"])]
    assert panel["ts"] in {call["ts"] for call in soup.space.made("chat.update")}


async def test_a_panel_that_somebody_deleted_comes_back_with_the_next_change(soup: Evening):
    before = [one["ts"] for one in await soup.panels()]
    await soup.space.control("delete-message", channel=CHANNEL, ts=before[-1], user=BOT)
    await soup.press(BO, "Consent") if await _still(soup, BO) else await send(soup, await _old(soup, BO))
    await soup.settled()

    after = [one["ts"] for one in await soup.panels()]
    assert len(after) == len(before)
    assert after[-1] not in before
    assert await consented(soup) == [BO]


async def _still(soup: Evening, who: str) -> bool:
    sight = await soup.screen.around(ANA, CIRCLE)
    return any(one.token.verb == "Consent" for one in sight.buttons)


async def _old(soup: Evening, who: str) -> Json:
    """A press on a panel that is not there any more, in a client that shows it still."""
    p = await soup.p()
    token = f"1.{p.id}.{p.table_step}.Consent..!"
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": slack_id("U", who)},
        "channel": {"id": CHANNEL},
        "actions": [
            {"type": "button", "action_id": "a", "block_id": "b", "value": token, "action_ts": "9.9"}
        ],
    }


# --- the channel and the bot ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "back"),
    [
        ("is_archived", event("channel_unarchive", channel=CHANNEL)),
        ("not_in_channel", event("member_joined_channel", channel=CHANNEL, user=BOT)),
        ("channel_not_found", event("member_joined_channel", channel=CHANNEL, user=BOT)),
    ],
)
async def test_a_channel_that_is_away_is_caught_up_with_when_it_is_back(
    soup: Evening, error: str, back: Json
):
    soup.space.faults += [Fault("chat.update", error=error)]
    await soup.press(BO, "Consent")
    await soup.settled()
    shown = str(await soup.panels())
    await send(soup, await pressed(soup, CY, "Consent"))
    assert str(await soup.panels()) == shown  # nothing more is tried there

    assert await send(soup, back) == 200
    await soup.settled()

    assert await consented(soup) == [BO, CY]
    assert "2 of 3" in str(await soup.panels())


async def test_a_token_that_is_revoked_loses_no_answer(soup: Evening):
    soup.space.faults += [Fault("*", error="token_revoked") for _ in range(8)]

    assert await send(soup, await pressed(soup, BO, "Consent")) == 200
    assert await send(soup, event("tokens_revoked", tokens={"bot": [BOT]})) == 200

    assert await consented(soup) == [BO]


# --- people ---------------------------------------------------------------------------------------------------


async def test_whoever_leaves_the_workspace_is_not_spoken_to_until_they_are_back(soup: Evening):
    assert await send(soup, event("user_change", user={"id": slack_id("U", CY), "deleted": True})) == 200
    before = len(soup.space.calls)

    for who in (ANA, BO):
        await soup.press(who, "Consent")
    await soup.settled()
    assert await soup.reception.account_of(CY, "slack") is None
    assert not any(call.given.get("users") == slack_id("U", CY) for call in soup.space.calls[before:])

    assert await send(soup, await pressed(soup, CY, "Consent")) == 200
    assert await consented(soup) == [ANA, BO, CY]
    assert await soup.reception.account_of(CY, "slack") == f"{TEAM}/{slack_id('U', CY)}"


async def test_a_guest_from_another_workspace_is_told_and_changes_nothing(soup: Evening):
    body = await pressed(soup, "u-guest", "Consent")
    body["user"] |= {"team_id": "T0OTHER"}
    before = await soup.facts()

    assert await send(soup, body) == 200

    assert await soup.facts() == before
    told = [
        call for call in soup.space.made("chat.postEphemeral") if call["user"] == slack_id("U", "u-guest")
    ]
    assert told


# --- what comes in --------------------------------------------------------------------------------------------


async def test_one_press_delivered_three_times_counts_once(soup: Evening):
    body = await pressed(soup, BO, "Consent")

    statuses = [await send(soup, body) for _ in range(2)]
    statuses.append(
        await send(soup, body, headers={"x-slack-retry-num": ["1"], "x-slack-retry-reason": ["timeout"]})
    )

    assert statuses == [200, 200, 200]
    assert await consented(soup) == [BO]


async def test_a_form_handed_in_twice_opens_one_proposal(soup: Evening):
    sight = await soup.screen.say(BO, CIRCLE, "propose")
    assert sight.sheet is not None
    view = sight.sheet.where
    state = {"title": {"title": {"type": "plain_text_input", "value": "Bread"}}}
    state["draft.text"] = {"draft.text": {"type": "plain_text_input", "value": "We bake."}}
    body = {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": slack_id("U", BO)},
        "view": view | {"state": {"values": state}},  # type: ignore[operator]
    }
    before = await soup.reception.hall.house.desk.open_in(CIRCLE)

    assert [await send(soup, body) for _ in range(2)] == [200, 200]

    assert len(await soup.reception.hall.house.desk.open_in(CIRCLE)) == len(before) + 1


async def test_everything_at_once_is_acknowledged_and_counts(soup: Evening):
    bodies = [await pressed(soup, who, "Consent", at=f"7.{n}") for n, who in enumerate((ANA, BO, CY) * 10)]

    began = time.monotonic()
    statuses = await asyncio.gather(*(send(soup, body) for body in bodies))

    assert set(statuses) == {200}
    assert time.monotonic() - began < 10
    assert sorted(set(await consented(soup))) == [ANA, BO, CY]
    assert len(await consented(soup)) == 3
    assert (await soup.p()).in_force


async def test_a_button_of_another_age_is_answered_with_what_is_true_now(soup: Evening):
    old = await soup.button(BO, "Consent")
    for who in (ANA, BO, CY):
        await soup.press(who, "Consent")
    await soup.settled()
    before = await soup.facts()

    sight = await soup.screen.push(BO, CIRCLE, old.token)

    assert await soup.facts() == before
    assert sight.words.strip()
    assert sight.sheet is None
    assert written(old.token)


# --- reactions ------------------------------------------------------------------------------------------------


async def react(soup: Evening, who: str, name: str, *, present: bool = True) -> None:
    (panel,) = [one for one in await soup.panels() if "Consent" in str(one["blocks"])][-1:]
    body = {"channel": CHANNEL, "ts": panel["ts"], "user": slack_id("U", who), "name": name}
    await soup.space.control("reaction", **body, present=present)
    kind = "reaction_added" if present else "reaction_removed"
    item = {"type": "message", "channel": CHANNEL, "ts": panel["ts"]}
    told = event(
        kind, f"Ev.{who}.{name}.{present}", user=slack_id("U", who), reaction=name, item=item, item_user=BOT
    )
    await send(soup, told)


async def test_a_reaction_is_an_answer_whatever_its_colour(soup: Evening):
    await react(soup, BO, "+1::skin-tone-3")
    await react(soup, CY, "+1")

    assert await consented(soup) == [BO, CY]


async def test_a_reaction_taken_back_takes_the_answer_back(soup: Evening):
    await react(soup, BO, "+1")
    await react(soup, BO, "+1", present=False)

    assert [type(fact) for fact in (await soup.facts())[-2:]] == [Consented, TookBack]


async def test_an_objection_by_reaction_counts_and_asks_for_its_reason_alone(soup: Evening):
    await react(soup, BO, "hand")

    assert [fact.person for fact in await soup.facts() if isinstance(fact, Objected)] == [BO]
    told = (await soup.screen.around(BO, CIRCLE)).words
    assert "Would you say what harm or risk you see" in told
    assert "Would you say what harm" not in (await soup.screen.around(CY, CIRCLE)).words


async def test_reactions_made_while_the_bot_was_away_are_read_when_it_is_back(soup: Evening):
    (panel,) = [one for one in await soup.panels() if "Consent" in str(one["blocks"])][-1:]
    await soup.screen.away()
    body = {"channel": CHANNEL, "ts": panel["ts"], "user": slack_id("U", BO), "name": "+1"}
    await soup.space.control("reaction", **body, present=True)
    assert await consented(soup) == []

    await soup.screen.on()
    await soup.settled()

    assert await consented(soup) == [BO]
    assert isinstance((await soup.p()).phase, CheckState)


async def test_what_is_to_be_said_about_a_sign_made_meanwhile_is_said_to_that_person_once(soup: Evening):
    (panel,) = [one for one in await soup.panels() if "Consent" in str(one["blocks"])][-1:]
    await soup.screen.away()
    stranger = "U0STRANGER"
    for user, name in ((slack_id("U", BO), "thought_balloon"), (stranger, "hand")):
        body = {"channel": CHANNEL, "ts": panel["ts"], "user": user, "name": name}
        await soup.space.control("reaction", **body, present=True)
    before = len(soup.space.calls)

    for _ in range(2):
        await soup.screen.on()
        await soup.settled()
        await soup.screen.away()

    told = [call.given for call in soup.space.calls[before:] if call.method == "chat.postMessage"]
    assert [one["channel"][:1] for one in told] == ["D", "D"]
    assert told[0]["channel"] != told[1]["channel"]
    assert sorted(one["text"].startswith("Only members and guests of this circle") for one in told) == [
        False,
        True,
    ]
    assert "if not, object and say what worries you." in str([one["text"] for one in told])
    assert [message_faults(one) for one in told] == [[], []]
    assert await consented(soup) == []


async def test_a_direct_message_says_when_its_turn_is_over(soup: Evening):
    told = await soup.space.messages(soup.screen.direct[BO])

    assert {one["text"].partition("\n")[0] for one in told} == {"Done: Soup"}
    assert [block for one in told for block in one["blocks"] if block["type"] == "actions"] == []


# --- what stands twice ----------------------------------------------------------------------------------------


async def twice(soup: Evening) -> list[Json]:
    """A circle whose next card stands twice: its answer was lost, and Slack neither looks back nor heeds ids."""
    soup.space.reads_history = soup.space.heeds_ids = False
    (old,) = [one for one in await soup.panels() if "Consent" in str(one["blocks"])][-1:]
    body = await pressed(soup, BO, "Consent")
    await soup.space.control("delete-message", channel=CHANNEL, ts=old["ts"], user=BOT)
    soup.space.faults.append(Fault("chat.postMessage", lost=True))
    assert await send(soup, body) == 200
    await soup.settled()
    both = [one for one in await soup.panels() if "Consent" in str(one["blocks"])][-2:]
    assert len({one["ts"] for one in both}) == 2
    return both


async def on_card(soup: Evening, who: str, message: Json) -> Json:
    """A press on a button of this message."""
    row = next(block for block in message["blocks"] if block["type"] == "actions")
    (button,) = [one for one in row["elements"] if ".Consent." in one["value"]]
    body = await pressed(soup, who, "Consent", at=f"9.{who}")
    body["actions"][0] |= {"block_id": row["block_id"], "value": button["value"]}
    return body | {"message": message, "container": {"type": "message", "message_ts": message["ts"]}}


async def test_a_card_that_stands_twice_stands_once_after_a_press(soup: Evening):
    older, newer = await twice(soup)

    assert await send(soup, await on_card(soup, CY, older)) == 200
    assert [one["ts"] for one in await soup.panels() if one["ts"] in (older["ts"], newer["ts"])] == [
        newer["ts"]
    ]
    assert await send(soup, await on_card(soup, ANA, newer)) == 200

    assert newer["ts"] in [one["ts"] for one in await soup.panels()]
    assert await consented(soup) == [BO, CY, ANA]


async def test_a_double_under_which_people_talk_says_where_it_goes_on(soup: Evening):
    older, newer = await twice(soup)

    assert await send(soup, await on_card(soup, CY, older | {"reply_count": 2})) == 200

    shown = {one["ts"]: one for one in await soup.panels()}
    assert shown[older["ts"]]["text"] == "This card stood here twice. It goes on in the other one."
    assert "actions" not in [block["type"] for block in shown[older["ts"]]["blocks"]]
    assert "actions" in [block["type"] for block in shown[newer["ts"]]["blocks"]]


async def test_a_sign_under_a_double_asks_for_it_under_the_other_one(soup: Evening):
    older, newer = await twice(soup)
    item = {"type": "message", "channel": CHANNEL, "ts": older["ts"]}
    await soup.space.control("reaction", channel=CHANNEL, ts=older["ts"], user=slack_id("U", CY), name="+1")
    told = event("reaction_added", user=slack_id("U", CY), reaction="+1", item=item, item_user=BOT)
    assert await send(soup, told) == 200

    assert older["ts"] not in [one["ts"] for one in await soup.panels()]
    assert newer["ts"] in [one["ts"] for one in await soup.panels()]
    (said,) = [one for one in soup.space.made("chat.postEphemeral") if "stood here twice" in one["text"]]
    assert said["user"] == slack_id("U", CY)
    assert await consented(soup) == [BO]
