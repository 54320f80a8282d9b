"""How forecasts of a year's total would have done in the years that are known, beside forecasts that need no model.

Every year with enough months before it is forecast again after none, one, ... eleven of its months, with what was known
then. Registrations that came in later are in the counts: a back-test sees each month as it became.

Sources, given as [n]:
1. Wheeler AP. Year to date percent change forecasts. andrewpwheeler.com, 25 March 2023.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.methods import forecasting
from analytics.methods.forecasting import YEAR

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MODEL, LAST_YEAR, SHARE, REST = "model", "als_vorig_jaar", "zelfde_aandeel", "rest_als_vorig_jaar"
NAIVE = (LAST_YEAR, SHARE, REST)
TOLERANCE = 1.05  # how many times the error of the best naive forecast counts as "not worse"
NEAR = 1  # months by which a trial may differ from now to count as of this time of the year
FEWEST = 8  # trials by which anything is said: four years or more
DRAWS = 1000  # per moment: enough for the limits of an interval


@dataclass(frozen=True)
class Trial:
    """One year forecast after `cut` of its months: what it became, what each method said, and whether the intervals
    of the model held it."""

    first: int  # place of the year's first month in the series
    cut: int
    actual: float
    said: dict[str, float]
    within80: bool
    within95: bool


@dataclass(frozen=True)
class Score:
    """One method over `n` trials: its mean absolute error, as a share of the mean year. Coverage from 0 to 1, NaN for
    a method without intervals."""

    method: str
    error: float
    within80: float
    within95: float
    n: int


def naive(before: Floats, seen: Floats) -> dict[str, float]:
    """What needs no model: `before` (12,), the months of last year; `seen`, the months of this year so far.

    As last year: its total. Same share: what is in, divided by the share that was in by then last year. The rest as
    last year: what is in, plus what was still to come then, which is the steadier one [1]. NaN where not known.
    """
    early, total, now = before[: len(seen)].sum(), before.sum(), seen.sum()
    share = now * total / early if early > 0 else np.nan
    return {LAST_YEAR: float(total), SHARE: float(share), REST: float(now + total - early)}


def trials(counts: Floats, months: Ints, start: int = 0) -> tuple[Trial, ...]:
    """Every trial a series allows. `counts` and `months` as in `forecasting.draw`; `start`: the month years begin with
    (0 is January). Only years known as a whole, after a year known as a whole."""
    firsts = [int(t) for t in np.flatnonzero(months == start) if t >= YEAR and t + YEAR <= len(counts)]
    whole = [t for t in firsts if not np.isnan(counts[t - YEAR : t + YEAR]).any()]
    moments = [(t, cut) for t in whole for cut in range(YEAR)]
    drawn = forecasting.draw(counts, months, [t + cut for t, cut in moments], YEAR, draws=DRAWS)
    return tuple(
        _trial(counts, t, cut, found) for (t, cut), found in zip(moments, drawn, strict=True) if found is not None
    )


def _trial(counts: Floats, first: int, cut: int, drawn: Floats) -> Trial:
    year, seen = counts[first : first + YEAR], counts[first : first + cut]
    totals = seen.sum() + drawn[:, : YEAR - cut].sum(axis=1)
    found, actual = forecasting.summarise(totals), float(year.sum())
    return Trial(
        first,
        cut,
        actual,
        {MODEL: float(found.mean), **naive(counts[first - YEAR : first], seen)},
        bool(found.low80 <= actual <= found.high80),
        bool(found.low95 <= actual <= found.high95),
    )


def scores(done: tuple[Trial, ...], cut: int | None = None) -> tuple[Score, ...]:
    """Every method over all trials, or over those after about `cut` months (one more or less). A trial in which a
    method says nothing (last year had none by then) counts as an error of the whole year."""
    kept = [trial for trial in done if cut is None or abs(trial.cut - cut) <= NEAR]
    mean = float(np.mean([trial.actual for trial in kept])) if kept else np.nan
    return tuple(_score(method, kept, mean) for method in (MODEL, *NAIVE))


def _score(method: str, kept: list[Trial], mean: float) -> Score:
    if not kept or not mean > 0:
        return Score(method, np.nan, np.nan, np.nan, len(kept))
    errors = [
        trial.actual if np.isnan(trial.said[method]) else abs(trial.said[method] - trial.actual) for trial in kept
    ]
    held = [[trial.within80, trial.within95] for trial in kept]
    within = np.mean(held, axis=0) if method == MODEL else (np.nan, np.nan)
    return Score(method, float(np.mean(errors)) / mean, float(within[0]), float(within[1]), len(kept))


def best_naive(found: tuple[Score, ...]) -> Score:
    """The naive forecast with the smallest error."""
    return min((score for score in found if score.method in NAIVE), key=lambda score: score.error)


def is_not_worse(found: tuple[Score, ...]) -> bool:
    """The rule for showing a forecast, given the scores at this time of the year: over enough trials its error was at
    most that of the best naive one, with a little tolerance for chance."""
    model = next(score for score in found if score.method == MODEL)
    return model.n >= FEWEST and model.error <= TOLERANCE * best_naive(found).error
