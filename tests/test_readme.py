"""What the README shows is what happens."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import circlewise
from bot.config import Settings
from facilitation.settings import PRESETS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_decision_it_shows_is_played_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "watering.circle").write_text(blocks("transcript")[0], encoding="utf-8")
    shown = next(block for block in blocks("console") if "rehearse" in block)
    command, _, expected = shown.partition("\n")

    result = CliRunner().invoke(circlewise, command.removeprefix("$ circlewise ").split())

    assert result.output.strip() == expected.strip()
    assert result.exit_code == 0


def test_the_first_screen_holds_the_two_commands():
    first = README.splitlines()[:12]

    assert any("make demo" in line for line in first)
    assert any("make play" in line for line in first)


def test_every_make_target_and_command_it_names_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    targets = re.findall(r"(?:`|\$ )make ([a-z]+)", README)

    assert {target for target in targets if f"\n{target}:" not in makefile} == set()
    assert {
        name for name in re.findall(r"`circlewise ([a-z]+)", README) if name not in circlewise.commands
    } == set()


def test_every_file_it_points_to_exists():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)

    assert [link for link in links if not (ROOT / link).exists()] == []


def test_it_names_every_setting_and_every_preset():
    settings = {f"CIRCLEWISE_{name.upper()}" for name in Settings.model_fields}

    assert {name for name in settings if f"`{name}`" not in README} == set()
    assert {preset for preset in PRESETS if f"`{preset}`" not in README} == set()
