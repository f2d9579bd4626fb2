"""What became of what a student handed in: the record that counts, judged afresh."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .answers import read
from .bank import Exercise
from .classview import ExerciseOutcome
from .judges import judge
from .people import shown_name
from .submissions import Record, Submission
from .written import Unrecorded

NOTHING = Record("", None, False)


class Marked(NamedTuple):
    """What became of a student's records: outcomes, answers in their one form, what was odd.

    `submissions` are the files that could be read, the oldest first.
    """

    submissions: list[Submission]
    outcomes: dict[str, ExerciseOutcome]
    forms: dict[str, Any]
    records: dict[str, Record]
    odd: list[str]


def marked(
    files: Iterable[Submission], questions: Mapping[str, Exercise], ids: list[str]
) -> Marked:
    """Judge what a student handed in.

    Arguments: `files`; `questions`, every exercise by id; `ids`, those that the class was asked.
    Where an exercise is recorded more than once, the last record counts.
    """
    oldest_first = sorted(
        files, key=lambda submission: (submission.path.stat().st_mtime, submission.path)
    )
    records, odd = _last_records(oldest_first, questions)
    odd += _handed_in_again(oldest_first)
    unrecorded = {
        id_: answer for submission in oldest_first for id_, answer in submission.unrecorded.items()
    }
    judged = {
        id_: _judged(questions[id_], records.get(id_, NOTHING), unrecorded.get(id_)) for id_ in ids
    }
    outcomes = {id_: outcome for id_, (outcome, _) in judged.items()}
    forms = {id_: form for id_, (_, form) in judged.items() if form is not None}
    return Marked(oldest_first, outcomes, forms, records, odd)


def _last_records(
    oldest_first: Iterable[Submission], questions: Mapping[str, Exercise]
) -> tuple[dict[str, Record], list[str]]:
    """The record of each exercise that counts, and what is odd about the records."""
    records: dict[str, Record] = {}
    odd: list[str] = []
    for submission in oldest_first:
        file = shown_name(submission.path.name)
        odd += [f"{file}: {oddity}" for oddity in submission.odd]
        for record in submission.records:
            id_ = record.exercise
            if id_ not in questions:
                odd.append(f"{file}: {id_ or 'an exercise without id'} is no exercise of this kit")
                continue
            if id_ in records and _differ(records[id_], record):
                odd.append(f"{id_} is recorded twice with different answers; the last counts")
                if record.answer is None and not record.unreadable:
                    continue  # dots take nothing back
            records[id_] = record
        # An argument that stands somewhere counts where none was recorded.
        for id_, text in submission.arguments.items():
            if id_ not in records or records[id_].answer is None:
                records[id_] = Record(id_, text, False)
    return records, odd


def _differ(one: Record, other: Record) -> bool:
    return (one.answer, one.unreadable) != (other.answer, other.unreadable)


def _handed_in_again(oldest_first: Iterable[Submission]) -> list[str]:
    times: Counter[str] = Counter()
    latest: dict[str, str] = {}
    for submission in oldest_first:
        for notebook in submission.notebooks:
            times[notebook] += 1
            latest[notebook] = shown_name(submission.path.name)
    return [
        f"{notebook} was handed in {count} times; {latest[notebook]} is the latest"
        for notebook, count in times.items()
        if count > 1
    ]


def _judged(
    exercise: Exercise, record: Record, unrecorded: Unrecorded | None
) -> tuple[ExerciseOutcome, Any]:
    """The outcome of a record, and the answer in its one form, or None."""
    if record.unreadable:
        return ExerciseOutcome("unreadable"), None
    if record.answer is None and unrecorded:
        with_reason = f"{unrecorded.text} ({unrecorded.why})"
        return ExerciseOutcome("unrecorded", "", with_reason, unrecorded), None
    if record.answer is None:
        return ExerciseOutcome("missing"), None
    try:
        form = read(exercise.kind, record.answer, exercise.options)
        judgement = judge(exercise, form)
    except Exception:  # an answer that breaks the reading or the judging is that student's alone
        return ExerciseOutcome("unreadable"), None
    misconception = judgement.misconception.name if judgement.misconception else ""
    if judgement.state != "wrong":
        as_it_stands = unrecorded if unrecorded and unrecorded.argument == record.answer else None
        return ExerciseOutcome(judgement.state, misconception, "", as_it_stands), form
    answer = json.dumps(form, ensure_ascii=False)[:80]
    return ExerciseOutcome("wrong", misconception, answer), form
