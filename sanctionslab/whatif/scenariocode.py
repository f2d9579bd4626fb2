"""A scenario as Python code: the finding again without a panel, and the panel again from code."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..cases import Case, Claim, Evidence, cases
from .values import literal

if TYPE_CHECKING:
    from .scenario import Scenario

WIDTH = 100  # of a line of code; a longer call is given a line for each argument


def code_of(scenario: "Scenario") -> str:
    """Code that gives exactly the finding of a scenario; `Scenario.code` shows an example."""
    left_out = ", ".join(
        key if key.isdecimal() else literal(key)  # 2397 as a number, "2397:7" as text
        for key in scenario.without
    )
    law = f", sl.law().without({left_out})" if left_out else ""
    lines = [
        *_imports(scenario.original),
        "",
        f"original = {_case_code(scenario.original)}",
        _changed_case(scenario),
        f"finding = sl.classify(case{law})",
        "print(sl.compare(sl.classify(original), finding))",
        "",
        "# the same as a panel:",
        f"# sl.panels.lab({', '.join(_panel_arguments(scenario, left_out))})",
    ]
    return "\n".join(lines)


def _imports(original: Case) -> list[str]:
    lines = ["import sanctionslab as sl"]
    if _is_own(original) and original.evidence:
        lines += [
            "from sanctionslab.cases import Claim",
            "from sanctionslab.cases import Evidence",
        ]
    return lines


def _changed_case(scenario: "Scenario") -> str:
    kind, keys = _trust(scenario)
    believed = f"sl.{kind}(original, {_listed(keys)})" if keys else "original"
    if not scenario.facts:
        return f"case = {believed}"
    return _call(f"case = {believed}.but", _arguments(scenario.facts))


def _panel_arguments(scenario: "Scenario", left_out: str) -> list[str]:
    original = scenario.original
    arguments = ["original" if _is_own(original) else literal(original.key)]
    if scenario.facts:
        pairs = (f"{literal(name)}: {literal(value)}" for name, value in scenario.facts.items())
        arguments.append(f"facts={{{', '.join(pairs)}}}")
    if left_out:
        arguments.append(f"without=[{left_out}]")
    kind, keys = _trust(scenario)
    if keys:
        arguments.append(f"{kind}=[{_listed(keys)}]")
    return arguments


def _trust(scenario: "Scenario") -> tuple[str, tuple[str, ...]]:
    """The function that doubts as the scenario does, and the keys of sources for it."""
    if scenario.trust_only:
        return "trust_only", scenario.trust_only
    return "distrust", scenario.distrust


def _case_code(original: Case) -> str:
    if not _is_own(original):
        return f"sl.case({literal(original.key)})"
    arguments = _arguments(original.given)
    if original.title:
        arguments.append(f"title={original.title!r}")
    if original.evidence:
        # An Evidence is written with its arguments in order: rows, known, note.
        known = []
        for name, evidence in original.evidence.items():
            rows = "".join(f"{_row_code(row)}, " for row in evidence.rows)
            rest = f"{evidence.known!r}, {evidence.note!r}{_since_code(evidence)}"
            known.append(f"{name}=Evidence(({rows}), {rest})")
        arguments.append(f"evidence=dict({', '.join(known)})")
    return _call("sl.Case", arguments)


def _since_code(evidence: Evidence) -> str:
    """The last arguments of an Evidence: a day before which the date cannot have been."""
    if not evidence.since:
        return ""
    rows = "".join(f"{_row_code(row)}, " for row in evidence.since_rows)
    return f", {evidence.since!r}, ({rows})"


def _row_code(row: str) -> str:
    """A row of evidence: the id of one of the kit's, or a claim of a case of one's own."""
    if isinstance(row, Claim):
        return f"Claim({str(row)!r}, {row.says!r}, {row.chains!r})"
    return repr(row)


def _is_own(original: Case) -> bool:
    return original.key not in cases()


def _arguments(given: Mapping[str, object]) -> list[str]:
    return [f"{name}={literal(value)}" for name, value in given.items()]


def _listed(keys: tuple[str, ...]) -> str:
    return ", ".join(map(literal, keys))


def _call(name: str, arguments: list[str]) -> str:
    line = f"{name}({', '.join(arguments)})"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"{name}(", *(f"    {argument}," for argument in arguments), ")"])
