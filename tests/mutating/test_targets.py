from pathlib import Path

from tests.mutating.__main__ import BESIDE, RULES, files
from tests.mutating.judging import DEEP

CORE = Path("facilitation")


def test_every_module_of_the_core_is_judged_or_known_to_decide_nothing():
    there = {path.stem for path in CORE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}

    assert there - {"__init__", "__pycache__"} == {*RULES, *BESIDE}
    assert not set(RULES) & set(BESIDE)


def test_a_folder_stands_for_all_its_files():
    assert files(["circles"]) == sorted(map(str, (CORE / "circles").glob("*.py")))
    assert (
        files(["facilitation/phases/round.py"]) == files(["phases/round"]) == ["facilitation/phases/round.py"]
    )


def test_the_walks_through_everything_are_left_out_unless_asked_for():
    left_out = set(Path().glob(DEEP))

    assert {path.name for path in left_out} == {
        "test_exhaustive.py",
        "test_exhaustive_shaping.py",
        "test_meeting_exhaustive.py",
        "test_selection_exhaustive.py",
    }
