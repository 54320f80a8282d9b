"""Busy times of an area: the days and hours that are clearly busier than the rest, and what is not known."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from analytics import formatting, indicators
from analytics.areas import Area
from analytics.busy_times import DAYS, HOURS, BusyTimes, busy_times
from analytics.language import _
from analytics.measures import Selection
from analytics.statistics import wilson_interval
from analytics.tables import Cell, Column, Row, Table
from analytics.views.area_profile.surroundings import BUSY

PART = 4  # hours in a part of a day
DAY_NAMES = ("ma", "di", "wo", "do", "vr", "za", "zo")
ENOUGH = 50  # registrations with an hour; of fewer no busy time is told


@dataclass(frozen=True)
class Busy:
    """`table`: a row per day, a column per hour; `answer` says what is clear, `remarks` what is not known."""

    title: str
    answer: str
    remarks: str
    table: Table
    times: BusyTimes


def build(selection: Selection, area: Area, tot: date) -> Busy | None:
    """Busy times up to `tot` of the first declared indicator that has hours here; None where no hour is known."""
    for indicator in indicators.on_screen(BUSY):
        found = busy_times(indicator, selection, area.code, tot)
        if found is not None:
            span = formatting.period(found.van, found.tot)
            title = _("{things} in {area}, {span}").format(things=indicator.titel, area=area.naam, span=span)
            return Busy(title, _answer(found), remarks(found), hours_table(found, title), found)
    return None


def day_names() -> tuple[str, ...]:
    """Monday to Sunday in full."""
    return (
        _("maandag"),
        _("dinsdag"),
        _("woensdag"),
        _("donderdag"),
        _("vrijdag"),
        _("zaterdag"),
        _("zondag"),
    )


def _answer(times: BusyTimes) -> str:
    if times.hidden:
        return _("Aantallen onder de drempel zijn niet te zien; over drukke tijden is daarom niets te zeggen.")
    if times.known < ENOUGH:
        return _("Te weinig registraties met een uur om drukke tijden te noemen.")
    days, parts = times.hours.sum(axis=1), times.hours.sum(axis=0).reshape(-1, PART).sum(axis=1)
    busy_days = _above(days, [_("op {day}").format(day=name) for name in day_names()])
    busy_parts = _above(parts, [_hours(i * PART, (i + 1) * PART) for i in range(len(parts))])
    if not busy_days and not busy_parts:
        return _("Geen dag of dagdeel is duidelijk drukker dan de rest.")
    return _("Duidelijk drukker dan gemiddeld: {times}.").format(times=formatting.joined([*busy_days, *busy_parts]))


def _hours(first: int, end: int) -> str:
    return _("tussen {first} en {end} uur").format(first=first, end=end)


def _above(counts: Any, names: list[str]) -> list[str]:
    """Those whose share is with 95% certainty above an even one, corrected for looking at all of them (Bonferroni)."""
    even = 1 / len(names)
    low, _high = wilson_interval(counts, counts.sum(), 1 - 0.05 / len(names))
    shares = 100 * counts / counts.sum()
    return [
        f"{name} ({formatting.percentage(share, 0)})"
        for name, share, lower in zip(names, shares, low, strict=True)
        if lower > even
    ]


def remarks(times: BusyTimes) -> str:
    """How many hours are known, which were shared out, and what an ordinary day has."""
    parts = [
        _("Van {known} registraties is het uur bekend, van {unknown} niet.").format(
            known=formatting.count(times.known), unknown=formatting.count(times.unknown)
        )
    ]
    if times.spread:
        parts.append(
            _(
                "Bij {n} ervan is alleen bekend tussen welke uren; die zijn gelijk verdeeld over de uren ertussen."
            ).format(n=formatting.count(times.spread))
        )
    parts.append(_("Een gewone dag heeft 14% van de week, een gewoon dagdeel van vier uur 17% van de dag."))
    return " ".join(parts)


def hours_table(times: BusyTimes, label: str) -> Table:
    """The 7 days by 24 hours with their numbers."""
    hours = tuple(Column(f"u{hour}", str(hour), "decimal", decimals=1) for hour in range(HOURS))
    return Table(
        label=label,
        columns=(Column("dag", _("dag"), "text"), *hours, Column("som", _("samen"), "decimal", decimals=1)),
        rows=tuple(_row(times, day) for day in range(DAYS)),
    )


def _row(times: BusyTimes, day: int) -> Row:
    values = times.hours[day]
    cells = {f"u{h}": _cell(values[h]) for h in range(HOURS)}
    return Row(DAY_NAMES[day], {"dag": Cell(day_names()[day]), **cells, "som": _cell(float(values.sum()))})


def _cell(value: float) -> Cell:
    return Cell(None, status="onderdrukt") if np.isnan(value) else Cell(float(value))
