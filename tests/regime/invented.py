"""Everything that a class asks, of whatever data SANCTIONSLAB_DATA names: one JSON object."""

import json

import pandas as pd

import sanctionslab as sl
from sanctionslab.diagram import diagram_of


def screened():
    rows = pd.DataFrame(
        {
            "period": [2000, 2000, 2000],
            "reporterDesc": ["Switzerland", "Ruritania", "France"],
            "partnerDesc": ["Ruritania", "France", "Switzerland"],
            "flowCode": ["X", "X", "X"],
            "cmdCode": ["9105", "440710", "440710"],
        }
    )
    return sl.screen(rows)[["verdict", "measures", "possible", "reason"]].fillna("").values.tolist()


def refused(figure):
    try:
        figure()
    except sl.KitError as error:
        return str(error)


def parts():
    clock, planks = sl.cases().values()
    finding = sl.classify(clock)
    lab = sl.panels.lab()
    lab.control("herald").value = False
    return {
        "verdict": str(finding.verdict),
        "told": str(finding),
        "html": finding._repr_html_(),
        "open": str(sl.classify(planks)),
        "flips": str(sl.flips(clock)),
        "over_time": str(sl.over_time(clock)),
        "robust": str(sl.robust(clock)),
        "panel": str(lab),
        "scenario": str(sl.panels.Scenario("planks-1999").finding),
        "tables": {
            name: len(getattr(sl, name)())
            for name in ("claims", "events", "news", "sources", "items", "measures", "votes")
        },
        "why": str(sl.why("9001:1")),
        "diagram": diagram_of(finding).words,
        "figure": sl.figures.argument().alt,
        "attribution": sl.figures.attribution().alt,
        "growth": sl.figures.growth().alt,
        "one_car": refused(sl.figures.one_car),
        "status_by_date": refused(sl.figures.status_by_date),
        "cooperation": sl.figures.cooperation(since="1999-01-01").alt,
        "classified": sl.figures.classified().alt,
        "screened": screened(),
    }


if __name__ == "__main__":
    print(json.dumps(parts()))
