"""Denominators: which year's key figure belongs to a period, and when an area has none."""

from datetime import date

import pytest

BINNENSTAD, JEKERKWARTIER, WOLDER = BUURTEN = ("BU09350001", "BU09350002", "BU09350101")
CENTRUM, ZUIDWEST, STAD, ELDERS = "WK093500", "WK093501", "GM0935", "GM0758"


def ask(database, niveau="buurt", years=(2025,), tot=None, kenmerk="inwoners", areas=()):
    """The answer as {(area, period): (denominator, year of the key figure)}."""
    ends = tot or [date(year + 1, 1, 1) for year in years]
    frame = database.run(
        "noemers",
        niveau=niveau,
        gebieden=list(areas),
        perioden=[str(year) for year in years],
        tot=ends,
        kenmerk=kenmerk,
    )
    return {(row.gebied, row.periode): (row.noemer, row.jaar) for row in frame.itertuples()}


def figures(values, year=2025, **changed):
    """One row per buurt."""
    return [{"gebied": b, "jaar": year, "waarde": v} | changed for b, v in zip(BUURTEN, values, strict=True)]


def test_higher_levels_are_sums_of_buurten(database):
    built = database(kerncijfers=figures([1, 20, 300]))
    assert ask(built, "buurt") == {(b, "2025"): (v, 2025) for b, v in zip(BUURTEN, [1, 20, 300], strict=True)}
    assert ask(built, "wijk") == {(CENTRUM, "2025"): (21, 2025), (ZUIDWEST, "2025"): (300, 2025)}
    assert ask(built, "gemeente") == {(STAD, "2025"): (321, 2025)}


def test_registrations_without_a_buurt_do_not_change_the_denominator(database):
    built = database(
        registraties=[{"gebied": STAD, "soort_gebied": "onbekend"}], dekking=[{}], kerncijfers=figures([1, 20, 300])
    )
    assert ask(built, "gemeente") == {(STAD, "2025"): (321, 2025)}


def test_between_municipalities_the_own_one_is_the_sum_of_its_buurten(database):
    elsewhere = {"gebied": ELDERS, "waarde": 4000.0}
    built = database(
        dekking=[{"gebied": ELDERS, "soort_gebied": "gemeente"}], kerncijfers=[*figures([1, 20, 300]), elsewhere]
    )
    assert ask(built, "referentie") == {(STAD, "2025"): (321, 2025), (ELDERS, "2025"): (4000, 2025)}
    assert ask(built, "referentie", areas=[STAD]) == {(STAD, "2025"): (321, 2025)}


def test_another_key_figure_is_not_used(database):
    built = database(kerncijfers=[{"waarde": 900.0, "kenmerk": "woningen"}])
    assert ask(built, "buurt") == {}
    assert ask(built, "buurt", kenmerk="woningen") == {(BINNENSTAD, "2025"): (900, 2025)}


@pytest.mark.parametrize(
    ("known", "used"),
    [
        ([2025], 2025),
        ([2023, 2024], 2024),
        ([2024, 2026], 2024),
        ([2026, 2027], 2026),
        ([2012, 2026], 2012),
    ],
)
def test_the_year_itself_else_the_nearest_earlier_else_the_first_later(database, known, used):
    built = database(kerncijfers=[{"jaar": year, "waarde": float(year)} for year in known])
    assert ask(built) == {(BINNENSTAD, "2025"): (used, used)}


@pytest.mark.parametrize(
    ("tot", "used"),
    [
        (date(2025, 1, 1), 2024),  # ends with 31 December 2024
        (date(2025, 2, 1), 2025),
        (date(2026, 1, 1), 2025),
        (date(2026, 7, 1), 2026),  # July 2025 up to and including June 2026
    ],
)
def test_the_year_in_which_the_period_ends(database, tot, used):
    built = database(kerncijfers=[{"jaar": year, "waarde": float(year)} for year in (2024, 2025, 2026)])
    assert ask(built, tot=[tot]) == {(BINNENSTAD, "2025"): (used, used)}


def test_every_period_has_its_own_year(database):
    built = database(kerncijfers=[{"jaar": year, "waarde": float(year)} for year in (2023, 2025)])
    assert ask(built, years=(2023, 2024, 2025)) == {
        (BINNENSTAD, "2023"): (2023, 2023),
        (BINNENSTAD, "2024"): (2023, 2023),
        (BINNENSTAD, "2025"): (2025, 2025),
    }


@pytest.mark.parametrize("lacking", [{"waarde": None}, None], ids=["no value", "no row"])
def test_a_buurt_without_a_figure_leaves_its_wijk_and_the_city_without_one(database, lacking):
    rows = figures([1, 20, 300])
    rows[1:2] = [rows[1] | lacking] if lacking else []
    built = database(kerncijfers=rows)
    assert ask(built, "buurt") == {(BINNENSTAD, "2025"): (1, 2025), (WOLDER, "2025"): (300, 2025)}
    assert ask(built, "wijk") == {(ZUIDWEST, "2025"): (300, 2025)}
    assert ask(built, "gemeente") == {}


def test_a_zero_is_a_figure(database):
    built = database(kerncijfers=figures([0, 20, 300]))
    assert ask(built, "buurt", areas=[BINNENSTAD]) == {(BINNENSTAD, "2025"): (0, 2025)}
    assert ask(built, "gemeente") == {(STAD, "2025"): (320, 2025)}


def test_a_wijk_uses_one_year_for_all_its_buurten(database):
    """Half of one year and half of another would be nobody's number."""
    built = database(kerncijfers=[*figures([1, 20, 300], 2024), {"jaar": 2025, "waarde": 5000.0}])
    assert ask(built, "wijk", areas=[CENTRUM]) == {(CENTRUM, "2025"): (21, 2024)}
    assert ask(built, "buurt", areas=[BINNENSTAD]) == {(BINNENSTAD, "2025"): (5000, 2025)}
