"""The panels in Chromium, in a real JupyterLab and as a page of Voilà.

They are moved by keyboard, read as a screen reader reads them, and shown on a phone.
"""

import html.parser
import pathlib
import re

import live
import pytest
from pages import choose, violations

import sanctionslab as sl
from sanctionslab.whatif import Scenario, headline

pytestmark = pytest.mark.browser
NOTEBOOK = pathlib.Path(__file__).resolve().parents[2] / "notebooks" / "05_what_if_lab.ipynb"
CONTROLS = {
    "button",
    "checkbox",
    "combobox",
    "listbox",
    "tab",
    "textbox",
    "spinbutton",
    "DisclosureTriangle",
    "link",
    "menuitem",
}
LITTLE_KNOWN = """
import sanctionslab as sl
from sanctionslab.panels import display

display.SLICE = 0.05  # so that the search is a long one on any machine
open_facts = ("conduct", "item", "committee_approval", "designated_party")
sl.panels.lab(
    sl.Case(on="2024-02-18", direction="to_dprk", **dict.fromkeys(open_facts, sl.UNKNOWN))
)
"""
THIRTY = [
    (kind, key)
    for key in list(sl.cases())[:8]
    for kind in ("facts_panel", "law_panel", "sources_panel", "lab")
][:30]

# What an element says: its headings, paragraphs and list entries, each without those inside it.
SAID = """element => {
  const silent = 'ul, style, [aria-hidden]', own = node => node.nodeType === 3
    ? node.textContent
    : node.nodeType === 1 && !node.matches(silent) ? [...node.childNodes].map(own).join('') : '';
  return [...element.querySelectorAll('h4, p, li, summary')].map(
    e => [...e.childNodes].map(own).join('').trim());
}"""

# The elements that reach beyond the right edge of a panel; a text area scrolls.
TOO_WIDE = """panel => {
  const right = element => element.getBoundingClientRect().right;
  return [...panel.querySelectorAll('*')]
    .filter(e => !e.closest('textarea, [hidden]') && right(e) > right(panel) + 1)
    .map(e => e.outerHTML.slice(0, 90));
}"""


class Said(html.parser.HTMLParser):
    """The same from HTML: what `SAID` finds in the page."""

    def __init__(self, text):
        super().__init__()
        self.lines, self.open, self.hidden = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.hidden += tag == "style" or (
            self.hidden or dict(attributes).get("aria-hidden") == "true"
        )
        if tag in ("h4", "p", "li", "summary"):
            self.open.append(len(self.lines))
            self.lines.append("")

    def handle_endtag(self, tag):
        self.hidden -= bool(self.hidden)
        if tag in ("h4", "p", "li", "summary"):
            self.open.pop()

    def handle_data(self, data):
        if self.open and not self.hidden:
            self.lines[self.open[-1]] += data


def said(html_):
    return [line.strip() for line in Said(html_).lines]


def explained(finding):
    return [
        line.strip() for line in finding.explain().replace("->", "→").splitlines() if line.strip()
    ]


@pytest.fixture(scope="module")
def servers(browser, tmp_path_factory):
    """JupyterLab over a folder of small notebooks, and Voilà over the notebook of the lab.

    Both start at once.
    """
    folder = tmp_path_factory.mktemp("notebooks")
    live.notebook(folder / "lab.ipynb", "import sanctionslab as sl\nsl.panels.lab()")
    live.notebook(folder / "open.ipynb", LITTLE_KNOWN)
    live.notebook(
        folder / "thirty.ipynb",
        "import sanctionslab as sl",
        *(f'sl.panels.{kind}("{key}", {{"mode": "sale"}}, without=[2371])' for kind, key in THIRTY),
    )
    lab = live.Server("lab", tmp_path_factory.mktemp("lab"), f"--ServerApp.root_dir={folder}")
    voila = live.Server("voila", tmp_path_factory.mktemp("voila"), str(NOTEBOOK))
    try:
        yield {"lab": lab.wait(), "voila": voila.wait()}
    finally:
        lab.stop()
        voila.stop()


@pytest.fixture(scope="module")
def opened(browser, servers):
    """Notebooks of the folder, each opened and run once, in a page of its own."""
    pages = {}

    def open_once(name):
        if name not in pages:
            pages[name] = browser.new_page(viewport={"width": 1280, "height": 1000})
            pages[name].set_default_timeout(live.LONG * 1000)
            servers["lab"].open(pages[name], f"{name}.ipynb")
        return pages[name]

    yield open_once
    for page in pages.values():
        page.close()


@pytest.fixture
def lab(opened):
    """The lab in JupyterLab, with nothing changed and the first case chosen."""
    panel = opened("lab").locator(".sl-panel")
    panel.locator(".sl-result").wait_for()
    first = next(iter(sl.cases().values()))
    choose(panel, "Case", first.title)
    panel.get_by_role("button", name="Reset").press("Enter")
    # What is chosen next goes by the list as it stands: that has to be the one of this case.
    wait_scenario(panel, Scenario(first))
    if panel.locator(".sl-desk").is_visible():
        panel.locator(".sl-desk :is(select, input)").first.press("Escape")
    panel.get_by_role("tab", name="Facts").click()
    return panel


def wait_said(panel, place, lines):
    """Wait until a part of the panel says just these lines."""
    element = panel.locator(f".sl-{place}").element_handle()
    try:
        panel.page.wait_for_function(
            f"([element, lines]) => JSON.stringify(({SAID})(element)) === JSON.stringify(lines)",
            arg=[element, lines],
        )
    except Exception:
        assert element.evaluate(SAID) == lines
        raise


def wait_scenario(panel, scenario):
    wait_said(panel, "result", headline(scenario))


def test_every_case_says_the_same_as_a_function_as_a_widget_and_in_the_page(lab):
    widget = sl.panels.lab()
    widget.control("argument").value = True
    lab.get_by_role("checkbox", name="Show the whole argument").press("Space")
    box = lab.get_by_role("combobox", name="Case", exact=True)
    listed = [sl.case(key) for key, _, _ in widget.control("case").options]
    years = box.locator("optgroup").evaluate_all("groups => groups.map(group => group.label)")
    assert years == sorted(years, reverse=True) and len(years) == len(set(years)) > 5
    choose(lab, "Case", listed[0].title)
    for place, case in enumerate(listed):
        key = widget.control("case").value = case.key
        if place:
            box.press("ArrowDown")
        verdict, argument = headline(Scenario(key)), explained(sl.classify(case))
        assert verdict[0] == sl.classify(case).verdict.upper()
        assert widget.state["verdict"]["lines"] == verdict
        assert said(widget.rest["argument"]) == argument, key
        wait_said(lab, "argument", argument)
        wait_said(lab, "result", verdict)
    lab.get_by_role("checkbox", name="Show the whole argument").press("Space")


def test_every_kind_of_doubt_works_by_keyboard(lab):
    widget = sl.panels.lab()
    first = widget.scenario
    choose(lab, "What was done", "something was shown")
    wait_scenario(lab, first.but(facts={"conduct": "display"}))
    date = lab.get_by_role("textbox", name="Date", exact=True).first
    date.fill("2014-01-01")
    date.press("Enter")
    wait_scenario(lab, first.but(facts={"conduct": "display", "on": "2014-01-01"}))
    lab.get_by_role("tab", name="Facts").press("ArrowRight")
    lab.get_by_role("checkbox", name="2397 (2017)").press("Space")
    wait_scenario(lab, first.but(facts={"conduct": "display", "on": "2014-01-01"}, without=[2397]))
    lab.get_by_role("tab", name="Sources").focus()
    lab.get_by_role("tab", name="Sources").press("Enter")
    lab.get_by_role("checkbox", name="[kremlin]").press("Space")
    wait_scenario(
        lab,
        first.but(
            facts={"conduct": "display", "on": "2014-01-01"}, without=[2397], distrust=["kremlin"]
        ),
    )
    lab.get_by_role("button", name="Take back: kremlin is not believed").press("Enter")
    wait_scenario(lab, first.but(facts={"conduct": "display", "on": "2014-01-01"}, without=[2397]))
    lab.get_by_role("button", name="Reset").press("Enter")
    wait_scenario(lab, first)


def test_a_thing_is_found_by_typing_and_dates_are_read_as_written(lab):
    first = sl.panels.lab().scenario
    thing = lab.get_by_role("combobox", name="Thing", exact=True)
    thing.focus()
    lab.page.keyboard.type("bus")
    listed = lab.get_by_role("listbox", name="Thing")
    assert listed.get_by_role("option").first.inner_text() == "city bus or coach"
    assert listed.get_by_role("group").first.get_attribute("aria-label") == (
        "vehicles, aircraft, ships"
    )
    thing.press("ArrowDown")
    thing.press("ArrowUp")
    assert thing.get_attribute("aria-activedescendant") == (
        listed.get_by_role("option").first.get_attribute("id")
    )
    thing.press("Enter")
    wait_scenario(lab, first.setting("item", "bus"))
    assert thing.input_value() == "city bus or coach" and not listed.is_visible()
    lab.page.keyboard.type("nothing like it")
    assert lab.get_by_text("Nothing in the list fits.").is_visible()
    thing.press("Escape")
    assert thing.input_value() == "city bus or coach"
    date = lab.get_by_role("textbox", name="Date", exact=True).first
    date.fill("18 February 2014")
    date.press("Enter")
    wait_scenario(lab, first.setting("item", "bus").setting("on", "2014-02-18"))
    assert date.input_value() == "2014-02-18"
    lab.get_by_text("More facts").click()
    lab.get_by_text("Goods", exact=True).click()
    code = lab.get_by_role("combobox", name="HS code", exact=True)
    code.focus()
    lab.page.keyboard.type("coach")
    code.press("Enter")
    wait_scenario(lab, first.but(facts={"item": "bus", "hs": "8702", "on": "2014-02-18"}))
    code.fill("87.02.10")
    code.press("Enter")
    wait_scenario(lab, first.but(facts={"item": "bus", "hs": "870210", "on": "2014-02-18"}))
    assert code.input_value() == "870210"
    lab.get_by_text("Goods", exact=True).click()
    lab.get_by_text("More facts").click()


def at(panel, id_, mark=""):
    """A node of the picture, once it has its mark."""
    node = panel.locator(f"[data-node='{id_}']{mark and f'.sl-{mark}'}")
    node.wait_for()
    return node


def test_the_picture_does_by_keyboard_what_the_plain_controls_do(lab):
    first = sl.panels.lab().scenario
    kremlin = lab.get_by_role("button", name="The Kremlin.")
    kremlin.press("Enter")
    wait_scenario(lab, first.but(distrust=["kremlin"]))
    for id_, mark in (
        ("source:kremlin", "struck"),
        ("claim:KH-25", "fallen"),
        ("fact:item", "fallen"),
        ("paragraph:2094:23", "fallen"),
    ):
        assert mark in at(lab, id_, mark).text_content()
    assert kremlin.get_attribute("aria-pressed") == "true"
    assert kremlin.evaluate("node => node === document.activeElement"), "the focus stays"
    assert lab.locator(".sl-wire.sl-is-leg.sl-s-fallen").count() == 1
    lab.get_by_role("tab", name="Sources").click()
    tick = lab.get_by_role("tabpanel", name="Sources").get_by_role("checkbox", name="[kremlin]")
    assert not tick.is_checked()
    tick.press("Space")
    wait_scenario(lab, first)
    lab.page.wait_for_function("!document.querySelector('.sl-picture .sl-struck')")
    assert kremlin.get_attribute("aria-pressed") == "false"
    lab.get_by_role("button", name="2397:7.").press("Space")
    at(lab, "paragraph:2397:7", "fallen")
    wait_scenario(lab, first.but(without=[2397]))


def test_a_fact_is_changed_at_its_node(lab):
    first = sl.panels.lab().scenario
    lab.get_by_role("button", name="What was done.").press("Enter")
    desk = lab.get_by_role("group", name="The part that was pressed")
    assert desk.get_by_role("combobox").evaluate("box => box === document.activeElement")
    lab.page.keyboard.press("ArrowDown")
    wait_scenario(lab, first.setting("conduct", "display"))
    at(lab, "fact:conduct", "changed")
    assert desk.get_by_role("combobox").input_value() == "display"
    assert (
        lab.get_by_role("tabpanel")
        .get_by_role("combobox", name="What was done")
        .first.evaluate("box => box.value")
        == "display"
    )
    lab.page.keyboard.press("Escape")
    assert lab.get_by_role("button", name="What was done.").evaluate(
        "node => node === document.activeElement"
    )


def test_the_front_end_does_without_a_kernel(browser):
    """The modules as they lie there, in a page, answered by whoever can: here by this test."""
    front = pathlib.Path(sl.panels.__file__).parent / "front"
    kinds = {".js": "text/javascript", ".css": "text/css"}
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.set_default_timeout(live.LONG * 1000)

    def answer(route):
        name = route.request.url.rpartition("/")[2]
        if name == "page.html":
            links = [f"<link rel=stylesheet href={css.name}>" for css in front.glob("*.css")]
            body = f"<!DOCTYPE html><title>A panel</title>{''.join(links)}<main id=here></main>"
            route.fulfill(body=body, content_type="text/html")
        else:
            text = (front / name).read_text(encoding="utf-8")
            route.fulfill(body=text, content_type=kinds[pathlib.Path(name).suffix])

    page.route("http://panel.test/**", answer)
    page.goto("http://panel.test/page.html")
    panel = sl.panels.lab()

    def show():
        names = ("kit", "form", "state", "picture", "rest")
        page.evaluate("view => show(view)", {name: getattr(panel, name) for name in names})

    page.evaluate("""async () => {
        const {drawPanel} = await import('./panel.js');
        window.asked = [];
        window.show = drawPanel(document.querySelector('#here'), ask => asked.push(ask));
    }""")
    show()
    page.get_by_role("button", name="The Kremlin.").press("Enter")
    [asked] = page.evaluate("asked")
    assert (asked["control"], asked["value"]) == ("kremlin", False)
    panel.answer(asked)
    show()
    wait_scenario(page.locator(".sl-panel"), panel.scenario)
    assert panel.scenario.distrust == ("kremlin",)
    assert violations(page, ".sl-panel") == []
    page.close()


def test_the_verdict_stays_in_view_above_the_longest_list(lab):
    lab.get_by_text("What each fact means, and why it matters").click()
    lab.get_by_text("Value of one (USD).").scroll_into_view_if_needed()
    top = lab.locator(".sl-top")
    assert "PROHIBITED" in top.inner_text()
    box, whole = top.bounding_box(), lab.bounding_box()
    assert whole["y"] < 0 <= box["y"] < 200
    lab.get_by_text("What each fact means, and why it matters").click()


def test_a_mistake_is_said_and_leaves_the_verdict(lab):
    date = lab.get_by_role("textbox", name="Date", exact=True).first
    date.fill("2014-02-31")
    date.press("Enter")
    alert = lab.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text() == (
        "Date: '2014-02-31' is not a day of the calendar. Check the month and the day. "
        "Nothing was changed."
    )
    wait_scenario(lab, sl.panels.lab().scenario)


def tree(panel, **query):
    """The part of the accessibility tree that stands for the panel."""
    session = panel.page.context.new_cdp_session(panel.page)
    document = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": document, "selector": ".sl-panel"})[
        "nodeId"
    ]
    nodes = session.send("Accessibility.queryAXTree", {"nodeId": node, **query})["nodes"]
    session.detach()
    return [
        {
            "role": n["role"]["value"],
            "name": n.get("name", {}).get("value", ""),
            **{p["name"]: p["value"].get("value") for p in n.get("properties", ())},
        }
        for n in nodes
        if not n["ignored"]
    ]


def unfold(lab, wanted=True):
    """Open every fold of the panel, or shut them."""
    lab.evaluate(
        "(panel, wanted) => panel.querySelectorAll('details').forEach(e => { e.open = wanted; })",
        wanted,
    )


def test_no_control_is_without_a_name(lab):
    unfold(lab)
    for name, least in (("Facts", 45), ("Law", 10), ("Sources", 10), ("Code and file", 10)):
        lab.get_by_role("tab", name=name).click()
        controls = [node for node in tree(lab) if node["role"] in CONTROLS or node.get("focusable")]
        assert len(controls) > least, name
        assert [node for node in controls if not node["name"].strip()] == [], name
    unfold(lab, False)


def test_the_tab_key_alone_reaches_every_control(lab):
    lab.get_by_role("combobox", name="Case", exact=True).focus()
    reached, outside = [], "document.activeElement.closest('.sl-panel') === null"
    while not lab.page.evaluate(outside) and len(reached) < 60:
        reached.append(
            lab.page.evaluate(
                "(e => e.dataset.node ? 'a node' : e.labels?.[0]?.innerText || e.innerText)"
                "(document.activeElement)"
            ).strip()
        )
        lab.page.keyboard.press("Tab")
    tabs = {
        "Facts",
        "Law",
        "Sources",
        "Code and file",
    }  # one stop for all of them: the arrow keys go on from there
    shown = sl.panels.lab()
    expected = [
        "Case",
        "Reset",
        *["a node"] * len(shown.picture["acts"]),
        "The picture in words",
        "a tab",
        "Date",
        "Direction",
        "What was done",
        "Thing",
        "Committee approved",
        "More facts",
        "What each fact means, and why it matters",
        *re.findall("<summary>(.*?)</summary>", shown.rest["report"]),  # of a long list
        "Show the whole argument, step by step",
        "Look for pairs of changes too",
    ]
    told = [name for name in reached if not name.startswith("S/RES/")]  # links in the report
    assert ["a tab" if name in tabs else name for name in told] == expected


def test_each_change_is_announced_in_a_live_region_that_stays(lab):
    region = lab.locator(".sl-result[role=status][aria-live=polite]").element_handle()
    [status] = [
        node
        for node in tree(lab, role="status")
        if "PROHIBITED" in (lab.locator(".sl-result").inner_text() or "")
    ][:1]
    assert status["live"] == "polite" and status["atomic"]
    heard = lab.page.evaluate_handle(
        """region => {
          const heard = [], whatever = {childList: true, subtree: true, characterData: true};
          new MutationObserver(() => heard.push(region.innerText)).observe(region, whatever);
          return heard;
        }""",
        region,
    )
    first = sl.panels.lab().scenario
    for value, label in (
        ("gift", None),
        ("display", "something was shown"),
        ("use", "something was used; of a ship: it was run"),
    ):
        if label:
            choose(lab, "What was done", label)
            wait_scenario(lab, first.but(facts={"conduct": value}))
            assert (
                heard.evaluate("heard => heard.at(-1)")
                .split("\n")[0]
                .endswith(headline(first.but(facts={"conduct": value}))[0])
            )
    assert region.evaluate("region => region.isConnected")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_serious(lab, theme):
    page = lab.page
    page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=theme)
    choose(lab, "What was done", "something was shown")
    date = lab.get_by_role("textbox", name="Date", exact=True).first
    date.fill("yesterday")
    date.press("Enter")
    lab.get_by_role("alert").wait_for()
    lab.get_by_role("button", name="Look for pairs").press("Enter")
    lab.get_by_role("checkbox", name="Show the whole argument").press("Space")
    lab.locator(".sl-argument h4").first.wait_for()
    unfold(lab)
    found = {"Facts": violations(page, ".sl-panel")}
    lab.get_by_role("combobox", name="Thing", exact=True).click()
    found["the list of things"] = violations(page, ".sl-panel")
    for name in ("Law", "Sources", "Code and file"):
        lab.get_by_role("tab", name=name).click()
        found[name] = violations(page, ".sl-panel")
    lab.get_by_role("tab", name="Facts").click()
    lab.get_by_role("checkbox", name="Show the whole argument").press("Space")
    unfold(lab, False)
    page.evaluate(
        "jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'})"
    )
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_it_fits_a_phone(lab):
    size = lab.page.viewport_size
    lab.page.set_viewport_size({"width": 390, "height": 844})
    try:
        for name in ("Facts", "Law", "Sources", "Code and file"):
            lab.get_by_role("tab", name=name).click()
            assert lab.evaluate(TOO_WIDE) == [], name
    finally:
        lab.page.set_viewport_size(size)


def test_a_long_search_shows_that_it_goes_on_and_can_be_stopped(opened):
    panel = opened("open").locator(".sl-panel")
    working, report = panel.locator(".sl-work"), panel.locator(".sl-report")
    panel.get_by_role("button", name="Look for pairs").press("Enter")
    working.get_by_role("button", name="Stop").press("Enter")
    working.get_by_text("The search was stopped.").wait_for()
    report.get_by_text("The search is not at its end; more may be found.").wait_for()
    assert working.get_by_text("tried").inner_text()
    assert violations(panel.page, ".sl-panel") == []
    choose(panel, "What was done", "something was shown")  # it answers meanwhile
    panel.get_by_role("button", name="Take back: What was done").press("Enter")
    panel.get_by_role("button", name="Look for pairs").press("Enter")
    report.get_by_role("heading", name="Pairs of changes").wait_for()
    report.get_by_text("The search is not at its end").wait_for(state="detached")
    working.get_by_role("button").wait_for(state="hidden")


def test_thirty_panels_in_one_notebook_answer(opened):
    page = opened("thirty")
    for number in (0, 1, 2, 3, 29, 14):
        kind, key = THIRTY[number]
        scenario = Scenario(key, {"mode": "sale"}, without=[2371])
        page.evaluate("n => jupyterapp.shell.currentWidget.content.scrollToItem(n)", number + 1)
        panel = page.locator(
            f".jp-Cell:nth-child({number + 2}) .sl-panel, "
            f".jp-Cell[data-windowed-list-index='{number + 1}'] .sl-panel"
        ).first
        panel.wait_for()
        wait_scenario(panel, scenario)
        assert panel.locator(".sl-report").evaluate(SAID) == said(
            getattr(sl.panels, kind)(scenario).rest["report"]
        )
        if kind == "law_panel":
            panel.get_by_role("checkbox", name="1718 (2006)").press("Space")
            wait_scenario(panel, scenario.but(without=[2371, 1718]))
        elif kind == "sources_panel":
            source = sl.sources_of(scenario.original)[0]
            panel.get_by_role("checkbox", name=f"[{source}]").press("Space")
            wait_scenario(panel, scenario.but(distrust=[source]))
        else:
            choose(panel, "What was done", "something was shown")
            wait_scenario(panel, scenario.setting("conduct", "display"))


def test_the_notebook_is_a_page_of_voila(browser, servers):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{servers['voila'].url}/?token={servers['voila'].token}")
    panel = page.locator(".sl-panel").last
    panel.get_by_role("heading", name="What if? The lab").wait_for(timeout=live.LONG * 1000)
    first = sl.panels.lab().scenario
    wait_scenario(panel, first)
    choose(panel, "What was done", "something was shown")
    wait_scenario(panel, first.but(facts={"conduct": "display"}))
    assert panel.get_by_role("button", name="The Kremlin.").is_visible()
    assert page.get_by_text("Run this cell").count() == 0
    assert page.locator(".jp-CodeCell .jp-InputArea:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page, ".sl-panel") == []
    assert page.locator(".sanctionslab-exercise", has_text="dots").count() == 0
    assert page.pdf().count(b"/Type /Page\n") > 8  # and not the first screen alone
    panel.get_by_role("tab", name="Code and file").click()
    assert panel.get_by_role("button", name="Save").count() == 0
    with page.expect_download() as given:
        panel.get_by_role("button", name="Download as a file").click()
    panel.get_by_role("tab").first.click()
    choose(panel, "What was done", "something was used; of a ship: it was run")
    wait_scenario(panel, first.but(facts={"conduct": "use"}))
    panel.get_by_role("tab", name="Code and file").click()
    panel.get_by_label("Load a file that was downloaded here").set_input_files(given.value.path())
    wait_scenario(panel, first.but(facts={"conduct": "display"}))
    assert violations(page, ".sl-panel") == []
    page.close()


def test_a_panel_left_alone_still_answers(lab):
    """The page of the first test: it has been alone for a while, other kernels busy beside it."""
    first = sl.panels.lab().scenario
    choose(lab, "Direction", "out of the DPRK")
    wait_scenario(lab, first.but(facts={"direction": "from_dprk"}))


def reloaded(lab):
    """The lab again in the page after a reload, its kernel still alive."""
    page = lab.page
    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    page.reload()
    panel = page.locator(".sl-panel")
    panel.locator(".sl-result").wait_for()
    return panel


def test_after_a_reload_every_tab_answers(lab):
    first = sl.panels.lab().scenario
    choose(lab, "What was done", "something was shown")
    changed = first.but(facts={"conduct": "display"})
    wait_scenario(lab, changed)
    panel = reloaded(lab)
    wait_scenario(panel, changed)
    for name, control in (
        ("Law", panel.get_by_role("checkbox", name="2397 (2017)")),
        ("Sources", panel.get_by_role("checkbox", name="[kremlin]")),
        ("Code and file", panel.get_by_role("textbox", name="Code for exactly this")),
        ("Facts", panel.get_by_role("combobox", name="What was done")),
    ):
        panel.get_by_role("tab", name=name).click()
        control.wait_for()
        if control.get_attribute("type") == "checkbox":
            control.press("Space")
    both = changed.but(without=[2397], distrust=["kremlin"])
    wait_scenario(panel, both)
    panel.get_by_role("button", name="Reset").press("Enter")
    wait_scenario(panel, first)


def test_a_second_window_shows_the_same_panel(lab, browser, servers):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(live.LONG * 1000)
    lab.page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    page.goto(f"{servers['lab'].url}/lab/tree/lab.ipynb?token={servers['lab'].token}")
    second = page.locator(".sl-panel")
    second.locator(".sl-result").wait_for()
    first = sl.panels.lab().scenario
    choose(second, "Direction", "out of the DPRK")
    changed = first.but(facts={"direction": "from_dprk"})
    wait_scenario(second, changed)
    wait_scenario(lab, changed)
    page.close()


def test_another_day_the_verdict_stands_there_and_how_to_go_on(lab, servers, browser):
    """The notebook as it was saved, opened where its kernel is gone."""
    lab.page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    page = browser.new_page()
    page.set_default_timeout(live.LONG * 1000)
    where, token = servers["lab"].url, servers["lab"].token
    kept = page.request.get(f"{where}/api/contents/lab.ipynb?token={token}").json()
    page.request.put(
        f"{where}/api/contents/another_day.ipynb?token={token}",
        data={"type": "notebook", "format": "json", "content": kept["content"]},
    )
    page.goto(f"{where}/lab/tree/another_day.ipynb?token={token}")
    stored = page.locator(".sanctionslab-panel")
    stored.get_by_text("Run this cell").wait_for()
    assert stored.get_by_text("PROHIBITED", exact=False).first.is_visible()
    assert page.locator(".jp-Notebook pre", has_text="PROHIBITED").count() == 0
    page.close()
