"""screen(frame): the same law on many rows. Any frame in, the same kind of frame out.

How it works. `question` finds which column is what, by the headings of publishers (`formats`,
`roles`); `survey` looks at what each column shows as a whole. `plan` reads each column into classes
that the law treats alike (`columns`, `scope`) and makes one integer key of the classes of a row
(`keys`). Each key that occurs becomes a decision, which `classify` settles once; its answers are
then gathered back to the rows (`frames`). A decision is its own name: the text in the column
`decision` holds every fact that went in, and `explain` argues it in full (`decision`, `tokens`).
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from ..law import Law
from .frames import library_of
from .plan import plan_for
from .question import TableQuestion, question_of, read_as
from .survey import Survey
from .tablefile import reading_of_file, screened_table

AnyFrame = TypeVar("AnyFrame")

BEGINNING = 50_000  # rows that show of which classification codes are: a batch of a file


def screen(  # long by its docstring and its names, which editors complete
    frame: AnyFrame,
    *,
    on: object = None,
    hs: object = None,
    direction: object = None,
    reporter: object = None,
    partner: object = None,
    flow: object = None,
    value: object = None,
    quantity: object = None,
    quantity_unit: object = None,
    classification: object = None,
    assume: dict[str, object] | None = None,
    law: Law | None = None,
    prefix: str = "",
    country_codes: str | None = None,
    **columns: object,
) -> AnyFrame:
    """Ask the law about every row of a table of trade.

    Arguments:
        frame: a pandas, Polars (eager or lazy), Dask or Spark frame, a pyarrow table, a DuckDB
            relation, or the path of a file, which is read as the command line reads it.
        on, hs: the columns with the date or period, and with the HS code. Left out, they and the
            others are found by their headings, as docs/formats.md lists them for the publishers of
            trade; those of one's own are `date` and `hs`. Letters and digits alone are compared.
            A month in a column of its own (`month`) is read with the year in the other.
        direction: a column with to_dprk, from_dprk or none. Or reporter, partner and flow: columns
            with the two sides (ISO letters, M49 numbers or names, as data/countries.csv has them)
            and M or X. Columns of one side are read together: one fills what another leaves blank,
            and where they contradict each other the direction is unknown. So it is where the second
            partner is the DPRK and no other side.
            Unknown means: into the DPRK or out of it, and nobody says which. A row with a group
            that may take in the DPRK, or with a side that is not in the list, may be no trade with
            it: that is "unknown|none" in the decision.
        value, quantity, quantity_unit: columns in US dollars and in numbers of things, for the
            value of one thing. A mean over several things counts only where it is above every
            limit, because some of them may have cost more than the mean. A value of 0 is no price,
            and a quantity below 1, or marked in Comtrade's column isQtyEstimated, is no count.
            Whether a comma is a decimal one, the column shows; where nothing shows it, 1,200 is
            unknown, and `reason` says so.
        classification: a column that says of which classification the code is; a row of another
            one than the HS is unreadable.
        assume: facts that hold for all rows, for example {"national_luxury": "no"}; reporter,
            partner and flow, too. They are written into every decision, the sides as its direction.
        law: a Law; the whole law if left out.
        prefix: put before the names of the added columns.
        country_codes: the list by which numbers of countries are read, where the form of the table
            does not tell it: "m49", "china", "japan", "usa" or "india", as in
            data/country_codes.csv. Numbers of which many are in no list of M49 are refused.
        columns: any other fact of the vocabulary, as fact="column".

    Returns the same kind of frame, its rows and columns as they were, with text columns added:
    `verdict` (prohibited, not prohibited, undetermined, or unreadable for a bad row), `measures`
    (ids that prohibit), `possible` (ids that might), `hinges_on` (unknown facts that decide),
    `decision` (for `explain`) and `reason`. Several entries are parted by "; ".
    A row is taken as goods passed on (conduct "transfer"), and other facts are presumed, as
    data/facts.toml has it: `reading` lists which. Everything else that is missing is unknown, the
    date of the contract included. A period is every day in it: where the answer changes inside it,
    the row is undetermined and hinges on "on".
    Chapters of the HS have hardly changed since 1996, headings have: a thing that moved between
    headings (drones and aircraft parts in 2022) is known by both, but a code of an old edition in
    another chapter (some display panels) reads as that chapter. Photocopiers, 9009 until 2006, are
    read as 8443, and `reason` says so.
    On Spark the frame is read twice here, and so is a lazy frame whose dates, sides or values are
    text; `frame.cache()` first may pay.
    Raises KitError for a column or a fact that does not exist, for a table that tells no date, code
    or direction, for numbers of countries of an unknown list, and for a frame of another kind.

    >>> import pandas as pd
    >>> days, codes = ["2017-06-01", "2018-06-01"], ["8703.23", "842139"]
    >>> rows = pd.DataFrame({"date": days, "cmdCode": codes})
    >>> out = screen(rows, assume={"direction": "to_dprk", "national_luxury": "no"})
    >>> list(out["verdict"]), out["measures"][1], out["hinges_on"][0]
    (['undetermined', 'prohibited'], '2397:7', 'item; reading_2094_cars')
    """
    given = {
        "on": on,
        "hs": hs,
        "direction": direction,
        "reporter": reporter,
        "partner": partner,
        "flow": flow,
        "value": value,
        "quantity": quantity,
        "quantity_unit": quantity_unit,
        "classification": classification,
        **columns,
    }
    more: Any = {"assume": assume, "law": law, "prefix": prefix, "country_codes": country_codes}
    if isinstance(frame, (str, Path)):
        return screened_table(Path(frame), {**given, **more})
    question = _asked(frame, given, **more)
    return library_of(frame).screened(frame, plan_for(question))


def reading(
    frame: object,
    *,
    assume: dict[str, object] | None = None,
    law: Law | None = None,
    prefix: str = "",
    country_codes: str | None = None,
    **columns: object,
) -> dict[str, Any]:
    """How `screen` reads a frame: which column it takes for what, and what it presumes.

    Takes the arguments of `screen`, and raises what it raises.
    Returns a dict: "form", of which publisher's form the table is; "columns", with the column for
    each part, or a tuple of columns that are read together; "sides", what the form leaves unsaid of
    every row; "notes", what else is to be said of how columns are read; "presumed", with the facts
    that nobody gave and the law asks of goods passed on, as they are presumed of every row;
    "presumed_of_things", with those that give way where data/items.csv has something else of a
    thing that the row may be about.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"Period": [], "cmdCode": []})
    >>> known = {"direction": "to_dprk", "designated_party": "unknown"}
    >>> read = reading(rows, assume=known)
    >>> read["columns"], read["presumed"]["committee_approval"]
    ({'on': 'Period', 'hs': 'cmdCode'}, NO)
    >>> "designated_party" in read["presumed"], read["presumed_of_things"]
    (False, {'arms': 'none', 'control_listed': NO, 'civil_aircraft_part': NO})
    """
    more: Any = {"assume": assume, "law": law, "prefix": prefix, "country_codes": country_codes}
    if isinstance(frame, (str, Path)):
        return reading_of_file(Path(frame), {**columns, **more})
    return read_as(_asked(frame, columns, **more))


def _asked(
    frame: object,
    given: dict[str, object],
    assume: dict[str, object] | None,
    law: Law | None,
    prefix: str,
    country_codes: str | None,
) -> TableQuestion:
    library = library_of(frame)
    names = library.column_names(frame)
    question = question_of(given, names, assume, law, prefix, country_codes)
    survey = Survey(question)
    for column in survey.columns:
        survey.add(column, _to_look_at(library, frame, column, survey))
    return survey.settled()


def _to_look_at(library: ModuleType, frame: object, column: object, survey: Survey) -> Any:
    """What a survey wants of a column: its different values, or the column as it stands."""
    if survey.wants_marks(column) and hasattr(library, "text_in"):
        text = library.text_in(frame, column)
        if text is not None:
            return text
    rows = BEGINNING if survey.wants_beginning(column) else None
    return library.distinct(frame, column, survey.wants_numbers(column), rows)
