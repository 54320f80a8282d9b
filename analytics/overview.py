"""How safe is the city now: a line per indicator against the year before, sorted by what needs attention."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from analytics import indicators, trends
from analytics.areas import Niveau
from analytics.comparisons import YearOnYear, recent_period, round_on_round, year_on_year, year_on_year_all
from analytics.coverage import coverage
from analytics.indicators import Indicator
from analytics.measures import Selection
from analytics.periods import Period, add_months
from analytics.trends import Series

SPARK_MONTHS = 36
_URGENCY = {"slechter": 0, "gelijk": 1, "": 2, "beter": 3}


@dataclass(frozen=True)
class Line:
    """One indicator of the city: the change, and its last 36 months (empty without months)."""

    vergelijking: YearOnYear
    maanden: tuple[float | None, ...]
    voorlopig: int  # how many of the last months are provisional


def registered(selection: Selection, city: str, among: Iterable[Indicator] | None = None) -> tuple[Line, ...]:
    """A line per registered indicator that the snapshot knows, most urgent first; `among`: not those of the page."""
    wanted = indicators.on_screen("overzicht") if among is None else among
    lines = [_line(indicator, selection, city) for indicator in wanted if not indicator.is_survey]
    return _by_urgency([line for line in lines if line is not None])


def experienced(selection: Selection, city: str, among: Iterable[Indicator] | None = None) -> tuple[Line, ...]:
    """A line per survey question, the last round against the one before; `among` others than the overview's."""
    wanted = indicators.on_screen("overzicht_beleving") if among is None else among
    found = [round_on_round(indicator, selection, city) for indicator in wanted if indicator.is_survey]
    return _by_urgency([Line(item, (), 0) for item in found if item is not None])


def where_changed(
    selection: Selection, indicator: Indicator
) -> tuple[Period | None, tuple[tuple[str, YearOnYear], ...]]:
    """Per buurt the change of an indicator in the recent period; (None, ()) when there is nothing to compare."""
    period = recent_period(coverage(selection.snapshot, indicator, Niveau.BUURT))
    if period is None:
        return None, ()
    changes = year_on_year_all(indicator, replace(selection, niveau=Niveau.BUURT, gebieden=()), period)
    return period, tuple(changes.items())


def _line(indicator: Indicator, selection: Selection, city: str) -> Line | None:
    known = coverage(selection.snapshot, indicator, selection.niveau)
    period = recent_period(known)
    if period is None:
        return None
    points = _last_months(trends.monthly(indicator, _last(selection, known.maanden), city)) if known.maanden else ()
    provisional = sum(known.voorlopig_vanaf is not None and m >= known.voorlopig_vanaf for m in known.maanden)
    return Line(year_on_year(indicator, selection, city, period), points, provisional)


def _last(selection: Selection, months: tuple[date, ...]) -> Selection:
    tot = add_months(months[-1], 1)
    return replace(selection, van=add_months(tot, -SPARK_MONTHS), tot=tot, absoluut=True)


def _last_months(series: Series) -> tuple[float | None, ...]:
    return tuple(None if pd.isna(value) else float(value) for value in series.punten["waarde"])


def _by_urgency(lines: list[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: _URGENCY[line.vergelijking.tone]))
