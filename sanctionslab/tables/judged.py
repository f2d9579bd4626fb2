"""Several cases side by side: what each is about, its verdict, and what the verdict rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..cases import Case, case
from ..errors import KitError, shown
from ..law import Law
from ..verdict import Finding, classify
from ..vocabulary import fact, in_order
from .showing import Shown

CASES_WANTED = (
    'Give keys of cases, such as ["aurus-2024-02"], or cases by what they are to be called.'
)


def verdicts(
    cases: Iterable[Case | str] | Mapping[str, Case | str],
    *facts: str,
    law: Law | None = None,
    title: str = "",
) -> Shown:
    """The verdicts on several cases as rows to read.

    Arguments: `cases`, keys of named cases or cases themselves, or a dict that says what each is
    to be called; `facts`, names of facts whose values stand beside them; `law`, another law than
    today's. Raises KitError for what is no case and for a fact that there is not.

    >>> print(verdicts(["aurus-2024-02", "goats-2024-08"]).rows[1][1])
    not prohibited
    >>> verdicts({"a bus": case("aurus-2024-02").but(item="bus", hs="8702")}, "item")
    case   thing              verdict     because of
    a bus  city bus or coach  prohibited  2397:7
    """
    if isinstance(cases, (str, Case)) or not isinstance(cases, Iterable):
        raise KitError(
            f"verdicts() needs several cases, not {shown(cases)}. {CASES_WANTED}", "cases"
        )
    labels = [fact(name).inline_label for name in facts]
    named = cases.items() if isinstance(cases, Mapping) else ((None, each) for each in cases)
    rows = tuple(_row(name, _case(given), facts, law) for name, given in named)
    return Shown(("case", *labels, "verdict", "because of"), rows, title)


def _case(given: Any) -> Case:
    if not isinstance(given, (str, Case)):
        raise KitError(f"{shown(given)} is no case. {CASES_WANTED}", "cases", given)
    return case(given) if isinstance(given, str) else given


def _row(name: Any, judged: Case, facts: tuple[str, ...], law: Law | None) -> tuple[str, ...]:
    finding = classify(judged, law)
    values = [fact(asked).words(judged.value(asked)) for asked in facts]
    called = str(name)
    if name is None:
        called = judged.title or judged.key or "a case"
    return called, *values, str(finding.verdict), because(finding)


def because(finding: Finding) -> str:
    """What a verdict rests on, in a line: its paragraphs, or the questions that are open.

    >>> because(classify(case("horses-2024-08")))
    "open: on the supplier's luxury list"
    """
    if finding.hinges_on:
        asked = [fact(name).inline_label for name in in_order(finding.hinges_on)]
        return f"open: {', '.join(asked)}"
    return ", ".join(ground.id for ground in finding.grounds)
