"""Farrington Flexible: the count expected now, from the same season in earlier years and all the time between.

Sources, given as [n]:
1. Noufaily A, Enki DG, Farrington P, Garthwaite P, Andrews N, Charlett A. An improved algorithm for outbreak
   detection in multiple surveillance systems. Statistics in Medicine 2013;32:1206-1222.
2. Farrington CP, Andrews NJ, Beale AD, Catchpole MA. JRSS A 1996;159:547-563.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from analytics.methods.loglinear import Fit, fit

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int_]


@dataclass(frozen=True)
class Scheme:
    """Which earlier periods are looked at. `period`: periods in a year; `years` back; `window`: periods on either side
    that are the same season; `levels` of the seasonal factor, the same season being one; `left_out`: the last periods,
    in which something may already be going on; `outlier`: residual above which a past count weighs less; `trend_years`
    of history a trend needs."""

    period: int = 52
    years: int = 4
    window: int = 3
    levels: int = 10
    left_out: int = 26
    outlier: float = 2.58
    trend_years: int = 3

    @property
    def lags(self) -> Ints:
        """How many periods ago each period of the history is, oldest first."""
        return np.arange(self.years * self.period + self.window, self.left_out, -1)

    def level(self, lags: Ints) -> Ints:
        """Level of the seasonal factor: `levels` - 1 is the same season; the stretch between is divided evenly, what
        does not divide goes to the first."""
        same = 2 * self.window + 1
        place = (self.window - lags) % self.period - same  # below 0: in the same season
        if self.levels == 1:
            return np.where(place < 0, 0, -1)
        size, rest = divmod(self.period - same, self.levels - 1)
        edges = np.cumsum([size + (block < rest) for block in range(self.levels - 1)])
        return np.where(place < 0, self.levels - 1, np.searchsorted(edges, place, side="right"))


@dataclass(frozen=True)
class Expected:
    """Per series what is expected now. `log_error`: standard error of log(mean) without over-dispersion; `dispersion`:
    phi >= 1 of the reweighted model; `spread`: phi with every past count weighing the same, unrounded; `trend`: whether
    the trend was kept; `settled`: False where no model could be fitted."""

    mean: Floats
    log_error: Floats
    dispersion: Floats
    spread: Floats
    trend: Flags
    settled: Flags

    @property
    def variance(self) -> Floats:
        """Of the count that is to come: chance, over-dispersion and the uncertainty of the mean."""
        return self.variance_at(self.dispersion)

    def variance_at(self, dispersion: Floats) -> Floats:
        """The same with another phi (series,)."""
        found: Floats = dispersion * (self.mean + (self.mean * self.log_error) ** 2)
        return found


def expected(
    history: Floats, scheme: Scheme, *, season: bool = True, offset: Floats | float = 0.0, ahead: int = 0
) -> Expected:
    """What is expected `ahead` periods after now, from counts at `scheme.lags` ago: (series, lags), NaN = unknown.

    `season`: with the seasonal factor of `scheme` (one of 1 level uses the same season only); `offset` (series, lags)
    is added to log(mean) of the history, on top of the level of now. The trend is kept when there are enough years and
    it does not lead above the highest count of the history [1].
    """
    lags = scheme.lags
    level = scheme.level(lags)
    used = np.where(level[None, :] >= 0, history, np.nan)
    design, now = _design(lags, level, scheme, season=season, ahead=ahead)
    trending = _predict(used, design, now, scheme, offset)
    years = (~np.isnan(history)).sum(axis=1) / scheme.period
    enough = years >= scheme.trend_years - (scheme.left_out + 1.0) / scheme.period
    highest = np.nanmax(np.where(np.isnan(used), -1.0, used), axis=1, initial=-1.0)
    trend = enough & trending.settled & (trending.mean <= highest)
    if trend.all():
        return trending
    flat = np.flatnonzero(~trend)
    part = offset[flat] if isinstance(offset, np.ndarray) and offset.ndim == 2 else offset
    level_only = _predict(used[flat], design[:, :-1], now[:, :-1], scheme, part)
    return _merged(replace(trending, trend=trend), level_only, flat)


def limit(found: Expected, alpha: float) -> Floats:
    """The upper limit on the 2/3 power scale [2], with the standard error of the quasi-Poisson model."""
    spread = 4.0 / 9.0 * np.cbrt(found.mean) * found.variance / found.mean
    upper: Floats = (found.mean ** (2.0 / 3.0) - ndtri(alpha) * np.sqrt(spread)) ** 1.5
    return upper


def reweighted(history: Floats, design: Floats, outlier: float, offset: Floats | float = 0.0) -> Fit:
    """The second of two fits, in which past counts far above the first one weigh less [1]."""
    first = fit(history, design, offset=offset)
    known = ~np.isnan(history)
    phi = np.maximum(np.nan_to_num(first.dispersion, nan=1.0), 1.0)[:, None]
    free = np.sqrt(phi * np.maximum(1.0 - first.leverage, 1e-6))
    residual = 1.5 * (np.nan_to_num(history) ** (2 / 3) * first.mean ** (-1 / 6) - np.sqrt(first.mean)) / free
    weight = np.where(residual > outlier, 1.0 / np.maximum(residual, outlier) ** 2, 1.0) * known
    total = np.maximum(weight.sum(axis=1, keepdims=True), 1e-12)
    return fit(history, design, weight * known.sum(axis=1, keepdims=True) / total, offset)


def _design(lags: Ints, level: Ints, scheme: Scheme, *, season: bool, ahead: int) -> tuple[Floats, Floats]:
    """The columns of the model for the history and for now: level, seasons other than this one, trend in years."""
    seasons = scheme.levels - 1 if season and scheme.levels > 1 else 0
    columns = [np.ones(len(lags)), *((level == block).astype(float) for block in range(seasons))]
    now_level = int(scheme.level(np.array([-ahead]))[0])
    now = [1.0, *(float(block == now_level) for block in range(seasons)), ahead / scheme.period]
    return np.column_stack([*columns, -lags / scheme.period]), np.array([now])


def _predict(used: Floats, design: Floats, now: Floats, scheme: Scheme, offset: Floats | float) -> Expected:
    model = reweighted(used, design, scheme.outlier, offset)
    mean, error = model.predict(now)
    phi = np.maximum(np.nan_to_num(model.dispersion, nan=1.0), 1.0)
    free = np.maximum((~np.isnan(used)).sum(axis=1) - design.shape[1], 1)
    spread = np.nansum((used - model.mean) ** 2 / model.mean, axis=1) / free
    return Expected(mean[:, 0], error[:, 0], phi, spread, np.ones(len(used), dtype=bool), model.settled)


def _merged(one: Expected, other: Expected, rows: Ints) -> Expected:
    """`one`, with the rows of `other` in place."""
    both = {}
    for name in ("mean", "log_error", "dispersion", "spread", "settled"):
        both[name] = getattr(one, name).copy()
        both[name][rows] = getattr(other, name)
    return replace(one, **both)
