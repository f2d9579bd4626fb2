"""Mutants that change nothing anybody can see, each with its reason; `mutants.py` prints both."""

SAME_ANYWAY = {
    "sanctionslab/vocabulary/possible.py, _from_the_first: 0 [Constant]": (
        "stands where there is no first day or number, and is compared with itself alone"
    ),
    "sanctionslab/whatif/robust.py, robust: 1 [Constant] #3": (
        "sets of one source more than there are: none that was not tried before"
    ),
}
