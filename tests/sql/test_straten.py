"""Registrations by street: only where the street has a place, and only what lies within the period."""

from datetime import date

import pytest

BINNENSTAD, WOLDER = "BU09350001", "BU09350101"
MARKT = {"straat": "Markt", "lon": 5.69, "lat": 50.85}
DAY = {"van": date(2025, 3, 9), "tot": date(2025, 3, 10), "straat": "Markt"}


def ask(database, kinds=("1.1.1",), areas=()):
    frame = database.run(
        "straten", soorten=list(kinds), van=date(2025, 3, 1), tot=date(2025, 4, 1), gebieden=list(areas)
    )
    return {(row.gebied, row.straat): row.aantal for row in frame.itertuples()}


EXCLUDED = {
    "another kind": {"soort": "1.4.6"},
    "no street known": {"straat": None},
    "a street without a place": {"straat": "Onbekendestraat"},
    "a street of that name in another buurt": {"gebied": WOLDER},
    "too early": {"van": date(2025, 2, 28), "tot": date(2025, 3, 1)},
    "too late": {"van": date(2025, 4, 1), "tot": date(2025, 4, 2)},
    "a month that is not within the period": {"van": date(2025, 2, 15), "tot": date(2025, 3, 15)},
}


@pytest.mark.parametrize("row", EXCLUDED.values(), ids=EXCLUDED.keys())
def test_not_counted_on_the_markt(database, row):
    built = database(registraties=[DAY | {"aantal": 2}, DAY | {"aantal": 50} | row], straten=[MARKT])
    assert ask(built) == {(BINNENSTAD, "Markt"): 2}


def test_rows_of_a_street_are_counted_together(database):
    built = database(
        registraties=[DAY | {"uur": 1, "aantal": 2}, DAY | {"uur": 23, "aantal": 30}, DAY | {"soort": "1.4.6"}],
        straten=[MARKT, {"straat": "Leeg"}],
    )
    assert ask(built) == {(BINNENSTAD, "Markt"): 32}
    assert ask(built, kinds=["1.1.1", "1.4.6"]) == {(BINNENSTAD, "Markt"): 35}


def test_streets_of_one_name_in_two_buurten_are_two_streets(database):
    built = database(
        registraties=[DAY | {"aantal": 2}, DAY | {"gebied": WOLDER, "aantal": 30}],
        straten=[MARKT, MARKT | {"gebied": WOLDER}],
    )
    assert ask(built) == {(BINNENSTAD, "Markt"): 2, (WOLDER, "Markt"): 30}
    assert ask(built, areas=[WOLDER]) == {(WOLDER, "Markt"): 30}
