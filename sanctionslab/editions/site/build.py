"""Build the site: the steps in their order, and a look at what came out."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from ..gate import leaks, solutions
from ..learning import LEAKS_SHOWN, learner_files
from ..source import EditionError, new_folder, repository, unused
from .jupyterlite import run_builder
from .labpage import put_lab_in
from .offline import work_offline
from .pages import finish_apps, write_handouts, write_landing_page
from .pyodide import FIRST, Pyodide, find_pyodide
from .python import put_python_in


def build_site(
    place: str | Path, root: str | Path | None = None, pyodide: str | Path | None = None
) -> Path:
    """Build the browser edition. Returns the folder of the site.

    Arguments: `place`, a new or empty folder; `root`, a full copy of the repository, or None for
    this one; `pyodide`, a folder with a local copy of Pyodide to put inside, the address of one,
    or None for the public distribution, whose list of packages is fetched. The build is always a
    clean one. Raises EditionError if something stands in the place, a tool is missing, or a
    solution would leak.

    >>> build_site("site", root="no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.source.EditionError: "no such folder" is no full copy of the repository...
    """
    root = repository(root)
    place = unused(place)
    files = learner_files(root)
    python = find_pyodide(pyodide)
    notebooks = {
        name.removeprefix("notebooks/"): content
        for name, content in files.items()
        if name.startswith("notebooks/")
    }
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        site = run_builder(work, notebooks)
        put_python_in(site, files, python)
        write_handouts(site, root)
        write_landing_page(site, root)
        put_lab_in(site, python)
        finish_apps(site)
        work_offline(site, python)  # after all that writes: it lists every file with its digest
        refuse_leaks(site, root)
        if python.folder:
            refuse_incomplete(site, python)
        with new_folder(place) as unfinished:
            shutil.copytree(site, unfinished, dirs_exist_ok=True)
    return place


def refuse_leaks(site: Path, root: Path) -> None:
    """Raise EditionError if a solution is in what the site has from us."""
    paths = [site / "index.html", site / "lab.html"]
    for folder in ("files", "read", "static/kit"):
        paths += [path for path in (site / folder).rglob("*") if path.is_file()]
    contents = {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}
    if places := leaks(contents, solutions(root)):
        shown = "; ".join(places[:LEAKS_SHOWN])
        raise EditionError(
            f"The site was not made, because it would hold solutions: {shown}.",
            "leak",
            places,
        )


def refuse_incomplete(site: Path, python: Pyodide) -> None:
    """Raise EditionError if the site would have to ask elsewhere, though Pyodide lies inside."""
    static = site / "static"
    lock = json.loads((static / "pyodide-lock.json").read_text(encoding="utf-8"))
    files = [entry["file_name"] for entry in lock["packages"].values()]
    missing = [name for name in files if not (static / name).is_file()]
    missing += [name for name in (*FIRST, "pandas", "matplotlib") if name not in lock["packages"]]
    if missing:
        raise EditionError(
            f"{python.folder} is not complete: {missing[0]} is missing.",
            "pyodide",
            str(python.folder),
        )
