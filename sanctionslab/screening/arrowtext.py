"""Text as pyarrow keeps it."""

from __future__ import annotations

import pyarrow as pa


def is_text(kind: pa.DataType) -> bool:
    """Whether a column of this type holds text that is not coded."""
    tests = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return any(test(kind) for test in tests)


def listed(array: pa.Array | pa.ChunkedArray) -> list:
    """The values of an array. A file may call bytes text that are none: they get a mark."""
    try:
        return array.to_pylist()
    except UnicodeDecodeError:
        if pa.types.is_dictionary(array.type):
            array = array.cast(array.type.value_type)
        large = pa.large_binary() if pa.types.is_large_string(array.type) else pa.binary()
        values = array.cast(large).to_pylist()
        return [value if value is None else value.decode("utf-8", "replace") for value in values]
