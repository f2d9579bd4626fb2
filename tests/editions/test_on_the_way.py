"""A learner finds her way: each notebook leads on and back, and no line runs off the page."""

import re
from itertools import pairwise

import pytest
from course import NOTEBOOKS, ROOT, prose

pytestmark = pytest.mark.course

NAMES = list(NOTEBOOKS)
EACH = pytest.mark.parametrize("name", NAMES)


def links(name):
    return set(re.findall(r"\]\(([\w.#-]+)\)", prose(NOTEBOOKS[name])))


@pytest.mark.parametrize("name, following", list(pairwise(NAMES)))
def test_a_notebook_leads_to_the_next(name, following):
    assert f"{following}.ipynb" in links(name)


@pytest.mark.parametrize("name", NAMES[1:])
def test_a_notebook_leads_back_to_the_start(name):
    assert f"{NAMES[0]}.ipynb" in links(name)


@EACH
def test_links_lead_to_pages_and_to_words_that_there_are(name):
    glossary = (ROOT / "notebooks" / "glossary.md").read_text(encoding="utf-8")
    words = {
        term.lower().replace(" ", "-").replace(",", "")
        for term in re.findall(r"^### (.+)$", glossary, re.MULTILINE)
    }
    for link in links(name):
        file, _, anchor = link.partition("#")
        assert not file or (ROOT / "notebooks" / file).is_file(), link
        assert not anchor or file != "glossary.md" or anchor in words, link


@EACH
def test_no_line_of_code_runs_off_the_page(name):
    code = [cell for cell in NOTEBOOKS[name].cells if cell.cell_type == "code"]
    assert [line for cell in code for line in cell.source.splitlines() if len(line) > 100] == []
