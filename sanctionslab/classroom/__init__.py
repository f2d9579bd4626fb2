"""Exercises, their answers, progress, and grading."""

from .bank import Exercise, digest, exercises, load
from .feedback import MIME, Feedback, check, hint
from .grading import grade
from .judges import Judgement, judge
from .notes import Progress, progress

__all__ = [
    "MIME",
    "Exercise",
    "Feedback",
    "Judgement",
    "Progress",
    "check",
    "digest",
    "exercises",
    "grade",
    "hint",
    "judge",
    "load",
    "progress",
]
