"""The guide and the glossary keep to the notebooks: times, plans, questions, and every term that is used."""

import csv
import html
import re
from pathlib import Path

import pytest

from sanctionslab import editions
from sanctionslab.classroom import exercises
from sanctionslab.law import CONFIDENCES, law
from sanctionslab.verdict import Verdict

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "teaching" / "guide.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "teaching" / "glossary.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
NOTEBOOKS = {
    path.stem: editions.read_notebook(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
}
SHEETS = {sheet.name: sheet for sheet in editions.run_sheet(ROOT)}
NAMED = {name[:2]: name for name in NOTEBOOKS}
LINK = "The words of the field: [glossary](glossary.md)."


def _prose(notebook):
    return "\n\n".join(
        "".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown"
    )


def _shown(notebook):
    """What a reader sees in the outputs, as text."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            yield "".join(output.get("text", ()))
            yield "".join(data.get("text/plain", ()))
            yield html.unescape(
                re.sub(
                    r"<[^>]+>",
                    " ",
                    re.sub(r"base64,[^\"']+", "", "".join(data.get("text/html", ()))),
                )
            )


def _section(text, heading):
    """The text under a heading, up to the next of its level or above."""
    level = heading.split(" ")[0]
    found = re.search(
        rf"^{re.escape(heading)}$\n(.*?)(?=^#{{1,{len(level)}}} |\Z)",
        text,
        re.MULTILINE | re.DOTALL,
    )
    assert found, f"{heading} is missing"
    return found[1]


def _rows(text):
    """The rows of the first table in a text, without its head, as lists of cells."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


# The run sheets


def _sheet_table(name):
    found = re.search(rf"<!-- sheet {name} -->\n(.*?)<!-- end -->", GUIDE, re.DOTALL)
    assert found, f"The guide has no run sheet for {name}"
    return found[1]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_run_sheet_is_that_of_the_notebook(name):
    """Red? Run: sanctionslab edition sheet"""
    sheet, rows = SHEETS[name], _rows(_sheet_table(name))
    *parts, together = rows
    assert [row[0] for row in parts] == [section.heading for section in sheet.sections]
    assert [row[4] for row in parts] == [", ".join(section.exercises) for section in sheet.sections]
    for told, counted in (
        (int(together[1]), sum(s.words for s in sheet.sections)),
        (int(together[2]), sum(s.cells for s in sheet.sections)),
    ):
        assert abs(told - counted) <= 0.05 * counted, (
            f"the sheet says {told}, counted are {counted}"
        )
    assert int(together[5] or 0) == sum(s.doing for s in sheet.sections)
    planned = int(re.search(r"Plan \*\*(\d+) minutes\*\*", _sheet_table(name))[1])
    assert abs(planned - sheet.minutes) <= 5


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_says_itself_how_long_it_takes(name):
    assert abs(SHEETS[name].stated - SHEETS[name].minutes) <= 5, (
        f"{name} says {SHEETS[name].stated} minutes, reckoned are {SHEETS[name].minutes}"
    )


@pytest.mark.parametrize(
    "text, where",
    [(README, "README.md"), (_prose(NOTEBOOKS["00_start_here"]), "notebook 00")],
    ids=["README", "00"],
)
def test_other_tables_say_the_same_minutes(text, where):
    told = re.findall(r"^\| [\[`](\d\d)[_ ].*\| (\d+) \|$", text, re.MULTILINE)
    assert {number for number, _ in told} >= set(NAMED) - {"00"}, f"{where} leaves out a notebook"
    for number, minutes in told:
        assert abs(int(minutes) - SHEETS[NAMED[number]].minutes) <= 5, (
            f"{where} gives {minutes} minutes for {NAMED[number]}"
        )


def test_the_time_of_the_kernel_is_what_it_was():
    """The slowest notebook, run again: another machine may take twice as long, and five seconds more."""
    told = {
        name: int(re.search(r"The kernel works for (\d+) seconds", _sheet_table(name))[1])
        for name in NOTEBOOKS
    }
    slowest = max(told, key=told.get)
    assert editions.kernel_seconds(ROOT / "notebooks" / f"{slowest}.ipynb") <= 2 * told[slowest] + 5


def test_the_guide_declares_the_minutes_of_exercises_that_are_reckoned_with():
    told = " ".join(GUIDE.split())
    minutes = editions.EXERCISE_MINUTES
    assert minutes["read the law"] == minutes["apply"]
    assert (
        f"{minutes['recall']} to recall, {minutes['apply']} to read the law or to apply it, {minutes['predict then test']} to predict and test, "
        f"{minutes['argue']} to argue"
    ) in told
    assert (
        f"{editions.CAPSTONE_MINUTES['07.1']} to write it and {editions.CAPSTONE_MINUTES['07.2']} to argue it"
        in told
    )
    assert f"{editions.WORDS_A_MINUTE} words a minute" in told
    assert set(minutes) == {exercise.level for exercise in exercises().values()}


# The plans


@pytest.mark.parametrize(
    "plan, minutes", [("### One class of 50 minutes", 50), ("### A workshop of three hours", 180)]
)
def test_a_plan_adds_up(plan, minutes):
    *rows, total = _rows(_section(GUIDE, plan))
    assert sum(int(row[0]) for row in rows) == minutes == int(total[0].strip("*"))


def test_the_four_weeks_have_time_for_their_notebooks():
    for _, names, meeting, home, _ in _rows(_section(GUIDE, "### Four weeks")):
        needed = sum(SHEETS[NAMED[number]].minutes for number in names.split(", "))
        assert needed <= int(meeting) + int(home) <= needed + 90, f"{names} need {needed} minutes"


def test_self_study_has_time_for_every_notebook():
    rows = _rows(_section(GUIDE, "### Self-study"))
    assert sorted(number for row in rows for number in row[1].split(", ")) == sorted(NAMED)
    for row in rows:
        needed = sum(SHEETS[NAMED[number]].minutes for number in row[1].split(", "))
        assert abs(int(row[2]) - needed) <= 5, (
            f"evening {row[0]} says {row[2]} minutes, reckoned are {needed}"
        )


def test_plans_name_exercises_and_sections_that_exist():
    assert set(re.findall(r"\b0[1-6]\.\d\b", GUIDE)) <= set(exercises())
    for number, sections in re.findall(r"(?:Notebook |\| )(0\d), sections? ([\d, to]+)", GUIDE):
        headings = " ".join(section.heading for section in SHEETS[NAMED[number]].sections)
        for section in re.findall(r"\d+", sections):
            assert f"{section}. " in headings, f"notebook {number} has no section {section}"


def test_the_plan_with_slides_uses_the_notebook_that_has_them():
    plan = _section(GUIDE, "### One class of 50 minutes")
    for name in editions.headings_shown(ROOT):
        assert f"notebooks/{name}.ipynb" in plan


# The questions


def _items(text):
    return [" ".join(item.split()) for item in re.split(r"^\d+\. ", text, flags=re.MULTILINE)[1:]]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_guide_takes_up_every_question_of_a_notebook(name):
    asked = re.search(
        r"^## To discuss\n(.*?)(?=^#|\Z)", _prose(NOTEBOOKS[name]), re.MULTILINE | re.DOTALL
    )
    assert asked, f"{name} has no questions to discuss"
    told = re.search(rf"<!-- questions {name} -->\n(.*?)(?=^#|\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert told, f"the guide has no questions of {name}"
    answers = [item.split(" - ") for item in _items(told[1])]
    assert [question for question, *_ in answers] == _items(asked[1])
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
        assert len(_section(GUIDE, heading).split()) > 60
    learners = re.search(r"^\| \| (.+) \|$", _section(GUIDE, "## Who it is for"), re.MULTILINE)[
        1
    ].split(" | ")
    assert len(learners) == 3


@pytest.mark.parametrize("name", ["guide", "glossary"])
def test_links_lead_somewhere(name):
    text = {"guide": GUIDE, "glossary": GLOSSARY}[name]
    for target in re.findall(r"\]\(([^)]+)\)", text):
        file, _, anchor = target.partition("#")
        assert (ROOT / "teaching" / (file or f"{name}.md")).is_file(), target
        if anchor:
            assert anchor in {entry.lower().replace(" ", "-") for entry in ENTRIES}, target


def test_what_the_guide_names_exists():
    for name in re.findall(r"`((?:data|teaching|notebooks)/[\w./]+)`", GUIDE):
        assert (ROOT / name).exists(), name


# The glossary: an entry is a heading of the third level, a line "Also:" with other forms, and a definition


def _entries():
    found = {}
    for entry in re.split(
        r"^### ", re.sub(r"^## .+$", "", GLOSSARY, flags=re.MULTILINE), flags=re.MULTILINE
    )[1:]:
        term, _, text = entry.partition("\n")
        also = re.match(r"Also: (.+)\n", text)
        found[term] = (
            also[1].split(", ") if also else [],
            text[also.end() :].strip() if also else text.strip(),
        )
    return found


ENTRIES = _entries()
FORMS = {form: term for term, (also, _) in ENTRIES.items() for form in (term, *also)}
READ = "\n".join(
    part for notebook in NOTEBOOKS.values() for part in (_prose(notebook), *_shown(notebook))
)


def _pattern(form):
    """A form as it may stand in a text: a small letter may be a capital at the head of a sentence, a capital stays one."""
    first = (
        f"[{form[0].upper()}{form[0].lower()}]"
        if form[0].islower() or form not in CAPITALS
        else form[0]
    )
    return rf"(?<![\w-]){first}{re.escape(form[1:])}(?![\w-])"


CAPITALS = {
    "Committee",
    "Council",
    "Panel",
    "State",
    "States",
    "Security Council",
    "Panel of Experts",
    "Rodong",
    "Rodong Sinmun",
    "Seoul",
}

# Words of the field that need a definition wherever they are used, each as a regular expression.
FIELD = [
    "annex(es)?",
    "appeals?",
    "asset freeze",
    "assessments?",
    "approvals?",
    "binding",
    "caps?",
    "capped",
    "chains?",
    "Chapter VII",
    "claims?",
    "conditional",
    "consensus",
    "corroborated",
    "designat[a-z]+",
    "dual-use",
    "embargo(es)?",
    "exempt[a-z]*",
    "false alarms?",
    "first speakers?",
    "flips?",
    "grounds?",
    "hortatory",
    "HS (code|heading|chapter)s?",
    "in force",
    "joint ventures?",
    "legal claims?",
    "livelihood",
    "luxury goods",
    "mandates?",
    "measures?",
    "mirror statistics",
    "misattributed",
    "missed match(es)?",
    "operative paragraphs?",
    "overdetermined",
    "Panel of Experts",
    "presum[a-z]+",
    "relays?",
    "resolutions?",
    "sanctions",
    "Security Council",
    "ship-to-ship",
    "small arms",
    "supply, sale or transfer",
    "travel ban",
    "unanimous[a-z]*",
    "undetermined",
    "unverifiable",
    "veto[a-z]*",
    "verdicts?",
]
# Letters that are no terms: Roman numbers, ways to write a symbol, words of code and of headings.
NO_TERMS = {
    "II",
    "III",
    "IV",
    "VI",
    "VII",
    "RES",
    "NNNN",
    "YYYY",
    "README",
    "OK",
    "IT",
    "CSV",
    "TOML",
    "UNKNOWN",
    "PROHIBITED",
    "UNDETERMINED",
    "NOT",
    "KH",
    "QV",
}


@pytest.mark.parametrize("term", ENTRIES)
def test_every_definition_is_used(term):
    also, text = ENTRIES[term]
    assert len(text.split()) >= 3 and text.endswith(".")
    for form in (term, *also):
        if re.search(_pattern(form), READ):
            return
    pytest.fail(f"no notebook uses {term}")


@pytest.mark.parametrize("word", FIELD)
def test_every_word_of_the_field_that_is_used_is_defined(word):
    for used in {match[0] for match in re.finditer(rf"(?<![\w-])(?:{word})(?![\w-])", READ)}:
        assert _defined(used), f"{used} is used and not defined"


def _defined(word):
    return any(re.fullmatch(_pattern(form), word) for form in FORMS)


def test_every_abbreviation_that_is_used_is_defined():
    prose = re.sub(r"`[^`]*`|<[^>]+>", " ", "\n".join(map(_prose, NOTEBOOKS.values())))
    used = set(re.findall(r"(?<![\w/])[A-Z]{2,}(?![\w-]*\d)", prose)) - NO_TERMS
    assert {word for word in used if not _defined(word)} == set()


def test_the_words_that_the_kit_itself_shows_are_defined():
    with (ROOT / "data" / "claims.csv").open(encoding="utf-8", newline="") as file:
        claims = list(csv.DictReader(file))
    with (ROOT / "data" / "events.csv").open(encoding="utf-8", newline="") as file:
        events = list(csv.DictReader(file))
    words = {*map(str, Verdict), *CONFIDENCES, *(m.force for m in law().measures)}
    words |= (
        {row["status"] for row in claims}
        | {row["kind"] for row in claims}
        | {row["contested"] for row in events}
    )
    assert {word for word in words if not _defined(word)} == set()


def test_entries_are_in_order_within_their_parts_and_said_once():
    for part in re.split(r"^## ", GLOSSARY, flags=re.MULTILINE)[1:]:
        terms = re.findall(r"^### (.+)$", part, re.MULTILINE)
        assert terms == sorted(terms, key=str.lower)
    forms = [form for term, (also, _) in ENTRIES.items() for form in (term, *also)]
    assert len(forms) == len(set(forms)), sorted(
        form for form in set(forms) if forms.count(form) > 1
    )


def test_the_notebooks_have_the_glossary_beside_them():
    """Red? Run: sanctionslab edition glossary"""
    assert (ROOT / "notebooks" / "glossary.md").read_bytes() == (
        ROOT / "teaching" / "glossary.md"
    ).read_bytes()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_links_the_glossary_in_its_opening(name):
    assert LINK in "".join(NOTEBOOKS[name]["cells"][0]["source"])
