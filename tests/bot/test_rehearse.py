"""Transcripts of one's own: played, compared, and every difference said so that it can be mended."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import circlewise

HEADER = "circle: Garden\npeople: Ana (facilitator), Bo\nclock: 2026-03-02\n\n"
BENCH = f'{HEADER}Ana proposes "A bench": We put up a bench.\n= phase: clarify\n'


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rehearse(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(circlewise, ["rehearse", *words], input=typed)


def written(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_what_goes_as_expected_is_one_line():
    result = rehearse(written("bench.circle", BENCH))

    assert result.output == "bench.circle: as expected (one act, one expectation)\n1 of 1 as expected.\n"
    assert result.exit_code == 0


def test_a_difference_names_its_line_what_was_expected_and_what_happened():
    result = rehearse(written("bench.circle", BENCH.replace("clarify", "react")))

    assert result.output == (
        "bench.circle: one thing went otherwise\n"
        "  - Line 6\n"
        "    expected  phase: react\n"
        "    happened  clarify\n"
        "0 of 1 as expected.\n"
    )
    assert result.exit_code == 1


def test_a_refusal_nobody_expected_is_a_difference():
    result = rehearse(written("bench.circle", f"{BENCH}Bo consents\n"))

    assert "Line 7" in result.output
    assert "not now" in result.output
    assert result.exit_code == 1


def test_what_cannot_be_read_is_said_line_by_line_and_the_other_files_are_played():
    bad = written("bad.circle", f"{BENCH}Bo jumps\nClo consents\n")

    result = rehearse(bad, written("bench.circle", BENCH))

    assert "bad.circle: 2 lines cannot be read" in result.output
    assert "Line 7" in result.output
    assert "Line 8" in result.output
    assert "bench.circle: as expected" in result.output
    assert "1 of 2 as expected." in result.output
    assert result.exit_code == 2


@pytest.mark.parametrize("name", ["none.circle", "."])
def test_a_file_that_cannot_be_opened_is_one_sentence(name: str):
    result = rehearse(name)

    assert f"{name} cannot be opened" in result.output
    assert result.exit_code == 2


@pytest.mark.parametrize("text", [b"\xff\xfe\x00", b"", b"\x1b[31m" * 1000, b"x" * 100_000])
def test_what_is_no_transcript_at_all_is_no_traceback_and_does_nothing_to_the_terminal(text: bytes):
    Path("x.circle").write_bytes(text)

    result = rehearse("x.circle")

    assert result.exit_code == 2
    assert "\x1b" not in result.output


def test_standard_input_is_a_file_too():
    assert rehearse("-", typed=BENCH).exit_code == 0


def test_it_prints_the_tidy_form_and_plays_nothing():
    result = rehearse("--print", written("bench.circle", BENCH.replace("clarify", "react")))

    assert "preset: sofa\n" in result.output
    assert "= phase: react\n" in result.output
    assert "expected" not in result.output
    assert result.exit_code == 0


def test_it_shows_where_each_proposal_stands():
    result = rehearse("--show", written("bench.circle", BENCH))

    assert "Questions – A bench" in result.output


def test_what_people_see_is_checked_as_the_terminal_shows_it():
    seen = f'{BENCH}= Bo sees: "It is your turn"\n= Ana does not see: "It is your turn"\n= Bo sees: "Ask a question"\n'

    assert rehearse(written("bench.circle", seen)).exit_code == 0
    assert rehearse(written("bench.circle", seen.replace("= Ana does not see", "= Ana sees"))).exit_code == 1


def test_without_a_file_those_of_the_package_are_played():
    result = rehearse()

    assert "garden.circle: as expected" in result.output.replace("\n", "")
    assert result.exit_code == 0
