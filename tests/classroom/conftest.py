"""Fixtures of the tests of the classroom."""

import pytest

import sanctionslab as sl


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """A folder for progress, and no memory of earlier tests."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SANCTIONSLAB_HOME", str(folder))
    sl.progress(reset=True)
    return folder
