"""Which test notices a mutant of the code: it is put into a running kit, in a process of its own.

The tests are collected once. Each is run once to see which lines it reaches, and how long it takes.
A mutant then costs a fork, and those tests that reach its lines, the quickest first, until one is
red. Needs Linux or macOS.
"""

import functools
import gc
import importlib
import os
import pickle
import signal
import subprocess
import sys
import time
import types
from collections import Counter, defaultdict

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

PATIENCE = 120  # seconds for one mutant; what hangs is noticed
LAPS = 5, 20  # a test hangs after 5 seconds of a processor, and 20 times what it took, watched
TAKES = 0.01  # seconds at least for a test
BUDGET = 30  # seconds of a processor that its tests take, watched, when nothing is wrong

# The same cases each time, and no search for the smallest that fails.
settings.register_profile(
    "mutants",
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
)

OPTIONS = ["-q", "--no-header", "-p", "no:cacheprovider", "-o", "addopts=", "--doctest-modules"]
OPTIONS += ["-m", "not slow and not browser and not spark and not web"]
OPTIONS += ["--hypothesis-profile=mutants", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
# What this process leaves open is not the fault of a test.
OPTIONS += ["-W", "ignore::pytest.PytestUnraisableExceptionWarning"]


def in_a_fork(work):
    """What a function gives in a process of its own; None where it hung or broke off."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        signal.alarm(PATIENCE)
        code = 1
        try:
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump(work(), pipe)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    return pickle.loads(answer) if status == 0 else None


def is_green(item, following=None):
    """Whether a test passes, by itself."""
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def forget():
    """Empty what functions of the kit remember: in a fork files are read anew, and judged anew."""
    for thing in gc.get_objects():
        is_memory = isinstance(thing, functools._lru_cache_wrapper)
        if is_memory and (thing.__module__ or "").startswith("sanctionslab"):
            thing.cache_clear()


def key(code):
    """What a function is known by, whatever it holds."""
    return code.co_filename, code.co_qualname, code.co_firstlineno


class Watching:
    """Sees which lines of the kit are run: of each file a whole number with a bit for each line."""

    def __init__(self, files):
        self.lines = {file: set() for file in files}
        self.watchers = {file: watcher(lines) for file, lines in self.lines.items()}

    def __call__(self, frame, event, _):
        return self.watchers.get(frame.f_code.co_filename)

    @property
    def seen(self):
        return {file: bits(lines) for file, lines in self.lines.items() if lines}


def watcher(lines):
    def watch(frame, event, _):
        lines.add(frame.f_lineno)
        return watch

    return watch


def bits(lines):
    """Lines as a whole number with a bit for each."""
    return sum(1 << line for line in set(lines))


class Tests:
    """The tests that were collected, with the lines of the kit that each of them reaches."""

    def __init__(self, items, package):
        self.items = items
        self.kit = [str(path) for path in package.rglob("*.py")]
        self.seconds, self.seen, self.red = {}, {}, []
        self.functions = defaultdict(list)
        gc.unfreeze()  # conftest.py hides from the collector what was there when all was collected
        for thing in gc.get_objects():
            if isinstance(thing, types.FunctionType):
                self.functions[key(thing.__code__)].append(thing)
        forget()
        gc.freeze()  # a fork then copies no page for its collector
        files = defaultdict(list)
        for number, item in enumerate(items):
            files[item.path].append(number)
        for path, numbers in files.items():
            watched = in_a_fork(functools.partial(self.watched, numbers))
            if watched is None:
                self.red.append(f"{path} as a whole")
                continue
            for number, (seconds, seen) in watched.items():
                if seen is None:
                    self.red.append(items[number].nodeid)
                    continue
                self.seconds[number], self.seen[number] = seconds, seen

    def watched(self, numbers):
        """How long each test of a file takes, and what it reaches; None where it is red."""
        signal.alarm(5 * PATIENCE)
        found = {}
        for place, number in enumerate(numbers):
            following = numbers[place + 1 : place + 2]
            watch = Watching(self.kit)
            began = time.process_time()
            sys.settrace(watch)
            try:
                green = is_green(self.items[number], *[self.items[one] for one in following])
            finally:
                sys.settrace(None)
            found[number] = time.process_time() - began, watch.seen if green else None
        return found

    def reaching(self, path, lines):
        """The tests that reach one of some lines of a file."""
        wanted = bits(lines)
        return [number for number, seen in self.seen.items() if seen.get(str(path), 0) & wanted]

    def files_of(self, path):
        """The files with tests that reach a line of a file, the quickest first."""
        reach = [number for number, seen in self.seen.items() if str(path) in seen]
        spent = Counter()
        for number in reach or self.seconds:
            spent[self.items[number].path] += self.seconds[number]
        return sorted(spent, key=spent.get)

    def changed(self, path, tree):
        """The functions of a file that a mutant changes, with what they are to do instead."""
        codes = defaultdict(list)
        for code in codes_in(compile(tree, str(path), "exec", dont_inherit=True)):
            codes[key(code)].append(code)
        return [
            (function, new[0])
            for one, new in codes.items()
            if len(new) == 1  # two in a line cannot be told apart
            for function in self.functions.get(one, ())
            if function.__code__ != new[0]
        ]

    def notice(self, path, tree, lines, favourites):
        """The number of the test that is red, None where none is, "module" for what stands outside
        of functions. `lines` are those of the statement that is another one.
        """
        changes = self.changed(path, tree)
        if not changes:
            return "module"
        reached = self.reaching(path, lines)

        def run():
            for function, code in changes:
                function.__code__ = code
            # The quickest first, and those that have been red for others.
            return self.first_red(
                sorted(reached, key=lambda n: (self.seconds[n] + TAKES) / (1 + favourites[n]))
            )

        answer = in_a_fork(run)
        return "hung" if answer is None else answer[0]

    def first_red(self, numbers):
        spent = 0
        for number in numbers:
            spent += self.seconds[number]
            if spent > BUDGET:
                break
            signal.setitimer(signal.ITIMER_PROF, LAPS[0] + LAPS[1] * self.seconds[number])
            if not is_green(self.items[number]):
                return [number]
        return [None]


def is_noticed_afresh(folder, files):
    """Whether a test of some files is red in a copy of the kit, started anew."""
    paths = os.pathsep.join([str(folder), str(folder / "tests")])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-p", "noticing", *OPTIONS, *map(str, files)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=2 * PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def codes_in(code):
    """The functions that stand in a module or class, and not in one another."""
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            if part.co_flags & 0x0001:  # optimised: a function, not a class
                yield part
            else:
                yield from codes_in(part)


def with_tests(paths, package, work):
    """Collect tests and hand them over: `work(tests)` is called with a `Tests`."""

    class Instead:
        def pytest_runtestloop(self, session):
            for name in sorted(sys.modules):
                if name.startswith("sanctionslab"):
                    importlib.import_module(name)
            work(Tests(session.items, package))
            return True

    return pytest.main([*OPTIONS, *map(str, paths)], plugins=[Instead()])
