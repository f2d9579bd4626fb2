"""own_case(): a case of one's own, written as a small TOML file from any report: facts, claims and sources.

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

A fact may rest on claims of the file or on rows of the kit ("KH-03"); a chain may name sources of the file or of the kit.
"""

import re
import tomllib
from pathlib import Path

from ..errors import KitError, near
from ..outline import Answers
from ..vocabulary import fact, facts
from .case import Case
from .evidence import Evidence, chains, chains_of, moment_key, source_keys

_KEYS = {
    "case": ("title", "note"),
    "fact": ("value", "claims", "known", "note"),
    "claim": ("id", "says", "chain", "note"),
    "source": ("key", "name", "stands_behind", "published", "where", "note"),
}


class CaseFileError(KitError):
    """A case file that cannot be used. The message names the file, the place in it and the way out."""


class Claim(str):
    """The id of a claim in a case file, which brings along what it says and the chains that lead to it."""

    def __new__(cls, id_, says, chains_):
        self = super().__new__(cls, id_)
        self.says, self.chains = says, chains_
        return self


def own_case(path):
    """A case of one's own from a TOML file, every fact with its evidence. See the top of this module for what the file holds.

    Arguments: `path` of the file. Returns a Case, to be used like the named ones.
    Raises CaseFileError, in one sentence with the place and the way out, for whatever is wrong with the file.

    >>> own_case("my_case.toml")
    Traceback (most recent call last):
    ...
    sanctionslab.cases.casefile.CaseFileError: my_case.toml: there is no such file. Check the name, and that it lies beside the notebook.
    """
    return _Reader(path).case()


def remarks(path):
    """What a careful reader would remark on a case file: facts with no claim, a single speaker, claims that carry nothing.

    Arguments: `path` of the file. Returns Answers of sentences; none of them is an error. Raises CaseFileError as own_case does.
    """
    reader = _Reader(path)
    told = reader.case()
    found = []
    for name, evidence in told.evidence.items():
        speakers = {chain[0] for row in evidence.rows for chain in chains_of(row)}
        if not evidence.rows:
            found.append(f"{name} rests on no claim: it is a premise of yours. Say so in its note.")
        elif len(speakers) == 1:
            found.append(f"{name} rests on the word of {speakers.pop()} alone.")
    used = {row for e in told.evidence.values() for row in e.rows}
    found += [f"Claim {id_} carries no fact." for id_ in reader.claims if id_ not in used]
    linked = {link for claim in reader.claims.values() for chain in claim.chains for link in chain}
    found += [f"Source {key} is in no chain." for key in reader.sources if key not in linked]
    found += [
        f"Claim {c} is long. Is it one claim, and in your own words?"
        for c in reader.claims.values()
        if len(c.says.split()) > 40
    ]
    return Answers(found, title=f"Remarks on {reader.name}:", nothing="none")


class _Reader:
    """One case file while it is read."""

    def __init__(self, path):
        if not isinstance(path, (str, Path)):
            raise CaseFileError(
                f'own_case needs the name of a file, such as "my_case.toml", not {type(path).__name__}.',
                "path",
                path,
            )
        self.name = Path(path).name
        try:
            with open(path, "rb") as file:
                self.entries = tomllib.load(file)
        except FileNotFoundError:
            self.refuse(
                "there is no such file. Check the name, and that it lies beside the notebook."
            )
        except OSError as error:
            self.refuse(f"it cannot be read ({error.strerror}).")
        except UnicodeDecodeError:
            self.refuse("it is not UTF-8 text. Save it again as UTF-8.")
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            self.refuse(
                f"it is not valid TOML: {error}. Texts need quotation marks; a table stands on one line between {{ and }}."
            )
        self.known(self.entries, ("case", "facts", "claim", "source"), "the file")
        self.sources = {entry["key"]: entry for entry in self.several("source", ("key", "name"))}
        for key in self.sources:
            if key in source_keys():
                self.refuse(
                    f'[[source]] "{key}" is in the kit already. Leave it out here; chains can name it.',
                    key,
                )
        self.claims = {
            entry["id"]: Claim(entry["id"], entry["says"], self.chain(entry))
            for entry in self.several("claim", ("id", "says", "chain"))
        }

    def refuse(self, what, value=None, allowed=()):
        raise CaseFileError(f"{self.name}: {what}", self.name, value, allowed)

    def known(self, entry, allowed, place):
        if not isinstance(entry, dict):
            self.refuse(f"{place} has to be a table, not {entry!r}.", entry)
        for key in entry:
            if key not in allowed:
                self.refuse(
                    f'{place} has "{key}", which is none of {", ".join(allowed)}.{near(key, allowed)}',
                    key,
                    allowed,
                )

    def several(self, kind, needed):
        """The tables [[claim]] or [[source]], each with its texts filled in and its key used once."""
        entries = self.entries.get(kind, [])
        if not isinstance(entries, list):
            self.refuse(f"write [[{kind}]] with two brackets: there can be several.", kind)
        seen = set()
        for number, entry in enumerate(entries, 1):
            place = f"[[{kind}]] number {number}"
            self.known(entry, _KEYS[kind], place)
            for key in needed:
                self.text(entry, key, place, lists=key == "chain")
            key = entry[needed[0]]
            if key in seen:
                self.refuse(f'[[{kind}]] "{key}" stands twice. Give each its own {needed[0]}.', key)
            if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", key):
                self.refuse(
                    f'{place}: "{key}" may have letters, digits and hyphens only, for example "town-gazette".',
                    key,
                )
            seen.add(key)
        return entries

    def text(self, entry, key, place, lists=False):
        value = entry.get(key)
        if (
            lists
            and isinstance(value, list)
            and value
            and all(isinstance(part, str) for part in value)
        ):
            return
        if value is None or value == "" or (isinstance(value, str) and not value.strip(" .\u2026")):
            self.refuse(f"{place} still needs its {key}.", key)
        if not isinstance(value, str):
            self.refuse(
                f"{place}: {key} has to be a text between quotation marks, not {value!r}.", value
            )

    def chain(self, entry):
        """The chains of a claim: first the speaker, then those who passed it on."""
        texts = entry["chain"] if isinstance(entry["chain"], list) else entry["chain"].split(";")
        found = tuple(tuple(link.strip() for link in text.split(">")) for text in texts)
        for link in (link for chain in found for link in chain):
            if link not in self.sources and link not in source_keys():
                hint = (
                    near(link, [*self.sources, *source_keys()])
                    + f' Or describe it: [[source]] with key = "{link}" and a name.'
                )
                self.refuse(
                    f'[[claim]] {entry["id"]}: the chain names "{link}", which is no source.{hint}',
                    link,
                )
        return found

    def case(self):
        heading = self.entries.get("case", {})
        self.known(heading, _KEYS["case"], "[case]")
        self.text(heading, "title", "[case]")
        entries = self.entries.get("facts", {})
        self.known(entries, facts(), "[facts]")
        for name in ("on", "conduct"):
            if name not in entries:
                self.refuse(
                    f'[facts] needs {name}: {fact(name).question} Write "unknown" if nobody says so.',
                    name,
                )
        given, evidence = {}, {}
        for name, entry in entries.items():
            entry = entry if isinstance(entry, dict) else {"value": entry}
            self.known(entry, _KEYS["fact"], f"[facts] {name}")
            if "value" not in entry:
                self.refuse(
                    f'[facts] {name} needs a value. Write "unknown" if nobody says so.', name
                )
            try:
                given[name] = fact(name).parse(entry["value"])
                if "known" in entry:
                    moment_key(entry["known"])
            except KitError as error:
                self.refuse(f"[facts] {error}", entry["value"], error.allowed)
            evidence[name] = Evidence(
                self.rows(name, entry),
                str(entry["known"]) if "known" in entry else None,
                str(entry.get("note", "")),
            )
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

    def rows(self, name, entry):
        ids = entry.get("claims", [])
        ids = [ids] if isinstance(ids, str) else ids
        if not isinstance(ids, list):
            self.refuse(f'[facts] {name}: claims is a list of ids, such as ["C1"].', ids)
        for id_ in ids:
            if id_ not in self.claims and id_ not in chains():
                hint = f' The claims here are {", ".join(self.claims) or "none yet"}. Write it: [[claim]] with id = "{id_}".'
                self.refuse(
                    f'[facts] {name} rests on "{id_}", which is no claim of this file.{hint}',
                    id_,
                    self.claims,
                )
        return tuple(self.claims.get(id_, id_) for id_ in ids)
