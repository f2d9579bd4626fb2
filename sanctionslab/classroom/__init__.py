"""Exercises, their answers, progress, and grading."""

from .answers import read
from .arguments import read_marks, write_arguments
from .bank import Exercise, digest, exercises, load
from .feedback import MIME, Feedback, check, hint
from .gradebooks import write_gradebook
from .grading import grade
from .judges import Judgement, judge
from .notes import Progress, progress
from .returns import write_returns

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
    "read",
    "read_marks",
    "write_arguments",
    "write_gradebook",
    "write_returns",
]
