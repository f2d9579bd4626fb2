"""guess(): the first guess on the gift, sealed until the end."""

from __future__ import annotations

from .sealed import sealed

ASKED = "Was the gift prohibited? Say how sure you are, and why. It is opened again in notebook 07."


class SealedGuess:
    """What guess() returns: a form for the first guess, or the guess once it is opened."""

    def __init__(self, is_open: bool) -> None:
        self.is_open = is_open

    def __repr__(self) -> str:
        made = sealed()
        if self.is_open:
            return made.text if made else "No guess was sealed in notebook 00."
        return "Your guess is sealed. Notebook 07 opens it." if made else ASKED

    def _ipython_display_(self) -> None:
        from .sealedform import show_guess  # widgets: only a notebook has them

        show_guess(lambda: repr(self), with_form=not self.is_open and sealed() is None)


def guess(is_open: bool = False) -> SealedGuess:
    """The first guess on the gift, sealed until the end.

    Argument: `is_open`, True to open it. Once sealed it cannot be changed;
    `sl.progress(reset=True)` forgets it.

    >>> guess(is_open=True)
    No guess was sealed in notebook 00.
    """
    return SealedGuess(is_open is True)
