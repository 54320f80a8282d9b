"""Regression of over-dispersed counts whose variance grows with the square of the mean: the negative binomial (NB2).

`log E[y] = offset + X b`, `Var[y] = mean + mean^2 / theta`. The other way in which counts vary more than chance: with
the quasi-Poisson model of `loglinear`, on which forecasts rest, the variance grows with the mean itself.

Sources, given as [n]:
1. Venables WN, Ripley BD. Modern Applied Statistics with S, 4th ed., 2002, section 7.4.
2. Hilbe JM. Negative Binomial Regression, 2nd ed., 2011, chapter 8.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import polygamma, psi

Floats = NDArray[np.float64]

ROUNDS = 100  # of coefficients and theta in turn
SMALL = 1e-10  # relative change at which both have settled
CHANCE = 1e6  # a theta beyond which the counts vary as chance alone lets them
LOWEST, HIGHEST = -12.0, 12.0  # of log(mean)


@dataclass(frozen=True)
class Fit:
    """`coefficients` (p,) with their `covariance` (p, p) given theta; `mean` (n,); `theta` with its standard error:
    infinite, without an error, when the counts do not vary more than chance. `settled`: whether a fit was found."""

    coefficients: Floats
    covariance: Floats
    mean: Floats
    theta: float
    theta_error: float
    settled: bool


def fit(counts: Floats, design: Floats, offset: Floats | float = 0.0) -> Fit:
    """Fit one series [1]: `counts` (n,) with NaN for what is unknown, `design` (n, p).

    Raises ValueError for negative counts or shapes that do not fit.
    """
    y = np.asarray(counts, dtype=np.float64)
    if y.ndim != 1 or np.any(y < 0) or design.shape[0] != len(y):
        raise ValueError("Nodig: aantallen van nul of meer, en evenveel rijen in de opzet.")
    known = ~np.isnan(y)
    moved = np.broadcast_to(np.asarray(offset, dtype=np.float64), y.shape)
    y, x, shift = y[known], design[known], moved[known]
    theta, mean, settled = np.inf, np.maximum(y, 0.1), False
    for _round in range(ROUNDS):
        before = theta, mean
        beta, mean = _coefficients(y, x, shift, mean, theta)
        theta = _theta(y, mean)
        settled = _same(theta, before[0]) and bool(np.allclose(mean, before[1], rtol=SMALL, atol=0.0))
        if settled:
            break
    weight = mean / (1.0 + mean / theta)
    covariance: Floats = np.asarray(np.linalg.pinv((x.T * weight) @ x), dtype=np.float64)
    everywhere = np.exp(np.clip(design @ beta + moved, LOWEST, HIGHEST))
    return Fit(beta, covariance, everywhere, theta, _theta_error(y, mean, theta), settled and bool(y.any()))


def _coefficients(y: Floats, x: Floats, shift: Floats, mean: Floats, theta: float) -> tuple[Floats, Floats]:
    """Iteratively reweighted least squares for a known theta."""
    beta = np.zeros(x.shape[1])
    for _round in range(ROUNDS):
        weight = np.sqrt(mean / (1.0 + mean / theta))
        working = np.log(mean) - shift + (y - mean) / mean
        beta = np.asarray(np.linalg.lstsq(x * weight[:, None], working * weight, rcond=None)[0], dtype=np.float64)
        found = np.exp(np.clip(x @ beta + shift, LOWEST, HIGHEST))
        done = np.allclose(found, mean, rtol=SMALL, atol=0.0)
        mean = found
        if done:
            break
    return beta, mean


def _theta(y: Floats, mean: Floats) -> float:
    """Maximum likelihood by Newton's method [2], from the moment estimate; infinite where there is no finite one."""
    spread = float((((y - mean) / mean) ** 2).sum())
    theta = len(y) / spread if spread > 0 else np.inf
    for _round in range(ROUNDS):
        if not 0.0 < theta < CHANCE:
            return np.inf
        score, information = _likelihood(y, mean, theta)
        step = score / information if information > 0 else theta  # where it curves the wrong way: onwards
        theta, before = max(theta + step, theta / 4.0), theta
        if _same(theta, before):
            break
    return float(theta)


def _likelihood(y: Floats, mean: Floats, theta: float) -> tuple[float, float]:
    """First derivative of the log-likelihood to theta, and minus the second."""
    total = mean + theta
    score = psi(theta + y) - psi(theta) + np.log(theta) + 1.0 - np.log(total) - (y + theta) / total
    curve = -polygamma(1, theta + y) + polygamma(1, theta) - 1.0 / theta + 2.0 / total - (y + theta) / total**2
    return float(score.sum()), float(curve.sum())


def _theta_error(y: Floats, mean: Floats, theta: float) -> float:
    if np.isinf(theta):
        return np.nan
    information = _likelihood(y, mean, theta)[1]
    return float(1.0 / np.sqrt(information)) if information > 0 else np.nan


def _same(first: float, second: float) -> bool:
    return first == second or bool(abs(first - second) <= SMALL * abs(second))
