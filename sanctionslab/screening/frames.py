"""Each kind of dataframe: how it gives its columns to a plan of `screen`, and takes the answers."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from ..errors import KitError
from .cells import _GROUPED, _MISSING, _NO_NUMBER, _PLAIN, _TWO_WAYS, _number, _Read

_CHUNK = 1 << 18  # rows at a time: what is worked on stays in the cache


_EPOCH = date(1970, 1, 1)


_PER_DAY = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


# Columns, as a plan asks for them
class _Days(NamedTuple):
    """Dates as days since 1970."""

    values: object
    null: object = None
    kind = "days"

    def raw(self, value):
        try:
            return _EPOCH + timedelta(days=value)
        except OverflowError:
            return f"a day {'after' if value > 0 else 'before'} the years of the calendar"


class _Whole(NamedTuple):
    """Whole numbers; `digits` tells that they were text of that many digits."""

    values: object
    null: object = None
    digits: int = 0

    @property
    def kind(self):
        return self.digits

    def raw(self, value):
        return f"{value:0{self.digits}}" if self.digits else value


class _Numbers(NamedTuple):
    """Numbers with decimals, not a number where unknown."""

    values: object


class _Coded(NamedTuple):
    """Anything else: a code for each row, and for each place that the codes point to its raw value."""

    codes: object
    places: object
    raws: list
    null: object = None


def _unit_values(value, quantity, counted, limits):
    """The value of one thing, where value and quantity allow it; an average counts only where it is above every limit."""
    import numpy as np

    with np.errstate(all="ignore"):
        each = value / quantity
    known = np.isfinite(each) & (value > 0) & (quantity >= 1) & counted
    return np.where(known & ((quantity == 1) | (each > max(limits, default=0))), each, np.nan)


def _numbers(column):
    """A column as (numbers, codes, reasons): the code of a row points to the reason why its text is no number, 0 to none."""
    import numpy as np

    if isinstance(column, _Coded):
        read = [_number(raw) for raw in column.raws]
        reasons = {
            reason: n
            for n, reason in enumerate(dict.fromkeys(["", *(reason for _, reason in read)]))
        }
        size = int(column.places.max(initial=0)) + 2
        values, codes = np.full(size, np.nan), np.zeros(size, "i8")
        values[column.places] = [value for value, _ in read]
        codes[column.places] = [reasons[reason] for _, reason in read]
        values, codes, reasons = values.take(column.codes), codes.take(column.codes), list(reasons)
        if column.null is not None:
            values[column.null], codes[column.null] = np.nan, 0
    elif isinstance(column, _Days):
        values = np.full(len(column.values), np.nan)
        return (
            values,
            np.ones(len(values), "i8") if column.null is None else (~column.null).astype("i8"),
            ["", _NO_NUMBER],
        )
    else:
        values = np.asarray(column.values, "f8")
        if not isinstance(column, _Numbers) and column.null is not None:
            values = np.where(column.null, np.nan, values)
        codes, reasons = np.zeros(len(values), "i8"), [""]
    return values, codes, reasons


# Frames
class _Pandas:
    def __init__(self, frame):
        self.frame = frame

    def column(self, name):
        import numpy as np
        import pandas as pd

        series = self.frame[name]
        if isinstance(series.dtype, pd.ArrowDtype):
            import pyarrow as pa

            return _Arrow(pa.table({name: series.array.__arrow_array__()})).column(name)
        kind = series.dtype.kind
        try:
            null = series.isna().to_numpy()
        except ArithmeticError:
            raise KitError(
                f'The column "{name}" has a signalling NaN in its cells, Decimal("sNaN"), which pandas cannot compare. Leave the cells empty.',
                "column",
                name,
            ) from None
        null = null if null.any() else None
        if kind == "M":
            naive = series.dt.tz_localize(None) if getattr(series.dtype, "tz", None) else series
            return _Days(naive.to_numpy("datetime64[D]").astype("i8"), null)
        if kind in "iu":
            return _Whole(
                series.to_numpy("i8", na_value=0) if null is not None else series.to_numpy("i8"),
                null,
            )
        if kind == "f":
            return _floats(
                series.to_numpy(
                    "f4" if getattr(series.dtype, "itemsize", 8) == 4 else "f8", na_value=np.nan
                )
            )
        if series.dtype == object and pd.api.types.infer_dtype(series) != "string":
            return _told_apart(name, series, null)
        codes, raws = pd.factorize(series)
        return _Coded(codes, np.arange(len(raws)), list(raws), null)


def _told_apart(name, values, null):
    """Python's values by type and value, where an engine has no codes for them or takes 1 for True."""
    import numpy as np

    seen = {}
    try:
        codes = [
            -1 if missing else seen.setdefault((type(value), value), len(seen))
            for value, missing in zip(values, np.zeros(len(values), bool) if null is None else null)
        ]
    except TypeError:
        _refuse_nested(name)
    return _Coded(np.array(codes, "i4"), np.arange(len(seen)), [value for _, value in seen], null)


def _refuse_nested(name):
    raise KitError(
        f'The column "{name}" has lists or the like in its cells, which screen cannot read. Give text, numbers or dates.',
        "column",
        name,
    )


def _floats(values):
    import numpy as np

    null = np.isnan(values)
    whole = np.where(null, 0, values)
    if (np.abs(whole) < 2**53).all() and (whole == np.trunc(whole)).all():
        return _Whole(whole.astype("i8"), null if null.any() else None)
    return _Numbers(values)


def _pandas(frame, plan):
    import numpy as np
    import pandas as pd

    places = plan.settle(plan.ids(_Pandas(frame)))
    text = pd.StringDtype(na_value=np.nan)
    added = {}
    for name, labels in zip(plan.added, plan.labels(list)):
        if text.storage == "pyarrow":
            import pyarrow as pa

            values = text.__from_arrow__(pa.array(labels, pa.large_string()).take(pa.array(places)))
        else:
            values = pd.array(np.array([*labels, ""], object).take(places), dtype=text)
        added[name] = pd.Series(values, index=frame.index)
    return frame.assign(**added)


class _Polars:
    def __init__(self, columns):
        self.columns = columns

    def column(self, name):
        import polars as pl

        series = self.columns[name]
        if isinstance(series.dtype, pl.BaseExtension):
            series = series.ext.storage()
        null = series.is_null().to_numpy() if series.null_count() else None
        if isinstance(series.dtype, pl.Datetime):
            days = (
                _filled(series.dt.replace_time_zone(None).to_physical())
                // _PER_DAY[series.dtype.time_unit]
            )
            return _Days(days, null)
        if series.dtype == pl.Date:
            return _Days(_filled(series.to_physical()), null)
        if series.dtype.is_nested() or series.dtype == pl.Object:
            _refuse_nested(name)
        if series.dtype in (pl.Int128, pl.UInt128, pl.Duration, pl.Binary):
            return _told_apart(name, series.to_list(), null)
        if series.dtype.is_integer():
            return _Whole(_filled(series), null)
        if series.dtype.is_float() or series.dtype.is_decimal():
            series = series if series.dtype == pl.Float32 else series.cast(pl.Float64)
            return _floats(series.fill_null(float("nan")).to_numpy())
        if isinstance(series.dtype, (pl.Categorical, pl.Enum)):
            return _polars_codes(series, null)
        return _polars_text(series.cast(pl.String), null)


def _filled(series):
    return (series.fill_null(0) if series.null_count() else series).to_numpy()


def _polars_text(series, null):
    """A Polars series of text: as numbers if every text is of as many digits, by comparing if there are few texts, or by their codes."""
    import numpy as np
    import polars as pl

    first = series.first()
    if first is None or first.isdecimal():
        text = pl.col(series.name)
        numbers, lowest, highest, least = series.to_frame().select(
            text.cast(pl.UInt32, strict=False).alias("numbers"),
            text.str.len_bytes().min().alias("lowest"),
            text.str.len_bytes().max().alias("highest"),
            text.min().alias("least"),
        )
        digits = lowest.first() or 0
        if (
            0 < digits <= 6
            and digits == highest.first()
            and least.first() >= "0"
            and numbers.null_count() == series.null_count()
        ):
            return _Whole(_filled(numbers), null, digits)
    few = series.head(1000).drop_nulls().unique().to_list()
    if len(few) <= 6:
        codes = np.zeros(len(series), "i4")
        for n, value in enumerate(few):
            same = series == value
            codes += (
                np.int32(n + 1) * (same.fill_null(False) if null is not None else same).to_numpy()
            )
        if np.count_nonzero(codes) == len(series) - series.null_count():
            return _Coded(codes, np.arange(1, len(few) + 1), few, null)
    return _polars_codes(series.cast(pl.Categorical), null)


def _polars_codes(series, null):
    import polars as pl

    raws = series.drop_nulls().unique()
    return _Coded(
        _filled(series.to_physical()),
        raws.to_physical().to_numpy(),
        raws.cast(pl.String).to_list(),
        null,
    )


def _polars_added(columns, plan):
    import polars as pl

    places = pl.Series("place", plan.settle(plan.ids(_Polars(columns))))
    labels = plan.labels(_polars_labels)
    return pl.DataFrame(
        [series.gather(places).alias(name) for name, series in zip(plan.added, labels)]
    )


def _polars_labels(labels):
    import polars as pl

    return pl.Series(labels, dtype=pl.String)


def _polars(frame, plan):
    import polars as pl

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = pool.map(
            lambda part: _polars_added(part, plan), frame.select(plan.asked).iter_slices(_CHUNK)
        )
        added = pl.concat(list(parts) or [_polars_added(frame, plan)], rechunk=False)
    return frame.hstack(added.get_columns())


def _polars_lazy(frame, plan):
    import polars as pl

    def batch(series):
        return _polars_added(series.struct.unnest(), plan).to_struct(series.name)

    schema = frame.collect_schema()
    for name in plan.asked:
        if schema[name] == pl.Object:
            _refuse_nested(name)
    kind = pl.Struct({name: pl.String for name in plan.added})
    asked = pl.struct(plan.asked)
    return frame.with_columns(
        __screened=asked.map_batches(batch, return_dtype=kind, is_elementwise=True)
    ).unnest("__screened")


class _Arrow:
    def __init__(self, table):
        self.table = table

    def column(self, name):
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        column = self.table.column(name)
        if isinstance(column.type, pa.BaseExtensionType):
            column = pa.chunked_array(
                [chunk.storage for chunk in column.chunks], column.type.storage_type
            )
        if pa.types.is_dictionary(column.type) and not pa.types.is_string(column.type.value_type):
            column = column.cast(column.type.value_type)
        kind = column.type
        null = column.is_null().to_numpy() if column.null_count else None
        if pa.types.is_timestamp(kind) and kind.tz:
            column = pc.local_timestamp(column)
        if pa.types.is_timestamp(kind):
            return _Days(
                column.cast(pa.int64()).fill_null(0).to_numpy() // _PER_DAY[kind.unit], null
            )
        if pa.types.is_date(kind):
            return _Days(
                column.cast(pa.date32(), safe=False).cast(pa.int32()).fill_null(0).to_numpy(), null
            )
        if pa.types.is_integer(kind):
            return _Whole(column.fill_null(0).to_numpy(), null)
        if pa.types.is_nested(kind):
            _refuse_nested(name)
        if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
            column = column if pa.types.is_float32(kind) else column.cast(pa.float64())
            return _floats(column.fill_null(float("nan")).to_numpy())
        if pa.types.is_null(kind):
            return _Coded(np.zeros(len(column), "i4"), np.zeros(1, "i4"), [None])
        if not pa.types.is_dictionary(kind):
            try:
                column = column.dictionary_encode()
            except pa.ArrowNotImplementedError:
                return _told_apart(name, column.to_pylist(), null)
        column = column.unify_dictionaries().combine_chunks()
        raws = column.dictionary.to_pylist() if len(column) else []
        codes = (
            column.indices.fill_null(0).to_numpy(zero_copy_only=False)
            if len(column)
            else np.zeros(0, "i4")
        )
        return _Coded(codes, np.arange(len(raws)), raws, null)


def _arrow(table, plan):
    import numpy as np
    import pyarrow as pa

    places = plan.settle(plan.ids(_Arrow(table)))
    for name, labels in zip(plan.added, plan.labels(list)):
        distinct = {label: n for n, label in enumerate(dict.fromkeys(labels))}
        narrow = np.array([distinct[label] for label in labels] or [0], "i4").take(places)
        table = table.append_column(
            name,
            pa.DictionaryArray.from_arrays(pa.array(narrow), pa.array(list(distinct), pa.string())),
        )
    return table


def _arrow_batch(batch, plan):
    import pyarrow as pa

    screened = _arrow(pa.Table.from_batches([batch]), plan).combine_chunks()
    return (
        screened.to_batches()[0] if len(batch) else pa.RecordBatch.from_pylist([], screened.schema)
    )


def _duckdb(relation, plan):
    screened = _arrow(relation.to_arrow_table(), plan)  # noqa: F841 (DuckDB finds it by its name)
    return relation.query("relation", "select * from screened")


def _dask(frame, plan):
    return frame.map_partitions(_pandas, plan, meta=_pandas(frame._meta, plan))


def _spark(frame, plan):
    """Native throughout: the distinct values of each column are read here, the rows stay where they are."""
    import numpy as np
    from pyspark.sql import functions as F

    session, own = frame.sparkSession, [F.col(f"`{name}`") for name in frame.columns]
    kinds = dict(frame.dtypes)

    def raw(name):
        column, kind = F.col(f"`{name}`"), kinds[name]
        if kind.startswith(("date", "timestamp")):
            return F.to_date(column).cast("string")  # Python has no days after the year 9999
        if kind.startswith(("binary", "interval", "variant", "void")):
            return column.cast("string")
        return (
            column.cast("string").cast("double") if kind == "float" else column
        )  # 8703.23 of 32 bits has more digits in 64

    for name in plan.asked:
        if kinds[name].startswith(("array", "map", "struct")):
            _refuse_nested(name)
    roles = [role for role in plan.roles if role.column in kinds] + plan.counted
    found = frame.agg(
        *[F.collect_set(raw(role.column)).alias(f"__{n}") for n, role in enumerate(roles)]
    ).first()
    keyed, numbered = frame, {}
    for n, role in enumerate(roles):
        values = [(value, role.id(value)) for value in (*found[n], None)]
        kind = frame.select(raw(role.column).alias("value")).schema["value"].dataType.simpleString()
        table = session.createDataFrame(values, f"__value_{n} {kind}, __class_{n} int")
        keyed = keyed.join(
            F.broadcast(table), raw(role.column).eqNullSafe(F.col(f"__value_{n}")), "left"
        ).drop(f"__value_{n}")
        numbered[role] = F.col(f"__class_{n}")
    if plan.counts:
        numbered[plan.roles[-1]] = _spark_units(plan, raw, kinds, numbered, F)
    classes = [f"__key_{n}" for n in range(len(plan.roles))]
    keyed = keyed.select(
        *own, *[numbered[role].alias(name) for role, name in zip(plan.roles, classes)]
    )
    rows = [tuple(row) for row in keyed.select(*classes).distinct().collect()]
    places = plan.settle([np.array(numbers, "i8") for numbers in zip(*rows)]) if rows else []
    added = [*(f"{name} int" for name in classes), *(f"`{name}` string" for name in plan.added)]
    table = session.createDataFrame(
        [(*row, *plan.rows[place]) for row, place in zip(rows, places)], ", ".join(added)
    )
    return keyed.join(F.broadcast(table), classes, "left").select(
        *own, *[F.col(f"`{name}`") for name in plan.added]
    )


def _spark_units(plan, raw, kinds, numbered, F):
    """The class of the value of one thing, as a column."""
    role, limits, numbers, reasons = plan.roles[-1], plan.limits("unit_value_usd"), {}, {}
    for name in ("value", "quantity"):
        column = raw(plan.columns[name])
        if kinds[plan.columns[name]].startswith(
            ("tinyint", "smallint", "int", "bigint", "float", "double", "decimal")
        ):
            numbers[name], reasons[name] = column.try_cast("double"), F.lit("")
        else:
            text = F.trim(column.cast("string"))
            grouped, plain, missing = (
                text.rlike(f"^{_GROUPED}$"),
                text.rlike(f"^{_PLAIN}$"),
                text.isNull() | F.lower(text).isin(*_MISSING),
            )
            numbers[name] = F.when(plain & ~grouped, text.try_cast("double"))
            reasons[name] = (
                F.when(missing, "").when(grouped, _TWO_WAYS).when(plain, "").otherwise(_NO_NUMBER)
            )
    value, quantity = numbers["value"], numbers["quantity"]
    each = F.try_divide(value, quantity)
    known = (
        (quantity >= 1)
        & (value > 0)
        & ((quantity == 1) | (each > max(limits, default=0)))
        & (each < float("inf"))
    )
    for other in plan.counted:
        known = known & numbered[other].isin(*other.items())
    chain = F.when(F.lit(False), 0)
    for why_value, why_quantity in list(product(("", _TWO_WAYS, _NO_NUMBER), repeat=2))[1:]:
        both = (reasons["value"] == why_value) & (reasons["quantity"] == why_quantity)
        chain = chain.when(both, role.number(plan.no_number(why_value, why_quantity)))
    chain = chain.when(~known | known.isNull(), role.number(_Read("unknown")))
    for limit in limits:
        chain = chain.when(each < limit, role.number(role.limited(limit - 0.5))).when(
            each == limit, role.number(role.limited(limit))
        )
    return chain.otherwise(role.number(role.limited(max(limits, default=0) + 1)))


_KINDS = {
    ("pandas", "DataFrame"): (_pandas, lambda frame: list(frame.columns)),
    ("polars", "DataFrame"): (_polars, lambda frame: frame.columns),
    ("polars", "LazyFrame"): (_polars_lazy, lambda frame: frame.collect_schema().names()),
    ("pyarrow", "Table"): (_arrow, lambda frame: frame.column_names),
    ("pyarrow", "RecordBatch"): (_arrow_batch, lambda frame: frame.schema.names),
    ("duckdb", "DuckDBPyRelation"): (_duckdb, lambda frame: frame.columns),
    ("dask", "DataFrame"): (_dask, lambda frame: list(frame.columns)),
    ("pyspark", "DataFrame"): (_spark, lambda frame: frame.columns),
}
