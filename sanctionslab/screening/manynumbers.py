"""Numbers in a column of text as pyarrow has it: the plain ones all at once, the odd ones apart.

A column of values has as many different texts as rows. Most are written plainly, and what a
hundred thousand of these are is told by a few steps over the whole column.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .arrowtext import listed
from .numbers import MANY, marks_told, numbers
from .values import ReadNumbers

LONGEST_NUMBER = (
    300  # letters of a number that is read with others: longer ones are beyond all limits
)
DIGITS = b"0123456789"

# What is read at once, by the decimal mark of the column: the form of the texts, and what to put
# in place of what. Each is a part of what `numbers.number` reads; the rest is read by that.
FORMS = {
    ".": (r"^([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?$", ((",", ""),)),
    ",": (r"^([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?$", ((".", ""), (",", "."))),
    "": (r"^[0-9]+(\.([0-9]{1,2}|[0-9]{4,}))?$", ()),
}
# Numbers that cannot be taken for others in thousands, so that their point is the decimal mark.
# Said without a look-ahead, as in `numbers.POINT_IN_LINES`: the engine of pyarrow has none.
POINT_IN_TEXT = r"^([0-9]+\.([0-9]{1,2}|[0-9]{4,})|(0[0-9]*|[0-9]{4,})\.[0-9]+)$"
PLAIN_OR_BLANK = r"^([0-9]+(\.[0-9]+)?)?$"


def numbers_of_text(column: pa.ChunkedArray | pa.Array, mark: str) -> ReadNumbers:
    """A column of text as numbers, with what is wrong where there is none.

    `mark` is its decimal mark.

    >>> numbers_of_text(pa.array(["1200.50", "", None, "1,200"]), ".")[0].tolist()
    [1200.5, nan, nan, 1200.0]
    """
    if pa.types.is_dictionary(column.type):
        return _numbers_of_coded(column, mark)
    texts = _whole(column)
    plain = _all_plain(texts, mark)
    if plain is not None:
        return ReadNumbers(plain, np.zeros(len(texts), "i8"), [""])
    form, changes = FORMS[mark]
    is_plain = pc.fill_null(pc.match_substring_regex(texts, form), False)
    is_plain = pc.and_(
        is_plain, pc.fill_null(pc.less(pc.binary_length(texts), LONGEST_NUMBER), False)
    )
    written = pc.if_else(is_plain, texts, None)
    for one, other in changes:
        written = pc.replace_substring(written, one, other)
    values = _floats(written.cast(pa.float64())).copy()
    codes = np.zeros(len(texts), "i8")
    odd = np.flatnonzero(~_bools(is_plain))
    coded = texts.take(pa.array(odd)).dictionary_encode("encode")
    read, wrong = numbers(listed(coded.dictionary), mark)
    reasons = {why: at for at, why in enumerate(dict.fromkeys(["", *wrong]))}
    places = coded.indices.to_numpy()
    values[odd] = np.array(read, "f8").take(places)
    codes[odd] = np.array([reasons[why] for why in wrong], "i8").take(places)
    return ReadNumbers(values, codes, list(reasons))


def _numbers_of_coded(column: pa.ChunkedArray | pa.Array, mark: str) -> ReadNumbers:
    coded = _whole(column)
    values, codes, reasons = numbers_of_text(coded.dictionary, mark)
    places = coded.indices.fill_null(len(values)).to_numpy(zero_copy_only=False)
    return ReadNumbers(
        np.append(values, np.nan).take(places), np.append(codes, 0).take(places), reasons
    )


def marks_in_text(column: pa.ChunkedArray | pa.Array) -> set[str]:
    """The decimal marks that the texts of a column show, as `numbers.marks_told` tells them.

    >>> marks_in_text(pa.array(["1.200", "3,5"])), marks_in_text(pa.array(["12", "1.200"]))
    ({','}, set())
    """
    texts = _whole(column)
    if pa.types.is_dictionary(texts.type):
        texts = _whole(texts.dictionary)
    # Where the first texts show a decimal point, the whole column need not be asked for one.
    marks = marks_told(text for text in listed(texts.slice(0, MANY)) if text is not None)
    letters = _letters(texts)
    if letters.translate(None, DIGITS + b".") or _has_two_points(texts):
        odd = texts.filter(pc.invert(pc.match_substring_regex(texts, PLAIN_OR_BLANK)))
        marks |= marks_told(text for text in listed(odd.unique()) if text is not None)
    if (
        "." not in marks
        and b"." in letters
        and pc.any(pc.match_substring_regex(texts, POINT_IN_TEXT)).as_py()
    ):
        marks.add(".")
    return marks


def _all_plain(texts: pa.LargeStringArray, mark: str) -> np.ndarray | None:
    """The numbers of a column of digits alone, with points if that is the decimal mark."""
    if _letters(texts).translate(None, DIGITS + b"." if mark == "." else DIGITS):
        return None
    lengths = pc.min_max(pc.binary_length(texts)).as_py()
    if (lengths["max"] or 0) >= LONGEST_NUMBER:
        return None
    if lengths["min"] == 0:
        texts = pc.if_else(pc.equal(texts, ""), None, texts)
    try:
        return _floats(texts.cast(pa.float64()))
    except pa.ArrowInvalid:  # a point without a digit, or two of them
        return None


def _has_two_points(texts: pa.LargeStringArray) -> bool:
    return (pc.max(pc.count_substring(texts, ".")).as_py() or 0) > 1


def _whole(column: pa.ChunkedArray | pa.Array) -> pa.LargeStringArray:
    """A column as one array, of long text if it is not coded."""
    is_coded = pa.types.is_dictionary(column.type)
    column = column if is_coded else column.cast(pa.large_string())
    if isinstance(column, pa.ChunkedArray):
        column = (column.unify_dictionaries() if is_coded else column).combine_chunks()
    return column


def _letters(texts: pa.LargeStringArray) -> bytes:
    """All the letters of a column, as they stand one after another."""
    buffers = texts.buffers()
    if not len(texts) or buffers[2] is None:
        return b""
    ends = np.frombuffer(buffers[1], "i8")[texts.offset : texts.offset + len(texts) + 1]
    return bytes(memoryview(buffers[2])[ends[0] : ends[-1]])


def _floats(column: pa.DoubleArray) -> np.ndarray:
    return column.to_numpy(zero_copy_only=False)


def _bools(column: pa.BooleanArray) -> np.ndarray:
    return column.to_numpy(zero_copy_only=False)
