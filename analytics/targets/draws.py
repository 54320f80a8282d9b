"""Draws of the years of a target that are not known yet, in the unit of the target."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.measures import VOORLOPIG
from analytics.targets import chance as target_chance
from analytics.targets.chance import MINIMUM
from analytics.targets.series import PER, Figures, Stand

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Drawn:
    """Draws (draws, years) of the years from `first` on; `before`: the figure of the year before it, NaN unknown."""

    first: int
    draws: Floats
    before: float

    def of(self, jaar: int) -> Floats:
        """The draws of one year."""
        found: Floats = self.draws[:, jaar - self.first]
        return found

    def chance_of_step(self, jaar: int) -> float | None:
        """The chance that a year is lower than the year before it; None when that is not known."""
        if np.isnan(self.before):
            return None
        each, _all = target_chance.chances_of_falling(self.draws, self.before)
        return float(each[jaar - self.first])

    def chance_of_all(self, begin: int) -> float | None:
        """The chance that every year from `begin` on is lower; the years before that are free."""
        free = max(begin - self.first, 0)
        if free:
            falls = np.diff(self.draws[:, free - 1 :], axis=1) < 0
            return float(falls.all(axis=1).mean())
        return None if np.isnan(self.before) else target_chance.chances_of_falling(self.draws, self.before)[1]


def draw(known: Figures, jaar: int) -> Drawn | None:
    """The years up to and including `jaar` that are not known yet: from months where there are enough, else from
    years. A rate is per inhabitant of the last year known. None where too little is known."""
    found = _from_months(known, jaar) or _from_years(known, jaar)
    if found is None:
        return None
    first, totals = found
    unfinished, last = known.of(first), known.of(first - 1)
    if unfinished is not None and unfinished.status == VOORLOPIG and unfinished.teller is not None:
        totals[:, 0] = np.maximum(totals[:, 0], unfinished.teller)  # figures only grow
    before = last.waarde if last is not None and last.waarde is not None else np.nan
    if known.eenheid != "per_1000_inwoners":
        return Drawn(first, totals, before)
    people = next((stand.noemer for stand in reversed(known.reeks) if stand.noemer), None)
    return Drawn(first, totals * PER / people, before) if people else None


def last_part(known: Figures) -> list[Stand]:
    """The years with a figure since the last break."""
    return [stand for stand in known.known if stand.deel == known.known[-1].deel]


def _from_months(known: Figures, jaar: int) -> tuple[int, Floats] | None:
    months = known.maanden
    if months is None or jaar < months.next_year:
        return None
    drawn = target_chance.draw_from_months(months.counts, months.of_year, jaar - months.next_year + 1)
    return (months.next_year, drawn) if drawn is not None else None


def _from_years(known: Figures, jaar: int) -> tuple[int, Floats] | None:
    years = [stand for stand in last_part(known) if stand.is_final and stand.teller is not None]
    if len(years) < MINIMUM or jaar <= years[-1].jaar:
        return None
    counts = np.array([stand.teller for stand in years], dtype=np.float64)
    numbers = np.array([stand.jaar for stand in years])
    drawn = target_chance.draw_from_years(counts, numbers, jaar - years[-1].jaar)
    return (years[-1].jaar + 1, drawn) if drawn is not None else None
