"""Log-linear regression of counts, for many series at once: the one model behind season, forecast and signals.

`log E[y] = offset + X b`, variance phi x mean (quasi-Poisson), fitted by iteratively reweighted least squares [1].
A library fits one series at a time and needs milliseconds for each; a month of signals has thousands of series
(docs/decisions.md). The tests hold this against statsmodels.

Sources, given as [n]:
1. McCullagh P, Nelder JA. Generalized Linear Models, 2nd ed., 1989, sections 2.5, 4.5 and 6.2.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ROUNDS = 40  # of reweighting; a series with figures needs five to eight
SMALL = 1e-9  # change of the deviance, relative, at which a series has settled
LOWEST, HIGHEST = -12.0, 12.0  # of log(mean): a month without any count sends its coefficient to minus infinity
RIDGE = 1e-10  # keeps a matrix solvable where a coefficient has run off


@dataclass(frozen=True)
class Fit:
    """`coefficients` (series, p); `covariance` (series, p, p) of a Poisson model: multiply by `dispersion` for the
    quasi-Poisson one; `mean` (series, n); `dispersion` (series,), Pearson's phi, NaN without degrees of freedom;
    `leverage` (series, n), 0 where a count was left out; `settled` (series,), False where no fit was found."""

    coefficients: Floats
    covariance: Floats
    mean: Floats
    dispersion: Floats
    leverage: Floats
    settled: Flags

    def predict(self, design: Floats, offset: Floats | float = 0.0) -> tuple[Floats, Floats]:
        """Mean and standard error of log(mean) of a Poisson model, (series, m) each, at `design` (m, p) or
        (series, m, p). Multiply the standard error by sqrt(dispersion) for the quasi-Poisson one."""
        rows = np.broadcast_to(design, (len(self.coefficients), *design.shape[-2:]))
        eta = np.einsum("smp,sp->sm", rows, self.coefficients) + offset
        variance = np.einsum("smp,spq,smq->sm", rows, self.covariance, rows)
        return np.exp(np.clip(eta, LOWEST, HIGHEST)), np.sqrt(np.maximum(variance, 0.0))


def fit(counts: Floats, design: Floats, weights: Floats | None = None, offset: Floats | float = 0.0) -> Fit:
    """Fit every series. `counts` (series, n) with NaN for what is unknown, which is left out; `design` (n, p) for all
    or (series, n, p); `weights` (series, n), 1 when not given; `offset` is added to log(mean).

    A series without any count has not settled. Raises ValueError for negative counts or shapes that do not fit.
    """
    y = np.asarray(counts, dtype=np.float64)
    if y.ndim != 2 or np.any(y < 0) or design.shape[-2] != y.shape[1]:
        raise ValueError("Nodig: een rij aantallen van nul of meer per reeks, en evenveel rijen in de opzet.")
    known = ~np.isnan(y)
    prior = np.where(known, 1.0 if weights is None else weights, 0.0)
    x = np.broadcast_to(design, (len(y), *design.shape[-2:]))
    moved = np.broadcast_to(np.asarray(offset, dtype=np.float64), y.shape)
    y = np.where(known, y, 0.0)
    mean, beta, settled = _settle(y, x, prior, moved)
    inverse: Floats = np.linalg.inv(_information(x, prior * mean)).astype(np.float64, copy=False)
    leverage = np.einsum("snp,spq,snq->sn", x, inverse, x) * prior * mean
    return Fit(beta, inverse, mean, _dispersion(y, mean, prior, x.shape[-1]), leverage, settled)


def _settle(y: Floats, x: Floats, prior: Floats, offset: Floats) -> tuple[Floats, Floats, Flags]:
    """Means, coefficients, and which series have settled."""
    mean = np.maximum(y, 0.1)  # the usual start: the counts themselves, off zero
    beta = np.zeros((len(y), x.shape[-1]))
    before = np.full(len(y), np.inf)
    settled = np.zeros(len(y), dtype=bool)
    for _round in range(ROUNDS):
        weight = prior * mean
        working = np.log(mean) - offset + (y - mean) / mean
        right = np.einsum("snp,sn->sp", x, weight * working)
        beta = np.linalg.solve(_information(x, weight), right[..., None])[..., 0]
        mean = np.exp(np.clip(np.einsum("snp,sp->sn", x, beta) + offset, LOWEST, HIGHEST))
        deviance = _deviance(y, mean, prior)
        settled = np.abs(deviance - before) <= SMALL * (np.abs(deviance) + 0.1)
        before = deviance
        if settled.all():
            break
    return mean, beta, settled & ((prior * y).sum(axis=1) > 0)


def _information(x: Floats, weight: Floats) -> Floats:
    made = np.einsum("snp,sn,snq->spq", x, weight, x, optimize=True)
    scale = np.maximum(np.einsum("spp->sp", made), 1.0)
    ridged: Floats = made + RIDGE * scale[:, :, None] * np.eye(x.shape[-1])
    return ridged


def _deviance(y: Floats, mean: Floats, prior: Floats) -> Floats:
    log = np.log(np.where(y > 0, y, 1.0) / mean)
    total: Floats = 2.0 * (prior * (np.where(y > 0, y * log, 0.0) - (y - mean))).sum(axis=1)
    return total


def _dispersion(y: Floats, mean: Floats, prior: Floats, parameters: int) -> Floats:
    free = (prior > 0).sum(axis=1) - parameters
    pearson = (prior * (y - mean) ** 2 / mean).sum(axis=1)
    phi: Floats = np.divide(pearson, free, out=np.full(len(y), np.nan), where=free > 0)
    return phi
