"""Whatever was published about the city is in the sample, to the unit."""

from collections import defaultdict

import pandas as pd
import pytest

EDITIONS = ["analyse 2014-2017, bijgewerkt t/m 2019 k2", "analyse, bijgewerkt t/m 2020 h1"]


@pytest.fixture(scope="module")
def series(lines):
    return {(row["bron"], row["reeks"], row["eenheid"]): row for row in lines("voorbeeld/GM0935/reeksen.csv")}


@pytest.fixture(scope="module")
def newest(lines):
    """(source, series, unit, period) -> value of the newest edition."""
    found = {}
    rows = lines("gepubliceerd.csv")
    for edition in [None, *EDITIONS]:
        for row in rows:
            if (row["publicatie"] == edition) or (edition is None and row["publicatie"] not in EDITIONS):
                found[row["bron"], row["reeks"], row["eenheid"], row["periode"]] = float(row["waarde"])
    return found


@pytest.fixture(scope="module")
def published_counts(newest, series):
    """(kind, period) -> published number, series of one kind added up."""
    sums = defaultdict(float)
    for (source, name, unit, period), value in newest.items():
        kind = series[source, name, unit]["soort"]
        if kind:
            sums[kind, period] += value
    return dict(sums)


def count(table, kind, period):
    year = int(period[:4])
    months = 6 if period.endswith("jan-jun") else 12
    first = pd.Period(f"{year}-01", "M")
    inside = table["maand"].between(first, first + months - 1)
    return int(table.loc[inside & (table["soort"] == kind), "aantal"].sum())


def test_every_published_series_is_carried_over_or_excused(newest, series):
    for source, name, unit, _period in newest:
        row = series[source, name, unit]
        assert row["toelichting"], f"{name} has no note"
        assert not (row["soort"] and row["vraag"])
        if not row["soort"] and not row["vraag"]:
            assert row["toelichting"] != "rechtstreeks over te nemen"
    assert {key[:3] for key in newest} == set(series), (
        "a line of voorbeeld/GM0935/reeksen.csv is about nothing published"
    )


def test_the_published_numbers_are_many(published_counts):
    assert len(published_counts) > 110
    assert {"1.1.1", "1.4.5", "1.4.7", "2.5.1", "E38"} <= {kind for kind, _period in published_counts}


def test_buurten_and_unknown_add_up_to_every_published_number(registrations, published_counts):
    own = registrations[registrations["soort_gebied"].isin(["buurt", "onbekend"])]
    own = own[own["maand"] < pd.Period("2021-01", "M")]
    found = {key: count(own, *key) for key in published_counts}
    assert found == published_counts


def test_the_city_as_a_municipality_has_every_published_number(registrations, published_counts):
    city = registrations[(registrations["soort_gebied"] == "gemeente") & (registrations["gebied"] == "GM0935")]
    found = {key: count(city, *key) for key in published_counts}
    assert found == published_counts


def test_the_newest_edition_wins(registrations):
    city = registrations[(registrations["soort_gebied"] == "gemeente") & (registrations["gebied"] == "GM0935")]
    assert count(city, "1.1.1", "2018") == 424  # 423 in the edition before
    assert count(city, "1.1.1", "2019 jan-jun") == 192  # half a year only in the older one
    assert count(city, "1.1.1", "2019") == 357
    assert count(city, "1.4.5", "2018") == 371 + 55  # simple and grave, without quarrels that are no crime


def test_totals_per_buurt_of_2023_are_the_published_ones(registrations, lines):
    facts = {row["buurtcode"]: int(row["misdrijven_totaal_2023"]) for row in lines("feiten/GM0935/buurten.csv", ",")}
    year = registrations[(registrations["soort"] == "0.0.0") & (registrations["van"].dt.year == 2023)]
    found = year[year["soort_gebied"] == "buurt"].groupby("gebied")["aantal"].sum().to_dict()
    assert found == facts
    assert sum(found.values()) == 7781
    assert year[year["soort_gebied"] == "onbekend"].empty
    assert year[(year["soort_gebied"] == "gemeente") & (year["gebied"] == "GM0935")]["aantal"].sum() == 7781


def test_inhabitants_of_2024_are_the_published_ones(sample, lines):
    facts = {row["buurtcode"]: int(row["inwoners_2024"]) for row in lines("feiten/GM0935/buurten.csv", ",")}
    table = sample.tables["kerncijfers"].to_pandas()
    year = table[(table["kenmerk"] == "inwoners") & (table["jaar"] == 2024) & table["gebied"].str.startswith("BU")]
    assert dict(zip(year["gebied"], year["waarde"], strict=True)) == facts
    assert year["waarde"].sum() == 125_305
    assert set(year["bron"]) == {"inwoners_2024"}


@pytest.mark.parametrize(
    ("kinds", "year", "rate"),
    [
        (["0.0.0"], 2014, 104.0),  # MJP 2015-2018: starting value of registered crimes
        (["overlast"], 2014, 39.3),  # MJP 2015-2018: starting value of nuisance reports
        (["E35"], 2017, 3.7),  # MJP 2019-2022, h.6: nuisance by young people
        (["2.4.1", "E33", "E41", "E38"], 2017, 17.9),  # MJP 2019-2022, h.6: social quality
    ],
)
def test_published_rates_come_out(sample, registrations, kinds, year, rate):
    figures = sample.tables["kerncijfers"].to_pandas()
    people = figures[
        (figures["kenmerk"] == "inwoners") & (figures["jaar"] == year) & figures["gebied"].str.startswith("BU")
    ]["waarde"].sum()
    own = registrations[registrations["soort_gebied"].isin(["buurt", "onbekend"])]
    number = own[own["soort"].isin(kinds) & (own["van"].dt.year == year)]["aantal"].sum()
    assert round(1000 * number / people, 1) == rate


def test_survey_values_of_the_city_are_the_published_ones(survey, newest, series, lines):
    wanted = {
        (series[source, name, unit]["vraag"], int(period)): value
        for (source, name, unit, period), value in newest.items()
        if series[source, name, unit]["vraag"]
    }
    wanted |= {(row["vraag"], int(row["jaar"])): float(row["waarde"]) for row in lines("feiten/GM0935/enquete.csv")}
    city = survey[survey["gebied"] == "GM0935"].set_index(["vraag", "jaar"])
    assert {key: city.loc[key, "waarde"] for key in wanted} == wanted
    assert {key for key, source in city["bron"].items() if source == "veiligheidsmonitor"} == set(wanted)
    assert wanted["onveilig_buurt", 2012] == 30.9
    assert wanted["onveilig_buurt", 2014] == 34.1
    assert wanted["rapportcijfer_veiligheid_buurt", 2021] == 7.3
