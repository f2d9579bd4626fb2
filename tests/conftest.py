"""How Hypothesis searches: no deadline on slow machines, and in CI the same cases on every run, so that a red run is about the change."""
import os

from hypothesis import settings

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
