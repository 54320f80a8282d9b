"""Signals: which counts of a month are higher than chance explains, over every area and every kind at once.

A month has thousands of counts; the control is how many false signals a month the team can handle (the budget), and
the threshold follows from it. docs/explanation/signalen.md says in words what is done and how it was proved.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics import access
from analytics.access import Toegang
from analytics.areas import Niveau, all_areas
from analytics.errors import NotFound, WrongUsage
from analytics.language import _
from analytics.measures import DEFINITIEF, ONDERDRUKT, ONTBREEKT, VOORLOPIG
from analytics.methods.multiple_tests import adjusted
from analytics.methods.surveillance import monthly
from analytics.methods.surveillance.monthly import Assessed, Panel
from analytics.methods.surveillance.predictive import limits, mid_p
from analytics.monthly_series import MonthlySeries, Series, monthly_series
from analytics.periods import add_months, months_between
from analytics.snapshots import Snapshot

Floats = NDArray[np.float64]
Progress = Callable[[float], None]

BUDGET = 5.0  # false signals a month at most: about one a week
NEEDED = monthly.ENOUGH_MONTHS + monthly.SCHEME.left_out  # months before the first one that is offered


class Methode(StrEnum):
    """How a signal was found: a month far above its band (with enough history for a model, or without), or a slow
    rise over several months."""

    FARRINGTON = "farrington"
    BAYES = "bayes"
    CUSUM = "cusum"


@dataclass(frozen=True)
class Signal:
    """One area and kind that stands out in `maand`.

    `waarneming` registrations where `verwacht` were expected, with the 95% band `ondergrens` to `bovengrens` of what
    chance makes of that. `p`: chance of so many without any change; `q`: of the signals up to this one, the share that
    is expected to be chance (Benjamini-Hochberg). A slow rise (CUSUM) has `sinds`, the month in which it began, and
    its four figures are over all months from then up to and including `maand`. `hoort_bij`: the code of the smallest
    area with a signal of the same kind and month inside this one; '' for the smallest itself.
    """

    maand: date
    niveau: Niveau
    gebied: str
    soort: str
    waarneming: int
    verwacht: float
    ondergrens: float
    bovengrens: float
    p: float
    q: float
    methode: Methode
    sinds: date | None = None
    hoort_bij: str = ""


@dataclass(frozen=True)
class Group:
    """A signal, and the same seen in the wijk or the city around it."""

    signaal: Signal
    ook_in: tuple[Signal, ...]


@dataclass(frozen=True)
class MonthOfSignals:
    """The signals of a month, most exceptional first. `drempel`: the p below which a count is a signal, which is
    `budget` / `toetsen`; `niet_getoetst`: series with too little history. `voorlopig`: the month is not final yet."""

    maand: date
    signalen: tuple[Signal, ...]
    budget: float
    drempel: float
    toetsen: int
    niet_getoetst: int
    voorlopig: bool

    @property
    def verwacht_vals(self) -> float:
        """How many of a month's signals are expected to be chance when nothing has changed anywhere; at most."""
        return self.toetsen * self.drempel

    @property
    def vals_aandeel(self) -> float:
        """The share of these signals that is expected to be chance, at most; 0 without signals."""
        return min(1.0, self.verwacht_vals / len(self.signalen)) if self.signalen else 0.0

    @property
    def groepen(self) -> tuple[Group, ...]:
        """One entry per event: the smallest area, with the larger areas around it where it shows as well."""
        return tuple(
            Group(found, tuple(s for s in self.signalen if (s.hoort_bij, s.soort) == (found.gebied, found.soort)))
            for found in self.signalen
            if not found.hoort_bij
        )


def months(snapshot: Snapshot) -> tuple[date, ...]:
    """The final months that can be tested, newest first."""
    found = monthly_series(snapshot)
    if not found.maanden:
        return ()
    tot = found.voorlopig_vanaf or add_months(found.maanden[-1], 1)
    return tuple(m for m in reversed(found.maanden[NEEDED:]) if m < tot)


def month(
    snapshot: Snapshot, toegang: Toegang, maand: date, budget: float = BUDGET, progress: Progress | None = None
) -> MonthOfSignals:
    """The signals of one month; `budget`: how many false ones a month the team can handle.

    A month that is not final may be asked for: it is tested with what is in by now. Registrations are still to come,
    so what stands out already does so. Raises NotFound for a month without figures, WrongUsage for a budget of 0 or
    less. `progress` is told how far it is, 0 to 1.
    """
    return _months(snapshot, toegang, (maand,), budget, progress)[0]


def past_year(
    snapshot: Snapshot, toegang: Toegang, maand: date, budget: float = BUDGET, progress: Progress | None = None
) -> tuple[MonthOfSignals, ...]:
    """The signals of `maand` and of the eleven months before it, newest first; months before the first that can be
    tested are left out. Otherwise as `month`."""
    first = _first(snapshot)
    asked = tuple(m for m in (add_months(maand, -i) for i in range(12)) if m == maand or (first and m >= first))
    return _months(snapshot, toegang, asked, budget, progress)


def course(
    snapshot: Snapshot, toegang: Toegang, signal: Signal, months: int = 36, drempel: float | None = None
) -> pd.DataFrame:
    """The series of a signal up to and including its month, with what was expected of each month beforehand.

    Columns maand, teller, verwacht, ondergrens, bovengrens (95%), signaal (the months of this signal, and with
    `drempel` every month with a p under it) and status. A hidden count is NaN with status 'onderdrukt'. Of a slow rise
    the months since its beginning are beside what was usual before it.
    """
    found = monthly_series(snapshot)
    last = found.column(signal.maand)
    columns = list(range(max(0, last - months + 1), last + 1))
    row, mean, variance = _bands(found, signal, columns)
    counts, maanden = found.counts[row, columns], [found.maanden[column] for column in columns]
    low, high = limits(mean, variance)
    frame = pd.DataFrame({"maand": pd.to_datetime(maanden), "teller": counts, "verwacht": mean})
    frame["ondergrens"], frame["bovengrens"] = low, high
    inside = np.array([(signal.sinds or signal.maand) <= m for m in maanden])
    frame["signaal"] = inside if drempel is None else inside | (mid_p(counts, mean, variance) < drempel)
    frame["status"] = [_status(found, m, n, toegang) for m, n in zip(maanden, counts, strict=True)]
    frame.loc[frame["status"] == ONDERDRUKT, "teller"] = np.nan
    return frame


def _bands(found: MonthlySeries, signal: Signal, columns: list[int]) -> tuple[int, Floats, Floats]:
    """The row of a signal, with mean and variance of what was expected of it in each of these months.

    The other areas of the kind come along: a series shares its season and its spread with them.
    """
    rows = found.rows(signal.soort)
    (own,) = np.flatnonzero([found.series[row].gebied == signal.gebied for row in rows])
    panels = [_panel(found, found.maanden[column], rows) for column in columns]
    bands = [monthly.expected_band(panel, column) for panel, column in zip(panels, columns, strict=True)]
    mean, variance = (np.array([getattr(band, part)[own] for band in bands]) for part in ("mean", "variance"))
    if signal.sinds is not None:
        rise = monthly.assess(panels[-1], columns[-1]).rise
        since = min(months_between(signal.sinds, signal.maand) + 1, len(columns), monthly.RUN)
        mean[-since:], variance[-since:] = rise.usual[own, -since:], rise.usual_variance[own, -since:]
    return int(rows[own]), mean, variance


def _status(found: MonthlySeries, maand: date, count: float, toegang: Toegang) -> str:
    if np.isnan(count):
        return ONTBREEKT
    if 0 < count < access.threshold(toegang):
        return ONDERDRUKT
    return DEFINITIEF if found.voorlopig_vanaf is None or maand < found.voorlopig_vanaf else VOORLOPIG


def _first(snapshot: Snapshot) -> date | None:
    maanden = monthly_series(snapshot).maanden
    return maanden[NEEDED] if len(maanden) > NEEDED else None


def _months(
    snapshot: Snapshot, toegang: Toegang, asked: tuple[date, ...], budget: float, progress: Progress | None
) -> tuple[MonthOfSignals, ...]:
    if not 0 < budget < np.inf:
        raise WrongUsage(_("Een budget is een aantal valse signalen boven nul, niet {budget}.").format(budget=budget))
    found = monthly_series(snapshot)
    for maand in asked:
        if maand.day != 1 or found.column(maand) < 0 or np.isnan(found.counts[:, found.column(maand)]).all():
            raise NotFound(_("Over {maand} zijn er geen cijfers per maand.").format(maand=f"{maand:%Y-%m}"))
    made = []
    for i, maand in enumerate(asked):
        made.append(_month(snapshot, toegang, maand, budget))
        if progress is not None:
            progress((i + 1) / len(asked))
    return tuple(made)


@lru_cache(maxsize=32)
def _assessed(snapshot: Snapshot, maand: date) -> Assessed:
    """The tests of one month, whatever the budget."""
    found = monthly_series(snapshot)
    return monthly.assess(_panel(found, maand, np.arange(len(found.series))), found.column(maand))


def _panel(found: MonthlySeries, maand: date, rows: NDArray[np.int_]) -> Panel:
    """The rows to test together: all areas of one or more kinds."""
    counts = found.comparable(maand)[rows]
    series = [found.series[row] for row in rows]
    city = {item.soort: i for i, item in enumerate(series) if item.niveau is Niveau.GEMEENTE}
    kinds = {(item.soort, item.niveau): len(series) for item in series}
    number = {pair: i for i, pair in enumerate(kinds)}
    whole = np.array([city[item.soort] for item in series], dtype=int)
    group = np.array([number[item.soort, item.niveau] for item in series], dtype=int)
    return Panel(counts, found.final(counts), whole, group)


def _month(snapshot: Snapshot, toegang: Toegang, maand: date, budget: float) -> MonthOfSignals:
    found, now = monthly_series(snapshot), _assessed(snapshot, maand)
    before = _assessed(snapshot, add_months(maand, -1)) if found.column(maand) > 0 else None
    drempel = min(1.0, budget / now.tests) if now.tests else 0.0
    high, risen = monthly.alarms(now, before, drempel, access.threshold(toegang))
    q, size = adjusted(now.chances), len(found.series)
    signals = [_high_signal(found.series[i], maand, now, i, float(q[i])) for i in np.flatnonzero(high).tolist()]
    signals += [
        _risen_signal(found.series[i], maand, now, i, float(q[size + i])) for i in np.flatnonzero(risen).tolist()
    ]
    return MonthOfSignals(
        maand=maand,
        signalen=_related(snapshot, sorted(signals, key=lambda item: (item.p, item.soort, item.gebied))),
        budget=budget,
        drempel=drempel,
        toetsen=now.tests,
        niet_getoetst=int((~np.isnan(now.count) & np.isnan(now.p) & np.isnan(now.rise.p)).sum()),
        voorlopig=found.voorlopig_vanaf is not None and maand >= found.voorlopig_vanaf,
    )


def _high_signal(series: Series, maand: date, assessed: Assessed, row: int, q: float) -> Signal:
    method = Methode.FARRINGTON if assessed.band.model[row] else Methode.BAYES
    mean, variance = assessed.band.mean[row], assessed.band.variance[row]
    return _signal(series, maand, (assessed.count[row], mean, variance), (float(assessed.p[row]), q), method)


def _risen_signal(series: Series, maand: date, assessed: Assessed, row: int, q: float) -> Signal:
    rise = assessed.rise
    since = add_months(maand, 1 - int(rise.length[row]))
    figures = (rise.count[row], rise.mean[row], rise.variance[row])
    return _signal(series, maand, figures, (float(rise.p[row]), q), Methode.CUSUM, since)


def _signal(
    series: Series,
    maand: date,
    figures: tuple[float, float, float],
    chances: tuple[float, float],
    methode: Methode,
    sinds: date | None = None,
) -> Signal:
    count, mean, variance = figures
    low, high = limits(mean, variance)
    return Signal(
        maand, series.niveau, series.gebied, series.soort, int(count), float(mean), float(low), float(high),
        chances[0], chances[1], methode, sinds,
    )  # fmt: skip


def _related(snapshot: Snapshot, signals: list[Signal]) -> tuple[Signal, ...]:
    """The signals with `hoort_bij`: the most exceptional of the smallest areas with the same kind inside each."""
    areas = all_areas(snapshot)

    def inside(small: Signal, large: Signal) -> bool:
        if small.soort != large.soort or small.niveau is large.niveau or small.niveau is Niveau.GEMEENTE:
            return False
        return large.niveau is Niveau.GEMEENTE or areas[small.gebied].wijk == large.gebied

    order = (Niveau.BUURT, Niveau.WIJK, Niveau.GEMEENTE)
    smallest = sorted(signals, key=lambda item: (order.index(item.niveau), item.p))
    return tuple(
        replace(large, hoort_bij=next((small.gebied for small in smallest if inside(small, large)), ""))
        for large in signals
    )
