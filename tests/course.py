"""The course as it lies in the repository: its notebooks, and their prose."""

from pathlib import Path

from sanctionslab import editions

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = {
    path.stem: editions.read_notebook(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
}


def prose(notebook):
    """What the Markdown cells of a notebook say."""
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
