"""From a finding to the graph of its argument."""

from __future__ import annotations

from collections.abc import Iterable

from ..cases import Evidence, chains_of
from ..logic import UNKNOWN
from ..verdict import Finding, Verdict, end_of_data, meaning
from ..vocabulary import fact, in_order, is_open
from .cards import Card, cards_of
from .graph import Diagram, Edge, Node
from .telling import headline, legend, words
from .wording import listed, name_of, passed_on, short_value, what_it_says

# How a fact comes to its value, in words; of what somebody says, nothing.
COMES = {
    "given": "",
    "several": "not known exactly",
    "thing": "by what the thing is",
    "code": "by the code",
    "presumed": "presumed: nobody says otherwise",
    "unknown": "",
}
STATE_OF = {"item": "thing"}  # by the origin of a fact, where the two differ
READINGS = "how doubtful words are read"  # the group of facts on which not witnesses differ
SHORT = 24  # letters of an answer that a fact's box still takes


def diagram_of(finding: Finding) -> Diagram:
    """The argument of a finding as a graph, with a place for everything.

    Arguments: `finding`, what `classify` gives back. Returns a Diagram.

    >>> diagram = diagram_of(classify(case("aurus-2024-02")))
    >>> print(diagram.headline)
    Prohibited by two paragraphs, each alone enough
    """
    graph = _Graph(finding)
    nodes, edges = tuple(graph.nodes.values()), tuple(dict.fromkeys(graph.edges))
    return Diagram(
        title=finding.case.title or finding.event,
        headline=headline(finding),
        nodes=nodes,
        edges=edges,
        words=words(finding, nodes),
        legend=legend(nodes),
    )


class _Graph:
    """The nodes and edges while they are put together, from the paragraphs backwards."""

    def __init__(self, finding: Finding) -> None:
        self.finding, self.case = finding, finding.case
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []
        self.settles = _settles(finding)
        cards = cards_of(finding)
        self.add_facts(cards)
        self.add_witnesses()
        for card in cards:
            self.add_paragraph(card)
        self.add_presumed()
        self.add_verdict()
        self.add_asides()

    def add(self, node: Node) -> None:
        self.nodes[node.id] = node

    def add_facts(self, cards: Iterable[Card]) -> None:
        """The facts that some test in the picture asks about, and presumed ones behind a door."""
        asked = {row.fact for card in cards for row in card.rows}
        behind_doors = {name for card in cards for door in card.doors for name in door.facts}
        material = self.finding.assumed | self.finding.hinges_on | self.case.given.keys()
        shown = asked | (behind_doors & material)
        for name in in_order(shown):
            value, origin = self.case.origin(name)
            state = STATE_OF.get(origin, origin)
            if origin == "given" and is_open(value):
                state = "several"
            self.add_fact("fact", name, state, self.settles.get(name, COMES[state]))

    def add_fact(self, kind: str, name: str, state: str, said: str) -> None:
        """A fact with its value; of one that is unknown the question, and why it is open."""
        described, value, evidence = fact(name), self.case.value(name), self.evidence(name)
        text, full = short_value(name, value), described.words(value)
        if value is UNKNOWN:
            text = "left open" if evidence and evidence.rows else "nobody says"
            full = described.question
            if described.group == READINGS:
                text = "open to argument"
        label = described.label
        self.add(Node(f"{kind}:{name}", kind, name, label, text, state, said=said, full=full))

    def evidence(self, name: str) -> Evidence | None:
        """What a fact rests on: of what comes with the thing, what the thing rests on."""
        return self.case.evidence.get("item" if self.case.origin(name)[1] == "item" else name)

    def add_witnesses(self) -> None:
        """The claims behind the facts, and who makes them."""
        behind: dict[str, list[str]] = {}
        for node in list(self.nodes.values()):
            evidence = self.evidence(node.key)
            for row in evidence.rows if evidence else ():
                behind.setdefault(row, []).append(node.id)
        speakers: dict[str, list[str]] = {}
        for row in behind:
            for chain in chains_of(row):
                speakers.setdefault(chain[0], []).append(row)
        # Nodes stand in the order in which they are read: who speaks, what they claim, the facts.
        facts, self.nodes = self.nodes, {}
        for key, rows in speakers.items():
            self.add(_source(key, rows))
            self.edges += [Edge(f"source:{key}", f"claim:{row}", "given") for row in rows]
        for row, facts_of_it in behind.items():
            says = what_it_says(row)
            self.add(Node(f"claim:{row}", "claim", str(row), str(row), says, "given", full=says))
            self.edges += [Edge(f"claim:{row}", fact_, "given") for fact_ in facts_of_it]
        self.nodes |= facts

    def add_paragraph(self, card: Card) -> None:
        """A paragraph with its tests and its doors, each wired to the facts that it asks about."""
        key = card.keys[0] if card.keys else ""
        self.add(
            Node(
                id=card.id,
                kind="paragraph",
                key=key,
                label=card.label,
                text=card.text,
                state=card.state,
                said=card.said,
                full=card.full,
                keys=card.keys,
            )
        )
        for place, row in enumerate(card.rows):
            id_ = f"test:{key or 'none'}/{place}"
            asks = row.asks
            self.add(
                Node(id_, "test", row.fact, "", asks, row.answer, full=row.full, parent=card.id)
            )
            self.link(row.fact, id_, row.answer)
        for place, door in enumerate(card.doors):
            id_ = f"door:{key}/{place}"
            self.add(
                Node(
                    id=id_,
                    kind="door",
                    key=door.ids[0],
                    label=listed(door.ids),
                    text=door.who,
                    state=door.state,
                    said=door.because,
                    full=door.full,
                    parent=card.id,
                    keys=door.ids,
                )
            )
            for name in door.facts:
                self.link(name, id_, "")
        self.edges.append(Edge(card.id, "verdict", card.state))

    def link(self, name: str, end: str, answer: str) -> None:
        """An edge from a fact that is in the picture."""
        # A door may ask for what is in no box: only what is material has one.
        fact_ = self.nodes.get(f"fact:{name}")
        if fact_:
            self.edges.append(Edge(fact_.id, end, fact_.state, answer))

    def add_presumed(self) -> None:
        """What is presumed beside the facts that paragraphs in the picture ask about."""
        assumed = in_order(self.finding.assumed)
        names = [name for name in assumed if f"fact:{name}" not in self.nodes]
        if not names:
            return
        values = [
            f"{fact(name).label}: {short_value(name, self.case.value(name))}" for name in names
        ]
        self.add(
            Node(
                id="presumed",
                kind="presumed",
                key="",
                label="Also presumed",
                text="; ".join(values),
                state="presumed",
                said="because nobody says otherwise",
                full="; ".join(values),
                keys=tuple(names),
            )
        )
        self.edges.append(Edge("presumed", "verdict", "presumed"))

    def add_verdict(self) -> None:
        verdict = self.finding.verdict
        self.add(
            Node(
                id="verdict",
                kind="verdict",
                key=str(verdict),
                label=str(verdict).upper(),
                text=_in_short(self.finding),
                state=str(verdict),
                full=f"{self.finding.sentence} {meaning(self.finding)}",
            )
        )

    def add_asides(self) -> None:
        """What makes no difference: facts that nobody asks about, paragraphs to spare."""
        for name in in_order(self.finding.immaterial & self.case.given.keys()):
            if f"fact:{name}" not in self.nodes:
                self.add_fact("aside", name, "immaterial", "no paragraph here asks")
        if self.finding.verdict is not Verdict.PROHIBITED:
            return
        barring = {ground.id for ground in self.finding.grounds}
        # A ground that needs an answer is possible, too, and stands in the picture.
        others = [ground for ground in self.finding.possible if ground.id not in barring]
        if others:
            keys = tuple(ground.id for ground in others)
            self.add(
                Node(
                    id="aside:paragraphs",
                    kind="aside",
                    key=keys[0],
                    label="Might bar it too",
                    text=listed(keys),
                    state="immaterial",
                    said="the verdict stands either way",
                    full="; ".join(f"{ground.id} {ground.title}" for ground in others),
                    keys=keys,
                )
            )


def _settles(finding: Finding) -> dict[str, str]:
    """For each open question what its answers come to, as far as they are short; which is first."""
    settling_words = {}
    for place, hinge in enumerate(finding.answers):
        settling = [(outcome.words, "bars it") for outcome in hinge.bars]
        settling += [(outcome.words, "frees it") for outcome in hinge.frees]
        are_short = all(len(outcome.words) <= SHORT for outcome in hinge.outcomes)
        parts = [f"{words} {does}" for words, does in settling if are_short]
        first = ["ask first"] if place == 0 and len(finding.answers) > 1 else []
        settling_words[hinge.fact] = "; ".join([*first, *parts])
    return settling_words


def _in_short(finding: Finding) -> str:
    """What stands under the verdict: a free case is free by this data only, and it says so."""
    beyond = end_of_data(finding).rstrip(".")
    if finding.verdict is Verdict.NOT_PROHIBITED:
        sentence = meaning(finding).partition(". ")[0]
    else:
        sentence = finding.sentence.rstrip(".")
    return f"{sentence}.{beyond}" if beyond else sentence


def _source(key: str, rows: list[str]) -> Node:
    relays = passed_on(key, rows)
    return Node(f"source:{key}", "source", key, name_of(key), relays, "given", full=relays)
