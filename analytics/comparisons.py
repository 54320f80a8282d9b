"""Comparisons that carry their uncertainty: with the year before, and of an area with the city.

Nothing here is called higher, lower, risen or fallen unless an interval says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from analytics import breaks, statistics
from analytics.areas import Niveau
from analytics.coverage import Coverage, coverage
from analytics.frames import floats, records
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT, Measurement, Selection, measure, measure_all
from analytics.periods import Period, Stap, add_months, cut
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
    if verdict not in (Verdict.GESTEGEN, Verdict.GEDAALD) or indicator.richting == "neutraal":
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
    """The period a summary is about: the last twelve final months, else the last whole year known (a final one
    where there is one), else None. As it was in an earlier month: see `until`."""
    period = known.last_twelve_months()
    if period is None and known.jaren:
        years = [cut(date(year, 1, 1), date(year + 1, 1, 1), Stap.GEHEEL)[0] for year in known.jaren]
        period = ([year for year in years if not _provisional(known, year)] or years)[-1]
    return period


def until(known: Coverage, tot: date | None) -> Coverage:
    """What was over by `tot` (exclusive): months and years that lie before it as a whole. All of it for None."""
    if tot is None:
        return known
    months = tuple(month for month in known.maanden if month < tot)
    years = tuple(year for year in known.jaren if date(year + 1, 1, 1) <= tot)
    early = known.voorlopig_vanaf if known.voorlopig_vanaf is not None and known.voorlopig_vanaf < tot else None
    return Coverage(months, years, early)


def year_on_year(indicator: Indicator, selection: Selection, gebied: str, period: Period) -> YearOnYear:
    """`period` against the same months a year earlier, for one area."""
    return year_on_year_all(indicator, replace(selection, gebieden=(gebied,)), period)[gebied]


def year_on_year_all(indicator: Indicator, selection: Selection, period: Period) -> dict[str, YearOnYear]:
    """`period` against the same months a year earlier, per area of the selection, by counts per denominator.

    `selection` gives snapshot, access, level and areas. The interval of the ratio is widened by the over-dispersion
    of the monthly counts of the years before. Nothing is said over a series break, or of provisional figures: these
    still grow by late registration.
    """
    both = measure(indicator, _beside_year_before(selection, period))
    reasons = _reasons(both)
    phi = {} if all(reasons.values()) else overdispersion(indicator, selection, period)
    return _changes(both, reasons, phi)


def year_on_year_each(
    indicators: Iterable[Indicator], selection: Selection, period: Period
) -> dict[str, dict[str, YearOnYear]]:
    """`year_on_year_all` of several registered indicators, by id, counted in a few statements together."""
    found = measure_all(indicators, _beside_year_before(selection, period))
    reasons = {name: _reasons(both) for name, both in found.items()}
    to_say = [both.indicator for name, both in found.items() if not all(reasons[name].values())]
    phi = overdispersion_each(to_say, selection, period)
    return {name: _changes(both, reasons[name], phi.get(name, {})) for name, both in found.items()}


def _beside_year_before(selection: Selection, period: Period) -> Selection:
    return replace(selection, van=period.van, tot=period.tot, stap=Stap.NAAST_VORIG_JAAR)


def _reasons(both: Measurement) -> dict[str, str]:
    """Per area why a period may not be held against the one before it; '' where it may."""
    indicator, selection = both.indicator, both.selection
    earlier, now = selection.periods
    codes = [str(code) for code in both.at(now.label).index]
    known = coverage(selection.snapshot, indicator, selection.niveau)
    if not known.has(earlier.van, earlier.tot):
        return dict.fromkeys(codes, _("geen cijfers over het jaar ervoor"))
    unfinished = _("de cijfers zijn nog voorlopig") if _provisional(known, now) else ""
    crossed = {code: breaks.between(indicator, earlier.van, now.tot, selection.niveau, code) for code in codes}
    return {code: found[0].tekst if found else unfinished for code, found in crossed.items()}


def _changes(both: Measurement, reasons: Mapping[str, str], phi: Mapping[str, float]) -> dict[str, YearOnYear]:
    earlier, now = both.selection.periods
    known = coverage(both.selection.snapshot, both.indicator, both.selection.niveau)
    has_before = known.has(earlier.van, earlier.tot)
    found, changes = figures(both), {}
    for code, reason in reasons.items():
        item, before = found[code, now.label], found[code, earlier.label] if has_before else None
        if reason or before is None:
            changes[code] = YearOnYear(both.indicator, item, before, _nothing(), reason)
        else:
            changes[code] = _compared(both.indicator, item, before, phi[code])
    return changes


def overdispersion(indicator: Indicator, selection: Selection, period: Period) -> dict[str, float]:
    """Per area phi of the monthly counts over the years up to the end of `period`.

    An area with too few months to tell from (not counted, or hidden because they are small) gets that of the city:
    unknown is not 1. Only where the city has no months either it is 1.
    """
    return overdispersion_each((indicator,), selection, period)[indicator.id]


def overdispersion_each(
    indicators: Iterable[Indicator], selection: Selection, period: Period
) -> dict[str, dict[str, float]]:
    """The same of several registered indicators, by id."""
    van = add_months(period.tot, -12 * DISPERSION_YEARS)
    asked = replace(selection, van=van, tot=period.tot, stap=Stap.MAAND, absoluut=True, noemer="")
    counted = measure_all(indicators, asked)
    found = {name: _spread(by_month) for name, by_month in counted.items()}
    unknown = [counted[name].indicator for name, phi in found.items() if any(map(np.isnan, phi.values()))]
    whole = measure_all(unknown, replace(asked, niveau=Niveau.GEMEENTE, gebieden=()))
    for name, city in whole.items():
        (phi,) = _spread(city).values()
        instead = 1.0 if np.isnan(phi) else phi
        found[name] = {code: instead if np.isnan(own) else own for code, own in found[name].items()}
    return found


def _spread(by_month: Measurement) -> dict[str, float]:
    groups = by_month.values.groupby("gebied")["teller"]
    return {str(code): statistics.dispersion(floats(counts).reshape(DISPERSION_YEARS, 12)) for code, counts in groups}


def round_on_round(
    indicator: Indicator, selection: Selection, gebied: str, tot: date | None = None
) -> YearOnYear | None:
    """The last survey round of an area against the round before it; None without any round."""
    return round_on_round_all(indicator, replace(selection, gebieden=(gebied,)), tot).get(gebied)


def round_on_round_all(indicator: Indicator, selection: Selection, tot: date | None = None) -> dict[str, YearOnYear]:
    """The last survey round against the one before, per area of the selection; nothing without any round. With `tot`
    the last one of which the year was over by then."""
    asked = until(coverage(selection.snapshot, indicator, selection.niveau), tot).jaren[-2:]
    if not asked:
        return {}
    answers = measure(indicator, _years(selection, asked[0], asked[-1]))
    methods, by_year = dict(answers.methoden), figures(answers)
    codes = {gebied for gebied, _year in by_year}
    last, earlier = str(asked[-1]), str(asked[0]) if len(asked) > 1 else None
    other_method = earlier is not None and methods.get(last) != methods.get(earlier)
    return {
        code: _rounds(
            indicator,
            by_year[code, last],
            by_year[code, earlier] if earlier else None,
            apart=_("andere meetmethode dan de ronde ervoor")
            if other_method
            else _division(indicator, asked[0], asked[-1], selection.niveau, code),
        )
        for code in codes
    }


def _division(indicator: Indicator, first: int, last: int, niveau: Niveau, code: str) -> str:
    """What changed when the area itself changed between two rounds; methods are compared as they were delivered."""
    crossed = breaks.between(indicator, date(first, 1, 1), date(last + 1, 1, 1), niveau, code)
    return next((item.tekst for item in crossed if item.is_division), "")


def _rounds(indicator: Indicator, now: Figure, before: Figure | None, *, apart: str) -> YearOnYear:
    """`apart`: why both rounds are not comparable, when they are not."""
    if before is None:
        return YearOnYear(indicator, now, None, _nothing(Scale.VERSCHIL), _("geen eerdere ronde"))
    if now.waarde is None or before.waarde is None:
        reason = _why_not(now, before, _("een van beide cijfers rust op te weinig waarnemingen"))
        return YearOnYear(indicator, now, before, _nothing(Scale.VERSCHIL), reason)
    if apart:
        return YearOnYear(indicator, now, before, _nothing(Scale.VERSCHIL), apart)
    errors = standard_error(now), standard_error(before)
    change = statistics.difference(now.waarde, errors[0], before.waarde, errors[1])
    reason = _("van een van beide cijfers is het interval niet bekend") if None in errors else ""
    return YearOnYear(indicator, now, before, change, reason)


def standard_error(item: Figure) -> float | None:
    """Standard error that belongs to the 95% interval of a figure (half its width over 1.96)."""
    if item.ondergrens is None or item.bovengrens is None:
        return None
    return (item.bovengrens - item.ondergrens) / (2 * Z95)


def against_city(measurement: Measurement, city: Measurement, periode: str) -> dict[str, Verdict]:
    """Per area code the verdict of its interval against the city's value: GESTEGEN reads as higher, GEDAALD as lower.

    Areas too small to have a rate get NIET_TE_ZEGGEN, and so do all when the city has no figure or was asked with
    another method. By chance alone about 5% of areas would be called higher or lower.
    """
    rows = measurement.at(periode)
    small = measurement.too_small().to_numpy()[(measurement.values["periode"] == periode).to_numpy()]
    value = float(floats(city.at(periode)["waarde"])[0])
    if np.isnan(value) or len({m for p, m in (*measurement.methoden, *city.methoden) if p == periode}) > 1:
        return dict.fromkeys(map(str, rows.index), Verdict.NIET_TE_ZEGGEN)
    low = np.where(small, np.nan, floats(rows["ondergrens"]))
    high = np.where(small, np.nan, floats(rows["bovengrens"]))
    return {
        str(code): statistics.verdict(float(lo), float(hi), unchanged=value)
        for code, lo, hi in zip(rows.index, low, high, strict=True)
    }


def _years(selection: Selection, first: int, last: int) -> Selection:
    van, tot = date(first, 1, 1), date(last + 1, 1, 1)
    return replace(selection, van=van, tot=tot, stap=Stap.JAAR, absoluut=False, noemer="")


def _provisional(known: Coverage, period: Period) -> bool:
    return known.voorlopig_vanaf is not None and period.tot > known.voorlopig_vanaf


def _compared(indicator: Indicator, now: Figure, before: Figure, phi: float) -> YearOnYear:
    if now.teller is None or before.teller is None:
        reason = _why_not(now, before, _("een van beide aantallen is te klein om te tonen"))
        return YearOnYear(indicator, now, before, _nothing(), reason)
    exposure = (now.noemer, before.noemer) if now.noemer and before.noemer else (1.0, 1.0)
    change = statistics.change(now.teller, before.teller, *exposure, overdispersion=phi)
    return YearOnYear(indicator, now, before, change)


def _why_not(now: Figure, before: Figure, hidden: str) -> str:
    return hidden if ONDERDRUKT in (now.status, before.status) else _("een van beide cijfers ontbreekt")


def _nothing(scale: Scale = Scale.VERHOUDING) -> Change:
    return Change(np.nan, np.nan, np.nan, Verdict.NIET_TE_ZEGGEN, scale, 0.95)
