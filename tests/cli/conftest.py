"""Fixtures of the tests of the command line."""

import pytest
from trade_files import TEXT


@pytest.fixture
def table(tmp_path):
    """A CSV file with good rows and bad ones."""
    path = tmp_path / "in.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path
