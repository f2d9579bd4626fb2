"""What goes back: platforms' tables, weights and late days, marked arguments, feedback."""

import csv
import io
import os
import re
import zipfile
from datetime import datetime

import pytest
from submissions import NOTEBOOK, RIGHT, code, hand_in, notebook, right_of

import sanctionslab as sl
from sanctionslab.classroom import grade, write_gradebook
from sanctionslab.cli import main

BOOK = f"{NOTEBOOK}.ipynb"
ADA, GRACE = "Ada Lovelace_48211_assignsubmission_file", "Grace Hopper_48212_assignsubmission_file"


@pytest.fixture
def moodle(tmp_path):
    """What Moodle hands out: two participants, one of them with a mistake."""
    folder = tmp_path / "class"
    hand_in(folder / ADA / BOOK, notebook(right_of(1)))
    hand_in(folder / GRACE / BOOK, notebook({**right_of(2), "02.2": ["personal_use"]}))
    return folder


def table(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_moodle_takes_the_worksheet(moodle, tmp_path):
    out = tmp_path / "out.csv"
    assert main(["grade", str(moodle), "-o", str(out), "--for", "moodle"]) == 0
    ada, grace = table(out)
    # What Moodle's importer asks for: see mod/assign/feedback/offline/importgradeslib.php.
    assert {"Identifier", "Grade", "Last modified (grade)", "Feedback comments"} <= set(ada)
    assert (ada["Identifier"], ada["Grade"]) == ("Participant 48211", "7")
    assert (grace["Grade"], grace["Maximum grade"]) == ("6", "7")


def test_moodle_needs_numbers(tmp_path):
    hand_in(tmp_path / "Ada" / BOOK, notebook(RIGHT))
    with pytest.raises(sl.KitError, match="none for Ada"):
        write_gradebook(grade(tmp_path), tmp_path / "out.csv", "moodle", "Week 2")


def test_canvas_takes_the_gradebook(tmp_path):
    folder = tmp_path / "class"
    hand_in(folder / f"lovelaceada_1205_99817_{BOOK}", notebook(right_of(1)))
    hand_in(folder / f"hopperg_LATE_1207_99818_{BOOK}", notebook(right_of(2)))
    out = tmp_path / "out.csv"
    words = ("grade", folder, "-o", out, "--for", "canvas", "--title", "Week 2")
    assert main([str(word) for word in words]) == 0
    points, *rows = table(out)
    assert points["Student"].strip() == "Points Possible" and points["Week 2"] == "7"
    assert [(row["ID"], row["Week 2"]) for row in rows] == [("1207", "7"), ("1205", "7")]


def test_a_worksheet_of_another_maximum_grade_is_refused(moodle, tmp_path, capsys):
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(
        "Identifier,Full name,Grade,Maximum grade\n"
        "Participant 48211,Ada Lovelace,,100.00\nParticipant 48212,Grace Hopper,,100.00\n",
        encoding="utf-8",
    )
    words = ("--for", "moodle", "--roster", sheet)
    assert run(moodle, tmp_path, *words) == 1
    said = capsys.readouterr().err
    assert "the maximum grade is 100, and these grades are of 7. Write points = 100" in said
    settings = tmp_path / "settings.toml"
    settings.write_text("points = 100\n", encoding="utf-8")
    assert run(moodle, tmp_path, *words, "--settings", settings) == 0
    assert [row["Grade"] for row in table(tmp_path / "grades.csv")] == ["100", "85.71"]


def test_canvas_finds_students_by_its_own_numbers(tmp_path):
    """Its importer looks for ID first, then SIS User ID, then SIS Login ID."""
    roster = tmp_path / "export.csv"
    roster.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"
        '"Lovelace, Ada",1205,s-77,ada,A\n"Novak, Dmitri",1206,s-78,dmitri,A\n',
        encoding="utf-8",
    )
    hand_in(tmp_path / "class" / f"lovelaceada_1205_99817_{BOOK}", notebook(RIGHT))
    out = tmp_path / "out.csv"
    words = ("grade", tmp_path / "class", "-o", out, "--for", "canvas", "--roster", roster)
    assert main([str(word) for word in words]) == 0
    found = [(row["ID"], row["SIS User ID"], row["SIS Login ID"]) for row in table(out)[1:]]
    assert found == [("1205", "s-77", "ada"), ("1206", "s-78", "dmitri")]
    assert list(table(out)[0])[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]


def test_a_number_of_the_school_is_no_number_of_moodle(tmp_path):
    roster = tmp_path / "class.csv"
    roster.write_text("name,id\nAda,48212\n", encoding="utf-8")
    hand_in(tmp_path / "class" / "Ada" / BOOK, notebook(RIGHT))
    with pytest.raises(sl.KitError, match="none for Ada"):
        grades = grade(tmp_path / "class", roster=roster)
        write_gradebook(grades, tmp_path / "out.csv", "moodle", "Week 2")
    roster.write_text("Full name,Identifier\nAda,Participant 48212\n", encoding="utf-8")
    grades = grade(tmp_path / "class", roster=roster)
    write_gradebook(grades, tmp_path / "out.csv", "moodle", "Week 2")
    assert table(tmp_path / "out.csv")[0]["Identifier"] == "Participant 48212"


def test_nbgrader_has_its_columns(moodle, tmp_path):
    out = tmp_path / "out.csv"
    assert main(["grade", str(moodle), "-o", str(out), "--for", "nbgrader"]) == 0
    ada = table(out)[0]
    assert (ada["student_id"], ada["score"], ada["max_score"]) == ("48211", "7", "7")


def test_weights_and_late_days(moodle, tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text(
        'points = 20\n[weights]\n"02.2" = 3\nargue = 2\n'
        "[late]\ndue = 2026-11-01T12:00:00\nper_day = 0.1\ngrace = 1\n",
        encoding="utf-8",
    )
    handed_in = datetime(2026, 11, 3, 13).timestamp()  # two days and an hour too late
    for folder in (ADA, GRACE):
        os.utime(moodle / folder / BOOK, (handed_in, handed_in))
    rows = {row["student"]: row for row in grade(moodle, settings=settings).rows}
    assert rows["Ada Lovelace"]["days_late"] == 3
    assert rows["Ada Lovelace"]["points"] == pytest.approx(20 * 0.8)
    assert rows["Grace Hopper"]["points"] == pytest.approx(20 * 6 / 9 * 0.8, abs=0.01)


@pytest.mark.parametrize(
    "text, said",
    [
        ("point = 3\n", "did you mean|there is points"),
        ('[weights]\n"02.33" = 2\n', "no exercise and no level"),
        ('[weights]\n"02.3" = "two"\n', "a number from 0"),
        ("[late]\ndue = 3\n", "a day and a time"),
        ("weights = 3\n", "has to be a table"),
    ],
)
def test_settings_that_cannot_be_used(moodle, tmp_path, text, said):
    settings = tmp_path / "settings.toml"
    settings.write_text(text, encoding="utf-8")
    with pytest.raises(sl.KitError, match=said):
        grade(moodle, settings=settings)


def run(moodle, tmp_path, *more):
    words = ("grade", moodle, "-o", tmp_path / "grades.csv", "--force", *more)
    return main([str(word) for word in words])


def marked(path, mark, remark):
    """The table of arguments as a teacher hands it on: the first row marked, saved by Excel."""
    rows = table(path)
    rows[0].update(mark=mark, remark=remark)
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def test_arguments_are_marked_and_answered(moodle, tmp_path):
    out = tmp_path / "arguments"
    assert run(moodle, tmp_path, "--arguments", out) == 0
    first, second = table(out / "arguments.csv")
    assert first["student"] == "Ada Lovelace" and first["argument"].startswith("No exception")
    assert "yes: names a paragraph" in first["checklist"] and second["mark"] == ""
    page = (out / "arguments.html").read_text(encoding="utf-8")
    assert "Ada Lovelace" in page and "No exception" in page
    marked(out / "arguments.csv", "7,5", "Say who granted it.")
    assert run(moodle, tmp_path, "--arguments", out) == 0
    ada, grace = table(tmp_path / "grades.csv")
    assert (ada["02.8"], ada["total"], ada["out_of"], ada["to_read"]) == ("0.75", "7.75", "8", "0")
    assert (grace["02.8"], grace["out_of"], grace["to_read"]) == ("read", "8", "1")
    assert table(out / "arguments.csv")[0]["remark"] == "Say who granted it."
    with zipfile.ZipFile(out / "feedback.zip") as archive:
        assert archive.namelist() == [f"{ADA}_feedback.html", f"{GRACE}_feedback.html"]
        ada, grace = (archive.read(name).decode() for name in archive.namelist())
    assert "Mark: 7.5 of 10." in ada and "Say who granted it." in ada
    assert "supply, sale or transfer" in grace  # the hint for the mistake that it shows


def feedback(folder, tmp_path, who, *more):
    """The page of a student, as the command writes it."""
    assert run(folder, tmp_path, "--arguments", tmp_path / "arguments", *more) == 0
    with zipfile.ZipFile(tmp_path / "arguments" / "feedback.zip") as archive:
        return archive.read(f"{who}_feedback.html").decode()


def test_learners_are_told_how_their_points_come_about(moodle, tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text(
        'points = 20\n[weights]\n"02.2" = 3\n'
        "[late]\ndue = 2026-11-01T12:00:00\nper_day = 0.1\ngrace = 1\n",
        encoding="utf-8",
    )
    for folder, day in ((ADA, 1), (GRACE, 3)):
        handed_in = datetime(2026, 11, day, 11).timestamp()
        os.utime(moodle / folder / BOOK, (handed_in, handed_in))
    grace = feedback(moodle, tmp_path, GRACE, "--settings", settings)
    cells = re.sub(r"<[^>]+>", " ", grace).split()
    assert [cells[at : at + 3] for at in (cells.index("02.2"), cells.index("Together"))] == [
        ["02.2", "3", "0"],
        ["Together", "9", "6"],
    ]
    assert "6 of 9, where 20 is the best grade, makes 13.33." in grace
    late = "Handed in 2 days late. One day of grace cost nothing; each other day costs 10%:"
    assert f"{late} 10% in all." in grace
    assert "Your points: 12 of 20." in grace
    assert "Waits to be read, and does not count yet: 02.8." in grace
    ada = feedback(moodle, tmp_path, ADA, "--settings", settings)
    assert "late" not in ada.partition("02.1</h2>")[0] and "Your points: 20 of 20." in ada
    assert "Your points" not in feedback(moodle, tmp_path, ADA)
    assert run(moodle, tmp_path, "--settings", settings, "--for", "moodle") == 0
    assert "took 10% off" in table(tmp_path / "grades.csv")[1]["Feedback comments"]


def test_late_without_a_day_is_told_as_no_more(tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text("[late]\nper_day = 0.1\n", encoding="utf-8")
    hand_in(tmp_path / "class" / f"hopperg_LATE_1207_99818_{BOOK}", notebook(RIGHT))
    page = feedback(tmp_path / "class", tmp_path, "hopperg", "--settings", settings)
    assert "Handed in late, which counts as one day: nobody said how late." in page
    assert "Each day costs 10%: 10% in all. Your points: 6.3 of 7." in page


def ended(written, error, evalue):
    output = {"output_type": "error", "ename": error, "evalue": evalue, "traceback": []}
    return code(f"answer = {written}", [output], 30)


def test_an_answer_that_was_not_recorded_is_told_and_can_be_marked(tmp_path):
    made = notebook({id_: given for id_, given in RIGHT.items() if id_ not in ("02.1", "02.4")})
    name = "name 'prohibited' is not defined"
    made["cells"].append(ended('prohibited\nsl.check("02.1", answer)', "NameError", name))
    made["cells"].append(code('answer = "not prohibited"\nsl.check("02.4", answer)'))
    hand_in(tmp_path / "class" / ADA / BOOK, made)
    page = feedback(tmp_path / "class", tmp_path, ADA)
    assert (
        "An answer stands in the cell, and it was not recorded: its cell ended in NameErr" in page
    )
    assert "<pre>prohibited</pre>" in page and "Words stand in quotation marks: <code>" in page
    assert "was not recorded: its cell was not run." in page and "hand it in again" in page
    assert "Not answered." not in page
    out = tmp_path / "arguments" / "arguments.csv"
    assert [(row["exercise"], row["state"]) for row in table(out)] == [
        ("02.1", "unrecorded"),
        ("02.4", "unrecorded"),
        ("02.8", "recorded"),
    ]
    marked(out, "10", "That is what I meant by quotation marks.")
    page = feedback(tmp_path / "class", tmp_path, ADA)
    row = table(tmp_path / "grades.csv")[0]
    assert (row["02.1"], row["total"], row["out_of"]) == ("1", "6", "7")
    assert "Mark: 10 of 10." in page and "by quotation marks" in page


@pytest.mark.parametrize(
    "id_, written, error, said",
    [
        ("02.1", "not prohibited", "SyntaxError: invalid syntax", "between two quotation marks"),
        ("02.1", "prohibited", "NameError: name 'sl' is not defined", "run all from the top"),
        ("02.5", "mine", "NameError: name 'mine' is not defined", "run all from the top"),
        ("02.3", "art7", "NameError: name 'art7' is not defined", "answer = &quot;art7&quot;"),
        ("02.5", 'sl.Case(on="x")', "KitError: x is no day", "The error says what is amiss."),
    ],
)
def test_what_to_do_fits_the_error(tmp_path, id_, written, error, said):
    made = notebook({other: given for other, given in RIGHT.items() if other != id_})
    name, _, told = error.partition(": ")
    made["cells"].append(ended(f'{written}\nsl.check("{id_}", answer)', name, told))
    hand_in(tmp_path / "class" / ADA / BOOK, made)
    assert said in feedback(tmp_path / "class", tmp_path, ADA)


def test_markdown_is_shown_as_it_is_meant_and_html_as_it_stands(tmp_path):
    essay = (
        f"# Mine\n\n{RIGHT['02.8']}\n\n* **one**\n* two\n\n<img src=x onerror=alert(1)>\n"
        "[here](javascript:alert(1)) ![there](https://example.org/seen.png)"
    )
    hand_in(tmp_path / "class" / ADA / BOOK, notebook({**RIGHT, "02.8": essay}))
    out = tmp_path / "arguments"
    run(tmp_path / "class", tmp_path, "--arguments", out)
    page = (out / "arguments.html").read_text(encoding="utf-8")
    assert "<strong>one</strong>" in page and "<li>two</li>" in page
    assert page.count("<h1") == 1 and "<strong>Mine</strong>" in page
    assert "&lt;img src=x" in page and "<img" not in page and 'href="javascript' not in page
    marked(out / "arguments.csv", "8", "Say *who* granted it.\n<script>alert(1)</script>")
    page = feedback(tmp_path / "class", tmp_path, ADA)
    assert "Say <em>who</em> granted it." in page and "<script" not in page
    assert "<code>" in page and "`" not in page.partition("<body>")[2]


@pytest.mark.parametrize("mark", ["eleven", "11", "-1"])
def test_marks_that_cannot_be_used(moodle, tmp_path, capsys, mark):
    out = tmp_path / "arguments"
    run(moodle, tmp_path, "--arguments", out)
    marked(out / "arguments.csv", mark, "")
    assert run(moodle, tmp_path, "--arguments", out) == 1
    assert "line 2" in capsys.readouterr().err


def test_names_in_feedback_are_names_of_files(tmp_path):
    hand_in(tmp_path / "class" / "<Ada> | x" / BOOK, notebook(RIGHT))
    assert run(tmp_path / "class", tmp_path, "--arguments", tmp_path / "out") == 0
    with zipfile.ZipFile(tmp_path / "out" / "feedback.zip") as archive:
        assert archive.namelist() == ["_Ada_ _ x_feedback.html"]
        assert "&lt;Ada&gt;" in archive.read("_Ada_ _ x_feedback.html").decode()


def test_a_name_with_an_apostrophe_keeps_its_mark(tmp_path):
    folder = tmp_path / "class"
    hand_in(folder / "'t Hooft_4821_assignsubmission_file" / BOOK, notebook(right_of(1)))
    out = tmp_path / "arguments"
    run(folder, tmp_path, "--arguments", out)
    marked(out / "arguments.csv", "8", "")
    run(folder, tmp_path, "--arguments", out)
    assert table(out / "arguments.csv")[0]["mark"] == "8"
    assert "has changed" not in table(out / "arguments.csv")[0]["remark"]


def test_a_mark_of_an_argument_that_has_changed_says_so(moodle, tmp_path):
    out = tmp_path / "arguments"
    run(moodle, tmp_path, "--arguments", out)
    marked(out / "arguments.csv", "8", "Good.")
    hand_in(moodle / ADA / BOOK, notebook(right_of(5)))
    run(moodle, tmp_path, "--arguments", out)
    said = table(out / "arguments.csv")[0]["remark"]
    assert said == "(The argument has changed since it was marked.) Good."


def test_an_argument_never_lowers_a_grade(moodle):
    marks = {("Ada Lovelace", "02.8"): 0.1}
    rows = {row["student"]: row for row in grade(moodle, given=marks).rows}
    without = grade(moodle, given={("Grace Hopper", "02.8"): 0.1}).rows[0]
    assert rows["Ada Lovelace"]["points"] > without["points"]
    assert rows["Ada Lovelace"]["points_of"] == without["points_of"] == 8


def test_who_handed_in_nothing_is_no_reason_to_refuse_the_worksheet(moodle, tmp_path):
    roster = tmp_path / "class.csv"
    roster.write_text("name\nAda Lovelace\nDmitri Novak\n", encoding="utf-8")
    grades = grade(moodle, roster=roster)
    assert any(row["odd"] == "handed in nothing" for row in grades.rows)
    write_gradebook(grades, tmp_path / "out.csv", "moodle", "Week 2")
    assert [row["Full name"] for row in table(tmp_path / "out.csv")] == [
        "Ada Lovelace",
        "Grace Hopper",
    ]
