"""The division of a plane into cells of given areas, on domains where the answer is known."""

import numpy as np
import pytest
import shapely

from analytics.refresh.sample import power
from analytics.refresh.sample.warp import Warp

SQUARE = shapely.box(0, 0, 4000, 4000)


def test_two_equal_generators_halve_a_square():
    left, right = power.cells(SQUARE, np.array([[1000.0, 2000.0], [3000.0, 2000.0]]), np.zeros(2))
    assert shapely.area(shapely.intersection(left, SQUARE)) == pytest.approx(8e6)
    assert shapely.bounds(shapely.intersection(right, SQUARE)).tolist() == [2000.0, 0.0, 4000.0, 4000.0]


def test_weights_give_the_wanted_areas():
    generators = np.array([[1000.0, 2000.0], [3000.0, 1000.0], [3000.0, 3000.0]])
    wanted = np.array([10e6, 4e6, 2e6])
    weights = power.fit(SQUARE, generators, wanted)
    found = shapely.area(shapely.intersection(power.cells(SQUARE, generators, weights), SQUARE))
    assert found == pytest.approx(wanted, rel=0.04)
    assert found.sum() == pytest.approx(16e6)


def test_the_bending_keeps_areas_and_can_be_undone():
    warp = Warp()
    grid = np.array([(x, y) for x in range(170_000, 182_000, 1500) for y in range(310_000, 324_000, 1500)], dtype=float)
    assert np.abs(warp.undo(warp.apply(grid)) - grid).max() < 0.01
    assert 5 < np.hypot(*(warp.apply(grid) - grid).T).mean() < 150
    disc = shapely.segmentize(shapely.buffer(shapely.Point(176_000, 317_000), 600), 20)
    assert shapely.area(shapely.transform(disc, warp.apply)) == pytest.approx(shapely.area(disc), rel=0.03)
