"""From weighted answers to a value with its uncertainty: Taylor linearisation of a ratio, by ultimate clusters.

Sources, given per function as [n]:
1. Woodruff RS. A simple method for approximating the variance of a complicated estimate. JASA 1971;66:411-414.
   Lumley T. Complex Surveys: A Guide to Analysis Using R. Wiley 2010, chapters 2 and 3 (domains: section 2.2).
2. Kish L. Survey Sampling. Wiley 1965, sections 8.2 (design effect) and 11.7 (loss by weighting: 1 + cv^2).
3. Wilson EB. Probable inference, the law of succession, and statistical inference. JASA 1927;22:209-212.
4. Korn EL, Graubard BI. Confidence intervals for proportions with small expected number of positive counts estimated
   from survey data. Survey Methodology 1998;24:193-201 (the effective number in an interval for shares).

The sample is taken as drawn with replacement: no correction for a finite population, so in a tiny buurt of which
nearly everyone answered the interval is too wide rather than too narrow.
"""

from dataclasses import dataclass
from math import isnan, nan, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from analytics.statistics import wilson_interval

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

CONFIDENCE = 0.95
Z = float(ndtri((1 + CONFIDENCE) / 2))
TINY = 1e-9  # a variance below this part of the plain one is rounding


@dataclass(frozen=True)
class Sample:
    """The answers to one question: 0 or 1 for a share, marks for a mean; nobody without an answer is in it.

    `strata` and `clusters`: numbers of the layer a respondent was drawn from and of whom it was drawn with (a
    household); None when the sample has none. Answers and weights are finite, weights above 0.
    """

    answers: Floats
    weights: Floats
    strata: Ints | None = None
    clusters: Ints | None = None


@dataclass(frozen=True)
class Estimate:
    """A share (fraction 0-1) or a mean, with a 95% interval, in the unit of the answers. NaN: not known.

    `n` counts respondents; `effective_n` = n / `design_effect` is what they are worth [2]; `degrees`: of freedom.
    """

    value: float
    standard_error: float
    lower: float
    upper: float
    n: int
    design_effect: float
    effective_n: float
    degrees: int


def share(sample: Sample, inside: Bools | None = None) -> Estimate:
    """The weighted share of ones among the respondents `inside` (all when None): `p = sum(wy) / sum(w)`.

    Standard error by linearisation [1]. Interval: Wilson [3] with the effective number of respondents n / deff in place
    of n [4], never more than n. Where everybody (in a layer) answers alike the linearised variance is 0, which is no
    knowledge: then Kish's number `sum(w)^2 / sum(w^2)` [2] is used, and the standard error is half the interval
    divided by 1.96.
    Raises ValueError when nobody is inside.
    """
    found = _linearised(sample, inside)
    known = found.variance > TINY * found.simple_variance  # False for NaN
    effect = found.variance / found.simple_variance if known else found.n / min(found.kish, found.clusters)
    effective = min(found.n / effect, float(found.n))
    lower, upper = (float(limit) for limit in wilson_interval(found.value * effective, effective, CONFIDENCE))
    lower, upper = min(lower, found.value), max(upper, found.value)  # at 0 and 1 rounding would put it outside
    error = sqrt(found.variance) if known else (upper - lower) / (2 * Z)
    return Estimate(found.value, error, lower, upper, found.n, effect, effective, found.degrees)


def mean(sample: Sample, inside: Bools | None = None, *, scale: tuple[float, float] = (1.0, 10.0)) -> Estimate:
    """The weighted mean of the answers of the respondents `inside` (all when None): `m = sum(wy) / sum(w)`.

    Standard error by linearisation [1]; interval m +- t * se with (clusters - strata) degrees of freedom [1], cut off
    at the ends of the scale. One respondent (or one cluster) has no spread: error and limits are NaN.
    Raises ValueError when nobody is inside.
    """
    found = _linearised(sample, inside)
    error = sqrt(found.variance) if not isnan(found.variance) else nan
    margin = float(stdtrit(found.degrees, (1 + CONFIDENCE) / 2)) * error if found.degrees > 0 else nan
    lower, upper = max(scale[0], found.value - margin), min(scale[1], found.value + margin)
    if isnan(margin):
        lower = upper = nan
    effect = found.variance / found.simple_variance if found.simple_variance > 0 else found.n / found.kish
    return Estimate(found.value, error, lower, upper, found.n, effect, found.n / effect, found.degrees)


@dataclass(frozen=True)
class _Linearised:
    value: float
    variance: float
    simple_variance: float  # what a plain random sample of n would have: s^2 / n
    n: int
    kish: float
    clusters: int
    degrees: int


def _linearised(sample: Sample, inside: Bools | None) -> _Linearised:
    chosen = np.ones(len(sample.answers), dtype=bool) if inside is None else inside
    answers, weights = sample.answers[chosen], sample.weights[chosen]
    n, total = len(answers), float(weights.sum())
    if n == 0:
        raise ValueError("Zonder respondenten is er niets te schatten.")
    value = float((weights * answers).sum() / total)
    spread = float((weights * (answers - value) ** 2).sum() / total)
    variance, clusters, degrees = _variance(sample, chosen, value, total)
    return _Linearised(
        value=value,
        variance=variance,
        simple_variance=spread / (n - 1) if n > 1 else nan,
        n=n,
        kish=float(total**2 / (weights**2).sum()),
        clusters=clusters,
        degrees=degrees,
    )


def _variance(sample: Sample, chosen: Bools, value: float, total: float) -> tuple[float, int, int]:
    """Variance, number of clusters inside, degrees of freedom.

    `v = sum_h n_h / (n_h - 1) * sum_c (z_hc - mean_h)^2`, z the sum over a cluster of `w (y - m) / sum(w)` [1]. A
    layer counts whole: who is in it but outside the domain scores 0, since how many fall inside is chance too. Without
    layers the respondents inside are one layer of their own, which is wider for a small area. A layer with one
    cluster is compared with 0, the mean of all scores.
    """
    strata = np.zeros(len(chosen), dtype=np.int64) if sample.strata is None else sample.strata
    taken = chosen if sample.strata is None else np.isin(strata, strata[chosen])
    scores = np.where(chosen, sample.weights * (sample.answers - value) / total, 0.0)[taken]
    layers, layer_of = np.unique(strata[taken], return_inverse=True)
    drawn = np.arange(len(scores)) if sample.clusters is None else sample.clusters[taken]
    pairs, cluster_of = np.unique(np.column_stack([layer_of, drawn]), axis=0, return_inverse=True)
    sums = np.bincount(cluster_of.ravel(), weights=scores, minlength=len(pairs))
    owner = pairs[:, 0].astype(np.int64)
    drawn_inside = len(np.unique(cluster_of.ravel()[chosen[taken]]))
    if len(pairs) < 2:
        return nan, drawn_inside, 0
    size = np.bincount(owner)
    centre = np.where(size > 1, np.bincount(owner, weights=sums) / size, 0.0)
    factor = np.where(size > 1, size / np.maximum(size - 1, 1), 1.0)
    variance = float((factor[owner] * (sums - centre[owner]) ** 2).sum())
    return variance, drawn_inside, max(len(pairs) - len(layers), 0)
