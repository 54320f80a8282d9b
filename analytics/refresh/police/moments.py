"""Dates and times as suppliers write them, read once per distinct text.

Hours are wall-clock hours: the hour that occurs twice in October is one hour, the one that does not exist in March is
kept as it was written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.language import _
from analytics.refresh.police.coded import Coded, Flags, Noted
from analytics.refresh.police.fixed_dates import read_fixed
from analytics.refresh.police.mapping import EXCEL, Moment

Ints = npt.NDArray[np.int64]

DAY = 24 * 60  # minutes
NONE = np.iinfo(np.int64).min  # no day known
UNKNOWN_TIME = -1
EARLIEST = date(2010, 1, 1)
EPOCH = date(1970, 1, 1).toordinal()
EXCEL_ZERO = date(1899, 12, 30).toordinal() - EPOCH
ISO = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d")  # how workbooks and Parquet give theirs
ISO_TIME = ("%H:%M:%S", "%Y-%m-%d %H:%M:%S")
SERIAL = r"\d{1,6}(?:[.,]\d+)?"


@dataclass(frozen=True)
class Moments:
    """Per row the day (days since 1970, NONE where unknown) and its minute (-1 where only a day is known)."""

    column: str
    day: Ints
    minute: Ints

    @property
    def known(self) -> Flags:
        """Where there is a day."""
        return np.asarray(self.day != NONE)

    @property
    def timed(self) -> Flags:
        """Where there is a time too."""
        return np.asarray(self.known & (self.minute >= 0))


def to_day(moment: date) -> int:
    """Days since 1970."""
    return moment.toordinal() - EPOCH


def read_moments(field: Moment, noted: Noted, today: date) -> Moments | None:
    """The moments of a declared field; None when this delivery has no such column. Notes what cannot be right."""
    column = Coded.of(noted.table, field.kolom)
    if column is None:
        return None
    formats = (*field.vorm, *(ISO if noted.table.typed else ()))
    day, minute = _read(column.series(), formats)
    open_ = day == NONE
    bad = open_ & ~column.among(field.unknown, open_)
    text = _("'{value}' is geen datum zoals beschreven.")
    noted.rows("datum_onleesbaar", text, column.spread(bad, missing=False), column.name)
    days, minutes = column.spread(day, NONE), column.spread(minute, UNKNOWN_TIME)
    _check_range(noted, column.name, days, today)
    if field.tijd is not None:
        days, minutes = _with_time(field, noted, days, minutes)
    _check_clock(noted, column.name, days, minutes)
    return Moments(column.name, days, minutes)


def _with_time(field: Moment, noted: Noted, days: Ints, minutes: Ints) -> tuple[Ints, Ints]:
    """The moments with the time of the column beside it; an empty or unknown time leaves only the day."""
    column = Coded.of(noted.table, field.tijd or ())
    if column is None:
        return days, minutes
    formats = (*field.tijdvorm, *(ISO_TIME if noted.table.typed else ()))
    time = read_times(column.series(), formats)
    open_ = time < 0
    bad = open_ & ~column.among(field.unknown, open_)
    text = _("'{value}' is geen tijd zoals beschreven.")
    noted.rows("tijd_onleesbaar", text, column.spread(bad, missing=False), column.name)
    times = column.spread(time, UNKNOWN_TIME)
    later = (times == DAY) & (days != NONE)  # 24:00 is the midnight with which the next day begins
    return np.where(later, days + 1, days), np.where(times == DAY, 0, times)


def _read(texts: pd.Series, formats: Sequence[str]) -> tuple[Ints, Ints]:
    """Day and minute of every text, by the first format that fits."""
    day = np.full(len(texts), NONE, dtype=np.int64)
    minute = np.full(len(texts), UNKNOWN_TIME, dtype=np.int64)
    for form in formats:
        places = np.flatnonzero(day == NONE)
        fits, days, minutes = read_fixed(texts.iloc[places], form)
        day[places[fits]], minute[places[fits]] = days, minutes
    rest = day == NONE
    if rest.any():
        day[rest], minute[rest] = _read_slowly(texts[rest], formats)
    return day, minute


def _read_slowly(texts: pd.Series, formats: Sequence[str]) -> tuple[Ints, Ints]:
    """The same for texts that are not as wide as their format: one by one."""
    day = np.full(len(texts), NONE, dtype=np.int64)
    minute = np.full(len(texts), UNKNOWN_TIME, dtype=np.int64)
    midnight = texts.str.contains(r"(?:^|\s|T)24:00(?::00)?$").to_numpy(dtype=bool)
    plain = texts.where(~midnight, texts.str.replace("24:00", "00:00"))
    for form in formats:
        open_ = day == NONE
        if not open_.any():
            break
        found_day, found_minute = _serial(plain[open_]) if form == EXCEL else _strptime(plain[open_], form)
        day[open_], minute[open_] = found_day, found_minute
    day[midnight & (day != NONE)] += 1
    return day, minute


def _strptime(texts: pd.Series, form: str) -> tuple[Ints, Ints]:
    moments = pd.to_datetime(texts, format=form, errors="coerce", exact=True)
    known = moments.notna().to_numpy(dtype=bool)
    seconds = moments.fillna(pd.Timestamp(0)).to_numpy().astype("datetime64[s]").astype(np.int64)
    day = np.where(known, seconds // 86400, NONE)
    timed = known & ("%H" in form or "%I" in form)
    return day, np.where(timed, seconds % 86400 // 60, UNKNOWN_TIME)


def _serial(texts: pd.Series) -> tuple[Ints, Ints]:
    """Days since 30 December 1899; a part of a day is a time, a whole number only a date."""
    fits = texts.str.fullmatch(SERIAL).to_numpy(dtype=bool)
    values = pd.to_numeric(texts.str.replace(",", ".").where(fits), errors="coerce").to_numpy(
        dtype=float, na_value=np.nan
    )
    minutes = np.round(np.nan_to_num(values) * DAY).astype(np.int64)
    timed = fits & (np.nan_to_num(values) % 1 != 0)
    day = np.where(fits, minutes // DAY + EXCEL_ZERO, NONE)
    return day, np.where(timed, minutes % DAY, UNKNOWN_TIME)


def read_times(texts: pd.Series, formats: Sequence[str]) -> Ints:
    """Minutes since midnight of every text, 1440 for 24:00, -1 where it is no time."""
    found = np.full(len(texts), UNKNOWN_TIME, dtype=np.int64)
    for form in formats:
        open_ = found < 0
        if not open_.any():
            break
        if form == EXCEL:
            values = pd.to_numeric(texts[open_].str.replace(",", "."), errors="coerce").to_numpy(dtype=float)
            fits = (values >= 0) & (values < 1)
            found[open_] = np.where(fits, np.floor(np.nan_to_num(values) * DAY + 1e-6).astype(np.int64), UNKNOWN_TIME)
        else:
            found[open_] = _strptime(texts[open_], form)[1]
    found[texts.str.fullmatch(r"24:00(?::00)?").to_numpy(dtype=bool)] = DAY
    return found


def _check_range(noted: Noted, column: str, days: Ints, today: date) -> None:
    known = days != NONE
    old = known & (days < to_day(EARLIEST))
    noted.rows("datum_te_oud", _("'{value}' ligt voor 2010."), old, column)
    noted.rows("datum_toekomst", _("'{value}' ligt na vandaag."), known & (days > to_day(today)), column)


def _check_clock(noted: Noted, column: str, days: Ints, minutes: Ints) -> None:
    """Hours that no clock has shown: between two and three on the last Sunday of March."""
    night = (days != NONE) & (minutes // 60 == 2) & np.isin(days, [to_day(day) for day in spring_days()])
    noted.rows("uur_bestaat_niet", _("'{value}' bestaat niet: de klok ging die nacht vooruit."), night, column)


def spring_days(first: int = EARLIEST.year, last: int = 2099) -> list[date]:
    """The last Sunday of March of every year."""
    ends = (date(year, 3, 31) for year in range(first, last + 1))
    return [date.fromordinal(end.toordinal() - (end.weekday() + 1) % 7) for end in ends]
