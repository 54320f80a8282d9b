"""What the coming months of a series of monthly counts are likely to bring, with honest intervals.

A month's count has the mean `level x month factor` and a variance of phi times that mean.

- Month factors: each month of the year against the year centred on it, over all years known [1]; a factor is drawn
  towards 1 as far as its months hold few counts [2].
- Level: recent months count fully, older ones less by the factor `w` per month [3]. How quickly the level moves is not
  known, so every `w` of a grid takes part as far as it foretold the past, month by month. From now on the level moves
  on, by chance, as much each month as `w` says it did before. There is no trend beyond that: continuing a rise or a
  fall did not foretell the past better (docs/explanation/trend.md).
- The forecast is drawn: factors, `w`, level, its course and the counts, so that all of it is in the interval.

Nothing here knows of months that are provisional or of series breaks: the caller gives the counts it may use.

Sources, given as [n]:
1. Makridakis S, Wheelwright SC, Hyndman RJ. Forecasting: methods and applications, 3rd ed., 1998, section 3.4:
   classical multiplicative decomposition, here with the counts as weights.
2. Clayton D, Kaldor J. Empirical Bayes estimates of age-standardized relative risks. Biometrics 1987;43:671-681.
3. Harvey AC, Fernandes C. Time series models for count or qualitative observations. JBES 1989;7:407-422.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

YEAR = 12
MINIMUM = 24  # months known before anything is expected: every month of the year twice
DRAWS = 4000
SEED = 20251231
MEMORIES = (2.0, 3.0, 4.0, 6.0, 9.0, 12.0, 18.0, 24.0, 36.0, 60.0, np.inf)  # months: 1 / (1 - w)
RECENT = 60  # months by which scatter and memory are judged
ROUNDS = 8  # of level and factors in turn; they settle in a few
FASTEST = 0.02  # variance of log(level) per month: half a level up or down in a year, where few counts would allow more
START = 0.5  # of a registration: a series without any may still get one
CENTRAL = {80: (10.0, 90.0), 95: (2.5, 97.5)}  # percentiles of an interval


@dataclass(frozen=True)
class Season:
    """Month factors, their mean about 1, of one series at several moments: `shape` and `rate` (moments, 12) of gamma
    distributions. `left` (moments,): the part of the freedom of the counts that the factors did not take."""

    shape: Floats
    rate: Floats
    left: Floats

    @property
    def factors(self) -> Floats:
        """The factor to expect, (moments, 12)."""
        return self.shape / self.rate


@dataclass(frozen=True)
class Expectation:
    """Numbers to expect: `mean`, and the limits of the 80% and 95% interval. All of one shape."""

    mean: Floats
    low80: Floats
    high80: Floats
    low95: Floats
    high95: Floats


def summarise(drawn: Floats) -> Expectation:
    """The mean and the intervals of draws (draws, ...)."""
    limits = np.percentile(drawn, [*CENTRAL[80], *CENTRAL[95]], axis=0)
    return Expectation(drawn.mean(axis=0), limits[0], limits[1], limits[2], limits[3])


def chance_at_most(drawn: Floats, target: float) -> float:
    """The chance that a total of which these are draws stays at or under a target, from 0 to 1."""
    return float(np.mean(drawn <= target))


def needed_pace(target: float, seen: float, months: int) -> float:
    """Registrations a month that would just reach the target; NaN when the year is over."""
    return (target - seen) / months if months > 0 else np.nan


def draw(
    counts: Floats,
    months: Ints,
    ends: Sequence[int],
    horizon: int,
    *,
    draws: int = DRAWS,
    memories: Sequence[float] = MEMORIES,
    minimum: int = MINIMUM,
) -> list[Floats | None]:
    """Draw the months that follow, seen from several moments.

    `counts` (n,): NaN for what is unknown, which is left out; `months` (n,): 0 for January; `ends`: how many of them
    had been counted at each moment. Per moment (draws, horizon) counts, None with fewer than `minimum` known months
    before it. The same question gives the same draws. Raises ValueError for negative counts or lengths that differ.
    """
    y = np.asarray(counts, dtype=np.float64)
    if y.ndim != 1 or np.any(y < 0) or len(months) != len(y) or not all(0 <= end <= len(y) for end in ends):
        raise ValueError("Nodig: aantallen van nul of meer met bij elk een maand, en momenten binnen de reeks.")
    seen = _seen(y, ends)
    season = month_factors(seen, months)
    fast = np.array([0.0 if memory <= 1 else 1.0 - 1.0 / memory for memory in memories])
    weights, phi = _memory_weights(seen, season.factors[:, months], fast, min(YEAR, minimum // 2), season.left)
    ahead = [(months[end - 1] + 1 + np.arange(horizon)) % YEAR if end else None for end in ends]
    return [
        _drawn(seen[i], months, _row(season, i), fast, weights[i], phi[i], coming, draws)
        if coming is not None and np.sum(~np.isnan(seen[i])) >= minimum
        else None
        for i, coming in enumerate(ahead)
    ]


def month_factors(seen: Floats, months: Ints) -> Season:
    """The month factors of a series at several moments [1][2]; `seen` (moments, n), NaN for what was not known.

    In turn: the level round each month, `l = sum(y) / sum(s)` over the known months of the year centred on it (half of
    the month six earlier and six later), which follows a fall within the year; and the factor of each month of the
    year, `s = (sum(y) + k) / (sum(l) + k)` over the years. `k` is phi over the variance of the true factors, which is
    what their spread exceeds chance by: with few counts the factors stay near 1.
    """
    known = ~np.isnan(seen)
    y = np.where(known, seen, 0.0)
    apart = np.abs(np.subtract.outer(np.arange(len(months)), np.arange(len(months)))) * 2
    around = np.clip(YEAR + 1 - apart, 0, 2) / 2.0  # 1 within the year, a half at both its ends
    of_month = np.eye(YEAR)[months]
    counted, total = y @ of_month, y @ around
    factors, k = np.ones((len(y), YEAR)), np.ones((len(y), 1))
    for _round in range(ROUNDS):
        size = np.where(known, factors @ of_month.T, 0.0) @ around
        level = np.where(known, np.divide(total, size, out=np.zeros_like(size), where=size > 0), 0.0)
        phi = _pearson(y, level * (factors @ of_month.T), known)
        base = level @ of_month
        k = phi / _variance(counted, base, phi)
        factors = (counted + k) / (base + k)
    taken = (base / (base + k)).sum(axis=1) * (1.0 - 1.0 / YEAR)
    left = 1.0 - taken / np.maximum(known.sum(axis=1), YEAR)
    return Season((counted + k) / phi, (base + k) / phi, left)


def _pearson(y: Floats, mean: Floats, known: NDArray[np.bool_]) -> Floats:
    """Phi of each series (moments, 1), at least 1: what is left beside a moving level and a factor per month."""
    squared = np.divide((y - mean) ** 2, mean, out=np.zeros_like(y), where=mean > 0).sum(axis=1)
    free = known.sum(axis=1) * (1.0 - 1.0 / YEAR) - (YEAR - 1)
    phi: Floats = np.maximum(np.divide(squared, free, out=np.ones_like(squared), where=free > 0), 1.0)[:, None]
    return phi


def _variance(counted: Floats, base: Floats, phi: Floats) -> Floats:
    """Variance of the true factors (moments, 1) by moments; hardly any where chance explains the spread."""
    ratio = np.divide(counted, base, out=np.ones_like(base), where=base > 0)
    excess = (base * (ratio - 1.0) ** 2 - phi * (base > 0) * (1.0 - 1.0 / YEAR)).sum(axis=1, keepdims=True)
    total = base.sum(axis=1, keepdims=True)
    variance: Floats = np.maximum(np.divide(excess, total, out=np.zeros_like(total), where=total > 0), 1e-6)
    return variance


def _memory_weights(seen: Floats, factors: Floats, fast: Floats, burn: int, free: Floats) -> tuple[Floats, Floats]:
    """How well each `w` foretold each known month from the months before [3]: weights and phi (moments, w).

    With `A` and `B` the discounted sums of counts and of factors, the next month is expected to be `f = s A / B` with
    variance `phi (f + f^2 / A)`; phi is the value that fits best. The first months only start the sums, and only the
    last years are scored: how much counts scattered when there were three times as many says little about now.
    """
    ends = seen.shape[1] - np.argmax(~np.isnan(seen[:, ::-1]), axis=1)
    moments, n = seen.shape
    a, b = np.zeros((moments, len(fast))), np.zeros((moments, len(fast)))
    squared, logs, used = np.zeros_like(a), np.zeros_like(a), np.zeros(moments)
    for t in range(n):
        known = ~np.isnan(seen[:, t])
        y, s = np.where(known, seen[:, t], 0.0)[:, None], np.where(known, factors[:, t], 0.0)[:, None]
        a, b = a * fast, b * fast
        if t >= burn:
            size = a + START
            f = s * size / np.maximum(b, 1e-9)
            scored = known & (t >= ends - RECENT)
            unit = np.where(scored[:, None], f + f**2 / size, 1.0)
            squared += np.where(scored[:, None], (y - f) ** 2 / unit, 0.0)
            logs += np.log(unit)
            used += scored
        a, b = a + y, b + s
    count = np.maximum(used, 1.0)[:, None]
    phi = np.maximum(squared / (count * free[:, None]), 1.0)
    fit = -0.5 * (logs + count * np.log(phi) + squared / phi)
    weights = np.exp(fit - fit.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True), phi


def _drawn(
    seen: Floats, months: Ints, season: Season, fast: Floats, weights: Floats, phi: Floats, coming: Ints, draws: int
) -> Floats:
    """Draws (draws, horizon) of the counts of the coming months, seen from one moment."""
    chance = np.random.default_rng(SEED)
    last = int(np.flatnonzero(~np.isnan(seen))[-1]) + 1
    y, of_month = np.nan_to_num(seen[:last]), np.eye(YEAR)[months[:last]] * ~np.isnan(seen[:last])[:, None]
    discount = fast[:, None] ** np.arange(last - 1, -1, -1)  # (w, months)
    which = chance.choice(len(fast), size=draws, p=weights)
    spread = phi[which]
    factors = chance.gamma(season.shape[0], 1.0 / season.rate[0], (draws, YEAR))
    counted = (discount @ y)[which] + START * spread
    exposed = np.einsum("dm,dm->d", (discount @ of_month)[which], factors)
    level = chance.gamma(counted / spread, spread / exposed)
    step = np.minimum((1.0 - fast)[which] * spread / (fast[which] * counted), FASTEST)
    walk = np.cumsum(chance.normal(-step / 2.0, np.sqrt(step), (len(coming), draws)), axis=0).T
    mean = level[:, None] * np.exp(walk) * factors[:, coming]
    return _counted(chance, mean, spread[:, None])


def _counted(chance: np.random.Generator, mean: Floats, phi: Floats) -> Floats:
    """Counts with this mean and phi times that variance: Poisson with a gamma mean, or plain Poisson for phi = 1."""
    more = np.maximum(phi - 1.0, 1e-6)
    return chance.poisson(chance.gamma(np.maximum(mean / more, 1e-12), more)).astype(np.float64)


def _seen(y: Floats, ends: Sequence[int]) -> Floats:
    """A row per moment: what had been counted by then, NaN after it."""
    return np.where(np.arange(len(y)) < np.array(ends)[:, None], y, np.nan)


def _row(season: Season, i: int) -> Season:
    return Season(season.shape[i : i + 1], season.rate[i : i + 1], season.left[i : i + 1])
