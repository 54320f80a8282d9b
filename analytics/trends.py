"""Series over time: months, rolling twelve months, and year-to-date against the same months of the year before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from analytics import breaks
from analytics.comparisons import YearOnYear, year_on_year
from analytics.coverage import Coverage, coverage
from analytics.frames import floats
from analytics.indicators import Indicator
from analytics.measures import ONTBREEKT, VOORLOPIG, Measurement, Selection, measure, measure_all
from analytics.periods import Period, Stap, add_months, cut, months_between

ROLLING = 12


@dataclass(frozen=True)
class Series:
    """Values over time. `punten`: columns maand (first day), teller, waarde, ondergrens, bovengrens, status, voorlopig,
    `deel` (a new number after every break: parts are never joined). A month without a value is a row with NaN, and
    `status` says why; a window over a break is 'ontbreekt'."""

    indicator: Indicator
    gebied: str
    eenheid: str
    punten: pd.DataFrame
    breuken: tuple[breaks.Break, ...]

    decimals: int

    @property
    def is_empty(self) -> bool:
        """No single value."""
        return bool(self.punten["waarde"].isna().all())


def monthly(indicator: Indicator, selection: Selection, gebied: str) -> Series:
    """One value per month over the selection."""
    return _series(indicator, replace(selection, gebieden=(gebied,), stap=Stap.MAAND), gebied, 1)


def rolling(indicator: Indicator, selection: Selection, gebied: str) -> Series:
    """Per month the twelve months that end with it. A window over a series break is left out: neighbouring values
    share eleven months, so one wrong month would be in twelve of them."""
    return _series(indicator, replace(selection, gebieden=(gebied,), stap=Stap.VOORTSCHRIJDEND), gebied, ROLLING)


def rolling_all(indicators: Iterable[Indicator], selection: Selection, gebied: str) -> dict[str, Series]:
    """`rolling` of several registered indicators at once, by id."""
    asked = replace(selection, gebieden=(gebied,), stap=Stap.VOORTSCHRIJDEND)
    return {name: _series_of(found, gebied, ROLLING) for name, found in measure_all(indicators, asked).items()}


def year_to_date(indicator: Indicator, selection: Selection, gebied: str) -> YearOnYear | None:
    """From January up to and including the last final month, against the same months a year earlier.

    None when no final month of a year is known.
    """
    known = coverage(selection.snapshot, indicator, selection.niveau)
    period = year_to_date_period(known)
    return year_on_year(indicator, selection, gebied, period) if period else None


def year_to_date_period(known: Coverage) -> Period | None:
    """January up to and including the last final month known."""
    tot = known.last_final
    if tot is None:
        return None
    start = date(add_months(tot, -1).year, 1, 1)
    return cut(start, tot, Stap.GEHEEL)[0] if known.has(start, tot) else None


def whole_range(known: Coverage, niveau_years: int | None = None) -> tuple[date, date] | None:
    """First and (exclusive) last month known, at most the last `niveau_years` years; None without months."""
    if not known.maanden:
        return None
    van, tot = known.maanden[0], add_months(known.maanden[-1], 1)
    if niveau_years is not None and months_between(van, tot) > 12 * niveau_years:
        van = add_months(tot, -12 * niveau_years)
    return van, tot


def _series(indicator: Indicator, selection: Selection, gebied: str, window: int) -> Series:
    return _series_of(measure(indicator, selection), gebied, window)


def _series_of(measurement: Measurement, gebied: str, window: int) -> Series:
    indicator = measurement.indicator
    rows = measurement.of(gebied)
    months = pd.to_datetime([p.label + "-01" for p in measurement.selection.periods])
    points = pd.DataFrame({"maand": months})
    for column in ("teller", "waarde", "ondergrens", "bovengrens"):
        points[column] = floats(rows[column])
    points["status"] = rows["status"].to_numpy()
    points["voorlopig"] = points["status"] == VOORLOPIG
    known = breaks.of(indicator, measurement.selection.niveau, gebied)
    cuts = tuple(b for b in known if b.soort == "reeksbreuk")
    starts = np.array([np.datetime64(b.vanaf) for b in cuts], dtype="datetime64[ns]")
    points["deel"] = np.searchsorted(starts, months.to_numpy(dtype="datetime64[ns]"), side="right")
    for item in cuts:
        inside = (months >= pd.Timestamp(item.vanaf)) & (months < pd.Timestamp(add_months(item.vanaf, window - 1)))
        points.loc[inside, ["waarde", "ondergrens", "bovengrens", "teller"]] = np.nan
        points.loc[inside, "status"] = ONTBREEKT
    decimals = indicator.decimalen if measurement.is_rate else 0
    return Series(indicator, gebied, measurement.eenheid, points, known, decimals)
