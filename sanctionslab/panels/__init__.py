"""The panels of the what-if lab."""

from .panels import *  # noqa: F403
