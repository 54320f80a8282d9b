"""Divide a domain into cells of given areas: a power diagram whose weights are fitted on a grid of sample points.

A point belongs to the generator with the smallest squared distance minus weight; edges are straight, and a larger
weight gives a larger cell. See Aurenhammer, Hoffmann and Aronov (1998), "Minkowski-type theorems and least-squares
clustering": weights for any set of areas exist.
"""

from typing import Any

import numpy as np
import shapely

from analytics.refresh.sample.facts import Floats

_GRID = 40.0  # metres between the sample points: the smallest buurt holds 160 of them
_STEP = 0.2  # part of a lack of area (m2) that is added to the weight (m2) in one round
_ROUNDS = 400
_CLOSE_ENOUGH = 0.012  # of every cell's area


def fit(domain: Any, generators: Floats, areas: Floats) -> Floats:
    """Weights (m2) with which every cell has its share of the domain, to about one per cent."""
    samples = _samples(domain)
    wanted = areas / areas.sum() * len(samples)
    distance = ((samples[:, None, :] - generators[None, :, :]) ** 2).sum(axis=2)
    weights = np.zeros(len(generators))
    for _round in range(_ROUNDS):
        found = np.bincount((distance - weights).argmin(axis=1), minlength=len(weights))
        if np.abs(found / wanted - 1.0).max() < _CLOSE_ENOUGH:
            break
        weights = weights + _STEP * (wanted - found) * _GRID**2
    return weights


def cells(domain: Any, generators: Floats, weights: Floats) -> list[Any]:
    """The polygons of the power diagram, cut to the domain."""
    west, south, east, north = shapely.buffer(domain, 10_000.0).bounds
    frame = np.array([(west, south), (east, south), (east, north), (west, north)])
    return [_cell(frame, generators, weights, own) for own in range(len(generators))]


def _samples(domain: Any) -> Floats:
    west, south, east, north = domain.bounds
    x, y = np.meshgrid(np.arange(west, east, _GRID), np.arange(south, north, _GRID))
    inside = shapely.contains_xy(domain, x.ravel(), y.ravel())
    return np.asarray(np.column_stack([x.ravel(), y.ravel()])[inside])


def _cell(frame: Floats, generators: Floats, weights: Floats, own: int) -> Any:
    """Convex polygon: the frame cut by the bisector with every other generator."""
    corners = frame
    lifted = (generators**2).sum(axis=1) - weights
    for other in range(len(generators)):
        if other != own and len(corners):
            normal = 2.0 * (generators[other] - generators[own])
            corners = _cut(corners, corners @ normal - (lifted[other] - lifted[own]))
    return shapely.polygons(corners)


def _cut(corners: Floats, side: Floats) -> Floats:
    """The part of a convex polygon where `side` (one value per corner, linear in between) is not positive."""
    kept: list[Floats] = []
    for here, there, s, t in zip(corners, np.roll(corners, -1, axis=0), side, np.roll(side, -1), strict=True):
        if s <= 0:
            kept.append(here)
        if s * t < 0:
            kept.append(here + (there - here) * (s / (s - t)))
    return np.array(kept)
