"""The answer field: what is chosen or typed is judged, recorded, and there again another day."""

import json
from pathlib import Path

import ipywidgets as widgets
import live
import nbformat
import pytest
from nbclient import NotebookClient
from submissions import NOTEBOOK, hand_in, row_of

import sanctionslab as sl
from sanctionslab.classroom import MIME, exercises
from sanctionslab.classroom.advice import advice
from sanctionslab.classroom.field import AnswerField, choices_of, has_field

ROOT = Path(__file__).parents[2]


def field_of(id_, answered, given=None):
    return AnswerField(exercises()[id_], answered, {}, given)


def shown_by(field):
    """Let a field show its answers into a list instead of a page."""
    shown = []
    field.shown = type("Shown", (), {"update": lambda self, bundle, raw: shown.append(bundle)})()
    return shown


@pytest.mark.parametrize("id_", list(exercises()))
def test_every_exercise_has_controls_with_names(id_):
    if not has_field(exercises()[id_]):
        assert exercises()[id_].kind == "case"
        return
    box = field_of(id_, lambda given: {}).box
    buttons = [child for child in box.children if isinstance(child, widgets.Button)]
    assert buttons and all(button.description and button.tooltip for button in buttons)
    lines = [child for child in box.children if isinstance(child, widgets.Text | widgets.Textarea)]
    assert all(id_ in line.description for line in lines)


def test_a_button_is_an_answer():
    field = field_of("02.1", lambda given: {"given": given})
    shown = shown_by(field)
    field.box.children[0].click()
    assert shown == [{"given": "prohibited"}]


def test_enter_and_the_button_after_it_are_one_answer():
    field = field_of("02.3", lambda given: {"given": given})
    shown = shown_by(field)
    field.typed.value = "2397:7"
    field.box.children[1].click()
    assert shown == [{"given": "2397:7"}]


def test_blanks_are_no_answer():
    field = field_of("02.3", lambda given: {"given": given})
    shown = shown_by(field)
    field.typed.value = "   "
    assert shown == []


def test_what_can_be_chosen():
    assert list(choices_of(exercises()["02.7"])) == ["a", "b", "c"]
    assert choices_of(exercises()["02.3"]) == {}


@pytest.mark.parametrize(
    "source, error, said",
    [
        ("answer = b", NameError("name 'b' is not defined"), 'answer = "b"'),
        ("answer = x", NameError("name 'sl' is not defined"), "first cells"),
        ("answer = 2397:7", SyntaxError("invalid syntax"), "three of them"),
        ("answer = 1 / 0", ZeroDivisionError("division by zero"), ""),
    ],
)
def test_advice(source, error, said):
    assert said in advice(source, error) and bool(said) is bool(advice(source, error))


def test_a_kernel_advises_after_a_red_cell(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    cells = [
        "import sanctionslab as sl",
        'answer = kremlin\nsl.check("01.1", answer)',
        'answer = "two\nlines"\nsl.check("01.1", answer)',
        "1 / 0",
    ]
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    NotebookClient(made, kernel_name="python3", timeout=120, allow_errors=True).execute()
    words = [
        "".join(output.get("data", {}).get("text/plain", "") for output in cell.outputs)
        for cell in made.cells
    ]
    assert 'answer = "kremlin"' in words[1] and "three of them" in words[2] and words[3] == ""


def test_a_cell_that_is_run_again_takes_no_hint(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("SANCTIONSLAB_HOME", str(tmp_path))
    cells = [
        "import sanctionslab as sl\nfrom sanctionslab.classroom.notes import note",
        'note("02.3", "tried", "2397:5")',
        *['answer = ...\nsl.check("02.3", answer)'] * 3,
        'sl.hint("02.3")',
    ]
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    NotebookClient(made, kernel_name="python3", timeout=120).execute()
    words = ["".join(o.data.get("text/plain", "") for o in cell.outputs) for cell in made.cells[2:]]
    assert all("Not yet." in text and "Hint 1 of 3" in text for text in words[:3])
    assert "Hint 1 of 3" in words[3]


def saved(path):
    """The records in a notebook on disk, by exercise."""
    records = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", ()):
            record = output.get("data", {}).get(MIME)
            if record:
                records[record["exercise"]] = record
    return records


@pytest.mark.browser
@pytest.mark.slow
def test_the_keys_of_a_field_stay_in_it(browser, tmp_path):
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    live.notebook(
        folder / f"{NOTEBOOK}.ipynb",
        "import sanctionslab as sl",
        'answer = ...\nsl.check("02.1", answer)',
        'sl.predict("05.p6")',
        'sl.case_form("mine.toml")',
    )
    lab = live.Server("lab", home, f"--ServerApp.root_dir={folder}")
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.set_default_timeout(live.LONG * 1000)
    try:
        lab.wait()
        lab.open(page, f"{NOTEBOOK}.ipynb")
        answer = page.get_by_title("Answer 02.1 with prohibited", exact=True)
        for key in ("d", "d", "Enter"):
            answer.press(key)
        page.get_by_text("02.1 Right.").wait_for()  # "dd" would have deleted the cell
        fact = page.get_by_label("Fact", exact=True)
        before = fact.input_value()
        fact.focus()
        fact.press("ArrowDown")
        assert fact.input_value() != before
        assert fact.evaluate("one => one === document.activeElement")
        chosen = page.get_by_title("Predict: prohibited", exact=True)
        chosen.press("Enter")
        page.get_by_text("You predicted: prohibited").first.wait_for()
        assert chosen.evaluate("one => one === document.activeElement")
    finally:
        page.close()
        lab.stop()


@pytest.mark.browser
@pytest.mark.slow
def test_answers_of_a_browser_are_in_the_saved_notebook(browser, tmp_path):
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    asked = ("02.1", "02.3", "02.8")
    live.notebook(
        folder / f"{NOTEBOOK}.ipynb",
        "import sanctionslab as sl",
        *(f'answer = ...\nsl.check("{id_}", answer)' for id_ in asked),
    )
    lab = live.Server("lab", home, f"--ServerApp.root_dir={folder}")
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.set_default_timeout(live.LONG * 1000)
    essay = "No exception is made for presents, as 2397:7 and 1718:8(a)(iii) say. " * 8
    try:
        lab.wait()
        lab.open(page, f"{NOTEBOOK}.ipynb")
        page.get_by_role("button", name="undetermined").press("Enter")
        page.get_by_text("02.1 Not yet.").wait_for()
        page.get_by_role("button", name="prohibited", exact=True).press("Enter")
        page.get_by_text("02.1 Right.").wait_for()
        page.get_by_label("Your answer to 02.3").fill("2397 OP7")
        page.get_by_label("Your answer to 02.3").press("Enter")
        page.get_by_text("02.3 Right.").wait_for()
        page.get_by_label("Your answer to 02.8").fill(essay)
        page.get_by_role("button", name="Check 02.8").press("Enter")
        page.get_by_text("02.8 Recorded.").wait_for()
        page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
        records = saved(folder / f"{NOTEBOOK}.ipynb")
        assert records["02.1"]["answer"] == "prohibited" and records["02.1"]["tries"] == 2
        assert records["02.3"]["answer"] == ["2397:7"]
        # Another day: every cell is run again, and nothing is lost.
        page.evaluate("""async () => {
            await window.jupyterapp.commands.execute('notebook:run-all-cells');
            await window.jupyterapp.commands.execute('docmanager:save');
        }""")
        again = saved(folder / f"{NOTEBOOK}.ipynb")
        assert {id_: record["answer"] for id_, record in again.items()} == {
            id_: record["answer"] for id_, record in records.items()
        }
    finally:
        page.close()
        lab.stop()
    text = (folder / f"{NOTEBOOK}.ipynb").read_text(encoding="utf-8")
    hand_in(tmp_path / "class" / "Ada" / f"{NOTEBOOK}.ipynb", text)
    row = row_of(tmp_path / "class", "Ada")
    assert (row["02.1"], row["02.3"], row["02.8"], row["odd"]) == (1, 1, "read", "")
    assert sl.check("02.1").state == "unanswered"
