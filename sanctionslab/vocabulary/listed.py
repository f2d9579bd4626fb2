"""The vocabulary for people: every fact in tables that fold, and those that speak of one thing."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from ..errors import KitError, quoted, shown
from ..outline import Html, Line, Part, as_text, folded_table_html, section_html
from .facts import Fact, every_fact

LONGEST = 60  # letters of a word that is looked for
HEADS = ("Fact", "Question", "What to write")
HOW = {
    "date": "a day, a month or a span: 2024-02-18, 2024-02, /2024-02-20 (by then)",
    "yes/no": "yes, or no",
    "number": "a number, or a span such as 100..600",
    "item": "the key of a thing in sl.items()",
    "hs": "an HS code of 2 to 6 digits, such as 8703",
}


class Facts(Mapping[str, Fact]):
    """Facts by name, to be looked up by code and read by people. It cannot be changed."""

    def __init__(self, by_name: Mapping[str, Fact], about: str = "") -> None:
        self._by_name, self._about = by_name, about

    def __getitem__(self, name: str) -> Fact:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    @property
    def groups(self) -> dict[str, list[Fact]]:
        """The facts by what they are about, in the order of the vocabulary."""
        by_group: dict[str, list[Fact]] = {}
        for fact in self._by_name.values():
            by_group.setdefault(fact.group, []).append(fact)
        return by_group

    @property
    def title(self) -> str:
        """What is listed, and how to find one fact among many."""
        number = "1 fact" if len(self) == 1 else f"{len(self)} facts"
        if self._about:
            return f"{number} with the word {quoted(self._about)}. sl.facts() lists them all."
        return f'{number}. sl.facts("ship") finds those with that word.'

    def __repr__(self) -> str:
        parts = [
            Part(group, [Line(f"{fact.name}: {fact.question}") for fact in in_group])
            for group, in_group in self.groups.items()
        ]
        return "\n".join([self.title, "", *as_text(parts)]).rstrip()

    def _repr_html_(self) -> str:
        tables = ""
        for group, in_group in self.groups.items():
            is_open = bool(self._about) or group == "basics"
            tables += folded_table_html(group, HEADS, [_row(fact) for fact in in_group], is_open)
        body = f"<p>{Html.of('span', self.title)}</p>{tables}"
        return section_html("vocabulary", body, label="The facts that a case can state")


def facts(about: str = "") -> Facts:
    """Every fact of the vocabulary by name, in the order of `data/facts.toml`.

    They show themselves as tables that fold. Argument: `about`, a word: then only the facts whose
    name, question, reason or values speak of it. Raises KitError for what is no word.

    >>> list(facts())[:4]
    ['on', 'direction', 'conduct', 'item']
    >>> list(facts("hydropower"))
    ['existing_hydropower_project']
    """
    word = wanted_word(about, 'sl.facts("ship")')
    if not word:
        return _all_facts()
    fitting = {name: fact for name, fact in every_fact().items() if word in _told(fact)}
    return Facts(fitting, word)


def wanted_word(about: object, example: str) -> str:
    """A word that is looked for, in small letters. Raises KitError for what is none.

    >>> wanted_word(" Ship ", 'sl.facts("ship")')
    'ship'
    """
    if not isinstance(about, str) or len(about) > LONGEST or not about.isprintable():
        message = f"Look for a word of at most {LONGEST} letters, as in {example}, "
        raise KitError(f"{message}not {shown(about)}.", "about", about)
    return about.strip().casefold()


@functools.cache
def _all_facts() -> Facts:
    return Facts(every_fact())


def _told(fact: Fact) -> str:
    """All that is said of a fact, in small letters."""
    words = (fact.name, fact.label, fact.question, fact.why, *fact.values.values())
    return " ".join(words).casefold()


def _row(fact: Fact) -> tuple[str, str, str]:
    label = Html(f"{Html.of('span', fact.label)}<br>{Html.of('code', fact.name)}")
    if fact.values:
        lines = [f"{Html.of('code', key)} {words}" for key, words in _escaped(fact)]
        return label, fact.question, Html("<br>".join(lines))
    return label, fact.question, HOW[fact.type]


def _escaped(fact: Fact) -> Iterator[tuple[str, str]]:
    for key, words in fact.values.items():
        yield key, Html.of("span", words)
