"""Write requirements.txt from pyproject.toml: python .ci/pin.py [--upgrade]

Every package is pinned, once for Linux, macOS and Windows and for Python 3.11 to 3.14.
Pins that still fit are kept; --upgrade takes the newest version of each instead.
Needs uv (python -m pip install uv); other arguments are passed on to it.
"""

import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADER = """\
# The pinned environment: runtime and tests, Linux, macOS and Windows, Python 3.11 to 3.14.
# Generated from pyproject.toml by: python .ci/pin.py
# {digest}
"""


def digest(project, pins):
    """Return a hash over what pyproject.toml asks for and what requirements.txt answers.

    ``project`` is the [project] table, ``pins`` the text below the header.
    """
    asked = [
        project["requires-python"],
        project["dependencies"],
        project["optional-dependencies"]["test"],
    ]
    return "sha256:" + hashlib.sha256((json.dumps(asked) + pins).encode()).hexdigest()


def main(arguments):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = ROOT / "requirements.txt"
    uv = shutil.which("uv")
    compile_pins = [
        *([uv] if uv else [sys.executable, "-m", "uv"]),
        *("pip", "compile", "pyproject.toml", "--extra", "test"),
        *("--universal", "--python-version", "3.11", "--only-binary", ":all:"),
        *("--no-header", "--quiet", "--output-file", requirements.name),
    ]
    if subprocess.run([*compile_pins, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL).returncode:
        sys.exit(
            "requirements.txt is as it was: uv could not resolve pyproject.toml, or is not installed (see above)."
        )
    pins = requirements.read_text(encoding="utf-8") + "-e .\n"
    requirements.write_text(
        HEADER.format(digest=digest(project, pins)) + pins, encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
