"""Writing into the data what a learner may open: answers with their reasons, and parts of lists."""

from __future__ import annotations

from pathlib import Path

import tomlkit

from ..classroom import exercises, salted, sealed_text
from .asking import SEVERAL, recorded_answers
from .gate import solutions
from .source import repository, write_text


def write_sealed(root: str | Path | None = None) -> Path:
    """Seal every solution into `data/exercises.toml`, with digests of the parts of lists: its path.

    Argument: `root`, a full copy of the repository, or None for this one. The solution notebooks
    have to be made before: the parts are those of the answers that they recorded.
    """
    root = repository(root)
    path = root / "data" / "exercises.toml"
    entries = tomlkit.parse(path.read_text(encoding="utf-8"))
    right = recorded_answers(root)
    for id_, solution in solutions(root).items():
        entry = entries[id_]
        entry["sealed"] = sealed_text(solution["answer"], solution["why"])
        is_of_several = id_ in exercises() and exercises()[id_].kind in SEVERAL
        answer = right.get(id_)
        # Of a list of one, or of an open exercise, there is no part that would be half right.
        if is_of_several and entry.get("right") and isinstance(answer, list) and len(answer) > 1:
            entry["parts"] = [salted(entry["salt"], part) for part in answer]
    write_text(path, tomlkit.dumps(entries))
    return path
