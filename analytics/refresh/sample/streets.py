"""Invented streets: 3 to 12 per buurt, each with a point inside the buurt. No real street name occurs."""

from typing import Any

import numpy as np
import pandas as pd
import shapely

from analytics.refresh.sample.facts import Floats, buurten

_ENDINGS = ("straat", "weg", "laan", "plein", "hof", "pad", "dreef", "singel", "kade", "steeg", "park", "markt")
NAMES = tuple(f"Voorbeeld{ending}" for ending in _ENDINGS)
_PEOPLE_PER_STREET = 500
_FEWEST = 3


def number_of_streets() -> list[int]:
    """Per buurt, by inhabitants."""
    people = buurten()["inwoners_2024"]
    return [int(np.clip(_FEWEST + n // _PEOPLE_PER_STREET, _FEWEST, len(NAMES))) for n in people]


def table(boundaries: Any) -> pd.DataFrame:
    """The rows of STRATEN: points spread evenly over each polygon of `boundaries` (in the order of facts.buurten)."""
    rows = []
    for code, polygon, count in zip(boundaries["buurtcode"], boundaries.geometry, number_of_streets(), strict=True):
        points = spread_points(polygon, count)
        rows += [(code, name, x, y) for name, (x, y) in zip(NAMES, points, strict=False)]
    return pd.DataFrame(rows, columns=["gebied", "straat", "lon", "lat"])


def spread_points(polygon: Any, count: int) -> list[tuple[float, float]]:
    """`count` points inside the polygon, each next one as far from the earlier ones and the edge as can be."""
    candidates = _grid_inside(polygon)
    edge = shapely.distance(shapely.points(candidates), polygon.boundary)
    free = np.full(len(candidates), np.inf)
    chosen: list[tuple[float, float]] = []
    for _number in range(count):
        best = candidates[int(np.argmax(np.minimum(free, 2 * edge)))]
        chosen.append((round(float(best[0]), 6), round(float(best[1]), 6)))
        free = np.minimum(free, np.hypot(*(candidates - best).T))
    return chosen


def _grid_inside(polygon: Any, lines: int = 40) -> Floats:
    west, south, east, north = polygon.bounds
    x, y = np.meshgrid(np.linspace(west, east, lines), np.linspace(south, north, lines))
    grid = np.column_stack([x.ravel(), y.ravel()])
    return np.asarray(grid[shapely.contains_xy(polygon, grid[:, 0], grid[:, 1])], dtype=np.float64)
