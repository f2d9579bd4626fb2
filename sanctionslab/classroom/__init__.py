"""Exercises, their answers, progress, and grading."""

from .advice import advise
from .answers import FORMS, read
from .arguments import read_marks, write_arguments
from .bank import LEVELS, Exercise, digest, exercises, load, salted
from .feedback import MIME, Feedback, check, hint
from .gradebooks import write_gradebook
from .grading import grade
from .judges import Judgement, judge
from .notes import Progress, progress
from .plain import Unreadable
from .returns import write_returns

__all__ = [
    "FORMS",
    "LEVELS",
    "MIME",
    "Exercise",
    "Feedback",
    "Judgement",
    "Progress",
    "Unreadable",
    "advise",
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
    "salted",
    "write_arguments",
    "write_gradebook",
    "write_returns",
]
