"""What is usual for the time of the year: an expected band for every month, from what came before it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import gammaincinv

from analytics.final_months import FinalMonths, final_months
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.measures import Selection
from analytics.methods import forecasting

SHOWN = 36  # months in the chart
LEFT_OUT = 3  # months before the one judged, in which a rise may already be under way: it is not its own measure
WIDE = 0.95


class Usual(StrEnum):
    """Where a month lies beside what was to be expected of it."""

    HOGER = "hoger"
    LAGER = "lager"
    GEWOON = "gewoon"
    NIET_TE_ZEGGEN = "niet_te_zeggen"


@dataclass(frozen=True)
class Seasonal:
    """`punten`, the last months, oldest first: maand, teller, voorlopig, verwacht, ondergrens and bovengrens of the 95%
    band, oordeel (a Usual). The band of a month comes from the months up to three before it, all years long: level and
    season as they were then. `maanden` (12 rows): maand 1-12, factor (1 is an average month), ondergrens, bovengrens
    (95%).
    `reden`: why there is no band, else ''."""

    indicator: Indicator
    gebied: str
    punten: pd.DataFrame
    maanden: pd.DataFrame
    reden: str

    @property
    def judged(self) -> pd.DataFrame:
        """The final months that have a band."""
        return self.punten[(self.punten["oordeel"] != Usual.NIET_TE_ZEGGEN.value) & ~self.punten["voorlopig"]]


def seasonal(indicator: Indicator, selection: Selection, gebied: str) -> Seasonal:
    """The band of one area's monthly counts; `selection` gives snapshot, access and level. Provisional months have a
    band, but are not judged: they still grow."""
    history = final_months(indicator, selection, gebied)
    points = _shown(history)
    points = points.assign(verwacht=np.nan, ondergrens=np.nan, bovengrens=np.nan)
    if not history.reden:
        points = _with_band(points, history)
    points["oordeel"] = [
        _judged(*row) for row in points[["teller", "ondergrens", "bovengrens", "voorlopig"]].to_numpy()
    ]
    return Seasonal(indicator, gebied, points, _pattern(history), history.reden)


def _shown(history: FinalMonths) -> pd.DataFrame:
    """The last months of the unbroken part."""
    columns = ["maand", "teller", "voorlopig"]
    if history.series is None:
        return pd.DataFrame({"maand": pd.to_datetime([]), "teller": np.zeros(0), "voorlopig": np.zeros(0, dtype=bool)})
    points = history.series.punten
    shown: pd.DataFrame = points[points["deel"] == points["deel"].max()][columns].tail(SHOWN).reset_index(drop=True)
    return shown


def _with_band(points: pd.DataFrame, history: FinalMonths) -> pd.DataFrame:
    """A forecast of every month shown, from the months up to three before it; of the months after the last final one
    from all that is final."""
    place = np.array([history.index(month.date()) for month in points["maand"]])
    ends = np.minimum(place - LEFT_OUT, len(history.counts))
    rows = np.flatnonzero(ends > 0)
    ahead = place - ends
    drawn = forecasting.draw(history.counts, history.months, ends[rows].tolist(), int(ahead[rows].max()) + 1)
    band = np.full((len(points), 3), np.nan)
    for row, found in zip(rows, drawn, strict=True):
        if found is not None:
            expected = forecasting.summarise(found[:, ahead[row]])
            band[row] = expected.mean, expected.low95, expected.high95
    return points.assign(verwacht=band[:, 0], ondergrens=band[:, 1], bovengrens=band[:, 2])


def _judged(count: float, low: float, high: float, unfinished: bool) -> str:
    if unfinished or np.isnan(count) or np.isnan(low):
        return Usual.NIET_TE_ZEGGEN.value
    return (Usual.HOGER if count > high else Usual.LAGER if count < low else Usual.GEWOON).value


def _pattern(history: FinalMonths) -> pd.DataFrame:
    """The month factors over all final months."""
    number = np.arange(1, forecasting.YEAR + 1)
    if history.reden:
        unknown = np.full(forecasting.YEAR, np.nan)
        return pd.DataFrame({"maand": number, "factor": unknown, "ondergrens": unknown, "bovengrens": unknown})
    season = forecasting.month_factors(history.counts[None, :], history.months)
    shape, rate, mean = season.shape[0], season.rate[0], season.factors[0]
    low, high = (gammaincinv(shape, tail) / rate for tail in ((1 - WIDE) / 2, (1 + WIDE) / 2))
    size = mean.mean()
    return pd.DataFrame({"maand": number, "factor": mean / size, "ondergrens": low / size, "bovengrens": high / size})


def newest(found: Seasonal) -> dict[str, Any] | None:
    """The last final month that was judged, as plain values; None when there is none."""
    rows = records(found.judged.tail(1))
    return rows[0] if rows else None
