"""The monthly counts that may be fitted: final, all shown, and after the last registered series break."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics import trends
from analytics.coverage import coverage
from analytics.frames import floats
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT, Selection
from analytics.methods.forecasting import MINIMUM
from analytics.periods import add_months, months_between
from analytics.trends import Series

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class FinalMonths:
    """`counts`: one per month from `first` up to the last final month, NaN where unknown; `months`: 0 for January.
    `series` is the whole monthly series, provisional months included. `reden`: why nothing may be fitted, else ''."""

    series: Series | None
    first: date
    counts: Floats
    months: Ints
    reden: str

    @property
    def end(self) -> date:
        """The exclusive end of the last final month."""
        return add_months(self.first, len(self.counts))

    def index(self, month: date) -> int:
        """Place of a month in `counts`; negative before the first."""
        return months_between(self.first, month)


def final_months(indicator: Indicator, selection: Selection, gebied: str) -> FinalMonths:
    """The months of one area; `selection` gives snapshot, access and level."""
    if indicator.is_survey:
        return _nothing(_("een enquête heeft geen cijfers per maand"))
    known = coverage(selection.snapshot, indicator, selection.niveau)
    span = trends.whole_range(known)
    if span is None or known.last_final is None:
        return _nothing(_("er zijn geen definitieve cijfers per maand"))
    asked = replace(selection, van=span[0], tot=span[1], absoluut=True, noemer="")
    series = trends.monthly(indicator, asked, gebied)
    return _cut(series, known.last_final)


def _cut(series: Series, end: date) -> FinalMonths:
    points = series.punten[series.punten["maand"].dt.date < end]
    points = points[points["deel"] == points["deel"].max()]
    counts = floats(points["teller"])
    known = np.flatnonzero(~np.isnan(counts))
    if not len(known):
        return _nothing(_("er zijn geen definitieve cijfers per maand"), series)
    points, counts = points.iloc[known[0] :], counts[known[0] :]
    months = (points["maand"].dt.month - 1).to_numpy(dtype=np.int64)
    return FinalMonths(series, points["maand"].iloc[0].date(), counts, months, _why_not(points["status"], counts))


def _why_not(status: "pd.Series[str]", counts: Floats) -> str:
    if (status == ONDERDRUKT).any():
        return _("een deel van de maanden is te klein om te tonen")
    if np.sum(~np.isnan(counts)) < MINIMUM:
        return _("er zijn minder dan {n} definitieve maanden sinds het begin van de reeks").format(n=MINIMUM)
    return ""


def _nothing(reason: str, series: Series | None = None) -> FinalMonths:
    return FinalMonths(series, date(1, 1, 1), np.zeros(0), np.zeros(0, dtype=np.int64), reason)
