"""sanctionslab doctor."""

import importlib.util

from sanctionslab.cli import main


def test_all_is_there(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("SANCTIONSLAB_HOME", str(tmp_path))
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "the gift comes out as prohibited" in told and "notebooks: 8" in told
    assert str(tmp_path) in told and told.endswith("All that the notebooks need is there.\n")
    assert not list(tmp_path.iterdir())


def test_what_is_missing_is_named_with_the_line_to_type(capsys, monkeypatch):
    looked_for = importlib.util.find_spec
    monkeypatch.setattr(
        "sanctionslab.cli.doctor.find_spec",
        lambda name: None if name == "jupyterlab" else looked_for(name),
    )
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "MISSING  the notebooks: jupyterlab missing" in told
    assert "Type: python -m pip install -r requirements.txt" in told
    assert told.endswith("Something is missing.\n")


def test_a_home_that_cannot_be_written_is_no_failure(capsys, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("SANCTIONSLAB_HOME", str(tmp_path / "file" / "home"))
    assert main(["doctor"]) == 0
    assert "Answers last until the kernel stops" in capsys.readouterr().out
