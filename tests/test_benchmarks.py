"""Every benchmark can be run and gives sane figures. How fast anything is, no test says: machines differ."""

import math
from pathlib import Path

import pytest

from benchmarks.__main__ import NAMES, main, measure
from benchmarks.kit import table
from benchmarks.kit.figures import Figure, Scale

MODULES = {path.stem for path in Path(table.__file__).parents[1].glob("[!_]*.py")}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_benchmark_can_be_run_and_gives_sane_figures(name: str):
    figures = measure(name, Scale(quick=True))

    assert figures
    for figure in figures:
        assert math.isfinite(figure.value), figure
        assert figure.value > 0 or "growth" in figure.name, figure
        assert figure.ratio is None or 0 < figure.ratio < math.inf, figure
        assert (figure.met is None) == (not figure.aim), figure


def test_all_benchmarks_but_the_soak_are_run_by_default():
    assert {*NAMES, "soak"} == MODULES


def test_figures_are_written_into_their_place_in_the_documentation(tmp_path: Path):
    document = tmp_path / "benchmarks.md"
    text = table.DOCUMENT.read_text(encoding="utf-8")
    document.write_text(text, encoding="utf-8")
    figure = Figure(
        name="one click", value=1234.5, unit="acts/s", ratio=1.5, aim="at least 1 × bare", met=True
    )

    table.write([figure], "load 0.1", document)
    table.write([figure], "load 0.1", document)

    written = document.read_text(encoding="utf-8")
    assert written.count("| one click | 1,234 acts/s | 1.50 | at least 1 × bare | yes |") == 1
    assert written.splitlines()[:5] == text.splitlines()[:5]


def test_figures_of_half_a_run_are_not_written(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["core", "--write"])

    assert "figures of one run belong together" in capsys.readouterr().err


def test_a_name_that_is_no_benchmark_is_refused(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["fly"])

    assert "fly" in capsys.readouterr().err
