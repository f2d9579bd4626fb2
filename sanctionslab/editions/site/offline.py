"""Let a second visit do without a network: name what is to be kept, and let it be found."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from ..source import asset, write_text
from .pyodide import Pyodide
from .tools import digest


def work_offline(site: Path, python: Pyodide) -> None:
    """List the files that a visit without a network may need, and let them be found where kept.

    start.mjs keeps them. The service worker of JupyterLite gets kept.js put before it: what was
    kept, whole and of one version, is taken from there. Pages, lists of files and what names other
    files come from the site first, and as they were kept if it does not answer well or soon.
    """
    worker = site / "service-worker.js"
    write_text(worker, asset("kept.js") + worker.read_text(encoding="utf-8"))
    elsewhere = {}
    if python.address:
        elsewhere = {f"{python.address}/{name}": sure for name, sure in python.runtime.items()}
    for name in sorted(python.needed_offline()):
        place = python.packages[name]["file_name"]
        if "://" in place:
            elsewhere[place] = python.digest_of(name)
    write_list(site, elsewhere)


def write_list(site: Path, elsewhere: Mapping[str, str]) -> None:
    """Write site.json: every file to keep with its digest, and the version of them all.

    start.mjs has the version too. Arguments: `elsewhere`, the digests of what lies on another
    host, by address.
    """
    kit = site / "static" / "kit"
    start, listed = kit / "start.mjs", kit / "site.json"
    left_out = (site / "service-worker.js", listed, start)
    names = sorted(
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path not in left_out
    )
    files = {name: digest((site / name).read_bytes()) for name in names}
    version = version_of(files, elsewhere)
    script = start.read_text(encoding="utf-8")
    write_text(start, re.sub(r'(const VERSION = )"\w+"', rf'\1"{version}"', script, count=1))
    files[start.relative_to(site).as_posix()] = digest(start.read_bytes())
    write_text(listed, json.dumps({"version": version, "files": files | dict(elsewhere)}))


def version_of(files: Mapping[str, str], elsewhere: Mapping[str, str]) -> str:
    """A version that is the same for the same files. Arguments: digests by name and address."""
    # The lists under api/ hold the time of the build.
    kept = [item for item in files.items() if not item[0].startswith("api/")]
    return hashlib.sha256(json.dumps([*kept, *elsewhere.items()]).encode()).hexdigest()[:16]
