"""files."""

import functools
from datetime import date
from pathlib import Path


def data_path(*parts):
    """The path of a file of the kit's data, in a checkout and in an installed wheel alike.

    >>> data_path("facts.toml").name
    'facts.toml'
    """
    here = Path(__file__).resolve().parent
    base = here / "data"
    return (base if base.is_dir() else here.parent / "data").joinpath(*parts)


@functools.cache
def as_of():
    """The day up to which the kit's data goes, from `data/datapackage.json`.

    >>> as_of() > date(2026, 1, 1)
    True
    """
    import json  # only figures and screening ask

    return date.fromisoformat(
        json.loads(data_path("datapackage.json").read_text(encoding="utf-8"))["asOf"]
    )
