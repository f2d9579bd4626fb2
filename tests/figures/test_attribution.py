"""The attribution has every chain."""

from pictures import built

import sanctionslab as sl
from sanctionslab import figures
from sanctionslab.cases import chains


def test_attribution_has_every_chain_behind_the_case():
    gift = sl.case("aurus-2024-02")
    wanted = {
        (name, chain)
        for name, e in gift.evidence.items()
        for row in e.rows
        for chain in chains()[row]
    }
    table = built("attribution").table
    assert len(table) == len(wanted)
    assert {(r[1], r[2]) for r in table[["first speaker", "read in"]].itertuples()} == {
        (c[0], c[-1]) for _, c in wanted
    }
    assert {"korea-herald", "qonversations"} <= set(table["read in"])


def test_attribution_follows_the_evidence():
    doubted = figures.attribution(sl.distrust(sl.case("aurus-2024-02"), "kremlin"))
    assert (
        "Thing: luxury car" not in doubted.alt
        and not doubted.table["statement"].str.startswith("Thing").any()
    )
    claims = figures.attribution(sl.claims().query("id in ['KH-25', 'KH-10']"))
    assert (
        set(claims.table["rows"]) == {"KH-25", "KH-10"}
        and len(claims.table["statement"].unique()) == 2
    )
