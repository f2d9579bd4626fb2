"""What learners, teachers and browsers get: every edition is derived from one source.

The notebooks in `notebooks/` are that source. Nobody edits an edition: change the source and make
it again.

The names of this door are looked up when they are first asked for, each in the file that
`_HOME` gives. So a page in which Python starts, and asks for `fetch_when_asked`, waits for
`browser` alone, and `sanctionslab start` does not wait for what only builders of sites need.
"""

from importlib import import_module
from typing import Any

# No file bears a name that the door offers, or importing the file would hide it.
_HOME = {
    "CAPSTONE_MINUTES": "runsheet",
    "ExerciseDraft": "authoring",
    "EXERCISE_MINUTES": "runsheet",
    "EditionError": "source",
    "Fetcher": "browser",
    "Sheet": "runsheet",
    "SheetSection": "runsheet",
    "WORDS_A_MINUTE": "runsheet",
    "build_lab": "site",
    "build_site": "site",
    "bytecode": "browser",
    "fetch_when_asked": "browser",
    "headings_shown": "slides",
    "kernel_seconds": "runsheet",
    "leaks": "gate",
    "learner": "learning",
    "learner_files": "learning",
    "let_go_of_page": "browser",
    "moodle_xml": "moodlexml",
    "not_for_learners": "learning",
    "open_lab": "start",
    "pages": "handouts",
    "qti_package": "qti",
    "questions": "asking",
    "picture_names": "front",
    "read_notebook": "notebooks",
    "repository": "source",
    "rerun": "notebooks",
    "run": "notebooks",
    "run_sheet": "runsheet",
    "settle": "start",
    "settled": "start",
    "shipped": "source",
    "slide_cells": "slides",
    "slide_pages": "projector",
    "solution_notebooks": "solving",
    "solutions": "gate",
    "solved": "solving",
    "with_exercises": "notebooks",
    "write_exercise": "authoring",
    "write_glossary": "handouts",
    "write_notebook": "notebooks",
    "write_pictures": "front",
    "write_questions": "qti",
    "write_run_sheet": "runsheet",
    "write_sealed": "sealer",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
