"""Roles: which column of a table is what, by its headings and by what the caller names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..errors import KitError
from .formats import Format, squashed

SIDES = ("reporter", "partner", "flow")  # may be assumed, too
WAY = (*SIDES, "partner2")  # tell the direction together; several columns may tell of each
COUNTED = (
    "value",
    "quantity",
    "quantity_unit",
    "quantity_estimated",
)  # tell the value of one thing
HELPERS = (*WAY, *COUNTED, "classification", "month")  # parts of a question that are no facts


def roles(
    form: Format, given: Mapping[str, object], names: Sequence, assumed: Mapping[str, object]
) -> dict[str, list]:
    """The columns for each part: those given, then those found by the headings of the form."""
    columns = {part: [column] for part, column in given.items()}
    sides_are_named = not {*given, *assumed}.isdisjoint(SIDES)
    for part, usual in form.columns.items():
        # Who names a column, or assumes a fact, has the last word on all that would tell it.
        if not {part, _settled_by(part)}.isdisjoint({*columns, *assumed}):
            continue
        if part == "direction" and sides_are_named:
            continue
        if part == "month" and "on" in assumed:
            continue
        likely = headed(usual, names)
        if part == "hs" and len(likely) > 1:
            raise KitError(
                f'hs: "{likely[0]}" and "{likely[1]}" could both hold the HS code. '
                f'Name the one that does (hs="{likely[0]}" or --hs {likely[0]}).',
                "hs",
                likely[0],
                likely,
            )
        if likely:
            columns[part] = likely if part in WAY else likely[:1]
    return columns


def _settled_by(part: str) -> str:
    """The fact that a part helps to tell."""
    if part in WAY:
        return "direction"
    return "unit_value_usd" if part in COUNTED else part


def headed(usual: Iterable[str], names: Sequence) -> list:
    """The columns with these headings; one written as usual before the others."""
    columns = []
    for heading in usual:
        alike = [name for name in names if squashed(name) == squashed(heading)]
        columns += [name for name in alike if name == heading]
        columns += [name for name in alike if name != heading]
    return columns


def without_idle_counts(
    form: Format, columns_of: dict[str, list], given: Mapping[str, object]
) -> dict[str, list]:
    """The columns without those of value and quantity where they tell no value of one thing.

    So it is where the value is in thousands, or in another currency than US dollars.
    """
    trusted = "value" in given and "quantity" in given
    has_both = "value" in columns_of and "quantity" in columns_of
    in_dollars = "value" in given or form.value_in == "USD"
    idle: set[str] = set()
    if not has_both or not in_dollars or not ("quantity_unit" in columns_of or trusted):
        idle.update(COUNTED)
    # A mark of estimates is about the form's own column of quantities.
    own = {squashed(name) for name in form.columns.get("quantity", ())}
    quantity = columns_of.get("quantity", [""])[0]
    if "quantity_estimated" not in given and squashed(quantity) not in own:
        idle.add("quantity_estimated")
    return {part: columns for part, columns in columns_of.items() if part not in idle}
