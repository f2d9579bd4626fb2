"""A scenario kept in a small TOML file, and read again."""

from pathlib import Path

from ..cases import Case, Claim, Evidence, cases
from ..errors import KitError, near
from ..files import UnreadableFile, begins_with, path_of, read_toml, toml_in, write_whole
from .scenario import NOT_GIVEN, Scenario
from .values import plain

LONGEST = 200_000  # letters of a file that a visitor gives
HEADING = "# A scenario of sanctionslab. Open it in the lab, or with sl.panels.load(...).\n"


def save(path: str | Path, scenario: Scenario, *, replace: bool = False) -> None:
    """Write a scenario to a small TOML file.

    Arguments: `path`, where to; `scenario`, a Scenario; `replace`, whether a scenario that is kept
    there may be replaced; no other file ever is.
    Raises KitError if the file exists and may not be replaced, or cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(Path(folder) / "bus.toml", Scenario("aurus-2024-06", {"item": "bus"}))
    ...     load(Path(folder) / "bus.toml") == Scenario("aurus-2024-06", {"item": "bus"})
    True
    """
    if not isinstance(scenario, Scenario):
        message = f"What is kept is a Scenario, not {type(scenario).__name__}."
        raise KitError(f"{message} A panel has one: lab.scenario.", "scenario", scenario)
    path = path_of(path)
    text = as_toml(scenario)
    try:
        # Only what the kit has written is ever replaced.
        if replace and path.exists() and not begins_with(path, HEADING):
            message = f"{path.name} is no scenario that was kept here. Give another name."
            raise KitError(message, "file", str(path))
        write_whole(path, text, replace=replace)
    except FileExistsError:
        raise KitError(
            f'{path.name} exists already. Give another name, or tick "Replace the file" '
            "(in code: replace=True).",
            "file",
            str(path),
        ) from None
    except OSError as error:
        raise KitError(
            f"{path.name} could not be written: {error.strerror}. Give another name or folder.",
            "file",
            str(path),
        ) from None


def as_toml(scenario: Scenario) -> str:
    """What the file of a scenario says.

    >>> print(as_toml(Scenario("aurus-2024-06", {"item": "bus"})).splitlines()[1])
    case = "aurus-2024-06"
    """
    import tomlkit  # only those who save need it

    return HEADING + tomlkit.dumps(_contents(scenario))


def _contents(scenario: Scenario) -> dict[str, object]:
    """What the file of a scenario holds: a named case by its key, any other case in full."""
    original = scenario.original
    named = original.key in cases()
    contents: dict[str, object] = {}
    if named:
        contents["case"] = original.key
    elif original.title:
        contents["title"] = original.title
    for name in ("without", "distrust", "trust_only"):
        if keys := getattr(scenario, name):
            contents[name] = list(keys)
    if scenario.facts:
        contents["facts"] = {
            name: NOT_GIVEN if value is None else plain(value)
            for name, value in scenario.facts.items()
        }
    if not named:
        contents |= _own_case(original)
    return contents


def _own_case(original: Case) -> dict[str, object]:
    """A case of one's own: its facts, what they rest on, and the claims with their chains."""
    evidence, claims = {}, {}
    for name, known in original.evidence.items():
        entry = {
            "rows": [str(row) for row in known.rows],
            "known": known.known,
            "note": known.note,
            "since": known.since,
            "since_rows": [str(row) for row in known.since_rows],
        }
        evidence[name] = {key: value for key, value in entry.items() if value}
        for row in (*known.rows, *known.since_rows):
            if isinstance(row, Claim):
                chains = [" > ".join(chain) for chain in row.chains]
                claims[str(row)] = {"says": row.says, "chain": chains}
    parts = {
        "original": {name: plain(value) for name, value in original.given.items()},
        "evidence": evidence,
        "claim": claims,
    }
    return {name: part for name, part in parts.items() if part}


def load(path: str | Path) -> Scenario:
    """Read a scenario from a TOML file that `save` wrote.

    Raises KitError, with the file and the reason, for a file that is not there or cannot be used.
    """
    path = path_of(path)
    return _told(_read(path), path.name)


def from_toml(text: str) -> Scenario:
    """The scenario in the text of a file that `save` wrote, or `as_toml` made.

    Raises KitError, with the reason, for a text that is none.

    >>> from_toml('case = "aurus-2024-06"').original.key
    'aurus-2024-06'
    """
    if not text or len(text) > LONGEST:
        message = f"A scenario is a text of at most {LONGEST:,} letters. Give another file."
        raise KitError(message, "file", text)
    try:
        contents = toml_in(text, "The file")
    except UnreadableFile as unreadable:
        message = f"The file cannot be read as a scenario: {unreadable.cause}."
        raise KitError(message, "file", text) from None
    return _told(contents, "The file")


def _told(contents: dict[str, object], name: str) -> Scenario:
    """The scenario that a file tells. Raises KitError with its name and the reason."""
    try:
        return _scenario(contents)
    except KitError as error:
        raise KitError(f"{name}: {error}", error.name, error.value, error.allowed) from None
    # A part that is no table, a claim that lacks something, or a key that no scenario has.
    except (TypeError, AttributeError, KeyError):
        raise KitError(
            f"{name} is no scenario: it needs a case and may have facts, without, distrust "
            "and trust_only.",
            "file",
            name,
        ) from None


def _read(path: Path) -> dict[str, object]:
    try:
        return read_toml(path)
    except UnreadableFile as unreadable:
        if unreadable.kind != "missing":
            raise KitError(
                f"{path.name} cannot be read as a scenario: {unreadable.cause}.", "file", str(path)
            ) from None
    beside = sorted(other.name for other in path.parent.glob("*.toml"))
    hint = near(path.name, beside)
    if not hint:
        hint = f" Here are: {', '.join(beside)}." if beside else " Save a scenario first."
    raise KitError(f"There is no file {path.name}.{hint}", "file", str(path), beside)


def _scenario(contents: dict) -> Scenario:
    """A scenario from what a file holds: of a named case the key, of another one all of it."""
    title, own = contents.pop("title", None), contents.pop("original", None)
    claims = {
        name: Claim(name, entry["says"], tuple(tuple(way.split(" > ")) for way in entry["chain"]))
        for name, entry in contents.pop("claim", {}).items()
    }
    evidence = {
        name: Evidence(
            tuple(claims.get(row, row) for row in entry.get("rows", ())),
            entry.get("known"),
            entry.get("note", ""),
            entry.get("since"),
            tuple(claims.get(row, row) for row in entry.get("since_rows", ())),
        )
        for name, entry in contents.pop("evidence", {}).items()
    }
    # A named case brings its own title and evidence.
    if own:
        return Scenario(Case(title=title, evidence=evidence, **own), **contents)
    return Scenario(contents.pop("case", None), **contents)
