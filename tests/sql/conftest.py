"""Rows with defaults, and a database of just those rows: three buurten in two wijken, burglaries in 2025."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from analytics.contract import TABLES
from analytics.database import AREAS, Database

Row = dict[str, Any]

DEFAULTS: dict[str, Row] = {
    "registraties": {
        "gebied": "BU09350001",
        "soort_gebied": "buurt",
        "van": date(2025, 3, 1),
        "tot": date(2025, 4, 1),
        "uur": None,
        "uur_tot": None,
        "straat": None,
        "soort": "1.1.1",
        "aantal": 3,
        "bron": "politie",
    },
    "dekking": {
        "gebied": "GM0935",
        "soort_gebied": "buurt",
        "soort": "1.1.1",
        "stap": "maand",
        "van": date(2025, 1, 1),
        "tot": date(2026, 1, 1),
        "status": "definitief",
        "bron": "politie",
    },
    "enquete": {
        "gebied": "BU09350001",
        "jaar": 2025,
        "vraag": "rapportcijfer",
        "waarde": 7.1,
        "ondergrens": 6.9,
        "bovengrens": 7.3,
        "standaardfout": 0.1,
        "n": 80,
        "bron": "politie",
        "methode": "2021",
    },
    "kerncijfers": {
        "gebied": "BU09350001",
        "jaar": 2025,
        "kenmerk": "inwoners",
        "waarde": 1200.0,
        "bron": "politie",
    },
    "straten": {"gebied": "BU09350001", "straat": "Dorpsstraat", "lon": 5.69, "lat": 50.85},
    "standen": {
        "peildatum": date(2025, 12, 15),
        "gebied": "GM0935",
        "soort": "1.1.1",
        "maand": date(2025, 11, 1),
        "aantal": 3,
    },
}
BUURTEN = [
    ("BU09350001", "Binnenstad", "WK093500", "Centrum", "GM0935", "Maastricht"),
    ("BU09350002", "Jekerkwartier", "WK093500", "Centrum", "GM0935", "Maastricht"),
    ("BU09350101", "Wolder", "WK093501", "Zuidwest", "GM0935", "Maastricht"),
]


def make_database(**tables: list[Row]) -> Database:
    """A database with, per table named, rows that differ from the default as given; other tables are empty."""
    filled = {
        name: pa.Table.from_pylist([DEFAULTS[name] | changed for changed in tables.get(name, [])], schema=schema)
        for name, schema in TABLES.items()
    }
    areas = pa.Table.from_pylist([dict(zip(AREAS.names, buurt, strict=True)) for buurt in BUURTEN], schema=AREAS)
    return Database(filled, areas)


@pytest.fixture
def database() -> Callable[..., Database]:
    """The builder of databases."""
    return make_database
