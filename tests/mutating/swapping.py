"""Putting a change in force: in a process that has imported everything already, or before anything is imported."""

from __future__ import annotations

import gc
import importlib
import importlib.abc
import inspect
import os
import sys
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Final

from tests.mutating.mutants import Mutant

Swap = tuple[CodeType, CodeType]
NOUNS: Final = ("cards", "commands", "facts")


def swaps(mutant: Mutant) -> list[Swap] | None:
    """The functions that a change alters, before and after; None if it alters what runs on import."""
    new = compile(mutant.source(), str(Path(mutant.path).resolve()), "exec", dont_inherit=True)
    return _within(_unchanged(mutant.path), new)


@cache
def _unchanged(path: str) -> CodeType:
    return compile(Path(path).read_bytes(), str(Path(path).resolve()), "exec", dont_inherit=True)


def _within(old: CodeType, new: CodeType) -> list[Swap] | None:
    if _own(old) != _own(new):
        return None
    found: list[Swap] = []
    for before, after in zip(_inner(old), _inner(new), strict=True):
        if before.co_flags & inspect.CO_OPTIMIZED:
            found += [(before, after)] if before != after else []
        elif (more := _within(before, after)) is None:
            return None
        else:
            found += more
    return found


def _own(code: CodeType) -> tuple[object, ...]:
    plain = [repr(one) for one in code.co_consts if not isinstance(one, CodeType)]
    return code.co_code, code.co_names, plain, len(_inner(code))


def is_rule(code: CodeType) -> bool:
    """Whether this is code of the core, not of what tests it."""
    return code.co_filename.startswith(_CORE)


_CORE: Final = str(Path("facilitation").resolve()) + os.sep


def place_of(code: CodeType) -> str:
    """A function of the core by its file and name."""
    return f"{code.co_filename.removeprefix(_CORE)}:{code.co_qualname}"


def _inner(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType)]


def run_on_import() -> set[str]:
    """The functions, by file and name, that importing all the rules runs. To be asked in a process of its own."""
    found: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and is_rule(frame.f_code):
            found.add(place_of(frame.f_code))

    sys.setprofile(note)
    for path in sorted(Path("facilitation").rglob("*.py")):
        importlib.import_module(module_of(str(path)))
    sys.setprofile(None)
    return found


def module_of(path: str) -> str:
    """The name under which a file is imported."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def import_nouns() -> str:
    """Import what nearly all rules speak of. Which modules of the core that imports, a line each."""
    for name in NOUNS:
        importlib.import_module(f"facilitation.{name}")
    return "\n".join(name for name in sys.modules if name.startswith("facilitation."))


class Functions:
    """Every function there is in this process, by its code."""

    def __init__(self) -> None:
        self.by_code: defaultdict[CodeType, list[FunctionType]] = defaultdict(list)
        for function in gc.get_objects():
            if (
                type(function) is FunctionType
                and function.__module__
                and "facilitation" in function.__module__
            ):
                self.by_code[function.__code__].append(function)

    def know(self, found: Sequence[Swap] | None) -> bool:
        """Whether these can be swapped in a running process."""
        return bool(found) and all(
            self.by_code.get(before) and before.co_freevars == after.co_freevars for before, after in found
        )

    def swap(self, found: Sequence[Swap]) -> None:
        """Let each behave in its new way from now on."""
        for before, after in found:
            for function in self.by_code[before]:
                function.__code__ = after


def forget() -> None:
    """Empty every cache, of tests too: what was worked out before a change need not hold after it."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("facilitation", "tests.facilitation")):
            for value in vars(module).values():
                if clear := getattr(value, "cache_clear", None):
                    clear()


class Changed(importlib.abc.MetaPathFinder):
    """Imports one module with its change, and all others as they are."""

    def __init__(self, mutant: Mutant) -> None:
        self.name = module_of(mutant.path)
        self.path = str(Path(mutant.path).resolve())
        self.text = mutant.source()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        return spec_from_file_location(fullname, self.path, loader=_Loader(fullname, self.path, self.text))


class _Loader(SourceFileLoader):
    def __init__(self, fullname: str, path: str, text: str) -> None:
        super().__init__(fullname, path)
        self.text = text

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.text, self.path, "exec", dont_inherit=True)
