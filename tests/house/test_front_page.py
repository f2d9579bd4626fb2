"""README and its like: lines run, links lead somewhere, numbers are those of the data."""

import doctest
import re
import shutil
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import sanctionslab as sl
from sanctionslab.law import load

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = (
    *("README.md", "docs/installing.md", "docs/architecture.md", "docs/browser.md"),
    "docs/formats.md",
)


def anchors_of(page):
    """The anchors that GitHub makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.casefold()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


def test_its_lines_do_what_it_shows():
    lines = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    example = doctest.DocTestParser().get_doctest(lines, {}, "README.md", "README.md", 0)
    assert len(example.examples) >= 6
    assert doctest.DocTestRunner(verbose=False).run(example).failed == 0


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name):
    page = (ROOT / name).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)\s]+)\)", page):
        if link.startswith("http"):
            continue
        place, _, anchor = link.partition("#")
        path = (ROOT / name).parent / place if place else ROOT / name
        assert path.exists(), link
        assert not anchor or anchor in anchors_of(path.read_text(encoding="utf-8")), link


def test_nothing_in_it_is_still_to_be_filled_in():
    assert not re.search(
        r"OWNER|REPO\b|TODO|TBD", "".join((ROOT / n).read_text(encoding="utf-8") for n in PAGES)
    )


def test_how_sure_the_law_is_said_to_be():
    words = " ".join(README.split())
    told = re.search(
        r"(\d+) of the (\d+) measures were checked against a public text .*?; (\d+) are "
        r"\*known\*.*?; (\d+) readings are \*doubtful\*",
        words,
    )
    sure = Counter(measure.confidence for measure in sl.law().measures)
    assert tuple(map(int, told.groups())) == (
        sure["verified"],
        len(sl.law().measures),
        sure["known"],
        sure["doubtful"],
    )


def test_the_verdicts_of_others_are_as_many_as_it_says():
    table = tomllib.loads((ROOT / "tests/verdict/from_sources.toml").read_text(encoding="utf-8"))
    rows = next(value for value in table.values() if isinstance(value, list))
    assert "fifty verdicts of the Panel" in README and len(rows) >= 50


def test_the_paragraph_that_contributing_shows_is_law(tmp_path):
    page = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    shown = re.search(r"```toml\n(.*?)```", page, re.DOTALL)[1]
    folder = shutil.copytree(ROOT / "data" / "law", tmp_path / "law")
    with (folder / "2371.toml").open("a", encoding="utf-8") as resolution:
        resolution.write(f"\n{shown}")
    law = load(folder)
    alone = law.without(*(measure.id for measure in law.measures if measure.id != "2371:99"))
    coal = dict(on="2018-03-01", conduct="transfer", hs="2701", unit_value_usd=130)
    for facts, verdict in (
        ({"direction": "from_dprk"}, "prohibited"),
        ({"direction": "from_dprk", "rajin_transit": "yes"}, "not prohibited"),
        ({"direction": "from_dprk", "unit_value_usd": 90}, "not prohibited"),
        ({"direction": "to_dprk"}, "not prohibited"),
    ):
        assert sl.classify(sl.Case(**{**coal, **facts}), alone).verdict == verdict, facts
