"""What learners, teachers and browsers get."""

from .editions import *  # noqa: F403
