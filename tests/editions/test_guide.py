"""The guide keeps to the notebooks: their times, its plans, and every question that they ask."""

import re

import pytest
from course import NOTEBOOKS, ROOT, prose

from sanctionslab import editions
from sanctionslab.classroom import exercises

pytestmark = pytest.mark.course

GUIDE = (ROOT / "teaching" / "guide.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHEETS = {sheet.name: sheet for sheet in editions.run_sheet(ROOT)}
NAMED = {name[:2]: name for name in NOTEBOOKS}
EACH = pytest.mark.parametrize("name", NOTEBOOKS)


def section(text, heading):
    """The text under a heading, up to the next of its level or above."""
    level = len(heading.split(" ")[0])
    pattern = rf"^{re.escape(heading)}$\n(.*?)(?=^#{{1,{level}}} |\Z)"
    match = re.search(pattern, text, re.MULTILINE | re.DOTALL)
    assert match, f"{heading} is missing"
    return match[1]


def table_rows(text):
    """The rows of the first table in a text, without its head, as lists of cells."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


# The run sheets


def sheet_table(name):
    match = re.search(rf"<!-- sheet {name} -->\n(.*?)<!-- end -->", GUIDE, re.DOTALL)
    assert match, f"The guide has no run sheet for {name}"
    return match[1]


@EACH
def test_the_run_sheet_is_that_of_the_notebook(name):
    """Red? Run: sanctionslab edition sheet"""
    sheet = SHEETS[name]
    head = next(line for line in sheet_table(name).splitlines() if line.startswith("|"))
    assert head == next(sheet.lines(seconds=0))
    *parts, together = table_rows(sheet_table(name))
    assert [row[0] for row in parts] == [part.heading for part in sheet.sections]
    assert [row[4] for row in parts] == [", ".join(part.exercises) for part in sheet.sections]
    for told, counted in (
        (int(together[1]), sum(part.words for part in sheet.sections)),
        (int(together[2]), sum(part.cells for part in sheet.sections)),
    ):
        off = f"the sheet says {told}, counted are {counted}"
        assert abs(told - counted) <= 0.05 * counted, off
    assert int(together[5] or 0) == sum(part.doing for part in sheet.sections)
    planned = int(re.search(r"Plan \*\*(\d+) minutes\*\*", sheet_table(name))[1])
    assert abs(planned - sheet.minutes) <= 5


@EACH
def test_a_notebook_says_itself_how_long_it_takes(name):
    sheet = SHEETS[name]
    off = f"{name} says {sheet.stated} minutes, reckoned are {sheet.minutes}"
    assert abs(sheet.stated - sheet.minutes) <= 5, off


@pytest.mark.parametrize(
    "text, where",
    [(README, "README.md"), (prose(NOTEBOOKS["00_start_here"]), "notebook 00")],
    ids=["README", "00"],
)
def test_other_tables_say_the_same_minutes(text, where):
    told = re.findall(r"^\| [\[`](\d\d)[_ ].*\| (\d+) \|$", text, re.MULTILINE)
    assert {number for number, _ in told} >= set(NAMED) - {"00"}, f"{where} leaves out a notebook"
    for number, minutes in told:
        assert abs(int(minutes) - SHEETS[NAMED[number]].minutes) <= 5, (
            f"{where} gives {minutes} minutes for {NAMED[number]}"
        )


@pytest.mark.slow
def test_the_time_of_the_kernel_is_what_it_was():
    """The slowest notebook again: a machine may take twice as long, and five seconds more."""
    told = {
        name: int(re.search(r"The kernel works for (\d+) seconds", sheet_table(name))[1])
        for name in NOTEBOOKS
    }
    slowest = max(told, key=told.get)
    assert editions.kernel_seconds(ROOT / "notebooks" / f"{slowest}.ipynb") <= 2 * told[slowest] + 5


def test_the_guide_declares_the_minutes_of_exercises_that_are_reckoned_with():
    told = " ".join(GUIDE.split())
    minutes = editions.EXERCISE_MINUTES
    assert minutes["read the law"] == minutes["apply"]
    by_level = (
        f"{minutes['recall']} to recall, {minutes['apply']} to read the law or to apply it, "
        f"{minutes['predict then test']} to predict and test, {minutes['argue']} to argue"
    )
    assert by_level in told
    capstone = editions.CAPSTONE_MINUTES
    assert f"{capstone['07.1']} to write it and {capstone['07.2']} to argue it" in told
    assert f"{editions.WORDS_A_MINUTE} words a minute" in told
    assert set(minutes) == {exercise.level for exercise in exercises().values()}


# The plans


@pytest.mark.parametrize(
    "plan, minutes", [("### One class of 50 minutes", 50), ("### A workshop of three hours", 180)]
)
def test_a_plan_adds_up(plan, minutes):
    *rows, total = table_rows(section(GUIDE, plan))
    assert sum(int(row[0]) for row in rows) == minutes == int(total[0].strip("*"))


def test_the_four_weeks_have_time_for_their_notebooks():
    for _, names, meeting, home, _ in table_rows(section(GUIDE, "### Four weeks")):
        needed = sum(SHEETS[NAMED[number]].minutes for number in names.split(", "))
        assert needed <= int(meeting) + int(home) <= needed + 90, f"{names} need {needed} minutes"


def test_self_study_has_time_for_every_notebook():
    rows = table_rows(section(GUIDE, "### Self-study"))
    assert sorted(number for row in rows for number in row[1].split(", ")) == sorted(NAMED)
    for row in rows:
        needed = sum(SHEETS[NAMED[number]].minutes for number in row[1].split(", "))
        assert abs(int(row[2]) - needed) <= 5, (
            f"evening {row[0]} says {row[2]} minutes, reckoned are {needed}"
        )


def test_plans_name_exercises_and_sections_that_exist():
    assert set(re.findall(r"\b0[1-6]\.\d\b", GUIDE)) <= set(exercises())
    for notebook, parts in re.findall(r"(?:Notebook |\| )(0\d), sections? ([\d, to]+)", GUIDE):
        headings = " ".join(part.heading for part in SHEETS[NAMED[notebook]].sections)
        for number in re.findall(r"\d+", parts):
            assert f"{number}. " in headings, f"notebook {notebook} has no section {number}"


def test_every_notebook_that_a_plan_uses_has_slides():
    shown = {name[:2] for name in editions.headings_shown(ROOT)}
    plans = ("### One class of 50 minutes", "### A workshop of three hours", "### Four weeks")
    for plan in plans:
        used = set(re.findall(r"\b0\d\b", " ".join(map(str, table_rows(section(GUIDE, plan))))))
        assert used and used <= shown, plan
    assert "sanctionslab edition slides" in section(GUIDE, plans[0])


# The questions


def numbered(text):
    return [" ".join(item.split()) for item in re.split(r"^\d+\. ", text, flags=re.MULTILINE)[1:]]


@EACH
def test_the_guide_takes_up_every_question_of_a_notebook(name):
    asked = re.search(
        r"^## To discuss\n(.*?)(?=^#|\Z)", prose(NOTEBOOKS[name]), re.MULTILINE | re.DOTALL
    )
    assert asked, f"{name} has no questions to discuss"
    told = re.search(rf"<!-- questions {name} -->\n(.*?)(?=^#|\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert told, f"the guide has no questions of {name}"
    answers = [item.split(" - ") for item in numbered(told[1])]
    assert [question for question, *_ in answers] == numbered(asked[1])
    assert all(len(points) >= 2 for _, *points in answers)


# The guide as a whole


def test_the_guide_has_all_its_parts():
    for heading in (
        "## Who it is for",
        "## Four plans",
        "## Run sheets",
        "## What goes wrong in class, and what to say",
        "## Discussion",
        "## Grading",
        "## Another case",
        "## What not to do",
    ):
        assert len(section(GUIDE, heading).split()) > 60
    learners = re.search(r"^\| \| (.+) \|$", section(GUIDE, "## Who it is for"), re.MULTILINE)[
        1
    ].split(" | ")
    assert len(learners) == 3


def test_what_the_guide_names_exists():
    for name in re.findall(r"`((?:data|teaching|notebooks)/[\w./]+)`", GUIDE):
        assert (ROOT / name).exists(), name
