"""Mutants that change nothing anybody can see, each with its reason; `mutants.py` prints both."""

SAME_ANYWAY = {
    "sanctionslab/vocabulary/possible.py, _from_the_first: 0 [Constant]": (
        "stands where there is no first day or number, and is compared with itself alone"
    ),
}
