"""Grading from what check() recorded: stored outputs are read and judged afresh.

The way of a folder: its files (`_files`) are read (submissions.py) and laid on a desk for each
student (`_desks`; who is who stands in people.py). What is on a desk is marked (marking.py), and
the marks come to a row (`Gradebook`; what they come to, in settings.py).
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..errors import KitError
from .alike import Fingerprints
from .bank import Exercise, exercises, load
from .classview import Graded, Grades, class_view
from .marking import Marked, marked
from .opened import Refused
from .people import Person, folder_person, people, shown_name
from .plain import clean
from .roster import Roster, Student, read_roster
from .settings import Settings, read_settings, rounded
from .submissions import Submission, read_submission

JUNK = re.compile(r"^(?:\..*|__MACOSX|__pycache__|Thumbs\.db|desktop\.ini|~\$.*)$")
MARKS = {
    "right": 1,
    "wrong": 0,
    "unreadable": 0,
    "recorded": "read",
    "short": "short",
    "unrecorded": "unrecorded",
    "missing": "",
}
TO_READ = ("recorded", "short", "unrecorded")  # what waits for a teacher's mark
DEEPEST_FOLDERS = 20  # folders in each other
NOT_A_NOTEBOOK = ": not a notebook"


@dataclass
class Desk:
    """What a student has handed in: who it is, the line of the roster, the files.

    `name` is what the tables call the student: no two have the same.
    """

    person: Person
    student: Student | None
    files: list[Submission | str] = field(default_factory=list)
    name: str = ""


def grade(
    folder: str | Path,
    key: str | Path | None = None,
    *,
    roster: str | Path | None = None,
    settings: str | Path | None = None,
    given: Mapping[tuple[str, str], float] | None = None,
    leave_out: Iterable[str | Path | None] = (),
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Grades:
    """Grade a folder of submitted notebooks by the answers that they recorded.

    Arguments: `folder`; `key`, a TOML file with a teacher's own answers or None; `roster`, a CSV
    file with the names of the class or None; `settings`, a TOML file with weights and days of
    grace or None; `given`, the marks that a teacher gave for arguments, as a share by student and
    exercise; `leave_out`, files that are no submissions; `tell`, called with the number of files
    done and of all files. Returns Grades: a row for every student, with the reason where a file
    could not be read. In a cell: 1 right, 0 not, "read" an argument for the teacher to read,
    "short" one that names too little, "unrecorded" an answer that stands in its cell and was not
    recorded, blank missing. Raises KitError if the folder is none, or the
    key, the roster or the settings cannot be used.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise KitError(
            f'"{folder}" is no folder. Name the one that holds the submitted notebooks, unpacked.',
            "folder",
            str(folder),
        )
    questions = load(key, exercises()) if key else exercises()
    chosen = read_settings(settings, questions) if settings else Settings()
    class_list = read_roster(roster) if roster else None
    skipped = {Path(path).resolve() for path in (*leave_out, roster, settings) if path}
    files = [path for path in _files(folder) if path.resolve() not in skipped]
    desks = _desks(folder, files, class_list, tell)
    ids = _ids_of(desks, questions)
    prints = Fingerprints()
    marks = [marked(_readable(desk), questions, ids) for desk in desks]
    # Whose work is like another's shows when all of it is known, and before any row is written.
    for desk, mark in zip(desks, marks, strict=True):
        prints.add(desk.name, desk.files, mark.forms, questions)
    book = Gradebook(folder, questions, ids, prints, chosen, given or {})
    graded = [book.graded(desk, mark) for desk, mark in zip(desks, marks, strict=True)]
    return Grades(
        [student.row for student in graded],
        class_view(graded, questions, ids),
        _columns(ids, class_list, settings),
        graded,
        questions,
    )


def _columns(ids: list[str], roster: Roster | None, settings: str | Path | None) -> tuple[str, ...]:
    return (
        "student",
        *(("email", "id") if roster else ()),
        "total",
        "out_of",
        *(("points", "points_of", "days_late") if settings else ()),
        "to_read",
        *ids,
        "missing",
        "tried",
        "odd",
        "files",
    )


def _files(folder: Path) -> list[Path]:
    """Every file under a folder that somebody handed in, sorted.

    Links are listed, not followed, and so are folders that cannot be opened or lie too deep.
    """
    paths: list[Path] = []

    def is_closed(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise KitError(f"{folder} cannot be read: {error.strerror}.", "folder", folder)
        paths.append(Path(error.filename))

    for place, folders, names in os.walk(folder, onerror=is_closed):
        # In place: os.walk goes into what is left in this very list.
        folders[:] = sorted(name for name in folders if not JUNK.match(name))
        listed = [name for name in folders if os.path.islink(Path(place, name))]
        if len(Path(place).relative_to(folder).parts) == DEEPEST_FOLDERS:
            listed, folders[:] = [*folders], []
        paths += [Path(place, name) for name in [*names, *listed] if not JUNK.match(name)]
    return sorted(paths)


def _desks(
    folder: Path, files: list[Path], roster: Roster | None, tell: Callable[[int, int], None]
) -> list[Desk]:
    """For each student what was handed in, in the order of their names."""
    whose = people(path.relative_to(folder) for path in files)
    desks: dict[object, Desk] = {}
    for done, path in enumerate(files):
        tell(done, len(files))
        person = whose[path.relative_to(folder)]
        _desk_of(person, desks, roster).files.append(_submission(path))
    tell(len(files), len(files))
    # A student who handed in nothing has an empty folder on some platforms: a row all the same.
    filled = {path.parts[0] for path in whose}
    for place in folder.iterdir():
        if place.is_dir() and not JUNK.match(place.name) and place.name not in filled:
            owner = folder_person(place.relative_to(folder))
            if owner:
                _desk_of(owner, desks, roster)
    for student in roster.students if roster else ():
        if student not in desks:
            desks[student] = Desk(_known_to(student, Person(student.name, student.id)), student)
    _name_apart(desks.values())
    return sorted(desks.values(), key=lambda desk: desk.name)


def _desk_of(person: Person, desks: dict[object, Desk], roster: Roster | None) -> Desk:
    student = roster.find(person) if roster else None
    return desks.setdefault(student or person.key, Desk(_known_to(student, person), student))


def _known_to(student: Student | None, person: Person) -> Person:
    """A Person with the number that Moodle or Canvas gave, where the roster alone has it."""
    if student is None or person.number:
        return person
    return person._replace(number=student.number, system=student.system)


def _name_apart(desks: Iterable[Desk]) -> None:
    """Give each student a name that no other has: with a number where two share one."""
    times = Counter(_own_name(desk) for desk in desks)
    for desk in desks:
        desk.name = _own_name(desk)
        if times[desk.name] > 1:
            number = desk.student.id if desk.student else ""
            desk.name = f"{desk.name} ({number or desk.person.number or desk.person.key})"


def _own_name(desk: Desk) -> str:
    return desk.student.name if desk.student else desk.person.name


def _submission(path: Path) -> Submission | str:
    """A Submission, or the reason why there is none."""
    name = shown_name(path.name)
    try:
        return read_submission(path)
    except Refused as reason:
        return f"{name}: {reason}"
    except OSError as error:
        return f"{name}: cannot be read ({error.strerror})"
    except Exception as error:  # whatever else a file may do, the others have to be graded
        return f"{name}: cannot be graded ({type(error).__name__})"


def _ids_of(desks: list[Desk], questions: Mapping[str, Exercise]) -> list[str]:
    """The exercises of the notebooks that anybody handed in."""
    handed_in = {
        name
        for desk in desks
        for submission in desk.files
        if isinstance(submission, Submission)
        for name in submission.notebooks
    }
    return [id_ for id_, exercise in questions.items() if exercise.notebook in handed_in]


def _readable(desk: Desk) -> list[Submission]:
    return [each for each in desk.files if isinstance(each, Submission)]


@dataclass(frozen=True)
class Gradebook:
    """What everybody in a class is graded by.

    `questions` are all exercises by id, `ids` those that the class was asked; `prints` is what
    each student handed in, under `folder`; `given` are the marks of the teacher, as a share by
    student and exercise.
    """

    folder: Path
    questions: Mapping[str, Exercise]
    ids: list[str]
    prints: Fingerprints
    settings: Settings
    given: Mapping[tuple[str, str], float]

    @cached_property
    def marked(self) -> set[str]:
        """The exercises in which the teacher has given a mark to somebody."""
        return {id_ for _, id_ in self.given}

    def graded(self, desk: Desk, mark: Marked) -> Graded:
        """A student's row, and what became of each exercise."""
        states = {id_: outcome.state for id_, outcome in mark.outcomes.items()}
        shares = self._shares(desk.name, states)
        days = self.settings.days_late([file.path for file in mark.submissions], desk.person.late)
        reckoning = self.settings.reckoned(states, self.questions, shares, days, self.marked)
        right = list(states.values()).count("right")
        row = {
            "student": desk.name,
            "email": desk.student.email if desk.student else "",
            "id": desk.student.id if desk.student else desk.person.number,
            "total": rounded(right + sum(shares.values())),
            "out_of": sum(map(self._counts, self.ids)),
            "points": reckoning.points,
            "points_of": reckoning.best,
            "days_late": days,
            "to_read": sum(states[id_] in TO_READ and id_ not in shares for id_ in self.ids),
            **{id_: MARKS[state] for id_, state in states.items()},
            **{id_: rounded(share) for id_, share in shares.items()},
            "missing": " ".join(id_ for id_, state in states.items() if state == "missing"),
            "tried": " ".join(self._tries(mark)),
            "odd": "; ".join(dict.fromkeys(self._odd(desk, mark))),
            "files": "; ".join(self._files(mark)),
        }
        return Graded(row, mark.outcomes, mark.forms, desk.person, reckoning, desk.student)

    def _shares(self, student: str, states: Mapping[str, str]) -> dict[str, float]:
        """The teacher's marks for a student, by exercise."""
        marks = {id_: self.given[student, id_] for id_ in self.ids if (student, id_) in self.given}
        # What is right needs no mark: it may have been given before it was handed in again.
        return {id_: share for id_, share in marks.items() if states[id_] != "right"}

    def _counts(self, id_: str) -> bool:
        """Whether an exercise can be right or wrong, or has a mark: an argument waits for one."""
        return self.questions[id_].level != "argue" or id_ in self.marked

    def _tries(self, mark: Marked) -> Iterator[str]:
        """How often each exercise was tried that was tried more than once."""
        for id_ in self.ids:
            if id_ in mark.records and mark.records[id_].tries > 1:
                yield f"{id_}: {mark.records[id_].tries}"

    def _odd(self, desk: Desk, mark: Marked) -> list[str]:
        """What a teacher should look at, in words."""
        late = ["Canvas marked it as late"] if desk.person.late else []
        return [*_reasons(desk), *mark.odd, *self.prints.odd(desk.name), *late]

    def _files(self, mark: Marked) -> Iterator[str]:
        """The names of the files that could be read, as seen from the folder."""
        for file in mark.submissions:
            yield clean(file.path.relative_to(self.folder).as_posix(), 200)


def _reasons(desk: Desk) -> list[str]:
    """Why files could not be read. Beside a notebook that could, other files are no oddity."""
    if not desk.files:
        return ["handed in nothing" if desk.student else "the folder is empty"]
    reasons = [each for each in desk.files if isinstance(each, str)]
    if len(reasons) < len(desk.files):
        reasons = [reason for reason in reasons if not reason.endswith(NOT_A_NOTEBOOK)]
    if desk.person.key.startswith("place "):
        reasons.append("nothing says whose it is; it stands under the name of its place")
    return reasons
