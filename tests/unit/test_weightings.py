"""How much of a composite is the choice of its weights."""

import numpy as np
import pytest

from analytics.methods.weightings import composite, share_of_weightings


def shares(parts, k=1, *, worst_high=True):
    return share_of_weightings(np.array(parts, dtype=float), k, worst_high=worst_high, random=np.random.default_rng(2))


def test_an_area_that_is_worst_on_everything_stays_worst():
    assert shares([[130, 140, 120], [100, 100, 100], [90, 110, 100]])[0] == 1.0


def test_two_areas_that_are_the_same_share_alike():
    found = shares([[130, 130], [130, 130], [90, 90]])
    assert found[0] == pytest.approx(found[1], abs=0.03)
    assert found[:2].sum() == pytest.approx(1.0)


def test_an_area_that_is_worst_on_one_of_two_parts_is_so_in_half_of_the_weightings():
    assert shares([[120, 100], [100, 120], [90, 90]])[:2] == pytest.approx([0.5, 0.5], abs=0.03)


def test_the_other_direction_looks_at_the_other_end():
    assert shares([[120, 120], [100, 100]], worst_high=False).tolist() == [0.0, 1.0]


def test_the_shares_add_up_to_k():
    assert shares(np.random.default_rng(1).normal(100, 10, (20, 4)), 5).sum() == pytest.approx(5.0)


def test_amsterdam_2019():
    """Region Amsterdam-Amstelland, 2019: crime 84, nuisance 94, unsafe feeling 91, together 90 (rounded parts)."""
    halves = composite(np.array([[91, 78], [103, 86]], dtype=float), np.array([0.5, 0.5]))
    assert halves == pytest.approx([84, 94], abs=1)
    feeling = composite(np.array([[89, 87, 99]], dtype=float), np.full(3, 1 / 3))
    assert feeling == pytest.approx([91], abs=1)
    assert composite(np.array([[84, 94, 91]], dtype=float), np.full(3, 1 / 3)) == pytest.approx([90], abs=1)


def test_k_is_one_of_the_areas():
    with pytest.raises(ValueError, match="tussen 1 en 2"):
        shares([[1], [2]], 3)
