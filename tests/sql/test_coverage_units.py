"""The table dekking_eenheid: coverage one month or year at a time."""

from collections.abc import Callable
from datetime import date

from analytics.database import Database

Build = Callable[..., Database]


def units(database: Database) -> list[tuple[str, str, date, date, str]]:
    """Every unit: area, step, first day, first day after, status."""
    statement = "SELECT gebied, stap, van, tot, status FROM dekking_eenheid ORDER BY gebied, van"
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
