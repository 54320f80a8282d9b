"""Funnel plots: which areas differ from the whole more than figures of their size do by chance.

Sources, given per function as [n]:
1. Spiegelhalter DJ. Funnel plots for comparing institutional performance. Statistics in Medicine 2005;24:1185-1202.
2. Spiegelhalter DJ. Handling over-dispersion of performance indicators. Quality and Safety in Health Care 2005;14:347.
3. Public Health England, technical guide on funnel plots; package PHEindicatormethods.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtri

Floats = NDArray[np.float64]

ROUNDS = 15  # more changes nothing
CONTROL = (0.95, 0.998)  # about two and three standard errors
WINSORISED = 0.1  # share of the most extreme areas on each side that may not set the over-dispersion


@dataclass(frozen=True)
class Dispersion:
    """`phi`: the mean squared z-score, 1 when chance explains all; `tau2`: variance between areas on the scale of the
    z-scores' numerator, 0 when chance explains all [2]."""

    phi: float
    tau2: float


def count_limits(expected: Any, confidence: float) -> tuple[Floats, Floats]:
    """Lower and upper limit for a count with this expectation, in counts: exact Poisson, interpolated [1].

    The limit is where the chance of a count as extreme is (1 - confidence)/2, as if counts were continuous: the
    expectation whose own exact limit just passes (see expected_limits) turned round.
    """
    mean, tail = np.asarray(expected, dtype=np.float64), (1.0 - confidence) / 2.0
    low, high = np.maximum(mean - 1.0, 0.0), mean + 1.0
    for _round in range(ROUNDS):  # Newton on a smooth monotone function; a fixed number keeps it the same every time
        low = _step(low, mean, tail, upper=False)
        high = _step(high, mean, tail, upper=True)
    return np.maximum(low, 0.0), high


def _step(count: Floats, mean: Floats, tail: float, *, upper: bool) -> Floats:
    """One step of the secant towards the count whose exact limit is `mean`."""

    def off(y: Floats) -> Floats:
        y = np.maximum(y, 0.0)
        limit = gammaincinv(np.maximum(y, 1e-12), tail) if upper else gammaincinv(y + 1.0, 1.0 - tail)
        return np.asarray(limit - mean)

    slope = (off(count + 0.01) - off(count)) / 0.01
    return np.asarray(np.maximum(count - off(count) / np.where(slope > 0, slope, 1.0), 0.0))


def expected_limits(observed: Any, confidence: float) -> tuple[Floats, Floats]:
    """The expectations at which an observed count lies exactly on the upper and on the lower limit [3].

    `chi2(a/2; 2O)/2` and `chi2(1-a/2; 2O+2)/2`. 100 x O / these are the limits of a ratio as they are tabulated.
    """
    count, tail = np.asarray(observed, dtype=np.float64), (1.0 - confidence) / 2.0
    return gammaincinv(count, tail), gammaincinv(count + 1.0, 1.0 - tail)


def share_limits(n: Any, share: float, confidence: float) -> tuple[Floats, Floats]:
    """Lower and upper limit of a share (0-1) of `n` round a common share, the normal form [3]."""
    reach = float(-ndtri((1.0 - confidence) / 2.0)) * np.sqrt(share * (1.0 - share) / np.asarray(n, dtype=np.float64))
    return np.maximum(share - reach, 0.0), np.minimum(share + reach, 1.0)


def dispersion(observed: Any, expected: Any, winsorised: float = WINSORISED) -> Dispersion:
    """How much more areas differ than chance lets them, on the square root scale [2].

    `z = 2 sqrt(E) (sqrt(O/E) - 1)`; phi is the mean of z squared after the extreme `winsorised` share on both sides is
    pulled in; `tau2 = max(0, (n phi - (n - 1)) / (sum w - sum w^2 / sum w))` with w = 4E (1/w: variance of sqrt(O/E)).
    """
    return dispersion_of(z_scores(observed, expected), 4.0 * np.asarray(expected, dtype=np.float64), winsorised)


def dispersion_of(z: Any, weight: Any, winsorised: float = WINSORISED) -> Dispersion:
    """The same from z-scores (n,) and the precision of what they stand for: 1 over its variance by chance [2].

    With fewer than two areas there is nothing to compare: phi 1, tau2 0.
    """
    score, precision = np.asarray(z, dtype=np.float64), np.asarray(weight, dtype=np.float64)
    n = len(score)
    if n < 2:
        return Dispersion(1.0, 0.0)
    if winsorised > 0:
        score = np.clip(score, np.quantile(score, winsorised), np.quantile(score, 1.0 - winsorised))
    phi = float((score**2).mean())
    between = (n * phi - (n - 1)) / (precision.sum() - (precision**2).sum() / precision.sum())
    return Dispersion(phi, max(0.0, float(between)) if phi > 1 else 0.0)


def z_scores(observed: Any, expected: Any) -> Floats:
    """`2 sqrt(E) (sqrt(O/E) - 1)`: about standard normal when only chance is at work [1]."""
    o, e = np.asarray(observed, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    return np.asarray(2.0 * np.sqrt(e) * (np.sqrt(o / e) - 1.0))


def widened_limits(expected: Any, tau2: float, confidence: float) -> tuple[Floats, Floats]:
    """Limits for a count when areas differ by `tau2` besides chance (square root scale), in counts [2]."""
    mean = np.asarray(expected, dtype=np.float64)
    reach = float(-ndtri((1.0 - confidence) / 2.0)) * np.sqrt(1.0 / (4.0 * mean) + tau2)
    return mean * np.maximum(1.0 - reach, 0.0) ** 2, mean * (1.0 + reach) ** 2


def mean_limits(n: Any, mean: float, deviation: float, tau2: float, confidence: float) -> tuple[Floats, Floats]:
    """Limits of the mean of `n` answers round a common one: `mean +- z sqrt(deviation^2 / n + tau2)` [1].

    `deviation`: standard deviation of one answer; `tau2`: variance between areas besides chance [2]. With deviation
    `sqrt(p (1 - p))` and no tau2 these are the limits of a share.
    """
    answers = np.asarray(n, dtype=np.float64)
    reach = float(-ndtri((1.0 - confidence) / 2.0)) * np.sqrt(deviation**2 / answers + tau2)
    return mean - reach, mean + reach
