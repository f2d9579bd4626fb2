"""pandas frames, whatever their columns are backed by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from ...errors import KitError
from ..plan import Plan
from ..values import Coded, Days, KeepingSource, Values, Whole, of_floats, told_apart


def column_names(frame: pd.DataFrame) -> list:
    """The names of the columns. Raises KitError where they stand over the values of others."""
    if _is_shifted(frame):
        raise KitError(
            "The columns of this frame are shifted by one: the rows of its file end in a delimiter "
            "more than the headings, and pandas took the first column for an index. "
            "Read the file with pd.read_csv(..., index_col=False), or give its path to sl.screen.",
            "frame",
        )
    return list(frame.columns)


def _is_shifted(frame: pd.DataFrame) -> bool:
    """Whether pandas took the first column of a file for an index, and moved the others up."""
    index = frame.index
    if isinstance(index, pd.RangeIndex) or index.nlevels > 1 or index.name is not None:
        return False
    if len(frame) == 0 or len(frame.columns) < 2 or not frame.iloc[:, -1].isna().all():
        return False
    # Whole numbers, each once, number the rows; periods, codes and countries come again.
    return not pd.api.types.is_integer_dtype(index.dtype) or not index.is_unique


def is_looked_at(kind: object, numbers: bool) -> bool:
    """Whether a column of this type holds texts, or numbers that are asked for."""
    if isinstance(kind, pd.ArrowDtype):
        from . import of_arrow

        return of_arrow.is_looked_at(kind.pyarrow_dtype, numbers)
    if numbers and pd.api.types.is_numeric_dtype(kind):
        return True
    return isinstance(kind, pd.CategoricalDtype) or pd.api.types.is_string_dtype(kind)


def distinct(frame: pd.DataFrame, name: object, numbers: bool, rows: int | None = None) -> Iterable:
    """The different texts of a column, and its numbers if they are asked for."""
    if not is_looked_at(frame[name].dtype, numbers):
        return ()
    try:
        return frame[name].iloc[:rows].unique()
    except (TypeError, ArithmeticError):  # lists, or what cannot be compared: refused when read
        return ()


def text_in(frame: pd.DataFrame, name: object) -> Any:
    """A column that pyarrow keeps as text; None for another."""
    kind = frame[name].dtype
    if isinstance(kind, pd.ArrowDtype) or getattr(kind, "storage", "") == "pyarrow":
        import pyarrow as pa

        from . import of_arrow

        return of_arrow.text_in(pa.table({"text": frame[name].array.__arrow_array__()}), "text")
    return None


def screened(frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The frame with the answers added."""
    return answered(frame, plan, plan.settle(plan.ids(PandasSource(frame))))


def source_of(frame: pd.DataFrame) -> PandasSource:
    """The frame as a source of columns."""
    return PandasSource(frame)


def answered(frame: pd.DataFrame, plan: Plan, places: np.ndarray) -> pd.DataFrame:
    """The frame with the answers added, from the place of each row's."""
    added = {
        name: pd.Series(_texts(labels, places), index=frame.index)
        for name, labels in zip(plan.question.added, plan.labels(list), strict=True)
    }
    return frame.assign(**added)


def with_texts(
    frame: pd.DataFrame, name: str, labels: list[str], places: np.ndarray
) -> pd.DataFrame:
    """The frame with a column of text more, from the place of each row's label."""
    return frame.assign(**{name: pd.Series(_texts(labels, places), index=frame.index)})


def kept(frame: pd.DataFrame, rows: np.ndarray) -> pd.DataFrame:
    """The rows of a frame that are marked."""
    return frame[rows]


def cells_at(frame: pd.DataFrame, column: object, places: np.ndarray) -> list:
    """The cells of a column in some rows."""
    return frame[column].iloc[places].tolist()


def rows_at(frame: pd.DataFrame, columns: list, places: np.ndarray) -> list[dict]:
    """Some rows of a frame, with these columns."""
    return frame[columns].iloc[places].to_dict("records")


def _texts(labels: list[str], places: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """A column of text, from its distinct texts and the place of each row's."""
    text = pd.StringDtype(na_value=np.nan)
    if text.storage == "pyarrow":
        import pyarrow as pa  # pandas does without it where it is not installed

        return text.__from_arrow__(pa.array(labels, pa.large_string()).take(pa.array(places)))
    return pd.array(np.array([*labels, ""], object).take(places), dtype=text)


class PandasSource(KeepingSource):
    """A pandas frame as a source of columns."""

    def __init__(self, frame: pd.DataFrame) -> None:
        super().__init__()
        self.frame = frame

    def text(self, name: object) -> Any:
        return text_in(self.frame, name)

    def read(self, name: object) -> Values:
        series = self.frame[name]
        if isinstance(series.dtype, pd.ArrowDtype):
            import pyarrow as pa

            from .of_arrow import ArrowSource

            return ArrowSource(pa.table({name: series.array.__arrow_array__()})).column(name)
        null = _nulls(name, series)
        kind = series.dtype.kind
        if kind == "M":
            naive = series.dt.tz_localize(None) if getattr(series.dtype, "tz", None) else series
            return Days(naive.to_numpy("datetime64[D]").astype("i8"), null)
        if kind in "iu":
            filled = series.to_numpy("i8") if null is None else series.to_numpy("i8", na_value=0)
            return Whole(filled, null)
        if kind == "f":
            size = 4 if getattr(series.dtype, "itemsize", 8) == 4 else 8
            return of_floats(series.to_numpy(f"f{size}", na_value=np.nan))
        # pandas would give 1 and True one code.
        if series.dtype == object and pd.api.types.infer_dtype(series) != "string":
            return told_apart(name, series, null)
        codes, raws = pd.factorize(series)
        is_text = isinstance(series.dtype, pd.StringDtype)  # which is slow to go through
        raws = raws.to_numpy(object).tolist() if is_text else list(raws)
        return Coded(codes, np.arange(len(raws)), raws, null)


def _nulls(name: object, series: pd.Series) -> np.ndarray | None:
    """Which values are missing, None if none is."""
    try:
        null = series.isna().to_numpy()
    except ArithmeticError:
        raise KitError(
            f'The column "{name}" has a signalling NaN in its cells, Decimal("sNaN"), which pandas '
            "cannot compare. Leave the cells empty.",
            "column",
            name,
        ) from None
    return null if null.any() else None
