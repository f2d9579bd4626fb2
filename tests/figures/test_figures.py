"""The figures: words, table and picture from the same numbers, legible, and true to the law."""

import functools
import inspect
import json
import re
import subprocess
import sys
from collections import Counter
from configparser import ConfigParser
from datetime import date, timedelta
from html import unescape
from itertools import combinations
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text
from PIL import Image

import sanctionslab as sl
from sanctionslab import figures
from sanctionslab.cases import chains
from sanctionslab.files import data_path

NAMES = [
    "growth",
    "status_by_date",
    "monitoring",
    "cooperation",
    "classified",
    "one_car",
    "screened",
    "admissions",
    "attribution",
]
DAY = timedelta(days=1)
AS_OF = date.fromisoformat(
    json.loads(data_path("datapackage.json").read_text(encoding="utf-8"))["asOf"]
)


@functools.cache
def built(name):
    """A figure of the whole data, made once."""
    return getattr(figures, name)()


@functools.cache
def page(name):
    return built(name)._repr_html_()


def texts(picture):
    """Every text in a picture with its box, in pixels."""
    renderer = picture.figure.canvas.get_renderer()
    return [
        (t, t.get_window_extent(renderer))
        for t in picture.figure.findobj(Text)
        if t.get_text().strip()
    ]


def changed(frame, row, **values):
    """A copy of a frame with one row changed."""
    copy = frame.copy()
    for name, value in values.items():
        copy.loc[copy["id"] == row, name] = value
    return copy


# The words


@pytest.mark.parametrize("name", NAMES)
def test_the_words_stand_for_the_picture(name):
    picture = built(name)
    assert 60 <= len(picture.alt.split()) <= 150
    assert not re.search(r"\b(nan|NaT|None|UNKNOWN)\b|  |\.\.|\[|\]", picture.alt)
    assert repr(picture) == picture.alt
    html = page(name)
    assert unescape(re.search('alt="([^"]*)"', html)[1]) == picture.alt
    assert picture.title in html and f"As of {sl.facts()['on'].words(AS_OF)}" in unescape(html)
    assert html.count("<tr") == len(picture.table) + 1


CONCLUSIONS = {
    "growth": ["2016 and 2017 brought", "2094:15"],
    "status_by_date": [
        "In January 2006 none was prohibited",
        "Capped: crude oil and refined oil",
        "Not covered: wheat flour",
    ],
    "monitoring": [
        "What ended is the Panel alone",
        "none with an end date",
        "it is not a UN body",
        "169 days",
    ],
    "cooperation": [
        "in arms, energy, labour and finance all of them",
        "18 Feb 2024: both governments confirm",
        "not a finding of calm",
    ],
    "classified": [
        "The gift of the car is prohibited, by 2094:23 and 2397:7",
        "if they happened as told",
    ],
    "one_car": ["no longer matters what a luxury is", "1,751 days"],
    "screened": [
        "52 of 2,140 rows prohibited, the first in 2018",
        "No row is touched by 2087 and 2356",
    ],
    "admissions": ["190 days later", "not that the allegation is false"],
    "attribution": [
        "On the word of the DPRK alone rests: Date: 18 February 2024; For personal use: yes",
        "On the word of Russia alone rests: Thing: luxury car",
    ],
}


@pytest.mark.parametrize("name", NAMES)
def test_the_words_draw_the_conclusion(name):
    for conclusion in CONCLUSIONS[name]:
        assert conclusion in built(name).alt


def test_every_figure_is_described_with_arguments_source_and_example():
    public = [name for name in figures.__all__ if inspect.isfunction(getattr(figures, name))]
    assert sorted(public) == sorted(NAMES)
    for name in public:
        words = inspect.getdoc(getattr(figures, name))
        assert (
            "Argument" in words
            and "Source: " in words
            and ">>> " in words
            and "Returns a Figure" in words
        )


# The same numbers in all three


def test_growth_counts_the_measures_of_the_law():
    table, measures = built("growth").table, sl.measures()
    kinds = sl.resolutions().set_index("key")["kind"]
    counted = measures[measures["resolution"].map(kinds) == "sanctions"]
    assert table["added"].sum() == len(counted)
    assert table["binding"].sum() == (counted["force"] == "binding").sum()
    assert table.set_index("resolution")["added"].to_dict() == {
        key: int((counted["resolution"] == key).sum()) for key in kinds[kinds == "sanctions"].index
    }
    replaced = {old for cell in measures["replaces"].dropna() for old in cell.split("; ")}
    assert {old for cell in table["replaced"] for old in cell.split("; ") if old} == replaced
    lapsed = [
        m for m in sl.law().measures if m.ends and m.ends <= table["adopted"].iloc[-1].date()
    ]  # a mandate of the Panel
    assert table["standing"].iloc[-1] == len(counted) - len(replaced) - len(lapsed)
    assert table.iloc[:, 6:].sum().sum() == len(counted), "the counts by subject add up"
    late = counted["adopted"].dt.year.isin([2016, 2017]).sum()
    assert (
        f"brought {len(counted)} measures" in built("growth").alt
        and f"2016 and 2017 brought {late} of them" in built("growth").alt
    )
    assert any(
        t.get_text() == f"{late} of {len(counted)} measures came in 2016 and 2017"
        for t, _ in texts(built("growth"))
    )
    squares = [p for p in built("growth").figure.axes[0].patches if round(p.get_height(), 6) == 12]
    assert len(squares) == len(counted), "one square for each measure"


def test_growth_follows_the_law_it_is_given():
    less = figures.growth(sl.law().without("2397:7"))
    whole = built("growth").table["added"].sum()
    assert less.table["added"].sum() == whole - 1
    assert f"{whole - 1} measures" in less.alt and f"{whole} measures" in built("growth").alt
    without = figures.growth(sl.law().without(2397))
    replaced = sum(cell.count(":") for cell in without.table["replaced"])
    assert (
        "2397" not in without.alt
        and "2375:14" not in without.alt
        and f"{replaced} were replaced" in without.alt
    )


def test_monitoring_has_every_mandate_and_draft():
    table = built("monitoring").table
    mandates = sl.panel_mandates()
    drawn = table[table["what"] == "mandate of the Panel"]
    assert (
        drawn["number"].tolist() == mandates["resolution"].tolist()
        and drawn["until"].tolist() == mandates["until"].tolist()
    )
    votes = sl.votes()
    failed = table[table["what"] == "draft that failed"]
    assert failed["number"].tolist() == votes.loc[~votes["adopted"], "symbol"].tolist()
    for day, count in table.loc[table["what"] == "measures in force", ["from", "number"]].values:
        assert sum(m.subject != "monitoring" for m in sl.law().in_force(day)) == int(count)


def test_monitoring_follows_the_events():
    later = changed(
        sl.events(),
        "T-53",
        start=pd.Timestamp("2024-10-26"),
        end=pd.Timestamp("2024-10-26"),
        date="2024-10-26",
    )
    picture = figures.monitoring(events=later)
    assert "179 days" in picture.alt and "2024-10-26" in picture.table["from"].tolist()
    assert any(t.get_text() == "179 days with neither" for t, _ in texts(picture))


def test_cooperation_draws_every_event_once():
    events = sl.events()
    shown = events[events["end"] >= "2022-01-01"]
    table = built("cooperation").table
    assert sorted(table["id"]) == sorted(shown["id"])
    for kind, look in figures.CONTESTED.items():
        assert (
            f"{look.words}: {(table['contested'] == kind).sum()}".lower()
            in built("cooperation").alt.lower()
        )
    signs = [
        line
        for line in built("cooperation").figure.axes[0].lines
        if line.get_marker() not in (None, "None", "")
    ]
    bars = [p for p in built("cooperation").figure.axes[0].patches if round(p.get_height(), 6) == 9]
    assert len(signs) - len(figures.CONTESTED) + len(bars) == len(table), (
        "a sign or a bar for each event, and the key"
    )


def test_cooperation_follows_the_events():
    moved = changed(sl.events(), "T-34", contested="denied")
    picture = figures.cooperation(moved)
    assert (
        "18 Feb 2024: alleged and denied" in picture.alt and "alleged and denied: 6" in picture.alt
    )
    assert picture.table.set_index("id").loc["T-34", "contested"] == "denied"


def test_a_month_is_a_span_and_never_a_day():
    def signs(picture):
        return sum(
            line.get_marker() not in (None, "None", "") for line in picture.figure.axes[0].lines
        )

    coarse = changed(
        sl.events(),
        "T-34",
        precision="month",
        date="2024-02",
        start=pd.Timestamp("2024-02-01"),
        end=pd.Timestamp("2024-02-29"),
    )
    assert signs(figures.cooperation(coarse)) == signs(built("cooperation")) - 1
    assert "on Feb 2024" in figures.cooperation(coarse).alt
    monthly = sl.events().query(
        "precision == 'month' and contested == 'alleged' and reported.str.len() == 7"
    )
    assert monthly["id"].tolist() == ["T-57"]
    row = built("admissions").table.set_index("id").loc["T-57"]
    assert row["days open"] == (date(2026, 2, 18) - date(2025, 5, 31)).days, (
        "counted from the end of the month: the least it can be"
    )


def test_classified_has_every_event_with_a_case_and_agrees_with_the_classifier():
    pairs = [
        (event.id, key)
        for event in sl.events().itertuples()
        if isinstance(event.case, str)
        for key in event.case.split("; ")
    ]
    table = built("classified").table
    assert sorted(zip(table["event"], table["case"])) == sorted(pairs)
    for row in table.itertuples():
        finding = sl.classify(sl.case(row.case))
        assert row.verdict == finding.verdict and row.grounds == "; ".join(
            g.id for g in finding.grounds
        )
    for verdict, count in Counter(table["verdict"]).items():
        assert any(
            t.get_text().endswith(f"{verdict}: {count}") for t, _ in texts(built("classified"))
        )


def test_classified_follows_events_and_law():
    fewer = figures.classified(sl.events().query("id != 'T-34'"))
    assert (
        len(fewer.table) == len(built("classified").table) - 1
        and "gift of the car" not in fewer.alt
    )
    before = figures.classified(law=sl.law().without(2397, 2094))
    assert "The gift of the car is undetermined" in before.alt
    assert before.table.set_index("case").loc["aurus-2024-02", "verdict"] == "undetermined"


def test_one_car_is_right_on_every_day():
    table = built("one_car").table
    for name, item in (("luxury car", "luxury_automobile"), ("ordinary car", "passenger_car")):
        rows = table[table["car"] == name]
        assert rows["days"].sum() == (AS_OF - date(2005, 1, 1)).days + 1
        assert (
            rows["from"].iloc[1:].values == (rows["to"].iloc[:-1] + pd.Timedelta(days=1)).values
        ).all()
        case = sl.Case(on="2005-01-01", direction="to_dprk", conduct="transfer", item=item)
        for row in rows.itertuples():
            first, last = row[2].date(), row.to.date()
            for day in {
                first,
                last,
                *(first + n * 97 * DAY for n in range((last - first).days // 97 + 1)),
            }:
                assert str(sl.classify(case.but(on=day)).verdict) == row.verdict


def test_one_car_follows_the_law():
    without = figures.one_car(sl.law().without(2397))
    assert without.table.groupby("car")["verdict"].last().to_dict() == {
        "luxury car": "prohibited",
        "ordinary car": "undetermined",
    }
    assert "2397" not in without.alt and "no longer matters" not in without.alt


def small():
    """Four rows: one that 2397 prohibits, one open under it, one cleared, and one without a date that can be read."""
    return sl.screen(
        pd.DataFrame(
            {
                "period": ["2018", "2017", "2012", "when?"],
                "cmdCode": ["842139", "842139", "100630", "842139"],
            }
        ),
        assume={"direction": "to_dprk", "national_luxury": "no"},
    )


def test_screened_has_every_touch_of_every_year():
    table, rows = (
        built("screened").table,
        sl.screen(sl.trade_extract(), assume={"national_luxury": "no"}),
    )
    years = rows["period"].str[:4].astype(int)
    whole = table[table["resolution"] == "all rows"].set_index("year")
    assert whole["rows"].to_dict() == years.value_counts().to_dict()
    for name, verdict in (("prohibited", "prohibited"), ("may be", "undetermined")):
        assert whole[name].sum() == (rows["verdict"] == verdict).sum()
    for row in table[table["resolution"] != "all rows"].itertuples():
        sure = rows["measures"].str.contains(rf"\b{row.resolution}:") & (years == row.year)
        open_ = rows["possible"].str.contains(rf"\b{row.resolution}:") & (years == row.year)
        assert (row.prohibited, row[6]) == (sure.sum(), (open_ & ~sure).sum())
        assert row.year >= row.adopted.year, "nothing is touched before the law was there"
    drawn = Counter(t.get_text() for t, _ in texts(built("screened")))
    assert all(
        drawn[str(count)] for name in ("prohibited", "may be") for count in table[name] if count
    ), "each count stands in the picture"


def test_screened_follows_its_rows_and_its_law():
    picture = figures.screened(small())
    assert (
        picture.alt.startswith("Bars by year from 2012 to 2018")
        and "1 of 3 rows prohibited, the first in 2018; 1 open, the first in 2017" in picture.alt
    )
    assert (
        "1 row without a date that can be read left out" in picture.alt
        and "made up" not in picture.source
    )
    assert picture.table.query("resolution == '2397'")[
        ["year", "prohibited", "may be"]
    ].values.tolist() == [[2017, 0, 1], [2018, 1, 0]]
    without = figures.screened(law=sl.law().without(2397))
    assert "2397" not in without.alt and "None of 2,140 rows prohibited" in without.alt


def test_admissions_counts_the_days():
    table = built("admissions").table
    admitted = table.dropna(subset="admitted")
    assert admitted[["id", "days"]].values.tolist() == [
        ["T-52", (date(2025, 4, 26) - date(2024, 10, 18)).days]
    ]
    events = sl.events().set_index("id")
    assert set(table["id"]) == {
        i
        for i, e in events.iterrows()
        if e["contested"] in ("alleged", "denied", "alleged then admitted")
        and e["category"] != "un-process"
        and e["end"] >= pd.Timestamp("2022-01-01")
    }
    assert table["days"].isna().sum() + len(admitted) == len(table)


def test_admissions_follow_the_events():
    told = changed(
        sl.events(), "T-20", contested="alleged then admitted", admitted=pd.Timestamp("2022-12-25")
    )
    picture = figures.admissions(told)
    assert "3 days later" in picture.alt and picture.table.set_index("id").loc["T-20", "days"] == 3
    assert any(t.get_text().startswith("2 of 12") for t, _ in texts(picture))


def test_attribution_has_every_chain_behind_the_case():
    gift = sl.case("aurus-2024-02")
    wanted = {
        (name, chain)
        for name, e in gift.evidence.items()
        for row in e.rows
        for chain in chains()[row]
    }
    table = built("attribution").table
    assert len(table) == len(wanted)
    assert {(r[1], r[2]) for r in table[["first speaker", "read in"]].itertuples()} == {
        (c[0], c[-1]) for _, c in wanted
    }
    assert {"korea-herald", "qonversations"} <= set(table["read in"])


def test_attribution_follows_the_evidence():
    doubted = figures.attribution(sl.distrust(sl.case("aurus-2024-02"), "kremlin"))
    assert (
        "Thing: luxury car" not in doubted.alt
        and not doubted.table["statement"].str.startswith("Thing").any()
    )
    claims = figures.attribution(sl.claims().query("id in ['KH-25', 'KH-10']"))
    assert (
        set(claims.table["rows"]) == {"KH-25", "KH-10"}
        and len(claims.table["statement"].unique()) == 2
    )


# The law, on both sides of each boundary, written down by hand: nothing here is read from the data.

NOT, IF, CAP, BARRED = figures.NOT_COVERED, figures.CONDITIONAL, figures.CAPPED, figures.PROHIBITED
BOUNDARIES = [
    ("coal", "2016-03-02", NOT, IF, "livelihood gap"),
    ("coal", "2016-11-30", IF, CAP, "cap"),
    ("coal", "2017-08-05", CAP, BARRED, "full ban"),
    ("iron ore", "2016-03-02", NOT, IF, "livelihood gap"),
    ("iron ore", "2016-11-30", IF, IF, "livelihood gap kept"),
    ("iron ore", "2017-08-05", IF, BARRED, "full ban"),
    ("small arms in", "2006-10-14", NOT, NOT, "heavy categories only"),
    ("small arms in", "2009-06-12", NOT, IF, "with notice"),
    ("small arms in", "2016-03-02", IF, BARRED, "every kind of arms"),
    ("heavy arms in", "2006-10-14", NOT, BARRED, "heavy categories"),
    ("heavy arms out", "2006-10-14", NOT, BARRED, "heavy categories"),
    ("small arms out", "2006-10-14", NOT, NOT, "heavy categories only"),
    ("small arms out", "2009-06-12", NOT, BARRED, "all arms"),
    ("luxury cars", "2006-10-14", NOT, IF, "luxury is each State's to define"),
    ("luxury cars", "2013-03-07", IF, BARRED, "named in annex IV"),
    ("luxury cars", "2017-12-22", BARRED, BARRED, "every vehicle"),
    ("ordinary cars", "2006-10-14", NOT, IF, "if on a State's list"),
    ("ordinary cars", "2013-03-07", IF, IF, "the reading is open"),
    ("ordinary cars", "2017-12-22", IF, BARRED, "every vehicle"),
    ("ships", "2016-11-30", NOT, IF, "new ones"),
    ("ships", "2017-12-22", IF, BARRED, "new or used"),
    ("aviation fuel", "2016-03-02", NOT, BARRED, "ban"),
    ("refined oil", "2016-03-02", NOT, NOT, "aviation fuel only"),
    ("refined oil", "2017-09-11", NOT, CAP, "cap"),
    ("refined oil", "2017-12-22", CAP, CAP, "lower cap"),
    ("crude oil", "2017-09-11", NOT, CAP, "level of the year before"),
    ("crude oil", "2017-12-22", CAP, CAP, "a figure"),
    ("seafood", "2017-08-05", NOT, BARRED, "ban"),
    ("textiles", "2017-08-05", NOT, NOT, "not yet"),
    ("textiles", "2017-09-11", NOT, BARRED, "ban"),
    ("statues", "2016-11-30", NOT, BARRED, "ban"),
    ("workers", "2017-08-05", NOT, CAP, "no increase"),
    ("workers", "2017-09-11", CAP, IF, "no new permits"),
    ("workers", "2019-12-22", IF, BARRED, "all must be gone"),
    ("joint ventures", "2016-03-02", NOT, NOT, "designated entities only"),
    ("joint ventures", "2017-08-05", NOT, IF, "no new ones"),
    ("joint ventures", "2017-09-11", IF, IF, "all, with time to close"),
    ("joint ventures", "2018-01-10", IF, BARRED, "closed by 9 January"),
    ("science: space", "2016-11-30", NOT, BARRED, "Committee only"),
    ("science: other", "2016-11-30", NOT, IF, "finding and notice"),
    ("wheat flour", "2017-12-22", NOT, NOT, "food to the DPRK is free"),
]


def status(picture, subject, day):
    rows = picture.table[picture.table["subject"] == subject]
    return rows.loc[(rows["from"] <= day) & (rows["to"] >= day), "status"].item()


@pytest.mark.parametrize("subject, day, before, after, why", BOUNDARIES)
def test_status_changes_on_the_right_day(subject, day, before, after, why):
    picture, day = built("status_by_date"), pd.Timestamp(day)
    assert (status(picture, subject, day - DAY), status(picture, subject, day)) == (
        before,
        after,
    ), why


def test_status_changes_on_no_other_day():
    table, known = (
        built("status_by_date").table,
        {(subject, pd.Timestamp(day)) for subject, day, *_ in BOUNDARIES},
    )
    for subject, rows in table.groupby("subject"):
        fresh = rows["status"] != rows["status"].shift()
        assert {(subject, day) for day in rows.loc[fresh, "from"].iloc[1:]} <= known
        assert rows["from"].min() == pd.Timestamp("2006-01-01") and rows[
            "to"
        ].max() == pd.Timestamp(AS_OF)
    assert {subject for subject, _ in known} == set(table["subject"])


def test_status_follows_the_law():
    before = figures.status_by_date(sl.law().without(2397))
    today = pd.Timestamp(AS_OF)
    assert (
        status(before, "ordinary cars", today) == IF and status(before, "refined oil", today) == CAP
    )
    refined = before.table.query("subject == 'refined oil'").iloc[-1]
    assert refined["paragraphs"] == "2375:14", "the older cap comes back"
    assert "Ordinary cars: conditional from 14 October 2006." in before.alt


def test_every_stretch_of_one_status_is_named_in_the_picture():
    table = built("status_by_date").table
    wanted = Counter(
        row["status"]
        for _, rows in table.groupby("subject")
        for (_, row), fresh in zip(rows.iterrows(), rows["status"] != rows["status"].shift())
        if fresh
    )
    drawn = Counter(
        word
        for t, _ in texts(built("status_by_date"))
        for word in figures.STATUS_COLOURS
        if t.get_text().startswith(word)
    )
    assert drawn == wanted + Counter(list(figures.STATUS_COLOURS)), (
        "once for each stretch, and once in the key"
    )


# The picture can be read

VARIANTS = {
    "growth of one": lambda: figures.growth(sl.law().only(1718)),
    "status of one": lambda: figures.status_by_date(sl.law().only(1718)),
    "car without 2094": lambda: figures.one_car(sl.law().without(2094)),
    "early monitoring": lambda: figures.monitoring(sl.law().only(1874)),
    "since 2000": lambda: figures.cooperation(since="2000-01-01"),
    "since 2025": lambda: figures.cooperation(since="2025-06-01"),
    "bridge only": lambda: figures.cooperation(since="2026-06-01"),
    "all allegations": lambda: figures.admissions(since="2000-01-01"),
    "missile": lambda: figures.attribution("missiles-2024-01"),
    "oil": lambda: figures.attribution("oil-2024"),
    "four rows": lambda: figures.screened(small()),
    "rows without 2397": lambda: figures.screened(law=sl.law().without(2397)),
    "twelve claims": lambda: figures.attribution(sl.claims().head(12)),
    "many claims": lambda: figures.attribution(sl.claims().iloc[20:50]),
}


@pytest.mark.parametrize("name", [*NAMES, *VARIANTS])
def test_no_text_is_cut_off_or_overlaps(name):
    picture = VARIANTS[name]() if name in VARIANTS else built(name)
    found, edge = texts(picture), picture.figure.bbox
    for t, box in found:
        assert box.x0 > 9 and box.y0 > 6 and box.x1 < edge.x1 - 9 and box.y1 < edge.y1 - 6, (
            f"{t.get_text()!r} leaves the picture"
        )
    for (one, a), (other, b) in combinations(found, 2):
        across, down = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= 1 or down <= 3, f"{one.get_text()!r} and {other.get_text()!r} overlap"


@pytest.mark.parametrize("name", NAMES)
def test_text_is_large_enough_and_stands_out(name):
    """At least 11 points at 1280 pixels; contrast 4.5 to 1 or more against what lies behind most of it."""
    picture = getattr(figures, name)()
    found = texts(picture)
    for t, _ in found:
        t.set_visible(False)
    picture.figure.canvas.draw()
    behind = np.asarray(picture.figure.canvas.buffer_rgba())[::-1, :, :3]
    for t, box in found:
        assert t.get_fontsize() >= 11
        patch = behind[int(box.y0) : int(box.y1) + 1, int(box.x0) : int(box.x1) + 1].reshape(-1, 3)
        colours, counts = np.unique(patch, axis=0, return_counts=True)
        assert contrast(to_rgb(t.get_color()), colours[counts.argmax()] / 255) >= 4.5, t.get_text()


def linear(colour):
    colour = np.asarray(to_rgb(colour) if isinstance(colour, str) else colour, dtype=float)
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return linear(colour) @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def lab(rgb):
    xyz = (
        np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
        @ rgb
        / [0.9505, 1, 1.089]
    )
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


SIGHT = {  # Machado, Oliveira and Fernandes 2009, severity 1
    "normal": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("palette", ["STATUS_COLOURS", "VERDICT_COLOURS"])
def test_colours_are_told_apart(palette, sight):
    seen = [
        lab(np.clip(np.array(SIGHT[sight]) @ linear(colour), 0, 1))
        for colour in getattr(figures, palette).values()
    ]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) >= 20


def test_colours_are_told_apart_in_greyscale_print():
    lightness = [lab(linear(colour))[0] for colour in figures.STATUS_COLOURS.values()]
    assert lightness == sorted(lightness, reverse=True), "the more is barred, the darker"
    assert min(a - b for a, b in zip(lightness, lightness[1:])) >= 12


def test_nothing_rests_on_colour_alone():
    looks = figures.CONTESTED.values()
    assert len({look.marker for look in looks}) == len(looks)
    assert set(figures.CONTESTED) == set(sl.events()["contested"].cat.categories)
    assert len({str(style) for _, style in figures.STROKES}) == len(figures.STROKES)
    assert len(set(figures.VERDICT_LETTERS.values())) == len(sl.Verdict)


# The file and the page


@pytest.mark.parametrize("name", NAMES)
def test_two_runs_give_the_same(name):
    again = getattr(figures, name)()
    assert again == built(name) and again.table.equals(built(name).table)
    assert again._repr_html_() == page(name)


def test_the_notebook_gate_compares_words_and_not_pixels():
    rules = ConfigParser()
    rules.read(Path(__file__).parents[1].joinpath("nbval.cfg"), encoding="utf-8")
    (rule,) = (rules[section] for section in rules.sections())

    def compared(picture):
        return re.sub(rule["regex"], rule["replace"], picture._repr_html_())

    plain, redrawn = built("one_car"), figures.one_car()
    redrawn.figure.axes[0].lines[0].set_linewidth(9)
    redrawn.figure.set_dpi(90)
    assert redrawn._png() != plain._png() and compared(redrawn) == compared(plain)
    assert compared(figures.one_car(sl.law().without(2397))) != compared(plain)
    assert len(compared(plain)) < 6000


def test_a_user_s_own_style_changes_nothing():
    with matplotlib.rc_context(
        {
            "font.size": 30,
            "font.family": "monospace",
            "axes.facecolor": "black",
            "lines.linewidth": 9,
            "text.color": "red",
            "savefig.dpi": 30,
            "figure.dpi": 40,
        }
    ):
        assert figures.one_car()._png() == built("one_car")._png()


def test_saving(tmp_path):
    picture = built("growth")
    image = Image.open(picture.save(tmp_path / "growth.png"))
    assert image.size == (1920, 1080)
    assert image.text["Description"] == picture.alt and image.text["Title"] == picture.title
    first = picture.save(tmp_path / "growth.svg").read_text(encoding="utf-8")
    assert (
        picture.alt.split(". ")[1] in unescape(first) and f"<title>{picture.title}</title>" in first
    )
    assert figures.growth().save(tmp_path / "again.svg").read_text(encoding="utf-8") == first
    with pytest.raises(sl.KitError, match="as .png or .svg"):
        picture.save(tmp_path / "growth.docx")
    with pytest.raises(sl.KitError, match="there is no folder"):
        picture.save(tmp_path / "nowhere" / "growth.png")


def test_mistakes_are_told_with_the_way_out():
    with pytest.raises(sl.KitError, match="Take sl.law()"):
        figures.growth(sl.law().only(2664))
    with pytest.raises(sl.KitError, match="no mandate of the Panel"):
        figures.monitoring(sl.law().only(1718))
    with pytest.raises(sl.KitError, match="Give an earlier day"):
        figures.cooperation(since="2030-01-01")
    with pytest.raises(sl.KitError, match="since must be a day"):
        figures.admissions(since="unknown")
    with pytest.raises(sl.KitError, match='no column "start"'):
        figures.cooperation(sl.events().drop(columns="start"))
    with pytest.raises(sl.KitError, match="named case"):
        figures.classified(sl.events().query("id == 'T-01'"))
    with pytest.raises(sl.KitError, match='Did you mean "aurus-2024-02"'):
        figures.attribution("aurus-2024-2")
    with pytest.raises(sl.KitError, match='no column "verdict". Take what sl.screen gives back'):
        figures.screened(sl.trade_extract())
    with pytest.raises(sl.KitError, match="touches none of these rows"):
        figures.screened(small().query("period == '2012'"))
    with pytest.raises(sl.KitError, match="No row of evidence"):
        figures.attribution(sl.Case(on="2024-02-18"))
    with pytest.raises(sl.KitError, match="takes the key of a case"):
        figures.attribution(34)


def test_no_pyplot_and_no_state():
    code = (
        "import sys, sanctionslab as sl; sl.figures.one_car()._repr_html_(); "
        "print('matplotlib.pyplot' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False" and not told.stderr
