"""Search for sudden shifts of level in a series of counts: when, how large, and how often luck alone gives one.

The model: a count has mean level x season, with one level before the shift and one after it, and variance phi x mean.
The best moment is that of the largest likelihood ratio [1]. Searching over all moments finds something in every
series, so the chance is that of the largest ratio: the same search is done in series that are drawn without a shift,
as variable as this one. A ratio is divided by phi, and by how much neighbouring months go together.

A slow decline is not a shift, yet a shift in the middle would describe it well. So a shift is only named where it
describes the series better than a steady rise or fall does.

Sources, given as [n]:
1. Worsley KJ. The power of likelihood ratio and cumulative sum tests for a change in a binomial probability.
   Biometrika 1983;70:455-464; for Poisson counts alike.
2. Hansen BE. Sample splitting and threshold estimation. Econometrica 2000;68:575-603: the limits of the moment.
3. Bai J. Estimating multiple breaks one at a time. Econometric Theory 1997;13:315-352: split, then fit each again
   between its neighbours.
4. Davison AC, Hinkley DV. Bootstrap Methods and their Application, 1997, section 4.2: the chance.
5. Marriott FHC, Pope JA. Bias in the estimation of autocorrelations. Biometrika 1954;41:390-402.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analytics.methods import loglinear
from analytics.statistics import rate_ratio

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MINIMUM = 12  # known observations on both sides of a shift: a whole year of months
SMALLEST = 20  # counts in a stretch; of fewer nothing is said
SHARE = 0.01  # of series without a shift, at most this part is said to have one
DRAWS = 999
SEED = 20_260_101
ROUNDS = 12  # of fitting season and years in turn; the third decimal stands after five
NEAR = -2.0 * np.log(1.0 - np.sqrt(0.95))  # 7,35: the limit of the 95% region of the moment [2]


@dataclass(frozen=True)
class Shift:
    """The new level begins with observation `index`; `low` to `high` are the moments that fit with 95% confidence.

    `before` and `after`: mean count of an average month on both sides, up to the neighbouring shifts; `ratio` is
    after / before with 95% limits (infinite where nothing was counted before). `statistic`: likelihood ratio over the
    spread; `chance`: how often a series without a shift gives one this large, wherever it is.
    """

    index: int
    low: int
    high: int
    before: float
    after: float
    ratio: float
    ratio_low: float
    ratio_high: float
    statistic: float
    chance: float


@dataclass(frozen=True)
class Found:
    """`shifts` in order of time. `gradual`: stretches [begin, end) that changed, but rather steadily than at once.
    `searched`: whether there was enough to search in."""

    shifts: tuple[Shift, ...] = ()
    gradual: tuple[tuple[int, int], ...] = ()
    searched: bool = True


def search(
    counts: Floats,
    months: Ints | None = None,
    *,
    minimum: int = MINIMUM,
    share: float = SHARE,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Found:
    """Shifts of level in `counts` (n,), NaN where unknown.

    `months` (n,): 0-11, the month of each count; then the season is taken out. Without it counts are taken as they are
    (years). `minimum`: known counts on both sides. `share`: of series without any shift at most this part gets one.
    Raises ValueError for negative counts.
    """
    y = np.asarray(counts, dtype=np.float64)
    if y.ndim != 1 or np.any(y < 0):
        raise ValueError("Nodig: één rij aantallen van nul of meer.")
    if np.nansum(y) < SMALLEST or np.isfinite(y).sum() < 2 * minimum:
        return Found(searched=False)
    chances: dict[int, float] = {}
    gradual: list[tuple[int, int]] = []
    todo = [(0, len(y))]
    while todo:
        begin, end = todo.pop()
        part = _part(y, months, begin, end)
        split, chance = _split(part, minimum, draws, seed + begin)
        if split is None or chance > share:
            continue
        if _steady(part, split, minimum):
            gradual.append((begin, end))
            continue
        chances[begin + split] = chance
        todo += [(begin, begin + split), (begin + split, end)]
    return Found(_shifts(y, months, chances, minimum), tuple(sorted(gradual)))


def likelihood_ratios(counts: Floats, exposure: Floats, minimum: int = 1) -> Floats:
    """Per moment k the likelihood ratio of one shift between k - 1 and k, (..., n); -inf where it may not be.

    `counts` (..., n) without NaN; `exposure` (..., n) is what a constant level is multiplied with, 0 where unknown.
    2 x (S1 log(S1/E1) + S2 log(S2/E2) - S log(S/E)), with S the counts and E the exposure of each side [1].
    """
    known = np.cumsum(exposure > 0, axis=-1)
    total, whole = counts.sum(axis=-1, keepdims=True), exposure.sum(axis=-1, keepdims=True)
    left, seen = np.cumsum(counts, axis=-1) - counts, np.cumsum(exposure, axis=-1) - exposure
    ratio = 2.0 * (_gain(left, seen) + _gain(total - left, whole - seen) - _gain(total, whole))
    sides: Ints = known - (exposure > 0)  # known observations before k
    allowed = (sides >= minimum) & (known[..., -1:] - sides >= minimum) & (exposure > 0)
    return np.where(allowed, ratio, -np.inf)


def _gain(counts: Floats, exposure: Floats) -> Floats:
    level = np.divide(counts, exposure, out=np.ones_like(counts), where=(counts > 0) & (exposure > 0))
    made: Floats = counts * np.log(level)
    return made


@dataclass(frozen=True)
class _Stretch:
    """`y` (..., n) with 0 where unknown; `exposure` (..., n) is the season, mean 1 over a year and 0 where unknown;
    `level` (..., n) that of the own twelve months; `free` the degrees of freedom left. Without `months` there is no
    season, and no such level."""

    y: Floats
    known: NDArray[np.bool_]
    months: Ints | None
    exposure: Floats
    level: Floats | None
    free: int


def _part(y: Floats, months: Ints | None, begin: int, end: int, split: int = 0) -> _Stretch:
    known = np.isfinite(y[begin:end])
    inside = None if months is None else months[begin:end]
    return _stretch(np.where(known, y[begin:end], 0.0), known, inside, split)


def _stretch(y: Floats, known: NDArray[np.bool_], months: Ints | None, split: int = 0) -> _Stretch:
    """Season and level of years fitted in turn, so that a shift or a busy last half year does not pass for season.
    With a known `split` the year in which it falls has two levels."""
    flat = np.broadcast_to(known.astype(np.float64), y.shape)
    if months is None:
        return _Stretch(y, known, None, flat, None, max(int(known.sum()) - 2, 1))
    of_month = (months[:, None] == np.arange(12)).astype(np.float64)
    time = np.arange(len(months))
    years = np.unique(time // 12 + (time >= split) * (split > 0), return_inverse=True)[1]
    of_year = (years[:, None] == np.arange(years[-1] + 1)).astype(np.float64)
    season = np.ones((*y.shape[:-1], 12))
    for _round in range(ROUNDS):
        level = _over(y @ of_year, (flat * (season @ of_month.T)) @ of_year)
        season = _over(y @ of_month, (flat * (level @ of_year.T)) @ of_month)
        season = season / np.maximum(season.mean(axis=-1, keepdims=True), 1e-12)
    free = max(int(known.sum()) - 11 - of_year.shape[1], 1)
    return _Stretch(y, known, months, flat * (season @ of_month.T), level @ of_year.T, free)


def _over(counts: Floats, exposure: Floats) -> Floats:
    return np.divide(counts, exposure, out=np.zeros_like(counts), where=exposure > 0)


def _split(part: _Stretch, minimum: int, draws: int, seed: int) -> tuple[int | None, float]:
    """The best moment in a stretch, and how often series without a shift give one this good."""
    index, statistic = _best(part, minimum)
    if not np.isfinite(statistic) or statistic <= 0:
        return None, 1.0
    level = part.y.sum() / part.exposure.sum()
    phi = float(_spread(part, index)[0])
    drawn = _draw(np.random.default_rng(seed), level * part.exposure, phi, draws)
    _indices, largest = _best(_stretch(drawn, part.known, part.months), minimum)
    return int(index), float((1 + (largest >= statistic).sum()) / (draws + 1))


def _best(part: _Stretch, minimum: int) -> tuple[Ints, Floats]:
    """The moment of the largest likelihood ratio, and that ratio over the spread; per series."""
    ratios = likelihood_ratios(part.y, part.exposure, minimum)
    index = np.asarray(ratios.argmax(axis=-1))
    phi, together = _spread(part, index)
    return index, ratios.max(axis=-1) / (phi * together)


def _spread(part: _Stretch, index: Ints | int) -> tuple[Floats, Floats]:
    """Pearson's phi, at least 1, and (1 + r) / (1 - r) for the correlation r of neighbours.

    Both round the level of each twelve months: a second shift elsewhere would make everything round two levels look
    wild. Without months round the two levels.
    """
    later = np.arange(part.y.shape[-1]) >= np.asarray(index)[..., None]
    level = np.where(later, _level(part, later), _level(part, ~later)) if part.level is None else part.level
    mean = part.exposure * level
    residual = _over(part.y - mean, np.sqrt(mean))
    r = np.clip(_together(residual[..., None, :]) if part.months is None else _within_years(residual), 0.0, 0.9)
    return np.maximum(1.0, (residual**2).sum(axis=-1) / part.free), (1.0 + r) / (1.0 - r)


def _together(residual: Floats) -> Floats:
    """Correlation of neighbours within a row, the median of the rows (..., rows, n)."""
    products = (residual[..., 1:] * residual[..., :-1]).sum(axis=-1)
    middle: Floats = np.median(_over(products, (residual**2).sum(axis=-1)), axis=-1)
    return middle


def _within_years(residual: Floats) -> Floats:
    """That within twelve months, for the median year: a year with a shift in it goes together by itself. In twelve
    months it comes out (1 + 3r) / 12 too low, which is put right [5]."""
    whole = residual.shape[-1] // 12 * 12
    years = residual[..., :whole].reshape(*residual.shape[:-1], -1, 12)
    return (12.0 * _together(years) + 1.0) / 9.0


def _level(part: _Stretch, side: NDArray[np.bool_]) -> Floats:
    return _over((part.y * side).sum(axis=-1, keepdims=True), (part.exposure * side).sum(axis=-1, keepdims=True))


def _draw(rng: np.random.Generator, mean: Floats, phi: float, draws: int) -> Floats:
    """Series of independent counts with this mean and variance phi x mean: Poisson, or negative binomial."""
    size = (draws, len(mean))
    if phi <= 1.0 + 1e-6:
        return rng.poisson(mean, size).astype(np.float64)
    return rng.poisson(rng.gamma(np.maximum(mean, 1e-12) / (phi - 1.0), phi - 1.0, size)).astype(np.float64)


def _steady(part: _Stretch, split: int, minimum: int) -> bool:
    """Whether a steady rise or fall describes the stretch at least as well as the shift does."""
    counts = np.where(part.exposure > 0, part.y, np.nan)[None, :]
    offset = np.log(np.maximum(part.exposure, 1e-12))
    time = np.linspace(-1.0, 1.0, part.y.size)
    fitted = loglinear.fit(counts, np.column_stack([np.ones_like(time), time]), offset=offset)
    level = part.y.sum() / part.exposure.sum() * part.exposure
    gained = 2.0 * np.nansum(counts[0] * (np.log(fitted.mean[0]) - np.log(np.where(level > 0, level, 1.0))))
    shift = float(likelihood_ratios(part.y, part.exposure, minimum)[split])
    return bool(fitted.settled[0] and gained >= shift)


def _shifts(y: Floats, months: Ints | None, chances: dict[int, float], minimum: int) -> tuple[Shift, ...]:
    """Every shift fitted again between its neighbours [3], with what is to be said about it."""
    edges = [0, *sorted(chances), len(y)]
    found = []
    for begin, near, end in zip(edges[:-2], edges[1:-1], edges[2:], strict=True):
        part = _part(y, months, begin, end, near - begin)
        shift = _described(part, minimum, chances[near])
        found.append(replace(shift, index=shift.index + begin, low=shift.low + begin, high=shift.high + begin))
    return tuple(found)


def _described(part: _Stretch, minimum: int, chance: float) -> Shift:
    ratios = likelihood_ratios(part.y, part.exposure, minimum)
    index = int(ratios.argmax())
    phi, together = (float(item) for item in _spread(part, index))
    fitting = np.flatnonzero(ratios >= ratios[index] - NEAR * phi * together)
    counts = [float(side.sum()) for side in (part.y[:index], part.y[index:])]
    exposure = [float(side.sum()) for side in (part.exposure[:index], part.exposure[index:])]
    limits = rate_ratio(counts[1], counts[0], exposure[1], exposure[0], overdispersion=phi * together)
    ratio, low, high = (float(item) for item in limits)
    before, after = (count / below for count, below in zip(counts, exposure, strict=True))
    statistic = float(ratios[index]) / (phi * together)
    return Shift(index, int(fitting[0]), int(fitting[-1]), before, after, ratio, low, high, statistic, chance)
