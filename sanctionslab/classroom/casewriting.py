"""case_form(): a form that writes the file of a case of one's own."""

from __future__ import annotations

from pathlib import Path

from ..cases import Draft


class CaseForm:
    """What case_form() returns: a form in a notebook, words elsewhere. `draft` is the case."""

    def __init__(self, path: str | Path) -> None:
        self.draft = Draft(path)

    def __repr__(self) -> str:
        state = self.draft.lack or "It is a case: sl.own_case reads it."
        return f"A form for {self.draft.path.name}, to be filled in in a notebook. {state}"

    def _ipython_display_(self) -> None:
        from .caseform import CaseFormView  # widgets: only a notebook has them

        CaseFormView(self.draft).show()


def case_form(path: str | Path = "my_case.toml") -> CaseForm:
    """A form that writes the file of a case of one's own: sources, claims and facts, step by step.

    Each step is written at once. What cannot stand is refused in a sentence. Argument: `path` of
    the file; it may be one that the form has written before. Raises KitError for one that was
    written by hand: it is left as it is.

    >>> case_form("no_such_case.toml").draft.title
    'My case'
    """
    return CaseForm(path)
