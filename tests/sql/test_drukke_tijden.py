"""Busy times: a registration lies at its hour, or evenly over the hours between which it happened."""

from datetime import date

import pytest

BINNENSTAD, WOLDER, STAD = "BU09350001", "BU09350101", "GM0935"
SUNDAY = {"van": date(2025, 3, 9), "tot": date(2025, 3, 10)}


def ask(database, niveau="buurt", area=BINNENSTAD):
    frame = database.run(
        "drukke_tijden", niveau=niveau, gebied=area, soorten=["1.1.1"], van=date(2025, 3, 1), tot=date(2025, 4, 1)
    )
    known = frame.dropna(subset=["dag"])
    hours = {(int(row.dag), int(row.uur)): row.aantal for row in known.itertuples()}
    return hours, float(frame[frame["dag"].isna()]["aantal"].iloc[0]), float(known["gespreid"].sum())


def test_a_registration_with_an_hour_lies_there(database):
    assert ask(database(registraties=[SUNDAY | {"uur": 23, "aantal": 2}])) == ({(7, 23): 2.0}, 0.0, 0.0)


def test_a_night_between_two_days_is_shared_out_evenly(database):
    row = {"van": date(2025, 3, 9), "tot": date(2025, 3, 11), "uur": 22, "uur_tot": 1, "aantal": 4}
    hours, unknown, spread = ask(database(registraties=[row]))
    assert hours == {(7, 22): 1.0, (7, 23): 1.0, (1, 0): 1.0, (1, 1): 1.0}
    assert (unknown, spread) == (0.0, 4.0)


def test_begin_and_end_in_one_hour_is_that_hour(database):
    assert ask(database(registraties=[SUNDAY | {"uur": 8, "uur_tot": 8}])) == ({(7, 8): 3.0}, 0.0, 0.0)


def test_more_than_a_week_comes_back_at_the_same_hour(database):
    row = {"van": date(2025, 3, 3), "tot": date(2025, 3, 11), "uur": 0, "uur_tot": 23, "aantal": 192}
    hours, _unknown, _spread = ask(database(registraties=[row]))
    assert hours[(1, 5)] == pytest.approx(2.0)  # two Mondays
    assert hours[(2, 5)] == pytest.approx(1.0)
    assert sum(hours.values()) == pytest.approx(192.0)


@pytest.mark.parametrize(
    "row",
    [
        SUNDAY,
        {"uur": 8},
        SUNDAY | {"uur": 9, "uur_tot": 8},
    ],
    ids=["no hour", "an hour of a whole month", "an end before its begin"],
)
def test_without_an_hour_it_is_unknown(database, row):
    assert ask(database(registraties=[row])) == ({}, 3.0, 0.0)


@pytest.mark.parametrize(
    "row",
    [
        {"soort": "1.4.6"},
        {"gebied": WOLDER},
        {"van": date(2025, 2, 28), "tot": date(2025, 3, 2)},
        {"van": date(2025, 3, 31), "tot": date(2025, 4, 2)},
        {"gebied": STAD, "soort_gebied": "gemeente"},
    ],
    ids=["another kind", "another buurt", "begins before the period", "ends after it", "the table per municipality"],
)
def test_what_is_not_asked_is_not_counted(database, row):
    built = database(registraties=[SUNDAY | {"uur": 8}, SUNDAY | {"uur": 8, "uur_tot": 8} | row])
    assert ask(built) == ({(7, 8): 3.0}, 0.0, 0.0)


def test_the_city_counts_its_buurten_and_what_has_no_buurt(database):
    rows = [SUNDAY | {"uur": 8}, SUNDAY | {"uur": 8, "gebied": STAD, "soort_gebied": "onbekend"}]
    assert ask(database(registraties=rows), "gemeente", STAD)[0] == {(7, 8): 6.0}
