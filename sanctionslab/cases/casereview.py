"""What a careful reader would remark on a case file that can be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..outline import Answers
from ..vocabulary import fact
from .casefile import CaseFile
from .evidence import Evidence, chains_of

LONG_CLAIM = 40  # words; above it a claim is likely to be several, or not in one's own words


def remarks(path: str | Path) -> Answers[str]:
    """What a careful reader would remark on a case file.

    Facts with no claim, a single speaker, claims that carry nothing. Arguments: `path` of the file.
    Returns Answers of sentences; none of them is an error. Raises CaseFileError as own_case does.
    """
    file = CaseFile(path)
    evidence = file.case().evidence
    sentences = [
        *_remarks_on_facts(evidence),
        *_remarks_on_what_is_idle(file, evidence),
        *_remarks_on_length(file),
    ]
    return Answers(sentences, title=f"Remarks on {file.name}:", nothing="none")


def _remarks_on_facts(evidence: Mapping[str, Evidence]) -> Iterable[str]:
    for name, behind in evidence.items():
        label = fact(name).label
        # Not through whom: who passes a word on adds no witness.
        speakers = {chain[0] for row in behind.rows for chain in chains_of(row)}
        if not behind.rows:
            yield f"{label} rests on no claim: it is a premise of yours. Say so in its note."
        elif len(speakers) == 1:
            yield f"{label} rests on the word of {speakers.pop()} alone."


def _remarks_on_what_is_idle(file: CaseFile, evidence: Mapping[str, Evidence]) -> Iterable[str]:
    used = {row for behind in evidence.values() for row in behind.rows}
    linked = {link for claim in file.claims.values() for chain in claim.chains for link in chain}
    yield from (f"Claim {claim} carries no fact." for claim in file.claims if claim not in used)
    yield from (f"Source {key} is in no chain." for key in file.sources if key not in linked)


def _remarks_on_length(file: CaseFile) -> Iterable[str]:
    for claim in file.claims.values():
        if len(claim.says.split()) > LONG_CLAIM:
            yield f"Claim {claim} is long. Is it one claim, and in your own words?"
