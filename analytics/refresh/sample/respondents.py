"""Simulated respondents: true differences between buurten, weighted samples, and intervals as a survey reports them."""

import math
from dataclasses import dataclass

import numpy as np

from analytics.refresh.sample.facts import Floats, Ints, buurten

Z = 1.959963984540054  # 97.5% point of the normal distribution
_WEIGHT_SPREAD = 0.42  # standard deviation (log) of the weights of respondents: a design effect of about 1.2
_SHARED = 0.5  # part of the variance between buurten that follows `druk` and the centre; the rest is a question's own


@dataclass(frozen=True)
class Estimate:
    """What a sample says: percentage (0-100) or mark, spread between respondents, how many, and worth how many."""

    value: float
    sd: float
    n: int
    worth: float  # n divided by the design effect

    @property
    def standard_error(self) -> float:
        """In the unit of `value`."""
        return self.sd / math.sqrt(self.worth)


def differences(random: np.random.Generator, pressure: float, centre: float) -> Floats:
    """True difference of every buurt from the city for one question, mean 0 and standard deviation 1."""
    table = buurten()
    shared = pressure * _standard(np.log(table["druk"].to_numpy())) + centre * _standard(
        np.sqrt(table["horeca"].to_numpy(dtype=np.float64))
    )
    own = random.normal(size=len(table))
    return _standard(math.sqrt(_SHARED) * _standard(shared) + math.sqrt(1 - _SHARED) * own)


def true_percentages(city: float, spread: float, difference: Floats) -> Floats:
    """Percentage per buurt whose mean over inhabitants is the city's; `spread` is on the log-odds scale."""
    people = buurten()["inwoners_2024"].to_numpy(dtype=np.float64)
    low, high = -12.0, 12.0
    for _step in range(60):  # bisection: the mean rises with the constant
        constant = (low + high) / 2
        values = 100.0 / (1.0 + np.exp(-(constant + spread * difference)))
        low, high = (constant, high) if np.average(values, weights=people) < city else (low, constant)
    return np.asarray(values)


def true_marks(city: float, spread: float, difference: Floats) -> Floats:
    """Mark per buurt whose mean over inhabitants is the city's."""
    people = buurten()["inwoners_2024"].to_numpy(dtype=np.float64)
    return np.asarray(city + spread * (difference - np.average(difference, weights=people)))


def ask(random: np.random.Generator, truth: float, n: int, sd: float | None) -> Estimate | None:
    """The weighted answers of `n` respondents: yes or no when `sd` is None, else marks 1-10. None when n is 0."""
    if n == 0:
        return None
    weights = random.lognormal(0.0, _WEIGHT_SPREAD, n)
    if sd is None:
        answers = np.where(random.random(n) < truth / 100.0, 100.0, 0.0)
    else:
        answers = np.round(random.normal(truth, sd, n)).clip(1.0, 10.0).astype(np.float64)
    value = float(np.average(answers, weights=weights))
    spread = percentage_sd(value) if sd is None else _mark_sd(answers)
    return Estimate(value, spread, n, float(weights.sum() ** 2 / (weights**2).sum()))


def combine(parts: list[Estimate | None], people: Ints, *, percentage: bool) -> Estimate:
    """The estimate of a larger area: mean over inhabitants of the parts that have respondents."""
    known = [(part, weight) for part, weight in zip(parts, people, strict=True) if part is not None]
    share = np.array([weight for _part, weight in known], dtype=np.float64)
    share /= share.sum()
    value = float(sum(s * part.value for (part, _), s in zip(known, share, strict=True)))
    worth = 1.0 / sum(s**2 / part.worth for (part, _), s in zip(known, share, strict=True))
    sds = np.array([part.sd for part, _ in known])
    sd = percentage_sd(value) if percentage else math.sqrt(float(np.nanmean(sds**2)))
    return Estimate(value, sd, sum(part.n for part, _ in known), float(worth))


def interval(estimate: Estimate, *, percentage: bool) -> tuple[float, float]:
    """95% interval: Wilson on the effective number of respondents for a percentage, normal for a mark."""
    if percentage:
        return _wilson(estimate.value / 100.0, estimate.worth)
    margin = Z * estimate.standard_error
    return max(1.0, estimate.value - margin), min(10.0, estimate.value + margin)


def _wilson(p: float, n: float) -> tuple[float, float]:
    middle = p + Z**2 / (2 * n)
    margin = Z * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    size = 1 + Z**2 / n
    return 100 * max(0.0, (middle - margin) / size), 100 * min(1.0, (middle + margin) / size)


def percentage_sd(value: float) -> float:
    """Spread between respondents of answers that are 100 (yes) for `value` per cent of them and else 0."""
    return math.sqrt(max(0.0, value * (100.0 - value)))


def _mark_sd(answers: Floats) -> float:
    return float(answers.std(ddof=1)) if len(answers) > 1 else math.nan


def _standard(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / values.std())
