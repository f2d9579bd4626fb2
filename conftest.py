"""For every test, doctest and notebook of a run."""

import os
import tempfile

from hypothesis import settings

# No deadline on slow machines; in CI the same cases on every run, so that a red run is about the change.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

# The solution notebooks answer every exercise: progress is kept in a folder of the run's own, not in the user's.
_home = tempfile.TemporaryDirectory(prefix="sanctionslab-", ignore_cleanup_errors=True)
os.environ.setdefault("SANCTIONSLAB_HOME", _home.name)
