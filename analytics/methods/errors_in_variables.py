"""A straight line through areas of which both figures are uncertain, and how far each area lies from it.

Sources, given per function as [n]:
1. Fuller WA. Measurement Error Models. Wiley 1987, sections 2.2 and 3.1 (known error variances, error in the equation).
2. Huber PJ. Robust estimation of a location parameter. Annals of Mathematical Statistics 1964;35:73-101.
3. Efron B, Tibshirani RJ. An Introduction to the Bootstrap. Chapman and Hall 1993, chapter 11 (jackknife).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEWEST = 8  # areas: with fewer the line is one area's doing
RELIABLE = 0.5  # share of the differences in x that must be more than error, else there is nothing to explain y by
HUBER = 1.345  # standard deviations from where an area counts for less: 95% efficient when nothing is odd [2]
ROUNDS = 25  # the weights settle well before; a fixed number keeps it the same every time


@dataclass(frozen=True)
class Line:
    """`y = intercept + slope x`, with the standard error of the slope; per area the `residuals` (own y minus what the
    line through the *other* areas says) and their standard errors `errors`; `between`: variance round the line that is
    more than error."""

    intercept: float
    slope: float
    slope_error: float
    between: float
    residuals: Floats
    errors: Floats

    def at(self, x: Any) -> Floats:
        """The line at `x`."""
        return np.asarray(self.intercept + self.slope * np.asarray(x, dtype=np.float64))


def fit(x: Any, x_variance: Any, y: Any, y_variance: Any) -> Line | None:
    """The line with known error variances in both figures and areas that differ besides [1].

    Moments, weighted by the variance round the line and once more by Huber's weights, so that a few odd areas do not
    pull the line [2]: `slope = S_xy / (S_xx - mean error variance of x)`. The residual of an area has the variance
    `s_y^2 + slope^2 s_x^2 + var(line at x)`, the last from leaving out each area in turn [3]; the errors of x and y are
    independent. None with fewer than FEWEST areas or when less than RELIABLE of the differences in x are real.
    """
    data = np.array([x, x_variance, y, y_variance], dtype=np.float64)
    n = data.shape[1]
    if n < FEWEST:
        return None
    everybody_and_one_out = np.vstack([np.ones(n), 1.0 - np.eye(n)])
    fitted = _fits(data, everybody_and_one_out)
    if fitted is None:
        return None
    intercepts, slopes = fitted[0, 1:], fitted[1, 1:]
    spread = (n - 1) ** 2 / n * np.cov(intercepts, slopes)  # the jackknife: (n-1)/n times the sum of squares
    at_x = np.vstack([np.ones(n), data[0]])
    of_line = np.einsum("ki,kl,li->i", at_x, spread, at_x)
    residuals = data[2] - intercepts - slopes * data[0]
    errors = np.sqrt(data[3] + slopes**2 * data[1] + of_line)
    intercept, slope, between = (float(value) for value in fitted[:, 0])
    return Line(intercept, slope, float(np.sqrt(spread[1, 1])), between, residuals, errors)


def _fits(data: Floats, members: Floats) -> Floats | None:
    """Intercept, slope and `between` (3, times) of as many lines as `members` (times, n; 1 is in, 0 out) has rows."""
    x, x_variance, y, y_variance = data
    n = members.sum(axis=1)
    kept, weight = members, members
    for _round in range(ROUNDS):
        share = weight / weight.sum(axis=1, keepdims=True)
        off_x, off_y = x - (share @ x)[:, None], y - (share @ y)[:, None]
        spread = (share * off_x**2).sum(axis=1)
        real = spread - (share * (1.0 - share)) @ x_variance
        if np.any(real <= RELIABLE * spread):
            return None
        slope = (share * off_x * off_y).sum(axis=1) / real
        off, noise = off_y - slope[:, None] * off_x, y_variance + slope[:, None] ** 2 * x_variance
        counted = kept / kept.sum(axis=1, keepdims=True)
        between = np.maximum(0.0, (counted * off**2).sum(axis=1) * n / (n - 2) - (counted * noise).sum(axis=1))
        around = np.maximum(between[:, None] + noise, np.finfo(float).tiny)
        kept = members * np.minimum(1.0, HUBER / np.maximum(np.abs(off) / np.sqrt(around), HUBER))
        weight = kept / around
    return np.array([share @ y - slope * (share @ x), slope, between])
