"""Small made-up tables, and the ways in which a researcher may have saved them."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

GM = "GM0935"
CODES = ("BU09350000", "BU09350001", "BU09350100")
Rows = Sequence[Sequence[Any]]

CRIME_HEADER = ("ID", "SoortMisdrijf", "WijkenEnBuurten", "Perioden", "GeregistreerdeMisdrijven_1")
CRIME: Rows = [
    (i, f"{kind:<6}", f"{area:<10}", "2023JJ00", count)
    for i, (kind, area, count) in enumerate(
        [
            ("0.0.0", GM, 60), ("0.0.0", "WK093500", 30), ("0.0.0", CODES[0], 10), ("0.0.0", CODES[1], 20),
            ("0.0.0", CODES[2], 28), ("1.1.1", GM, 3), ("1.1.1", CODES[0], 0), ("1.1.1", CODES[1], 1),
            ("1.1.1", CODES[2], 2),
        ]
    )
]  # fmt: skip
PEOPLE_HEADER = ("buurtcode", "buurtnaam", "jaar", "inwoners")
PEOPLE: Rows = [(code, "Café-buurt", 2023, 1000 + 100 * i) for i, code in enumerate(CODES)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a test puts its files."""
    made = tmp_path / "map"
    made.mkdir()
    return made


@pytest.fixture
def save_csv(folder: Path) -> Callable[..., Path]:
    """Write a CSV file; returns its path."""

    def save(
        name: str, header: Sequence[str], rows: Rows, sep: str = ",", encoding: str = "utf-8", footer: str = ""
    ) -> Path:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=sep, quoting=csv.QUOTE_ALL if sep == ";" else csv.QUOTE_MINIMAL)
        writer.writerows([header, *rows])
        path = folder / name
        path.write_bytes((text.getvalue() + footer).encode(encoding))
        return path

    return save


@pytest.fixture
def save_json(folder: Path) -> Callable[..., Path]:
    """Write the API's own answer."""

    def save(name: str, header: Sequence[str], rows: Rows, table: str = "47018NED", **more: str) -> Path:
        value = [dict(zip(header, row, strict=True)) for row in rows]
        about = f"https://dataderden.cbs.nl/ODataApi/OData/{table}/$metadata#Cbs.OData.WebAPI.TypedDataSet"
        path = folder / name
        path.write_text(json.dumps({"odata.metadata": about, "value": value, **more}), encoding="utf-8")
        return path

    return save


def buurten(codes: Sequence[str] = CODES, detail: int = 1, **columns: Any) -> gpd.GeoDataFrame:
    """Squares in a row; `detail` is the number of points per side."""
    shapes = [
        shapely.segmentize(shapely.box(5.70 + i / 100, 50.85, 5.71 + i / 100, 50.86), 0.01 / detail)
        for i, _code in enumerate(codes)
    ]
    names = {"buurtcode": list(codes), "buurtnaam": [f"Buurt {code[-2:]}" for code in codes]}
    return gpd.GeoDataFrame({**names, **columns}, geometry=shapes, crs="EPSG:4326")


@pytest.fixture
def save_map(folder: Path) -> Callable[..., Path]:
    """Write a map of buurten as GeoJSON or GeoParquet, by the suffix of its name."""

    def save(name: str, codes: Sequence[str] = CODES, detail: int = 1, crs: str = "EPSG:4326", **columns: Any) -> Path:
        frame = buurten(codes, detail, **columns).to_crs(crs)
        path = folder / name
        if path.suffix == ".parquet":
            frame.to_parquet(path)
        else:
            document = json.loads(frame.to_json(drop_id=True))
            if crs != "EPSG:4326":
                document["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{crs.replace(':', '::')}"}}
            path.write_text(json.dumps(document), encoding="utf-8")
        return path

    return save


@pytest.fixture
def basics(save_csv: Callable[..., Path], save_map: Callable[..., Path]) -> Callable[..., list[Path]]:
    """A complete small delivery; leave out what a test makes itself."""

    def make(*without: str) -> list[Path]:
        saved = {
            "misdrijven": lambda: save_csv("misdrijven.csv", CRIME_HEADER, CRIME),
            "grenzen": lambda: save_map("grenzen.geojson"),
            "inwoners": lambda: save_csv("inwoners.csv", PEOPLE_HEADER, PEOPLE),
        }
        return [save() for name, save in saved.items() if name not in without]

    return make


@pytest.fixture
def crime() -> tuple[Sequence[str], Rows]:
    """Header and rows of registered crimes in StatLine's form."""
    return CRIME_HEADER, CRIME
