"""Put a local Pyodide together for the tests: python tests/local_pyodide.py FOLDER

It needs npm and pip, loads 145 MB and keeps 36.

Pyodide's runtime is an npm package. Its builds of numpy, pandas and matplotlib are no packages of
their own anywhere; one package of the Python index carries them along. Each is compared with the
digest in Pyodide's own list before it is kept. Everything else is pure Python and comes from the
Python index, at the versions of that list. A published site names Pyodide's public distribution
instead.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

RUNTIME = "pyodide@314.0.3"
CARRIER = "open-webui==0.12.4"
FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "package.json")
BUILDS = ("contourpy", "kiwisolver", "matplotlib", "numpy", "pandas", "pillow")
# What the page asks for; what they need comes along.
ROOTS = ("ipython", "jedi", "matplotlib", "micropip", "pandas", "tzdata")
PURE = ("--python-version", "3.14", "--platform", "any", "--implementation", "py", "--abi", "none")


def digest(content):
    return hashlib.sha256(content).hexdigest()


def download(folder, requirements, *options):
    """The wheels of requirements, by pip, without what they depend on."""
    folder.mkdir()
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    wheels_alone = ["--no-deps", "--only-binary", ":all:", "--dest", folder]
    subprocess.run(
        [*pip, *wheels_alone, *options, *requirements], check=True, stdin=subprocess.DEVNULL
    )
    return sorted(folder.glob("*.whl"))


def needed(packages):
    """The names of ROOTS and of all that they depend on."""
    names, queue = set(), list(ROOTS)
    while queue:
        name = queue.pop()
        if name not in names:
            names.add(name)
            queue += [need.lower().replace("_", "-") for need in packages[name]["depends"]]
    return names


def check_pinned(work):
    """Compare the digests that the kit knows of Pyodide's files with its npm packages."""
    from sanctionslab.editions.site.pyodide import PINNED
    from sanctionslab.editions.site.tools import digest as known_by

    for version, files in PINNED.items():
        folder = unpacked(f"pyodide@{version}", work / version)
        for name, sure in files.items():
            if known_by((folder / name).read_bytes()) != sure:
                sys.exit(f"{name} of pyodide@{version} has another digest than the kit knows.")


def unpacked(package, work):
    """The files of an npm package."""
    work.mkdir()
    command = [shutil.which("npm"), "pack", "--silent", package]
    subprocess.run(command, cwd=work, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(work.glob("*.tgz"))) as archive:
        archive.extractall(work, filter="data")
    return work / "package"


def assemble(place):
    """Fill a folder with the runtime, the packages, and a list of just these packages."""
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        check_pinned(work)
        lock = put_runtime(place, work)
        packages = {name: lock["packages"][name] for name in sorted(needed(lock["packages"]))}
        put_builds(place, work, packages)
        put_pure(place, work, packages)
    text = json.dumps({**lock, "packages": packages}, indent=1)
    (place / "pyodide-lock.json").write_text(text, encoding="utf-8")


def put_runtime(place, work):
    """Put Pyodide's own files into the place. Returns its list of packages."""
    package = unpacked(RUNTIME, work / "runtime")
    for name in FILES:
        shutil.copy(package / name, place)
    return json.loads((package / "pyodide-lock.json").read_text(encoding="utf-8"))


def put_builds(place, work, packages):
    """Put the packages that Pyodide builds into the place, each as its list has it."""
    [carrier] = download(work / "carrier", [CARRIER], "--ignore-requires-python")
    with zipfile.ZipFile(carrier) as archive:
        inside = {name.rpartition("/")[2]: name for name in archive.namelist()}
        for name in BUILDS:
            entry = packages[name]
            content = archive.read(inside[entry["file_name"]])
            if digest(content) != entry["sha256"]:
                sys.exit(
                    f"{entry['file_name']} in {CARRIER} is not the build that {RUNTIME} lists."
                )
            (place / entry["file_name"]).write_bytes(content)


def put_pure(place, work, packages):
    """Put the other packages into the place, and name their files in the list."""
    entries = {
        f"{name}=={entry['version']}": entry
        for name, entry in packages.items()
        if name not in BUILDS
    }
    for path in download(work / "pure", entries, *PURE):
        module, version = path.name.split("-")[:2]
        entry = entries[f"{module.lower().replace('_', '-')}=={version}"]
        entry |= {"file_name": path.name, "sha256": digest(path.read_bytes())}
        shutil.copy(path, place)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    assemble(Path(sys.argv[1]))
