"""Who handed in what, as Moodle, Canvas and teachers lay files out; rosters; what is alike."""

from pathlib import PurePosixPath

import pytest
from submissions import NOTEBOOK, RIGHT, hand_in, notebook, right_of, row_of

import sanctionslab as sl
from sanctionslab.classroom import grade
from sanctionslab.classroom.people import people
from sanctionslab.classroom.roster import read_roster

BOOK = f"{NOTEBOOK}.ipynb"


def names(*paths):
    return [person.name for person in people(map(PurePosixPath, paths)).values()]


def keys(*paths):
    return [person.key for person in people(map(PurePosixPath, paths)).values()]


def test_moodle_folders_and_online_text_are_one_person():
    one, other = keys(
        f"Ada Lovelace_48211_assignsubmission_file/{BOOK}",
        "Ada Lovelace_48211_assignsubmission_onlinetext/onlinetext.html",
    )
    assert one == other == "moodle 48211"
    assert names(f"Ada Lovelace_48211_assignsubmission_file_{BOOK}") == ["Ada Lovelace"]


def test_moodle_participants_who_are_not_named():
    assert keys(
        f"Participant_1_assignsubmission_file/{BOOK}", f"Participant_2_assignsubmission_file/{BOOK}"
    ) == ["moodle 1", "moodle 2"]


def test_canvas_puts_everything_flat():
    persons = people(
        map(
            PurePosixPath,
            (f"lovelaceada_1205_99817_{BOOK}", "hopperg_LATE_1207_99818_02 the verdict-1.ipynb"),
        )
    )
    assert [(p.name, p.number, p.late) for p in persons.values()] == [
        ("lovelaceada", "1205", False),
        ("hopperg", "1207", True),
    ]


@pytest.mark.parametrize(
    "paths, students",
    [
        ((f"week1/ada_{BOOK}", f"week1/bob_{BOOK}", "week2/ada_03_resolution_history.ipynb"), 2),
        ((f"Monday/ada_{BOOK}", f"Monday/bob_{BOOK}"), 2),
        ((f"submitted/ada/week 1/{BOOK}", f"submitted/bob/week 1/{BOOK}"), 2),
        ((f"Ada/draft_{BOOK}", f"Ada/final_{BOOK}"), 1),
        ((f"Ada/week1/{BOOK}", "Ada/week2/03_resolution_history.ipynb"), 1),
        ((f"week1/Ada/{BOOK}", "week2/Ada/03_resolution_history.ipynb"), 1),
        ((f"week1/{BOOK}", "week2/03_resolution_history.ipynb"), 2),
        (tuple(f"the blue course/{who}/{BOOK}" for who in ("a", "b", "c")), 3),
    ],
)
def test_several_notebooks_of_one_student_and_never_two_students_in_one(paths, students):
    assert len(set(keys(*paths))) == students


def roster_of(tmp_path, text):
    path = tmp_path / "class.csv"
    path.write_bytes(text.encode("utf-8-sig"))
    return path


def test_a_roster_names_everybody(tmp_path):
    roster = roster_of(
        tmp_path,
        "Identifier;First name;Last name;Email address\n"
        "Participant 48211;Ada;Lovelace;ada@example.org\n"
        "Participant 48212;Grace;Hopper;grace@example.org\n"
        "Participant 48213;Zo\u00eb;M\u00fcller;zoe@example.org\n",
    )
    folder = tmp_path / "class"
    hand_in(folder / f"lovelaceada_1_2_{BOOK}", notebook(right_of(1)))
    hand_in(folder / f"zoe muller_{BOOK}", notebook(right_of(2)))
    rows = {row["student"]: row for row in grade(folder, roster=roster).rows}
    assert list(rows) == ["Ada Lovelace", "Grace Hopper", "Zo\u00eb M\u00fcller"]
    assert rows["Ada Lovelace"]["total"] == 7 and rows["Ada Lovelace"]["email"] == "ada@example.org"
    assert rows["Grace Hopper"]["odd"] == "handed in nothing" and rows["Grace Hopper"]["total"] == 0


def test_a_roster_with_two_of_a_name(tmp_path):
    roster = read_roster(roster_of(tmp_path, "name,id\nAda Lovelace,48211\nAda Lovelace,48377\n"))
    whose = people([PurePosixPath(f"Ada Lovelace_48377_assignsubmission_file/{BOOK}")])
    assert roster.find(next(iter(whose.values()))).id == "48377"
    assert roster.find(next(iter(people([PurePosixPath(f"Ada Lovelace/{BOOK}")]).values()))) is None


def test_a_number_of_the_school_is_nobody_elsewhere(tmp_path):
    """Ben's own id is, by chance, the number that Moodle gave to Ada."""
    roster = read_roster(roster_of(tmp_path, "name,id\nBen King,48211\nAda Lovelace,s-7\n"))
    whose = people([PurePosixPath(f"Ada Lovelace_48211_assignsubmission_file/{BOOK}")])
    assert roster.find(next(iter(whose.values()))).name == "Ada Lovelace"


@pytest.mark.parametrize(
    "text, said", [("a,b\n1,2\n", "no column with names"), ("name,id\nA,1\nB,1\n", "twice")]
)
def test_rosters_that_cannot_be_used(tmp_path, text, said):
    with pytest.raises(sl.KitError, match=said):
        read_roster(roster_of(tmp_path, text))


def test_two_of_the_same_name_stay_apart(tmp_path):
    for number in (1, 2):
        place = tmp_path / f"Ada Lovelace_{number}_assignsubmission_file"
        hand_in(place / BOOK, notebook(right_of(number)))
    assert [row["student"] for row in grade(tmp_path).rows] == [
        "Ada Lovelace (1)",
        "Ada Lovelace (2)",
    ]


def test_what_is_alike_is_shown(tmp_path):
    shared = notebook(right_of(1))
    hand_in(tmp_path / "Ada" / BOOK, shared)
    hand_in(tmp_path / "Bob" / BOOK, shared)
    hand_in(tmp_path / "Eve" / BOOK, notebook({**right_of(2), "02.8": RIGHT["02.8"]}))
    hand_in(tmp_path / "Zoe" / BOOK, notebook({**right_of(3), "02.8": RIGHT["02.8"]}))
    odd = {name: row_of(tmp_path, name)["odd"] for name in ("Ada", "Eve")}
    assert odd["Ada"] == "the same in the file as Bob"
    assert odd["Eve"] == "the same in the answer to 02.8 as Zoe"
