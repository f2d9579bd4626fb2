"""The command line: sanctionslab start, screen, grade and edition.

Thin: a command reads its words, the work is done by the functions that a notebook calls. Those are
imported when a command runs, so that help is there at once.
"""

from .run import main

__all__ = ["main"]
