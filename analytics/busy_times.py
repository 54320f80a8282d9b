"""When it happens: registrations of one area by weekday and hour, as far as the hour is known."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analytics import access
from analytics.areas import Niveau
from analytics.database import open_database
from analytics.frames import records
from analytics.indicators import Indicator, RegistrationNumerator, parts_of_total
from analytics.measures import Selection
from analytics.periods import add_months

Floats = NDArray[np.float64]

YEARS = 3  # a buurt has a few hundred registrations a year: one year would leave one or two per hour of the week
DAYS, HOURS = 7, 24


@dataclass(frozen=True)
class BusyTimes:
    """`hours` (7, 24): registrations per weekday (Monday first) and hour, fractions where a time was only known to lie
    between two moments; NaN where the count is too small to show. `unknown`: registrations without an hour; `spread`:
    how many were shared out over several hours. `hidden`: whether cells are hidden."""

    van: date
    tot: date
    hours: Floats
    unknown: float
    spread: float
    hidden: bool

    @property
    def known(self) -> float:
        """Registrations with an hour (of the cells that are shown)."""
        return float(np.nansum(self.hours))


def busy_times(indicator: Indicator, selection: Selection, gebied: str, tot: date) -> BusyTimes | None:
    """The three years up to `tot` in one area, or as much of them as there is.

    None for surveys and where no registration has an hour.

    A published total is split into its kinds, because hours come with the single registrations. Under a threshold of
    the access level a cell of fewer registrations is hidden, whichever kind it is of.
    """
    if not isinstance(indicator.teller, RegistrationNumerator):
        return None
    asked = replace(selection, van=add_months(tot, -12 * YEARS), tot=tot)
    kinds = [part for soort in indicator.teller.soorten for part in parts_of_total(soort)]
    found = _count(kinds, asked, gebied)
    return None if found.known == 0 and not found.hidden else found


def for_city(indicator: Indicator, selection: Selection, city: str, tot: date) -> BusyTimes | None:
    """The same of the whole municipality."""
    return busy_times(indicator, replace(selection, niveau=Niveau.GEMEENTE, gebieden=()), city, tot)


def _count(kinds: list[str], asked: Selection, gebied: str) -> BusyTimes:
    frame = open_database(asked.snapshot).run(
        "drukke_tijden", niveau=asked.niveau.value, gebied=gebied, soorten=kinds, van=asked.van, tot=asked.tot
    )
    hours, unknown, spread, van = np.zeros((DAYS, HOURS)), 0.0, 0.0, asked.van
    for row in records(frame):
        van = row["vanaf"].date() if row["vanaf"] else van
        if row["dag"] is None:
            unknown = row["aantal"]
        else:
            hours[int(row["dag"]) - 1, int(row["uur"])] = row["aantal"]
            spread += row["gespreid"]
    small = (hours > 0) & (hours < access.threshold(asked.toegang))
    hidden = bool(small.any())
    return BusyTimes(van, asked.tot, np.where(small, np.nan, hours), unknown, spread, hidden)
