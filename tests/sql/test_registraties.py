"""Counting: which registrations belong to an area and a period, and when a count is missing instead of zero."""

from datetime import date

import pandas as pd
import pytest

BINNENSTAD, JEKERKWARTIER, WOLDER = "BU09350001", "BU09350002", "BU09350101"
CENTRUM, ZUIDWEST, STAD, ELDERS = "WK093500", "WK093501", "GM0935", "GM0758"
MARCH = ("2025-03", date(2025, 3, 1), date(2025, 4, 1))
APRIL = ("2025-04", date(2025, 4, 1), date(2025, 5, 1))
YEAR = ("2025", date(2025, 1, 1), date(2026, 1, 1))
YEARLY = {"stap": "jaar", "van": date(2024, 1, 1)}
NAMES = ("buurt", "wijk", "gemeente", "referentie")


def ask(database, niveau="buurt", periods=(MARCH,), kinds=("1.1.1",), areas=()):
    """The answer as {(area, period): (count or None, provisional)}."""
    labels, van, tot = zip(*periods, strict=True)
    frame = database.run(
        "registraties",
        niveau=niveau,
        gebieden=list(areas),
        soorten=list(kinds),
        perioden=list(labels),
        van=list(van),
        tot=list(tot),
    )
    return {
        (row.gebied, row.periode): (None if pd.isna(row.teller) else row.teller, bool(row.voorlopig))
        for row in frame.itertuples()
    }


def counts(*args, **kwargs):
    """As ask, only the counts, by area; for one period."""
    return {area: found for (area, _period), (found, _flag) in ask(*args, **kwargs).items()}


EXCLUDED = {
    "another kind": {"soort": "1.1.2"},
    "too early": {"van": date(2025, 2, 1), "tot": date(2025, 3, 1)},
    "too late": {"van": date(2025, 4, 1), "tot": date(2025, 5, 1)},
    "begins before the period": {"van": date(2025, 2, 28), "tot": date(2025, 3, 2)},
    "ends after the period": {"van": date(2025, 3, 31), "tot": date(2025, 4, 2)},
    "a year around the period": {"van": date(2025, 1, 1), "tot": date(2026, 1, 1)},
    "another buurt": {"gebied": JEKERKWARTIER},
    "no buurt known": {"gebied": STAD, "soort_gebied": "onbekend"},
    "a table per municipality": {"gebied": STAD, "soort_gebied": "gemeente"},
    "another municipality": {"gebied": ELDERS, "soort_gebied": "gemeente"},
}
INCLUDED = {
    "the whole month": {},
    "the first day": {"tot": date(2025, 3, 2)},
    "the last day": {"van": date(2025, 3, 31)},
    "a day with hour and street": {"van": date(2025, 3, 9), "tot": date(2025, 3, 10), "uur": 0, "straat": "Markt"},
}


@pytest.mark.parametrize("row", EXCLUDED.values(), ids=EXCLUDED.keys())
def test_not_counted_in_binnenstad_in_march(database, row):
    built = database(registraties=[{"aantal": 5}, row | {"aantal": 100}], dekking=[{}])
    assert counts(built, areas=[BINNENSTAD]) == {BINNENSTAD: 5}


@pytest.mark.parametrize("row", INCLUDED.values(), ids=INCLUDED.keys())
def test_counted_in_binnenstad_in_march(database, row):
    built = database(registraties=[{"aantal": 5, "soort": "1.1.2"}, row | {"aantal": 100}], dekking=[{}])
    assert counts(built, areas=[BINNENSTAD]) == {BINNENSTAD: 100}


def test_every_row_counts_for_its_buurt_its_wijk_and_the_city(database):
    built = database(
        registraties=[
            {"gebied": BINNENSTAD, "aantal": 1},
            {"gebied": JEKERKWARTIER, "aantal": 20},
            {"gebied": WOLDER, "aantal": 300},
        ],
        dekking=[{}],
    )
    assert counts(built, "buurt") == {BINNENSTAD: 1, JEKERKWARTIER: 20, WOLDER: 300}
    assert counts(built, "wijk") == {CENTRUM: 21, ZUIDWEST: 300}
    assert counts(built, "gemeente") == {STAD: 321}


def test_without_a_known_buurt_it_counts_in_the_city_alone(database):
    built = database(
        registraties=[{"aantal": 1}, {"gebied": STAD, "soort_gebied": "onbekend", "aantal": 20}], dekking=[{}]
    )
    assert counts(built, "gemeente") == {STAD: 21}
    assert counts(built, "wijk") == {CENTRUM: 1, ZUIDWEST: 0}
    assert sum(counts(built, "buurt").values()) == 1


def test_a_table_per_municipality_counts_only_between_municipalities(database):
    built = database(
        registraties=[
            {"aantal": 1},
            {"gebied": STAD, "soort_gebied": "onbekend", "aantal": 20},
            {"gebied": STAD, "soort_gebied": "gemeente", "aantal": 300},
            {"gebied": ELDERS, "soort_gebied": "gemeente", "aantal": 4000},
        ],
        dekking=[{}, {"soort_gebied": "gemeente"}, {"gebied": ELDERS, "soort_gebied": "gemeente"}],
    )
    assert counts(built, "referentie") == {STAD: 300, ELDERS: 4000}
    assert counts(built, "gemeente") == {STAD: 21}


def test_the_own_municipality_is_always_among_the_references_missing_without_a_table_of_its_own(database):
    built = database(
        registraties=[{"aantal": 1}, {"gebied": ELDERS, "soort_gebied": "gemeente", "aantal": 4000}],
        dekking=[{}, {"gebied": ELDERS, "soort_gebied": "gemeente"}],
    )
    assert counts(built, "referentie") == {STAD: None, ELDERS: 4000}


def test_a_published_total_is_not_mixed_with_its_kinds(database):
    built = database(registraties=[{"aantal": 1}, {"soort": "0.0.0", "aantal": 20}], dekking=[{}, {"soort": "0.0.0"}])
    assert counts(built, kinds=["0.0.0"], areas=[BINNENSTAD]) == {BINNENSTAD: 20}
    assert counts(built, kinds=["1.1.1"], areas=[BINNENSTAD]) == {BINNENSTAD: 1}


def test_kinds_are_counted_together(database):
    built = database(registraties=[{"aantal": 1}, {"soort": "1.4.6", "aantal": 20}], dekking=[{}, {"soort": "1.4.6"}])
    assert counts(built, kinds=["1.1.1", "1.4.6"], areas=[BINNENSTAD]) == {BINNENSTAD: 21}


def test_covered_without_a_row_is_zero_and_not_covered_is_missing(database):
    built = database(dekking=[{"tot": date(2025, 4, 1)}])
    assert ask(built, periods=[MARCH, APRIL], areas=[BINNENSTAD]) == {
        (BINNENSTAD, "2025-03"): (0, False),
        (BINNENSTAD, "2025-04"): (None, False),
    }


def test_rows_outside_the_coverage_do_not_make_a_figure(database):
    built = database(registraties=[{"aantal": 5}])
    assert counts(built, areas=[BINNENSTAD]) == {BINNENSTAD: None}


def test_a_period_is_known_when_every_month_of_it_is(database):
    first_half = {"tot": date(2025, 7, 1)}
    assert counts(database(dekking=[first_half]), periods=[YEAR], areas=[BINNENSTAD]) == {BINNENSTAD: None}
    both = [first_half, {"van": date(2025, 7, 1)}]
    assert counts(database(dekking=both), periods=[YEAR], areas=[BINNENSTAD]) == {BINNENSTAD: 0}
    with_hole = [first_half, {"van": date(2025, 8, 1)}]
    assert counts(database(dekking=with_hole), periods=[YEAR], areas=[BINNENSTAD]) == {BINNENSTAD: None}


def test_a_total_of_kinds_is_known_when_every_kind_is(database):
    built = database(registraties=[{"aantal": 5}], dekking=[{}])
    assert counts(built, kinds=["1.1.1", "1.4.6"], areas=[BINNENSTAD]) == {BINNENSTAD: None}


def test_two_months_of_one_kind_do_not_stand_in_for_one_month_of_two(database):
    """Months are summed over kinds: a kind known too often must not cover for one that is not known."""
    built = database(dekking=[{}, {"soort": "1.4.6", "van": date(2025, 7, 1)}])
    assert counts(built, kinds=["1.1.1", "1.4.6"], periods=[YEAR], areas=[BINNENSTAD]) == {BINNENSTAD: None}


def test_a_yearly_row_counts_only_in_periods_that_hold_its_whole_year(database):
    built = database(
        registraties=[
            {"van": date(2024, 1, 1), "tot": date(2025, 1, 1), "aantal": 10},
            {"van": date(2025, 1, 1), "tot": date(2026, 1, 1), "aantal": 200},
        ],
        dekking=[YEARLY],
    )
    two_years = ("2024/2025", date(2024, 1, 1), date(2026, 1, 1))
    shifted = ("2024-07/2025-06", date(2024, 7, 1), date(2025, 7, 1))
    assert ask(built, periods=[YEAR, two_years, shifted, MARCH], areas=[BINNENSTAD]) == {
        (BINNENSTAD, "2025"): (200, False),
        (BINNENSTAD, "2024/2025"): (210, False),
        (BINNENSTAD, "2024-07/2025-06"): (None, False),
        (BINNENSTAD, "2025-03"): (None, False),
    }


def test_years_and_months_together_cover_a_period(database):
    built = database(
        registraties=[
            {"van": date(2024, 1, 1), "tot": date(2025, 1, 1), "aantal": 10},
            {"aantal": 5},
        ],
        dekking=[{"stap": "jaar", "van": date(2024, 1, 1), "tot": date(2025, 1, 1)}, {"tot": date(2025, 4, 1)}],
    )
    period = ("2024-01/2025-03", date(2024, 1, 1), date(2025, 4, 1))
    assert counts(built, periods=[period], areas=[BINNENSTAD]) == {BINNENSTAD: 15}


def test_one_provisional_month_makes_the_period_provisional(database):
    built = database(dekking=[{"tot": date(2025, 4, 1)}, {"van": date(2025, 4, 1), "status": "voorlopig"}])
    assert ask(built, periods=[MARCH, APRIL, YEAR], areas=[BINNENSTAD]) == {
        (BINNENSTAD, "2025-03"): (0, False),
        (BINNENSTAD, "2025-04"): (0, True),
        (BINNENSTAD, "2025"): (0, True),
    }


TAKEN_OUT = {"gebied": JEKERKWARTIER, "status": "ontbreekt"}


def test_a_buurt_taken_out_is_missing_and_so_are_its_wijk_and_the_city(database):
    built = database(registraties=[{"aantal": 5}], dekking=[{}, TAKEN_OUT])
    assert counts(built, "buurt") == {BINNENSTAD: 5, JEKERKWARTIER: None, WOLDER: 0}
    assert counts(built, "wijk") == {CENTRUM: None, ZUIDWEST: 0}
    assert counts(built, "gemeente") == {STAD: None}


def test_a_buurt_taken_out_in_one_month_is_missing_in_every_period_that_touches_it(database):
    only_march = TAKEN_OUT | {"van": date(2025, 3, 1), "tot": date(2025, 4, 1)}
    built = database(dekking=[{}, only_march])
    found = ask(built, periods=[MARCH, APRIL, YEAR], areas=[JEKERKWARTIER])
    assert {period: count for (_area, period), (count, _flag) in found.items()} == {
        "2025-03": None,
        "2025-04": 0,
        "2025": None,
    }


def test_a_buurt_taken_out_for_a_year_is_missing_in_its_months_too(database):
    """Months may be delivered while the exception is written per year."""
    built = database(registraties=[{"gebied": JEKERKWARTIER}], dekking=[{}, TAKEN_OUT | {"stap": "jaar"}])
    assert counts(built, periods=[MARCH], areas=[JEKERKWARTIER]) == {JEKERKWARTIER: None}


def test_a_buurt_taken_out_of_another_kind_is_not_missing(database):
    built = database(dekking=[{}, TAKEN_OUT | {"soort": "1.4.6"}])
    assert counts(built, areas=[JEKERKWARTIER]) == {JEKERKWARTIER: 0}


def test_coverage_of_one_kind_of_area_says_nothing_about_another(database):
    built = database(dekking=[{"soort_gebied": "gemeente"}])
    assert counts(built, "gemeente") == {STAD: None}
    assert counts(built, "referentie") == {STAD: 0}


@pytest.mark.parametrize("niveau", NAMES)
def test_every_area_and_period_has_a_row_oldest_first(database, niveau):
    built = database(dekking=[{"gebied": ELDERS, "soort_gebied": "gemeente"}])
    found = list(ask(built, niveau, periods=[APRIL, MARCH]))
    areas = {"buurt": [BINNENSTAD, JEKERKWARTIER, WOLDER], "wijk": [CENTRUM, ZUIDWEST], "gemeente": [STAD]}
    expected = areas.get(niveau, [ELDERS, STAD])
    assert found == [(area, label) for area in expected for label in ("2025-03", "2025-04")]


def test_only_the_areas_asked_for(database):
    built = database(dekking=[{}])
    assert list(counts(built, areas=[WOLDER, BINNENSTAD])) == [BINNENSTAD, WOLDER]


def test_the_sources_are_those_of_the_coverage_used(database):
    built = database(
        dekking=[
            {"tot": date(2025, 4, 1), "bron": "maand"},
            {"van": date(2025, 4, 1), "bron": "later"},
            {"soort": "1.4.6", "bron": "anders"},
        ]
    )
    frame = built.run(
        "registraties",
        niveau="buurt",
        gebieden=[BINNENSTAD],
        soorten=["1.1.1"],
        perioden=["2025-03", "2025"],
        van=[MARCH[1], YEAR[1]],
        tot=[MARCH[2], YEAR[2]],
    )
    assert {row.periode: list(row.bronnen) for row in frame.itertuples()} == {
        "2025-03": ["maand"],
        "2025": ["later", "maand"],
    }
