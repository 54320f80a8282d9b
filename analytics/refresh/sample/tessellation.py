"""Schematic boundaries of the buurten, from a point and an area each and the course of the river, if there is one.

Nothing comes from the official boundaries. The outline is a smooth hull; each bank of the river is divided by a power
diagram with the right areas; then all is gently bent, so that lines look drawn. See docs/explanation/voorbeeld.md.
"""

from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from analytics.contract import BOUNDARY_COLUMNS
from analytics.refresh.sample import outline, power
from analytics.refresh.sample.facts import Bools, Floats, buurten
from analytics.refresh.sample.outline import RD
from analytics.refresh.sample.warp import Warp

DECIMALS = 6  # of a degree: about 10 cm
_SEGMENT = 90.0  # metres between the corners of a bent line
_CORRECTIONS = 3  # times the areas are measured after drawing and the aim corrected


def boundaries() -> gpd.GeoDataFrame:
    """One polygon per buurt with BOUNDARY_COLUMNS, EPSG:4326, in the order of facts.buurten."""
    table = buurten()
    drawn = gpd.GeoSeries(_draw(), crs=RD).to_crs(4326)
    return gpd.GeoDataFrame(table[list(BOUNDARY_COLUMNS)], geometry=_rounded(drawn.to_numpy()), crs=4326)


def points() -> Floats:
    """The point of every buurt (n x 2, metres)."""
    table = buurten()
    located = gpd.GeoSeries(gpd.points_from_xy(table["lon"], table["lat"]), crs=4326).to_crs(RD)
    return np.asarray(shapely.get_coordinates(located.to_numpy()))


def areas() -> Floats:
    """The area of every buurt, water included (m2)."""
    return buurten()["oppervlakte_ha"].to_numpy(dtype=np.float64) * 1e4


def _draw() -> list[Any]:
    """The polygons in metres: before bending straight, after bending with the right areas."""
    warp = Warp()
    river, straight = outline.river(), warp.undo(points())
    masks = _banks(divided=river is not None)
    domains = outline.banks(straight, areas(), masks, None if river is None else warp.undo(river))
    shifts = buurten()[["schuif_oost", "schuif_noord"]].to_numpy(dtype=np.float64)
    aim = areas()
    for _correction in range(_CORRECTIONS):
        polygons = _divide(domains, straight + shifts, aim, masks)
        bent = _bend(polygons, warp)
        aim = aim * areas() / shapely.area(bent)
    return list(bent)


def _banks(*, divided: bool) -> list[Bools]:
    """Which buurten are on each bank: west and east, or all together without a river."""
    west = (buurten()["oever"] == "west").to_numpy()
    return [west, ~west] if divided else [np.ones(len(west), dtype=np.bool_)]


def _divide(domains: list[Any], generators: Floats, aim: Floats, masks: list[Bools]) -> Any:
    """The straight cells of every bank, in the order of the buurten."""
    polygons = np.empty(len(aim), dtype=object)
    for domain, own in zip(domains, masks, strict=True):
        weights = power.fit(domain, generators[own], aim[own])
        polygons[own] = shapely.intersection(power.cells(domain, generators[own], weights), domain)
    return polygons


def _bend(polygons: Any, warp: Warp) -> Any:
    """Give shared edges the same corners, cut them in short pieces, and move every corner with the warp."""
    return shapely.transform(_noded(polygons), warp.apply)


def _noded(polygons: Any) -> Any:
    """The same polygons, rebuilt from their edges so that neighbours have exactly the same corners."""
    lines = shapely.node(shapely.union_all(shapely.boundary(polygons), grid_size=0.01))
    short = shapely.segmentize(shapely.line_merge(lines), _SEGMENT)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(short)))
    return np.array([_face_of(polygon, faces) for polygon in polygons])


def _face_of(polygon: Any, faces: Any) -> Any:
    """The face that is this polygon: the one with most overlap."""
    return faces[int(np.argmax(shapely.area(shapely.intersection(faces, polygon))))]


def _rounded(polygons: Any) -> Any:
    return shapely.transform(polygons, lambda corners: np.round(corners, DECIMALS))
