"""How complete the figures of recent months are: registrations of a month keep arriving after it has ended.

Read from what earlier snapshots said about the same months (table `standen`) by chain ladder: Mack T. Distribution-free
calculation of the standard error of chain ladder reserve estimates. ASTIN Bulletin 1993;23:213-225.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtrit

from analytics.contract import TOTALS
from analytics.database import open_database
from analytics.indicators import Indicator, SurveyNumerator
from analytics.periods import months_between
from analytics.snapshots import Snapshot

OLDEST = 12  # months after which a figure is taken to be whole
ENOUGH = 200  # registrations seen in their first month; with fewer the total of all crimes is used
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Age:
    """Which share of the final figure is known `leeftijd` months after the month ended (0: in the month after it).

    `ondergrens` and `bovengrens`: where the share of one next month will lie with 95% confidence. `metingen`: months
    that were followed from this age on. Shares, not percentages; above 1 when figures are usually revised downwards.
    """

    leeftijd: int
    aandeel: float
    ondergrens: float
    bovengrens: float
    metingen: int


@lru_cache(maxsize=256)
def completeness(snapshot: Snapshot, soorten: tuple[str, ...]) -> tuple[Age, ...]:
    """The ages below OLDEST of which something is known, for the city as a whole; empty without earlier snapshots."""
    return by_age(revisions(snapshot, soorten))


def expected(snapshot: Snapshot, indicator: Indicator, maand: date) -> Age | None:
    """How complete the figure of this month is, for the kinds of the indicator; None when nothing can be said.

    With few registrations of its own kinds: as all crimes together.
    """
    age = months_between(maand, snapshot.manifest().gemaakt.date().replace(day=1)) - 1
    kinds = measured_on(snapshot, indicator)
    ages = completeness(snapshot, kinds) if kinds else ()
    return next((found for found in ages if found.leeftijd == age), None)


def measured_on(snapshot: Snapshot, indicator: Indicator) -> tuple[str, ...]:
    """The kinds that say how complete this indicator is: its own, or the total of all crimes; none for a survey."""
    if isinstance(indicator.teller, SurveyNumerator):
        return ()
    own = indicator.teller.soorten
    return own if _first_month_total(revisions(snapshot, own)) >= ENOUGH else (TOTALS[0],)


def revisions(snapshot: Snapshot, soorten: tuple[str, ...]) -> pd.DataFrame:
    """What was known when: columns `peildatum`, `maand` (first day) and `aantal`; the snapshot itself comes last."""
    frame = open_database(snapshot).run("standen", soorten=list(soorten))
    moments = pd.to_datetime(frame["peildatum"]).fillna(pd.Timestamp(snapshot.manifest().gemaakt.date()))
    return frame.assign(peildatum=moments.dt.date, maand=pd.to_datetime(frame["maand"]).dt.date)


def by_age(known: pd.DataFrame) -> tuple[Age, ...]:
    """Chain ladder over what `revisions` gives."""
    triangle = _triangle(known)
    factors = _factors(triangle)
    to_final = np.asarray(
        np.cumprod(factors[::-1])[::-1], dtype=np.float64
    )  # to_final[d]: final = known at age d x this
    newest = [int(np.flatnonzero(~np.isnan(row)).max()) for row in triangle]
    final = np.array([row[age] * _from(to_final, age) for row, age in zip(triangle, newest, strict=True)])
    found = []
    for age in range(OLDEST):
        followed = np.array([last > age for last in newest], dtype=bool) & ~np.isnan(triangle[:, age]) & (final > 0)
        if followed.any():
            found.append(_age(age, triangle[followed, age] / final[followed], float(1 / to_final[age])))
    return tuple(found)


def _triangle(known: pd.DataFrame) -> NDArray[np.float64]:
    """A row per month, a column per age 0..OLDEST (older is left out); NaN where no snapshot looked."""
    first_days = known["peildatum"].map(lambda day: day.replace(day=1))
    ages = [months_between(month, seen) - 1 for month, seen in zip(known["maand"], first_days, strict=True)]
    rows = known.assign(leeftijd=ages)
    rows = rows[rows["leeftijd"].between(0, OLDEST)].drop_duplicates(["maand", "leeftijd"], keep="last")
    if rows.empty:
        return np.empty((0, OLDEST + 1))
    wide = rows.pivot(index="maand", columns="leeftijd", values="aantal").reindex(columns=range(OLDEST + 1))
    return wide.to_numpy(dtype=np.float64)


def _factors(triangle: NDArray[np.float64]) -> NDArray[np.float64]:
    """Growth from each age to the next, weighted by size; 1 where it was never seen."""
    earlier, later = triangle[:, :-1], triangle[:, 1:]
    both = ~np.isnan(earlier) & ~np.isnan(later)
    below = np.where(both, earlier, 0.0).sum(axis=0)
    above = np.where(both, later, 0.0).sum(axis=0)
    return np.asarray(np.divide(above, below, out=np.ones(OLDEST), where=below > 0))


def _from(to_final: NDArray[np.float64], age: int) -> float:
    return float(to_final[age]) if age < len(to_final) else 1.0


def _age(age: int, shares: NDArray[np.float64], share: float) -> Age:
    """The interval of one next month: the spread of the months seen, Student's t for how few they are."""
    number = len(shares)
    if number < 2:
        return Age(age, share, np.nan, np.nan, number)
    reach = float(stdtrit(number - 1, (1 + CONFIDENCE) / 2) * shares.std(ddof=1) * np.sqrt(1 + 1 / number))
    return Age(age, share, max(share - reach, 0.0), share + reach, number)


def _first_month_total(known: pd.DataFrame) -> float:
    return float(np.nansum(_triangle(known)[:, 0]))
