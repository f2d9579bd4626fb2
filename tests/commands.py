"""Run a command of the command line, as a shell would."""

import subprocess
import sys


def command(*words, **options):
    """Run a command: its exit code, what it said, and what it complained of."""
    done = subprocess.run(
        [sys.executable, "-m", "sanctionslab.cli", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        **options,
    )
    return done.returncode, done.stdout, done.stderr
