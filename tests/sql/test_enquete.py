"""Survey answers per area and year, and the years in which a question was asked."""

import pandas as pd
import pytest

BINNENSTAD, JEKERKWARTIER, WOLDER = "BU09350001", "BU09350002", "BU09350101"
CENTRUM, ZUIDWEST, STAD, ELDERS = "WK093500", "WK093501", "GM0935", "GM0758"


def ask(database, niveau="buurt", years=(2025,), question="rapportcijfer", areas=()):
    """The answer as {(area, year): (value or None, method or None)}."""
    frame = database.run("enquete", niveau=niveau, gebieden=list(areas), jaren=list(years), vraag=question)
    keys = list(zip(frame["gebied"], frame["periode"], strict=True))
    assert len(set(keys)) == len(keys), "more than one row per area and year"
    return {
        (row.gebied, row.periode): (
            None if pd.isna(row.waarde) else row.waarde,
            None if pd.isna(row.methode) else row.methode,
        )
        for row in frame.itertuples()
    }


def years(database, niveau="buurt", question="rapportcijfer"):
    return list(database.run("enquete_jaren", niveau=niveau, vraag=question)["jaar"])


EXCLUDED = {
    "another question": {"vraag": "anders"},
    "another year": {"jaar": 2024},
    "another area": {"gebied": JEKERKWARTIER},
    "another level": {"gebied": CENTRUM},
}


@pytest.mark.parametrize("row", EXCLUDED.values(), ids=EXCLUDED.keys())
def test_not_an_answer_of_binnenstad_in_2025(database, row):
    built = database(enquete=[row])
    assert ask(built, areas=[BINNENSTAD]) == {(BINNENSTAD, "2025"): (None, None)}


def test_every_area_and_year_asked_for_has_a_row(database):
    built = database(enquete=[{}])
    assert ask(built, years=(2024, 2025)) == {
        (BINNENSTAD, "2024"): (None, None),
        (BINNENSTAD, "2025"): (7.1, "2021"),
        (JEKERKWARTIER, "2024"): (None, None),
        (JEKERKWARTIER, "2025"): (None, None),
        (WOLDER, "2024"): (None, None),
        (WOLDER, "2025"): (None, None),
    }


@pytest.mark.parametrize(
    ("niveau", "area"), [("buurt", BINNENSTAD), ("wijk", CENTRUM), ("gemeente", STAD), ("referentie", ELDERS)]
)
def test_each_level_has_its_own_answers_which_are_never_averages_of_lower_levels(database, niveau, area):
    rows = {BINNENSTAD: 6.0, CENTRUM: 7.0, STAD: 8.0, ELDERS: 9.0}
    built = database(enquete=[{"gebied": code, "waarde": value} for code, value in rows.items()])
    assert ask(built, niveau, areas=[area]) == {(area, "2025"): (rows[area], "2021")}


def test_between_municipalities_the_own_one_takes_part(database):
    built = database(enquete=[{"gebied": STAD, "waarde": 8.0}, {"gebied": ELDERS, "waarde": 9.0}])
    assert ask(built, "referentie") == {(ELDERS, "2025"): (9.0, "2021"), (STAD, "2025"): (8.0, "2021")}


def test_between_municipalities_those_without_an_answer_are_there_as_missing(database):
    built = database(dekking=[{"gebied": ELDERS, "soort_gebied": "gemeente"}], enquete=[{"gebied": STAD}])
    assert ask(built, "referentie") == {(ELDERS, "2025"): (None, None), (STAD, "2025"): (7.1, "2021")}


def test_asked_twice_in_a_year_the_larger_survey_speaks(database):
    """Two surveys, two methods, one year: one row per area and year, never an average of the two."""
    built = database(
        enquete=[
            {"waarde": 6.0, "n": 60, "methode": "b"},
            {"waarde": 7.0, "n": 90, "methode": "c"},
            {"waarde": 8.0, "n": None, "methode": "a"},
        ]
    )
    assert ask(built, areas=[BINNENSTAD]) == {(BINNENSTAD, "2025"): (7.0, "c")}


def test_years_with_a_round_are_those_with_a_value_at_that_level(database):
    built = database(
        enquete=[
            {"jaar": 2021},
            {"jaar": 2023, "gebied": WOLDER},
            {"jaar": 2024, "waarde": None, "ondergrens": None, "bovengrens": None},
            {"jaar": 2025, "vraag": "anders"},
            {"jaar": 2022, "gebied": CENTRUM},
            {"jaar": 2020, "gebied": STAD},
            {"jaar": 2019, "gebied": ELDERS},
        ]
    )
    assert years(built, "buurt") == [2021, 2023]
    assert years(built, "wijk") == [2022]
    assert years(built, "gemeente") == [2020]
    assert years(built, "referentie") == [2019, 2020]
