"""What is held against Slack's rules would not pass by accident: each of these would be refused, or read as nothing."""

from typing import Any

import pytest

from tests.adapters.slack.check import answer_faults, call_faults

WORDS = {"type": "plain_text", "text": "Hello", "emoji": False}
SECTION = {"type": "section", "text": WORDS}
FIELD = {"type": "plain_text_input", "action_id": "a", "multiline": False, "max_length": 3000}
INPUT = {"type": "input", "block_id": "a", "label": WORDS, "element": FIELD, "optional": False}
BUTTON = {"type": "button", "text": WORDS, "action_id": "a-0", "value": "1....."}


def message(*blocks: object, text: str = "Hello", **more: object) -> dict[str, Any]:
    return {"channel": "C1", "text": text, "blocks": list(blocks), **more}


def modal(*blocks: object, **more: object) -> dict[str, Any]:
    return {"view": {"type": "modal", "title": WORDS, "blocks": list(blocks), **more}}


def test_what_slack_takes_has_no_fault():
    assert call_faults("chat.postMessage", message(SECTION)) == []
    assert call_faults("views.open", modal(INPUT, submit=WORDS)) == []


@pytest.mark.parametrize(
    "given",
    [
        message(SECTION, text=""),
        message(),
        message(*[SECTION] * 51),
        message({"type": "section", "text": WORDS | {"text": "x" * 3001}}),
        message({"type": "section", "text": {"type": "mrkdwn", "text": "<!channel> come"}}),
        message(SECTION, text="<@U0ANA> come"),
        message({"type": "hologram"}),
        message({"type": "actions", "block_id": "r", "elements": [BUTTON, BUTTON]}),
        message({"type": "actions", "block_id": "r", "elements": [BUTTON | {"value": "x" * 2001}]}),
        message(*[{"type": "section", "text": WORDS | {"text": "x" * 2900}}] * 5),
    ],
    ids=[
        "no words",
        "no blocks",
        "too many",
        "long",
        "ping",
        "ping in words",
        "kind",
        "twice",
        "value",
        "in all",
    ],
)
def test_a_message_that_slack_would_not_take_is_a_fault(given: dict[str, Any]):
    assert call_faults("chat.postMessage", given)


@pytest.mark.parametrize(
    "given",
    [modal(INPUT), modal(INPUT, INPUT, submit=WORDS), modal(SECTION, title=WORDS | {"text": "x" * 25})],
    ids=["nothing to press", "one name twice", "long title"],
)
def test_a_window_that_slack_would_not_open_is_a_fault(given: dict[str, Any]):
    assert call_faults("views.open", given)
    assert answer_faults({"response_action": "update", **given})


def test_an_answer_that_everybody_would_see_is_a_fault():
    assert call_faults("response_url", message(SECTION))
    assert call_faults("response_url", message(SECTION, response_type="ephemeral")) == []
