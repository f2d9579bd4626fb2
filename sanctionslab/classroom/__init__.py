"""Exercises, their answers, progress, and grading."""

from .bank import MIME, check, exercises, hint, judge, load, progress
from .grading import grade

__all__ = ["MIME", "check", "exercises", "grade", "hint", "judge", "load", "progress"]
