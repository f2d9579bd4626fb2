"""The solution notebooks answer every exercise. Their kernels keep progress in a folder of the run's own, not in the user's."""
import os
import tempfile

_home = tempfile.TemporaryDirectory(prefix="sanctionslab-", ignore_cleanup_errors=True)
os.environ.setdefault("SANCTIONSLAB_HOME", _home.name)
