"""Every figure with its words: a picture, its alt text and its table, all three from the same numbers.

Each function returns a Figure. What the law says in it comes from the classifier; nothing of the law is written here.
A day is drawn as a mark, a month, a year or a longer stretch as a span.
"""

import base64
import io
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from pathlib import Path as File

import matplotlib
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from .. import tables as data
from ..cases import Case, chains
from ..cases import case as named_case
from ..errors import KitError
from ..files import as_of
from ..law import SUBJECTS
from ..law import law as whole_law
from ..logic import UNKNOWN
from ..screening import period, screen
from ..tables import date_span, trade_extract
from ..verdict import Verdict, classify
from ..vocabulary import fact
from ..whatif import over_time

_DAY = timedelta(days=1)


WIDTH, HEIGHT, SHARPNESS = 1280, 720, 1.5  # a picture of 1280 by 720 units is 1920 by 1080 pixels


PAPER, INK, SOFT, RULE, SHADE = "#FCFBF8", "#1B1B1B", "#595959", "#D5D0C6", "#EFECE4"


NAVY, STEEL, RUST, GREY = "#17375E", "#8FB0D0", "#A34C00", "#C4C9D1"


NOT_COVERED, CONDITIONAL, CAPPED, PROHIBITED = "not covered", "conditional", "capped", "prohibited"


STATUS_COLOURS = {
    NOT_COVERED: SHADE,
    CONDITIONAL: "#F2BE4A",
    CAPPED: "#3F8FC4",
    PROHIBITED: "#7A1F12",
}


VERDICT_COLOURS = {
    Verdict.NOT_PROHIBITED: STATUS_COLOURS[NOT_COVERED],
    Verdict.UNDETERMINED: STATUS_COLOURS[CONDITIONAL],
    Verdict.PROHIBITED: STATUS_COLOURS[PROHIBITED],
}


@dataclass(frozen=True)
class _Look:
    """How one degree of dispute is drawn: a shape for a day, a fill for a span, and the words for it."""

    words: str
    marker: str
    face: str
    edge: str
    hatch: str = ""


CONTESTED = {
    "both confirm": _Look("both governments confirm", "o", NAVY, NAVY),
    "one confirms": _Look("one of them confirms", "s", STEEL, NAVY),
    "alleged then admitted": _Look("alleged, later admitted", "D", "#F2BE4A", INK),
    "alleged": _Look("alleged by others", "^", PAPER, RUST),
    "denied": _Look("alleged and denied", "X", RUST, RUST, "xxxx"),
}


@dataclass(frozen=True)
class Figure:
    """A picture, the words for it and the numbers in it. It shows itself in Jupyter; in a terminal it is its words.

    `figure` is the matplotlib figure, `alt` what a sighted reader would take from it, `table` the numbers as a pandas frame,
    `title` a short title, `source` the line that says where the numbers come from and up to which day.

    >>> picture = one_car()
    >>> picture.title, len(picture.table)
    ('One car, twenty years', 8)
    """

    title: str
    figure: Drawing = field(compare=False)
    alt: str
    table: pd.DataFrame = field(compare=False)
    source: str

    def __repr__(self):
        return self.alt

    def _png(self):
        """The picture as PNG in 256 colours, about a third of the size that it has in all of them."""
        canvas = FigureCanvasAgg(self.figure)
        canvas.draw()
        image = Image.frombytes("RGBA", canvas.get_width_height(), canvas.buffer_rgba().tobytes())
        words, stream = PngInfo(), io.BytesIO()
        words.add_itxt("Title", self.title)
        words.add_itxt("Description", self.alt)
        image.convert("RGB").quantize(256).save(stream, "PNG", pnginfo=words)
        return stream.getvalue()

    def _repr_html_(self):
        picture = base64.b64encode(self._png()).decode("ascii")
        days = {
            name: lambda day: "" if pd.isna(day) else f"{day:%Y-%m-%d}"
            for name in self.table.select_dtypes("datetime")
        }
        with pd.option_context("display.max_colwidth", None):
            numbers = self.table.to_html(index=False, na_rep="", border=0, formatters=days)
        return (
            f'<figure style="margin:0;max-width:{WIDTH}px">'
            f'<img alt="{escape(self.alt)}" src="data:image/png;base64,{picture}" style="width:100%;max-width:100%;height:auto">'
            f"<figcaption>{escape(self.title)}. {escape(self.source)}</figcaption></figure>"
            "<details><summary>The numbers behind this picture</summary>"
            f'<div style="overflow-x:auto">{numbers}</div></details>'
        )

    def save(self, path):
        """Write the picture to a file, for a slide or in print, with its words in the file's metadata.

        Arguments: `path`, ending in .png (1920 pixels wide) or .svg. Returns the path. Raises KitError for another ending or
        a folder that does not exist.

        >>> one_car().save("car.gif")
        Traceback (most recent call last):
        ...
        sanctionslab.errors.KitError: "car.gif": a figure is saved as .png or .svg. Change the ending.
        """
        file = File(path)
        if file.suffix.lower() not in (".png", ".svg"):
            raise KitError(
                f'"{path}": a figure is saved as .png or .svg. Change the ending.',
                "path",
                path,
                (".png", ".svg"),
            )
        if not file.parent.is_dir():
            raise KitError(
                f'"{path}": there is no folder "{file.parent}". Make it first, or save elsewhere.',
                "path",
                path,
            )
        if file.suffix.lower() == ".png":
            file.write_bytes(self._png())
        else:
            with matplotlib.rc_context({"svg.hashsalt": self.title, "svg.fonttype": "path"}):
                self.figure.savefig(
                    file,
                    format="svg",
                    metadata={"Title": self.title, "Description": self.alt, "Date": None},
                )
        return file


class _Sheet:
    """A canvas of 1280 by 720 (or a given height) with y downwards. Its unit is a pixel of a slide of that size."""

    def __init__(self, headline, height=HEIGHT):
        self.height = height
        self.figure = Drawing(
            figsize=(WIDTH / 100, height / 100),
            dpi=100 * SHARPNESS,
            facecolor=PAPER,
            edgecolor=RULE,
            linewidth=2,
        )
        self._renderer = FigureCanvasAgg(self.figure).get_renderer()
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, WIDTH), ylim=(height, 0))
        self.axes.set_axis_off()
        self.text(24, 34, headline, size=18, bold=True)

    @staticmethod
    def _font(size, bold):
        return FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")

    def measure(self, text, size=11, bold=False):
        """The width of a line of text."""
        return (
            self._renderer.get_text_width_height_descent(text, self._font(size, bold), False)[0]
            / SHARPNESS
        )

    def wrap(self, text, width, size=11, bold=False):
        """The lines of a text that fit a width."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.measure(longer, size, bold) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def text(self, x, y, text, size=11, bold=False, colour=INK, ha="left", plate=False):
        """Write a line, its capitals centred on a height; on a plate it hides the rules behind it."""
        if plate:
            width = self.measure(text, size, bold)
            left = x - width * {"left": 0, "center": 0.5, "right": 1}[ha]
            self.box(left - 3, y - 9, left + width + 3, y + 9, PAPER, z=2.5)
        self.axes.text(
            x,
            y + size * 0.507,
            text,
            fontproperties=self._font(size, bold),
            color=colour,
            ha=ha,
            va="baseline",
            zorder=5,
            parse_math=False,
            usetex=False,
        )

    def lines(self, x, y, texts, step=18, **look):
        """Write lines under each other, the first at a height. Returns the height after the last."""
        for n, text in enumerate(texts):
            self.text(x, y + n * step, text, **look)
        return y + len(texts) * step

    def fit(self, x, y, width, options, **look):
        """Write the first of several texts that fits a width, or nothing. Returns the text."""
        for text in options:
            if self.measure(text, bold=look.get("bold", False)) <= width:
                self.text(x, y, text, **look)
                return text
        return ""

    def box(self, left, top, right, bottom, fill, edge="none", width=1.0, hatch="", z=1):
        self.axes.add_patch(
            Rectangle(
                (left, top),
                right - left,
                bottom - top,
                facecolor=fill,
                edgecolor=edge,
                linewidth=width,
                hatch=hatch or None,
                zorder=z,
            )
        )

    def line(self, xs, ys, colour=RULE, width=1.0, style="-", z=0.5):
        self.axes.add_line(
            Line2D(
                xs,
                ys,
                color=colour,
                linewidth=width,
                linestyle=style,
                zorder=z,
                solid_capstyle="butt",
            )
        )

    def mark(self, x, y, look, size=10, z=3):
        self.axes.add_line(
            Line2D(
                [x],
                [y],
                marker=look.marker,
                markersize=size,
                markerfacecolor=look.face,
                markeredgecolor=look.edge,
                markeredgewidth=1.4,
                linestyle="none",
                zorder=z,
            )
        )

    def arrow(self, x, y, colour, size=10):
        """An arrowhead to the right: it goes on."""
        self.axes.add_line(
            Line2D([x], [y], marker=">", markersize=size, color=colour, linestyle="none", zorder=3)
        )

    def key(self, y, entries, x=24):
        """A line of signs, each with its words. A sign is a look, or a fill and an edge."""
        for sign, words in entries:
            if isinstance(sign, _Look):
                self.mark(x + 7, y, sign)
            else:
                fill, edge = sign
                self.box(x, y - 7, x + 14, y + 7, fill, edge)
            self.text(x + 21, y, words)
            x += 21 + self.measure(words) + 24


class _Time:
    """Days as places between two edges of a sheet."""

    def __init__(self, first, last, left, right):
        self.first, self.last, self.left, self.right = first, last, left, right

    def __call__(self, day):
        return self.left + (day - self.first) / (self.last - self.first) * (self.right - self.left)

    def years(self, sheet, top, bottom):
        """A rule where a year begins, and its number beside the rule; only every second or third year where they stand too close."""
        every = 1 + int(50 // (self(self.first + 365 * _DAY) - self.left))
        for year in range(self.first.year, self.last.year + 1):
            place = self(date(year, 1, 1))
            if place >= self.left and (year - self.first.year) % every == 0:
                sheet.line([place] * 2, [top, bottom])
                sheet.text(place + 4, top + 9, str(year), colour=SOFT)


def _day(day):
    """A day in words.

    >>> _day(date(2024, 2, 18))
    '18 February 2024'
    """
    return fact("on").words(day)


def _short(day):
    return f"{day.day} {day:%b} {day.year}"


def _when(written):
    """A date as exactly as the data has it, short.

    >>> [_when(text) for text in ("2024-02-18", "2024-02", "2024", "2024-02-09/2024-02-12", "2017-07/2017-10")]
    ['18 Feb 2024', 'Feb 2024', '2024', '9–12 Feb 2024', 'Jul–Oct 2017']
    """
    first, _, last = written.partition("/")
    if not last:
        year, *rest = first.split("-")
        return " ".join(
            [
                *(str(int(d)) for d in rest[1:]),
                *(f"{date(2000, int(m), 1):%b}" for m in rest[:1]),
                year,
            ]
        )
    start, end = _when(first).split(), _when(last).split()
    shared = 0
    while shared < len(start) - 1 and start[-1 - shared] == end[-1 - shared]:
        shared += 1
    start = start[: len(start) - shared]
    return f"{' '.join(start)}–{' '.join(end)}"


def _and(words):
    """A list in words.

    >>> _and(["arms", "oil", "labour"]), _and(["arms"]), _and([])
    ('arms, oil and labour', 'arms', '')
    """
    *most, last = words or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _some(words, most=5):
    """The first of a long list in words, and how many more.

    >>> _some(["one", "two", "three"], 2), _some(["one", "two"], 2)
    ('one, two and 1 more', 'one and two')
    """
    return (
        _and(words)
        if len(words) <= most
        else f"{', '.join(words[:most])} and {len(words) - most} more"
    )


def _n(count, thing, things=None):
    """A number of things.

    >>> _n(1, "event"), _n(1200, "day")
    ('1 event', '1,200 days')
    """
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"


def _label(name):
    """A fact's label inside a sentence.

    >>> _label("unit_value_usd"), _label("hs")
    ('value of one (USD)', 'HS code')
    """
    label = fact(name).label
    return label if label[1].isupper() else label[0].lower() + label[1:]


def _source(files):
    return f"Source: {files}. As of {_day(as_of())}."


def _law(law):
    return whole_law() if law is None else law


def _events(events):
    """The events to draw: those given, checked for the columns that the figures need, or all of them."""
    if events is None:
        return data.events()
    missing = [
        name
        for name in ("id", "date", "start", "end", "contested", "category")
        if name not in events
    ]
    if missing:
        raise KitError(
            f'These events have no column "{missing[0]}". Start from sl.events() and keep its columns.',
            "events",
            missing,
        )
    return events


def _since(day):
    first = fact("on").parse(day)
    if first is UNKNOWN:
        raise KitError('since must be a day such as "2022-01-01".', "since", day)
    return first


def _covered(events):
    """The last day that the events reach; a plan for some time in a year does not count."""
    exact = events[events["precision"] != "year"]
    return (exact if len(exact) else events)["end"].max().date()


def _stamp(days):
    return pd.Series(days, dtype="datetime64[ns]")


def growth(law=None):
    """What each resolution added to the regime, by subject, and what it replaced.

    Arguments: `law`, the whole law if left out. Returns a Figure; its table has a row for each resolution of sanctions.
    Source: `data/law/`. Raises KitError for a law without resolutions of sanctions.

    >>> growth().table[["resolution", "added", "standing"]].values.tolist()[0]
    ['1718', 11, 11]
    """
    law = _law(law)
    found = [r for r in law.resolutions if r.kind == "sanctions"]
    if not found:
        raise KitError(
            "This law has no resolution of sanctions to draw. Take sl.law(), or leave fewer out.",
            "law",
            law,
        )
    known = {m.id for m in law.measures}
    replaced = {old for m in law.measures for old in m.replaces if old in known}
    subjects = list(dict.fromkeys(m.subject for r in found for m in r.measures))
    brought = [m for r in found for m in r.measures]
    rows, standing, lapsed = [], 0, 0
    for r in found:
        gone = list(dict.fromkeys(old for m in r.measures for old in m.replaces if old in known))
        over = sum(bool(m.ends and m.ends <= r.adopted) for m in brought)
        standing += len(r.measures) - len(gone) - (over - lapsed)
        lapsed = over
        counts = Counter(m.subject for m in r.measures)
        rows.append(
            {
                "resolution": r.key,
                "adopted": r.adopted,
                "added": len(r.measures),
                "binding": sum(m.force == "binding" for m in r.measures),
                "replaced": "; ".join(gone),
                "standing": standing,
                **{SUBJECTS[s]: counts[s] for s in subjects},
            }
        )
    table = pd.DataFrame(rows).assign(adopted=_stamp([r.adopted for r in found]))
    total = sum(row["added"] for row in rows)
    years = Counter()
    for row in rows:
        years[row["adopted"].year] += row["added"]
    top = sorted(year for year, _ in years.most_common(2))
    most = sum(years[year] for year in top)
    sheet = _Sheet(f"{most} of {total} measures came in {_and([str(year) for year in top])}")
    sheet.key(
        66,
        [
            ((NAVY, NAVY), "binding"),
            ((PAPER, NAVY), "only calls upon States"),
            ((GREY, "#7C828C"), "replaced later"),
        ],
    )
    _draw_growth(sheet, found, rows, subjects, replaced)
    biggest = sorted(rows, key=lambda row: -row["added"])[:3]
    empty = [row["resolution"] for row in rows if not row["added"]]
    by_subject = Counter(
        {SUBJECTS[s]: sum(row[SUBJECTS[s]] for row in rows) for s in subjects}
    ).most_common(4)
    alt = (
        f"Bars over a chart of small squares, one square for each measure. {_n(len(rows), 'sanctions resolution')} from "
        f"{_day(rows[0]['adopted'])} to {_day(rows[-1]['adopted'])} brought {_n(total, 'measure')}, as this data divides the paragraphs; "
        f"{len(replaced)} were replaced by later ones, {f'{lapsed} lapsed, ' if lapsed else ''}and {standing} stood after the last. "
        f"{_and([str(year) for year in top])} brought {most} of them. The largest steps are "
        f"{_and([row['resolution'] + ' with ' + str(row['added']) for row in biggest])}. "
        + (f"{_and(empty)} added no measure of their own. " if empty else "")
        + f"By subject, most concern {_and([f'{name} ({count})' for name, count in by_subject])}. "
        + (f"What was replaced: {_and(sorted(replaced))}." if replaced else "Nothing was replaced.")
    )
    return Figure("The growth of the regime", sheet.figure, alt, table, _source("data/law"))


def _draw_growth(sheet, found, rows, subjects, replaced):
    left, right, bars, top, step = 204, 1256, 226, 296, 23.5
    column = min((right - left) / len(found), 170)
    tallest = max(row["standing"] for row in rows)
    sheet.text(24, 110, "Measures that stand", bold=True)
    sheet.text(24, 130, "dark: added that day", colour=SOFT)
    for n, subject in enumerate(subjects):
        y = top + n * step
        sheet.text(24, y, SUBJECTS[subject])
        sheet.line([24, right], [y + step / 2] * 2)
    below = top + len(subjects) * step
    sheet.text(24, below + 6, "It replaced", bold=True)
    for n, (r, row) in enumerate(zip(found, rows)):
        middle = left + (n + 0.5) * column
        kept, height = row["standing"] - row["added"], 112 / tallest
        sheet.box(middle - 20, bars - kept * height, middle + 20, bars, GREY)
        sheet.box(
            middle - 20, bars - row["standing"] * height, middle + 20, bars - kept * height, NAVY
        )
        sheet.text(
            middle,
            bars - row["standing"] * height - 11,
            str(row["standing"]),
            bold=True,
            ha="center",
        )
        sheet.text(middle, bars + 14, r.key, bold=True, ha="center")
        sheet.text(middle, bars + 33, _short(r.adopted), colour=SOFT, ha="center")
        if not r.measures:
            sheet.lines(middle, top, ["no new", "measure"], step, colour=SOFT, ha="center")
        for line, subject in enumerate(subjects):
            added = [m for m in r.measures if m.subject == subject]
            gap = min(15, (column - 12) / max(len(added), 1))
            for place, m in enumerate(added):
                x, y = middle + (place - len(added) / 2) * gap, top + line * step
                old, hortatory = m.id in replaced, m.force == "hortatory"
                sheet.box(
                    x + 1,
                    y - 6,
                    x + gap - 2,
                    y + 6,
                    GREY if old else PAPER if hortatory else NAVY,
                    "#7C828C" if old else NAVY,
                    1.2,
                )
                if old:
                    sheet.line([x + 2, x + gap - 3], [y + 5, y - 5], "#7C828C", 1.4, z=2)
        sheet.lines(middle, below + 6, row["replaced"].split("; "), 17, ha="center")


def _status(finding):
    """Not covered, conditional, capped or prohibited: what a finding amounts to for a whole class of cases.

    A case that hangs on unknown facts is capped if one of them is whether it stays inside a quantity, and else conditional.
    """
    if finding.verdict is Verdict.PROHIBITED:
        return PROHIBITED
    if finding.verdict is Verdict.NOT_PROHIBITED:
        return NOT_COVERED
    return CAPPED if "within_cap" in finding.hinges_on else CONDITIONAL


@dataclass(frozen=True)
class _Stretch:
    """Days over which a case fares the same: first and last day, the finding, its status and the paragraphs behind it."""

    start: date
    end: date
    finding: object
    status: str
    paragraphs: tuple


def _course(case, law, since):
    """How a case fares from a day to the day of the data, in stretches: a new one wherever status or paragraphs change."""
    last = as_of()
    days = {
        since,
        *(i.start for i in over_time(case, law, since=since)),
        *(d for d in law.boundaries if since < d <= last),
    }
    found = []
    for day in sorted(days):
        finding = classify(case.but(on=day), law)
        state = _status(finding), tuple(g.id for g in finding.grounds or finding.possible)
        if not found or found[-1][2:] != state:
            found.append((day, finding, *state))
    ends = [start - _DAY for start, *_ in found[1:]] + [last]
    return [_Stretch(start, end, *rest) for (start, *rest), end in zip(found, ends)]


_TO, _FROM = (
    {"direction": "to_dprk", "conduct": "transfer"},
    {"direction": "from_dprk", "conduct": "transfer"},
)


_TOPICS = {
    "into the DPRK": {
        "luxury cars": {**_TO, "item": "luxury_automobile"},
        "ordinary cars": {**_TO, "item": "passenger_car"},
        "ships": {**_TO, "item": "vessel"},
        "crude oil": {**_TO, "item": "crude_oil"},
        "refined oil": {**_TO, "item": "refined_petroleum"},
        "aviation fuel": {**_TO, "item": "aviation_fuel"},
        "heavy arms in": {**_TO, "item": "tank"},
        "small arms in": {**_TO, "item": "small_arms"},
        "wheat flour": {**_TO, "item": "wheat_flour"},
    },
    "out of the DPRK": {
        "coal": {**_FROM, "item": "coal"},
        "iron ore": {**_FROM, "item": "iron_ore"},
        "seafood": {**_FROM, "item": "seafood"},
        "textiles": {**_FROM, "item": "textiles"},
        "statues": {**_FROM, "item": "statue"},
        "heavy arms out": {**_FROM, "item": "tank"},
        "small arms out": {**_FROM, "item": "small_arms"},
    },
    "people and projects": {
        "workers": {"conduct": "work", "earning_income": True},
        "joint ventures": {"conduct": "joint_venture"},
        "science: space": {"conduct": "science", "field": "aerospace"},
        "science: other": {"conduct": "science", "field": "other"},
    },
}


def status_by_date(law=None):
    """What was not covered, conditional, capped or prohibited, and when: twenty subjects, each put to the classifier.

    A contract is taken to be of the day itself, and nothing approved. Conditional: an unknown fact decides (a notice, livelihood,
    a State's own list). Capped: one of those facts is the quantity, a number of permits included. Columns are steps of the law,
    not a scale of time; a strip above gives the scale.
    Arguments: `law`, the whole law if left out. Returns a Figure; its table has a row for each stretch of days.
    Source: `data/law/`, through `classify`.

    >>> rows = status_by_date().table
    >>> rows.loc[rows["subject"] == "coal", "status"].tolist()
    ['not covered', 'conditional', 'capped', 'prohibited']
    """
    law, since = _law(law), date(2006, 1, 1)
    courses = {
        group: {
            name: _course(Case(on=since, **facts), law, since) for name, facts in topics.items()
        }
        for group, topics in _TOPICS.items()
    }
    for group, topics in courses.items():
        courses[group] = dict(
            sorted(
                topics.items(),
                key=lambda topic: (
                    _first(topic[1], CONDITIONAL, CAPPED, PROHIBITED),
                    _first(topic[1], PROHIBITED),
                ),
            )
        )
    flat = {name: course for topics in courses.values() for name, course in topics.items()}
    rows = [
        {
            "subject": name,
            "way": group,
            "from": s.start,
            "to": s.end,
            "status": s.status,
            "paragraphs": "; ".join(s.paragraphs),
        }
        for group, topics in courses.items()
        for name, course in topics.items()
        for s in course
    ]
    table = pd.DataFrame(rows)
    table = table.assign(**{"from": _stamp(table["from"]), "to": _stamp(table["to"])})
    now = {
        status: [name for name, course in flat.items() if course[-1].status == status]
        for status in STATUS_COLOURS
    }
    sheet = _Sheet(
        f"{len(now[PROHIBITED])} of {len(flat)} subjects are prohibited today; in January 2006 {_count_at_start(flat)}"
    )
    sheet.key(66, [((STATUS_COLOURS[s], "#8A909A"), s) for s in STATUS_COLOURS])
    _draw_status(sheet, courses, law, since)
    turned = Counter(
        _first(course, PROHIBITED).year
        for course in flat.values()
        if _first(course, PROHIBITED) < date.max
    )
    busiest = [year for year, _ in turned.most_common(2)]

    def when(name):
        return (
            _and([f"{s.status} from {_day(s.start)}" for s in _merged(flat[name])[1:]])
            or "never covered"
        )

    alt = (
        f"Table of {len(flat)} subjects by steps of the law, each cell coloured and named. "
        f"In January 2006 {_count_at_start(flat)} prohibited. On {_day(as_of())} prohibited: {_and(now[PROHIBITED]) if now[PROHIBITED] else 'none'}. "
        + "".join(
            f"{status.capitalize()}: {_and(now[status])}. "
            for status in (CAPPED, CONDITIONAL, NOT_COVERED)
            if now[status]
        )
        + (
            f"Most bans fell in {_and([str(y) for y in sorted(busiest)])}: {sum(turned[y] for y in busiest)} of "
            f"{sum(turned.values())}. "
            if busiest
            else ""
        )
        + "The path differs. "
        + " ".join(
            f"{name.capitalize()}: {when(name)}."
            for name in ("luxury cars", "ordinary cars", "coal")
        )
    )
    return Figure(
        "What was barred, and when",
        sheet.figure,
        alt,
        table,
        _source("data/law, put to the classifier"),
    )


def _first(course, *statuses):
    return next((s.start for s in course if s.status in statuses), date.max)


def _count_at_start(courses):
    count = sum(course[0].status == PROHIBITED for course in courses.values())
    return f"{count} {'was' if count == 1 else 'were'}" if count else "none was"


def _merged(course):
    """The stretches of a course with those of the same status in a row made one."""
    return [
        s
        for before, s in zip([None, *course], course)
        if before is None or before.status != s.status
    ]


def _draw_status(sheet, courses, law, since):
    left, right, top, step = 158, 1256, 196, 21.8
    steps = sorted(
        {s.start for topics in courses.values() for course in topics.values() for s in course}
    )
    first, last = 101, 146
    width = (right - left - first - last) / max(len(steps) - 2, 1)
    edges = [left, *(left + first + n * width for n in range(len(steps) - 1))]
    scale = _Time(since, as_of(), left, right)
    scale.years(sheet, 88, 106)
    adopted = {r.adopted: r.key for r in law.resolutions if r.kind == "sanctions"}
    sheet.text(24, 97, "to scale", colour=SOFT)
    sheet.text(24, 146, "step by step", colour=SOFT)
    for n, day in enumerate(steps):
        if n:
            sheet.line(
                [scale(day), scale(day), edges[n], edges[n]], [106, 112, 134, 168], "#A9A295"
            )
            sheet.text(edges[n] + 4, 146, adopted.get(day, "deadline"), bold=True)
            sheet.text(edges[n] + 4, 164, f"{day.day} {day:%b %y}", colour=SOFT)
        else:
            sheet.text(edges[n] + 4, 146, "before", bold=True)
    y = top
    for group, topics in courses.items():
        sheet.text(24, y, group, bold=True)
        y += step
        for name, course in topics.items():
            sheet.text(34, y, name)
            for n, s in enumerate(course):
                x0 = edges[steps.index(s.start)]
                x1 = edges[steps.index(course[n + 1].start)] if n + 1 < len(course) else right
                fresh = n == 0 or course[n - 1].status != s.status
                sheet.box(
                    x0 + (1 if fresh else 0),
                    y - step / 2 + 1,
                    x1 - 1,
                    y + step / 2 - 1,
                    STATUS_COLOURS[s.status],
                )
                earlier = () if fresh else course[n - 1].paragraphs
                more = [i for i in s.paragraphs if i not in earlier]
                grown = set(earlier) < set(s.paragraphs)
                ids = (
                    ", ".join(more)
                    if fresh
                    else f"+ {', '.join(more)}"
                    if grown
                    else f"now {', '.join(s.paragraphs)}"
                )
                words = [f"{s.status} {ids}".strip(), s.status] if fresh else [ids, ", ".join(more)]
                colour = (
                    PAPER if s.status == PROHIBITED else SOFT if s.status == NOT_COVERED else INK
                )
                sheet.fit(x0 + 5, y, x1 - x0 - 6, words, colour=colour)
            y += step
        y += 4


def monitoring(law=None, events=None):
    """Who watched over the measures, and what ended and what did not: the Panel's mandates, the vetoes, the Committee, the MSMT.

    Arguments: `law`, the whole law if left out; `events`, a frame like `sl.events()`. Returns a Figure; its table has a row for
    each mandate, failed draft and act of the Multilateral Sanctions Monitoring Team, and for what goes on.
    Source: `data/law/`, `data/events.csv`. Raises KitError for a law without a mandate of the Panel.

    >>> table = monitoring().table
    >>> table[table["what"] == "mandate of the Panel"]["until"].max().date().isoformat()
    '2024-04-30'
    """
    law, events, today = _law(law), _events(events), as_of()
    mandates = [r for r in law.resolutions if r.panel]
    if not mandates:
        raise KitError(
            "This law has no mandate of the Panel of Experts to draw. Take sl.law(), or leave fewer out.",
            "law",
            law,
        )
    drafts = [r for r in law.resolutions if r.kind == "draft"]
    base = next(
        (m for m in law.measures if m.subject == "monitoring" and "Committee" in m.title), None
    )

    def standing(day):
        return [m for m in law.in_force(day) if m.subject != "monitoring"]

    steps = [(day, len(standing(day))) for day in law.boundaries if day <= today]
    steps = [step for before, step in zip([(None, 0), *steps], steps) if before[1] != step[1]]
    last, now = max(r.panel["until"] for r in mandates), steps[-1][1]
    endless = not any(m.ends for m in standing(today))
    team = events[
        events["participants"].str.contains("MSMT", na=False) & (events["category"] == "un-process")
    ].sort_values("start")
    rows = [
        {
            "what": "mandate of the Panel",
            "number": r.key,
            "from": r.adopted.isoformat(),
            "until": r.panel["until"],
            "vote": r.vote,
            "words": "",
        }
        for r in mandates
    ]
    rows += [
        {
            "what": "draft that failed",
            "number": r.symbol,
            "from": r.voted.isoformat(),
            "until": None,
            "vote": r.vote,
            "words": _opposed(r),
        }
        for r in drafts
    ]
    rows += [
        {
            "what": "MSMT, not a UN body",
            "number": row.id,
            "from": row.date,
            "until": None,
            "vote": "",
            "words": row.headline,
        }
        for row in team.itertuples()
    ]
    if base:
        rows.append(
            {
                "what": "Committee, goes on",
                "number": base.id,
                "from": law.resolution(base.resolution).adopted.isoformat(),
                "until": None,
                "vote": "",
                "words": base.title,
            }
        )
    rows += [
        {
            "what": "measures in force",
            "number": str(count),
            "from": day.isoformat(),
            "until": None,
            "vote": "",
            "words": "",
        }
        for day, count in steps
    ]
    table = pd.DataFrame(rows)
    table = table.assign(until=_stamp(table["until"]))
    launch = team.iloc[0]["start"].date() if len(team) else None
    gap = (launch - last).days if launch and launch > last else 0
    goes_on = (
        f"{_n(now, 'measure')} {'is' if now == 1 else 'are'} in force on {_day(today)}"
        + ", none with an end date" * endless
    )
    outlived = last < today and now and base
    sheet = _Sheet(
        "The Panel ended; the measures and the Committee did not"
        if outlived
        else "Who watches over the measures"
    )
    committee = (base.id, law.resolution(base.resolution).adopted) if base else None
    _draw_monitoring(
        sheet,
        mandates,
        drafts,
        committee,
        steps,
        team,
        last,
        gap,
        goes_on,
        min(_covered(events), today),
    )
    alt = (
        f"Timeline from {steps[0][0].year} to {today.year}. {_n(len(mandates), 'mandate')} of the Panel of Experts follow each other from "
        f"{_day(mandates[0].adopted)} and stop on {_day(last)}. "
        + " ".join(
            f"On {_day(r.voted)} draft {r.symbol} failed, {r.vote}, {_states(r.against)} voting against."
            for r in drafts
        )
        + f" What ended is the Panel alone. {'The Committee of ' + base.id + ' goes on, and ' if base else ''}{goes_on} "
        f"(paragraphs on monitoring not counted); on the day after the Panel's end there were {len(standing(last + _DAY))}."
        + (
            f" {team.iloc[0]['headline']} on {_day(launch)}, {_n(gap, 'day')} after the Panel's end; it is not a UN body."
            if gap
            else ""
        )
    )
    return Figure(
        "Monitoring, and what outlived it",
        sheet.figure,
        alt,
        table,
        _source("data/law and data/events.csv"),
    )


def _states(names):
    return _and([{"Russian Federation": "Russia"}.get(name, name) for name in names])


def _opposed(draft):
    return f"against: {_states(draft.against)}" + (
        f"; abstaining: {_states(draft.abstained)}" if draft.abstained else ""
    )


def _draw_monitoring(sheet, mandates, drafts, committee, steps, team, last, gap, goes_on, covered):
    left, right, today = 200, 1226, as_of()
    scale = _Time(date(steps[0][0].year, 1, 1), today, left, right)
    scale.years(sheet, 66, sheet.height - 24)
    low, high = 240, 104
    unit = (low - high) / max(count for _, count in steps)
    sheet.lines(24, 162, ["Measures", "in force"], bold=True)
    for (day, count), (until, _) in zip(steps, [*steps[1:], (today, 0)]):
        sheet.box(scale(day), low - count * unit, scale(until), low, NAVY)
    sheet.arrow(right + 8, (low + high) / 2, NAVY, 14)
    words = sheet.wrap(goes_on, 390)
    sheet.lines(right - 16, low - 18 * len(words) + 2, words, colour=PAPER, ha="right")
    if committee:
        sheet.text(24, 278, "Committee", bold=True)
        sheet.box(scale(committee[1]), 262, right, 294, STEEL, NAVY)
        sheet.arrow(right + 8, 278, NAVY, 14)
        sheet.text(right - 16, 278, f"{committee[0]}, goes on", ha="right")
    sheet.lines(24, 332, ["Panel of Experts"], bold=True)
    sheet.lines(24, 351, [_n(len(mandates), "mandate")], colour=SOFT)
    starts = [
        max(r.adopted, *(q.panel["until"] for q in mandates[:n])) if n else r.adopted
        for n, r in enumerate(mandates)
    ]
    for n, (r, start) in enumerate(zip(mandates, starts)):
        x0, x1 = scale(start), scale(r.panel["until"])
        sheet.box(x0, 322, x1 - 1.5, 358, (STEEL, GREY)[n % 2])
        if not sheet.fit((x0 + x1) / 2, 340, x1 - x0, [r.key], ha="center"):
            sheet.text((x0 + x1) / 2, 372, r.key, ha="center", plate=True)
    end = scale(last)
    sheet.line([end, end], [314, 366], RUST, 4, z=4)
    sheet.lines(end + 12, 331, ["ended", _short(last)], bold=True, colour=RUST, plate=True)
    sheet.lines(24, 438, ["Drafts", "that failed"], bold=True)
    for n, r in enumerate(drafts):
        x, y = scale(r.voted), 418 + 66 * n
        sheet.text(
            x - 18, y, f"{r.symbol}, {_short(r.voted)}, {r.vote}", bold=True, ha="right", plate=True
        )
        sheet.text(x - 18, y + 20, _opposed(r), ha="right", plate=True)
        if 0 <= (last - r.voted).days < 365:
            sheet.line([x, x, end, end], [y, 392, 376, 368], RUST, 1.4)
        sheet.mark(x, y, CONTESTED["denied"], 13)
    if len(team):
        sheet.lines(24, 560, ["MSMT, which is", "not a UN body"], bold=True)
        start = scale(team.iloc[0]["start"].date())
        seen = max(scale(covered), start + 4)
        sheet.box(start, 560, seen, 596, PAPER, RUST, 1.6, "////")
        sheet.line([seen, right], [578, 578], RUST, 1.6, (0, (3, 2)))
        sheet.text(
            right, 618, f"no data after {covered:%b %Y}", colour=SOFT, ha="right", plate=True
        )
        for row in team.iloc[1:].itertuples():
            x0, x1 = scale(row.start.date()), scale(row.end.date() + _DAY)
            sheet.box(min(x0, x1 - 4), 554, x1, 602, RUST)
        sheet.text(
            start - 10,
            568,
            f"launched {_short(team.iloc[0]['start'])}",
            bold=True,
            ha="right",
            colour=RUST,
            plate=True,
        )
        sheet.text(
            start - 10,
            588,
            f"then {_n(len(team) - 1, 'report or briefing', 'reports and briefings')}",
            ha="right",
            plate=True,
        )
        if gap:
            sheet.line([end, end, start, start], [634, 644, 644, 634], INK, 1.4, z=3)
            sheet.text(
                (end + start) / 2,
                662,
                f"{gap} days with neither",
                bold=True,
                ha="center",
                plate=True,
            )


_GIFT = "aurus-2024-02"


_OPEN = ("alleged", "denied")


_WORDS = {"un-process": "UN process"}


_LABELS = {
    "T-34": "the car",
    "T-44": "second Aurus",
    "T-52": "soldiers",
    "T-38": "veto of the Panel",
    "T-43": "treaty",
    "T-17": "veto of new measures",
    "T-24": "Aurus shown",
    "T-69": "a ride in the Aurus",
    "T-20": "rockets for Wagner",
    "T-23": "containers by sea",
    "T-29": "missile debris",
    "T-57": "air defence",
    "T-36": "tankers at Vostochny",
    "T-58": "DPRK entries to Russia",
    "T-72": "Alabuga",
    "T-31": "frozen money",
    "T-25": "drones for Kim",
    "T-19": "horses",
    "T-50": "more horses",
    "T-53": "MSMT",
    "T-60": "drone know-how",
    "T-65": "sappers",
    "T-62": "bridge begun",
    "T-47": "bridge agreed",
    "T-79": "bridge due",
    "T-56": "zoo animals",
    "T-75": "vase and portrait",
    "T-55": "IT show",
    "T-35": "three teams leave",
    "T-21": "Shoigu",
    "T-32": "first tour group",
    "T-33": "party forum",
    "T-71": "Kursk museum",
    "T-22": "flights resume",
    "T-28": "commission",
    "T-73": "commission",
    "T-54": "treaty ratified",
    "T-78": "letter to the congress",
}


def cooperation(events=None, since="2022-01-01"):
    """The cooperation of Russia and the DPRK over time: a lane for each kind, a mark for each event by how contested it is.

    Lanes are in order of how much of them is not confirmed. Arguments: `events`, a frame like `sl.events()`; `since`, the first day.
    Returns a Figure; its table is the events drawn. Source: `data/events.csv`. Raises KitError if no event is left.

    >>> cooperation().table.query("id == 'T-34'")[["category", "contested"]].values.tolist()
    [['gift', 'both confirm']]
    """
    events, first = _events(events), _since(since)
    shown = events[events["end"] >= pd.Timestamp(first)].sort_values(["start", "end", "id"])
    if shown.empty:
        raise KitError(
            f"No event is left from {first} on. Give an earlier day, or more events.",
            "since",
            since,
        )
    table = shown[
        ["id", "date", "category", "headline", "contested", "measures", "sources"]
    ].reset_index(drop=True)
    alleged = table["contested"].isin(_OPEN)
    doubt = alleged.groupby(table["category"].astype(str)).agg(["mean", "sum", "size"])
    lanes = doubt.sort_values(["mean", "size"], ascending=[False, False]).index.tolist()
    counts = {kind: int((table["contested"] == kind).sum()) for kind in CONTESTED}
    covered = _covered(events)
    sheet = _Sheet(
        f"Both governments confirm {counts['both confirm']} of {len(table)} events; "
        f"{int(alleged.sum())} rest on what others allege"
    )
    sheet.key(
        66,
        [
            (look, f"{look.words} ({counts[kind]})")
            for kind, look in CONTESTED.items()
            if counts[kind]
        ],
    )
    _draw_cooperation(sheet, shown, lanes, first, covered)
    most = [name for name in lanes if doubt.loc[name, "mean"] >= 0.5]
    all_of = [name for name in lanes if doubt.loc[name, "mean"] == 1]
    calm = [name for name in lanes if doubt.loc[name, "sum"] == 0]
    gift = shown[shown["case"].str.contains(_GIFT, na=False)]
    busiest = shown["start"].dt.year.value_counts()

    def named(kinds):
        return _and([_WORDS.get(kind, kind) for kind in kinds])

    words = "; ".join(
        f"{CONTESTED[kind].words}: {count}" for kind, count in counts.items() if count
    )
    alt = (
        f"Timeline with {_n(len(lanes), 'lane')} and {_n(len(table), 'event')} from {_when(shown.iloc[0]['date'])} on. "
        f"{words.capitalize()}. "
        + (
            f"Dispute clusters: in {named(most)} at least half of the entries are others' allegations"
            + (f", in {named(all_of)} all of them" if all_of and all_of != most else "")
            + ". "
            if most
            else ""
        )
        + (f"Nothing is left to allegation in {named(calm)}. " if calm else "")
        + f"The busiest year is {busiest.index[0]}, with {_n(int(busiest.iloc[0]), 'event')}. "
        + "".join(
            f"The gift of the car, on {_when(row.date)}: {CONTESTED[row.contested].words}. "
            for row in gift.itertuples()
        )
        + f"After {_day(covered)} the data has no event: a gap in the sources, not a finding of calm."
    )
    return Figure(
        "Cooperation of Russia and the DPRK", sheet.figure, alt, table, _source("data/events.csv")
    )


def _sublanes(spans, room=11):
    """For each (left, right), the number of the sublane in which it touches no other."""
    ends, found = [], []
    for left, right in spans:
        lane = next((n for n, end in enumerate(ends) if left >= end + room), len(ends))
        ends[lane : lane + 1] = [right]
        found.append(lane)
    return found


def _draw_cooperation(sheet, shown, lanes, first, covered):
    left, right, top, bottom = 130, 1256, 108, sheet.height - 40
    scale = _Time(first, date(max(as_of().year, shown["end"].max().year), 12, 31), left, right)
    scale.years(sheet, 86, bottom)
    gap = max(left, scale(date(covered.year + covered.month // 12, covered.month % 12 + 1, 1)))
    sheet.box(gap, top, right, bottom, SHADE, z=0.2)
    placed = {}
    for lane in lanes:
        rows = list(shown[shown["category"] == lane].itertuples())
        spans = [
            (scale(max(r.start.date(), first)), scale(min(r.end.date(), scale.last) + _DAY))
            for r in rows
        ]
        placed[lane] = list(zip(rows, spans, _sublanes(spans)))
    depth = {lane: 1 + max(sub for *_, sub in placed[lane]) for lane in lanes}
    unit = (bottom - top) / sum(0.55 + 0.45 * d for d in depth.values())
    y, taken, labels = top, [], []
    for lane in lanes:
        height = (0.55 + 0.45 * depth[lane]) * unit
        sheet.line([24, right], [y, y])
        sheet.text(24, y + height / 2, _WORDS.get(lane, lane))
        for row, (x0, x1), sub in placed[lane]:
            middle = y + height / 2 + (sub - (depth[lane] - 1) / 2) * 0.45 * unit
            look = CONTESTED[row.contested]
            if row.precision in ("month", "year") or x1 - x0 > 12:
                fill = PAPER if look.hatch else look.face
                sheet.box(x0, middle - 4.5, x1, middle + 4.5, fill, look.edge, 1.4, look.hatch, z=3)
                taken.append((x0, middle - 6, x1, middle + 6))
            else:
                centre = (x0 + x1) / 2
                sheet.mark(centre, middle, look)
                taken.append((centre - 7, middle - 7, centre + 7, middle + 7))
            labels.append((row, taken[-1], middle))
        y += height
    sheet.line([24, right], [y, y])
    for row, own, middle in sorted(
        labels, key=lambda entry: (*_LABELS, entry[0].id).index(entry[0].id)
    ):
        gift = _GIFT in str(row.case)
        words = _LABELS.get(row.id, "")
        width = sheet.measure(words, bold=gift)
        if gift:
            sheet.line([(own[0] + own[2]) / 2] * 2, [top, bottom], INK, 1.2, (0, (4, 3)))
        for start in (own[2] + 5, own[0] - 5 - width):
            area = (start - 3, middle - 9, start + width + 3, middle + 9)
            if (
                words
                and left < area[0]
                and area[2] < right
                and not any(_touch(area, other) for other in taken if other != own)
            ):
                sheet.text(start, middle, words, bold=gift, plate=area[2] < gap)
                taken.append(area)
                break
    sheet.text(
        24,
        sheet.height - 20,
        "A sign is a day or a few; a bar is a month or longer. Dashed: the gift of the car.",
        colour=SOFT,
    )
    sheet.text(
        right, sheet.height - 20, f"shaded: no data after {covered:%B %Y}", colour=SOFT, ha="right"
    )


def _touch(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


_LETTERS = {Verdict.PROHIBITED: "P", Verdict.UNDETERMINED: "U", Verdict.NOT_PROHIBITED: "N"}


def classified(events=None, law=None):
    """The timeline judged: for every event with a named case its verdict, and the paragraphs or the open questions behind it.

    Arguments: `events`, a frame like `sl.events()`; `law`, the whole law if left out. Returns a Figure; its table has a row for each
    pair of event and case. Source: `data/events.csv`, `data/cases.toml`, through `classify`. Raises KitError if no event has a case.

    >>> classified().table.query("case == 'aurus-2024-02'")[["verdict", "grounds"]].values.tolist()
    [['prohibited', '2094:23; 2397:7']]
    """
    events, law, rows = _events(events), _law(law), []
    for event in events[events["case"].notna()].sort_values(["start", "end", "id"]).itertuples():
        for key in event.case.split("; "):
            finding, title = classify(named_case(key), law), named_case(key).title
            rows.append(
                {
                    "date": event.date,
                    "event": event.id,
                    "case": key,
                    "title": title.rpartition(", ")[0] or title,
                    "contested": event.contested,
                    "verdict": str(finding.verdict),
                    "grounds": "; ".join(g.id for g in finding.grounds),
                    "depends on": "; ".join(_label(n) for n in sorted(finding.hinges_on)),
                }
            )
    if not rows:
        raise KitError(
            "None of these events has a named case. Take sl.events(), or rows of it with a case.",
            "events",
            len(events),
        )
    table = pd.DataFrame(rows)
    counts = {v: int((table["verdict"] == v.value).sum()) for v in _LETTERS}
    sheet = _draw_classified(rows, counts)
    paragraphs = Counter(
        i for row in rows for i in filter(None, row["grounds"].split("; "))
    ).most_common(3)
    questions = Counter(
        q for row in rows for q in filter(None, row["depends on"].split("; "))
    ).most_common(3)
    gift = next((row for row in rows if row["case"] == _GIFT), None)
    barred = [row for row in rows if row["verdict"] == Verdict.PROHIBITED.value]
    alleged = sum(row["contested"] in _OPEN for row in barred)
    alt = (
        f"Three lists by date, from {_when(rows[0]['date'])} to {_when(rows[-1]['date'])}: of {_n(len(rows), 'case')} in the timeline, "
        f"{counts[Verdict.PROHIBITED]} are prohibited, {counts[Verdict.UNDETERMINED]} undetermined and "
        f"{counts[Verdict.NOT_PROHIBITED]} not prohibited by any UN measure in this data, on the facts that somebody has asserted. "
        + (
            f"{alleged} of the {len(barred)} prohibited rest on allegations of others, so they are prohibited if they happened as told. "
            if alleged
            else ""
        )
        + (
            f"The paragraphs that bar most are {_and([f'{i} ({count})' for i, count in paragraphs])}. "
            if paragraphs
            else ""
        )
        + (
            f"What most often keeps a case open: {_and([f'{q} ({count})' for q, count in questions])}. "
            if questions
            else ""
        )
        + (
            f"The gift of the car is {gift['verdict']}"
            + (f", by {_and(gift['grounds'].split('; '))}" if gift["grounds"] else "")
            + "."
            if gift
            else ""
        )
    )
    return Figure(
        "The timeline, classified",
        sheet.figure,
        alt,
        table,
        _source("data/events.csv and data/cases.toml, put to the classifier"),
    )


def _draw_classified(rows, counts):
    step, probe = 16.5, _Sheet("")
    widths = {Verdict.PROHIBITED: 394, Verdict.UNDETERMINED: 450, Verdict.NOT_PROHIBITED: 388}
    entries = {v: [] for v in _LETTERS}
    for row in rows:
        verdict = Verdict(row["verdict"])
        inner = widths[verdict] - 46
        words = (row["grounds"] or row["depends on"]).split("; ")
        open_ = [
            f"open: {', '.join(words)}",
            *(f"open: {_some(words, n)}" for n in range(len(words) - 1, 0, -1)),
        ]
        told = {
            Verdict.PROHIBITED: [", ".join(words)],
            Verdict.UNDETERMINED: [*open_, f"open: {_n(len(words), 'question')}"],
            Verdict.NOT_PROHIBITED: ["no measure"],
        }[verdict]
        fitting = [
            line
            for line in (f"{_when(row['date'])} · {behind}" for behind in told)
            if probe.measure(line) <= inner
        ]
        title = probe.wrap(row["title"], inner, bold=row["case"] == _GIFT)
        entries[verdict].append((title, (fitting or [_when(row["date"])])[:1], row))
    heights = [
        sum((len(title) + 1) * step + 7 for title, *_ in found) for found in entries.values()
    ]
    sheet = _Sheet(
        f"{counts[Verdict.PROHIBITED]} of {len(rows)} cases are prohibited, {counts[Verdict.UNDETERMINED]} hang on "
        "facts that are not known",
        int(max(HEIGHT, 138 + max(heights))),
    )
    sheet.key(
        66,
        [
            ((INK, INK), "confirmed by at least one of the two governments"),
            ((PAPER, INK), "alleged by others: judged as if it happened as told"),
        ],
    )
    x = 24
    for verdict, letter in _LETTERS.items():
        y, column = 86, widths[verdict]
        fill, colour = VERDICT_COLOURS[verdict], PAPER if verdict is Verdict.PROHIBITED else INK
        edge = "#8A8578" if verdict is Verdict.NOT_PROHIBITED else fill
        sheet.box(x, y, x + column - 16, y + 28, fill, edge)
        sheet.text(
            x + 8, y + 14, f"{letter}  {verdict}: {counts[verdict]}", bold=True, colour=colour
        )
        y += 46
        for title, told, row in entries[verdict]:
            sure = row["contested"] not in _OPEN
            sheet.box(x + 1, y - 9, x + 20, y + 9, fill if sure else PAPER, edge, 1.6)
            sheet.text(x + 10.5, y, letter, bold=True, colour=colour if sure else INK, ha="center")
            y = sheet.lines(x + 28, y, title, step, bold=row["case"] == _GIFT)
            y = sheet.lines(x + 28, y, told, step, colour=SOFT) + 7
        x += column
    return sheet


_CARS = {"luxury car": "luxury_automobile", "ordinary car": "passenger_car"}


def one_car(law=None):
    """One car, twenty years: the same transfer into the DPRK judged on every day from 2005 on, for a luxury car and an ordinary one.

    Arguments: `law`, the whole law if left out. Returns a Figure; its table has a row for each stretch of days with the same verdict
    and paragraphs. Source: `data/law/`, through `classify`.

    >>> rows = one_car().table
    >>> rows.loc[rows["car"] == "ordinary car", "verdict"].tolist()
    ['not prohibited', 'undetermined', 'undetermined', 'prohibited']
    """
    law, since = _law(law), date(2005, 1, 1)
    courses = {
        name: _course(Case(on=since, **_TO, item=item), law, since) for name, item in _CARS.items()
    }
    rows = [
        {
            "car": name,
            "from": s.start,
            "to": s.end,
            "days": (s.end - s.start).days + 1,
            "verdict": str(s.finding.verdict),
            "paragraphs": "; ".join(s.paragraphs),
            "depends on": "; ".join(_label(n) for n in sorted(s.finding.hinges_on)),
        }
        for name, course in courses.items()
        for s in course
    ]
    table = pd.DataFrame(rows)
    table = table.assign(**{"from": _stamp(table["from"]), "to": _stamp(table["to"])})
    barred = {name: _first(course, PROHIBITED) for name, course in courses.items()}
    told = [
        f"{'a' if name[0] != 'o' else 'an'} {name} since {_short(day)}"
        for name, day in barred.items()
        if day < date.max
    ]
    sheet = _Sheet(
        f"Prohibited: {_and(told)}" if told else "Under this law no car is prohibited as such"
    )
    _draw_cars(sheet, courses, since)

    def story(name):
        parts = [
            f"{v} from {_day(s.start)}" + (f" ({_and(list(s.paragraphs))})" if s.paragraphs else "")
            for s in courses[name]
            for v in [s.finding.verdict]
        ]
        return f"{name.capitalize()}: {'; '.join(parts)}."

    later = (
        (barred["ordinary car"] - barred["luxury car"]).days
        if max(barred.values()) < date.max
        else 0
    )
    alt = (
        f"Two bands, one for each kind of car, over every day from {_day(since)} to {_day(as_of())}; the same transfer into the "
        "DPRK is judged on each. "
        + " ".join(story(name) for name in courses)
        + (
            f" So an ordinary car became prohibited {_n(later, 'day')} after a luxury car, and since then it no longer matters what a "
            "luxury is."
            if later > 0
            else ""
        )
    )
    return Figure(
        "One car, twenty years",
        sheet.figure,
        alt,
        table,
        _source("data/law, put to the classifier"),
    )


def _draw_cars(sheet, courses, since):
    left, right, tops, tall = 148, 1256, (190, 460), 124
    scale = _Time(since, as_of(), left, right)
    scale.years(sheet, sheet.height - 56, sheet.height - 32)
    gifts = [named_case(key).value("on") for key in (_GIFT, "aurus-2024-06")]
    for top, (name, course) in zip(tops, courses.items()):
        sheet.lines(24, top + tall / 2 - 10, name.split(), 20, bold=True, size=13)
        for n, s in enumerate(course):
            verdict, before = s.finding.verdict, course[n - 1] if n else None
            x0, x1 = scale(s.start), scale(s.end + _DAY)
            colour = PAPER if verdict is Verdict.PROHIBITED else INK
            sheet.box(x0, top, x1 - 1.5, top + tall, VERDICT_COLOURS[verdict])
            y = top + 22
            if before is None or before.finding.verdict is not verdict:
                bold = sheet.measure(str(verdict), bold=True) < x1 - x0 - 12
                y = (
                    sheet.lines(
                        x0 + 7,
                        y,
                        sheet.wrap(str(verdict), x1 - x0 - 8, bold=bold),
                        bold=bold,
                        colour=colour,
                    )
                    + 2
                )
            asked = [_label(q) for q in sorted(s.finding.hinges_on)]
            if asked and (before is None or before.finding.hinges_on != s.finding.hinges_on):
                sheet.lines(
                    x0 + 7, y, sheet.wrap(f"open: {', '.join(asked)}", x1 - x0 - 12), colour=colour
                )
            if verdict is Verdict.PROHIBITED:
                sheet.lines(
                    x0 + 7,
                    y,
                    sheet.wrap(f"by {_and(list(s.paragraphs))}", x1 - x0 - 12),
                    colour=colour,
                )
            sheet.fit(
                x0 + 7,
                top + tall - 16,
                x1 - x0 - 8,
                [_n((s.end - s.start).days + 1, "day")],
                colour=colour,
            )
            if before:
                sheet.line([x0, x0], [top - 56, top], INK, 1.2)
                sheet.text(x0 + 7, top - 48, _short(s.start), bold=True)
                sheet.text(
                    x0 + 7,
                    top - 28,
                    ", ".join(i for i in s.paragraphs if i not in before.paragraphs),
                )
    for day in gifts:
        sheet.line([scale(day)] * 2, [92, sheet.height - 56], INK, 1.4, (0, (4, 3)))
        for top in tops:
            sheet.line([scale(day)] * 2, [top, top + tall], PAPER, 1.4, (0, (4, 3)), z=3)
    sheet.text(
        right, 84, f"dashed: the gifts of {_and([_short(day) for day in gifts])}", ha="right"
    )


_ANY = "all rows"


def screened(rows=None, on="period", law=None):
    """What the law touched, year by year: the rows that each resolution prohibits, and those that it may prohibit.

    A row counts for every resolution that touches it, in the year in which its period begins. Bars of all lanes have one scale.
    Arguments: `rows`, a pandas frame from `sl.screen`, or the made-up extract, with what States list as luxury set aside; `on`, its
    column of dates or periods; `law`, the law that it was screened under, the whole law if left out. Returns a Figure; its table has a
    row for each year, and for each resolution and year in which it touches rows. Source: `data/trade_extract.csv` or the frame.
    Raises KitError for a frame without these columns, or without a row that the law touches.

    >>> screened().table.query("resolution == '2397' and year == 2018")[["prohibited", "may be"]].values.tolist()
    [[13, 16]]
    """
    law, own = _law(law), rows is not None
    rows = rows if own else screen(trade_extract(), assume={"national_luxury": "no"}, law=law)
    for name in (on, "verdict", "measures", "possible"):
        if name not in rows:
            raise KitError(
                f'This frame has no column "{name}". Take what sl.screen gives back, and name its dates: on="period".',
                "rows",
                name,
            )
    years = rows[on].map({raw: _year(raw) for raw in rows[on].unique()})
    dated = rows.assign(_year=years)[years.notna()]
    known = {r.key: r for r in law.resolutions if r.kind == "sanctions"}
    counts = Counter()
    for year, verdict, measures, possible in zip(
        dated["_year"].astype(int), dated["verdict"], dated["measures"], dated["possible"]
    ):
        sure, open_ = (
            {name.partition(":")[0] for name in ids.split("; ")} for ids in (measures, possible)
        )
        counts.update(
            [
                (_ANY, year, "rows"),
                (_ANY, year, verdict),
                *((key, year, Verdict.PROHIBITED) for key in sure),
                *((key, year, Verdict.UNDETERMINED) for key in open_ - sure),
            ]
        )
    lanes = [_ANY, *(key for key in known if any(name == key for name, *_ in counts))]
    if len(lanes) == 1:
        raise KitError(
            "The law touches none of these rows, or none has a date that can be read: there is nothing to draw.",
            "rows",
            len(rows),
        )
    span = range(int(dated["_year"].min()), int(dated["_year"].max()) + 1)
    table = pd.DataFrame(
        [
            {
                "resolution": lane,
                "adopted": known[lane].adopted if lane in known else None,
                "year": year,
                "rows": counts[_ANY, year, "rows"],
                "prohibited": counts[lane, year, Verdict.PROHIBITED],
                "may be": counts[lane, year, Verdict.UNDETERMINED],
            }
            for lane in lanes
            for year in span
        ]
    )
    table = table[
        (table["resolution"] == _ANY) | (table["prohibited"] + table["may be"] > 0)
    ].reset_index(drop=True)
    table = table.assign(adopted=_stamp(table["adopted"]))
    sheet = _Sheet(_bite(table[table["resolution"] == _ANY], len(dated)))
    _draw_screened(sheet, table, lanes, known, span)
    sums = {
        lane: f"{some['prohibited'].sum()} and {some['may be'].sum()}, from {some['year'].min()} on"
        for lane, some in table.groupby("resolution")
    }
    unread, idle = len(rows) - len(dated), [key for key in known if key not in lanes]
    alt = (
        f"Bars by year from {span[0]} to {span[-1]}, two for each year: left the rows that are prohibited, right those left open, which may be. "
        f"The first lane is for all rows, then comes one for each of {_n(len(lanes) - 1, 'resolution')} in order of adoption. "
        f"{_bite(table[table['resolution'] == _ANY], len(dated))}. By resolution, prohibited and may be: "
        f"{'; '.join(f'{lane}: {sums[lane]}' for lane in lanes[1:])}. "
        + (f"No row is touched by {_and(idle)}. " if idle else "")
        + (f"{_n(unread, 'row')} without a date that can be read left out. " if unread else "")
        + "A row counts for every resolution that touches it, so the lanes do not add up."
    )
    return Figure(
        "What the law touched, year by year",
        sheet.figure,
        alt,
        table,
        _source(
            f"{'the rows given' if own else 'data/trade_extract.csv, which is made up'}, put to the classifier"
        ),
    )


def _year(raw):
    try:
        found = period(raw)
    except ValueError:
        return None
    return found[0].year if found else None


def _bite(rows, total):
    """How many of all rows are prohibited, and left open, and since when, in words."""
    parts = []
    for name, words in (("prohibited", f" of {_n(total, 'row')} prohibited"), ("may be", " open")):
        some = rows[rows[name] > 0]
        parts.append(
            f"{some[name].sum()}{words}, the first in {some['year'].min()}"
            if len(some)
            else f"None{words}"
        )
    return "; ".join(parts)


def _draw_screened(sheet, table, lanes, known, span):
    left, right, top, bottom, above = 132, 1256, 136, sheet.height - 40, 24
    column = (right - left) / len(span)
    numbers = table.set_index(["resolution", "year"])
    tall = {
        lane: max(numbers.loc[lane, name].max() for name in ("prohibited", "may be"))
        for lane in lanes
    }
    unit = (bottom - top - len(lanes) * (above + 14)) / sum(tall.values())
    dark, light = STATUS_COLOURS[PROHIBITED], STATUS_COLOURS[CONDITIONAL]
    sheet.key(
        66,
        [
            ((dark, dark), "left, bold: rows that are prohibited"),
            ((light, "#8A7434"), "right: rows left open, which may be"),
            ((SHADE, "#A9A295"), "years before its adoption"),
        ],
    )
    sheet.text(24, 118, "rows", colour=SOFT)
    y = top
    for lane in lanes:
        floor = y + above + 14 + tall[lane] * unit
        sheet.lines(
            24,
            (y + floor) / 2 - (9 if lane in known else 0),
            [lane, *([_short(known[lane].adopted)] if lane in known else [])],
            18,
            bold=lane not in known,
        )
        if lane in known:
            sheet.box(
                left,
                y + 4,
                left + column * min(max(known[lane].adopted.year - span[0], 0), len(span)),
                floor,
                SHADE,
                z=0.2,
            )
        for year in span:
            if (lane, year) not in numbers.index:
                continue
            middle = left + (year - span[0] + 0.5) * column
            for side, name, colour, edge in (
                (-1, "prohibited", dark, dark),
                (1, "may be", light, "#8A7434"),
            ):
                if count := int(numbers.loc[(lane, year), name]):
                    x, height = middle + side * column / 4, max(count * unit, 2)
                    sheet.box(x - column / 6, floor - height, x + column / 6, floor, colour, edge)
                    sheet.fit(
                        x,
                        floor - height - 9,
                        column / 2 - 1,
                        [f"{count}", f"{count / 1000:.0f}k"],
                        bold=side < 0,
                        ha="center",
                    )
        sheet.line([24, right], [floor, floor], "#A9A295")
        y = floor
    every = 1 + int(40 // column)
    for year in span[::every]:
        middle = left + (year - span[0] + 0.5) * column
        sheet.text(middle, 98, str(year), colour=SOFT, ha="center")
        total = int(numbers.loc[(_ANY, year), "rows"])
        sheet.fit(
            middle,
            118,
            column * every - 4,
            [f"{total}", f"{total / 1000:.0f}k"],
            colour=SOFT,
            ha="center",
        )
    sheet.text(
        24,
        sheet.height - 20,
        "A row counts for every resolution that touches it, in the year in which its period begins.",
        colour=SOFT,
    )


def admissions(events=None, since="2022-01-01"):
    """Allegation and admission: events that others alleged first, whether and when they were admitted, and the days between.

    Days count from the day on which the allegation was public; where only its month is known, from the end of that month, so they are
    the least there can be. Arguments: `events`, a frame like `sl.events()`; `since`, the first day. Reports that only repeat allegations
    (the category of UN process) are left out. Returns a Figure; its table has a row for each event, `days` blank if it was not
    admitted. Source: `data/events.csv`. Raises KitError if no event is left.

    >>> admissions().table.dropna(subset="admitted")[["id", "days"]].values.tolist()
    [['T-52', 190]]
    """
    events, first = _events(events), _since(since)
    shown = events[
        events["contested"].isin(["alleged then admitted", *_OPEN])
        & (events["category"] != "un-process")
        & (events["end"] >= pd.Timestamp(first))
    ]
    if shown.empty:
        raise KitError(
            f"No alleged event is left from {first} on. Give an earlier day, or more events.",
            "since",
            since,
        )
    covered, rows = _covered(events), []
    for event in shown.sort_values(["start", "end", "id"]).itertuples():
        told = None if pd.isna(event.reported) else date_span(event.reported, event.reported)[1]
        admitted = None if pd.isna(event.admitted) else event.admitted.date()
        rows.append(
            {
                "id": event.id,
                "date": event.date,
                "headline": event.headline,
                "contested": event.contested,
                "alleged": event.reported if told else None,
                "admitted": admitted,
                "days": (admitted - told).days if told and admitted else None,
                "days open": (covered - told).days if told and not admitted else None,
            }
        )
    table = pd.DataFrame(rows).assign(
        **{
            name: pd.Series([row[name] for row in rows], dtype="Int64")
            for name in ("days", "days open")
        }
    )
    table = table.assign(admitted=_stamp([row["admitted"] for row in rows]))
    settled = [row for row in rows if row["admitted"]]
    waiting = [row for row in rows if not row["admitted"]]
    denied = sum(row["contested"] == "denied" for row in waiting)
    sheet = _Sheet(
        f"{len(settled)} of {len(rows)} alleged events {'was' if len(settled) == 1 else 'were'} later admitted"
    )
    _draw_admissions(sheet, rows, shown.set_index("id"), first, covered)
    oldest = max(
        (row for row in waiting if row["days open"]), key=lambda row: row["days open"], default=None
    )

    def public(row):
        return (
            f"public on {_when(row['alleged'])}"
            if row["alleged"]
            else "public on a day that is not in the data"
        )

    alt = (
        f"A line for each of {_n(len(rows), 'event')} that others alleged first, from {_when(rows[0]['date'])} on. "
        + "".join(
            f"Admitted: {row['headline']}. It was {public(row)} and first admitted on {_day(row['admitted'])}"
            + (f", {_n(row['days'], 'day')} later" if row["days"] is not None else "")
            + ". "
            for row in settled
        )
        + (
            f"The other {len(waiting)} lines stay open to {_day(covered)}, where the data ends: {denied} denied by at least one "
            f"of the two governments, {len(waiting) - denied} confirmed by neither. "
            if waiting
            else ""
        )
        + (
            f"The longest open one, {public(oldest)}, is: {oldest['headline']} ({_n(oldest['days open'], 'day')}). "
            if oldest
            else ""
        )
        + "An open line says that nothing was admitted in the sources read, not that the allegation is false."
    )
    return Figure("Allegation and admission", sheet.figure, alt, table, _source("data/events.csv"))


def _draw_admissions(sheet, rows, events, first, covered):
    left, right, top = 484, 1110, 112
    scale = _Time(first, covered, left, right)
    step = (sheet.height - top - 20) / len(rows)
    scale.years(sheet, 84, sheet.height - 18)
    sheet.key(
        66,
        [
            (CONTESTED["alleged"], "allegation public"),
            (CONTESTED["alleged then admitted"], "admitted"),
            ((GREY, GREY), "the event itself"),
        ],
    )
    missing = "" if all(row["alleged"] for row in rows) else "; no triangle: day not in the data"
    sheet.text(
        1256, 66, f"dashed: nothing admitted by {covered:%b %Y}{missing}", colour=SOFT, ha="right"
    )
    for n, row in enumerate(rows):
        y = top + (n + 0.5) * step
        event = events.loc[row["id"]]
        sheet.line([24, 1256], [y + step / 2] * 2)
        label = sheet.wrap(row["headline"], left - 40)
        sheet.lines(24, y - 8.5 * (len(label) - 1), label, 17, bold=bool(row["admitted"]))
        x0, x1 = (
            scale(max(event["start"].date(), first)),
            scale(min(event["end"].date(), covered) + _DAY),
        )
        sheet.box(x0, y - 8, max(x1, x0 + 3), y + 8, GREY)
        told = date_span(row["alleged"], row["alleged"]) if row["alleged"] else None
        begin = scale(told[1]) if told else x1
        end = scale(row["admitted"]) if row["admitted"] else right
        colour, width, style = (INK, 3, "-") if row["admitted"] else (RUST, 1.6, (0, (3, 2)))
        sheet.line([begin, end], [y, y], colour, width, style, z=2)
        if told and told[0] != told[1]:
            sheet.box(scale(told[0]), y - 5, scale(told[1] + _DAY), y + 5, PAPER, RUST, 1.6, z=3)
        elif told:
            sheet.mark(begin, y, CONTESTED["alleged"])
        if row["admitted"]:
            sheet.mark(end, y, CONTESTED["alleged then admitted"], 11)
            words = ", ".join(
                [_n(row["days"], "day")] * (row["days"] is not None) + [_short(row["admitted"])]
            )
            fits = end + 14 + sheet.measure(words, bold=True) < 1256
            sheet.text(
                end + 14 if fits else begin - 14,
                y,
                words,
                bold=True,
                ha="left" if fits else "right",
                plate=True,
            )
        else:
            sheet.arrow(right + 5, y, RUST, 7)
            sheet.text(
                right + 18,
                y,
                {"denied": "denied", "alleged": "unconfirmed"}[row["contested"]],
                colour=RUST,
            )


def attribution(subject="aurus-2024-02"):
    """Who said what through whom: the chains of attribution, first speakers left, what we can read right.

    Arguments: `subject`, the key of a named case, a Case with evidence, or rows of `sl.claims()`. Returns a Figure; its table has a row
    for each statement and each chain that carries it. Source: `data/claims.csv`, `data/events.csv`, `data/sources.csv`.
    Raises KitError if no row of evidence stands behind it.

    >>> rows = attribution().table
    >>> sorted(set(rows.loc[rows["statement"].str.startswith("Thing"), "first speaker"]))
    ['kremlin']
    """
    title, said = _said(named_case(subject) if isinstance(subject, str) else subject)
    known = data.sources().set_index("key")
    called = known["name"].str.partition(":")[0]
    merged = {}
    for words, ids in said:
        for row in ids:
            for chain in chains().get(row, ()):
                merged.setdefault((words, chain), []).append(row)
    if not merged:
        raise KitError(
            "No row of evidence stands behind this. Take a named case (sl.cases()) or rows of sl.claims().",
            "subject",
            subject,
        )
    table = pd.DataFrame(
        [
            {
                "statement": words,
                "first speaker": chain[0],
                "through": " > ".join(chain[1:-1]),
                "read in": chain[-1],
                "rows": "; ".join(rows),
            }
            for (words, chain), rows in merged.items()
        ]
    )
    camps = {}
    for words, chain in merged:
        camps.setdefault(_camp(chain[0], known), {}).setdefault(words, []).append(chain)
    alone = {
        camp: [
            words
            for words in told
            if not any(words in other for c, other in camps.items() if c != camp)
        ]
        for camp, told in camps.items()
    }
    shared = [words for words, _ in said if sum(words in told for told in camps.values()) > 1]
    articles = [
        key
        for key in dict.fromkeys(c[-1] for _, c in merged)
        if key in set(data.claims()["source"])
    ]
    relays = list(dict.fromkeys(key for _, c in merged for key in c[1:-1]))
    count = sum(map(len, alone.values()))
    headline = f"{count} of {_n(count + len(shared), 'statement')} {'rests' if count == 1 else 'rest'} on one side's word alone"
    sheet = _draw_attribution(headline, camps, alone, called, articles)
    speakers = {
        camp: _some([called[k] for k in sorted({c[0] for f in told.values() for c in f})])
        for camp, told in camps.items()
    }
    others = len({c[-1] for _, c in merged if len(c) > 1} - set(articles))
    readers = [called[k] for k in articles] + ([_n(others, "other page")] if others else [])
    sides = [
        camp if names == camp else f"{camp}, through {names}" for camp, names in speakers.items()
    ]

    def cited(words):
        return (
            _n(len(words), "statement")
            if sum(map(len, words)) > 160
            else "; ".join(words).rstrip(".")
        )

    most = sorted((camp for camp in alone if alone[camp]), key=lambda camp: -len(alone[camp]))[:3]
    told = "; ".join([*sides[:4], *([f"and {len(sides) - 4} more"] if len(sides) > 4 else [])])
    alt = (
        f"Diagram of who says what about: {title}. On the left {_n(len(camps), 'side')}: {told}. "
        f"Their word reaches {_some(readers) if readers else 'us'} "
        + (
            f"through {_some([called[k] for k in relays])} or directly. "
            if relays
            else "directly. "
        )
        + "".join(f"On the word of {camp} alone rests: {cited(alone[camp])}. " for camp in most)
        + (
            f"Borne out by more than one: {cited(shared)}. Whoever doubts one keeps only what another says too."
            if shared
            else "Nothing is borne out by more than one, so whoever doubts one loses all that it says."
        )
    )
    return Figure(
        f"Who said what: {title}",
        sheet.figure,
        alt,
        table,
        _source("data/claims.csv, data/events.csv and data/sources.csv"),
    )


def _said(subject):
    """A title, and what is said with the ids of the rows that say it."""
    if isinstance(subject, pd.DataFrame) and {"id", "claim"} <= set(subject.columns):
        return _n(len(subject), "claim"), [(row.claim, [row.id]) for row in subject.itertuples()]
    if isinstance(subject, Case):
        known = {
            name: e.rows
            for name, e in subject.evidence.items()
            if e.rows and subject.value(name) is not UNKNOWN
        }
        words = {
            name: f"{fact(name).label}: {fact(name).words(subject.value(name)).partition(' (')[0]}"
            for name in known
        }
        return subject.title or "this case", [(words[name], rows) for name, rows in known.items()]
    raise KitError(
        'attribution() takes the key of a case such as "aurus-2024-02", a Case or rows of sl.claims().',
        "subject",
        subject,
    )


def _camp(key, known):
    """Whose word it is: for organs of a State the State, else the speaker."""
    kind, country = known.loc[key, "kind"], known.loc[key, "country"]
    if kind in ("government", "state-media") and not pd.isna(country):
        return {"Russian Federation": "Russia", "DPRK": "the DPRK"}.get(country, country)
    return known.loc[key, "name"].partition(":")[0]


_END, _END_ROOM, _RELAY = 1004, 250, 620


_STROKES = [(NAVY, "-"), (RUST, (0, (5, 2))), ("#2E6E5E", (0, (1.5, 1.5))), (SOFT, "-.")]


def _spread(wanted, room, top, bottom):
    """Heights in the order of the wanted ones, evenly spread over a stretch, or with the room that each needs at least."""
    step = max((bottom - top) / max(len(wanted), 1), room)
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    return {n: top + (place + 0.5) * step for place, n in enumerate(order)}


def _draw_attribution(headline, camps, alone, called, articles):
    probe = _Sheet("")
    told = {
        camp: [(probe.wrap(words, 318), words in alone[camp]) for words in said]
        for camp, said in camps.items()
    }
    heads = {camp: probe.wrap(camp[0].upper() + camp[1:], 330, 12, True) for camp in camps}
    speakers = {
        camp: sorted({c[0] for found in said.values() for c in found})
        for camp, said in camps.items()
    }
    heights = {
        camp: max(
            22 + 19 * len(heads[camp]) + sum(18 * len(lines) + 5 for lines, _ in entries),
            76 * len(speakers[camp]),
        )
        for camp, entries in told.items()
    }
    every = list(
        dict.fromkeys(
            chain for said in camps.values() for found in said.values() for chain in found
        )
    )
    ends = sorted({c[-1] for c in every if len(c) > 1}, key=lambda k: (k not in articles, k))
    top, pad = 92, 14 + 18 * max([len(probe.wrap(called[k], _END_ROOM)) for k in ends], default=1)
    height = int(
        max(
            HEIGHT, top + 24 + sum(heights.values()) + 16 * len(heights), top + 24 + pad * len(ends)
        )
    )
    sheet, bottom = _Sheet(headline, height), height - 24
    spare = (bottom - top - sum(heights.values())) / len(heights)
    places, y = {}, top + spare / 2
    for n, (camp, entries) in enumerate(told.items()):
        colour = _STROKES[n % len(_STROKES)][0]
        sheet.box(24, y, 388, y + heights[camp], SHADE)
        sheet.box(24, y, 30, y + heights[camp], colour)
        line = sheet.lines(42, y + 18, heads[camp], 19, bold=True, size=12, colour=colour) + 4
        for lines, own in entries:
            sheet.box(43, line - 5, 53, line + 5, colour if own else SHADE, colour, 1.4)
            line = sheet.lines(62, line, lines) + 5
        for place, key in enumerate(speakers[camp]):
            places["speaker", key] = y + heights[camp] * (place + 0.5) / len(speakers[camp])
        y += heights[camp] + spare
    relays = {}
    for chain in every:
        for depth, key in enumerate(chain[1:-1]):
            relays[key] = max(relays.get(key, 0), depth)
    wanted = [_mean(places["speaker", c[0]] for c in every if c[-1] == k) for k in ends]
    for n, place in _spread(wanted, pad, top, bottom).items():
        places["end", ends[n]] = place
    step = min(160, (_END - 24 - _RELAY) / max(len(set(relays.values())), 1))
    for depth in sorted(set(relays.values())):
        level = [k for k, d in relays.items() if d == depth]
        wanted = [
            _mean(
                (places["speaker", c[0]] + places["end", c[-1]]) / 2 for c in every if k in c[1:-1]
            )
            for k in level
        ]
        room = 10 + 18 * max(len(probe.wrap(called[k], step - 14)) for k in level)
        middle, half = (
            _mean(wanted),
            min(max(max(wanted) - min(wanted), max(room, 90) * len(level)), bottom - top) / 2,
        )
        middle = min(max(middle, top + half), bottom - half)
        for n, place in _spread(wanted, room, middle - half, middle + half).items():
            places["relay", level[n]] = place
    _draw_chains(sheet, camps, called, articles, places, relays, step)
    sheet.key(
        66, [((SOFT, SOFT), "rests on this word alone"), ((PAPER, SOFT), "borne out by others")]
    )
    sheet.text(
        1256,
        66,
        "from first speaker to what we can read; thicker: more statements",
        colour=SOFT,
        ha="right",
    )
    return sheet


def _mean(numbers):
    numbers = list(numbers)
    return sum(numbers) / len(numbers)


def _draw_chains(sheet, camps, called, articles, places, relays, step):
    left, right = {}, {}
    for node, y in places.items():
        kind, key = node
        article = kind == "end" and key in articles
        left[node] = {"speaker": 404, "relay": _RELAY + relays.get(key, 0) * step, "end": _END}[
            kind
        ]
        lines = sheet.wrap(
            called[key], {"speaker": 150, "relay": step - 14, "end": _END_ROOM}[kind], bold=article
        )
        right[node] = (
            left[node]
            + max(sheet.measure(line, bold=article) for line in lines)
            + (8 if article else 0)
        )
        if article:
            sheet.box(left[node] - 8, y - 15, right[node], y + 15, PAPER, INK, 1.6, z=2)
        sheet.lines(
            left[node], y - 9 * (len(lines) - 1), lines, bold=article, plate=kind == "relay"
        )
    for n, said in enumerate(camps.values()):
        colour, style = _STROKES[n % len(_STROKES)]
        edges = {}
        for words, found in said.items():
            for chain in (c for c in found if len(c) > 1):
                nodes = [
                    ("speaker", chain[0]),
                    *(("relay", k) for k in chain[1:-1]),
                    ("end", chain[-1]),
                ]
                for edge in zip(nodes, nodes[1:]):
                    edges.setdefault(edge, set()).add(words)
        shift = (n - (len(camps) - 1) / 2) * 5
        for (a, b), words in edges.items():
            x0, x1 = right[a] + 6, left[b] - (10 if b[0] == "end" and b[1] in articles else 6)
            y0, y1, bend = places[a], places[b] + (shift if b[0] == "end" else 0), (x1 - x0) / 2
            curve = Path(
                [(x0, y0), (x0 + bend, y0), (x1 - bend, y1), (x1, y1)],
                [Path.MOVETO, *[Path.CURVE4] * 3],
            )
            sheet.axes.add_patch(
                PathPatch(
                    curve,
                    facecolor="none",
                    edgecolor=colour,
                    linestyle=style,
                    linewidth=0.9 + 0.5 * len(words),
                    zorder=1,
                )
            )
