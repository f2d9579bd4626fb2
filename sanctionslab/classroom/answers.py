"""Reading what a learner gives as an answer: every reasonable spelling comes out in one form.

`read(kind, value)` gives that form, made of plain text, numbers and lists, so that it can be stored as JSON and compared.
Nothing is asked of an unknown object, not even its name in print, so no answer can break the reading.
"""

import csv
import functools
import re
import sys
import unicodedata
from datetime import date, datetime

from ..cases import Case, case, source_keys
from ..errors import KitError
from ..files import data_path
from ..law import Measure, Resolution, law
from ..logic import Truth
from ..verdict import Finding, Ground, Opening, Verdict
from ..vocabulary import fact, facts
from ..whatif import Decider, Flip

MOST = 1000  # parts of one answer; letters of an essay are counted ten times as generously


FORMS = {
    "verdict": 'Give one of "prohibited", "not prohibited" and "undetermined".',
    "verdicts": 'Give the verdicts in order, as a list: ["prohibited", "undetermined"].',
    "paragraphs": 'Give paragraphs as "2321:29" or "paragraph 29 of 2321"; several of them as a list.',
    "resolutions": "Give numbers of resolutions, such as 2321; several of them as a list.",
    "facts": 'Give names of facts, such as "arms"; several of them as a list. sl.facts() has them all.',
    "sources": 'Give keys of sources, such as "tass"; several of them as a list. sl.sources() has them all.',
    "rows": 'Give ids of claims or events, such as "KH-01" or "T-01"; several of them as a list.',
    "date": 'Give a day as "2009-06-12".',
    "number": "Give a number, such as 12.",
    "yesno": 'Give "yes", "no" or "unknown".',
    "choice": 'Give the letter of your choice, such as "a".',
    "text": "Give your argument as text between quotation marks.",
    "case": 'Give a case: sl.Case(on="2009-06-12", conduct="transfer", ...).',
}


class Unreadable(Exception):
    """An answer that is not of the kind that the exercise asks for. The message says what was found."""


def unanswered(value):
    """Whether nothing has been answered yet: the dots, nothing, blanks, or a list of dots.

    >>> unanswered(...), unanswered("  "), unanswered([...]), unanswered(0)
    (True, True, True, False)
    """
    if value is ... or value is None:
        return True
    if issubclass(type(value), str):
        return not str.strip(str.__str__(value)).strip(".\N{HORIZONTAL ELLIPSIS}")
    return (
        type(value) in (list, tuple) and 0 < len(value) < 10 and all(part is ... for part in value)
    )


def read(kind, value, options=None):
    """An answer in its one form: text, a number, a list or a dict.

    Arguments: `kind`, a key of FORMS; `value`, anything; `options`, for a choice: its letters and their texts.
    Raises Unreadable for a value that is not of that kind. The form reads as itself.

    >>> read("paragraphs", "S/RES/2397 (2017), paragraph 7 and 1718 OP8(a)(iii)")
    ['1718:8(a)(iii)', '2397:7']
    >>> read("verdict", Verdict.NOT_PROHIBITED), read("date", "22 December 2017"), read("number", "1,500")
    ('not prohibited', '2017-12-22', 1500)
    """
    try:
        plain = _plain(value, 3)
        return _choice(plain, options) if kind == "choice" else _READERS[kind](plain)
    except (Unreadable, KitError) as error:
        raise Unreadable(str(error)) from None
    except Exception:  # a hostile object may raise anything from anywhere; the learner is told which kind was expected
        raise Unreadable("That could not be read.") from None


def clean(text, most=10 * MOST):
    """Text that can be stored and shown: composed letters, no control characters, no broken halves of letters, not too long."""
    text = unicodedata.normalize("NFC", text[:most].encode("utf-8", "replace").decode("utf-8"))
    return "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")
    ).strip()


def _plain(value, depth):
    """The value as None, bool, int, float, text, date, list, dict or Case. Looks at types only and calls nothing of a stranger's."""
    kind = type(value)
    if kind in (Verdict, Truth):
        return value.value
    if value is None or kind in (bool, Case):
        return value
    if kind is Finding:
        return value.case if depth == 3 else str(value.verdict)
    if kind is Flip:
        return value.case
    if kind in (Ground, Opening, Measure):
        return value.id
    if kind is Resolution:
        return value.key
    if issubclass(kind, str):
        return clean(str.__str__(value))
    if issubclass(kind, int):
        return _sized(int.__int__(value))
    if issubclass(kind, float):
        return float.__float__(value)
    if issubclass(kind, datetime):
        return date(value.year, value.month, value.day)
    if issubclass(kind, date):
        return date(value.year, value.month, value.day)
    parts = sorted(value.facts) if kind is Decider else _parts(value, kind)
    if parts is None:
        raise Unreadable(f"That is {_named(kind)}, which is no answer here.")
    if not depth:
        raise Unreadable("That has lists inside lists.")
    if issubclass(kind, dict):
        return {str(_plain(k, 0)): _plain(dict.__getitem__(value, k), 0) for k in parts}
    return [_plain(part, depth - 1) for part in parts]


def _sized(number):
    if number.bit_length() > 64:
        raise Unreadable("That number is far too large.")
    return number


def _parts(value, kind):
    """The parts of a collection of a known type, or None for anything else."""
    for known in (list, tuple, set, frozenset, dict):
        if issubclass(kind, known):
            if known.__len__(value) > MOST:
                raise Unreadable(f"That has more than {MOST} parts.")
            return list(known.__iter__(value))
    if kind in (type({}.keys()), type({}.values()), range):
        if len(value) > MOST:
            raise Unreadable(f"That has more than {MOST} parts.")
        return list(value)
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy and issubclass(kind, numpy.ndarray | numpy.generic):
        if value.size > MOST:
            raise Unreadable(f"That has more than {MOST} parts.")
        return value.ravel().tolist()
    if pandas and issubclass(kind, pandas.Series | pandas.Index):
        if len(value) > MOST:
            raise Unreadable(f"That has more than {MOST} parts.")
        return value.tolist()
    if pandas and issubclass(kind, pandas.DataFrame):
        raise Unreadable("That is a whole table. Pick the column or the value that you mean.")
    return None


def _named(kind):
    name = type.__dict__["__name__"].__get__(kind)
    return f"a thing of the type {clean(name, 40)}"


def _one(value):
    """The value, or the only part of a list."""
    if isinstance(value, list):
        if len(value) != 1:
            raise Unreadable(f"One answer is asked for, and this has {len(value)} parts.")
        return value[0]
    return value


def _shown(value):
    return f'"{value[:60]}"' if isinstance(value, str) else str(value)[:60]


def _squeezed(text):
    """Text in small letters, with single blanks, plain dashes and no quotation marks or full stop around it."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    return re.sub(r"\s+", " ", text).strip(" \"'`.,;:!()[]{}\u201c\u201d\u2018\u2019")


def _verdict(value):
    value = _one(value)
    if isinstance(value, Case):
        raise Unreadable(
            "That is a case or a whole finding. Its verdict is asked for: finding.verdict."
        )
    if isinstance(value, str):
        text = _squeezed(value).removeprefix("verdict.").replace("_", " ").replace("-", " ").strip()
        if text in [v.value for v in Verdict]:
            return text
    raise Unreadable(f"{_shown(value)} is none of the three verdicts.")


def _verdicts(value):
    if isinstance(value, str):
        value = _split(value)
    if not isinstance(value, list):
        value = [value]
    return [_verdict(part) for part in value]


def _split(text):
    return [
        part for part in re.split(r"\s*(?:[,;&+\n]|\band\b)\s*", text.strip(" []{}()\"'")) if part
    ]


def _set(one):
    """A reader of one thing, as a reader of a set of them."""

    def read_all(value):
        if isinstance(value, str):
            whole = _try(one, value)
            return [whole] if whole else sorted({one(part) for part in _split(value)})
        parts = list(value) if isinstance(value, (list, dict)) else [value]
        return sorted(
            {
                found
                for part in parts
                for found in (read_all(part) if isinstance(part, list) else [one(part)])
            }
        )

    return read_all


def _try(one, value):
    try:
        return one(value)
    except Unreadable:
        return None


_NOISE = (
    r"\b(?:security council|unscr|unsc|un|resolutions?|res|scr|of the|the|operative|sub-?paragraphs?|paragraphs?|paras?|pars?"
    r"|clause|number|no|nr|item|adopted)\b\.?|\bop\b\.?|\bop(?=\d)|[\u00a7\u00b6#\"'`\u201c\u201d\u2018\u2019\[\]{}]"
)


_RES = r"(?<!\d)(\d{4})(?!\d)(?:\s*\(?(?:19|20)\d\d\)?(?!\d))?"


_PAR = r"\(?(?<!\d)(\d{1,2})(?!\d)\)?(?:\s*\(?([a-h])\)?(?:\s*\(?(i{1,3}|iv|v)\)?)?)?(?![a-z0-9])"


_REFERENCE = re.compile(rf"{_RES}[\s:,./-]*{_PAR}\)?|{_PAR}\)?\s*,?\s*(?:of|in|from)\s*{_RES}")


def paragraphs_in(text):
    """The ids of paragraphs that a text names, and what is left of the text without them.

    >>> paragraphs_in("Paragraph 7 of resolution 2397 bars it, and so does 1718 OP 8 (a) (iii).")
    (['1718:8(a)(iii)', '2397:7'], 'bars it, and so does .')
    """
    text = re.sub(
        "[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", text).casefold()
    ).replace("s/res/", " ")
    found = set()

    def take(match):
        number, par, letter, roman, par2, letter2, roman2, number2 = match.groups()
        number, par, letter, roman = (
            number or number2,
            int(par or par2),
            letter or letter2,
            roman or roman2,
        )
        if number not in _numbers():
            return match[0]
        found.add(
            f"{number}:{par}" + (f"({letter})" if letter else "") + (f"({roman})" if roman else "")
        )
        return " "

    rest = _REFERENCE.sub(take, re.sub(r"\s+", " ", re.sub(_NOISE, " ", text)))
    return sorted(found), re.sub(r"\s+", " ", rest).strip()


def _paragraphs(value):
    parts = value if isinstance(value, list) else [value]
    found = set()
    for part in parts:
        if isinstance(part, list):
            found |= set(_paragraphs(part))
            continue
        ids, rest = paragraphs_in(part) if isinstance(part, str) else ([], "")
        if not ids or re.sub(r"[\s,;:.&+()/-]|\band\b", "", rest):
            raise Unreadable(f"{_shown(part)} is no paragraph of a resolution.")
        found.update(ids)
    return sorted(found)


@_set
def _resolutions(value):
    text = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    numbers = re.findall(r"(?<!\d)\d{4}(?!\d)", re.sub(r"\(\d{4}\)", "", text))
    if len(numbers) != 1 or numbers[0] not in _numbers():
        raise Unreadable(f"{_shown(value)} is no resolution in this law.")
    return numbers[0]


@functools.cache
def _numbers():
    return frozenset(str(r.number) for r in law().resolutions if r.number)


@_set
def _facts(value):
    text = _squeezed(value) if isinstance(value, str) else ""
    name = re.sub(r"[\s-]", "_", text)
    if name in facts():
        return name
    labels = {_squeezed(f.label): f.name for f in facts().values()}
    if text in labels:
        return labels[text]
    raise Unreadable(f"{_shown(value)} is no fact of the vocabulary.")


@_set
def _sources(value):
    text = _squeezed(value) if isinstance(value, str) else ""
    key = re.sub(r"[\s_]", "-", text)
    for candidate in (key, key.removeprefix("the-")):
        if candidate in source_keys():
            return candidate
    if text in _source_names():
        return _source_names()[text]
    raise Unreadable(f"{_shown(value)} is no source of the data.")


@functools.cache
def _source_names():
    with data_path("sources.csv").open(encoding="utf-8", newline="") as file:
        return {_squeezed(row["name"]): row["key"] for row in csv.DictReader(file)}


_ROW = re.compile(r"\b(kh|qv|t)[\s_-]?0*(\d{1,3})([a-z]?)\b", re.IGNORECASE)


def rows_in(text):
    """The ids of claims and events that a text names.

    >>> rows_in("kh25 and T-9, but not KHL-7")
    ['KH-25', 'T-09']
    """
    return sorted(
        {
            f"{kind.upper()}-{int(number):02}{part.lower()}"
            for kind, number, part in _ROW.findall(text)
        }
    )


@_set
def _rows(value):
    found = rows_in(value) if isinstance(value, str) and _ROW.fullmatch(_squeezed(value)) else []
    if not found:
        raise Unreadable(f"{_shown(value)} is no id of a claim or an event.")
    return found[0]


_MONTHS = {
    name: n
    for n, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}


def _date(value):
    value = _one(value)
    if isinstance(value, date):
        return value.isoformat()
    text = _squeezed(value) if isinstance(value, str) else ""
    text = re.sub(
        r"[t ]\d\d:\d\d.*$", "", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b|\bthe\b|^on ", " ", text)
    ).replace(",", " ")
    words = text.replace(".", " ").split()
    if match := re.fullmatch(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})", text.strip()):
        year, month, day = map(int, match.groups())
    elif len(words) == 3 and any(w[:3] in _MONTHS for w in words[:2]):
        name = next(w for w in words[:2] if w[:3] in _MONTHS)
        month, numbers = _MONTHS[name[:3]], [w for w in words if w is not name]
        day, year = (int(w) if w.isdecimal() else 0 for w in numbers)
    elif match := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text.strip()):
        day, month, year = map(int, match.groups())
        if "." not in text and day <= 12 and month <= 12 and day != month:
            raise Unreadable(f"{_shown(value)} can mean two days.")
        if month > 12:
            day, month = month, day
    else:
        raise Unreadable(f"{_shown(value)} is no day.")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Unreadable(f"{_shown(value)} is no day of the calendar.") from None


_COUNT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
).split()


def _number(value):
    value = _one(value)
    if isinstance(value, str):
        text = _squeezed(value)
        if text in (*_COUNT, "none", "no"):
            return 0 if text in ("none", "no") else _COUNT.index(text)
        found = re.findall(r"-?\d{1,3}(?:[,_\u202f ]\d{3})+(?:\.\d+)?(?!\d)|-?\d+(?:\.\d+)?", text)
        if len(found) != 1 or len(found[0]) > 20:
            raise Unreadable(f"{_shown(value)} is no single number.")
        value = float(re.sub(r"[,_\s]", "", found[0]))
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -1e15 < value < 1e15:
        raise Unreadable(f"{_shown(value)} is no number.")
    return int(value) if value == int(value) else value


def _yesno(value):
    value = _one(value)
    text = (
        _squeezed(value)
        if isinstance(value, str)
        else {True: "yes", False: "no"}[value]
        if isinstance(value, bool)
        else ""
    )
    found = {"y": "yes", "true": "yes", "n": "no", "false": "no"}.get(text, text)
    if found not in ("yes", "no", "unknown"):
        raise Unreadable(f"{_shown(value)} is neither yes nor no.")
    return found


def _choice(value, options):
    value = _one(value)
    text = _squeezed(value) if isinstance(value, str) else ""
    for letter, words in options.items():
        if text in (letter, _squeezed(words)) or re.fullmatch(
            rf"(?:option|answer|choice) {letter}|{letter}[.):] ?{re.escape(_squeezed(words))}", text
        ):
            return letter
    raise Unreadable(f"{_shown(value)} is none of {', '.join(options)}.")


def _text(value):
    value = (
        "\n".join(value)
        if isinstance(value, list) and all(isinstance(part, str) for part in value)
        else value
    )
    if not isinstance(value, str):
        raise Unreadable(f"{_shown(value)} is no text.")
    return value


def _case(value):
    if isinstance(value, str):
        value = case(value.strip())
    if isinstance(value, dict):
        value = Case(**{fact(name).name: v for name, v in value.items()})
    if not isinstance(value, Case):
        raise Unreadable(f"{_shown(value)} is no case.")
    return {
        name: given if isinstance(given, (int, float)) else str(given)
        for name, given in value.given.items()
        if name in facts()
    }


_READERS = {
    "verdict": _verdict,
    "verdicts": _verdicts,
    "paragraphs": _paragraphs,
    "resolutions": _resolutions,
    "facts": _facts,
    "sources": _sources,
    "rows": _rows,
    "date": _date,
    "number": _number,
    "yesno": _yesno,
    "text": _text,
    "case": _case,
}
