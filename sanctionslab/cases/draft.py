"""A case of one's own while it is made: claims, sources and facts, one at a time, and its file."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from ..errors import KitError, quoted
from ..files import begins_with, path_of, read_toml, write_whole
from ..vocabulary import fact
from .case import Case
from .casefile import HEADING as CASE_HEADING
from .casefile import CaseFile, CaseFileError

MARK = "# A case of one's own, written by the form of sanctionslab: sl.case_form().\n"
LISTS = {"claim": "id", "source": "key"}  # by what an entry of each list is known


class Draft:
    """A case file that is made step by step.

    Each step is looked at as `own_case` would: what cannot stand is refused in a sentence and
    changes nothing. Arguments: `path` of the file, which is read if the form has written it.
    Raises CaseFileError for a file that was written by hand.

    >>> draft = Draft("no_such_case.toml")
    >>> draft.add("source", key="mayor", name="The mayor")
    >>> draft.add("claim", id="C1", says="A tractor was sent.", chain="mayor")
    >>> draft.state("item", "tractor", claims=["C1"])
    >>> draft.lack
    'no_such_case.toml: [facts] needs on: On what day did it happen? \
Write "unknown" if nobody says so.'
    """

    def __init__(self, path: str | Path) -> None:
        self.path = path_of(path)
        if self.path.suffix != ".toml" or not self.path.stem:
            message = f'A case file is named like "my_case.toml", not {quoted(self.path.name)}.'
            raise CaseFileError(message, "path", str(path))
        self.entries: dict[str, Any] = {
            "case": {"title": "My case"},
            "facts": {},
            "claim": [],
            "source": [],
        }
        if self.path.exists():
            self._refuse_what_others_wrote()
            self.entries |= read_toml(self.path)
            self._file(self.entries)  # somebody may have edited it since: it is looked at anew

    @property
    def title(self) -> str:
        """What the case is called."""
        return str(self.entries["case"].get("title", ""))

    def call(self, title: str) -> None:
        """Give the case a title. Raises CaseFileError for none."""
        self._try({**self.entries, "case": {**self.entries["case"], "title": title.strip()}})

    def add(self, kind: str, **entry: str) -> None:
        """Add a claim or a source, or put it in the place of the one with the same id or key."""
        first = LISTS[kind]
        filled = {key: value.strip() for key, value in entry.items() if value.strip()}
        others = [other for other in self.entries[kind] if other[first] != filled.get(first)]
        self._try({**self.entries, kind: [*others, filled]})

    def state(
        self, name: str, value: object, claims: list[str] | None = None, note: str = ""
    ) -> None:
        """State a fact: its value as `sl.facts()` lists it, and the claims that it rests on."""
        entry = {"value": value, "claims": claims or [], "note": note.strip()}
        filled = {key: part for key, part in entry.items() if part or key == "value"}
        self._file(self.entries).fact(fact(name).name, filled)  # which refuses what is amiss in it
        self._try({**self.entries, "facts": {**self.entries["facts"], name: filled}})

    def take_out(self, kind: str, key: str) -> None:
        """Take out a fact, a claim or a source. Raises CaseFileError if something rests on it."""
        # A deep copy, as what is refused must leave the draft as it is.
        changed = copy.deepcopy(self.entries)
        if kind == "fact":
            changed["facts"].pop(key, None)
        else:
            changed[kind] = [entry for entry in changed[kind] if entry[LISTS[kind]] != key]
        self._try(changed)

    @property
    def lack(self) -> str:
        """What the file still needs before it is a case, in a sentence; nothing if it is one."""
        try:
            self.case()
        except KitError as error:
            return str(error)
        return ""

    def case(self) -> Case:
        """The case so far. Raises CaseFileError with what it still needs."""
        return self._file(self.entries).case()

    @property
    def text(self) -> str:
        """What the file says."""
        import tomlkit  # only those who write need it

        document = tomlkit.document()
        document["case"] = self.entries["case"]
        facts = tomlkit.table()
        for name, entry in self.entries["facts"].items():
            inline = tomlkit.inline_table()
            inline.update(entry if isinstance(entry, dict) else {"value": entry})
            facts[name] = inline
        document["facts"] = facts
        for kind in LISTS:
            if self.entries[kind]:
                document[kind] = self.entries[kind]
        return MARK + tomlkit.dumps(document)

    def save(self) -> None:
        """Write the file, over nothing but what the form has written."""
        if self.path.exists():
            self._refuse_what_others_wrote()
        try:
            write_whole(self.path, self.text, replace=True)
        except OSError as error:
            message = (
                f"{self.path.name} could not be written: {error.strerror}. Copy its text below."
            )
            raise CaseFileError(message, "path", str(self.path)) from None

    def _refuse_what_others_wrote(self) -> None:
        try:
            is_ours = begins_with(self.path, MARK)
        except OSError:
            is_ours = False
        if not is_ours:
            message = (
                f"{self.path.name} was not written by this form, so it is left as it is. Give "
                f'another name, such as "my_other_case.toml"; sl.own_case reads both.'
            )
            raise CaseFileError(message, "path", str(self.path))

    def _file(self, entries: dict[str, Any]) -> CaseFile:
        return CaseFile(self.path, entries)

    def _try(self, changed: dict[str, Any]) -> None:
        """Make a change if what has been said so far can still stand."""
        file = self._file(changed)
        file.check(changed["case"], CASE_HEADING, "[case]")
        for name, entry in changed["facts"].items():
            file.fact(name, entry)
        self.entries = changed
