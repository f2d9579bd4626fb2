"""check(), hint() and progress(): questions, answers and misconceptions.

The exercises are data: `data/exercises.toml`. A closed answer stands there as a salted digest; an open one is judged with the
classifier. Nothing leaves the machine: progress is kept in a folder of the learner's own.
"""

import functools
import hashlib
import json
import os
import sys
import tempfile
import tomllib
from dataclasses import dataclass, field, replace
from html import escape
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

from .. import __version__
from ..cases import Case, case, cases
from ..errors import KitError, near
from ..files import data_path
from ..law import law
from ..verdict import classify
from ..vocabulary import fact
from ..whatif import deciders, distrust, robust
from .answers import FORMS, Unreadable, clean, paragraphs_in, read, rows_in, unanswered

MIME = "application/vnd.sanctionslab.answer+json"


LEVELS = ("recall", "read the law", "apply", "predict then test", "argue")


@dataclass(frozen=True)
class Misconception:
    """A plausible wrong answer: its name, its hint, and the answers (or, for a case, the marks) that show it."""

    name: str
    hint: str
    answers: tuple = ()
    marks: dict = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Exercise:
    """One exercise of `data/exercises.toml`.

    `kind` says what an answer is; `right` holds the digests of right answers; an open exercise names its `judge` instead, and
    in `wants` what that asks for. One with neither is recorded and left to the teacher.
    """

    id: str
    notebook: str
    level: str
    kind: str
    question: str
    hints: tuple
    lesson: str = ""
    salt: str = ""
    right: tuple = ()
    options: dict = field(default_factory=dict, hash=False)
    judge: str = ""
    wants: dict = field(default_factory=dict, hash=False)
    wrong: tuple = ()

    def __repr__(self):
        return f"<Exercise {self.id} ({self.level}): {self.question}>"


@functools.cache
def exercises():
    """Every exercise by id, in order.

    >>> exercises()["02.3"].kind
    'paragraphs'
    """
    return load(data_path("exercises.toml"))


def load(path, base=None):
    """The exercises of a TOML file by id.

    Arguments: `path`; `base`, exercises that the file adds to or changes, for a teacher's own key. A key may hold its right answers
    in clear, as `answers`. Raises KitError, with the exercise and the way out, for a file that cannot be used.
    """
    try:
        with open(path, "rb") as file:
            entries = tomllib.load(file)
    except OSError as error:
        raise KitError(
            f"The exercises in {path} cannot be read: {error.strerror}.", "exercises", str(path)
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KitError(f"{path} is not valid TOML: {error}.", "exercises", str(path)) from None
    found = dict(base or {})
    for id_, entry in entries.items():
        found[id_] = _exercise(id_, entry, found.get(id_))
    return MappingProxyType(dict(sorted(found.items())))


def _exercise(id_, entry, old):
    known = {*Exercise.__dataclass_fields__, "answers"} - {"id"}
    if not isinstance(entry, dict) or (strange := sorted(set(entry) - known)):
        raise KitError(
            f'Exercise "{id_}": {strange[0] if isinstance(entry, dict) else "it"} is not known. An entry has '
            f"{', '.join(sorted(known))}.",
            "exercise",
            id_,
            sorted(known),
        )
    try:
        wrong = tuple(
            Misconception(w["name"], w["hint"], _tuple(w.get("answers", ())), w.get("marks", {}))
            for w in entry.get("wrong", ())
        )
        parts = {name: _tuple(value) for name, value in entry.items() if name != "answers"}
        parts |= {"wrong": wrong} if wrong else {}
        made = replace(old, **parts) if old else Exercise(id_, **parts)
    except (TypeError, KeyError) as error:
        raise KitError(f'Exercise "{id_}" is not complete: {error}.', "exercise", id_) from None
    for name, value, allowed in (
        ("kind", made.kind, FORMS),
        ("level", made.level, LEVELS),
        ("judge", made.judge, ("", *_JUDGES)),
    ):
        if value not in allowed:
            raise KitError(
                f'Exercise "{id_}": {name} is "{value}", which is none of {", ".join(filter(None, allowed))}.{near(value, allowed)}',
                name,
                value,
                allowed,
            )
    if "answers" in entry:
        made = replace(made, right=tuple(digest(made, answer) for answer in entry["answers"]))
    return made


def _tuple(value):
    return tuple(map(_tuple, value)) if isinstance(value, list) else value


def digest(exercise, answer):
    """The salted digest of an answer, as `data/exercises.toml` keeps it.

    Arguments: an Exercise or its id, and a right answer in any spelling. In a terminal: `python -m sanctionslab.classroom 02.3 "…"`.
    Raises KitError for an answer of another kind.

    >>> digest("02.3", "2321:29") == digest("02.3", ["paragraph 29 of 2321"])
    True
    """
    if isinstance(exercise, str):
        if exercise not in exercises():
            raise KitError(
                f'"{exercise}" is no exercise.{near(exercise, exercises())}',
                "exercise",
                exercise,
                exercises(),
            )
        exercise = exercises()[exercise]
    try:
        return _digest(exercise, read(exercise.kind, answer, exercise.options))
    except Unreadable as error:
        raise KitError(
            f'Exercise "{exercise.id}": {error} {FORMS[exercise.kind]}', "answer", answer
        ) from None


def _digest(exercise, form):
    text = json.dumps(form, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{exercise.salt}\0{text}".encode()).hexdigest()


@dataclass(frozen=True)
class Judgement:
    """What came of an answer: `state` is right, wrong, short, recorded or unreadable; `said` is what to tell the learner.

    `misconception` is the Misconception that the answer shows, if it is a known one.
    """

    state: str
    said: str = ""
    misconception: Misconception | None = None


def judge(exercise, form):
    """The Judgement on an answer that has been read.

    >>> judge(exercises()["02.3"], ["2397:6"]).misconception.name
    'the ban on goods from the DPRK is taken for the one on goods to it'
    """
    for wrong in exercise.wrong:
        if wrong.answers and form in _forms(exercise, wrong):
            return Judgement("wrong", wrong.hint, wrong)
    if exercise.judge:
        return _JUDGES[exercise.judge](exercise, form)
    if not exercise.right:
        return Judgement("recorded", "Your answer is recorded for your teacher.")
    return Judgement("right" if _digest(exercise, form) in exercise.right else "wrong")


@functools.cache
def _forms(exercise, wrong):
    return [read(exercise.kind, answer, exercise.options) for answer in wrong.answers]


def _judge_case(exercise, form):
    try:
        given = Case(**form)
        missed = _missed(given, exercise.wants)
    except KitError as error:
        return Judgement("unreadable", str(error))
    if shown := next((w for w in exercise.wrong if w.marks and not _missed(given, w.marks)), None):
        return Judgement("wrong", f"{missed} {shown.hint}".strip(), shown)
    return Judgement("wrong" if missed else "right", missed)


def _missed(given, wants):
    """What a case lacks of what is wanted of it, in one sentence, or an empty string."""
    if wants.get("new") and given in cases().values():
        return "That is one of the named cases. Write one of your own."
    if len(given.given) < wants.get("given", 0):
        return f'Your case states {len(given.given)} facts ({", ".join(given.given)}). Give at least {wants["given"]}, as "unknown" where nobody says.'
    start = case(wants["start"]) if "start" in wants else None
    changed = (
        [n for n in {**start.given, **given.given} if start.given.get(n) != given.given.get(n)]
        if start
        else []
    )
    finding = classify(given, law().without(*wants["without"]) if "without" in wants else None)
    grounds, open_ = [g.id for g in finding.grounds], sorted(finding.hinges_on)
    for kept in wants.get("keep", ()):
        if kept in changed:
            return f"Here {kept} has to stay as it is in the named case."
    if "changes" in wants and len(changed) != wants["changes"]:
        return f"Your case differs from the named one in {len(changed)} facts ({', '.join(changed) or 'none'}), and {wants['changes']} is asked for."
    for name, value in wants.get("facts", {}).items():
        if given.value(name) != fact(name).parse(value):
            return f"The exercise asks for a case with {name}: {fact(name).words(fact(name).parse(value))}."
    if "verdict" in wants and finding.verdict != wants["verdict"]:
        return f"Your case comes out as {finding.verdict}, and the exercise asks for {wants['verdict']}."
    if "grounds" in wants and len(grounds) != wants["grounds"]:
        return f"Your case has {len(grounds)} grounds ({', '.join(grounds) or 'none'}), and {wants['grounds']} is asked for."
    if "hinges" in wants and len(open_) != wants["hinges"]:
        return f"Your case hinges on {len(open_)} facts ({', '.join(open_) or 'none'}), and {wants['hinges']} is asked for."
    return ""


def _judge_sources(exercise, form):
    told = case(exercise.wants["case"])
    before, after = classify(told).verdict, classify(distrust(told, *form)).verdict
    if after is before:
        return Judgement(
            "wrong",
            f"Without {', '.join(form) or 'nobody'} the verdict still stands: another chain carries every fact that matters.",
        )
    if frozenset(form) in robust(told).sets:
        return Judgement("right")
    return Judgement(
        "wrong", "The verdict falls with these, but fewer are enough. Try leaving one out."
    )


def _judge_law(exercise, form):
    told, wanted = case(exercise.wants["case"]), exercise.wants["verdict"]
    verdict = classify(told, law().without(*form)).verdict
    if verdict != wanted:
        return Judgement(
            "wrong",
            f"Without {', '.join(form) or 'nothing'} the verdict is {verdict}, and the exercise asks for {wanted}.",
        )
    if len(form) > 4 or any(
        classify(told, law().without(*part)).verdict == wanted
        for n in range(len(form))
        for part in combinations(form, n)
    ):
        return Judgement(
            "wrong",
            "The verdict is the one asked for, but fewer resolutions are enough. Try putting one back.",
        )
    return Judgement("right")


def _judge_decider(exercise, form):
    told = case(exercise.wants["case"])
    if frozenset(form) in {d.facts for d in deciders(told)}:
        return Judgement("right")
    open_ = [name for name in form if name in classify(told).hinges_on]
    if len(open_) < len(form):
        return Judgement("wrong", "The verdict does not hang on every fact that you name.")
    return Judgement(
        "wrong",
        "No answer to these facts together settles it that a part of them would not settle already.",
    )


def _judge_text(exercise, form):
    """An argument is looked at for length and for what it names, and never called right or wrong."""
    wants = exercise.wants
    words, named = len(form.split()), set(paragraphs_in(form)[0] + rows_in(form))
    if "names" in wants:
        named &= set(wants["names"])
    lacks = []
    if words < wants["words"]:
        lacks.append(f"It has {words} words; write at least {wants['words']}.")
    if len(named) < wants["at_least"]:
        lacks.append(
            f"It names {len(named)} of the paragraphs or claims that bear on the question; name at least {wants['at_least']}."
        )
    if lacks:
        return Judgement("short", " ".join(lacks))
    return Judgement(
        "recorded",
        f"Your argument is recorded. It names {', '.join(sorted(named)[:20])}. Whether it convinces is for people to judge.",
    )


_JUDGES = {
    "case": _judge_case,
    "sources": _judge_sources,
    "law": _judge_law,
    "decider": _judge_decider,
    "text": _judge_text,
}


@dataclass(frozen=True)
class Feedback:
    """What check and hint return. It shows itself in Jupyter and in a terminal, and records the answer in the output of the cell.

    `state` is right, wrong, short, recorded, unreadable, unanswered or unknown; `answer` is the answer in its one form.
    """

    exercise: str
    state: str
    text: str
    answer: object = None

    _HEADS = {
        "right": "Right.",
        "recorded": "Recorded.",
        "wrong": "Not yet.",
        "short": "Nearly.",
        "unreadable": "Not read.",
        "unanswered": "Not answered yet.",
        "unknown": "No such exercise.",
        "hint": "",
    }

    @property
    def right(self):
        """Whether nothing is left to do here."""
        return self.state in ("right", "recorded")

    def __repr__(self):
        return "  ".join(
            filter(None, (self.exercise, f"{self._HEADS[self.state]} {self.text}".strip()))
        )

    def _repr_html_(self):
        head = f"{self.exercise} {self._HEADS[self.state]}".strip()
        return (
            f'<section class="sanctionslab-exercise" aria-label="{escape(head)}" style="border-inline-start:.3em solid currentColor;'
            f'padding-inline-start:1em;max-width:60em"><p><strong>{escape(head)}</strong> {escape(self.text)}</p></section>'
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        shown = {"text/plain": repr(self), "text/html": self._repr_html_()}
        if self.state not in ("unknown", "hint"):
            shown[MIME] = {"exercise": self.exercise, "answer": self.answer}
            if self.state == "unreadable":
                shown[MIME]["unreadable"] = True
            if self.state != "unanswered":
                shown[MIME]["kit"] = __version__
        return shown


_given = {}  # hints given so far in this session, by exercise


def check(exercise=None, answer=...):
    """Look at an answer: instant, kind and specific.

    Arguments: `exercise`, its id, such as "02.3"; `answer`, in any reasonable spelling.
    Returns Feedback. A wrong answer that is a known misconception gets its own hint, others the next general hint. Nothing is
    raised, whatever is given; the dots `...` mean that there is no answer yet.

    >>> check("02.3", ...)
    02.3  Not answered yet. Put your answer in place of the dots and run the cell again.
    """
    found = _find(exercise)
    if isinstance(found, Feedback):
        return found
    if unanswered(answer):
        return Feedback(
            found.id, "unanswered", "Put your answer in place of the dots and run the cell again."
        )
    try:
        form = read(found.kind, answer, found.options)
    except Unreadable as error:
        _note(found.id, "tried")
        return Feedback(
            found.id, "unreadable", clean(f"{error} {FORMS[found.kind]} {_next_hint(found)}")
        )
    try:
        judgement = judge(found, form)
    except Exception:  # nothing that a learner gives may end in a traceback of ours
        return Feedback(found.id, "unreadable", f"That could not be judged. {FORMS[found.kind]}")
    if judgement.state in ("right", "recorded"):
        _note(found.id, "done")
        return Feedback(found.id, judgement.state, judgement.said or found.lesson, form)
    _note(found.id, "tried")
    said = (
        judgement.said
        if judgement.misconception or judgement.state == "short"
        else f"{judgement.said} {_next_hint(found)}".strip()
    )
    return Feedback(found.id, judgement.state, said, form)


def hint(exercise=None):
    """The next hint for an exercise. Each says more than the one before; none gives the answer away.

    Arguments: `exercise`, its id. Returns Feedback; nothing is raised, whatever is given.

    >>> hint("02.3").state
    'hint'
    """
    found = _find(exercise)
    return found if isinstance(found, Feedback) else Feedback(found.id, "hint", _next_hint(found))


def _next_hint(exercise):
    number = min(_given.get(exercise.id, 0) + 1, len(exercise.hints))
    _given[exercise.id] = number
    last = (
        " This is the last hint; go through the notebook again with it in mind."
        if number == len(exercise.hints)
        else ""
    )
    return f"Hint {number} of {len(exercise.hints)}: {exercise.hints[number - 1]}{last}"


def _find(exercise):
    """The exercise that an id means, or the Feedback that there is none."""
    kind = type(exercise)
    text = (
        clean(str.__str__(exercise), 40)
        if issubclass(kind, str)
        else repr(exercise)
        if kind in (int, float) and abs(exercise) < 100
        else ""
    )
    digits = [
        part for part in "".join(c if c.isascii() and c.isdecimal() else " " for c in text).split()
    ]
    id_ = f"{digits[0]:0>2}.{digits[1]}" if len(digits) == 2 else text
    if id_ in exercises():
        return exercises()[id_]
    similar = near(id_, exercises()) if id_ else ""
    return Feedback(
        "",
        "unknown",
        f"{f'{text} is none of the exercises.' if text else 'Say which one, by its id in quotation marks.'}"
        f'{similar} An id looks like "{next(iter(exercises()))}"; sl.progress() lists them all.',
    )


def home():
    """The folder in which progress is kept: SANCTIONSLAB_HOME if it is set, else the platform's place for data of programs.

    >>> home().is_absolute()
    True
    """
    own = os.environ.get("SANCTIONSLAB_HOME")
    if own:
        return Path(own).absolute()
    try:
        user = Path.home()
    except RuntimeError:
        user = Path(tempfile.gettempdir())
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or user / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = user / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or user / ".local" / "share"
    return Path(base).absolute() / "sanctionslab"


_noted = {}  # what could not be written, or is newer than what is written


def _note(id_, state):
    """Keep the state of an exercise, one small file each, so that two kernels never overwrite one another's work."""
    if _state(id_) in (state, "done"):
        return
    _noted[id_] = state
    place = home() / "progress"
    try:
        place.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place, prefix=f"{id_}.", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"exercise": id_, "state": state}, file)
            os.replace(temporary, place / f"{id_}.json")
        except BaseException:
            os.unlink(temporary)
            raise
        del _noted[id_]
    except OSError:
        pass  # a folder that cannot be written: the state lives as long as the kernel, and progress() says so


def _state(id_):
    """The state of an exercise: done, tried or open. A file that cannot be read counts as none."""
    try:
        kept = json.loads((home() / "progress" / f"{id_}.json").read_text(encoding="utf-8"))
        state = kept.get("state") if isinstance(kept, dict) else None
    except (OSError, ValueError, RecursionError):
        state = None
    return max(
        (s for s in (state, _noted.get(id_)) if s in _STATES), key=_STATES.index, default="open"
    )


_STATES = ("open", "tried", "done")


@dataclass(frozen=True)
class Progress:
    """What is done, what was tried, and what is open: what progress returns. `states` holds the state of every exercise by id."""

    states: dict = field(hash=False)
    kept: bool = True

    def _of(self, state):
        return tuple(id_ for id_, s in self.states.items() if s == state)

    @property
    def done(self):
        """The ids of exercises that are done."""
        return self._of("done")

    @property
    def tried(self):
        """The ids of exercises that were tried and are not done."""
        return self._of("tried")

    @property
    def open(self):
        """The ids of exercises that were not tried."""
        return self._of("open")

    def _rows(self):
        for notebook in dict.fromkeys(e.notebook for e in exercises().values()):
            own = [
                id_
                for id_, e in exercises().items()
                if e.notebook == notebook and id_ in self.states
            ]
            yield (
                notebook,
                *(
                    ", ".join(i for i in own if self.states[i] == s)
                    for s in ("done", "tried", "open")
                ),
            )

    def _summary(self):
        told = (
            f"{len(self.done)} of {len(self.states)} exercises are done, {len(self.tried)} tried."
        )
        return (
            told
            if self.kept
            else f"{told} The folder for progress cannot be written, so this lasts until the kernel stops."
        )

    def __repr__(self):
        lines = [self._summary()]
        for notebook, done, tried, open_ in self._rows():
            parts = [
                f"{word} {ids}"
                for word, ids in (("done", done), ("tried", tried), ("open", open_))
                if ids
            ]
            lines.append(f"  {notebook}: {'; '.join(parts)}")
        return "\n".join(lines)

    def _repr_html_(self):
        start = "style='text-align:start'"
        heads = "".join(
            f"<th scope='col' {start}>{head}</th>" for head in ("Notebook", "Done", "Tried", "Open")
        )
        rows = "".join(
            f"<tr><th scope='row' {start}>{escape(row[0])}</th>{''.join(f'<td {start}>{cell}</td>' for cell in row[1:])}</tr>"
            for row in self._rows()
        )
        return f"<table><caption {start}>{self._summary()}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def progress(reset=False):
    """What is done and what is open, across notebooks. Kept on this machine only, and after a restart too.

    Arguments: `reset`, True to forget everything and start again. Returns Progress.
    """
    if reset is True:
        _noted.clear()
        _given.clear()
        for id_ in exercises():
            try:
                (home() / "progress" / f"{id_}.json").unlink(missing_ok=True)
            except OSError:
                pass  # what cannot be deleted cannot be forgotten: it shows in the table
    return Progress({id_: _state(id_) for id_ in exercises()}, kept=not _noted)
