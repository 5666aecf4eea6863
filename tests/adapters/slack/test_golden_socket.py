"""Golden transcripts in Slack, by Socket Mode: people press what stands in their channel."""

from pathlib import Path

import pytest

from tests.adapters.golden import check, chosen
from tests.adapters.playing import title_of
from tests.adapters.slack.playing import played


@pytest.mark.parametrize("path", chosen(), ids=title_of)
async def test_a_transcript_is_played_in_slack(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    check(await played(path, tmp_path, monkeypatch), path)
