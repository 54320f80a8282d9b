"""Published numbers for the search for breaks (c9 of the methods document) and for concentration (f).

Sources: coal-mining disasters 1851-1961 (Jarrett 1979) and the Nile at Aswan 1871-1970 (Cobb 1978), with the breaks
found by R strucchange and ruptures; the generalised Gini of Bernasco and Steenbeek (2017).
"""

import numpy as np
import pytest
from statsmodels.datasets import nile

from analytics.methods import gini
from analytics.methods.changepoints import likelihood_ratios, search

COAL = "454014340633402633545314415534252234213221111300101100310322011101010002100011023311211112420014000100000100101"
DISASTERS = np.array([int(digit) for digit in COAL], dtype=float)
FLOW = nile.load_pandas().data["volume"].to_numpy(dtype=float)


def test_the_coal_series_is_the_published_one():
    assert (DISASTERS.size, DISASTERS.sum()) == (111, 191)


def test_disasters_in_coal_mines_became_fewer_after_year_41():
    ratios = likelihood_ratios(DISASTERS, np.ones(111))
    assert (ratios.argmax(), ratios.max()) == (41, pytest.approx(68.378, abs=5e-4))
    (shift,) = search(DISASTERS).shifts
    assert shift.index == 41
    assert (shift.before, shift.after) == (pytest.approx(3.09756, abs=5e-6), pytest.approx(0.914286, abs=5e-7))
    assert shift.chance == pytest.approx(0.001)


def test_the_nile_fell_after_observation_28():
    (shift,) = search(FLOW).shifts
    assert shift.index == 28
    assert (shift.before, shift.after) == (pytest.approx(1097.75), pytest.approx(849.972, abs=5e-4))
    published = range(1895 - 1871 + 1, 1902 - 1871 + 2)  # after which observation, 95%
    assert set(range(shift.low, shift.high + 1)) <= set(published)


def test_least_squares_splits_the_nile_at_the_same_place():
    """A second, naive search with another model: normal with equal variance, every split tried."""
    squares = [
        ((FLOW[:k] - FLOW[:k].mean()) ** 2).sum() + ((FLOW[k:] - FLOW[k:].mean()) ** 2).sum() for k in range(5, 96)
    ]
    assert 5 + int(np.argmin(squares)) == 28


def test_gini_of_nine_places_with_four_crimes():
    places = [1, 1, 2, 0, 0, 0, 0, 0, 0]
    assert gini.generalised(places) == pytest.approx(0.375)
    assert gini.ordinary(places) == pytest.approx(0.7222, abs=5e-5)


@pytest.mark.parametrize(
    ("places", "expected"),
    [([1, 1, 1, 0, 0, 0, 0], 0.0), ([5, 0, 0, 0, 0, 0, 0, 0], 1 - 1 / 5), ([3, 3, 3], 0.0)],
    ids=["each its own place", "all in one", "evenly"],
)
def test_generalised_gini_of_the_ends_of_the_scale(places, expected):
    assert gini.generalised(places) == pytest.approx(expected)
