"""The browser edition: a JupyterLite site in which the kit runs with nothing installed.

The site holds the learner edition, the package as a wheel, and pages to read. Python itself is Pyodide: by default the page fetches its
public distribution; with a local copy inside, the site asks nobody else for anything.
"""

import base64
import hashlib
import html
import importlib.metadata
import io
import json
import re
import shutil
import string
import subprocess
import sys
import sysconfig
import tempfile
import urllib.request
import zipfile
from pathlib import Path

from .. import __version__
from .browser import LATER
from .editions import (
    STAMP,
    EditionError,
    _words,
    leaks,
    learner_files,
    pages,
    read_notebook,
    repository,
    run_sheet,
    solutions,
    write_notebook,
)

KERNEL = "@jupyterlite/pyodide-kernel-extension"


EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", KERNEL, "jupyterlab_pygments")


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
    "sanctionslab",
)


RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


# Pure packages that Pyodide may lack: taken as they are installed here, with what they need there.
PURE = {
    "comm": (),
    "ipywidgets": ("comm", "traitlets", "ipython"),
    "ipython-pygments-lexers": ("pygments",),
}


LAB = "import sanctionslab as sl\nsl.panels.lab()"


APPS = ("lab", "notebooks", "tree", "edit", "repl")


# In each page of JupyterLite: a word for those who wait, in the reader's own theme, until Python answers (or, in the lab alone, its panel).
WAITING = """<style>
:root { color-scheme: light dark }
@media (prefers-color-scheme: dark) { body:not([data-jp-theme-light]) { background-color: #111 !important; color: #fff !important } }
#waiting { position: fixed; bottom: 0; left: 0; right: 0; margin: 0; padding: .6rem 1rem; text-align: center; font: 1rem/1.4 system-ui, sans-serif; z-index: 9;
  background: Canvas; color: CanvasText; border-top: 1px solid GrayText }
</style>
<script>
addEventListener("DOMContentLoaded", async () => {
  const waiting = document.createElement("p");
  waiting.id = "waiting";
  waiting.setAttribute("role", "status");
  document.body.append(waiting);
  waiting.textContent = "The page is loading.";
  const until = async (found, tries) => {
    while (!found() && tries--) await new Promise(next => setTimeout(next, 100));
    return found();
  };
  await until(() => window.jupyterapp?.shell, 6000);
  const context = await until(() => jupyterapp.shell.currentWidget?.sessionContext, 50);
  if (context) {
    waiting.textContent = "Python is starting. The first time this can take a minute. You can read on.";
    await context.ready;
    await context.session?.kernel?.info;
  }
  if (document.documentElement.dataset.alone) {
    await until(() => document.querySelector(".sl-panel .sl-result"), 6000);
    document.querySelector(".sl-panel")?.scrollIntoView();
  }
  waiting.remove();
});
</script>
"""


# The console of the lab alone shows nothing but the panel.
ALONE = """<style>
.jp-CodeConsole :is(.jp-CodeConsole-input, .jp-InputPrompt, .jp-OutputPrompt, .lm-SplitPanel-handle) { display: none !important }
.jp-CodeConsole-content { top: 0 !important; height: 100% !important; padding-bottom: 3rem; box-sizing: border-box }
#back { position: fixed; bottom: 0; right: 0; padding: .4rem .8rem; font: .9rem system-ui, sans-serif; z-index: 8; background: Canvas; color: LinkText }
</style>
<script>
document.documentElement.dataset.alone = "yes";
addEventListener("DOMContentLoaded", () => document.body.insertAdjacentHTML("beforeend", '<a id="back" href="../index.html">All notebooks</a>'));
</script>
"""


# Before JupyterLite's own service worker. What start.mjs has kept, whole and of one version, is taken from there. Pages, lists of files and what
# names other files come from the site first; as they were kept if it does not answer well or soon.
KEPT = """{
  const SITE = new URL("static/kit/", registration.scope).href, SOON = 4000;
  let shelf;
  const whole = async () => {
    for (const name of await caches.keys()) {
      const kept = name.startsWith(`sanctionslab ${SITE} `) && await caches.open(name);
      if (kept && await kept.match(`${SITE}whole`)) return kept;
    }
  };
  const kept = async url => {
    shelf ??= whole().catch(() => undefined);
    return (await shelf)?.match(url.origin + url.pathname.replace(/[/]$/, "/index.html")).catch(() => undefined);
  };
  const ask = async (request, url, init) => {
    const asked = fetch(request, init), late = new Promise(next => setTimeout(next, SOON));
    const got = await Promise.race([asked, late]).catch(() => undefined);
    return got?.ok || got?.type === "opaqueredirect" ? got : await kept(url) ?? asked;
  };
  addEventListener("fetch", event => {
    const {request} = event, url = new URL(request.url), page = request.mode === "navigate";
    const ours = url.href.startsWith(registration.scope), listed = ours && url.pathname.includes("/api/contents/");
    if (request.method !== "GET" || ours && url.pathname.includes("/api/") && !listed) return;
    event.stopImmediatePropagation();
    if (request.cache === "no-store") return;
    if (page) shelf = undefined;
    const names = ours && /[/](kit[/]start[.]mjs|jupyter-lite[.]json)$/.test(url.pathname);
    if (page || listed || names || url.search) event.respondWith(ask(request, url, names ? {cache: "no-store"} : {}));
    else event.respondWith(kept(url).then(there => there ?? fetch(request)));
  });
}
"""


PROGRESS = "/drive/my_progress"  # in the page's own storage, beside the notebooks


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


def build_site(place, root=None, pyodide=None):
    """Build the browser edition. Returns the folder of the site.

    Arguments: `place`, a new or empty folder; `root`, a full copy of the repository, or None for this one; `pyodide`, a folder with a
    local copy of Pyodide to put inside, the address of one, or None for the public distribution, whose list of packages is fetched.
    The build is always a clean one. Raises EditionError if something stands in the place, a tool is missing, or a solution would leak.

    >>> build_site("site", root="no such folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    sanctionslab.editions.editions.EditionError: "no such folder" is no full copy of the repository: it has no pyproject.toml. ...
    """
    place, root = Path(place), repository(root)
    if place.is_file() or (place.is_dir() and any(place.iterdir())):
        raise EditionError(
            f"{place} is there already and is not overwritten. Name a new folder.",
            "place",
            str(place),
        )
    files = learner_files(root)
    local = None if pyodide is None or "://" in str(pyodide) else _local(pyodide)
    address = None if local else str(pyodide or _public()).rstrip("/")
    lock = _lock(local, address)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        site = _jupyterlite(
            work,
            {
                name.removeprefix("notebooks/"): content
                for name, content in files.items()
                if name.startswith("notebooks/")
            },
        )
        _put_python_in(site, files, local, address, lock)
        _pages_to_read(site, work, root)
        _landing_page(site, root)
        _app_pages(site)
        _work_offline(site, address, lock)
        _check(site, root, local)
        shutil.copytree(site, place, dirs_exist_ok=True)
    return place


def _local(folder):
    folder = Path(folder)
    missing = [name for name in (*RUNTIME, "pyodide-lock.json") if not (folder / name).is_file()]
    if missing:
        raise EditionError(
            f"{folder} is no copy of Pyodide: it has no {missing[0]}. Name the folder that pyodide.mjs lies in.",
            "pyodide",
            str(folder),
        )
    return folder


def _public():
    try:
        from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL
    except ImportError:
        raise _missing("jupyterlite-pyodide-kernel") from None
    return PYODIDE_CDN_URL


def _missing(name):
    return EditionError(
        f"{name} is not installed. Run: python -m pip install 'sanctionslab[web]'", "package", name
    )


def _jupyterlite(work, contents):
    """Run JupyterLite's builder over the notebooks. Returns the folder of the site."""
    shared = Path(sysconfig.get_path("data")) / "share" / "jupyter" / "labextensions"
    for name in EXTENSIONS:
        if not (shared / name / "package.json").is_file():
            raise _missing(
                {KERNEL: "jupyterlite-pyodide-kernel", EXTENSIONS[0]: "jupyterlab-widgets"}.get(
                    name, name
                )
            )
    for name, content in contents.items():
        path = work / "contents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_whole(content) if name.endswith(".ipynb") else content)
    _as_notebooks(work / "contents")
    config = {
        "contents": ["contents"],
        "output_dir": "site",
        "apps": list(APPS),
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [str(shared / name) for name in EXTENSIONS],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "no_libarchive": True,
    }
    (work / "jupyter_lite_config.json").write_text(
        json.dumps({"LiteBuildConfig": config}), encoding="utf-8"
    )
    (work / "overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "jupyterlite_core", "build"],
        cwd=work,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    if "No module named jupyterlite_core" in done.stderr:
        raise _missing("jupyterlite-core")
    if done.returncode:
        raise EditionError(
            f"JupyterLite could not build the site: {(done.stderr or done.stdout).strip()[-400:]}",
            "jupyterlite",
            done.returncode,
        )
    return work / "site"


def _whole(notebook):
    """A notebook whose texts are whole, not lists of lines: JupyterLite shows stored outputs as they lie in the file."""
    import nbformat

    return json.dumps(
        nbformat.reads(notebook.decode(), as_version=4), ensure_ascii=False, sort_keys=True
    ).encode()


def _as_notebooks(folder):
    """Make the texts beside the notebooks into notebooks too, since the page shows a text as its source; links follow."""
    first = read_notebook(folder / "00_start_here.ipynb")
    for path in folder.glob("*.md"):
        write_notebook(
            path.with_suffix(".ipynb"),
            {**first, "cells": [_words(path.stem, path.read_text(encoding="utf-8"))]},
        )
        path.unlink()
    for path in folder.glob("*.ipynb"):
        path.write_text(
            re.sub(r"(\]\(\w+)\.md\b", r"\1.ipynb", path.read_text(encoding="utf-8")),
            encoding="utf-8",
            newline="\n",
        )


def _lock(local, address):
    """Pyodide's list of packages, each with the place that the site finds it at."""
    try:
        if local:
            lock = json.loads((local / "pyodide-lock.json").read_text(encoding="utf-8"))
        else:
            with urllib.request.urlopen(f"{address}/pyodide-lock.json", timeout=30) as answer:
                lock = json.load(answer)
        for entry in lock["packages"].values():
            entry["file_name"] = f"{'pyodide' if local else address}/{entry['file_name']}"
    except (OSError, ValueError, LookupError) as error:
        raise EditionError(
            f"The list of packages at {local or address} cannot be read: {error}. With a local copy of Pyodide no network is "
            "needed: name its folder with --pyodide.",
            "pyodide",
            str(local or address),
        ) from None
    return lock


def _put_python_in(site, files, local, address, lock):
    """Pyodide, its list of packages with ours added, and the settings that name them."""
    static = site / "static"
    if local:
        shutil.copytree(local, static / "pyodide", dirs_exist_ok=True)
    packages = lock["packages"]
    kit = static / "kit"
    kit.mkdir(parents=True)
    own = {
        "sanctionslab": (
            "sanctionslab",
            __version__,
            _wheel("sanctionslab", __version__, _packaged(files)),
            (),
        )
    }
    for path in (site / "extensions" / KERNEL / "static" / "pypi").glob("*.whl"):
        name, version = path.name.split("-")[:2]
        if name in ("piplite", "ipykernel", "pyodide_kernel"):
            own[name.replace("_", "-")] = (name, version, path.read_bytes(), ())
    for name, needs in PURE.items():
        if name not in packages:
            own[name] = (
                name.replace("-", "_"),
                importlib.metadata.version(name),
                _repacked(name),
                needs,
            )
    for name, (module, version, wheel, needs) in own.items():
        path = kit / f"{module}-{version}-py3-none-any.whl"
        path.write_bytes(wheel)
        packages[name] = {
            "name": name,
            "version": version,
            "file_name": f"kit/{path.name}",
            "install_dir": "site",
            "package_type": "package",
            "sha256": hashlib.sha256(wheel).hexdigest(),
            "imports": [module],
            "depends": list(needs),
            "unvendored_tests": False,
        }
    if "ipython-pygments-lexers" not in packages["ipython"]["depends"]:
        packages["ipython"]["depends"].append("ipython-pygments-lexers")
    (static / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    (kit / "start.mjs").write_bytes(files["sanctionslab/editions/start.mjs"])

    path = site / "jupyter-lite.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    data = config["jupyter-config-data"]
    data |= {
        "appName": "sanctionslab",
        "exposeAppInBrowser": True,
        "enableServiceWorkerCache": "true",
        "disabledExtensions": [*data.get("disabledExtensions", []), *WITHOUT],
    }
    data["litePluginSettings"][f"{KERNEL}:kernel"] |= {
        "pyodideUrl": "./static/kit/start.mjs",
        "disablePyPIFallback": bool(local),
        "loadPyodideOptions": {
            "indexURL": "./static/pyodide/" if local else f"{address}/",
            "lockFileURL": "./static/pyodide-lock.json",
            "packages": list(FIRST),
            "env": {"SANCTIONSLAB_HOME": PROGRESS},
        },
    }
    path.write_text(json.dumps(config, indent=2, sort_keys=True), encoding="utf-8")


def _packaged(files):
    """The package and its data as they lie in a wheel; the notebooks are in the site already."""
    return {
        name if name.startswith("sanctionslab/") else f"sanctionslab/{name}": content
        for name, content in files.items()
        if name.startswith(("sanctionslab/", "data/"))
    }


def _repacked(name):
    """A pure package that is installed here as a wheel: its modules, without its tests and what it puts elsewhere."""
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        raise _missing(name) from None
    return _wheel(
        name,
        found.version,
        {
            path.as_posix(): path.locate().read_bytes()
            for path in found.files
            if path.suffix != ".pyc"
            and not {"..", "tests"} & set(path.parts)
            and ".dist-info" not in path.parts[0]
        },
    )


def _wheel(name, version, files):
    """A wheel as bytes, the same from the same files."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    files = {
        **dict(sorted(files.items())),
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: sanctionslab\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b'=').decode()},{len(content)}"
        for path, content in files.items()
    ]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, STAMP)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def _pages_to_read(site, work, root):
    """The notebooks, the glossary and the teaching guide as pages that need no Python."""
    source = work / "pages"
    shutil.copytree(root / "notebooks", source / "notebooks", ignore=shutil.ignore_patterns(".*"))
    first = read_notebook(source / "notebooks" / "00_start_here.ipynb")
    guide = (root / "teaching" / "guide.md").read_text(encoding="utf-8")
    write_notebook(
        source / "notebooks" / "teaching_guide.ipynb", {**first, "cells": [_words("guide", guide)]}
    )
    for path in pages(site / "read", source):
        text = path.read_text(encoding="utf-8")
        back = '<p style="margin:1em"><a href="../index.html" style="text-decoration:underline">Back to sanctionslab in the browser</a></p>'
        path.write_text(
            re.sub(r"<body[^>]*>", lambda m: m[0] + back, text, count=1),
            encoding="utf-8",
            newline="\n",
        )


def _landing_page(site, root):
    rows = "\n".join(
        f'<li><a href="notebooks/index.html?path={sheet.name}.ipynb">{html.escape(sheet.sections[0].heading)}</a>, '
        f'{sheet.said} minutes (<a href="read/{sheet.name}.html" aria-label="read only: {html.escape(sheet.sections[0].heading)}">'
        "read only</a>)</li>"
        for sheet in run_sheet(root)
    )
    template = string.Template(
        (Path(__file__).with_name("landing.html")).read_text(encoding="utf-8")
    )
    text = template.substitute(rows=rows, version=__version__, code=urllib.parse.quote(LAB))
    (site / "index.html").write_text(text, encoding="utf-8", newline="\n")


def _app_pages(site):
    """Give JupyterLite's pages a title, a language and a word for those who wait; let the console of the lab alone show its panel only."""
    for app in APPS:
        path = site / app / "index.html"
        text = path.read_text(encoding="utf-8").replace("<html>", '<html lang="en">', 1)
        text = re.sub(
            "<title>.*?</title>",
            f"<title>{'What-if lab' if app == 'repl' else 'sanctionslab'}</title>",
            text,
            count=1,
        )
        path.write_text(
            text.replace("</head>", f"{WAITING}{ALONE if app == 'repl' else ''}</head>", 1),
            encoding="utf-8",
            newline="\n",
        )


def _work_offline(site, address, lock):
    """Name every file that a visit without a network may need, for start.mjs to keep, and let them be found where they are kept."""
    path = site / "service-worker.js"
    path.write_text(KEPT + path.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    needed, queue = set(), [*FIRST, *LATER]
    while queue:
        name = queue.pop()
        if name not in needed:
            needed.add(name)
            queue += [need.lower().replace("_", "-") for need in lock["packages"][name]["depends"]]
    wheels = {lock["packages"][name]["file_name"] for name in needed}
    elsewhere = [f"{address}/{name}" for name in RUNTIME] if address else []
    _list(site, elsewhere + sorted(wheel for wheel in wheels if "://" in wheel))


def _list(site, elsewhere):
    """Write site.json: every file to keep with its digest (null where it lies elsewhere), and the version of them all, which start.mjs has too."""
    start, listed = site / "static" / "kit" / "start.mjs", site / "static" / "kit" / "site.json"
    inside = sorted(
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path not in (site / "service-worker.js", listed, start)
    )
    files = {name: _digest(site / name) for name in inside}
    version = hashlib.sha256(
        json.dumps(
            [*(item for item in files.items() if not item[0].startswith("api/")), elsewhere]
        ).encode()
    )  # api: with the time
    version = version.hexdigest()[:16]
    text = re.sub(
        r'(const VERSION = )"\w+"', rf'\1"{version}"', start.read_text(encoding="utf-8"), count=1
    )
    start.write_text(text, encoding="utf-8", newline="\n")
    files[start.relative_to(site).as_posix()] = _digest(start)
    listed.write_text(
        json.dumps({"version": version, "files": files | dict.fromkeys(elsewhere)}),
        encoding="utf-8",
    )


def _digest(path):
    return base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()


def _check(site, root, local):
    """Look at what was built: no solution in it, and no address of a Pyodide elsewhere where a local one was asked for."""
    ours = [
        path
        for place in ("files", "read", "static/kit")
        for path in (site / place).rglob("*")
        if path.is_file()
    ]
    contents = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in [*ours, site / "index.html"]
    }
    if found := leaks(contents, solutions(root)):
        raise EditionError(
            f"The site was not made, because it would hold solutions: {'; '.join(found[:5])}.",
            "leak",
            found,
        )
    if local:
        lock = json.loads((site / "static" / "pyodide-lock.json").read_text(encoding="utf-8"))
        lacking = [
            entry["file_name"]
            for entry in lock["packages"].values()
            if not (site / "static" / entry["file_name"]).is_file()
        ]
        needed = [name for name in (*FIRST, "pandas", "matplotlib") if name not in lock["packages"]]
        if lacking or needed:
            raise EditionError(
                f"{local} is not complete: {(lacking or needed)[0]} is missing.",
                "pyodide",
                str(local),
            )
