"""One month of many monthly series, tested: far above what is expected now, or creeping up over a year.

A series with enough registrations gets Farrington Flexible in months; one with too few, or too short a history, the
Bayes limit; both get the CUSUM. What little a small series says of its season it is not asked: it takes the season of
the whole it belongs to.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from analytics.methods.surveillance import bayes_limit, cusum
from analytics.methods.surveillance.farrington import Expected, Scheme, expected
from analytics.methods.surveillance.predictive import mid_p

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int_]

SCHEME = Scheme(period=12, years=8, window=1, levels=4, left_out=3)
ENOUGH_MONTHS = 24  # of history for a model; between this and SHORTEST the Bayes limit
SHORTEST = 12
ENOUGH_COUNTS = 10  # in the history for a model with a trend, and in each season for a season of its own
PULL = 10.0  # registrations with which the season of a whole is pulled to no season: a rare kind shows none
RUN = 12  # months over which a slow rise adds up
RUN_YEARS = 5  # of history before the run: a level of longer ago says less about what was usual
RECENT = 4  # months in which there have to be at least
FEWEST = 5  # registrations for any signal


@dataclass(frozen=True)
class Panel:
    """Series to test: `counts` (series, months), NaN where unknown; `history` the same, NaN also where a month may not
    be learned from (before a break, not final). `whole`: per series the row it takes its season from, its own row for a
    whole. `group`: number of the series that stray alike (one kind, areas of one size)."""

    counts: Floats
    history: Floats
    whole: Ints
    group: Ints


@dataclass(frozen=True)
class Band:
    """What is expected of one month: (series,) each. NaN where nothing can be said; `model`: Farrington Flexible (else
    the Bayes limit); `dispersion`: phi >= 1."""

    mean: Floats
    variance: Floats
    dispersion: Floats
    model: Flags


@dataclass(frozen=True)
class Rise:
    """A slow rise up to one month: (series,) each. `p`: chance of a new alarm like this, NaN where not tested;
    `length`: months since the rise began, 0 without one; `count`, `mean` and `variance` over those months; `usual`
    (series, RUN): what was usual in each month of the run, as the years before it had it, with its `usual_variance`."""

    p: Floats
    length: Ints
    count: Floats
    mean: Floats
    variance: Floats
    usual: Floats
    usual_variance: Floats


@dataclass(frozen=True)
class Assessed:
    """One month: `count`, its `band` and mid-p value, the `rise` up to it, and whether there are registrations enough
    in the last months for any signal."""

    count: Floats
    band: Band
    p: Floats
    rise: Rise
    enough: Flags

    @property
    def chances(self) -> Floats:
        """Every test that was done: those of the month itself, then those of the rises; NaN where there was none."""
        return np.concatenate([self.p, self.rise.p])

    @property
    def tests(self) -> int:
        """How many tests were done."""
        return int((~np.isnan(self.chances)).sum())


def assess(panel: Panel, month: int) -> Assessed:
    """Test column `month` of the panel."""
    band = expected_band(panel, month)
    count = panel.counts[:, month]
    recent = np.nansum(panel.counts[:, max(0, month - RECENT + 1) : month + 1], axis=1)
    p = mid_p(count, band.mean, band.variance)
    return Assessed(count, band, p, _rise(panel, month, band.dispersion), recent >= FEWEST)


def alarms(now: Assessed, before: Assessed | None, threshold: float, smallest: int = 0) -> tuple[Flags, Flags]:
    """Which series stand out with a p under `threshold`: this month itself; and by a slow rise, where the month itself
    does not say so already and the rise was not there in the month `before`.

    Nothing stands out without FEWEST registrations in the last months, or with fewer than `smallest` of its own.
    """
    high = _standing_out(now, now.count, now.p, threshold, smallest)
    risen = _standing_out(now, now.rise.count, now.rise.p, threshold, smallest) & ~high
    if before is not None and risen.any():
        risen &= ~_standing_out(before, before.rise.count, before.rise.p, threshold, smallest)
    return high, risen


def _standing_out(assessed: Assessed, count: Floats, p: Floats, threshold: float, smallest: int) -> Flags:
    flags: Flags = (p < threshold) & assessed.enough & (count > 0) & (count >= smallest)
    return flags


def expected_band(panel: Panel, month: int) -> Band:
    """What is expected of column `month`, from the months up to three before it."""
    past = _lagged(panel.history, month, SCHEME.lags)
    known, total = (~np.isnan(past)).sum(axis=1), np.nansum(past, axis=1)
    level = SCHEME.level(SCHEME.lags)
    own, season = _seasons(past, panel.whole)
    modelled = (known >= ENOUGH_MONTHS) & (total >= ENOUGH_COUNTS)
    offset = np.log(season[:, level] / season[:, [-1]])
    found = _simple(past, offset)
    for rows, seasonal in ((modelled & own, True), (modelled & ~own, False)):
        if rows.any():
            fitted = expected(past[rows], SCHEME, season=seasonal, offset=0.0 if seasonal else offset[rows])
            found = _in_place(found, fitted, rows)
    usual = np.where(known > 0, total / np.maximum(known, 1), 0.0)
    mean = np.where(known < SHORTEST, np.nan, found.mean)
    clustered = _clustering(found.spread, usual, panel.group) * np.nan_to_num(mean)
    phi = np.maximum(found.dispersion, 1.0 + clustered)
    return Band(mean, found.variance_at(phi), phi, modelled)


def _clustering(spread: Floats, usual: Floats, group: Ints) -> Floats:
    """By how much phi grows per registration expected, in the group each series is of; never below 0.

    Few months tell little of how far one series strays, and too low a phi is what makes false signals: no series is
    taken to be calmer than its like. A gamma factor per month gives phi = 1 + clustering x mean; weighted by what each
    series knows of it, which grows with the square of its mean.
    """
    excess = np.bincount(group, (spread - 1.0) * usual)
    weight = np.bincount(group, usual**2)
    share: Floats = np.divide(excess, weight, out=np.zeros(len(weight)), where=weight > 0)
    return np.maximum(share, 0.0)[group]


def _in_place(one: Expected, other: Expected, rows: Flags) -> Expected:
    """`one`, with the answers of `other` for these rows."""
    both = {}
    for part in fields(one):
        both[part.name] = getattr(one, part.name).copy()
        both[part.name][rows] = getattr(other, part.name)
    return Expected(**both)


def _lagged(series: Floats, month: int, lags: Ints) -> Floats:
    """The columns `lags` months before `month`; NaN from before the beginning."""
    at = month - lags
    return np.where(at >= 0, series[:, np.maximum(at, 0)], np.nan)


def _seasons(past: Floats, whole: Ints) -> tuple[Flags, Floats]:
    """Which series have registrations enough for a season of their own, and per series how each season compares with
    the year (series, levels), the one of now last: its own, or that of the whole it belongs to."""
    level = SCHEME.level(SCHEME.lags)
    total = np.column_stack([np.nansum(past[:, level == one], axis=1) for one in range(SCHEME.levels)])
    months = np.column_stack([(~np.isnan(past[:, level == one])).sum(axis=1) for one in range(SCHEME.levels)])
    usual = months * (total.sum(axis=1) / np.maximum(months.sum(axis=1), 1))[:, None]
    ratio = (total + PULL) / (usual + PULL)
    own: Flags = np.all(total >= ENOUGH_COUNTS, axis=1)
    return own, np.where(own[:, None], ratio, ratio[whole])


def _simple(past: Floats, offset: Floats) -> Expected:
    """The Bayes limit: a level without trend, as what a model would have found."""
    weight = np.where(np.isnan(past), 0.0, np.exp(offset))
    exposure, total = weight.sum(axis=1), np.nansum(past, axis=1)
    mean, _variance = bayes_limit.predictive(total, exposure)
    fitted = np.where(weight > 0, mean[:, None] * weight, np.nan)
    free = np.maximum((weight > 0).sum(axis=1) - 1, 1)
    spread = np.nansum((past - fitted) ** 2 / fitted, axis=1) / free
    error = 1.0 / np.sqrt(total + bayes_limit.PRIOR)
    nothing = np.zeros(len(past), dtype=bool)
    return Expected(mean, error, np.maximum(spread, 1.0), spread, nothing, nothing)


def _rise(panel: Panel, month: int, dispersion: Floats) -> Rise:
    """The CUSUM over the last year, beside the level of the years before it; in units of phi registrations."""
    _own, season = _seasons(_lagged(panel.history, month, SCHEME.lags), panel.whole)
    before, run = np.arange(RUN * (RUN_YEARS + 1) - 1, RUN - 1, -1), np.arange(RUN - 1, -1, -1)
    past, now = _lagged(panel.history, month, before), _lagged(panel.counts, month, run)
    exposure = np.where(np.isnan(past), 0.0, season[:, SCHEME.level(before)]).sum(axis=1)
    total = np.nansum(past, axis=1)
    level = (total / dispersion + bayes_limit.PRIOR) / np.maximum(exposure, 1.0)
    shape = season[:, SCHEME.level(run)]
    year = shape.mean(axis=1)
    paths = cusum.path(now / dispersion[:, None], level[:, None] * shape, cusum.multiple(level * year))
    p = cusum.new_alarm(paths[:, -1], level * year, exposure / year, RUN)
    enough = (~np.isnan(past)).sum(axis=1) >= ENOUGH_MONTHS
    p = np.where(enough & ~np.isnan(now[:, -1]), p, np.nan)
    length = np.where(enough, RUN - cusum.start(paths), 0)
    return _since(p, length, now, level[:, None] * shape * dispersion[:, None], dispersion, total)


def _since(p: Floats, length: Ints, now: Floats, usual: Floats, dispersion: Floats, total: Floats) -> Rise:
    """The rise with its figures over the months since it began. `total` registrations are behind what was usual."""
    inside = (np.arange(RUN) >= RUN - length[:, None]) & ~np.isnan(now)
    mean = np.where(inside, usual, 0.0).sum(axis=1)
    known = total + bayes_limit.PRIOR
    return Rise(
        p=p,
        length=length,
        count=np.where(inside, now, 0.0).sum(axis=1),
        mean=mean,
        variance=dispersion * (mean + mean**2 / known),
        usual=usual,
        usual_variance=dispersion[:, None] * (usual + usual**2 / known[:, None]),
    )
