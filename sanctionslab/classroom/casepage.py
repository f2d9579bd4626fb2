"""case_page(): a case of one's own as a page to read, to print and to hand in."""

from __future__ import annotations

from pathlib import Path

from ..cases import Case, chains_of, own_case, remarks
from ..errors import KitError, shown
from ..files import begins_with, path_of, write_whole
from ..logic import UNKNOWN
from ..outline import (
    Html,
    Part,
    as_text,
    html_of,
    lines_of,
    part_html,
    section_html,
    table_html,
    words_html,
)
from ..verdict import classify
from ..vocabulary import fact
from .checklist import Point
from .plain import clean
from .sheets import sheet

MARK = "<!-- A page of sanctionslab: sl.case_page() -->\n"
LONGEST_ARGUMENT = 20_000  # letters of an argument
FACTS = 5  # that a case has to state


def case_checklist(case: Case) -> list[Point]:
    """What can be looked at in a case without judging whether it is fair: a Point for each.

    >>> from sanctionslab.cases import case
    >>> [point.is_there for point in case_checklist(case("aurus-2024-02"))]
    [True, True, True, True, False]
    """
    evidence = case.evidence
    rows = {name: evidence[name].rows if name in evidence else () for name in case.given}
    bare = [fact(name).inline_label for name, some in rows.items() if not some]
    chains = [chain for some in rows.values() for row in some for chain in chains_of(row)]
    speakers = {chain[0] for chain in chains}
    is_open = any(value is UNKNOWN for value in case.given.values())
    without = f" (still without: {', '.join(bare)})" if bare else ""
    return [
        Point(f"{len(case.given)} facts, of {FACTS} or more", len(case.given) >= FACTS),
        Point(f"every fact rests on a claim{without}", bool(case.given) and not bare),
        Point("a chain says through whom a claim came", any(len(chain) > 1 for chain in chains)),
        Point(f"more than one first speaker ({len(speakers)})", len(speakers) > 1),
        Point('what the report leaves open is stated as "unknown"', is_open),
    ]


class CasePage:
    """A case of one's own as a page: what `case_page` returns. It shows itself.

    `name` is the file's name, `case` what it tells, `argument` what was argued.
    """

    def __init__(self, path: str | Path, argument: str) -> None:
        self.case, self.remarks = own_case(path), remarks(path)
        self.name, self.argument = Path(path).name, argument
        self.finding = classify(self.case)

    @property
    def title(self) -> str:
        """The title of the case, or else the name of the file."""
        return self.case.title or self.name

    @property
    def parts(self) -> list[Part]:
        """What the page says beside the finding: claims, remarks, the checklist, the argument."""
        paragraphs = [paragraph for paragraph in self.argument.split("\n\n") if paragraph.strip()]
        return [
            Part("Who says what", lines_of(self._claims())),
            Part("What a careful reader would remark", lines_of(self.remarks.lines)),
            Part("Checklist", lines_of(map(str, case_checklist(self.case)))),
            Part("The argument", lines_of(paragraphs or ["Not written yet."])),
        ]

    def _claims(self) -> list[str]:
        rows = {row: None for behind in self.case.evidence.values() for row in behind.rows}
        return [
            f"{row}: {getattr(row, 'says', 'a row of the kit')} ("
            f"{'; '.join(' > '.join(chain) for chain in chains_of(row))})"
            for row in rows
        ]

    def _facts(self) -> list[list[str]]:
        return [
            [
                fact(name).label,
                fact(name).words(value),
                ", ".join(self.case.evidence[name].rows) if name in self.case.evidence else "",
            ]
            for name, value in self.case.given.items()
        ]

    def __repr__(self) -> str:
        facts = Part("Facts", lines_of(": ".join(row[:2]) for row in self._facts()))
        verdict = f"{self.finding.verdict}: {self.finding.sentence}"
        return "\n".join([self.title, "", *as_text([facts, *self.parts]), verdict])

    def _repr_html_(self) -> str:
        body = Html.of("h3", self.title) + self._told()
        return section_html("page", body, label=f"The page of {self.name}")

    def _told(self) -> str:
        claims, *others, argument = self.parts
        table = table_html("The facts", ["Fact", "What is said", "Rests on"], self._facts())
        rest = "".join(part_html(part, marked=False) for part in (claims, *others))
        paragraphs = "".join(f"<p>{words_html(line[0])}</p>" for line in argument.lines)
        argued = f"<h4>{argument.heading}</h4>{paragraphs}"
        picture = html_of(self.finding.picture())
        return f"{argued}{html_of(self.finding)}{picture}{table}{rest}"

    def save(self, path: str | Path) -> Path:
        """Write the page as a file that a browser opens and prints.

        Argument: `path`, such as "my_case.html"; only a page that was saved here is replaced.
        Returns the path. Raises KitError if it cannot be written there.
        """
        place = path_of(path)
        if place.suffix != ".html":
            message = f'A page is named like "my_case.html", not {shown(str(path))}.'
            raise KitError(message, "path", str(path))
        text = MARK + sheet(self.title, self._told())
        try:
            write_whole(place, text, replace=place.is_file() and begins_with(place, MARK))
        except FileExistsError:
            message = f"{place.name} is there already and is no page of the kit. Give another name."
            raise KitError(message, "path", str(path)) from None
        except OSError as error:
            message = f"{place.name} could not be written: {error.strerror}. Give another name."
            raise KitError(message, "path", str(path)) from None
        return place


def case_page(path: str | Path, argument: str = "") -> CasePage:
    """A case of one's own as a page to read, to print and to hand in.

    Arguments: `path` of the case file; `argument`, what you argue, a blank line between
    paragraphs. Returns a CasePage that shows itself; `.save("my_case.html")` keeps it. Raises
    KitError for a file that cannot be used, or an argument that is no text.

    >>> case_page("my_case.toml")
    Traceback (most recent call last):
    ...
    sanctionslab.cases.casefile.CaseFileError: my_case.toml: there is no such file. \
Check the name, and that it lies beside the notebook.
    """
    if not isinstance(argument, str):
        message = f"The argument is a text between quotation marks, not {shown(argument)}."
        raise KitError(message, "argument", argument)
    parts = argument[:LONGEST_ARGUMENT].split("\n\n")
    return CasePage(path, "\n\n".join(clean(part, LONGEST_ARGUMENT) for part in parts))
