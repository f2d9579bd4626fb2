"""What a learner has done with each exercise: open, tried or done, and what was answered."""

from __future__ import annotations

from .kept import read_kept, write_kept

EXERCISE_STATES = ("open", "tried", "done")
PROGRESS_FOLDER = "progress"

hints_given: dict[str, int] = {}  # in this session, by exercise
tries: dict[str, int] = {}  # in this session, by exercise
unwritten_states: dict[str, str] = {}  # states that could not be written, by exercise


def note(id_: str, state: str, given: str | None = None) -> None:
    """Keep the state of an exercise: tried or done. What is done stays done.

    `given` is what was answered in a field, so that it is there again on another day. Where the
    folder cannot be written the state lives as long as the kernel; progress() says so.
    """
    if state_of(id_) in (state, "done") and given is None:
        return
    state = max(state, state_of(id_), key=EXERCISE_STATES.index)
    # In memory first, and out of it once the file is there.
    unwritten_states[id_] = state
    entry = {"exercise": id_, "state": state}
    kept = given if given is not None else given_to(id_)
    if kept is not None:
        entry["given"] = kept
    if write_kept(entry, PROGRESS_FOLDER, id_):
        del unwritten_states[id_]


def state_of(id_: str) -> str:
    """The state of an exercise: done, tried or open. A file that cannot be read counts as none."""
    written = read_kept(PROGRESS_FOLDER, id_).get("state")
    states = [state for state in (written, unwritten_states.get(id_)) if state in EXERCISE_STATES]
    return max(states, key=EXERCISE_STATES.index, default="open")


def given_to(id_: str) -> str | None:
    """What was last answered to an exercise in its field, or None."""
    given = read_kept(PROGRESS_FOLDER, id_).get("given")
    return given if isinstance(given, str) else None
