"""The figures: each a picture, its words and its table from the same numbers."""

from .figures import *  # noqa: F403
