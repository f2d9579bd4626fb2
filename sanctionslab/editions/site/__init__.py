"""The browser edition: a JupyterLite site in which the kit runs with nothing installed.

The site holds the learner edition, the package as a wheel, and pages to read. Python itself is
Pyodide: by default the page fetches its public distribution; with a local copy inside, the site
asks nobody else for anything.
"""

from .build import build_site
from .labpage import build_lab

__all__ = ["build_lab", "build_site"]
