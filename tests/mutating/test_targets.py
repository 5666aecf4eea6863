from pathlib import Path

from tests.mutating.__main__ import BESIDE, CORE, files, rules
from tests.mutating.judging import DEEP


def test_every_module_of_the_core_is_judged_unless_it_decides_nothing():
    judged = {Path(path) for path in files([])}
    left_out = {path for name in BESIDE for path in (CORE / f"{name}.py", *(CORE / name).rglob("*.py"))}

    assert {"proceeding", "meeting", "selecting", "shaping", "circles", "phases", "processes"} < set(rules())
    assert {path for path in CORE.rglob("*.py") if path != CORE / "__init__.py"} - judged <= left_out
    assert not judged & left_out
    assert all((CORE / name).exists() or (CORE / f"{name}.py").exists() for name in BESIDE)


def test_a_folder_stands_for_all_its_files():
    assert files(["circles"]) == sorted(map(str, (CORE / "circles").glob("*.py")))
    assert (
        files(["facilitation/phases/round.py"]) == files(["phases/round"]) == ["facilitation/phases/round.py"]
    )


def test_the_walks_through_everything_are_left_out_unless_asked_for():
    left_out = {path.name for path in Path().glob(DEEP)}

    assert {"test_exhaustive.py", "test_exhaustive_shaping.py", "test_meeting_exhaustive.py"} < left_out
