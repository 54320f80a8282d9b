"""Comparisons that carry their uncertainty: with the year before, and of an area with the city.

Nothing here is called higher, lower, risen or fallen unless an interval says so.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics import breaks, statistics
from analytics.coverage import Coverage, coverage
from analytics.frames import floats, records
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import Measurement, Selection, measure
from analytics.periods import Period, Stap, add_months, cut, previous_year
from analytics.statistics import Change, Scale, Verdict

DISPERSION_YEARS = 5  # long enough for 44 degrees of freedom, short enough to be about today's police practice
Z95 = 1.959963984540054  # the 97,5% point of the normal distribution
VALUE = ("waarde", "ondergrens", "bovengrens")


@dataclass(frozen=True)
class Figure:
    """One figure of one area in one period, as plain values; None where there is none."""

    periode: Period
    teller: int | None
    noemer: float | None
    waarde: float | None
    ondergrens: float | None
    bovengrens: float | None
    status: str
    bronnen: tuple[str, ...] = ()


@dataclass(frozen=True)
class YearOnYear:
    """A figure, the same a year (or a survey round) earlier, and what may be said about the change.

    `reden` says why nothing may be said, when that is so.
    """

    indicator: Indicator
    now: Figure
    before: Figure | None
    change: Change
    reden: str = ""

    @property
    def tone(self) -> str:
        """beter | slechter | gelijk | '' (nothing to say), by the declared direction of the indicator."""
        return tone(self.change.verdict, self.indicator)


def tone(verdict: Verdict, indicator: Indicator) -> str:
    """Whether a verdict is good news, by the declared direction: beter | slechter | gelijk | ''."""
    if verdict is Verdict.GEEN_DUIDELIJKE_VERANDERING:
        return "gelijk"
    if verdict is Verdict.NIET_TE_ZEGGEN or indicator.richting == "neutraal":
        return ""
    risen = verdict is Verdict.GESTEGEN
    return "beter" if risen == (indicator.richting == "hoger_is_beter") else "slechter"


def figures(measurement: Measurement) -> dict[tuple[str, str], Figure]:
    """The rows of a measurement as plain values, by (area code, period label)."""
    periods = {period.label: period for period in measurement.selection.periods}
    return {
        (row["gebied"], row["periode"]): Figure(
            periode=periods[row["periode"]],
            **{name: row[name] for name in ("teller", "noemer", *VALUE)},
            status=row["status"],
            bronnen=measurement.bronnen,
        )
        for row in records(measurement.values)
    }


def recent_period(known: Coverage) -> Period | None:
    """The period a summary is about: the last twelve final months, else the last whole year known, else None."""
    period = known.last_twelve_months()
    if period is None and known.jaren:
        van = pd.Timestamp(known.jaren[-1], 1, 1).date()
        period = cut(van, add_months(van, 12), Stap.GEHEEL)[0]
    return period


def year_on_year(indicator: Indicator, selection: Selection, gebied: str, period: Period) -> YearOnYear:
    """`period` against the same months a year earlier, for one area."""
    return year_on_year_all(indicator, replace(selection, gebieden=(gebied,)), period)[gebied]


def year_on_year_all(indicator: Indicator, selection: Selection, period: Period) -> dict[str, YearOnYear]:
    """`period` against the same months a year earlier, per area of the selection, by counts per denominator.

    `selection` gives snapshot, access, level and areas. The interval of the ratio is widened by the over-dispersion
    of the monthly counts of the years before.
    """
    now = _figures(indicator, selection, period)
    earlier = previous_year(period)
    known = coverage(selection.snapshot, indicator, selection.niveau)
    if not known.has(earlier.van, earlier.tot):
        reason = _("geen cijfers over het jaar ervoor")
        return {code: YearOnYear(indicator, item, None, _nothing(), reason) for code, item in now.items()}
    before = _figures(indicator, selection, earlier)
    crossed = breaks.between(indicator, earlier.van, period.tot)
    if crossed:
        return {
            code: YearOnYear(indicator, item, before[code], _nothing(), crossed[0].tekst) for code, item in now.items()
        }
    phi = overdispersion(indicator, selection, period)
    return {
        code: YearOnYear(indicator, item, before[code], _ratio(item, before[code], phi[code]))
        for code, item in now.items()
    }


def overdispersion(indicator: Indicator, selection: Selection, period: Period) -> dict[str, float]:
    """Per area phi of the monthly counts over the years up to the end of `period`; 1 without months to tell from."""
    van = add_months(period.tot, -12 * DISPERSION_YEARS)
    asked = replace(selection, van=van, tot=period.tot, stap=Stap.MAAND, absoluut=True, noemer="")
    found = {}
    for code, rows in measure(indicator, asked).values.groupby("gebied"):
        phi = statistics.dispersion(floats(rows["teller"]).reshape(DISPERSION_YEARS, 12))
        found[str(code)] = 1.0 if np.isnan(phi) else phi
    return found


def round_on_round(indicator: Indicator, selection: Selection, gebied: str) -> YearOnYear | None:
    """The last survey round of an area against the round before it; None without any round."""
    years = coverage(selection.snapshot, indicator, selection.niveau).jaren
    if not years:
        return None
    answers = measure(indicator, _years(selection, gebied, years[0], years[-1]))
    methods = dict(answers.methoden)
    by_year = figures(answers)
    asked = [str(year) for year in years]
    now = by_year[gebied, asked[-1]]
    if len(asked) < 2:
        return YearOnYear(indicator, now, None, _nothing(Scale.VERSCHIL), _("geen eerdere ronde"))
    before = by_year[gebied, asked[-2]]
    if methods.get(asked[-1]) != methods.get(asked[-2]):
        return YearOnYear(indicator, now, before, _nothing(Scale.VERSCHIL), _("andere meetmethode dan de ronde ervoor"))
    change = statistics.difference(now.waarde, standard_error(now), before.waarde, standard_error(before))
    return YearOnYear(indicator, now, before, change)


def standard_error(item: Figure) -> float | None:
    """Standard error that belongs to the 95% interval of a figure (half its width over 1.96)."""
    if item.ondergrens is None or item.bovengrens is None:
        return None
    return (item.bovengrens - item.ondergrens) / (2 * Z95)


def against_city(measurement: Measurement, city: Measurement, periode: str) -> dict[str, Verdict]:
    """Per area code the verdict of its interval against the city's value: GESTEGEN reads as higher, GEDAALD as lower.

    Areas too small to have a rate get NIET_TE_ZEGGEN. By chance alone about 5% of areas would be called higher
    or lower.
    """
    rows = measurement.at(periode)
    small = measurement.too_small().to_numpy()[(measurement.values["periode"] == periode).to_numpy()]
    value = float(floats(city.at(periode)["waarde"])[0])
    if np.isnan(value):
        return dict.fromkeys(map(str, rows.index), Verdict.NIET_TE_ZEGGEN)
    low = np.where(small, np.nan, floats(rows["ondergrens"]))
    high = np.where(small, np.nan, floats(rows["bovengrens"]))
    return {
        str(code): statistics.verdict(float(lo), float(hi), unchanged=value)
        for code, lo, hi in zip(rows.index, low, high, strict=True)
    }


def _figures(indicator: Indicator, selection: Selection, period: Period) -> dict[str, Figure]:
    asked = replace(selection, van=period.van, tot=period.tot, stap=Stap.GEHEEL)
    return {code: item for (code, _label), item in figures(measure(indicator, asked)).items()}


def _years(selection: Selection, gebied: str, first: int, last: int) -> Selection:
    van, tot = pd.Timestamp(first, 1, 1).date(), pd.Timestamp(last + 1, 1, 1).date()
    return replace(selection, gebieden=(gebied,), van=van, tot=tot, stap=Stap.JAAR, absoluut=False, noemer="")


def _ratio(now: Figure, before: Figure, phi: float) -> Change:
    if now.teller is None or before.teller is None:
        return _nothing()
    exposure = (now.noemer, before.noemer)
    if exposure[0] and exposure[1]:
        return statistics.change(now.teller, before.teller, exposure[0], exposure[1], overdispersion=phi)
    return statistics.change(now.teller, before.teller, overdispersion=phi)


def _nothing(scale: Scale = Scale.VERHOUDING) -> Change:
    return Change(np.nan, np.nan, np.nan, Verdict.NIET_TE_ZEGGEN, scale, 0.95)
