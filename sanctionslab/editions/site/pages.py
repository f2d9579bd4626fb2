"""The site's pages: the landing page, the handouts, and what is added to those of JupyterLite."""

from __future__ import annotations

import html
import re
import shutil
import string
from pathlib import Path
from urllib.parse import quote

from ... import __version__
from ..front import PICTURES, picture_names, picture_words
from ..handouts import pages
from ..notebooks import read_notebook
from ..runsheet import Sheet, sheet_of
from ..source import asset, contents, own_notebooks, own_text, write_text
from .jupyterlite import APPS

LAB = "import sanctionslab as sl\nsl.panels.lab()"


def write_handouts(site: Path, root: Path) -> None:
    """Write the notebooks, the glossary and the teaching guide as pages that need no Python."""
    guide = own_text(root, "teaching/guide.md")
    way_back = asset("back.html").replace("\n", "")
    for path in pages(site / "read", root, {"teaching_guide": guide}):
        page = path.read_text(encoding="utf-8")
        write_text(path, re.sub(r"<body[^>]*>", rf"\g<0>{way_back}", page, count=1))


def write_landing_page(site: Path, root: Path) -> None:
    """Write the page that a visitor comes to, with its picture and a line for each notebook."""
    template = string.Template(asset("landing.html"))
    sheets = (sheet_of(path.stem, read_notebook(path)) for path in own_notebooks(root))
    page = template.substitute(
        rows="\n".join(map(landing_row, sheets)),
        version=__version__,
        code=quote(LAB),
        picture=picture_words(),
    )
    write_text(site / "index.html", page)
    (site / "pictures").mkdir()
    for name, picture in contents(root, [f"{PICTURES}/{name}" for name in picture_names()]).items():
        (site / "pictures" / Path(name).name).write_bytes(picture)


def landing_row(sheet: Sheet) -> str:
    """A notebook on the landing page: a link to work in it, its minutes, and a link to read it."""
    title = html.escape(sheet.sections[0].heading)
    return (
        f'<li><a href="notebooks/index.html?path={sheet.name}.ipynb">{title}</a>, '
        f'{sheet.stated} minutes (<a href="read/{sheet.name}.html" '
        f'aria-label="read only: {title}">read only</a>)</li>'
    )


def finish_apps(site: Path) -> None:
    """Give JupyterLite's pages a title, a language and a word for those who wait.

    The word stands there, in the reader's own theme, until Python answers (or, in the lab alone,
    its panel). The console of the lab alone shows nothing but the panel. The icon of all of them
    is that of notebooks: JupyterLab's has 319 kB.
    """
    icon = site / "notebooks" / "favicon.ico"
    for place in (site, site / "lab", site / "tree"):
        shutil.copyfile(icon, place / icon.name)
    for app in APPS:
        alone = app == "repl"
        title = "What-if lab" if alone else "sanctionslab"
        head = inline("waiting") + (inline("alone") if alone else "")
        path = site / app / "index.html"
        page = path.read_text(encoding="utf-8").replace("<html>", '<html lang="en">', 1)
        page = re.sub("<title>.*?</title>", f"<title>{title}</title>", page, count=1)
        write_text(path, page.replace("</head>", f"{head}</head>", 1))


def inline(name: str) -> str:
    """The style and the script of a name in `assets/`, to stand in the head of a page."""
    style, script = asset(f"{name}.css"), asset(f"{name}.js")
    return f"<style>\n{style}</style>\n<script>\n{script}</script>\n"
