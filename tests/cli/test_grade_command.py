"""sanctionslab grade."""

import csv

from submissions import NOTEBOOK, RIGHT, hand_in, notebook

from sanctionslab.cli import main

GIFT_IS_NO_TRANSFER = {**RIGHT, "02.2": ["personal_use"]}


def run(*words):
    return main([str(word) for word in words])


def test_the_command(tmp_path, capsys):
    folder = tmp_path / "class"
    hand_in(folder / "Ada" / f"{NOTEBOOK}.ipynb", notebook(GIFT_IS_NO_TRANSFER))
    hand_in(folder / "Bob" / f"{NOTEBOOK}.ipynb", "{")
    out, view = folder / "grades.csv", folder / "view.csv"
    assert run("grade", folder, "-o", out, "--class-view", view) == 0
    said = capsys.readouterr()
    assert (
        "2 students" in said.out
        and "1 of them with something odd" in said.out
        and "1 in 02.2: a gift is taken to be no transfer" in said.out
    )
    with open(out, encoding="utf-8-sig", newline="") as lines:
        rows = {row["student"]: row for row in csv.DictReader(lines)}
    assert (
        rows["Ada"]["total"] == "6"
        and rows["Ada"]["02.2"] == "0"
        and "cut off" in rows["Bob"]["odd"]
    )
    with open(view, encoding="utf-8-sig", newline="") as lines:
        outcomes = [row for row in csv.DictReader(lines) if row["exercise"] == "02.2"]
    assert [(row["outcome"], row["students"], row["who"]) for row in outcomes] == [
        ("missing", "1", "Bob"),
        ("wrong", "1", "Ada"),
    ]
    assert "supply, sale or transfer" in outcomes[1]["say"]
    assert run("grade", folder, "-o", out) == 1 and "--force" in capsys.readouterr().err
    before = out.read_bytes()
    assert (
        run("grade", folder, "-o", out, "--class-view", view, "--force") == 0
        and out.read_bytes() == before
    )
    assert sorted(p.name for p in folder.iterdir()) == ["Ada", "Bob", "grades.csv", "view.csv"]


def test_mistakes_at_the_command_line(tmp_path, capsys):
    for words, said in (
        (("grade", tmp_path / "none", "-o", tmp_path / "g.csv"), "is no folder"),
        (("grade", tmp_path, "-o", tmp_path / "no" / "g.csv"), "no such folder"),
        (
            ("grade", tmp_path, "-o", tmp_path / "g.csv", "--class-view", tmp_path / "g.csv"),
            "named twice",
        ),
        (
            ("grade", tmp_path, "-o", tmp_path / "g.csv", "--key", tmp_path / "key.toml"),
            "cannot be read",
        ),
    ):
        assert run(*words) == 1
        told = capsys.readouterr().err
        assert said in told and "Traceback" not in told and told.count("\n") == 1
    assert not (tmp_path / "g.csv").exists()
