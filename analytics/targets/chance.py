"""The chance that a figure is at or under a target in a later year, at the present rate.

Nothing here continues a rise or a fall: the level stays where it is, and moves on by chance as much as it did before.
Each function sees only figures that may be compared; the caller leaves out what lies across a break.

- Counts per month: `analytics.methods.forecasting`, over as many months as the target is ahead.
- Counts per year: twice the root of the level walks; a count is Poisson around it, so its root is known up to 1 [2].
- Survey values: the value itself walks, each round known up to its standard error.

In both walks the variance per year is not known. Every value of a grid takes part as far as it foretold the rounds or
years before: a Kalman filter for each [1].

Sources, given as [n]:
1. Harvey AC. Forecasting, structural time series models and the Kalman filter, 1989, section 4.2: random walk plus
   noise.
2. Anscombe FJ. The transformation of Poisson, binomial and negative-binomial data. Biometrika 1948;35:246-254.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtrit

from analytics.methods import forecasting, loglinear
from analytics.methods.forecasting import YEAR

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MINIMUM = 3  # years or rounds known before anything is said about how a level moves
GRID = 61  # values of the walk's standard deviation that take part
REACH = 4.0  # times what the figures themselves moved: how far the grid goes
DRAWS = 4000
SEED = 20251231
SHIFT = 0.375  # added to a count before its root is taken [2]


@dataclass(frozen=True)
class Walk:
    """What is known of a level that walks: per value of the grid its weight, the variance it adds per year, and the
    level at the last year known with the variance of that."""

    weight: Floats
    drift: Floats
    level: Floats
    variance: Floats


@dataclass(frozen=True)
class Slope:
    """Change per year as a ratio (0,95 is 5% less each year), with its 95% interval."""

    ratio: float
    lower: float
    upper: float


def walk(values: Floats, errors: Floats, years: Ints) -> Walk | None:
    """A random walk plus noise [1] through values with a standard error each, in years that rise.

    None with fewer than MINIMUM values. Raises ValueError for lengths that differ, errors of 0 or less, or years that
    do not rise.
    """
    gaps = np.diff(years).astype(np.float64)
    if len(values) != len(errors) or len(values) != len(years) or np.any(gaps <= 0) or np.any(errors <= 0):
        raise ValueError("Nodig: bij elke waarde een standaardfout boven nul en een jaar, van vroeg naar laat.")
    if len(values) < MINIMUM:
        return None
    moved = np.sqrt(np.mean(np.diff(values) ** 2 / gaps))
    drift = np.linspace(0.0, REACH * max(moved, float(errors.mean())), GRID) ** 2
    level, variance = np.full(GRID, values[0]), np.full(GRID, errors[0] ** 2)
    fit = np.zeros(GRID)
    for value, error, gap in zip(values[1:], errors[1:], gaps, strict=True):
        variance = variance + drift * gap
        spread = variance + error**2
        fit -= 0.5 * (np.log(spread) + (value - level) ** 2 / spread)
        gain = variance / spread
        level, variance = level + gain * (value - level), variance * (1.0 - gain)
    fit -= np.log1p(drift / np.mean(errors**2))
    weight = np.exp(fit - fit.max())
    return Walk(weight / weight.sum(), drift, level, variance)


def chance_of_value(target: float, value: float, se: float, drift: float, *, at_most: bool = True) -> float:
    """`Phi((target - value) / sqrt(se^2 + drift^2))`: the chance that a value lies at or under a target, or at or above
    it. `drift`: standard deviation of what it may move, and of the sampling error of the round to come."""
    spread = np.hypot(se, drift)
    if spread == 0.0:
        return float(value <= target if at_most else value >= target)
    z = (target - value) / spread
    return float(ndtr(z if at_most else -z))


def chance_of_round(
    values: Floats, errors: Floats, years: Ints, year: int, target: float, *, at_most: bool = True
) -> float | None:
    """The chance that the round of a later year meets a target; that round is as precise as the last one.

    None with fewer than MINIMUM rounds.
    """
    known = walk(values, errors, years)
    if known is None:
        return None
    ahead = np.sqrt(known.drift * (year - int(years[-1])) + errors[-1] ** 2)
    chances = [
        chance_of_value(target, float(level), float(np.sqrt(variance)), float(moved), at_most=at_most)
        for level, variance, moved in zip(known.level, known.variance, ahead, strict=True)
    ]
    return float(known.weight @ np.array(chances))


def draw_from_years(counts: Floats, years: Ints, ahead: int, draws: int = DRAWS) -> Floats | None:
    """Draws (draws, ahead) of the counts of the years that follow; None with fewer than MINIMUM years."""
    known = walk(2.0 * np.sqrt(counts + SHIFT), np.ones(len(counts)), years)
    if known is None:
        return None
    chance = np.random.default_rng(SEED)
    which = chance.choice(GRID, size=draws, p=known.weight)
    start = chance.normal(known.level[which], np.sqrt(known.variance[which]))
    steps = chance.normal(0.0, np.sqrt(known.drift[which])[:, None], (draws, ahead))
    mean = (np.maximum(start[:, None] + np.cumsum(steps, axis=1), 0.0) / 2.0) ** 2
    return chance.poisson(mean).astype(np.float64)


def draw_from_months(counts: Floats, months: Ints, ahead: int, draws: int = DRAWS) -> Floats | None:
    """Draws (draws, ahead) of the totals of the years that follow; the first is the year that has begun, if any.

    `counts` and `months` as in `forecasting.draw`. None with too few months, or when one of the year that has begun is
    not known.
    """
    begun = int(months[-1] + 1) % YEAR if len(months) else 0
    seen = counts[len(counts) - begun :] if begun else np.zeros(0)
    (drawn,) = forecasting.draw(counts, months, [len(counts)], ahead * YEAR - begun, draws=draws)
    if drawn is None or np.isnan(seen).any():
        return None
    whole = np.hstack([np.broadcast_to(seen, (len(drawn), begun)), drawn])
    totals: Floats = whole.reshape(len(drawn), ahead, YEAR).sum(axis=2)
    return totals


def chance_of_bound(drawn: Floats, target: float, *, at_most: bool = True, strict: bool = False) -> float:
    """The share of draws of a year at or under a target, or at or above it; `strict`: not equal to it either."""
    if strict:
        return float(np.mean(drawn < target if at_most else drawn > target))
    return float(np.mean(drawn <= target if at_most else drawn >= target))


def chances_of_falling(drawn: Floats, last: float) -> tuple[Floats, float]:
    """Per year that follows the chance that it is lower than the year before it, and the chance that all are.

    `drawn` (draws, years) in the unit of `last`, the figure of the year before the first.
    """
    lower = np.diff(np.column_stack([np.full(len(drawn), last), drawn]), axis=1) < 0
    return lower.mean(axis=0), float(lower.all(axis=1).mean())


def slope(counts: Floats, exposure: Floats) -> Slope | None:
    """The trend of counts of successive years, one per year, per exposure: log-linear, quasi-Poisson, with Student's t
    for the few years there are. None with fewer than MINIMUM years or without any count."""
    if len(counts) < MINIMUM or not counts.sum() > 0:
        return None
    fitted = loglinear.fit(counts[None, :], _over_years(len(counts)), offset=np.log(exposure))
    free = len(counts) - 2
    error = np.sqrt(fitted.covariance[0, 1, 1] * max(1.0, float(fitted.dispersion[0])))
    found, margin = float(fitted.coefficients[0, 1]), float(stdtrit(free, 0.975) * error)
    return Slope(float(np.exp(found)), float(np.exp(found - margin)), float(np.exp(found + margin)))


def chance_of_falling_slope(seen: Floats, drawn: Floats, exposure: Floats) -> float:
    """The chance that the trend over the years seen and those to come is a fall; `drawn` (draws, years to come)."""
    whole = np.hstack([np.broadcast_to(seen, (len(drawn), len(seen))), drawn])
    fitted = loglinear.fit(whole, _over_years(whole.shape[1]), offset=np.log(exposure))
    return float(np.mean(fitted.coefficients[:, 1] < 0))


def _over_years(n: int) -> Floats:
    return np.column_stack([np.ones(n), np.arange(n) - (n - 1) / 2.0])
