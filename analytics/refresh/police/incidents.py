"""One delivered table as incidents: kind, area, period in which it happened, month in which it counts."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.language import _
from analytics.refresh.parts import Ground
from analytics.refresh.police.coded import Coded, Flags, Noted, absent
from analytics.refresh.police.fields import SKIPPED, read_counts, read_hours, read_kinds, read_streets
from analytics.refresh.police.mapping import Mapping
from analytics.refresh.police.moments import NONE, Moments, read_moments, to_day
from analytics.refresh.police.whereabouts import read_where
from analytics.refresh.rawtable import RawTable
from analytics.refresh.report import Finding

LONGEST = 31  # days between begin and end that still say something
NO_HOUR = -1
Ints = npt.NDArray[np.int64]

# What every incident has: days since 1970; uur and uur_tot -1 where unknown; x, y in the supplier's system.
COLUMNS = {
    "soort": "category", "gebied": "category", "straat": "category", "van": "int32", "tot": "int32", "uur": "int8",
    "uur_tot": "int8", "maand": "int32", "aantal": "int64", "x": "float64", "y": "float64", "tabel": "int32",
    "plek": "int32",
}  # fmt: skip


@dataclass(frozen=True)
class Periods:
    """When every row happened: days since 1970 [van, tot), first and last hour, first day of the month it counts in."""

    van: Ints
    tot: Ints
    uur: Ints
    uur_tot: Ints
    maand: Ints


def read_incidents(
    table: RawTable, mapping: Mapping, ground: Ground, *, old: frozenset[str], number: int, discreet: frozenset[str]
) -> tuple[pd.DataFrame, list[Finding]]:
    """The incidents of one table (COLUMNS) without the wrong ones, which are among the findings.

    `old`: buurt codes that were replaced. `number`: which table of the delivery this is. `discreet`: columns of which
    no value may be repeated.
    """
    noted = Noted(table, discreet)
    soort = read_kinds(mapping, noted)
    where = read_where(mapping, noted, ground, old)
    straat = read_streets(mapping.velden.straat, noted)
    aantal = read_counts(mapping.velden.aantal, noted)
    periods = _periods(mapping, noted, ground.today)
    frame = pd.DataFrame(
        {
            "soort": pd.Categorical(soort), "gebied": pd.Categorical(where.code), "straat": pd.Categorical(straat),
            "van": periods.van, "tot": periods.tot, "uur": periods.uur, "uur_tot": periods.uur_tot,
            "maand": periods.maand, "aantal": aantal, "x": where.x, "y": where.y, "tabel": number,
            "plek": np.arange(len(table.numbers)),
        }
    )  # fmt: skip
    keep = ~noted.wrong & (soort != SKIPPED) & ~_running(noted, periods, ground.today)
    sound = frame[keep & ~absent(soort) & ~absent(where.code)]
    return sound.astype({name: kind for name, kind in COLUMNS.items() if kind != "category"}), noted.findings


def _running(noted: Noted, periods: Periods, today: date) -> Flags:
    """Rows in a month that is not over yet; they are left out."""
    rows = ~noted.wrong & (periods.maand >= to_day(today.replace(day=1)))
    text = _("De maand is nog niet voorbij; deze rij telt nog niet mee.")
    noted.rows("maand_loopt_nog", text, rows)
    return rows


def _periods(mapping: Mapping, noted: Noted, today: date) -> Periods:
    fields = mapping.velden
    begin = read_moments(fields.begin, noted, today)
    if begin is None:
        nothing = np.full(len(noted.table.numbers), NONE, dtype=np.int64)
        return Periods(nothing, nothing, nothing, nothing, nothing)
    hours = read_hours(fields.uur, noted)
    if hours is not None:
        begin = Moments(begin.column, begin.day, np.where(begin.known, hours, NO_HOUR))
    end = read_moments(fields.eind, noted, today) if fields.eind is not None else None
    counted = read_moments(fields.peildatum, noted, today) if fields.peildatum is not None else None
    ended = _ended(begin, end)
    _check_order(noted, begin, ended, end)
    month_day = {"begin": begin.day, "eind": ended.day, "peildatum": begin.day if counted is None else counted.day}
    deciding = {"begin": begin, "eind": end or begin, "peildatum": counted or begin}[mapping.maand]
    return _within_month(noted, begin, ended, month_day[mapping.maand], deciding.column)


def _ended(begin: Moments, end: Moments | None) -> Moments:
    """The end of every row; the begin where none is given. An end on the whole hour is the end of the hour before."""
    if end is None:
        return begin
    day, minute = np.where(end.known, end.day, begin.day), np.where(end.known, end.minute, begin.minute)
    later = (day > begin.day) | ((day == begin.day) & (minute > begin.minute))
    sharp = end.timed & begin.timed & later & (minute % 60 == 0)
    midnight = sharp & (minute == 0)
    return Moments(end.column, day - midnight, np.where(midnight, 24 * 60 - 1, minute - sharp))


def _check_order(noted: Noted, begin: Moments, ended: Moments, end: Moments | None) -> None:
    if end is None:
        return
    known = begin.known & end.known & ~noted.wrong
    same = known & (ended.day == begin.day) & begin.timed & (ended.minute >= 0)
    wrong = (known & (ended.day < begin.day)) | (same & (ended.minute < begin.minute))
    noted.rows("periode_omgekeerd", _("Het eind '{value}' ligt voor het begin."), wrong, end.column)
    long = known & ~wrong & (ended.day - begin.day >= LONGEST)
    text = _("Tussen begin en eind ('{value}') zit meer dan 31 dagen; alleen de maand telt.")
    noted.rows("periode_lang", text, long, end.column)


def _within_month(noted: Noted, begin: Moments, end: Moments, month_day: Ints, column: str) -> Periods:
    """The period of every row, clipped to the month it counts in; the whole month when it lies outside."""
    undated = month_day == NONE
    text = _("Er is geen datum, dus de maand is niet bekend.")
    noted.rows("datum_ontbreekt", text, undated & ~noted.wrong, column)
    months = np.where(undated, 0, month_day).astype("datetime64[D]").astype("datetime64[M]")
    first, after = (m.astype("datetime64[D]").astype(np.int64) for m in (months, months + 1))
    dayless = ~begin.known  # counted in its month, but nobody knows when it was
    van, tot = np.where(dayless, first, begin.day), np.where(dayless, after, end.day + 1)
    uur, uur_tot = _hours(begin, end)
    outside = (tot <= first) | (van >= after)
    early, late = (van < first) & ~outside, (tot > after) & ~outside
    van, tot = np.where(outside | early, first, van), np.where(outside | late, after, tot)
    ranged = uur_tot != NO_HOUR
    uur = np.where(outside, NO_HOUR, np.where(early & ranged, 0, uur))
    uur_tot = np.where(outside, NO_HOUR, np.where(late & ranged, 23, uur_tot))
    single = (tot - van == 1) & (uur == uur_tot)  # what is left after clipping may be one hour
    return Periods(van, tot, uur, np.where(single, NO_HOUR, uur_tot), np.where(undated, NONE, first))


def _hours(begin: Moments, end: Moments) -> tuple[Ints, Ints]:
    """The hour, or first and last hour when it is only known to lie between; -1 where a time is missing."""
    one_day = begin.day == end.day
    timed = begin.timed & (end.minute >= 0)
    first, last = begin.minute // 60, end.minute // 60
    single = timed & one_day & (first == last)
    uur = np.where(timed, first, NO_HOUR)
    return uur, np.where(timed & ~single, last, NO_HOUR)


def numbers(table: RawTable, mapping: Mapping) -> Coded | None:
    """The registration numbers of a table, where it has them."""
    field = mapping.velden.nummer
    return Coded.of(table, field.kolom) if field is not None else None
