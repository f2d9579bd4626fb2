"""Write the requirements from pyproject.toml: python .ci/pin.py [--upgrade]

One resolution, once for Linux, macOS and Windows and for Python 3.11 to 3.14, in two files:
requirements.txt is what the notebooks need, requirements-test.txt adds what the tests need.
.ci/hashes.txt has the same pins with the digests of their files, for pip install --require-hashes.
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
EXTRAS = {"requirements-test.txt": "test", "requirements.txt": None}
HEADER = """\
# {about}, on Linux, macOS and Windows, Python 3.11 to 3.14.
# Generated from pyproject.toml by: python .ci/pin.py
# {digest}
"""
ABOUT = {
    "requirements.txt": "What the notebooks need",
    "requirements-test.txt": "What the notebooks and the tests need",
}


def digest(project, name, pins):
    """A hash over what pyproject.toml asks for and what a requirements file answers.

    `project` is the [project] table, `name` the file's, `pins` the text below its header.
    """
    asked = [project["requires-python"], project["dependencies"]]
    if EXTRAS[name]:
        asked.append(project["optional-dependencies"][EXTRAS[name]])
    return "sha256:" + hashlib.sha256((json.dumps(asked) + pins).encode()).hexdigest()


def compiled(name, arguments):
    """Resolve into one file, which keeps its pins where they fit. Exits if that fails."""
    uv = shutil.which("uv")
    command = [
        *([uv] if uv else [sys.executable, "-m", "uv"]),
        *("pip", "compile", "pyproject.toml"),
        *("--universal", "--python-version", "3.11", "--only-binary", ":all:"),
        *("--no-header", "--quiet", "--output-file", name),
        *arguments,
    ]
    if subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL).returncode:
        sys.exit(
            f"{name} is as it was: uv could not resolve pyproject.toml, "
            "or is not installed (see above)."
        )
    return (ROOT / name).read_text(encoding="utf-8") + "-e .\n"


def hashed(pins):
    """The pins of the whole file, each with the digests of all its files."""
    uv = shutil.which("uv")
    command = [
        *([uv] if uv else [sys.executable, "-m", "uv"]),
        *("pip", "compile", "-", "--generate-hashes", "--no-deps", "--no-annotate"),
        *("--universal", "--python-version", "3.11", "--only-binary", ":all:"),
        *("--no-header", "--quiet"),
    ]
    text = pins.removesuffix("-e .\n")
    done = subprocess.run(command, cwd=ROOT, input=text, stdout=subprocess.PIPE, encoding="utf-8")
    if done.returncode:
        sys.exit("uv could not find the digests of the pins (see above).")
    return done.stdout


def main(arguments):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    whole = "requirements-test.txt"
    pins = {whole: compiled(whole, ["--extra", EXTRAS[whole], *arguments])}
    # The small file takes its versions from the whole one, so that both are one resolution.
    # uv would keep older pins of its own, so it starts from nothing.
    (ROOT / "requirements.txt").unlink(missing_ok=True)
    pins["requirements.txt"] = compiled("requirements.txt", ["--constraint", whole])
    for name, text in pins.items():
        text = text.replace(f"    #   -c {whole}\n", "").replace(f"    # via -c {whole}\n", "")
        header = HEADER.format(about=ABOUT[name], digest=digest(project, name, text))
        (ROOT / name).write_text(header + text, encoding="utf-8", newline="\n")
    heading = "# The pins of requirements-test.txt with their digests, by: python .ci/pin.py\n"
    text = heading + hashed(pins[whole])
    (ROOT / ".ci" / "hashes.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
