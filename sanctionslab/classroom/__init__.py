"""Exercises, their answers, progress, and grading."""

from .advice import advise
from .answers import FORMS, read
from .arguments import Marks, read_marks, write_arguments
from .asked import predict
from .bank import LEVELS, Exercise, digest, exercises, load, salted
from .casepage import CasePage, case_checklist, case_page
from .casewriting import CaseForm, case_form
from .checking import answer, check, hint
from .classview import Grades
from .feedback import MIME, Feedback
from .gradebooks import write_gradebook
from .grading import grade
from .guessing import guess
from .judges import Judgement, judge
from .kept import can_keep
from .kept import home as kept_in
from .plain import Unreadable
from .predicting import predictions
from .returns import write_returns
from .sealing import sealed_text, unsealed
from .standing import Progress, progress

__all__ = [
    "FORMS",
    "LEVELS",
    "MIME",
    "CaseForm",
    "CasePage",
    "Exercise",
    "Feedback",
    "Grades",
    "Judgement",
    "Marks",
    "Progress",
    "Unreadable",
    "advise",
    "answer",
    "can_keep",
    "case_checklist",
    "case_form",
    "case_page",
    "check",
    "digest",
    "exercises",
    "grade",
    "guess",
    "hint",
    "judge",
    "kept_in",
    "load",
    "predict",
    "predictions",
    "progress",
    "read",
    "read_marks",
    "salted",
    "sealed_text",
    "unsealed",
    "write_arguments",
    "write_gradebook",
    "write_returns",
]
