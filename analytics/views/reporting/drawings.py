"""Figures of a report, each with a text alternative that says what it finds."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from math import isinf, isnan
from typing import Any

from analytics import formatting, indicators, trends
from analytics.areas import Area
from analytics.comparisons import YearOnYear
from analytics.coverage import coverage
from analytics.figures import paper
from analytics.figures.paper import Dot, Size
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import Selection
from analytics.periods import add_months
from analytics.reports.model import FigureBlock
from analytics.trends import Series
from analytics.views.changes import word
from analytics.views.reporting import document
from analytics.views.reporting.words import CHANGED, TENTH

MOST = 10  # dots in one figure
YEARS = 5


def changed(name: str, items: Sequence[YearOnYear], source: str) -> FigureBlock | None:
    """The change of the kinds that were registered most, as dots with their interval; None with fewer than two."""
    shown = _shown(items)
    if len(shown) < 2:
        return None
    dots = [_dot(item) for item in shown]
    return FigureBlock(
        id=f"verandering-{name}",
        title=_("Verandering sinds een jaar eerder, per inwoner"),
        svg=paper.dots(dots, unit="%", mark=0.0, mark_text=_("gelijk"), size=Size.WHOLE),
        alt=_("Per soort de verandering in procenten, met het 95%-interval: {parts}.").format(
            parts="; ".join(_said(item) for item in shown)
        ),
        source=source,
    )


def _shown(items: Sequence[YearOnYear]) -> list[YearOnYear]:
    """The kinds with most registrations; sums of others are left out, and what has no upper limit."""
    drawn = [
        item
        for item in items
        if not item.indicator.is_survey
        and not indicators.is_sum(item.indicator)
        and not any(isnan(end) or isinf(end) for end in (item.change.estimate, item.change.lower, item.change.upper))
    ]
    most = sorted(drawn, key=lambda item: -(item.now.teller or 0))[:MOST]
    return [item for item in items if item in most]


def _dot(item: YearOnYear) -> Dot:
    value, low, high = (100 * (end - 1) for end in (item.change.estimate, item.change.lower, item.change.upper))
    return Dot(item.indicator.titel, value, low, high, emphasis=item.change.verdict in CHANGED)


def _said(item: YearOnYear) -> str:
    return _("{name} {change}, {word}").format(
        name=item.indicator.titel.lower(),
        change=formatting.signed_percentage(item.change.estimate - 1, TENTH),
        word=word(item.change.verdict),
    )


def course(indicator: Indicator, asked: Selection, area: Area, tot: date, keys: Iterable[str]) -> FigureBlock | None:
    """Twelve months together over the last years, up to `tot`; None where fewer than two points are known. `keys`: of
    the manifest, its sources."""
    months = trends.whole_range(coverage(asked.snapshot, indicator, area.niveau))
    if months is None:
        return None
    end = min(tot, months[1])
    van = max(months[0], add_months(end, -12 * YEARS))
    if van >= end:
        return None
    over = replace(asked, niveau=area.niveau, van=van, tot=end)
    series = trends.rolling(indicator, over, area.code)
    known = records(series.punten.dropna(subset=["waarde"]))
    if len(known) < 2:
        return None
    cuts = [item.vanaf for item in series.breuken if item.soort == "reeksbreuk" and van < item.vanaf < end]
    source = document.table_source(asked.snapshot.manifest(), keys, [formatting.period(van, end)])
    return FigureBlock(
        id=f"verloop-{indicator.id}",
        title=_("{name}, 12 maanden samen").format(name=indicator.titel),
        svg=paper.course(series.punten, unit=series.eenheid, decimals=series.decimals, breaks=cuts, size=Size.HALF),
        alt=_course_text(series, known, cuts),
        source=source,
        width="half",
    )


def _course_text(series: Series, known: list[dict[str, Any]], cuts: Sequence[date]) -> str:
    first, last = known[0], known[-1]
    text = _("{name}, {unit}, telkens over 12 maanden: van {first} in {van} naar {last} in {tot}{unfinished}.")
    broken = _("De lijn is onderbroken in {years}.").format(years=formatting.joined(str(day.year) for day in cuts))
    said = text.format(
        name=series.indicator.titel,
        unit=series.eenheid,
        first=formatting.number(first["waarde"], series.decimals),
        van=_month(first["maand"]),
        last=formatting.number(last["waarde"], series.decimals),
        tot=_month(last["maand"]),
        unfinished=_(" (voorlopig)") if last["voorlopig"] else "",
    )
    return f"{said} {broken}" if cuts else said


def _month(day: Any) -> str:
    return f"{formatting.month_name(day.month, short=True)} {day.year}"
