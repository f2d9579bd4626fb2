"""The right answers to the exercises, computed with the package, each in several spellings.

For tests only: no edition has this file.
"""

import tomllib
from pathlib import Path

import sanctionslab as sl
from sanctionslab.cases import chains

IN = {"direction": "to_dprk", "conduct": "transfer"}
OUT = {"direction": "from_dprk", "conduct": "transfer"}
ESSAY = " ".join(["Here is an argument that goes on for a while and says what it rests on."] * 5)


def _verdict(law=None, **facts):
    return sl.classify(sl.Case(**facts), law).verdict


def _verdict_spellings(verdict):
    return [
        verdict,
        str(verdict),
        str(verdict).upper(),
        f" {verdict}. ",
        str(verdict).replace(" ", "_"),
        [str(verdict)],
    ]


def _set_spellings(ids):
    ids = list(ids)
    return [
        set(ids),
        ids,
        tuple(reversed(ids)),
        ", ".join(ids),
        " and ".join(ids).lower(),
        [i.upper() for i in ids] + ids,
    ]


def _paragraph_spellings(ids):
    said = []
    for id_ in ids:
        number, paragraph = id_.split(":")
        year = sl.law().resolution(number).adopted.year
        said.append(
            (
                f"{number} OP{paragraph}",
                f"para {paragraph} of {number}",
                f"S/RES/{number} ({year}), paragraph {paragraph}",
                f"paragraph {paragraph} of resolution {number} ({year})",
                f"{number} \N{PILCROW SIGN}{paragraph}",
            )
        )
    return [list(way) for way in zip(*said, strict=True)] + [
        set(ids),
        " and ".join(ids),
        "; ".join(way[2] for way in said),
    ]


def _date_spellings(day):
    return [
        day,
        f"{day}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b} {day.day}, {day.year}",
        f"{day:%Y%m%d}",
        f"{day}T00:00:00",
    ]


def _resolutions(numbers):
    return [
        [int(n) for n in numbers],
        {f"S/RES/{n}" for n in numbers},
        ", ".join(f"resolution {n}" for n in numbers),
    ]


def _flips(key, verdict):
    return next(
        [c.name for c in f.changes]
        for f in sl.flips(sl.case(key))
        if f.verdict == verdict and all(c.is_law for c in f.changes)
    )


def _rows(table, column, value):
    return list(table.loc[table[column] == value, "id"])


HATCHBACK = sl.Case(
    on="2023-05-01", item="passenger_car", unit_value_usd=900, new="no", mode="sale", **IN
)
CAR = sl.Case(on="2024-01-01", item="passenger_car", national_luxury="no", **IN)
TEA = sl.Case(
    on="2024-03-01",
    item="porcelain_tableware",
    unit_value_usd=150,
    mode="gift",
    personal_use="yes",
    **IN,
)
WHEELCHAIRS = sl.Case(
    on="2024-03-01", item="wheelchair", mode="aid", humanitarian_actor="yes", **IN
)


def _no_difference():
    changed = {
        "mode": ["sale", "aid"],
        "personal_use": ["no"],
        "unit_value_usd": [50, 100, 5000],
        "direction": ["from_dprk"],
    }
    verdict = sl.classify(TEA).verdict
    return [
        name
        for name, values in changed.items()
        if all(sl.classify(TEA.but(**{name: v})).verdict is verdict for v in values)
    ]


def _small_arms_from():
    arms = sl.Case(
        on="2024-01-01",
        item="another thing",
        arms="small_arms",
        notified="no",
        national_luxury="no",
        **IN,
    )
    return _prohibited_from(arms)


def _capped_by():
    now, before = sl.law().in_force("2024-03-01"), sl.law().without(2397).in_force("2024-03-01")
    diesel = sl.Case(on="2024-03-01", item="refined_petroleum", within_cap="no", **IN)
    return [
        g.id
        for g in sl.classify(diesel, sl.law().without(2397)).grounds
        if g.measure in before and g.measure not in now
    ]


def _prohibited_from(case):
    """The first day on which a case is prohibited."""
    return next(i.start for i in sl.over_time(case) if i.verdict == "prohibited")


def answers(id_):
    """Right answers to an exercise, in several spellings."""
    return KEY[id_]()


KEY = {
    "01.1": lambda: [chains()["KH-25"][0][0], "Kremlin", "the kremlin", ["KREMLIN"], {"kremlin"}],
    "01.2": lambda: _set_spellings({chain[0] for chain in chains()["KH-03"]}),
    "01.3": lambda: [1, "1", "one", 1.0, [1]],
    "01.4": lambda: (
        [
            *_set_spellings(_rows(sl.claims(), "status", "contradicted")),
            sl.claims().query("status == 'contradicted'")["id"],
        ]
    ),
    "01.5": lambda: [
        "b",
        "B",
        "(b)",
        "b)",
        "Single States and the European Union, each by its own law",
        "option b",
    ],
    "01.6": lambda: _verdict_spellings(
        sl.classify(sl.distrust(sl.case("aurus-2024-06"), "kremlin")).verdict
    ),
    "01.7": lambda: list(sl.robust(sl.case("it-forum-2024-02")).sets),
    "01.8": lambda: [f"{ESSAY} KH-20 was a guess, kh25 was not.", f"{ESSAY}\nSee KH 09 and QV-05."],
    "02.1": lambda: (
        [*_verdict_spellings(sl.classify(HATCHBACK).verdict), sl.classify(HATCHBACK).verdict]
    ),
    "02.2": lambda: [*_set_spellings(_no_difference()), "On what terms, for personal use"],
    "02.3": lambda: (
        [
            *_paragraph_spellings([g.id for g in sl.classify(HATCHBACK).grounds]),
            sl.classify(HATCHBACK).grounds,
        ]
    ),
    "02.4": lambda: _verdict_spellings(_verdict(on="2024-03-01", item="luxury_watch", **OUT)),
    "02.5": lambda: [
        statue := sl.Case(on="2024-06-01", item="statue", **OUT),
        sl.classify(statue),
        sl.Case(on="2018-06-01", item="textiles", **OUT),
        dict(statue.given),
    ],
    "02.6": lambda: [
        CAR.but(on="2016-06-15"),
        "horses-2024-08",
        sl.case("busts-2024-06"),
        sl.classify(sl.case("vase-2025-12")),
    ],
    "02.7": lambda: [
        "a",
        "A.",
        "(a)",
        "the DPRK must not export them, and other States must not procure them",
    ],
    "02.8": lambda: [
        f"{ESSAY} 2397 OP7 and 1718:8(a)(iii).",
        f"{ESSAY} Paragraph 7 of resolution 2397, unless by 2397:25.",
    ],
    "03.1": lambda: _resolutions(
        [
            next(
                measure.resolution
                for measure in sorted(sl.law().measures, key=lambda m: int(m.resolution))
                if measure.subject == "luxury" and "jewellery" in measure.duty
            )
        ]
    ),
    "03.2": lambda: _date_spellings(
        _prohibited_from(sl.Case(on="2024-01-01", item="luxury_watch", **IN))
    ),
    "03.3": lambda: _verdict_spellings(
        sl.classify(sl.Case(on="2024-05-01", item="seafood", **OUT)).verdict
    ),
    "03.4": lambda: _verdict_spellings(
        _verdict(on="2017-03-01", item="iron_ore", livelihood="yes", **OUT)
    ),
    "03.5": lambda: _paragraph_spellings(_capped_by()),
    "03.6": lambda: _date_spellings(_small_arms_from()),
    "03.7": lambda: _resolutions(_flips("drones-2023-09", "not prohibited")),
    "03.8": lambda: [
        f"{ESSAY} T-38 and T40.",
        f"{ESSAY} 1874 OP26 made it; T-53 is not of the UN.",
    ],
    "04.1": lambda: [["T-38"], "t38", "T 38", {"T-38"}],
    "04.2": lambda: _verdict_spellings(sl.classify(sl.case("horses-2024-08")).verdict),
    "04.3": lambda: (
        [
            *_set_spellings(sl.classify(sl.case("horses-2024-08")).hinges_on),
            sl.classify(sl.case("horses-2024-08")).hinges_on,
        ]
    ),
    "04.4": lambda: _set_spellings(_rows(sl.events(), "contested", "alleged then admitted")),
    "04.5": lambda: _paragraph_spellings(
        [
            g.id
            for g in sl.classify(
                sl.Case(on="2024-03-01", direction="from_dprk", conduct="fishing_rights")
            ).grounds
        ]
    ),
    "04.6": lambda: _verdict_spellings(
        _verdict(
            on="2024-06-15",
            direction="from_dprk",
            conduct="work",
            earning_income="yes",
            refugee="no",
            host_national="no",
        )
    ),
    "04.7": lambda: _verdict_spellings(sl.classify(sl.case("tourists-2024-02")).verdict),
    "04.8": lambda: [f"{ESSAY} T-50 and 1874:9.", f"{ESSAY} paragraph 9 of 1874, 1718 OP8(b)."],
    "05.1": lambda: [
        *(sl.case("aurus-2024-02").but(item=item) for item in ("passenger_car", "unknown")),
        sl.classify(sl.case("aurus-2024-02").but(item="ambulance")),
    ],
    "05.2": lambda: _verdict_spellings(
        _verdict(on="2023-06-01", conduct="satellite_launch", committee_approval="unknown")
    ),
    "05.3": lambda: (
        [d.facts for d in sl.deciders(sl.case("tea-set-2024-06"))]
        + list(sl.deciders(sl.case("tea-set-2024-06")))
    ),
    "05.4": lambda: [
        n := len(_flips("shells-2023-09", "not prohibited")),
        str(n),
        float(n),
        "one" if n == 1 else n,
        f"{n} resolution",
    ],
    "05.5": lambda: _date_spellings(
        next(i.end for i in sl.over_time(CAR) if i.verdict == "undetermined")
    ),
    "05.6": lambda: _resolutions(_flips("coal-kholmsk-2017", "undetermined")),
    "05.7": lambda: list(sl.robust(sl.case("drones-2023-09")).sets),
    "05.8": lambda: [f"{ESSAY} 2397:25 and KH-16.", f"{ESSAY} 2375 OP26; 2321 OP46."],
    "06.1": lambda: _verdict_spellings(_verdict(on="2018-06-01", conduct="transfer", hs="8418")),
    "06.2": lambda: _verdict_spellings(_verdict(on="2018-06-01", conduct="transfer", item="wood")),
    "06.3": lambda: [
        n := len(sl.law().measure("2397:7").when[0][2].wanted),
        str(n),
        f"{n} chapters",
        float(n),
    ],
    "06.4": lambda: _verdict_spellings(sl.classify(WHEELCHAIRS).verdict),
    "06.5": lambda: _lifting(
        [e.id for e in sl.classify(WHEELCHAIRS).exceptions if "Committee" in e.granted_by]
    ),
    "06.6": lambda: ["a", "A", "a.", 'write it as "0303": a leading zero was lost'],
    "06.7": lambda: _verdict_spellings(
        _verdict(
            on="2024-03-01",
            item="refined_petroleum",
            within_cap="yes",
            livelihood="yes",
            notified="no",
            **IN,
        )
    ),
    "06.8": lambda: [f"{ESSAY} 2397:7 and 2397:25.", f"{ESSAY} OP7 of 2397, OP46 of 2321."],
    "07.1": lambda: [
        sl.Case(on="2023-05-01", item="bus", mode="sale", **IN),
        {"on": "2020-01-01", "item": "horse", "mode": "unknown", **IN},
    ],
    "07.2": lambda: [f"{ESSAY} {ESSAY} 2397:7", f"{ESSAY} {ESSAY} OP 8 of 1718"],
}


def _lifting(ids):
    """Any of the paragraphs, or several of them."""
    from itertools import combinations

    return [
        set(part) for size in range(1, len(ids) + 1) for part in combinations(ids, size)
    ] + _paragraph_spellings(ids[-1:])


def wrong_answers(id_):
    """For each misconception of an exercise, the wrong answers that show it."""
    path = Path(__file__).parents[1] / "teaching" / "wrong_answers.toml"
    text = path.read_text(encoding="utf-8")
    return tomllib.loads(text).get(id_, {})
