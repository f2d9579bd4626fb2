"""Counterfactuals over what carries a verdict: the facts, the law, and the evidence."""

from .changes import Change
from .compare import Comparison, compare
from .deciders import Decider, deciders
from .flips import Flip, flips
from .robust import Robustness, robust
from .scenario import NOT_GIVEN, Scenario
from .scenariofile import as_toml, from_toml, load, save
from .telling import (
    about,
    compared,
    fallen,
    firmness,
    headline,
    open_questions,
    search_of,
    smallest_changes,
    switches,
    through_time,
    times,
    whole_argument,
)
from .times import Interval, Times, over_time
from .trust import distrust, rows_of, sources_of, trust_only
from .values import plain

__all__ = [
    "NOT_GIVEN",
    "Change",
    "Comparison",
    "Decider",
    "Flip",
    "Interval",
    "Robustness",
    "Scenario",
    "Times",
    "about",
    "as_toml",
    "compare",
    "compared",
    "deciders",
    "distrust",
    "fallen",
    "firmness",
    "flips",
    "from_toml",
    "headline",
    "load",
    "open_questions",
    "over_time",
    "plain",
    "robust",
    "rows_of",
    "save",
    "search_of",
    "smallest_changes",
    "sources_of",
    "switches",
    "through_time",
    "times",
    "trust_only",
    "whole_argument",
]
