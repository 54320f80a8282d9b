"""Published figures, through measure() on the shipped sample: what the city printed is what the screen shows."""

import csv
import re
from datetime import date

import pytest

from analytics import indicators
from analytics.access import Toegang
from analytics.areas import Niveau
from analytics.indicators import DEFINITIONS, RegistrationNumerator
from analytics.measures import Selection, measure
from analytics.periods import Stap
from analytics.settings import SAMPLE
from analytics.snapshots import Snapshot, read_manifest, verify

NEWEST = "analyse, bijgewerkt t/m 2020 h1"


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";" if "feiten" not in path.parts else ","))


@pytest.fixture(scope="module")
def sample():
    return Snapshot(read_manifest(SAMPLE).id, SAMPLE)


def answer(snapshot, indicator, niveau, van, tot, **changed):
    selection = Selection(snapshot, Toegang.VOLLEDIG, niveau, van, tot, Stap.GEHEEL, **changed)
    return measure(indicator, selection)


def span(text):
    """'2017' and '2019 jan-jun' as dates."""
    match = re.fullmatch(r"(\d{4})( jan-jun)?", text)
    jaar = int(match[1])
    return (date(jaar, 1, 1), date(jaar, 7, 1) if match[2] else date(jaar + 1, 1, 1))


def series_of(kind):
    return [r["reeks"] for r in table(DEFINITIONS / "voorbeeld/GM0935/reeksen.csv") if r["soort"] == kind]


def published_counts(kind):
    """{period: count} of a kind, the newest edition of each series and period, series added up where all are there."""
    names = series_of(kind)
    found = {}
    for row in table(DEFINITIONS / "gepubliceerd.csv"):
        if row["reeks"] in names and row["eenheid"] == "aantal":
            found.setdefault((row["periode"], row["reeks"]), {})[row["publicatie"]] = int(row["waarde"])
    whole = {}
    for period in {period for period, _name in found}:
        editions = [found.get((period, name)) for name in names]
        if all(editions):
            whole[period] = sum(e.get(NEWEST, next(iter(e.values()))) for e in editions)
    return whole


SINGLE = [
    i
    for i in indicators.load_all().values()
    if isinstance(i.teller, RegistrationNumerator) and len(i.teller.soorten) == 1 and series_of(i.teller.soorten[0])
]


def test_the_shipped_sample_is_whole(sample):
    assert verify(sample) == []
    assert sample.manifest().voorbeeld


@pytest.mark.parametrize("indicator", SINGLE, ids=lambda i: i.id)
def test_city_counts_are_the_published_ones(sample, indicator):
    expected = published_counts(indicator.teller.soorten[0])
    assert expected
    for period, count in expected.items():
        found = answer(sample, indicator, Niveau.GEMEENTE, *span(period), absoluut=True).values
        assert (period, int(found["teller"].iloc[0])) == (period, count)


def test_totals_of_2023_per_buurt_are_the_published_ones(sample):
    total = indicators.load("misdrijven_totaal")
    found = answer(sample, total, Niveau.BUURT, *span("2023")).at("2023")["teller"]
    facts = table(DEFINITIONS / "feiten" / "GM0935" / "buurten.csv")
    assert {r["buurtcode"]: int(r["misdrijven_totaal_2023"]) for r in facts} == found.astype(int).to_dict()
    city = answer(sample, total, Niveau.GEMEENTE, *span("2023")).values
    assert (int(found["BU09350000"]), int(city["teller"].iloc[0])) == (1232, 7781)


@pytest.mark.parametrize(
    ("indicator", "year", "value"),
    [
        ("onveilig_buurt", 2014, 34.1),
        ("onveilig_buurt", 2021, 18.7),
        ("rapportcijfer_veiligheid_buurt", 2019, 7.1),
        ("overlast_buurtbewoners", 2017, 8.2),
        ("slachtoffer_woninginbraak", 2014, 8.5),
        ("sociale_cohesie", 2016, 6.0),
    ],
)
def test_survey_values_of_the_city_are_the_published_ones(sample, indicator, year, value):
    found = answer(sample, indicators.load(indicator), Niveau.GEMEENTE, *span(str(year))).values
    assert float(found["waarde"].iloc[0]) == pytest.approx(value)


@pytest.mark.parametrize(("indicator", "rate"), [("jeugdoverlast", 3.7), ("misdrijven_totaal", 104.0)])
def test_published_rates_come_out_after_rounding(sample, indicator, rate):
    year = 2017 if indicator == "jeugdoverlast" else 2014
    found = answer(sample, indicators.load(indicator), Niveau.GEMEENTE, *span(str(year))).values
    assert round(float(found["waarde"].iloc[0]), 1) == rate
