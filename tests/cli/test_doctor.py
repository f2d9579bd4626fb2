"""sanctionslab doctor."""

import sys

from sanctionslab.cli import main

doctor = sys.modules["sanctionslab.cli.doctor"]  # the door has a command of that name


def test_all_is_there(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("SANCTIONSLAB_HOME", str(tmp_path))
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "the gift comes out as prohibited" in told and "notebooks: 8" in told
    assert str(tmp_path) in told and told.endswith("All that the notebooks need is there.\n")
    assert not list(tmp_path.iterdir())


def test_what_is_missing_is_named_with_the_line_to_type(capsys, monkeypatch):
    monkeypatch.setattr(doctor, "NOTEBOOKS", ("click", "a-package-of-nobody"))
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "MISSING  the notebooks: a-package-of-nobody missing" in told
    assert "Type: python -m pip install -r requirements.txt" in told
    assert told.endswith("Something is missing.\n")


def test_what_only_some_need_may_be_absent(capsys, monkeypatch):
    """As after the line of the README, which brings no frames beside pandas and no tests."""
    monkeypatch.setattr(doctor, "SCREENING", ("a-package-of-nobody",))
    assert main(["doctor"]) == 0
    assert "absent   frames beside pandas: a-package-of-nobody missing" in capsys.readouterr().out


def test_a_home_that_cannot_be_written_is_no_failure(capsys, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("SANCTIONSLAB_HOME", str(tmp_path / "file" / "home"))
    assert main(["doctor"]) == 0
    assert "Answers last until the kernel stops" in capsys.readouterr().out
