"""From a number per month to single incidents with a day, an hour and an invented street."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.refresh.sample.facts import (
    MONTHS,
    Floats,
    Ints,
    generator,
    kinds,
    month_index,
    month_starts,
    parameters,
)
from analytics.refresh.sample.streets import NAMES, number_of_streets

_EPOCH_WEEKDAY = 3  # 1 January 1970 was a Thursday; Monday is 0
_CENTRE = ("drukte", "winkel", "horeca", "uitgaan", "evenement")  # [plaats] of kinds that cluster in a few streets


def first_month() -> int:
    """Month number from which rows are per day."""
    return month_index(str(parameters()["per_dag_vanaf"])[:7])


def rows(counts: Ints, *, with_streets: bool = True) -> pd.DataFrame:
    """Kind x area x month counts as incidents from `first_month` on, equal ones added up.

    Columns `kind`, `area` (positions in `counts`), `van`, `tot`, `uur`, `straat` (both may be missing), `aantal`.
    """
    random = generator("incidenten" if with_streets else "incidenten zonder buurt")
    recent = counts.copy()
    recent[:, :, : first_month()] = 0
    kind, area, month = np.repeat(np.nonzero(recent), recent[recent > 0], axis=1)
    day, hour = _moments(random, kind, month)
    street = _streets(random, kind, area) if with_streets else np.full(len(kind), -1)
    frame = pd.DataFrame({"kind": kind, "area": area, "van": day, "uur": hour, "straat": street})
    grouped = frame.groupby(list(frame.columns), sort=True).size().rename("aantal").reset_index()
    return _finish(grouped)


def _finish(grouped: pd.DataFrame) -> pd.DataFrame:
    """Day numbers become dates, -1 becomes missing, street numbers become names."""
    van = grouped["van"].to_numpy().astype("datetime64[D]")
    names = np.array([*NAMES, None], dtype=object)
    return grouped.assign(
        van=van,
        tot=van + np.timedelta64(1, "D"),
        uur=grouped["uur"].where(grouped["uur"] >= 0).astype("Int8"),
        straat=names[grouped["straat"].to_numpy()],
    )


def _moments(random: np.random.Generator, kind: Ints, month: Ints) -> tuple[Ints, Ints]:
    """Day (number since 1970) and hour (-1: not known) of every incident, by the time profile of its kind."""
    profiles = kinds()["tijd"].to_numpy()[kind]
    day, hour = np.zeros(len(kind), dtype=np.int64), np.zeros(len(kind), dtype=np.int64)
    for name, profile in parameters()["tijd"].items():
        own = np.flatnonzero(profiles == name)
        hour[own] = random.choice(24, size=len(own), p=_chances(profile["uren"]))
        for number in range(first_month(), MONTHS):
            here = own[month[own] == number]
            days, chance = _days(number, profile["dagen"])
            day[here] = random.choice(days, size=len(here), p=chance)
    hour[random.random(len(kind)) < parameters()["zonder_uur"]] = -1
    return day, hour


def _days(month: int, weekdays: list[int]) -> tuple[Ints, Floats]:
    """The days of a month and the chance of each, by day of the week."""
    first, after = month_starts()[month : month + 2].astype(np.int64)
    days = np.arange(first, after, dtype=np.int64)
    return days, _chances(np.asarray(weekdays)[(days + _EPOCH_WEEKDAY) % 7])


def _streets(random: np.random.Generator, kind: Ints, area: Ints) -> Ints:
    """Street number of every incident (-1: not known): busy kinds cluster in few streets, others spread more."""
    central = np.isin(kinds()["plaats"].to_numpy()[kind], _CENTRE)
    street = np.full(len(kind), -1, dtype=np.int64)
    for buurt, count in enumerate(number_of_streets()):
        for busy, evenness in ((True, 0.7), (False, 3.0)):
            chance = random.dirichlet(np.full(count, evenness))
            here = np.flatnonzero((area == buurt) & (central == busy))
            street[here] = random.choice(count, size=len(here), p=chance)
    street[random.random(len(kind)) < parameters()["zonder_straat"]] = -1
    return street


def _chances(weights: npt.ArrayLike) -> Floats:
    values = np.asarray(weights, dtype=np.float64)
    return np.asarray(values / values.sum())
