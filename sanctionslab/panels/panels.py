"""The what-if panels: controls over classify, flips, deciders, over_time, distrust, trust_only, robust and compare.

Moving a control makes another Scenario, and the panel shows what `scenario` tells of that one. Nothing else happens here.
"""

import csv
import functools
from contextlib import suppress
from datetime import date, timedelta
from html import escape
from pathlib import Path

import ipywidgets as widgets

from ..cases import cases, chains_of
from ..errors import KitError, near
from ..files import data_path
from ..law import SUBJECTS
from ..law import law as whole_law
from ..logic import UNKNOWN
from ..outline import as_html, as_text
from ..verdict import Verdict
from ..vocabulary import OTHER, fact, facts, items
from ..whatif import (
    NOT_GIVEN,
    Scenario,
    about,
    compared,
    fallen,
    firmness,
    headline,
    load,
    open_questions,
    plain,
    save,
    smallest_changes,
    switches,
    through_time,
    times,
)

SUBSTANTIVE = (
    "sanctions",
    "humanitarian",
)  # kinds of resolution that the law panel offers to switch off


LISTED = 6  # lines of a list, or open questions, that are shown at once


_BESIDE = (switches, fallen, firmness)  # told beside their controls, not in the report below


_SIGN = {Verdict.PROHIBITED: "●", Verdict.UNDETERMINED: "◐", Verdict.NOT_PROHIBITED: "○"}


def _html(parts, fold=False):
    """Parts as HTML, with an arrow where the text has "->". If asked to `fold`, the rest of a long list can be opened."""
    body = ""
    for heading, lines in parts:
        items = [*map(as_html, lines)]
        short = LISTED if fold and len(items) > LISTED + 1 else len(items)
        body += f"<h4>{escape(heading)}</h4><ul>{''.join(items[:short])}</ul>"
        if items[short:]:
            body += f"<details><summary>{len(items) - short} more</summary><ul>{''.join(items[short:])}</ul></details>"
    return body.replace("-&gt;", "→")


@functools.cache
def _last_day():
    """The end of the year of the last named case: where the strip of verdicts over time ends."""
    days = [c.value("on") for c in cases().values() if c.value("on") is not UNKNOWN]
    return date(max(*days, whole_law().boundaries[-1]).year, 12, 31)


def strip(scenario):
    """The verdict on the same act over time, as HTML: a strip of spans in proportion, with words, signs and years.

    >>> "from 2013-03-07 on: prohibited" in strip(Scenario("aurus-2024-06"))
    True
    """
    intervals, day = times(scenario), scenario.case.value("on")
    first, last = intervals[0].start, max([_last_day(), *([day] if day is not UNKNOWN else [])])
    whole = (last - first).days

    def place(moment):
        return 100 * max(0, (moment - first).days) / whole

    spans = ""
    for interval in intervals:
        width = place(interval.end + timedelta(1) if interval.end else last) - place(interval.start)
        spans += (
            f'<span class="sl-span {_style(interval.verdict)}" style="width:{width:.2f}%" title="{escape(str(interval))}">'
            f"{_SIGN[interval.verdict]}<b> {interval.verdict}</b></span>"
        )
    years = "".join(
        f'<span style="left:{place(date(y, 1, 1)):.2f}%">{y}</span>'
        for y in range(first.year, last.year - 3, 5)
    )
    told, mark, line = ["The verdict on the same act over time", *map(str, intervals)], "", ""
    if day is not UNKNOWN and day >= first:
        told.append(f"the date of the case is {day}")
        x = place(day)
        mark = (
            f'<span style="left:{x:.2f}%">▼ {day}</span>'
            if x < 50
            else f'<span style="right:{100 - x:.2f}%">{day} ▼</span>'
        )
        line = f'<span class="sl-here" style="left:{x:.2f}%"></span>'
    return (
        f'<div class="sl-strip" role="img" aria-label="{escape("; ".join(told))}."><div class="sl-scale">{mark}</div>'
        f'<div class="sl-spans">{spans}{line}</div><div class="sl-scale">{years}</div></div>'
    )


def _style(verdict):
    return f"sl-{verdict.replace(' ', '-')}"


# The panels: controls, and what they show
# Two things that ipywidgets cannot say. They run as the load of a style element, once it is in the page.
# JupyterLab takes keys from a drop-down that has the focus: an arrow leaves for the next cell, a "b" makes one. Not here.
_KEYS = """
if (!window.sanctionslabKeys) {
  window.sanctionslabKeys = true;
  window.addEventListener('keydown', event => {
    if (event.target.closest?.('.sl-panel')) {
      event.target.toggleAttribute('data-lm-suppress-shortcuts', !event.ctrlKey && !event.metaKey);
    }
  }, true);
}"""


# A screen reader announces what changes in a live region, not a region that is new, and an HTML widget makes all that is in it
# anew at each change. So the widget's own element, which stays, becomes the region.
_STAY = """
const region = this.closest('.widget-html');
if (region) {
  for (const name of ['role', 'aria-live', 'aria-atomic']) {
    region.setAttribute(name, this.parentNode.getAttribute(name) ?? region.getAttribute(name));
    this.parentNode.removeAttribute(name);
  }
}"""


def _live(html):
    """HTML in a live region, whose changes a screen reader announces once it is free."""
    return (
        f'<div role="status" aria-live="polite" aria-atomic="true">{html}'
        f'<style onload="{" ".join(_STAY.split())}">/**/</style></div>'
    )


_LOOK = (
    f"""<style onload="{" ".join(_KEYS.split())}">"""
    + """
.sl-panel { max-width: 72em; padding: .2em; color: var(--jp-ui-font-color1, currentColor); }
.sl-panel .widget-box { overflow: visible; }
.sl-panel .widget-html { height: auto; min-height: 0; margin: 0; }
.sl-panel .widget-html-content { line-height: 1.45; font-size: var(--jp-content-font-size1, 1em); overflow-wrap: anywhere; }
.sl-panel :is(h3, h4, p, ul) { margin: 0; padding: 0; color: inherit; }
.sl-panel h3 { font-size: 1.35em; font-weight: 600; line-height: 1.3; margin-bottom: .2em; }
.sl-panel h4 { font-size: 1em; font-weight: 600; margin-top: 1em; }
.sl-panel ul { padding-inline-start: 1.2em; list-style: disc; }
.sl-panel li { margin: .15em 0; }
.sl-panel details { margin-top: .6em; }
.sl-panel summary { cursor: pointer; }
.sl-panel :is(.sl-grid, .sl-ticks) { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17em), 1fr)); margin: .6em 0; }
.sl-panel .sl-grid { gap: .6em 1.2em; align-items: end; }
.sl-panel .sl-ticks { gap: .2em 1.2em; align-items: start; }
.sl-panel .sl-row { display: flex; flex-flow: row wrap; gap: .6em 1.2em; align-items: flex-end; margin: .6em 0; }
.sl-panel :is(.sl-grid, .sl-row, .sl-ticks):empty { display: none; }
.sl-panel .sl-row > .sl-wide { flex: 1 1 17em; max-width: 36em; }
.sl-panel .widget-inline-hbox { width: auto; height: auto; margin: 0; flex-flow: column nowrap; align-items: stretch; }
.sl-panel .widget-inline-hbox .widget-label { width: auto; max-width: 100%; height: auto; padding: 0 0 .1em; text-align: start;
  white-space: normal; line-height: 1.35; font-weight: 600; color: inherit; }
.sl-panel .widget-inline-hbox :is(select, input, textarea) { flex: none; box-sizing: border-box; width: 100%; max-width: 100%; min-width: 0;
  min-height: 2.4em; font-size: 1em; border-color: var(--jp-border-color0, #767676); }
.sl-panel .widget-dropdown select { appearance: auto; background-image: none; text-overflow: ellipsis; padding-inline-end: .2em; }
.sl-panel .widget-inline-hbox textarea { height: auto; overflow: auto; white-space: pre; font-family: var(--jp-code-font-family, monospace); }
.sl-panel .widget-checkbox { width: auto; height: auto; margin: 0; }
.sl-panel .widget-checkbox .widget-label-basic { display: flex; gap: .5em; align-items: flex-start; width: auto; height: auto; padding: .2em 0;
  overflow: visible; white-space: normal; line-height: 1.35; color: inherit; }
.sl-panel .widget-checkbox input[type="checkbox"] { flex: none; width: 1.2em; height: 1.2em; min-height: 0; margin: .05em 0 0; align-self: flex-start; }
.sl-panel .sl-row > .widget-checkbox { align-self: center; }
.sl-panel .widget-button { width: auto; height: auto; min-height: 2.4em; margin: 0; padding: .3em 1em; white-space: normal; line-height: 1.3;
  color: var(--jp-ui-font-color1, inherit); border: 1px solid var(--jp-border-color0, #767676); }
.sl-panel :is(select, input, textarea, button, summary, .lm-TabBar-tab):focus-visible { outline: 2px solid var(--jp-brand-color1, #0072b2); outline-offset: 2px; }
.sl-panel .widget-tab { margin: .6em 0; }
.sl-panel .widget-tab > .widget-tab-contents { padding: .8em; overflow: visible; }
.sl-panel .widget-tab > .lm-TabBar, .sl-panel .widget-tab > .lm-TabBar .lm-TabBar-tab { overflow: visible; }
.sl-panel .widget-tab > .lm-TabBar .lm-TabBar-content { flex-wrap: wrap; }
.sl-panel .widget-tab > .lm-TabBar .lm-TabBar-tab { flex: 0 1 auto; min-width: 0; padding: 0 .9em; color: var(--jp-ui-font-color1, inherit); }
.sl-panel .widget-tab > .lm-TabBar .lm-TabBar-tab.lm-mod-current { font-weight: 600; }
.sl-panel .sl-verdict { padding: .8em 1em; margin: .5em 0; border-inline-start: .45em solid; background: var(--jp-layout-color2, transparent); }
.sl-panel .sl-verdict .sl-word { font-size: 1.5em; font-weight: 700; line-height: 1.2; margin-bottom: .25em; }
.sl-verdict.sl-prohibited { border-color: #d55e00; }
.sl-verdict.sl-undetermined { border-color: #8a8a8a; border-inline-start-style: double; }
.sl-verdict.sl-not-prohibited { border-color: #3b8fd0; }
.sl-panel :is(.sl-alert, .sl-note) { padding: .5em .8em; margin: .5em 0; border: 1px solid var(--jp-border-color0, #767676); }
.sl-panel .sl-alert { border: 2px solid #d55e00; }
.sl-strip { margin: .3em 0; }
.sl-scale { position: relative; height: 1.5em; font-size: .9em; white-space: nowrap; }
.sl-scale span { position: absolute; }
.sl-spans { display: flex; position: relative; height: 2em; }
.sl-span { box-sizing: border-box; overflow: hidden; white-space: nowrap; text-align: center; line-height: 1.9em; color: #111; border: 1px solid #444; }
.sl-span { container-type: inline-size; }
.sl-span b { font-weight: inherit; }
@container (max-width: 8em) { .sl-span b { display: none; } }
.sl-span.sl-prohibited { background: #ef8a3d; }
.sl-span.sl-undetermined { background: repeating-linear-gradient(135deg, #f4f4f4 0 6px, #dcdcdc 6px 9px); }
.sl-span.sl-not-prohibited { background: #d3e8f8; }
.sl-here { position: absolute; top: -.2em; bottom: -.2em; margin-inline-start: -1px; border-inline-start: 3px solid var(--jp-ui-font-color0, currentColor); }
</style>"""
)


_APOLOGY = (
    "this did not work, and the fault is not yours. Try another value; if it happens again, run the cell anew "
    "and tell those who keep the kit."
)


class Panel(widgets.VBox):
    """A what-if panel. The functions below make the four kinds: facts_panel, law_panel, sources_panel and lab.

    `scenario`, `case`, `law` and `finding` are what it shows; `text` is what it says, as plain text; `result` is the HTML
    widget with the verdict; `code` gives the same without a panel; `control(name)` is one of its controls, to be moved by code:

    >>> panel = facts_panel("aurus-2024-06")
    >>> panel.control("conduct").value = "display"
    >>> panel.finding.verdict
    <Verdict.NOT_PROHIBITED: 'not prohibited'>
    """

    def __init__(self, scenario, title, told):
        self._scenario, self._title, self._told_by, self._asides = scenario, title, told, {}
        self._controls, self._values, self._styles, self._sections, self._folded = (
            {},
            {},
            {},
            [],
            {},
        )
        self._busy = self._pairs = False
        self._auto = widgets.Layout(width="auto")
        self.message, self.about, self.result, self.report, self.argument = places = [
            self._words() for _ in range(5)
        ]
        for name, place in zip(("message", "about", "result", "report", "argument"), places):
            place.add_class(f"sl-{name}")
        super().__init__(layout=widgets.Layout(width="auto"))
        self.add_class("sl-panel")

    @property
    def scenario(self):
        """The Scenario that the panel shows. Give it another one to show."""
        return self._scenario

    @scenario.setter
    def scenario(self, other):
        self._show(other)

    @property
    def case(self):
        """The case as changed."""
        return self._scenario.case

    @property
    def law(self):
        """The law as changed."""
        return self._scenario.law

    @property
    def finding(self):
        """The Finding on the case as changed, by the law as changed."""
        return self._scenario.finding

    @property
    def code(self):
        """Code that gives exactly this finding."""
        return self._scenario.code

    @property
    def text(self):
        """All that the panel says of the scenario, as plain text."""
        parts = [part for tell in self._told_by for part in tell(self._scenario)]
        parts += smallest_changes(self._scenario, 2) if self._pairs else []
        parts += self.finding._outline() if self._controls["argument"].value else []
        return "\n".join(
            [about(self._scenario), *headline(self._scenario), "", *as_text(parts)]
        ).rstrip()

    def control(self, name):
        """A control by its name: a fact, a resolution, a source, or one of the panel's own.

        Raises KitError with the near miss for a name that the panel does not have.
        """
        name = str(name)
        if name in facts() and name not in self._controls and "show_all" in self._controls:
            self._fact(name)
        if name not in self._controls:
            for tab in [*self._folded]:
                self._unfold(tab)
        if name not in self._controls:
            hint = near(name, self._controls) or f" It has {', '.join(self._controls)}."
            raise KitError(
                f'This panel has no control "{name}".{hint}', "control", name, self._controls
            )
        return self._controls[name]

    def __repr__(self):
        return f"{self._title}\n{self.text}"

    def _repr_mimebundle_(self, **kwargs):
        shown = super()._repr_mimebundle_(**kwargs)
        return {**shown, "text/plain": repr(self)} if shown else shown

    # showing a scenario

    def _show(self, scenario):
        scenario.finding
        self._scenario, self._pairs = scenario, False
        self._draw()

    def _draw(self):
        """Show the scenario: first the verdict, then the controls, then what takes longer."""
        scenario = self._scenario
        kind = scenario.finding.verdict
        verdict, why, changed = map(escape, headline(scenario))
        self.result.value = _live(
            f'<div class="sl-verdict {_style(kind)}"><p class="sl-word"><span aria-hidden="true">{_SIGN[kind]}</span> '
            f"{verdict}</p><p>{why}</p><p>{changed}</p></div>"
        )
        self.about.value = f"<p>{escape(about(scenario))}</p>"
        self._sync()
        self._tell()

    def _sync(self, keep=None):
        """Set every control to what the scenario says."""
        self._busy = True
        try:
            for section in self._sections:
                section.place(self._scenario)
            for name, value in self._values.items():
                if self._controls[name] is not keep:
                    self._controls[name].value = value(self._scenario)
        finally:
            self._busy = False

    def _tell(self):
        """Show what is said beyond the verdict."""
        scenario = self._scenario
        for tell, place in self._asides.items():
            place.value = _html(tell(scenario))
        html = ""
        for tell in self._told_by:
            if tell is through_time:
                html += _html(tell(scenario)).replace("</h4>", f"</h4>{strip(scenario)}")
            elif tell not in _BESIDE:
                html += _html(tell(scenario), fold=tell is smallest_changes)
        self.report.value = html + (
            _html(smallest_changes(scenario, 2), fold=True) if self._pairs else ""
        )
        self.argument.value = (
            _html(scenario.finding._outline()) if self._controls["argument"].value else ""
        )

    def _try(self, action, act, moved=None):
        """Do what a control asks. Whatever fails is said in the panel, and the scenario stays."""
        if self._busy:
            return
        kept = self._scenario
        try:
            self._say("")
            act()
        except Exception as error:
            sentence = (
                str(error).removeprefix(f"{error.name}: ")
                if isinstance(error, KitError)
                else _APOLOGY
            )
            self._say(f"{action}: {sentence} Nothing was changed.", "alert")
            if self._scenario is not kept:
                self._scenario = kept
                with suppress(Exception):
                    self._draw()
            self._sync(keep=moved if isinstance(moved, widgets.Text) else None)

    def _say(self, words, kind="note"):
        role = ' role="alert"' if kind == "alert" else ""
        self.message.value = _live(
            f'<p class="sl-{kind}"{role}>{escape(words)}</p>' if words else ""
        )

    # making controls

    def _make(self, kind, **traits):
        """A widget that shares its layout and its style with the others of its kind."""
        if kind in self._styles:
            return kind(layout=self._auto, style=self._styles[kind], **traits)
        made = kind(layout=self._auto, **traits)
        self._styles[kind] = made.style
        if kind is not widgets.Button:
            made.style.description_width = "initial"
        return made

    def _add(self, name, widget, move=None, value=None):
        """Register a control. `move(value)` is the scenario that a new value asks for, `value(scenario)` the value to show."""
        self._controls[name] = widget
        if value:
            self._values[name] = value
            widget.value = value(self._scenario)
        if move:
            self._watch(widget, lambda new: self._show(move(new)))
        return widget

    def _watch(self, widget, act):
        widget.observe(
            lambda change: self._try(widget.description, lambda: act(change["new"]), widget),
            "value",
        )

    def _drop(self, name):
        self._controls.pop(name).close()
        self._values.pop(name, None)

    def _box(self, name, words, **traits):
        return self._add(
            name, self._make(widgets.Checkbox, description=words, indent=False), **traits
        )

    def _button(self, name, words, act):
        button = self._add(name, self._make(widgets.Button, description=words))
        button.on_click(lambda _: self._try(words, act))
        return button

    def _words(self, html=""):
        return widgets.HTML(html, layout=self._auto)

    def _rows(self, *children):
        return widgets.VBox(children, layout=self._auto)

    def _grid(self, *children, kind="sl-grid"):
        grid = widgets.Box(children, layout=self._auto)
        grid.add_class(kind)
        return grid

    def _fact(self, name):
        """The control for one fact."""
        described = fact(name)
        traits = {"description": described.label, "tooltip": described.question}
        if described.type in ("choice", "yes/no", "item"):
            values = {
                "choice": described.values,
                "yes/no": ("no", "yes"),
                "item": (*items(), OTHER),
            }[described.type]
            options = [
                (value if described.type == "yes/no" else described.words(value), value)
                for value in values
            ]
            blank = NOT_GIVEN
            widget = self._make(
                widgets.Dropdown,
                options=[(_presumed(described), blank), *options, ("unknown", "unknown")],
                **traits,
            )
        else:
            hint = "such as 2024-02-18, or unknown" if name == "on" else _presumed(described)
            blank = ""
            widget = self._make(widgets.Text, placeholder=hint, continuous_update=False, **traits)

        def value(scenario):
            given = scenario.case.given.get(name)
            return blank if given is None else str(plain(given))

        return self._add(name, widget, functools.partial(self._setting, name), value)

    def _setting(self, name, text):
        text = text.strip()
        value = (
            NOT_GIVEN
            if text in ("", NOT_GIVEN)
            else _number(text)
            if fact(name).type == "number"
            else text
        )
        scenario, code = self._scenario.setting(name, value), self._scenario.case.given.get("hs")
        if name == "item" and code not in (None, UNKNOWN) and "hs" not in scenario.case.given:
            self._say(
                f"HS code {code} does not fit the new thing, so it was taken out. The thing has a code of its own."
            )
        return scenario

    def _tabs(self, **sections):
        """Tabs, each filled when it is first opened."""
        places = [self._rows() for _ in sections]
        first, *others = sections.values()
        places[0].children = [first(self).box]
        self._folded = {
            number: (places[number], section) for number, section in enumerate(others, 1)
        }
        tabs = widgets.Tab(
            places, titles=[name.replace("_", " ") for name in sections], layout=self._auto
        )
        tabs.observe(
            lambda change: self._try("Opening the tab", lambda: self._unfold(change["new"])),
            "selected_index",
        )
        return tabs

    def _unfold(self, tab):
        if tab in self._folded:
            place, section = self._folded.pop(tab)
            place.children = [section(self).box]
            self._sync()
            self._tell()

    def _finish(self, *top):
        """Put the panel together: what it is about, the verdict, the controls, the report."""
        tools = [self._box("argument", "Show the whole argument, step by step")]
        self._watch(tools[0], lambda _: self._tell())
        if smallest_changes in self._told_by:
            tools.append(
                self._button("pairs", "Look for pairs of changes too", self._look_for_pairs)
            )
        self._say("")
        self._draw()
        self.children = [
            self._words(f"{_LOOK}<h3>{escape(self._title)}</h3>"),
            *top,
            self.report,
            self._grid(*tools, kind="sl-row"),
            self.argument,
        ]
        return self

    def _look_for_pairs(self):
        self._pairs = True
        self._tell()


class _Chooser:
    """The choice of a case: the named ones, and one of one's own once it has been shown."""

    def __init__(self, panel):
        self.own, self.named = None, [(c.title, key) for key, c in cases().items()]
        self.list = panel._make(widgets.Dropdown, description="Case", options=self.named)
        self.list.add_class("sl-wide")
        panel._add("case", self.list, lambda key: Scenario(key or self.own))
        self.box = panel._grid(self.list, kind="sl-row")
        panel._sections.append(self)

    def place(self, scenario):
        key = scenario.original.key
        if key not in cases():
            key, self.own = "", scenario.original
            self.list.options = [(self.own.title or "your own case", ""), *self.named]
        self.list.value = key


class _Facts:
    """Controls for the facts: five to begin with, those on which the verdict hinges, and all if asked for."""

    def __init__(self, panel):
        self.panel, self.original, self.asked = panel, None, []
        self.heading, self.extra, self.rest = panel._words(), panel._grid(), panel._rows()
        self.basics = [n for n, f in facts().items() if f.group == "basics"]
        self.all = panel._box("show_all", "Show all facts")
        panel._watch(self.all, lambda _: self.place(panel.scenario))
        meaning = "".join(
            f"<li><b>{escape(f.label)}.</b> {escape(f.question)} {escape(f.why)}</li>"
            for f in facts().values()
        )
        self.box = panel._rows(
            panel._words(
                '<p class="sl-hint">Change a fact, or make it unknown. What is not given is presumed where the control says so.</p>'
            ),
            panel._grid(*map(panel._fact, self.basics)),
            self.heading,
            self.extra,
            self.all,
            self.rest,
            panel._words(
                f"<details><summary>What each fact means, and why it matters</summary><ul>{meaning}</ul></details>"
            ),
        )
        panel._sections.append(self)

    def place(self, scenario):
        """Show the facts that are asked for. What has come up as an open question stays until another case is chosen."""
        if self.original is not scenario.original:
            self.original, self.asked = scenario.original, []
        known = {*self.basics, *self.asked}
        new = [n for n in facts() if n in scenario.finding.hinges_on and n not in known]
        self.asked = [*self.asked, *new[: max(0, LISTED - len(self.asked))]]
        shown = [] if self.all.value else self.asked
        self.heading.value = "<h4>The open questions of this case</h4>" if shown else ""
        self.extra.children = [self.panel.control(n) for n in shown]
        if not self.all.value:
            self.rest.children = ()
        elif not self.rest.children:
            self.rest.children = [
                block
                for group in dict.fromkeys(f.group for f in facts().values())
                if group != "basics"
                for block in self.group(group)
            ]

    def group(self, group):
        names = [n for n, f in facts().items() if f.group == group]
        return self.panel._words(f"<h4>{group.capitalize()}</h4>"), self.panel._grid(
            *map(self.panel.control, names)
        )


class _Law:
    """Check boxes for the resolutions, and the date."""

    def __init__(self, panel):
        self.panel, self.boxes, self.switches = panel, {}, panel._grid(kind="sl-ticks")
        listed = [r for r in whole_law().resolutions if r.kind in SUBSTANTIVE]
        for resolution in listed:
            self.add(
                resolution.key,
                f"{resolution.key} ({resolution.adopted.year}): {_few_words(resolution)}",
            )
        days = {}
        for resolution in listed:
            eve = resolution.adopted - timedelta(1)
            days |= {
                str(eve): f"{eve}, the day before {resolution.key}",
                str(resolution.adopted): f"{resolution.adopted}, {resolution.key} adopted",
            }
        moment = panel._make(
            widgets.Dropdown,
            description="Move the date to",
            options=[("the date as it stands", ""), *((words, day) for day, words in days.items())],
        )
        panel._add(
            "moment",
            moment,
            lambda day: panel.scenario.setting("on", day) if day else panel.scenario,
            lambda scenario: day if (day := plain(scenario.case.given["on"])) in days else "",
        )
        date_control = panel._controls.get("on") or panel._fact("on")
        panel._asides[switches] = panel._words()
        self.box = panel._rows(
            panel._words(
                '<p class="sl-hint">Untick a resolution, and it was never adopted: what it replaced comes back, '
                "and what only extended it falls with it.</p>"
            ),
            self.switches,
            panel._grid(date_control, moment),
            panel._asides[switches],
        )
        panel._sections.append(self)

    def add(self, key, words):
        self.boxes[key] = self.panel._box(
            key,
            words,
            move=functools.partial(self.switch, key),
            value=lambda scenario: key not in scenario.without,
        )
        self.switches.children = [*self.boxes.values()]

    def switch(self, key, on):
        scenario = self.panel.scenario
        return scenario.but(
            without=[k for k in scenario.without if k != key] if on else [*scenario.without, key]
        )

    def place(self, scenario):
        """Add a box for whatever else is left out: a paragraph, or a resolution that is not listed."""
        for key in scenario.without:
            if key not in self.boxes:
                self.add(
                    key,
                    f"{key}: {whole_law().measure(key).title}"
                    if ":" in key
                    else f"{key}: {_few_words(whole_law().resolution(key))}",
                )


class _Sources:
    """Check boxes for the sources behind the facts of a case, and a choice of whose word alone counts."""

    def __init__(self, panel):
        self.panel, self.original, self.boxes, self.places = panel, None, {}, panel._rows()
        self.only = panel._make(widgets.Dropdown, description="Whose word counts")
        panel._add(
            "only", self.only, lambda keys: panel.scenario.but(distrust=(), trust_only=keys.split())
        )
        panel._asides[fallen] = panel._words()
        panel._asides[firmness] = panel._words()
        self.box = panel._rows(
            panel._words(
                '<p class="sl-hint">Untick whoever you do not believe. A fact stands while one chain of reports behind it '
                "has nobody unticked.</p>"
            ),
            panel._grid(self.only),
            self.places,
            panel._asides[fallen],
            panel._asides[firmness],
        )
        panel._sections.append(self)

    def place(self, scenario):
        if self.original is not scenario.original:
            self.original = scenario.original
            self.rebuild(*_voices(scenario.original))
        chosen = " ".join(scenario.trust_only)
        if chosen not in [value for _, value in self.only.options]:
            self.only.options = [
                *self.only.options,
                (f"only {', '.join(scenario.trust_only)}", chosen),
            ]
        self.only.value = chosen
        for box in self.boxes.values():
            box.disabled = bool(chosen)

    def rebuild(self, speakers, outlets):
        """Other controls for another case."""
        for key in self.boxes:
            self.panel._drop(key)
        for block in self.places.children:
            block.close()
        self.boxes = {
            key: self.panel._box(
                key,
                _source_name(key),
                move=functools.partial(self.believe, key),
                value=functools.partial(self.believed, key),
            )
            for key in (*speakers, *outlets)
        }
        blocks = []
        for heading, keys in (
            ("Those whose word it is", speakers),
            ("Those who pass it on", outlets),
        ):
            if keys:
                blocks += [
                    self.panel._words(f"<h4>{heading}</h4>"),
                    self.panel._grid(*(self.boxes[k] for k in keys), kind="sl-ticks"),
                ]
        self.places.children = blocks or [
            self.panel._words("<p>No source stands behind the facts of this case.</p>")
        ]
        countries = {}
        for key in speakers:
            countries.setdefault(_country(key), []).append(key)
        self.only.options = [
            ("everybody's, but for those unticked below", ""),
            *(
                (f"only that of {country}: {', '.join(keys)}", " ".join(keys))
                for country, keys in countries.items()
            ),
            *((f"only {key}", key) for keys in countries.values() if len(keys) > 1 for key in keys),
        ]

    def believe(self, key, believed):
        scenario = self.panel.scenario
        return scenario.but(
            distrust=[k for k in scenario.distrust if k != key]
            if believed
            else [*scenario.distrust, key]
        )

    @staticmethod
    def believed(key, scenario):
        return key not in scenario.distrust


class _Changes:
    """What is changed, to be taken back one by one or all at once."""

    def __init__(self, panel):
        self.panel = panel
        self.list = panel._add("undo", panel._make(widgets.Dropdown, description="Changes"))
        self.list.add_class("sl-wide")
        self.box = panel._grid(
            self.list,
            panel._button("take_back", "Take this one back", self.take_back),
            panel._button("reset", "Take all back", self.reset),
            kind="sl-row",
        )
        panel._sections.append(self)

    def place(self, scenario):
        self.list.options = [(words, change) for change, words in reversed(scenario.changes)] or [
            ("nothing is changed", "")
        ]
        self.list.index = 0

    def take_back(self):
        if self.list.value:
            self.panel._show(self.panel.scenario.undo(self.list.value))
        self.panel._say("" if self.panel.scenario.changes else "Nothing is changed now.")

    def reset(self):
        self.panel._show(Scenario(self.panel.scenario.original))
        self.panel._say("Nothing is changed now.")


class _Keep:
    """The code for exactly this, and a file to keep it in."""

    def __init__(self, panel):
        self.panel = panel
        code = panel._add(
            "code",
            panel._make(
                widgets.Textarea, description="Code for exactly this (select all, copy)", rows=11
            ),
            value=lambda scenario: scenario.code,
        )
        self.file = panel._add(
            "file",
            panel._make(widgets.Text, description="File name", placeholder="my-scenario.toml"),
        )
        self.replace = panel._box("replace", "Replace the file")
        self.box = panel._rows(
            code,
            panel._grid(
                self.file,
                self.replace,
                panel._button("save", "Save", self.save),
                panel._button("load", "Load", self.load),
                kind="sl-row",
            ),
        )
        panel._sections.append(self)

    def path(self):
        name = self.file.value.strip()
        if not name or Path(name).name != name:
            raise KitError(
                f'"{name}" is no plain file name. Give for example my-scenario.toml; it is kept beside the notebook.',
                "file",
                name,
            )
        return Path(name if name.endswith(".toml") else f"{name}.toml")

    def save(self):
        save(self.path(), self.panel.scenario, replace=self.replace.value)
        self.replace.value = False
        self.panel._say(f"Saved in {self.path()}.")

    def load(self):
        self.panel._show(load(self.path()))
        self.panel._say(f"{self.path()} is loaded.")

    def place(self, scenario):
        pass


def _number(text):
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return text


def _presumed(described):
    """What holds of a fact that is not given, in words."""
    if described.presumed is None:
        return "not given, so unknown"
    if described.presumed == "on":
        return "not given, so the date of the event"
    follows = "as the thing has it" if described.presumed.startswith("item") else ""
    otherwise = (
        ""
        if described.presumption is None
        else f"presumed: {described.words(described.presumption)}"
    )
    return f"not given, so {', else '.join(filter(None, [follows, otherwise]))}"


def _few_words(resolution):
    """What a resolution is about: the subjects of the paragraphs that can be tested, or how its summary begins."""
    subjects = dict.fromkeys(
        SUBJECTS[m.subject] for m in resolution.measures if m.prohibits or m.lifts
    )
    return ", ".join(subjects) or resolution.summary.partition(".")[0].partition(":")[0]


def _voices(original):
    """The sources in the chains behind the facts of a case: those who speak first, and those who only pass it on."""
    found = [
        chain
        for known in original.evidence.values()
        for row in known.rows
        for chain in chains_of(row)
    ]
    speakers = sorted({chain[0] for chain in found})
    return speakers, sorted({link for chain in found for link in chain} - {*speakers})


@functools.cache
def _source_rows():
    with data_path("sources.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def _source_name(key):
    return f"{_source_rows()[key]['name']} [{key}]" if key in _source_rows() else key


def _country(key):
    return _source_rows().get(key, {}).get("country") or "no known country"


def _scenario(case, facts, without, distrust, trust_only):
    changes = {"facts": facts, "without": without, "distrust": distrust, "trust_only": trust_only}
    changes = {name: value for name, value in changes.items() if value}
    return case.but(**changes) if isinstance(case, Scenario) else Scenario(case, **changes)


def facts_panel(case="aurus-2024-02", facts=None, without=(), distrust=(), trust_only=()):
    """A panel for the facts of a case: each can be changed, made unknown, or taken back to its presumption.

    Arguments: `case`, a Case, a Scenario or the key of a named case; `facts`, values to begin with, by name; `without`,
    resolutions or paragraphs left out; `distrust` and `trust_only`, keys of sources. Returns a Panel.
    Raises KitError for a name or a value that does not exist.

    >>> facts_panel("aurus-2024-06", {"item": "wheelchair"}).finding.verdict
    <Verdict.PROHIBITED: 'prohibited'>
    """
    panel = Panel(
        _scenario(case, facts, without, distrust, trust_only),
        "What if the facts were others?",
        (open_questions, smallest_changes),
    )
    section = _Facts(panel)
    return panel._finish(panel.about, panel.result, panel.message, section.box)


def law_panel(case="aurus-2024-02", facts=None, without=(), distrust=(), trust_only=()):
    """A panel for the law: resolutions on and off, and the date moved. Arguments and errors as for `facts_panel`.

    >>> panel = law_panel("aurus-2024-06", without=[2397])
    >>> panel.control(2094).value = False
    >>> panel.finding.verdict
    <Verdict.UNDETERMINED: 'undetermined'>
    """
    panel = Panel(
        _scenario(case, facts, without, distrust, trust_only),
        "What if the law were another?",
        (switches, through_time),
    )
    section = _Law(panel)
    return panel._finish(panel.about, panel.result, panel.message, section.box)


def sources_panel(case="aurus-2024-02", facts=None, without=(), distrust=(), trust_only=()):
    """A panel for the sources: who is believed, and which facts fall. Arguments and errors as for `facts_panel`.

    >>> panel = sources_panel("aurus-2024-02")
    >>> panel.control("kremlin").value = False
    >>> panel.case.value("item")
    UNKNOWN
    """
    panel = Panel(
        _scenario(case, facts, without, distrust, trust_only),
        "What if a source were not believed?",
        (open_questions, fallen, firmness),
    )
    section = _Sources(panel)
    return panel._finish(panel.about, panel.result, panel.message, section.box)


def lab(case="aurus-2024-02", facts=None, without=(), distrust=(), trust_only=()):
    """The what-if lab: pick a named case, change anything, compare, take it back, keep it. Arguments and errors as for `facts_panel`.

    >>> panel = lab("aurus-2024-06", {"conduct": "display"}, without=[2397])
    >>> panel.control("case").value = "horses-2022-11"      # another case begins anew
    >>> panel.scenario == Scenario("horses-2022-11")
    True
    """
    panel = Panel(
        _scenario(case, facts, without, distrust, trust_only),
        "What if? The lab",
        (compared, open_questions, smallest_changes, through_time, *_BESIDE),
    )
    chooser = _Chooser(panel)
    tabs = panel._tabs(Facts=_Facts, Law=_Law, Sources=_Sources, Code_and_file=_Keep)
    return panel._finish(
        chooser.box, panel.about, panel.result, panel.message, tabs, _Changes(panel).box
    )
