"""A small city that can be published: three buurten in two wijken, a few months of two kinds and their total."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyarrow as pa
import pytest
import shapely

from analytics.contract import TABLES, Bron, Delivery
from analytics.refresh.publish import publish
from analytics.snapshots import Snapshot

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
MONTHS = [date(2025, month, 1) for month in range(1, 13)] + [date(2026, 1, 1)]
CODES = ("BU09350001", "BU09350002", "BU09350101")

Build = Callable[..., Delivery]


def registration(**changed: Any) -> dict[str, Any]:
    """One row of registraties: three burglaries in March in the first buurt."""
    row: dict[str, Any] = {
        "gebied": CODES[0],
        "soort_gebied": "buurt",
        "van": date(2025, 3, 1),
        "tot": date(2025, 4, 1),
        "uur": None,
        "straat": None,
        "soort": "1.1.1",
        "aantal": 3,
        "bron": "politie",
    }
    return row | changed


def coverage(**changed: Any) -> dict[str, Any]:
    """One row of dekking: burglaries per month of 2025, in every buurt."""
    row: dict[str, Any] = {
        "gebied": "GM0935",
        "soort_gebied": "buurt",
        "soort": "1.1.1",
        "stap": "maand",
        "van": date(2025, 1, 1),
        "tot": date(2026, 1, 1),
        "status": "definitief",
        "bron": "politie",
    }
    return row | changed


def survey(**changed: Any) -> dict[str, Any]:
    """One row of enquete: a report mark of 7.1."""
    row: dict[str, Any] = {
        "gebied": CODES[0],
        "jaar": 2025,
        "vraag": "rapportcijfer",
        "waarde": 7.1,
        "ondergrens": 6.9,
        "bovengrens": 7.3,
        "standaardfout": 0.1,
        "n": 80,
        "bron": "enquete",
        "methode": "2021",
    }
    return row | changed


def key_figure(**changed: Any) -> dict[str, Any]:
    """One row of kerncijfers: inhabitants of the first buurt."""
    return {
        "gebied": CODES[0],
        "jaar": 2025,
        "kenmerk": "inwoners",
        "waarde": 1200.0,
        "bron": "cbs",
    } | changed


def street(**changed: Any) -> dict[str, Any]:
    """One row of straten."""
    return {"gebied": CODES[0], "straat": "Dorpsstraat", "lon": 5.69, "lat": 50.85} | changed


def boundaries(**changed: Any) -> gpd.GeoDataFrame:
    """Three square buurten side by side; `changed` replaces whole columns."""
    squares = [shapely.box(5.68 + 0.01 * i, 50.84, 5.69 + 0.01 * i, 50.85) for i in range(3)]
    columns: dict[str, Any] = {
        "buurtcode": list(CODES),
        "buurtnaam": ["Binnenstad", "Jekerkwartier", "Wolder"],
        "wijkcode": ["WK093500", "WK093500", "WK093501"],
        "wijknaam": ["Centrum", "Centrum", "Zuidwest"],
        "gemeentecode": ["GM0935"] * 3,
        "gemeentenaam": ["Maastricht"] * 3,
        "geometry": squares,
    }
    return gpd.GeoDataFrame(columns | changed, crs=4326)


def sources() -> dict[str, Bron]:
    """A source for every key the rows use."""
    return {key: Bron(titel=key, uitgever="Uitgever", licentie="CC BY 4.0") for key in ("politie", "enquete", "cbs")}


def delivery(**changed: Any) -> Delivery:
    """A delivery without problems; a table's name with rows, or another field of Delivery, replaces that part."""
    rows: dict[str, list[dict[str, Any]]] = {
        "registraties": [registration(), registration(soort="0.0.0", aantal=5)],
        "dekking": [coverage(), coverage(soort="0.0.0")],
        "enquete": [survey()],
        "kerncijfers": [key_figure(gebied=code) for code in CODES],
        "straten": [street()],
    }
    for name in rows.keys() & changed.keys():
        rows[name] = changed.pop(name)
    fields: dict[str, Any] = {
        "gemeente": "GM0935",
        "gemeentenaam": "Maastricht",
        "tables": {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in TABLES.items()},
        "boundaries": boundaries(),
        "bronnen": sources(),
    }
    return Delivery(**(fields | changed))


@pytest.fixture
def build() -> Build:
    """The builder of deliveries."""
    return delivery


@pytest.fixture
def published(tmp_path: Path) -> Snapshot:
    """A root in tmp_path with one published snapshot."""
    return publish(delivery(), tmp_path, by="toets", reason="eerste", now=NOW)
