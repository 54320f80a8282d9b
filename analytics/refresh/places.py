"""Which buurt a point lies in: registrations that come with coordinates instead of a code.

The comparison is made in the system of the points: RD points (EPSG:28992, metres) against boundaries in RD, WGS84
points (EPSG:4326, degrees) against boundaries as they are. Accuracy: without correction grids, which nobody has to
install, the transformation between the two lies within 0.2 m of RDNAPTRANS(TM) at its published validation points
(0.13 m for Zuid-Limburg), and boundaries that came in RD return to where they were. Straight edges of a kilometre and a
half differ at most 0.05 m between the systems. So a point 1 m from a border lands on its own side of it.
"""

from typing import Literal

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

Stelsel = Literal["RD", "WGS84"]
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.object_]

EPSG: dict[Stelsel, int] = {"RD": 28992, "WGS84": 4326}
# The European Netherlands with room around it: (lowest x, highest x), (lowest y, highest y). Northings of RD begin
# where its eastings end, and latitudes far above longitudes, so that swapped axes can never be plausible.
EXTENT: dict[Stelsel, tuple[tuple[float, float], tuple[float, float]]] = {
    "RD": ((0.0, 300_000.0), (300_000.0, 630_000.0)),
    "WGS84": ((3.0, 7.5), (50.5, 54.0)),
}


def plausible(x: Numbers, y: Numbers, stelsel: Stelsel) -> Flags:
    """Whether each point lies in or near the Netherlands; False where a coordinate is missing (NaN) or 0.

    x: RD easting or longitude, y: RD northing or latitude.
    """
    (west, east), (south, north) = EXTENT[stelsel]
    return np.asarray((x > west) & (x < east) & (y > south) & (y < north), dtype=bool)


def swapped(x: Numbers, y: Numbers, stelsel: Stelsel) -> Flags:
    """Whether each point would be plausible with its axes the other way round (latitude first, northing first)."""
    return plausible(y, x, stelsel)


def assign(x: Numbers, y: Numbers, boundaries: gpd.GeoDataFrame, *, stelsel: Stelsel) -> Codes:
    """The `buurtcode` of the buurt each point lies in, None outside all of them or without plausible coordinates.

    x: RD easting or longitude, y: RD northing or latitude; `boundaries` in EPSG:4326 with `buurtcode`. A point exactly
    on the border of two buurten belongs to the lower code.
    """
    eastings, northings = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    found: Codes = np.full(len(eastings), None, dtype=object)
    usable = np.flatnonzero(plausible(eastings, northings, stelsel))
    order = usable[np.argsort(eastings[usable], kind="stable")]
    ordered = eastings[order], northings[order]
    areas = boundaries.to_crs(EPSG[stelsel]).sort_values("buurtcode", ascending=False)
    for code, shape in zip(areas["buurtcode"], areas.geometry, strict=True):
        # downwards, so that of two buurten with the point on their border the lower code is written last
        found[order[_inside(shape, *ordered)]] = code
    return found


def _inside(shape: shapely.Geometry, x: Numbers, y: Numbers) -> npt.NDArray[np.intp]:
    """Places of the points in or on the shape; `x` ascends, so that most are ruled out without looking at them."""
    west, south, east, north = shape.bounds
    first, last = np.searchsorted(x, west), np.searchsorted(x, east, side="right")
    near = first + np.flatnonzero((y[first:last] >= south) & (y[first:last] <= north))
    shapely.prepare(shape)
    return np.asarray(near[shapely.intersects_xy(shape, x[near], y[near])], dtype=np.intp)
