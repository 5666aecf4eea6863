"""Golden transcripts in Slack over HTTP, where each request has a signature: the same listeners, fewer stories."""

from pathlib import Path

import pytest

from tests.adapters.golden import check, chosen
from tests.adapters.playing import title_of
from tests.adapters.slack.playing import played


@pytest.mark.parametrize("path", chosen(every=8), ids=title_of)
async def test_a_transcript_is_played_over_http(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    check(await played(path, tmp_path, monkeypatch, http=True), path)
