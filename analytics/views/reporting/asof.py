"""Figures as of a month: only periods that end with it or before it, in the figures as they are known now."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from analytics.access import Toegang
from analytics.areas import Area, Niveau
from analytics.comparisons import YearOnYear, recent_period, round_on_round_all, until, year_on_year_each
from analytics.coverage import Coverage, coverage
from analytics.indicators import Indicator
from analytics.measures import Selection
from analytics.periods import Period, Stap, add_months
from analytics.snapshots import Snapshot


def end(maand: date) -> date:
    """The first day that is not in it any more."""
    return add_months(maand.replace(day=1), 1)


def selection(snapshot: Snapshot, toegang: Toegang, niveau: Niveau, maand: date) -> Selection:
    """A question about a level; the period is filled in by whoever asks."""
    tot = end(maand)
    return Selection(snapshot, toegang, niveau, add_months(tot, -12), tot, Stap.GEHEEL)


def known(asked: Selection, indicator: Indicator, maand: date) -> Coverage:
    """What is known of an indicator up to and including a month. A survey round counts when its year is over."""
    return until(coverage(asked.snapshot, indicator, asked.niveau), end(maand))


def period(asked: Selection, indicator: Indicator, maand: date) -> Period | None:
    """The last twelve final months up to and including a month; where there are none the last year known; or None."""
    return recent_period(known(asked, indicator, maand))


def by_period(asked: Selection, found: Iterable[Indicator], maand: date) -> dict[Period, list[Indicator]]:
    """Registered indicators by their recent period; without those that have none."""
    groups: dict[Period, list[Indicator]] = {}
    for indicator in found:
        own = None if indicator.is_survey else period(asked, indicator, maand)
        if own is not None:
            groups.setdefault(own, []).append(indicator)
    return groups


def changes(asked: Selection, found: Sequence[Indicator], area: Area, maand: date) -> dict[str, YearOnYear]:
    """The recent figure of each in one area beside a year, or a round, before, by id and in the order of `found`."""
    return changes_in(asked, found, [area], maand)[area.code]


def changes_in(
    asked: Selection, found: Sequence[Indicator], areas: Sequence[Area], maand: date
) -> dict[str, dict[str, YearOnYear]]:
    """The same for several areas of one level, by code: counted together."""
    here = replace(asked, niveau=areas[0].niveau, gebieden=tuple(area.code for area in areas))
    compared: dict[str, dict[str, YearOnYear]] = {}
    for own, together in by_period(here, found, maand).items():
        compared |= year_on_year_each(together, here, own)
    compared |= {one.id: round_on_round_all(one, here, end(maand)) for one in found if one.is_survey}
    return {
        area.code: {one.id: compared[one.id][area.code] for one in found if area.code in compared.get(one.id, {})}
        for area in areas
    }
