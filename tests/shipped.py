"""The data as it is shipped, read without the kit."""

import csv
import json
import pathlib
import tomllib
from datetime import date, timedelta

ROOT = pathlib.Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
TABLES = [
    "claims",
    "events",
    "news",
    "sources",
    "items",
    "national_cars",
    "resolutions",
    "measures",
    "votes",
    "panel_mandates",
]
FILES = TABLES[:6]


def rows(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def toml(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def edges(text):
    """The first and the last day that a written date can mean."""
    first, last = text.partition("/")[0], text.rpartition("/")[2]
    begin = date.fromisoformat(first + "-01-01"[len(first) - 10 :] if len(first) < 10 else first)
    if len(last) == 4:
        after = date(int(last) + 1, 1, 1)
    elif len(last) == 7:
        after = (date.fromisoformat(last + "-28") + timedelta(4)).replace(day=1)
    else:
        after = date.fromisoformat(last) + timedelta(1)
    return begin, after - timedelta(1)
