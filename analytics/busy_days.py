"""How many registrations there are on special days, beside ordinary days: a ratio per day, with its interval.

A special day is compared with ordinary days of the same weekday: carnival begins on a Sunday, which is another day
than a Wednesday without carnival too. Ordinary is a day on which nothing falls. Only months are counted of which nearly
every registration in the city has a day of its own, and no provisional ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from analytics import access
from analytics.areas import Niveau, all_areas
from analytics.coverage import coverage
from analytics.database import open_database
from analytics.frames import records
from analytics.indicators import Indicator, RegistrationNumerator, parts_of_total
from analytics.measures import Selection
from analytics.methods.multiple_tests import UNKNOWN, Ratio, exact_ratio, exceptional
from analytics.periods import add_months
from analytics.special_days import Occasion, occasions

Floats = NDArray[np.float64]

YEARS = 10  # how far back special days are counted
KNOWN = 0.9  # of the registrations of a month in the city must have a day of their own
ENOUGH = 50  # registrations on ordinary days; of fewer nothing is said
WEEK = 7


@dataclass(frozen=True)
class Special:
    """One occasion: on how many days it fell, how many registrations there were (None: under the threshold), how many
    ordinary days of the same weekdays would have had, and the ratio of both. `clear`: with all occasions looked at
    together, at most 5% of those called clear is expected to be chance."""

    naam: str
    soort: str
    dagen: int
    aantal: int | None
    verwacht: float
    ratio: Ratio
    clear: bool


@dataclass(frozen=True)
class SpecialDays:
    """`maanden`: first days of the months that were counted; `gewone_dagen` and `gewoon` how many ordinary days they
    hold and how many registrations these had. `phi`: how many times more days or weeks vary than chance alone would
    let them. `bijzonder` is empty when there is too little to compare with."""

    maanden: tuple[date, ...]
    gewone_dagen: int
    gewoon: int
    phi: float
    bijzonder: tuple[Special, ...]


def special_days(indicator: Indicator, selection: Selection, gebied: str) -> SpecialDays | None:
    """All special days in the months whose days are known. None for surveys and where no month has known days."""
    if not isinstance(indicator.teller, RegistrationNumerator):
        return None
    kinds = [part for soort in indicator.teller.soorten for part in parts_of_total(soort)]
    months = _months(indicator, kinds, selection)
    if not months:
        return None
    counts, _unknown = _counted(kinds, _span(selection, months), gebied)
    days = [day for month in months for day in _days(month)]
    here = [
        o for o in occasions(days[0], days[-1] + timedelta(days=1)) if o.concerns(gebied, all_areas(selection.snapshot))
    ]
    return _compared(counts, days, here, access.threshold(selection.toegang))


def _months(indicator: Indicator, kinds: list[str], selection: Selection) -> tuple[date, ...]:
    """The final months, known in this area too, in which nearly every registration of the whole city has a day."""
    known = coverage(selection.snapshot, indicator, Niveau.GEMEENTE)
    here = set(coverage(selection.snapshot, indicator, selection.niveau).maanden)
    if known.last_final is None:
        return ()
    city = selection.snapshot.manifest().gemeente
    whole = replace(selection, niveau=Niveau.GEMEENTE, gebieden=())
    asked = replace(whole, van=add_months(known.last_final, -12 * YEARS), tot=known.last_final)
    counts, unknown = _counted(kinds, asked, city)
    dated: dict[date, int] = {}
    for day, n in counts.items():
        dated[day.replace(day=1)] = dated.get(day.replace(day=1), 0) + n
    if not dated:
        return ()
    return tuple(
        month
        for month in known.maanden
        if month in here
        and max(asked.van, min(dated)) <= month <= max(dated)
        and _enough(dated.get(month, 0), unknown.get(month, 0))
    )


def _enough(dated: int, unknown: int) -> bool:
    return dated >= KNOWN * (dated + unknown)


def _span(selection: Selection, months: tuple[date, ...]) -> Selection:
    return replace(selection, van=months[0], tot=add_months(months[-1], 1))


def _counted(kinds: list[str], asked: Selection, gebied: str) -> tuple[dict[date, int], dict[date, int]]:
    """Registrations per day, and per month those without a day."""
    frame = open_database(asked.snapshot).run(
        "dagen", niveau=asked.niveau.value, gebied=gebied, soorten=kinds, van=asked.van, tot=asked.tot
    )
    days: dict[date, int] = {}
    unknown: dict[date, int] = {}
    for row in records(frame):
        if row["dag"] is None:
            unknown[row["maand"].date()] = int(row["aantal"])
        else:
            days[row["dag"].date()] = int(row["aantal"])
    return days, unknown


def _days(month: date) -> list[date]:
    return [month + timedelta(days=i) for i in range((add_months(month, 1) - month).days)]


def _compared(counts: Mapping[date, int], days: list[date], here: list[Occasion], threshold: int) -> SpecialDays:
    months = tuple(day for day in days if day.day == 1)
    taken = {day for occasion in here for day in occasion.dagen}
    ordinary = [day for day in days if day not in taken]
    total = sum(counts.get(day, 0) for day in ordinary)
    if total < ENOUGH:
        return SpecialDays(months, len(ordinary), total, np.nan, ())
    usual, phi = _usual(counts, ordinary), _dispersion(counts, ordinary)
    inside = set(days)
    found = [_special(one, inside, counts, usual, (total, len(ordinary), phi), threshold) for one in here]
    kept = [one for one in found if one.dagen]
    clear = exceptional([one.ratio.p for one in kept])
    return SpecialDays(
        months, len(ordinary), total, phi, tuple(replace(o, clear=c) for o, c in zip(kept, clear, strict=True))
    )


def _special(
    one: Occasion,
    inside: set[date],
    counts: Mapping[date, int],
    usual: Floats,
    ordinary: tuple[int, int, float],
    threshold: int,
) -> Special:
    """An occasion beside ordinary days: its days are worth as many ordinary ones as their weekdays usually have."""
    days = one.dagen & inside
    total, number, phi = ordinary
    n = sum(counts.get(day, 0) for day in days)
    expected = float(sum(usual[day.weekday()] for day in days))
    worth = expected / total * number
    hidden = 0 < n < threshold
    ratio = UNKNOWN if hidden or worth <= 0 else exact_ratio(n, worth, total, number, phi)
    return Special(one.naam, one.soort, len(days), None if hidden else n, expected, ratio, clear=False)


def _usual(counts: Mapping[date, int], ordinary: list[date]) -> Floats:
    """Registrations on an ordinary day, per weekday."""
    values = np.array([counts.get(day, 0) for day in ordinary], dtype=np.float64)
    weekday = np.array([day.weekday() for day in ordinary])
    number = np.bincount(weekday, minlength=WEEK)
    return np.asarray(np.bincount(weekday, values, WEEK) / np.maximum(number, 1))


def _dispersion(counts: Mapping[date, int], ordinary: list[date]) -> float:
    """Pearson phi of ordinary days, or of whole ordinary weeks when these vary more: a holiday is a row of days, and
    what makes a week busy makes all of its days busy. At least 1."""
    usual = _usual(counts, ordinary)
    number = int((usual > 0).sum())
    day_by_day = _pearson(
        [counts.get(day, 0) for day in ordinary], [usual[day.weekday()] for day in ordinary], lost=number
    )
    there = set(ordinary)
    mondays = [d for d in ordinary if d.weekday() == 0 and all(d + timedelta(days=i) in there for i in range(WEEK))]
    weeks = [sum(counts.get(monday + timedelta(days=i), 0) for i in range(WEEK)) for monday in mondays]
    week_by_week = _pearson(weeks, [float(np.mean(weeks))] * len(weeks), lost=1) if weeks else 1.0
    return max(1.0, day_by_day, week_by_week)


def _pearson(values: list[int], expected: list[float], *, lost: int) -> float:
    """Pearson's chi-square per degree of freedom; `lost`: how many means were fitted. 1 when there is none left."""
    pairs = [(y, mu) for y, mu in zip(values, expected, strict=True) if mu > 0]
    free = len(pairs) - lost
    return sum((y - mu) ** 2 / mu for y, mu in pairs) / free if free > 0 else 1.0
