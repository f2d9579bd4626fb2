"""For every test, doctest and notebook of a run."""

import gc
import os
import tempfile
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

import sanctionslab as sl
from sanctionslab.whatif import Scenario

# Spark is no part of what the tests need: without it its module cannot be searched for examples.
collect_ignore = [] if find_spec("pyspark") else ["sanctionslab/screening/frames/of_spark.py"]
# Nor are the files of fixtures: they have no examples, and all of them bear one name.
collect_ignore_glob = ["*/conftest.py"]

pytest.register_assert_rewrite("reader")  # its examples are checks

# What takes longest comes first, so that no core is left with it at the end.
LONGEST_FIRST = ("web", "browser", "spark", "notebook", "slow")


def pytest_collection_modifyitems(items):
    """Put files in order of how long they take; within a file all stays as it is."""
    places: dict[Path, int] = {}
    for item in items:
        kinds = {mark.name for mark in item.iter_markers()}
        if item.path.suffix == ".ipynb":
            kinds.add("notebook")
        own = [place for place, kind in enumerate(LONGEST_FIRST) if kind in kinds]
        places[item.path] = min(*own, places.get(item.path, len(LONGEST_FIRST)), len(LONGEST_FIRST))
    items.sort(key=lambda item: places[item.path])


# No deadline on slow machines; in CI the same cases on every run, so that a red run is about the
# change.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

# The solution notebooks answer every exercise: progress is kept in a folder of the run's own, not
# in the user's.
_home = tempfile.TemporaryDirectory(prefix="sanctionslab-", ignore_cleanup_errors=True)
os.environ.setdefault("SANCTIONSLAB_HOME", _home.name)


@pytest.fixture(autouse=True)
def names_in_examples(doctest_namespace):
    """What an example in a docstring may use without importing it: what its reader has at hand."""
    names = ["Case", "UNKNOWN", "between", "case", "classify", "law", "one_of"]
    doctest_namespace.update({name: getattr(sl, name) for name in names})
    doctest_namespace.update(sl=sl, date=date, Path=Path, Scenario=Scenario)


@pytest.hookimpl(optionalhook=True, wrapper=True)
def pytest_xdist_auto_num_workers(config):
    """Whoever drives the browser edition waits for it a third of the time: one worker more."""
    return (yield) + bool(os.environ.get("SANCTIONSLAB_PYODIDE"))


def pytest_collection_finish():
    """What was collected stays to the end, and the heaps of figures and laws are large: the
    collector of memory looks at the rest alone, and less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def pytest_unconfigure():
    """DuckDB complains of whatever is left at the end."""
    gc.unfreeze()
