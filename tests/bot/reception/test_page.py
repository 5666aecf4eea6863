"""docs/chat.md is held against what can be typed: each verb with its line, and no other."""

import re
from pathlib import Path

from adapters.reading import vocabulary
from adapters.wording import Wording
from bot.reception.verbs import VERBS

PAGE = (Path(__file__).parents[3] / "docs/chat.md").read_text(encoding="utf-8")


def test_the_page_names_every_verb_with_its_line():
    voice = Wording()
    rows = re.findall(r"^\| `([^`|]+)` \| ([^|]+) \| ([^|]*) \|$", PAGE, re.MULTILINE)
    known = {
        vocabulary(voice, f"chat-verb-{name}")[0]: (
            voice.hint(name),
            ", ".join(vocabulary(voice, f"chat-verb-{name}")[1:]),
        )
        for name in VERBS
    }

    assert {verb: (hint, also) for verb, hint, also in rows} == known
