"""Map classes that stay the same when the period moves: breaks come from all periods of the same length together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.coverage import coverage
from analytics.frames import floats
from analytics.indicators import Indicator
from analytics.measures import Selection, measure
from analytics.periods import Period, Stap, add_months

CLASSES = 5
STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)  # breaks a person can remember


NARROW = 3.0  # highest over lowest: below it values are far from zero (marks) and even steps read better


@dataclass(frozen=True)
class Breaks:
    """Upper limits of all classes but the last; class i holds limit[i-1] <= value < limit[i]."""

    limits: tuple[float, ...]
    decimals: int

    def of(self, value: float) -> int:
        """The class of a value, 0 is the lowest."""
        return int(np.searchsorted(np.array(self.limits), value, side="right"))


def breaks_for(indicator: Indicator, steady: Selection) -> Breaks:
    """Breaks for the selection of `all_periods`: the same whichever of those periods is on the screen."""
    answer = measure(indicator, steady)
    usable = floats(answer.values["waarde"])[~answer.too_small().to_numpy()]
    return breaks_of(usable[~np.isnan(usable)])


def breaks_of(values: Sequence[float] | np.ndarray) -> Breaks:
    """Quantiles of the values, rounded to memorable numbers; fewer classes where the values do not fill five.

    Where nearly all values are zero, quantiles of the others: what is rare must not have one colour everywhere.
    """
    numbers = np.asarray(values, dtype=float)
    if not (numbers > 0).any():
        return Breaks((), 0)
    shares = np.arange(1, CLASSES) / CLASSES
    quantiles = np.quantile(numbers, shares)
    if not quantiles.any():
        quantiles = np.quantile(numbers[numbers > 0], shares)
    low, high = np.quantile(numbers, [0.02, 0.98])
    narrow = low > 0 and high / low < NARROW
    rounded = (_even(q, high - low) if narrow else _memorable(q) for q in quantiles if q > 0)
    limits = tuple(sorted(set(rounded)))
    return Breaks(limits, _decimals(limits))


def _memorable(value: float) -> float:
    size = 10.0 ** np.floor(np.log10(value))
    step = min(STEPS, key=lambda s: abs(np.log(s * size / value)))
    return float(round(step * size, 10))


def _even(value: float, spread: float) -> float:
    """Rounded to a step of 1, 2 or 5 times a power of ten, about a twentieth of the spread of all values."""
    wanted = max(spread, 1e-6) / 20
    size = 10.0 ** np.floor(np.log10(wanted))
    step = next(s * size for s in (1, 2, 5, 10) if s * size >= wanted)
    return float(round(round(value / step) * step, 10))


def _decimals(limits: tuple[float, ...]) -> int:
    for decimals in range(3):
        if all(abs(limit - round(limit, decimals)) < 1e-9 for limit in limits):
            return decimals
    return 3


def all_periods(indicator: Indicator, selection: Selection) -> Selection:
    """A one-period selection widened to everything there is, in steps as long as that period."""
    period: Period = selection.periods[0]
    known = coverage(selection.snapshot, indicator, selection.niveau)
    stap = {1: Stap.MAAND, 3: Stap.KWARTAAL}.get(period.months, Stap.JAAR)
    if indicator.is_survey or (known.jaren and stap is Stap.JAAR):
        first, last = known.jaren[0], known.jaren[-1]
        van, tot = pd.Timestamp(first, 1, 1).date(), pd.Timestamp(last + 1, 1, 1).date()
        return replace(selection, van=van, tot=tot, stap=Stap.JAAR)
    if stap is Stap.JAAR or not known.maanden:
        return selection
    size = period.months
    van = next((m for m in known.maanden if (m.month - 1) % size == 0), known.maanden[0])
    tot = next((add_months(m, 1) for m in reversed(known.maanden) if m.month % size == 0), add_months(van, size))
    return replace(selection, van=van, tot=tot, stap=stap)
