"""The table dekking_eenheid: coverage one month or year at a time."""

from collections.abc import Callable
from datetime import date

from analytics.database import Database

Build = Callable[..., Database]


def units(database: Database) -> list[tuple[str, str, date, date, str]]:
    """Every unit that was delivered: area, step, first day, first day after, status."""
    return _rows(database, "soort_gebied <> 'straat'")


def by_street(database: Database) -> list[tuple[str, date, str]]:
    """Every unit of which streets are known: kind, first day, status."""
    return [(soort, van, status) for soort, _, van, _, status in _rows(database, "soort_gebied = 'straat'", "soort")]


def _rows(database: Database, where: str, what: str = "gebied") -> list[tuple[str, str, date, date, str]]:
    statement = f"SELECT {what}, stap, van, tot, status FROM dekking_eenheid WHERE {where} ORDER BY {what}, van"
    return database._connection.cursor().execute(statement).fetchall()


def test_a_range_of_months_becomes_its_months(database: Build) -> None:
    found = units(database(dekking=[{"van": date(2025, 11, 1), "tot": date(2026, 2, 1)}]))
    assert [(van, tot) for _, _, van, tot, _ in found] == [
        (date(2025, 11, 1), date(2025, 12, 1)),
        (date(2025, 12, 1), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 2, 1)),
    ]


def test_a_range_of_years_becomes_its_years(database: Build) -> None:
    found = units(database(dekking=[{"stap": "jaar", "van": date(2023, 1, 1), "tot": date(2025, 1, 1)}]))
    assert [(stap, van, tot) for _, stap, van, tot, _ in found] == [
        ("jaar", date(2023, 1, 1), date(2024, 1, 1)),
        ("jaar", date(2024, 1, 1), date(2025, 1, 1)),
    ]


def test_leap_day_is_inside_its_month(database: Build) -> None:
    found = units(database(dekking=[{"van": date(2024, 2, 1), "tot": date(2024, 3, 1)}]))
    assert [(van, tot) for _, _, van, tot, _ in found] == [(date(2024, 2, 1), date(2024, 3, 1))]


def test_status_and_exceptions_per_buurt_are_kept(database: Build) -> None:
    exception = {"gebied": "BU09350001", "status": "ontbreekt", "tot": date(2025, 2, 1)}
    found = units(database(dekking=[{"tot": date(2025, 2, 1), "status": "voorlopig"}, exception]))
    assert [(gebied, status) for gebied, _, _, _, status in found] == [
        ("BU09350001", "ontbreekt"),
        ("GM0935", "voorlopig"),
    ]


def test_no_coverage_no_units(database: Build) -> None:
    assert units(database()) == []


STREET = {"straat": "Markt"}
FEBRUARY = {"van": date(2025, 2, 1), "tot": date(2025, 3, 1)}
BOTH = [{"tot": date(2025, 4, 1)}, {"tot": date(2025, 4, 1), "soort": "1.4.6"}]


def test_streets_are_known_in_the_months_in_which_a_registration_names_one(database: Build) -> None:
    found = by_street(database(dekking=BOTH, registraties=[STREET, FEBRUARY]))
    assert found == [("1.1.1", date(2025, 3, 1), "definitief"), ("1.4.6", date(2025, 3, 1), "definitief")]


def test_streets_of_one_source_say_nothing_of_another(database: Build) -> None:
    both = [BOTH[0], BOTH[1] | {"bron": "anders"}]
    assert by_street(database(dekking=both, registraties=[STREET | {"bron": "anders"}])) == [
        ("1.4.6", date(2025, 3, 1), "definitief")
    ]


def test_years_know_no_streets_and_a_buurt_taken_out_stays_out(database: Build) -> None:
    years = {"stap": "jaar"}
    exception = {"gebied": "BU09350001", "status": "ontbreekt", "tot": date(2025, 2, 1)}
    assert by_street(database(dekking=[years, exception], registraties=[STREET])) == [
        ("1.1.1", date(2025, 1, 1), "ontbreekt")
    ]
