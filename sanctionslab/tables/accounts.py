"""What a row of each table has to tell of where it comes from: a title and its parts."""

from collections.abc import Callable
from typing import TypeAlias

from ..law import Resolution, law
from ..vocabulary import fact
from .lookup import index, keys_named
from .typed import TableRow, key_of

Account: TypeAlias = tuple[str, list[tuple[str, list[str]]]]

PLACES = {"H": "in the headline", "S": "in the standfirst", "C": "in a caption"}

CONFIDENCES = {
    "verified": "verified: the point was seen in a source named below",
    "known": "known: from knowledge of the text; no source named below shows the whole point",
    "doubtful": "doubtful: check it before relying on it",
}

CONTESTED = {
    "both confirm": "both governments confirm it",
    "one confirms": "one of the two governments confirms it",
    "alleged": "third parties allege it and neither government confirms it",
    "denied": "third parties allege it; those accused, or one of them, deny it",
    "alleged then admitted": "alleged at first, admitted later",
}

# The same of news, where no second government stands beside the DPRK's.
STANDING = {
    "confirmed": "those who are said to have done it say so themselves",
    "found": "a court or an organ of the United Nations found it",
    "alleged": "others allege it; no answer by those accused is known",
    "denied": "others allege it; those accused, or one of them, deny it",
}

# The tables whose rows can rest on a source, as the account of a source lists them.
RESTING = ("claims", "events", "news", "measures", "resolutions", "national_cars", "items")


def account(name: str, row: TableRow) -> Account:
    """What a row of the table `name` has to tell."""
    return ACCOUNTS[name](row)


def standing_behind(key: str) -> str:
    """A source in one line: its name, who stands behind it, its date and place."""
    source = _source(key)
    kind = source["kind"].replace("un-", "UN ", 1).replace("-", " ")
    about = ", ".join(_some(kind, source["country"]))
    line = f"{source['name']} [{key}]: {about}; behind it: {source['stands_behind']}"
    if source["published"]:
        line += f"; published {source['published']}"
    if source["locator"]:
        line += f"; at {source['locator']}"
    return f"{line}. {source['note'] or ''}".rstrip()


def _source(key: str) -> TableRow:
    return index()["sources"][(key,)]


def _some(*lines: str | None) -> list[str]:
    return [line for line in lines if line]


def _spoken(chain: str) -> str:
    """A chain of keys in words.

    >>> _spoken("kcna > korea-herald")
    'Korean Central News Agency (KCNA); read in The Korea Herald'
    """
    first, *rest = [_source(key)["name"] for key in chain.split(" > ")]
    if not rest:
        return f"{first}, by itself"
    *reporters, last = rest
    return "; ".join([first, *(f"reported by {name}" for name in reporters), f"read in {last}"])


def _chains(cell: str | None) -> list[str]:
    return [_spoken(chain) for chain in cell.split("; ")] if cell else []


def _claim(row: TableRow) -> Account:
    place = PLACES.get(row["paragraph"], f"in paragraph {row['paragraph']}")
    return f"{row['id']}: a claim of {_source(row['source'])['name']}, {place}", [
        ("Claim", [row["claim"]]),
        ("Who says it", _chains(row["chain"])),
        ("Who says it elsewhere", _chains(row["corroborated_by"])),
        ("What came of checking", [f"{row['status']} ({row['kind']})"]),
        ("Correction", _some(row["correction"])),
        ("What that rests on", [row["basis"]]),
    ]


def _event(row: TableRow) -> Account:
    contested = CONTESTED[row["contested"]]
    if row["admitted"]:
        contested += f"; first admitted on {row['admitted']}"
    return _happened("events", row, "an event", contested)


def _news(row: TableRow) -> Account:
    return _happened("news", row, "news", STANDING[row["contested"]])


def _happened(name: str, row: TableRow, what: str, contested: str) -> Account:
    """What a row about something that happened, or is said to have, has to tell."""
    title = f"{row['id']}: {what} of {row['date']}"
    if row["precision"] != "interval":
        title += f" (known to the {row['precision']})"
    measures = map(law().measure, keys_named(name, row, "measures.id"))
    bearing = [f"{measure.id} {measure.title}" for measure in measures]
    return title, [
        ("Event", [row["headline"]]),
        ("Who says it", _chains(row["asserted_by"])),
        ("Is it contested?", [contested]),
        ("Not known", _some(row["unknown"])),
        ("Paragraphs that bear on it", [*bearing, row["why"]]),
        ("Named cases", [f'sl.case("{case}")' for case in keys_named(name, row, "cases")]),
    ]


def _measure(row: TableRow) -> Account:
    resolution = law().resolution(row["resolution"])
    place = f"operative paragraph {row['paragraph']} of {resolution.symbol}"
    return f"{row['id']} {row['title']}: {place}", [
        ("What it asks, in our words", [row["duty"]]),
        *_reading(row, resolution),
    ]


def _reading(row: TableRow, resolution: Resolution) -> list[tuple[str, list[str]]]:
    """How sure we are of a text of the Security Council, and where it stands."""
    how = "adopted" if resolution.adopted else "put to the vote and not adopted"
    day = fact("on").words(resolution.day)
    authority = f"the official text of {resolution.symbol}, {how} on {day}"
    return [
        ("How sure the reading is", [CONFIDENCES[row["confidence"]]]),
        ("Note", _some(row.get("note"))),
        ("Authority", [authority]),
    ]


def _resolution(row: TableRow) -> Account:
    kind = "a resolution" if row["adopted"] else "a draft that failed"
    return f"{row['symbol']}: {kind}", [
        ("What prompted it", [row["trigger"]]),
        ("What it does, in our words", [row["summary"]]),
        *_reading(row, law().resolution(row["key"])),
    ]


def _vote(row: TableRow) -> Account:
    votes = [f"{row['in_favour']} for, {row['against']} against, {row['abstained']} abstaining"]
    if row["against_states"]:
        votes.append(f"against: {row['against_states']}")
    if row["abstained_states"]:
        votes.append(f"abstaining: {row['abstained_states']}")
    return f"The vote on {row['symbol']}", [
        ("Votes", votes),
        *_reading(row, law().resolution(row["resolution"])),
    ]


def _mandate(row: TableRow) -> Account:
    place = f", operative paragraph {row['paragraph']}" if row["paragraph"] else ""
    return f"A mandate of the Panel of Experts: {row['symbol']}{place}", [
        ("Until", [fact("on").words(row["until"])]),
        *_reading(row, law().resolution(row["resolution"])),
    ]


def _item(row: TableRow) -> Account:
    also = f", also {row['also_hs']}" if row["also_hs"] else ""
    presumptions = "what is presumed of a thing is this kit's own and comes from no source"
    return f"{row['key']}: {row['label']}", [
        ("Code", [f"HS {row['hs']}{also}"]),
        ("Fills", [f"HS {row['fills']}. {row['fills_ground']}"] if row["fills"] else []),
        ("Note", _some(row["note"])),
        ("Presumptions", [presumptions]),
    ]


def _car(row: TableRow) -> Account:
    threshold = row["threshold_status"]
    if row["threshold"]:
        threshold += f"; threshold {row['threshold']:,.0f} {row['currency']}"
    return f"{row['jurisdiction']}: {row['instrument']}", [
        ("What it says of cars, in our words", [row["car_entry"] or "the entry was not seen"]),
        ("Threshold of value", [threshold]),
        ("How sure the reading is", [CONFIDENCES[row["confidence"]]]),
        ("Note", _some(row["note"])),
    ]


def _who(row: TableRow) -> Account:
    uses = [f"{name}: {', '.join(ids)}" for name, ids in _uses(row["key"]).items()]
    return f"{row['key']}: {row['name']}", [
        ("What it is", [standing_behind(row["key"])]),
        ("Rows that name it", uses or ["none; it was read and kept for its note"]),
    ]


def _uses(key: str) -> dict[str, list[str]]:
    """The rows that name a source, by table."""
    uses = {}
    for name in RESTING:
        ids = [
            key_of(name, row)[-1]
            for row in index()[name].values()
            if key in keys_named(name, row, "sources.key")
        ]
        if ids:
            uses[name] = ids
    return uses


ACCOUNTS: dict[str, Callable[[TableRow], Account]] = {
    "claims": _claim,
    "events": _event,
    "news": _news,
    "sources": _who,
    "items": _item,
    "national_cars": _car,
    "resolutions": _resolution,
    "measures": _measure,
    "votes": _vote,
    "panel_mandates": _mandate,
}
