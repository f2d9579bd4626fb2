"""Mutants that change nothing anybody can see, each with its reason; `mutants.py` prints both."""

SAME_ANYWAY: dict[str, str] = {}
