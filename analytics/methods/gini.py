"""How unevenly crimes are spread over places, and how uneven luck alone would have made it.

Few crimes on many places always look concentrated: four crimes cannot touch more than four of nine streets. The
generalised Gini therefore measures against the most even spread that is possible with that many crimes, and
`by_chance` says what a lottery over equal places gives.

Sources, given as [n]:
1. Bernasco W, Steenbeek W. More places than crimes: implications for evaluating the law of crime concentration at
   place. Journal of Quantitative Criminology 2017;33:451-467.
2. Weisburd D. The law of crime concentration and the criminology of place. Criminology 2015;53:133-157.
3. Efron B, Tibshirani R. An Introduction to the Bootstrap, 1993, chapters 8 and 10.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 999
SEED = 20_260_102
MONTHS = 12  # columns; of fewer no resampling of months
HALF = 0.5


@dataclass(frozen=True)
class Spread:
    """A measure with its 95% limits; the limits are NaN where nothing can be said."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Lottery:
    """What as many crimes give by lot over as many equal places: the generalised Gini, the number of places with half
    of them, and `curve` (places,), the mean cumulative share of the busiest 1, 2, ... places."""

    gini: Spread
    half: Spread
    curve: Floats


def ordinary(counts: Any) -> float:
    """The ordinary Gini of counts per place: 0 when all are equal. NaN without crimes."""
    ranked, total = _ranked(counts)
    n = len(ranked)
    return float((2.0 * _moment(ranked, total) - n - 1.0) / n) if total else float("nan")


def generalised(counts: Any) -> float:
    """The Gini against the most even spread possible [1]: 0 when c crimes are on min(c, n) places alike, up to 1 - 1/c.

    `max(1/c, 1/n) (2 sum(i y_i) - n - 1) - max(n/c, 1) + 1`, y the shares in rising order, n places, c crimes. NaN
    without crimes.
    """
    return float(_generalised(np.asarray(counts, dtype=np.float64)[None, :])[0])


def _generalised(counts: Floats) -> Floats:
    """The same for rows of counts."""
    if counts.ndim != 2 or counts.shape[1] == 0 or np.any(counts < 0):
        raise ValueError("Nodig: een aantal van nul of meer voor elke plek.")
    n, total = counts.shape[1], counts.sum(axis=1)
    moment = np.sort(counts, axis=1) @ np.arange(1.0, n + 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        made: Floats = (
            np.maximum(1.0 / total, 1.0 / n) * (2.0 * moment / total - n - 1.0) - np.maximum(n / total, 1.0) + 1.0
        )
    return np.where(total > 0, made, np.nan)


def _ranked(counts: Any) -> tuple[Floats, float]:
    ranked = np.sort(np.asarray(counts, dtype=np.float64))
    if ranked.ndim != 1 or ranked.size == 0 or ranked[0] < 0:
        raise ValueError("Nodig: een aantal van nul of meer voor elke plek.")
    return ranked, float(ranked.sum())


def _moment(ranked: Floats, total: float) -> float:
    return float(ranked @ np.arange(1.0, len(ranked) + 1.0) / total)


def curve(counts: Any) -> Floats:
    """Cumulative share of the crimes on the busiest 1, 2, ... places (places,): the Lorenz curve from its busy end."""
    ranked, total = _ranked(counts)
    return np.cumsum(ranked[::-1]) / total if total else np.full(len(ranked), np.nan)


def places_for(counts: Any, share: float = HALF) -> int:
    """The fewest places that together hold at least this share of the crimes. 0 without crimes."""
    ranked, total = _ranked(counts)
    return int(_places_for(ranked[None, :], share)[0]) if total else 0


def _places_for(counts: Floats, share: float) -> Floats:
    reached = np.cumsum(np.sort(counts, axis=1)[:, ::-1], axis=1)
    wanted = share * reached[:, -1:] - 1e-9
    first: Floats = ((reached < wanted).sum(axis=1) + 1).astype(np.float64)
    return first


def by_chance(crimes: int, places: int, *, draws: int = DRAWS, seed: int = SEED) -> Lottery:
    """What chance alone gives: each crime falls on any place with equal chance. Raises ValueError below 1 of either."""
    if crimes < 1 or places < 1:
        raise ValueError("Nodig: minstens één plek en één misdrijf.")
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(crimes, np.full(places, 1.0 / places), draws).astype(np.float64)
    falling = np.sort(drawn, axis=1)[:, ::-1]
    return Lottery(
        _range(_generalised(drawn)), _range(_places_for(drawn, HALF)), falling.mean(axis=0).cumsum() / crimes
    )


def _range(drawn: Floats) -> Spread:
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Spread(float(drawn.mean()), float(low), float(high))


def with_interval(cells: Floats, *, draws: int = DRAWS, seed: int = SEED) -> tuple[Spread, Spread]:
    """The generalised Gini and the number of places with half, each with 95% limits. `cells`: see `resampled`.

    A resampled city is more uneven than the city itself, because luck is added to luck; the limits are moved back by
    that much [3].
    """
    counts = cells.sum(axis=1)
    drawn = resampled(cells, draws, np.random.default_rng(seed))
    half = _limits(float(places_for(counts)), _places_for(drawn, HALF))
    rounded = Spread(half.value, max(1.0, np.floor(half.low)), min(float(len(counts)), np.ceil(half.high)))
    return _limits(generalised(counts), _generalised(drawn)), rounded


def _limits(value: float, drawn: Floats) -> Spread:
    known = drawn[~np.isnan(drawn)]  # months without any crime may be drawn only
    low, high = np.quantile(known, [0.025, 0.975]) - known.mean()
    return Spread(value, float(value + low), float(value + high))


def resampled(cells: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Counts per place (draws, places) as they could have been. `cells` (places, months): months are drawn with
    replacement, so that what came in bursts comes in bursts again; with fewer than a year of columns each total is
    drawn from a Poisson distribution [3]."""
    months = cells.shape[1]
    if months < MONTHS:
        return rng.poisson(cells.sum(axis=1), (draws, len(cells))).astype(np.float64)
    times = rng.multinomial(months, np.full(months, 1.0 / months), draws).astype(np.float64)
    made: Floats = times @ cells.T
    return made


def difference(now: Floats, before: Floats, *, draws: int = DRAWS, seed: int = SEED) -> Spread:
    """How much more concentrated `now` is than `before` (both as `resampled` takes them): the difference of the
    generalised Gini with 95% limits; NaN when either has no crimes.

    Fewer crimes look more concentrated by themselves. So of the period with more crimes so many months are drawn by lot
    that both have about as many, with bursts as they came; without months, crimes one by one.
    """
    rng = np.random.default_rng(seed)
    crimes = float(min(now.sum(), before.sum()))
    if crimes == 0:
        return Spread(np.nan, np.nan, np.nan)
    known = [_generalised(_fewer(cells, crimes, draws, rng, again=False)) for cells in (now, before)]
    drawn = [_generalised(_fewer(cells, crimes, draws, rng, again=True)) for cells in (now, before)]
    return _limits(float((known[0] - known[1]).mean()), drawn[0] - drawn[1])


def _fewer(cells: Floats, crimes: float, draws: int, rng: np.random.Generator, *, again: bool) -> Floats:
    """Counts per place (draws, places) with about as many crimes: of the figures as they are, or drawn `again`."""
    kept, months = crimes / cells.sum(), cells.shape[1]
    if months < MONTHS:
        counts = resampled(cells, draws, rng) if again else np.tile(cells.sum(axis=1), (draws, 1))
        return rng.binomial(counts.astype(np.int64), kept).astype(np.float64)
    number = max(1, round(kept * months))
    if again:
        times = rng.multinomial(number, np.full(months, 1.0 / months), draws)
    else:
        times = rng.random((draws, months)).argsort(axis=1) < number
    made: Floats = times.astype(np.float64) @ cells.T
    return made
