"""The Pyodide that a site runs on: a local copy or an address, and its list of packages."""

from __future__ import annotations

import json
import urllib.request
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..browser import LATER
from ..source import EditionError
from .tools import digest, not_installed

RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
PATIENCE = 30  # seconds to wait for each file of Pyodide

# The digests of Pyodide's own files as its npm package has them, for the version that the kernel of
# requirements-test.txt asks the public distribution for. Files that differ go into no site.
PINNED = {
    "314.0.6": {
        "pyodide.mjs": "aeP2zOw+FLRl32C+V3ymL1NiUUBrmgDM4BnqxSUqJJU=",
        "pyodide.asm.mjs": "KsXro2XsEoOcdcA7ObO+HdY7eYhSzEYLAUtSI4vgQvc=",
        "pyodide.asm.wasm": "OgoA3+qjSKwg+e8JkEIz0y0z9kQzlmLUrzaPiiAQ83o=",
        "python_stdlib.zip": "gMW+a6v+AylwaXA0EMPClATc8lJdKxKHRrrlU2+Ugx8=",
    }
}

# What every kernel loads before the first cell. Nothing here needs pandas.
FIRST = (
    "micropip",
    "piplite",
    "ipykernel",
    "comm",
    "pyodide-kernel",
    "jedi",
    "ipython",
    "ipywidgets",
    "anywidget",
    "sanctionslab",
)


@dataclass(frozen=True)
class Pyodide:
    """Where a site has its Python from.

    Either `folder` is a local copy that goes inside, or `address` is where pages fetch one.
    `packages` are the entries of its list, by name, each with the place that the site finds it at;
    `lock` is the whole list. `runtime` has the digests of the files that Python itself consists of,
    by name: a page takes no others, from whatever host.
    """

    folder: Path | None
    address: str | None
    lock: dict
    runtime: dict[str, str]

    @property
    def packages(self) -> dict[str, dict]:
        return self.lock["packages"]

    @property
    def abi(self) -> str:
        """What compiled packages have to fit, as the list names it."""
        return self.lock["info"]["abi_version"]

    def digest_of(self, package: str) -> str:
        """The digest of a package of the list, as browsers compare it."""
        return b64encode(bytes.fromhex(self.packages[package]["sha256"])).decode()

    def needed_offline(self) -> set[str]:
        """The names of all packages that a page may load: at its start, or when first asked for."""
        return with_needs(self.packages, (*FIRST, *LATER))


def with_needs(packages: dict[str, dict], names: Iterable[str]) -> set[str]:
    """The names of packages and of all that they depend on."""
    needed = set()
    queue = list(names)
    while queue:
        name = queue.pop()
        if name not in needed:
            needed.add(name)
            # What a package depends on is not always spelt as the list names it.
            queue += [need.lower().replace("_", "-") for need in packages[name]["depends"]]
    return needed


def find_pyodide(where: str | Path | None) -> Pyodide:
    """The Pyodide in a folder, at an address, or for None the public distribution.

    Raises EditionError if it is none, or its list of packages cannot be read.
    """
    if where is None or "://" in str(where):
        address = str(where or public_address()).rstrip("/")
        return Pyodide(None, address, read_lock(None, address), read_runtime(None, address))
    folder = Path(where)
    for name in (*RUNTIME, LOCK):
        if not (folder / name).is_file():
            raise EditionError(
                f"{folder} is no copy of Pyodide: it has no {name}. "
                "Name the folder that pyodide.mjs lies in.",
                "pyodide",
                str(folder),
            )
    return Pyodide(folder, None, read_lock(folder, None), read_runtime(folder, None))


def public_address() -> str:
    """Where the public distribution is of the Pyodide that JupyterLite's kernel goes with."""
    try:
        from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL
    except ImportError:
        raise not_installed("jupyterlite-pyodide-kernel") from None
    return PYODIDE_CDN_URL


def read_lock(folder: Path | None, address: str | None) -> dict:
    """Pyodide's list of packages, each with the place that the site finds it at."""
    try:
        lock = json.loads(read(LOCK, folder, address))
        if "abi_version" not in lock["info"]:
            raise LookupError("it does not say what packages have to fit")
        for entry in lock["packages"].values():
            entry["file_name"] = f"{address or 'pyodide'}/{entry['file_name']}"
    except (ValueError, LookupError) as error:
        raise unreadable(LOCK, folder or address, error) from None
    return lock


def read_runtime(folder: Path | None, address: str | None) -> dict[str, str]:
    """The digests of the files that Python itself consists of, by name.

    Raises EditionError if the public distribution has another file than its npm package.
    """
    digests = {name: digest(read(name, folder, address)) for name in RUNTIME}
    # Whoever names another address, or a folder, answers for what lies there.
    if address and address == public_address():
        # A version that is not pinned is taken as it comes.
        pinned = (PINNED[version] for version in PINNED if f"/v{version}/" in address)
        for name, sure in next(pinned, digests).items():
            if digests[name] != sure:
                raise EditionError(
                    f"{name} of Pyodide at {address} is not the file of Pyodide's npm package: its "
                    f"digest is {digests[name]}, not {sure}. Find out why before anybody runs it; "
                    "until then name a local copy with --pyodide.",
                    "pyodide",
                    address,
                )
    return digests


def read(name: str, folder: Path | None, address: str | None) -> bytes:
    """A file of Pyodide, from its folder or its address. Raises EditionError without."""
    try:
        if folder:
            return (folder / name).read_bytes()
        with urllib.request.urlopen(f"{address}/{name}", timeout=PATIENCE) as answer:
            return answer.read()
    except (OSError, ValueError) as error:
        raise unreadable(name, folder or address, error) from None


def unreadable(name: str, where: Path | str | None, error: Exception) -> EditionError:
    """The error to raise where a file of Pyodide cannot be read."""
    return EditionError(
        f"{name} of Pyodide at {where} cannot be read: {error}. "
        "With a local copy of Pyodide no network is needed: name its folder with --pyodide.",
        "pyodide",
        str(where),
    )
