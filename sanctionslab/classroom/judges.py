"""Judging an answer that has been read: by its digest, or with the classifier where it is open.

An open exercise names one of the judges below, and in its `wants` what that asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ..cases import Case, case, cases
from ..errors import KitError
from ..law import law
from ..verdict import Finding, Verdict, classify
from ..vocabulary import every_fact, fact
from ..whatif import deciders, distrust, robust, sources_of
from .bank import Exercise, Misconception, digest_of_form, salted
from .checklist import checklist
from .references import paragraphs_in, rows_in


@dataclass(frozen=True)
class Judgement:
    """What came of an answer: `text` is what to tell the learner.

    `state` is right, wrong, short, recorded or unreadable; `misconception` is the Misconception
    that the answer shows, if it is a known one.
    """

    state: str
    text: str = ""
    misconception: Misconception | None = None


def judge(exercise: Exercise, form: Any) -> Judgement:
    """The Judgement on an answer that has been read.

    >>> from sanctionslab.classroom import exercises
    >>> judge(exercises()["02.3"], ["2397:6"]).misconception.name
    'the ban on goods from the DPRK is taken for the one on goods to it'
    """
    # A misconception that is known says more than "wrong", so it is looked for first.
    for wrong in exercise.wrong:
        if wrong.is_shown_by(form):
            return Judgement("wrong", f"{_half_right(exercise, form)} {wrong.hint}".strip(), wrong)
    if exercise.judge:
        return JUDGE_OF[exercise.judge](exercise, form)
    if not exercise.right:
        return Judgement("recorded", "Your answer is recorded for your teacher.")
    is_right = digest_of_form(exercise, form) in exercise.right
    return Judgement("right") if is_right else Judgement("wrong", _half_right(exercise, form))


def _half_right(exercise: Exercise, form: Any) -> str:
    """What is right in a list that is not right as a whole, in one sentence, or nothing."""
    if not exercise.parts or not isinstance(form, list):
        return ""
    right = sum(salted(exercise.salt, part) in exercise.parts for part in form)
    if not right:
        return ""
    too_many, wanted = len(form) - right, len(exercise.parts)
    do_not = f"{'does' if too_many == 1 else 'do'} not belong there"
    if right == wanted:
        return f"What is asked for is among yours, with {too_many} more that {do_not}."
    more = f", and {too_many} of yours {do_not}" if too_many else ""
    return f"You have {right} of {wanted}{more}."


def judge_case(exercise: Exercise, form: dict[str, Any]) -> Judgement:
    """A case of the learner's own: the classifier is asked about it."""
    try:
        given = Case(**form)
        lack = missed(given, exercise.wants)
    except KitError as error:
        return Judgement("unreadable", str(error))
    for wrong in exercise.wrong:
        if wrong.marks and not missed(given, wrong.marks):
            return Judgement("wrong", f"{lack} {wrong.hint}".strip(), wrong)
    return Judgement("wrong" if lack else "right", lack)


def missed(given: Case, wants: dict[str, Any]) -> str:
    """What a case lacks of what is wanted of it, in one sentence, or an empty string.

    The keys of `wants`: `new`, `given` (how many facts), `start` (a named case) with `keep` and
    `changes`, `facts`, `verdict`, `grounds`, `hinges`, and `without`, the law that is left out.
    """
    if wants.get("new") and given in cases().values():
        return "That is one of the named cases. Write one of your own."
    if len(given.given) < wants.get("given", 0):
        return (
            f"Your case states {_counted(given.given)}. "
            f'Give at least {wants["given"]}, as "unknown" where nobody says.'
        )
    changed = _changed(case(wants["start"]), given) if "start" in wants else []
    finding = classify(given, law().without(*wants["without"]) if "without" in wants else None)
    return (
        _missed_in_changes(changed, wants)
        or _missed_in_facts(given, wants)
        or _missed_in_finding(finding, wants)
    )


def _changed(start: Case, given: Case) -> list[str]:
    names = {**start.given, **given.given}
    return [name for name in names if start.given.get(name) != given.given.get(name)]


def _missed_in_changes(changed: list[str], wants: Mapping[str, Any]) -> str:
    for name in wants.get("keep", ()):
        if name in changed:
            return f"Here “{fact(name).label}” has to stay as it is in the named case."
    if "changes" in wants and len(changed) != wants["changes"]:
        return (
            f"Your case differs from the named one in {_counted(changed)}, "
            f"and {wants['changes']} is asked for."
        )
    return ""


def _missed_in_facts(given: Case, wants: Mapping[str, Any]) -> str:
    for name, text in wants.get("facts", {}).items():
        value = fact(name).parse(text)
        if given.value(name) != value:
            return (
                f"The exercise asks for a case with {fact(name).label}: {fact(name).words(value)}."
            )
    return ""


def _missed_in_finding(finding: Finding, wants: Mapping[str, Any]) -> str:
    if "verdict" in wants and finding.verdict != wants["verdict"]:
        return (
            f"Your case comes out as {finding.verdict}, "
            f"and the exercise asks for {wants['verdict']}."
        )
    grounds = [ground.id for ground in finding.grounds]
    if "grounds" in wants and len(grounds) != wants["grounds"]:
        has = _counted(grounds, ("ground", "grounds"))
        return f"Your case has {has}, and {wants['grounds']} is asked for."
    hinges = sorted(finding.hinges_on)
    if "hinges" in wants and len(hinges) != wants["hinges"]:
        return f"Your case hinges on {_counted(hinges)}, and {wants['hinges']} is asked for."
    return ""


def _counted(names: Collection[str], what: tuple[str, str] = ("fact", "facts")) -> str:
    """How many facts, or paragraphs, and which."""
    labels = [fact(name).label if name in every_fact() else name for name in names]
    singular, plural = what
    noun = singular if len(labels) == 1 else plural
    return f"{len(labels)} {noun} ({'; '.join(labels) or 'none'})"


def judge_sources(exercise: Exercise, form: list[str]) -> Judgement:
    """A smallest set of sources without which the verdict falls."""
    asked = case(exercise.wants["case"])
    before = classify(asked).verdict
    strangers = [key for key in form if key not in sources_of(asked)]
    if strangers:
        stand = "stands" if len(strangers) == 1 else "stand"
        return Judgement(
            "wrong", f"{', '.join(strangers)} {stand} in no chain behind a fact of this case."
        )
    after = classify(distrust(asked, *form)).verdict
    if after is before:
        return Judgement(
            "wrong",
            f"Without {', '.join(form) or 'nobody'} the verdict still stands: "
            "another chain carries every fact that matters.",
        )
    if frozenset(form) in robust(asked).sets:
        return Judgement("right")
    return Judgement(
        "wrong", "The verdict falls with these, but fewer are enough. Try leaving one out."
    )


def judge_law(exercise: Exercise, form: list[str]) -> Judgement:
    """A smallest set of resolutions without which the verdict is the one that is asked for."""
    asked, wanted = case(exercise.wants["case"]), exercise.wants["verdict"]

    def verdict_without(resolutions: Iterable[str]) -> Verdict:
        return classify(asked, law().without(*resolutions)).verdict

    verdict = verdict_without(form)
    if verdict != wanted:
        return Judgement(
            "wrong",
            f"Without {', '.join(form) or 'nothing'} the verdict is {verdict}, "
            f"and the exercise asks for {wanted}.",
        )
    # More than four are never needed, and their parts would be too many to try.
    parts = (part for size in range(len(form)) for part in combinations(form, size))
    if len(form) > 4 or any(verdict_without(part) == wanted for part in parts):
        return Judgement(
            "wrong",
            "The verdict is the one asked for, but fewer resolutions are enough. "
            "Try putting one back.",
        )
    return Judgement("right")


def judge_decider(exercise: Exercise, form: list[str]) -> Judgement:
    """A smallest set of facts that together settle the verdict."""
    asked = case(exercise.wants["case"])
    if frozenset(form) in {decider.facts for decider in deciders(asked)}:
        return Judgement("right")
    hinges = classify(asked).hinges_on
    if any(name not in hinges for name in form):
        return Judgement("wrong", "The verdict does not hang on every fact that you name.")
    return Judgement(
        "wrong",
        "No answer to these facts together settles it "
        "that a part of them would not settle already.",
    )


def judge_text(exercise: Exercise, form: str) -> Judgement:
    """An argument: looked at for length and for what it names, and never called right or wrong."""
    wants = exercise.wants
    words = len(form.split())
    named = {*paragraphs_in(form)[0], *rows_in(form)}
    if "names" in wants:
        named &= set(wants["names"])
    lacks = []
    if words < wants["words"]:
        lacks.append(f"It has {words} words; write at least {wants['words']}.")
    if len(named) < wants["at_least"]:
        lacks.append(
            f"It names {len(named)} of the paragraphs or claims that bear on the question; "
            f"name at least {wants['at_least']}."
        )
    if lacks:
        return Judgement("short", " ".join(lacks))
    return Judgement(
        "recorded",
        f"Your argument is recorded. It names {', '.join(sorted(named)[:20])}. "
        f"{_still_to_say(exercise, form)}Whether it convinces is for people to judge.",
    )


def _still_to_say(exercise: Exercise, form: str) -> str:
    """What the checklist misses in an argument that is long enough, in one sentence, or nothing."""
    missed_ = [
        item.words.replace("says ", "say ", 1)
        for item in checklist(exercise, form)
        if not item.is_there and item.words.startswith("says")
    ]
    return f"You might also {', '.join(missed_)}. " if missed_ else ""


JUDGE_OF: dict[str, Callable[[Exercise, Any], Judgement]] = {
    "case": judge_case,
    "sources": judge_sources,
    "law": judge_law,
    "decider": judge_decider,
    "text": judge_text,
}
