"""The exercises without what tells their answers, for classes in which marks count."""

from __future__ import annotations

import tomlkit

# What a learner could try answers against, and what is said once one is right.
ANSWER_KEYS = ("right", "parts", "sealed", "salt", "lesson", "wrong")


def without_answers(content: bytes) -> bytes:
    """The content of `data/exercises.toml` with questions and hints, and no answers.

    A closed exercise is then recorded and left to the teacher, whose own copy has the answers. One
    that the classifier judges keeps its judge: who has the kit can find its answer out with it.

    >>> text = b'["02.3"]\\nkind = "paragraphs"\\nsalt = "a"\\nright = ["b"]\\n'
    >>> without_answers(text)
    b'["02.3"]\\nkind = "paragraphs"\\n'
    """
    exercises = tomlkit.parse(content.decode("utf-8"))
    for exercise in exercises.values():
        for name in ANSWER_KEYS:
            exercise.pop(name, None)
    return tomlkit.dumps(exercises).encode("utf-8")
