"""Tables that several tests screen, and what must come of them."""

import numpy as np
import pandas as pd
import pyarrow as pa

from sanctionslab.screening import COLUMNS
from sanctionslab.vocabulary import facts


def said(finding):
    """What screen must say of a row, from what classify says of its case."""
    grounds = [g.id for g in finding.grounds]
    return (
        str(finding.verdict),
        grounds,
        [g.id for g in finding.possible if g.id not in grounds],
        [n for n in facts() if n in finding.hinges_on],
    )


def rows(frame):
    """The added columns of a pandas frame, row by row, in the form of `said`."""
    split = [
        frame[name].map(lambda text: text.split("; ") if text else [])
        for name in ("measures", "possible", "hinges_on")
    ]
    return list(zip(frame["verdict"], *split, strict=True))


COMTRADE = {
    "period": [
        "202402",
        "201712",
        "2017",
        None,
        "2020",
        "201801",
        "202001",
        "2020",
        "rubbish",
        "201806",
    ],
    "reporterISO": ["RUS", "CHN", "PRK", "CHN", "CHN", "DEU", "W00", "PRK", "CHN", None],
    "partnerISO": ["PRK", "PRK", "CHN", "PRK", "KOR", None, "FRA", "PRK", "PRK", "PRK"],
    "flowCode": ["X", "X", "M", "M", "X", "X", "M", "M", "X", "M"],
    "cmdCode": ["870323", "8703", "27", "1", "8418", "301", "TOTAL", "8703", "abc", "84.21"],
    "primaryValue": [900.0, 30000.0, 12.5, None, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0],
    "qty": [1.0, 2.0, None, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 0.0],
    "qtyUnitCode": [5, 5, 8, 5, 5, 5, 5, 5, 5, 5],
    "note": ["ä", "b", "c", "d", "e", "f", "g", "h", "i", "j"],
}


ASSUME = {"national_luxury": "no"}


def same(expected, columns):
    for name in (*COMTRADE, *COLUMNS):
        got = [None if pd.isna(value) else value for value in columns[name]]
        want = [None if pd.isna(value) else value for value in expected[name]]
        assert got == want, name


WIDE = [
    name
    for name, described in facts().items()
    if described.type in ("yes/no", "choice") and name != "direction"
][:20]


CELLS = {name: [None, "unknown", *(facts()[name].values or ("yes", "no"))] for name in WIDE}


def wide_frame(count, seed):
    rng = np.random.default_rng(seed)
    columns = {
        name: rng.choice(np.array(values, object), count).tolist() for name, values in CELLS.items()
    }
    return pd.DataFrame(
        {
            "on": rng.choice(["2017-10-01", "2024-02-18"], count),
            "hs": rng.choice(["8703", "2710", "0303"], count),
            "direction": rng.choice(["to_dprk", "from_dprk"], count),
            **columns,
        },
        dtype=object,
    )


BESIDE = (
    pd.DataFrame(
        [
            # partnerCode, partnerISO, partnerDesc, flowCode, flowDesc, partner2ISO;
            # then the direction, and words of the reason
            (408, "PRK", "Dem. People's Rep. of Korea", "X", "Export", "W00", "to_dprk", ""),
            (None, "PRK", None, None, "Import", None, "from_dprk", ""),
            (None, None, "North Korea", "DX", "Domestic Export", None, "to_dprk", ""),
            (410, None, "Rep. of Korea", "X", None, "CHN", "none", "does not concern the DPRK"),
            (
                410,
                "PRK",
                None,
                "X",
                None,
                None,
                "unknown|none",
                "partnerCode and partnerISO contradict each other",
            ),
            (
                408,
                "KOR",
                "Rep. of Korea",
                "X",
                None,
                None,
                "unknown|none",
                "partnerCode and partnerISO and partnerDesc contradict each other",
            ),
            (
                0,
                "PRK",
                None,
                "X",
                None,
                None,
                "unknown|none",
                "partnerCode and partnerISO contradict each other",
            ),
            (
                410,
                None,
                "Nordkoreanisch",
                "X",
                None,
                None,
                "unknown|none",
                'partnerDesc: "Nordkoreanisch" is not recognised as a country',
            ),
            (408, None, "Nordkoreanisch", "X", None, None, "to_dprk", ""),
            (
                408,
                None,
                None,
                "X",
                "Import",
                None,
                "unknown",
                "flowCode and flowDesc contradict each other",
            ),
            (410, None, None, "X", "Import", None, "none", "does not concern the DPRK"),
            (
                410,
                None,
                None,
                "X",
                None,
                "PRK",
                "unknown|none",
                "partner2ISO: the DPRK is the second partner",
            ),
            (
                None,
                None,
                None,
                "X",
                None,
                "PRK",
                "unknown|none",
                "partner2ISO: the DPRK is the second partner",
            ),
            (408, None, None, "X", None, "PRK", "to_dprk", ""),
            (410, None, None, "X", None, "Nordkoreanisch", "none", "does not concern the DPRK"),
            (None, None, None, "X", None, None, "unknown|none", "a side is missing"),
        ],
        columns=[
            "partnerCode",
            "partnerISO",
            "partnerDesc",
            "flowCode",
            "flowDesc",
            "partner2ISO",
            "way",
            "words",
        ],
    )
    .assign(period="201806", cmdCode="0101", reporterISO="CHN")
    .astype({"partnerCode": "Int64"})
)


def check_beside(decisions, reasons):
    for want, words, decision, reason in zip(
        BESIDE["way"], BESIDE["words"], decisions, reasons, strict=True
    ):
        assert f"direction={want};" in decision and (
            reason.startswith(words) if words else not reason
        ), (want, words, decision, reason)


VALUES = {
    "primaryValue": [
        "3000",
        "1200,00",
        "1,200.00",
        "USD 1200",
        "1.200",
        "1,200",
        "1.2e3",
        " 1200.50 ",
        "",
        None,
        "nan",
        "0.500",
        "3000",
        "12345.678",
        "3000",
    ],
    "qty": ["1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "one", "1", "1.000"],
}


NOTES = {
    **dict.fromkeys((1, 2, 3), "primaryValue: no plain number; write it as 1200.50"),
    **dict.fromkeys((4, 5), "primaryValue: thousands or decimals? write 1200 or 1.2000"),
    12: "qty: no plain number",
    14: "qty: thousands or decimals?",
}


def check_values(out):
    """`out` holds what screen adds to VALUES with a snowmobile.

    2094 bars those worth more than 2,000 dollars each.
    """
    for n, (verdict, reason) in enumerate(zip(out["verdict"], out["reason"], strict=True)):
        assert verdict == (
            "prohibited"
            if n in (0, 13)
            else "not prohibited"
            if n in (6, 7, 11)
            else "undetermined"
        ), n
        assert str(reason).startswith(NOTES[n]) if n in NOTES else not reason, n


def values_frame():
    n = len(VALUES["qty"])
    return pa.table(
        {
            "on": ["2017-01-01"] * n,
            "direction": ["to_dprk"] * n,
            **VALUES,
            "qtyUnitAbbr": ["u"] * n,
            "what": ["snowmobile"] * n,
            "row": list(range(n)),
        }
    )
