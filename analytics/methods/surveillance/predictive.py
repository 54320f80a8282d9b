"""The distribution of a count that is still to come: negative binomial, given its mean and its variance.

The variance holds chance, over-dispersion and the uncertainty of the mean itself. Without any excess over the mean it
is a Poisson count. Sources, given as [n]:
1. Lancaster HO. Significance tests in discrete distributions. JASA 1961;56:223-234 (the mid-p value).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

Floats = NDArray[np.float64]

POISSON = 1e-6  # an excess of the variance below this part of the mean is no excess
STEPS = 48  # halvings in search of a limit: enough for any count there is


def above(count: Any, mean: Any, variance: Any) -> Floats:
    """P(Y > count), elementwise; 1 for counts under 0, NaN where anything is missing. `variance` under `mean` reads
    as `mean`."""
    y, mu, var = (np.asarray(part, dtype=np.float64) for part in np.broadcast_arrays(count, mean, variance))
    size = mu**2 / np.maximum(var - mu, POISSON * mu)
    tail: Floats = betainc(np.floor(np.maximum(y, 0.0)) + 1.0, size, mu / (mu + size))
    return np.where(y < 0, np.where(np.isnan(mu), np.nan, 1.0), tail)


def mid_p(count: Any, mean: Any, variance: Any) -> Floats:
    """Chance of more than `count`, plus half the chance of exactly `count` [1], for whole counts of 0 or more.

    A count moves in steps, so the chance of "this many or more" is too high on average and keeps a threshold from
    being reached as often as it promises; half the step puts that right.
    """
    y = np.asarray(count, dtype=np.float64)
    half: Floats = 0.5 * (above(y, mean, variance) + above(y - 1.0, mean, variance))
    return half


def limits(mean: Any, variance: Any, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """The counts between which at least `confidence` of all outcomes lie: the lowest and highest not in the tails."""
    tail = (1.0 - confidence) / 2.0
    return quantile(tail, mean, variance), quantile(1.0 - tail, mean, variance)


def quantile(share: float, mean: Any, variance: Any) -> Floats:
    """The smallest count y with P(Y <= y) >= share; NaN where mean or variance is missing."""
    mu, var = (np.asarray(part, dtype=np.float64) for part in np.broadcast_arrays(mean, variance))
    low = np.full(mu.shape, -1.0)
    high = np.ceil(np.nan_to_num(mu + 50.0 * np.sqrt(var) + 50.0, nan=0.0))
    for _step in range(STEPS):
        middle = np.floor((low + high) / 2.0)
        enough = above(middle, mu, var) <= 1.0 - share
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        if np.all(high - low <= 1.0):
            break
    return np.where(np.isnan(mu) | np.isnan(var), np.nan, high)
