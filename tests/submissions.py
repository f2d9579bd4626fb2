"""Submitted notebooks for the tests and the benchmark.

They are built with check() itself, as a class would have run them.
"""

import json

import sanctionslab as sl
from sanctionslab.classroom import grade

NOTEBOOK = "02_the_verdict"
RIGHT = {
    "02.1": "prohibited",
    "02.2": ["mode", "personal_use"],
    "02.3": "para 7 of 2397",
    "02.4": "not prohibited",
    "02.7": "a",
    "02.5": sl.Case(on="2024-06-01", direction="from_dprk", conduct="transfer", item="statue"),
    "02.6": sl.case("horses-2024-08"),
    "02.8": "No exception is made for presents, for personal use or for heads of State. " * 5
    + "2397:7 and 1718:8(a)(iii) say supply, sale or transfer.",
}


def right_of(number):
    """The right answers as one student of several gives them: in words and cases of its own."""
    day = f"2024-06-{1 + number % 28:02}"
    own = sl.Case(on=day, direction="from_dprk", conduct="transfer", item="statue")
    return {**RIGHT, "02.5": own, "02.8": f"{RIGHT['02.8']} So says student {number}."}


def code(source, outputs=(), count=None):
    """A code cell as it lies in a file."""
    return {
        "cell_type": "code",
        "id": f"c{count}",
        "metadata": {},
        "execution_count": count,
        "source": source,
        "outputs": list(outputs),
    }


def checked(id_, answer, count, source=None):
    """A cell that asked check() about an answer, with what that recorded."""
    shown = answer if isinstance(answer, (str, list, int)) else ...
    source = (
        source
        if source is not None
        else f'answer = {"..." if shown is ... else repr(shown)}\nsl.check("{id_}", answer)'
    )
    if answer is not ... and shown is ...:
        source = f'answer = mine\nsl.check("{id_}", answer)'
    bundle = sl.check(id_, answer)._repr_mimebundle_()
    return code(
        source,
        [
            {
                "output_type": "execute_result",
                "execution_count": count,
                "metadata": {},
                "data": bundle,
            }
        ],
        count,
    )


def notebook(answers, padding=0):
    """A notebook with these answers, run from top to bottom.

    `padding` is the size of a picture in it, in bytes.
    """
    cells = [
        {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "# The verdict"},
        code("import sanctionslab as sl", count=1),
    ]
    if padding:
        picture = {
            "output_type": "display_data",
            "metadata": {},
            "data": {"image/png": "iVBORw0KGgo" + "A" * padding, "text/plain": "<Figure>"},
        }
        cells.append(code("sl.figures.attribution()", [picture], 2))
    cells += [checked(id_, answer, count) for count, (id_, answer) in enumerate(answers.items(), 3)]
    return {
        "cells": cells,
        "metadata": {"kernelspec": {"name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def hand_in(path, content):
    """Write a submission: a notebook as a dict, or raw text or bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, dict):
        content = json.dumps(content, indent=1)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def row_of(folder, student, **options):
    """The row of a student in the grades of a folder."""
    rows = {row["student"]: row for row in grade(folder, **options).rows}
    assert student in rows, sorted(rows)
    return rows[student]


def row_of_ada(folder, content, name=f"{NOTEBOOK}.ipynb"):
    """The row of a student, Ada, who hands in this, beside one who did everything right."""
    hand_in(folder / "Ada" / name, content)
    hand_in(folder / "Zoe" / f"{NOTEBOOK}.ipynb", notebook(right_of(7)))
    return row_of(folder, "Ada")
