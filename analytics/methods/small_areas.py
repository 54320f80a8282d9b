"""Better estimates for small areas: what an area's own figure says, and what figures of its kind usually are.

An extreme figure of a small area is more often luck than a figure of a large one. Both models say how much of it to
believe, and pull the rest towards the middle. The raw figure stays beside it: shrinking is no correction of an error.

Sources, given per function as [n]:
1. Clayton D, Kaldor J. Empirical Bayes estimates of age-standardized relative risks for use in disease mapping.
   Biometrics 1987;43:671-681. The Poisson-gamma model and its iteration.
2. Fay RE, Herriot RA. Estimates of income for small places. JASA 1979;74:269-277. The area-level model.
3. Prasad NGN, Rao JNK. The estimation of the mean squared error of small-area estimators. JASA 1990;85:163-171;
   for REML: Datta GS, Lahiri P. Statistica Sinica 2000;10:613-627.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtri

Floats = NDArray[np.float64]

ITERATIONS = 500
TOLERANCE = 1e-10
ALL_ALIKE = 1e12  # alpha when nothing but chance is seen between areas: every estimate is the mean


@dataclass(frozen=True)
class PoissonGamma:
    """Counts over expectation: area i has theta_i ~ Gamma(nu, alpha), count_i ~ Poisson(theta_i * expected_i) [1].

    `shape` and `rate` (n,) are those of the posterior of each theta: mean shape/rate. `weight` (n,): the share of the
    area's own figure in its estimate, 0 to 1.
    """

    nu: float
    alpha: float
    shape: Floats
    rate: Floats

    @property
    def mean(self) -> Floats:
        """The estimates, as a ratio to the expectation."""
        return self.shape / self.rate

    @property
    def weight(self) -> Floats:
        """How much of the area's own figure is in its estimate."""
        return 1.0 - self.alpha / self.rate

    @property
    def between(self) -> float:
        """Variance between areas of what lies behind the counts (nu / alpha squared)."""
        return self.nu / self.alpha**2

    def interval(self, confidence: float = 0.95) -> tuple[Floats, Floats]:
        """Lower and upper limit of the posterior of every theta."""
        tail = (1.0 - confidence) / 2.0
        return gammaincinv(self.shape, tail) / self.rate, gammaincinv(self.shape, 1.0 - tail) / self.rate

    def draw(self, random: np.random.Generator, times: int) -> Floats:
        """Draws from the posterior, times x n."""
        return random.gamma(self.shape, 1.0 / self.rate, (times, len(self.shape)))


def poisson_gamma(counts: Any, expected: Any, overdispersion: float = 1.0) -> PoissonGamma:
    """Fit the model by the moment iteration of [1] on p. 674.

    `counts` >= 0 and `expected` > 0, both (n,), n of 2 or more. `overdispersion` (phi >= 1): counts come in clusters of
    phi, so that a count says as much as count/phi registrations would; it makes every estimate less sure of itself.
    Raises ValueError.
    """
    y, e = _numbers(counts) / overdispersion, _numbers(expected) / overdispersion
    if len(y) < 2 or len(y) != len(e) or (y < 0).any() or (e <= 0).any() or not overdispersion >= 1.0:
        raise ValueError("Nodig: ten minste twee gebieden, aantallen van nul of meer en verwachtingen boven nul.")
    theta, (nu, alpha) = y / e, (np.nan, np.nan)
    for _round in range(ITERATIONS):
        mean = theta.mean()
        start = np.isnan(alpha)
        variance = (theta - mean) ** 2 if start else (1 + alpha / e) * (theta - mean) ** 2
        spread = variance.sum() / (len(y) - 1)
        if start:  # the first round has no alpha yet: take the Poisson noise out by its expectation
            spread = max(spread - mean * (1 / e).mean(), 0.0)
        if spread <= mean / ALL_ALIKE or mean == 0:
            return _alike(y, e)
        before, nu, alpha = alpha, mean**2 / spread, mean / spread
        theta = (y + nu) / (e + alpha)
        if not start and abs(alpha - before) <= TOLERANCE * alpha:
            break
        if alpha > ALL_ALIKE:
            return _alike(y, e)
    return PoissonGamma(float(nu), float(alpha), y + nu, e + alpha)


def _alike(y: Floats, e: Floats) -> PoissonGamma:
    """No difference between areas beyond chance: all have the common ratio, however sure that is."""
    ratio = max(float(y.sum() / e.sum()), 1 / ALL_ALIKE)
    return PoissonGamma(ratio * ALL_ALIKE, ALL_ALIKE, y + ratio * ALL_ALIKE, e + ALL_ALIKE)


@dataclass(frozen=True)
class FayHerriot:
    """Survey values: value_i = x_i'beta + u_i + e_i with var(u) = between, var(e_i) known [2].

    `estimate` (n,): the best prediction (EBLUP); `variance` (n,): its mean squared error with the uncertainty of
    `between` in it [3]; `weight` (n,): the share of the area's own value; `synthetic` (n,): x_i'beta.
    """

    beta: Floats
    between: float
    weight: Floats
    synthetic: Floats
    estimate: Floats
    variance: Floats

    def interval(self, confidence: float = 0.95) -> tuple[Floats, Floats]:
        """Lower and upper limit of every estimate (normal)."""
        reach = float(-ndtri((1.0 - confidence) / 2.0)) * np.sqrt(self.variance)
        return self.estimate - reach, self.estimate + reach

    def draw(self, random: np.random.Generator, times: int) -> Floats:
        """Draws round the estimates, times x n."""
        return random.normal(self.estimate, np.sqrt(self.variance), (times, len(self.estimate)))


def fay_herriot(values: Any, variances: Any, covariates: Any = None, between: float | None = None) -> FayHerriot:
    """Fit by REML with Fisher scoring. `values` and sampling `variances` > 0 (n,); `covariates` (n, p) or None: a mean.

    A variance between areas that comes out below zero is zero: then every estimate is x'beta. `between`: that variance
    when it is known already. Raises ValueError.
    """
    y, d = _numbers(values), _numbers(variances)
    x = np.ones((len(y), 1)) if covariates is None else np.asarray(covariates, dtype=np.float64)
    if len(y) <= x.shape[1] or len(y) != len(d) or not (d > 0).all():
        raise ValueError("Nodig: meer gebieden dan verklarende kenmerken, en steekproefvarianties boven nul.")
    return _predict(y, d, x, _between(y, d, x) if between is None else between)


def _between(y: Floats, d: Floats, x: Floats) -> float:
    """The variance between areas that maximises the restricted likelihood."""
    found = float(np.median(d))
    for _round in range(ITERATIONS):
        projection = _projection(x, found + d)[1]
        residual = projection @ y
        score = -0.5 * np.trace(projection) + 0.5 * residual @ residual
        before, found = found, max(found + score / (0.5 * float((projection * projection).sum())), 0.0)
        if abs(found - before) <= TOLERANCE * (1e-3 + found):
            break
    return found


def _projection(x: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """(X'V^-1 X)^-1 and P = V^-1 - V^-1 X (X'V^-1 X)^-1 X'V^-1 for a diagonal V."""
    weighted = x / variance[:, None]
    inverse: Floats = np.asarray(np.linalg.inv(x.T @ weighted), dtype=np.float64)
    return inverse, np.diag(1 / variance) - weighted @ inverse @ weighted.T


def _predict(y: Floats, d: Floats, x: Floats, between: float) -> FayHerriot:
    total = between + d
    inverse = _projection(x, total)[0]
    beta = inverse @ (x / total[:, None]).T @ y
    synthetic = x @ beta
    weight = between / total
    # g1: what remains of the area itself; g2: beta is estimated; g3: so is the variance between areas
    g1 = weight * d
    g2 = (1 - weight) ** 2 * np.einsum("ij,jk,ik->i", x, inverse, x)
    g3 = d**2 / total**3 * 2.0 / float((1 / total**2).sum())
    return FayHerriot(beta, between, weight, synthetic, synthetic + weight * (y - synthetic), g1 + g2 + 2 * g3)


def _numbers(values: Any) -> Floats:
    found = np.asarray(values, dtype=np.float64)
    if not np.isfinite(found).all():
        raise ValueError("Een ontbrekende waarde kan niet worden meegerekend; laat dat gebied weg.")
    return found
