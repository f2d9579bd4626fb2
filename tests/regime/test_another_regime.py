"""Another regime is another folder of data: the whole kit on an invented one, without Python."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from sanctionslab.errors import KitError
from sanctionslab.vocabulary.regime import regime_from

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
KEPT = ("hs_headings.csv", "trade_formats.toml")  # what is of no regime
OF_THE_COURSE = {"arms", "public_transport", "national_luxury", "control_listed"}
OF_THE_COURSE |= {"civil_aircraft_part"}  # columns of things, of facts that this regime lacks
STATE = {"country": "RUR", "name": "X", "act": "transfer", "into": "to_dprk", "neither": "none"}
WHOLE = {
    "first_case": "gift",
    "first_case_called": "the gift",
    "since": date(2006, 1, 1),
    "subjects": {"arms": "arms"},
    "state": {**STATE, "out_of": "from_dprk"},
}


def described():
    """The data package of the invented regime: the kit's own, with other lists of values."""
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    package["asOf"] = "2003-01-01"
    fields = {
        (table["name"], field["name"]): field
        for table in package["resources"] + package["computed"]
        for field in table.get("schema", {}).get("fields", ())
    }
    fields["events", "direction"]["constraints"] = {"enum": ["inwards", "outwards", "nowhere"]}
    fields["measures", "subject"]["constraints"]["enum"] = ["finery", "forest"]
    fields["items", "group"]["constraints"]["enum"] = ["finery", "wood", "food"]
    items = next(table for table in package["resources"] if table["name"] == "items")["schema"]
    items["fields"] = [field for field in items["fields"] if field["name"] not in OF_THE_COURSE]
    return package


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of data as the guide says to make one."""
    place = tmp_path_factory.mktemp("regime") / "data"
    shutil.copytree(HERE / "data", place)
    for name in KEPT:
        shutil.copy(DATA / name, place)
    (place / "datapackage.json").write_text(json.dumps(described()), encoding="utf-8")
    return place


def run(folder, *words):
    """What Python says and complains of where the data is in a folder."""
    return subprocess.run(
        [sys.executable, *map(str, words)],
        env={**os.environ, "SANCTIONSLAB_DATA": str(folder), "PYTHONPATH": str(HERE.parents[1])},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def shown(folder):
    done = run(folder, HERE / "invented.py")
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


def test_a_verdict_is_reached_and_told(shown):
    assert shown["verdict"] == "prohibited"
    assert "9001:1 Finery to Ruritania" in shown["told"] and "Ruritania" in shown["html"]
    assert "9002:4 Wood from Ruritania" in shown["open"] and "UNDETERMINED" in shown["open"]


def test_it_can_be_doubted(shown):
    assert "without resolution 9001 -> not prohibited" in shown["flips"]
    assert "Licensed: yes -> not prohibited (lifted by 9001:2)" in shown["flips"]
    assert [line.strip() for line in shown["over_time"].splitlines()[1:]] == [
        "from 1990-01-01 to 1995-02-28: not prohibited",
        "from 1995-03-01 on: prohibited, changed by 9001:1",
    ]
    assert "herald -> undetermined" in shown["robust"]


def test_panels_and_scenarios_begin_with_its_first_case(shown):
    assert "A wall clock for the prince" in shown["panel"]
    assert "since 1990" in shown["panel"] and "UNDETERMINED" in shown["panel"]
    assert "UNDETERMINED" in shown["scenario"]


def test_tables_hold_its_rows(shown):
    assert shown["tables"] == {
        "claims": 2,
        "events": 2,
        "news": 0,
        "sources": 3,
        "items": 3,
        "measures": 3,
        "votes": 2,
    }
    assert "No finery may be handed over to Ruritania" in shown["why"]


def test_the_argument_is_a_picture(shown):
    assert shown["diagram"].startswith("Picture of an argument: A wall clock for the prince.")
    assert shown["figure"] == shown["diagram"]
    assert "The Herald" in shown["attribution"] and "finery" in shown["growth"]


def test_figures_of_this_course_alone_say_that_they_are(shown):
    for figure in ("one_car", "status_by_date"):
        assert f"[figures.{figure}] of data/regime.toml" in shown[figure]
    assert "The wall clock, on 1 May 2001" in shown["cooperation"]
    assert "The wall clock is prohibited, by 9001:1" in shown["classified"]


def test_trade_is_screened_for_its_state(shown):
    assert shown["screened"] == [
        ["undetermined", "", "9001:1", ""],  # not every clock is one for the wall
        ["prohibited", "9002:4", "", ""],
        ["not prohibited", "", "", "does not concern Ruritania"],
    ]


def test_nothing_of_this_course_comes_through(shown):
    assert not [word for word in ("DPRK", "Aurus", "2397", "Kremlin") if word in str(shown)]


def test_a_value_that_the_data_package_does_not_list_is_refused(folder, tmp_path):
    place = shutil.copytree(folder, tmp_path / "data")
    text = (place / "items.csv").read_text(encoding="utf-8")
    (place / "items.csv").write_text(text.replace("food", "fruit"), encoding="utf-8")
    done = run(place, "-c", "import sanctionslab as sl; sl.items()")
    assert 'KitError: items, group: "fruit" is not listed in datapackage.json' in done.stderr


def test_no_trade_is_cleared_where_the_state_is_in_no_list(folder, tmp_path):
    place = shutil.copytree(folder, tmp_path / "data")
    text = (place / "countries.csv").read_text(encoding="utf-8")
    (place / "countries.csv").write_text(text.replace("RUR,", "RUS,"), encoding="utf-8")
    done = run(place, HERE / "invented.py")
    assert "state: country is 'RUR', and countries.csv has no such key" in done.stderr


def test_a_folder_without_data_is_refused(tmp_path):
    done = run(tmp_path, "-c", "import sanctionslab as sl; sl.facts()")
    assert "KitError: SANCTIONSLAB_DATA names" in done.stderr
    assert "no facts.toml is there" in done.stderr


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"state": {**STATE, "out_of": "out"}}, "state: out_of is 'out', which facts.toml"),
        ({"state": {**STATE, "out_of": "to_dprk"}}, "must be three values of direction"),
        ({"state": STATE}, "regime.toml, state: out_of is missing"),
        ({"subjects": ["arms"]}, "subjects is ['arms']; it must be a table of texts"),
        ({"about": ["colour"]}, '"colour"'),
        ({"frist_case": "gift"}, "no key 'frist_case'. Did you mean"),
    ],
)
def test_a_regime_that_is_amiss_is_refused(changed, told):
    with pytest.raises(KitError) as caught:
        regime_from({**WHOLE, **changed})
    assert told in str(caught.value)
