"""The data as tidy pandas tables.

`data/datapackage.json` describes every column: its type, its order, its unit and the keys that it
names. The types of the tables are taken from there. The tables of law are computed from
`data/law/`.

Text is text, whole days are `datetime64`, yes and no are `bool`, closed lists are categories,
ordered where they have an order; a blank is missing. A date that is known only to the month or the
year stays as it is written, "2024-02"; the columns `start` and `end` beside it give the first and
the last day that it can mean, and are missing where there is no date.
"""

from typing import TypeAlias

from ..law import Measure, Resolution, law
from .typed import TableRow, rows_of, table

Rows: TypeAlias = list[TableRow]


@table
def claims() -> Rows:
    """What the two articles on the car claim, who says it, and what came of checking:
    one row per claim.

    >>> frame = claims()
    >>> frame.loc[frame["id"] == "KH-25", ["chain", "status"]].values.tolist()
    [['kremlin > ria > korea-herald', 'corroborated']]
    """
    return rows_of("claims")


@table
def events() -> Rows:
    """The timeline of cooperation between Russia and the DPRK, with the paragraphs that bear on it:
    one row per event.

    >>> frame = events()
    >>> gift = frame[frame["id"] == "T-34"].iloc[0]
    >>> f"{gift['start']:%Y-%m-%d}", gift["measures"]
    ('2024-02-18', '2397:7; 1718:8(a)(iii); 2094:23')
    """
    return rows_of("events")


@table
def news() -> Rows:
    """News of the DPRK without Russia, and of what the DPRK did alone, with the paragraphs that
    bear on it: one row per report.

    >>> frame = news()
    >>> frame.loc[frame["case"] == "chong-chon-gang-2013", ["date", "contested"]].values.tolist()
    [['2013-06-20/2013-07-15', 'denied']]
    """
    return rows_of("news")


@table
def sources() -> Rows:
    """Everybody and everything that the data relies on, and who stands behind it:
    one row per speaker, outlet or document.

    >>> frame = sources()
    >>> frame.loc[frame["key"] == "kcna", ["kind", "stands_behind"]].values.tolist()
    [['state-media', 'Government of the DPRK']]
    """
    return rows_of("sources")


@table
def items() -> Rows:
    """Things that a case can be about, with their HS codes and what is presumed of them:
    one row per thing.

    >>> frame = items()
    >>> frame.loc[frame["key"] == "horse", "hs"].tolist()
    ['0101']
    """
    return rows_of("items")


@table
def national_cars() -> Rows:
    """What national lists of luxury goods say of motor cars, blank where it is not known:
    one row per instrument.

    >>> frame = national_cars()
    >>> stated = frame[frame["threshold_status"] == "stated"]
    >>> stated[["jurisdiction", "threshold", "currency"]].values.tolist()
    [['European Union', 10000.0, 'EUR']]
    """
    return [
        {**row, "threshold": float(row["threshold"]) if row["threshold"] else None}
        for row in rows_of("national_cars")
    ]


@table
def resolutions() -> Rows:
    """Resolutions of the Security Council on the DPRK and drafts that failed: one row each.

    >>> frame = resolutions()
    >>> frame.loc[frame["number"] == 2397, ["vote", "kind"]].values.tolist()
    [['15-0-0', 'sanctions']]
    """
    return [_resolution(resolution) for resolution in law().resolutions]


def _resolution(resolution: Resolution) -> TableRow:
    return {
        "key": resolution.key,
        "number": resolution.number,
        "symbol": resolution.symbol,
        "kind": resolution.kind,
        "date": resolution.day,
        "adopted": resolution.adopted is not None,
        "vote": resolution.vote,
        "trigger": resolution.trigger,
        "summary": resolution.summary,
        "measures": len(resolution.measures),
        "confidence": resolution.confidence,
        "source": _listed(resolution.source),
        "note": resolution.note or None,
    }


@table
def measures() -> Rows:
    """The paragraphs of the resolutions as measures, with the days on which they apply:
    one row per measure.

    >>> frame = measures()
    >>> frame.loc[frame["id"] == "2397:5", ["force", "tested", "replaces"]].values.tolist()
    [['binding', True, '2375:14']]
    >>> frame.dropna(subset="unreachable")["id"].tolist()
    ['1718:12', '1874:26', '2094:29', '2397:28']
    """
    return [_measure(measure) for measure in law().measures]


def _measure(measure: Measure) -> TableRow:
    adopted = law().resolution(measure.resolution).adopted
    return {
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
        "unreachable": measure.unreachable or None,
        "note": measure.note or None,
    }


@table
def votes() -> Rows:
    """How the Security Council voted, failed drafts included, with Russia's vote and China's:
    one row per vote.

    >>> frame = votes()
    >>> failed = frame[~frame["adopted"]]
    >>> failed[["symbol", "in_favour", "russia", "china"]].values.tolist()
    [['S/2022/431', 13, 'against', 'against'], ['S/2024/255', 13, 'against', 'abstained']]
    """
    return [_vote(resolution) for resolution in law().resolutions]


def _vote(resolution: Resolution) -> TableRow:
    return {
        "resolution": resolution.key,
        "symbol": resolution.symbol,
        "kind": resolution.kind,
        "date": resolution.day,
        "in_favour": resolution.in_favour,
        "against": len(resolution.against),
        "abstained": len(resolution.abstained),
        "against_states": _listed(resolution.against),
        "abstained_states": _listed(resolution.abstained),
        "russia": _cast(resolution, "Russian Federation"),
        "china": _cast(resolution, "China"),
        "adopted": resolution.adopted is not None,
        "confidence": resolution.confidence,
        "source": _listed(resolution.source),
    }


def _cast(resolution: Resolution, state: str) -> str:
    """How a permanent member voted: none of them has ever stayed away."""
    if state in resolution.against:
        return "against"
    return "abstained" if state in resolution.abstained else "for"


@table
def panel_mandates() -> Rows:
    """The mandates of the Panel of Experts from 2009 to its end on 30 April 2024:
    one row per mandate.

    >>> frame = panel_mandates()
    >>> len(frame), f"{frame['until'].max():%Y-%m-%d}"
    (15, '2024-04-30')
    """
    return [
        {
            "resolution": resolution.key,
            "symbol": resolution.symbol,
            "paragraph": resolution.panel.get("paragraph"),
            "adopted": resolution.adopted,
            "until": resolution.panel["until"],
            "confidence": resolution.panel["confidence"],
            "source": _listed(resolution.source),
        }
        for resolution in law().resolutions
        if resolution.panel
    ]


def _listed(keys: tuple[str, ...]) -> str | None:
    return "; ".join(keys) or None


TABLES = (
    claims,
    events,
    news,
    sources,
    items,
    national_cars,
    resolutions,
    measures,
    votes,
    panel_mandates,
)
