"""What one snapshot, or a delivery not yet published, says other than the one before it, per kind and month.

How large a difference may be before somebody should look is stated in one place, `_limits`: three standard deviations,
about 3 in 1,000 by chance alone.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.completeness import Age
from analytics.contract import TOTALS
from analytics.database import Database
from analytics.indicators import kinds
from analytics.periods import add_months, months_between

DEVIATIONS = 3.0
CORRECTED = 0.01  # share of the registrations of a settled month that is corrected by hand (standard deviation)
USUAL = (0.35, 0.15, 0.08, 0.05, 0.03, 0.02)  # growth after the first, second, ... month where nothing was measured
YEARS = 3  # of which the same month and its neighbours say what a new month may be
FEWEST = 6  # such months; with fewer nothing is said about a new month

COLUMNS = ("soort", "naam", "maand", "live", "nieuw", "verschil", "ondergrens", "bovengrens", "oordeel")


class Oordeel(StrEnum):
    """What a difference is."""

    GELIJK = "gelijk"  # known before, and the same
    HERZIENING = "herziening"  # known before, changed within what chance and usual revision explain
    NIEUW = "nieuw"  # not known before, within expectation or without one
    OPVALLEND = "opvallend"  # outside the limits
    VERDWENEN = "verdwenen"  # was known, or was to be expected, and is gone


@dataclass(frozen=True)
class Side:
    """One side of a comparison: its tables and the day on which its figures were known."""

    database: Database
    day: date


def compare(old: Side | None, new: Side, ages: tuple[Age, ...] = ()) -> pd.DataFrame:
    """Every kind and month that either side knows per month, for the municipality as a whole.

    `ages`: how complete months are by age (completeness.completeness), as known on the old side. Columns as COLUMNS:
    `live` and `nieuw` are the counts (NA: not known); `ondergrens` and `bovengrens` the limits for `nieuw`, in counts.
    """
    now = _monthly(new.database)
    before = _monthly(old.database) if old is not None else now.iloc[:0]
    both = before.merge(now, how="outer", on=["soort", "maand"], suffixes=("_live", "_nieuw"))
    both = both.rename(columns={"aantal_live": "live", "aantal_nieuw": "nieuw"})
    low, high = _limits(both, before, _arrival(ages), old.day if old is not None else new.day, new.day)
    frame = both.assign(
        naam=both["soort"].map(lambda kind: kinds()[kind]["naam"] if kind in kinds() else kind),
        verschil=both["nieuw"] - both["live"],
        ondergrens=low,
        bovengrens=high,
    )
    frame["oordeel"] = _verdicts(frame)
    return frame.sort_values(["maand", "soort"], ascending=[False, True], ignore_index=True)[list(COLUMNS)]


def unusual(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows somebody should look at: outside the limits or gone, the furthest off first."""
    chosen = frame[frame["oordeel"].isin([Oordeel.OPVALLEND, Oordeel.VERDWENEN])]
    counts = chosen["nieuw"].astype("Float64").fillna(0.0)
    middle = chosen[["ondergrens", "bovengrens"]].mean(axis=1)
    reach = (chosen["bovengrens"] - chosen["ondergrens"]).clip(lower=1.0)
    return chosen.assign(ver=((counts - middle).abs() / reach).fillna(np.inf)).sort_values(
        ["ver", "maand"], ascending=[False, False], kind="stable", ignore_index=True
    )[list(COLUMNS)]


def _monthly(database: Database) -> pd.DataFrame:
    frame = database.run("maandcijfers")
    return pd.DataFrame(
        {
            "soort": frame["soort"].astype("str"),
            "maand": pd.to_datetime(frame["maand"]).dt.date,
            "aantal": frame["aantal"].astype("Int64"),
        }
    )


@dataclass(frozen=True)
class _Arrival:
    """The share known by age and its relative uncertainty: measured, or else from the usual growth."""

    share: dict[int, float]
    doubt: dict[int, float]

    def at(self, month: date, day: date) -> float:
        """The share of a month that is known on a day."""
        return self.share.get(_age(month, day), 1.0)

    def unsure(self, month: date, day: date) -> float:
        """One relative standard deviation of that share."""
        return self.doubt.get(_age(month, day), 0.0)


def _age(month: date, day: date) -> int:
    return max(months_between(month, day.replace(day=1)) - 1, 0)


def _arrival(ages: tuple[Age, ...]) -> _Arrival:
    usual = np.cumprod(1 / (1 + np.array(USUAL[::-1])))[::-1]
    share = dict(enumerate(map(float, usual)))
    doubt = {age: (1 - known) / 2 for age, known in share.items()}
    for age in ages:
        share[age.leeftijd] = age.aandeel
        if np.isfinite(age.bovengrens):
            doubt[age.leeftijd] = (age.bovengrens - age.ondergrens) / 4 / age.aandeel
    return _Arrival(share, doubt)


def _limits(
    both: pd.DataFrame, before: pd.DataFrame, arrival: _Arrival, old_day: date, new_day: date
) -> tuple["pd.Series[float]", "pd.Series[float]"]:
    """What `nieuw` may be: for a known month its figure grown as usual, for a new one what such months were."""
    known = {
        (str(kind), month): float(value)
        for kind, month, value in zip(before["soort"], before["maand"], before["aantal"], strict=True)
    }
    pairs = [
        _fresh(kind, month, known, arrival, new_day)
        if pd.isna(live)
        else _revised(float(live), month, arrival, old_day, new_day)
        for kind, month, live in zip(both["soort"], both["maand"], both["live"], strict=True)
    ]
    centre = pd.Series([mean for mean, _spread in pairs], index=both.index, dtype=float)
    reach = DEVIATIONS * pd.Series([spread for _mean, spread in pairs], index=both.index, dtype=float)
    return (centre - reach).clip(lower=0.0), centre + reach


def _revised(live: float, month: date, arrival: _Arrival, old_day: date, new_day: date) -> tuple[float, float]:
    """Mean and standard deviation of a known month: what arrives in between is Poisson, its share is not known
    exactly, and a little of what was there is corrected."""
    mean = live * arrival.at(month, new_day) / arrival.at(month, old_day)
    doubt = 0.0 if mean == live else mean * arrival.unsure(month, old_day)
    return mean, (abs(mean - live) + doubt**2 + (CORRECTED * live) ** 2 + 1.0) ** 0.5


def _fresh(
    kind: str, month: date, known: dict[tuple[str, date], float], arrival: _Arrival, day: date
) -> tuple[float, float]:
    """Mean and standard deviation of the same month and its neighbours in earlier years; NaN when those are few."""
    moments = [add_months(month, step - 12 * year) for year in range(1, YEARS + 1) for step in (-1, 0, 1)]
    around = [known[kind, moment] for moment in moments if (kind, moment) in known]
    if len(around) < FEWEST:
        return np.nan, np.nan
    mean = float(np.mean(around)) * arrival.at(month, day)
    variance = max(float(np.var(around, ddof=1)), mean, 1.0) + (mean * arrival.unsure(month, day)) ** 2
    return mean, float((variance * (1 + 1 / len(around))) ** 0.5)


def _verdicts(frame: pd.DataFrame) -> "pd.Series[str]":
    """One verdict per row; the order of the rules matters."""
    live, new = frame["live"].astype("Float64").astype(float), frame["nieuw"].astype("Float64").astype(float)
    outside = (new < frame["ondergrens"]) | (new > frame["bovengrens"])
    gone = new.isna() | ((new == 0) & (frame["ondergrens"] > 0))
    rules = [gone, live == new, outside, live.isna()]
    names = [Oordeel.VERDWENEN, Oordeel.GELIJK, Oordeel.OPVALLEND, Oordeel.NIEUW]
    chosen = np.select([rule.to_numpy() for rule in rules], [str(name) for name in names], str(Oordeel.HERZIENING))
    return pd.Series(chosen, index=frame.index, dtype="str")


def totals(frame: pd.DataFrame) -> pd.DataFrame:
    """Only the rows about the published totals."""
    return frame[frame["soort"].isin(TOTALS)].reset_index(drop=True)
