"""JupyterLite's own builder: JupyterLab as a site of files, with the notebooks in it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import nbformat

from ..notebooks import prose_notebook, read_notebook, write_notebook
from ..source import EditionError, write_text
from .tools import not_installed

KERNEL = "@jupyterlite/pyodide-kernel-extension"

# The extensions that the site needs, and the package that brings each.
EXTENSIONS = {
    "@jupyter-widgets/jupyterlab-manager": "jupyterlab-widgets",
    "anywidget": "anywidget",
    KERNEL: "jupyterlite-pyodide-kernel",
    "jupyterlab_pygments": "jupyterlab_pygments",
}
APPS = ("lab", "notebooks", "tree", "edit", "repl")
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 5},
    "@jupyterlab/notebook-extension:panel": {
        "toolbar": [
            {
                "name": "download",
                "command": "docmanager:download",
                "label": "Download",
                "caption": "Download this notebook",
                "rank": 5,
            }
        ]
    },
}

# "Not trusted" frightens, and says nothing of a notebook from this site.
WITHOUT = ["@jupyter-notebook/notebook-extension:trusted"]
LAST_WORDS = 400  # letters of what the builder said that a message repeats


def run_builder(work: Path, contents: Mapping[str, bytes]) -> Path:
    """Run JupyterLite's builder over the notebooks. Returns the folder of the site.

    Arguments: `work`, a folder to work in; `contents`, the notebooks and what lies beside them, by
    name. Raises EditionError if a tool is missing or the builder fails.
    """
    extensions = extension_folders()
    for name, content in contents.items():
        path = work / "contents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(in_whole_texts(content) if name.endswith(".ipynb") else content)
    texts_to_notebooks(work / "contents")
    config = {
        "contents": ["contents"],
        "output_dir": "site",
        "apps": list(APPS),
        # Not whatever is installed beside the builder: the same site on every machine.
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [str(folder) for folder in extensions],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "no_libarchive": True,
    }
    write_text(work / "jupyter_lite_config.json", json.dumps({"LiteBuildConfig": config}))
    write_text(work / "overrides.json", json.dumps(SETTINGS))
    done = subprocess.run(
        [sys.executable, "-m", "jupyterlite_core", "build"],
        cwd=work,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    if "No module named jupyterlite_core" in done.stderr:
        raise not_installed("jupyterlite-core")
    if done.returncode:
        raise EditionError(
            "JupyterLite could not build the site: "
            f"{(done.stderr or done.stdout).strip()[-LAST_WORDS:]}",
            "jupyterlite",
            done.returncode,
        )
    return work / "site"


def extension_folders() -> list[Path]:
    """Where the extensions of JupyterLab are that the site needs. Raises EditionError without."""
    shared = Path(sysconfig.get_path("data")) / "share" / "jupyter" / "labextensions"
    for name, package in EXTENSIONS.items():
        if not (shared / name / "package.json").is_file():
            raise not_installed(package)
    return [shared / name for name in EXTENSIONS]


def in_whole_texts(notebook: bytes) -> bytes:
    """A notebook whose texts are whole, not lists of lines.

    JupyterLite shows stored outputs as they lie in the file.
    """
    whole = nbformat.reads(notebook.decode(), as_version=4)
    return json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()


def texts_to_notebooks(folder: Path) -> None:
    """Make the texts beside the notebooks into notebooks too, and let links follow.

    The page would show a text as its source.
    """
    first = read_notebook(folder / "00_start_here.ipynb")
    for path in folder.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        write_notebook(path.with_suffix(".ipynb"), prose_notebook(first, path.stem, text))
        path.unlink()
    for path in folder.glob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        write_text(path, re.sub(r"(\]\(\w+)\.md\b", r"\1.ipynb", text))
