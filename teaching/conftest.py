"""The solution notebooks answer every exercise. Their kernels keep progress in a folder of the run's own, not in the user's."""
import os
import tempfile

os.environ.setdefault("SANCTIONSLAB_HOME", tempfile.mkdtemp(prefix="sanctionslab-"))
