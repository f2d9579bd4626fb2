"""The form that writes a case file: a claim, a source or a fact at a time, and what it comes to."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from ..cases import Draft, remarks
from ..errors import KitError
from ..outline import BOX, Part, as_text, html_of, lines_of, part_html, section_html
from ..panels import guarded, has_visitors
from ..verdict import classify
from ..vocabulary import Fact, every_fact, items
from .boxes import show_box
from .casepage import case_checklist

WIDE = {"width": "100%", "max_width": "46rem"}
NAMED = {"description_width": "11rem"}
CHAIN = "first speaker > who passed it on > where you read it"
FIRST = ("on", "direction", "conduct", "item")  # what to begin with


def field(name: str, hint: str = "", value: str = "") -> widgets.Text:
    """A line to type in, with its name before it. It is sent once it is left: never half a word."""
    return widgets.Text(
        value=value,
        description=name,
        placeholder=hint,
        layout=WIDE,
        style=NAMED,
        continuous_update=False,
    )


def button(words: str, act: Callable[[], None]) -> widgets.Button:
    """A button that does one thing; its words say which."""
    made = widgets.Button(
        description=words, tooltip=words, layout={"width": "auto", "align_self": "flex-start"}
    )
    made.on_click(lambda _: act())
    return made


class CaseFormView:
    """The controls of the form, and what it says of the case so far."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.shown = draft, None
        self.may_write = not has_visitors()  # on a page of Voilà the text is there to be copied
        self.said = "Begin with a source and a claim. Nothing is written before the first step."
        self.title = field("Title of the case", value=draft.title)
        parts = [
            self.title,
            button("Keep the title", lambda: self.step(self._call)),
            *self._sources(),
            *self._claims(),
            *self._facts(),
            *self._taking_out(),
        ]
        self.box = guarded(widgets.VBox(parts))
        self._refresh()

    def _sources(self) -> list[widgets.Widget]:
        self.source = field("Key of the source", "town-gazette")
        self.name = field("Its name", "The Town Gazette")
        self.behind = field("Who stands behind it", "a private publisher")
        act = button("Add the source", lambda: self.step(self._add_source))
        return [_head("Who speaks"), self.source, self.name, self.behind, act]

    def _claims(self) -> list[widgets.Widget]:
        self.claim = field("Id of the claim", "C1", "C1")
        self.says = field("What it says", "one thing, in your own words")
        self.chain = field("Its chain", CHAIN)
        act = button("Add the claim", lambda: self.step(self._add_claim))
        return [_head("Who says what"), self.claim, self.says, self.chain, act]

    def _facts(self) -> list[widgets.Widget]:
        first = [every_fact()[name] for name in FIRST]
        others = [fact for name, fact in every_fact().items() if name not in FIRST]
        self.fact = widgets.Dropdown(
            options=[(_in_list(fact), fact.name) for fact in (*first, *others)],
            description="Fact",
            layout=WIDE,
            style=NAMED,
        )
        self.question = widgets.HTML()
        self.value = widgets.VBox()
        self.rests = field("Rests on the claims", "C1, C2")
        self.note = field("Note", "how the claims bear on it, if that is not plain")
        self.fact.observe(lambda _: self._ask(), "value")
        act = button("State the fact", lambda: self.step(self._state))
        head = _head("What is true")
        return [head, self.fact, self.question, self.value, self.rests, self.note, act]

    def _taking_out(self) -> list[widgets.Widget]:
        self.entry = widgets.Dropdown(description="Entry", layout=WIDE, style=NAMED)
        act = button("Take it out", lambda: self.step(self._take_out))
        return [_head("Take something out"), self.entry, act]

    def _ask(self) -> None:
        """Put the question of the chosen fact, with a control that fits it."""
        fact = every_fact()[self.fact.value]
        self.question.value = f"<p>{escape(fact.question)} <em>{escape(fact.why)}</em></p>"
        self.value.children = (_control(fact),)

    def _call(self) -> str:
        self.draft.call(self.title.value)
        return "The title is kept."

    def _add_source(self) -> str:
        key, name, behind = self.source.value, self.name.value, self.behind.value
        self.draft.add("source", key=key, name=name, stands_behind=behind)
        _empty(self.source, self.name, self.behind)
        return f"Source {key.strip()} is added."

    def _add_claim(self) -> str:
        id_ = self.claim.value
        self.draft.add("claim", id=id_, says=self.says.value, chain=self.chain.value)
        _empty(self.says, self.chain)
        return f"Claim {id_.strip()} is added."

    def _state(self) -> str:
        name, control = self.fact.value, self.value.children[0]
        claims = [id_.strip() for id_ in self.rests.value.split(",") if id_.strip()]
        self.draft.state(name, control.value.strip(), claims, self.note.value)
        _empty(self.note)
        return f"{every_fact()[name].label} is stated."

    def _take_out(self) -> str:
        if not self.entry.value:
            raise KitError("There is nothing to take out yet.", "entry")
        kind, _, key = self.entry.value.partition(" ")
        self.draft.take_out(kind, key)
        return f"{kind.capitalize()} {key} is taken out."

    def step(self, act: Callable[[], str]) -> None:
        """Do one thing, keep it in the file, and say what has become of the case."""
        try:
            self.said = act()
            if self.may_write:
                self.draft.save()
                self.said += f" {self.draft.path.name} is written."
        except KitError as error:
            self.said = f"Not done: {error}"
        self._refresh()
        if self.shown:
            self.shown.update(self.bundle(), raw=True)

    def _refresh(self) -> None:
        entries = self.draft.entries
        # The next claim gets the first number that is free, so that nobody has to count.
        taken = [claim["id"] for claim in entries["claim"]]
        free = (f"C{number}" for number in itertools.count(1) if f"C{number}" not in taken)
        self.claim.value = next(free)
        keys = [("fact", name) for name in entries["facts"]]
        keys += [("claim", claim["id"]) for claim in entries["claim"]]
        keys += [("source", source["key"]) for source in entries["source"]]
        self.entry.options = [(f"{kind}: {key}", f"{kind} {key}") for kind, key in keys]
        if not self.value.children:
            self._ask()

    def bundle(self) -> dict[str, Any]:
        """What there is to say of the case so far, as text and as HTML, with its picture."""
        parts, picture = self.parts(), ""
        if not self.draft.lack:
            picture = html_of(classify(self.draft.case()).picture())
        parts_as_html = "".join(part_html(part, marked=False) for part in parts)
        headline = f'<p role="status"><strong>{escape(self.said)}</strong></p>'
        file = f"<details><summary>The file</summary><pre>{escape(self.draft.text)}</pre></details>"
        body = f"{headline}{parts_as_html}{picture}{file}"
        return {
            "text/plain": "\n".join([self.said, "", *as_text(parts)]).rstrip(),
            "text/html": section_html("form", body, label="Your case so far", style=BOX),
        }

    def parts(self) -> list[Part]:
        """The verdict so far or what is still needed, what is missing, what a reader remarks."""
        if lack := self.draft.lack:
            return [Part("Still needed", lines_of([lack]))]
        case = self.draft.case()
        finding = classify(case)
        parts = [
            Part("The verdict so far", lines_of([f"{finding.verdict}: {finding.sentence}"])),
            Part("Checklist", lines_of(map(str, case_checklist(case)))),
        ]
        if self.may_write and self.draft.path.exists():
            remark_lines = remarks(self.draft.path).lines
            parts.append(Part("What a careful reader would remark", lines_of(remark_lines)))
        return parts

    def show(self) -> None:
        """Show the controls and, under them, what there is to say."""
        show_box(self.box)
        self.shown = display(self.bundle(), raw=True, display_id=True)


def _head(words: str) -> widgets.HTML:
    return widgets.HTML(f"<h4>{escape(words)}</h4>")


def _in_list(fact: Fact) -> str:
    return fact.label if fact.name in FIRST else f"{fact.group}: {fact.label}"


def _control(fact: Fact) -> widgets.Widget:
    """The control for a value: a choice where there is a list, a searched list for things."""
    unknown = ("unknown: the report leaves it open", "unknown")
    if fact.values:
        options = [(f"{words} ({key})", key) for key, words in fact.values.items()]
        return _choice([*options, unknown])
    if fact.type == "yes/no":
        return _choice([("yes", "yes"), ("no", "no"), unknown])
    if fact.type == "item":
        keys = [*items(), "unknown"]
        return widgets.Combobox(
            options=keys,
            description="Value",
            placeholder="type to search",
            layout=WIDE,
            style=NAMED,
        )
    hint = {"date": "2024-05-03, or 2024-05", "hs": "8703", "number": "250"}[fact.type]
    return field("Value", f"{hint}, or unknown")


def _choice(options: list[tuple[str, str]]) -> widgets.Dropdown:
    return widgets.Dropdown(options=options, description="Value", layout=WIDE, style=NAMED)


def _empty(*fields: widgets.Text) -> None:
    for line in fields:
        line.value = ""
