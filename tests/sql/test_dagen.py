"""Days and weeks: a registration of one day lies on it, and what has an hour lies in its week."""

from datetime import date

import pytest

BINNENSTAD, WOLDER, STAD = "BU09350001", "BU09350101", "GM0935"
SUNDAY = {"van": date(2025, 3, 9), "tot": date(2025, 3, 10)}
ASKED = {
    "niveau": "buurt",
    "gebied": BINNENSTAD,
    "soorten": ["1.1.1"],
    "van": date(2025, 3, 1),
    "tot": date(2025, 4, 1),
}


def days(database, **asked):
    frame = database.run("dagen", **ASKED | asked)
    return [
        (None if row.dag is None or row.dag != row.dag else row.dag.date(), row.aantal) for row in frame.itertuples()
    ]


def weeks(database, **asked):
    frame = database.run("drukke_weken", **ASKED | asked)
    return {(row.week.date(), row.dag, row.dagdeel): row.aantal for row in frame.itertuples()}


def test_a_day_has_its_registrations_with_and_without_an_hour(database):
    assert days(database(registraties=[SUNDAY, SUNDAY | {"uur": 8, "aantal": 2}])) == [(date(2025, 3, 9), 5)]


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"van": date(2025, 3, 9), "tot": date(2025, 3, 11)},
        {"van": date(2025, 3, 9), "tot": date(2025, 3, 11), "uur": 8},
    ],
    ids=["a month", "two days", "an hour on one of two days"],
)
def test_without_a_day_it_is_counted_per_month(database, row):
    assert days(database(registraties=[SUNDAY, row])) == [(date(2025, 3, 9), 3), (None, 3)]


@pytest.mark.parametrize(
    "row",
    [{"soort": "1.4.6"}, {"gebied": WOLDER}, {"van": date(2025, 4, 1), "tot": date(2025, 4, 2)}],
    ids=["another kind", "another buurt", "after the period"],
)
def test_what_is_not_asked_is_not_counted(database, row):
    built = database(registraties=[SUNDAY | {"uur": 8}, SUNDAY | {"uur": 8} | row])
    assert days(built) == [(date(2025, 3, 9), 3)]
    assert weeks(built) == {(date(2025, 3, 3), 7, 2): 3.0}


def test_the_city_counts_its_buurten_and_what_has_no_buurt(database):
    built = database(
        registraties=[SUNDAY | {"uur": 8}, SUNDAY | {"uur": 8, "gebied": STAD, "soort_gebied": "onbekend"}]
    )
    assert days(built, niveau="gemeente", gebied=STAD) == [(date(2025, 3, 9), 6)]
    assert weeks(built, niveau="gemeente", gebied=STAD) == {(date(2025, 3, 3), 7, 2): 6.0}


def test_a_night_between_two_weeks_is_shared_out_evenly(database):
    row = {"van": date(2025, 3, 9), "tot": date(2025, 3, 11), "uur": 22, "uur_tot": 1, "aantal": 4}
    assert weeks(database(registraties=[row])) == {(date(2025, 3, 3), 7, 5): 2.0, (date(2025, 3, 10), 1, 0): 2.0}


def test_without_an_hour_there_is_no_part_of_the_day(database):
    assert weeks(database(registraties=[SUNDAY, {"uur": 8}])) == {}
