"""Where a learner stands: what is done and what is open, and how good the predictions were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..outline import Html, table_html
from .bank import exercises
from .kept import forget_kept
from .notes import PROGRESS_FOLDER, hints_given, state_of, tries, unwritten_states
from .predicting import forget_predictions, tally
from .sealed import GUESS


@dataclass(frozen=True)
class Progress:
    """What progress returns: what is done, what was tried, and what is open.

    `states` holds the state of every exercise by id; `kept` is False where it could not be written;
    `predictions` says in sentences how good they were.
    """

    states: dict[str, str] = field(hash=False)
    kept: bool = True
    predictions: tuple[str, ...] = ()

    def _ids(self, state: str) -> tuple[str, ...]:
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

    def _summary(self) -> str:
        counts = (
            f"{len(self.done)} of {len(self.states)} exercises are done, {len(self.tried)} tried."
        )
        if self.kept:
            return counts
        return (
            f"{counts} The folder for progress cannot be written, "
            "so this lasts until the kernel stops."
        )

    def __repr__(self) -> str:
        lines = [self._summary()]
        for notebook, *columns in self._rows():
            words = zip(("done", "tried", "open"), columns, strict=True)
            parts = [f"{word} {ids}" for word, ids in words if ids]
            lines.append(f"  {notebook}: {'; '.join(parts)}")
        return "\n".join([*lines, *self.predictions])

    def _repr_html_(self) -> str:
        table = table_html(self._summary(), ("Notebook", "Done", "Tried", "Open"), self._rows())
        return table + "".join(Html.of("p", line) for line in self.predictions)


def progress(reset: bool = False) -> Progress:
    """What is done and what is open, across notebooks.

    Kept on this machine only, and after a restart too. Arguments: `reset`, True to forget
    everything and start again. Returns Progress.
    """
    if reset is True:  # nothing else: what is forgotten does not come back
        for memory in (hints_given, tries, unwritten_states):
            memory.clear()
        forget_predictions()
        forget_kept(GUESS)
        for id_ in exercises():
            forget_kept(PROGRESS_FOLDER, id_)
    states = {id_: state_of(id_) for id_ in exercises()}
    return Progress(states, not unwritten_states, tuple(tally()))
