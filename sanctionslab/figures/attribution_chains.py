"""The numbers behind the attribution: statements, the chains that carry them, and their sides."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ..cases import Case, Chain, chains
from ..errors import KitError
from ..logic import UNKNOWN
from ..tables import claims, sources
from ..vocabulary import fact
from .words import counted

STATES = {"Russian Federation": "Russia", "DPRK": "the DPRK"}


@dataclass(frozen=True)
class Frame:
    """Who said what.

    `statements` are in order; `carried` has the rows of evidence for each statement and chain;
    `camps` has, for each side, its statements with their chains; `names` are the names of sources
    by key.
    """

    title: str
    statements: list[str]
    carried: dict[tuple[str, Chain], list[str]]
    camps: dict[str, dict[str, list[Chain]]]
    names: pd.Series

    @cached_property
    def _sides(self) -> Counter[str]:
        """On how many sides each statement stands."""
        return Counter(name for statements in self.camps.values() for name in statements)

    @cached_property
    def alone(self) -> dict[str, list[str]]:
        """For each side, the statements that rest on its word alone."""
        return {
            camp: [statement for statement in statements if self._sides[statement] == 1]
            for camp, statements in self.camps.items()
        }

    @cached_property
    def shared(self) -> list[str]:
        """The statements that more than one side makes."""
        return [statement for statement in self.statements if self._sides[statement] > 1]

    @cached_property
    def chains(self) -> list[Chain]:
        """Every chain once, side by side."""
        return list(
            dict.fromkeys(
                chain
                for statements in self.camps.values()
                for carriers in statements.values()
                for chain in carriers
            )
        )

    @cached_property
    def articles(self) -> list[str]:
        """The articles among what we can read: those whose claims the data has taken apart."""
        articles = set(claims()["source"])
        ends = dict.fromkeys(chain[-1] for _, chain in self.carried)
        return [key for key in ends if key in articles]

    @cached_property
    def relays(self) -> list[str]:
        """The keys of those who relayed it."""
        return list(dict.fromkeys(key for _, chain in self.carried for key in chain[1:-1]))

    def speakers(self, camp: str) -> list[str]:
        """The keys of a side's first speakers."""
        chains = self.camps[camp].values()
        return sorted({chain[0] for carriers in chains for chain in carriers})


def numbers(subject: Case | pd.DataFrame) -> Frame:
    title, statements = statements_of(subject)
    carried: dict[tuple[str, Chain], list[str]] = {}
    for statement, rows in statements:
        for row in rows:
            for chain in chains().get(row, ()):
                carried.setdefault((statement, chain), []).append(row)
    if not carried:
        raise KitError(
            "No row of evidence stands behind this. "
            "Take a named case (sl.cases()) or rows of sl.claims().",
            "subject",
            subject,
        )
    known = sources().set_index("key")
    camps: dict[str, dict[str, list[Chain]]] = {}
    for statement, chain in carried:
        said_by = camps.setdefault(camp_of(known.loc[chain[0]]), {})
        said_by.setdefault(statement, []).append(chain)
    return Frame(
        title=title,
        statements=[statement for statement, _ in statements],
        carried=carried,
        camps=camps,
        names=known["name"].str.partition(":")[0],
    )


def statements_of(subject: Case | pd.DataFrame) -> tuple[str, list[tuple[str, Sequence[str]]]]:
    """A title, and what is said with the ids of the rows that say it."""
    statements: list[tuple[str, Sequence[str]]] = []
    if isinstance(subject, pd.DataFrame) and {"id", "claim"} <= set(subject.columns):
        statements += [(row.claim, [row.id]) for row in subject.itertuples()]
        return counted(len(statements), "claim"), statements
    if not isinstance(subject, Case):
        raise KitError(
            'attribution() takes the key of a case such as "aurus-2024-02", '
            "a Case or rows of sl.claims().",
            "subject",
            subject,
        )
    for name, evidence in subject.evidence.items():
        value = subject.value(name)
        if evidence.rows and value is not UNKNOWN:
            words = fact(name).words(value).partition(" (")[0]
            statements.append((f"{fact(name).label}: {words}", evidence.rows))
    return subject.title or "this case", statements


def camp_of(source: pd.Series) -> str:
    """Whose word it is: for organs of a State the State, else the speaker."""
    of_a_state = source["kind"] in ("government", "state-media")
    if of_a_state and not pd.isna(source["country"]):
        return STATES.get(source["country"], source["country"])
    return source["name"].partition(":")[0]
