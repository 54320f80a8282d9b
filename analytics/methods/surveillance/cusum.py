"""Poisson CUSUM: small rises that last, added up until chance no longer explains them.

`C_t = max(0, C_{t-1} + y_t - k)`. Sources, given as [n]:
1. Lucas JM. Counted data CUSUM's. Technometrics 1985;27:129-144.
2. Brook D, Evans DA. An approach to the probability distribution of CUSUM run length. Biometrika 1972;59:539-549.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, pdtr, roots_hermitenorm

Floats = NDArray[np.float64]

PER_DEVIATION = 8  # places of the grid in one standard deviation of a count: more changes nothing that matters
REACH = 40  # standard deviations up to which the sum is followed: nine registrations where one in twenty is usual
NODES = 9  # values of the true mean over which its uncertainty is spread
LOWEST, HIGHEST, RATIO = 0.05, 2000.0, 1.25  # means for which the chances are tabulated
EXPOSURES = (12, 18, 24, 36, 48, 60, 84)  # periods of history, rounded down


def reference_value(usual: Floats, risen: Floats) -> Floats:
    """k of [1], between the usual mean and the risen one that is to be found soonest."""
    k: Floats = (risen - usual) / np.log(risen / usual)
    return k


def run_length(mean: float, k: float, limit: float, decimals: int = 1) -> float:
    """Periods until C exceeds `limit`, on average, by the Markov chain of [2]; exact when k and limit have at most
    `decimals` decimals, because C then moves over whole steps."""
    step = 10**decimals
    states, down = round(limit * step) + 1, round(k * step)
    stay = np.zeros((states, states))
    for start in range(states):
        ends = np.arange(states) + down - start  # what a count has to add, in steps
        whole = (ends >= 0) & (ends % step == 0)
        stay[start, whole] = _poisson(ends[whole] // step, mean)
        stay[start, 0] = pdtr(np.floor((down - start) / step), mean) if down >= start else 0.0
    return float(np.linalg.solve(np.eye(states) - stay, np.ones(states))[0])


def path(counts: Floats, usual: Floats, k: Floats) -> Floats:
    """C after every period: (series, n). `usual`: mean expected of each count, `k`: (series,) reference value as a
    multiple of it. An unknown count (NaN) leaves C as it was."""
    found = np.zeros_like(counts)
    sums = np.zeros(len(counts))
    for i in range(counts.shape[1]):
        step = np.nan_to_num(counts[:, i] - k * usual[:, i])
        sums = np.maximum(0.0, sums + step)
        found[:, i] = sums
    return found


def start(paths: Floats) -> NDArray[np.int_]:
    """Index of the period in which the present rise began: the first after C was last 0; n where C is 0 now."""
    n = paths.shape[1]
    zero = paths[:, ::-1] <= 0
    since = np.where(zero.any(axis=1), zero.argmax(axis=1), n)
    found: NDArray[np.int_] = n - since
    return found


def new_alarm(sums: Floats, usual: Floats, exposure: Floats, periods: int) -> Floats:
    """The chance of a CUSUM going over the value it has now, in this period and not before, when nothing has changed.

    `sums`: C after `periods` periods from 0, of Poisson counts with mean `usual`, known only as well as `exposure` such
    periods of history tell; k as `multiple` gives it. All (series,). The uncertainty is shared by all periods: it is
    spread over NODES values of the true mean. 1 where C is 0; a mean under LOWEST reads as LOWEST, which is cautious.
    """
    mean = np.clip(usual, LOWEST, HIGHEST)
    place = np.log(mean / LOWEST) / np.log(RATIO)
    below = np.floor(place).astype(int)
    known = np.asarray(EXPOSURES)[np.searchsorted(EXPOSURES, np.maximum(exposure, EXPOSURES[0]), side="right") - 1]
    at = np.minimum(sums / np.sqrt(mean) * PER_DEVIATION, REACH * PER_DEVIATION)
    chance = np.ones(len(mean))
    for cell in {(int(b), int(n)) for b, n in zip(below, known, strict=True)}:
        rows = np.flatnonzero((below == cell[0]) & (known == cell[1]) & (sums > 0))
        share = place[rows] - cell[0]
        low, high = (np.interp(at[rows], *_tail(cell[0] + more, cell[1], periods)) for more in (0, 1))
        chance[rows] = np.exp((1.0 - share) * low + share * high)
    return chance


def multiple(usual: Floats) -> Floats:
    """k as a multiple of the usual mean: for a rise of one standard deviation."""
    mean = np.clip(usual, LOWEST, HIGHEST)
    return reference_value(mean, mean + np.sqrt(mean)) / mean


@lru_cache(maxsize=1024)
def _tail(place: int, exposure: int, periods: int) -> tuple[Floats, Floats]:
    """Places of the grid, and the log of the chance of going over each of them in the last period."""
    mean = LOWEST * RATIO**place
    nodes, weights = roots_hermitenorm(NODES)
    spread = 1.0 / np.sqrt(mean * exposure + 0.5)
    flows = [_flow(mean, mean * np.exp(spread * node - spread**2 / 2), periods) for node in nodes]
    chance = np.average(flows, axis=0, weights=weights)
    chance = np.maximum.accumulate(chance[::-1])[::-1]  # far limits are never easier than near ones
    middle = (chance + np.append(1.0, chance[:-1])) / 2.0  # half of what a step of the grid holds, as a mid-p does
    return np.arange(len(middle), dtype=float), np.log(np.clip(middle, 1e-300, 1.0))


def _flow(usual: float, true: float, periods: int) -> Floats:
    """Per place of the grid: the chance that C is not above it in the period before the last, and is in the last."""
    size = REACH * PER_DEVIATION + 1
    step, down = _steps(usual, true, size)
    state = np.zeros(size)
    state[0] = 1.0
    for _period in range(periods - 1):
        moved = np.convolve(state, step)
        state = moved[down : down + size].copy()
        state[0] = moved[: down + 1].sum()
        state[-1] += moved[down + size :].sum()
    over = 1.0 - np.cumsum(step)  # chance of a step of more than i - down
    return np.convolve(state, np.maximum(over[down:], 0.0))[:size]


def _steps(usual: float, true: float, size: int) -> tuple[Floats, int]:
    """Distribution of y - k over the grid, and how many places of it lie below 0. A value between two places is shared
    by both, so that the mean is right."""
    deviation = np.sqrt(usual)
    k = float(multiple(np.array([usual]))[0]) * usual
    counts = np.arange(int(true + 12 * np.sqrt(true) + 12 + 2 * deviation))
    at = (counts - k) / deviation * PER_DEVIATION
    down = int(np.ceil(-at[0])) + 1
    left = np.floor(at).astype(int)
    chance = _poisson(counts, true)
    made = np.zeros(max(down + size, down + left[-1] + 2))
    np.add.at(made, left + down, chance * (1.0 - (at - left)))
    np.add.at(made, left + 1 + down, chance * (at - left))
    return made, down


def _poisson(counts: NDArray[np.int_], mean: float) -> Floats:
    chance: Floats = np.exp(counts * np.log(mean) - mean - gammaln(counts + 1.0))
    return chance
