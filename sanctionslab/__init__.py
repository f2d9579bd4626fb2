"""sanctionslab: was it prohibited, who says so, and what would change the answer?"""
from .classify import Finding, Verdict, classify
from .facts import Case, KitError, Truth, case, cases, facts, items
from .law import Law, law
from .logic import UNKNOWN

__version__ = "0.1.0"
