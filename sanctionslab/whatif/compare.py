"""whatif/compare."""

from dataclasses import dataclass
from html import escape

from ..verdict import Finding, classify
from ..vocabulary import fact, facts


@dataclass(frozen=True)
class Comparison:
    """Two findings side by side: what changed in facts, law and verdict, what did not, and why."""

    before: object
    after: object

    @property
    def facts(self):
        """The facts that differ: {name: (value before, value after)}."""
        names = [n for n in facts() if self.before.case.value(n) != self.after.case.value(n)]
        return {n: (self.before.case.value(n), self.after.case.value(n)) for n in names}

    @property
    def law(self):
        """What only one of the two laws has, resolutions and single measures, and the measures that differ."""
        old, new = self.before.law, self.after.law
        gone, come = _only_in(old, new), _only_in(new, old)
        changed = tuple(
            m.id for m in old.measures if m.id in new._measures and new._measures[m.id] != m
        )
        return {"without": gone, "with": come, "changed": changed}

    @property
    def grounds(self):
        """The ids of grounds that were lost, gained and kept."""
        old, new = [g.id for g in self.before.grounds], [g.id for g in self.after.grounds]
        return {
            "lost": tuple(i for i in old if i not in new),
            "gained": tuple(i for i in new if i not in old),
            "kept": tuple(i for i in old if i in new),
        }

    @property
    def lines(self):
        """The comparison as sentences."""
        same = self.before.verdict is self.after.verdict
        lines = [
            f"The verdict holds: {self.after.verdict}."
            if same
            else f"The verdict moves from {self.before.verdict} to {self.after.verdict}."
        ]
        lines += [
            f"{fact(n).label}: {fact(n).words(a)} -> {fact(n).words(b)}."
            for n, (a, b) in self.facts.items()
        ]
        lines += [f"{_called(key)} is left out." for key in self.law["without"]]
        lines += [f"{_called(key)} is added." for key in self.law["with"]]
        lines += [f"Paragraph {i} is changed." for i in self.law["changed"]]
        told = {"lost": "No longer a ground", "gained": "New ground", "kept": "Still a ground"}
        lines += [f"{told[key]}: {', '.join(ids)}." for key, ids in self.grounds.items() if ids]
        lifting = dict.fromkeys(o.id for _, openings in self.after.lifted for o in openings)
        if lifting:
            lines.append(f"Lifted by: {', '.join(lifting)}.")
        if self.after.hinges_on:
            lines.append(
                f"Now it hinges on: {', '.join(fact(n).label for n in facts() if n in self.after.hinges_on)}."
            )
        return lines

    def __repr__(self):
        return "\n".join(self.lines)

    def _repr_html_(self):
        return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in self.lines)}</ul>"


def _only_in(one, other):
    resolutions = [r.key for r in one.resolutions if r.key not in other._resolutions]
    return (
        *resolutions,
        *(
            m.id
            for m in one.measures
            if m.resolution in other._resolutions and m.id not in other._measures
        ),
    )


def _called(key):
    return f"{'Paragraph' if ':' in key else 'Resolution'} {key}"


def compare(a, b):
    """Two findings side by side.

    Arguments: two Findings, or two Cases (judged by the whole law). Raises KitError for anything else.

    >>> car = Case(on="2024-02-18", direction="to_dprk", conduct="transfer", item="luxury_automobile")
    >>> print(compare(car, car.but(conduct="display")))
    The verdict moves from prohibited to not prohibited.
    What was done: goods were passed on (supplied, sold, given, lent) -> something was shown.
    No longer a ground: 2094:23, 2397:7.
    """
    return Comparison(*(x if isinstance(x, Finding) else classify(x) for x in (a, b)))
