"""Reading what a learner gives as an answer: every reasonable spelling comes out in one form.

`read(kind, value)` gives that form, made of plain text, numbers and lists, so that it can be stored
as JSON and compared. Nothing is asked of an unknown object, so no answer can break the reading.
"""

from __future__ import annotations

from typing import Any

from ..errors import KitError
from . import names, values
from .plain import Unreadable, plain

FORMS = {
    "verdict": 'Give one of "prohibited", "not prohibited" and "undetermined".',
    "verdicts": 'Give the verdicts in order, as a list: ["prohibited", "undetermined"].',
    "paragraphs": (
        'Give paragraphs as "2321:29" or "paragraph 29 of 2321"; several of them as a list.'
    ),
    "resolutions": "Give numbers of resolutions, such as 2321; several of them as a list.",
    "facts": (
        'Give names of facts, such as "arms"; several of them as a list. sl.facts() has them all.'
    ),
    "sources": (
        'Give keys of sources, such as "tass"; several of them as a list. '
        "sl.sources() has them all."
    ),
    "rows": 'Give ids of claims or events, such as "KH-01" or "T-01"; several of them as a list.',
    "date": 'Give a day as "2009-06-12".',
    "number": "Give a number, such as 12.",
    "yesno": 'Give "yes", "no" or "unknown".',
    "choice": 'Give the letter of your choice, such as "a".',
    "text": "Give your argument as text between quotation marks.",
    "case": 'Give a case: sl.Case(on="2009-06-12", conduct="transfer", ...).',
}

READERS = {
    "verdict": names.read_verdict,
    "verdicts": names.read_verdicts,
    "paragraphs": names.read_paragraphs,
    "resolutions": names.read_resolutions,
    "facts": names.read_facts,
    "sources": names.read_sources,
    "rows": names.read_rows,
    "date": values.read_date,
    "number": values.read_number,
    "yesno": values.read_yesno,
    "text": values.read_text,
    "case": values.read_case,
}


def unanswered(value: Any) -> bool:
    """Whether nothing has been answered yet: the dots, nothing, blanks, or a list of dots.

    >>> unanswered(...), unanswered("  "), unanswered([...]), unanswered(0)
    (True, True, True, False)
    """
    if value is ... or value is None:
        return True
    kind = type(value)
    if issubclass(kind, str):
        # By the methods of str: those of a stranger's subclass might do anything.
        return not str.strip(str.__str__(value)).strip(".\N{HORIZONTAL ELLIPSIS}")
    if kind not in (list, tuple):
        return False
    return 0 < len(value) < 10 and all(part is ... for part in value)


def read(kind: str, value: Any, options: dict[str, str] | None = None) -> Any:
    """An answer in its one form: text, a number, a list or a dict.

    Arguments: `kind`, a key of FORMS; `value`, anything; `options`, for a choice: its letters and
    their texts. Raises Unreadable for a value that is not of that kind. The form reads as itself.

    >>> read("paragraphs", "S/RES/2397 (2017), paragraph 7 and 1718 OP8(a)(iii)")
    ['1718:8(a)(iii)', '2397:7']
    >>> read("verdict", sl.Verdict.NOT_PROHIBITED), read("date", "22 December 2017")
    ('not prohibited', '2017-12-22')
    >>> read("number", "1,500")
    1500
    """
    try:
        plain_value = plain(value)
        if kind == "choice":
            return values.read_choice(plain_value, options or {})
        return READERS[kind](plain_value)
    except (Unreadable, KitError) as error:
        raise Unreadable(str(error)) from None
    except Exception:  # a hostile object may raise anything from anywhere
        raise Unreadable("That could not be read.") from None
