"""The data as tidy pandas tables, and where each row comes from.

`data/datapackage.json` describes every column: its type, its order, its unit and the keys that it names. The types of the
tables are taken from there. The tables of law are computed from `data/law/`.

Text is text, whole days are `datetime64`, yes and no are `bool`, closed lists are categories, ordered where they have an order;
a blank is missing. A date that is known only to the month or the year stays as it is written, "2024-02"; the columns `start` and
`end` beside it give the first and the last day that it can mean, and are missing where there is no date.
"""

import csv
import functools
import json
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd

from ..errors import KitError, near
from ..files import data_path
from ..law import law
from ..vocabulary import fact

_TEXT = "str" if int(pd.__version__.partition(".")[0]) >= 3 else "string"


_SPANS = {
    "claims": ("event_date", "event_date"),
    "events": ("date", "date"),
    "national_cars": ("from", "until"),
}


@functools.cache
def _described():
    package = json.loads(data_path("datapackage.json").read_text(encoding="utf-8"))
    return {table["name"]: table for table in package["resources"] + package["computed"]}


def _schema(name):
    return _described()[name]["schema"]


def _dtype(field):
    if field["type"] == "string":
        values = field.get("constraints", {}).get("enum")
        return (
            pd.CategoricalDtype(values, field.get("categoriesOrdered", False)) if values else _TEXT
        )
    whole = "int64" if field.get("constraints", {}).get("required") else "Int64"
    return {"date": "datetime64[ns]", "integer": whole, "number": "float64", "boolean": "bool"}[
        field["type"]
    ]


def _edge(text, last):
    """The first or the last day that a day, month or year can mean.

    >>> _edge("2024-02", last=True)
    datetime.date(2024, 2, 29)
    """
    year, month, day = [int(part) for part in text.split("-")] + [None] * (2 - text.count("-"))
    month = month or (12 if last else 1)
    return date(year, month, day or (monthrange(year, month)[1] if last else 1))


def date_span(first, last):
    """The first day that one date can mean and the last day that another can; None where there is none.

    >>> date_span("2023-09/2024-02", "2023-09/2024-02")
    (datetime.date(2023, 9, 1), datetime.date(2024, 2, 29))
    """
    return (
        _edge(first.partition("/")[0], last=False) if first else None,
        _edge(last.rpartition("/")[2], last=True) if last else None,
    )


def _table(rows):
    """Make a function that gives rows give a frame, typed as the data package says and described by its docstring."""
    name, description = rows.__name__, rows.__doc__.partition("\n")[0]

    @functools.wraps(rows)
    def table():
        records, columns = rows(), {}
        for field in _schema(name)["fields"]:
            columns[field["name"]] = pd.Series(
                [row[field["name"]] for row in records], dtype=_dtype(field)
            )
            if field["name"] == _SPANS.get(name, ("", ""))[1]:
                days = [date_span(*(row[column] for column in _SPANS[name])) for row in records]
                columns["start"], columns["end"] = (
                    pd.Series(ends, dtype="datetime64[ns]") for ends in zip(*days)
                )
        frame = pd.DataFrame(columns)
        frame.attrs.update(table=name, description=description)
        return frame

    _ROWS[name] = rows
    return table


_ROWS = {}


@functools.cache
def _read(name):
    with data_path(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            {column: text or None for column, text in row.items()} for row in csv.DictReader(file)
        ]


@_table
def claims():
    """What the two articles on the car claim, who says it, and what came of checking: one row per claim.

    >>> frame = claims()
    >>> frame.loc[frame["id"] == "KH-25", ["chain", "status"]].values.tolist()
    [['kremlin > ria > korea-herald', 'corroborated']]
    """
    return _read("claims")


@_table
def events():
    """The timeline of cooperation between Russia and the DPRK, with the paragraphs that bear on it: one row per event.

    >>> frame = events()
    >>> gift = frame[frame["id"] == "T-34"].iloc[0]
    >>> f"{gift['start']:%Y-%m-%d}", gift["measures"]
    ('2024-02-18', '2397:7; 1718:8(a)(iii); 2094:23')
    """
    return _read("events")


@_table
def sources():
    """Everybody and everything that the data relies on, and who stands behind it: one row per speaker, outlet or document.

    >>> frame = sources()
    >>> frame.loc[frame["key"] == "kcna", ["kind", "stands_behind"]].values.tolist()
    [['state-media', 'Government of the DPRK']]
    """
    return _read("sources")


@_table
def items():
    """Things that a case can be about, with their HS codes and what is presumed of them: one row per thing.

    >>> frame = items()
    >>> frame.loc[frame["key"] == "horse", "hs"].tolist()
    ['0101']
    """
    return _read("items")


@_table
def national_cars():
    """What national lists of luxury goods say of motor cars, blank where it is not known: one row per instrument.

    >>> frame = national_cars()
    >>> frame.loc[frame["threshold_status"] == "stated", ["jurisdiction", "threshold", "currency"]].values.tolist()
    [['European Union', 10000.0, 'EUR']]
    """
    return [
        {**row, "threshold": float(row["threshold"]) if row["threshold"] else None}
        for row in _read("national_cars")
    ]


def _listed(keys):
    return "; ".join(keys) or None


@_table
def resolutions():
    """Resolutions of the Security Council on the DPRK and drafts that failed: one row each.

    >>> frame = resolutions()
    >>> frame.loc[frame["number"] == 2397, ["vote", "kind"]].values.tolist()
    [['15-0-0', 'sanctions']]
    """
    return [
        {
            "key": r.key,
            "number": r.number,
            "symbol": r.symbol,
            "kind": r.kind,
            "date": r.adopted or r.voted,
            "adopted": r.adopted is not None,
            "vote": r.vote,
            "trigger": r.trigger,
            "summary": r.summary,
            "measures": len(r.measures),
            "confidence": r.confidence,
            "source": _listed(r.source),
            "note": r.note or None,
        }
        for r in law().resolutions
    ]


@_table
def measures():
    """The paragraphs of the resolutions as measures, with the days on which they apply: one row per measure.

    >>> frame = measures()
    >>> frame.loc[frame["id"] == "2397:5", ["force", "tested", "replaces"]].values.tolist()
    [['binding', True, '2375:14']]
    """
    rows = []
    for measure in law().measures:
        adopted = law().resolution(measure.resolution).adopted
        rows.append(
            {
                "id": measure.id,
                "resolution": measure.resolution,
                "paragraph": measure.id.partition(":")[2],
                "title": measure.title,
                "subject": measure.subject,
                "force": measure.force,
                "duty": measure.duty,
                "tested": bool(measure.when),
                "adopted": adopted,
                "starts": measure.starts or adopted,
                "ends": measure.ends,
                "replaces": _listed(measure.replaces),
                "extends": _listed(measure.extends),
                "lifts": _listed(measure.lifts),
                "exemptions": len(law().exemptions(measure)) if measure.prohibits else 0,
                "confidence": measure.confidence,
                "source": _listed(measure.source),
                "note": measure.note or None,
            }
        )
    return rows


@_table
def votes():
    """How the Security Council voted, failed drafts included, with Russia's vote and China's: one row per vote.

    >>> frame = votes()
    >>> frame.loc[~frame["adopted"], ["symbol", "in_favour", "russia", "china"]].values.tolist()
    [['S/2022/431', 13, 'against', 'against'], ['S/2024/255', 13, 'against', 'abstained']]
    """

    def vote(resolution, state):
        return (
            "against"
            if state in resolution.against
            else "abstained"
            if state in resolution.abstained
            else "for"
        )

    return [
        {
            "resolution": r.key,
            "symbol": r.symbol,
            "kind": r.kind,
            "date": r.adopted or r.voted,
            "in_favour": r.in_favour,
            "against": len(r.against),
            "abstained": len(r.abstained),
            "against_states": _listed(r.against),
            "abstained_states": _listed(r.abstained),
            "russia": vote(r, "Russian Federation"),
            "china": vote(r, "China"),
            "adopted": r.adopted is not None,
            "confidence": r.confidence,
            "source": _listed(r.source),
        }
        for r in law().resolutions
    ]


@_table
def panel_mandates():
    """The mandates of the Panel of Experts from 2009 to its end on 30 April 2024: one row per mandate.

    >>> frame = panel_mandates()
    >>> len(frame), f"{frame['until'].max():%Y-%m-%d}"
    (15, '2024-04-30')
    """
    return [
        {
            "resolution": r.key,
            "symbol": r.symbol,
            "paragraph": r.panel.get("paragraph"),
            "adopted": r.adopted,
            "until": r.panel["until"],
            "confidence": r.panel["confidence"],
            "source": _listed(r.source),
        }
        for r in law().resolutions
        if r.panel
    ]


def _pieces(value, reference):
    """The keys in a cell, cut or matched as the data package says.

    >>> _pieces("kremlin > ria; kcna", {"separators": ["; ", " > "]})
    ['kremlin', 'ria', 'kcna']
    """
    if "pattern" in reference:
        return re.findall(reference["pattern"], value)
    pieces = [value]
    for separator in reference["separators"]:
        pieces = [part for piece in pieces for part in piece.split(separator)]
    return pieces


def _named(name, row, target):
    """The keys of `target` that a row of the table `name` names, each once, in the order of the columns.

    >>> _named("events", {"measures": "2397:7; 2094:23"}, "measures.id")
    ['2397:7', '2094:23']
    """
    schema, keys = _schema(name), []
    for field in schema["fields"]:
        reference = field.get("references", {})
        if reference.get("to") == target and row.get(field["name"]):
            keys += _pieces(row[field["name"]], reference)
    keys += [
        row.get(key["fields"])
        for key in schema.get("foreignKeys", ())
        if f"{key['reference']['resource']}.{key['reference']['fields']}" == target
    ]
    if target == "sources.key":
        keys += [source["key"] for source in _described()[name].get("sources", ())]
    return list(dict.fromkeys(key for key in keys if key))


@dataclass(frozen=True)
class Provenance:
    """Where a row comes from: what `why` returns. It shows itself in Jupyter and in a terminal.

    `id` is the key of the row, `table` the table that it stands in, `sources` the keys of the sources that it names,
    `parts` the headings with their lines.
    """

    id: str
    table: str
    title: str
    sources: tuple
    parts: tuple

    def __repr__(self):
        lines = [self.title]
        for heading, under in self.parts:
            lines += [f"  {heading}", *(f"    {line}" for line in under)]
        return "\n".join(lines)

    def _repr_html_(self):
        def part(heading, under):
            lines = f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in under)}</ul>"
            if heading == "Sources":
                return f"<details><summary>Sources: {len(under)}</summary>{lines}</details>"
            return f"<h4>{escape(heading)}</h4>{lines}"

        body = "".join(part(*each) for each in self.parts)
        return (
            f'<section class="sanctionslab-why" aria-label="{escape(f"Where {self.id} comes from")}">'
            f"<h3>{escape(self.title)}</h3>{body}</section>"
        )


def why(row):
    """Where a row comes from: its place in a source, who stands behind that source, and how far it was checked.

    Arguments: `row`, a row of any table of the kit (`sl.claims().iloc[0]`, or a frame with one row), or an id: of a claim
    ("KH-25"), an event ("T-34"), a measure ("2397:7"), a resolution (2397), a source ("kremlin"), an item ("horse") or
    the name of a national instrument. Raises KitError, with the near miss, for anything else.

    >>> why("KH-25").sources[:3]
    ('kremlin', 'ria', 'korea-herald')
    >>> print(str(why(2397)).splitlines()[0])
    S/RES/2397 (2017): a resolution
    >>> why("KH-99")
    Traceback (most recent call last):
    ...
    sanctionslab.errors.KitError: "KH-99" is no row of the data. Did you mean "KH-39"?
    """
    name, record = _find(row)
    key = " / ".join(record[column] for column in _schema(name)["primaryKey"])
    keys = [record["key"]] if name == "sources" else _named(name, record, "sources.key")
    title, parts = _ACCOUNTS[name](record)
    if name != "sources":
        parts = [*parts, ("Sources", [_who_stands_behind(source) for source in keys])]
    return Provenance(
        key,
        name,
        title,
        tuple(keys),
        tuple((heading, tuple(lines)) for heading, lines in parts if lines),
    )


@functools.cache
def _index():
    """Every table's rows by primary key."""
    return {
        name: {tuple(row[column] for column in _schema(name)["primaryKey"]): row for row in rows()}
        for name, rows in _ROWS.items()
    }


@functools.cache
def _ids():
    """Every id that names one row: the table and the row."""
    ids = {}
    for name, column in (
        ("claims", "id"),
        ("events", "id"),
        ("measures", "id"),
        ("resolutions", "key"),
        ("resolutions", "symbol"),
        ("sources", "key"),
        ("items", "key"),
        ("national_cars", "instrument"),
    ):
        ids.update({row[column]: (name, row) for row in _index()[name].values()})
    return ids


_WANTED = 'Give a row of a table, for example sl.claims().iloc[0], or an id such as "KH-25", "T-34" or "2397:7".'


def _find(row):
    if isinstance(row, pd.DataFrame):
        if len(row) != 1:
            raise KitError(
                f"why() takes one row, and this frame has {len(row)} rows. Pick one: frame.iloc[0].",
                "row",
                len(row),
                (1,),
            )
        row = row.iloc[0]
    if isinstance(row, pd.Series):
        return _match(row)
    if not isinstance(row, str) and type(row) is not int:
        raise KitError(f"why() cannot tell where {row!r} comes from. {_WANTED}", "row", row)
    text = str(row).strip()
    found = text if text in _ids() else next((i for i in _ids() if i.lower() == text.lower()), None)
    if found is None:
        raise KitError(
            f'"{row}" is no row of the data.{near(text, _ids()) or " " + _WANTED}',
            "row",
            row,
            _ids(),
        )
    return _ids()[found]


def _match(row):
    """The table and the record of a Series: by its key, in the table with which it shares most columns."""
    columns = set(row.index)
    for name in sorted(
        _ROWS, key=lambda name: -len(columns & {field["name"] for field in _schema(name)["fields"]})
    ):
        primary = _schema(name)["primaryKey"]
        if (
            columns.issuperset(primary)
            and (key := tuple(row[column] for column in primary)) in _index()[name]
        ):
            return name, _index()[name][key]
    if row.name in _ids():
        return _ids()[row.name]
    shown = ", ".join(map(str, row.index[:6]))
    raise KitError(
        f"why() finds no key of the kit's tables in this row (columns: {shown}). {_WANTED}",
        "row",
        shown,
    )


_PLACES = {"H": "in the headline", "S": "in the standfirst", "C": "in a caption"}


_CONFIDENCES = {
    "verified": "verified: the point was seen in a source named below",
    "known": "known: from knowledge of the text; no source named below shows the whole point",
    "doubtful": "doubtful: check it before relying on it",
}


_CONTESTED = {
    "both confirm": "both governments confirm it",
    "one confirms": "one of the two governments confirms it",
    "alleged": "third parties allege it and neither government confirms it",
    "denied": "third parties allege it; those accused, or one of them, deny it",
    "alleged then admitted": "alleged at first, admitted later",
}


def _source(key):
    return _index()["sources"][(key,)]


def _kind(source):
    return source["kind"].replace("un-", "UN ", 1).replace("-", " ")


def _who_stands_behind(key):
    """A source in one line: its name, who stands behind it, its date and place."""
    source = _source(key)
    told = [
        f"{source['name']} [{key}]: {', '.join(filter(None, (_kind(source), source['country'])))}",
        f"behind it: {source['stands_behind']}",
    ]
    told += [
        f"{word} {source[column]}"
        for word, column in (("published", "published"), ("at", "locator"))
        if source[column]
    ]
    return f"{'; '.join(told)}." + (f" {source['note']}" if source["note"] else "")


def _spoken(chain):
    """A chain of keys in words.

    >>> _spoken("kremlin > ria > korea-herald")
    'The Kremlin and its spokesman, Dmitry Peskov; reported by RIA Novosti; read in The Korea Herald'
    """
    first, *rest = [_source(key)["name"] for key in chain.split(" > ")]
    if not rest:
        return f"{first}, by itself"
    return "; ".join([first, *(f"reported by {name}" for name in rest[:-1]), f"read in {rest[-1]}"])


def _chains(cell):
    return [_spoken(chain) for chain in cell.split("; ")] if cell else []


def _some(*lines):
    return [line for line in lines if line]


def _claim(row):
    place = _PLACES.get(row["paragraph"], f"in paragraph {row['paragraph']}")
    return (
        f"{row['id']}: a claim of {_source(row['source'])['name']}, {place}",
        [
            ("Claim", [row["claim"]]),
            ("Who says it", _chains(row["chain"])),
            ("Who says it elsewhere", _chains(row["corroborated_by"])),
            ("What came of checking", [f"{row['status']} ({row['kind']})"]),
            ("Correction", _some(row["correction"])),
            ("What that rests on", [row["basis"]]),
        ],
    )


def _event(row):
    admitted = f"; first admitted on {row['admitted']}" if row["admitted"] else ""
    bearing = [f"{i} {law().measure(i).title}" for i in _named("events", row, "measures.id")]
    return (
        f"{row['id']}: an event of {row['date']} (known to the {row['precision']})"
        if row["precision"] != "interval"
        else f"{row['id']}: an event of {row['date']}",
        [
            ("Event", [row["headline"]]),
            ("Who says it", _chains(row["asserted_by"])),
            ("Is it contested?", [_CONTESTED[row["contested"]] + admitted]),
            ("Not known", _some(row["unknown"])),
            ("Paragraphs that bear on it", [*bearing, row["why"]]),
            ("Named cases", [f'sl.case("{case}")' for case in _named("events", row, "cases")]),
        ],
    )


def _measure(row):
    resolution = law().resolution(row["resolution"])
    return (
        f"{row['id']} {row['title']}: operative paragraph {row['paragraph']} of {resolution.symbol}",
        [("What it asks, in our words", [row["duty"]]), *_reading(row, resolution)],
    )


def _reading(row, resolution):
    how = "adopted" if resolution.adopted else "put to the vote and not adopted"
    day = fact("on").words(resolution.adopted or resolution.voted)
    return [
        ("How sure the reading is", [_CONFIDENCES[row["confidence"]]]),
        ("Note", _some(row.get("note"))),
        ("Authority", [f"the official text of {resolution.symbol}, {how} on {day}"]),
    ]


def _resolution(row):
    return (
        f"{row['symbol']}: {'a resolution' if row['adopted'] else 'a draft that failed'}",
        [
            ("What prompted it", [row["trigger"]]),
            ("What it does, in our words", [row["summary"]]),
            *_reading(row, law().resolution(row["key"])),
        ],
    )


def _vote(row):
    return (
        f"The vote on {row['symbol']}",
        [
            (
                "Votes",
                _some(
                    f"{row['in_favour']} for, {row['against']} against, {row['abstained']} abstaining",
                    row["against_states"] and f"against: {row['against_states']}",
                    row["abstained_states"] and f"abstaining: {row['abstained_states']}",
                ),
            ),
            *_reading(row, law().resolution(row["resolution"])),
        ],
    )


def _mandate(row):
    place = f", operative paragraph {row['paragraph']}" if row["paragraph"] else ""
    return (
        f"A mandate of the Panel of Experts: {row['symbol']}{place}",
        [
            ("Until", [fact("on").words(row["until"])]),
            *_reading(row, law().resolution(row["resolution"])),
        ],
    )


def _item(row):
    return (
        f"{row['key']}: {row['label']}",
        [
            ("Code", [f"HS {row['hs']}" + (f", also {row['also_hs']}" if row["also_hs"] else "")]),
            ("Note", _some(row["note"])),
            (
                "Presumptions",
                ["what is presumed of a thing is this kit's own and comes from no source"],
            ),
        ],
    )


def _car(row):
    figure = f"; threshold {row['threshold']:,.0f} {row['currency']}" if row["threshold"] else ""
    return (
        f"{row['jurisdiction']}: {row['instrument']}",
        [
            ("What it says of cars, in our words", [row["car_entry"] or "the entry was not seen"]),
            ("Threshold of value", [row["threshold_status"] + figure]),
            ("How sure the reading is", [_CONFIDENCES[row["confidence"]]]),
            ("Note", _some(row["note"])),
        ],
    )


def _who(row):
    uses = [f"{name}: {', '.join(ids)}" for name, ids in _uses(row["key"]).items()]
    return (
        f"{row['key']}: {row['name']}",
        [
            ("What it is", [_who_stands_behind(row["key"])]),
            ("Rows that name it", uses or ["none; it was read and kept for its note"]),
        ],
    )


def _uses(key):
    """The rows that name a source, by table."""
    found = {}
    for name in ("claims", "events", "measures", "resolutions", "national_cars", "items"):
        ids = [
            row[_schema(name)["primaryKey"][-1]]
            for row in _index()[name].values()
            if key in _named(name, row, "sources.key")
        ]
        if ids:
            found[name] = ids
    return found


_ACCOUNTS = {
    "claims": _claim,
    "events": _event,
    "sources": _who,
    "items": _item,
    "national_cars": _car,
    "resolutions": _resolution,
    "measures": _measure,
    "votes": _vote,
    "panel_mandates": _mandate,
}
