"""The outline of the municipality and the river through it: two banks, each as large as its buurten together."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import shapely.ops

from analytics.refresh.sample.facts import Bools, Floats, made_up, parameters

RD = 28992  # EPSG code of the Dutch grid, in metres
_MARGIN = 8000.0  # metres around the points within which the outline surely lies
_ROUNDS = 30
_CHAIKIN = 3


def river() -> Floats | None:
    """The line from south to north through the points of rivier.csv, smoothed (n x 2, metres); None without a river."""
    path = made_up() / "rivier.csv"
    if not path.exists():
        return None
    table = pd.read_csv(path, sep=";")
    points = gpd.GeoSeries(gpd.points_from_xy(table["lon"], table["lat"]), crs=4326).to_crs(RD)
    return smooth(shapely.get_coordinates(points.to_numpy()))


def smooth(line: Floats) -> Floats:
    """Cut the corners of an open line (Chaikin); its ends stay."""
    for _round in range(_CHAIKIN):
        near, far = 0.75 * line[:-1] + 0.25 * line[1:], 0.25 * line[:-1] + 0.75 * line[1:]
        line = np.vstack([line[:1], np.stack([near, far], axis=1).reshape(-1, 2), line[-1:]])
    return line


def banks(points: Floats, areas: Floats, masks: list[Bools], water: Floats | None) -> list[Any]:
    """The municipality west and east of the line `water`: a smooth hull round discs of the buurten's areas.

    `points` (n x 2, metres) and `areas` (m2) per buurt; `masks` says per bank which are on it, one for all of them
    without a river. Each bank gets the area of its buurten together: discs are inflated until it fits.
    """
    halves = _halves(points, water)
    sides = [(points[own], np.sqrt(areas[own] / np.pi), areas[own].sum()) for own in masks]
    swell = [0.0] * len(sides)
    for _round in range(_ROUNDS):
        outline = _hull([_discs(p, r + s) for (p, r, _), s in zip(sides, swell, strict=True)], halves)
        found = [shapely.area(shapely.intersection(outline, half)) for half in halves]
        swell = [s + (side[2] - f) / outline.length for s, side, f in zip(swell, sides, found, strict=True)]
    return [shapely.intersection(outline, half) for half in halves]


def _halves(points: Floats, water: Floats | None) -> list[Any]:
    """The plane around the points, cut along the river: west and east; whole without one."""
    plane = shapely.box(*(points.min(axis=0) - _MARGIN), *(points.max(axis=0) + _MARGIN))
    if water is None:
        return [plane]
    south, north = points[:, 1].min() - 2 * _MARGIN, points[:, 1].max() + 2 * _MARGIN
    line = np.vstack([[water[0, 0], south], water, [water[-1, 0], north]])
    parts = shapely.ops.split(plane, shapely.linestrings(line)).geoms
    return sorted(parts, key=lambda part: float(part.centroid.x))


def _discs(points: Floats, radii: Floats) -> Any:
    return shapely.union_all(shapely.buffer(shapely.points(points), radii))


def _hull(discs: list[Any], halves: list[Any]) -> Any:
    """One smooth polygon round the discs of all banks: bays and capes of about twice `inham` and `kaap` go."""
    bay, cape = (float(parameters()["tekening"][name]) for name in ("inham", "kaap"))
    filled = [d.buffer(bay).buffer(-bay).intersection(half) for d, half in zip(discs, halves, strict=True)]
    rough = shapely.union_all(filled).buffer(bay).buffer(-bay - cape).buffer(cape)
    largest = max(shapely.get_parts(rough), key=shapely.area)
    return shapely.simplify(shapely.polygons(largest.exterior), 2.0)
