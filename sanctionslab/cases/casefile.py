"""A case of one's own, written as a small TOML file from any report: facts, claims and sources.

    [case]
    title = "…"

    [facts]
    on = { value = 2024-05-03, claims = ["C1"] }
    direction = { value = "to_dprk", claims = ["C1", "C2"], note = "…" }

    [[claim]]
    id = "C1"
    says = "…"
    chain = "mayor > town-gazette"

    [[source]]
    key = "mayor"
    name = "…"

Of what is not known exactly, give what is possible: on = "2024-05" or "/2024-05-20" (by then),
item = ["bus", "horse"]. If the day falls with its claims, the day is left on which what was done
was known = "2024-05-04". A fact may rest on claims of the file or on rows of the kit ("KH-03"); a
chain may name sources of the file or of the kit.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from ..errors import KitError, near, shown
from ..files import UnreadableFile, read_toml
from ..shapes import Fault, Key, Kind, first_fault, is_text, is_texts
from ..vocabulary import fact, facts
from .case import Case
from .evidence import Claim, Evidence, chains, moment_key, parse_chains, source_keys


def is_unfilled(value: object) -> bool:
    """Whether a place is as the template has it: empty, or only dots."""
    return isinstance(value, str) and not value.strip(" .\u2026")


def is_chain(value: object) -> bool:
    """Whether a value can hold chains: one text, or a list of some."""
    return is_text(value) or (value != [] and is_texts(value))


TO_FILL_IN = Key(Kind("a text between quotation marks", is_text, is_unfilled), needed=True)
CHAIN = Key(Kind("a text between quotation marks", is_chain, is_unfilled), needed=True)

FILE = {"case": Key(), "facts": Key(), "claim": Key(), "source": Key()}
HEADING = {"title": TO_FILL_IN, "note": Key()}
FACT = {"value": Key(), "claims": Key(), "known": Key(), "note": Key()}
CLAIM = {"id": TO_FILL_IN, "says": TO_FILL_IN, "chain": CHAIN, "note": Key()}
SOURCE = {
    "key": TO_FILL_IN,
    "name": TO_FILL_IN,
    "stands_behind": Key(),
    "published": Key(),
    "where": Key(),
    "note": Key(),
}

# What is wrong with a file that cannot be read, by the kind of trouble.
UNREADABLE = {
    "missing": "there is no such file. Check the name, and that it lies beside the notebook.",
    "closed": "it cannot be read ({reason}).",
    "no text": "it is not UTF-8 text. Save it again as UTF-8.",
    "no TOML": "it is not valid TOML: {reason}. Texts need quotation marks; "
    "a table stands on one line between {{ and }}.",
}


class CaseFileError(KitError):
    """A case file that cannot be used.

    The message names the file, the place in it and the way out.
    """


def own_case(path: str | Path) -> Case:
    """A case of one's own from a TOML file, every fact with its evidence.

    The top of this module shows what the file holds. Arguments: `path` of the file. Returns a Case,
    to be used like the named ones. Raises CaseFileError, in one sentence with the place and the way
    out, for whatever is wrong with the file.

    >>> own_case("my_case.toml")
    Traceback (most recent call last):
    ...
    sanctionslab.cases.casefile.CaseFileError: my_case.toml: there is no such file. \
Check the name, and that it lies beside the notebook.
    """
    return CaseFile(path).case()


class CaseFile:
    """One case file while it is read: its `sources` and `claims` first, then its case.

    Arguments: `path` of the file; its `entries`, where they are known without reading it.
    """

    def __init__(self, path: object, entries: dict[str, Any] | None = None) -> None:
        # Sources before claims before facts: each may name what came before it.
        if not isinstance(path, (str, Path)):
            message = (
                'own_case needs the name of a file, such as "my_case.toml", '
                f"not {type(path).__name__}."
            )
            raise CaseFileError(message, "path", path)
        self.name = Path(path).name
        self.entries = self._read(path) if entries is None else entries
        self.check(self.entries, FILE, "the file")
        self.sources = self._sources()
        self.claims = self._claims()

    def _read(self, path: str | Path) -> dict[str, Any]:
        try:
            return read_toml(path)
        except UnreadableFile as trouble:
            self.refuse(UNREADABLE[trouble.kind].format(reason=trouble.reason))

    def case(self) -> Case:
        """The case that the file tells."""
        heading = self.entries.get("case", {})
        self.check(heading, HEADING, "[case]")
        given: dict[str, object] = {}
        evidence = {}
        for name, entry in self._facts().items():
            given[name], evidence[name] = self.fact(name, entry)
        try:
            return Case(
                key=Path(self.name).stem,
                title=heading["title"],
                note=heading.get("note"),
                evidence=evidence,
                **given,
            )
        except KitError as error:
            self.refuse(f"[facts] {error}", error.value, error.allowed)

    def refuse(self, what: str, value: object = None, allowed: Iterable[object] = ()) -> NoReturn:
        raise CaseFileError(f"{self.name}: {what}", self.name, value, allowed)

    def check(self, entry: object, keys: Mapping[str, Key], place: str) -> None:
        """Refuse an entry that is no table, or has a key too many, one too few or one amiss."""
        fault = first_fault(entry, keys)
        if fault is None:
            return
        if fault.kind == "key":
            self.refuse(_strange_key(place, fault), fault.key, fault.allowed)
        if fault.kind == "missing":
            self.refuse(f"{place} still needs its {fault.key}.", fault.key)
        if fault.kind == "type":
            wanted = keys[fault.key].kind.words
            self.refuse(
                f"{place}: {fault.key} has to be {wanted}, not {shown(fault.value)}.", fault.value
            )
        # No key here has a closed list: what is left is an entry that is no table.
        self.refuse(f"{place} has to be a table, not {shown(entry)}.", entry)

    def _several(self, kind: str, keys: Mapping[str, Key]) -> dict[str, dict[str, Any]]:
        """The tables [[claim]] or [[source]] by their first key, which each has to itself."""
        entries = self.entries.get(kind, [])
        if not isinstance(entries, list):
            self.refuse(f"write [[{kind}]] with two brackets: there can be several.", kind)
        first = next(iter(keys))  # the id of a claim, the key of a source
        by_key: dict[str, dict[str, Any]] = {}
        for number, entry in enumerate(entries, 1):
            place = f"[[{kind}]] number {number}"
            self.check(entry, keys, place)
            key = entry[first]
            if key in by_key:
                self.refuse(f'[[{kind}]] "{key}" stands twice. Give each its own {first}.', key)
            if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", key):
                message = (
                    f'{place}: "{key}" may have letters, digits and hyphens only, '
                    'for example "town-gazette".'
                )
                self.refuse(message, key)
            by_key[key] = entry
        return by_key

    def _sources(self) -> dict[str, dict[str, Any]]:
        sources = self._several("source", SOURCE)
        for key in sources:
            if key in source_keys():
                message = (
                    f'[[source]] "{key}" is in the kit already. '
                    "Leave it out here; chains can name it."
                )
                self.refuse(message, key)
        return sources

    def _claims(self) -> dict[str, Claim]:
        entries = self._several("claim", CLAIM)
        return {
            key: Claim(key, entry["says"], self._chains(entry)) for key, entry in entries.items()
        }

    def _chains(self, entry: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
        """The chains of a claim: first the speaker, then those who passed it on."""
        written = entry["chain"]
        chains = parse_chains(written if isinstance(written, list) else written.split(";"))
        known = [*self.sources, *source_keys()]
        for link in (link for chain in chains for link in chain):
            if link not in known:
                message = (
                    f'[[claim]] {entry["id"]}: the chain names "{link}", which is no source.'
                    f"{near(link, known)} "
                    f'Or describe it: [[source]] with key = "{link}" and a name.'
                )
                self.refuse(message, link)
        return chains

    def _facts(self) -> dict[str, Any]:
        """The entries under [facts], which name a day and a conduct at least."""
        entries = self.entries.get("facts", {})
        # Only the names: what each fact can be is left to the fact, which says it better.
        self.check(entries, {name: Key() for name in facts()}, "[facts]")
        for name in ("on", "conduct"):
            if name not in entries:
                question = fact(name).question
                self.refuse(
                    f'[facts] needs {name}: {question} Write "unknown" if nobody says so.', name
                )
        return entries

    def fact(self, name: str, entry: object) -> tuple[object, Evidence]:
        """The value of one fact and what it rests on."""
        detail = entry if isinstance(entry, dict) else {"value": entry}
        self.check(detail, FACT, f"[facts] {name}")
        if "value" not in detail:
            self.refuse(f'[facts] {name} needs a value. Write "unknown" if nobody says so.', name)
        known = detail.get("known")
        try:
            value = fact(name).parse(detail["value"])
            if known is not None:
                moment_key(known)  # which refuses what is no moment
        except KitError as error:
            self.refuse(f"[facts] {error}", detail["value"], error.allowed)
        moment = None if known is None else str(known)
        return value, Evidence(self._rows(name, detail), moment, str(detail.get("note", "")))

    def _rows(self, name: str, detail: dict[str, Any]) -> tuple[str, ...]:
        written = detail.get("claims", [])
        ids: list[str] = [written] if isinstance(written, str) else written
        if not isinstance(ids, list):
            self.refuse(f'[facts] {name}: claims is a list of ids, such as ["C1"].', ids)
        for id_ in ids:
            if id_ not in self.claims and id_ not in chains():
                message = (
                    f'[facts] {name} rests on "{id_}", which is no claim of this file. '
                    f"The claims here are {', '.join(self.claims) or 'none yet'}. "
                    f'Write it: [[claim]] with id = "{id_}".'
                )
                self.refuse(message, id_, self.claims)
        return tuple(self.claims.get(id_, id_) for id_ in ids)  # a row of the kit goes by its id


def _strange_key(place: str, fault: Fault) -> str:
    allowed = ", ".join(fault.allowed)
    return f'{place} has "{fault.key}", which is none of {allowed}.{near(fault.key, fault.allowed)}'
