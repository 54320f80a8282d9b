"""The bytes of the files: the same delivery gives the same bytes, and they say what the delivery said."""

import json
import random
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from analytics.contract import SNAPSHOT_FILES, TABLES, Delivery
from analytics.refresh.contents import contents

Build = Callable[..., Delivery]
Boundaries = Callable[..., gpd.GeoDataFrame]


def read(files: dict[str, bytes], name: str) -> pa.Table:
    """One table back from its bytes, every page checked."""
    return pq.read_table(pa.BufferReader(files[f"{name}.parquet"]), page_checksum_verification=True)


def test_every_file_of_the_contract_and_no_other(build: Build) -> None:
    assert sorted(contents(build())) == sorted(SNAPSHOT_FILES)


@pytest.mark.parametrize("name", TABLES)
def test_tables_come_back_as_they_were(build: Build, name: str) -> None:
    delivery = build()
    assert read(contents(delivery), name).equals(delivery.tables[name])


def test_bytes_do_not_depend_on_how_the_rows_were_put_together(build: Build) -> None:
    whole, pieces = build(), build()
    table = pieces.tables["kerncijfers"]
    pieces.tables["kerncijfers"] = pa.concat_tables([table.slice(0, 1), table.slice(1)])
    pieces.tables["straten"] = pieces.tables["straten"].replace_schema_metadata({"pandas": "{}"})
    pieces.boundaries = pieces.boundaries.iloc[::-1]
    assert contents(whole) == contents(pieces)


def test_a_flipped_bit_in_a_page_is_noticed_by_its_checksum(build: Build) -> None:
    chance = random.Random(1)
    row = {"gebied": "BU09350001", "jaar": 2025, "bron": "cbs"}
    rows = [row | {"kenmerk": str(i), "waarde": chance.random()} for i in range(500)]
    delivery = build()
    delivery.tables["kerncijfers"] = pa.Table.from_pylist(rows, schema=TABLES["kerncijfers"])
    content = contents(delivery)["kerncijfers.parquet"]
    page = pq.ParquetFile(pa.BufferReader(content)).metadata.row_group(0).column(3)
    for position in chance.sample(range(page.data_page_offset + 100, page.data_page_offset + 600), 20):
        broken = bytearray(content)
        broken[position] ^= 1
        with pytest.raises(OSError, match="CRC"):
            read({"kerncijfers.parquet": bytes(broken)}, "kerncijfers")


def test_boundaries_have_the_agreed_properties_and_six_decimals(build: Build, boundaries: Boundaries) -> None:
    moved = boundaries()
    moved = moved.set_geometry(moved.geometry.translate(1 / 3 * 1e-6, -1 / 7 * 1e-6))
    document = json.loads(contents(build(boundaries=moved))["buurten.geojson"])
    assert [feature["properties"]["buurtcode"] for feature in document["features"]] == [
        "BU09350001",
        "BU09350002",
        "BU09350101",
    ]
    assert document["features"][0]["properties"] == {
        "buurtcode": "BU09350001",
        "buurtnaam": "Binnenstad",
        "wijkcode": "WK093500",
        "wijknaam": "Centrum",
        "gemeentecode": "GM0935",
        "gemeentenaam": "Maastricht",
    }
    assert document["features"][0]["geometry"]["coordinates"] == [
        [[5.69, 50.84], [5.69, 50.85], [5.68, 50.85], [5.68, 50.84], [5.69, 50.84]]
    ]


def test_outer_rings_run_counter_clockwise_and_holes_clockwise(build: Build, boundaries: Boundaries) -> None:
    hole = shapely.box(5.683, 50.843, 5.687, 50.847)
    ring = shapely.difference(shapely.box(5.68, 50.84, 5.69, 50.85), hole).reverse()
    shapes = [ring, *boundaries().geometry[1:]]
    feature = json.loads(contents(build(boundaries=boundaries(geometry=shapes)))["buurten.geojson"])["features"][0]
    outer, inner = (shapely.LinearRing(corners) for corners in feature["geometry"]["coordinates"])
    assert outer.is_ccw
    assert not inner.is_ccw


def test_no_minus_zero(build: Build, boundaries: Boundaries) -> None:
    shapes = [shapely.box(-1e-9, 50.84, 0.01, 50.85), *boundaries().geometry[1:]]
    assert b"-0.0" not in contents(build(boundaries=boundaries(geometry=shapes)))["buurten.geojson"]


def test_names_are_readable_in_the_file(build: Build, boundaries: Boundaries) -> None:
    named = boundaries(buurtnaam=["Belvédère", '"t Acker"', "Wolder"])
    text = contents(build(boundaries=named))["buurten.geojson"].decode()
    assert "Belvédère" in text
    assert json.loads(text)["features"][1]["properties"]["buurtnaam"] == '"t Acker"'


def _numbers(value: Any) -> list[float]:
    if isinstance(value, list):
        return [number for item in value for number in _numbers(item)]
    return [value]


def test_neighbours_still_share_their_edges_after_rounding(build: Build, boundaries: Boundaries) -> None:
    document = json.loads(contents(build(boundaries=boundaries()))["buurten.geojson"])
    shapes = np.array([shapely.geometry.shape(feature["geometry"]) for feature in document["features"]])
    assert shapely.coverage_is_valid(shapes)
    assert all(
        round(number, 6) == number for f in document["features"] for number in _numbers(f["geometry"]["coordinates"])
    )
