"""Mutants that change nothing anybody can see, each with its reason; `mutants.py` prints both."""

TYPES = "said to a type checker, and to nobody else"

SAME_ANYWAY = {
    "sanctionslab/files.py, module: 0 [Constant] #3": "a zip file counts in steps of two seconds",
    "sanctionslab/files.py, written_whole: False [Constant] #2": (
        "no file bears the name, which is made of 64 random bits"
    ),
    "sanctionslab/files.py, _unfinished: 8 [Constant]": "nine random bytes do as well as eight",
    "sanctionslab/outline.py, module: True [Constant]": TYPES,
    "sanctionslab/vocabulary/possible.py, _from_the_first: 0 [Constant]": (
        "stands where there is no first day or number, and is compared with itself alone"
    ),
    "sanctionslab/whatif/robust.py, robust: 1 [Constant] #3": (
        "sets of one source more than there are: none that was not tried before"
    ),
}
