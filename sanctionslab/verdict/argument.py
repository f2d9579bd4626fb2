"""verdict/argument."""

from .parts import Verdict

MEANING = {
    Verdict.PROHIBITED: "by at least one UN measure in this data.",
    Verdict.NOT_PROHIBITED: "by no UN measure in this data. This is no legal advice and says nothing of national law.",
    Verdict.UNDETERMINED: "the facts given do not settle it.",
}
