"""Whether any test notices a change.

A change within functions is judged in a fork of one process that has collected all the tests: nothing is imported
again, and the tests that noticed other changes of the same function come first. That takes hundredths of a second. A
change of what runs on import (a table, a default) is judged in a fork that has not imported the rules yet, in about one.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import math
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Generator, Iterable, Sequence
from functools import cache, partial
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FrameType
from typing import Final, NamedTuple

import pytest
from _pytest.runner import runtestprotocol

from tests.mutating.mutants import Mutant
from tests.mutating.swapping import (
    Changed,
    Functions,
    Swap,
    forget,
    import_nouns,
    is_rule,
    module_of,
    place_of,
    swaps,
)

TESTS: Final = ("tests/facilitation", "facilitation")
DEEP: Final = "tests/facilitation/*exhaustive*.py"
"""What walks through every state: of such a file, even a quick test may wait for a walk it shares with slow ones."""
ARGUMENTS: Final = ("-q", "-s", "-p", "no:cacheprovider", "--assert=plain", "--hypothesis-profile=mutants")
PATIENCE: Final = (
    3.0  # seconds of computing that a test may take at least: a change may well make something endless
)
TIMES: Final = 5  # and a slow test this much more than it takes with nothing changed
QUICK: Final = 0.25  # seconds of computing that a quick test takes at most; nearly all are quick
PROVEN: Final = 20  # tests that noticed most come first, and then those that take the least time
SOON: Final = 3.0  # seconds of computing after which the quick tests give a change up
AT_ONCE: Final = 1.0  # seconds of computing after which the tests close by give a change of a table up
NEW: Final = 0.09  # seconds of computing that are assumed of a test not known yet: it is tried, but late
UNREADABLE: Final = "(cannot be imported)"
MEMORY: Final = 3 * 2**30  # bytes


class Verdict(NamedTuple):
    """What became of a change: the test that noticed it, or nothing."""

    mutant: Mutant
    by: str

    @property
    def killed(self) -> bool:
        return bool(self.by)


class Known(NamedTuple):
    """What is known of each test by its name, from a run with nothing changed."""

    seconds: dict[str, float]  # of computing; endless for one that fails, for it can judge nothing
    reached: dict[
        str, set[str]
    ]  # the functions of the rules that it runs, by file and name; unknown for a slow one


class Docket:
    """Which tests to try, of those that run what is changed: first what noticed changes close by, then the quick."""

    def __init__(self, known: Known, *, quick: bool) -> None:
        self.seconds, self.reached, self.quick = known.seconds, known.reached, quick
        self.files_run = {
            name: {Path("facilitation", place.partition(":")[0]) for place in places}
            for name, places in known.reached.items()
        }
        self.budget = SOON if quick else math.inf
        self.by_place: defaultdict[str, Counter[str]] = defaultdict(Counter)

    @property
    def failing(self) -> list[str]:
        return [name for name, seconds in self.seconds.items() if seconds == math.inf]

    def patience(self, item: pytest.Item) -> float:
        """The seconds of computing that a test may take."""
        return max(PATIENCE, TIMES * self.seconds.get(item.nodeid, 0.0))

    def learn(self, mutant: Mutant, by: str) -> None:
        for place in ("", mutant.path, f"{mutant.path}:{mutant.place}"):
            self.by_place[place][by] += 1

    def ordered(
        self, mutant: Mutant, items: Iterable[pytest.Item], changed: Sequence[Swap] = ()
    ) -> list[pytest.Item]:
        """The tests to try: where functions are changed, those alone that run one of these."""
        places = {place_of(before) for before, _ in changed}
        near, far = self.by_place[f"{mutant.path}:{mutant.place}"], self.by_place[mutant.path]
        anywhere = self.by_place[""]

        def rank(item: pytest.Item) -> tuple[float | str, ...]:
            name = item.nodeid
            seconds = self.seconds.get(name, NEW)
            return -near[name], seconds > 1, -far[name], -anywhere[name], round(seconds, 2), item.location[0]

        ranked = sorted((item for item in items if self._is_tried(item, places)), key=rank)
        close = [item for item in ranked if near[item.nodeid]]
        alike = [item for item in ranked if item.location[0] in _named_alike(mutant.path)]
        rest = sorted(ranked, key=partial(self._lateness, Path(mutant.path)))
        quick = sorted(alike, key=lambda item: self.seconds.get(item.nodeid, NEW))
        return list(dict.fromkeys([*close[:PROVEN], *quick, *ranked[:PROVEN], *rest]))

    def _lateness(self, path: Path, item: pytest.Item) -> tuple[bool, float]:
        """What runs a function of the same file comes first, and then what takes the least time."""
        name = item.nodeid
        return path not in self.files_run.get(name, {path}), self.seconds.get(name, NEW)

    def files(self, mutant: Mutant) -> list[str]:
        """The files of tests that have the same name, and the two that noticed most changes close by, or anywhere."""
        places = f"{mutant.path}:{mutant.place}", mutant.path, ""
        names = (name for place in places for name, _ in self.by_place[place].most_common())
        noticed = list(dict.fromkeys(name.split("::")[0] for name in names if "::" in name))[:2]
        return list(dict.fromkeys([*_named_alike(mutant.path), *noticed]))

    def _is_tried(self, item: pytest.Item, places: set[str]) -> bool:
        reached = self.reached.get(item.nodeid)
        runs_it = not places or reached is None or not reached.isdisjoint(places)
        return runs_it and self.seconds.get(item.nodeid, 0.0) < (QUICK if self.quick else math.inf)


@cache
def _named_alike(path: str) -> tuple[str, ...]:
    """The files of tests that are called like a file of the rules, or like its folder; and its own examples.

    The steps of a process are looked at by what looks at processes, and by what asks something of every step.
    """
    folder = Path(path).parent.name
    names = Path(path).stem, folder, *(("processes", "standing", "aside") if folder == "phases" else ())
    found = (Path(TESTS[0], f"test_{name}.py") for name in names)
    return path, *(str(one) for one in found if one.exists())


def in_fork(work: Callable[[], str]) -> str:
    """What a function finds, found in a process of its own; which signal ended that, if one did.

    Raises `RuntimeError` where the function itself failed: that says nothing about the tests.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            os.write(write, work().encode())
            status = 0
        except Exception:  # noqa: BLE001 - told by the status
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        found = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) > 0:
        raise RuntimeError("the judging itself failed, see above")
    return found if status == 0 else f"(ended by {os.waitstatus_to_exitcode(status)})"


class _Terse:
    """A pytest plugin that says of a test only how it ended: writing down why takes longer than most tests do."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        skipped = call.excinfo is not None and call.excinfo.errisinstance(pytest.skip.Exception)
        outcome = "passed" if call.excinfo is None else "skipped" if skipped else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)


def _first_failure(docket: Docket, items: Sequence[pytest.Item], budget: float) -> str:
    until = time.process_time() + budget
    for item, after in zip_longest(items, items[1:]):
        if time.process_time() > until:
            break
        signal.setitimer(signal.ITIMER_PROF, docket.patience(item))
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=after)):
            return item.nodeid
    return ""


class Court:
    """A pytest plugin that judges many changes instead of running the tests once.

    What runs on import is judged before anything is collected, in processes that each import the rules anew.
    """

    def __init__(
        self,
        docket: Docket,
        tables: Sequence[Mutant],
        within: Sequence[Mutant],
        tell: Callable[[Verdict], None],
        among: Sequence[str],
    ) -> None:
        self.docket, self.tables, self.within, self.tell, self.among = docket, tables, within, tell, among

    def pytest_collection(self, session: pytest.Session) -> None:
        """Judge the changes of tables, and then go on as ever."""
        session.config.pluginmanager.register(_Terse())
        below = in_fork(import_nouns).splitlines()
        deepest, others = [], []
        for mutant in self.tables:
            (deepest if module_of(mutant.path) in below else others).append(mutant)
        self._judge_tables(deepest, session)
        import_nouns()
        self._judge_tables(others, session)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge the changes within functions."""
        gc.unfreeze()  # what is frozen cannot be found
        functions = Functions()
        gc.freeze()
        for mutant in self.within[:1]:
            self._refuse(partial(self._first_failure, mutant, session.items, limit=math.inf))
        for mutant in self.within:
            found = swaps(mutant) or []
            if not functions.know(found):
                raise LookupError(f"no function has the code that this changes: {mutant}")

            def work(mutant: Mutant = mutant, found: list[Swap] = found) -> str:
                functions.swap(found)
                return self._first_failure(mutant, session.items, found)

            self._book(mutant, in_fork(work))
        return True

    def _judge_tables(self, mutants: Sequence[Mutant], session: pytest.Session) -> None:
        """First with the files of tests that noticed most close by: to collect all takes longer than to run most."""
        gc.freeze()
        for mutant in mutants[:1]:
            self._refuse(
                partial(self._noticed_on_import, mutant._replace(new=mutant.old), self.among, session)
            )
        for mutant in mutants:
            near = partial(self._noticed_on_import, mutant, self.docket.files(mutant), session, limit=AT_ONCE)
            anywhere = partial(self._noticed_on_import, mutant, self.among, session)
            self._book(mutant, in_fork(near) or in_fork(anywhere))

    def _noticed_on_import(
        self, mutant: Mutant, among: Sequence[str], session: pytest.Session, limit: float = 0.0
    ) -> str:
        """What of these files of tests notices a change of a table."""
        if module_of(mutant.path) in sys.modules:
            raise LookupError(f"it is imported already, so no change of it can show: {mutant.path}")
        sys.meta_path.insert(0, Changed(mutant))
        try:
            importlib.import_module(module_of(mutant.path))
        except Exception:  # noqa: BLE001 - whatever it is, nobody could use the rules
            return UNREADABLE
        items = session.perform_collect(among) if among else []
        return UNREADABLE if session.testsfailed else self._first_failure(mutant, items, limit=limit)

    def _first_failure(
        self,
        mutant: Mutant,
        items: Sequence[pytest.Item],
        changed: Sequence[Swap] = (),
        *,
        limit: float = 0.0,
    ) -> str:
        forget()
        tried = self.docket.ordered(mutant, items, changed)
        return _first_failure(self.docket, tried, limit or self.docket.budget)

    def _book(self, mutant: Mutant, by: str) -> None:
        verdict = Verdict(mutant, by)
        if verdict.killed:
            self.docket.learn(mutant, verdict.by)
        self.tell(verdict)

    def _refuse(self, unchanged: Callable[[], str]) -> None:
        """Refuse to judge where a test fails, or takes too long, with nothing changed: it would notice every change."""
        if noticed := in_fork(unchanged):
            raise LookupError(f"with nothing changed, this fails: {noticed}")


class _Clock:
    """A pytest plugin that finds how long each test computes when nothing is changed, however busy the machine is.

    Tests of a file that share what was made ready for them take as long as whichever comes first: each may be alone.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []
        self.sharing: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        forget()
        began = time.process_time()
        done = yield
        self.seconds[item.nodeid] = time.process_time() - began
        names = () if hasattr(item, "callspec") else tuple(getattr(item, "fixturenames", ()))
        if names:
            self.sharing[item.location[0], *names].append(item.nodeid)
        return done

    def pytest_sessionfinish(self) -> None:
        for together in self.sharing.values():
            self.seconds |= dict.fromkeys(together, max(self.seconds[one] for one in together))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed += [report.nodeid] if report.failed else []


class _Track:
    """A pytest plugin that finds which functions of the rules each of these tests runs; all others run anything."""

    def __init__(self, names: Container[str]) -> None:
        self.names = names
        self.places: dict[str, int] = {}
        self.by_test: dict[str, list[int]] = {}
        self.codes: dict[int, CodeType] = {}  # by identity: to compare two codes takes long

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid in self.names]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        forget()
        self.codes.clear()
        sys.setprofile(self._note)
        try:
            return (yield)
        finally:
            sys.setprofile(None)
            places = {place_of(code) for code in self.codes.values() if is_rule(code)}
            self.by_test[item.nodeid] = [self.places.setdefault(one, len(self.places)) for one in places]

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            self.codes[id(frame.f_code)] = frame.f_code


def arguments(among: Sequence[str], *, deep: bool) -> list[str]:
    """What pytest is asked to run: these files or folders."""
    return [*ARGUMENTS, *among, *([] if deep else [f"--ignore-glob={DEEP}"])]


def _run(asked: list[str], plugin: object) -> None:
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        pytest.main(asked, plugins=[plugin])


def timed(among: Sequence[str], *, deep: bool) -> str:
    """How long each test computes unchanged, as JSON: seconds by name. One that fails takes for ever."""
    clock = _Clock()
    _run(arguments(among, deep=deep), clock)
    return json.dumps(clock.seconds | dict.fromkeys(clock.failed, math.inf))


def reached(among: Sequence[str], seconds: dict[str, float], *, deep: bool) -> str:
    """What each quick test runs of the rules, as JSON: their functions, then the numbers of these by test."""
    track = _Track({name for name, each in seconds.items() if each < QUICK})
    _run(arguments(among, deep=deep), track)
    return json.dumps([list(track.places), track.by_test])
