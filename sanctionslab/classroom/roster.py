"""A roster: who is in the class, from the list that a school or a learning platform exports."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import KitError
from .people import Person, plain_name, shown_name

# What the columns are called, in letters only: Moodle, Canvas, nbgrader and plain lists.
HEADINGS = {
    "name": ("name", "student", "fullname", "studentname", "displayname"),
    "first": ("firstname", "givenname", "forename"),
    "last": ("lastname", "surname", "familyname"),
    "email": ("email", "emailaddress", "mail", "sisloginid", "loginid", "username", "login"),
    "id": ("id", "studentid", "idnumber", "identifier", "sisuserid", "userid", "participant"),
    "sis": ("sisuserid",),
    "best": ("maximumgrade",),
    "section": ("section", "group", "groups"),
}
# Whose own number of a student stands in the column for ids, by a heading that only they have.
NUMBERED_BY = {"identifier": "moodle", "sisuserid": "canvas", "sisloginid": "canvas"}


@dataclass(frozen=True)
class Student:
    """A line of a roster: the name, the email address, the id and the section, where given.

    `system` is "moodle" or "canvas" where one of them wrote the roster, so that the id is its own
    number; `sis` is the school's own id, `best` the best grade that can be had there.
    """

    name: str
    email: str = ""
    id: str = ""
    section: str = ""
    system: str = ""
    sis: str = ""
    best: str = ""

    @property
    def number(self) -> str:
        """The number by which Moodle or Canvas knows the student: "Participant 48211" is 48211."""
        return "".join(filter(str.isdecimal, self.id)) if self.system else ""

    def is_numbered(self, person: Person) -> bool:
        """Whether the number of a Person is this student's.

        A school's own id may be the number of somebody else elsewhere, so the name has to fit too.
        """
        if self.system:
            return (self.system, self.number) == (person.system, person.number)
        has_number = person.number in re.findall(r"\d+", self.id)
        return has_number and bool(_words_of_person(person) & _words_of(self))


class Roster:
    """The students of a class, to be found by what files call them.

    >>> roster = Roster([Student("Ada Lovelace", "ada@example.org", "48211")])
    >>> roster.find(Person("lovelace_ada", "name ada lovelace")).email
    'ada@example.org'
    """

    def __init__(self, students: Iterable[Student]) -> None:
        self.students = tuple(students)
        self._by_word: dict[str, set[Student]] = {}
        for student in self.students:
            for word in _words_of(student):
                self._by_word.setdefault(word, set()).add(student)

    def find(self, person: Person) -> Student | None:
        """The one student that a Person can be, or None where it is nobody or several."""
        if person.number:
            numbered = {student for student in self.students if student.is_numbered(person)}
            if len(numbered) == 1:
                return numbered.pop()
        for word in sorted(_words_of_person(person)):
            bearers = self._by_word.get(word, set())
            if bearers:  # of two with one name it is neither: a mark must not go to the wrong one
                return next(iter(bearers)) if len(bearers) == 1 else None
        return None


def _words_of(student: Student) -> set[str]:
    """What a file may call a student: the name, the id, the address, or its part before the @.

    Canvas writes the family name first and leaves the blanks out.
    """
    account = student.email.split("@")[0]
    whole = {plain_name(text) for text in (student.name, student.email, account, student.id)}
    names = student.name.split()
    turned = {_squeezed(names[start:] + names[:start]) for start in range(len(names))}
    return (whole | turned | {_squeezed([account])}) - {""}


def _words_of_person(person: Person) -> set[str]:
    return {plain_name(person.name), _squeezed(person.name.split())}


def _squeezed(names: Iterable[str]) -> str:
    """Names in one word of small letters and digits."""
    return "".join("".join(plain_name(name).split()) for name in names)


def read_roster(path: str | Path) -> Roster:
    """The Roster in a CSV file.

    It has a column with names, or one with first and one with last names; email addresses, ids
    and sections where there are some. Commas, semicolons and tabs are read, with or without the
    mark that Excel puts in front. Raises KitError for a file without names or with an id twice.
    """
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise KitError(f"The roster {path} cannot be read: {reason}.", "roster", path) from None
    first_line = text.partition("\n")[0]
    mark = max(",;\t", key=first_line.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    columns = _columns(rows[0] if rows else [])
    system = _system(rows[0] if rows else [])
    if not columns.keys() & {"name", "last"}:
        raise KitError(
            f"The roster {path} has no column with names. Call one of them name, or two of them "
            f"first name and last name; it has {', '.join(rows[0]) if rows else 'nothing'}.",
            "roster",
            path,
        )
    students = [
        _student(row, columns, system) for row in rows[1:] if any(cell.strip() for cell in row)
    ]
    times = Counter(student.id for student in students if student.id)
    twice = {id_ for id_, count in times.items() if count > 1}
    if twice:
        raise KitError(f"The roster {path} has the id {min(twice)} twice.", "roster", path)
    # Canvas puts a line with the points under the headings.
    return Roster(who for who in students if who.name and who.name != "Points Possible")


def _columns(headings: Iterable[str]) -> dict[str, int]:
    """For each part of a student the number of its column."""
    letters = _letters_of(headings)
    named = {}
    for part, names in HEADINGS.items():
        known = [name for name in names if name in letters]
        if known:
            named[part] = letters.index(known[0])
    return named


def _letters_of(headings: Iterable[str]) -> list[str]:
    return [re.sub(r"[^a-z]", "", heading.casefold()) for heading in headings]


def _system(headings: Iterable[str]) -> str:
    """Who wrote a roster, or an empty text."""
    return next((NUMBERED_BY[name] for name in _letters_of(headings) if name in NUMBERED_BY), "")


def _student(row: Sequence[str], columns: Mapping[str, int], system: str) -> Student:
    cells = {part: row[number].strip() for part, number in columns.items() if number < len(row)}
    name = cells.get("name") or " ".join(filter(None, (cells.get("first"), cells.get("last"))))
    return Student(
        shown_name(name) if name else "",
        cells.get("email", ""),
        cells.get("id", ""),
        cells.get("section", ""),
        system,
        cells.get("sis", "") if system else cells.get("id", ""),
        cells.get("best", ""),
    )
