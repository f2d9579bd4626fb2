"""Handouts: the notebooks and the glossary as pages that need neither Python nor a network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from nbformat import NotebookNode

from .notebooks import prose_notebook, read_notebook
from .source import (
    asset,
    new_folder,
    own_notebooks,
    own_text,
    repository,
    shipped,
    unused,
    write_text,
)

if TYPE_CHECKING:
    from nbconvert import HTMLExporter


def write_glossary(root: str | Path | None = None) -> Path:
    """Put a copy of `teaching/glossary.md` beside the notebooks. Returns its path.

    Their links find it there however JupyterLab was started.
    """
    root = repository(root)
    copy = root / "notebooks" / "glossary.md"
    write_text(copy, (root / "teaching" / "glossary.md").read_text(encoding="utf-8"))
    return copy


def pages(
    place: str | Path, root: str | Path | None = None, texts: Mapping[str, str] | None = None
) -> list[Path]:
    """Write every notebook and the glossary as pages, light or dark as the system asks.

    What else lies beside the notebooks is left out. Arguments: `place`, a new or empty folder;
    `root`, a folder that has `notebooks/`, or None; `texts`, more prose to write as pages, by
    name. The pages link one another. Returns their paths. Raises EditionError if something stands
    in the place already.
    """
    from nbconvert import HTMLExporter

    place = unused(place)
    folder = shipped("notebooks").parent if root is None else Path(root)
    notebooks = {path.stem: read_notebook(path) for path in own_notebooks(folder)}
    glossary = own_text(folder, "notebooks/glossary.md")
    first = notebooks["00_start_here"]
    for name, text in {"glossary": glossary, **(texts or {})}.items():
        notebooks[name] = prose_notebook(first, name, text)
    # With addresses, nbconvert would have every page fetch scripts from other hosts.
    exporter = HTMLExporter(require_js_url="", mathjax_url="", jquery_url="")
    style, script = page_style(exporter), page_script()
    with new_folder(place) as unfinished:
        for name, notebook in notebooks.items():
            page = plain_page(exporter, notebook)
            page = page.replace("</head>", style, 1).replace("</body>", script, 1)
            if name == "glossary":
                page = with_small_anchors(page)
            write_text(unfinished / f"{name}.html", page)
    return [place / f"{name}.html" for name in notebooks]


def page_style(exporter: HTMLExporter) -> str:
    """How the pages look: nbconvert's dark theme where the system asks for one, never on paper.

    What is wide scrolls inside itself.
    """
    loader = exporter.environment.loader
    dark, *_ = loader.get_source(exporter.environment, "static/theme-dark.css")
    return (
        '<style media="screen and (prefers-color-scheme: dark)">\n'
        f"{dark}\n{asset('page-dark.css')}</style>\n"
        f"<style>\n{asset('page.css')}</style>\n</head>"
    )


def page_script() -> str:
    """What scrolls can be reached by keyboard; what does not is no stop on the way."""
    return f"<script>\n{asset('page.js')}</script>\n</body>"


def plain_page(exporter: HTMLExporter, notebook: NotebookNode) -> str:
    """A notebook as HTML without nbconvert's scripts and stops, its links leading to pages."""
    title = notebook.cells[0].source.splitlines()[0].lstrip("# ")
    page, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": title}})
    page = re.sub(r'<script.*?</script>| tabindex="0"', "", page, flags=re.DOTALL)
    return re.sub(r'href="(\w+)\.(?:ipynb|md)(#[^"]*)?"', page_link, page)


def page_link(link: re.Match) -> str:
    """A link to a notebook or a text as a link to its page."""
    return f'href="{link[1]}.html{link[2] or ""}"'


def with_small_anchors(page: str) -> str:
    """The glossary with the small letters in its anchors that links to it have."""
    return re.sub(r'(?<= )(id|href)="#?[A-Z][^"]*"', lambda anchor: anchor[0].lower(), page)
