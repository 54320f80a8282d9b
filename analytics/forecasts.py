"""What the year comes to: a forecast for one area, the forecasts that need no model, and how each did before."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analytics import provisional
from analytics.final_months import FinalMonths, final_months
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import Selection
from analytics.methods import backtesting, forecasting
from analytics.methods.backtesting import Score
from analytics.methods.forecasting import YEAR, Expectation
from analytics.snapshots import Snapshot
from analytics.trends import Series

Floats = NDArray[np.float64]

WIDTH95 = 2 * 1.96  # of a normal 95% interval, in standard deviations


@dataclass(frozen=True)
class YearForecast:
    """The year of the first month that is not final yet. `gezien` (m,): its final months; `voorlopig`: those in since
    that are not final; `vorig_jaar` (12,): the months of the year before, NaN where unknown. `maanden` and `lopend`
    (12 - m,): the months to come, each and added to what is in; `totalen`: draws of the year's total. `eenvoudig`: what
    needs no model, by method, from final months alone; `terugtoets`: every method in the past, `terugtoets_nu`: after
    about as many months as now. `getoond`: the forecast was not worse than the best simple one. `reden`: why there is
    no forecast (nothing else is known then), or why it is not shown.
    """

    indicator: Indicator
    gebied: str
    jaar: int
    gezien: Floats
    voorlopig: Floats
    vorig_jaar: Floats
    maanden: Expectation | None
    lopend: Expectation | None
    totalen: Floats
    eenvoudig: dict[str, float]
    terugtoets: tuple[Score, ...]
    terugtoets_nu: tuple[Score, ...]
    getoond: bool
    reden: str

    @property
    def tot_nu_toe(self) -> float:
        """What is in over the final months of the year; NaN when one is not known."""
        return float(self.gezien.sum())

    @property
    def totaal(self) -> Expectation | None:
        """The year as a whole, as numbers to expect; None without a forecast."""
        return forecasting.summarise(self.totalen) if len(self.totalen) else None

    def chance_at_most(self, target: float) -> float:
        """The chance that the year stays at or under a target; NaN without a forecast."""
        return forecasting.chance_at_most(self.totalen, target) if len(self.totalen) else np.nan


def year_forecast(indicator: Indicator, selection: Selection, gebied: str) -> YearForecast:
    """The forecast of one area; `selection` gives snapshot, access and level."""
    history = final_months(indicator, selection, gebied)
    if len(history.counts) == 0:
        return _none(indicator, gebied, history, history.reden)
    start = history.index(date(history.end.year, 1, 1))
    seen = history.counts[max(start, 0) :]
    if history.reden:
        return _none(indicator, gebied, history, history.reden)
    if start < 0 or np.isnan(seen).any():
        return _none(indicator, gebied, history, _("van dit jaar is een maand niet bekend"))
    return _forecast(indicator, selection, gebied, history, start)


def _forecast(
    indicator: Indicator, selection: Selection, gebied: str, history: FinalMonths, start: int
) -> YearForecast:
    counts, cut = history.counts, len(history.counts) - start
    (drawn,) = forecasting.draw(counts, history.months, [len(counts)], YEAR - cut)
    if drawn is None or history.series is None:
        return _none(indicator, gebied, history, _("er zijn te weinig definitieve maanden"))
    seen, before = counts[start:], _year_before(counts, start)
    unfinished = _since(history, YEAR - cut)
    drawn = _at_least(drawn, unfinished, selection.snapshot, history.series)
    running = seen.sum() + np.cumsum(drawn, axis=1)
    done = backtesting.trials(counts, history.months)
    over_all, here = backtesting.scores(done), backtesting.scores(done, cut)
    shown = backtesting.is_not_worse(here)
    return YearForecast(
        indicator,
        gebied,
        history.end.year,
        seen,
        unfinished,
        before,
        forecasting.summarise(drawn),
        forecasting.summarise(running),
        running[:, -1],
        backtesting.naive(before, seen),
        over_all,
        here,
        getoond=shown,
        reden="" if shown else _why_hidden(here),
    )


def _since(history: FinalMonths, most: int) -> Floats:
    """The months of the year that are in but not final, up to the first that is not known."""
    if history.series is None:
        return np.zeros(0)
    points = records(history.series.punten[history.series.punten["maand"].dt.date >= history.end])
    counts = [point["teller"] for point in points][:most]
    known = counts.index(None) if None in counts else len(counts)
    return np.array(counts[:known], dtype=np.float64)


def _at_least(drawn: Floats, unfinished: Floats, snapshot: Snapshot, series: Series) -> Floats:
    """Draws of months that are in but not final: what they usually become, where that is known, and never less than
    what is in, since figures grow."""
    becomes = {one.maand: one for one in provisional.months(snapshot, series)}
    chance, made = np.random.default_rng(forecasting.SEED), drawn.copy()
    months = [point["maand"].date() for point in records(series.punten[series.punten["voorlopig"]])]
    for i, count in enumerate(unfinished):
        one = becomes.get(months[i])
        if one is not None:
            made[:, i] = np.round(chance.normal(one.waarde, (one.hoog - one.laag) / WIDTH95, len(made)))
        made[:, i] = np.maximum(made[:, i], count)
    return made


def _year_before(counts: Floats, start: int) -> Floats:
    """Last year by month, NaN where it is before the first month known."""
    missing = max(YEAR - start, 0)
    return np.concatenate([np.full(missing, np.nan), counts[max(start - YEAR, 0) : start]])


def _why_hidden(found: tuple[Score, ...]) -> str:
    if found[0].n < backtesting.FEWEST:
        return _("er zijn te weinig volle jaren om de voorspelling op te toetsen")
    return _("om deze tijd van het jaar zat de voorspelling er eerder verder naast dan een eenvoudige schatting")


def _none(indicator: Indicator, gebied: str, history: FinalMonths, reason: str) -> YearForecast:
    year = history.end.year if len(history.counts) else 0
    start = history.index(date(year, 1, 1)) if year else 0
    seen = history.counts[max(start, 0) :]
    empty = np.zeros(0)
    before = np.full(YEAR, np.nan)
    return YearForecast(
        indicator, gebied, year, seen, empty, before, None, None, empty, {}, (), (), getoond=False, reden=reason
    )
