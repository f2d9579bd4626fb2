"""A case of one's own: the worked example, and mistakes told with their place and the way out."""

import re
from pathlib import Path

import pytest

import sanctionslab as sl
from sanctionslab.cases import CaseFileError, own_case, remarks

EXAMPLE = Path(__file__).parents[2] / "notebooks" / "07_example_case.toml"
SMALL = """
[case]
title = "A bus"
[facts]
on = { value = 2024-05-03, claims = ["C1"], known = "2024-05-04 morning" }
conduct = "transfer"
direction = "to_dprk"
item = { value = "bus", claims = ["KH-03", "C1"] }
[[claim]]
id = "C1"
says = "A bus went over the bridge."
chain = "driver > tass; kcna"
[[source]]
key = "driver"
name = "The driver"
"""


def written(tmp_path, text):
    path = tmp_path / "my_case.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_worked_example():
    told = own_case(EXAMPLE)
    finding = sl.classify(told)
    assert (finding.verdict, [g.id for g in finding.grounds]) == ("prohibited", ["2397:7"])
    assert told.evidence["direction"].rows == ("C1", "C2") and told.evidence["direction"].rows[
        1
    ].says.startswith("The twin town")
    assert told.evidence["direction"].rows[1].chains[0] == ("dprk-embassy", "town-gazette")
    assert "[C1, C2]" in finding.explain() and told.title in finding.explain()
    assert remarks(EXAMPLE)[0] == "Thing rests on the word of mayor alone."


def test_a_small_case(tmp_path):
    told = own_case(written(tmp_path, SMALL))
    assert (
        told.value("hs") == "8702"
        and told.key == "my_case"
        and told.evidence["item"].rows == ("KH-03", "C1")
    )
    assert told.evidence["on"].rows[0].chains == (("driver", "tass"), ("kcna",))
    assert told.as_known("2024-05-03").value("on") is sl.UNKNOWN
    assert list(remarks(written(tmp_path, SMALL))) == [
        f"{name} rests on no claim: it is a premise of yours. Say so in its note."
        for name in ("What was done", "Direction")
    ]


def test_what_carries_nothing_is_remarked_on(tmp_path):
    more = (
        SMALL
        + '[[claim]]\nid = "C2"\nsays = "'
        + "word " * 41
        + '"\nchain = "tass"\n[[source]]\nkey = "nobody"\nname = "Nobody"\n'
    )
    told = " ".join(remarks(written(tmp_path, more)))
    assert (
        "Claim C2 carries no fact." in told
        and "Source nobody is in no chain." in told
        and "Claim C2 is long" in told
    )


@pytest.mark.parametrize(
    "old, new, said",
    [
        ('title = "A bus"', "", "[case] still needs its title"),
        ('title = "A bus"', 'title = "…"', "[case] still needs its title"),
        ('title = "A bus"', "title = 3", "has to be a text between quotation marks, not 3"),
        ('title = "A bus"', 'titel = "A bus"', 'Did you mean "title"?'),
        ("[facts]", "[fact]", 'Did you mean "facts"?'),
        ("item = {", "thing = {", '"thing", which is none of'),
        ('"to_dprk"', '"to_drpk"', 'Did you mean "to_dprk"?'),
        ('"bus"', '"buss"', 'Did you mean "bus"?'),
        ("2024-05-03,", '"Maytime 2024",', "is not a date"),
        ('conduct = "transfer"', "", "[facts] needs conduct: What was done?"),
        ('value = "bus", ', "", "[facts] item needs a value"),
        ('claims = ["C1"], known', 'claim = ["C1"], known', 'Did you mean "claims"?'),
        ('"KH-03", "C1"', '"C2"', "The claims here are C1. Write it"),
        ('"KH-03", "C1"', '"X9"', 'Write it: [[claim]] with id = "X9".'),
        ('claims = ["KH-03", "C1"]', "claims = 3", "claims is a list of ids"),
        ("2024-05-04 morning", "2024-05-04 teatime", "not a part of the day"),
        (
            "driver > tass",
            "driver > town-gazette",
            'Or describe it: [[source]] with key = "town-gazette"',
        ),
        ("driver > tass", "drivver > tass", 'Did you mean "driver"?'),
        ("driver > tass; kcna", "", "[[claim]] number 1 still needs its chain"),
        ('says = "A bus went over the bridge."', "", "[[claim]] number 1 still needs its says"),
        ("[[claim]]", "[claim]", "with two brackets"),
        ('key = "driver"', 'key = "the driver"', "letters, digits and hyphens only"),
        ('key = "driver"', 'key = "kcna"', "is in the kit already"),
        (
            "[[source]]",
            '[[claim]]\nid = "C1"\nsays = "x"\nchain = "tass"\n[[source]]',
            "stands twice",
        ),
        ('"A bus"', "A bus", "not valid TOML"),
        ('"bus", claims', '"bus", hs = "01", claims', '"hs", which is none of'),
        ('direction = "to_dprk"', 'direction = "to_dprk"\nhs = "0101"', "8702 does not cover it"),
        ("[case]", "[case", "not valid TOML"),
        ("[facts]", "[facts.more]", '"more", which is none of'),
    ],
)
def test_mistakes_are_told_with_the_way_out(tmp_path, old, new, said):
    assert old in SMALL
    path = written(tmp_path, SMALL.replace(old, new, 1))
    for read in (own_case, remarks):
        with pytest.raises(CaseFileError, match=re.escape(said)) as caught:
            read(path)
        assert str(caught.value).startswith("my_case.toml: ") and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1",
        "case = 1",
        "case = []",
        "facts = 1",
        "[case]\ntitle = 'a'\n[facts]\non = []",
        "claim = 3",
        "source = [1]",
        "[" * 5000,
        "\0",
        "[case]\ntitle = 'a'\n[facts]\non = 1979-05-27T07:32:00Z\nconduct = {}",
        "claim = [{ id = 'a', says = 'b', chain = [1] }]",
        "[case]\ntitle = 'a'\n[facts]\non = nan\nconduct = inf",
        "claim = [{ id = 'a', says = 'b', chain = ' > ' }]",
    ],
)
def test_no_file_gives_anything_else(tmp_path, text):
    with pytest.raises(CaseFileError):
        own_case(written(tmp_path, text))


def test_no_file_at_all(tmp_path):
    for path in (tmp_path / "none.toml", tmp_path, 3, None):
        with pytest.raises(CaseFileError):
            own_case(path)
    (tmp_path / "latin.toml").write_bytes('[case]\ntitle = "Zo\u00eb"'.encode("latin-1"))
    with pytest.raises(CaseFileError, match="UTF-8"):
        own_case(tmp_path / "latin.toml")


def test_its_sources_can_be_doubted():
    told = own_case(EXAMPLE)
    assert {"mayor", "evening-post"} <= set(sl.sources_of(told))
    assert (
        sl.distrust(told, "mayor").value("item") is sl.UNKNOWN
        and sl.distrust(told, "mayor").value("direction") == "to_dprk"
    )
    assert sl.robust(told).sets == ({"mayor"}, {"town-gazette"})
    with pytest.raises(sl.KitError, match='Did you mean "mayor"'):
        sl.distrust(told, "mayer")


def test_what_is_possible_in_a_file(tmp_path):
    text = SMALL.replace("value = 2024-05-03", 'value = "2024-05"').replace(
        'conduct = "transfer"',
        'conduct = { value = "transfer", claims = ["KH-03"], known = "2024-05-20" }',
    )
    text = text.replace('item = { value = "bus"', 'item = { value = ["bus", "horse"]')
    told = own_case(written(tmp_path, text))
    assert told == sl.Case(
        on="2024-05", conduct="transfer", direction="to_dprk", item=sl.one_of("horse", "bus")
    )
    doubted = sl.distrust(told, "driver", "kcna")
    assert doubted.value("on") == sl.Case(on="/2024-05-20").value("on")
    with pytest.raises(CaseFileError, match="ends before it begins"):
        own_case(written(tmp_path, SMALL.replace("2024-05-03", '"2024-05/2024-04"')))
