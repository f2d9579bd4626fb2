"""whatif/trust."""

from ..cases import Case, chains_of, source_keys
from ..errors import KitError, near, shown
from ..logic import UNKNOWN


def sources_of(case):
    """The keys of every source in the chains behind the facts of a case, speakers and outlets alike, sorted.

    >>> from sanctionslab.cases import case
    >>> "kremlin" in sources_of(case("aurus-2024-02"))
    True
    """
    return tuple(
        sorted(
            {
                link
                for e in _case(case).evidence.values()
                for row in e.rows
                for chain in chains_of(row)
                for link in chain
            }
        )
    )


def distrust(case, *sources):
    """The case without the facts that only these sources support.

    A fact stands while one chain of attribution behind one of its rows has no distrusted link. A fact that falls is no longer
    given: it goes back to its presumption, or to unknown. A fact that rests on no row is a definition and stays.
    Raises KitError for a source that sources.csv does not have.

    >>> from sanctionslab.cases import case
    >>> doubted = distrust(case("aurus-2024-02"), "kremlin")
    >>> doubted.value("item"), doubted.value("hs")
    (UNKNOWN, '8703')
    """
    doubted = frozenset(_source(case, key) for key in sources)
    return _keeping(case, lambda chain: not doubted & set(chain))


def trust_only(case, *sources):
    """The case with only the facts that these speakers vouch for: a chain counts if its first link is one of them.

    The outlets that pass the word on are taken as faithful; to doubt an outlet, use `distrust`.
    Raises KitError for a source that sources.csv does not have.

    >>> from sanctionslab.cases import case
    >>> trust_only(case("aurus-2024-02"), "kcna", "rodong").value("personal_use")
    YES
    """
    trusted = frozenset(_source(case, key) for key in sources)
    return _keeping(case, lambda chain: chain[0] in trusted)


def _case(case):
    if not isinstance(case, Case):
        raise KitError(
            f'This needs a Case, not {type(case).__name__}. Take a named one: sl.case("aurus-2024-02").',
            "case",
            case,
        )
    return case


def _source(case, key):
    known = source_keys() | set(sources_of(case))
    if not isinstance(key, str) or key not in known:
        hint = near(key, known) or " sl.sources() lists them."
        raise KitError(
            f"{shown(key)} is no source of data/sources.csv.{hint}", "source", key, sorted(known)
        )
    return key


def _keeping(case, holds):
    fallen = {
        name: UNKNOWN if name == "on" else None
        for name, e in _case(case).evidence.items()
        if e.rows and not any(holds(chain) for row in e.rows for chain in chains_of(row))
    }
    return case.but(**fallen) if fallen else case
