"""Every kind of registration in every buurt, wijk and the city by month: the series in which signals are sought."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analytics import breaks
from analytics.areas import Niveau
from analytics.contract import TOTALS
from analytics.database import open_database
from analytics.indicators import kinds
from analytics.periods import add_months, months_between
from analytics.snapshots import Snapshot

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """Which series a row of the counts is."""

    niveau: Niveau
    gebied: str
    soort: str


@dataclass(frozen=True)
class MonthlySeries:
    """`counts` (series, months): NaN where a kind was not delivered that month, or only in a figure of a whole year.
    `voorlopig_vanaf`: the first month that is not final, None when all are."""

    series: tuple[Series, ...]
    maanden: tuple[date, ...]
    counts: Floats
    voorlopig_vanaf: date | None

    def column(self, maand: date) -> int:
        """Where a month is; -1 outside the series."""
        at = months_between(self.maanden[0], maand) if self.maanden else -1
        return at if 0 <= at < len(self.maanden) else -1

    def rows(self, soort: str) -> NDArray[np.int_]:
        """The rows of one kind."""
        return np.flatnonzero([item.soort == soort for item in self.series])

    def comparable(self, maand: date) -> Floats:
        """The counts, without those on the other side of a registered break than `maand`."""
        counts = self.counts.copy()
        for item in breaks.every():
            if item.soort != "reeksbreuk" or item.methode or item.vanaf > maand:
                continue
            broken = [
                (not item.soorten or row.soort in item.soorten) and item.holds(row.niveau, row.gebied)
                for row in self.series
            ]
            counts[np.array(broken, dtype=bool), : max(0, months_between(self.maanden[0], item.vanaf))] = np.nan
        return counts

    def final(self, counts: Floats) -> Floats:
        """`counts` without the months that are not final: nothing is learned from those."""
        if self.voorlopig_vanaf is None:
            return counts
        known = counts.copy()
        known[:, months_between(self.maanden[0], self.voorlopig_vanaf) :] = np.nan
        return known


@lru_cache(maxsize=4)
def monthly_series(snapshot: Snapshot) -> MonthlySeries:
    """All series of a snapshot, sorted by kind, level and area; published totals are left out."""
    database = open_database(snapshot)
    known = database.run("maandcijfers")
    chosen = known[~known["soort"].isin(TOTALS) & known["soort"].isin(list(kinds()))]
    if chosen.empty:
        return MonthlySeries((), (), np.empty((0, 0)), None)
    first, last = chosen["maand"].min().date(), chosen["maand"].max().date()
    maanden = tuple(add_months(first, i) for i in range(months_between(first, last) + 1))
    frame = database.run("maandreeksen", soorten=sorted(set(chosen["soort"])), maanden=list(maanden))
    series = zip(frame["niveau"], frame["gebied"], frame["soort"], strict=True)
    provisional = chosen.loc[chosen["voorlopig"], "maand"]
    return MonthlySeries(
        tuple(Series(Niveau(niveau), str(gebied), str(soort)) for niveau, gebied, soort in series),
        maanden,
        np.stack(frame["aantallen"].to_list()).astype(np.float64),
        None if provisional.empty else provisional.min().date(),
    )
