"""A delivery as the bytes of the files of a snapshot: the same delivery always gives the same bytes."""

import json
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from analytics.contract import BOUNDARIES_FILE, BOUNDARY_COLUMNS, DISPLAY_MAP_FILE, TABLES, Delivery
from analytics.refresh.display_map import display_map

DECIMALS = 6  # about ten centimetres
COMPRESSION_LEVEL = 9


def contents(delivery: Delivery) -> dict[str, bytes]:
    """Every file of contract.SNAPSHOT_FILES with its bytes. The structure was checked before (checks.py)."""
    files = {f"{name}.parquet": _parquet(delivery.tables[name], schema) for name, schema in TABLES.items()}
    files[BOUNDARIES_FILE] = _geojson(delivery.boundaries)
    files[DISPLAY_MAP_FILE] = _json(display_map(delivery.boundaries))
    return files


def _parquet(table: pa.Table, schema: pa.Schema) -> bytes:
    # one chunk and the contract's own schema: how the rows were put together leaves no trace in the bytes
    plain = pa.Table.from_arrays([column.combine_chunks() for column in table.columns], schema=schema)
    sink = pa.BufferOutputStream()
    pq.write_table(plain, sink, compression="zstd", compression_level=COMPRESSION_LEVEL, write_page_checksum=True)
    return bytes(sink.getvalue())


def _geojson(boundaries: gpd.GeoDataFrame) -> bytes:
    """GeoJSON (RFC 7946: longitude first, outer rings counter-clockwise), one buurt per line, by code."""
    ordered = boundaries.sort_values("buurtcode", ignore_index=True)
    shapes = shapely.orient_polygons(shapely.transform(ordered.geometry.to_numpy(), _rounded))
    lines = [
        _compact(
            {
                "type": "Feature",
                "properties": {name: row[name] for name in BOUNDARY_COLUMNS},
                "geometry": shapely.geometry.mapping(shape),
            }
        )
        for row, shape in zip(ordered[list(BOUNDARY_COLUMNS)].to_dict("records"), shapes, strict=True)
    ]
    return ('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n").encode()


def _rounded(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.round(points, DECIMALS) + 0.0  # no minus zero


def _json(document: dict[str, Any]) -> bytes:
    return (_compact(document) + "\n").encode()


def _compact(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
