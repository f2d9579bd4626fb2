"""distrust() and trust_only(): a case without the facts that rest on the wrong sources."""

from collections.abc import Callable
from dataclasses import replace

from ..cases import Case, Chain, chains_of, source_keys
from ..errors import KitError, near, shown


def rows_of(case: Case) -> tuple[str, ...]:
    """The ids of the claims and events behind the facts of a case, each once.

    >>> from sanctionslab.cases import case
    >>> "KH-25" in rows_of(case("aurus-2024-02"))
    True
    """
    evidence = _checked(case).evidence.values()
    rows = (row for behind in evidence for row in (*behind.rows, *behind.since_rows))
    return tuple(dict.fromkeys(rows))


def sources_of(case: Case) -> tuple[str, ...]:
    """The keys of every source behind the facts of a case, speakers and outlets alike, sorted.

    >>> from sanctionslab.cases import case
    >>> "kremlin" in sources_of(case("aurus-2024-02"))
    True
    """
    rows = rows_of(case)
    return tuple(sorted({link for row in rows for chain in chains_of(row) for link in chain}))


def distrust(case: Case, *sources: str) -> Case:
    """The case without the facts that only these sources support.

    A fact stands while one chain of attribution behind one of its rows has no distrusted link. A
    fact that falls is no longer given: it goes back to its presumption, or to unknown. Of a date
    that falls, the day is left by which the act was public, while the act stands. A fact that
    rests on no row is a definition and stays. A single claim or event can be struck by its id.
    Raises KitError for a source that sources.csv does not have.

    >>> from sanctionslab.cases import case
    >>> doubted = distrust(case("aurus-2024-02"), "kremlin")
    >>> doubted.value("item"), doubted.value("hs")
    (UNKNOWN, '8703')
    >>> distrust(case("aurus-2024-02"), "kcna", "rodong").value("on")
    between("2018-05-07", "2024-02-20")
    >>> distrust(case("aurus-2024-02"), "KH-25").value("item")
    UNKNOWN
    """
    rows = rows_of(case)
    # The id of a row comes first; any other key is that of a source, or refused.
    struck = frozenset(key for key in sources if isinstance(key, str) and key in rows)
    doubted = frozenset(
        _known_source(case, key) for key in sources if not isinstance(key, str) or key not in rows
    )
    return _keeping(case, doubted.isdisjoint, struck)


def trust_only(case: Case, *sources: str) -> Case:
    """The case with only the facts that these speakers vouch for.

    A chain counts if its first link is one of them. The outlets that pass the word on are taken as
    faithful; to doubt an outlet, use `distrust`. Raises KitError for a source that sources.csv
    does not have.

    >>> from sanctionslab.cases import case
    >>> trust_only(case("aurus-2024-02"), "kcna", "rodong").value("personal_use")
    YES
    """
    trusted = frozenset(_known_source(case, key) for key in sources)
    return _keeping(case, lambda chain: chain[0] in trusted, frozenset())


def _checked(case: Case) -> Case:
    if not isinstance(case, Case):
        message = (
            f"This needs a Case, not {type(case).__name__}. "
            'Take a named one: sl.case("aurus-2024-02").'
        )
        raise KitError(message, "case", case)
    return case


def _known_source(case: Case, key: str) -> str:
    known = source_keys() | set(sources_of(case))
    if not isinstance(key, str) or key not in known:
        hint = near(key, known) or " sl.sources() lists them."
        message = f"{shown(key)} is no source of data/sources.csv.{hint}"
        raise KitError(message, "source", key, sorted(known))
    return key


def _keeping(case: Case, holds: Callable[[Chain], bool], struck: frozenset[str]) -> Case:
    """The case without the facts that rest on rows, but on none with a chain that holds.

    Arguments: `struck`, the rows that count for nothing.
    """

    def standing(rows: tuple[str, ...]) -> tuple[str, ...]:
        kept = (row for row in rows if row not in struck)
        return tuple(row for row in kept if any(map(holds, chains_of(row))))

    evidence = _checked(case).evidence
    fallen = [
        name for name, behind in evidence.items() if behind.rows and not standing(behind.rows)
    ]
    # A day before which it cannot have been may rest on rows of its own, and fall with them.
    since = "on" not in evidence or _stands(evidence["on"].since_rows, standing)
    left = case.without(*fallen, since=since)
    # What a fact still rests on: the rows of those who are silenced are none of it.
    still_said = {
        name: replace(behind, rows=standing(behind.rows)) for name, behind in left.evidence.items()
    }
    return Case(key=left.key, title=left.title, note=left.note, evidence=still_said, **left.given)


def _stands(rows: tuple[str, ...], standing: Callable[[tuple[str, ...]], tuple[str, ...]]) -> bool:
    return not rows or bool(standing(rows))
