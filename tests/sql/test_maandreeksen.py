"""The counts that signals are sought in: every level in one answer, and a month that was not delivered is not zero."""

import math
from datetime import date

BINNENSTAD, JEKERKWARTIER, WOLDER = "BU09350001", "BU09350002", "BU09350101"
MAANDEN = [date(2025, 2, 1), date(2025, 3, 1), date(2025, 4, 1)]


def series(database, soorten=("1.1.1",), maanden=MAANDEN):
    frame = database.run("maandreeksen", soorten=list(soorten), maanden=maanden)
    return {
        (gebied, soort): [None if math.isnan(n) else int(n) for n in counts]
        for gebied, soort, counts in zip(frame["gebied"], frame["soort"], frame["aantallen"], strict=True)
    }


def test_every_area_of_every_level_with_its_zeros(database):
    rows = [{"aantal": 3}, {"gebied": JEKERKWARTIER, "aantal": 2}, {"gebied": WOLDER, "aantal": 1}]
    assert series(database(registraties=rows, dekking=[{}])) == {
        (BINNENSTAD, "1.1.1"): [0, 3, 0],
        (JEKERKWARTIER, "1.1.1"): [0, 2, 0],
        (WOLDER, "1.1.1"): [0, 1, 0],
        ("WK093500", "1.1.1"): [0, 5, 0],
        ("WK093501", "1.1.1"): [0, 1, 0],
        ("GM0935", "1.1.1"): [0, 6, 0],
    }


def test_single_registrations_count_in_their_month(database):
    days = [{"van": date(2025, 3, day), "tot": date(2025, 3, day), "aantal": 1} for day in (1, 15)]
    days = [row | {"tot": date(2025, 3, row["van"].day + 1)} for row in days]
    days.append({"van": date(2025, 3, 31), "tot": date(2025, 4, 1), "aantal": 1})
    assert series(database(registraties=days, dekking=[{}]))[BINNENSTAD, "1.1.1"] == [0, 3, 0]


def test_what_has_no_buurt_is_in_the_city_only(database):
    rows = [{"gebied": "GM0935", "soort_gebied": "onbekend", "aantal": 4}]
    found = series(database(registraties=rows, dekking=[{}]))
    assert found["GM0935", "1.1.1"] == [0, 4, 0]
    assert found["WK093500", "1.1.1"] == [0, 0, 0]


def test_a_table_per_municipality_does_not_count(database):
    rows = [{"gebied": "GM0935", "soort_gebied": "gemeente", "aantal": 4}]
    covered = [{}, {"soort_gebied": "gemeente"}]
    assert series(database(registraties=rows, dekking=covered))["GM0935", "1.1.1"] == [0, 0, 0]


def test_a_month_that_was_not_delivered_is_missing(database):
    found = series(database(registraties=[{}], dekking=[{"van": date(2025, 3, 1)}]))
    assert found[BINNENSTAD, "1.1.1"] == [None, 3, 0]
    assert found["GM0935", "1.1.1"] == [None, 3, 0]


def test_a_year_does_not_fill_months(database):
    year = {"van": date(2025, 1, 1), "tot": date(2026, 1, 1)}
    found = series(database(registraties=[year], dekking=[year | {"stap": "jaar"}]))
    assert found[BINNENSTAD, "1.1.1"] == [None, None, None]


def test_kinds_are_apart(database):
    rows = [{"aantal": 3}, {"soort": "1.1.2", "aantal": 5}]
    covered = [{}, {"soort": "1.1.2", "van": date(2025, 3, 1), "tot": date(2025, 4, 1)}]
    found = series(database(registraties=rows, dekking=covered), ("1.1.1", "1.1.2"))
    assert found[BINNENSTAD, "1.1.1"] == [0, 3, 0]
    assert found[BINNENSTAD, "1.1.2"] == [None, 5, None]


def test_a_buurt_taken_out_takes_its_wijk_and_the_city_along(database):
    gap = {"gebied": JEKERKWARTIER, "status": "ontbreekt", "van": date(2025, 3, 1), "tot": date(2025, 4, 1)}
    found = series(database(registraties=[{}], dekking=[{}, gap]))
    assert found[JEKERKWARTIER, "1.1.1"] == [0, None, 0]
    assert found["WK093500", "1.1.1"] == [0, None, 0]
    assert found["GM0935", "1.1.1"] == [0, None, 0]
    assert found[BINNENSTAD, "1.1.1"] == [0, 3, 0]
    assert found["WK093501", "1.1.1"] == [0, 0, 0]
