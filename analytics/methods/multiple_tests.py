"""Many comparisons at once: an exact ratio of two counts, and how to keep chance from filling the list.

Sources, given per function as [n]:
1. Przyborowski J, Wilenski H. Homogeneity of results in testing samples from Poisson series. Biometrika 1940;31:313;
   with the limits of Clopper CJ, Pearson ES. Biometrika 1934;26:404-413.
2. Benjamini Y, Hochberg Y. Controlling the false discovery rate. JRSS B 1995;57:289-300.
3. Benjamini Y, Yekutieli D. The control of the false discovery rate under dependency. Annals of Statistics
   2001;29:1165-1188.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv

Floats = NDArray[np.float64]

SHARE = 0.05  # of what is called exceptional, at most this part is expected to be chance


@dataclass(frozen=True)
class Ratio:
    """A ratio of two rates with its 95% limits and the two-sided chance `p` of a ratio this far from 1 by luck alone.

    `upper` is infinite when the other count is 0; all are NaN when nothing can be said.
    """

    estimate: float
    lower: float
    upper: float
    p: float


UNKNOWN = Ratio(np.nan, np.nan, np.nan, np.nan)


def exact_ratio(
    count: float, exposure: float, other: float, other_exposure: float, overdispersion: float = 1.0
) -> Ratio:
    """The rate `count / exposure` over the rate `other / other_exposure`, exact given their sum [1].

    The score test of `statistics.rate_ratio` is for counts of comparable size; beside a whole city an area expects a
    fraction of a registration of a rare kind, and there one single case would already look exceptional. Limits and
    chance belong together: the limits exclude 1 exactly when p < 0,05. `overdispersion` (phi >= 1): both counts say
    as much as count/phi registrations would. Both counts 0: UNKNOWN. Raises ValueError for a negative count, an
    exposure of 0 or less, or phi below 1.
    """
    if min(count, other) < 0 or min(exposure, other_exposure) <= 0 or not 1.0 <= overdispersion < np.inf:
        raise ValueError("Nodig: aantallen van nul of meer, noemers boven nul en een overdispersie van 1 of meer.")
    y, z = count / overdispersion, other / overdispersion
    if y + z == 0:
        return UNKNOWN
    scale = other_exposure / exposure
    expected = exposure / (exposure + other_exposure)  # share of the sum when the rates are equal
    above = float(betainc(y, z + 1.0, expected)) if y > 0 else 1.0  # chance of this many or more
    below = float(betainc(z, y + 1.0, 1.0 - expected)) if z > 0 else 1.0
    return Ratio(
        estimate=scale * y / z if z > 0 else np.inf,
        lower=scale * _odds(betaincinv(y, z + 1.0, 0.025)) if y > 0 else 0.0,
        upper=scale / _odds(betaincinv(z, y + 1.0, 0.025)) if z > 0 else np.inf,
        p=min(1.0, 2.0 * min(above, below)),
    )


def _odds(share: float) -> float:
    return float(share / (1.0 - share))


def exceptional(chances: Any, share: float = SHARE) -> tuple[bool, ...]:
    """Which of these chances stand out when all are looked at together [2]: of those called so, at most `share` is
    expected to be chance. NaN (nothing can be said) never stands out and does not count as a comparison."""
    return tuple(bool(item) for item in adjusted(chances) <= share * (1 + 1e-12))


def adjusted(chances: Any, *, any_dependence: bool = False) -> Floats:
    """Each chance as a q-value [2]: the share of chance among all comparisons at least as exceptional as this one.

    Holds for comparisons that are independent or, like neighbouring areas, rise together; with `any_dependence` for
    whatever they have to do with each other, at a price [3]. NaN stays NaN and does not count as a comparison.
    """
    p = np.asarray(chances, dtype=np.float64)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    rank = np.arange(1, len(order) + 1)
    price = float((1.0 / rank).sum()) if any_dependence else 1.0
    raised = p[order] * len(order) * price / rank
    found = np.full(len(p), np.nan)
    found[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return found
