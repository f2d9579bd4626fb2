"""Put Python into the site: Pyodide, its list of packages with ours added, and the settings."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ... import __version__
from ..source import write_text
from .jupyterlite import KERNEL, WITHOUT
from .pyodide import FIRST, LOCK, Pyodide
from .tools import not_installed, wheel

PROGRESS = "/drive/my_progress"  # in the page's own storage, beside the notebooks
START = [f"sanctionslab/editions/assets/{name}" for name in ("python.mjs", "start.mjs")]

# Packages of JupyterLite's kernel, which brings them as wheels.
KERNEL_PACKAGES = ("piplite", "ipykernel", "pyodide_kernel")

# Pure packages that Pyodide may lack, with what they need there: taken as they are installed here.
PURE = {
    "anywidget": ("ipywidgets", "psygnal", "typing-extensions"),
    "click": (),
    "comm": (),
    "ipywidgets": ("comm", "traitlets", "ipython"),
    "ipython-pygments-lexers": ("pygments",),
    "psygnal": (),  # its compiled parts are left out: each has its source beside it
    "tomlkit": (),
    "typing-extensions": (),
}

NEEDS = ("click", "tomlkit")  # what the kit itself needs in a page: commands, saved panels


@dataclass(frozen=True)
class Package:
    """A wheel of ours in Pyodide's list of packages. `needs` are the names of others there."""

    name: str
    module: str
    version: str
    wheel: bytes
    needs: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        return f"{self.module}-{self.version}-py3-none-any.whl"

    def entry(self) -> dict:
        """The package as Pyodide's list has it."""
        return {
            "name": self.name,
            "version": self.version,
            "file_name": f"kit/{self.file_name}",
            "install_dir": "site",
            "package_type": "package",
            "sha256": hashlib.sha256(self.wheel).hexdigest(),
            "imports": [self.module],
            "depends": list(self.needs),
            "unvendored_tests": False,
        }


def put_python_in(site: Path, files: Mapping[str, bytes], python: Pyodide) -> None:
    """Put Pyodide, our packages and start.mjs into the site, and name them in its settings.

    Arguments: `files`, the learner edition; `python`, to whose list our packages are added.
    """
    static = site / "static"
    if python.folder:
        shutil.copytree(python.folder, static / "pyodide", dirs_exist_ok=True)
    kit = static / "kit"
    kit.mkdir(parents=True)
    for package in [*own_packages(site, files), *pure_packages(python)]:
        (kit / package.file_name).write_bytes(package.wheel)
        python.packages[package.name] = package.entry()
    # IPython imports it, and Pyodide's list may not say so.
    needs = python.packages["ipython"]["depends"]
    if "ipython-pygments-lexers" not in needs:
        needs.append("ipython-pygments-lexers")
    (static / LOCK).write_text(json.dumps(python.lock), encoding="utf-8")
    (kit / "start.mjs").write_bytes(b"".join(files[name] for name in START))
    write_text(kit / "runtime.json", json.dumps(python.runtime))
    write_settings(site / "jupyter-lite.json", python)


def own_packages(site: Path, files: Mapping[str, bytes]) -> Iterator[Package]:
    """The kit, and what JupyterLite's kernel consists of."""
    name = "sanctionslab"
    yield Package(name, name, __version__, wheel(name, __version__, packaged(files)), NEEDS)
    for path in (site / "extensions" / KERNEL / "static" / "pypi").glob("*.whl"):
        module, version = path.name.split("-")[:2]
        if module in KERNEL_PACKAGES:
            yield Package(module.replace("_", "-"), module, version, path.read_bytes())


def packaged(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The package and its data as they lie in a wheel; the notebooks are in the site already."""
    return {
        name if name.startswith("sanctionslab/") else f"sanctionslab/{name}": content
        for name, content in files.items()
        if name.startswith(("sanctionslab/", "data/"))
    }


def pure_packages(python: Pyodide) -> Iterator[Package]:
    """The packages of PURE that Pyodide lacks."""
    for name, needs in PURE.items():
        if name not in python.packages:
            version, content = repacked(name)
            yield Package(name, name.replace("-", "_"), version, content, needs)


def repacked(name: str) -> tuple[str, bytes]:
    """The version of a pure package that is installed here, and a wheel of it.

    The wheel has its modules, without its tests and what it puts elsewhere.
    """
    try:
        installed = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        raise not_installed(name) from None
    modules = {
        path.as_posix(): Path(path.locate()).read_bytes()
        for path in installed.files or ()
        if path.suffix not in (".pyc", ".so", ".pyd")
        and not {"..", "tests"} & set(path.parts)
        and ".dist-info" not in path.parts[0]
    }
    return installed.version, wheel(name, installed.version, modules)


def write_settings(path: Path, python: Pyodide) -> None:
    """Let the pages of JupyterLite start their Python with start.mjs, from where it lies.

    A page with notebooks asks for the whole site to be kept; the lab alone does not.
    """
    config = json.loads(path.read_text(encoding="utf-8"))
    data = config["jupyter-config-data"]
    data |= {
        "appName": "sanctionslab",
        "exposeAppInBrowser": True,
        "enableServiceWorkerCache": "true",
        "disabledExtensions": [*data.get("disabledExtensions", []), *WITHOUT],
    }
    options = {
        "indexURL": "./static/pyodide/" if python.folder else f"{python.address}/",
        "lockFileURL": f"./static/{LOCK}",
        "packages": list(FIRST),
        "env": {"SANCTIONSLAB_HOME": PROGRESS},
        "whole": True,
    }
    kernel = f"{KERNEL}:kernel"
    data["litePluginSettings"][kernel] |= {
        "pyodideUrl": "./static/kit/start.mjs",
        # A site with Pyodide inside asks nobody else for anything.
        "disablePyPIFallback": python.folder is not None,
        "loadPyodideOptions": options,
    }
    path.write_text(json.dumps(config, indent=2, sort_keys=True), encoding="utf-8")
    alone = path.parent / "repl" / path.name
    config = json.loads(alone.read_text(encoding="utf-8"))
    config["jupyter-config-data"]["litePluginSettings"] = {
        kernel: {"loadPyodideOptions": options | {"whole": False}}
    }
    alone.write_text(json.dumps(config, indent=2, sort_keys=True), encoding="utf-8")
