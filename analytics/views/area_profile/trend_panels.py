"""Trends of an area as small multiples: a rolling year of the main indicators, with the city behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analytics import formatting, trends
from analytics.areas import Area
from analytics.comparisons import VALUE
from analytics.coverage import denominators
from analytics.frames import records
from analytics.language import _
from analytics.measures import DEFINITIEF
from analytics.periods import add_months
from analytics.tables import Cell, Column, Row, Table
from analytics.trends import Series
from analytics.views.area_profile.surroundings import Surroundings, trend_indicators


@dataclass(frozen=True)
class Panel:
    """One small line; `city` is None where the area is too small for a rate and counts are shown."""

    title: str
    series: Series
    city: Series | None

    @property
    def text(self) -> str:
        """What the panel shows, for who cannot see it."""
        known = self.series.punten.dropna(subset=["waarde"])
        if known.empty:
            return _("{title}: geen cijfers.").format(title=self.title)
        first, last = known.iloc[0], known.iloc[-1]
        return _("{title}, {unit}, 12 maanden samen: {first} in {van}, {last} in {tot}.").format(
            title=self.title,
            unit=self.series.eenheid,
            first=formatting.number(first["waarde"], self.series.decimals),
            van=_month(first["maand"]),
            last=formatting.number(last["waarde"], self.series.decimals),
            tot=_month(last["maand"]),
        )


def build(around: Surroundings, area: Area) -> tuple[Panel, ...]:
    """The panels of one area; one point is no trend, so a panel has at least two."""
    if around.span is None:
        return ()
    asked = replace(around.selection, van=around.span[0], tot=around.span[1])
    counted = is_small(around, area)
    asked = replace(asked, absoluut=counted)
    found = trends.rolling_all(trend_indicators(around.selection), asked, area.code)
    return tuple(
        Panel(series.indicator.titel, series, None if counted else around.lines.get(name))
        for name, series in found.items()
        if series.punten["waarde"].notna().sum() > 1
    )


def is_small(around: Surroundings, area: Area) -> bool:
    """Whether this area has too few inhabitants, or none known, for a number per inhabitant."""
    if not denominators(around.selection.snapshot):
        return True
    return any(pair.rows[area.code]["klein"] for pair in (*around.scores, *around.kinds))


def table(panels: Sequence[Panel], area: Area) -> Table | None:
    """Every point of the panels, newest month first; None without panels."""
    if not panels:
        return None
    months = list(panels[0].series.punten["maand"])
    columns = [Column("maand", _("12 maanden tot en met"), "text")]
    for panel in panels:
        name, decimals = panel.series.indicator.id, panel.series.decimals
        columns.append(Column(name, panel.title, "interval", unit=panel.series.eenheid, decimals=decimals))
        if panel.city is not None:
            title = _("{title}, gemeente").format(title=panel.title)
            columns.append(Column(f"{name}_stad", title, "decimal", unit=panel.series.eenheid, decimals=decimals))
    own, whole = ([records(s.punten) if s else [] for s in which] for which in _series(panels))
    rows = [Row(f"{month:%Y-%m}", {"maand": Cell(_month(month))}) for month in months]
    for panel, points, city in zip(panels, own, whole, strict=True):
        for i, row in enumerate(rows):
            row.cells[panel.series.indicator.id] = _cell(points[i])
            if city:
                row.cells[f"{panel.series.indicator.id}_stad"] = _cell(city[i])
    label = _("Verloop over 12 maanden in {area}, met de gemeente.").format(area=area.naam)
    return Table(label=label, columns=tuple(columns), rows=tuple(reversed(rows)))


def _series(panels: Sequence[Panel]) -> tuple[list[Series], list[Series | None]]:
    return [panel.series for panel in panels], [panel.city for panel in panels]


def _cell(point: dict[str, Any]) -> Cell:
    status = "" if point["status"] == DEFINITIEF else str(point["status"])
    value, low, high = (point[name] for name in VALUE)
    return Cell(value, low, high, status=status)


def _month(first: pd.Timestamp) -> str:
    day = first.date()
    return formatting.period(day, add_months(day, 1))
