"""How many respondents a survey needs, and what it can see with those it has."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from analytics.statistics import wilson_interval

Floats = NDArray[np.float64]

POWER = 0.8
MOST = 100_000  # respondents; nobody asks more in one area


def margin(share: float, n: Any, confidence: float = 0.95, design_effect: float = 1.0) -> Floats:
    """Half the width of the Wilson interval round a share (0-1) of `n` respondents, as a fraction 0-1.

    `design_effect` (1 or more): weighting makes `n` respondents worth n / design_effect.
    """
    effective = np.asarray(n, dtype=np.float64) / design_effect
    low, high = wilson_interval(share * effective, effective, confidence)
    return np.asarray((high - low) / 2.0)


def respondents_needed(share: float, wanted: float, confidence: float = 0.95, design_effect: float = 1.0) -> int | None:
    """The fewest respondents with which the margin is at most `wanted` (fraction 0-1); None beyond MOST."""
    few, enough = 1, MOST
    if float(margin(share, enough, confidence, design_effect)) > wanted:
        return None
    while few < enough:
        middle = (few + enough) // 2
        if float(margin(share, middle, confidence, design_effect)) <= wanted:
            enough = middle
        else:
            few = middle + 1
    return enough


def smallest_change(share: float, n: Any, confidence: float = 0.95, design_effect: float = 1.0) -> Floats:
    """The smallest change of a share (fraction 0-1) between two rounds of `n` that is seen with 80% power.

    `(z_{1-a/2} + z_{0.8}) * sqrt(2 p (1-p) / n)`: two independent samples, normal approximation (Fleiss JL, Statistical
    Methods for Rates and Proportions, 3rd ed. 2003, chapter 4).
    """
    effective = np.asarray(n, dtype=np.float64) / design_effect
    return smallest_change_for_error(np.sqrt(share * (1.0 - share) / effective), confidence)


def smallest_change_for_error(standard_error: Any, confidence: float = 0.95) -> Floats:
    """The same for a figure with this standard error in both rounds, in its own unit: report marks, scale scores."""
    reach = float(-ndtri((1.0 - confidence) / 2.0) + ndtri(POWER))
    return np.asarray(reach * np.sqrt(2.0) * np.asarray(standard_error, dtype=np.float64))


def respondents_for_error(standard_error: Any, n: Any, wanted: Any) -> Floats:
    """Respondents with which an area's standard error becomes `wanted` (same unit): it shrinks with the root of n."""
    error, asked = np.asarray(standard_error, dtype=np.float64), np.asarray(n, dtype=np.float64)
    return np.asarray(np.ceil(np.round(asked * (error / wanted) ** 2, 6)))  # 360 and a rounding error is 360


def design_effect(share: float, low: float, high: float, n: float) -> float:
    """How many times as many respondents the survey needed as a plain draw would for the interval low-high.

    All shares 0-1. `n` over the number of respondents whose Wilson interval is as wide; NaN where that is not known. A
    published interval is rounded: take the middle of many areas, not one.
    """
    half = (high - low) / 2.0
    if not (half > 0 and n > 0 and 0 <= share <= 1):
        return float("nan")
    worth = respondents_needed(share, half)
    return float("nan") if worth is None else n / worth
