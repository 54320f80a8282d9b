"""A small city that can be published, and processes of their own that publish it and may be killed."""

import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
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
CODES = ("BU09350001", "BU09350002", "BU09350101")
PROJECT = Path(__file__).parents[3]

Build = Callable[..., Delivery]
Order = Callable[..., int]


def make_rows(burglaries: int) -> dict[str, list[dict[str, Any]]]:
    """Rows per table: burglaries and all crimes in March 2025 in the first buurt."""
    month = {"gebied": CODES[0], "soort_gebied": "buurt", "van": date(2025, 3, 1), "tot": date(2025, 4, 1)}
    year = {"gebied": "GM0935", "soort_gebied": "buurt", "stap": "maand", "status": "definitief"}
    year |= {"van": date(2025, 1, 1), "tot": date(2026, 1, 1)}
    counted = {"1.1.1": burglaries, "0.0.0": burglaries + 2}
    return {
        "registraties": [month | {"soort": kind, "aantal": n, "bron": "politie"} for kind, n in counted.items()],
        "dekking": [year | {"soort": kind, "bron": "politie"} for kind in counted],
        "enquete": [
            {"gebied": CODES[0], "jaar": 2025, "vraag": "cijfer", "waarde": 7.1, "bron": "cbs", "methode": "2021"}
        ],
        "kerncijfers": [
            {"gebied": code, "jaar": 2025, "kenmerk": "inwoners", "waarde": 1200.0, "bron": "cbs"} for code in CODES
        ],
        "straten": [{"gebied": CODES[0], "straat": "Dorpsstraat", "lon": 5.685, "lat": 50.845}],
        "standen": [],
    }


def make_boundaries(**changed: Any) -> gpd.GeoDataFrame:
    """Three square buurten side by side; `changed` replaces whole columns."""
    columns: dict[str, Any] = {
        "buurtcode": list(CODES),
        "buurtnaam": ["Binnenstad", "Jekerkwartier", "Wolder"],
        "wijkcode": ["WK093500", "WK093500", "WK093501"],
        "wijknaam": ["Centrum", "Centrum", "Zuidwest"],
        "gemeentecode": ["GM0935"] * 3,
        "gemeentenaam": ["Maastricht"] * 3,
        "geometry": [shapely.box(5.68 + 0.01 * i, 50.84, 5.69 + 0.01 * i, 50.85) for i in range(3)],
    }
    return gpd.GeoDataFrame(columns | changed, crs=4326)


def make_delivery(burglaries: int = 3, **changed: Any) -> Delivery:
    """A delivery without problems; `changed` replaces fields of Delivery."""
    rows = make_rows(burglaries)
    fields: dict[str, Any] = {
        "gemeente": "GM0935",
        "gemeentenaam": "Maastricht",
        "tables": {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in TABLES.items()},
        "boundaries": make_boundaries(),
        "bronnen": {key: Bron(titel=key, uitgever="Uitgever", licentie="CC BY 4.0") for key in ("politie", "cbs")},
        "raw": {"antwoord.json": b"{}"},
    }
    return Delivery(**(fields | changed))


@pytest.fixture
def build() -> Build:
    """The builder of deliveries."""
    return make_delivery


@pytest.fixture
def boundaries() -> Callable[..., gpd.GeoDataFrame]:
    """The builder of boundaries."""
    return make_boundaries


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty data root."""
    return tmp_path / "root"


@pytest.fixture
def first(root: Path) -> Snapshot:
    """The snapshot that is live in `root` before the test does anything."""
    return publish(make_delivery(), root, by="toets", reason="eerste", now=NOW)


@pytest.fixture(scope="session")
def other_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Order]:
    """Publish in another process: order(root, burglaries, kill_at=step | after=seconds | file_limit=bytes).

    Returns its exit code, negative when a signal ended it. One helper process loads the code once and forks.
    """
    folder = tmp_path_factory.mktemp("deliveries")
    command = [sys.executable, str(Path(__file__).with_name("forking.py"))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(PROJECT)}
    ) as helper:
        orders, results = helper.stdin, helper.stdout
        assert orders is not None
        assert results is not None

        def order(root: Path, burglaries: int, **how: Any) -> int:
            pickled = folder / f"{burglaries}.pickle"
            pickled.write_bytes(pickle.dumps(make_delivery(burglaries)))
            line = {"root": str(root), "delivery": str(pickled), "now": NOW.isoformat(), **how}
            orders.write(json.dumps(line) + "\n")
            orders.flush()
            return int(results.readline())

        yield order
        orders.close()
