"""Intervals round counts, shares and ratios, and the one rule that says "gestegen" or "gedaald".

Only numpy and scipy.special do the mathematics: every page needs this module, and statsmodels takes more
than a second to import. The tests hold every function against statsmodels and against published numbers.

Sources, given per function as [n]:
1. Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936;28:437-442.
2. Wilson EB. Probable inference, the law of succession, and statistical inference. JASA 1927;22:209-212.
3. Gu K, Ng HKT, Tang ML, Schucany WR. Testing the ratio of two Poisson rates. Biometrical Journal
   2008;50:283-298. The score test; `method="score"` in statsmodels' confint_poisson_2indep.
4. McCullagh P, Nelder JA. Generalized Linear Models, 2nd ed., 1989, section 6.2.3 (over-dispersion).
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammainccinv, gammaincinv, ndtr, ndtri

Floats = NDArray[np.float64]

NOTABLE = 2.0  # a doubling or a halving: what two counts must at least be able to show


class Verdict(StrEnum):
    """What may be said about a change. Never more than the interval allows."""

    GESTEGEN = "gestegen"
    GEDAALD = "gedaald"
    GEEN_DUIDELIJKE_VERANDERING = "geen_duidelijke_verandering"
    TE_WEINIG_WAARNEMINGEN = "te_weinig_waarnemingen"
    NIET_TE_ZEGGEN = "niet_te_zeggen"


class Scale(StrEnum):
    """How a change is expressed: as a ratio (no change is 1) or as a difference in the unit of the value
    (0)."""

    VERHOUDING = "verhouding"
    VERSCHIL = "verschil"

    @property
    def unchanged(self) -> float:
        """The value that means "the same as before"."""
        return 1.0 if self is Scale.VERHOUDING else 0.0


@dataclass(frozen=True)
class Change:
    """A change with its interval, and the verdict that follows from it (`verdict`, `too_few`).

    `estimate`, `lower`, `upper`: a ratio (1,10 is 10% more) or a difference in points, as `scale` says. NaN
    when not known; `upper` is infinite when the earlier count was 0. `p`: the two-sided chance of a change at
    least this large when nothing changed, of the very test that the interval turns around: below 1 minus
    `confidence` exactly when the interval excludes "no change".
    """

    estimate: float
    lower: float
    upper: float
    verdict: Verdict
    scale: Scale
    confidence: float
    p: float = np.nan

    @property
    def ratio(self) -> float:
        """Now divided by before; NaN for a difference."""
        return self.estimate if self.scale is Scale.VERHOUDING else np.nan

    @property
    def difference(self) -> float:
        """Now minus before, in the unit of the value; NaN for a ratio."""
        return self.estimate if self.scale is Scale.VERSCHIL else np.nan


def poisson_interval(counts: Any, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Exact (Garwood) interval of the expected number behind an observed count [1].

    `[chi2(a/2; 2y)/2, chi2(1-a/2; 2y+2)/2]`, written with the inverse incomplete gamma function; lower is 0
    at y = 0. `counts`: number or array, >= 0, whole or effective counts; a missing count (NaN, None, NA)
    gives NaN limits. Returns (lower, upper) in counts, in the shape of `counts`: divide by the same
    denominator for a rate. Raises ValueError for a negative or infinite count or an impossible confidence.
    """
    tail = _tail(confidence)
    y = _counts(counts)
    lower = np.where(y > 0, gammaincinv(np.where(y > 0, y, 1.0), tail), y * 0.0)
    return lower, gammainccinv(y + 1.0, tail)


def wilson_interval(successes: Any, n: Any, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson score interval of a share [2].

    `successes` of `n`, each a number or array; both may be fractional. For weighted survey answers give the
    effective n (n divided by the design effect) and share x effective n. Returns (lower, upper) as fractions
    0-1; NaN where either is missing.
    Raises ValueError for negative numbers, n of 0 or less, more successes than n, or an impossible
    confidence.
    """
    x, total = np.broadcast_arrays(_counts(successes), _exposure(n))
    if np.any(x > total * (1 + 1e-9)):
        raise ValueError("Er zijn meer treffers dan waarnemingen; een aandeel boven 100% bestaat niet.")
    return _wilson(np.minimum(x, total), total, _z(confidence) ** 2)


def rate_ratio(
    count_now: Any,
    count_before: Any,
    exposure_now: Any = 1.0,
    exposure_before: Any = 1.0,
    confidence: float = 0.95,
    overdispersion: float = 1.0,
) -> tuple[Floats, Floats, Floats]:
    """Ratio of two Poisson rates with its score interval [3].

    Given the total of both counts, the newer count is binomial with share `p = r*e1 / (r*e1 + e0)`; the
    Wilson limits of that share, turned back to `r = p/(1-p) * e0/e1`, are exactly the limits of the score
    test. `overdispersion` (phi >= 1) multiplies the variance of both counts: z^2 becomes phi*z^2, as if phi
    counts in clusters were one. `exposure`: inhabitants, days, ... in one unit for both, > 0. Returns (ratio,
    lower, upper). Earlier count 0: ratio and upper are infinite. Both 0: ratio NaN, limits 0 and infinite
    (the counts exclude no ratio at all). Anything missing: three NaN.
    Raises ValueError for negative counts, exposure of 0 or less, phi below 1 or an impossible confidence.
    """
    now, before = np.broadcast_arrays(_counts(count_now), _counts(count_before))
    exposure = _exposure(exposure_before) / _exposure(exposure_now)
    if not 1.0 <= overdispersion < np.inf:
        raise ValueError(f"De overdispersie moet een getal van 1 of meer zijn, niet {overdispersion}.")
    z2 = _z(confidence) ** 2 * overdispersion
    total = now + before
    with np.errstate(divide="ignore", invalid="ignore"):
        now_low, now_high = _wilson(now, total, z2)
        before_low, before_high = _wilson(before, total, z2)  # 1 minus the limits above, without rounding loss
        ratio, lower, upper = now / before, now_low / before_high, now_high / before_low
    lower, upper = np.where(total == 0, 0.0, lower), np.where(total == 0, np.inf, upper)
    return ratio * exposure, lower * exposure, upper * exposure


def change(
    count_now: float | None,
    count_before: float | None,
    exposure_now: float = 1.0,
    exposure_before: float = 1.0,
    confidence: float = 0.95,
    overdispersion: float = 1.0,
) -> Change:
    """Whether a count (per exposure) has risen or fallen, as a ratio now / before.

    One test decides everywhere: the score interval of `rate_ratio` excludes 1 or it does not. The choice
    matters at the border. Street robbery in Maastricht, 70 in 2015 and 48 in 2016, gives 0,686 (0,476 to
    0,988): fallen. The exact conditional test, which is more cautious, has p = 0,053 there and would say "no
    clear change". That row of the golden tests shows which test is in force.
    `overdispersion`: see `dispersion`; clustered crime needs a wider interval than chance alone. No clear change
    in counts that could not have shown one is called too few observations: see `too_few`.
    """
    limits = rate_ratio(count_now, count_before, exposure_now, exposure_before, confidence, overdispersion)
    p = score_p(count_now, count_before, exposure_now, exposure_before, overdispersion)
    found = _change(*limits, Scale.VERHOUDING, confidence, p)
    if found.verdict is not Verdict.GEEN_DUIDELIJKE_VERANDERING:
        return found
    total = float(_counts(count_now) + _counts(count_before))
    if not too_few(total, exposure_now, exposure_before, confidence, overdispersion):
        return found
    return replace(found, verdict=Verdict.TE_WEINIG_WAARNEMINGEN)


def score_p(
    count_now: float | None,
    count_before: float | None,
    exposure_now: float = 1.0,
    exposure_before: float = 1.0,
    overdispersion: float = 1.0,
) -> float:
    """Two-sided p of the score test that two Poisson rates are equal [3], the test `rate_ratio` turns around.

    Given their total n the newer count is binomial with share `s = e1 / (e1 + e0)`: `z = (y1 - n*s) /
    sqrt(phi*n*s*(1-s))`. 1 when both are 0, NaN when either is missing.
    """
    now, before = float(_counts(count_now)), float(_counts(count_before))
    share, total = _share(exposure_now, exposure_before), now + before
    if total == 0:
        return 1.0
    z = (now - total * share) / np.sqrt(overdispersion * total * share * (1.0 - share))
    return float(2.0 * ndtr(-abs(z)))


def too_few(
    total: float,
    exposure_now: float = 1.0,
    exposure_before: float = 1.0,
    confidence: float = 0.95,
    overdispersion: float = 1.0,
) -> bool:
    """Whether two counts of `total` together are too small to show any realistic change.

    The rule: had the rate doubled, or halved, then the score test would still not have told it from chance. With
    equal exposures and counts that vary as chance does, that is a total of 34 or less (17 beside 17).
    """
    equal = _share(exposure_now, exposure_before)
    moved = (_share(exposure_now * times, exposure_before) for times in (NOTABLE, 1.0 / NOTABLE))
    apart = max(abs(share - equal) for share in moved)
    return bool(apart**2 * total <= _z(confidence) ** 2 * overdispersion * equal * (1.0 - equal))


def _share(exposure_now: float, exposure_before: float) -> float:
    """The part of all counts that falls in the newer period when the rates are equal."""
    now, before = float(_exposure(exposure_now)), float(_exposure(exposure_before))
    return now / (now + before)


def difference(
    value_now: float | None,
    se_now: float | None,
    value_before: float | None,
    se_before: float | None,
    confidence: float = 0.95,
) -> Change:
    """Whether a survey value has risen or fallen, as a difference now - before in the unit of the value
    (points).

    Two independent samples: `d +- z * sqrt(se1^2 + se0^2)`, the normal approximation. A missing value or
    standard error gives 'niet_te_zeggen'. Only for values measured with the same method; the caller sees to
    that. Raises ValueError for a negative standard error or an impossible confidence.
    """
    now, before = _floats(value_now), _floats(value_before)
    error = np.hypot(_counts(se_now, "standaardfout"), _counts(se_before, "standaardfout"))
    margin = _z(confidence) * error
    estimate = now - before
    p = _p_of_difference(float(estimate), float(error))
    return _change(estimate, estimate - margin, estimate + margin, Scale.VERSCHIL, confidence, p)


def verdict(lower: float, upper: float, unchanged: float = 1.0) -> Verdict:
    """The words that belong to an interval: only one that excludes `unchanged` is called a rise or a fall."""
    if np.isnan(lower) or np.isnan(upper):
        return Verdict.NIET_TE_ZEGGEN
    if lower > unchanged:
        return Verdict.GESTEGEN
    return Verdict.GEDAALD if upper < unchanged else Verdict.GEEN_DUIDELIJKE_VERANDERING


def dispersion(counts: Any) -> float:
    """How many times more monthly counts vary than chance alone would let them (Pearson phi [4]), at least 1.

    `counts`: one row per year, twelve columns (or four quarters), NaN where unknown; years that are not
    complete are left out. Expected is year total x month total / grand total, the maximum likelihood fit of
    year and month-of-year effects. phi = sum((y - mu)^2 / mu) / ((years - 1) * (months - 1)); a year or month
    without any count adds nothing. It sees clusters within a month (one gang, one night), not slow waves over
    a year, so it is a lower bound. Returns NaN with fewer than two complete years or two months with counts:
    unknown, which is not 1. Raises ValueError for negative counts or a table that is not two-dimensional.
    """
    table = _counts(counts)
    if table.ndim != 2:
        raise ValueError("De spreiding vraagt een tabel met een rij per jaar en een kolom per maand.")
    table = table[~np.isnan(table).any(axis=1)]
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    years, months = table.shape
    if years < 2 or months < 2:
        return float("nan")
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / table.sum()
    phi = ((table - expected) ** 2 / expected).sum() / ((years - 1) * (months - 1))
    return max(1.0, float(phi))


def _change(estimate: Any, lower: Any, upper: Any, scale: Scale, confidence: float, p: float) -> Change:
    low, high = float(lower), float(upper)
    return Change(float(estimate), low, high, verdict(low, high, scale.unchanged), scale, confidence, p)


def _p_of_difference(estimate: float, error: float) -> float:
    """Two-sided, normal; without any error every difference is certain."""
    if error == 0.0:
        return np.nan if np.isnan(estimate) else float(estimate == 0.0)
    return float(2.0 * ndtr(-abs(estimate) / error))


def _wilson(x: Floats, n: Floats, z2: float) -> tuple[Floats, Floats]:
    """Wilson limits for z squared; at x = 0 and x = n the outer limit is exactly 0 and 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = x / n
        centre = (share + z2 / (2 * n)) / (1 + z2 / n)
        half = np.sqrt(share * (1 - share) * z2 / n + (z2 / (2 * n)) ** 2) / (1 + z2 / n)
    return np.where(x == 0, share, centre - half), np.where(x == n, share, centre + half)


def _floats(values: Any) -> Floats:
    """Any number, list or pandas object as floats, missing as NaN."""
    if isinstance(values, pd.Series | pd.DataFrame | pd.api.extensions.ExtensionArray):
        return np.asarray(values.to_numpy(dtype=np.float64, na_value=np.nan))
    return np.asarray(np.nan if values is pd.NA else values, dtype=np.float64)


def _counts(values: Any, name: str = "aantal") -> Floats:
    numbers = _floats(values)
    if np.any((numbers < 0) | np.isinf(numbers)):
        raise ValueError(f"Een {name} is nul of meer en eindig; gevonden: {_first(numbers, numbers < 0)}.")
    return numbers


def _exposure(values: Any) -> Floats:
    numbers = _floats(values)
    if np.any((numbers <= 0) | np.isinf(numbers)):
        raise ValueError(f"Een noemer is groter dan nul en eindig; gevonden: {_first(numbers, numbers <= 0)}.")
    return numbers


def _first(numbers: Floats, wrong: NDArray[np.bool_]) -> str:
    found = numbers[wrong | np.isinf(numbers)]
    return f"{found.flat[0]:g}"


def _tail(confidence: float) -> float:
    """The share outside the interval on each side."""
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"Een betrouwbaarheid ligt tussen 0 en 1 (gebruikelijk 0,95), niet {confidence}.")
    return (1.0 - confidence) / 2.0


def _z(confidence: float) -> float:
    return float(-ndtri(_tail(confidence)))
