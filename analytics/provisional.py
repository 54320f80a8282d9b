"""What provisional months usually become: how complete they are, in one sentence, and the final value to expect.

Completeness is measured for the city as a whole (see completeness). In a part of the city the same share is expected,
but what is still to come varies more: of a count y of which a share c is in, the final value is y/c, and the number to
come has variance y(1 - c)/c^2 (every registration is in or not, independently), of which the part y/Y is already in
the measured spread when Y is the count it was measured on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from analytics import formatting
from analytics.completeness import Age, completeness, expected, measured_on, revisions
from analytics.contract import TOTALS
from analytics.coverage import Coverage
from analytics.frames import records
from analytics.indicators import Indicator, SurveyNumerator
from analytics.language import _
from analytics.periods import add_months, months_between
from analytics.snapshots import Snapshot
from analytics.trends import ROLLING, Series

MINIMUM = 4  # months that must have been followed before anything is said about completeness
SMALLEST = 5  # registrations; of fewer no final value is expected
Z = 1.96  # of a 95% interval


@dataclass(frozen=True)
class Expected:
    """The final value to expect of a provisional month, in the unit of its series, with a 95% interval."""

    maand: date
    waarde: float
    laag: float
    hoog: float


@lru_cache(maxsize=512)
def share(snapshot: Snapshot, indicator: Indicator, maand: date) -> Age | None:
    """How complete the figure of a month is; None when too few months were followed to say so.

    As long as figures usually grow, more than all of it is not said to be in.
    """
    return _usable(expected(snapshot, indicator, maand))


def of_everything(snapshot: Snapshot) -> tuple[Age, ...]:
    """How complete months are by their age, for all crimes together, while something is still to come."""
    found = (_usable(age) for age in completeness(snapshot, (TOTALS[0],)))
    return tuple(age for age in found if age is not None and age.aandeel < 0.995)


def by_age(snapshot: Snapshot, indicator: Indicator) -> tuple[Age, ...]:
    """The same for one indicator, at every age of which enough is known, also when all is in."""
    kinds = measured_on(snapshot, indicator)
    found = [_usable(age) for age in completeness(snapshot, kinds)] if kinds else []
    return tuple(age for age in found if age is not None)


def _usable(age: Age | None) -> Age | None:
    if age is None or age.metingen < MINIMUM or np.isnan(age.ondergrens) or age.ondergrens <= 0:
        return None
    return replace(age, bovengrens=min(age.bovengrens, 1.0)) if age.aandeel <= 1 else age


def months_of(known: Coverage, van: date, tot: date) -> tuple[date, ...]:
    """The provisional months of a period."""
    start = known.voorlopig_vanaf
    return tuple(month for month in known.maanden if start is not None and max(van, start) <= month < tot)


def phrase(age: Age) -> str:
    """'naar verwachting 74% (70–78%) binnen'."""
    return _("naar verwachting {figures} binnen").format(figures=_figures(age))


def becomes(one: Expected, decimals: int) -> str:
    """'naar verwachting wordt dit 745 (740–751)'."""
    return _("naar verwachting wordt dit {value}").format(value=interval(one, decimals))


def interval(one: Expected, decimals: int) -> str:
    """'745 (740–751)'."""
    return formatting.with_interval(one.waarde, one.laag, one.hoog, decimals)


def sentence(snapshot: Snapshot, indicator: Indicator, months: Iterable[date]) -> str:
    """How complete these provisional months are; '' when nothing can be said, or when there are none."""
    ages = {month: age for month in months if (age := share(snapshot, indicator, month)) is not None}
    if not ages:
        return ""
    own = all(_by_own_kinds(snapshot, indicator, age) for age in ages.values())
    where = _("gemeten over de hele gemeente") if own else _("gemeten over alle misdrijven in de hele gemeente")
    listed = formatting.joined(f"{_month(month)} {_figures(age)}" for month, age in ages.items())
    return _("Voorlopig, naar verwachting binnen: {months}; {where}.").format(months=listed, where=where)


def in_general(snapshot: Snapshot) -> str:
    """How complete a month is as it ages, for all crimes together; '' when it is not known."""
    rank = (
        _("eerste"), _("tweede"), _("derde"), _("vierde"), _("vijfde"), _("zesde"), _("zevende"), _("achtste"),
        _("negende"), _("tiende"), _("elfde"), _("twaalfde"),
    )  # fmt: skip
    ages = of_everything(snapshot)
    if not ages:
        return ""
    parts = [_("in de {rank} {figures}").format(rank=rank[age.leeftijd], figures=_figures(age)) for age in ages]
    text = _("Van alle misdrijven in een maand is naar verwachting binnen, in de maanden erna: {parts}.")
    return text.format(parts=formatting.joined(parts))


def _figures(age: Age) -> str:
    interval = formatting.interval(100 * age.ondergrens, 100 * age.bovengrens, 0)
    return f"{formatting.percentage(100 * age.aandeel, 0)} ({interval}%)"


def _month(first: date) -> str:
    return formatting.period(first, add_months(first, 1))


def months(snapshot: Snapshot, series: Series) -> tuple[Expected, ...]:
    """The expected final value of the provisional months of a monthly series, oldest first."""
    return tuple(
        found
        for point in _provisional(series)
        if (found := _final(point, [_growth(snapshot, series, point)])) is not None
    )


def rolling(snapshot: Snapshot, series: Series, monthly: Series) -> tuple[Expected, ...]:
    """The same for a series over twelve months; `monthly` holds the counts of the same indicator per month."""
    growth = {p["maand"].date(): _growth(snapshot, monthly, p) for p in _provisional(monthly)}
    found = []
    for point in _provisional(series):
        last = point["maand"].date()
        inside = [grows for month, grows in growth.items() if 0 <= months_between(month, last) < ROLLING]
        found.append(_final(point, inside))
    return tuple(one for one in found if one is not None)


@dataclass(frozen=True)
class _Growth:
    """Registrations still to come, and how far that may be off below and above."""

    meer: float
    omlaag: float
    omhoog: float


def _provisional(series: Series) -> list[dict[str, Any]]:
    return records(series.punten[series.punten["voorlopig"]])


def _growth(snapshot: Snapshot, series: Series, point: dict[str, Any]) -> _Growth | None:
    """None where the count is not known or not shown, or its completeness unknown."""
    month, count = point["maand"].date(), point["teller"]
    age = share(snapshot, series.indicator, month)
    if age is None or count is None:
        return None
    final = count / age.aandeel
    own = max(1 - count / max(_measured_on(snapshot, series.indicator, month, age), 1), 0)
    chance = Z * (count * max(1 - age.aandeel, 0) * own) ** 0.5 / age.aandeel
    below, above = final - count / age.bovengrens, count / age.ondergrens - final
    return _Growth(final - count, float(np.hypot(below, chance)), float(np.hypot(above, chance)))


def _final(point: dict[str, Any], growth: Sequence[_Growth | None]) -> Expected | None:
    """A figure with what is still to come added to it; it does not shrink where figures usually grow."""
    known = [grows for grows in growth if grows is not None]
    if not growth or len(known) < len(growth) or point["waarde"] is None or (point["teller"] or 0) < SMALLEST:
        return None
    count, unit = point["teller"], point["waarde"] / point["teller"]
    final = count + sum(grows.meer for grows in known)
    low = final - float(np.hypot.reduce([grows.omlaag for grows in known]))
    high = final + float(np.hypot.reduce([grows.omhoog for grows in known]))
    least = min(count, final)
    return Expected(point["maand"].date(), final * unit, max(low, least) * unit, high * unit)


@lru_cache(maxsize=512)
def _measured_on(snapshot: Snapshot, indicator: Indicator, month: date, age: Age) -> float:
    """The city's count of that month in the kinds by which completeness was measured."""
    kinds = _kinds(indicator) if _by_own_kinds(snapshot, indicator, age) else (TOTALS[0],)
    frame = revisions(snapshot, kinds)
    newest = frame[frame["maand"] == month].sort_values("peildatum")["aantal"]
    return 0.0 if newest.empty or pd.isna(newest.iloc[-1]) else float(newest.iloc[-1])


def _by_own_kinds(snapshot: Snapshot, indicator: Indicator, age: Age) -> bool:
    """Whether the share is that of the indicator's own kinds; with few registrations it is that of all crimes."""
    return age in {_usable(found) for found in completeness(snapshot, _kinds(indicator))}


def _kinds(indicator: Indicator) -> tuple[str, ...]:
    return () if isinstance(indicator.teller, SurveyNumerator) else indicator.teller.soorten
