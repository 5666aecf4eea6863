"""What holds for the whole house: the direction of imports, sizes, docstrings, a core without luck or clock.

Each test names every offender at once, so that one run tells all there is to mend.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("adapters", "bot", "facilitation", "storage")
LONGEST_FILE = 450
LONGEST_FUNCTION = 45

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


def modules(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def public(tree: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """The classes, functions and methods others may use, leaving out what only fulfils a parent's promise."""
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            marks = {ast.unparse(mark).rpartition(".")[2] for mark in node.decorator_list}
            if not marks & {"overload", "override", "setter"}:
                yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def lines(function: Function) -> int:
    """How long a function is, without its docstring: explaining it makes it no harder to read."""
    length = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function):
        words = function.body[0]
        length -= (words.end_lineno or words.lineno) - words.lineno + 1
    return length


def one_a_line(offenders: list[str]) -> str:
    """Every offender, whole: pytest would shorten a comparison of lists."""
    return "\n".join(["", *offenders])


def test_every_module_says_what_it_is_for():
    offenders = [path for path, tree in modules(*PACKAGES) if not ast.get_docstring(tree)]

    assert not offenders, one_a_line(offenders)


def test_everything_public_says_what_it_is_for():
    offenders = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules(*PACKAGES)
        for node in public(tree)
        if not ast.get_docstring(node)
    ]

    assert not offenders, one_a_line(offenders)


def test_no_file_is_too_long_to_read():
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if path.name != "__init__.py"  # a list of names is looked up, not read
    }
    offenders = [f"{path} has {length} lines" for path, length in lengths.items() if length > LONGEST_FILE]

    assert not offenders, one_a_line(offenders)


def test_no_function_is_too_long_to_read():
    offenders = [
        f"{path}:{node.lineno} {node.name} has {lines(node)} lines"
        for path, tree in modules(*PACKAGES)
        for node in ast.walk(tree)
        if isinstance(node, Function) and lines(node) > LONGEST_FUNCTION
    ]

    assert not offenders, one_a_line(offenders)


# Instants, shuffled orders and ids come in with the command, or a replay would need luck.
LUCK_OR_CLOCK = re.compile(
    r"datetime(\.datetime)?\.(now|utcnow|today)|datetime\.date\.today|time\.time(_ns)?"
    r"|random(\..+)?|secrets\..+|uuid\.uuid[1-8]"
)


def calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each call, by the full name of what is called, whatever it was imported as."""
    full_names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            full_names |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            full_names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            first, dot, rest = ast.unparse(node.func).partition(".")
            yield node.lineno, full_names.get(first, first) + dot + rest


def luck_or_clock(tree: ast.Module) -> list[tuple[int, str]]:
    return [(line, name) for line, name in calls(tree) if LUCK_OR_CLOCK.fullmatch(name)]


def test_rules_and_adapters_are_told_the_time_and_the_luck():
    offenders = [
        f"{path}:{line} calls {name}"
        for path, tree in modules("facilitation", "adapters")
        for line, name in luck_or_clock(tree)
    ]

    assert not offenders, one_a_line(offenders)


@pytest.mark.parametrize(
    "code",
    [
        "import datetime\ndatetime.datetime.now(datetime.UTC)",
        "from datetime import datetime\ndatetime.now()",
        "from datetime import datetime as dt\ndt.utcnow()",
        "from datetime import date\ndate.today()",
        "import time as t\nt.time()",
        "from time import time\ntime()",
        "import random\nrandom.shuffle([])",
        "from random import Random\nRandom(1)",
        "from uuid import uuid4\nuuid4()",
    ],
)
def test_luck_or_clock_is_noticed(code: str):
    assert len(luck_or_clock(ast.parse(code))) == 1


def test_time_as_a_value_is_no_clock():
    code = "from datetime import datetime, timedelta\ndatetime.fromisoformat('2025-01-01') + timedelta(1)"

    assert luck_or_clock(ast.parse(code)) == []


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """The import contracts' verdict on the packages in a folder, and not on those installed."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys; sys.path.insert(0, '.');"
                "from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
            ),
        ],
        cwd=folder,
        env={"COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_imports_run_inwards():
    verdict = contracts(ROOT)

    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


BREAKING = {
    "layers": {"storage/log.py": "import adapters.port\n"},
    "platforms": {"adapters/slack/render.py": "import adapters.discord.render\n"},
    "pure-core": {"facilitation/rounds.py": "import asyncio\n"},
    "storage-is-mute": {"storage/log.py": "import rich.console\n"},
    "adapters-keep-nothing": {"adapters/port.py": "import sqlmodel\n"},
}


@pytest.mark.parametrize("broken", [None, *BREAKING])
def test_each_contract_fails_when_it_is_broken(tmp_path: Path, broken: str | None):
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = dict(re.findall(r'\[\[tool\.importlinter\.contracts\]\]\nid = "(.+)"\nname = "(.+)"', settings))
    house = {
        "pyproject.toml": settings,
        **{f"{package}/__init__.py": "" for package in PACKAGES},
        **{f"adapters/{platform}/__init__.py": "" for platform in ("slack", "discord", "terminal")},
        "adapters/port.py": "import facilitation\n",
        "adapters/slack/render.py": "import adapters.port\n",
        "adapters/discord/render.py": "import adapters.port\n",
        "facilitation/rounds.py": "import datetime\n",
        "storage/log.py": "import facilitation.rounds, sqlmodel\n",
        "bot/compose.py": "import adapters.port, storage.log\n",
        **BREAKING.get(broken or "", {}),
    }
    for name, text in house.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    verdict = contracts(tmp_path)

    assert list(names) == list(BREAKING)
    assert {
        contract: "BROKEN" if f"{name} BROKEN" in verdict.stdout else "KEPT"
        for contract, name in names.items()
    } == {contract: "BROKEN" if contract == broken else "KEPT" for contract in names}, verdict.stdout
    assert verdict.returncode == (1 if broken else 0)


# A path of one person's machine or the address of one package registry works nowhere else. The patterns are
# written so that they do not match themselves.
ELSEWHERE_BROKEN = re.compile(
    r"(?<![\w.}~*/-])/(?:root|work|Users|opt/wheels|opt/[p]ypi)/"
    r"|(?<![\w.}~*/-])/home/(?!circlewise/)\w+/"
    r"|py[p]i\.org|python[h]osted\.org|npm[j]s\.(?:org|com)|file:/[/]/"
)


def test_no_tracked_file_names_a_machine_or_a_registry():
    if not (ROOT / ".git").exists():
        pytest.skip("not a git repository: nothing is tracked here")
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")

    offenders = [
        f"{name}:{number} {line.strip()}"
        for name in tracked
        if name and (ROOT / name).is_file()
        for number, line in enumerate((ROOT / name).read_bytes().decode(errors="replace").splitlines(), 1)
        if ELSEWHERE_BROKEN.search(line)
    ]

    assert not offenders, one_a_line(offenders)


@pytest.mark.parametrize(
    "line",
    [
        "see /" + "root/notes",
        "'/" + "work/shared/x'",
        "(/" + "home/ada/circlewise)",
        "--index-url https://py" + "pi.org/simple",
        "file:" + "///opt/somewhere",
    ],
)
def test_a_machine_or_a_registry_is_noticed(line: str):
    assert ELSEWHERE_BROKEN.search(line)
