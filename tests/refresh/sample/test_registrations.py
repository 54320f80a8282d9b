"""The made-up registrations: sound as data, and with the patterns that the dashboard must be able to show."""

import numpy as np
import pandas as pd
import pytest

HIDDEN = {"1.4.1", "3.2.1", "3.2.2", "3.7.3"}
TOTALS = {"0.0.0", "overlast"}
FIRST_DAILY = pd.Timestamp("2023-01-01")


@pytest.fixture(scope="module")
def per_buurt(registrations):
    return registrations[registrations["soort_gebied"] == "buurt"]


@pytest.fixture(scope="module")
def monthly(registrations):
    """Sum per kind of area, area, kind and month."""
    keys = ["soort_gebied", "gebied", "soort", "maand"]
    return registrations.groupby(keys)["aantal"].sum()


def test_periods_of_an_area_and_kind_never_overlap(registrations):
    keys = ["soort_gebied", "gebied", "soort"]
    periods = registrations[[*keys, "van", "tot"]].drop_duplicates().sort_values([*keys, "van"])
    assert (periods["van"] < periods["tot"]).all()
    previous_end = periods.groupby(keys)["tot"].shift()
    assert not (periods["van"] < previous_end).any()


def test_rows_are_per_month_until_2023_and_per_day_from_then_on(registrations):
    length = (registrations["tot"] - registrations["van"]).dt.days
    kinds = registrations[~registrations["soort"].isin(TOTALS) & (registrations["soort_gebied"] != "gemeente")]
    daily = kinds["van"] >= FIRST_DAILY
    assert (length[kinds.index[daily]] == 1).all()
    whole_month = registrations["van"].dt.days_in_month == length
    assert whole_month[kinds.index[~daily]].all()
    assert whole_month[registrations["soort"].isin(TOTALS)].all()
    assert (registrations.loc[length > 1, "van"].dt.day == 1).all()
    assert registrations.loc[length > 1, ["uur", "straat"]].isna().all(axis=None)


def test_every_month_is_there_and_zeros_are_not(registrations):
    totals = registrations[registrations["soort"].isin(TOTALS) & (registrations["soort_gebied"] == "gemeente")]
    assert totals.groupby(["gebied", "soort"])["maand"].nunique().eq(14 * 12).all()
    assert (registrations["aantal"] > 0).all()
    assert registrations["tot"].max() == pd.Timestamp("2026-01-01")


def test_parts_never_exceed_the_whole_in_any_area_and_month(monthly, parts):
    table = monthly.reset_index()
    table["totaal"] = table["soort"].map(parts)
    keys = ["soort_gebied", "gebied", "maand"]
    sums = table.dropna(subset=["totaal"]).groupby([*keys, "totaal"])["aantal"].sum()
    wholes = table[table["soort"].isin(TOTALS)].rename(columns={"soort": "totaal_soort"})
    wholes = wholes.groupby([*keys, "totaal_soort"])["aantal"].sum()
    wholes.index.names = sums.index.names
    assert (wholes.reindex(sums.index).fillna(0) >= sums).all()
    gap = wholes.sub(sums, fill_value=0)
    assert gap.xs("gemeente", level="soort_gebied").eq(0).all(), "a municipality shows every kind"
    assert 0.01 < gap.xs("buurt", level="soort_gebied").sum() / wholes.xs("buurt", level="soort_gebied").sum() < 0.04


def test_hidden_kinds_show_only_per_municipality(registrations, sample):
    coverage = sample.tables["dekking"].to_pandas()
    for table in (registrations, coverage):
        shown = table.groupby("soort_gebied")["soort"].agg(set)
        assert not shown["buurt"] & HIDDEN
        assert shown["gemeente"] >= HIDDEN


def test_the_municipality_is_the_sum_of_its_buurten_and_the_unknown(monthly):
    table = monthly.reset_index()
    own = table[table["soort_gebied"].isin(["buurt", "onbekend"])].groupby(["soort", "maand"])["aantal"].sum()
    city = table[(table["soort_gebied"] == "gemeente") & (table["gebied"] == "GM0935")]
    city = city[~city["soort"].isin(HIDDEN)].set_index(["soort", "maand"])["aantal"]
    pd.testing.assert_series_equal(own.sort_index(), city.sort_index(), check_names=False)


def test_some_nuisance_has_no_buurt(registrations):
    unknown = registrations[registrations["soort_gebied"] == "onbekend"]
    assert set(unknown["gebied"]) == {"GM0935"}
    assert unknown["straat"].isna().all()
    nuisance = registrations[(registrations["soort"] == "overlast") & (registrations["soort_gebied"] != "gemeente")]
    share = unknown[unknown["soort"] == "overlast"]["aantal"].sum() / nuisance["aantal"].sum()
    assert 0.01 < share < 0.02
    assert "0.0.0" not in set(unknown["soort"])


def test_coverage_says_which_kinds_and_months_are_known(sample, parts):
    coverage = sample.tables["dekking"].to_pandas(date_as_object=False)
    assert set(coverage["stap"]) == {"maand"}
    known = coverage.groupby(["soort_gebied", "gebied"])["soort"].agg(set)
    everything = set(parts) | TOTALS
    assert known["buurt"].to_dict() == {"GM0935": everything - HIDDEN}
    references = {"GM0034", "GM0758", "GM0796", "GM0014", "GM0546", "GM0268"}
    assert known["gemeente"].to_dict() == dict.fromkeys(references | {"GM0935"}, everything)
    ranges = coverage.groupby("status")[["van", "tot"]].agg(["min", "max"])
    assert ranges.loc["definitief"].dt.strftime("%Y-%m").tolist() == ["2012-01", "2012-01", "2025-10", "2025-10"]
    assert ranges.loc["voorlopig"].dt.strftime("%Y-%m").tolist() == ["2025-10", "2025-10", "2026-01", "2026-01"]
    assert len(coverage) == 2 * (len(everything) * 8 - len(HIDDEN))


def test_incidents_have_days_hours_and_known_streets(per_buurt, sample):
    incidents = per_buurt[~per_buurt["soort"].isin(TOTALS) & (per_buurt["van"] >= FIRST_DAILY)]
    assert 0.03 < incidents["uur"].isna().mean() < 0.09
    assert 0.01 < incidents["straat"].isna().mean() < 0.05
    assert incidents["uur"].dropna().between(0, 23).all()
    streets = sample.tables["straten"].to_pandas()
    known = set(zip(streets["gebied"], streets["straat"], strict=True))
    named = incidents.dropna(subset=["straat"])
    assert set(zip(named["gebied"], named["straat"], strict=True)) <= known


def city_months(registrations, kind, years):
    """Mean share of each calendar month in its year."""
    rows = registrations[(registrations["soort_gebied"] == "gemeente") & (registrations["gebied"] == "GM0935")]
    rows = rows[(rows["soort"] == kind) & rows["van"].dt.year.isin(years)]
    return rows.groupby(rows["van"].dt.month)["aantal"].sum() / rows["aantal"].sum()


@pytest.mark.parametrize(
    ("kind", "busy", "quiet", "times"),
    [
        ("1.1.1", [11, 12, 1], [5, 6, 7], 1.4),  # burglary in winter
        ("1.2.4", [2, 7, 12], [1, 3, 9], 1.1),  # pickpocketing at carnival, in summer and before Christmas
        ("1.2.3", [9, 10], [1, 2], 1.2),  # bicycles when students return
        ("E35", [6, 7, 8], [1, 2, 12], 1.5),  # young people outdoors in summer
    ],
)
def test_kinds_have_their_season(registrations, kind, busy, quiet, times):
    share = city_months(registrations, kind, range(2012, 2020))
    assert share[busy].mean() > times * share[quiet].mean()


def test_corona_empties_the_centre(registrations):
    spring = slice(3, 5)
    for kind in ("1.2.4", "M061"):
        closed = city_months(registrations, kind, [2020]).reindex(range(1, 13), fill_value=0).loc[spring].sum()
        usual = city_months(registrations, kind, range(2012, 2020)).loc[spring].sum()
        assert closed < 0.6 * usual


def share_of(per_buurt, kind, buurten):
    rows = per_buurt[per_buurt["soort"] == kind]
    return rows[rows["gebied"].isin(buurten)]["aantal"].sum() / rows["aantal"].sum()


def test_shops_and_nightlife_are_in_the_centre_and_burglary_is_not(per_buurt):
    centre = ["BU09350000", "BU09350006"]  # Binnenstad and Wyck
    for kind in ("1.2.4", "2.5.2", "M061"):
        assert share_of(per_buurt, kind, centre) > 0.35
    assert share_of(per_buurt, "1.1.1", centre) < 0.2
    assert share_of(per_buurt, "1.2.3", ["BU09350006"]) > 0.1  # bicycles at the station


def test_counts_per_buurt_and_month_are_over_dispersed(per_buurt):
    burglaries = per_buurt[(per_buurt["soort"] == "1.1.1") & (per_buurt["van"].dt.year < 2020)]
    table = burglaries.pivot_table(index="gebied", columns="maand", values="aantal", aggfunc="sum", fill_value=0)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.to_numpy().sum()
    enough = expected > 0.5
    pearson = ((table - expected) ** 2 / expected).to_numpy()[enough].mean()
    assert pearson > 1.15  # 1 when the months were only Poisson


@pytest.mark.parametrize("own", [True, False])
def test_the_last_months_are_thinner(registrations, own):
    city = registrations[(registrations["soort_gebied"] == "gemeente") & (registrations["soort"] == "0.0.0")]
    months = city[(city["gebied"] == "GM0935") == own].groupby("maand")["aantal"].sum()
    last = [months[pd.Period(f"2025-{m}", "M")] / months[pd.Period(f"2024-{m}", "M")] for m in (10, 11, 12)]
    assert last[2] < 0.88
    assert last[2] < last[1] < last[0] + 0.05


def test_nearly_empty_buurten_have_the_crimes_they_have(per_buurt):
    year = per_buurt[(per_buurt["soort"] == "0.0.0") & (per_buurt["van"].dt.year == 2023)]
    per_area = year.groupby("gebied")["aantal"].sum()
    assert per_area["BU09350500"] == 69  # Beatrixhaven: 15 inhabitants
    assert per_area["BU09350304"] == 3  # Lanakerveld


def test_reference_municipalities_have_their_own_size_and_no_buurten(registrations):
    city = registrations[(registrations["soort_gebied"] == "gemeente") & (registrations["soort"] == "0.0.0")]
    year = city[city["van"].dt.year == 2024].groupby("gebied")["aantal"].sum()
    assert len(year) == 7
    assert year.between(5_000, 20_000).all()
    assert year["GM0546"] < year["GM0935"] < year["GM0014"]
