"""What a learner has done: kept in a folder of the learner's own. Nothing leaves the machine.

A small file for each exercise, so that two kernels never overwrite one another's work.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import KitError
from ..files import written_whole
from ..outline import table_html
from .bank import exercises

STATES = ("open", "tried", "done")

hints_given: dict[str, int] = {}  # in this session, by exercise
tries: dict[str, int] = {}  # in this session, by exercise
unwritten: dict[str, str] = {}  # states that could not be written, by exercise


def home() -> Path:
    """The folder in which progress is kept.

    SANCTIONSLAB_HOME if it is set, else the platform's place for data of programs.

    >>> home().is_absolute()
    True
    """
    chosen = os.environ.get("SANCTIONSLAB_HOME")
    if chosen:
        return Path(chosen).absolute()
    import platformdirs  # not at the top: the browser edition has none, and sets the variable

    try:
        place = platformdirs.user_data_path("sanctionslab", appauthor=False)
    except (RuntimeError, ValueError):  # a user without a home folder
        place = Path(tempfile.gettempdir()) / "sanctionslab"
    earlier = _earlier_home()
    return earlier if earlier and not place.is_dir() else place


def _earlier_home():
    """Where progress was kept before platformdirs was asked, if there is some.

    That differs only where somebody set a variable by which one of the two goes and the other does
    not: LOCALAPPDATA on Windows, XDG_DATA_HOME on a Mac, a relative XDG_DATA_HOME elsewhere.
    """
    if sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Application Support")
    else:
        base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_DATA_HOME")
    place = Path(base).absolute() / "sanctionslab" if base else None
    return place if place and place.is_dir() else None


def _file(id_):
    return home() / "progress" / f"{id_}.json"


def note(id_: str, state: str, given: str | None = None) -> None:
    """Keep the state of an exercise: tried or done. What is done stays done.

    `given` is what was answered in a field, so that it is there again on another day. Where the
    folder cannot be written the state lives as long as the kernel; progress() says so.
    """
    if state_of(id_) in (state, "done") and given is None:
        return
    state = max(state, state_of(id_), key=STATES.index)
    unwritten[id_] = state
    entry = {"exercise": id_, "state": state}
    if given is not None or given_to(id_) is not None:
        entry["given"] = given if given is not None else given_to(id_)
    with suppress(OSError, KitError):
        path = _file(id_)
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(path, replace=True) as unfinished:
            unfinished.write_text(json.dumps(entry), "utf-8")
        del unwritten[id_]


def state_of(id_: str) -> str:
    """The state of an exercise: done, tried or open. A file that cannot be read counts as none."""
    states = [state for state in (_kept(id_).get("state"), unwritten.get(id_)) if state in STATES]
    return max(states, key=STATES.index, default="open")


def given_to(id_: str) -> str | None:
    """What was last answered to an exercise in its field, or None."""
    given = _kept(id_).get("given")
    return given if isinstance(given, str) else None


def _kept(id_):
    try:
        kept = json.loads(_file(id_).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


@dataclass(frozen=True)
class Progress:
    """What progress returns: what is done, what was tried, and what is open.

    `states` holds the state of every exercise by id; `kept` is False where it could not be written.
    """

    states: dict[str, str] = field(hash=False)
    kept: bool = True

    def _ids(self, state):
        return tuple(id_ for id_, own in self.states.items() if own == state)

    @property
    def done(self) -> tuple[str, ...]:
        """The ids of exercises that are done."""
        return self._ids("done")

    @property
    def tried(self) -> tuple[str, ...]:
        """The ids of exercises that were tried and are not done."""
        return self._ids("tried")

    @property
    def open(self) -> tuple[str, ...]:
        """The ids of exercises that were not tried."""
        return self._ids("open")

    def _rows(self) -> Iterator[tuple[str, str, str, str]]:
        """For each notebook its name, and the ids that are done, tried and open, as text."""
        for notebook in dict.fromkeys(exercise.notebook for exercise in exercises().values()):
            by_state: dict[str, list[str]] = {"done": [], "tried": [], "open": []}
            for id_, exercise in exercises().items():
                if exercise.notebook == notebook and id_ in self.states:
                    by_state[self.states[id_]].append(id_)
            done, tried, open_ = map(", ".join, by_state.values())
            yield notebook, done, tried, open_

    def _summary(self):
        counts = (
            f"{len(self.done)} of {len(self.states)} exercises are done, {len(self.tried)} tried."
        )
        if self.kept:
            return counts
        return (
            f"{counts} The folder for progress cannot be written, "
            "so this lasts until the kernel stops."
        )

    def __repr__(self):
        lines = [self._summary()]
        for notebook, *columns in self._rows():
            words = zip(("done", "tried", "open"), columns, strict=True)
            parts = [f"{word} {ids}" for word, ids in words if ids]
            lines.append(f"  {notebook}: {'; '.join(parts)}")
        return "\n".join(lines)

    def _repr_html_(self):
        return table_html(self._summary(), ("Notebook", "Done", "Tried", "Open"), self._rows())


def progress(reset: bool = False) -> Progress:
    """What is done and what is open, across notebooks.

    Kept on this machine only, and after a restart too. Arguments: `reset`, True to forget
    everything and start again. Returns Progress.
    """
    if reset is True:
        hints_given.clear()
        tries.clear()
        unwritten.clear()
        for id_ in exercises():
            # What cannot be deleted cannot be forgotten: it shows in the table.
            with suppress(OSError):
                _file(id_).unlink(missing_ok=True)
    return Progress({id_: state_of(id_) for id_ in exercises()}, kept=not unwritten)
