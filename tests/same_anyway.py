"""Mutants that change nothing anybody can see, each with its reason; `mutants.py` prints both."""

# `strict=True` of a zip: nobody sees that it is asserted while it holds.
OF_ONE_LENGTH = (
    "law/parts.py, ThingPart.at: True [Constant]",
    "law/parts.py, ThingPart._derived: True [Constant]",
    "law/parts.py, ThingPart._one_of: True [Constant]",
    "verdict/assumed.py, _Turns.by_other_values: True [Constant]",
    "verdict/hinges.py, Hinges._ends: True [Constant]",
    "whatif/flips.py, _flip: True [Constant]",
    "whatif/flips.py, _change.is_possible: True [Constant]",
    "whatif/robust.py, Robustness.__repr__: True [Constant]",
    "whatif/search.py, Search.keep: True [Constant]",
    "whatif/search.py, Search.outcomes_together: True [Constant]",
    "whatif/telling.py, firmness: True [Constant]",
    "whatif/times.py, over_time: True [Constant]",
)

OTHERS = {
    "files/writing.py, module: 0 [Constant] #3": "a zip file counts in steps of two seconds",
    "files/writing.py, written_whole: False [Constant] #2": (
        "no file bears the name, which is made of 64 random bits"
    ),
    "files/writing.py, _unfinished: 8 [Constant]": "nine random bytes do as well as eight",
    "outline.py, module: True [Constant]": "said to type checkers alone",
    "law/rulebook.py, module: 100000 [Constant]": "so many ends are kept, or one more",
    "law/measure.py, Test: False [Constant]": "said to pytest alone",
    "law/measure.py, Measure: False [Constant]": "whoever makes a measure says whether it is firm",
    "law/parts.py, module: 1 [Constant]": "any day before the first sanctions will do",
    "law/parts.py, module: 1 [Constant] #2": "any day before the first sanctions will do",
    "law/parts.py, module: 2005 [Constant]": "2006 begins before them too",
    "law/codes.py, Codes.scope: 2 [Constant]": "codes have an even number of digits",
    "law/law.py, Law._key: 0 [Constant]": "1 is no number of four digits either",
    "law/law.py, Law._key: 10000 [Constant]": "10000 has more than four digits too",
    "verdict/assumed.py, _Turns._moves_alone: return is_known and "
    "(name in from_the_item() or name in self.rulebook.singles) [Return]": (
        "the whole case is asked, which says the same and takes longer"
    ),
    "verdict/assumed.py, _Turns.by_knowing_nothing: False [Constant]": (
        "the groups are tried one by one, which says the same and takes longer"
    ),
    "verdict/assumed.py, assumed: size <= len(left) and turns.by_knowing_nothing(left) [BoolOp]": (
        "groups are tried of which none can turn anything, which takes longer"
    ),
    "verdict/behind.py, _told: 2 [Constant]": "of the links that follow only the first is named",
    "verdict/out_of_time.py, not_yet: day > last [Compare]": (
        "a paragraph that did not stand on the last day is not to come on that day"
    ),
    "whatif/search.py, Search.go_on: time.monotonic() > until [Compare]": (
        "a search that ends at the very tick of the clock, or one tick later"
    ),
    "whatif/times.py, _starts: day > first [Compare]": (
        "a first day that is looked at twice has the same verdict twice, and is kept once"
    ),
    "verdict/told_doors.py, _standing: door.confidence == 'doubtful' [Compare]": (
        "what is doubtful is told apart from what is not, whichever is called so"
    ),
    "verdict/told_rest.py, _behind_answers: return set() [Return]": "nothing is told of either",
    "vocabulary/possible.py, _joined: span.last > before.last [Compare]": (
        "of two that are equal either will do"
    ),
    "vocabulary/possible.py, _from_the_first: 0 [Constant]": (
        "stands where there is no first day or number, and is compared with itself alone"
    ),
    "whatif/robust.py, robust: 1 [Constant] #3": (
        "sets of one source more than there are: none that was not tried before"
    ),
}

REASONS = {**dict.fromkeys(OF_ONE_LENGTH, "the two are of one length"), **OTHERS}
SAME_ANYWAY = {f"sanctionslab/{mutant}": reason for mutant, reason in REASONS.items()}
