"""The real public files beside the project, where they are there."""

from pathlib import Path

import pytest

from analytics.errors import WrongUsage
from analytics.refresh.checks import structure_problems
from analytics.refresh.files import read

SHARED = Path(__file__).parents[4] / "shared" / "data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="the public data files are not beside the project"),
]


def total(delivery, year, soort_gebied="buurt", soort="0.0.0"):
    frame = delivery.tables["registraties"].to_pandas()
    chosen = frame[(frame["soort"] == soort) & (frame["soort_gebied"] == soort_gebied)]
    return sum(row.aantal for row in chosen.itertuples() if row.van.year == year)


MAASTRICHT = {
    "three folders": (["crime", "geo", "kerncijfers"], "GM0935"),
    "everything": ([""], "GM0935"),
    "single files": (
        [
            "crime/maastricht_misdrijven_totaal_2023_47018NED.csv",
            "geo/maastricht_buurten_2016.geojson",
            "kerncijfers/nl_inwoners_buurt_2024_85984NED.parquet",
        ],
        None,
    ),
}


@pytest.mark.parametrize(("paths", "gemeente"), MAASTRICHT.values(), ids=MAASTRICHT.keys())
def test_maastricht(paths, gemeente):
    delivery = read([SHARED / path for path in paths], gemeente=gemeente)
    assert structure_problems(delivery) == []
    assert (delivery.gemeente, delivery.gemeentenaam) == ("GM0935", "Maastricht")
    assert len(delivery.boundaries) == 44
    assert set(delivery.boundaries["wijknaam"]) != {""}
    assert total(delivery, 2023) == 7781
    frame = delivery.tables["registraties"].to_pandas().set_index("gebied")
    assert frame.loc["BU09350000", "aantal"] == 1232
    people = delivery.tables["kerncijfers"].to_pandas().query("gebied.str.startswith('BU') and jaar == 2024")
    assert people["waarde"].sum() == 125305


def test_maasgouw():
    delivery = read([SHARED], gemeente="GM1641")
    assert structure_problems(delivery) == []
    assert (delivery.gemeentenaam, len(delivery.boundaries)) == ("Maasgouw", 16)
    assert total(delivery, 2023) == 671
    assert total(delivery, 2023, "gemeente") == 675
    people = delivery.tables["kerncijfers"].to_pandas().query("gebied.str.startswith('BU') and jaar == 2024")
    assert people["waarde"].sum() == 24400


def test_everything_is_accounted_for():
    delivery = read([SHARED], gemeente="GM0935")
    files = [path for path in SHARED.rglob("*") if path.is_file()]
    for path in files:
        start = f"data/{path.relative_to(SHARED).as_posix()}: "
        assert len([note for note in delivery.meldingen if note.startswith(start)]) == 1
    assert total(delivery, 2023, "gemeente") == 9233 + 11042 + 15054 + 9165 + 6660 + 7840 + 11931
    assert any("44 cellen staan er met dezelfde waarde vaker in" in note for note in delivery.meldingen)


def test_breda_and_its_parts():
    paths = [
        "crime/breda_misdrijven_wijk_buurt_2022_47018NED.csv",
        "crime/breda_overlast_wijk_buurt_2022_47024NED.csv",
        "geo/referentie_buurten_2016.parquet",
        "kerncijfers",
    ]
    delivery = read([SHARED / path for path in paths], gemeente="GM0758")
    assert structure_problems(delivery) == []
    assert len(delivery.boundaries) == 56
    assert total(delivery, 2022) == 10752
    assert total(delivery, 2022, "onbekend") == 0
    frame = delivery.tables["registraties"].to_pandas()
    parts = frame[(frame["bron"] == "47018NED") & (frame["soort"] != "0.0.0")]
    assert parts["aantal"].sum() == 10430  # the rest is in the four kinds that are hidden per buurt
    assert total(delivery, 2022, soort="overlast") + total(delivery, 2022, "onbekend", "overlast") == 5672
    coverage = delivery.tables["dekking"].to_pandas()
    assert coverage.query("bron == '47018NED' and soort_gebied == 'buurt'")["soort"].nunique() == 55
    assert not (coverage["status"] == "ontbreekt").any()


def test_three_municipalities_ask_for_one():
    with pytest.raises(WrongUsage, match="GM0758, GM0935, GM1641"):
        read([SHARED], gemeente=None)
